"""Registers of what was filed in a week: they only grow, and what makes no address is none of theirs."""

from datetime import UTC, datetime

import pytest

import made
from usalama.digest import filed
from usalama.errors import IssueError
from usalama.model import JudgedEntry, Judgement

AT = datetime(2026, 11, 20, tzinfo=UTC)


def judged(key, *, story="", topics=(), counties=()):
    return JudgedEntry(made.entry(key, AT, outlet="post"), Judgement(0.9, topics, counties, story))


def test_a_register_names_all_that_reports_are_filed_under():
    """Keys, stories, topics, counties and outlets, each once; a report in no story is its own."""
    found = filed.filed_as([judged("b", topics=("crime",)), judged("a", story="sb", topics=("crime", "courts"))])
    assert found == {
        "reports": ["a", "b"], "stories": ["sb"], "topics": ["courts", "crime"], "counties": [], "outlets": ["post"],
    }  # fmt: skip


def test_a_register_keeps_what_is_filed_no_more():
    """It is joined with what there is now, and read back as it was written."""
    both = filed.joined(filed.filed_as([judged("a")]), filed.filed_as([judged("b", counties=("baringo",))]))
    assert both == filed.filed_as([judged("a"), judged("b", counties=("baringo",))])
    assert filed.read(filed.render(both), "n") == both


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"reports": 3}', "[" * 100_000])
def test_what_is_no_register_is_refused_in_one_line(text):
    """It is named with the mend."""
    with pytest.raises(IssueError, match=r"^content/filed/x\.json: not as a pull wrote it; restore"):
        filed.read(text, "content/filed/x.json")


def test_a_register_with_a_name_that_is_none_is_refused():
    """What it names becomes addresses."""
    with pytest.raises(IssueError, match="not as a pull wrote it"):
        filed.read(filed.render(filed.filed_as([judged("a")])).replace('"sa"', '"../up"'), "n")
