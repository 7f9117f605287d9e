import subprocess
import sys
from pathlib import Path

import pytest

from topic_digest.language import load, own_name
from usalama.catalogue.wording import FIRST, Wording

WORDS = Wording().of(FIRST)


@pytest.mark.parametrize("language", ["en", "sw"])
def test_a_language_without_a_catalogue_speaks_as_the_templates_do(tmp_path, language):
    """No catalogue is needed for the templates' own language."""
    assert load(tmp_path, language, WORDS, 47, tmp_path / "kept").gettext("In brief") == "In brief"


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
    for _ in range(2):  # compiled, and kept
        found = load(tmp_path, "sw", WORDS, 47, tmp_path / "kept")
        assert found.gettext("In brief") == "Kwa ufupi"
        assert [found.ngettext("outlet", "outlets", number) for number in (1, 2)] == ["chombo", "vyombo"]
    assert not list(tmp_path.rglob("*.mo"))
    path.write_text(path.read_text("utf-8").replace("Kwa ufupi", "Kwa kifupi"), encoding="utf-8")
    assert load(tmp_path, "sw", WORDS, 47, tmp_path / "kept").gettext("In brief") == "Kwa kifupi"


@pytest.mark.parametrize("damage", [lambda body: body[:-9], lambda body: body.replace(b"Kwa", b"Kwi"), lambda _: b""])
def test_a_kept_catalogue_that_was_damaged_is_compiled_again(tmp_path, damage):
    """It is a cache: torn, edited or emptied, it counts for nothing."""
    path = tmp_path / "sw/LC_MESSAGES/messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "In brief"\nmsgstr "Kwa ufupi"\n'
    )
    load(tmp_path, "sw", WORDS, 47, tmp_path / "kept")
    (kept,) = (tmp_path / "kept").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert load(tmp_path, "sw", WORDS, 47, tmp_path / "kept").gettext("In brief") == "Kwa ufupi"
    assert kept.read_bytes() == whole


def test_a_kept_catalogue_is_read_in_place_of_the_compiler(tmp_path):
    """Babel is not so much as loaded where a build before it was: an update has no use for it."""
    code = (
        "import sys; from pathlib import Path; from topic_digest.language import load, own_name\n"
        "from usalama.catalogue.wording import FIRST, Wording\n"
        "words, kept = Wording().of(FIRST), Path(sys.argv[2])\n"
        "load(Path(sys.argv[1]), 'sw', words, 47, kept); own_name('sw', kept); print('babel' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parents[2] / "locale"), str(tmp_path)]
    said = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    assert said == ["True\n", "False\n"]


@pytest.mark.parametrize(("code", "name"), [("sw", "Kiswahili"), ("fr", "Français"), ("om", "Oromoo"), ("xx", "xx")])
def test_a_language_is_called_what_it_calls_itself(tmp_path, code, name):
    """A desk may print in any language; one that nobody knows goes by its code."""
    assert [own_name(code, tmp_path) for _ in range(2)] == [name, name]
