"""Sites on disk for the tests of the whole build."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_site import TEMPLATES, SmallSite, compile_templates, fill, make_site

from usalama.cli import main


@pytest.fixture(scope="session")
def compiled(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The theme's templates, compiled once."""
    return once("compiled", compile_templates) / TEMPLATES


@pytest.fixture
def empty_site(tmp_path: Path, compiled: Path) -> SmallSite:
    """A site with a catalogue and no entry."""
    return make_site(tmp_path / "site", compiled)


@pytest.fixture
def small_site(empty_site: SmallSite) -> SmallSite:
    """Three weeks, one story over two of them, one told by three outlets, two languages."""
    return fill(empty_site)


@pytest.fixture
def one_language(small_site: SmallSite) -> None:
    """The small site in English alone: for a test that builds it many times, and asks nothing of translations."""
    small_site.in_english()


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory, compiled: Path) -> Path:
    """The small site in English with its first release, for tests to copy: half of what most of them would take."""
    site = fill(make_site(tmp_path_factory.mktemp("published") / "site", compiled)).in_english()
    for path in site.root.glob("content/entries/*/*.md"):
        os.utime(path, ns=(1, 1))  # an hour-old archive, not one that was written this very moment
    assert main(["build", "--root", str(site.root), "--now", "2026-11-23T06:00+03:00"]) == 0
    return site.root


@pytest.fixture
def published(small_site: SmallSite, published_once: Path) -> None:
    """The small site in English alone, and built: for a test of what a later build does."""
    shutil.rmtree(small_site.root)
    shutil.copytree(published_once, small_site.root, symlinks=True)
