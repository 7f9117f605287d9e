"""Each defence of the output side is needed: taken out of a copy of the code, the test that guards it fails.

A few are tried in every run; ``USALAMA_ALL_DEFENCES=1`` tries them all (three minutes).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GATE, TREES, PUBLISH = "tests/unit/test_gate.py", "tests/edges/test_releases.py", "tests/edges/test_publish.py"
DEPLOY, POISON, MARKDOWN = "tests/edges/test_deploy.py", "tests/site/test_poison.py", "tests/unit/test_markdown.py"
CORE, PLUGIN = "scripts/usalama", "plugins/topic_digest"

# Name of the defence: file, what is there, what is put in its place, the test.
DEFENCES = {
    "A1 A3 templates escape": (
        f"{PLUGIN}/press.py",
        "autoescape=True",
        "autoescape=False",
        f"{POISON} -k markup_is_shown",
    ),
    "A1 elements": (f"{CORE}/gate_rules.py", "if allowed is None:", "if False:", f"{GATE} -k foreign_markup"),
    "A1 attributes": (
        f"{CORE}/gate_rules.py",
        "if key not in allowed and",
        "if False and",
        f"{GATE} -k foreign_markup",
    ),
    "A1 scripts": (f"{CORE}/gate_rules.py", "elif not is_search:", "elif False:", f"{GATE} -k search_page_alone"),
    "A1 two parsers": (
        f"{CORE}/gate_markup.py",
        "if written[tag] > seen[tag]:",
        "if False:",
        f"{GATE} -k only_another_parser",
    ),
    "A1 one reading": (
        f"{CORE}/gate_grammar.py",
        'if not text.count("<") - 1 == len(tags) == ends - 1:',
        "if False:",
        "tests/unit/test_gate_grammar.py -k hostile_piece",
    ),
    "A1 policy": (f"{CORE}/gate_markup.py", "*_policy(root, styles),", "", f"{GATE} -k deny_by_default"),
    "A2 A11 addresses": (
        f"{CORE}/gate_rules.py",
        "not _is_fit(tag, key, value)",
        "False",
        f"{GATE} -k foreign_markup",
    ),
    "A2 A11 links of feeds": (
        f"{CORE}/gate_files.py",
        'not _FIT.match(str(node.get("href", "")))',
        "False",
        f"{GATE} -k bad_feed",
    ),
    "A4 A5 local links": (
        f"{PLUGIN}/settings.py",
        'r"(?!)(?P<what>x)"',
        'r"[{|](?P<what>attach|static|filename)[|}](?P<path>.*)"',
        f"{POISON} -k own_links_are_off",
    ),
    "A8 names in a tree": (f"{CORE}/releases.py", "if unsafe:", "if False:", f"{TREES} -k unsafe_names"),
    "A9 kinds of file": (f"{CORE}/gate.py", "if not FILES.fullmatch(name):", "if False:", f"{GATE} -k unexpected_file"),
    "A10 links in a tree": (
        f"{CORE}/releases.py",
        "os.O_RDONLY | os.O_NOFOLLOW",
        "os.O_RDONLY",
        f"{TREES} -k is_a_link",
    ),
    "A10 output is a folder": (f"{CORE}/releases.py", "elif output.exists():", "elif False:", f"{TREES} -k not_ours"),
    "A16 A17 A18 hidden characters": (
        f"{CORE}/gate_markup.py",
        "HIDDEN.search(text) or HIDDEN.search(content)",
        "False",
        f"{GATE} -k foreign_markup",
    ),
    "A17 feeds are whole": (
        f"{CORE}/gate_files.py",
        "etree.XMLSyntaxError, csv.Error, ValueError",
        "csv.Error",
        f"{GATE} -k bad_feed",
    ),
    "F1 killed builds are found": (
        f"{CORE}/release_trees.py",
        "if not doubtful:",
        "if True:",
        f"{TREES} -k killed_build",
    ),
    "F1 the live tree is not written": (
        f"{CORE}/releases.py",
        "if release.number == live_number(root):",
        "if False:",
        f"{TREES} -k refuses_the_live",
    ),
    "F1 no hard links": (
        f"{CORE}/release_trees.py",
        "shutil.copy(source.path / name, made / name, follow_symlinks=False)",
        "os.link(source.path / name, made / name)",
        f"{TREES} -k its_own_bytes",
    ),
    "F8 working feeds": (f"{CORE}/gate_numbers.py", "if feeds.enabled and", "if False and", f"{GATE} -k too_few"),
    "F16 clocks": (
        f"{CORE}/gate_numbers.py",
        "if newest_allowed and now > newest_allowed:",
        "if False:",
        f"{GATE} -k run_ahead",
    ),
    "F23 reports": (f"{CORE}/gate.py", "self.problems += _missing(", "_missing(", f"{GATE} -k nowhere_is_refused"),
    "F23 one week": (
        f"{CORE}/gate.py",
        "if seen.setdefault(report.key, name) != name:",
        "if False:",
        f"{GATE} -k two_weeks",
    ),
    "F23 links": (f"{CORE}/gate.py", "*_links(candidate, reading),", "", f"{GATE} -k dead_link"),
    "F23 links from old pages": (
        f"{CORE}/gate.py",
        "*_orphans(candidate, fresh, gone, reading.lost),",
        "",
        f"{GATE} -k did_not_change",
    ),
    "F23 shrinking": (
        f"{CORE}/gate_numbers.py",
        "if was >= limits.few and now <",
        "if False and now <",
        f"{GATE} -k halved",
    ),
    "F23 refusals are kept": (
        f"{CORE}/releases.py",
        "release = _unjudged(root, release, current)",
        "pass",
        f"{PUBLISH} -k judged_again",
    ),
    "F23 by hand": (
        f"{CORE}/publish.py",
        "if not releases.has_passed(root, newest, gate.RULES):",
        "if False:",
        f"{PUBLISH} -k switched_in_by_hand",
    ),
    "F24 hashes at the host": (f"{CORE}/deploy.py", "if wrong or extra:", "if False:", f"{DEPLOY} -k test_folder"),
    "F24 hashes before": (f"{CORE}/deploy.py", "    if wrong:\n", "    if False:\n", f"{DEPLOY} -k damaged"),
    "F24 foreign folders": (f"{CORE}/deploy_folder.py", "if link.exists():", "if False:", f"{DEPLOY} -k test_folder"),
}
IN_EVERY_RUN = ("A1 A3 templates escape", "A2 A11 addresses", "F1 killed builds are found", "F23 reports")
TRIED = DEFENCES if os.environ.get("USALAMA_ALL_DEFENCES") else IN_EVERY_RUN
COPIED = ("scripts", "plugins", "themes", "locale", "tests", "content/catalog", "content/pages")


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of all that a build needs, to take pieces out of."""
    folder = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "pelicanconf.py", "usalama.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


def passes(folder: Path, test: str) -> bool:
    """Whether a test passes with the copy's code."""
    environment = {**os.environ, "PYTHONPATH": f"{folder}/scripts:{folder}/plugins", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *test.split()]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", TRIED)
def test_without_the_defence_its_test_fails(copy, name):
    """With the defence taken out of a copy, the test that guards it does not pass."""
    module, there, instead, test = DEFENCES[name]
    path = copy / module
    whole = path.read_text(encoding="utf-8")
    assert there in whole, "the code has moved on; name the defence anew"
    try:
        path.write_text(whole.replace(there, instead), encoding="utf-8")
        assert not passes(copy, test)
    finally:
        path.write_text(whole, encoding="utf-8")


@pytest.mark.slow
def test_the_copy_itself_passes(copy):
    """With nothing taken out, the tests pass in the copy: it is the missing defence that fails them."""
    assert passes(copy, f"{GATE} {TREES} {PUBLISH}")
    assert passes(copy, f"{POISON} -k markup_is_shown")
