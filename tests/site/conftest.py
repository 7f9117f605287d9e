"""Sites on disk for the tests of the whole build."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_site import SmallSite, fill, make_site


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The theme's templates, compiled once: two thirds of what a small site's first build takes."""
    site = fill(make_site(tmp_path_factory.mktemp("compiled") / "site"))
    site.print(site.root / "output")
    return site.root / ".cache/templates"


@pytest.fixture
def empty_site(tmp_path: Path, compiled: Path) -> SmallSite:
    """A site with a catalogue and no entry."""
    site = make_site(tmp_path / "site")
    shutil.copytree(compiled, site.root / ".cache/templates")
    return site


@pytest.fixture
def small_site(empty_site: SmallSite) -> SmallSite:
    """Three weeks, one story over two of them, one told by three outlets, two languages."""
    return fill(empty_site)
