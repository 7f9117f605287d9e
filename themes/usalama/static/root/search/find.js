// What the search page finds, and how it shows it.
// A page of the index is a week, a heading of it a story: "headline ‖ outlet ‖ day ‖ language ‖ level ‖ places", the level
// as one to three "◆". Below it stand its other headlines, "¦ headline ‖ outlet ‖ day ‖ language" each, then the names of
// its outlets, topics and counties after "¦ ¦".
const list = document.querySelector("#found"), count = document.querySelector("#count");
const { index, years, pages, none, one, many, more, story: part, levels } = document.querySelector("form").dataset;
const [newest, ...older] = years.split(" ");
const here = document.documentElement.lang, WEEKS = 4;

// Of a file that does not come the index says nothing: it finds less, and never asks for it again.
let lacks = false;
const ask = fetch;
window.fetch = (what) => ask(what).then((got) => { lacks ||= !got?.ok; return got; }, () => { lacks = true; });

// On this page: a worker of its own would be 12 kB more. Where the engine does not come, joining a year to it would wait
// for ever; to ask for its filters fails. Whoever searches is told.
const place = (year) => new URL(`${index}${year}/`, document.baseURI).href;
const options = (year) => ({ excerptLength: 9999, mergeFilter: { year } });
const engine = import(`${place(newest)}pagefind.js${new URL(import.meta.url).search}`).then(async (found) => {
  await found.options({ ...options(newest), noWorker: true });
  await found.filters();
  for (const year of older) await found.mergeIndex(place(year), options(year));
  return found;
});
engine.catch(() => {});

const element = (name, text, attributes = {}) => Object.assign(document.createElement(name), { textContent: text, ...attributes });
const plain = (markup) => new DOMParser().parseFromString(markup, "text/html").body.textContent;
const day = (iso) => new Date(`${iso}T12:00`).toLocaleDateString(here === "en" ? "en-GB" : here, { dateStyle: "medium" });

// A week matches when its stories hold the words between them; a story is shown when it holds each of them itself.
// Accents and signs count for nothing, as in the index; words in quotes stand together.
const fold = (text) => text.normalize("NFD").toLowerCase().replace(/[^\p{L}\p{N}\s]/gu, "");
const found = (text, words) => words.filter((word) => fold(text).includes(word.replace(/^(.{3,}?)..?$/, "$1"))).length;

// A story with its headlines: the one that stands for it, then those of its other reports.
const read = (result) => {
  const [, ...parts] = plain(result.excerpt).split("¦").map((each) => each.trim());
  const [title, outlet, iso, language, level, places = ""] = result.title.split(" ‖ ");
  const others = parts.slice(0, -2).map((each) => each.split(" ‖ ")).map(([title, outlet, iso, language]) => ({ title, outlet, iso, language }));
  return { level, places, url: result.url, text: `${result.title} ${parts}`, heads: [{ title, outlet, iso, language }, ...others] };
};

const headline = (name, { title, language }, attributes) => {
  const made = element(name, title, { dir: "auto", ...attributes });
  if (language && language !== here) made.lang = language;
  return made;
};

// The headline that holds most of the words is shown, of equals one in the page's language; then the one that the story
// is found under, which beside the first language is one in the page's own.
const row = ({ level, places, url, heads }, words) => {
  const worth = (head) => 2 * found(head.title, words) + (head.language === here);
  const best = heads.reduce((best, head) => worth(head) > worth(best) ? head : best);
  const lead = here !== "en" && heads.find((head) => head.language === here) || heads[0];
  const path = url.replace(/^.*?(?=\d{4}\/w\d\d\/)/, "");
  const item = element("li"), about = element("span", `${best.outlet}, ${day(best.iso)}`, { className: "m" });
  item.append(headline("a", best, { href: new URL(pages + path, document.baseURI).href }), about);
  if (best !== lead) about.replaceChildren(`${best.outlet}. ${part} `, headline("span", lead), ` (${lead.outlet}, ${day(lead.iso)})`);
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

const show = async (results, words, latest, lost) => {
  const weeks = await Promise.all(results.splice(0, WEEKS).map((result) => result.data()));
  if (lacks) throw lacks;
  if (!latest()) return;
  const rows = weeks.flatMap((week) => ordered(week.sub_results, words)).map((story) => row(story, words));
  const rest = results.length > 0;
  if (!rows.length && rest) return show(results, words, latest, lost);
  list.append(...rows);
  const shown = list.querySelectorAll("a").length;
  count.textContent = shown === 0 ? none : shown === 1 && !rest ? one : many.replace("{}", rest ? `${shown}+` : shown);
  if (rest) {
    const button = element("button", more, { type: "button" }), item = element("li");
    // Who came by keyboard goes on at the first of what came: the button that they stood on is gone.
    button.onclick = () => {
      item.remove();
      show(results, words, latest, lost).then(() => list.children[shown]?.firstChild.focus(), lost);
    };
    item.append(button);
    list.append(item);
  }
};

// Asked for together, the weeks of several years would stand among each other.
export const find = async (asked, latest, lost) => {
  const found = await engine, straight = asked.replace(/[“”„]/g, '"'), results = [];
  for (const year of [newest, ...older]) {
    results.push(...(await found.search(straight, { filters: { year }, sort: { week: "desc" } })).results);
  }
  await show(results, straight.match(/"[^"]+"|\S+/g).map(fold), latest, lost);
};
