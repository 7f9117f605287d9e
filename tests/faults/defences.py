"""Each defence is needed: taken out of a copy of the code, the test that guards it fails.

``python tests/faults/defences.py [--only WORDS]`` takes out each of ``defences.toml``, one after the other, runs its
test and prints a table. The defences overlap, so a test could stay green without its own; ``test_defences.py``
tries a few in every run. Names begin with the row of the attack or fault matrix that docs/security.md lists.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sweeprecord import Sweep, arguments, record

ROOT = Path(__file__).resolve().parents[2]
COPIED = (
    "scripts", "plugins", "themes", "locale", "tests", "samples", "content/catalog", "content/pages", "docs",
)  # fmt: skip
LONE = ("pyproject.toml", "pelicanconf.py", "publishconf.py", "usalama.toml", "tasks.py", "README.md")
STARTER = "scripts/usalama/documents/nursery.py"  # what starts the children that read documents


class UntriedError(RuntimeError):
    """A test needs what is not installed here: of its defence nothing is known."""


class Defence(NamedTuple):
    """One defence, as the table has it."""

    file: str
    there: str
    instead: str
    test: str


DEFENCES = {
    name: Defence(**row)
    for name, row in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}
IN_EVERY_RUN = (
    "A1 A3 templates escape",
    "A2 schemes",
    "A2 A11 addresses",
    "A27 addresses",
    "A28 decoded size",
    "A29 a feed's time",
    "F1 killed builds are found",
    "F23 reports",
)


def copy_of_the_code(folder: Path) -> Path:
    """Copy all that the tests need."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "shots"))
    for name in LONE:
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, folder)
    return folder


def complaint(folder: Path, tests: Sequence[str]) -> str:
    """Return what pytest says last where tests do not pass with the copy's code; "" where they do.

    It is no part of the run that tries it: what that has its workers share, as compiled templates, it would share with
    every copy, and those that a copy without a defence made would fail the others.
    """
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")},
        "PYTHONPATH": f"{folder}/scripts:{folder}/plugins",
        "PYTHONDONTWRITEBYTECODE": "1",
        "USALAMA_SHARED": os.environ.get("USALAMA_SHARED", str(ROOT.parent / "shared")),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--assert=plain", *tests]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 1}:
        raise RuntimeError(f"{' '.join(tests)}: pytest ended with {done.returncode}: {done.stdout[-500:]}")
    if done.returncode == 0 and " passed" not in done.stdout:
        raise UntriedError(f"{' '.join(tests)}: nothing ran: {done.stdout[-500:]}")
    return done.stdout[-2000:] if done.returncode else ""


def is_needed(folder: Path, name: str) -> bool:
    """Whether the test of a defence fails with the defence taken out of the copy."""
    place, there, instead, test = DEFENCES[name]
    path, starter = folder / place, folder / STARTER
    whole, start = (each.read_text(encoding="utf-8") for each in (path, starter))
    if there not in whole:
        raise RuntimeError(f"{name}: {place} has moved on; name the defence anew")
    try:
        if place.endswith("parse_worker.py"):
            starter.write_text(_of_the_copy(start), encoding="utf-8")
        path.write_text(whole.replace(there, instead), encoding="utf-8")
        return bool(complaint(folder, test.split()))
    finally:
        starter.write_text(start, encoding="utf-8")
        path.write_text(whole, encoding="utf-8")


def _of_the_copy(start: str) -> str:
    """Return the program that starts children, letting them run the copy's code: they see the installed one alone."""
    start = start.replace('sys.executable, "-I", "-m"', 'sys.executable, "-m"')
    return start.replace('env={"LC_ALL": "C.UTF-8"}', "env=dict(os.environ)")


def main() -> int:
    """Try each defence and print the table."""
    parser = arguments(__doc__)
    parser.add_argument("--only", default="", help="defences whose name begins so")
    args = parser.parse_args()
    wanted = [name for name in DEFENCES if name.startswith(args.only)]
    if not wanted:
        parser.error(f"--only {args.only}: no defence of defences.toml begins so")
    idle, untried = [], []
    with tempfile.TemporaryDirectory() as folder:
        copy = copy_of_the_code(Path(folder))
        for name in wanted:
            try:
                said = "its test fails without it" if is_needed(copy, name) else "NOT MISSED"
            except UntriedError as error:
                said = f"NOT TRIED: {error}"
                untried.append(name)
            except RuntimeError as error:
                said = f"NOT MISSED: {error}"
            idle += [name] if said.startswith("NOT MISSED") else []
            print(f"{name:44}{said}", flush=True)
    figures = {
        "defences taken out, one by one": str(len(wanted) - len(untried)),
        "not missed by their test": str(len(idle)),
        "not tried, for what their test needs is not installed": str(len(untried)),
    }
    print("\n".join(f"{what}: {figure}" for what, figure in figures.items()))
    if args.record and not args.only:
        record(Sweep("Defences taken out", "inv defences", figures))
    return 1 if idle else 0


if __name__ == "__main__":
    sys.exit(main())
