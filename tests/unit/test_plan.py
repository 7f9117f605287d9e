"""What a build has to do."""

from usalama.planning.plan import Plan, Wanted, begins, compare
from usalama.words.weeks import Week


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


def test_pages_of_the_same_weeks_are_made_in_a_row():
    """Each week's lines are read once for the stories that begin in it, whatever their ids; the rest stays in place."""
    first, second, third = Week(2026, 3), Week(2026, 4), Week(2026, 5)
    chapters = {"sb": ((first, "1"), (second, "2")), "sa": ((second, "3"), (third, "4"))}
    made = [
        *(
            Wanted(f"stories/{story}/", kind, key, "en", "")
            for story in ("sa", "sb", "gone")
            for kind, key in (("story", (story,)), ("feed", ("stories", story)))
        ),
        Wanted("archive/2026/w03/", "part", ("2026", first.slug), "en", ""),
        Wanted("2026/w04/stories.csv", "stories-begun", (second.slug,), "en", ""),
        Wanted("2026/w04/", "week", (second.slug,), "en", ""),
        Wanted("", "index", (), "en", ""),
    ]
    ordered = [(page.kind, page.key[-1:]) for page in sorted(made, key=lambda page: begins(page, chapters))]
    assert ordered == [
        ("story", ("gone",)), ("feed", ("gone",)), ("week", (second.slug,)), ("index", ()),
        ("story", ("sb",)), ("feed", ("sb",)), ("part", (first.slug,)),
        ("story", ("sa",)), ("feed", ("sa",)), ("stories-begun", (second.slug,)),
    ]  # fmt: skip
