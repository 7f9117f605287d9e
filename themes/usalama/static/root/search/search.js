// The form of the search page: what finds is asked for when the reader first uses the field, never before.
// No module: a page that is opened from a disk runs none, and is to say why it cannot search.
const form = document.querySelector("form"), field = form.q;
const list = document.querySelector("#found"), count = document.querySelector("#count");
const finder = document.currentScript.src.replace("search.js", "find.js"), unserved = location.protocol === "file:";
let loaded, tries = "", turn = 0, waiting;

const load = () => loaded ??= import(finder + tries);

// What did not come whole is asked for anew, as another module: a browser may remember that one did not come.
const lost = () => {
  loaded = undefined;
  tries = `?${turn}`;
  count.textContent = form.dataset.failed;
};

// A page that was open while the site was built anew asks for files that are gone: it is tried twice.
const search = async (again) => {
  if (unserved) return;
  const asked = field.value.trim(), mine = ++turn, latest = () => mine === turn;
  history.replaceState(null, "", `?q=${encodeURIComponent(asked)}`);
  list.replaceChildren();
  count.textContent = asked && "…";
  try {
    if (asked) await (await load()).find(asked, latest, lost);
  } catch {
    if (!latest()) return;
    lost();
    if (!again) search(true);
  }
};

if (unserved) count.textContent = form.dataset.file;
else field.addEventListener("focus", () => load().catch(() => {}), { once: true });
field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 200); });
form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
const before = new URLSearchParams(location.search).get("q");
if (before) { field.value = before; search(); }
