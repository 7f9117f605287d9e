// Search on this page alone: the index is asked for when the reader first uses the field, never before.
// A page of the index is a week, a heading of it a story: "headline ‖ outlet ‖ day ‖ language".
// No module: a page that is opened from a disk runs none, and is to say why it cannot search.
const form = document.querySelector("form"), field = form.q;
const list = document.querySelector("#found"), count = document.querySelector("#count");
const { years, none, one, many, more, failed, file } = form.dataset;
const [index, pages] = [form.dataset.index, form.dataset.pages].map((path) => path.replace(/index\.html$/, ""));
const [newest, ...older] = years.split(" ");
const here = document.documentElement.lang, WEEKS = 6;
let engine, turn = 0;
const unserved = location.protocol === "file:";

const place = (year) => new URL(`${index}${year}/`, document.baseURI).href;
const load = () => engine ??= import(`${place(newest)}pagefind.js`).then(async (found) => {
  await found.options({ excerptLength: 90 });
  await found.init();
  for (const year of older) await found.mergeIndex(place(year));
  return found;
});

const element = (name, text, attributes = {}) => Object.assign(document.createElement(name), { textContent: text, ...attributes });
const plain = (markup) => new DOMParser().parseFromString(markup, "text/html").body.textContent;
const day = (iso) => new Date(`${iso}T12:00`).toLocaleDateString(here === "en" ? "en-GB" : here, { day: "numeric", month: "short", year: "numeric" });

// A week matches when its stories hold the words between them; a story is shown when it holds each of them itself.
const holds = (text, words) => words.every((word) => text.includes(word.slice(0, Math.max(3, word.length - 2))));

const row = (story) => {
  const [title, outlet, iso, language] = story.title.split(" ‖ ");
  const path = story.url.replace(/^.*?(?=\d{4}\/w\d\d\/)/, "");
  const link = element("a", title, { href: new URL(pages + path, document.baseURI).href, dir: "auto" });
  if (language && language !== here) link.lang = language;
  const item = document.createElement("li");
  item.append(link, element("span", iso ? `${outlet}, ${day(iso)}` : outlet ?? "", { className: "m" }));
  return item;
};

const show = async (results, words, from, mine) => {
  const weeks = await Promise.all(results.slice(from, from + WEEKS).map((result) => result.data()));
  if (mine !== turn) return;
  const rows = weeks.flatMap((week) => week.sub_results)
    .filter((story) => story.title.includes(" ‖ ") && holds(`${story.title} ${plain(story.excerpt)}`.toLowerCase(), words)).map(row);
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
