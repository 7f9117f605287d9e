"""The project's tasks: ``inv --list``. Thin doors to ``usalama`` and to the tools; no logic lives here.

Every task works from any folder: paths are absolute, and programs are this virtual environment's own.
"""

import os
import shlex
import sys
import tomllib
from pathlib import Path

from invoke import Context, task
from invoke.exceptions import Exit

ROOT = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent


def run(context: Context, *words: object) -> None:
    """Run one program of the environment in the project's folder; end with its exit code."""
    if words[0] != "usalama" and not (BIN / "pytest").exists():  # as after `make demo`, which sets up a site
        raise Exit(f"not installed: what this task needs; in {ROOT}: make .venv/dev.stamp", code=64)
    command = shlex.join([str(BIN / str(words[0])), *map(str, words[1:])])
    with context.cd(str(ROOT)):
        # Of an input that is no terminal a task would take the rest of a shell's loop, and never end while it goes on.
        shown, typed = sys.stdout.isatty(), bool(sys.stdin and sys.stdin.isatty())
        result = context.run(command, pty=shown, in_stream=None if typed else False, warn=True, echo=False)
    if result is None or result.exited:  # a result that failed is false to Python, whatever its code
        raise Exit(code=1 if result is None else result.exited)


def usalama(context: Context, *words: object) -> None:
    """Run one of our commands on this site."""
    run(context, "usalama", words[0], "--root", ROOT, *words[1:])


def sweep(context: Context, name: str, **asked: str) -> None:
    """Run one of the programs that try the defences, with the options that were given."""
    words = [word for option, value in asked.items() if value for word in (f"--{option}", value)]
    run(context, "python", ROOT / f"tests/faults/{name}.py", *words)


@task
def pull(context: Context) -> None:
    """Read every due feed; write an entry file for each new report."""
    usalama(context, "pull")


@task
def check(context: Context) -> None:
    """Find mistakes in the catalogue and the content, without network."""
    usalama(context, "check")


@task
def build(context: Context) -> None:
    """Build the site from the entry files and switch it in."""
    usalama(context, "build")


@task
def digest(context: Context) -> None:
    """Pull, then build: the live job."""
    usalama(context, "digest")


@task
def demo(context: Context) -> None:
    """Build a sample site in demo/ from feeds that we wrote; the last line is the home page's file."""
    run(context, "usalama", "demo")


@task
def serve(context: Context, port: str = "8000") -> None:
    """Show the site on this machine; build again and reload the page on every change."""
    usalama(context, "serve", "--port", port)


@task(help={"to": "a folder, user@host:path, or git+address#branch"})
def publish(context: Context, to: str = "") -> None:
    """Switch the newest build in; with --to, carry the published site to where it is served."""
    usalama(context, "publish", *(["--deploy", to] if to else []))


@task(help={"only": "a folder or file of tests", "cover": "fail where a branch of the core has no test"})
def test(context: Context, only: str = "tests", *, cover: bool = False) -> None:  # noqa: PT028  a task, not a test
    """Run the tests, up to four at once."""
    # A test that waits for a browser, a time-out or another process leaves its core to one more worker.
    workers = min(4, (os.cpu_count() or 1) + 1)
    # By how many tests they have, modules with a few long ones would come last, and one core would wait for another.
    order = ("--dist", "loadfile", "--no-loadscope-reorder")
    # Where a machine is told to keep nothing compiled, each program that a test starts would compile ours anew.
    run(context, "python", "-m", "compileall", "-q", "scripts", "plugins")
    # And each worker of pytest would rewrite the asserts of all tests anew: fifteen seconds of its processor.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    words = ["pytest", "-q", "-n", str(workers), *order, only]
    run(context, *words, *(["--cov", "--cov-report="] if cover else []))
    if cover:
        contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
        core = next(each["source_modules"] for each in contracts if each["id"] == "pure")
        files = [f"scripts/{name.replace('.', '/')}{end}" for name in core for end in (".py", "/*")]
        run(context, "coverage", "report", "--include", ",".join(files), "--fail-under=100", "-m", "--skip-covered")


@task
def lint(context: Context) -> None:
    """Check style, types and the fences between the rooms."""
    run(context, "ruff", "check", ".")
    run(context, "ruff", "format", "--check", ".")
    run(context, "mypy")
    run(context, "lint-imports", "--no-cache", "--no-logo")


@task
def format(context: Context) -> None:  # noqa: A001  the task's name is what a person types
    """Put the code into its one style."""
    run(context, "ruff", "check", "--fix", ".")
    run(context, "ruff", "format", ".")


@task(help={"every": "take each Nth call", "only": "build or pull", "call": "this call alone", "jobs": "at once"})
def faults(context: Context, every: str = "1", only: str = "", call: str = "", jobs: str = "") -> None:
    """Kill, fill and break the disk at the write-side system calls of a run; print what was lost."""
    sweep(context, "faultsweep", every=every, only=only, call=call, jobs=jobs)


@task(help={"count": "so many stopped runs of each command", "only": "build or pull"})
def stops(context: Context, count: str = "60", only: str = "") -> None:
    """Tell a pull and a build to stop at moments of chance; print what was slow, torn or lost."""
    sweep(context, "stopsweep", count=count, only=only)


@task(help={"every": "take each Nth case", "only": "cases that match this pattern"})
def damage(context: Context, every: str = "1", only: str = "") -> None:
    """Damage each file and folder of a site in turn; print what was not named, and what was lost."""
    sweep(context, "damagesweep", every=every, only=only)


@task(help={"every": "take each Nth string"})
def hostile(context: Context, every: str = "1") -> None:
    """Run every hostile input through every field of an entry; print what escaped."""
    sweep(context, "hostilesweep", every=every)


@task(help={"count": "so many damaged documents", "seed": "another seed is other damage"})
def mutations(context: Context, count: str = "20000", seed: str = "20261123") -> None:
    """Read feed documents damaged at random; print what no child survived, what took long, what was unsafe."""
    sweep(context, "mutationsweep", count=count, seed=seed)


@task(help={"only": "defences whose name begins so, such as A2"})
def defences(context: Context, only: str = "") -> None:
    """Take each defence out of a copy of the code; print whether the test that guards it fails."""
    sweep(context, "defences", only=only)


@task
def bench(context: Context) -> None:
    """Run the benchmarks; each prints its ratio and its machine."""
    for name in ("judging", "pull", "build", "backfill"):
        run(context, "python", ROOT / "benchmarks" / f"{name}.py")


@task
def quality(context: Context) -> None:
    """Measure the judgements again and write docs/quality.md."""
    usalama(context, "quality")


@task
def shots(context: Context) -> None:
    """Build the sample site and take its pictures in .cache/shots/; those of the documents go to docs/shots/ too."""
    run(context, "python", ROOT / "tests/e2e/shots.py")


@task(
    help={
        "language": "begin the catalogue of another language, such as so",
        "site": "the folder of a site of your own: its locale/, not the program's",
    }
)
def translate(context: Context, language: str = "", site: str = "") -> None:
    """Collect the frame's sentences and bring the catalogues in locale/ up to date."""
    found = ROOT / ".cache" / "messages.pot"
    found.parent.mkdir(exist_ok=True)
    sorting = ("--no-location", "--sort-output")
    run(context, "pybabel", "-q", "extract", "-F", "babel.cfg", "-k", "N_", *sorting, "-o", found, ".")
    kept = ("--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date", "-w", "120")
    begun = ("--init-missing", "-l", language) if language else ()
    top = Path(site).expanduser().absolute() if site else ROOT
    run(context, "pybabel", "update", "-i", found, "-d", top / "locale", *kept, *begun)


@task
def lock(context: Context) -> None:
    """Write the lock files again from pyproject.toml; needs uv."""
    common = "uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url"
    common += " --no-emit-find-links --no-strip-extras --quiet --custom-compile-command 'inv lock'"
    common += " pyproject.toml requirements/build.in"
    with context.cd(str(ROOT)):
        context.run(f"{common} -o requirements/site.lock")
        context.run(f"{common} --group dev -o requirements/dev.lock")
