"""What classes say together in one text, and what is not so beside another."""

import pytest

from usalama.judging.deeds import deeds_of
from usalama.judging.facts import Strength, read_facts, settle

LOUD, MERE = Strength(0.8, 0.8, ("loud",)), Strength(0.5, 0.0, ("mere",))


def settled(patterns, unless, **strengths):
    """Return the strengths of classes with the facts of the two tables."""
    table = [
        (2, dict(zip(("first", "then", "within", "class", "grade"), row.split(","), strict=True))) for row in patterns
    ]
    exceptions = [(2, dict(zip(("class", "unless", "becomes"), row.split(","), strict=True))) for row in unless]
    settle(strengths, read_facts(table, exceptions))
    return strengths


def test_two_classes_anywhere_make_a_fact_as_loud_as_the_quieter_of_them():
    """Whichever of several the second is; its reason quotes the words of both."""
    found = settled(["one;two,kill;shoot,any,fact,fair"], [], two=LOUD, kill=MERE, shoot=LOUD)
    assert found["fact"] == Strength(0.75, 0.75, ("loud",))
    found = settled(["one,kill,any,fact,strong"], [], one=LOUD, kill=MERE)
    assert found["fact"] == Strength(0.5, 0.0, ("loud", "mere"))
    assert "fact" not in settled(["one,kill,any,fact,strong"], [], one=LOUD, shoot=LOUD)


def test_a_fact_that_is_heard_louder_by_itself_stays_as_loud():
    """A class may be both a term's and made by others."""
    assert settled(["one,kill,any,fact,weak"], [], one=LOUD, kill=LOUD, fact=LOUD)["fact"] == LOUD


def test_a_class_is_taken_away_beside_another_and_becomes_what_that_makes_of_it():
    """Row by row: what is taken away takes nothing away itself. A weak term beside it is not enough."""
    rows = ["hurt,beside,acts", "third,hurt,"]
    assert settled([], rows, hurt=LOUD, beside=LOUD, third=LOUD) == {"beside": LOUD, "acts": LOUD, "third": LOUD}
    assert settled([], rows, hurt=LOUD, beside=MERE, third=LOUD) == {"beside": MERE, "hurt": LOUD}
    assert settled([], ["hurt,beside,acts"], hurt=MERE, beside=LOUD, acts=LOUD)["acts"] == LOUD


@pytest.mark.parametrize(
    ("named", "alone"),
    [
        (("police", "officer", "facet:pledges"), True),
        (("military", "raid country"), True),
        (("police", "person", "arrest"), False),
        (("police", "policing"), False),
        (("person",), False),
    ],
)
def test_a_force_that_is_only_named_did_nothing(named, alone):
    """No class beside it tells of a deed; what a county is like and what a facet says are none."""
    assert ("force alone" in deeds_of(dict.fromkeys(named, MERE), {}, ("raid country",))) is alone
