"""Sites on disk for the tests of the whole build."""

from pathlib import Path

import pytest
from small_site import SmallSite, compile_templates, fill, make_site


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The theme's templates, compiled once."""
    return compile_templates(tmp_path_factory.mktemp("compiled"))


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
