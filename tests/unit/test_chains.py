"""Merges by reports and by the desk, splits, hiding and take-downs, one after the other: each address answers."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from one_outlet import Held, report
from test_succession import WHEN, merge, split, surveyed

from usalama.ledger import effects
from usalama.ledger.ledger import Edit, Verb, make_ledger
from usalama.model import Reason
from usalama.planning.pagelist import pages
from usalama.planning.plan import Contents
from usalama.stories.succession import also_tells, merges_of, ways
from usalama.words.weeks import Week, week_of

WEEKS = Week(2026, 45), Week(2026, 46), Week(2026, 47)
A, B, C, D, E = (f"{letter * 10}" for letter in "abcde")


class History:
    """An archive and a ledger that grow, and every address of a story that was ever published."""

    def __init__(self):
        self.entries, self.edits, self.published = [], [], set()

    def stories(self):
        """Story → its reports as they are told, and hidden ones, oldest first."""
        ledger, found = make_ledger(self.edits).following(ways(merges_of(self.entries))), {}
        for judged in sorted(self.entries, key=lambda each: (each.entry.published, each.entry.key)):
            found.setdefault(effects.placed(judged, ledger).story, []).append(judged)
        return found

    def add(self, key, week, story="", shows="", day=1):
        why = (Reason("story", story, f"with it{also_tells(shows)}"),) if shows else ()
        self.entries.append(report(key, week, story, day=day, reasons=why))

    def take_down(self, judged):
        week = week_of(judged.entry.published, judged.entry.published.tzinfo)
        edit = Edit(Verb.TAKE_DOWN, judged.entry.key, WHEN, "x", week=week.slug, story=judged.story, kind="safety")
        self.edits.append(edit)
        self.entries.remove(judged)

    def missing(self):
        """Publish; return the addresses of before that do not answer."""
        survey, ledger = surveyed(Held(*self.entries), *self.edits), make_ledger(self.edits)
        gone = dict.fromkeys(survey.atlas.withdrawn, "")
        removed = tuple(sorted({effects.now_in(edit, ledger) for edit in ledger.removals}))
        contents = Contents("", ("en",), (), (), (), removed=removed, left_out=gone)
        files = {page.name for page in pages(survey.atlas, contents, survey.line_list)}
        now = {
            name for name in files if name.startswith(("stories/s", "feeds/story-")) and name != "stories/index.html"
        }
        lost, self.published = self.published - now, self.published | now
        return lost


def _step(history, what, one, other, week, day):
    """Do one thing that may be done: ``one`` and ``other`` choose the stories and reports."""
    stories = history.stories()
    names = sorted(stories, key=lambda name: (stories[name][0].entry.published, name))
    key = f"{len(history.entries) + len(history.edits):010x}"
    if what == "add" or not names:
        pair = sorted({one % (len(names) + 1), other % (len(names) + 1)} - {len(names)})
        history.add(key, WEEKS[week], *(names[at] for at in pair), day=day)
        return
    story = names[one % len(names)]
    judged = stories[story][other % len(stories[story])]
    on = judged.entry.key
    match what:
        case "merge" if names[other % len(names)] != story:
            history.edits.append(merge(story, names[other % len(names)]))
        case "split" if f"s{on}" != story:
            history.edits.append(split(on, *(each.entry.key for each in stories[story][:day] if each is not judged)))
        case "hide" | "show":
            edit = Edit(Verb(what), on, WHEN, "x", week=WEEKS[0].slug, story=story)
            history.edits.append(edit if day > 2 else replace(edit, on=story, week="", story=""))
        case "take-down" if not merges_of([judged]):  # another report would keep what it showed
            history.take_down(judged)


@settings(derandomize=True, max_examples=100)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("add", "add", "add", "merge", "split", "hide", "show", "take-down")),
            *(st.integers(0, most) for most in (5, 5, 2)),
            st.integers(1, 5),
        ),
        min_size=4,
        max_size=12,
    )
)
def test_every_address_that_was_published_answers(steps):
    """Page and feed of a story: it is told there, it leads on, or it says why nothing is."""
    history = History()
    for step in steps:
        _step(history, *step)
        assert history.missing() == set(), steps


OLD, MIDDLE, LAST = WEEKS
CHAINS = {
    # Reports show two stories to be one, and then that one and a third.
    "middle": (("add", A, LAST), ("add", B, MIDDLE), ("add", C, MIDDLE, f"s{B}", f"s{A}"),
               ("add", D, OLD), ("add", E, LAST, f"s{D}", f"s{B}")),
    "twice": (("add", A, OLD), ("add", B, OLD), merge(f"s{A}", f"s{B}"), split(A), merge(f"s{A}", f"s{B}"), split(A)),
    # What reports joined was merged on by the desk, before a split that its own report is found to have first.
    "onward": (("add", A, OLD), ("add", B, MIDDLE), ("add", C, OLD, f"s{A}", f"s{B}"), ("add", D, OLD),
               merge(f"s{A}", f"s{D}"), split(A, C), merge(f"s{D}", f"s{A}"), split(B, C)),
}  # fmt: skip


@pytest.mark.parametrize("steps", CHAINS.values(), ids=CHAINS)
def test_no_chain_loses_an_address(steps):
    """After each step of it all that was published before it answers."""
    history = History()
    for step in steps:
        if isinstance(step, Edit):
            history.edits.append(step)
        else:
            history.add(*step[1:])
        assert history.missing() == set()
