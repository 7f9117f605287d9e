"""What a newer program brings to a site that judges by its own copies of the tables.

A copy that nobody changed, as the history of the program's own folder tells, becomes the newer table. One that was
changed stays, unless it no longer fits the others, which were fitted together: then all of those are the program's, and
what was changed lies beside, ``vocabulary.csv.own``, and is named by each run until somebody has put its rows back. It
mends no mistake: a table with one is refused by whoever reads it.
"""

from __future__ import annotations

import contextlib
import filecmp
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from hashlib import sha1
from itertools import chain, count
from pathlib import Path

import usalama
from usalama.errors import CatalogError, MisfitError
from usalama.files.sitefolder import read_text
from usalama.files.weekstates import names_in
from usalama.machine import disk
from usalama.wiring.trying import files_of, noted, state_of

FILE = ".cache/takeover.txt"
PROGRAM = Path(usalama.__file__).resolve().parents[2]
_TABLES = "content/catalog"
OWN = ".own"
"""Ends the name of a table that was put aside; a number follows where there was one already."""
_THE_SITES = frozenset({"corrections.csv", "desk.toml", "feeds.toml"})
_FITTED = (
    frozenset({"leanings.csv", "patterns.csv", "priors.csv", "vocabulary.csv", "weights.csv"}),
    frozenset({"bilingual.csv", "story-weights.csv", "story-words.csv"}),
)
"""What training made, and what it was made of, for entries and for stories; other tables are lists of names, each of
which stands alone."""
_A_DESKS = frozenset({"counties.csv", "topics.toml"})
"""Who has written both has made another desk, to which no table of the program's is a lack."""
_SECONDS = 60


def take_over(root: Path, program: Path = PROGRAM) -> list[str]:
    """Take over from ``program`` what is newer there; return a line for each thing done.

    Call it under the site's lock. A run that is killed in it is made whole by the next one.
    """
    here, there = root / _TABLES, program / _TABLES
    others = _others(here, there)
    # A desk with tables of its own asks git, and reads them, once after each change of theirs or of the program.
    if not others or noted(root / FILE) == _state(here, there):
        return []
    ours = _unchanged(here, program, others)
    changed = others - ours
    aside = _misfits(root, there, ours, changed)
    for name in sorted(aside):
        data = (here / name).read_bytes()
        disk.write_whole(_place(here / f"{name}{OWN}", data), data)
    new = ours | aside
    new |= _lacking(here, there, new, changed - aside)
    disk.write_all((here / name, (there / name).read_bytes()) for name in sorted(new))
    with contextlib.suppress(OSError):  # no room: the next run looks again
        disk.keep(root / FILE, _state(here, there).encode())
    if not new:
        return []
    taken, stays = ", ".join(sorted(new)), ", ".join(sorted(changed - aside))
    return [f"tables taken over from {there}: {taken}", *([f"changed here and kept: {stays}"] if stays else [])]


def _state(here: Path, there: Path) -> str:
    return state_of(here) + repr(files_of(there))


def aside(root: Path) -> dict[str, str]:
    """Return the tables that were put aside → one line that says why, and the mend."""
    names = sorted(path.name for path in (root / _TABLES).glob(f"*{OWN}*"))
    return {name: _told(name, name.rpartition(OWN)[0]) for name in names}


def own(root: Path) -> list[str]:
    """Return the names of the site's tables that the program has otherwise; none of a desk that is all its own."""
    others = _others(root / _TABLES, PROGRAM / _TABLES)
    return [] if others >= _A_DESKS else sorted(others)


def _told(name: str, table: str) -> str:
    why = f"was changed here and did not fit this program's tables: {table} is the program's"
    return f"{_TABLES}/{name}: {why}; put your own rows back into that, then delete {name}"


def _others(here: Path, there: Path) -> frozenset[str]:
    """Return the tables that both have, and that are not the same."""
    if not there.is_dir() or not here.is_dir() or here.samefile(there):
        return frozenset()
    both = [name for name in names_in(there) if name not in _THE_SITES and (here / name).is_file()]
    # Not by size and time: in an image of a machine all files may be of one time.
    is_same = partial(filecmp.cmp, shallow=False)
    return frozenset(name for name in both if name[0] != "." and not is_same(here / name, there / name))


def _lacking(here: Path, there: Path, new: frozenset[str], kept: frozenset[str]) -> frozenset[str]:
    """Return the tables that an older program had not, and that were fitted together with these new ones."""
    families = (family for family in _FITTED if family & new and not family & kept)
    return frozenset(name for name in chain(*families) if (there / name).is_file() and not (here / name).exists())


def _unchanged(here: Path, program: Path, names: Collection[str]) -> frozenset[str]:
    """Return those of ``names`` that are, byte for byte, what the program's own table once was; none without git."""
    # With -m also what two branches became together, which is in neither.
    listed = ["log", "-m", "--format=", "--raw", "--no-abbrev", "--no-renames", "--", _TABLES]
    import subprocess  # noqa: PLC0415  only here

    # The folder is named: another repository around it would know every table of the site; and git need not look
    # whose it is.
    command = ["git", "--git-dir", str(program / ".git"), *listed]
    try:
        found = subprocess.run(  # noqa: S603  our words
            command, cwd=program, capture_output=True, encoding="utf-8", timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return frozenset()
    told = (line.partition("\t") for line in found.stdout.splitlines())
    known = {(name.rpartition("/")[2], blob) for marks, _, name in told for blob in marks.split()[2:4]}
    return frozenset(name for name in names if (name, _blob(here / name)) in known)


def _blob(path: Path) -> str:
    """Return git's name for the bytes of a file."""
    data = path.read_bytes()
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _misfits(root: Path, there: Path, ours: frozenset[str], changed: frozenset[str]) -> frozenset[str]:
    """Return the changed tables that are to be put aside: of those that were fitted together all, or none."""
    if changed.isdisjoint(frozenset().union(*_FITTED)):
        return frozenset()
    from usalama.files import store  # noqa: PLC0415  most runs have nothing to take over
    from usalama.judging import rulebook  # noqa: PLC0415
    from usalama.stories import evidence  # noqa: PLC0415

    def closely(texts: Mapping[str, str]) -> Iterable[Callable[[], object]]:
        return chain(rulebook.readings(texts), rulebook.idle(texts))

    texts = store.read_desk(root)
    mixed = texts | _read(there, ours & texts.keys())
    found: list[str] = []
    looks = (rulebook.readings, closely), (evidence.readings, evidence.readings)
    for family, (plain, close) in zip(_FITTED, looks, strict=True):
        theirs = changed & family
        # Where the program's would fit no better, as at a desk with topics of its own, nothing is gained by them.
        if not _fit((close if ours & family else plain)(mixed)) and _fit(close(mixed | _read(there, theirs))):
            found += theirs
    return frozenset(found)


def _read(folder: Path, names: Collection[str]) -> dict[str, str]:
    return {name: read_text(folder / name, str(folder / name)) for name in names}


def _fit(readings: Iterable[Callable[[], object]]) -> bool:
    """Tell whether tables fit together."""
    for reading in readings:
        try:
            reading()
        except MisfitError:
            return False
        except CatalogError:
            continue  # a slip in one table, which whoever reads it names
    return True


def _place(path: Path, data: bytes) -> Path:
    """Return the first of path, path2, path3, … that is not taken, or that has these bytes since a killed run."""
    names = chain([path], (path.with_name(f"{path.name}{number}") for number in count(2)))
    return next(each for each in names if not each.exists() or each.read_bytes() == data)
