"""What the build is measured with against stock Pelican: the kinds of files that both make."""

import json
import sys
from pathlib import Path

import pytest

from usalama.planning import manifest as manifests
from usalama.planning.manifest import Manifest, Page

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
SAME = ("index.html", "2026/w47/index.html", "topics/crime/index.html", "stories/s1/index.html", "feeds/all.xml")
OTHER = ("2026/w47/data.csv", "2026/w47/letter.html", "about/index.html", "feeds/all.json", "sitemap.xml")


@pytest.fixture
def alike(monkeypatch):
    """The module, which is a script's neighbour and in no package."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import alike  # noqa: PLC0415

    yield alike
    del sys.modules["alike"]


@pytest.fixture
def site(tmp_path):
    """A site that was built: one release tree, with its manifest."""
    tree = tmp_path / "site" / ".releases" / "1"
    for name in (*SAME, *OTHER):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(name)
    pages = {name: Page("print", "0" * 64, 0) for name in (*SAME, *OTHER)}
    tree.with_suffix(".manifest").write_text(manifests.render(Manifest(1, pages)))
    (tmp_path / "site" / "output").symlink_to(".releases/1")
    return tmp_path / "site"


def test_an_order_lacks_the_kinds_of_files_that_stock_pelican_makes(alike, site, tmp_path):
    """What the manifest of an order lacks is printed: those files and no others."""
    alike.order(site, tmp_path / "alike")
    order = json.loads((tmp_path / "alike" / "order").read_text())
    assert manifests.read_inputs(Path(order["manifest"]).read_text(), "", "data/")[0].keys() == set(OTHER)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("index.html", "index.html", []),
        ("index.html", "other", ["index.html"]),
        ("2026+w47+data.csv", "more", ["2026+w47+data.csv"]),
    ],
)
def test_a_page_that_is_not_as_in_the_whole_site_is_named(alike, site, tmp_path, name, text, told):
    """The comparison stops at such a page: it would measure other work. One besides the wanted is named too."""
    printed = tmp_path / "alike" / "printed"
    printed.mkdir(parents=True)
    for each in SAME:
        (printed / manifests.staged(each)).write_text(each)
    (printed / name).write_text(text)
    assert alike.differing(site, tmp_path / "alike") == told


def test_a_page_that_was_not_printed_is_named(alike, site, tmp_path):
    """A rule for names that chose nothing would be measured as very fast."""
    (tmp_path / "alike" / "printed").mkdir(parents=True)
    assert alike.differing(site, tmp_path / "alike") == sorted(map(manifests.staged, SAME))
