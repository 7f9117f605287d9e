"""Who speaks beside police, army and government, of no kind of source that pages name."""

import pytest

from usalama.catalogue.actors import read_actors
from usalama.claims.bystanders import others_speak

ACTORS = read_actors("names,roles,language\nkaboto,official;promiser,\njuma,given,\nogp,official;force,\n")


def _speak(sentence):
    language = "sw" if sentence.split()[0] in {"Mbunge", "Wazee", "Mzee", "Polisi", "Kasisi", "Kamanda"} else "en"
    return others_speak("", sentence, language, ACTORS)


@pytest.mark.parametrize(
    "sentence",
    [
        "Two herders were shot dead, the area MCA said.",
        "Senator Made says police shot six protesters",
        "Doctors at Wamba hospital said six had gunshot wounds.",
        "Nine were killed, according to local leaders.",
        "Nine were killed after a week of calm, a relief agency and police said.",
        "Elders fled and clergy and the army say that huts burn.",
        "Mbunge wa Wamba adai polisi walimuua kijana",
        "Wazee wanasema watu wanne wameuawa",
        "Mzee wa kijiji asema watu watatu wameuawa",
        "Police are to blame, Wamba Governor John Made has said.",
    ],
)
def test_a_legislator_a_medic_and_an_elder_speak(sentence):
    """In either language, before or behind what they say."""
    assert _speak(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Police said the MP was arrested.",
        "An MP accused of incitement was held, police said.",
        "Gang leaders said to be armed fled, police said.",
        "The doctor who treated him was questioned, police said.",
        "Leaders told to calm Wamba, police said.",
        "Raiders shot two doctors and police say that both are safe.",
        "Polisi wanasema daktari aliuawa",
    ],
)
def test_who_is_only_spoken_of_does_not(sentence):
    """What police tell of them stands on the word of police alone."""
    assert not _speak(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "“They came at dawn,” said Mary Made. Police said they fled.",
        "Mary Made, 34, said they came at dawn. Police said they fled.",
        "Made, the family's adviser, said he was beaten. Police denied it.",
        "School principal Mary Made said the girls were afraid. Police said they fled.",
        "The bus company said two were hurt, police confirmed.",
        "Former President Made said the state was behind it. Police denied it.",
        "Security analyst Made said it was planned. Police said they fled.",
        "Herders were shot in Wamba, opposition says. Police denied it.",
        "Kasisi Made alisema kanisa lilivamiwa. Polisi walithibitisha.",
    ],
)
def test_whoever_says_something_speaks(sentence):
    """A school's head, a company, a private person: no list has all, and police do not stand alone."""
    assert _speak(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Area chief John Made said raiders came at dawn. Made said they drove away 40 goats.",
        "John Made, the area chief, said raiders came at dawn. Made said they fled.",
        "Area chief John Made said raiders came at dawn. Mr Made said they fled.",
        "Local police chief Mr. John Made said raiders came at dawn.",
        "Kaboto, the head of the police unit, told OGP on Monday that it will stay.",
        "Kaboto said the unit will stay. He said OGP officers were hurt.",
        "Raiders came at dawn, said the chief.",
        "Two were held, police said on Monday. In a statement, the OGP said they were armed.",
        "Kaboto rejects report, says units will stay",
        "The man told police that he fled. The suspect said he was hired, according to the OGP.",
        "OGP officers said the man, said to be 34, was armed.",
        "Rangers said the herders fled. Traffic commandant Mary Made said two were hurt.",
        "Kamanda wa polisi Made alisema wawili walikamatwa. Akizungumza Wamba, alisema wanasakwa.",
    ],
)
def test_officials_by_name_are_no_others(sentence):
    """Who was called an official before is one by his name alone; suspects speak through police, papers for nobody."""
    assert not _speak(sentence)


def test_a_namesake_of_an_office_holder_is_somebody_else():
    """By another first name than the office-holder's, whoever speaks is no official, in either language."""
    assert _speak("Mary Kaboto said raiders came at dawn.")
    assert not _speak("Juma Kaboto said raiders came at dawn.")
