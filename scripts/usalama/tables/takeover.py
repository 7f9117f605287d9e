"""What a newer program brings to a site that judges by its own copies of the tables.

A copy that nobody changed, as the site noted when it got it or the history of the program's own folder tells, becomes
the newer table; weights that ``usalama learn`` moved are moved again. One that was changed stays, unless it no longer
fits the others, which were fitted together: then all of those are the program's, and what was changed lies beside,
``vocabulary.csv.own``, and is named by each run until somebody has put its rows back. It mends no mistake: a table with
one is refused by whoever reads it.
"""

import filecmp
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from itertools import chain, count
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from usalama.errors import CATALOG, CatalogError, MisfitError, SiteError, TableError
from usalama.files.sitefolder import PROGRAM, read_text
from usalama.files.weekstates import names_in
from usalama.machine import disk, kept
from usalama.tables.copies import FILE as COPIES
from usalama.tables.copies import NEVER, Copy, blob, git, is_cut, rendered
from usalama.tables.copies import read as read_copies
from usalama.tables.copies import write as write_copies
from usalama.tables.trying import files_of, state_of

FILE = ".cache/takeover.txt"
WEIGHTS = "weights.csv"
OWN = ".own"  # ends the name of a table that was set aside; a number follows where there was one already
_THE_SITES = frozenset({"corrections.csv", "desk.toml", "feeds.toml"})
_FITTED = (
    frozenset({"leanings.csv", "patterns.csv", "priors.csv", "unless.csv", "vocabulary.csv", "weights.csv"}),
    frozenset({"bilingual.csv", "story-weights.csv", "story-words.csv"}),
)
"""What training made, and what it was made of, for entries and for stories; other tables are lists of names, each of
which stands alone."""
_A_DESKS = frozenset({"counties.csv", "topics.toml"})
"""Who has written both has made another desk, to which no table of the program's is a lack."""


def take_over(root: Path, program: Path = PROGRAM) -> list[str]:
    """Take over from ``program`` what is newer there; return a line for each thing done.

    Call it under the site's lock. A run that is killed in it is made whole by the next one.
    """
    here, there = root / CATALOG, program / CATALOG
    # A site's tables are read, and git is asked, once after each change of theirs or of the program.
    if not _are_two(here, there) or kept.read(root / FILE, _state(here, there)) is not None:
        return []
    try:
        found = plan(root, program)
    except SiteError:  # a table that cannot be read stops a pull, which names it, and no build: a take-down goes out
        return []
    except TableError as error:  # what fits weights is not installed: a build goes on, for a take-down must go out
        return [f"tables of {there} not taken over: {error}"]
    for name in sorted(found.aside):
        data = (here / name).read_bytes()
        disk.write_whole(_place(here / f"{name}{OWN}", data), data)
    base = blob((there / WEIGHTS).read_bytes()) if found.learnt else ""
    tables = [((here / name).resolve(), found.tables[name]) for name in sorted(found.tables)]
    disk.write_all([*tables, *([_noted_as_learnt(root, found.tables[WEIGHTS], base)] if base else [])])
    if _note(root, there, base):
        kept.keep(root / FILE, b"", _state(here, there))
    if not found.tables:
        return []
    taken, stays = ", ".join(sorted(found.tables)), ", ".join(sorted(found.kept))
    return [f"tables taken over from {there}: {taken}", *([f"changed here and kept: {stays}"] if stays else [])]


class Plan(NamedTuple):
    """What is to be done with a site's tables."""

    tables: Mapping[str, bytes]  # those that become the program's, or what the desk taught it
    aside: frozenset[str]  # those of them whose own rows are put beside
    kept: frozenset[str]  # changed ones that stay
    learnt: bool  # whether the weights among the first are moved by what the desk answered


def plan(root: Path, program: Path = PROGRAM) -> Plan:
    """Return what ``take_over`` does; nothing is written."""
    here, there = root / CATALOG, program / CATALOG
    others, copies = _others(here, there), read_copies(root)
    ours = _unchanged(here, program, others, copies)
    learnt = _learnt(here, copies) & others
    if learnt and copies[WEIGHTS].moved != blob((there / WEIGHTS).read_bytes()):
        ours |= learnt
    changed = others - ours
    aside = _misfits(root, there, ours, changed)
    new = ours | aside
    new |= _lacking(here, there, new, changed - aside)
    if copies and not others >= _A_DESKS:  # what it never lacked, because there was no such table
        new |= frozenset(name for name in _names(there) if name not in copies and not (here / name).exists())
    tables = {name: (there / name).read_bytes() for name in new}
    taught = _taught(root, tables) if learnt & new else None
    if taught is not None:
        tables[WEIGHTS], aside = taught, aside - learnt
    elif learnt & ours:
        aside |= learnt
    return Plan(tables, aside, changed - aside - tables.keys(), taught is not None)


def save_learnt(
    root: Path, weights: str, program: Path = PROGRAM, *, answers: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Write the weights that a desk taught; a newer program's are moved too, unless a hand had changed these.

    ``answers`` is the table that they come of, name → text: where there is no room for both, neither is written.
    """
    path, taught = root / CATALOG / WEIGHTS, weights.encode()
    note(root, program)
    copy, was = read_copies(root).get(WEIGHTS), blob(path.read_bytes())
    files = [*((path.with_name(name), text.encode()) for name, text in answers.items()), (path, taught)]
    if copy and copy.blob == was:
        files.append(_noted_as_learnt(root, taught, copy.moved or copy.blob))
    disk.write_all((file.resolve(), data) for file, data in files)  # one that is a link stays it


def _noted_as_learnt(root: Path, weights: bytes, base: str) -> tuple[Path, bytes]:
    """Return the note with these weights, to be written with them: those of a run that dies are no hand's."""
    return root / COPIES, rendered({**read_copies(root), WEIGHTS: Copy(blob(weights), base)})


def note(root: Path, program: Path = PROGRAM) -> None:
    """Note which of a new site's tables are the program's as they are."""
    if _are_two(root / CATALOG, program / CATALOG):
        _note(root, program / CATALOG)


def _note(root: Path, there: Path, base: str = "") -> bool:
    """Note the site's tables; with a ``base``, its weights are the program's, moved by what the desk answered.

    Return False where there is no room for the note.
    """
    here, copies = root / CATALOG, read_copies(root)
    for name in _names(there):
        program = (there / name).read_bytes()
        if (here / name).is_file() and (here / name).read_bytes() == program:
            copies[name] = Copy(blob(program))
        elif base and name == WEIGHTS:
            copies[name] = Copy(blob((here / name).read_bytes()), base)
        else:
            copies.setdefault(name, Copy(NEVER))
    return write_copies(root, copies)


def _learnt(here: Path, copies: Mapping[str, Copy]) -> frozenset[str]:
    """Return the weights, where they are as the desk taught them and no hand changed them since."""
    copy = copies.get(WEIGHTS)
    is_so = copy and copy.moved and (here / WEIGHTS).is_file() and blob((here / WEIGHTS).read_bytes()) == copy.blob
    return frozenset({WEIGHTS}) if is_so else frozenset()


def _taught(root: Path, tables: Mapping[str, bytes]) -> bytes | None:
    """Return the program's weights moved by all that the desk answered; None where its answers cannot be read."""
    from usalama.files import store  # noqa: PLC0415  most runs have nothing to take over
    from usalama.labelled import corrections  # noqa: PLC0415
    from usalama.labelled.corrections import read_corrections  # noqa: PLC0415

    try:
        files = store.read_desk(root) | {name: data.decode() for name, data in tables.items()}
        return corrections.moved(files, read_corrections(files)).encode()
    except CatalogError:
        return None


def _state(here: Path, there: Path) -> bytes:
    return (state_of(here) + repr(files_of(there))).encode()


def aside(root: Path) -> dict[str, str]:
    """Return the tables that were set aside → one line that says why, and the mend."""
    names = sorted(path.name for path in (root / CATALOG).glob(f"*{OWN}*"))
    return {name: _told(name, name.rpartition(OWN)[0]) for name in names}


def own(root: Path, program: Path = PROGRAM) -> list[str]:
    """Return the names of the site's tables that were changed there; none of a desk that is all its own."""
    here, copies = root / CATALOG, read_copies(root)
    others = _others(here, program / CATALOG)
    return (
        [] if others >= _A_DESKS else sorted(others - _unchanged(here, program, others, copies) - _learnt(here, copies))
    )


def cut(root: Path) -> frozenset[str]:
    """Return the names of the tables that are the program's up to the end of a line, below the head, and end there."""
    here, there = root / CATALOG, PROGRAM / CATALOG
    both = ((name, (here / name).read_bytes(), (there / name).read_bytes()) for name in _others(here, there))
    return frozenset(name for name, ours, whole in both if is_cut(ours, whole) and ours.count(b"\n") > 1)


def _told(name: str, table: str) -> str:
    why = f"was changed here and did not fit this program's tables: {table} is the program's"
    return f"{CATALOG}/{name}: {why}; put your own rows back into that, then delete {name}"


def _others(here: Path, there: Path) -> frozenset[str]:
    """Return the tables that both have, and that are not the same."""
    if not _are_two(here, there):
        return frozenset()
    # Not by size and time: in an image of a machine all files may be of one time.
    is_same = partial(filecmp.cmp, shallow=False)
    both = (name for name in _names(there) if (here / name).is_file())
    return frozenset(name for name in both if not is_same(here / name, there / name))


def _are_two(here: Path, there: Path) -> bool:
    return there.is_dir() and here.is_dir() and not here.samefile(there)


def _names(there: Path) -> list[str]:
    """Return the names of the program's tables."""
    return [name for name in names_in(there) if name not in _THE_SITES and name[0] != "."]


def _lacking(here: Path, there: Path, new: frozenset[str], kept: frozenset[str]) -> frozenset[str]:
    """Return the tables that an older program had not, and that were fitted together with these new ones."""
    families = (family for family in _FITTED if family & new and not family & kept)
    return frozenset(name for name in chain(*families) if (there / name).is_file() and not (here / name).exists())


def _unchanged(here: Path, program: Path, names: frozenset[str], copies: Mapping[str, Copy]) -> frozenset[str]:
    """Return those of ``names`` that are, byte for byte, what the site got or what the program's own table once was."""
    blobs = {name: blob((here / name).read_bytes()) for name in names}
    noted = {name for name in names if name in copies and copies[name] == Copy(blobs[name])}
    past = _past(program) if names - noted else frozenset()
    return frozenset(name for name in names if name in noted or (name, blobs[name]) in past)


def _past(program: Path) -> frozenset[tuple[str, str]]:
    """Return the name and git's name of each table that the program ever had; none without git."""
    # With -m also what two branches became together, which is in neither.
    listed = ["log", "-m", "--format=", "--raw", "--no-abbrev", "--no-renames", "--", CATALOG]
    # The folder is named: another repository around it would know every table of the site; and git need not look
    # whose it is.
    found = git(program, "--git-dir", str(program / ".git"), *listed).decode("utf-8", "replace")
    told = (line.partition("\t") for line in found.splitlines())
    return frozenset((name.rpartition("/")[2], each) for marks, _, name in told for each in marks.split()[2:4])


def _misfits(root: Path, there: Path, ours: frozenset[str], changed: frozenset[str]) -> frozenset[str]:
    """Return the changed tables that are to be set aside: of those that were fitted together all, or none."""
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
