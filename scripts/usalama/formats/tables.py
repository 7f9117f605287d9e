"""TOML that people write, read strictly: each key is asked for by name and what is left over is refused.

Every mistake is one line that names the file, the table, the key, the line and the mend. It reads text that somebody
else opened, and it never guesses: a missing key is said to be missing.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from itertools import accumulate
from typing import Any, NoReturn
from urllib.parse import urlsplit

from usalama.errors import UsalamaError
from usalama.formats.tomlmends import toml_mend

_NAMED = 12  # of more known words than these, a mistake names the first alone
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HEADER = re.compile(r"\s*\[(\[)?\s*([A-Za-z0-9_.-]+)\s*\]")
_NUMBER = re.compile(r"\[\d+\]")
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Controls of characters and of their direction, and bytes that a command line could not read as letters."""
_COUNTRY = re.compile(r"(?:[a-z]{2})?")
_KEY = re.compile(r'\s*"?((?<=")[^"\\]+(?=")|[A-Za-z0-9_-]+)"?\s*=')
_ASTRAY = re.compile(r"--|(?:^|[\s{,])-(?:[^\s{},]*-)?(?=[\s,}]|$)")
"""In a term: two hyphens in a row, one alone, or one at both ends of a word."""


@dataclass(frozen=True, slots=True)
class _Document:
    name: str
    text: str
    error: type[UsalamaError]

    @property
    def lines(self) -> Mapping[str, int]:
        """The line of each table and key: looked for where something is wrong, which takes as long as the reading."""
        return _lines(self.text)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a document: knows where it stands, so that its mistakes can be found."""

    document: _Document
    path: str
    data: Mapping[str, Any]
    _asked: set[str] = field(default_factory=set)

    @property
    def line(self) -> int:
        """The line of the table's header, or of the table that it would stand in; 0 for the document itself."""
        place = self.path
        while place and place not in self.document.lines:
            place = place.rpartition(".")[0]
        return self.document.lines.get(place, 0)

    def fail(self, key: str, message: str) -> NoReturn:
        """Raise the document's error for one key of this table ("" for the table itself)."""
        raise self.document.error(f"{self.where(key)}: {message}")

    def where(self, key: str) -> str:
        """Return the file, the key and its line, as every mistake begins; "" is the table itself."""
        place = ".".join(part for part in (self.path, key) if part)
        lines = self.document.lines
        line = lines.get(place) or lines.get(f"{place}[0]", self.line)  # a key, or the first of its tables
        at = f" (line {line})" if line else ""
        return f"{self.document.name}: {place or 'the file'}{at}"

    def has(self, key: str) -> bool:
        """True when the key was written; one that was not is known all the same, should another be misspelt for it."""
        if key not in self.data:
            self._asked.add(key)
        return key in self.data

    def text(self, key: str, default: str | None = None) -> str:
        """Return one line of text; without a default it must be there and not be empty."""
        value = self._value(key, default)
        if not isinstance(value, str):
            self.fail(key, f"is {_kind(value)}; write text in quotes")
        if default is None and not value.strip():
            self.fail(key, "is empty; write something" + (" or leave the whole table out" if self.path else ""))
        if _ODD.search(value):
            self.fail(key, "holds a line break, a control character or a broken letter; write it on one line, as UTF-8")
        return value.strip()

    def slug(self, key: str) -> str:
        """Return a name made of a-z, 0-9 and single hyphens."""
        value = self.text(key)
        if not SLUG.fullmatch(value):
            self.fail(key, f'"{value}" is no slug; write small letters, digits and single hyphens, such as "the-star"')
        return value

    def country(self, key: str) -> str:
        """Return two letters of ISO 3166-1, in small ones; "" where nothing is said."""
        value = self.text(key, "")
        if not _COUNTRY.fullmatch(value):
            self.fail(key, f'"{value}" is no country of two small letters, such as "ke"')
        return value

    def choice(self, key: str, allowed: Iterable[str]) -> str:
        """Return one of the allowed words."""
        value, words = self.text(key, "" if self.has(key) else None), list(allowed)
        if value not in words:
            self.fail(key, f'"{value}" is not known; {nearest(value, words)}')
        return value

    def address(self, key: str, default: str | None = None) -> str:
        """Return an http(s) address as it was written."""
        value = self.text(key, default)
        if value and (mistake := address_mistake(value)):
            self.fail(key, f'{mistake} ("{value}"); write it in full, such as "https://example.org/"')
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self._value(key, default)
        if not isinstance(value, bool):
            self.fail(key, f"is {_kind(value)}; write true or false, without quotes")
        return value

    def number(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """Return a whole number within bounds."""
        value = self._value(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.fail(key, f"is {value!r}; write a whole number from {low} to {high}")
        return value

    def moment(self, key: str) -> datetime:
        """Return a time with its zone."""
        value = self._value(key, None)
        if not isinstance(value, datetime) or value.tzinfo is None:
            self.fail(key, f"is {_kind(value)}; write a time with its zone, such as 2026-11-22T18:00:00+03:00")
        return value

    def words(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of different, non-empty texts, in their order."""
        value = self._value(key, default)
        if not isinstance(value, list | tuple) or not all(isinstance(word, str) and word.strip() for word in value):
            self.fail(key, 'is not a list of texts; write ["one", "two"]')
        found = tuple(word.strip() for word in value)
        if len(set(found)) < len(found):
            twice = next(word for word in found if found.count(word) > 1)
            self.fail(key, f'names "{twice}" twice; leave one out')
        return found

    def table(self, key: str) -> Table:
        """Return the table under a key; an absent one reads as empty."""
        value = self._value(key, {})
        if not isinstance(value, dict):
            self.fail(key, f"is {_kind(value)}; write a table")
        return Table(self.document, f"{self.path}.{key}".lstrip("."), value)

    def tables(self, key: str) -> tuple[Table, ...]:
        """Return the array of tables under a key; an absent one reads as empty."""
        value = self._value(key, [])
        path = f"{self.path}.{key}".lstrip(".")
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fail(key, f"is {_kind(value)}; write each one under a header [[{_NUMBER.sub('', path)}]]")
        return tuple(Table(self.document, f"{path}[{number}]", item) for number, item in enumerate(value))

    def close(self) -> None:
        """Refuse every key that nobody asked for."""
        for key in self.data:
            if key not in self._asked:
                self.fail(key, f"is not a key of this table; {nearest(key, sorted(self._asked))}")

    def _value(self, key: str, default: object) -> Any:  # noqa: ANN401  TOML's values; each caller checks its own
        self._asked.add(key)
        if key in self.data:
            return self.data[key]
        if default is None:
            near = difflib.get_close_matches(key, [word for word in self.data if word not in self._asked], n=1)
            mend = f'is "{near[0]}" meant for it?' if near else f"add a line {key} = …"
            self.fail(key, f"is missing; {mend}")
        return default


def read_document(text: str, name: str, error: type[UsalamaError]) -> Table:
    """Read a TOML text; ``name`` is the file as the errors call it."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as mistake:
        told = str(mistake).replace("at end of document", f"at line {text.rstrip().count(chr(10)) + 1}, the last")
        raise error(f"{name}: not TOML: {told}; {toml_mend(text, told)}") from None
    return Table(_Document(name, text, error), "", data)


def typed(data: Mapping[str, Any], name: str, error: type[UsalamaError]) -> Table:
    """Return what somebody typed as a table that stands in no file: its mistakes name ``name`` and the key alone."""
    return Table(_Document(name, "", error), "", data)


def nearest(word: str, known: Iterable[str]) -> str:
    """Say which known word was probably meant, else name them, or the first of many."""
    words = [each for each in known if each]
    close = difflib.get_close_matches(word, words, n=1)
    if close:
        return f'did you mean "{close[0]}"?'
    more = f", … ({len(words)} in all)" if len(words) > _NAMED else ""
    return f"write one of {', '.join(words[:_NAMED] if more else words)}{more}"


def term_mistake(text: str) -> str:
    """Say why a term could never be found: half a pair of braces, a hyphen that joins nothing; "" where it can be."""
    if "-" in text and _ASTRAY.search(text):
        return f'"{text}" has a hyphen that stands for nothing; write a verb as kamat- or -kamatwa'
    if "{" not in text and "}" not in text:  # as most are
        return ""
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            break
    told = "has a brace without its other half; write choices as in {m,wa}halifu, within quotes"
    return f'"{text}" {told}' if depth else ""


def address_mistake(value: str) -> str:
    """Say why a text is no http(s) address that may stand in a table; "" where it is one."""
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "not an address"
    if parts.scheme not in {"http", "https"}:
        return "not an http(s) address"
    if not host or any(letter.isspace() or letter in '<>"' for letter in value):
        return "not an address"
    return "an address with a name or password in it" if "@" in parts.netloc else ""


def _kind(value: object) -> str:
    if isinstance(value, datetime) and not value.tzinfo:
        return "a time without a zone"
    if isinstance(value, date) and not isinstance(value, datetime):
        return "a day without a time"
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a table"}
    return names.get(type(value), "a date or time")


@lru_cache(maxsize=4)
def _lines(text: str) -> dict[str, int]:
    """Find the line of each table and key; a layout it does not know costs the line number, nothing else."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    path = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            path = _resolved(header[2], counts, array=bool(header[1]))
            lines[path] = number
            for above in accumulate(path.split("."), "{}.{}".format):
                lines.setdefault(above, number)
        elif key := _KEY.match(line):
            lines.setdefault(f"{path}.{key[1]}".lstrip("."), number)
    return lines


def _resolved(dotted: str, counts: dict[str, int], *, array: bool) -> str:
    """Turn ``outlets.feeds`` into ``outlets[4].feeds[0]``, counting arrays as TOML does."""
    path = ""
    parts = dotted.split(".")
    for depth, part in enumerate(parts, 1):
        path = f"{path}.{part}".lstrip(".")
        if array and depth == len(parts):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = f"{path}[{counts[path]}]"
    return path
