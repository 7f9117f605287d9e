"""A rule that is added to an archive: after ``usalama rejudge --masks`` and a build nothing shows what it hides."""

import gzip
import os
import re
import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from small_site import NAIROBI, REPOSITORY, SmallSite

from usalama.cli import main
from usalama.files import state, store
from usalama.files.weekstates import key_in
from usalama.formats.markdown import render
from usalama.ledger.ledger import FILE
from usalama.model import Reason
from usalama.releasing import release_trees

NOW = "2026-11-23T06:00+03:00"
BY_SHAPE = r"(?P<hide>{NAME}), {CHILD}(?=,)"
BY_NAME = "(?P<hide>Zuri Pembe)"
RULE = """
[[rules]]
name = "child"
en = "name withheld"
sw = "jina limefichwa"
patterns = ['{}']
"""
EDIT = """
[[edits]]
do = "{}"
on = "{}"
when = 2026-11-22T18:00:00+03:00
why = "The outlet wrote Zuri Pembe."
"""


def run(site: SmallSite, *words: str) -> int:
    """Run a command on the site."""
    return main([*words, "--root", str(site.root), "--now", NOW])


def showing(top: Path) -> list[str]:
    """Return the files below a folder whose names or bytes show the name, however it is joined or packed.

    The expressions that this process has compiled are the catalogue's own words: of this test, or of one before it.
    """
    found = []
    for path in sorted(path for path in top.rglob("*") if path.is_file() and path.name != "patterns.bin"):
        data = path.read_bytes()
        told = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
        if re.search(rb"(?i)pemb[e3]|p e m b e", path.relative_to(top).as_posix().encode() + told):
            found.append(path.relative_to(top).as_posix())
    return found


@pytest.fixture
def site(small_site: SmallSite) -> SmallSite:
    """The small site with a name in three weeks, in a story of four reports and its reasons, held back and not kept."""
    shutil.copy(REPOSITORY / "content/catalog/counties.csv", small_site.root / "content/catalog")
    one = small_site.entry(11, "2026-11-11", "Zuri Pembe, 9, is found by the river", counties=("turkana",))
    story = "s" + key_in(one)
    small_site.entry(12, "2026-11-18", "Pembe Zuri goes home", story=story, outlet="lake-radio")
    small_site.entry(13, "2026-11-19", "Kwaheri Z u r i P e m b e", story=story, language="sw", outlet="lake-radio")
    last = small_site.entry(14, "2026-11-20", "A village waits", story=story, summary="They wait for Zur1 Pemb3 there.")
    small_site.entry(15, "2026-11-17", "Zuri Pembe, 9, was seen", outlet="valley-gold", topics=("courts",))
    judged = store.read_entry(last, last.name, NAIROBI)
    why = Reason("story", story, 'near "Zuri Pembe, 9, is found by the river" (valley-post): both have zuri, pembe')
    entry = replace(judged.entry, was=("Zuri Pembe, 9, is missed",), said=("Who saw Zuri Pembe?",))
    judged = replace(judged, entry=entry, judgement=judged.judgement.because(why))
    last.write_text(render(judged), "utf-8")
    one.rename(one.with_name(f"zuri-pembe-9-is-found-by-the-river-{key_in(one)}.md"))
    held = small_site.root / store.HELD / "2026-w47" / last.name
    held.parent.mkdir(parents=True)
    last_held = small_site.entry(16, "2026-11-21", "Zuri Pembe, 9, again")
    last_held.rename(held.with_name(last_held.name))
    edits = [EDIT.format("retag", key_in(last)) + 'topics = ["courts"]\n', EDIT.format("note", story)]
    edits[1] = edits[1].replace("why", "text")
    edits.append(EDIT.format("correct", key_in(last)) + 'part = "title"\nkind = "misread"\nold = "A"\nnew = "The"\n')
    (small_site.root / FILE).write_text("".join(edits), "utf-8")
    missed = state.Dropped("0" * 10, "f", "", "Zuri Pembe, 9, sings", 0.4, "x", judged.entry.published, "r")
    state.add_dropped(small_site.root, "2026-w47", [missed, replace(missed, key="1" * 10, title="A choir sings")])
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.write_text(re.sub(r"(?m)^(Link: .*/1\d)$", r"\1/zuri-pembe-is-found", path.read_text("utf-8")), "utf-8")
        os.utime(path, ns=(1, 1))
    return small_site


@pytest.mark.parametrize("pattern", [BY_SHAPE, BY_NAME])
def test_nothing_shows_a_name_that_a_new_rule_hides(site, pattern, capsys):
    """Pages, feeds, data, the index of search, letters, citations, addresses, file names; and the cache."""
    assert run(site, "build") == 0
    before = showing(site.root / "output")
    kinds = {".html", ".xml", ".json", ".jsonl", ".csv", ".txt", ".pf_fragment"}
    assert {Path(name).suffix for name in before} >= kinds
    (site.root / "content/catalog/redaction.toml").write_text(RULE.format(pattern), "utf-8")
    assert run(site, "rejudge", "--masks") == 0
    assert showing(site.root / "content/entries") == showing(site.root / "content/held") == []
    assert run(site, "build") == 0
    assert showing(site.root / "output") == []
    week = (site.root / "output/2026/w47/index.html").read_text("utf-8")
    assert "valley-gold.example/15/zuri-pembe-is-found" in unquote(week)
    left = showing(site.root)
    assert left == ["content/catalog/redaction.toml"] * (pattern == BY_NAME)
    assert [each.title for each in state.read_dropped(site.root)] == ["A choir sings"]
    capsys.readouterr()
    assert run(site, "rejudge", "--masks") == 0
    assert capsys.readouterr().out.endswith("0 files changed\n")


@pytest.mark.parametrize("at", range(12))
def test_what_was_killed_as_it_hid_a_name_hides_it_when_it_is_repeated(site, killed_at, at):
    """Before whichever file: in the others, in the ledger, and in the older releases, which no build keeps."""
    (site.root / "content/catalog/redaction.toml").write_text(RULE.format(BY_SHAPE), "utf-8")
    for number in (1, 2):
        folder = site.root / ".releases" / f"{number}"
        folder.mkdir(parents=True)
        release_trees.vouch_for_nothing(site.root, number, number)
    with killed_at("usalama.machine.disk.write_whole", at):
        run(site, "rejudge", "--masks")
    assert run(site, "rejudge", "--masks") == 0
    assert showing(site.root / "content") == []
    assert state.read_hidden(site.root)
    assert (site.root / ".releases/doomed").exists()


def test_a_closed_week_stays_as_it_was_and_is_named(site, capsys):
    """Its record says what was known; a name that stands there is for a person to take down."""
    assert run(site, "build") == 0
    assert run(site, "verify", "2026-W46", "--close") == 0
    held = site.entry(17, "2026-11-12", "Zuri Pembe, 9, before", outlet="lake-radio")
    (site.root / store.HELD / "2026-w46").mkdir()
    held.rename(site.root / store.HELD / "2026-w46" / held.name)
    (site.root / "content/catalog/redaction.toml").write_text(RULE.format(BY_SHAPE), "utf-8")
    capsys.readouterr()
    assert run(site, "rejudge", "--masks") == 2
    said = capsys.readouterr().out
    (stays,) = showing(site.root / "content/entries")
    assert showing(site.root / "content/held") == []  # no record knows it
    assert stays.startswith("2026-w46/zuri-pembe-9-is-found")
    assert f"content/entries/{stays}: shows what a rule or a report of its story hides; its week is closed; " in said
    assert f"usalama edit take-down --root {site.root} {key_in(Path(stays))}" in said
    assert run(site, "edit", "take-down", key_in(Path(stays)), "--kind", "safety", "--why", "x") == 0
    assert (run(site, "rejudge", "--masks"), run(site, "build", "--accept-shrink")) == (0, 0)
    assert showing(site.root) == []


def test_a_name_goes_from_all_reports_that_are_one_story_and_from_all_edits_of_it(site):
    """Whoever joined them, the desk or a report that told of both; and whichever of them an edit speaks of."""
    (first,) = site.root.glob("content/entries/*/zuri-pembe-9-*")
    story = "s" + key_in(first)
    merged = site.entry(21, "2026-11-21", "Pembe Zuri rests", outlet="lake-radio")
    shown = site.entry(22, "2026-11-22", "A choir for Pembe Zuri", outlet="lake-radio")
    site.entry(23, "2026-11-22", "A choir sings", story=story, shows="s" + key_in(shown), outlet="valley-gold")
    edits = EDIT.format("merge", "s" + key_in(merged)) + f'story = "{story}"\n'
    edits += "".join(EDIT.format("hide", key_in(path)) + EDIT.format("show", key_in(path)) for path in (merged, shown))
    (site.root / FILE).write_text((site.root / FILE).read_text("utf-8") + edits, "utf-8")
    (site.root / "content/catalog/redaction.toml").write_text(RULE.format(BY_SHAPE), "utf-8")
    assert run(site, "rejudge", "--masks") == 0
    assert showing(site.root / "content") == []


def test_a_file_that_a_person_has_shaped_is_masked_line_by_line(site):
    """The order of its lines stays, and what is masked of its earlier wordings, too."""
    (path,) = site.root.glob("content/entries/2026-w47/0015*")
    text = path.read_text("utf-8").replace("Lang: en\n", "").replace("\n\n", "\nSaid: Is Zuri Pembe home?\n\n", 1)
    path.write_text("Was: Zuri Pembe, 9, is lost\nLang: en\n" + text, "utf-8")
    (site.root / "content/catalog/redaction.toml").write_text(RULE.format(BY_SHAPE), "utf-8")
    assert run(site, "rejudge", "--masks") == 0
    lines = path.read_text("utf-8").splitlines()
    assert lines[:3] == ["Was: [name withheld], 9, is lost", "Lang: en", "Title: [name withheld], 9, was seen"]
    assert "Said: Is [name withheld] home?" in lines
    assert showing(path.parent) == []
