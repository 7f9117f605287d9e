"""The benchmarks, as somebody meets them who has not read them."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = [
    path for path in (Path(__file__).parents[2] / "benchmarks").glob("*.py") if "__main__" in path.read_text("utf-8")
]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_each_says_what_it_takes(script):
    """Asked for help, or given what it does not know, it measures nothing and says how it is called."""
    for words, code in (["--help"], 0), (["--no-such-option"], 2):
        told = subprocess.run([sys.executable, script, *words], capture_output=True, text=True, check=False)
        assert told.returncode == code
        assert f"usage: {script.name}" in told.stdout + told.stderr
