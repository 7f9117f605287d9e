"""An incremental build is the clean build, byte for byte, whatever was edited."""

import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml.html import fromstring
from small_site import NAIROBI, SmallSite, files_of, fill, make_site

import made
from usalama.cli import main
from usalama.digest import filed, issues, overflow
from usalama.files import filedfiles
from usalama.files.weekfiles import WeekFiles
from usalama.files.weekstates import key_in
from usalama.wiring import closing
from usalama.words.weeks import Week

Edit = Callable[[SmallSite, int], None]


def _entries(site: SmallSite) -> list[Path]:
    return sorted(site.root.glob("content/entries/*/*.md"))


def _pick(site: SmallSite, number: int) -> Path | None:
    paths = _entries(site)
    return paths[number % len(paths)] if paths else None


def _change(path: Path | None, key: str, value: str) -> None:
    if path is not None:
        lines = [f"{key}: {value}" if line.startswith(f"{key}:") else line for line in path.read_text().split("\n")]
        path.write_text("\n".join(lines))


def _add(site: SmallSite, number: int) -> None:
    day = f"2026-{9 + number % 3:02d}-{1 + number % 28:02d}"
    site.entry(100 + number, day, f"Watch kept over well {number}", outlet=("lake-radio", "valley-post")[number % 2])


def _join(site: SmallSite, number: int) -> None:
    first = _entries(site)
    if first:
        story = "s" + key_in(first[0])
        places = (("baringo",), (), ("turkana",))[number % 3]
        day = f"2026-11-{20 + number % 9}"
        site.entry(200 + number, day, f"More of the goats, {number}", story=story, counties=places)


def _retitle(site: SmallSite, number: int) -> None:
    _change(_pick(site, number), "Title", f"Another headline {number}")


def _in_place(site: SmallSite, number: int) -> None:
    """Change one letter: the size, the name and the folder stay what they were."""
    path = _pick(site, number)
    if path is not None:
        text = path.read_text()
        with path.open("r+") as stream:
            stream.write(text.replace("dawn", "dusk") if "dawn" in text else text.replace("dusk", "dawn"))


def _retag(site: SmallSite, number: int) -> None:
    _change(_pick(site, number), "Topics", ("courts", "banditry", "courts, banditry", "")[number % 4])


def _relocate(site: SmallSite, number: int) -> None:
    _change(_pick(site, number), "Counties", ("turkana", "", "baringo, turkana")[number % 3])


def _merge(site: SmallSite, number: int) -> None:
    """A report shows that the story of another entry is one with its own, as a pull finds it."""
    keys = [key_in(path) for path in _entries(site)]
    if keys:
        kept, gone = f"s{keys[0]}", f"s{keys[number % len(keys)]}"
        site.entry(300 + number, f"2026-11-{20 + number % 9}", f"One story, {number}", story=kept, shows=gone)


def _by_hand(site: SmallSite, number: int) -> None:
    """The desk merges a story, or splits one of its entries off."""
    keys = [key_in(path) for path in _entries(site)]
    ledger = site.root / "content/ledger.toml"
    if number % 2 and len(keys) > 1:
        ledger.write_text(made.edit("merge", f"s{keys[-1]}", story=f"s{keys[0]}"))
    elif keys:
        ledger.write_text(made.edit("split", keys[number % len(keys)]))


def _hide(site: SmallSite, number: int) -> None:
    """The desk hides one more entry, whatever else it decided before."""
    path, ledger = _pick(site, number), site.root / "content/ledger.toml"
    if path is not None:
        before = ledger.read_text() if ledger.exists() else ""
        ledger.write_text(before + made.edit("hide", key_in(path)))


def _remove(site: SmallSite, number: int) -> None:
    path = _pick(site, number)
    if path is not None:
        path.unlink()


def _move(site: SmallSite, number: int) -> None:
    path = _pick(site, number)
    if path is not None:
        target = site.root / "content" / "entries" / f"2026-w{40 + number % 8}" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)


def _page(site: SmallSite, number: int) -> None:
    (site.root / "content/pages/about.en.md").write_text(f"Title: About\nDescription: It.\n\nText {number}.\n")


def _catalogue(site: SmallSite, number: int) -> None:
    path = site.root / "content/catalog/feeds.toml"
    path.write_text(path.read_text().replace('owner = ""', f'owner = "Owner {number}"'))


def _settings(site: SmallSite, number: int) -> None:
    site.conf["USALAMA_SAMPLE"] = bool(number % 2)


def _broken(site: SmallSite, number: int) -> None:
    path = _pick(site, number)
    if path is not None:
        path.write_text("Title: cut off")


def _panel(site: SmallSite, number: int) -> None:
    """Note who answered in some week: a feed joins, leaves or fails."""
    path = site.root / f"content/panels/2026-w{44 + number % 4}.csv"
    path.parent.mkdir(exist_ok=True)
    rows = [f"https://feed.example/{at},valley-post,{(number >> at) % 2}\n" for at in range(1 + number % 3)]
    path.write_text("feed,outlet,answered\n" + "".join(rows))


def _close(site: SmallSite, number: int) -> None:
    """Write the record of one of the weeks 44 to 47, as the job does when it is over; remove one that is there."""
    week = Week(2026, 44 + number % 4)
    path = site.root / issues.record_name(week.slug)
    if path.exists():
        path.unlink()
        return
    closing.close(site.root, week, datetime.combine(week.sunday, datetime.min.time(), NAIROBI) + timedelta(days=3))


def _note(site: SmallSite, number: int) -> None:
    """Note what was filed in one of the weeks 44 to 47, as each pull does; delete a torn one, tear a whole one."""
    week = Week(2026, 44 + number % 4)
    if filedfiles.add(site.root, week, WeekFiles(site.root, NAIROBI).read(week).entries):
        (site.root / f"{filed.FOLDER}/{week.slug}.json").unlink(missing_ok=True)
    elif number % 3 == 0:
        (site.root / f"{filed.FOLDER}/{week.slug}.json").write_text("torn", "utf-8")


EDITS: tuple[Edit, ...] = (
    _panel, _panel,
    _add, _add, _join, _retitle, _in_place, _retag, _relocate, _remove, _move, _page, _catalogue, _settings, _broken,
    _merge, _by_hand, _merge, _hide, _hide, _close, _close, _note, _note,
)  # fmt: skip


def _update(site: SmallSite, tree: Path, have: dict[str, str]) -> dict[str, str]:
    """Bring a tree up to date as a build does; return what it then holds."""
    stage = site.root / "stage"
    shutil.rmtree(stage, ignore_errors=True)
    answer = site.print(stage, have)
    for name in answer["written"]:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(stage / name, tree / name)
    for name in answer["removed"]:
        (tree / name).unlink()
    return {name: inputs for name, inputs in {**have, **answer["written"]}.items() if name not in answer["removed"]}


@pytest.mark.slow
@settings(max_examples=6, derandomize=True, suppress_health_check=list(HealthCheck), print_blob=False)
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 40)), min_size=2, max_size=4))
def test_random_edits_give_the_bytes_of_a_clean_build(tmp_path_factory, compiled, edits):
    """After each of any edits the updated tree equals a build from nothing, and nothing else is in it."""
    site = fill(make_site(tmp_path_factory.mktemp("edited") / "site", compiled))
    if len(edits) > 2:  # a few edits in both languages, more of them in one
        site.in_english()
    tree = site.root / "tree"
    have = _update(site, tree, {})
    for edit, number in edits:
        edit(site, number)
        have = _update(site, tree, have)
        assert files_of(tree) == site.clean(), edit.__name__


@pytest.mark.usefixtures("one_language")
def test_an_update_tells_anew_what_the_data_files_came_to_and_reads_no_older_year(small_site):
    """The year that grew is hashed as it was printed; of another the release's manifest knows the hash already."""
    small_site.entry(8, "2025-11-18", "Raiders take ten camels")
    tree = small_site.root / "tree"
    have = _update(small_site, tree, {})
    (tree / "data/2025.csv").unlink()  # whoever read it would fail; the manifest of such a tree says "no bytes"
    small_site.entry(9, "2026-11-21", "Elders meet again")
    _update(small_site, tree, have)
    resources = json.loads((tree / "data/datapackage.json").read_text("utf-8"))["resources"]
    told = {each["path"]: each["bytes"] for each in resources}
    assert told["2026.csv"] == (tree / "data/2026.csv").stat().st_size
    assert told["2025.csv"] == 0
    assert told["2025.jsonl"] == (tree / "data/2025.jsonl").stat().st_size


@pytest.mark.usefixtures("one_language")
def test_the_table_of_a_year_s_stories_follows_them_into_the_next_year_and_else_stays(small_site):
    """A story stands once, in the year that it began in: what goes on of it later changes that table, nothing else."""
    tree, table = small_site.root / "tree", "data/stories-2026.csv"
    have = _update(small_site, tree, {})
    before = (tree / table).read_bytes()
    small_site.entry(52, "2027-01-05", "Watch kept over the new well")
    have = _update(small_site, tree, have)
    assert (tree / table).read_bytes() == before
    story = "s" + key_in(_named(small_site, "radios"))
    small_site.entry(53, "2027-01-06", "Radios of the sale sought", story=story)
    have = _update(small_site, tree, have)
    assert b",2027-W01,2,Radios of the sale sought," in (tree / table).read_bytes()
    small_site.entry(57, "2027-01-13", "Radios of the sale found", story=story)
    answer = small_site.print(small_site.root / "stage", have)
    assert table in answer["written"]
    files = small_site.clean()
    assert (small_site.root / "stage" / table).read_bytes() == files[table]
    assert b",2027-W02,3,Radios of the sale found," in files[table]
    assert b"Radios of the sale" not in files["data/stories-2027.csv"]


@pytest.mark.usefixtures("one_language")
def test_rows_of_stories_are_made_for_the_weeks_in_which_what_changed_began_and_else_kept(small_site):
    """A year's table joins its weeks' files: an update makes the newest week's and those where what goes on began."""
    tree = small_site.root / "tree"
    small_site.entry(58, "2026-11-12", "Boats counted at the landing")  # a week in which the story goes on
    have = _update(small_site, tree, {})
    began, newest = "2026/w45/stories.csv", "2026/w47/stories.csv"
    assert {began, newest} <= have.keys()
    small_site.entry(52, "2026-11-20", "Watch kept over the new well")
    have = _update(small_site, tree, have)
    small_site.entry(59, "2026-11-20", "Watch kept over another well")
    answer = small_site.print(small_site.root / "stage", have)
    assert [name for name in answer["written"] if name.endswith("/stories.csv")] == [newest]
    have = _update(small_site, tree, have)
    story = "s" + key_in(next(path for path in _entries(small_site) if path.parent.name == "2026-w45"))
    for number, day in ((53, "2026-11-12"), (54, "2026-11-20")):
        small_site.entry(number, day, f"More of what began, {number}", story=story)
        have = _update(small_site, tree, have)
    small_site.entry(55, "2026-11-21", "More of what began", story=story)
    answer = small_site.print(small_site.root / "stage", have)
    assert {name for name in answer["written"] if name.endswith("/stories.csv")} == {began, newest}
    files = small_site.clean()
    weeks = sorted(name for name in files if name.endswith("/stories.csv"))
    rows = [files[name].partition(b"\r\n")[2] for name in weeks]
    assert files["data/stories-2026.csv"].partition(b"\r\n")[2] == b"".join(rows)
    assert story.encode() in rows[weeks.index(began)]
    assert story.encode() not in rows[weeks.index(newest)]


def _named(site: SmallSite, words: str) -> Path:
    return next(path for path in _entries(site) if words in path.read_text("utf-8"))


@pytest.mark.usefixtures("one_language")
def test_a_running_story_s_mark_follows_a_report_of_any_of_its_weeks(small_site):
    """That an earlier week lost its second owner is told in the list of running stories too."""
    tree = small_site.root / "tree"
    first = small_site.entry(54, "2026-11-10", "Forty camels taken at the ford")
    story = "s" + key_in(first)
    other = small_site.entry(55, "2026-11-11", "Camels taken at the ford", story=story, outlet="lake-radio")
    small_site.entry(56, "2026-11-20", "Camels of the ford found", story=story)
    have = _update(small_site, tree, {})
    other.unlink()
    _update(small_site, tree, have)
    page = (tree / "stories/index.html").read_text("utf-8")
    line = page.partition("Camels of the ford found")[2].partition("</li>")[0]
    assert "◆◇◇" in line
    assert files_of(tree) == small_site.clean()


def test_a_merge_moves_earlier_reports_and_leaves_the_way_there(small_site):
    """The younger story's address, feed and anchor lead to the older; old weeks follow; all as in a clean build."""
    tree = small_site.root / "tree"
    kept, gone = (f"s{key_in(_entries(small_site)[place])}" for place in (0, -2))
    small_site.entry(60, "2026-11-24", "More radios heard of in court", story=gone)
    have = _update(small_site, tree, {})
    assert f"stories/{gone}/index.html" in have
    small_site.entry(61, "2026-11-25", "Goats and radios were one case", story=kept, shows=gone)
    have = _update(small_site, tree, have)
    for prefix in ("", "sw/"):
        page = (tree / f"{prefix}stories/{gone}/index.html").read_text("utf-8")
        assert f'<meta http-equiv="refresh" content="0; url=../{kept}/">' in page
        assert f'<link rel="canonical" href="https://small.example/{prefix}stories/{kept}/">' in page
        assert f'<a href="../{kept}/">' in page
        week = (tree / f"{prefix}2026/w47/index.html").read_text("utf-8")
        (story,) = fromstring(week).xpath(f"//article[.//i[@id='{gone}']]")
        assert [part.get("class") for part in story] == [None, "by"]  # a third would push both aside on a wide screen
        assert f'id="{kept}"' in week
    told = (tree / f"stories/{kept}/index.html").read_text("utf-8")
    assert "Court hears of radios" in told
    assert "More radios heard of" in told
    assert "Court hears of radios" in (tree / f"feeds/story-{gone}.xml").read_text("utf-8")
    assert f"stories/{gone}/" not in (tree / "sitemap-2026.xml").read_text("utf-8")
    assert files_of(tree) == small_site.clean()


@pytest.mark.usefixtures("one_language")
def test_an_edit_on_a_story_that_is_no_more_is_told_by_the_one_that_reports_showed_it_to_be(small_site):
    """The older story's page says that the younger was put first, and the corrections page leads to it."""
    tree = small_site.root / "tree"
    kept, gone = (f"s{key_in(_entries(small_site)[place])}" for place in (0, -2))
    small_site.entry(61, "2026-11-25", "Goats and radios were one case", story=kept, shows=gone)
    have = _update(small_site, tree, {})
    pin = made.edit("pin", gone, week="2026-w47", why="it leads")
    (small_site.root / "content/ledger.toml").write_text(pin)
    _update(small_site, tree, have)
    assert "it leads" in (tree / f"stories/{kept}/index.html").read_text("utf-8")
    assert f'/#{kept}"' in (tree / "corrections/index.html").read_text("utf-8")
    assert files_of(tree) == small_site.clean()


def test_what_the_desk_merged_or_split_leaves_the_way_too(small_site):
    """A merge by hand leads to the older story, and a story split down to one week leads to that week."""
    tree = small_site.root / "tree"
    keys = [key_in(path) for path in _entries(small_site)]
    have = _update(small_site, tree, {})
    (small_site.root / "content/ledger.toml").write_text(
        made.edit("merge", f"s{keys[6]}", story=f"s{keys[5]}") + made.edit("split", keys[1], also=keys[2:5])
    )
    _update(small_site, tree, have)
    merged = (tree / f"stories/s{keys[6]}/index.html").read_text("utf-8")
    assert f"0; url=../../2026/w47/#s{keys[5]}" in merged
    shrunk = (tree / f"sw/stories/s{keys[0]}/index.html").read_text("utf-8")
    assert f"0; url=../../2026/w45/#s{keys[0]}" in shrunk
    assert "Raiders take forty goats" in (tree / f"feeds/story-s{keys[0]}.xml").read_text("utf-8")
    assert files_of(tree) == small_site.clean()


def _addresses(have: dict[str, str]) -> set[str]:
    """Return what a reader may keep the address of: all but the search's files, which its script alone asks for."""
    return {name for name in have if not name.startswith("pagefind/")}


@pytest.mark.usefixtures("one_language")
@pytest.mark.parametrize("known", [_note, _close])
def test_what_a_week_published_answers_when_files_of_it_are_deleted_by_hand(small_site, known):
    """Closed or not, the number of its reports was noted: the further part of its companion leads to the week."""
    more = [small_site.entry(100 + n, "2026-11-19", f"Watch kept over well {n}") for n in range(overflow.PART)]
    tree, name = small_site.root / "tree", "2026/w47/more/2/index.html"
    known(small_site, 7)
    have = _update(small_site, tree, {})
    assert "stands" not in have.get(name, "stands")
    for path in more:
        path.unlink()
    _update(small_site, tree, have)
    assert '0; url=../../"' in (tree / name).read_text("utf-8")
    assert files_of(tree) == small_site.clean()


@pytest.mark.parametrize("known", [_note, _close])
def test_a_week_all_files_of_which_are_deleted_by_hand_answers(small_site, known):
    """Closed or not, its pages say that nothing of it is shown, and its story, of one week now, leads there."""
    story = f"s{key_in(_entries(small_site)[0])}"
    tree = small_site.root / "tree"
    known(small_site, 2)
    known(small_site, 7)
    have = _update(small_site, tree, {})
    for path in small_site.root.glob("content/entries/2026-w4[67]/*"):
        path.unlink()
    now = _update(small_site, tree, have)
    assert _addresses(have) <= now.keys()
    assert f'0; url=../../2026/w45/#{story}"' in (tree / f"sw/stories/{story}/index.html").read_text("utf-8")
    assert f"feeds/story-{story}.xml" in now
    assert files_of(tree) == small_site.clean()


@pytest.mark.usefixtures("one_language")
def test_what_the_desk_gives_up_goes_on_to_answer(small_site):
    """A topic and a county are dropped; reports still name them, and then, with the files put right, records alone."""
    small_site.entry(8, "2026-11-19", "Court hears of wells", topics=("courts",), counties=("turkana",))
    _close(small_site, 2)
    _close(small_site, 3)
    tree = small_site.root / "tree"
    have = _update(small_site, tree, {})
    catalog = small_site.root / "content/catalog"
    topics, outlines = catalog / "topics.toml", catalog / "county-outlines.json"
    topics.write_text(topics.read_text("utf-8").rpartition("[[topics]]")[0], "utf-8")
    drawn = json.loads(outlines.read_text("utf-8"))
    del drawn["counties"]["turkana"]
    outlines.write_text(json.dumps(drawn), "utf-8")
    published = _addresses(have)
    for _ in range(2):
        have = _update(small_site, tree, have)
        assert published <= have.keys()
        assert '0; url=../"' in (tree / "topics/courts/index.html").read_text("utf-8")
        assert "<entry" not in (tree / "feeds/county-turkana.xml").read_text("utf-8")
        assert files_of(tree) == small_site.clean()
        for path in _entries(small_site):
            _change(path, "Topics", "banditry")
            _change(path, "Counties", "baringo")


def test_a_topic_that_is_renamed_leads_to_its_new_name(small_site):
    """Its page leads on, its feed is read on, and what files and edits name by the old slug is told under the new."""
    moved = small_site.entry(8, "2026-11-20", "Court hears of wells", topics=("courts",))
    tree, topics = small_site.root / "tree", small_site.root / "content/catalog/topics.toml"
    have = _update(small_site, tree, {})
    topics.write_text(
        topics.read_text("utf-8").replace('slug = "courts"', 'slug = "trials"\nwas = ["courts"]'), "utf-8"
    )
    (small_site.root / "content/ledger.toml").write_text(made.edit("retag", key_in(moved), topics=["courts"]))
    now = _update(small_site, tree, have)
    assert _addresses(have) <= now.keys()
    for prefix in ("", "sw/"):
        assert '0; url=../trials/"' in (tree / f"{prefix}topics/courts/index.html").read_text("utf-8")
    for name in ("topics/trials/index.html", "feeds/topic-courts.xml", "feeds/topic-trials.xml"):
        assert "Court hears of wells" in (tree / name).read_text("utf-8"), name
    assert "topics/courts/" not in (tree / "sitemap-pages.xml").read_text("utf-8")
    assert files_of(tree) == small_site.clean()


def test_an_outlet_that_is_renamed_leads_to_its_new_name(small_site):
    """Its page leads on, in both languages, and what files and panels call by the old slug is its own."""
    _note(small_site, 3)
    panel = small_site.root / "content/panels/2026-w47.csv"
    panel.parent.mkdir()
    panel.write_text("feed,outlet,answered\nhttps://lake-radio.example/feed,lake-radio,1\n")
    tree, feeds = small_site.root / "tree", small_site.root / "content/catalog/feeds.toml"
    have = _update(small_site, tree, {})
    feeds.write_text(
        feeds.read_text("utf-8").replace('slug = "lake-radio"', 'slug = "shore-radio"\nwas = ["lake-radio"]'), "utf-8"
    )
    now = _update(small_site, tree, have)
    assert _addresses(have) <= now.keys()
    for prefix in ("", "sw/"):
        assert '0; url=../shore-radio/"' in (tree / f"{prefix}sources/lake-radio/index.html").read_text("utf-8")
        assert "mbuzi" in (tree / f"{prefix}sources/shore-radio/index.html").read_text("utf-8")
    data = ("data/panels/2026-w47.csv", "data/outlets.csv", "2026/w47/data.csv")
    for name in (*data, "sitemap-pages.xml", "sources/index.html"):
        text = (tree / name).read_text("utf-8")
        assert "shore-radio" in text, name
        assert not re.search(",lake-radio|sources/lake-radio", text), name
    assert files_of(tree) == small_site.clean()


@pytest.mark.usefixtures("one_language")
def test_a_report_told_under_two_slugs_of_one_outlet_has_one_source(small_site):
    """Files of before and after the change of slug are of one outlet: its story is no more independent for it."""
    feeds = small_site.root / "content/catalog/feeds.toml"
    feeds.write_text(
        feeds.read_text("utf-8").replace('slug = "lake-radio"', 'slug = "shore-radio"\nwas = ["lake-radio"]'), "utf-8"
    )
    small_site.entry(90, "2026-11-20", "Watch kept over the well", outlet="shore-radio", story="s0123456789")
    small_site.entry(91, "2026-11-20", "The well is watched by night", outlet="lake-radio", story="s0123456789")
    tree = small_site.root / "tree"
    _update(small_site, tree, {})
    rows = [json.loads(line) for line in (tree / "2026/w47/data.jsonl").read_text("utf-8").splitlines()]
    told = {(row["outlet"], row["level"]) for row in rows if row["story"] == "s0123456789"}
    assert told == {("shore-radio", "one-outlet")}


@pytest.mark.usefixtures("one_language")
def test_an_outlet_that_leaves_the_catalogue_goes_on_to_answer_when_all_of_it_is_hidden(small_site):
    """Its page leads to the outlets: nothing that is shown names it any more."""
    path = small_site.entry(8, "2026-11-19", "Watch kept over the well", outlet="well-times")
    tree = small_site.root / "tree"
    have = _update(small_site, tree, {})
    (small_site.root / "content/ledger.toml").write_text(made.edit("hide", key_in(path)))
    assert _addresses(have) <= _update(small_site, tree, have).keys()
    assert '0; url=../"' in (tree / "sources/well-times/index.html").read_text("utf-8")
    assert files_of(tree) == small_site.clean()


def test_an_outlet_that_leaves_the_catalogue_goes_on_to_answer_where_a_panel_names_it(small_site):
    """It was asked and told nothing that was kept: its page leads to the outlets once it is dropped."""
    feeds = small_site.root / "content/catalog/feeds.toml"
    whole = feeds.read_text("utf-8")
    told = whole.rpartition("[[outlets]]")[2]
    feeds.write_text(f"{whole}\n[[outlets]]{told.replace('news-mirror', 'well-times')}", "utf-8")
    panel = small_site.root / "content/panels/2026-w47.csv"
    panel.parent.mkdir()
    rows = ("feed,outlet,answered", "https://a.example/feed,well-times,0", "https://b.example/feed,../a slip,0")
    panel.write_text("\n".join(rows))
    tree = small_site.root / "tree"
    have = _update(small_site, tree, {})
    feeds.write_text(whole, "utf-8")
    assert _addresses(have) <= _update(small_site, tree, have).keys()
    assert '0; url=../"' in (tree / "sw/sources/well-times/index.html").read_text("utf-8")
    assert not list(tree.rglob("a slip"))
    assert files_of(tree) == small_site.clean()


@pytest.mark.usefixtures("one_language")
def test_the_order_of_a_weeks_data_follows_what_earlier_weeks_hold(small_site):
    """A story goes on no longer once its first report is hidden: it counts less, and stands lower in later weeks."""
    first, second = map(key_in, _entries(small_site)[:2])
    small_site.entry(60, "2026-11-11", "Two shops of the old bridge robbed")
    ledger = small_site.root / "content/ledger.toml"
    ledger.write_text(made.edit("hide", key_in(_entries(small_site)[-1])))
    tree = small_site.root / "tree"
    have = _update(small_site, tree, {})
    assert second in (tree / "2026/w46/data.jsonl").read_text("utf-8").splitlines()[0]
    ledger.write_text(ledger.read_text() + made.edit("hide", first))
    _update(small_site, tree, have)
    assert second in (tree / "2026/w46/data.jsonl").read_text("utf-8").splitlines()[1]
    assert files_of(tree) == small_site.clean()


@pytest.mark.usefixtures("one_language")
def test_a_chapter_follows_its_story_to_another_county(small_site):
    """The desk puts right where a story was: a later week whose report names no county stands there by its story."""
    story = "s" + key_in(small_site.in_english().entry(60, "2026-11-02", "Forty camels driven off"))
    small_site.entry(61, "2026-11-20", "Three men jailed", story=story, counties=())
    tree = small_site.root / "tree"
    have = _update(small_site, tree, {})
    pages = [tree / f"counties/{slug}/index.html" for slug in ("baringo", "turkana")]
    assert ["Three men jailed" in page.read_text("utf-8") for page in pages] == [True, False]
    (small_site.root / "content/ledger.toml").write_text(made.edit("relocate", story, counties=["turkana"]))
    _update(small_site, tree, have)
    assert ["Three men jailed" in page.read_text("utf-8") for page in pages] == [False, True]
    assert files_of(tree) == small_site.clean()


@pytest.mark.usefixtures("one_language")
def test_what_is_new_in_the_newest_week_leaves_the_weeks_before_it_alone(small_site):
    """Who answered there changes its own page; an entry, no page of a week before the one that it continues."""
    tree = small_site.root / "tree"
    have = _update(small_site, tree, {})
    _panel(small_site, 3)
    answered = small_site.print(small_site.root / "stage", have)["written"]
    have = _update(small_site, tree, have)
    small_site.entry(50, "2026-11-21", "Watch kept over the well")
    new = small_site.print(small_site.root / "stage", have)["written"]
    weeks = [{name[:8] for name in written if name.startswith("2026/")} for written in (answered, new)]
    assert weeks == [{"2026/w47"}] * 2
    assert "data/panels/2026-w47.csv" in answered


def test_the_first_entry_of_a_year_adds_its_files_to_the_open_data_page(small_site):
    """The page links each year's data, and an update knows when there is a year more or one less."""
    tree = small_site.root / "tree"
    have = _update(small_site, tree, {})
    page = tree / "sw/data/index.html"
    assert '"../../data/2026.csv"' in page.read_text("utf-8")
    assert "2027" not in page.read_text("utf-8")
    first = small_site.entry(51, "2027-01-05", "Watch kept over the new well")
    have = _update(small_site, tree, have)
    assert '"../../data/2027.jsonl"' in page.read_text("utf-8")
    assert files_of(tree) == small_site.clean()
    first.unlink()
    _update(small_site, tree, have)
    assert "2027" not in page.read_text("utf-8")
    assert files_of(tree) == small_site.clean()


@pytest.mark.usefixtures("one_language")
def test_a_story_that_goes_on_in_another_year_stands_in_that_years_sitemap(small_site):
    """The sitemap of the year that it leaves is written anew, though nothing else of that year changed."""
    first = small_site.entry(61, "2026-11-10", "Watch kept over the well")
    story = f"s{key_in(first)}"
    small_site.entry(62, "2026-11-18", "Watch kept over the well still", story=story)
    tree = small_site.root / "tree"
    have = _update(small_site, tree, {})
    assert f"stories/{story}/" in (tree / "sitemap-2026.xml").read_text("utf-8")
    small_site.entry(63, "2027-01-05", "Watch over the well ends", story=story)
    _update(small_site, tree, have)
    assert f"stories/{story}/" in (tree / "sitemap-2027.xml").read_text("utf-8")
    assert f"stories/{story}/" not in (tree / "sitemap-2026.xml").read_text("utf-8")
    assert files_of(tree) == small_site.clean()


@pytest.mark.usefixtures("one_language")
def test_an_edit_in_place_is_seen(small_site):
    """A letter changed in place, with size, name and folder as they were, reaches the page."""
    tree = small_site.root / "tree"
    have = _update(small_site, tree, {})
    _in_place(small_site, 6)
    _update(small_site, tree, have)
    assert b"before dusk" in (tree / "2026/w47/index.html").read_bytes()


@pytest.mark.usefixtures("one_language")
def test_what_is_read_as_it_most_likely_is_is_read_again_where_it_is_otherwise(small_site):
    """The newest week changed, the one before did not, and an older one did: the site is what a clean build gives."""

    def built(root: Path) -> dict[str, bytes]:
        for path in root.glob("content/entries/*/*.md"):
            if path.stat().st_mtime_ns != 1:
                os.utime(path, ns=(1, 1))  # one that is written this very moment may change again
        assert main(["build", "--root", str(root), "--now", "2026-11-23T06:00+03:00"]) == 0
        return files_of(root / "output")

    before = built(small_site.root)
    for path in (_entries(small_site)[0], _entries(small_site)[-1]):
        _change(path, "Title", "Another headline of a changed week")
    clean = small_site.root.with_name("clean")
    shutil.copytree(small_site.root, clean, ignore=shutil.ignore_patterns(".cache", ".releases", "output"))
    after = built(small_site.root)
    assert after == built(clean)
    changed = {name for name in after if before.get(name) != after[name]}
    assert {"2026/w45/data.json", "2026/w47/data.json"} <= changed
    assert "2026/w46/data.csv" not in changed


@pytest.mark.usefixtures("one_language")
def test_a_file_that_cannot_be_read_costs_only_itself_and_is_named(small_site):
    """A torn entry file is reported in this build and in the next one, and the others are published."""
    (small_site.root / "content/entries/2026-w47/0001-torn.md").write_text("Title: cut")
    tree = small_site.root / "tree"
    first = small_site.print(tree)
    second = small_site.print(small_site.root / "stage", first["written"])
    assert [problem[0] for problem in first["problems"]] == ["content/entries/2026-w47/0001-torn.md"]
    assert second["problems"] == first["problems"]
    assert first["numbers"]["entries"] == 7
