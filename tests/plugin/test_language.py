import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from topic_digest.language import load, own_name
from usalama.catalogue.wording import FIRST, Wording
from usalama.errors import CatalogError
from usalama.wiring import framewords

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


HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)


def written(folder, *said):
    """Write a catalogue of (sentence, translation) pairs; return its path."""
    path = folder / "so/LC_MESSAGES/messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    told = (f"msgid {json.dumps(one)}\nmsgstr {json.dumps(other)}\n\n" for one, other in said)
    path.write_text(HEAD + "".join(told), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("asked", "said", "wrong"),
    [
        (
            "%(num)s new",
            "%(tiro)s cusub",
            "has a blank %(tiro)s, and the sentence none of that name; its blanks: %(num)s",
        ),
        ("Topics", "100 % mawduuc", "holds a sign % that is no blank; write %% for the sign, %(name)s for a blank"),
        ("%(num)s new", "%(num)d cusub", "holds a sign % that is no blank"),  # a number comes as markup: no %d takes it
        ("Topics", "<b>Mawduuc</b>", "has not the elements of the sentence (what stands in < >)"),
        ("See <code>%(a)s</code>", "Eeg %(a)s", "has not the elements of the sentence (what stands in < >)"),
        ("Topics", 'Mawduuca "kale"', 'holds ", which would tear the page'),
        ("Topics", "Mawduuc & kale", "holds &, which would tear the page"),
    ],
)
def test_a_translation_that_would_stop_the_build_or_tear_a_page_is_said_in_english(tmp_path, asked, said, wrong):
    """And check has its line: a volunteer's slip in one of five hundred sentences costs that sentence alone."""
    written(tmp_path / "locale", ("In brief", "Kooban"), (asked, said))
    found = load(tmp_path / "locale", "so", WORDS, 47, tmp_path / "kept")
    assert [found.gettext(text) for text in ("In brief", asked)] == ["Kooban", asked]
    (slip,) = framewords.slips(tmp_path, ["en", "so"])
    assert slip.startswith(f"locale/so/LC_MESSAGES/messages.po: line 9: {wrong}")


def test_what_a_translation_may_leave_out_or_write_is_no_slip(tmp_path):
    """A form for one needs no number; quotation marks of the language and signs written as entities are well."""
    said = [("%(num)s story", "Hal warbixin"), ("Topics", "“Mawduucyo” &amp; kale&#160;&#xa0;"), ("100", "100 %%")]
    written(tmp_path / "locale", *said)
    assert framewords.slips(tmp_path, ["en", "so"]) == []


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda text: text + "<<<<<<< HEAD\n", "line 9: Unknown or misformatted keyword"),
        (lambda text: text.replace("nplurals=2", "nplurals=x"), "Plural-Forms: invalid literal for int()"),
        (lambda text: text.replace("(n != 1)", "(n =! 1)"), "Plural-Forms: invalid token in plural form"),
        (lambda text: text.replace("Kooban", "Kooban\udcff"), "line 7: not UTF-8"),
    ],
)
def test_a_catalogue_that_cannot_be_read_is_named_with_its_line(tmp_path, damage, told):
    """By check, and by the build that it stops, where a trace said nothing of it."""
    path = written(tmp_path / "locale", ("In brief", "Kooban"))
    path.write_text(damage(path.read_text("utf-8")), encoding="utf-8", errors="surrogateescape")
    (slip,) = framewords.slips(tmp_path, ["en", "so"])
    assert slip.startswith(f"locale/so/LC_MESSAGES/messages.po: {told}")
    with pytest.raises(CatalogError, match=re.escape(told)):
        load(tmp_path / "locale", "so", WORDS, 47, tmp_path / "kept")
    assert [*framewords.untranslated(tmp_path, ["so"])] == []


def test_check_says_how_much_of_a_language_stands_in_english(tmp_path):
    """A catalogue that is begun, and one that is not there, each have a line; the site's own stands before others."""
    program = Path(__file__).parents[2] / "pelicanconf.py"
    (tmp_path / "content").mkdir()
    (tmp_path / "pelicanconf.py").write_text(
        f"import runpy\nglobals().update(runpy.run_path({str(program)!r}))\n"
        f"PATH = {str(tmp_path / 'content')!r}\nUSALAMA_LOCALE = {str(tmp_path / 'words')!r}\n"
    )
    written(tmp_path / "words", ("In brief", "x"), ("Topics", "x"), ("Stories", "x"))
    assert [*framewords.untranslated(tmp_path, ["en", "so"])] == []
    written(tmp_path / "locale", ("In brief", "Kooban"), ("Topics", ""))
    assert [*framewords.untranslated(tmp_path, ["en", "so", "om"])] == [
        "locale/so/LC_MESSAGES/messages.po: 2 sentences have no translation, of 3: said in English",
        "locale/om: not there, so that all of the frame stands in English under om/",
    ]


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
