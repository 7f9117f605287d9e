"""Quiet or blind: a silence is told apart from a feed that was down."""

import pytest

from usalama.errors import CatalogError
from usalama.panel import Panel, breaks, read_panel, render, sight, usual


def test_a_panel_only_grows():
    """An outlet that answered once has answered; asking again with nothing new changes nothing."""
    monday = Panel().with_round(["hill", "lake"], ["hill"])
    assert monday.down == ("lake",)
    tuesday = monday.with_round(["hill", "lake"], ["lake"])
    assert tuesday.down == ()
    assert tuesday.with_round(["hill", "lake"], []) == tuesday


def test_a_panel_is_read_back_as_written():
    """What is read is what was written; a mistake names the file and the key."""
    panel = Panel(("hill", "lake"), ("lake",))
    assert read_panel(render(panel), "p.toml") == panel
    assert read_panel(render(Panel()), "p.toml") == Panel()
    with pytest.raises(CatalogError, match=r"p\.toml.*awnsered"):
        read_panel('awnsered = ["hill"]\n', "p.toml")


def test_what_an_outlet_reported_in_two_weeks_it_usually_covers():
    """One week is chance, two are a habit; several stories in one week are one week."""
    weeks = [{"lamu": ["hill", "hill", "lake"]}, {"lamu": ["lake"]}, {"mandera": ["hill"]}]
    assert usual(weeks) == {"lamu": ("lake",), "mandera": ()}


def test_silence_is_blindness_when_the_usual_voice_was_down():
    """Nothing from Lamu means less when the outlet that covers Lamu did not answer."""
    usually = {"lamu": ("lake",), "cyber": ("hill",)}
    panel = Panel(("hill", "lake"), ("hill",))
    assert sight("lamu", panel, usually).down == ("lake",)
    assert sight("lamu", panel, usually).blind
    assert not sight("cyber", panel, usually).blind
    assert not sight("unheard-of", panel, usually).blind
    assert sight("cyber", Panel(("hill",), ()), {}).blind


def test_a_trend_breaks_where_a_source_joins_or_leaves():
    """Weeks are marked where the list of outlets changed; a week without a panel is no change."""
    one, two = Panel(("hill",), ("hill",)), Panel(("hill", "lake"), ("hill",))
    assert breaks([one, one, two, Panel(), two, one]) == (2, 5)
