"""Labelled tables, measured by what `usalama score` measures with, and the desk's own masks."""

from functools import cache

import pytest

from usalama.commands.score import read_labelled
from usalama.judging.firstlook import compile_tables
from usalama.judging.judge import judge
from usalama.labelled.score import Case, cases_of, scorecard


@pytest.fixture(scope="session")
def measured(rulebook):
    """A function that measures a labelled table, once: name of the measure → value."""

    @cache
    def of(path):
        if not path.is_file():
            pytest.skip(f"{path} is not here; USALAMA_SHARED names the folder that has it")
        headlines, documents = read_labelled(path)
        if "event" in headlines[0].columns:
            cases = cases_of(headlines, rulebook)
        else:  # to give each row its story takes as long as to judge it, and nothing measures it
            cases = [Case(one, judge(one.title, one.summary, rulebook), "") for one in headlines]
        card = scorecard(cases, rulebook, path.name, documents=documents)
        return {one.name: one.value for one in card.measures}

    return of


@pytest.fixture(scope="session")
def masks(files):
    """The rules by which words are masked."""
    return compile_tables(files).masks
