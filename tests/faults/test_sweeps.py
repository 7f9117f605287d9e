"""Samples of the two sweeps, small enough for every run; ``inv faults`` and ``inv hostile`` run them whole."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from programs import load

HERE = Path(__file__).parent
hostile = load("hostilesweep")
faults = load("faultsweep")
mutations = load("mutationsweep")
stops = load("stopsweep")
record = load("sweeprecord")
damage = load("damagesweep")


def test_damaged_documents_cost_only_themselves():
    """A sample of damaged feeds is read or refused by the children of a pull, never worse (T2)."""
    tally = mutations.sweep(300, every=40)
    assert tally.wrong == []
    assert tally.read == 300 + tally.seeds
    assert tally.feeds > 20


def test_the_page_of_sweeps_is_what_they_recorded():
    """No figure in docs/sweeps.md was typed: the page is written from the record, whose sweeps found nothing wrong."""
    known = json.loads(record.RECORD.read_text("utf-8"))
    assert record.PAGE.read_text("utf-8") == record.page(known)
    assert known["Damaged feed documents"]["rows"]["damaged documents"] == "20,000"
    assert known["Hostile strings"]["rows"]["losses"] == "0"


@pytest.mark.shared
def test_hostile_strings_end_as_text(tmp_path):
    """A sample of public hostile strings through every field: nothing escapes, nothing is lost, no local file leaks."""
    if not hostile.COLLECTIONS.is_dir():
        pytest.skip(f"no collections of hostile strings at {hostile.COLLECTIONS}")
    tally = hostile.sweep(tmp_path / "site", every=60, browser=False)
    assert tally.escapes == []
    assert tally.losses == []
    assert tally.published == tally.read > 2 * tally.cases - 1
    assert tally.traversals > 20_000


@pytest.mark.shared
@pytest.mark.browser
def test_hostile_strings_do_nothing_in_a_browser():
    """A sample of pages in real Chromium without the policy: no dialog, no script error, no request elsewhere."""
    if not hostile.COLLECTIONS.is_dir():
        pytest.skip(f"no collections of hostile strings at {hostile.COLLECTIONS}")
    if not hostile.browsers.CHROMIUM:
        pytest.skip("no Chromium on this machine")
    command = [sys.executable, str(HERE / "hostilesweep.py"), "--every", "120", "--pages", "24"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stdout
    assert re.search(r"pages opened in Chromium, its policy switched off +24\n", done.stdout)


def test_build_survives_a_sample_of_faults(tmp_path):
    """A build that is killed, finds the disk full or broken leaves the old site or the new one, and mends itself."""
    if not shutil.which("strace"):
        pytest.skip("strace is not installed on this machine")
    if subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let strace trace")
    (table,) = faults.sweep(tmp_path, every=150, only="build")  # each fault at each of its points
    assert table.wrong == []
    assert table.cases >= 2 * len(faults.FAULTS)


def test_stopped_runs_end_at_once_and_tear_nothing(tmp_path):
    """A few runs of each command, stopped or killed at moments of chance: quick, whole, mended by the next (F26)."""
    found = stops.sweep(tmp_path, 3)  # one of each signal
    assert [line for each in found for line in each.wrong] == []
    assert [each.stopped for each in found] == [3, 3]


@pytest.mark.slow
def test_a_damaged_register_costs_its_week_alone_and_is_named(tmp_path):
    """Cut, gone or a link to nowhere, alone or with its folder: no run breaks, and put back, all is well (F20)."""
    table = damage.sweep(tmp_path, only="^content/filed (gone|a link to nowhere)$|/filed/2026-w46.json cut in half$")
    assert table.wrong == []
    assert (table.cases, table.runs) == (3, 15)
    assert table.stopped >= 4
