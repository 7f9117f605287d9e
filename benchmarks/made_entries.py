"""Makes entry files for measuring: sentences of our own, drawn by a seeded generator, in the shape that pull writes.

They stand in ROOT/content/entries/<week>/, the newest week being 2026-W47.
"""

import argparse
import random
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from usalama.console.context import count
from usalama.files import store
from usalama.formats.markdown import render
from usalama.judging import rulebook
from usalama.model import Entry, JudgedEntry, Judgement, Reason
from usalama.words.urls import entry_key
from usalama.words.weeks import Week

NAIROBI = ZoneInfo("Africa/Nairobi")

NEWEST = Week(2026, 47)
OUTLETS = 12  # how many of the catalogue's outlets report
TOPICS = (
    "terrorism", "banditry", "policing", "policing-tech", "crime", "public-order", "borders", "cyber",
    "corruption-in-forces", "other",
)  # fmt: skip
WHO = ("Police", "Officers", "Residents", "A county commander", "Elders", "Prosecutors", "Rangers", "Detectives")
DID = ("report", "describe", "investigate", "end", "recall", "prepare for", "ask about", "publish a list of")
WHAT = (
    "a raid on a cattle camp", "a robbery at a shop", "a search at a roadblock", "a march in the town centre",
    "a theft of radios", "a trial over false papers", "a patrol by the river", "a fire at a store",
    "a call for calm", "a lost convoy", "an attack on a bus", "a fraud on mobile money",
)  # fmt: skip
WHEN = ("after midnight", "at dawn", "on market day", "during a storm", "in the second week", "near the border")


Story = tuple[str, str, tuple[str, ...], tuple[str, ...]]
"""Its id, the headline of its first report, topics and counties."""


def main(root: Path, entries: int, weeks: int) -> None:
    """Write so many ``entries`` over ``weeks`` weeks, a third of them reports of a story that others report too."""
    made = random.Random(20261123)
    names = names_of(root)
    per_week = [entries // weeks + (1 if n < entries % weeks else 0) for n in range(weeks)]
    stories: list[Story] = []
    for back, number in zip(range(weeks - 1, -1, -1), per_week, strict=True):
        week = NEWEST.previous(back)
        folder = root / "content" / "entries" / week.slug
        folder.mkdir(parents=True, exist_ok=True)
        stories = stories[-12:]
        for n in range(number):
            write_entry(folder, week, n, stories, names, made)


def write_entry(
    folder: Path, week: Week, number: int, stories: list[Story], names: tuple[list[str], list[str]], made: random.Random
) -> None:
    """Write one entry; with one chance in three it joins one of the latest stories."""
    outlets, counties = names
    outlet = made.choice(outlets)
    title = f"{made.choice(WHO)} {made.choice(DID)} {made.choice(WHAT)} {made.choice(WHEN)}, number {number}"
    seen_after = 40  # minutes; seen within the week too: an entry seen on the Monday after ends the week for its site
    minutes = made.randrange(7 * 24 * 60 - seen_after)
    published = datetime.combine(week.monday, datetime.min.time(), NAIROBI) + timedelta(minutes=minutes)
    feed, entry_id = f"https://{outlet}.example/feed", f"{week.slug}-{number}"
    key = entry_key(feed, entry_id)
    if stories and made.random() < 1 / 3:
        story, title_of, topics, places = made.choice(stories)
        title = f"{title_of}: {made.choice(WHO)} speak of it {made.choice(WHEN)}"
    else:
        topics = tuple(made.sample(TOPICS, made.choice((1, 1, 2))))
        places = tuple(made.sample(counties, made.choice((0, 1, 1, 2)))) if counties else ()
        story = f"s{key}"
        stories.append((story, title, topics, places))
    said = [f"{made.choice(WHO)} {made.choice(DID)} {made.choice(WHAT)} {made.choice(WHEN)}." for _ in range(3)]
    entry = Entry(
        id=entry_id, feed_url=feed, outlet=outlet, link=f"https://{outlet}.example/{week.slug}/{number}", title=title,
        published=published, summary=" ".join(said)[:280], language=made.choice(("en", "en", "en", "sw")),
        first_seen=published + timedelta(minutes=seen_after), key=key,
    )  # fmt: skip
    why = (
        Reason("relevance", "0.93", "police, raid, robbery"),
        *(Reason("topic", topic, "police, raid") for topic in topics),
        *(Reason("county", place, "named in the title") for place in places),
        Reason("story", story, "same place, same day, 0.71"),
    )
    judged = JudgedEntry(entry, Judgement(0.93, topics, places, story, ("arrest",), why))
    (folder / f"{number:05d}-{key}.md").write_text(render(judged), encoding="utf-8")


def names_of(root: Path) -> tuple[list[str], list[str]]:
    """Return the slugs of some outlets, and of all counties, that the site at ``root`` knows."""
    texts = store.read_desk(root)
    outlets = [outlet.slug for outlet in store.read_catalog(texts).outlets]
    return outlets[:OUTLETS], sorted(rulebook.slugs(texts)[1])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("entries", type=count)
    parser.add_argument("weeks", nargs="?", type=count, default=8)
    asked = parser.parse_args()
    main(asked.root, asked.entries, asked.weeks)
