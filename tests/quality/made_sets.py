"""The sets of sentences that we made, and the names by which this desk reads them."""

import csv
from pathlib import Path

from usalama.catalogue.actors import FILE, read_actors

HERE = Path(__file__).parent
CATALOG = HERE.parents[1] / "content/catalog"
ACTORS = read_actors((CATALOG / FILE).read_text(encoding="utf-8"))


def rows(name):
    """Return the rows of one made set."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
