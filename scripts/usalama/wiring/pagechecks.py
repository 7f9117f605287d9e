"""What ``usalama check`` says of a site's hand-written pages, and of the address that its feeds go by."""

import contextlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from usalama.catalogue.site import Site
from usalama.catalogue.wording import FIRST
from usalama.errors import SiteError
from usalama.files import sitefolder
from usalama.formats.handwritten import FOLDER
from usalama.gate import sources
from usalama.machine import disk

_KEEPERS = "Usalama"
_NAMED_BY = re.compile(rb"<id>tag:([^,<]+),")
_BRACKETS = re.compile(r"\[(?!date\])[^\[\]\n]+\](?![(\[:])")  # a date is for the reader to fill in, in a citation


def page_mistakes(root: Path, site_url: str, files: Collection[str]) -> list[str]:
    """Return a line for each mistake; ``files`` are those of the built site, without which no link is looked at.

    A page in a language that the site does not speak any more is printed nowhere: it has none.
    """
    paths = sorted((root / FOLDER).glob("*.md"))
    known = {*files, *(sources.output(path.name, FIRST) for path in paths)} if files else ()
    found: list[str] = []
    for path in paths:
        language = sources.output(path.name, FIRST).rpartition("/")[0].rpartition("/")[0]
        if files and language and f"{language}/index.html" not in files:
            continue
        with contextlib.suppress(SiteError):  # named by whoever reads it as a text
            text = sitefolder.read_text(path, path.name)
            told = sorted(sources.mistakes(text, path.name, site_url, known, FIRST))
            found += (f"{FOLDER}/{path.name}: line {line}: {wrong}" for line, wrong in dict.fromkeys(told))
    return found


def moved(root: Path, site: Site) -> Iterator[str]:
    """Yield a line where the next build gives the entries of feeds other names than those that are published."""
    found = _NAMED_BY.search(disk.body_of(feed)) if (feed := root / "output/feeds/all.xml").is_file() else None
    before = found[1].decode("utf-8", "replace") if found else site.authority
    if before != site.authority and not before.endswith(".example"):
        mend = f'write first_url = "https://{before}", or each subscriber is shown all of them again'
        yield f"url: entries of the published feeds are named by {before}; {mend}"


def borrowed(root: Path, name: str) -> Iterator[str]:
    """Yield each line of a page that a site ``name`` has from the program and has to say for itself.

    What a new desk's pages leave in brackets, and who keeps the program's own site, unless this goes by its name.
    """
    if root.samefile(sitefolder.PROGRAM):
        return
    is_ours = sitefolder.read_settings(sitefolder.PROGRAM).name == name
    for path in sorted((root / FOLDER).glob("*.md")):
        begun = _lines(sitefolder.PROGRAM / "samples/desk/pages" / path.name)
        told = [] if is_ours or path.name[:6] != "about." else _lines(sitefolder.PROGRAM / FOLDER / path.name)
        kept = [line for line in told if _KEEPERS in line]
        for number, line in enumerate(_lines(path), 1):
            where = f"{FOLDER}/{path.name}: line {number}"
            if line in kept:
                yield f"{where}: says who keeps the program's own site; say who keeps this one"
            elif line in begun and (found := _BRACKETS.search(line)):
                yield f"{where}: {found[0]} is still to be filled in"


def _lines(path: Path) -> list[str]:
    with contextlib.suppress(SiteError):
        return sitefolder.read_text(path, path.name).split("\n") if path.is_file() else []
    return []
