"""Our pages of the kinds that stock Pelican makes, and no others, printed alone: the same kinds of files from both.

The plugin prints what an order's manifest lacks. ``order`` writes an order of which the manifest has every file of a
site that was built but those of ``rivals.PELICAN``'s kinds: the pages of weeks (with the companion that holds the rest
of a full one), topics, counties, outlets, stories and years, their tables of contents, the home page and the Atom
feeds. ``differing`` says which of what was printed is not, byte for byte, as in the whole build.
"""

import json
import re
import shutil
from pathlib import Path

from usalama.files import weekstates
from usalama.planning import manifest as manifests

KINDS = re.compile(
    r"(?:\d{4}/w\d\d/(?:more/.*)?|(?:topics|counties|sources|stories)/(?:[^/]+/)?|archive/(?:\d{4}/(?:w\d\d/)?)?|)index\.html"
    r"|feeds/(?:all|(?:topic|county|story)-[^/]+)\.xml"
)
"""Names of the files whose kind stock Pelican makes as well."""


def order(site: Path, folder: Path) -> list[str]:
    """Write the order below ``folder``; return how Pelican is told of it. The site was built, in one language."""
    live = (site / "output").resolve()
    whole = live.with_suffix(".manifest")
    found = manifests.read(whole.read_text("utf-8"), str(whole))
    rest = {name: page for name, page in found.pages.items() if not KINDS.fullmatch(name)}
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "manifest").write_text(manifests.render(manifests.Manifest(found.generation, rest)), "utf-8")
    states = {week.slug: state for week, state in weekstates.scan(site).items()}
    told = {"manifest": str(folder / "manifest"), "tree": str(live), "states": states, "answer": str(folder / "answer")}
    (folder / "order").write_text(json.dumps({"live": "", "month": "", "only_plan": False, "aside": {}, **told}))
    conf = site / "pelicanconf.py"
    extra = [f"{name}={json.dumps(str(value))}" for name, value in (("JOB", folder / "order"), ("CONF", conf))]
    return ["-s", str(conf), "-o", str(folder / "printed"), "-e", *(f"USALAMA_{each}" for each in extra)]


def differing(site: Path, folder: Path) -> list[str]:
    """Return the files that were not printed, or not as they are in the site, or besides those of its kinds."""
    live = (site / "output").resolve()
    wanted = {name for path in live.rglob("*") if KINDS.fullmatch(name := path.relative_to(live).as_posix())}
    printed = {path.name: path for path in (folder / "printed").iterdir()}
    names = {manifests.staged(name): live / name for name in wanted}
    return sorted(
        name
        for name in names.keys() | printed.keys()
        if name not in names or name not in printed or names[name].read_bytes() != printed[name].read_bytes()
    )
