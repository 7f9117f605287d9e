"""The site's own words in one language: translations from ``locale/``, and dates as people write them.

Publishers' words never pass through here. A missing translation shows the English words; CI refuses it.
"""

import gettext as gettexts
import io
import re
from collections.abc import Callable
from datetime import date, datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from usalama.catalogue.wording import Words
from usalama.claims.untold import denies
from usalama.files import wordfiles
from usalama.files.inputfiles import programs_print
from usalama.formats import translations
from usalama.machine import disk, kept
from usalama.words.weeks import Week


def N_(text: str) -> str:  # noqa: N802  the name that message extractors look for
    """Mark a text for translation without translating it here."""
    return text


DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
SHORT_MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
OWN_NAME = N_("Usalama Weekly")


class Language(NamedTuple):
    """One language of the site's frame."""

    code: str
    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]

    def day(self, day: date) -> str:
        """Mon."""
        return self.gettext(DAYS[day.weekday()])

    def full(self, day: date) -> str:
        """23 November 2026."""
        return f"{day.day} {self.gettext(MONTHS[day.month - 1])} {day.year}"

    def short(self, day: date) -> str:
        """23 Nov."""
        return f"{day.day} {self.gettext(SHORT_MONTHS[day.month - 1])}"

    def span(self, week: Week) -> str:
        """16–22 November 2026, with as much of the first day as differs."""
        first, last = week.monday, week.sunday
        if first.month == last.month:
            return f"{first.day}–{self.full(last)}"
        if first.year == last.year:
            return f"{first.day} {self.gettext(MONTHS[first.month - 1])} – {self.full(last)}"
        return f"{self.full(first)} – {self.full(last)}"

    def brand(self, name: str) -> str:
        """Return the site's name; the project's own has one in each language."""
        return self.gettext(name) if name == OWN_NAME else name

    def filters(self, zone: tzinfo) -> dict[str, Callable[..., object]]:
        """Return the filters of templates in this language, with hours as ``zone`` calls them.

        A file holds +03:00, and that is what the time that was read from it would be called.
        """
        return {
            "day": self.day,
            "date": self.full,
            "short": self.short,
            "span": lambda week: _whole(self.span(week)),
            "week": str,
            "clock": lambda moment: f"{moment.astimezone(zone):%H:%M %Z}",
            "iso": lambda moment: moment.isoformat(),
            "moment": moment,
            "host": host,
            "begun": begun,
            "denies": denies,
        }


def begun(text: str) -> str:
    """Return a text as a sentence begins; a count does so with its word in languages that have the number behind it."""
    return text[:1].upper() + text[1:]


def _whole(span: str) -> str:
    """Return a span of days that breaks behind its dash and before a year: no day stands in a row without its month."""
    return re.sub(r"(?<=\d) (?=[^\W\d])| (?=–)", "\N{NO-BREAK SPACE}", span) if " –" in span else span


def moment(text: str, zone: tzinfo) -> datetime | None:
    """Return a time that a file holds, as the clock shows it in ``zone``; None where the text is no time."""
    try:
        return datetime.fromisoformat(text).astimezone(zone)
    except ValueError:
        return None


def host(link: str) -> str:
    """Return the host of a link, without www."""
    return (urlsplit(link).hostname or "").removeprefix("www.")


def own_name(code: str, folder: Path) -> str:
    """Return what a language calls itself, such as Kiswahili; its code where Babel does not know that."""
    return _kept(folder / f"{code}.name", code.encode(), lambda: _name(code).encode()).decode()


def load(locale: Path, code: str, words: Words, total: int, folder: Path) -> Language:
    """Return a language; one without a catalogue in ``locale`` speaks as the templates do.

    The desk's ``words``, and how many areas it has, are in the sentences already. What was compiled lies in ``folder``.
    """
    path, known, own = wordfiles.catalogue(locale, code), gettexts.NullTranslations(), words.sentences
    if path.is_file():  # what a translator edits: so no compiled copy can be stale
        text = disk.body_of(path)
        compiled = _kept(folder / f"{code}.words", text, lambda: _compiled(text, str(path)))
        known = gettexts.GNUTranslations(io.BytesIO(compiled))

    @cache
    def one(text: str) -> str:
        return words.fill(own.get(text) or known.gettext(text), total)

    @cache
    def counted(text: str, texts: str, number: int) -> str:
        return words.fill(own.get(text if number == 1 else texts) or known.ngettext(text, texts, number), total)

    return Language(code, one, counted)


def _kept(path: Path, source: bytes, make: Callable[[], bytes]) -> bytes:
    """Return what Babel makes of ``source``, as an earlier build kept it, if it was of this very source and program.

    Babel takes 50 ms to load and to compile a catalogue: a tenth of an update of a site in two languages.
    """
    sources = programs_print().encode(), source
    body = kept.read(path, *sources)
    if body is None:
        body = make()
        kept.keep(path, body, *sources)
    return body


def _name(code: str) -> str:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  see _kept

    try:
        name = Locale(code).get_display_name(code) or code
    except UnknownLocaleError:
        return code
    return name[0].upper() + name[1:]


def _compiled(text: bytes, name: str) -> bytes:
    from babel.messages.mofile import write_mo  # noqa: PLC0415  see _kept

    compiled = io.BytesIO()
    catalogue = translations.read(text, name)
    translations.sort_out(catalogue)  # usalama check names what is left out
    write_mo(compiled, catalogue)
    return compiled.getvalue()
