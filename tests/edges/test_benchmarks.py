"""The benchmarks, as somebody meets them who has not read them."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = [
    path for path in (Path(__file__).parents[2] / "benchmarks").glob("*.py") if "__main__" in path.read_text("utf-8")
]


TWICE = """
import runpy, sys
script, folder = sys.argv[1:]
sys.path.insert(0, folder)
for word in ("--help", "--no-such-option"):
    sys.argv = [script, word]
    try:
        runpy.run_path(script, run_name="__main__")
    except SystemExit as ended:
        print(f"{word} ended with {ended.code or 0}")
"""
"""Both in one process: most of what each takes is to load what it measures."""


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_each_says_what_it_takes(script):
    """Asked for help, or given what it does not know, it measures nothing and says how it is called."""
    words = [sys.executable, "-c", TWICE, str(script), str(script.parent)]
    told = subprocess.run(words, capture_output=True, text=True, check=True)
    assert [line for line in told.stdout.splitlines() if " ended with " in line] == [
        "--help ended with 0",
        "--no-such-option ended with 2",
    ]
    assert [f"usage: {script.name}" in stream for stream in (told.stdout, told.stderr)] == [True, True]
