"""``usalama quality``: measure everything on the made sets and, where it is, the real data; write docs/quality.md."""

import argparse
import csv
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from usalama.catalogue.actors import FILE as ACTORS
from usalama.catalogue.actors import read_actors
from usalama.commands.score import read_labelled
from usalama.commands.train_stories import labelled_sets
from usalama.console.desktables import catalogue_root, load_rulebook
from usalama.errors import TableError
from usalama.files import store
from usalama.files.sitefolder import PROGRAM, read_text
from usalama.judging.firstlook import compile_tables
from usalama.judging.rulebook import Rulebook
from usalama.labelled.metrics import Measure
from usalama.labelled.quality import Measured, page
from usalama.labelled.score import cases_of, scorecard
from usalama.labelled.story_training import cross_validate
from usalama.labelled.texts import SETS as TEXTS
from usalama.labelled.texts import texts_measured
from usalama.machine import disk
from usalama.stories.evidence import read_story_tables

_MADE, _PAGE = PROGRAM / "tests/quality", Path("docs/quality.md")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where the real data is and where the page goes."""
    default = Path(os.environ.get("USALAMA_SHARED", PROGRAM.parent / "shared")) / "data"
    parser.add_argument("--data", type=Path, default=default, metavar="DIR", help="the real data, where there is any")
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", help=f"else {_PAGE} of the site whose tables judge")


def run(args: argparse.Namespace) -> int:
    """Measure and write; print which sets were there."""
    rulebook = load_rulebook(args)
    sets = tomllib.loads(read_text(_MADE / "sets.toml", "tests/quality/sets.toml"))
    found = [_set(_MADE, each) for each in sets["made"]]
    found += [_set(args.data, each) for each in sets["shared"] if (args.data / each["file"]).is_file()]
    stories, _ = labelled_sets(path for path, _, _ in found)
    checked = dict(zip(stories, cross_validate(list(stories.values()), read_story_tables(rulebook.files)), strict=True))
    found += [_set(_MADE, each) for each in sets["unseen"]]
    measured = [_measured(path, title, note, rulebook, checked) for path, title, note in found]
    root = catalogue_root(args)
    tables, out = store.read_desk(root), args.out or root / _PAGE
    masks, actors = compile_tables(tables).masks, read_actors(tables.get(ACTORS, ""))
    texts = texts_measured({name: _rows(_MADE / f"{name}.csv") for name in TEXTS}, masks, actors)
    disk.write_whole(out, page(measured, texts, _rows(_MADE / "first-sight.csv")).encode())
    print(f"{out}: {len(measured)} sets measured: {', '.join(one.title.lower() for one in measured)}")
    return 0


def _set(folder: Path, told: Mapping[str, str]) -> tuple[Path, str, str]:
    return folder / told["file"], told["title"], told["note"]


def _measured(path: Path, title: str, note: str, rulebook: Rulebook, checked: Mapping[str, Measure]) -> Measured:
    headlines, documents = read_labelled(path)
    card = scorecard(cases_of(headlines, rulebook), rulebook, path.name, documents=documents)
    return Measured(title, note, card, (checked[path.name],) if path.name in checked else ())


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise TableError(f"{path}: no such file; quality is measured in the repository")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
