"""Pelican's settings: what stops them is told with the file and the line where it stands."""

import re

import pytest

import topic_digest
from topic_digest.adapter import frame_tops
from topic_digest.settings import read_options
from usalama.errors import SiteError
from usalama.printing import conf


@pytest.mark.parametrize(
    ("settings", "taken_in", "place"),
    [
        ("\nX = y\n", "", "conf.py:2: "),
        ("\n(\n", "", "conf.py:2: "),
        ("from taken_in_conf import *\n", "\n\nX = y\n", "taken_in_conf.py:3: "),
        ("from taken_in_conf import *\n", "\n\n(\n", "taken_in_conf.py:3: "),
        ("import json\njson.loads('{\\n\\n\\nx')\n", "", "conf.py:2: "),
        ("import ast\nast.literal_eval('1\\n\\n 2')\n", "", "conf.py:2: "),
    ],
)
def test_the_place_of_a_mistake_is_told(tmp_path, monkeypatch, settings, taken_in, place):
    """A second settings file takes in the first: the line is the one to mend, in whichever of them it stands."""
    (tmp_path / "taken_in_conf.py").write_text(taken_in, "utf-8")
    (tmp_path / "conf.py").write_text(settings, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(SiteError) as told:
        conf.run(tmp_path / "conf.py")
    assert str(told.value).startswith(place)


@pytest.mark.parametrize("body", [b"#\nX = '\xe9'\n", b"#\n#\0\n", "#\n#\0\n".encode("utf-16")])
def test_settings_in_another_coding_are_told_with_the_line(tmp_path, body):
    """Python names none, and blames the second settings file for what stands in the first."""
    (tmp_path / "pelicanconf.py").write_bytes(body)
    (tmp_path / "publishconf.py").write_text("from pelicanconf import *\n", "utf-8")
    said = set()
    for name in ("pelicanconf.py", "publishconf.py"):
        with pytest.raises(SiteError, match=r"^pelicanconf.py: line [12]: (?:not UTF-8 at|a NUL character)") as told:
            conf.run(tmp_path / name)
        said.add(str(told.value))
    assert len(said) == 1


def test_a_second_settings_file_takes_in_the_one_beside_it(tmp_path):
    """Of each site its own, also where one process looks at several, and wherever that was started."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pelicanconf.py").write_text(f"NAME = {name!r}\n", "utf-8")
        (tmp_path / name / "publishconf.py").write_text("from pelicanconf import *\n", "utf-8")
        assert conf.run(tmp_path / name / "publishconf.py")["NAME"] == name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "conf.py:1: ends without topic_digest among the PLUGINS; restore"),
        ("# Only a comment\n\nPLUGINS = 5\n", "conf.py:3: ends without topic_digest among the PLUGINS; restore"),
        ("PLUGINS = ['topic_digset']\n", "conf.py:1: ends without topic_digest among the PLUGINS; restore"),
        ("import topic_digest\nPATH = '.'\nPLUGINS = [topic_digest]\n", "conf.py:3: ends without THEME and"),
    ],
)
def test_settings_that_lost_text_are_told_with_what_they_lack(tmp_path, text, told):
    """Pelican has a default for everything: with it, half a file prints something, or ends in a trace."""
    (tmp_path / "conf.py").write_text(text, "utf-8")
    with pytest.raises(SiteError) as stopped:
        conf.settings(tmp_path / "conf.py", tmp_path)
    assert str(stopped.value).startswith(told)


@pytest.fixture
def lines(tmp_path):
    """The least that settings say; a site of them."""
    (tmp_path / "content").mkdir()
    lines = ["import topic_digest", "from topic_digest.settings import FENCES", "globals().update(FENCES)"]
    return [*lines, "PATH = THEME = 'content'", "PLUGINS = [topic_digest]", "USALAMA_LICENCE = 'https://a.example/by'"]


@pytest.mark.parametrize("name", ["PATH", "THEME"])
def test_settings_that_name_no_folder_are_told_with_the_mend(tmp_path, lines, name):
    """Pelican would print a site without content, or end in a trace of its own; ``usalama check`` says it before."""
    (tmp_path / "conf.py").write_text("\n".join(lines), "utf-8")
    assert conf.settings(tmp_path / "conf.py", tmp_path)[name] == str(tmp_path / "content")
    for value in ("no/such", ""):
        (tmp_path / "conf.py").write_text("\n".join([*lines, f"{name} = {value!r}"]), "utf-8")
        with pytest.raises(SiteError, match=f"conf.py: {name}: '{value}' is no folder; name one in full, or from the"):
            conf.settings(tmp_path / "conf.py", tmp_path)


def test_settings_that_lead_to_another_sites_content_are_refused(tmp_path, lines):
    """As where a site made after another one's settings lost its own line: it would publish that one's news."""
    path, other = tmp_path / "conf.py", tmp_path / "other/content"
    other.mkdir(parents=True)
    path.write_text("\n".join([*lines, f"PATH = {str(other)!r}"]), "utf-8")
    with pytest.raises(
        SiteError, match=f"conf.py: PATH: '{other}' is not what this site is made from; restore its line"
    ):
        conf.settings(path, tmp_path)
    (tmp_path / "moved").symlink_to(tmp_path)
    path.write_text("\n".join([*lines, f"PATH = {str(tmp_path / 'moved/content')!r}"]), "utf-8")
    assert conf.settings(path, tmp_path)["PATH"] == str(tmp_path / "moved/content"), "it is the same by another way"


def test_a_misspelt_setting_of_ours_is_told_with_its_line_and_the_right_one(tmp_path, lines):
    """Taken for none, it would say nothing: a sample site would pass for real news."""
    given = {"USALAMA_LANGUAGES": ("en",), "USALAMA_LICENCE": "https://a.example/by", "USALAMA_SAMPLE": True}
    given |= {"USALAMA_FILE_LINKS": False}
    path = tmp_path / "conf.py"
    path.write_text("\n".join([*lines, *(f"{name} = {given.get(name, '')!r}" for name in topic_digest.OWN)]), "utf-8")
    assert set(conf.settings(path, tmp_path)) >= set(topic_digest.OWN)
    path.write_text("\n".join([*lines[:3], "USALAMA_SAMPEL = True", *lines[3:]]), "utf-8")
    told = 'conf.py:4: USALAMA_SAMPEL is no setting; did you mean "USALAMA_SAMPLE"?'
    with pytest.raises(SiteError, match=re.escape(told)):
        conf.settings(path, tmp_path)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("USALAMA_LANGUAGES = ('en')", "USALAMA_LANGUAGES: 'en' is no list of languages that begins with \"en\""),
        ("USALAMA_LANGUAGES = ('sw',)", "USALAMA_LANGUAGES: ('sw',) is no list of languages that begins with \"en\""),
        ("USALAMA_LANGUAGES = ('en', 3)", "USALAMA_LANGUAGES: ('en', 3) is no list of languages"),
        ("USALAMA_SAMPLE = 'False'", "USALAMA_SAMPLE: 'False' is neither True nor False"),
        ("USALAMA_FILE_LINKS = None", "USALAMA_FILE_LINKS: None is neither True nor False"),
        ("USALAMA_LICENCE = 'CC0'", "USALAMA_LICENCE: 'CC0' is not an http(s) address"),
        ("USALAMA_LICENCE = ''", "USALAMA_LICENCE: '' is not an http(s) address"),
        ("", "USALAMA_LICENCE: None is not an http(s) address"),
    ],
)
def test_a_setting_of_ours_that_cannot_be_meant_is_told_with_its_line(tmp_path, lines, written, told):
    """Else a build blamed topics.toml, ended in a trace, called real news a sample or granted what has no name.

    And what no build takes is never well to ``usalama check``, which asks the same.
    """
    path = tmp_path / "conf.py"
    path.write_text("\n".join([*(lines if written else lines[:-1]), written]), "utf-8")
    line = f":{len(lines) + 1}" if written else ""
    with pytest.raises(SiteError, match=re.escape(f"conf.py{line}: {told}")):
        conf.settings(path, tmp_path)


def test_every_setting_that_the_plugin_reads_may_be_written():
    """One that is read and not listed would be refused as misspelt."""
    asked = set()

    class Asking(dict):
        def __missing__(self, name):
            asked.add(name)
            return "."

        def get(self, name, default=None):
            asked.add(name)
            return default

    read_options(Asking())
    assert {name for name in asked | {"USALAMA_CONF"} if name.startswith("USALAMA_")} == set(topic_digest.OWN)


def test_words_of_a_sites_own_stand_before_the_programs_and_count_for_every_page(tmp_path):
    """They lie in the site's repository; a sentence that is mended there, or the first, is on with the next build."""
    settings = {"PATH": str(tmp_path / "content"), "THEME": "theme", "OUTPUT_PATH": "build"}
    options = read_options(settings | {"USALAMA_LOCALE": str(tmp_path / "program/locale")})
    assert frame_tops(options, ()).count(tmp_path / "locale") == 1, "looked for before it is there"
    words = tmp_path / "locale/so/LC_MESSAGES/messages.po"
    words.parent.mkdir(parents=True)
    assert options.words_of("so") == tmp_path / "program/locale", "a folder without its file says nothing, as to check"
    words.touch()
    assert [options.words_of(code) for code in ("so", "sw")] == [tmp_path / "locale", tmp_path / "program/locale"]
    at_its_own = options._replace(locale=tmp_path / "locale")
    assert [frame_tops(each, ()).count(tmp_path / "locale") for each in (options, at_its_own)] == [1, 1]


def test_the_content_may_be_a_link_to_elsewhere(tmp_path):
    """As to a disk or a repository of its own: the site, with its settings, is where the link stands."""
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere/content"
    for folder in (site, elsewhere):
        folder.mkdir(parents=True)
    (site / "content").symlink_to(elsewhere)
    settings = {"PATH": str(site / "content"), "THEME": "theme", "OUTPUT_PATH": "build"}
    assert read_options(settings).root == site
