"""The desk's own words: what they fill, and what is refused."""

from pathlib import Path

import pytest

from usalama.catalogue.wording import Words, read_wording
from usalama.errors import CatalogError

EMPTY = (Path(__file__).parents[2] / "samples/desk/catalog/desk.toml").read_text("utf-8")
DESK = """
country = "ke"
languages = ["en", "sw"]
[words.en]
subject = "Kenyan security"
country = "Kenya"
area = "county"
areas = "counties"
area_named = "{} County"
[words.sw]
subject = "usalama wa Kenya"
country = "Kenya"
area = "kaunti"
areas = "kaunti"
[sentences.sw]
"All %(areas)s" = "Orodha ya %(areas)s zote"
"""


def test_blanks_of_the_desk_are_filled_and_those_of_the_page_stay():
    """The desk's words go where the frame has blanks for them; the page's own blanks are filled later."""
    words = read_wording(DESK).of("en")
    assert words.fill("%(total)s %(areas)s of %(country)s in %(dates)s", 9) == "9 counties of Kenya in %(dates)s"
    assert words.called("Lamu") == "Lamu County"


def test_a_word_at_the_start_of_a_sentence_has_a_capital():
    """The same word serves in the middle and at the start."""
    words = read_wording(DESK).of("sw")
    assert words.fill("%(subject)s: %(areas)s. %(areas)s", 1) == "Usalama wa Kenya: kaunti. Kaunti"


def test_a_desk_says_a_sentence_in_its_own_way():
    """What does not fit the grammar of a language is said anew, and only there."""
    wording = read_wording(DESK)
    assert wording.of("sw").sentences == {"All %(areas)s": "Orodha ya %(areas)s zote"}
    assert wording.of("en").sentences == {}


def test_a_site_without_desk_words_is_about_no_country():
    """An absent file gives general words in English; so does a language that the desk wrote nothing in."""
    wording = read_wording("")
    assert (wording.country, wording.languages) == ("", ("en",))
    assert wording.of("fr") == Words()
    assert Words().fill("%(subject)s news by %(area)s", 0) == "Security news by area"


def test_what_new_desk_writes_can_be_read():
    """The commented file of an empty desk has no mistake, and its words are its own."""
    assert read_wording(EMPTY).of("en").areas == "districts"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('country = "ke"', 'country = "Kenya"', 'desk.toml: country (line 2): "Kenya" is no country of two small'),
        ('["en", "sw"]', '["sw"]', 'languages (line 3): begins with another language; write "en" first'),
        ('["en", "sw"]', '["en", "Kiswahili"]', "is no language of two or three small letters"),
        ('area = "county"', "", "words.en.area (line 4): is missing"),
        ('area = "county"', 'area = "<b>"', "words.en.area (line 7): holds <"),
        ('area = "county"', 'area = "50 %"', "words.en.area (line 7): holds %"),
        ("{} County", "County", "words.en.area_named (line 9): is"),
        ("Orodha ya %(areas)s zote", "%(dates)s zote", "is said with other blanks"),
        ("Orodha ya %(areas)s zote", "<b>%(areas)s", "is said with other blanks or with markup"),
        ("[words.sw]", "[words.so]", 'languages (line 3): "sw" has no words; add a table [words.sw] like [words.en]'),
        ("languages =", "langages =", 'langages (line 3): is not a key of this table; did you mean "languages"?'),
        ('area = "county"', 'area = "county"\nareal = "x"', 'is not a key of this table; did you mean "area"?'),
    ],
)
def test_a_mistake_is_named_with_its_place_and_mend(old, new, told):
    """Each thing that cannot be meant is one line with file, key, line and what to write."""
    assert old in DESK
    with pytest.raises(CatalogError) as caught:
        read_wording(DESK.replace(old, new, 1))
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_shipped_desk_has_words_in_every_language_of_its_frame():
    """The site's own file is whole."""
    path = Path(__file__).resolve().parents[2] / "content/catalog/desk.toml"
    wording = read_wording(path.read_text("utf-8"))
    assert all(wording.of(tag).coverage and wording.of(tag).credits for tag in wording.languages)
