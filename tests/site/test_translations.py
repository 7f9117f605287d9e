"""The frame's words: every one is in the Kiswahili catalogue, whole, with the same blanks to fill."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from usalama.judging.judge import UNTOLD
from usalama.watch.health import CONDITIONS

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "locale/sw/LC_MESSAGES/messages.po"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """What babel.cfg finds in the templates and the plugin today."""
    found = tmp_path_factory.mktemp("words") / "messages.pot"
    pybabel = Path(sys.executable).with_name("pybabel")
    subprocess.run([pybabel, "-q", "extract", "-F", "babel.cfg", "-k", "N_", "-o", found, "."], cwd=ROOT, check=True)
    with found.open("rb") as file:
        words = read_po(file)
    assert len(words) > 200
    return words


@pytest.fixture(scope="module")
def catalogue():
    """The Kiswahili catalogue as a translator left it."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="sw")


def forms(message):
    return [message] if isinstance(message, str) else list(message)


def test_the_foots_headings_have_no_word_too_long_for_half_a_phone(catalogue):
    """Its two columns at 360 pixels hold fifteen bold letters; a longer word was broken on every page."""
    foot = (ROOT / "themes/usalama/templates/base.html").read_text("utf-8").rpartition("<footer")[2]
    headings = re.findall(r"<h2>\{\{ _\('([^']+)'\) \}\}", foot)
    assert len(headings) == 3
    words = [word for each in headings for told in (each, catalogue[each].string) for word in told.split()]
    assert max(map(len, words)) < 16


def test_no_word_of_the_frame_is_untranslated(template, catalogue):
    """A new sentence in a template fails here until it has its Kiswahili."""
    missing = [
        message.id
        for message in template
        if message.id and not (catalogue.get(message.id) and all(forms(catalogue.get(message.id).string)))
    ]
    assert missing == []


def test_every_kind_of_place_has_its_words():
    """What a place is stands in reasons, on pages of both languages: a new kind in the gazetteer fails here."""
    with (ROOT / "content/catalog/places.csv").open(encoding="utf-8") as file:
        kinds = {row["kind"] for row in csv.DictReader(file)} - {"county"} - UNTOLD
    said = (ROOT / "themes/usalama/templates/partials/why.html").read_text("utf-8")
    assert sorted(kind for kind in kinds if f"'{kind}': _('" not in said) == []


def test_no_translation_is_a_guess_or_left_over(template, catalogue):
    """Nothing is marked fuzzy, and nothing stands that no page says any more."""
    known = {forms(message.id)[0] for message in template if message.id}
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert [message.id for message in catalogue if message.id and forms(message.id)[0] not in known] == []


def test_blanks_are_filled_by_the_same_names(catalogue):
    """A translation that forgets or misspells a blank would stop the build or hide a number."""
    blank = re.compile(r"%\((\w+)\)s|\{\}")
    for message in catalogue:
        if message.id:
            # A language whose areas are called the same by one and by many may use either word.
            wanted, *said = (
                {name.replace("areas", "area") for name in blank.findall(text)}
                for text in (forms(message.id)[-1], *forms(message.string))
            )
            assert all(blanks == wanted for blanks in said), message.id


def test_markup_survives_translation(catalogue):
    """The elements of a sentence are the same in both languages."""
    element = re.compile(r"</?\w+")
    for message in catalogue:
        if message.id:
            assert element.findall(forms(message.id)[0]) == element.findall(forms(message.string)[0]), message.id


def test_the_catalogue_says_that_it_awaits_a_speaker():
    """Until a native speaker has read it, the file and every Kiswahili page say so."""
    assert "awaiting a native speaker" in CATALOGUE.read_text("utf-8")
    assert "await a review by a native speaker" in (ROOT / "themes/usalama/templates/base.html").read_text("utf-8")


def test_hand_written_pages_stand_in_both_languages():
    """No page of the frame is English only."""
    names = {path.name for path in (ROOT / "content/pages").glob("*.md")}
    english = {name.removesuffix(".en.md") for name in names if name.endswith(".en.md")}
    kiswahili = {name.removesuffix(".sw.md") for name in names if name.endswith(".sw.md")}
    assert english == kiswahili
    assert {"about", "privacy", "cite", "contact", "data"} <= english


def test_every_condition_of_a_feed_has_its_word():
    """The status page says each in the reader's language, and no other."""
    text = (ROOT / "themes/usalama/templates/status.html").read_text("utf-8")
    assert re.findall(r"'(\w+)': _\('", text) == list(CONDITIONS)
