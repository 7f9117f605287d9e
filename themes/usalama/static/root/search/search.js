// Search on this page alone: the index is asked for when the reader first uses the field, never before.
// A page of the index is a week, a heading of it a story: "headline ‖ outlet ‖ day ‖ language ‖ level ‖ places", the level
// as one to three "◆". Below it stand its other headlines, "¦ headline ‖ outlet ‖ language" each, then the names of its
// outlets, topics and counties after "¦ ¦".
// No module: a page that is opened from a disk runs none, and is to say why it cannot search.
const form = document.querySelector("form"), field = form.q;
const list = document.querySelector("#found"), count = document.querySelector("#count");
const { index, years, pages, none, one, many, more, story: part, levels, failed, file } = form.dataset;
const [newest, ...older] = years.split(" ");
const here = document.documentElement.lang, WEEKS = 4, WHOLE = 9999;
let engine, turn = 0;
const unserved = location.protocol === "file:";

const place = (year) => new URL(`${index}${year}/`, document.baseURI).href;
const load = () => engine ??= import(`${place(newest)}pagefind.js`).then(async (found) => {
  await found.options({ excerptLength: WHOLE });
  await found.init();
  for (const year of older) await found.mergeIndex(place(year), { excerptLength: WHOLE });
  return found;
});

const element = (name, text, attributes = {}) => Object.assign(document.createElement(name), { textContent: text, ...attributes });
const plain = (markup) => new DOMParser().parseFromString(markup, "text/html").body.textContent;
const day = (iso) => new Date(`${iso}T12:00`).toLocaleDateString(here === "en" ? "en-GB" : here, { dateStyle: "medium" });

// A week matches when its stories hold the words between them; a story is shown when it holds each of them itself.
const found = (text, words) => words.filter((word) => text.toLowerCase().includes(word.slice(0, Math.max(3, word.length - 2)))).length;

// A story with its headlines: the one that stands for it, then those of its other reports.
const read = (result) => {
  const [, ...parts] = plain(result.excerpt).split("¦").map((each) => each.trim());
  const [title, outlet, iso, language, level, places = ""] = result.title.split(" ‖ ");
  const others = parts.slice(0, -2).map((each) => each.split(" ‖ ")).map(([title, outlet, language]) => ({ title, outlet, language }));
  return { iso, level, places, url: result.url, text: [result.title, ...parts].join(" "), heads: [{ title, outlet, language }, ...others] };
};

const headline = (name, { title, language }, attributes) => {
  const made = element(name, title, { dir: "auto", ...attributes });
  if (language && language !== here) made.lang = language;
  return made;
};

// The headline that holds most of the words is shown, of equals one in the page's language; then the one that the story
// is found under, which beside the first language is one in the page's own.
const row = ({ iso, level, places, url, heads }, words) => {
  const worth = (head) => 2 * found(head.title, words) + (head.language === here);
  const best = heads.reduce((best, head) => worth(head) > worth(best) ? head : best);
  const lead = here !== "en" && heads.find((head) => head.language === here) || heads[0];
  const path = url.replace(/^.*?(?=\d{4}\/w\d\d\/)/, "");
  const item = document.createElement("li"), about = element("span", `${best.outlet}, ${day(iso)}`, { className: "m" });
  item.append(headline("a", best, { href: new URL(pages + path, document.baseURI).href }), about);
  if (best !== lead) about.replaceChildren(`${best.outlet}. ${part} `, headline("span", lead), ` (${lead.outlet}, ${day(iso)})`);
  if (!places.split(", ").every((name) => best.title.includes(name))) about.append(`\u00a0· ${places}`);
  about.append("\u00a0", element("span", level.padEnd(3, "◇"), { ariaHidden: "true" }), element("span", levels.split("|")[level.length - 1], { className: "vh" }));
  return item;
};

// Of one week, first what has the words in one headline, then what has them only between its headlines and its names.
const ordered = (results, words) => {
  const stories = results.filter((result) => result.title.includes(" ‖ ")).map(read).filter((story) => found(story.text, words) === words.length);
  const lacks = ({ heads }) => !heads.some((head) => found(head.title, words) === words.length);
  return stories.sort((one, other) => lacks(one) - lacks(other));
};

const show = async (results, words, from, mine) => {
  const weeks = await Promise.all(results.slice(from, from + WEEKS).map((result) => result.data()));
  if (mine !== turn) return;
  const rows = weeks.flatMap((week) => ordered(week.sub_results, words)).map((story) => row(story, words));
  list.append(...rows);
  if (!rows.length && results.length > from + WEEKS) return show(results, words, from + WEEKS, mine);
  const shown = list.querySelectorAll("a").length;
  count.textContent = shown === 0 ? none : shown === 1 ? one : many.replace("{}", shown);
  if (results.length > from + WEEKS) {
    const button = element("button", more, { type: "button" }), item = document.createElement("li");
    button.onclick = () => { item.remove(); show(results, words, from + WEEKS, mine); };
    item.append(button);
    list.append(item);
  }
};

const search = async () => {
  const asked = field.value.trim(), mine = ++turn;
  if (!asked) { list.replaceChildren(); count.textContent = ""; return; }
  if (unserved) { count.textContent = file; return; }
  try {
    const { results } = await (await load()).search(asked, { sort: { week: "desc" } });
    if (mine !== turn) return;
    list.replaceChildren();
    await show(results, asked.toLowerCase().split(/\s+/), 0, mine);
    history.replaceState(null, "", `?q=${encodeURIComponent(asked)}`);
  } catch { count.textContent = failed; }
};

let waiting;
if (unserved) count.textContent = file;
else field.addEventListener("focus", () => load().catch(() => {}), { once: true });
field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 200); });
form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
const before = new URLSearchParams(location.search).get("q");
if (before) { field.value = before; search(); }
