"""An indexer that fails or does not end costs no page: the search index stays as it was, and this is said."""

import shutil

import pytest
from pagefind_bin import get_executable
from small_site import REPOSITORY, files_of

from usalama.cli import main
from usalama.files import state
from usalama.files.weekstates import key_in

NOW = "2026-11-23T06:00+03:00"
CONF = """
from topic_digest import search
search.get_executable = lambda: Path(PATH).parent / "indexer"
search.SECONDS = 8
"""
WORKS, FAILS, HANGS = f'exec {get_executable()} "$@"', "echo no luck >&2; exit 3", "exec sleep 3600"


@pytest.fixture
def site(small_site):
    """The small site with an indexer of its own, which the tests break and mend."""
    conf = small_site.root / "pelicanconf.py"
    conf.write_text(conf.read_text("utf-8") + CONF, "utf-8")
    return small_site


@pytest.fixture
def build(site, capsys):
    """A function that builds with such an indexer and returns (exit code, words, files of the search index)."""

    def run(indexer):
        path = site.root / "indexer"
        path.write_text(f"#!/bin/sh\necho asked >> {site.root}/asked\n{indexer}\n", "utf-8")
        path.chmod(0o755)
        code = main(["build", "--root", str(site.root), "--now", NOW])
        found = files_of((site.root / "output").resolve())
        return code, capsys.readouterr().out, {name: body for name, body in found.items() if "pagefind/" in name}

    return run


@pytest.mark.parametrize("indexer", [FAILS, HANGS], ids=["fails", "hangs"])
def test_pages_are_published_with_the_index_that_there_is(site, build, indexer):
    """Exit 2 and a line that says so; the next build tries again though no entry changed, and ends as a clean one."""
    first = build(WORKS)
    site.entry(60, "2026-11-20", "Watch kept over the well")
    code, words, index = build(indexer)
    assert (code, index) == (2, first[2])
    assert "not made: a new search index of 2026: " in words
    assert "Watch kept over the well" in (site.root / "output/2026/w47/index.html").read_text("utf-8")
    assert "search" in state.read_section(site.root, "publish")["lacking"]
    code, words, index = build(WORKS)
    assert code == 0
    assert index != first[2]
    assert files_of((site.root / "output").resolve()) == site.clean()


def test_a_first_build_does_without(build):
    """Where there is no older index the site is published without one."""
    code, words, index = build(FAILS)
    assert (code, "Published." in words, index) == (2, True, {})
    assert build(WORKS)[0] == 0


def test_what_was_taken_down_is_not_found_in_an_older_index(site, build):
    """An index from before a take-down is withdrawn, not kept."""
    for path in (REPOSITORY / "content/catalog").iterdir():
        if not (site.root / "content/catalog" / path.name).exists():
            shutil.copy(path, site.root / "content/catalog")
    assert build(WORKS)[2]
    key = key_in(max(site.root.glob("content/entries/2026-w47/*.md")))
    why = ["--kind", "court-order", "--why", "Ordered by a court."]
    assert main(["edit", "--root", str(site.root), "take-down", key, *why, "--now", NOW]) == 0
    code, words, index = build(FAILS)
    assert (code, "Published." in words, index) == (2, True, {})


def test_one_that_failed_is_not_asked_for_other_years(site, build):
    """A build waits for it once, however many years there are."""
    site.entry(60, "2025-11-20", "Watch kept over the well")
    site.entry(61, "2024-11-20", "Watch kept over the bridge")
    assert build(FAILS)[0] == 2
    assert (site.root / "asked").read_text("utf-8").count("asked") == 1
