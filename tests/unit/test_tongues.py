"""English or Kiswahili, by a text's small words and, of few, by how its words end."""

import pytest

from usalama.words.tongues import spoken, told_otherwise

ENGLISH = [
    "Two herders were killed in a raid on the valley, the chief said",
    "Police recover stolen cattle after a long chase",
    "Thieves of Mlima wa Simba are back, says chief",  # a name has Kiswahili's smallest word
    "Officers raid shops near market in Nakuru",  # one small word: the ends of the others say so
]
KISWAHILI = [
    "Wafugaji wawili wameuawa katika shambulio, asema chifu wa eneo hilo",
    "Polisi wapata ng’ombe walioibwa baada ya msako wa usiku",
    "Wakazi wa kijiji walilia kwa hofu",
    "Majambazi wavamia duka kwenye soko",
    "WEZI WAVAMIA SOKO KATIKA KIJIJI CHA MLIMA, WATU WATATU WAUMIA",
    "NPS, KDF na DCI katika msako wa pamoja mpakani",  # abbreviations end in any letter
]
UNCLEAR = [
    "",
    "Wezi wavamia soko Nakuru",  # no small word
    "Police chief visits Garissa",
    "Mzee wa Kazi na Mama wa Taifa",  # names, which stand in English texts too
    "“Haki yetu iko wapi kwa sasa?” cry mothers of the slain",  # as much of the one as of the other
    "Gari la polisi",
    "Kura ya Watu party: gunmen kill five",  # names that hold two small words of Kiswahili
    "Wazee wa Mlima, kwa Simba murders: court orders",
    "Hii Ni Zamu gang terrorises market traders",
    "Is it over? Polisi wazungumzia",  # a quote in English
    "12.30, 14.00 …",
]


@pytest.mark.parametrize(
    ("text", "language"),
    [*((text, "en") for text in ENGLISH), *((text, "sw") for text in KISWAHILI), *((text, "") for text in UNCLEAR)],
)
def test_a_text_says_its_language_where_it_is_clear(text, language):
    """Small words of one language and hardly any of the other decide; what is unclear is left to who knows more."""
    assert spoken(text).language == language


@pytest.mark.parametrize("text", [*ENGLISH, *KISWAHILI, *UNCLEAR])
@pytest.mark.parametrize("told", ["en", "sw", ""])
def test_a_text_that_is_told_to_be_in_another_language_than_its_words_say_is_found(text, told):
    """What a short look passes over says nothing else at a long one."""
    assert told_otherwise(text, told) in {spoken(text).language, ""}
    assert (told_otherwise(text, told) or told) == (spoken(text).language or told)


def test_the_words_that_decided_are_told_in_one_order():
    """They are the reason that an entry keeps: the same text has the same one."""
    assert spoken("Wakazi wa kijiji, kwa hofu, walikimbia baada ya moto").words == ("baada", "kwa", "wa", "ya")
