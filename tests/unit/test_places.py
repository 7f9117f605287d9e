"""Places in a text: which county, from which name, and when a name is none."""

import pytest

from usalama.judging.judge import judge
from usalama.judging.places import HOME
from usalama.judging.rulebook import COLUMNS, compile_rulebook


def test_no_table_has_a_column_that_nobody_reads(rulebook):
    """What nobody reads nobody checks, such as where on earth a place lies; notes are for people."""
    known = {
        "counties.csv": {"nature", "neighbours"},
        **{name: {"note"} for name in ("vocabulary.csv", "patterns.csv", "unless.csv")},
    }
    heads = {name: set(rulebook.files[name].splitlines()[0].split(",")) for name in COLUMNS if name in rulebook.files}
    assert heads["places.csv"] == set(COLUMNS["places.csv"])
    assert {name: heads[name] - set(COLUMNS[name]) for name in heads if heads[name] != set(COLUMNS[name])} == known


def _counties(rulebook, text):
    return sorted({county for place in rulebook.read(text, "").places for county in place.counties})


@pytest.mark.parametrize(
    ("text", "counties"),
    [
        ("Gunmen kill five in Busia, Uganda", []),
        ("Two held in Busia, Uganda, over a robbery", []),
        ("Gunmen kill five in Busia, Kenya", ["Busia"]),
        ("Lorry seized in Moyale, Ethiopia's border town", []),
    ],
)
def test_a_town_of_another_country_is_no_county(rulebook, text, counties):
    """A town lies in the country whose name follows it behind a comma, where no more countries stand in the row."""
    assert _counties(rulebook, text) == counties


@pytest.mark.parametrize(
    ("text", "counties"),
    [
        ("Two shot dead in Kisii", ["Kisii"]),
        ("Raid in Samburu leaves three dead", ["Samburu"]),
        ("Bandits strike Baragoi", ["Samburu"]),
        ("Troops patrol Boni Forest", ["Lamu"]),
        ("Calm returns to Kerio Valley", ["Baringo", "Elgeyo-Marakwet"]),
        ("Fraud gang of Mulot held", ["Bomet", "Narok"]),
        ("Murang'a chiefs meet", ["Murang'a"]),
        ("Murang’a chiefs meet", ["Murang'a"]),
        ("Robbers on the Nairobi-Mombasa highway", ["Mombasa", "Nairobi"]),
        ("Passengers held at JKIA", ["Nairobi"]),
        ("Walanguzi wanaswa uwanja wa ndege wa JKIA", ["Nairobi"]),
        ("Suspects at Milimani Law Courts", ["Nairobi"]),
        ("Milimani estate in Kisumu raided", ["Kisumu"]),
        ("Raid in Lamu: gang burns Kilimani village, Mokowe", ["Lamu"]),
        ("Boy shot at Kilindini, Tana River", ["Tana River"]),
        ("Homes raided in Kisauni, Kilifi and Kwale", ["Kilifi", "Kwale", "Mombasa"]),
        ("Lorry waylaid on Garissa-Thika road", ["Garissa", "Kiambu"]),
        ("Lorry waylaid on Garissa – Thika Road", ["Garissa", "Kiambu"]),
        ("Lorry waylaid in Embu, Thika Road shut", ["Embu", "Nairobi"]),
        ("Police patrol Eldoret CBD", ["Uasin Gishu"]),
        ("Theft suspects held at Milimani in Eldoret", ["Uasin Gishu"]),
        ("Wezi wanaswa barabara ya Thika", ["Nairobi"]),
        ("Five hurt on the border of Pokot and Marakwet", ["Elgeyo-Marakwet", "West Pokot"]),
        ("Mast blown up in Kotulo area, Wajir county", ["Wajir"]),
        ("Homes set on fire in Milimani village in Lamu", ["Lamu"]),
        ("Youths clash in Kisii town Central Business District", ["Kisii"]),
        ("Youths clash in Kisii and in the Central Business District", ["Kisii", "Nairobi"]),
        ("Benson Njiru was shot in Embu", ["Embu"]),
        ("Officer shot on Nandi Street, Eldoret", ["Uasin Gishu"]),
        ("Shop broken into on Kitui Street", []),
        ("Hawkers chased from Kimathi Street", ["Nairobi"]),
        ("Woman found dead at Kayole Lodge in Nakuru", ["Nakuru"]),
        ("Man shot at a lodge in Kayole, another in Nakuru", ["Nairobi", "Nakuru"]),
        ("JUHUDI ZA AMANI ZAZAA MATUNDA TURKANA", ["Turkana"]),
        ("Fishermen shot on Lake Turkana near Todonyang", ["Turkana"]),
        ("Fishermen shot on Lake Turkana near Loiyangalani", ["Marsabit"]),
        ("Alshabab wavamia mji wa mandera usiku", ["Mandera"]),
        ("Meru University dropout held in Juja", ["Kiambu"]),
        ("Huduma Namba has come to nothing", []),
        ("Robbery at Rongai in Kajiado", ["Kajiado"]),
        ("Wezi wavamia Kayole mjini Naivasha", ["Nakuru"]),
        ("Watatu wanaswa na bangi kaunti ya vihiga", ["Vihiga"]),
        ("Egerton University students robbed in Malindi", ["Kilifi"]),
        ("Mwanafunzi wa Chuo Kikuu cha Egerton aibiwa Malindi", ["Kilifi"]),
        ("Students robbed at Egerton University and in Malindi", ["Kilifi", "Nakuru"]),
        ("Kasipul MP shot", ["Homa Bay"]),
        ("Kiambu Governor on crime", ["Kiambu"]),
        ("Two held in kakamega over theft", ["Kakamega"]),
        ("Gunmen flee down Magadi Road", ["Kajiado", "Nairobi"]),
        ("Raiders strike in Kapedo, Turkana County", ["Turkana"]),
        ("Raiders strike at Kapedo in Tiaty", ["Baringo"]),
        ("Raiders from Tiaty strike in Kapedo", ["Baringo", "Turkana"]),
        ("Camp burnt in Suguta Valley, Samburu North", ["Samburu"]),
        ("Bus waylaid on Kitale-Lodwar road at Kainuk", ["Turkana"]),
        ("Bus waylaid at Rumuruti, along the Nyahururu-Maralal highway", ["Laikipia"]),
        ("Abiria waporwa barabara ya Nairobi-Nakuru eneo la Gilgil", ["Nakuru"]),
        ("Abiria waporwa barabara kuu ya Nairobi-Nakuru eneo la Gilgil", ["Nakuru"]),
        ("Wawili wauawa Gilgil kwenye barabara ya Nairobi-Nakuru", ["Nakuru"]),
        ("Bus waylaid on Kitale-Lodwar road", ["Trans Nzoia", "Turkana"]),
        ("Bus to Mandera waylaid on Garissa-Wajir road", ["Garissa", "Mandera", "Wajir"]),
    ],
)
def test_a_named_place_gives_its_counties(rulebook, text, counties):
    """Counties, hot spots, roads, courts and constituencies; a place that straddles two has both."""
    assert _counties(rulebook, text) == counties


@pytest.mark.parametrize(
    "text",
    [
        "The ambassador spoke",
        "In total darkness the engineer drank a banana shake",
        "Total number of raids doubles",
        "Hola amigos, says singer",
        "Central bank warns of fraud",
        "Pastor Wilson Kisumu preaches",
        "Njoroge Kimani charged with murder",
        "Mrs Kitale honoured",
        "Konstebo Barnabas Kiptoo ashtakiwa",
        "hospital staff protest",
    ],
)
def test_a_word_or_a_person_is_no_place(rulebook, text):
    """Common words want a cue, a first name or a title before a name makes it a person, and substrings never count."""
    assert not _counties(rulebook, text)


@pytest.mark.parametrize(
    ("text", "counties"),
    [
        ("Bodies found in Tot village", ["Elgeyo-Marakwet"]),
        ("Raiders in Bura, Garissa", ["Garissa"]),
        ("Raiders in Bura, Tana River", ["Tana River"]),
    ],
)
def test_context_decides_a_doubtful_name(rulebook, text, counties):
    """A word: "village" makes a place of a word; a county nearby chooses between places of one name."""
    assert _counties(rulebook, text) == counties


@pytest.mark.parametrize(
    ("text", "counties"),
    [
        ("Turkana and Samburu herders clash in Isiolo", ["Isiolo"]),
        ("Kitui herders clash with police in Isiolo", ["Isiolo", "Kitui"]),  # no community has that name
        ("Siria and Uasin Gishu clans clash in Transmara", ["Narok"]),
        ("Mombasa Republican Council camp raided in Malindi", ["Kilifi"]),
        ("Mombasa Republican Council members arrested", ["Mombasa"]),
        ("Jamii za Marakwet na Tugen zapatana mjini Nakuru", ["Nakuru"]),
        ("Pokot raiders and Turkana herders clash", ["Turkana"]),
        ("Turkana youths march in Turkana and Isiolo", ["Isiolo", "Turkana"]),
        ("Herders from Samburu enter Isiolo", ["Isiolo", "Samburu"]),
    ],
)
def test_a_community_is_no_place_where_a_place_is_named(rulebook, text, counties):
    """People carry their county's name wherever they are; where nothing else is named, it is the best that is known."""
    assert _counties(rulebook, text) == counties


@pytest.mark.parametrize(
    ("text", "counties"),
    [
        ("Nairobi says talks with Mogadishu go on", ()),
        ("Nairobi, Kampala agree on joint patrols", ()),
        ("Blasts in Nairobi and Kampala", ("Nairobi",)),
        ("Nairobi police say two are held", ("Nairobi",)),
        ("Bodies float in Lake Victoria", ()),
    ],
)
def test_the_capital_as_a_government_and_a_lake_are_home_and_no_county(rulebook, text, counties):
    """Both speak for the country; neither gives a county."""
    found = rulebook.read(text, "").places
    assert any(place.country == HOME for place in found)
    assert tuple(county for place in found for county in place.counties) == counties


def test_a_name_in_several_counties_is_given_up_without_context(rulebook):
    """Bura alone could be in three counties: none is better than a wrong one."""
    found = [place for place in rulebook.read("Raiders in Bura", "").places if place.name == "Bura"]
    assert [(place.counties, place.country) for place in found] in ([], [((), HOME)])


def test_other_countries_are_seen(rulebook):
    """A text that plays elsewhere says so."""
    assert {place.country for place in rulebook.read("Gunmen in Zamfara, Nigeria", "").places} == {"ng"}


def test_areas_are_known_whatever_blanks_stand_about_them(files):
    """A blank after a semicolon is no part of a name: what is no mistake to ``check`` is none to a pull."""
    blanks = files["places.csv"].replace("Elgeyo-Marakwet;Baringo", "Elgeyo-Marakwet ; Baringo")
    loose = compile_rulebook({**files, "places.csv": blanks})
    judged = judge("Bandits kill four herders in Kerio Valley", "", loose)
    assert set(judged.counties) == {"baringo", "elgeyo-marakwet"}


@pytest.mark.parametrize(
    ("text", "counties"),
    [
        ("Wounded soldiers flown from Lamu to Nairobi", ["Lamu"]),
        ("Askari waliojeruhiwa Garissa wasafirishwa kwa ndege hadi Nairobi", ["Garissa"]),
        ("Wounded soldiers flown to Nairobi", ["Nairobi"]),
        ("Two officers flown to Nairobi after Mandera ambush", ["Mandera"]),
        ("Bomb suspect flown to Nairobi from Wajir", ["Wajir"]),
        ("Blast in Garissa, 360km east of Nairobi", ["Garissa"]),
        ("Raid in Wajir, 40km from Garissa", ["Wajir", "Garissa"]),
        ("Traders ferried from Busia to Mombasa", ["Busia", "Mombasa"]),
    ],
)
def test_where_somebody_was_flown_to_nothing_happened(rulebook, text, counties):
    """Nor where a distance is told from the capital; where no other county is named, it is the one that is told."""
    assert [county for place in rulebook.read(text, "").places for county in place.counties] == counties


def test_a_surname_behind_police_is_the_region_that_they_serve(rulebook):
    """Simiyu is a name here and a region next door: "polisi Simiyu" are that region's."""
    assert {place.country for place in rulebook.read("Jeshi la Polisi Simiyu lashikilia wezi", "").places} == {"tz"}
    assert rulebook.read("Simiyu achaguliwa mwenyekiti", "").places == ()


def test_a_part_of_a_county_has_its_kiswahili_name_too(rulebook):
    """Where the people's name would else be all that is seen."""
    (place,) = rulebook.read("Wezi kutoka Pokot Kaskazini", "").places
    assert place.counties == ("West Pokot",)


@pytest.mark.parametrize(
    ("summary", "counties"),
    [
        ("NAIROBI, Kenya, Jan 29 – Officers are charged over a death in Kisumu.", ["Kisumu"]),
        ("NAIROBI, Kenya Jan 29 - Officers are charged over a death in Kisumu.", ["Kisumu"]),
        ("NAIROBI Kenya, Jan 29- Officers are charged over a death in Kisumu.", ["Kisumu"]),
        ("Nairobi, Kenya: The suspects were shot in Thika.", ["Kiambu"]),
        ("NAIROBI — The minister named no county.", []),
        ("NAIROBI, Kenya, Jan 29 – Two were shot in Nairobi.", ["Nairobi"]),
        ("NANYUKI, Kenya, Mar 7 – Two were shot.", ["Laikipia"]),
        ("Nairobi, Mombasa and Kisumu were quiet.", ["Kisumu", "Mombasa", "Nairobi"]),
        ("Nairobi residents say two were shot.", ["Nairobi"]),
        ("Nairobi Governor — who was not there — denied it.", ["Nairobi"]),
    ],
)
def test_the_capital_of_a_dateline_is_home_and_no_county(rulebook, summary, counties):
    """It says from where a report was sent; the desk of an outlet sends from there whatever happened elsewhere."""
    found = rulebook.read("Officers in court", summary).places
    assert sorted({county for place in found for county in place.counties}) == counties
    assert any(place.country == HOME for place in found)


@pytest.mark.parametrize(
    ("title", "summary", "home"),
    [
        ("Rivals clash in Juba", "NAIROBI - Gunfire was heard in Juba on Friday.", False),
        ("Rivals clash in Juba", "NAIROBI/KAMPALA (Wire) - Gunfire was heard in Juba.", False),
        ("Rivals clash in Juba", "Nairobi says it will send an envoy to Juba.", True),
        ("Officers in court", "NAIROBI - Two officers are in court.", True),
        ("Sudan embassy attacked", "NAIROBI - Two men threw petrol bombs.", True),
        ("Sudan embassy in Juba attacked", "NAIROBI - Two men threw petrol bombs.", False),
        ("Bombs thrown in Sudan", "NAIROBI - Two men were held.", False),
    ],
)
def test_where_an_agency_sits_is_no_place_of_a_report_on_another_country(rulebook, title, summary, home):
    """The desk of an agency sends from the capital what happened all over the region."""
    found = rulebook.read(title, summary).places
    assert any(place.country == HOME for place in found) is home


def test_the_capital_that_an_agency_reports_from_is_no_county(rulebook):
    """A hyphen with spaces around is a dash there, too."""
    assert [place.counties for place in rulebook.read("Officers in court", "NAIROBI - Two were held.").places] == [()]
