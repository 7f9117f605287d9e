"""``usalama new-site``: make an empty site elsewhere, with this one's settings and catalogue and no entries.

For trying things out, for the demo, and for a site about something else: nothing of it touches the site it came from.
Outside any site, the project's own is the one it is made after.
"""

import argparse
import contextlib
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

from usalama.catalogue.site import FILE
from usalama.console.desktables import catalogue_root
from usalama.errors import CATALOG, OK, SiteError
from usalama.files import sitefolder, store
from usalama.files.weekstates import ENTRIES
from usalama.machine import disk
from usalama.tables import takeover

_LEDGER = "# The editor's decisions: docs/editing.md, or usalama edit --help.\n"
_COPIED = (CATALOG, "content/pages", FILE)
_IGNORED = "# Made anew by every build; .mail/ holds the letter's readers: keep that in no repository.\n" + "".join(
    f"/{name}\n" for name in (".cache/", ".releases/", ".mail/", "output", "build/")
)
_NEXT = """\
1. In {settings} its name, its address, its time zone and where readers write to; in content/pages/ who keeps it; \
in {catalog}/feeds.toml its feeds.
2. usalama check --root {folder}
3. usalama digest --root {folder}: asks the feeds and builds the site into output/
4. usalama serve --root {folder}: shows it on this machine
5. usalama schedule --cron --root {folder}: prints what runs it every hour
6. git init there, and a commit after a day's news and edits: the backup; .gitignore leaves out what builds make"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the new site's folder; it must be empty or not exist")
    parser.add_argument("--no-feeds", action="store_true", help="leave the list of feeds empty")


def run(args: argparse.Namespace) -> int:
    """Make the site; print its folder and the next steps."""
    source = catalogue_root(args)
    sitefolder.read_settings(source)  # what has a mistake is not copied
    folder = make_site(source, args.folder, with_feeds=not args.no_feeds)
    print(folder)
    print(_NEXT.format(folder=shlex.quote(str(folder)), catalog=CATALOG, settings=FILE))
    return OK


def make_site(source: Path, folder: Path, *, with_feeds: bool = True) -> Path:
    """Make a site in ``folder`` after ``source``; return its absolute path."""
    with made_whole(folder) as site:
        for name in _COPIED:
            copy(source / name, site / name)
        if not with_feeds:
            (site / store.FEEDS).write_bytes(b"# Add outlets and feeds here: docs/adding-a-feed.md\n")
        begin(site, source)
        takeover.note(site)
    return site


@contextlib.contextmanager
def made_whole(folder: Path) -> Iterator[Path]:
    """Give the absolute path of a folder for a new site, and take it away again where it is not made whole.

    One that holds something is refused.
    """
    folder = disk.real(folder.expanduser())
    if folder.exists() and not folder.is_dir():
        raise SiteError(f"{folder}: is a file; name a new folder")
    if folder.exists() and any(folder.iterdir()):
        raise SiteError(f"{folder}: is not empty; name a new folder, or remove that one if a run was killed in it")
    try:
        yield folder
    except BaseException:  # who stops it is to be able to give it again, too
        shutil.rmtree(folder, ignore_errors=True)
        raise


def begin(folder: Path, source: Path) -> None:
    """Write what every new site has: a folder for entries, an empty ledger, what git leaves out, settings."""
    (folder / ENTRIES).mkdir(parents=True, exist_ok=True)
    # An empty one: what the other desk decided is of entries that are not here.
    disk.write_whole(folder / "content/ledger.toml", _LEDGER.encode())
    disk.write_whole(folder / ".gitignore", _IGNORED.encode())
    disk.write_whole(folder / sitefolder.MARK, _settings_after(source / sitefolder.MARK).encode())


def copy(source: Path, target: Path) -> None:
    """Copy a file, or each file of a folder; nothing where there is none."""
    files = sorted(path for path in (source, *source.rglob("*")) if path.is_file())
    disk.write_all((target / path.relative_to(source), path.read_bytes()) for path in files)


def _settings_after(original: Path) -> str:
    """Return a pelicanconf.py that takes the original's settings; its own folder decides where content lies."""
    return (
        f'"""Settings of a site made after {original}; add what differs below."""\n\n'
        "import runpy\nfrom pathlib import Path\n\n"
        f"globals().update({{k: v for k, v in runpy.run_path({str(original)!r}).items() if k.isupper()}})\n"
        'PATH = str(Path(__file__).parent / "content")\n'
        'OUTPUT_PATH = str(Path(__file__).parent / "build")\n'
    )
