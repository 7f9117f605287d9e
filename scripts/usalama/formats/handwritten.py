"""Texts that people write: pages with a head of ``Title: …``, marks of git's, other codings. It opens no file."""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

FOLDER = "content/pages"
_LINKED = ("about", "cite", "contact", "data", "privacy")  # pages that the site's frame leads to
_PAGE = re.compile(r"([a-z0-9-]{1,40})\.([a-z]{2,3})\.md")
_TAKEN = re.compile(
    r"archive|corrections|counties|feeds|pagefind|pledges|search|sources|static|status|stories|topics|\d{4}|[a-z]{2}"
)
"""Names of pages that the site makes itself: its lists, its years, the tree of a language."""
_HEAD = "title:", "description:"
_MISSPELT = 0.8  # how like a key of the head a word is that was meant for it
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?\r?$", re.MULTILINE)
"""What git writes around two versions. The line between them, ``=======``, makes a heading of a page's line as well."""
UNMERGED = "a mark of git's, with two versions of a text; keep one and take the marks out"


def no_text(error: UnicodeDecodeError) -> str:
    """Say in which line of what could not be decoded the first byte stands that is no UTF-8, and the mend."""
    line = error.object.count(b"\n", 0, error.start) + 1
    return f"line {line}: not UTF-8 at byte {error.start}; save it as UTF-8"


def conflict(text: str) -> int:
    """Return the first line with a mark of a merge that was not finished; 0 for none."""
    found = _CONFLICT.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def conflict_in_excerpt(lines: Sequence[str]) -> int:
    """Do the same with the lines of an excerpt: what pull writes is one, whatever signs its publisher put there."""
    marked = (number for number, line in enumerate(lines, 1) if line == "=======" or conflict(line))
    return next(marked, 0) if sum(map(bool, lines)) > 1 else 0


def parted(source: str) -> tuple[dict[str, str], str]:
    """Split a page's head, by its keys in small letters, from its text."""
    head: dict[str, str] = {}
    lines = source.split("\n")
    while lines and lines[0].lower().startswith(_HEAD):
        key, _, value = lines.pop(0).partition(":")
        head[key.lower()] = value.strip()
    return head, "\n".join(lines)


def filled(source: str, blanks: Mapping[str, str]) -> str:
    """Put into a page's source what each of ``blanks`` stands for, such as the address of the site for {site}."""
    for name, words in blanks.items():
        source = source.replace(f"{{{name}}}", words)
    return source


def pages_in(names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return those of some files' names that are a page's, each with its slug and its language."""
    found = ((name, _PAGE.fullmatch(name)) for name in names)
    return {name: (page[1], page[2]) for name, page in found if page and not _TAKEN.fullmatch(page[1])}


def astray(names: Iterable[str]) -> Iterator[str]:
    """Yield each of some files' names that was meant for a page's and is none, with why: it is printed nowhere."""
    for name in names:
        page = _PAGE.fullmatch(name)
        if page and _TAKEN.fullmatch(page[1]):
            yield f"{FOLDER}/{name}: the site has pages of its own at {page[1]}/; give this one another name"
        elif not page and name.endswith((".md", ".markdown")) and name[0] != ".":
            yield f"{FOLDER}/{name}: is printed nowhere; name it as about.en.md: small letters, its language, md"


def lacking(there: Collection[tuple[str, str]], first: str) -> dict[str, str]:
    """Return the pages that are not there in the ``first`` language, by their paths: what is wrong.

    ``there`` are slug and language of those that are.

    The site leads to them, or a translation is there: its own would be an empty page. A folder without any is new.
    """
    wanted = sorted({*_LINKED, *(slug for slug, _ in there)}) if there else ()
    gone = {slug: f"{FOLDER}/{slug}.{first}.md" for slug in wanted if (slug, first) not in there}
    linked, other = "and pages lead to it; restore it from the repository", "and a translation of it is there; write it"
    return {name: f"{name}: missing, {linked if slug in _LINKED else other}" for slug, name in gone.items()}


def mistake(source: str, name: str) -> str:
    """Return what is wrong with a page's head: no title, so that its file's name heads it, or a key misspelt."""
    head, text = parted(source)
    if not head.get("title"):
        return f"{name}: line 1: no title; begin with a line Title: … and a line Description: …"
    key, colon, _ = text.partition("\n")[0].partition(":")
    meant = difflib.get_close_matches(key.lower(), ("title", "description"), 1, _MISSPELT) if colon else ()
    told = f"{name}: line {len(head) + 1}: {key} is read as text"
    return f"{told}; did you mean {meant[0].capitalize()}?" if meant else ""
