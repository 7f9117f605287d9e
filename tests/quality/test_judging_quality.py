"""How often the judging is right: on made sentences always, on labelled headlines where they are at hand.

Floors stand in ``floors.toml``. A figure that falls below its floor fails here, and so does a floor that was lowered
below what was once reached.
"""

import csv
import os
import tomllib
from pathlib import Path

import pytest

from usalama.judging.judge import judge
from usalama.judging.relevance import THRESHOLD

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
SHARED = Path(os.environ.get("USALAMA_SHARED", ROOT.parent / "shared")) / "data" / "labelled"
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
REACHED = {
    "made": {
        "relevance-f1": 0.98,
        "precision": 0.99,
        "topics-micro-f1": 0.92,
        "main-topic": 0.94,
        "counties-f1": 0.98,
    },
    "labelled": {
        "relevance-f1": 0.98,
        "precision": 0.99,
        "topics-micro-f1": 0.91,
        "main-topic": 0.91,
        "counties-f1": 0.97,
    },
}


def _rows(path):
    if not path.is_file():
        pytest.skip(f"{path} is not here; USALAMA_SHARED names the folder that has it")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _f1(pairs):
    """Return F1 over pairs of gold and found sets."""
    both = sum(len(gold & found) for gold, found in pairs)
    said = sum(len(gold) + len(found) for gold, found in pairs)
    return 2 * both / said if said else 1.0


def _split(text):
    return {part for part in text.split(";") if part}


def _main(row):
    return tuple(row["topics"].split(";")[:1])


def _figures(rows, rulebook, counties):
    judged = [(row, judge(row["title"], row["summary"], row["lang"], rulebook)) for row in rows]
    flags = [(row, {1} & {int(row["kenya_security"])}, {1} if j.relevance >= THRESHOLD else set()) for row, j in judged]
    relevant = [(row, j) for row, j in judged if row["kenya_security"] == "1"]
    excused = [_split(row.get("counties", "")) for row, _ in relevant]
    gold = [_split(row[counties]) for row, _ in relevant]
    named = [{rulebook.county_names[slug] for slug in j.counties} for _, j in relevant]
    found = sum(bool(flag) for _, _, flag in flags)
    return {
        "relevance-f1": _f1([(g, f) for _, g, f in flags]),
        "precision": sum(bool(g and f) for _, g, f in flags) / found,
        "kiswahili-f1": _f1([(g, f) for row, g, f in flags if row["lang"] == "sw"]),
        "topics-micro-f1": _f1([(_split(row["topics"]), set(j.topics)) for row, j in relevant]),
        "main-topic": sum(_main(row) == j.topics[:1] for row, j in relevant) / len(relevant),
        "counties-f1": _f1([(g, f - (e - g)) for g, f, e in zip(gold, named, excused, strict=True)]),
    }


@pytest.mark.parametrize(("floors", "path", "counties"), [("made", HERE / "made.csv", "counties")])
def test_made_sentences_are_judged_at_least_as_well_as_before(rulebook, floors, path, counties):
    """Each figure stands at or above its floor."""
    figures = _figures(_rows(path), rulebook, counties)
    assert {name: value for name, value in figures.items() if value < FLOORS[floors][name]} == {}


@pytest.mark.shared
def test_labelled_headlines_are_judged_at_least_as_well_as_before(rulebook):
    """The same on real headlines, which the project does not hold."""
    figures = _figures(_rows(SHARED / "dev.csv"), rulebook, "counties_text")
    assert {name: value for name, value in figures.items() if value < FLOORS["labelled"][name]} == {}


@pytest.mark.shared
def test_easy_negatives_raise_few_false_alarms(rulebook):
    """Of headlines about politics, sport and business, hardly one is taken for security news."""
    rows = _rows(SHARED / "extra_negatives.csv")
    alarms = sum(judge(row["title"], row["summary"], row["lang"], rulebook).relevance >= THRESHOLD for row in rows)
    assert alarms / len(rows) <= FLOORS["easy-negatives"]["most-false-alarms"]


@pytest.mark.parametrize(("table", "name"), [(table, name) for table in REACHED for name in REACHED[table]])
def test_a_floor_is_never_lowered(table, name):
    """A floor may only rise above what was reached when it was set."""
    assert FLOORS[table][name] >= REACHED[table][name]


def test_made_sentences_say_what_each_tests():
    """Every made row names its trap, is of a known language, and is made once."""
    rows = _rows(HERE / "made.csv")
    assert len(rows) >= 900
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({(row["title"], row["summary"]) for row in rows}) == len(rows)
    assert all(row["trap"] and row["lang"] in {"en", "sw"} and row["kenya_security"] in {"0", "1"} for row in rows)
