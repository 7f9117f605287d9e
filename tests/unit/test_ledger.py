"""The ledger: every verb is read, every mistake is one line, every effect is seen and survives doing it again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

import made
from made import entry
from usalama.claims.figures import KINDS
from usalama.errors import LedgerError
from usalama.ledger.astray import Astray, left_over, unsaid
from usalama.ledger.effects import applied, apply, discreet, hidden, told
from usalama.ledger.idle import idle
from usalama.ledger.ledger import READ, Ledger, Verb, link_mark, told_mark, words_mark
from usalama.ledger.lost import lost, put_back
from usalama.ledger.reading import read
from usalama.model import JudgedEntry, Judgement, Reason
from usalama.words.urls import page

A, B, C = "aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"
D = "sdddddddddd"
WHEN = datetime(2026, 11, 18, tzinfo=UTC)


def judged(key, story=f"s{A}", link="", **more):
    title, summary = "Two goats stolen in Voi", "Two goats, a chief said."
    told = entry(key, WHEN, feed_url="https://x.example/rss", link=link, title=title, summary=summary)
    return JudgedEntry(told, Judgement(0.9, ("crime",), ("baringo",), story, **more))


def edit(do, on, hour=1, **keys):
    told = {"why": "Asked by a reader."} | keys
    return made.edit(do, on, at=f"2026-11-22T{hour:02d}:00:00+03:00", **told)


CORRECT = {"part": "title", "old": "Two", "new": "Three", "kind": "source-changed"}


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_a_ledger_that_lost_its_text_is_none_without_edits(text):
    """What a power cut leaves of a file would show again all that the desk has hidden."""
    with pytest.raises(
        LedgerError, match=r"ledger\.toml: is empty; restore it from the repository, or by usalama edit restore"
    ):
        read(text, "ledger.toml")


def test_an_empty_ledger_changes_nothing():
    """No edits: the same entries, nothing refused."""
    ledger = read("# nothing yet\n")
    assert apply([judged(A)], ledger) == (judged(A),)
    assert not ledger.refuses(judged(A, link="https://x.example/a").entry)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (edit("hidden", A), 'edits[0].do (line 2): "hidden" is not known; did you mean "hide"?'),
        (edit("hide", "Voi"), 'edits[0].on (line 3): "Voi" is neither an entry, such as 0123456789, nor a story'),
        (edit("merge", A, story=f"s{B}"), "merge is for whole stories"),
        (edit("split", f"s{A}"), "split is for single entries"),
        (edit("merge", f"s{A}", story=f"s{A}"), "is saaaaaaaaaa itself"),
        (edit("merge", f"s{A}", story=B), "is not a story; write its id"),
        (edit("split", A, also=["B"]), '"B" is not an entry'),
        (edit("split", A, left=["B"]), 'left (line 5): "B" is not a story'),
        (edit("pin", f"s{A}", week="W47"), "is not a week; write it as 2026-W47"),
        (edit("pin", f"s{A}"), "week (line 1): is missing"),
        (edit("retag", A, topics=[]), "is empty; name at least one"),
        (edit("retag", A, topics=["crime"], wass=["cyber"]), 'did you mean "was"?'),
        (edit("retag", A, topics=["crimes"]), '"crimes" is not known; did you mean "crime"?'),
        (edit("relocate", A, counties=["voi"]), '"voi" is not known; write one of baringo, samburu'),
        (edit("note", f"s{A}"), "text (line 1): is missing"),
        (edit("correct", A, **CORRECT | {"kind": "oops"}), "write one of source-changed"),
        (edit("correct", A, **CORRECT | {"part": "words"}), "write one of title"),
        (edit("correct", A, **CORRECT | {"story": "x"}), '"x" is not a story'),
        (edit("take-down", A, kind="safety", links=["https://x.example"]), "something else than fingerprints"),
        (edit("hide", A, why=""), "why (line 4): is empty"),
        (edit("hide", A, text="x"), "text (line 5): is not a key of this table"),
        (edit("hide", A, 9) + edit("show", A, 8), "edits[1].when (line 10): is before the edit above"),
        ("[[edits]]\ndo = hide", "not TOML"),
        ("edit = 1", 'did you mean "edits"?'),
    ],
)
def test_a_mistake_is_one_line_with_its_place_and_mend(text, said):
    """Each mistake in the ledger is refused, named by file, edit, key and line."""
    with pytest.raises(LedgerError) as caught:
        read(text, "content/ledger.toml", topics=["crime"], counties=["baringo", "samburu"])
    assert said in str(caught.value)
    assert str(caught.value).startswith("content/ledger.toml: ")
    assert "\n" not in str(caught.value)


def test_a_time_without_a_zone_is_refused():
    """When an edit was made is told with its zone."""
    with pytest.raises(LedgerError, match="a time with its zone"):
        read(edit("hide", A).replace("+03:00", ""))


@pytest.mark.parametrize("on", [A, f"s{A}"])
def test_a_hidden_entry_or_story_is_not_shown_until_it_is_shown_again(on):
    """Hide leaves the entries out; show brings them back, unchanged."""
    hidden = read(edit("hide", on))
    assert apply([judged(A), judged(B, f"s{B}")], hidden) == (judged(B, f"s{B}"),)
    assert apply([judged(A)], read(edit("hide", on) + edit("show", on, 2))) == (judged(A),)


QUOTES = Reason("story", f"s{A}", 'with "Goats" (2) stolen" (x, 2026-11-18): both have goats; score +2; also tells s1')


@pytest.mark.parametrize(
    "edits",
    [
        edit("hide", A),
        edit("hide", A, story=f"s{A}"),
        edit("merge", f"s{A}", 1, story=f"s{C}") + edit("hide", A, 2),
        edit("split", B, 1) + edit("hide", A, 2),
        edit("split", A, 1) + edit("hide", A, 2, story=f"s{A}"),
        edit("take-down", A, kind="safety"),
    ],
)
def test_what_joined_a_hidden_report_does_not_quote_it(edits):
    """Its reason says how near it is, and to which outlet's report, without the headline; the entry itself keeps it.

    So does one that joined a report which was taken down and whose file came back, out of a backup or a backfill.
    """
    (found,) = told([judged(A), judged(B, reasons=(QUOTES,))], read(edits))
    reason = found.judgement.reasons[0]
    said = "with another report (x, 2026-11-18): both have goats; score +2; also tells s1"
    assert (reason.kind, reason.value, reason.evidence) == ("story", f"s{A}", said)


def test_a_report_hidden_in_another_week_is_not_quoted_either():
    """What is told of one week alone knows by the edit's story that a report of it is hidden."""
    (found,) = told([judged(B, reasons=(QUOTES,))], read(edit("hide", A, story=f"s{A}")))
    assert found.judgement.reasons[0].evidence.startswith("with another report (x")


@pytest.mark.parametrize(
    "edits",
    [
        edit("split", B, 1, story=f"s{A}") + edit("hide", f"s{A}", 2),
        edit("split", C, 1, also=[A], story=f"s{A}") + edit("hide", A, 2, story=f"s{C}"),
        edit("split", C, 1, also=[A], story=f"s{A}") + edit("hide", f"s{C}", 2),
        edit("split", B, 1, story=f"s{A}") + edit("merge", f"s{A}", 2, story=f"s{C}") + edit("hide", f"s{C}", 3),
        edit("split", C, 1, also=[A], story=f"s{C}") + edit("hide", A, 2, story=f"s{C}"),
        edit("split", C, 1, also=[A], story=f"s{C}") + edit("hide", f"s{C}", 2),
        edit("hide", f"s{C}", 1) + edit("split", A, 2, story=f"s{A}"),
        edit("hide", A, 1, story=f"s{C}") + edit("split", A, 2, story=f"s{A}"),
        edit("hide", f"s{C}", 1) + edit("split", A, 2, story=f"s{A}") + edit("show", f"s{C}", 3),
        edit("hide", f"s{A}", 1) + edit("split", C, 2, story=f"s{C}") + edit("show", f"s{A}", 3),
        edit("hide", "sdddddddddd", 1) + edit("split", C, 2, story=f"s{C}") + edit("merge", f"s{C}", 3, story=f"s{A}"),
        edit("hide", f"s{C}", 1) + edit("split", A, 2, story=f"s{A}", left=[f"s{C}"]) + edit("show", f"s{C}", 3),
        edit("split", C, 1, also=[A], story=f"s{C}", left=[D, f"s{A}"]) + edit("hide", f"s{C}", 2),
        edit("hide", D, 1) + edit("merge", f"s{C}", 2, story=D) + edit("split", A, 3, story=f"s{A}", left=[f"s{C}"]),
    ],
)
def test_a_report_that_was_split_off_quotes_nothing_that_is_hidden(edits):
    """Whoever of the two went elsewhere before, and whether the report or its story is hidden in its own week.

    Older ledgers name the new story, not the one that it left.
    """
    (found,) = told([judged(B, reasons=(QUOTES,))], read(edits))
    assert found.judgement.reasons[0].evidence.startswith("with another report (x")


@pytest.mark.parametrize(
    "edits", ["# none\n", edit("hide", A, story=f"s{A}") + edit("show", A, 2), edit("hide", C, story=f"s{C}")]
)
def test_where_nothing_of_its_story_is_hidden_a_reason_keeps_its_quote(edits):
    """No edit, one that was taken back, or one on another story leaves the reasons alone."""
    entries = (judged(A), judged(B, reasons=(QUOTES,)))
    assert told(entries, read(edits)) == entries


@pytest.mark.parametrize("order", [("hide", "show", "split"), ("hide", "split", "show")])
def test_what_is_split_off_where_nothing_is_hidden_or_is_shown_since_may_be_quoted(order):
    """The other story was hidden, and is not as the report leaves it, or the report itself is shown again."""
    on = {"hide": f"s{C}", "split": A, "show": f"s{C}" if order[1] == "show" else A}
    edits = "".join(edit(do, on[do], hour, story=f"s{A}" if do == "split" else "") for hour, do in enumerate(order, 1))
    entries = (judged(A), judged(B, reasons=(QUOTES,)))
    assert told(entries, read(edits.replace('story = ""\n', "")))[1].judgement.reasons[0] == QUOTES


@pytest.mark.parametrize(
    "edits",
    [
        edit("hide", D, 1) + edit("split", A, 2, story=f"s{A}", left=[f"s{C}"]),
        edit("split", C, 1, story=f"s{C}", left=[D]) + edit("hide", f"s{C}", 2),
    ],
)
def test_a_split_that_notes_what_it_left_takes_quotes_from_nobody_else(edits):
    """Another story was hidden, before or after: what never was in it is quoted as before."""
    entries = (judged(A), judged(B, reasons=(QUOTES,)))
    assert told(entries, read(edits))[1].judgement.reasons[0] == QUOTES


def test_corrections_of_a_hidden_report_quote_nothing():
    """That it was corrected stays, both wordings go until it is shown again; words of our own stay."""
    ours = {"part": "counties", "old": "Nairobi", "new": "Lamu", "kind": "wrong-place", "story": f"s{A}"}
    made = edit("correct", A, 1, **CORRECT, story=f"s{A}") + edit("correct", A, 1, **ours)
    assert discreet(read(made)) == read(made)
    for on in (A, f"s{A}"):
        first, second, _ = discreet(read(made + edit("hide", on, 2))).edits
        assert (first.old, first.new, first.why) == ("", "", "Asked by a reader.")
        assert (second.old, second.new) == ("Nairobi", "Lamu")
        assert discreet(read(made + edit("hide", on, 2) + edit("show", on, 3))).edits[0].old == "Two"


@pytest.mark.parametrize("moved", [edit("split", A, 2, story=f"s{B}"), edit("merge", f"s{B}", 2, story=f"s{A}")])
def test_corrections_of_a_report_that_is_hidden_with_its_later_story_quote_nothing(moved):
    """A correction notes the story of its day; the report is hidden with the one that it went to since."""
    made = edit("correct", A, 1, **CORRECT, story=f"s{B}") + moved + edit("hide", f"s{A}", 3)
    assert discreet(read(made)).edits[0].old == ""


def test_a_correction_of_a_report_that_was_hidden_before_its_story_was_merged_quotes_nothing():
    """It notes the story of its day, which was never hidden; what was merged into that was, until it is shown."""
    made = edit("hide", f"s{A}", 1) + edit("merge", f"s{A}", 2, story=f"s{B}")
    made += edit("correct", A, 3, **CORRECT, story=f"s{B}")
    assert discreet(read(made)).edits[2].old == ""
    chain = edit("merge", f"s{B}", 3, story=f"s{C}") + edit("correct", A, 4, **CORRECT, story=f"s{C}")
    assert discreet(read(made + chain)).edits[4].old == ""
    assert discreet(read(made + edit("show", A, 4))).edits[2].old == "Two"
    assert discreet(read(made + edit("show", f"s{B}", 4))).edits[2].old == "Two"


def test_a_merge_moves_every_entry_of_a_story_and_says_so():
    """Entries of the merged story carry the other story's id and the reason."""
    ledger = read(edit("merge", f"s{A}", story=f"s{B}"))
    (found,) = apply([judged(A)], ledger)
    assert found.judgement.story == f"s{B}"
    assert [(reason.kind, reason.value, reason.evidence) for reason in found.judgement.reasons] == [
        ("edit", "merge", "Asked by a reader. (2026-11-22)")
    ]
    assert ledger.final(f"s{A}") == f"s{B}"


def test_a_split_of_its_first_report_takes_a_storys_merge_back_for_what_comes_later_too():
    """A report that joins the story later is told in it, as are its pins and notes; a merge made since holds."""
    text = edit("merge", f"s{A}", 1, story=f"s{B}") + edit("split", A, 2) + edit("note", f"s{A}", 3, text="See W46.")
    ledger = read(text + edit("pin", f"s{A}", 3, week="2026-W47"))
    assert [item.judgement.story for item in apply([judged(A), judged(C), judged(B, f"s{B}")], ledger)] == [
        f"s{A}", f"s{A}", f"s{B}"
    ]  # fmt: skip
    assert ledger.pinned("2026-w47") == {f"s{A}"}
    assert [each.text for each in ledger.touching(f"s{A}", A) if each.do == "note"] == ["See W46."]
    assert [each.do for each in ledger.touching(f"s{B}", B)] == []
    again = read(text + edit("merge", f"s{A}", 4, story=f"s{B}"))
    assert applied(judged(C), again).judgement.story == f"s{B}" == again.final(f"s{A}")


@pytest.mark.parametrize(
    ("edits", "moved", "is_shown"),
    [
        (edit("hide", f"s{A}", 1) + edit("show", B, 2), True, True),
        (edit("hide", f"s{A}", 1) + edit("show", f"s{A}", 2) + edit("hide", B, 3), True, False),
        (edit("hide", f"s{A}", 1), True, False),
        (edit("hide", f"s{A}", 1) + edit("show", f"s{A}", 2) + edit("hide", B, 3), False, False),
        (edit("hide", f"s{A}", 1) + edit("hide", B, 2) + edit("show", B, 3), False, False),
        (edit("hide", B, 1) + edit("show", f"s{A}", 2), False, False),
        (edit("hide", f"s{B}", 1) + edit("hide", f"s{A}", 2) + edit("show", f"s{A}", 3), False, False),
        (edit("hide", f"s{A}", 1) + edit("show", f"s{A}", 2) + edit("show", B, 3), False, True),
        (edit("hide", B, 1) + edit("hide", f"s{A}", 2) + edit("show", f"s{A}", 3), True, False),
        (edit("hide", f"s{B}", 1) + edit("show", f"s{A}", 2) + edit("show", B, 3), True, True),
        (edit("hide", f"s{A}", 1) + edit("show", f"s{A}", 2), True, True),
    ],
)
def test_what_was_said_of_a_report_later_holds_against_what_its_new_story_had_been_told_before(edits, moved, is_shown):
    """Its story turned out to be one with another, or was merged into it: a merge into a hidden story hides.

    Nor does a report that is hidden come back with a story that had been shown before it was merged into that.
    """
    merge = "" if moved else edit("merge", f"s{B}", 4, story=f"s{A}")
    ledger = read(edits + merge).following({f"s{B}": (f"s{A}",)} if moved else {})
    assert (applied(judged(B, story=f"s{B}"), ledger) is not None) is is_shown


def test_topics_given_to_a_report_hold_against_those_that_its_new_story_had_been_given_before():
    """A word on the story that comes after them goes before them."""
    of_story, of_report = (edit("retag", on, 2, topics=[to]) for on, to in ((f"s{A}", "terrorism"), (B, "policing")))
    for text, topics in ((of_story + of_report, ("policing",)), (of_report + of_story, ("terrorism",))):
        ledger = read(text).following({f"s{B}": (f"s{A}",)})
        assert applied(judged(B, story=f"s{B}"), ledger).judgement.topics == topics


def test_the_same_edit_twice_within_a_second_is_two_edits():
    """What was hidden, shown and hidden again is hidden, however fast that went."""
    hide, show = edit("hide", A), edit("show", A)
    assert apply([judged(A)], read(hide + show + hide)) == ()
    (found,) = apply([judged(A)], read(hide + show + hide + show))
    assert found == judged(A)


def test_a_split_that_made_a_story_ends_no_later_merge_of_it():
    """What joined a story that a split made goes where that story was merged into since."""
    made = edit("split", B, 1) + edit("retag", f"s{B}", 2, topics=["crime"]) + edit("split", B, 3)
    ledger = read(made + edit("merge", f"s{B}", 4, story=f"s{C}"))
    assert [item.judgement.story for item in apply([judged(B), judged(A, f"s{B}")], ledger)] == [f"s{C}"] * 2


def test_merges_in_a_chain_and_in_a_ring_end():
    """A story merged twice ends in the last one; a ring of merges does not hang."""
    chain = read(edit("merge", f"s{A}", 1, story=f"s{B}") + edit("merge", f"s{B}", 2, story=f"s{C}"))
    assert applied(judged(A), chain).judgement.story == f"s{C}" == chain.final(f"s{A}")
    ring = read(edit("merge", f"s{A}", 1, story=f"s{B}") + edit("merge", f"s{B}", 2, story=f"s{A}"))
    assert applied(judged(A), ring).judgement.story == f"s{A}"


def test_a_split_makes_a_story_of_the_entry_and_those_that_go_along():
    """The named entries become a story of their own; the others of the old story stay."""
    ledger = read(edit("split", B, also=[C]))
    found = apply([judged(A), judged(B), judged(C)], ledger)
    assert [item.judgement.story for item in found] == [f"s{A}", f"s{B}", f"s{B}"]


def test_topics_and_counties_are_replaced_on_an_entry_or_a_whole_story():
    """Retag and relocate overrule the judgement; no county means national."""
    ledger = read(edit("retag", f"s{A}", topics=["banditry", "crime"]) + edit("relocate", A, 2, counties=[]))
    (found,) = apply([judged(A)], ledger)
    assert (found.judgement.topics, found.judgement.counties) == (("banditry", "crime"), ())
    assert [reason.value for reason in found.judgement.reasons] == ["retag", "relocate"]


def test_an_entry_without_a_story_is_reached_by_the_story_it_starts():
    """An entry whose story is open counts as the story of its own key, as the digest does."""
    assert apply([judged(A, story="")], read(edit("hide", f"s{A}"))) == ()


def test_a_correction_rewords_the_entry_and_is_listed_with_both_wordings():
    """The title reads anew, the entry says that it was edited, and the public list holds old and new."""
    ledger = read(edit("correct", A, week="2026-W47", story=f"s{A}", **CORRECT))
    (found,) = apply([judged(A)], ledger)
    assert found.entry.title == "Three goats stolen in Voi"
    assert found.judgement.reasons[-1].value == "correct"
    assert [(c.old, c.new, c.week, c.kind) for c in ledger.corrections] == [
        ("Two", "Three", "2026-w47", "source-changed")
    ]


def test_a_correction_of_the_excerpt_leaves_the_title():
    """Only the named part is reworded; a correction of something else rewords nothing."""
    (found,) = apply([judged(A)], read(edit("correct", A, **CORRECT | {"part": "excerpt"})))
    assert (found.entry.title, found.entry.summary) == ("Two goats stolen in Voi", "Three goats, a chief said.")
    (told,) = apply([judged(A)], read(edit("correct", A, **CORRECT | {"part": "counties"})))
    assert told.entry == judged(A).entry
    assert told.judgement.reasons


def test_a_take_down_holds_by_key_and_by_address_and_keeps_no_text():
    """The entry is not shown and may not come back, under its own key or under another with the same address."""
    link = "https://x.example/goats"
    ledger = read(edit("take-down", A, kind="safety", links=[link_mark(page(link))]))
    assert apply([judged(A), judged(B, link=link), judged(C, link="https://x.example/else")], ledger) == (
        judged(C, link="https://x.example/else"),
    )
    assert ledger.refuses(judged(A).entry)
    assert ledger.refuses(judged("0000000000", link=link).entry)
    assert not ledger.refuses(judged("0000000000", link="https://x.example/else").entry)
    assert not ledger.refuses(judged("0000000000").entry)
    assert ledger.removals[0].kind == "safety"


@pytest.mark.parametrize("mark", [link_mark, lambda where: told_mark(judged(A).entry.outlet, where)])
def test_a_take_down_holds_at_its_address_with_a_query_behind_it(mark):
    """An outlet begins to mark its feed's links, or somebody tries; where a query names reports, it counts."""
    plain = read(edit("take-down", A, kind="safety", links=[mark("x.example/goats")]))
    assert plain.refuses(judged("0000000000", link="https://x.example/goats?from=feed").entry)
    assert not plain.refuses(judged("0000000000", link="https://x.example/?p=goats").entry)
    named = read(edit("take-down", A, kind="safety", links=[mark("x.example/news?id=1")]))
    assert named.refuses(judged("0000000000", link="https://x.example/news?id=1").entry)
    assert not named.refuses(judged("0000000000", link="https://x.example/news?id=2").entry)
    assert not named.refuses(judged("0000000000", link="https://x.example/news").entry)
    program = read(edit("take-down", A, kind="safety", links=[mark("x.example/news.php")]))
    assert program.refuses(judged("0000000000", link="https://x.example/news.php").entry)
    assert not program.refuses(judged("0000000000", link="https://x.example/news.php?id=2").entry)


def test_a_take_down_that_was_noted_by_the_exact_address_still_holds():
    """Ledgers of before hold the fingerprint of the address as it was written."""
    link = "https://www.x.example/goats/"
    ledger = read(edit("take-down", A, kind="safety", links=[link_mark(link)]))
    assert ledger.refuses(judged("0000000000", link=link).entry)


def test_a_take_down_holds_by_what_the_outlet_said_under_the_name_that_it_had():
    """An outlet that has another slug, feed and address by now says the same words: they do not come back."""
    before = judged(A).entry
    ledger = read(edit("take-down", A, kind="safety", links=[words_mark(before)]))
    again = replace(before, key="0000000000", link="https://new.example/goats", outlet="new-post")
    assert ledger.refuses(again, {"new-post": ("older-post", before.outlet)})
    assert not ledger.refuses(again, {"new-post": ("older-post",)})
    assert not ledger.refuses(again)


def test_a_take_down_holds_by_what_the_outlet_said():
    """Told again under another key and address it is on no page; another outlet's report, or other words, are."""
    ledger = read(edit("take-down", A, kind="safety", links=[words_mark(judged(A).entry)]))
    same, theirs, reworded = (judged(key, link=f"https://x.example/{key}") for key in (A[:9] + "0", B, C))
    theirs = replace(theirs, entry=replace(theirs.entry, outlet="other"))
    reworded = replace(reworded, entry=replace(reworded.entry, summary="Three goats."))
    assert apply([same, theirs, reworded], ledger) == (theirs, reworded)


def test_a_take_down_of_a_bare_headline_leaves_the_next_bulletin_of_that_name():
    """Without an excerpt it is the same report only where it is of the same time, in whatever zone that is written."""
    first, again, later = (judged(key, link=f"https://x.example/{key}") for key in (A, B, C))
    bare = replace(first.entry, summary="")
    here = bare.published.astimezone(timezone(timedelta(hours=3)))
    again = replace(again, entry=replace(again.entry, summary="", published=here))
    later = replace(later, entry=replace(later.entry, summary="", published=bare.published + timedelta(days=1)))
    ledger = read(edit("take-down", A, kind="safety", links=[words_mark(bare)]))
    assert apply([again, later], ledger) == (later,)


def test_pins_hold_in_their_week_follow_merges_and_can_be_taken_back():
    """A pinned story heads its own week alone, under the name it has after merges."""
    pin = edit("pin", f"s{A}", 1, week="2026-W47")
    assert read(pin).pinned("2026-w47") == {f"s{A}"}
    assert read(pin).pinned("2026-w46") == frozenset()
    assert read(pin + edit("merge", f"s{A}", 2, story=f"s{B}")).pinned("2026-w47") == {f"s{B}"}
    assert read(pin + edit("unpin", f"s{A}", 2)).pinned("2026-w47") == frozenset()


def test_a_page_shows_what_was_done_to_its_story():
    """Edits on the story, on its entries and the merges into it belong to it; a take-down's words do not."""
    text = edit("retag", A, 1, topics=["cyber"]) + edit("merge", f"s{B}", 2, story=f"s{A}") + edit("hide", C, 3)
    text += edit("take-down", B, 4, kind="safety")
    assert [each.do for each in read(text).touching(f"s{A}", A, B)] == ["retag", "merge"]


def test_a_note_belongs_to_its_story_after_merges():
    """Notes are found under the story's present id, with their own words."""
    ledger = read(edit("note", f"s{A}", 1, text="See W46.") + edit("merge", f"s{A}", 2, story=f"s{B}"))
    assert [each.text for each in ledger.touching(f"s{B}", B)] == ["See W46.", ""]
    assert apply([judged(A)], read(edit("note", f"s{A}", text="x"))) == (judged(A),)


def test_a_story_knows_which_of_its_reports_are_hidden():
    """Hidden entries are told by the story that they would be part of; taken-down ones are not told."""
    text = edit("merge", f"s{A}", 1, story=f"s{B}") + edit("hide", A, 2) + edit("take-down", C, 3, kind="safety")
    assert hidden([judged(A), judged(B), judged(C)], read(text)) == {f"s{B}": (A,)}
    assert hidden([judged(B)], read(edit("split", B, 1) + edit("hide", B, 2))) == {f"s{B}": (B,)}


def test_applying_again_to_the_stored_entry_gives_the_same():
    """The effect depends on entry and ledger alone, so every rebuild shows the same."""
    ledger = read(edit("retag", A, topics=["cyber"]) + edit("correct", A, 2, **CORRECT))
    assert apply([judged(A)], ledger) == apply([judged(A)], ledger)
    assert apply([replace(judged(A), missing=frozenset())], ledger)[0].judgement.topics == ("cyber",)


def test_an_edit_on_a_story_of_which_all_was_taken_down_is_no_misspelt_one():
    """It was right on its day; the take-down says as which stories its report was told, merged ones among them."""
    made = edit("pin", f"s{A}", 1, week="2026-w47") + edit("merge", f"s{A}", 2, story=f"s{B}")
    made += edit("hide", f"s{B}", 3)
    assert len([*left_over(read(made), set(), set())]) == 3
    gone = edit("take-down", A, 4, kind="safety", story=f"s{A}", week="2026-w47")
    assert [*left_over(read(made + gone), set(), set())] == []


def test_an_edit_on_something_that_is_not_there_is_named():
    """A misspelt key is told, of a take-down by hand too; one that notes where its entry was took it away itself."""
    text = edit("hide", C, 1) + edit("take-down", B, 2, kind="safety", week="2026-w47") + edit("split", A, 3)
    text += edit("retag", f"s{A}", 4, topics=["cyber"])
    text += edit("split", A, 5, also=[B, C])
    told = "of 2026-11-22: no entry or story cccccccccc; is it misspelt?"
    assert [*left_over(read(text), {A}, set())] == [Astray(0, "on", f"hide {told}"), Astray(4, "also", f"split {told}")]


def test_a_take_down_by_hand_of_what_is_not_there_is_named():
    """It would take nothing down; of a report that is there, or was filed once, it does."""
    text = edit("take-down", C, 1, kind="safety")
    told = "take-down of 2026-11-22: no entry or story cccccccccc; is it misspelt?"
    assert [*left_over(read(text), {A}, set())] == [Astray(0, "on", told)]
    assert [*left_over(read(text), {A, C}, set())] == []


def test_a_merge_into_a_story_that_is_not_there_is_named():
    """Its reports would be told as a story that nothing else is of; one into a story that a split made is none."""
    (wrong,) = left_over(read(edit("merge", f"s{A}", 1, story=f"s{C}")), {A, B}, {f"s{A}", f"s{B}"})
    assert wrong == Astray(0, "story", f"merge of 2026-11-22: no story s{C} to be part of; is it misspelt?")
    made = edit("split", B, 1) + edit("merge", f"s{A}", 2, story=f"s{B}")
    assert [*left_over(read(made), {A, B}, {f"s{A}"})] == []


NOTE = edit("note", D, 1, why="", text="Two days.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (edit("show", B), "no edit above hides it"),
        (edit("unpin", D), "no edit above pins it"),
        (edit("hide", A) + edit("hide", A, 2), "an edit above says the same"),
        (edit("merge", D, story=f"s{A}") + edit("merge", D, 2, story=f"s{A}"), "an edit above says the same"),
        (NOTE + NOTE, "an edit above says the same"),
        (edit("correct", A, **CORRECT | {"new": "Two"}), "new says what old says"),
        (edit("retag", B, topics=["crime"], was=["crime"]), "topics says what was says"),
        (edit("retag", A, topics=["crime"]), "its file gives the same"),
        (edit("relocate", A, counties=["baringo"]), "its file gives the same"),
        (edit("split", A), "the story is named after it and stays its"),
        (edit("hide", f"s{A}") + edit("show", A, 2), ""),
        (edit("hide", A) + edit("show", f"s{A}", 2) + edit("hide", A, 3), ""),
        (edit("pin", D, week="2026-w47") + edit("unpin", D, 2) + edit("pin", D, 3, week="2026-w47"), ""),
        (edit("retag", A, topics=["banditry"]) + edit("retag", A, 2, topics=["crime"]), ""),
        (edit("retag", A, topics=["crime"], was=["banditry"]), ""),
        (edit("merge", f"s{A}", story=D) + edit("split", A, 2), ""),
        (edit("split", A, also=[B]), ""),
    ],
)
def test_an_edit_by_hand_that_changes_nothing_is_named(text, said):
    """Readers would be told of a change that is none; one that may have changed something then is none of them."""
    found = [each.told for each in idle(read(text), {A: judged(A)})]
    assert [said in told for told in found] == [True] * bool(said)


def test_a_correction_whose_words_were_taken_away_is_none_that_changed_nothing():
    """Of a report that was taken down, or in which a name was masked, both wordings stand as the same mark since."""
    ledger = read(edit("correct", A, **CORRECT | {"old": "[removed]", "new": "[removed]"}))
    assert [*idle(ledger, {})] == []
    assert [*idle(ledger, {A: judged(A, reasons=(Reason("relevance", "masked", "name"),))})] == []


def test_a_report_taken_out_of_a_story_that_its_own_became_part_of_was_split_off():
    """The reports showed that two stories are one, which no line of the ledger says."""
    ledger = read(edit("split", A)).following({f"s{A}": (D,)})
    assert [*idle(ledger, {A: judged(A)})] == []


def test_a_correction_of_words_that_were_never_there_is_named():
    """It would be announced and change nothing. Words of an earlier title or of a correction before were there."""
    (title,) = {judged(A).entry.title}
    first, second = {**CORRECT, "old": title, "new": "Better."}, {**CORRECT, "old": "Better.", "new": "Best."}
    said = edit("correct", A, 1, **first) + edit("correct", A, 2, **second)
    assert [*unsaid(read(said), {A: judged(A)})] == []
    wrong = read(said + edit("correct", A, 3, **{**CORRECT, "old": "Beter."}))
    assert [(each.place, each.key) for each in unsaid(wrong, {A: judged(A)})] == [(2, "old")]
    was = replace(judged(A), entry=replace(judged(A).entry, was=("Beter.",)))
    assert [*unsaid(wrong, {A: was})] == []


def test_a_correction_says_that_a_number_is_read_wrongly_and_one_takes_it_back():
    """No word changes: what is read from them is left out, which the reasons say; of a hidden report none is quoted."""
    wrong = edit("correct", A, 1, part="killed", old="Two goats", kind="misread")
    shown = applied(judged(A), read(wrong))
    assert (shown.misread, shown.entry) == ({"killed"}, judged(A).entry)
    assert shown.judgement.reasons[-1].kind == "edit"
    back = edit("correct", A, 2, part="killed", new="Two goats", kind="misread")
    assert applied(judged(A), read(wrong + back)).misread == frozenset()
    assert applied(judged(A), read(wrong + back.replace("Two goats", "x"))).misread == frozenset(), "by hand, too"
    assert [each.old for each in discreet(read(wrong + edit("hide", A, 2))).corrections] == [""]
    assert {*READ} == {*KINDS, "voice", "pledge", "case"}


def test_a_correction_that_was_taken_back_leaves_what_the_outlet_says_since():
    """The outlet may come to the same words by itself: what was put back is not put over them."""
    back = {**CORRECT, "old": CORRECT["new"], "new": CORRECT["old"]}
    made = edit("correct", A, 1, **CORRECT) + edit("correct", A, 2, **back)
    since = replace(judged(A), entry=replace(judged(A).entry, title="Three goats stolen", was=("Two goats stolen",)))
    for text, expected in ((made, "Three goats stolen"), (made + edit("correct", A, 3, **back), "Two goats stolen")):
        (found,) = apply([since], read(text))
        assert found.entry.title == expected
        assert [reason.value for reason in found.judgement.reasons] == ["correct"] * text.count("[[edits]]")
        assert [*unsaid(read(text), {A: since})] == []
    (found,) = apply([judged(A)], read(made))
    assert found.entry == judged(A).entry


@pytest.mark.parametrize(
    ("title", "old", "expected"),
    [
        ("3 hurt as 13 houses burn", "3", "4 hurt as 13 houses burn"),
        ("3 hurt, 3,500 flee, 3.3 km off", "3", "4 hurt, 3,500 flee, 3.3 km off"),
        ("Goat thieves steal goats", "goat", "Goat thieves steal goats"),
        ("‘3’ hurt on the A3.", "3", "‘4’ hurt on the A3."),
        ("Sh3m stolen", "Sh3m", "4 stolen"),
    ],
)
def test_a_correction_changes_whole_words_and_numbers_alone(title, old, expected):
    """Else a toll that is put right would change each number that holds its digits, which no source ever wrote."""
    told = replace(judged(A), entry=replace(judged(A).entry, title=title))
    (found,) = apply([told], read(edit("correct", A, **CORRECT | {"old": old, "new": "4"})))
    assert found.entry.title == expected
    assert len([*unsaid(read(edit("correct", A, **CORRECT | {"old": old, "new": "4"})), {A: told})]) == (
        title == expected
    )


@pytest.mark.parametrize("more", [edit("note", f"s{C}", 1, why="", text="By hand."), ""])
def test_edits_that_an_older_copy_was_saved_over_are_known_and_put_back(more):
    """An editor that was opened before them knew nothing of them; each goes where its time belongs."""
    old = "# ours\n" + edit("pin", f"s{A}", 0, week="2026-w47") + more
    before = old + "\n" + edit("hide", A, 2) + "# of a command\n\n" + edit("retag", B, 4, topics=["crime"])
    now = old.replace("pin", "unpin").replace('week = "2026-w47"\n', "") + edit("hide", C, 3)
    rows = lost(now, before)
    assert [(row.edit.do, row.edit.on) for row in rows] == [("hide", A), ("retag", B)]
    whole = put_back(now, rows)
    assert [each.on for each in read(whole).edits if each.do is not Verb.NOTE] == [f"s{A}", A, C, B]
    assert whole.startswith("# ours\n")
    assert "# of a command" in whole
    assert not lost(whole, before)


def test_a_comment_stays_above_its_edit_where_another_is_put_back_between():
    """It says why a person wrote that one."""
    one, other, by_hand = edit("hide", A, 1), edit("hide", B, 2), "# By phone.\n" + edit("hide", C, 3)
    now = put_back(one + by_hand, lost(one + by_hand, one + other + by_hand))
    assert [each.on for each in read(now).edits] == [A, B, C]
    assert "# By phone.\n[[edits]]\n" in now.partition(C)[0][-60:]


def test_an_edit_that_was_mended_by_hand_is_not_lost():
    """A target or a time that was typed wrongly, and whatever it says; who takes one out may have saved over it."""
    one, other = edit("hide", A, 1), edit("retag", B, 2, topics=["crime"])
    assert [row.edit.on for row in lost(one, one + other)] == [B]
    assert not lost(one + other.replace(B, C), one + other)
    assert not lost(one + other.replace("T02", "T03").replace("crime", "banditry"), one + other)
    assert [row.edit.on for row in lost("# none\n", one + other)] == [A, B]
    assert not lost("[[edits]\n", one + other), "what cannot be read is named by others"
    assert read(put_back("", lost("", one + other))) == read(one + other), "the whole file may be gone"


def test_an_empty_ledger_object_is_usable():
    """A site without a ledger has one with nothing in it."""
    assert Ledger().about(A) == ()
    assert {verb.value for verb in Verb} >= {"pin", "hide", "merge", "split", "retag", "relocate", "note", "correct"}
