"""Headlines that say of what was told that it is not so."""

import pytest

from usalama.claims.untold import denies


@pytest.mark.parametrize(
    "title",
    [
        "Report of attack in Wamba was false, police say",
        "Correction: no attack in Wamba on Wednesday",
        "Fact check: Video does not show the Wamba raid",
        "Police deny abducting Wamba trader",
        "Wamba: police deny fresh killings, say two were hurt",
        "Bomb scare in Wamba was a hoax",
        "Polisi wakanusha kumteka mfanyabiashara Wamba",
        "Taarifa za shambulio Wamba ni za uongo",
    ],
)
def test_a_denial_a_correction_and_a_checked_fact_are_known(title):
    """In either language, whoever says so."""
    assert denies(title)


@pytest.mark.parametrize(
    "title",
    [
        "Three killed in Wamba raid",
        "Nine officers denied bail in Wamba",
        "Police chase makers of fake notes in Wamba",
    ],
)
def test_other_headlines_deny_nothing(title):
    """Bail may be denied and notes may be fake: what was told stands."""
    assert not denies(title)
