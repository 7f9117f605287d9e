"""Who speaks beside police, army and government, of no kind of source that pages name."""

import pytest

from usalama.claims.bystanders import others_speak


@pytest.mark.parametrize(
    "sentence",
    [
        "Two herders were shot dead, the area MCA said.",
        "Senator Made says police shot six protesters",
        "Doctors at Wamba hospital said six had gunshot wounds.",
        "Nine were killed, according to local leaders.",
        "Mbunge wa Wamba adai polisi walimuua kijana",
        "Wazee wanasema watu wanne wameuawa",
        "Mzee wa kijiji asema watu watatu wameuawa",
    ],
)
def test_a_legislator_a_medic_and_an_elder_speak(sentence):
    """In either language, before or behind what they say."""
    assert others_speak("", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Police said the MP was arrested.",
        "An MP accused of incitement was held, police said.",
        "Gang leaders said to be armed fled, police said.",
        "The doctor who treated him was questioned, police said.",
        "Leaders told to calm Wamba, police said.",
        "Polisi wanasema daktari aliuawa",
    ],
)
def test_who_is_only_spoken_of_does_not(sentence):
    """What police tell of them stands on the word of police alone."""
    assert not others_speak("", sentence)
