"""Who did it to whom: a fact that is put right takes the place of another, wherever that one came from."""

from __future__ import annotations

import pytest

from usalama.judging import deeds
from usalama.judging.reading import Strength

CASES = [("seen", "read"), ("seen", "police and death"), ("police and death", "read")]


@pytest.mark.parametrize(("seen", "wrong"), CASES)
def test_a_fact_takes_the_place_of_one_that_was_read_or_made(monkeypatch, seen, wrong):
    """The fact that is not true counts nothing, the one in its place what that one did."""
    monkeypatch.setattr(deeds, "TURNED", ((seen, wrong, "right"),))
    strengths = {name: Strength(0.5, 0.0, ()) for name in ("police", "kill", "seen", "read")}
    found = deeds.deeds_of(strengths, {}, ())
    assert (found[wrong], found["right"]) == (0.0, 0.5)


@pytest.mark.parametrize(
    ("named", "alone"),
    [
        (("police", "person", "kindness", "facet:pledges"), True),
        (("military", "raid country"), True),
        (("police", "person", "arrest"), False),
        (("police", "policing"), False),
        (("person", "kindness"), False),
    ],
)
def test_a_force_that_is_only_named_did_nothing(named, alone):
    """No class beside it tells of a deed; what a county is like and what a facet says are none."""
    strengths = {name: Strength(0.5, 0.0, ()) for name in named}
    assert ("force alone" in deeds.deeds_of(strengths, {}, ("raid country",))) is alone
