"""The documents are true: what they name exists."""

import contextlib
import functools
import io
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from usalama import cli
from usalama.commands import COMMANDS

ROOT = Path(__file__).parents[2]
DOCS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "themes").rglob("*.md")]
    if path.name != "CHANGELOG.md"
)
TREES = (
    "content/",
    "scripts/",
    "plugins/",
    "themes/",
    "samples/",
    "docs/",
    "benchmarks/",
    "tests/",
    "locale/",
    "requirements/",
)


def named(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", DOCS, ids=named)
def test_every_link_to_a_file_leads_somewhere(path):
    """A relative link in a document points to a file that exists."""
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    missing = [t for t in targets if "://" not in t and not t.startswith("mailto:") and not (path.parent / t).exists()]
    assert missing == []


def anchors(path):
    """Return the ids that GitHub gives a document's headings."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCS, ids=named)
def test_every_link_to_a_heading_leads_to_one(path):
    """The part of a link behind its # is a heading of the document that it leads to."""
    found = re.findall(r"\]\(([^)#:\s]*)#([^)\s]+)\)", path.read_text(encoding="utf-8"))
    goals = [(path.parent / name if name else path, anchor) for name, anchor in found]
    assert [f"{goal.name}#{anchor}" for goal, anchor in goals if anchor not in anchors(goal)] == []


@pytest.mark.parametrize("path", DOCS, ids=named)
def test_every_file_that_is_named_exists(path):
    """A path in back-quotes below one of our folders exists (patterns and made-up weeks aside)."""
    quoted = re.findall(r"`([^`\s]+)`", path.read_text(encoding="utf-8"))
    ours = [
        q.rstrip(".,:;") for q in quoted if q.startswith(TREES) and not re.search(r"[<>*{}…]|\d{4}-w\d\d|NAME|SLUG", q)
    ]
    missing = [name for name in ours if not (ROOT / name.split(":")[0]).exists()]
    assert missing == []


def test_no_phrase_that_the_glossary_refuses_is_in_use():
    """Where the glossary says of several words together that they are not ours, none of ours has them."""
    glossary = ROOT / "docs/glossary.md"
    rows = [line.strip("|").split("|") for line in glossary.read_text("utf-8").splitlines() if line.startswith("| **")]
    refused = {word.strip() for row in rows for word in row[2].split(",") if " " in word.strip()}
    assert refused
    ours = [path for path in (*DOCS, *(ROOT / "scripts").rglob("*.py")) if path != glossary]
    assert [
        f"{named(path)}: {word}" for path in ours for word in refused if word in path.read_text("utf-8").lower()
    ] == []


def tasks():
    text = subprocess.run(
        [sys.executable, "-m", "invoke", "--list"], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    return set(re.findall(r"^\s{2}([a-z][a-z-]+)", text, re.MULTILINE))


def mentioned(word):
    found = {}
    for path in DOCS:
        code = re.findall(r"```.*?```|`[^`\n]+`", path.read_text(encoding="utf-8"), re.DOTALL)
        for span in code:
            for name in re.findall(rf"(?:^|[\s`/]){word} ([a-z][a-z-]+)", span):
                found.setdefault(name, named(path))
    return found


def test_every_command_that_is_named_exists():
    """``usalama X`` in a document is a command of ours, and every command stands in a document."""
    said = mentioned("usalama")
    assert {name: where for name, where in said.items() if name not in COMMANDS} == {}
    assert sorted(COMMANDS.keys() - said) == [], "commands that no document names"


def test_every_task_that_is_named_exists():
    """``inv X`` in a document is a task of ours."""
    known = tasks()
    assert known, "inv --list lists no tasks"
    assert {name: where for name, where in mentioned("inv").items() if name not in known} == {}


def test_every_make_target_that_is_named_exists():
    """``make X`` in a document is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {name: where for name, where in mentioned("make").items() if name not in targets} == {}


@pytest.mark.parametrize(("code", "ended"), [(0, 0), (1, 2), (2, 0), (64, 2), (75, 2)])
def test_make_digest_calls_no_published_run_an_error(tmp_path, code, ended):
    """2 is a run that published though some feeds failed, as every first one does; make has one code for all errors."""
    for name, text in (("inv", f"exit {code}"), ("python", "exit 0")):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
        program.chmod(0o755)
    (tmp_path / "site.stamp").touch()
    done = subprocess.run(["make", "digest", f"VENV={tmp_path}"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == ended, done.stderr


def test_the_version_is_one():
    """The changelog's newest version is the package's."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert re.search(r"^## (\S+?),? ", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE).group(1) == version


@functools.cache
def options(words):
    """Return the options that a command's help names."""
    with contextlib.redirect_stdout(io.StringIO()) as printed, pytest.raises(SystemExit):
        cli.main([*words, "--help"])
    return set(re.findall(r"--[a-z][a-z-]+", printed.getvalue()))


def test_every_option_that_is_named_exists():
    """An option that a document gives to one of our commands is in that command's help."""
    wrong = []
    for path in DOCS:
        for line in re.findall(
            r"usalama ([a-z-]+(?: [a-z-]+)?[^`\n#|·]*--[^`\n#|·]*)", path.read_text(encoding="utf-8")
        ):
            words = line.split()
            command = words[:2] if words[0] == "edit" else words[:1]
            wrong += [
                f"{named(path)}: usalama {' '.join(command)} {option}"
                for option in re.findall(r"(?<!\S)--[a-z][a-z-]+", line)
                if option not in options(tuple(command))
            ]
    assert wrong == []


def test_an_edit_that_a_message_tells_of_can_be_given_as_it_stands():
    """With the report's key in it, it is copied: without the reason it would be refused once more."""
    told = [
        (named(path), line.strip())
        for path in (ROOT / "scripts").rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"usalama edit (?!find )[a-z-]+ (?:\{|KEY)", line)
    ]
    assert told
    needed = {"--why"}, {"--why", "--kind"}
    assert [(where, line) for where, line in told if not needed["take-down" in line].issubset(line.split())] == []
