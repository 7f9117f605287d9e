"""The stop sweep: a pull and a build that are told to stop at moments of chance, by SIGTERM or SIGHUP, or killed.

``python tests/faults/stopsweep.py [--count N]`` prints a table. Each case works on a copy of a small site of ours: the
run must end within five seconds and leave no process behind; what readers see must be the old site or the new one,
whole, and the next run must end as one undisturbed run does, with nothing left lying about.
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import faultsweep
from faultsweep import HUNG, MEMORY, Run, Table
from programs import BARE
from sweeprecord import Sweep, arguments, end

from usalama.console import context

LIMIT = 5.0  # seconds until a stopped run has ended
GRACE = 2.0  # seconds in which the kernel has ended what a killed run had started
MOST_TRIES = 4  # times the wanted cases, since some runs end before the signal
SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)
_MARK = "USALAMA_STOPPED"


@dataclass
class Stops:
    """What the sweep of one command found."""

    table: Table
    stopped: int = 0  # runs that the signal met before they had ended
    slowest: float = 0.0

    @property
    def wrong(self) -> list[str]:
        """All that must not be."""
        return self.table.wrong


def run_once(run: Run, site: Path, after: float = -1.0, signum: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
    """Run a command, stop it ``after`` so many seconds; give its exit code and how long it took to end."""
    env = {**BARE, _MARK: str(site)}
    command = [sys.executable, "-m", "usalama.cli", *run.words, "--root", str(site)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", env=env)
    began = time.monotonic()
    try:
        running.wait(after if after >= 0 else faultsweep.LONGEST)
    except subprocess.TimeoutExpired:
        running.send_signal(signum)
        began = time.monotonic()
        try:
            running.wait(faultsweep.LONGEST)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
            return HUNG, time.monotonic() - began
    return running.returncode, time.monotonic() - began


def left(site: Path) -> list[int]:
    """Processes of a run that are there after it has ended."""
    found = []
    for place in Path("/proc").glob("[0-9]*/environ"):
        try:
            is_ours = f"{_MARK}={site}\0".encode() in place.read_bytes()
        except OSError:
            continue
        if is_ours and _state(place.parent) not in "ZX":
            found.append(int(place.parent.name))
    return found


def _state(process: Path) -> str:
    try:
        return (process / "stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return "X"


def case(run: Run, folder: Path, stops: Stops, after: float, signum: signal.Signals) -> None:
    """Stop one run and look."""
    site, label = run.copy(folder), f"{run.name}: {signum.name} after {after:.3f} s"
    code, seconds = run_once(run, site, after, signum)
    stops.table.cases += 1
    if code not in {0, 2}:
        stops.stopped += 1
        stops.slowest = max(stops.slowest, seconds)
    if seconds > LIMIT and code not in {0, 2}:
        stops.table.hung.append(f"{label}: took {seconds:.1f} s to end")
    until = time.monotonic() + GRACE
    while (others := left(site)) and time.monotonic() < until:
        time.sleep(0.05)
    if others:
        stops.table.hung.append(f"{label}: {len(others)} processes were left")
    faultsweep.look(run, site, stops.table, label, code)


def sweep(folder: Path, count: int, *, only: str = "") -> list[Stops]:
    """Stop each command ``count`` times, always at the same moments."""
    found = []
    for run in faultsweep.runs(folder, only):
        # Of a few, one will do: of moments that lie behind its end, others are taken.
        seconds = min(run_once(run, site := run.copy(folder))[1] for _ in range(3 if count > len(SIGNALS) else 1))
        run.ended(site)
        if run.after == run.before:
            raise SystemExit(f"{run.name}: the undisturbed run changed nothing")
        stops, chance = Stops(Table(run.name)), random.Random(run.name)
        while stops.stopped < count and stops.table.cases < MOST_TRIES * count:
            case(run, folder, stops, chance.uniform(0, seconds), SIGNALS[stops.table.cases % len(SIGNALS)])
            print(f"\r{run.name} {stops.stopped} of {count}    ", end="", file=sys.stderr)
        found.append(stops)
    return found


def rows(stops: Stops) -> dict[str, str]:
    """The figures that are kept of a sweep."""
    table = stops.table
    return {
        "runs sent SIGTERM, SIGHUP or SIGKILL at a moment of chance": f"{table.cases:,}",
        "of these, stopped before they had ended by themselves": f"{stops.stopped:,}",
        "slowest end, seconds": f"{stops.slowest:.1f}",
        "slower than five seconds, or left a process": f"{len(table.hung):,}",
        **table.losses,
    }


def main() -> int:
    """Run the sweep and print its table."""
    parser = arguments(__doc__)
    parser.add_argument("--count", type=context.count, default=60, help="so many runs of each command")
    parser.add_argument("--only", choices=("build", "pull"), default="", help="sweep this command alone")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        found = sweep(Path(folder), args.count, only=args.only)
    command = f"inv stops --count {args.count} --only"
    names = [(stops.table.command, stops) for stops in found]
    sweeps = (Sweep(f"Stops of a {name}", f"{command} {name}", rows(stops), stops.wrong) for name, stops in names)
    return end(sweeps, keep=args.record)


if __name__ == "__main__":
    sys.exit(main())
