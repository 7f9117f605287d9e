"""``tasks.py``: a task ends as the program that it started ends."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MISUSED = 64
"""How ``usalama serve`` ends where it is given a port that is none."""


def test_a_task_ends_with_the_exit_code_of_its_program():
    """Who runs ``inv digest`` learns whether the site was published: 2 says so, 1 says that it was not."""
    words = [sys.executable, "-m", "invoke", "serve", "--port", "65536"]
    done = subprocess.run(words, capture_output=True, check=False, cwd=ROOT, stdin=subprocess.DEVNULL)
    assert done.returncode == MISUSED
