"""Each way of naming a source is heard, also by the words that a sentence is first asked for."""

from pathlib import Path

import pytest

from usalama.catalogue.actors import NOBODY, read_actors
from usalama.claims.pledges import pledges_in
from usalama.claims.voices import voices_in

ACTORS = read_actors((Path(__file__).parents[2] / "content/catalog/actors.csv").read_text(encoding="utf-8"))

WAYS = [
    ("en", "official", "Nine were held, the county commander said."),
    ("en", "official", "OFFICERS REPORTED A RAID ON THE CAMP"),
    ("en", "official", "Nine were held, according to the sub-county chief."),
    ("en", "official", "Nine held: police"),
    ("en", "official", "The occurrence book entry shows nine names"),
    ("en", "oversight", "A police watchdog faulted the raid."),
    ("en", "oversight", "The house committee heard of nine raids."),
    ("en", "court", "The names stood in the affidavits."),
    ("en", "court", "The matter was raised before two inquests."),
    ("en", "court", "Prosecutors told the court of nine raids."),
    ("en", "court", "The court hears of nine raids."),
    ("en", "people", "A reporter describes nine raids."),
    ("en", "people", "Eye-witnesses told of nine raids."),
    ("en", "group", "The group claimed responsibility."),
    ("en", "group", "Responsibility was claimed by militants."),
    ("en", "group", "Al-Shabaab said it raided the camp."),
    ("sw", "official", "Kamanda alisema watu tisa walikamatwa."),
    ("sw", "oversight", "Shirika la kutetea haki lilisema walikuwa tisa."),
    ("sw", "court", "Mashahidi wawili waliambia mahakamani kuhusu uvamizi."),
    ("sw", "official", "Doria zitaongezwa Wamba asema Gavana Kuze"),
    ("sw", "people", "Watu tisa walikamatwa, walisema wakazi."),
    ("sw", "group", "Kundi la kigaidi lilidai kuhusika."),
]


NOBODYS = [
    ("official", "The Independent Police Oversight Authority says nine were held."),
    ("official", "Wamba Watch blamed rogue officers who it says held nine."),
    ("official", "The former deputy president accused his rivals of the raid."),
    ("official", "Marine police officers based at the disputed island were moved."),
    ("people", "The team met residents in areas declared as disturbed."),
    ("official", "A fake police officer told residents to pay."),
    ("official", "A man posing as a police officer said he was from headquarters."),
    ("official", "Police impostors told residents to pay."),
    ("official", "Nine officers denied bail in Wamba"),
    ("official", "Wife of police boss, Made Kuze said he beat her."),
    ("official", "Slain chief, Made Kuze said, had received threats."),
    ("official", "Arrest of governor, Senator Made Kuze said was political"),
    ("official", "Former governor, Made Kuze said the raid was planned."),
    ("people", "Police said a passenger first reported dead in Wamba was alive."),
]


@pytest.mark.parametrize(("kind", "sentence"), NOBODYS)
def test_who_is_only_spoken_of_says_nothing(kind, sentence):
    """No word of police stands behind their watchdog's, none of the state behind who left office."""
    assert kind not in [voice.kind for voice in voices_in(sentence, "", "en", ACTORS)]


@pytest.mark.parametrize("who", ["Polisi bandia", "Afisa bandia wa polisi", "Mwanamume aliyejifanya polisi"])
def test_who_plays_an_officer_has_no_official_word(who):
    """What a robber in uniform says stands on nobody's authority; that police tell of him does."""
    assert voices_in(f"{who} alisema wakazi walipe", "", "sw", ACTORS) == ()
    (voice,) = voices_in(f"{who} alikamatwa, walisema polisi", "", "sw", ACTORS)
    assert voice.kind == "official"


@pytest.mark.parametrize(
    "sentence",
    [
        "Kijana asema polisi walimuua kakake Wamba",
        "Kuze asema serikali inawaua wapinzani",
        "Kijana asema Gavana Kuze ajiuzulu",
        "Mwanafunzi Made Ruto alisema alipigwa risasi na polisi.",
    ],
)
def test_who_is_accused_behind_asema_or_has_a_leaders_surname_is_no_official_who_says_so(sentence):
    """A force behind "asema" is whom the speaker tells of, and Ruto is a common surname."""
    assert voices_in(sentence, "", "sw", ACTORS) == ()


@pytest.mark.parametrize(("language", "kind", "sentence"), WAYS)
def test_a_source_is_heard_in_each_way_of_naming_it(language, kind, sentence):
    """The kind is among the voices, in the text's own letters."""
    found = {voice.kind: voice.quote for voice in voices_in("", sentence, language, ACTORS)}
    assert kind in found
    assert found[kind] in sentence


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Police shot a trader in Wamba and claimed he was armed.", ["official"]),
        ("Detectives seized a farmer in Wamba and told him to pay.", ["official"]),
        ("The chief met residents of Wamba and urged calm.", ["official"]),
        ("Police dispersed activists in Wamba and said the march was unlawful.", ["official"]),
        ("Soldiers killed three militants in Wamba and said others fled.", []),
        ("A constable was charged with the murder of a trader in Wamba and denied the charge.", []),
        ("Angry residents stormed the post in Wamba and demanded answers.", ["people"]),
        ("At dawn, herders gathered in Wamba and called for help.", ["people"]),
        ("Activists marched in Wamba and condemned the killing.", ["oversight"]),
        ("Militants attacked a camp in Wamba and claimed nine died.", ["group"]),
        ("Nine died, and the raid's survivors fled and said more were hurt.", ["people"]),
    ],
)
def test_whoever_is_acted_on_has_not_spoken(sentence, kinds):
    """A verb that is joined to an earlier one has that one's subject: what police claim, no victim said."""
    assert [voice.kind for voice in voices_in("", sentence, "en", ACTORS)] == kinds


def test_a_kind_of_source_is_quoted_once():
    """Of two sentences that name one kind of source, the first is shown."""
    sentences = "Nine were held, the county commander said. Police said two had fled."
    assert [voice.quote for voice in voices_in("", sentences, "en", ACTORS)] == ["county commander said"]


def test_a_voice_is_quoted_from_the_text():
    """The words that name the source are the text's own, of each kind of source that it names."""
    told = "Residents told our reporter that he fired twice, but police denied it."
    voices = voices_in("Officer held over shooting", told, "en", ACTORS)
    assert [voice.kind for voice in voices] == ["official", "people"]
    assert voices[1].quote == "Residents told"


def test_letters_are_quoted_as_they_stand():
    """Reading goes without case, letter for letter, whatever the letters before it."""
    (voice,) = voices_in("", "İİ: Polıce ſaid nine were held.", "en", NOBODY)
    assert voice.quote == "Polıce ſaid"


@pytest.mark.parametrize(("table", "found"), [("marsh,area,en\n", 1), ("", 0)])
def test_the_units_of_administration_are_the_desks_own(table, found):
    """Whoever heads one speaks as an official, and its government promises; another desk's unit is nobody."""
    actors = read_actors(f"names,roles,language\n{table}")
    assert len(voices_in("", "Nine were held, the marsh head said.", "en", actors)) == found
    assert len(pledges_in("Marsh will build nine police posts", "", "en", actors)) == found
    assert voices_in("", "Nine were held, the county head said.", "en", actors) == ()


@pytest.mark.parametrize(("given", "found"), [("made,given,\n", 0), ("", 1)])
def test_a_first_name_tells_an_office_holder_where_a_desk_lists_some(given, found):
    """Behind a first name that is none of them a surname is somebody else's; without a list each bearer is he."""
    actors = read_actors(f"names,roles,language\nwanda,official,\n{given}")
    assert len(voices_in("", "Kuze Wanda said nine were held.", "en", actors)) == found
    assert len(voices_in("", "Made Wanda said nine were held.", "en", actors)) == 1
