"""What Pelican's last words become: an editor's mistake stays one line, anything else shows its end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from usalama.errors import BuildError, LedgerError
from usalama.pelicanrun import finish_pelican


def _child(program: str) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", program], stdin=pipe, stdout=pipe, stderr=pipe)


def test_a_mistake_in_the_ledger_is_one_line_and_bad_configuration() -> None:
    """A mistake that only the build can see ends as one line with exit code 64, without a traceback."""
    program = "from usalama.errors import LedgerError; raise LedgerError('content/ledger.toml: edits[0].topics: x')"
    with pytest.raises(LedgerError) as caught:
        finish_pelican(_child(program), Path("pelicanconf.py"), {})
    assert str(caught.value) == "content/ledger.toml: edits[0].topics: x"
    assert caught.value.exit_code == 64


def test_another_failure_keeps_its_last_words() -> None:
    """A failure of the program itself is no configuration mistake; what it said last is shown."""
    with pytest.raises(BuildError, match="ValueError: unexpected"):
        finish_pelican(_child("raise ValueError('unexpected')"), Path("pelicanconf.py"), {})
