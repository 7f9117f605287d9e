// Search on this page alone: the index is asked for when the reader first uses the field, never before.
const form = document.querySelector("form"), field = form.q, list = document.querySelector("#found"), count = document.querySelector("#count");
const { index, pages, none, one, many, more, failed } = form.dataset;
let engine, turn = 0;

const load = () => engine ??= import(new URL(index, document.baseURI)).then(async (found) => { await found.options({ excerptLength: 24 }); await found.init(); return found; });

const element = (name, text, attributes = {}) => Object.assign(document.createElement(name), { textContent: text, ...attributes });

// The address in the index is of the English tree, from the root; the reader stays in the tree of this page.
const address = (path) => new URL(pages + path.replace(/^.*?(?=\d{4}\/w\d\d\/)/, ""), document.baseURI).href;

const row = ({ url, raw_url, meta }) => {
  const item = document.createElement("li"), link = element("a", meta.title, { href: address(raw_url || url), dir: "auto" });
  if (meta.language) link.lang = meta.language;
  item.append(link, element("span", [meta.outlet, meta.day].filter(Boolean).join(", "), { className: "m" }));
  return item;
};

const show = async (results, from) => {
  const next = await Promise.all(results.slice(from, from + 20).map((result) => result.data()));
  list.append(...next.map(row));
  if (results.length > from + 20) {
    const button = element("button", more, { type: "button" }), item = document.createElement("li");
    button.onclick = () => { item.remove(); show(results, from + 20); };
    item.append(button);
    list.append(item);
  }
};

const search = async () => {
  const words = field.value.trim(), mine = ++turn;
  if (!words) { list.replaceChildren(); count.textContent = ""; return; }
  try {
    const { results } = await (await load()).search(words);
    if (mine !== turn) return;
    list.replaceChildren();
    count.textContent = results.length === 0 ? none : results.length === 1 ? one : many.replace("{}", results.length);
    await show(results, 0);
    history.replaceState(null, "", "?q=" + encodeURIComponent(words));
  } catch { count.textContent = failed; }
};

let waiting;
field.addEventListener("focus", () => load().catch(() => {}), { once: true });
field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 200); });
form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
const asked = new URLSearchParams(location.search).get("q");
if (asked) { field.value = asked; search(); }
