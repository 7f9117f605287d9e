"""``usalama explain TEXT | KEY``: how a headline, or an entry that we hold, is judged, told in lines."""

import argparse
import re
import shutil
import textwrap
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from usalama.catalogue import actors
from usalama.claims.readings import Read, readings
from usalama.console.desktables import catalogue_root, load_rulebook
from usalama.console.hints import completed
from usalama.console.mends import LET_IN, mends
from usalama.desk import finding
from usalama.editor import editing
from usalama.errors import LedgerError, UsalamaError
from usalama.files import sitefolder, state, store
from usalama.files.ledgerfile import read_ledger
from usalama.files.weekstates import key_in
from usalama.judging.judge import judge_reading
from usalama.judging.leanings import RELEVANCE
from usalama.judging.places import HOME
from usalama.judging.reading import Reading
from usalama.judging.relevance import DOUBT, THRESHOLD, Share, features_of, points_of, shares
from usalama.judging.rulebook import Rulebook
from usalama.ledger.effects import marks, placed
from usalama.model import JudgedEntry, Judgement

_WIDEST = 100
_MOST = 8
_KEY = re.compile(r"s?([0-9a-f]{10})")
_START = re.compile(r"s?((?=[0-9a-f]*[0-9])[0-9a-f]{3,9})")
"""The beginning of a key, which a headline of one word without a digit is not taken for."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the text."""
    parser.add_argument("title", metavar="TEXT", help="the headline, or the key of an entry (its beginning is enough)")
    parser.add_argument("summary", metavar="SUMMARY", nargs="?", default="", help="its first sentence, if there is one")


def run(args: argparse.Namespace) -> int:
    """Print the judgement and its evidence."""
    if not args.title.strip():
        raise UsalamaError("TEXT is empty; give a headline, or the key of an entry")
    rulebook = load_rulebook(args)
    title, summary = editing.meant(args.title), args.summary
    root = catalogue_root(args)
    left = None if (path := _path(root, title)) else _left_out(root, title, _KEY)
    if not path and not left:
        try:
            path = _by_reading(root, title)
        except LedgerError:  # what no entry's id begins with may begin the key of what was not kept
            if not (left := _left_out(root, title, _START)):
                raise
    if path:
        held = store.read_entry(path, path.relative_to(root).as_posix(), sitefolder.zone_of(root))
        print("\n".join([*_as_held(held, root), *(_beside(held, root) if title.startswith("s") else ()), "", "Now"]))
        title, summary = held.entry.title, held.entry.summary
    elif left:
        told = _wrapped(f"  {left.why}", 4)
        print("\n".join([left.title, "", f"Read on {left.seen.date()} and not kept", *told]))
        print("\n".join(["", *map(completed, (each.format(left.key) for each in LET_IN)), ""]))
        print("Now, by the headline alone; nothing else of it was stored")
        title = left.title
    reading = rulebook.read(title, summary)
    print("\n".join(explanation(reading, judge_reading(reading, rulebook), rulebook)))
    return 0


def _path(root: Path, text: str) -> Path | None:
    """Return the file that a key, a story's id or the beginning of one names; None where no entry has it."""
    whole, start = _KEY.fullmatch(text), _START.fullmatch(text)
    named = whole or start
    if named is None:
        return None
    paths = [path for path in store.entry_paths(root) if key_in(path).startswith(named[1])]
    if len(keys := {key_in(path) for path in paths}) > 1:
        raise _several(named[1], keys)
    if len(paths) < 2:  # noqa: PLR2004
        return paths[0] if paths else None
    shown = finding.entries(root, *keys).values()  # of copies; where no file can be read, any says why
    return next((root / each.path for each in shown), paths[0])


def _left_out(root: Path, text: str, shape: re.Pattern[str]) -> state.Dropped | None:
    """Return the report of a key of this shape that was read and not kept, as ``usalama review`` lists it."""
    named = shape.fullmatch(text)
    found = {each.key: each for each in state.read_dropped(root) if named and each.key.startswith(named[1])}
    if len(found) > 1:
        raise _several(text, found)
    return next(iter(found.values()), None)


def _several(start: str, keys: Collection[str]) -> LedgerError:
    told = ", ".join(sorted(keys)[:_MOST])
    return LedgerError(f'several keys begin with "{start}": {told}; write more of it')


def _by_reading(root: Path, text: str) -> Path | None:
    """Return the file of what a key or an id means that no file's name has: one by hand, or a story's oldest report."""
    if not (_KEY.fullmatch(text) or _START.fullmatch(text)):
        return None
    found = finding.entries(root)
    return root / found[editing.pick(text, (each.judged for each in found.values()))[1].entry.key].path


def _as_held(held: JudgedEntry, root: Path) -> list[str]:
    """Return the lines of what its file says, the reasons of its day, of what is read from its words, and of mends."""
    ledger = read_ledger(root)
    edited, done = placed(held, ledger), marks(held, ledger)
    reasons = (f"  {each.line}" for each in held.judgement.reasons)
    wrapped = [part for line in reasons for part in _wrapped(line, 4)]
    read = readings(edited.entry, _actors(root))
    lines = [editing.title(held), *([f"By the desk: {', '.join(done)}"] if done else []), ""]
    lines += ["As its file says", *wrapped]
    lines += ["", "As each build reads its words", *_told(read, edited)] if read else []
    return [*lines, "", *mends(edited, read, done)]


def _beside(held: JudgedEntry, root: Path) -> Iterator[str]:
    """Yield the other reports of a story, and what is read from each: one of them may be at fault for what it shows."""
    ledger, every = finding.around(root, held.story)
    edited = sorted((placed(each.judged, ledger) for each in every.values()), key=lambda each: each.entry.published)
    others = [each for each in edited if each.story == ledger.final(held.story) and each.entry.key != held.entry.key]
    names = _actors(root)
    if others:
        yield from ("", "The story's other reports, each to be explained by its key")
    for each in others:
        yield f"  {each.entry.key}  {each.entry.outlet}: {each.entry.title}"
        yield from (f"  {line}" for line in _told(readings(each.entry, names), each))


def _actors(root: Path) -> actors.Actors:
    return actors.read_actors(store.read_desk(root).get(actors.FILE, ""))


def _told(read: Iterable[Read], judged: JudgedEntry) -> list[str]:
    out = ", which the desk leaves out"
    return [f'  {each.part} {each.what}: "{each.words}"{out * each.is_left_out(judged.misread)}' for each in read]


def explanation(reading: Reading, judgement: Judgement, rulebook: Rulebook) -> list[str]:
    """Return the lines: the verdict, what added to it and what took away, topics, places, facets."""
    verdict = "relevant" if judgement.relevance >= THRESHOLD else "not relevant"
    doubt = ", a near miss" if DOUBT <= judgement.relevance < THRESHOLD else ""
    lines = [f"{verdict}{doubt}: {judgement.relevance:.2f} (the line is {THRESHOLD})", ""]
    points = points_of(features_of(reading, rulebook.ground), rulebook.weights[RELEVANCE])
    lines += _shares(shares(points, reading, rulebook.ground))
    for kind, title in (("topic", "Topics"), ("county", "Counties"), ("facet", "Facets")):
        found = [reason for reason in judgement.reasons if reason.kind == kind]
        if found:
            lines += ["", title, *(f"  {reason.value:<22} {reason.evidence}" for reason in found)]
    elsewhere = dict.fromkeys(place.name for place in reading.places if place.country != HOME)
    if elsewhere:
        lines += ["", "Elsewhere", f"  {', '.join(elsewhere)}"]
    return [part for line in lines for part in (_wrapped(line, 25) or [""])]


def _wrapped(line: str, indent: int) -> list[str]:
    """Return a line as several that the terminal holds, those after the first set in."""
    width = min(_WIDEST, shutil.get_terminal_size((_WIDEST, 0)).columns)
    return textwrap.wrap(line, width, subsequent_indent=" " * min(indent, width // 4))


def _shares(found: list[Share]) -> list[str]:
    told = [share for share in found if abs(share.points) >= 0.05]  # noqa: PLR2004  rounds to nothing
    if not told:
        return ["No term of the vocabulary was found."]
    width = max(22, *(len(share.feature) for share in told))
    return [f"  {share.points:+5.1f}  {share.feature:<{width}} {', '.join(share.words[:4])}" for share in told]
