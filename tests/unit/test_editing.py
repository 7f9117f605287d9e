"""The desk's typing: ids may be cut short, edits are written so that they can be read back, and nothing else moves."""

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from made import entry
from usalama.editor import editing
from usalama.errors import LedgerError
from usalama.ledger.ledger import Edit, Verb, link_mark
from usalama.ledger.reading import read
from usalama.model import JudgedEntry, Judgement
from usalama.words.urls import page

ZONE = timezone(timedelta(hours=3))
WHEN = datetime(2026, 11, 23, 0, 30, tzinfo=ZONE)
NOW = datetime(2026, 11, 23, 9, 0, 0, 500, tzinfo=ZONE)


def judged(key, story="", day=0):
    told = entry(key, WHEN - timedelta(days=day), title=f"Report {key}", summary="", first_seen=WHEN)
    return JudgedEntry(told, Judgement(0.9, story=story))


A = judged("aa11111111", "saa11111111", day=1)
B = judged("aa22222222", "saa11111111")
C = judged("bb11111111")


def test_the_start_of_an_id_is_enough_when_it_is_the_only_one():
    """A key or a story may be cut short; a story stands for its oldest entry."""
    assert editing.pick("aa2", [A, B, C]) == ("aa22222222", B)
    assert editing.pick(" SAA ", [B, A, C]) == ("saa11111111", A)
    assert editing.pick("sbb11111111", [A, B, C]) == ("sbb11111111", C)


def test_an_ambiguous_start_lists_what_it_could_mean():
    """The error names the candidates with day, outlet and headline."""
    with pytest.raises(LedgerError, match='"aa" begins 2 ids') as caught:
        editing.pick("aa", [A, B, C])
    assert "aa11111111  2026-11-22  saa11111111  x: Report aa11111111" in caught.value.__notes__
    many = [judged(f"cc{number:08}") for number in range(20)]
    with pytest.raises(LedgerError) as caught:
        editing.pick("cc", many)
    assert caught.value.__notes__[-1] == "and 8 more"


@pytest.mark.parametrize(
    ("copied", "expected"),
    [
        ("https://sample.example/2026/w47/#saa11111111", "saa11111111"),
        ("/2026/w47/index.html#saa11111111", "saa11111111"),
        ("https://sample.example/sw/stories/saa11111111/", "saa11111111"),
        ("https://sample.example/stories/saa11111111/?fbclid=1#follow", "saa11111111"),
        ("#saa11111111", "saa11111111"),
        ("https://sample.example/corrections/#c-aa11111111-2", "aa11111111"),
        ("https://sample.example/feeds/story-saa11111111.xml", "saa11111111"),
        ("tag:sample.example,2026:2026-w47/saa11111111", "saa11111111"),
        (" content/entries/2026-w47/raid-on-a-well-aa11111111.md\n", "aa11111111"),
        ("aa1", "aa1"),
        ("raid", "raid"),
        ("https://sample.example/2026/w47/", "https://sample.example/2026/w47/"),
        ("aa11111111 beef", "aa11111111 beef"),
    ],
)
def test_an_id_is_taken_from_whatever_ends_with_it(copied, expected):
    """A page, a feed, a mail and the folder show no bare id: what people have is an address or a file's name."""
    assert editing.meant(copied) == expected


def test_a_story_that_is_part_of_another_names_that():
    """Its id stands in older letters and links; whether all of the other is meant, a person says."""
    said = r"^saa22222222 is told as saa11111111 by now; .* a report of it: aa22222222$"
    for wanted in ("saa22222222", "saa22"):  # its beginning is enough, as of any id
        with pytest.raises(LedgerError, match=said):
            editing.pick(wanted, [A, B, C])


@pytest.mark.parametrize("wanted", ["", "  ", "zz", "szz"])
def test_an_id_that_nothing_has_says_how_to_find_one(wanted):
    """No match is an error with the command that finds ids."""
    with pytest.raises(LedgerError, match="usalama edit find"):
        editing.pick(wanted, [A])


def test_verbs_of_stories_reach_the_story_of_a_named_entry():
    """Pin and note on an entry's key are on its story; hide on a key is on the entry."""
    assert editing.target(Verb.PIN, "aa22222222", B) == "saa11111111"
    assert editing.target(Verb.HIDE, "aa22222222", B) == "aa22222222"
    assert editing.target(Verb.HIDE, "saa11111111", A) == "saa11111111"


def test_verbs_of_entries_refuse_a_story():
    """A take-down of a whole story has to be said entry by entry."""
    with pytest.raises(LedgerError, match="name one of these: usalama edit find"):
        editing.target(Verb.TAKE_DOWN, "saa11111111", A)


def test_every_verb_that_is_written_is_read_back_the_same():
    """What `added` writes, `read` returns; text before it is kept to the letter."""
    edits = [
        Edit(Verb.PIN, "saa11111111", NOW, "Grave."),
        Edit(Verb.HIDE, "aa11111111", NOW, 'A "double" \\ of another.', by="mk"),
        Edit(Verb.MERGE, "sbb11111111", NOW, "Same.", story="saa11111111"),
        Edit(Verb.SPLIT, "aa22222222", NOW, "Another.", also=("bb11111111",)),
        Edit(Verb.RETAG, "aa11111111", NOW, "Rather.", slugs=("cyber", "crime")),
        Edit(Verb.RELOCATE, "aa11111111", NOW, "National.", slugs=()),
        Edit(Verb.NOTE, "saa11111111", NOW, "", text="See last week – “tazama”."),
        Edit(Verb.CORRECT, "aa11111111", NOW, "It was.", part="title", old="Report", new="b", kind="misread"),
        Edit(Verb.TAKE_DOWN, "aa11111111", NOW, "Asked.", kind="person-asked"),
    ]
    text = "# by hand\n"
    for edit in edits:
        text = editing.added(text, editing.placed(edit, A), topics=["cyber", "crime"])
    found = read(text).edits
    assert text.startswith("# by hand\n\n[[edits]]\n")
    assert [(e.do, e.on, e.why, e.by, e.story, e.also, e.slugs, e.text, e.old, e.new) for e in found] == [
        (e.do, e.on, e.why, e.by, placed.story, e.also, e.slugs, e.text, e.old, e.new)
        for e in edits
        for placed in [editing.placed(e, A)]
    ]
    assert found[0].when == NOW.replace(microsecond=0)


def test_a_pin_holds_in_the_entrys_week_and_a_take_down_remembers_the_address():
    """The week turns in the zone of the edit: half past midnight there is Sunday in UTC. The address is hashed."""
    assert editing.placed(Edit(Verb.PIN, "x", NOW, ""), C).week == "2026-w48"
    assert editing.placed(Edit(Verb.PIN, "x", NOW, "", week="2026-w40"), C).week == "2026-w40"
    gone = editing.placed(Edit(Verb.TAKE_DOWN, "x", NOW, "y"), C)
    assert (gone.week, gone.story, gone.links) == ("2026-w48", "sbb11111111", (link_mark(page(C.entry.link)),))


def test_an_edit_that_could_not_be_read_back_is_not_written():
    """What was typed wrongly is refused before anything is on disk, and named as it was typed: it has no line yet."""
    before = editing.added("", Edit(Verb.HIDE, "aa11111111", NOW, "x"))
    hide = Edit(Verb.HIDE, "aa11111111", NOW, "x")
    for edit, said in (
        (
            replace(hide, do=Verb.RETAG, slugs=("crimes",)),
            'edit retag: topics: "crimes" is not known; did you mean "crime"?',
        ),
        (replace(hide, why=" "), "edit hide: why: is empty; write something"),
        (replace(hide, why=""), "edit hide: why: is empty; write something"),
        (replace(hide, do=Verb.NOTE, on="saa11111111"), "edit note: text: is empty; write something"),
        (replace(hide, why="one\ntwo"), "edit hide: why: holds a line break"),
        (replace(hide, why="caf\udce9"), "edit hide: why: holds a line break, a control character or a broken letter"),
        (replace(hide, when=NOW - timedelta(days=2)), "edit hide: the clock says 2026-11-21"),
    ):
        with pytest.raises(LedgerError, match=f"^{re.escape(said)}"):
            editing.added(before, edit, topics=["crime"])
    with pytest.raises(LedgerError, match=r"^edit hide: why: is empty; write something$"):  # it stands in no table yet
        editing.added(before, replace(hide, why=""))
    with pytest.raises(LedgerError, match=r"ahead then, mend content/ledger\.toml: edits\[0\]\.when \(line 4\)$"):
        editing.added(before, replace(hide, when=NOW - timedelta(days=2)))


@pytest.mark.parametrize("verb", [Verb.HIDE, Verb.SHOW, Verb.SPLIT, Verb.RETAG, Verb.RELOCATE])
def test_an_edit_on_an_entry_notes_where_that_stands(verb):
    """Week and story are read back, so that the public list finds the report; a split makes a story of its own."""
    edit = editing.placed(Edit(verb, "bb22222222", NOW, "y", slugs=("crime",) if verb is Verb.RETAG else ()), C)
    assert (edit.week, edit.story) == ("2026-w48", "sbb22222222" if verb is Verb.SPLIT else "sbb11111111")
    (told,) = read(editing.added("", edit)).edits
    assert (told.do, told.on, told.week, told.story) == (verb, edit.on, edit.week, edit.story)
    on_story = Edit(verb, "sbb11111111", NOW, "y")
    assert editing.placed(on_story, C) == on_story


@pytest.mark.parametrize(
    ("title", "old", "mend"),
    [
        ("3 hurt, 3 arrested", "3", 'has "3" 2 times; give more of the words'),
        ("13 houses burn", "3", "part of a word or number there; give the whole one, from: 13 houses burn"),
        ("Houses burn", "3", "copy the words from: Houses burn"),
    ],
)
def test_a_correction_that_could_change_more_than_is_meant_is_refused(title, old, mend):
    """Of words that stand twice, or within others, nobody can tell which are meant; the whole passage is asked for."""
    told = replace(C, entry=replace(C.entry, title=title))
    wrong = Edit(Verb.CORRECT, C.entry.key, NOW, "y", part="title", old=old, new="4", kind="misread")
    with pytest.raises(LedgerError, match=re.escape(mend)):
        editing.placed(wrong, told)
    if title.startswith("3"):
        assert editing.placed(replace(wrong, old="3 hurt", new="4 hurt"), told).week == "2026-w48"
