import pytest

from topic_digest.language import load, own_name
from usalama.catalogue.wording import FIRST, Wording

WORDS = Wording().of(FIRST)


@pytest.mark.parametrize("language", ["en", "sw"])
def test_a_language_without_a_catalogue_speaks_as_the_templates_do(tmp_path, language):
    """No catalogue is needed for the templates' own language."""
    assert load(tmp_path, language, WORDS, 47).gettext("In brief") == "In brief"


def test_a_catalogue_is_compiled_from_the_text_that_a_translator_edits(tmp_path):
    """Plural forms too; there is no .mo that could be out of date."""
    path = tmp_path / "sw/LC_MESSAGES/messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "In brief"\nmsgstr "Kwa ufupi"\n\n'
        'msgid "outlet"\nmsgid_plural "outlets"\nmsgstr[0] "chombo"\nmsgstr[1] "vyombo"\n',
        encoding="utf-8",
    )
    found = load(tmp_path, "sw", WORDS, 47)
    assert found.gettext("In brief") == "Kwa ufupi"
    assert [found.ngettext("outlet", "outlets", number) for number in (1, 2)] == ["chombo", "vyombo"]
    assert not list(tmp_path.rglob("*.mo"))


@pytest.mark.parametrize(("code", "name"), [("sw", "Kiswahili"), ("fr", "Français"), ("om", "Oromoo"), ("xx", "xx")])
def test_a_language_is_called_what_it_calls_itself(code, name):
    """A desk may print in any language; one that nobody knows goes by its code."""
    assert own_name(code) == name
