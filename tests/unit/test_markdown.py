"""Entry files: what is written is what is read, and nothing a feed says becomes metadata."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from usalama.errors import EntryError
from usalama.formats import markdown
from usalama.model import Entry, JudgedEntry, Judgement, Reason
from usalama.words.urls import entry_key

NAIROBI = ZoneInfo("Africa/Nairobi")

NAME = "content/entries/2026-w47/raid-at-the-well-0123456789.md"
HAND = "Title: Raid at the well\nDate: 2026-11-19 14:30\nOutlet: the-ridge\nLink: https://ridge.example/a\n\n"

_LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"))
CLEAN = _LINE.map(lambda t: t.strip(" "))
SOME = CLEAN.filter(bool)
MOMENT = st.datetimes(
    datetime.fromisoformat("2000-01-02"), datetime.fromisoformat("2100-01-01"), timezones=st.just(UTC)
)
SLUG = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,5})?", fullmatch=True)
SLUGS = st.lists(SLUG, max_size=3, unique=True).map(tuple)
REASONS = st.builds(Reason, SLUG, SLUG, CLEAN.map(lambda t: t.replace("|", "/")))


def entries(text, some):
    return st.builds(
        lambda feed, at, **k: Entry(feed_url=feed, id=at, key=entry_key(feed, at), **k),
        feed=st.just("https://ridge.example/feed"),
        at=some,
        outlet=SLUG,
        link=st.sampled_from(["", "https://ridge.example/a?b=c"]),
        title=some,
        published=MOMENT,
        summary=text,
        language=st.sampled_from(["", "en", "sw", "pt-BR"]),
        first_seen=MOMENT,
        updated=st.none() | MOMENT,
        was=st.lists(text, max_size=2).map(tuple),
        said=st.sampled_from([(), ("Two were hurt.",), ("Two: hurt", "Three | four")]),
        gone=st.none() | MOMENT,
    )


JUDGEMENTS = st.builds(
    Judgement,
    relevance=st.integers(0, 100).map(lambda n: n / 100),
    topics=SLUGS,
    counties=SLUGS,
    story=st.sampled_from(["", "s0123456789"]),
    facets=SLUGS,
    reasons=st.lists(REASONS, max_size=3).map(tuple),
)


def hand(**changed):
    """Return a hand-written file with lines put after its head's first four."""
    return HAND.removesuffix("\n") + "".join(f"{k}: {v}\n" for k, v in changed.items()) + "\n"


@given(st.builds(JudgedEntry, entries(CLEAN, SOME), JUDGEMENTS))
def test_read_is_the_inverse_of_render(judged):
    """Every clean entry comes back from its file as it was."""
    assert markdown.read(markdown.render(judged), NAME) == judged


@given(st.builds(JudgedEntry, entries(st.text(), st.text().map(lambda t: f"x{t}")), JUDGEMENTS))
def test_hostile_text_stays_in_its_value(judged):
    """Whatever a text holds, the keys read are the keys written, and a second round changes no byte."""
    text = markdown.render(judged)
    again = markdown.read(text, NAME)
    assert markdown.render(again) == text
    assert (again.entry.outlet, again.judgement.topics) == (judged.entry.outlet, judged.judgement.topics)


@given(st.text())
def test_any_text_is_read_or_refused(text):
    """Reading a file raises EntryError or nothing."""
    with suppress(EntryError):
        markdown.read(text, NAME)


def test_line_break_in_a_title_makes_no_key():
    """A title with a line end cannot forge a line of the head."""
    judged = markdown.read(HAND, NAME)
    forged = replace(judged.entry, title="Raid\nOutlet: evil\rStory: s0000000000\u2028Link: javascript:1")
    again = markdown.read(markdown.render(replace(judged, entry=forged)), NAME)
    assert (again.entry.outlet, again.entry.link) == ("the-ridge", "https://ridge.example/a")


def test_hand_written_file_needs_four_keys():
    """Title, date, outlet and link make an entry; the judgement is missing, to be filled by rejudge."""
    judged = markdown.read(HAND + "What happened.\n\nAnd then.", NAME, NAIROBI)
    assert judged.entry.summary == "What happened. And then."
    assert judged.entry.published == datetime(2026, 11, 19, 14, 30, tzinfo=NAIROBI)
    assert judged.entry.first_seen == judged.entry.published
    assert judged.entry.id == "raid-at-the-well-0123456789"
    assert judged.missing == {"topics", "facets", "counties", "story", "relevance", "why"}


@pytest.mark.parametrize("key", ["Title", "Date", "Outlet", "Link"])
def test_missing_needed_key_is_named(key):
    """A file without one of the four is refused with the key and the mend."""
    text = "".join(line for line in HAND.splitlines(keepends=True) if not line.startswith(key))
    with pytest.raises(EntryError, match=f"no {key}: add a line"):
        markdown.read(text, NAME)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Slug: ../../evil", "“Slug” is no key"),
        ("save_as: index.html", "“save_as” is no key"),
        ("Template: x", "“Template” is no key"),
        ("no colon here", "“no colon here” is no key"),
        ("Outlet: other", "Outlet stands twice"),
        ("Relevance: much", "Relevance: “much” is not a number from 0 to 1"),
        ("Relevance: 1.2", "is not a number from 0 to 1"),
        ("Relevance: nan", "is not a number from 0 to 1"),
        ("Topics: Banditry!", "Topics: “Banditry!” is not a list"),
        ("Story: 12", "Story: “12” is not s and ten hex digits"),
        ("Lang: english please", "is not a language code"),
        ("Modified: yesterday", "Modified: “yesterday” is not a time"),
        ("Seen: 0001-01-01", "is not a time between"),
    ],
)
def test_wrong_line_is_named(line, said):
    """A line that cannot be meant is refused with file, line number and mend."""
    with pytest.raises(EntryError) as caught:
        markdown.read(HAND.removesuffix("\n") + line + "\n\n", NAME)
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{NAME}:5: ")


def test_two_outlets_are_refused():
    """An entry has one outlet."""
    with pytest.raises(EntryError, match="is not one outlet"):
        markdown.read(HAND.replace("the-ridge", "a, b"), NAME)


def test_message_holds_no_control_character():
    """What an error quotes cannot move a terminal's cursor or flood it."""
    with pytest.raises(EntryError) as caught:
        markdown.read(f"\x1b[2J{'x' * 500}: y\n\n", NAME)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_file_cut_anywhere_in_its_head_is_refused():
    """A pulled file that ends early is refused; only where the body would begin can a cut not be seen."""
    judged = markdown.read(hand(Feed="https://ridge.example/feed", Why="topic banditry: raid") + "A body.\n", NAME)
    text = markdown.render(replace(judged, missing=frozenset()))
    unseen = []
    for at in range(len(text)):
        try:
            markdown.read(text[:at], NAME)
        except EntryError:
            continue
        unseen.append(text[:at])
    assert unseen == [text.removesuffix("A body.\n")]


def test_two_versions_of_an_excerpt_are_no_excerpt():
    """What git leaves of a merge, in head or excerpt, is named; a publisher's own signs on one line are text."""
    with pytest.raises(EntryError, match=r"x\.md:6: a mark of git's"):
        markdown.read(f"{HAND}<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> other\n", "x.md")
    with pytest.raises(EntryError, match=r"x\.md:7: a mark of git's"):
        markdown.read(f"{HAND}One.\n=======\nTwo.\n", "x.md")
    for mark in ("<<<<<<< HEAD", "=======", ">>>>>>> other"):
        with pytest.raises(EntryError, match=r"x\.md:1: a mark of git's.*keep one and take the marks out"):
            markdown.read(f"{mark}\n{HAND}One.\n", "x.md")
    for honest in ("=======", "<<<<<<< Watch", "Raid at dawn ======= more to follow", "One.\n======= Two."):
        assert markdown.read(f"{HAND}{honest}\n", "x.md").entry.summary == honest.replace("\n", " ")


def test_editor_habits_are_tolerated():
    """A byte order mark, Windows line ends, other capitals and spaces read as the same entry."""
    other = "\ufeff" + HAND.replace("\n", "\r\n").replace("Title:", "title :").replace("Date: ", "DATE:   ")
    assert markdown.read(other, NAME) == markdown.read(HAND, NAME)


def test_reason_written_freely_is_kept():
    """A person's own words in Why are a reason of the kind edit."""
    judged = markdown.read(hand(Why="the desk called the station | topic banditry: raid"), NAME)
    assert judged.judgement.reasons == (
        Reason("edit", "", "the desk called the station"),
        Reason("topic", "banditry", "raid"),
    )


def test_fill_keeps_what_a_person_wrote():
    """Filling adds the missing lines at the head's end and leaves every other byte."""
    text = hand(Topics="banditry") + "Body  with   spaces.\n\nSecond."
    filled = markdown.fill(text, {"Counties": "baringo", "Topics": "crime"})
    assert filled == text.replace("Topics: banditry\n", "Topics: crime\nCounties: baringo\n")


def test_fill_changes_the_excerpt_only_where_it_is_given():
    """A new excerpt takes the place of the old one, and an empty one of all that stood there; the head stays."""
    text = hand(Topics="banditry") + "Body that stood here.\n"
    assert markdown.fill(text, {}, "Another body.") == hand(Topics="banditry") + "Another body.\n"
    assert markdown.fill(text, {}, "") == hand(Topics="banditry") + "\n"


def test_fill_survives_a_file_without_body():
    """A head alone stays a head alone."""
    assert markdown.fill(HAND, {"Story": "s0123456789"}) == hand(Story="s0123456789")


def test_document_names_every_key():
    """The page about entry files tells of each key, and its example reads as it stands."""
    text = (Path(__file__).parents[2] / "docs/entry-files.md").read_text(encoding="utf-8")
    assert [key for key in (*markdown.HEAD, *markdown.EXTRA) if f"`{key}`" not in text] == []
    example = text.split("```\n")[1]
    assert markdown.read(example, NAME).judgement.counties == ("baringo",)
