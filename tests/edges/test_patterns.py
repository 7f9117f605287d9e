"""Compiled patterns kept between runs: the same patterns, and any file that is no good costs only the compiling."""

import re
import sys

import pytest

from usalama.machine import kept as keeping
from usalama.printing import patterns

LONG = r"(?P<who>police|army)(?:\s[\w'’-]+){0,5}?\s(?:said|says)|(?<=: )(?P<last>\d{1,4})$|" + "|".join(
    f"word{number}" for number in range(40)
)


@pytest.fixture(autouse=True)
def _own_memory():
    """A memory of patterns of this test's own; that of the other tests comes back after it."""
    before = dict(re._cache)
    re.purge()
    yield
    re._cache.update(before)


def kept(root):
    """Keep one long and one short pattern, and forget both, as the end of a run does."""
    warmed = patterns.warm(root)
    made = re.compile(LONG, re.IGNORECASE)
    re.compile("short")
    patterns.keep(root, warmed)
    re.purge()
    return made


def test_a_kept_pattern_is_found_compiled(tmp_path):
    """The next run's ``re.compile`` gets, for the same text and flags, an equal pattern and compiles nothing."""
    made = kept(tmp_path)
    assert patterns.warm(tmp_path) == {LONG}
    found = re._cache[str, LONG, re.IGNORECASE.value]
    assert found == made
    assert re.compile(LONG, re.IGNORECASE) is found
    match = found.search("The ARMY of that county says")
    assert match is not None
    assert match.groupdict() == made.search("The ARMY of that county says").groupdict() == {"who": "ARMY", "last": None}
    assert re.compile(LONG) != found, "other flags are another pattern"


def test_what_was_compiled_since_is_not_compiled_again(tmp_path, monkeypatch):
    """What ``re.compile`` made of a pattern is what is written: the end of a run waits for no compiler."""
    patterns.warm(tmp_path)
    made = re.compile(LONG, re.IGNORECASE)
    assert re.Scanner([(LONG, None)]).scan("word7") == ([], ""), "what has no text of its own is left alone"
    monkeypatch.setattr("re._parser.parse", None)
    patterns.keep(tmp_path, frozenset())
    re.purge()
    assert patterns.warm(tmp_path) == {LONG}
    assert re._cache[str, LONG, re.IGNORECASE.value] == made


def test_a_place_that_cannot_be_written_to_costs_only_the_compiling(tmp_path):
    """A folder in the file's place, as with a full disk, is no reason to end a run that has printed well."""
    (tmp_path / patterns.FILE).mkdir(parents=True)
    kept(tmp_path)
    assert patterns.warm(tmp_path) == frozenset()


def test_what_was_compiled_before_is_not_written(tmp_path):
    """Whoever starts the printer has its own patterns at each start: writing them all down costs each build."""
    patterns.warm(tmp_path)
    re.compile(f"{LONG}|before")
    patterns._made.clear()  # as where they were compiled before anybody remembered
    kept(tmp_path)
    assert patterns.warm(tmp_path) == {LONG}


def test_nothing_is_written_where_nothing_is_new(tmp_path):
    """A run that compiled no long pattern of its own leaves the file alone."""
    kept(tmp_path)
    warmed = patterns.warm(tmp_path)
    (tmp_path / patterns.FILE).unlink()
    patterns.keep(tmp_path, warmed)
    assert not (tmp_path / patterns.FILE).exists()


def test_what_is_new_is_added_to_what_was_kept(tmp_path, monkeypatch):
    """One new pattern is no reason to compile again those that were found compiled."""
    made = kept(tmp_path)
    warmed = patterns.warm(tmp_path)
    more = re.compile(LONG + "|more")
    monkeypatch.setattr("re._parser.parse", None)
    patterns.keep(tmp_path, warmed)
    re.purge()
    assert patterns.warm(tmp_path) == {LONG, LONG + "|more"}
    assert re._cache[str, LONG, re.IGNORECASE.value] == made
    assert re._cache[str, LONG + "|more", 0] == more


def test_what_pythons_memory_let_go_is_not_kept(tmp_path):
    """The file grows no larger than what a run has of patterns: more of them would push each other out."""
    kept(tmp_path)
    warmed = patterns.warm(tmp_path)
    del re._cache[str, LONG, re.IGNORECASE.value]
    re.compile(LONG + "|more")
    patterns.keep(tmp_path, warmed)
    re.purge()
    assert patterns.warm(tmp_path) == {LONG + "|more"}


def test_what_earlier_programs_left_is_dropped_in_time(tmp_path, monkeypatch):
    """A file that grew too large keeps only what this run compiled; the next runs add what they need."""
    kept(tmp_path)
    warmed = patterns.warm(tmp_path)
    monkeypatch.setattr(patterns, "MOST", (tmp_path / patterns.FILE).stat().st_size)
    newer = LONG.replace("word", "term")
    re.compile(newer)
    patterns.keep(tmp_path, warmed)
    re.purge()
    assert patterns.warm(tmp_path) == {newer}


@pytest.mark.parametrize(
    "spoil", [lambda body: body[:0], lambda body: body[:-4], lambda body: body.replace(b"7", b"8")]
)
def test_a_spoilt_file_is_passed_over(tmp_path, spoil):
    """Empty, torn or altered, it is as if there were none."""
    kept(tmp_path)
    path = tmp_path / patterns.FILE
    path.write_bytes(spoil(path.read_bytes()))
    assert patterns.warm(tmp_path) == frozenset()
    assert not re._cache


def test_another_pythons_file_is_passed_over(tmp_path, monkeypatch):
    """Code that another Python compiled is not believed."""
    kept(tmp_path)
    monkeypatch.setattr("sys.version", "another")
    assert patterns.warm(tmp_path) == frozenset()


def test_code_that_python_refuses_is_passed_over(tmp_path):
    """The file is whole, but the code in it is none: Python's own check refuses it, and the pattern is compiled."""
    kept(tmp_path)
    path, python = tmp_path / patterns.FILE, sys.version.encode()
    keeping.keep(path, keeping.read(path, python)[:-400] + b"\xff" * 400, python)
    assert patterns.warm(tmp_path) == frozenset()
    assert re.compile(LONG).search("word7")
