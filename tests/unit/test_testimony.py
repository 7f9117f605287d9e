"""Tolls and voices of a story, as its reports give them."""

from __future__ import annotations

from datetime import datetime

from usalama.digests import Report
from usalama.testimony import tolls, witnesses
from usalama.weeks import NAIROBI

AT = datetime(2026, 11, 18, 9, tzinfo=NAIROBI)


def report(outlet, title, excerpt="", *, independent=True):
    return Report(outlet, outlet, outlet, title, f"https://{outlet}.example/1", excerpt, "en", AT, 2, independent)


def test_tolls_are_lowest_to_highest_with_every_quotation():
    """Two outlets, two numbers: both stand there, none is chosen."""
    found = tolls(
        [report("post", "Three people killed in raid near the bridge"), report("lake", "Raiders kill five herders")]
    )
    (toll,) = [each for each in found if each.kind == "killed"]
    assert (toll.low, toll.high) == (3, 5)
    assert [(quoted.outlet, quoted.low) for quoted in toll.told] == [("post", 3), ("lake", 5)]
    assert all(
        quoted.quote in text
        for quoted, text in zip(
            toll.told, ("Three people killed in raid near the bridge", "Raiders kill five herders"), strict=True
        )
    )


def test_a_repeated_report_gives_no_figure_of_its_own():
    """A re-publisher's number is its origin's."""
    assert tolls([report("mirror", "Three people killed in raid", independent=False)]) == ()


def test_only_officials_named_is_said():
    """One voice kind, official: the story says so; with residents beside it, not."""
    police = report("post", "Raid at the bridge", "Police said the raiders fled north.")
    people = report("lake", "Raid at the bridge", "Residents said the raiders fled north.")
    assert witnesses([police])[1] == "official-only"
    assert witnesses([police, people])[1] == ""
    assert [witness.outlet for witness in witnesses([police, people])[0]] == ["post", "lake"]


def test_nobody_named_is_no_voice():
    """A text that names no source has none."""
    assert witnesses([report("post", "Raid at the bridge")]) == ((), "")
