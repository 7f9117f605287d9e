"""What a build has to do."""

from usalama.planning.plan import Plan, Wanted, compare


def wanted(name, inputs):
    return Wanted(name, "week", (name,), "en", inputs)


def test_a_page_is_written_where_its_inputs_are_not_what_they_were():
    """New and changed pages are written, others kept, what is no longer wanted removed."""
    plan = compare([wanted("a", "1"), wanted("b", "2"), wanted("c", "3")], {"a": "1", "b": "9", "d": "4"})
    assert [(page.name, reason) for page, reason in plan.write] == [("b", "changed"), ("c", "new")]
    assert (plan.remove, plan.kept) == (("d",), 1)


def test_an_unchanged_site_has_nothing_to_do():
    """Nothing is written and nothing removed where every page was made from the same."""
    assert compare([wanted("a", "1")], {"a": "1"}) == Plan((), (), 1)
