"""``tasks.py``: a task ends as the program that it started ends."""

import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from invoke import Context
from invoke.exceptions import Exit

ROOT = Path(__file__).resolve().parents[2]
MISUSED = 64  # how ``usalama serve`` ends where it is given a port that is none


def test_a_task_ends_with_the_exit_code_of_its_program():
    """Who runs ``inv digest`` learns whether the site was published: 2 says so, 1 says that it was not."""
    words = [sys.executable, "-m", "invoke", "serve", "--port", "65536"]
    done = subprocess.run(words, capture_output=True, check=False, cwd=ROOT, stdin=subprocess.DEVNULL)
    assert done.returncode == MISUSED


def test_a_number_that_is_none_is_told_by_the_program_that_takes_it():
    """With its usage, and not by a trace of what runs tasks."""
    for words, told in (
        (["serve", "--port", "nan"], "invalid int value: 'nan'"),
        (["hostile", "--every", "0"], "'0' is"),
    ):
        command = [sys.executable, "-m", "invoke", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, stdin=subprocess.DEVNULL)
        assert done.returncode in {2, MISUSED}
        assert told in done.stderr
        assert "Traceback" not in done.stderr


def test_a_task_takes_nothing_of_what_stands_on_its_input():
    """A shell's loop that calls it keeps its other lines, and a task ends although its input never does."""
    loop = 'while read line; do "$0" -m invoke serve --port 65536 2>&1; echo "$line: $?"; done'
    done = subprocess.run(
        ["sh", "-c", loop, sys.executable], input="a\nb\n", capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert [line for line in done.stdout.splitlines() if line.endswith(f": {MISUSED}")] == ["a: 64", "b: 64"]


@pytest.mark.parametrize("task", ["lint", "shots"])
def test_a_task_that_lacks_its_program_says_what_to_install(monkeypatch, tmp_path, task):
    """Where a site alone was set up there is no ruff; and the pictures' script would end in a trace."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    tasks = runpy.run_path(str(ROOT / "tasks.py"))
    with pytest.raises(Exit, match=r"make \.venv/dev\.stamp$") as ended:
        tasks[task](Context())
    assert ended.value.code == MISUSED


def test_what_a_newer_python_or_another_place_does_not_run_is_set_up_anew(tmp_path):
    """The stamp says that all is there; what it says it of is found by the old Python, in the old place, alone."""
    before, after = tmp_path / "before", tmp_path / "a new place"
    (before / "requirements").mkdir(parents=True)
    shutil.copy(ROOT / "Makefile", before)
    for name in ("requirements/site.lock", "requirements/dev.lock", "pyproject.toml"):
        (before / name).touch()

    def said(folder, *more):
        command = ["make", *more, f"PYTHON={sys.executable}", "PIP=true", ".venv/site.stamp"]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout

    def is_begun_anew(folder):
        # Make removes what does not run before it says what is to be done, and is not asked to do that: it takes long.
        return "Setting up" in said(folder, "--dry-run") and not (folder / ".venv").exists()

    assert "Setting up" in said(before)
    assert subprocess.run([before / ".venv/bin/python", "-c", "import pip"], check=False).returncode == 0
    aside = shutil.copytree(before / ".venv", tmp_path / "aside", symlinks=True)
    (library,) = (before / ".venv/lib").iterdir()
    library.rename(library.with_name("python3.1"))  # what a Python of another number does not look into
    assert is_begun_anew(before)
    aside.rename(before / ".venv")
    assert "up to date" in said(before)
    before.rename(after)
    assert is_begun_anew(after)


def test_a_catalogue_is_begun_for_another_language(tmp_path):
    """Who translates gets a file with the frame's sentences, none of them filled in."""
    package = tmp_path / "plugins/topic_digest"
    package.mkdir(parents=True)
    for name, place in (("tasks.py", tmp_path), ("babel.cfg", tmp_path), ("plugins/topic_digest/language.py", package)):
        shutil.copy(ROOT / name, place)
    words = [sys.executable, "-m", "invoke", "translate", "--language", "so"]
    subprocess.run(words, capture_output=True, check=True, cwd=tmp_path, stdin=subprocess.DEVNULL)
    made = (tmp_path / "locale/so/LC_MESSAGES/messages.po").read_text("utf-8")
    assert 'msgid "January"\nmsgstr ""\n' in made
    # A site of its own keeps its words in its own repository, not in the program's; it is named from where one stands.
    subprocess.run(
        [*words, "--site", "../my site"],
        capture_output=True,
        check=True,
        cwd=tmp_path / "plugins",
        stdin=subprocess.DEVNULL,
    )
    assert 'msgid "January"\nmsgstr ""\n' in (tmp_path / "my site/locale/so/LC_MESSAGES/messages.po").read_text("utf-8")
