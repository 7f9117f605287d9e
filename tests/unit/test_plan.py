"""What a build has to do."""

from __future__ import annotations

from usalama.planning.plan import Plan, Wanted, compare, describe


def wanted(name, inputs):
    return Wanted(name, "week", (name,), "en", inputs)


def test_a_page_is_written_where_its_inputs_are_not_what_they_were():
    """New and changed pages are written, others kept, what is no longer wanted removed."""
    plan = compare([wanted("a", "1"), wanted("b", "2"), wanted("c", "3")], {"a": "1", "b": "9", "d": "4"})
    assert [(page.name, reason) for page, reason in plan.write] == [("b", "changed"), ("c", "new")]
    assert (plan.remove, plan.kept, plan.empty) == (("d",), 1, False)


def test_a_plan_with_nothing_in_it_says_so():
    """The plan of an unchanged site is empty and reads so."""
    plan = compare([wanted("a", "1")], {"a": "1"})
    assert plan.empty
    assert describe(plan) == "Nothing to do: 1 file is as it should be."


def test_a_plan_names_each_file_with_its_reason():
    """Counts come first, then files; what does not fit is counted."""
    text = describe(compare([wanted("a", "1"), wanted("b", "2")], {"a": "0", "c": "1"}), limit=1)
    assert text.split("\n") == [
        "2 to write, 1 to remove, 0 kept", "       1 week: changed", "       1 week: new",
        "write  a  (changed)", "remove c", "… and 1 more",
    ]  # fmt: skip


def test_an_empty_plan_is_empty():
    """No page to write and none to remove is nothing to do."""
    assert Plan((), (), 0).empty
