"""An entry that stops the build costs itself: it is found, named, left out; no other failure is blamed on one."""

import contextlib
import itertools
import json
import os
import re
import shutil
from datetime import UTC, datetime

import pytest
from small_site import REPOSITORY, SmallSite, files_of, fill, make_site

from usalama.cli import main
from usalama.errors import PrintError
from usalama.files import asides, state
from usalama.files.basis import Basis
from usalama.files.weekstates import key_in
from usalama.planning import halving
from usalama.printing import printer
from usalama.printing.stage import Stage
from usalama.usecases import build as usecase
from usalama.usecases import publish
from usalama.wiring import alarming

NOW = "2026-11-23T06:00+03:00"
# A theme with a fault that only some headlines meet: it calls `boom` for each that says "unlucky".
CONF = """
import os, signal, time
from markupsafe import Markup
def boom(label):
    {}
THEME = str((Path(PATH).parent / "theme").resolve())
JINJA_GLOBALS = {{"boom": boom}}
"""
WAYS = {
    "raises": "raise ValueError('no such luck')",
    "dies": "signal.signal(signal.SIGABRT, signal.SIG_DFL); os.abort()",
    "is refused": "return Markup('<script>x()</script>')",
}


def age(site):
    """Make it an hour-old archive, not one that was written this very moment."""
    for path in site.root.glob("content/entries/*/*.md"):
        os.utime(path, ns=(1, 1))


@pytest.fixture(scope="module")
def published_once(tmp_path_factory, compiled):
    """The small site in one language, published with a theme of its own that raises, for tests to copy."""
    site = fill(make_site(tmp_path_factory.mktemp("published") / "site", compiled)).in_english()
    # Where it stays for all of them, its templates are compiled once.
    theme = shutil.copytree(REPOSITORY / "themes/usalama", tmp_path_factory.mktemp("faulty") / "theme")
    (site.root / "theme").symlink_to(theme)
    words = theme / "templates/partials/words.html"
    text, count = re.subn(
        r"(\{%-? macro out\((\w+), (\w+)[^%]*%\})",
        r"\1{% if 'unlucky' in \3 %}{{ boom(\3) }}{% endif %}",
        words.read_text("utf-8"),
    )
    assert count == 1
    words.write_text(text, "utf-8")
    age(site)
    fault(site, WAYS["raises"])
    assert main(["build", "--root", str(site.root), "--now", NOW]) == 0
    return site.root


@pytest.fixture(scope="module")
def lacking_once(tmp_path_factory, published_once):
    """The same, published without one entry; every later entry comes in another week than that."""
    site = SmallSite(shutil.copytree(published_once, tmp_path_factory.mktemp("lacking") / "site", symlinks=True))
    site.entry(61, "2026-11-12", "An unlucky patrol returns")
    age(site)
    assert main(["build", "--root", str(site.root), "--now", NOW]) == 2
    return site.root


@pytest.fixture
def site(request, tmp_path, published_once):
    """A copy of the published site; where a test asks for ``lacking_one``, of the one that lacks an entry."""
    lacks = "lacking_one" in request.fixturenames
    once = request.getfixturevalue("lacking_once") if lacks else published_once
    root = shutil.copytree(once, tmp_path / "site", symlinks=True)
    # Its files are others than those that were published: the build that finds them equal notes them.
    assert main(["build", "--root", str(root), "--now", NOW]) == (2 if lacks else 0)
    return SmallSite(root)


@pytest.fixture
def lacking_one(site):
    """The entry that the site lacks."""
    return next(site.root.glob("content/entries/*/0061-*.md"))


@pytest.fixture
def build(site, capsys):
    """A function that builds and returns (exit code, what was said)."""

    def run(*more, now=NOW):
        code = main(["build", "--root", str(site.root), "--now", now, *more])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


@pytest.fixture
def starts(monkeypatch):
    """A list that has one member for each printer that was started."""
    started, start = [], printer.start
    monkeypatch.setattr(printer, "start", lambda *each: started.append(each) or start(*each))
    return started


def fault(site, way):
    """Give the theme's fault its effect."""
    conf = site.root / "pelicanconf.py"
    conf.write_text(conf.read_text("utf-8").partition("\nimport os, signal, time\n")[0] + CONF.format(way), "utf-8")


def published(site):
    return (site.root / "output/2026/w47/index.html").read_text("utf-8")


@pytest.mark.parametrize("way", WAYS)
def test_the_offender_is_found_and_the_rest_published(site, build, monkeypatch, way):
    """However it stops the build: exit 2, it alone is missing, named in words, status and alarm; no run looks twice."""
    fault(site, WAYS[way])
    assert build()[0] == 0
    site.entry(60, "2026-11-20", "Watch kept over the well")
    bad = site.entry(61, "2026-11-20", "An unlucky patrol returns")
    site.entry(62, "2026-11-21", "Elders speak at the market")
    age(site)
    name = bad.relative_to(site.root).as_posix()
    code, words = build()
    assert (code, "Published." in words) == (2, True)
    assert f"not read: {name}: set aside, for with it the site cannot be built: " in words
    page = published(site)
    assert "Watch kept over the well" in page
    assert "Elders speak at the market" in page
    assert "unlucky" not in page
    assert list(state.read_section(site.root, "publish")["lacking"]) == [name]
    assert [text for text in alarming.lacking(site.root).values() if name in text]
    monkeypatch.setattr(printer, "start", lambda *_: pytest.fail("it was looked for again"))
    code, words = build()
    assert (code, words.count(name), "Nothing new" in words) == (2, 1, True)


def test_a_report_in_two_weeks_that_both_changed_stands_in_the_first(site, build):
    """A copy whose date was mended, with the original left there: neither fails alone, and the rest is published."""
    moved = site.entry(7, "2026-11-13", "Elders meet at the border post").relative_to(site.root)
    site.entry(62, "2026-11-21", "Elders speak at the market")
    left = next(site.root.glob("content/entries/2026-w47/0007-*.md"))
    code, words = build()
    assert f"not read: {left.relative_to(site.root)}: set aside, " in words
    assert f": the same report as {moved} (Feed and Id); delete one" in words
    assert (code, "Elders speak" in published(site), "Elders meet" in published(site)) == (2, True, False)
    (site.root / moved).unlink()  # whichever of the two goes, the other is shown
    assert (build()[0], "Elders meet" in published(site)) == (0, True)


def test_names_that_no_table_has_set_nothing_aside(site, build):
    """More entries than may be set aside name a topic or area that is gone: each is named, its reports are shown."""
    for number in range(halving.MOST + 1):
        site.entry(60 + number, "2026-11-20", f"Watch {number}", topics=("old-wells",), counties=("lost-valley",))
    code, words = build()
    assert (code, "set aside" in words) == (2, False)
    assert ("the topics old-wells: not in" in words, "the counties lost-valley: not in" in words) == (True, True)
    assert f"Watch {halving.MOST}" in published(site)
    for address in ("topics/old-wells", "counties/lost-valley"):  # the desk may have given it up: it leads to all lists
        assert "0; url=../" in (site.root / "output" / address / "index.html").read_text("utf-8")


def test_an_offender_that_hangs_is_found(site, build, monkeypatch):
    """A printer that does not end is ended, and what it hung at is left out."""
    fault(site, "time.sleep(3600)")
    assert build()[0] == 0
    monkeypatch.setattr(printer, "SECONDS", 8)
    bad = site.entry(61, "2026-11-23", "An unlucky patrol returns")  # alone in its week: one hang is enough
    code, words = build()
    assert (code, "did not end within 8 s" in words, bad.name in words) == (2, True, True)
    assert "unlucky" not in published(site)


def test_it_is_left_out_until_it_or_the_program_changes(site, build):
    """Further builds do without it and say so; once the theme is mended it is published, and nothing is lacking."""
    bad = site.entry(61, "2026-11-20", "An unlucky patrol returns")
    assert build()[0] == 2
    site.entry(62, "2026-11-21", "Elders speak at the market")
    code, words = build()
    assert (code, bad.name in words, "Elders speak" in published(site)) == (2, True, True)
    fault(site, "return ''")
    assert build()[0] == 0
    assert "An unlucky patrol returns" in published(site)
    assert state.read_section(site.root, "publish")["lacking"] == {}


def test_a_new_entry_is_no_reason_to_look_again(site, build):
    """What is set aside stays so when others come: the build with it is not tried each hour."""
    tried = site.root / "tried"
    fault(site, f"open({str(tried)!r}, 'a').write('x'); raise ValueError('no such luck')")
    assert build()[0] == 0
    site.entry(61, "2026-11-20", "An unlucky patrol returns")
    assert build()[0] == 2
    tries = tried.read_text()
    site.entry(62, "2026-11-21", "Elders speak at the market")
    assert build()[0] == 2
    assert "Elders speak" in published(site)
    assert tried.read_text() == tries


def test_an_edited_offender_is_tried_again(site, build):
    """A person who mends the entry's file needs to do nothing else."""
    bad = site.entry(61, "2026-11-20", "An unlucky patrol returns")
    assert build()[0] == 2
    bad.write_text(bad.read_text("utf-8").replace("An unlucky patrol", "A patrol"), "utf-8")
    assert build()[0] == 0
    assert "A patrol returns" in published(site)


def test_what_is_published_without_it_is_what_a_clean_build_publishes(site, build):
    """Found by an update or from nothing, it is the same entry, and the sites are equal byte for byte."""
    site.entry(61, "2026-11-20", "An unlucky patrol returns")
    site.entry(62, "2026-11-21", "Elders speak at the market")
    assert build()[0] == 2
    updated = files_of((site.root / "output").resolve())
    for name in (".cache", ".releases"):
        shutil.rmtree(site.root / name)
    (site.root / "output").unlink()
    assert build()[0] == 2
    assert files_of((site.root / "output").resolve()) == updated


@pytest.mark.parametrize("way", ["raises", "is refused"])
def test_many_offenders_keep_the_old_site(site, build, monkeypatch, way):
    """More than a few entries that stop the build are a fault of the program: none is hidden, the refusal stands."""
    monkeypatch.setattr(halving, "MOST", 1)
    fault(site, WAYS[way])
    assert build()[0] == 0
    before = files_of((site.root / "output").resolve())
    for number in (60, 61):
        site.entry(number, "2026-11-20", f"An unlucky patrol, number {number}")
    site.entry(70, "2026-11-21", "Elders speak at the market")
    code, words = build()
    assert (code, "set aside" in words) == (1, False)
    assert files_of((site.root / "output").resolve()) == before
    assert state.read_section(site.root, "publish")["refused_since"]


def test_a_refused_build_is_looked_at_whole(site, build, capsys):
    """What was tried without entries, to find one at fault, is no build that the gate tells of: no report is lost."""
    assert build()[0] == 0
    with (site.root / "content/pages/about.en.md").open("a", encoding="utf-8") as page:
        page.write("\nSee [this](../nowhere/).\n")
    age(site)
    assert build()[0] == 1
    assert main(["gate", "--root", str(site.root)]) == 1
    said = capsys.readouterr().out
    assert "about/index.html: links to ../nowhere/" in said
    assert ", 1 problem, " in said


def test_set_aside_entries_count_over_runs(site, build):
    """One a day is as much a fault of the program as four at once: the fourth is not set aside."""
    codes = []
    for number in range(4):
        site.entry(60 + number, "2026-11-20", f"An unlucky patrol, number {number}")
        codes.append(build()[0])
    assert codes == [2, 2, 2, 1]


def test_a_failure_without_entries_is_refused_as_ever_and_tried_once_more_only(site, build, starts):
    """Where the build fails with no new entry at all, none is blamed, and the next run does not look again."""
    del starts[:]
    conf = site.root / "pelicanconf.py"
    good = conf.read_text("utf-8")
    broken = "\ndef fails(*_):\n    raise RuntimeError('the settings are broken')\n"
    conf.write_text(f"{good}{broken}import types\nPLUGINS = [types.SimpleNamespace(print_alone=fails)]\n", "utf-8")
    os.utime(site.entry(62, "2026-11-21", "Elders speak at the market"), ns=(1, 1))
    code, words = build()
    assert (code, len(starts), "the settings are broken" in words) == (1, 2, True)
    assert build()[0] == 1
    assert len(starts) == 3
    conf.write_text(good, "utf-8")
    assert build()[0] == 0


def test_a_full_disk_is_no_entrys_fault(site, build, starts):
    """What the machine does to the printer is refused at once: with fewer entries it would seem to go well."""
    fault(site, "raise OSError(28, 'No space left on device')")
    assert build()[0] == 0
    del starts[:]
    site.entry(61, "2026-11-20", "An unlucky patrol returns")
    code, words = build()
    assert (code, len(starts), "No space left" in words) == (1, 1, True)
    fault(site, "os.kill(os.getpid(), 9)")
    assert build()[0] == 1
    assert len(starts) == 2


def test_a_search_ends_in_time(site):
    """Where a try ends after the time for all of them nobody is blamed: the first failure is what is said."""
    site.entry(61, "2026-11-20", "An unlucky patrol returns")
    made_by, times = (site.root, site.root / "pelicanconf.py", "2026-11"), itertools.count(0, usecase.SEARCH_SECONDS)
    order = publish.Order("https://usalama.example", datetime.fromisoformat(NOW), UTC)
    with contextlib.closing(Stage(*made_by)) as stage:
        edges = usecase.Edges(Basis(*made_by), stage, lambda _: order, lambda: next(times), lambda *_: None)
        with pytest.raises(PrintError, match="no such luck"):
            usecase.build(site.root, edges, 2)
    assert next(times) == 2 * usecase.SEARCH_SECONDS


@pytest.mark.parametrize("top", ["ledger.toml", "pages/about.en.md", "catalog/feeds.toml"])
def test_an_edit_of_ledger_page_or_catalogue_is_published(site, build, lacking_one, starts, top):
    """It has the entry tried again; where that still stops the build, one more try leaves it out again."""
    path = site.root / "content" / top
    path.write_text(path.read_text("utf-8") + "\n" if path.exists() else "# No edit.\n", "utf-8")
    for number in range(70, 80):
        site.entry(number, "2026-11-20", f"Watch kept over well {number}")
    age(site)
    code, words = build()
    assert (code, "Published." in words, lacking_one.name in words) == (2, True, True)
    assert "Watch kept over well 79" in published(site)
    assert len(starts) == 3  # with it, without it, and what is published
    code, words = build()
    assert (code, "Nothing new" in words, len(starts)) == (2, True, 3)


def test_an_edit_and_a_second_offender_together_are_published(site, build, lacking_one):
    """Where what was set aside before does not explain the failure, it is looked for together with what is new."""
    (site.root / "content/ledger.toml").write_text("# No edit.\n", "utf-8")
    second = site.entry(70, "2026-11-20", "An unlucky watch over the well")
    site.entry(71, "2026-11-20", "Herders speak at the river")
    code, words = build()
    assert (code, lacking_one.name in words, second.name in words) == (2, True, True)
    assert "Herders speak at the river" in published(site)


def test_a_take_down_is_published_while_an_entry_is_set_aside(site, build, lacking_one):
    """The way in which an editor takes a report out of all pages, from the command to the live site."""
    for path in (REPOSITORY / "content/catalog").iterdir():
        if not (site.root / "content/catalog" / path.name).exists():
            shutil.copy(path, site.root / "content/catalog")
    assert "Elders meet at the border post" in published(site)
    key = key_in(next(site.root.glob("content/entries/*/0007-*.md")))
    why = ["--kind", "court-order", "--why", "Ordered by a court."]
    assert main(["edit", "--root", str(site.root), "take-down", key, *why, "--now", NOW]) == 0
    code, words = build()
    assert (code, "Published." in words, lacking_one.name in words) == (2, True, True)
    assert "Elders meet at the border post" not in published(site)


def test_a_refused_edit_forgets_nothing(site, build):
    """What was set aside is known after a build of a changed frame that was refused for another reason."""
    fault(site, WAYS["is refused"])
    assert build()[0] == 0
    bad = site.entry(61, "2026-11-12", "An unlucky patrol returns")
    age(site)
    assert build()[0] == 2
    about = site.root / "content/pages/about.en.md"
    about.write_text(about.read_text("utf-8") + "\nA word more of the editor's.\n", "utf-8")
    code, words = build(now="2026-10-10T06:00+03:00")
    assert (code, "lies in the future" in words) == (1, True)
    code, words = build()
    assert (code, "Published." in words, bad.name in words) == (2, True, True)


def test_it_stays_set_aside_while_the_search_index_fails(site, build, lacking_one, starts):
    """A build that tries again for the search index does without the entry at once."""
    conf = site.root / "pelicanconf.py"
    asked = site.root / "asked"
    indexer = site.root / "indexer"
    indexer.write_text(f"#!/bin/sh\necho asked >> {asked}\nexit 3\n", "utf-8")
    indexer.chmod(0o755)
    conf.write_text(
        conf.read_text("utf-8")
        + f"from topic_digest import search\nsearch.get_executable = lambda: Path({str(indexer)!r})\n",
        "utf-8",
    )
    site.entry(70, "2026-11-20", "Watch kept over the well")
    code, words = build()
    assert (code, "Published." in words, "not made: a new search index" in words) == (2, True, True)
    for times in range(1, 3):
        del starts[:]
        before = asked.read_text("utf-8")
        code, words = build()
        assert (code, "not made: a new search index" in words, lacking_one.name in words) == (2, True, True), times
        assert asked.read_text("utf-8") != before  # it was tried again
        assert len(starts) == 1


def test_what_was_looked_for_in_vain_is_not_looked_for_again(site, build, monkeypatch, starts):
    """Neither is it where an entry was set aside before, and the gate refuses the rest."""
    monkeypatch.setattr(halving, "MOST", 2)
    fault(site, WAYS["is refused"])
    assert build()[0] == 0
    site.entry(61, "2026-11-12", "An unlucky patrol returns")
    age(site)
    assert build()[0] == 2
    for number in (62, 63):
        site.entry(number, "2026-11-20", f"An unlucky patrol, number {number}")
    age(site)
    del starts[:]
    assert build()[0] == 1
    assert len(starts) > 2
    del starts[:]
    assert build()[0] == 1
    assert len(starts) == 1


def test_a_published_entry_that_is_edited_leaves_its_page(site, build):
    """What its outlet made of it stops the build, what it was is no longer what the outlet says: neither is shown."""
    path = site.entry(61, "2026-11-20", "A patrol returns")
    assert build()[0] == 0
    assert "A patrol returns" in published(site)
    path.write_text(path.read_text("utf-8").replace("A patrol", "An unlucky patrol"), "utf-8")
    assert build()[0] == 2
    assert "patrol returns" not in published(site)
    assert [text for text in alarming.lacking(site.root).values() if path.name in text]


def test_a_torn_note_of_what_is_set_aside_is_forgotten(site, build):
    """The note is a cache: without it the offender is found anew."""
    site.entry(61, "2026-11-20", "An unlucky patrol returns")
    assert build()[0] == 2
    note, read = site.root / asides.ASIDE, asides.Asides(site.root)
    for torn in ("", "[]", '{"files": 3}', '{"frame": "x", "files": {"a": 1}}', "\x00"):
        note.write_text(torn, "utf-8")
        assert (read.of("x"), read.noted(), read.vain) == ({}, (), "")
    site.entry(62, "2026-11-21", "Elders speak at the market")
    assert build()[0] == 2
    assert json.loads(note.read_bytes())["files"]
