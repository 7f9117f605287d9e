"""The damage sweep: each file and folder of a site, damaged as disks, people and version control do it.

``python tests/faults/damagesweep.py [--every N] [--only PATTERN]`` prints a table. Each case damages one thing on a
copy of a small site of ours, lets ``check``, a build and a pull meet it, puts it back, and pulls and builds once more.
No command may end in a traceback or with a code that is not promised; one that stops names the place; no entry may
change; and where the thing was put back, all must end as if it had never been away.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from faultsweep import MEMORY
from programs import BARE, load
from sweeprecord import REPOSITORY, Sweep, arguments, end

from usalama.console.context import count
from usalama.network.sampleserver import serving

FIRST, LATER = "2026-11-22T20:00Z", "2026-11-22T21:30Z"
CODES = {0, 1, 2, 64}  # exit codes that are promised; nothing else runs, so that no lock is met
MEETING = (("check",), ("build",), ("pull", "--allow-loopback"))
AFTER = (("pull", "--allow-loopback"), ("build",))
BOUND = () if os.geteuid() else ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""A login that modes bind: root, started so, lacks what lets it read all."""
TABLES = {
    "counties.csv": "number,name,slug,nature\n1,Northmark,northmark,\n2,Lowfen,lowfen,\n",
    "places.csv": "name,kind,counties,source\nNorthmark,county,Northmark,made\nLowfen,county,Lowfen,made\n",
    "vocabulary.csv": "class,grade,language,terms,note\nhomeland,strong,en,zedland | zedlander,\n",
}
FEEDS = {
    "gazette": (("5", "Murder in Northmark"), ("11", "Robbery in Northmark"), ("12", "Burglary in Lowfen"),
                ("18", "Murder trial in Northmark"), ("19", "Robbery at a mill in Lowfen")),
    "herald": (("13", "Murder at a Northmark well"), ("20", "Burglary at a Lowfen school")),
}  # fmt: skip
made = load("made", REPOSITORY / "tests")


def _gone(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def _instead(path: Path, make: Callable[[Path], object]) -> None:
    _gone(path)
    make(path)


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "more").write_text("more\n", "utf-8")


FILE_DAMAGE: dict[str, Callable[[Path], object]] = {
    "gone": _gone,
    "empty": lambda path: path.write_bytes(b""),
    "cut in half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "no text": lambda path: path.write_bytes(b"\xff\xfe" + path.read_bytes()),
    "unmerged": lambda path: path.write_bytes(
        b"<<<<<<< HEAD\n" + (text := path.read_bytes()) + b"=======\n" + text + b">>>>>>> other\n"
    ),
    "a folder": partial(_instead, make=_folder),
    "a link to nowhere": partial(_instead, make=lambda path: path.symlink_to("nowhere")),
    "a link to itself": partial(_instead, make=lambda path: path.symlink_to(path.name)),
    "closed": lambda path: path.chmod(0),
    "read-only": lambda path: path.chmod(0o444),
}
FOLDER_DAMAGE: dict[str, Callable[[Path], object]] = {
    "gone": _gone,
    "a file": partial(_instead, make=lambda path: path.write_text("a file\n", "utf-8")),
    "a link to nowhere": partial(_instead, make=lambda path: path.symlink_to("nowhere")),
    "a link to itself": partial(_instead, make=lambda path: path.symlink_to(path.name)),
    "closed": lambda path: path.chmod(0),
    "read-only": lambda path: path.chmod(0o555),
}


class Case(NamedTuple):
    """One thing of a site and what is done to it."""

    name: str
    damage: str

    @property
    def label(self) -> str:
        return f"{self.name} {self.damage}"


class Ended(NamedTuple):
    """How one command ended."""

    code: int
    out: str
    err: str


@dataclass
class Table:
    """What the sweep found."""

    cases: int = 0
    runs: int = 0
    stopped: int = 0  # runs that said what is wrong and ended with 1 or 64
    broken: list[str] = field(default_factory=list)  # tracebacks, and codes that nothing promises
    unsaid: list[str] = field(default_factory=list)  # runs that stopped without naming the place
    changed: list[str] = field(default_factory=list)  # entries that a run lost or changed beside the damaged thing
    differs: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        """All that must not be."""
        return [*self.broken, *self.unsaid, *self.changed, *self.differs]


def run(site: Path, *words: str, now: str = LATER) -> Ended:
    """Run one command on a site, as a login that modes bind."""
    command = [*BOUND, sys.executable, "-m", "usalama.cli", *words, "--root", str(site), "--now", now]
    env = {**BARE, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", env=env, timeout=120)
    return Ended(done.returncode, done.stdout, done.stderr)


def feed(outlet: str, *items: tuple[str, str]) -> bytes:
    """A feed of ours: days of November and headlines."""
    told = "".join(
        f"<item><title>{title}</title><link>https://{outlet}.example/{day}</link><guid>{outlet}-{day}</guid>"
        f"<pubDate>{day} Nov 2026 08:00:00 +0000</pubDate><description>It began before dawn.</description></item>"
        for day, title in items
    )
    return f'<rss version="2.0"><channel><title>{outlet}</title>{told}</channel></rss>'.encode()


def base(folder: Path, port: int) -> Path:
    """A published site with closed weeks, a file deleted by hand, a topic with an older slug, and reports to come."""
    site = folder / "desk"
    command = [sys.executable, "-m", "usalama.cli", "new-desk", str(site), "--root", str(REPOSITORY)]
    subprocess.run(command, check=True, capture_output=True, cwd="/")
    for name, text in TABLES.items():
        (site / "content/catalog" / name).write_text(text, "utf-8")
    outlets = [made.outlet(slug, f"http://127.0.0.1:{port}/{slug}.xml", country="xx") for slug in FEEDS]
    _write(site / "content/catalog/feeds.toml", outlets[0])
    _must(run(site, "digest", "--allow-loopback", now=FIRST))
    (deleted,) = (site / "content/entries/2026-w47").glob("*lowfen*.md")
    deleted.unlink()
    topics = site / "content/catalog/topics.toml"
    _write(topics, topics.read_text("utf-8").replace('slug = "crime"', 'slug = "robberies"\nwas = ["crime"]'))
    _must(run(site, "build", "--accept-shrink", now=FIRST))
    _write(site / "content/catalog/feeds.toml", "\n".join(outlets))
    return site


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def _must(ended: Ended) -> None:
    if ended.code not in {0, 2}:
        raise SystemExit(f"the small site could not be made: {ended}")


def state(site: Path) -> dict[str, bytes]:
    """What people and readers have of a site."""
    paths = (path for top in ("content", "output") for path in (site / top).rglob("*") if path.is_file())
    found = {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}
    # Put back over one that was begun anew, the register of a week that goes on is whole again when the week is closed.
    return {name: body for name, body in found.items() if name != "content/filed/2026-w47.json"}


def cases_of(site: Path) -> Iterator[Case]:
    """Each file and folder of a site that a run reads, with each damage; of entries that are alike, one a week."""
    seen = set()
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        alike = path.parent if name.startswith(("content/entries/", ".cache/templates/", ".cache/weeks/")) else path
        if path.is_symlink() or name.startswith(".releases/") or (path.is_file() and alike in seen):
            continue
        seen.add(alike)
        yield from (Case(name, damage) for damage in (FOLDER_DAMAGE if path.is_dir() else FILE_DAMAGE))


def one(case: Case, site: Path, wanted: dict[str, bytes], table: Table) -> None:
    """Damage one thing, look, put it back, look again."""
    path, aside = site / case.name, site.with_name("aside")
    is_folder, before = path.is_dir(), state(site)
    copy = partial(shutil.copytree, symlinks=True) if is_folder else shutil.copy2
    copy(path, aside)
    (FOLDER_DAMAGE if is_folder else FILE_DAMAGE)[case.damage](path)
    table.cases += 1
    for words in MEETING:
        look(case, words, run(site, *words), table)
    if os.path.lexists(path):
        if not path.is_symlink():
            path.chmod(0o755)
        others = {name for name in before if name.startswith("content/entries/") and not name.startswith(case.name)}
        now = state(site)
        table.changed += [f"{case.label}: {name}" for name in sorted(others) if now.get(name) != before[name]]
        _gone(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    copy(aside, path)
    _gone(aside)
    for words in AFTER:
        look(case, words, run(site, *words), table)
    now = state(site)
    if others := {name for name in {*now, *wanted} if now.get(name) != wanted.get(name)}:
        table.differs.append(f"{case.label}: put back, {len(others)} files differ: {sorted(others)[:3]}")


def look(case: Case, words: tuple[str, ...], ended: Ended, table: Table) -> None:
    """Judge how one command met the damage."""
    table.runs += 1
    said = ended.out + ended.err
    if "Traceback" in said or ended.code not in CODES:
        table.broken.append(f"{case.label}: {words[0]} ended with {ended.code}: {ended.err[-400:]}")
    elif ended.code in {1, 64}:
        table.stopped += 1
        if Path(case.name).name not in said:
            table.unsaid.append(f"{case.label}: {words[0]} ended with {ended.code}: {said[-300:]}")


def sweep(folder: Path, *, every: int = 1, only: str = "") -> Table:
    """Sweep a site of ours; ``every`` takes each Nth case, ``only`` those whose label holds it."""
    table = Table()
    served = folder / "feeds"
    served.mkdir()
    for slug, items in FEEDS.items():
        (served / f"{slug}.xml").write_bytes(feed(slug, *items))
    with serving(served, 0, say=print) as port:
        whole = base(folder, port)
        site = whole.with_name("case")
        copy = partial(shutil.copytree, whole, site, symlinks=True)
        copy()
        for words in (*MEETING, *AFTER):
            run(site, *words)
        wanted = state(site)
        cases = [case for case in cases_of(whole) if re.search(only, case.label)][every // 2 :: every]
        for number, case in enumerate(cases, 1):
            shutil.rmtree(site)
            copy()
            one(case, site, wanted, table)
            print(f"\r{number} of {len(cases)}    ", end="", file=sys.stderr)
    return table


def rows(table: Table) -> dict[str, str]:
    """The figures that are kept of a sweep."""
    return {
        "cases: one file or folder, damaged in one way": f"{table.cases:,}",
        "runs that met the damage, or came after it": f"{table.runs:,}",
        "of these, stopped with 1 or 64": f"{table.stopped:,}",
        "ended in a traceback, or with a code that nothing promises": f"{len(table.broken):,}",
        "stopped, and did not name the place": f"{len(table.unsaid):,}",
        "entries lost or changed beside it": f"{len(table.changed):,}",
        "otherwise than a site that was never damaged": f"{len(table.differs):,}",
    }


def main() -> int:
    """Run the sweep and print its table."""
    parser = arguments(__doc__)
    parser.add_argument("--every", type=count, default=1, help="take each Nth case")
    parser.add_argument("--only", default="", help="cases that hold this pattern alone")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        table = sweep(Path(folder), every=args.every, only=args.only)
    name = "Damage to a site's files" + ", a sample" * (args.every > 1)
    command = "inv damage" + f" --every {args.every}" * (args.every > 1)
    return end([Sweep(name, command, rows(table), table.wrong)], keep=args.record and not args.only)


if __name__ == "__main__":
    sys.exit(main())
