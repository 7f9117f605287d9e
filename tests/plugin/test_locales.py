import pytest

from topic_digest.locales import catalogue_path, translations
from usalama.errors import SiteError


def test_english_is_the_templates_own_text(tmp_path):
    """No catalogue is needed for it."""
    assert translations(tmp_path, "en").gettext("In brief") == "In brief"


def test_a_catalogue_is_compiled_from_the_text_that_a_translator_edits(tmp_path):
    """Plural forms too; there is no .mo that could be out of date."""
    path = catalogue_path(tmp_path, "sw")
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "In brief"\nmsgstr "Kwa ufupi"\n\n'
        'msgid "outlet"\nmsgid_plural "outlets"\nmsgstr[0] "chombo"\nmsgstr[1] "vyombo"\n',
        encoding="utf-8",
    )
    found = translations(tmp_path, "sw")
    assert found.gettext("In brief") == "Kwa ufupi"
    assert [found.ngettext("outlet", "outlets", number) for number in (1, 2)] == ["chombo", "vyombo"]
    assert not list(tmp_path.rglob("*.mo"))


def test_a_language_without_a_catalogue_is_a_mistake(tmp_path):
    """The message names the file and the mend."""
    with pytest.raises(SiteError, match="inv translate"):
        translations(tmp_path, "sw")
