"""The measure of the core's tests itself."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORE = runpy.run_path(str(ROOT / "tests/coverage_of_core.py"))


def test_every_module_that_the_contract_calls_pure_is_held():
    """The list is the contract's own: a single module, and every module of a room, is a file of it; an edge is none."""
    files = CORE["core_files"]((ROOT / "pyproject.toml").read_text("utf-8"))
    assert {"scripts/usalama/model.py", "scripts/usalama/judging/relevance.py"} <= set(files)
    assert "scripts/usalama/files/store.py" not in files
    assert [name for name in files if not (ROOT / name).is_file()] == []


def test_an_untaken_branch_and_an_unmeasured_file_are_gaps():
    """A file taken whole is none; one with an open branch and one that nothing imported are named."""
    whole = {"missing_lines": [], "missing_branches": [], "summary": {"percent_covered": 100.0}}
    half = {"missing_lines": [], "missing_branches": [[3, -1]], "summary": {"percent_covered": 97.5}}
    found = CORE["gaps"]({"files": {"a.py": whole, "b.py": half}}, ["a.py", "b.py", "c.py"])
    assert found == ["b.py: 97.5 %; lines none; branches 3→end", "c.py: not measured"]
