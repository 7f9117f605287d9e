"""A second desk, made up: another country's tables, the same program, and nothing Kenyan left in the code."""

import json
from datetime import UTC, datetime
from functools import partial

import pytest

from usalama.cli import main
from usalama.documents.archives import split
from usalama.errors import CATALOG
from usalama.files import store
from usalama.judging.judge import judge
from usalama.judging.relevance import THRESHOLD
from usalama.judging.rulebook import compile_rulebook
from usalama.ledger.ledger import Ledger
from usalama.usecases.backfill import Order, entry_files, join, judge_partition

TABLES = {
    "counties.csv": "number,name,slug,nature\n1,Northmark,northmark,\n2,Lowfen,lowfen,\n",
    "places.csv": "name,kind,counties,source\nNorthmark,county,Northmark,made\nLowfen,county,Lowfen,made\n"
    "Osterbridge,town,Northmark,made\n",
    "vocabulary.csv": "class,grade,language,terms,note\nhomeland,strong,en,zedland | zedlander,\n",
    "foreign.csv": "country,names\nke,Kenya|Nairobi|Turkana\n",
}


@pytest.fixture
def desk(tmp_path, capsys):
    """The folder that ``usalama new-desk`` makes, filled in for a country that does not exist."""
    folder = tmp_path / "zedland"
    assert main(["new-desk", str(folder)]) == 0
    for name, text in TABLES.items():
        (folder / "content/catalog" / name).write_text(text, encoding="utf-8")
    capsys.readouterr()
    return folder


def test_an_empty_desk_has_nothing_to_mend(tmp_path, capsys):
    """What new-desk makes passes the check before anybody has filled it in; it is never made twice over."""
    assert main(["new-desk", str(tmp_path / "one")]) == 0
    assert main(["check", "--root", str(tmp_path / "one")]) == 0
    assert main(["new-desk", str(tmp_path / "one")]) == 64
    assert "is not empty" in capsys.readouterr().err


def test_another_desk_knows_its_own_places_and_topics_alone(desk):
    """A made country's headline is at home with its county and topic; a Kenyan one is from elsewhere."""
    tables = compile_rulebook(store.read_desk(desk))
    home = judge("Murder in Osterbridge", "Two were held in Lowfen.", tables)
    assert home.relevance >= THRESHOLD
    assert (home.topics, home.counties) == (("crime",), ("northmark", "lowfen"))
    abroad = judge("Murder in Turkana", "Police in Nairobi said so.", tables)
    assert abroad.relevance < THRESHOLD
    assert abroad.counties == ()


def test_another_desk_back_fills(desk, tmp_path):
    """Archives are judged by the second desk's tables from end to end."""
    rows = [
        {"id": "1", "link": "https://gazette.example/1", "title": "Robbery in Northmark", "published": "2026-11-16"},
        {"id": "2", "link": "https://gazette.example/2", "title": "Robbery in Nairobi", "published": "2026-11-16"},
    ]
    source = tmp_path / "made.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    now = datetime(2026, 11, 23, tzinfo=UTC)
    order = Order(partial(store.read_desk, desk), tmp_path / "results", UTC, now, Ledger().refuses, "made")
    results = [judge_partition(part, order) for part in split([source], 10**6)]
    sink = entry_files(tmp_path / "out", partial(store.entry_path, zone=UTC, kind="entries"))
    join(results, store.read_desk(desk), sink, order)
    (written,) = (tmp_path / "out").rglob("*.md")
    assert "Counties: northmark" in written.read_text(encoding="utf-8")


MARK = {"name": "Northmark", "number": 1, "code": "NOR", "tile": [0, 1], "centre": [9, 9], "path": "M0 0h18v18h-18z"}
OUTLINES = {"width": 20, "height": 20, "rows": 1, "columns": 2, "counties": {"northmark": MARK}}
SAID_ANEW = """
[sentences.en]
"By %(area)s" = "For each %(area)s"
"All %(area)s" = "The whole list of %(areas)s"
"""


def test_words_that_nothing_tells_are_noted(desk, capsys):
    """An area that no place names lies in no report, one without an outline on no map, a sentence on no page."""
    catalog = desk / "content/catalog"
    words, places = (catalog / name for name in ("desk.toml", "places.csv"))
    words.write_text(words.read_text("utf-8") + SAID_ANEW, encoding="utf-8")
    line = words.read_text("utf-8").splitlines().index('"All %(area)s" = "The whole list of %(areas)s"') + 1
    places.write_text(places.read_text("utf-8").replace("Lowfen,county", "Lowfen,region"), encoding="utf-8")
    (catalog / "county-outlines.json").write_text(json.dumps(OUTLINES), encoding="utf-8")
    assert main(["check", "--root", str(desk)]) == 0
    area, drawn, sentence = (each for each in capsys.readouterr().out.splitlines() if CATALOG in each)
    assert area.startswith("note: content/catalog/places.csv: no row of the kind county names Lowfen: a report")
    assert area.endswith("; add Lowfen,county,Lowfen,")
    assert drawn.startswith("note: content/catalog/county-outlines.json: counties: no map shows lowfen, of counties")
    at = f"note: content/catalog/desk.toml: sentences.en.All %(area)s (line {line}): "
    assert sentence == f'{at}is no sentence of the frame; did you mean "All %(areas)s"?'


def test_a_page_that_is_printed_nowhere_or_not_as_it_was_meant_is_named(desk, capsys):
    """A name that the site's own pages have, one without its language, a translation alone, a head misspelt."""
    pages = desk / "content/pages"
    for name in ("topics.en.md", "2026.en.md", "sw.en.md", "thanks.md", "faq.sw.md"):
        (pages / name).write_text("Title: Ours\nDescription: Ours.\n\nWhy: because.\n", encoding="utf-8")
    (pages / "money.en.md").write_text("Title: Ours\nDescripton: Ours.\n\nNobody pays.\n", encoding="utf-8")
    said = [
        "money.en.md: line 2: Descripton is read as text; did you mean Description?",
        "faq.en.md: missing, and a translation of it is there; write it",
        "2026.en.md: the site has pages of its own at 2026/; give this one another name",
        "sw.en.md: the site has pages of its own at sw/; give this one another name",
        "thanks.md: is printed nowhere; name it as about.en.md: small letters, its language, md",
        "topics.en.md: the site has pages of its own at topics/; give this one another name",
    ]
    assert main(["check", "--root", str(desk)]) == 64
    told = [each for each in capsys.readouterr().out.splitlines() if each.startswith("content/pages/")]
    assert told == [f"content/pages/{each}" for each in said]
    assert main(["build", "--root", str(desk), "--now", "2026-11-16T06:00+03:00"]) == 2
    words = capsys.readouterr().out
    assert [each for each in told if each not in words] == []
    assert "Why: because." not in (desk / "output/topics/index.html").read_text("utf-8")


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_language_that_the_desk_has_no_words_for_is_told_where_it_is_chosen(desk, capsys, command):
    """Else a build blamed topics.toml for it, and a check had nothing to mend."""
    with (desk / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write('\nUSALAMA_LANGUAGES = ("en", "fr")\n')
    assert main([command, "--root", str(desk)]) == 64
    told = 'pelicanconf.py: USALAMA_LANGUAGES: "fr" is no language of content/catalog/desk.toml; '
    said = capsys.readouterr()
    assert told in said.out + said.err
