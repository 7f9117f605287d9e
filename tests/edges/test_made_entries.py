"""The entries that builds are measured with."""

import runpy
import shutil
from pathlib import Path

from usalama.files import store

ROOT = Path(__file__).parents[2]


def test_made_entries_are_of_outlets_that_the_catalogue_has(tmp_path):
    """Others would be named by each build, which ends with 2, and nothing would be measured."""
    shutil.copytree(ROOT / "content/catalog", tmp_path / "content/catalog")
    shutil.copy(ROOT / "usalama.toml", tmp_path)
    runpy.run_path(str(ROOT / "benchmarks/made_entries.py"))["main"](tmp_path, 60, 4)
    told = {stored.judged.entry.outlet for stored in store.read_entries(tmp_path).entries}
    known = {outlet.slug for outlet in store.read_catalog(store.read_desk(tmp_path)).outlets}
    assert told
    assert told <= known
