"""Every fence holds: broken once in a copy, each is reported by its own contract."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BREAKS = {
    "floors": ("scripts/usalama/words/text.py", "import usalama.judging.judge", "Arrows point down only"),
    "a new room": ("scripts/usalama/drawer.py", "x = 1", "Arrows point down only"),
    "rooms side by side": (
        "scripts/usalama/claims/voices.py",
        "import usalama.judging.judge",
        "Arrows point down only",
    ),
    "up within the core": (
        "scripts/usalama/stories/evidence.py",
        "import usalama.digest.edition",
        "Arrows point down only",
    ),
    "pure": ("scripts/usalama/digest/digests.py", "import pathlib", "The core has no files"),
    "clock": ("scripts/usalama/judging/judge.py", "import time", "The core has no files"),
    "edges": ("scripts/usalama/network/fetch.py", "import usalama.files.state", "The edges do not know each other"),
    "use-cases": ("scripts/usalama/usecases/pull.py", "import argparse", "Use-cases do no talking"),
    "orders": ("scripts/usalama/usecases/build.py", "import shutil", "Use-cases order calls"),
    "no connections": ("scripts/usalama/usecases/pull.py", "import usalama.network.fetch", "Use-cases order calls"),
    "generator": ("scripts/usalama/digest/summaries.py", "import jinja2", "The program does not know its generator"),
    "plugin": ("plugins/topic_digest/adapter.py", "import usalama.network.fetch", "The plugin reads; it never pulls"),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A copy of the code to break."""
    copy = tmp_path_factory.mktemp("house")
    for name in ("scripts", "plugins"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "pyproject.toml", copy / "pyproject.toml")
    return copy


def linted(house):
    program = (
        "import sys; sys.path[:0] = ['scripts', 'plugins']; from importlinter.cli import lint_imports_command; "
        "lint_imports_command(['--no-cache', '--no-logo'])"
    )
    return subprocess.run([sys.executable, "-c", program], cwd=house, capture_output=True, text=True, check=False)


def test_the_house_keeps_its_fences(house):
    """As it stands, no contract is broken."""
    done = linted(house)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("name", "line", "contract"), BREAKS.values(), ids=BREAKS)
def test_a_broken_fence_is_reported(house, name, line, contract):
    """An import over the fence ends the check, by the contract that is there for it."""
    path = house / name
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.write_text((before or "") + f"\n{line}\n", encoding="utf-8")
    try:
        done = linted(house)
    finally:
        path.unlink() if before is None else path.write_text(before, encoding="utf-8")
    assert done.returncode == 1, done.stdout
    assert contract in done.stdout.partition("Broken contracts")[2]
