"""The table of a desk's bodies and offices: what it gives to the readers, and every mistake named with its line."""

import re

import pytest

from usalama.catalogue.actors import NOBODY, read_actors
from usalama.claims.cases import stage_in
from usalama.claims.figures import figures_in
from usalama.claims.pledges import pledges_in
from usalama.claims.voices import voices_in
from usalama.errors import CatalogError

TABLE = """names,roles,language,note
ZPD|marsh-guard,official;force,,
reed front,group,en,
zedi,people,en,
oduya,promiser,en,
zd,money,,
"""
ACTORS = read_actors(TABLE)


def test_a_name_is_given_by_role_and_language():
    """No language is every language; names are in small letters, in the table's order."""
    assert ACTORS.of("official") == ACTORS.of("official", "sw") == ("zpd", "marsh-guard")
    assert ACTORS.of("group", "sw") == ()


def test_a_space_and_a_hyphen_stand_for_each_other():
    """What one outlet hyphenates another does not."""
    assert re.fullmatch(ACTORS.either("force"), "marsh guard")
    assert re.fullmatch(ACTORS.either("group"), "reed-front")


def test_no_names_match_nothing():
    """An empty role is an expression that never matches, not one that always does."""
    assert not re.search(NOBODY.either("official"), "anything")
    assert read_actors("").of("official") == ()


def test_every_reader_of_texts_reads_by_the_table():
    """The same sentences say nothing to a desk that does not know the names."""

    def told(actors):
        return (
            [voice.kind for voice in voices_in("", "Two fled, ZPD said.", "en", actors)],
            [voice.kind for voice in voices_in("", "Wawili wametoroka, kwa mujibu wa ZPD.", "sw", actors)],
            [voice.kind for voice in voices_in("", "The Reed Front claimed responsibility.", "en", actors)],
            [one.low for one in figures_in("Six Zedi were killed at the ford", "", "en", actors)],
            [one.due for one in pledges_in("Oduya promises to buy patrol boats by June", "", "en", actors)],
            stage_in("Marsh Guard arrested two over the raid", "", actors) is not None,
        )

    assert told(ACTORS) == (["official"], ["official"], ["group"], [6], ["by June"], True)
    assert told(NOBODY) == ([], [], [], [], [], False)


def test_a_sum_of_money_is_no_toll():
    """What stands behind the desk's money is never a count."""
    assert figures_in("Bandits killed ZD 40 people short", "", "en", ACTORS) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("people,en", "peopel,en", "line 4: roles: 'peopel' is no role; did you mean \"people\"?"),
        ("group,en", "group,xx", "line 3: language: 'xx' is not read; write one of en, sw"),
        ("oduya,promiser", "oduya|,promiser", "line 5: names: '' is no name"),
        ("oduya,promiser", "odu*a,promiser", "line 5: names: 'odu*a' is no name"),
        ("oduya,promiser", "zpd,force", "line 5: names: 'zpd' is force in line 2 too"),
        ("names,roles", "name,roles", "line 1: no column 'names'"),
        ("zedi,people,en,", "zedi,people", "line 4: too few columns"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_mend(old, new, said):
    """Each is one line that a volunteer can act on."""
    with pytest.raises(CatalogError, match=re.escape(said)):
        read_actors(TABLE.replace(old, new))
