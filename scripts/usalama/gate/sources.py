"""What the gate will refuse of a hand-written page, told by the line of its source: only there can it be mended.

Pure. It looks for what people put into Markdown by hand; that a page is good it never says: that is for the gate, of
the finished page.
"""

import re
from collections.abc import Collection, Iterator
from html.parser import HTMLParser

from usalama.formats import handwritten
from usalama.gate.links import target
from usalama.gate.rules import HIDDEN, foreign

_NAME = re.compile(r"([a-z0-9-]+)\.([a-z-]+)\.md")
_CODE = re.compile(r"^(```|~~~).*?^\1|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^()\s]+)(?:\s[^()]*)?\)")
_TAG = re.compile(r"[a-z][a-z0-9]*")  # what is no address in angle brackets
_HEADING = re.compile(r"^#+ +(.*?)(?: *\{.*\})? *#* *$", re.MULTILINE)
_PLACE = re.compile(r"""\{[^{}\n]*#([\w-]+)[^{}\n]*\}|\bid=["']([\w-]+)["']""")
_LED_TO = {"about": ("levels", "numbers")}
"""Places of a page that others lead to, and that each of its translations has to have."""
_ADDRESSES = ("site", "licence")  # blanks of a page that are filled with an address
_MARKDOWN = "markdown"  # the attribute that lets Markdown stand inside an element; it is on no page


def mistakes(source: str, name: str, site_url: str, files: Collection[str], first: str) -> Iterator[tuple[int, str]]:
    """Yield line and mistake of a page's source, such as ``about.en.md``.

    ``files`` are those of the site; with none no link is looked at. ``first`` is the language without a folder.
    """
    page = output(name, first)
    text = _CODE.sub(
        lambda code: "\n" * code[0].count("\n"), handwritten.filled(source, dict.fromkeys(_ADDRESSES, site_url))
    )
    elements = _Elements(site_url)
    elements.feed(text)
    links = [*elements.links]
    for number, line in enumerate(source.split("\n"), 1):
        if HIDDEN.search(line):
            yield number, "a hidden character; take it out"
    links += ((text.count("\n", 0, link.start()) + 1, link[1]) for link in _LINK.finditer(text))
    yield from ((number, f"{wrong}; the gate lets it on no page") for number, wrong in elements.problems)
    places = _places(text)
    for place in _LED_TO.get(name.partition(".")[0], ()):
        if place not in places:
            yield 1, f"no heading has {{#{place}}}, to which other pages lead; give it to that of the part on it"
    for number, link in links if files else ():
        goal = target(page, link, site_url)
        if goal is not None and goal.name not in files:
            yield number, f"links to {link[:120]}, which is not there"


def _places(text: str) -> set[str]:
    """Return the places of a page that links can lead to, as Markdown names them."""
    headings = (re.sub(r"[^\w\s-]", "", heading).strip().lower() for heading in _HEADING.findall(text))
    return {*(re.sub(r"[-\s]+", "-", each) for each in headings), *("".join(found) for found in _PLACE.findall(text))}


def output(name: str, first: str) -> str:
    """Return which file of the site a page's source becomes."""
    found = _NAME.fullmatch(name)
    folder = f"{found[2]}/" if found and found[2] != first else ""
    return f"{folder}{found[1]}/index.html" if found else ""


class _Elements(HTMLParser):
    """Notes what is foreign in elements written by hand, and where they lead."""

    def __init__(self, site_url: str) -> None:
        super().__init__(convert_charrefs=True)
        self._site_url = site_url
        self.problems: list[tuple[int, str]] = []
        self.links: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        if not _TAG.fullmatch(tag):
            return
        line = self.getpos()[0]
        attributes = {key: value or "" for key, value in attrs if key != _MARKDOWN}
        self.problems += ((line, wrong) for wrong in foreign(tag, attributes, "", self._site_url))
        self.links += ((line, link) for link in (attributes.get("href"), attributes.get("src")) if link)
