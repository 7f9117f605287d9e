"""The fault sweep: a pull and a build, killed, out of space or out of luck at each write-side system call.

``python tests/faults/faultsweep.py [--every N] [--jobs N]`` prints a table: cases, torn, lost, doubled, litter. Each
case works on a copy of a small site of ours, in memory where the machine has a file system there; what readers see must
be the old site or the new one, whole, and the next run must end as one undisturbed run does, with nothing left lying
about. It needs strace, and says so where there is none.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from programs import BARE, small_site
from sweeprecord import REPOSITORY, Sweep, arguments, end

from usalama.commands import demo
from usalama.console import context
from usalama.files import store
from usalama.machine import disk
from usalama.network.sampleserver import serving

CALLS = (
    "write pwrite64 fsync fdatasync sync rename renameat renameat2 unlink unlinkat mkdir mkdirat rmdir symlink "
    "symlinkat link linkat chmod fchmod fchmodat ftruncate flock"
)
FAULTS = {"KILL": "signal=KILL", "ENOSPC": "error=ENOSPC", "EIO": "error=EIO"}
MEMORY = Path("/dev/shm")
# Only the calls in question stop the traced process. ``sync`` is left out where it is not what is disturbed: it would
# write out every other disk of the machine.
STRACE = ("strace", "-f", "--seccomp-bpf", "-qq")
DEGRADED, LONGEST, HUNG = 2, 120, -99
"""The exit code of a run that made less than all; seconds until one counts as hanging, and what it then ended with."""
FEEDS = "content/catalog/feeds.toml"
NO_SYNC = "inject=sync:retval=0"
_LINE = re.compile(r"^(?:\[pid +)?(\d+)\]? +(?:\d+\.\d+ )?(\w+)\(")
_LITTER = re.compile(r"(\.tmp|\.new)$|/switch$|/stage|\.usalama-")


@dataclass
class Table:
    """What the sweep of one command found."""

    command: str
    points: Counter[str] = field(default_factory=Counter)
    cases: int = 0
    hit: int = 0  # cases in which the run really failed
    hung: list[str] = field(default_factory=list)  # runs that had not ended after two minutes
    torn: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    litter: list[str] = field(default_factory=list)
    differs: list[str] = field(default_factory=list)
    """Files that the repeated run wrote otherwise than an undisturbed one: nothing is lost, but it is not the same."""

    @property
    def losses(self) -> dict[str, str]:
        """The figures that are kept of what a run left behind."""
        return {
            "torn": f"{len(self.torn):,}",
            "lost": f"{len(self.lost):,}",
            "doubled": f"{len(self.doubled):,}",
            "litter": f"{len(self.litter):,}",
            "otherwise than an undisturbed run": f"{len(self.differs):,}",
        }

    @property
    def wrong(self) -> list[str]:
        """All that must not be."""
        return [*self.hung, *self.torn, *self.lost, *self.doubled, *self.litter, *self.differs]


@dataclass(frozen=True)
class Repeat:
    """What a second, undisturbed run ended with: exit code, what readers see, what is kept for later runs, litter."""

    code: int
    shown: frozenset[tuple[str, str]]
    noted: frozenset[tuple[str, str]]
    litter: tuple[str, ...]


@dataclass
class Run:
    """One command on copies of one site."""

    name: str
    base: Path
    words: tuple[str, ...]
    before: frozenset[tuple[str, str]] = frozenset()
    after: frozenset[tuple[str, str]] = frozenset()
    noted_after: frozenset[tuple[str, str]] = frozenset()
    tried: dict[bytes, Repeat] = field(default_factory=dict)

    def start(self, site: Path, *trace: str) -> int:
        """Run the command on a copy of the site, traced as asked; give its exit code."""
        trace = trace or ("-o", "/dev/null", "-e", "trace=sync", "-e", NO_SYNC)
        command = [*STRACE, *trace, sys.executable, "-m", "usalama.cli", *self.words, "--root", str(site)]
        running = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", env=BARE, start_new_session=True
        )
        try:
            return running.wait(LONGEST)
        except subprocess.TimeoutExpired:
            for pid in (running.pid, *_below(running.pid)):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            running.wait()
            return HUNG

    def shown(self, site: Path) -> frozenset[tuple[str, str]]:
        """What readers see after it: pages for a build, entries for a pull."""
        return _files(site / ("output" if self.name == "build" else "content"))

    def ended(self, site: Path) -> None:
        """Take what an undisturbed run left as what the others have to come to."""
        self.after, self.noted_after = self.shown(site), self.noted(site)

    def noted(self, site: Path) -> frozenset[tuple[str, str]]:
        """What a build notes beside the site, for the builds after it: which reports it has published."""
        return _files(site / "content") if self.name == "build" else frozenset()

    @staticmethod
    def pages(shown: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        """All but the search index."""
        return frozenset(each for each in shown if not each[0].startswith("pagefind/"))

    def named(self, shown: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        """The same, each file that an undisturbed run writes as if it had written that."""
        after = dict(self.after)
        return frozenset((name, after.get(name, digest)) for name, digest in shown)

    def repeated(self, site: Path) -> Repeat:
        """Run once more, undisturbed. Disks that are equal byte for byte are tried once."""
        state = sha256()
        for path in sorted(site.rglob("*")):
            told = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else b""  # noqa: PTH115
            state.update(repr((path.relative_to(site).as_posix(), path.lstat().st_mode, told)).encode())
        known = self.tried.get(state.digest())
        if known is None:
            code, left = self.start(site), [path.relative_to(site).as_posix() for path in site.rglob("*")]
            litter = tuple(name for name in left if _LITTER.search(name))
            known = Repeat(code, self.shown(site), self.noted(site), litter)
            self.tried[state.digest()] = known
        return known

    def copy(self, folder: Path) -> Path:
        """Copy the site for one case."""
        site = folder / f"case-{threading.get_ident()}"
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(self.base, site, symlinks=True)
        return site


def _files(top: Path) -> frozenset[tuple[str, str]]:
    files = (path for path in sorted(top.rglob("*")) if path.is_file() and not _LITTER.search(path.name))
    return frozenset((path.relative_to(top).as_posix(), sha256(path.read_bytes()).hexdigest()) for path in files)


def build_run(folder: Path) -> Run:
    """A published site to which three reports came."""
    site = _small_site(folder / "build")
    for number, day in enumerate(("2026-11-22", "2026-11-18", "2026-11-14")):
        site.entry(number, day, f"Made report {number} of a raid")
    run = Run("build", site.root, ("build", "--now", "2026-11-23T06:00+03:00"))
    if run.start(site.root):
        raise SystemExit("the small site could not be built")
    run.before = run.shown(site.root)
    for number in range(3, 5):
        site.entry(number, "2026-11-22", f"Made report {number} of a raid")
    return run


def _small_site(root: Path) -> Any:
    """A site with one outlet, topic, county and language: few pages, so that every call can fail."""
    made = small_site()
    root.mkdir()
    made.FEEDS, made.TOPICS = made.FEEDS.split("\n\n[[outlets]]")[0], made.TOPICS.split("\n\n")[0]
    made.COUNTIES = made.COUNTIES[:1]
    made.CONF += '\nUSALAMA_LANGUAGES = ("en",)\n'
    return made.make_site(root)


def pull_run(folder: Path, port: int) -> Run:
    """A site that has pulled nothing yet from three of the sample feeds."""
    samples, site = REPOSITORY / "samples", folder / "pull"
    texts = [*(REPOSITORY / "content").glob("catalog/*"), *(REPOSITORY / "content").glob("pages/*")]
    own = {path.relative_to(REPOSITORY).as_posix(): path.read_bytes() for path in sorted(texts) if path.is_file()}
    given = {path.name: path.read_bytes() for path in sorted(samples.glob("*.toml"))}
    made = demo.files(own, given, port, real=os.path.relpath(REPOSITORY, site))
    outlets = made[FEEDS].split(b"\n[[outlets]]\n")
    made[FEEDS] = b"\n[[outlets]]\n".join(outlets[:1] + outlets[2:4] + outlets[6:7])
    disk.write_all((site / path, body) for path, body in made.items())
    run = Run("pull", site, ("pull", "--allow-loopback", "--now", demo.NOW))
    run.before = run.shown(site)
    return run


def runs(folder: Path, only: str) -> Iterator[Run]:
    """Both commands, or ``only`` one, each on a site of its own."""
    if only in {"", "build"}:
        yield build_run(folder)
    if only in {"", "pull"}:
        with serving(REPOSITORY / "samples" / "feeds", 0, say=print) as port:
            yield pull_run(folder, port)


def count(run: Run, folder: Path) -> Counter[str]:
    """Run once undisturbed, counting each write-side call of each process; give the most of any process."""
    site, log = run.copy(folder), folder / "strace.log"
    run.start(site, "-o", str(log), "-e", f"trace={_set()}")
    run.ended(site)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in log.read_text("utf-8", "replace").splitlines():
        if found := _LINE.match(line):
            counts[found[2]][found[1]] += 1
    return Counter({call: max(by.values()) for call, by in counts.items()})


def points(counts: Counter[str], every: int) -> Iterator[tuple[str, int]]:
    """Each Nth call of each kind."""
    every_call = [(call, number) for call in sorted(counts) for number in range(1, counts[call] + 1)]
    yield from every_call[every // 2 :: every]


def case(run: Run, folder: Path, table: Table, call: str, number: int, fault: str) -> None:
    """Disturb one run at one call and look."""
    site, label = run.copy(folder), f"{run.name}: {fault} at {call} {number}"
    inject = f"inject={call}:{FAULTS[fault]}:when={number}"
    quiet = () if call == "sync" else ("-e", NO_SYNC)
    code = run.start(site, "-o", "/dev/null", "-e", f"trace=sync,{call}", "-e", inject, *quiet)
    table.cases += 1
    table.hit += code not in {0, 2}
    if code == HUNG:
        table.hung.append(f"{label}: hangs")
    look(run, site, table, label, code)


def look(run: Run, site: Path, table: Table, label: str, code: int) -> None:
    """Look at what a disturbed run left, and at what an undisturbed one makes of that."""
    seen = run.shown(site)
    if run.name == "build" and code == DEGRADED:
        # Published without a new search index: the pages of after, and the index of before.
        seen = run.pages(seen) | {each for each in run.after if each not in run.pages(run.after)}
    if run.name == "pull":
        table.torn += [f"{label}: {problem.line}" for problem in store.read_entries(site).problems]
        # Where the fault cost a feed, as its server may, its reports come next, into stories that began without them.
        seen = run.named(seen) if code == DEGRADED else seen
    if run.name == "build" and seen not in {run.before, run.after}:
        table.torn.append(f"{label}: neither the old site nor the new one (exit {code})")
    if run.name == "pull" and seen - run.after - run.before:
        table.torn.append(f"{label}: {sorted(name for name, _ in seen - run.after - run.before)[:2]}")
    if run.name == "build" and code == 0 and seen != run.after:
        table.lost.append(f"{label}: exit 0, and the new site is not published")
    look_again(run, run.repeated(site), table, label, code)


def look_again(run: Run, again: Repeat, table: Table, label: str, code: int) -> None:
    """Hold what the repeated run left against what an undisturbed one leaves."""
    if run.name == "pull" and code == DEGRADED:
        again = replace(again, shown=run.named(again.shown))
    wanted, there = {name for name, _ in run.after}, {name for name, _ in again.shown}
    if wanted - there or again.code not in {0, 2}:
        table.lost.append(f"{label}: after a second run (exit {again.code}) {sorted(wanted - there)[:2]} are not there")
    if there - wanted:
        table.doubled.append(f"{label}: {sorted(there - wanted)[:2]}")
    if others := sorted(name for name, _ in again.shown - run.after if name in wanted):
        table.differs.append(f"{label}: {others[:2]} differ from an undisturbed run's")
    if others := sorted(name for name, _ in again.noted ^ run.noted_after):
        table.lost.append(f"{label}: after a second run {others[:2]} are not as an undisturbed run leaves them")
    table.litter += [f"{label}: {name}" for name in again.litter]


def sweep(
    folder: Path,
    *,
    every: int = 1,
    only: str = "",
    call: str = "",
    jobs: int = 1,
) -> list[Table]:
    """Sweep both commands, ``jobs`` cases side by side; ``every`` takes each Nth point, ``call`` those of one call."""
    tables = []
    for run in runs(folder, only):
        counted = count(run, folder)
        table = Table(run.name, Counter({each: times for each, times in counted.items() if call in {"", each}}))
        tables.append(table)
        asked = [(call, n, fault) for call, n in points(table.points, every) for fault in FAULTS]
        # In an order of chance, always the same one: a sweep that is broken off has tried something of everything.
        random.Random(run.name).shuffle(asked)
        _all(asked, lambda each, run=run, table=table: case(run, folder, table, *each), run.name, jobs)
    return tables


def _all(asked: list[tuple[str, int, str]], work: Callable[[tuple[str, int, str]], None], name: str, jobs: int) -> None:
    """Do all cases; Ctrl-C ends the sweep after those under way."""
    workers = ThreadPoolExecutor(jobs)
    try:
        for number, _ in enumerate(workers.map(work, asked), 1):
            print(f"\r{name} {number} of {len(asked)}    ", end="", file=sys.stderr)
    except KeyboardInterrupt:
        print("broken off", file=sys.stderr)
    finally:
        workers.shutdown(cancel_futures=True)


def _below(pid: int) -> Iterator[int]:
    """Every process that a process started, theirs included: some lead sessions of their own."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            yield child
            yield from _below(child)


def _set() -> str:
    known = subprocess.run(
        ["strace", "-e", f"trace={'?' + ',?'.join(CALLS.split())}", "true"], capture_output=True, check=False
    )
    return f"?{',?'.join(CALLS.split())}" if known.returncode == 0 else ",".join(CALLS.split())


def rows(table: Table) -> dict[str, str]:
    """The figures that are kept of a sweep."""
    return {
        "write-side system calls of one run": f"{table.points.total():,}",
        "cases: each killed, out of space, out of luck": f"{table.cases:,}",
        "cases in which the run really failed": f"{table.hit:,}",
        "hung for two minutes": f"{len(table.hung):,}",
        **table.losses,
    }


def main() -> int:
    """Run the sweep and print its table."""
    parser = arguments(__doc__)
    parser.add_argument("--every", type=context.count, default=1, help="take each Nth point")
    parser.add_argument("--only", choices=("build", "pull"), default="", help="sweep this command alone")
    parser.add_argument("--call", default="", help="sweep this system call alone")
    parser.add_argument("--jobs", type=context.count, default=os.cpu_count() or 1, help="cases side by side")
    args = parser.parse_args()
    if not shutil.which("strace"):
        print("skipped: strace is not installed on this machine")
        return 0
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        tables = sweep(Path(folder), every=args.every, only=args.only, call=args.call, jobs=args.jobs)
    part = f" --every {args.every}" * (args.every > 1) + f" --call {args.call}" * bool(args.call)
    what = f": each {args.call}" if args.call else ", a sample" if part else ""
    named = [
        (f"Faults in a {table.command}{what}", f"inv faults --only {table.command}{part}", table) for table in tables
    ]
    return end((Sweep(name, command, rows(table), table.wrong) for name, command, table in named), keep=args.record)


if __name__ == "__main__":
    sys.exit(main())
