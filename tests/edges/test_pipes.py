"""A pipe in the place of what a run keeps for itself: no command waits for it, and no run holds the lock over it."""

import os
import re
import shutil
import subprocess
import sys

import pytest

HEALED = ("build.json", "catalog.json", "tables.txt", "takeover.txt", "patterns.bin", "weeks/2026-w47.txt")
"""What can be lost without losing anything: the next build makes it anew."""

OURS = (
    "state.json",
    "status.json",
    "index.json",
    "alarms.json",
    "unnoted.json",
    "hidden.json",
    "dropped/2026-w47.jsonl",
)
"""What a pull reads and writes, and does not throw away."""


@pytest.fixture
def site(demo_site, tmp_path):
    """A published site of this test's own."""
    return shutil.copytree(demo_site[0], tmp_path / "site", symlinks=True)


def run(root, *words):
    """Run a command; return its exit code and what it said."""
    command = [sys.executable, "-m", "usalama", *words, "--root", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout + done.stderr


def pipe(path):
    """Put a pipe in a file's place."""
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    os.mkfifo(path)


def test_a_build_makes_anew_what_can_be_lost(site):
    """Each of them is a file again once it was needed."""
    names = [site / ".cache" / name for name in HEALED]
    others = (
        site / ".cache/aside.json",
        site / ".cache/recall.json",
        site / ".cache/patterns.tmp",
        *site.glob(".cache/templates/*.cache"),
    )
    for path in (*names, *others):
        pipe(path)
    code, said = run(site, "build")
    assert code == 0, said
    assert [path.name for path in names if not path.is_file()] == []


@pytest.mark.parametrize("words", [("status", "--now", "2026-11-22T20:30+03:00"), ("check",)], ids=["status", "check"])
def test_what_a_build_makes_anew_is_no_mistake(site, words):
    """Whoever looks between two runs is not sent to mend what mends itself."""
    for name in HEALED:
        pipe(site / ".cache" / name)
    code, said = run(site, *words)
    assert code == 0, said


def test_the_pipes_that_stop_a_run_are_mistakes(site):
    """They are named before the next run ends for them."""
    for name in OURS:
        pipe(site / ".cache" / name)
    code, said = run(site, "check")
    told = [f".cache/{name}: is a pipe or a device; a file belongs there, move it away" for name in sorted(OURS)]
    assert (code, [line for line in said.splitlines() if line.startswith(".cache/")]) == (64, told)
    assert run(site, "status") == (64, f"usalama: {told[0]}\n")


@pytest.mark.parametrize("name", OURS)
def test_a_pull_names_the_pipe_before_it_asks_a_feed(site, name):
    """What it remembers of the feeds is not thrown away for it."""
    pipe(site / ".cache" / name)
    code, said = run(site, "pull", "--allow-loopback")
    told = "a pipe or a device: a file belongs there; move it away and run again"
    assert (code, said) == (1, f"usalama: {site}/.cache/{name}: {told}\n")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("1.manifest", "gate"),
        ("1.writing", "build"),
        ("1.passed", "build"),
        ("held", "status"),
        ("doomed", "publish"),
    ],
)
def test_a_pipe_among_the_releases_is_named(site, name, words):
    """It says where it is and what to do; readers see what they saw."""
    pipe(site / ".releases" / name)
    shown = (site / "output").readlink()
    page = next(site.glob("content/pages/*.md"))
    page.write_text(page.read_text("utf-8") + "\nA line more.\n", "utf-8")
    code, said = run(site, words)
    told = f"{site}/.releases/{name}: a pipe or a device: a file belongs there; move it away and run again"
    assert code == 1
    assert [line for line in said.splitlines() if told in line], said
    assert (site / "output").readlink() == shown


def test_a_pipe_among_the_entries_costs_itself(site):
    """The others are published; it is named."""
    path = next(site.glob("content/entries/2026-w47/*.md"))
    pipe(path)
    code, said = run(site, "build")
    assert code == 2
    told = "cannot be read: a pipe or a device: a file belongs there; move it away and run again"
    assert f"{path.relative_to(site)}: {told}" in said


def test_a_pipe_among_the_published_files_is_named_and_mended(site):
    """The gate, the headers and a deploy name the mend; the host's own copy is carried again where it has one."""
    page = site / "output/robots.txt"
    target = site.parent / "public"
    assert run(site, "deploy", "--to", str(target))[0] == 0
    pipe(target / "robots.txt")
    assert run(site, "deploy", "--to", str(target))[0] == 0
    assert (target / "robots.txt").is_file()
    pipe(page)
    for words in (["gate"], ["deploy", "--to", str(target)]):
        code, said = run(site, *words)
        assert (code, said.count("\n")) == (1, 1)
        assert "robots.txt: " in said
        assert re.search("usalama build .*--mend", said)
    assert run(site, "build", "--mend")[0] == 0
    assert page.is_file()


def test_a_check_names_the_pipe_in_the_place_of_settings(site):
    """Python would wait for whoever writes into it."""
    pipe(site / "publishconf.py")
    code, said = run(site, "check")
    assert code != 0
    assert re.search(r"publishconf\.py: cannot be run: OSError: .*a pipe or a device", said), said
