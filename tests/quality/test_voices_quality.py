"""Who says so, on sentences that we made: floors for precision and recall, and the words that are shown."""

from made_sets import ACTORS, rows

from usalama.claims.voices import voices_in

ROWS = rows("voices")


def test_precision_and_recall_stay_above_their_floors():
    """Of some hundred sentences in two languages: both at least 0.95."""
    wanted = [{part for part in row["voices"].split(";") if part} for row in ROWS]
    got = [{voice.kind for voice in voices_in(row["text"], "", row["lang"], ACTORS)} for row in ROWS]
    right = sum(len(one & two) for one, two in zip(wanted, got, strict=True))
    assert right / sum(map(len, got)) >= 0.95
    assert right / sum(map(len, wanted)) >= 0.95


def test_a_voice_is_quoted_from_the_text():
    """The words that name the source are the text's own."""
    told = "Residents told our reporter that he fired twice, but police denied it."
    voices = voices_in("Officer held over shooting", told, "en", ACTORS)
    assert [voice.kind for voice in voices] == ["official", "people"]
    assert voices[1].quote == "Residents told"
