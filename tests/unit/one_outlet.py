"""What the tests of the archive read by: a catalogue of one outlet and county, and weeks held in memory."""

from datetime import datetime
from zoneinfo import ZoneInfo

from usalama.catalogue.catalog import Topic
from usalama.digest.edition import Book
from usalama.digest.filed import filed_as
from usalama.digest.summaries import read_head, read_lines, write
from usalama.model import Entry, JudgedEntry, Judgement, Outlet, OutletKind
from usalama.planning.weekly import Reading
from usalama.words.weeks import Week, week_of

NAIROBI = ZoneInfo("Africa/Nairobi")
BOOK = Book(
    topics=tuple(Topic(slug, {"en": slug.title()}, {"en": slug.title()}, 4) for slug in ("banditry", "courts")),
    outlets={"post": Outlet("post", "Post", "https://post.example/", "", OutletKind.NEWSPAPER, "ke", ("en",))},
    counties=("baringo",),
    zone=NAIROBI,
)


def report(key, week, story="", *, day=1, reasons=()):
    """One report of ours, of the morning of a day of a week; alone in its story where that has no name."""
    at = datetime.fromisocalendar(week.year, week.number, day).replace(hour=9, tzinfo=NAIROBI)
    told = Entry(key, "f", "post", f"https://post.example/{key}", f"Goats {key}", at, "Own words.", "en", at, key=key)
    return JudgedEntry(told, Judgement(0.9, ("banditry",), ("baringo",), story or f"s{key}", (), reasons))


class Held:
    """Weeks in place of a disk, with the summaries that a build keeps; ``asked`` names what was fetched, in order."""

    def __init__(self, *entries: JudgedEntry) -> None:
        self.entries: dict[Week, list[JudgedEntry]] = {}
        self.saved: dict[Week, str] = {}
        self.asked: list[tuple[str, Week]] = []
        for judged in entries:
            self.add(judged)

    def add(self, judged):
        self.entries.setdefault(week_of(judged.entry.published, NAIROBI), []).append(judged)

    def scan(self):
        return {week: str(len(entries)) for week, entries in self.entries.items()}

    def read(self, week):
        self.asked.append(("read", week))
        entries = tuple(self.entries[week])
        return Reading(entries, str(len(entries)), (), filed_as(entries))  # as once a build has written the register

    def heads(self, states, made):
        heads = {week: read_head(text.split("\n")[0]) for week, text in self.saved.items()}
        return {week: head for week, head in heads.items() if (head.source, head.made) == (states[week], made)}

    def lines(self, week):
        self.asked.append(("lines", week))
        return read_lines(self.saved[week].splitlines()[1], week)

    def reports(self, week):
        self.asked.append(("reports", week))
        return dict(row.split(" ", 1) for row in self.saved[week].splitlines()[2:])

    def save(self, summary):
        self.saved[summary.head.week] = write(summary)
