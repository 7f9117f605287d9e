"""What the desk sees: doubtful stories, near misses, hidden entries, and forms that become the ledger's edits."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

import made
from made import entry
from usalama.editor import deskpage
from usalama.editor.deskforms import edit_of, slugs_of, undoing
from usalama.editor.deskweek import NearMiss, desk_week
from usalama.editor.editing import added
from usalama.errors import LedgerError
from usalama.ledger.effects import placed
from usalama.ledger.ledger import Verb, make_ledger
from usalama.ledger.reading import read
from usalama.model import JudgedEntry, Judgement, Reason

WHEN = datetime(2026, 11, 18, tzinfo=UTC)
A, B, C = "a" * 10, "b" * 10, "c" * 10

NO_EDITS = make_ledger([])


def judged(key, story, hour=0, relevance=0.9, why="", title="Goats <stolen> & sold"):
    told = entry(key, WHEN + timedelta(hours=hour), link=f'https://x.example/?a="{key}"', title=title, first_seen=WHEN)
    reasons = (Reason("story", story, why),) if why else ()
    return JudgedEntry(told, Judgement(relevance, ("crime",), ("kwale",), story, reasons=reasons))


def edit(do, on, **keys):
    return made.edit(do, on, at="2026-11-19T08:00:00+03:00", why="Why not.", **keys)


@pytest.mark.parametrize(
    ("item", "doubtful"),
    [
        (judged(A, f"s{A}"), False),
        (judged(A, f"s{A}", relevance=0.55), True),
        (judged(A, f"s{A}", why="with B: both have goat; score +2.4"), True),
        (judged(A, f"s{A}", why="with B: both have goat; score +12.4"), False),
        (judged(A, f"s{A}", why="with B: both have goat; score +12.4; against it: other figures"), True),
        (judged(A, f"s{A}", why="first report: the nearest other is in x, score -1.0"), True),
        (judged(A, f"s{A}", why="first report: the nearest other is in x, score -7.5"), False),
    ],
)
def test_narrow_decisions_are_shown_first(item, doubtful):
    """A narrow relevance, a near join and a join against evidence are doubts; clear cases are none."""
    view = desk_week("2026-w47", [item], NO_EDITS, [])
    assert bool(view.doubtful) is doubtful


def test_stories_stand_as_the_ledger_leaves_them():
    """Merged stories are one, the largest stands first, and a hidden entry is marked but not gone."""
    ledger = read(edit("merge", f"s{B}", story=f"s{A}") + edit("hide", C) + edit("pin", f"s{A}", week="2026-W47"))
    view = desk_week("2026-w47", [judged(C, f"s{C}"), judged(B, f"s{B}", 1), judged(A, f"s{A}")], ledger, [])
    first, second = view.stories
    assert [item.entry.key for item in first.entries] == [A, B]
    assert (first.pinned, second.pinned) == (True, False)
    assert (first.hidden, second.hidden) == (frozenset(), {C})
    assert [each.do for each in first.edits] == ["merge", "pin"]


def test_what_was_taken_down_is_not_shown_to_the_desk_either():
    """A taken-down entry that is still on disk is on no page at all."""
    ledger = read(edit("take-down", A, kind="safety"))
    assert desk_week("2026-w47", [judged(A, f"s{A}")], ledger, []).stories == ()


def test_near_misses_stand_by_their_score():
    """The nearest miss comes first."""
    misses = [NearMiss("b", "", 0.2, "x"), NearMiss("a", "", 0.4, "y")]
    assert [miss.title for miss in desk_week("w", [], NO_EDITS, misses).misses] == ["a", "b"]


def test_the_page_escapes_every_word_from_outside():
    """Headlines, links, reasons and what was said cannot become markup; there is no script at all."""
    item = judged(A, f"s{A}", relevance=0.5, why='<script>"&')
    view = desk_week("2026-w47", [item], NO_EDITS, [NearMiss("<b>", 'https://x.example/"', 0.3, "<i>", "0123456789")])
    page = deskpage.render(view, deskpage.Around('"token', ["2026-w47"], ["crime"], ["kwale"], deskpage.Told("<said>")))
    assert not [
        bad for bad in ("<script", "<stolen>", "<b>", "<i>", "<said>", '="https://x.example/?a="') if bad in page
    ]
    assert "Goats &lt;stolen&gt; &amp; sold" in page
    assert page.count('value="&quot;token"') == page.count("<form ")


FORMS = [
    {"do": "retag", "on": f"s{A}", "slugs": "banditry, crime"},
    {"do": "relocate", "on": A, "slugs": ""},
    {"do": "merge", "on": f"s{A}", "into": f"s{C}"},
    {"do": "split", "on": B, "also": A},
    {"do": "pin", "on": f"s{A}"},
    {"do": "hide", "on": A},
    {"do": "note", "on": f"s{A}", "text": "See."},
    {"do": "correct", "on": A, "part": "title", "old": "Goats", "new": "Cattle", "kind": "misread"},
    {"do": "take-down", "on": A, "kind": "safety"},
]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["do"])
def test_every_form_becomes_an_edit_that_the_ledger_takes(form):
    """Each form of the page is written and read back as the edit of its verb, on what was chosen."""
    entries = [judged(A, f"s{A}"), judged(B, f"s{A}", 1), judged(C, f"s{C}")]
    found, about = edit_of({"why": "Because.", **form}, entries, WHEN)
    (stored,) = read(added("", found)).edits
    assert (stored.do, stored.on) == (form["do"], form["on"])
    assert about.entry.key == form["on"].removeprefix("s")


def test_a_correction_of_what_is_read_has_one_reason_whatever_the_form_says():
    """The list of reasons stands at its first, that the outlet changed its wording: the data would blame it."""
    form = {"do": "correct", "on": A, "part": "killed", "kind": "source-changed", "why": "Three goats."}
    assert edit_of(form, [judged(A, f"s{A}")], WHEN)[0].kind == "misread"


def test_a_pin_holds_in_the_week_that_the_desk_looks_at():
    """A story that began in an earlier week heads the week on whose page it was pinned, and shows it there."""
    entries = [judged(A, f"s{A}", -240), judged(B, f"s{A}")]
    found, _ = edit_of({"do": "pin", "on": f"s{A}", "why": "It goes on.", "week": "2026-w47"}, entries, WHEN)
    assert [story.pinned for story in desk_week("2026-w47", entries, read(added("", found)), []).stories] == [True]


def test_the_page_offers_a_form_for_every_verb_that_can_be_needed():
    """Nothing that the ledger knows is out of the desk's reach."""
    ledger = read(edit("hide", A) + edit("pin", f"s{B}", week="2026-W47"))
    missed = NearMiss("Guards thanked", "", 0.3, "near", "0123456789")
    view = desk_week("2026-w47", [judged(A, f"s{A}"), judged(B, f"s{B}"), judged(C, f"s{B}")], ledger, [missed])
    page = deskpage.render(view, deskpage.Around("t", [], [], []))
    assert [verb.value for verb in Verb if f"name=do value={verb}>" not in page] == []
    typed = {"do": "admit", "on": missed.key, "why": "…"}
    page = deskpage.render(view, deskpage.Around("t", [], [], [], deskpage.Told("Not done", (missed.key,), typed)))
    assert "<details open><summary>Near misses" in page
    assert 'name=why value="…"' in page, "what was refused stands in its form again"


def test_a_story_costs_the_page_the_same_however_many_there_are():
    """The stories that another can be merged into are listed once: a busy week's page was megabytes of headlines."""

    def size(stories):
        names = [f"{number:010x}" for number in range(stories)]
        view = desk_week("2026-w47", [judged(name, f"s{name}") for name in names], NO_EDITS, [])
        return len(deskpage.render(view, deskpage.Around("t", [], [], [])))

    assert size(40) - size(30) == size(20) - size(10)


def test_the_page_offers_nothing_that_would_be_refused():
    """What is not hidden is not shown again, what is hidden is not hidden, and one report is not split off."""
    entries = [judged(A, f"s{A}"), judged(B, f"s{B}"), judged(C, f"s{B}")]
    page = deskpage.render(desk_week("2026-w47", entries, read(edit("hide", A) + edit("hide", C)), []),
                           deskpage.Around("t", [], [], []))  # fmt: skip
    forms = {
        (story, form.partition(">")[0]): re.findall('<option value="([^"]+)"', form.partition("</select>")[0])
        for story, part in ((part[:11], part) for part in page.split("<article id=")[1:])
        for form in part.split("name=do value=")[1:]
    }
    assert [who for who in forms if who[1] in {"show", "hide", "split"}] == [
        (f"s{B}", "hide"), (f"s{B}", "show"), (f"s{B}", "split"), (f"s{A}", "show")
    ]  # fmt: skip
    assert (forms[f"s{B}", "hide"], forms[f"s{B}", "show"]) == ([f"s{B}", B], [C])
    assert forms[f"s{A}", "show"] == [A]


@pytest.mark.parametrize(
    "text", ["Tana River, Murang’a County, nairobi", "tana-river muranga nairobi", "TANA RIVER county Murang'a Nairobi"]
)
def test_counties_are_known_by_the_names_that_people_write(text):
    """With commas or without, however the name is spelt; what is no county stays, and is refused by its own name."""
    rows = {"tana-river": "Tana River", "muranga": "Murang'a", "nairobi": "Nairobi", "tana": "Tana"}
    names = {said: slug for slug, name in rows.items() for said in (slug, name, f"{name} County")}
    assert slugs_of(text, names) == "tana-river muranga nairobi"
    assert slugs_of("Tana Rivr", names) == "tana rivr"
    assert slugs_of("Taita Tavet, Nairobi", names) == "taita-tavet nairobi", "one name: its nearest can be told"


@pytest.mark.parametrize(
    "made",
    [
        edit("hide", A),
        edit("hide", A) + edit("show", A),
        edit("pin", f"s{A}", week="2026-w47"),
        edit("merge", f"s{B}", story=f"s{A}"),
        edit("merge", f"s{B}", story=f"s{A}")
        + edit("split", B, story=f"s{B}").replace("when", f'left = ["s{A}"]\nwhen'),
        edit("correct", A, part="title", old="sold", new="returned", kind="misread"),
        edit("retag", A).replace("when", 'topics = ["cyber"]\nwas = ["crime"]\nwhen'),
        edit("relocate", A).replace("when", 'counties = []\nwas = ["kwale"]\nwhen'),
    ],
    ids=lambda text: text.rpartition("do = ")[2].partition("\n")[0],
)
def test_an_edit_is_taken_back_by_the_one_that_the_desk_offers(made):
    """After it the week is as it was before the edit."""
    entries = [judged(A, f"s{A}"), judged(B, f"s{B}", 1)]

    def seen(ledger):
        view = desk_week("2026-w47", entries, ledger, [])
        told = [
            (j.story, j.judgement.topics, j.judgement.counties, j.entry.title) for s in view.stories for j in s.entries
        ]
        return sorted(told), sorted((s.id, sorted(s.hidden), s.pinned) for s in view.stories)

    ledger = read(made)
    now = [placed(each, ledger) for each in entries]
    undone, _ = edit_of({**undoing(ledger.edits[-1]), "why": "Taken back."}, now, WHEN + timedelta(days=2))
    after = make_ledger([*ledger.edits, undone])
    assert seen(ledger) != seen(make_ledger(ledger.edits[:-1])) == seen(after)


def test_what_no_edit_takes_back_is_not_offered_to_be():
    """A note and a take-down are ended by hand; what stood there before is not always known."""
    for told in (edit("take-down", A, kind="safety"), edit("retag", A).replace("when", 'topics = ["cyber"]\nwhen')):
        assert undoing(read(told).edits[0]) == {}


def test_reports_of_one_headline_are_told_apart_by_their_outlets():
    """An agency's words stand in several outlets; taken down is the one whose outlet asked."""
    other = judged(B, f"s{A}", 1)
    entries = [judged(A, f"s{A}"), replace(other, entry=replace(other.entry, outlet="lake-radio"))]
    page = deskpage.render(desk_week("2026-w47", entries, NO_EDITS, []), deskpage.Around("t", [], [], []))
    form = page.partition("value=take-down")[2].partition("</select>")[0]
    told = [words.partition(":")[0] for words in re.findall('<option value="[^"]+">([^<]+)', form)]
    assert told == [entries[0].entry.outlet, "lake-radio"]


def test_what_was_refused_stands_in_its_form_again():
    """With why it was refused, in the story that it is about, whose forms are open; no other story's are."""
    view = desk_week("2026-w47", [judged(A, f"s{A}"), judged(B, f"s{B}", 1)], NO_EDITS, [])
    typed = {"do": "relocate", "on": B, "slugs": "Kwal, nairobi", "why": "It is there."}
    told = deskpage.Told("Not done: kwal", (B,), typed)
    page = deskpage.render(view, deskpage.Around("t", ["2026-w47"], ["crime"], ["kwale"], told))
    (story,) = (part for part in page.split("<article ")[1:] if "<details open>" in part)
    assert story.startswith(f"id=s{B}>")
    (form,) = (part for part in story.split("<form ") if "Not done: kwal" in part)
    assert re.findall('<input name=slugs value="([^"]*)"', form) == ["Kwal", "nairobi", ""]
    assert 'name=why value="It is there."' in form
    assert f'<option value="{B}" selected>' in form
    assert page.count("Not done") == 1


def test_what_was_asked_for_of_a_story_that_is_gone_is_told_above():
    """What was taken down is on the page no more; the message is."""
    view = desk_week("2026-w47", [judged(A, f"s{A}")], NO_EDITS, [])
    page = deskpage.render(view, deskpage.Around("t", ["2026-w47"], [], [], deskpage.Told("Done: take-down.", (B,))))
    assert page.index("Done: take-down.") < page.index("Look at these first")
    assert "<details open>" not in page


def test_a_report_of_many_topics_and_counties_keeps_them_all_in_its_forms():
    """Pressed as it stands, a form changes nothing: each has its field, and there is one more."""
    several = judged(A, f"s{A}")
    topics, counties = (tuple(f"{kind}{number}" for number in range(7)) for kind in ("t", "c"))
    several = replace(several, judgement=replace(several.judgement, topics=topics, counties=counties))
    page = deskpage.render(desk_week("2026-w47", [several], NO_EDITS, []), deskpage.Around("t", [], topics, counties))
    assert re.findall('<option value="(t.)" selected>', page) == list(topics)
    assert re.findall('<input name=slugs value="(c.)"', page) == list(counties)


def test_a_form_that_asks_for_nothing_known_is_one_line():
    """An unknown verb or a missing choice is refused."""
    with pytest.raises(LedgerError, match=r"did you mean \"hide\""):
        edit_of({"do": "hidee", "on": A}, [judged(A, f"s{A}")], WHEN)
    with pytest.raises(LedgerError, match="no id begins"):
        edit_of({"do": "hide"}, [judged(A, f"s{A}")], WHEN)


def test_a_hidden_entry_has_the_headline_that_the_desk_gave_it():
    """A correction holds while the entry is hidden: the desk never sees the wording that it put right."""
    told = edit("correct", A, part="title", old="sold", new="returned", kind="misread") + edit("hide", A)
    (story,) = desk_week("2026-w47", [judged(A, f"s{A}")], read(told), []).stories
    assert (story.hidden, story.lead.entry.title) == ({A}, "Goats <stolen> & returned")
