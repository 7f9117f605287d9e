"""``usalama demo``: a sample site from feeds that we wrote ourselves, in a scratch folder of its own.

The real pull and the real build do the work; the last line printed is the path of the home page's file. The real
``content/entries/`` is neither read nor written.
"""

import argparse
import shlex
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from usalama.commands.build import build_site
from usalama.commands.pull import pull_site
from usalama.console import context
from usalama.console.desktables import catalogue_root
from usalama.console.hints import say
from usalama.digest import panel
from usalama.errors import DEGRADED, OK, SiteError
from usalama.files import sitefolder
from usalama.machine import disk, locks
from usalama.machine.locks import site_lock
from usalama.network.sampleserver import serving
from usalama.releasing import release_trees
from usalama.words.weeks import week_of

PORT = 8807  # where the sample feeds are served; the sample catalogue says the same
NOW = "2026-11-22T20:00+03:00"
"""The demo's clock, the Sunday evening of its newest week: built on any day it is the same site."""
FOLDER = "demo"
_CACHE = ".cache"
MARK = '"""The demo\'s scratch site, made anew by every `inv demo`; every page says that it is sample data."""'

_CONF = f"""{MARK}

from pathlib import Path
from runpy import run_path

HERE = Path(__file__).resolve().parent
REAL = run_path("@REAL@/pelicanconf.py")
globals().update((name, value) for name, value in REAL.items() if name.isupper() and name != "HERE")

PATH = str(HERE / "content")
OUTPUT_PATH = str(HERE / "build")
USALAMA_SAMPLE = True
USALAMA_FILE_LINKS = True
"""


def files(
    content: Mapping[str, bytes], samples: Mapping[str, bytes], port: int = PORT, *, real: str
) -> dict[str, bytes]:
    """Return the scratch site's files by path.

    ``content`` holds the real site's catalogue tables and pages by path (``content/catalog/topics.toml``), ``samples``
    the sample catalogue ``feeds.toml``, settings ``usalama.toml`` and ledger ``ledger.toml``. The ledger names entries
    by keys that depend on the feeds' addresses, so that on another port it is left out. ``real`` is the real site's
    folder.
    """
    made = {path: body for path, body in content.items() if path.startswith(("content/catalog/", "content/pages/"))}
    feeds = samples["feeds.toml"].replace(f":{PORT}/".encode(), f":{port}/".encode())
    made |= {
        "content/catalog/feeds.toml": feeds,
        "pelicanconf.py": _CONF.replace("@REAL@", real).encode(),
        "usalama.toml": samples["usalama.toml"],
    }
    if port == PORT and "ledger.toml" in samples:
        made["content/ledger.toml"] = samples["ledger.toml"]
    return dict(sorted(made.items()))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--port", type=int, default=PORT, help="where to serve the sample feeds, on this machine")
    parser.add_argument("--into", type=Path, metavar="DIR", help="where to make the scratch site; else demo/")


def run(args: argparse.Namespace) -> int:
    """Make the scratch site anew, pull into it, build it."""
    root = catalogue_root(args) if args.into else context.open_site(args)[0]
    samples = context.samples_of(root)
    site = (args.into or root / FOLDER).absolute()
    _refuse_other(site)
    with site_lock(site, args.command):  # of two at once, one would clear the folder of the other's
        _clear(site)
        pulled, code = _make(root, samples, site, args.port)
    home = site / "output" / "index.html"
    if home.is_file():
        print("One of the sample feeds fails on purpose, so that you see how that is told.")
        print(f"To search it, too: usalama serve --root {shlex.quote(str(site))}. To read it, open")
        print(home.absolute())
    return code if pulled in {OK, DEGRADED} else pulled  # one of the sample feeds does fail


def _make(root: Path, samples: Path, site: Path, wanted: int) -> tuple[int, int]:
    """Make the scratch site, pull into it and build it; return the exit codes of both."""
    with serving(samples / "feeds", wanted, say=say) as port:
        if port != PORT:
            say(f"the sample edits of the desk are left out: they are of reports that are served on port {PORT}")
        content = _files(root, [*root.glob("content/catalog/*"), *root.glob("content/pages/*")])
        made = files(content, _files(samples, samples.glob("*.toml")), port, real=root.as_posix())
        disk.write_all((site / path, body) for path, body in made.items())
        now = datetime.fromisoformat(NOW)
        settings = sitefolder.read_settings(site)
        pulled = pull_site(site, settings, now, allow_loopback=True)
    _read_before(site, week_of(now, settings.zone).slug)
    return pulled, build_site(site, settings, now)


def _read_before(site: Path, week: str) -> None:
    """Note of each week that the same feeds answered in it: one that nobody noted is held against no other."""
    known = site / panel.FOLDER / f"{week}.csv"
    if known.is_file():
        weeks = sorted(path.name for path in (site / "content" / "entries").iterdir())
        disk.write_all((known.with_name(f"{each}.csv"), known.read_bytes()) for each in weeks)


def _refuse_other(site: Path) -> None:
    """Refuse a folder that is no demo's; of one that was stopped as it began there is no more than the lock."""
    conf = site / sitefolder.MARK
    if not site.exists() or (site.is_dir() and {path.name for path in site.iterdir()} == {_CACHE}):
        return
    if not conf.is_file() or not conf.read_text(encoding="utf-8").startswith(MARK):
        raise SiteError(f"{site}: not a demo's folder; move it away, for the demo would be made there anew")


def _clear(site: Path) -> None:
    """Remove the last demo but for the lock that is held; last the file by which it is known to be one."""
    inside = [*site.iterdir(), *(site / _CACHE).iterdir()]
    for path in sorted(inside, key=lambda path: path.name == sitefolder.MARK):
        if path not in {site / _CACHE, site / locks.NAME}:
            release_trees.remove(path)


def _files(folder: Path, paths: Iterable[Path]) -> dict[str, bytes]:
    found = sorted(path for path in paths if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
