"""The demo: the sample feeds, pulled and built by the real programs, show everything that the site can show."""

import re
import shlex
import shutil
from collections import defaultdict
from io import BytesIO
from pathlib import Path

import feedparser
import pytest

from usalama.catalogue.catalog import read_feeds, read_topics
from usalama.cli import main
from usalama.commands import demo
from usalama.errors import SiteError
from usalama.files import store
from usalama.files.ledgerfile import read_ledger
from usalama.ledger.ledger import Verb

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(demo_site):
    """The demo's site, and what it printed."""
    return demo_site


@pytest.fixture(scope="module")
def entries(built):
    """What the pull wrote."""
    return [stored.judged for stored in store.read_entries(built[0]).entries]


def page(built, path):
    return (built[0] / "output" / path / "index.html").read_text(encoding="utf-8")


def test_the_last_line_is_the_path_of_the_home_pages_file(built):
    """Whoever runs it can open what the last line names."""
    home = Path(built[1].splitlines()[-1])
    assert home.is_absolute()
    assert home.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html")


def test_every_page_says_that_it_is_sample_data(built):
    """No page of either language is without the word, so that nobody takes it for news."""
    pages = sorted((built[0] / "output").rglob("index.html"))
    assert len(pages) > 100
    said = ("Sample data", "Data ya mfano")
    silent = [str(path) for path in pages if not any(word in path.read_text(encoding="utf-8") for word in said)]
    assert silent == []


@pytest.mark.parametrize(("tree", "head"), [("", "Neighbouring counties"), ("sw/", "Kaunti jirani")])
def test_a_county_links_those_beside_it(built, tree, head):
    """By the table of counties, whatever they reported."""
    after = page(built, f"{tree}counties/lamu").partition(f"<h2>{head}</h2>")[2].partition("</ul>")[0]
    assert re.findall(r'href="([^"]+)"', after) == ["../tana-river/index.html", "../garissa/index.html"]


def test_at_least_four_weeks_have_a_page(built):
    """The weeks of the samples stand under their own addresses."""
    weeks = sorted(path.name for path in (built[0] / "output" / "2026").glob("w*") if (path / "index.html").exists())
    assert weeks == ["w41", "w42", "w43", "w44", "w45", "w46", "w47"]


def test_every_topic_holds_a_report_in_at_least_one_week(built, entries):
    """No topic's page is empty, and no topic is without a page."""
    topics = read_topics((ROOT / "content/catalog/topics.toml").read_text(encoding="utf-8"), "topics.toml")
    told = {topic for judged in entries for topic in judged.judgement.topics}
    assert told == {topic.slug for topic in topics}
    assert all((built[0] / "output" / "topics" / topic.slug / "index.html").exists() for topic in topics)


def test_both_languages_are_read_and_spoken(built, entries):
    """Kiswahili reports stand on the English page in their own language, and the Kiswahili tree is there."""
    assert {judged.entry.language[:2] for judged in entries} == {"en", "sw"}
    assert 'lang="sw"' in page(built, "2026/w47")
    assert '<html lang="sw"' in page(built, "sw/2026/w47")


def test_a_story_is_told_by_three_outlets_of_different_owners_in_both_languages(built, entries):
    """The Chesegon raid is one story of outlets that no owner joins, one of them Kiswahili, linked from the week."""
    outlets = {o.slug: o for o in read_feeds((ROOT / "samples/feeds.toml").read_text(encoding="utf-8"), "f").outlets}
    stories = defaultdict(list)
    for judged in entries:
        stories[judged.judgement.story].append(judged.entry)
    raid = next(story for story, told in stories.items() if any("Chesegon" in entry.title for entry in told))
    assert len({outlets[entry.outlet].owner for entry in stories[raid]} - {""}) >= 3
    assert {entry.language[:2] for entry in stories[raid]} == {"en", "sw"}
    shown = page(built, "2026/w47")
    assert f'id="{raid}"' in shown
    assert all(entry.link in shown for entry in stories[raid] if entry.outlet != "headline-mirror")


def test_one_story_goes_on_over_four_weeks(built, entries):
    """The grain trader's story has a page of its own across its weeks."""
    story = next(judged.judgement.story for judged in entries if "Bonde" in judged.entry.title)
    weeks = {judged.entry.published.isocalendar()[1] for judged in entries if judged.judgement.story == story}
    assert weeks == {44, 45, 46, 47}
    assert "Bonde" in page(built, f"stories/{story}")


def test_events_that_look_alike_stay_apart(entries):
    """The bomb in Lamu and the mast in Mandera, the protests of Nakuru and Kisumu: four stories."""
    marks = ("Roadside bomb hits police truck", "mast near Elwak", "Teargas in Nakuru", "clash in Kisumu")
    found = [{j.judgement.story for j in entries if mark in j.entry.title} for mark in marks]
    assert all(len(stories) == 1 for stories in found)
    assert len(set.union(*found)) == 4


def test_what_is_not_security_is_left_out(entries):
    """Sport, weather and prices are in the feeds and not in the digest."""
    titles = " ".join(judged.entry.title for judged in entries)
    assert not [
        word
        for word in ("volleyball", "squad", "rains", "Shilling", "Bei ya unga", "marathon", "Dhow race", "bookings")
        if word in titles
    ]


def test_one_report_in_two_feeds_of_an_outlet_is_one_entry(entries):
    """The counties feed of Mlima Daily brings no double."""
    links = [judged.entry.link for judged in entries]
    assert len(links) == len(set(links))
    assert sum("Bandits kill two in Chesegon" in judged.entry.title for judged in entries) == 1


def test_the_desks_edits_mend_what_the_rules_got_wrong(demo_at_home):
    """Rules that got better leave an edit with nothing to show: then the samples need another one."""
    judged = {each.judged.entry.key: each.judged.judgement for each in store.read_entries(demo_at_home[0]).entries}
    edits = [edit for edit in read_ledger(demo_at_home[0]).edits if edit.do in {Verb.RETAG, Verb.RELOCATE}]
    assert {edit.do for edit in edits} == {Verb.RETAG, Verb.RELOCATE}
    for edit in edits:
        rules = judged[edit.on].topics if edit.do is Verb.RETAG else judged[edit.on].counties
        assert edit.slugs != rules, edit.on


def test_the_desks_edits_are_seen(demo_at_home):
    """The correction shows both wordings, the note is on its story, and nothing is left of what was taken down."""
    corrections = page(demo_at_home, "corrections")
    assert "40 arrested" in corrections
    assert "34 arrested" in page(demo_at_home, "2026/w45")
    assert "each number stands with the outlet that gave it" in page(demo_at_home, "2026/w47")
    shown = [
        path
        for path in demo_at_home[0].rglob("*.*")
        if path.suffix in {".html", ".md", ".xml", ".json", ".txt", ".csv"}
    ]
    assert not [path for path in shown if ".cache" not in path.parts and b"Gang of six" in path.read_bytes()]


def test_a_removed_report_leaves_a_page_that_says_so_in_both_languages(demo_at_home):
    """The address of what was taken down tells when and why, is not for search engines, and holds no word of it."""
    for tree in ("", "sw/"):
        gone = page(demo_at_home, f"{tree}stories/seb44a85e7c")
        assert "The case against that person was dropped." in gone
        assert 'content="noindex"' in gone
        assert "Gang of six" not in gone


def test_corrections_and_removals_are_a_feed_with_links_to_their_pages(demo_at_home):
    """One entry each, the newest first, with both wordings and a link to the corrected page."""
    parsed = feedparser.parse(BytesIO((demo_at_home[0] / "output/feeds/corrections.xml").read_bytes()))
    assert not parsed.bozo
    assert [entry.id.split(":")[2] for entry in parsed.entries] == ["take-down", "correct"]
    assert "40 arrested" in parsed.entries[1].content[0].value
    assert any(link.href.endswith("/2026/w45/#s9c4cd98b53") for link in parsed.entries[1].links)
    assert "feeds/corrections.xml" in page(demo_at_home, "corrections")


def test_the_feed_that_does_not_answer_is_named(built):
    """The silent outlet is told as such in what was printed."""
    assert "silent-gazette" in built[1]


def test_its_weeks_are_held_against_each_other(built):
    """Read in one evening, they are shown as those of a site that read them all: else what changed would be missing."""
    for week in ("w46", "w47"):
        since = page(built, f"2026/{week}").partition("Since last week</h2>")[2]
        assert "more)" in since.partition("</section>")[0]


def test_the_real_content_is_not_touched(built):
    """The demo writes into its own folder alone."""
    assert not list((ROOT / "content" / "entries").glob("*/*mlima*"))
    assert (built[0] / "pelicanconf.py").read_text(encoding="utf-8").startswith(demo.MARK)


@pytest.mark.parametrize("command", [["demo"], ["new-desk", "desk"]])
def test_what_is_made_from_samples_says_where_they_are(tmp_path, monkeypatch, capsys, command):
    """In a site of one's own, which has none, it ends with a line that names the way, and makes nothing."""
    monkeypatch.chdir(tmp_path)
    assert main(["new-site", "own", "--root", str(ROOT)]) == 0
    assert main([*command, "--root", "own"]) == SiteError.exit_code
    assert "has no samples/; run this in the program's own folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["own"]


def test_a_folder_that_is_no_demo_is_never_cleared(tmp_path, monkeypatch, capsys):
    """Pointed at a folder of something else, the demo stops before anything is removed; from anywhere, as new-site."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "precious.txt").write_text("mine", encoding="utf-8")
    for where in (["--root", str(ROOT)], []):
        assert main(["demo", *where, "--into", str(tmp_path)]) == SiteError.exit_code
        assert "not a demo's folder" in capsys.readouterr().err
    assert (tmp_path / "precious.txt").exists()


@pytest.fixture
def own(built, tmp_path):
    """A demo's site of one's own, to be spoilt; its settings lead to the real ones."""
    shutil.copytree(built[0], tmp_path / "site", symlinks=True)
    return tmp_path / "site"


@pytest.mark.usefixtures("published")
def test_a_closed_week_is_made_again_byte_for_byte(small_site, capsys):
    """Verify makes the week from the folder alone and finds the published bytes; closing again changes nothing."""
    own = small_site.root
    order = ["verify", "2026-W46", "--root", str(own), "--now", demo.NOW]
    assert main(order) == 64
    assert main([*order, "--close"]) == 0
    assert "byte for byte" in capsys.readouterr().out
    record = (own / "content/issues/2026-w46.json").read_bytes()
    assert main([*order, "--close", "--no-pages"]) == 0
    assert (own / "content/issues/2026-w46.json").read_bytes() == record
    capsys.readouterr()
    assert main(order) == 1, "its page, built again, says that the week is closed; the published one does not yet"
    assert "not built yet differs as well: usalama build" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("week", "said"), [("2026-W30", "no report of this week"), ("2026-W47", "not over yet"), ("2026-W46", "not closed")]
)
def test_a_week_that_cannot_be_verified_is_refused_before_anything_is_built_or_written(own, capsys, week, said):
    """A record is written once: none of a week that we hold nothing of, nor of one that goes on."""
    close = [] if week == "2026-W46" else ["--close"]
    assert main(["verify", week, "--root", str(own), "--now", "2026-11-20T12:00+03:00", *close]) == 64
    found = capsys.readouterr()
    assert said in found.err
    assert not list((own / "content").glob("issues/*"))


def test_a_week_is_not_closed_in_a_week_without_a_pull(own, capsys):
    """Builds would take its record for one that a clock ahead wrote, and what came last in its days was never asked."""
    order = ["verify", "2026-W46", "--root", str(own), "--now", "2026-12-02T12:00+03:00", "--close", "--no-pages"]
    assert main(order) == 64
    assert "2026-W46: no feed was asked since 2026-W47, so its last reports may be missing" in capsys.readouterr().err
    assert not list((own / "content").glob("issues/*"))
    (own / ".cache/status.json").unlink()
    shutil.rmtree(own / "content/panels")
    assert main(order) == 0, "a site that never asked anybody has nothing to wait for"


def test_a_file_that_was_changed_behind_the_ledgers_back_is_found(own, capsys):
    """One county altered in one file makes the week unsound, and the report is named."""
    order = ["verify", "2026-W46", "--root", str(own), "--now", demo.NOW, "--no-pages"]
    assert main([*order, "--close"]) == 0
    path = next((own / "content/entries/2026-w46").glob("*kericho*"))
    path.write_text(path.read_text(encoding="utf-8").replace("Counties: kericho", "Counties: embu"), encoding="utf-8")
    assert main(order) == 1
    assert f"CHANGED, and not through the ledger: {path.stem[-10:]}" in capsys.readouterr().out


def test_an_edit_with_build_is_on_the_page_at_once(demo_at_home, tmp_path, capsys):
    """One command from the mistake to the page; what is refused builds nothing."""
    root = tmp_path / "demo"
    shutil.copytree(demo_at_home[0], root, symlinks=True)
    retag = ["edit", "retag", "2663", "crime", "--why", "A made reason.", "--build", "--root", str(root)]
    assert main([*retag, "--now", demo.NOW]) == 0
    told = capsys.readouterr().out
    assert "Published.\n" in told
    assert "next build" not in told
    assert "A made reason." in (root / "output/corrections/index.html").read_text(encoding="utf-8")
    assert main([*retag, "--now", demo.NOW]) == 64
    assert capsys.readouterr().out == ""


def test_the_commands_that_the_page_on_editing_shows_can_be_tried_at_the_sample_site(demo_at_home, tmp_path):
    """Whoever reads it types them as they stand, one after another."""
    shutil.copytree(demo_at_home[0], tmp_path / "demo", symlinks=True)
    shown = (ROOT / "docs/editing.md").read_text("utf-8").split("```")[1].splitlines()
    edits = [shlex.split(line, comments=True)[1:] for line in shown if line.startswith("usalama edit")]
    assert len(edits) > 5
    for words in edits:
        assert main([*words, "--root", str(tmp_path / "demo")]) == 0, words
