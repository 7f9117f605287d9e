"""How much of what must be masked is masked, and how little else, on sentences that we made for it.

The makers of the rules made the sentences too, so the figures tell about regressions, not about the world.
"""

from __future__ import annotations

import csv
import functools
import os
from pathlib import Path

import pytest
from made_sets import rows

from usalama.judging.redaction import read_rules, redact, redact_all

ROOT = Path(__file__).parents[2]
COUNTIES = (ROOT / "content/catalog/counties.csv").read_text(encoding="utf-8")
PLACES = tuple(row["name"] for row in csv.DictReader(COUNTIES.splitlines()))


@functools.cache
def _rules():
    name = "content/catalog/redaction.toml"
    return read_rules((ROOT / name).read_text(encoding="utf-8"), name, places=PLACES)


@pytest.mark.parametrize("row", rows("redaction"), ids=lambda row: row["text"][:40])
def test_a_sentence_is_masked_where_it_must_be_and_nowhere_else(row):
    """What is to be hidden is gone and its rule is named; where nothing is to be hidden nothing changes."""
    masked, names = redact(row["text"], _rules(), row["lang"])
    hidden = [part for part in row["hidden"].split(";") if part]
    assert not [part for part in hidden if part in masked]
    if hidden:
        assert row["rules"] in names
        assert "withheld" in masked or "fichwa" in masked
        assert set(masked.split("[")[0].split()) <= set(row["text"].split()) | {""}
    else:
        assert (masked, names) == (row["text"], ())


def test_precision_and_recall_keep_their_floors():
    """Every masked span was to be masked (precision) and every one that was to be is (recall)."""
    rules = _rules()
    right = wrong = missed = 0
    for row in rows("redaction"):
        masked, names = redact(row["text"], rules, row["lang"])
        hidden = [part for part in row["hidden"].split(";") if part]
        gone = [part for part in hidden if part not in masked]
        right += len(gone)
        missed += len(hidden) - len(gone)
        wrong += bool(names) and not hidden
    assert right / (right + wrong) >= 0.98
    assert right / (right + missed) >= 0.98


@pytest.mark.shared
def test_few_real_headlines_are_masked():
    """On labelled Kenyan headlines, security or not, at most one in a hundred is touched: masking is no habit."""
    folder = Path(os.environ.get("USALAMA_SHARED", ROOT.parent / "shared")) / "data" / "labelled"
    if not folder.is_dir():
        pytest.skip(f"the shared measuring data is not at {folder}")
    rules, touched, read = _rules(), 0, 0
    for name in ("dev.csv", "extra_negatives.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                _, names = redact_all((row["title"], row["summary"]), rules, row["lang"])
                touched, read = touched + bool(names), read + 1
    assert read > 500
    assert touched / read <= 0.01
