"""Sites on disk for the tests of the whole build."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_site import SmallSite, fill, make_site


@pytest.fixture
def empty_site(tmp_path: Path) -> SmallSite:
    """A site with a catalogue and no entry."""
    return make_site(tmp_path / "site")


@pytest.fixture
def small_site(empty_site: SmallSite) -> SmallSite:
    """Three weeks, one story over two of them, one told by three outlets, two languages."""
    return fill(empty_site)
