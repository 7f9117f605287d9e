"""``usalama build``: what it starts, what it publishes, what it leaves alone."""

import ctypes
import hashlib
import json
import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from pagefind_bin import get_executable
from small_site import REPOSITORY, files_of

import made
import topic_digest
from topic_digest.printing import MANY_WEEKS
from topic_digest.settings import read_options
from usalama.cli import main
from usalama.commands import desk
from usalama.commands.check import site_mistakes
from usalama.files import filedfiles, recallfile
from usalama.files.ledgerfile import COPY
from usalama.files.weekstates import key_in
from usalama.planning import manifest as manifests
from usalama.planning.manifest import Manifest, Page
from usalama.printing import printer
from usalama.releasing import releases
from usalama.releasing.releases import TREES
from usalama.wiring import closing
from usalama.words.weeks import Week

NOW = "2026-11-23T06:00+03:00"
IN_OPEN = 0x20  # what inotify calls the opening of a file, in Linux's <sys/inotify.h>
OTHER_PLUGIN = """
import types
def _heard(_):
    (Path(PATH).parent / "heard").write_text("pelican")
def _register():
    from pelican import signals
    signals.finalized.connect(_heard, weak=False)
PLUGINS = [*PLUGINS, types.SimpleNamespace(register=_register, __name__="heard")]
"""


@pytest.fixture
def build(small_site, capsys):
    """A function that builds the small site from the command line and returns (exit code, words)."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        os.utime(path, ns=(1, 1))  # an hour-old archive, not one that was written this very moment

    def run(*more):
        code = main(["build", "--root", str(small_site.root), "--now", NOW, *more])
        return code, capsys.readouterr().out

    return run


def _never(*_):
    raise AssertionError("the printer was started")


def test_a_machine_that_speaks_ascii_alone_builds_the_same_site(small_site):
    """Neither the locale of cron nor what an indexer prints is any of ours."""
    command = [sys.executable, "-m", "usalama", "build", "--root", str(small_site.root), "--now", NOW]
    env = os.environ | {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_first_build_publishes_the_site(small_site, build):
    """The gate lets the small site through; ``output`` leads to it."""
    code, words = build()
    assert (code, words.split("\n")[-2]) == (0, "Published.")
    assert (small_site.root / "output/index.html").is_file()
    assert "7 reports of 3 stories in 3 weeks" in words


def test_several_processes_print_what_one_prints(small_site):
    """The files are the same, and what the gate is told of them, however many share the pages out among them."""
    alone = small_site.print(small_site.root / "alone")
    small_site.alone = False
    assert small_site.print(small_site.root / "shared") == alone
    assert files_of(small_site.root / "shared") == files_of(small_site.root / "alone")


@pytest.mark.usefixtures("one_language")
def test_the_order_of_sets_reaches_no_page(small_site):
    """Two programs that hash strings otherwise write the same bytes; a fork inherits its maker's way to hash."""
    sites = []
    for seed in ("1", "2"):
        root = shutil.copytree(small_site.root, small_site.root.parent / f"seed-{seed}")
        command = [sys.executable, "-m", "usalama", "build", "--root", str(root), "--now", NOW]
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True)
        sites.append(files_of(root / "output"))
    assert len(sites[0]) > 50
    assert sites[0] == sites[1]


def test_the_order_of_sets_makes_no_page_new(small_site):
    """What was taken down is looked up in a set, whose order each program has for itself: no page is due for it."""
    marks = [f"{7:016x}"]
    gone = "".join(made.edit("take-down", f"{n:010x}", kind="safety", links=marks) for n in range(9))
    (small_site.root / "content/ledger.toml").write_text(gone)
    said = []
    for seed, command in (("1", "build"), ("2", "plan")):
        words = [sys.executable, "-m", "usalama", command, "--root", str(small_site.root), "--now", NOW]
        env = os.environ | {"PYTHONHASHSEED": seed}
        said.append(subprocess.run(words, env=env, capture_output=True, text=True, check=True).stdout)
    assert "Published." in said[0]
    assert said[1].startswith("0 to write, 0 to remove, ")


@pytest.mark.usefixtures("published")
def test_nothing_is_printed_where_nothing_changed(small_site, build, monkeypatch):
    """The second build looks at the files and ends."""
    build()
    before = (small_site.root / "output").readlink()
    monkeypatch.setattr(printer, "start", _never)
    assert build() == (0, "Nothing new: the site is as its entries are.\n")
    assert (small_site.root / "output").readlink() == before


@pytest.mark.usefixtures("published")
def test_a_touched_file_changes_nothing_that_is_published(small_site, build):
    """New times on an old file start the printer, which finds every page as it should be."""
    build()
    before = (small_site.root / "output").readlink()
    for path in small_site.root.glob("content/entries/*/*.md"):
        os.utime(path, ns=(2, 2))
    code, words = build()
    assert (code, words) == (0, "Nothing new: the site is as its entries are.\n")
    assert (small_site.root / "output").readlink() == before


def test_each_build_goes_into_another_tree_and_ends_as_a_clean_one(small_site, build):
    """After four builds in turn the published tree is what a build from nothing makes."""
    links = []
    for number in range(4):
        small_site.entry(300 + number, "2026-11-20", f"Watch kept over well {number}")
        assert build()[0] == 0
        links.append((small_site.root / "output").readlink().name)
    assert links == ["1", "2", "3", "1"]
    assert files_of((small_site.root / "output").resolve()) == small_site.clean()


def test_what_the_published_tree_has_as_it_is_to_be_is_copied_from_there(small_site):
    """An older tree lacks what builds made since: it is not made again, unless somebody altered the published file."""
    live, printed, manifest = (small_site.root / name for name in ("2", "3", "2.manifest"))
    made = small_site.print(live)["written"]
    same, altered, older = lacking = "404.html", "about/index.html", "feeds/index.html"
    known = {**made, older: "older"}
    was = {name: (live / name).read_bytes() for name in lacking}
    for name in (same, older):
        (live / name).write_text("As readers see it.", "utf-8")
    sums = {name: hashlib.sha256((live / name).read_bytes()).hexdigest() for name in known}
    manifest.write_text(manifests.render(Manifest(1, {name: Page(known[name], sums[name], 1) for name in known})))
    (live / altered).write_text("Altered since.", "utf-8")
    answer = small_site.print(printed, {name: made[name] for name in made if name not in lacking}, live=manifest)
    assert answer["written"] == {name: made[name] for name in lacking}
    assert files_of(printed) == {**was, same: b"As readers see it."}


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("edits", [1, 2, 3])  # one for each tree
def test_edits_that_are_taken_back_are_taken_off_the_site(small_site, build, edits):
    """However many builds ago the site was as it is to be again, and though that build still stands in a tree."""
    catalogue = small_site.root / "content/catalog/feeds.toml"
    text = catalogue.read_text("utf-8")
    name = text.split('name = "', 1)[1].split('"', 1)[0]
    for number in range(edits):
        catalogue.write_text(text.replace(f'name = "{name}"', f'name = "Outlet {number}"', 1), "utf-8")
        build()
    catalogue.write_text(text, "utf-8")
    code, words = build()
    assert (code, words.split("\n")[-2]) == (0, "Published.")
    assert files_of(small_site.root / "output") == small_site.clean()
    assert build()[1].startswith("Nothing new")


@pytest.mark.usefixtures("published")
def test_settings_that_fail_keep_the_old_site(small_site, build):
    """A mistake in settings is one line and exit code 64, as everywhere; the site that readers see is untouched."""
    before = files_of((small_site.root / "output").resolve())
    conf = small_site.root / "pelicanconf.py"
    conf.write_text(conf.read_text() + "\nraise RuntimeError('no such luck')\n")
    code, _ = build()
    assert code == 64
    assert files_of((small_site.root / "output").resolve()) == before


@pytest.mark.usefixtures("published")
def test_a_build_by_other_settings_publishes_what_these_say(small_site, build):
    """Nothing else need have changed: neither when they are named for the first time, nor when they are edited."""
    other, home = small_site.root / "other.py", small_site.root / "output/index.html"
    other.write_text((small_site.root / "pelicanconf.py").read_text() + "\nUSALAMA_SAMPLE = False\n")
    plain = home.read_bytes()
    code, words = build("--conf", str(other))
    assert (code, words.split("\n")[-2]) == (0, "Published.")
    assert home.read_bytes() != plain
    assert build("--conf", str(other)) == (0, "Nothing new: the site is as its entries are.\n")
    other.write_text(other.read_text().replace("USALAMA_SAMPLE = False", "USALAMA_SAMPLE = True"))
    build("--conf", str(other))
    assert home.read_bytes() == plain
    other.write_text(other.read_text().replace("USALAMA_SAMPLE = True", "USALAMA_SAMPLE = False"))
    build("--conf", str(other))
    build()
    assert home.read_bytes() == plain


@pytest.mark.usefixtures("published")
def test_an_entry_that_cannot_be_read_makes_the_exit_code_two(small_site, build):
    """The others are published, and every later build says it again."""
    (small_site.root / "content/entries/2026-w47/0001-torn.md").write_text("Title: cut")
    (small_site.root / "content/entries/2026-w47/0002-other.md").write_bytes(b"Title: other\nWas: \xff\n")
    code, words = build()
    assert "0002-other.md: line 2: not UTF-8 at byte 18; save it as UTF-8" in words
    assert code == 2
    assert "not read: content/entries/2026-w47/0001-torn.md" in words
    assert build()[0] == 2


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("name", ["issues/2026-w46.json: no record of an issue", "filed/2026-w46.json: not as a pull"])
def test_a_record_of_a_week_that_cannot_be_read_makes_the_exit_code_two(small_site, build, name):
    """As with an entry, the rest is published, and each later build says it again until it is mended."""
    record = small_site.root / "content" / name.partition(":")[0]
    record.parent.mkdir(exist_ok=True)
    record.write_text("{}", "utf-8")
    said = f"not read: content/{name}"
    for number in range(4):  # new news each time but the last, so that every tree takes its turn
        if number < 3:
            small_site.entry(60 + number, "2026-11-20", f"Watch {number} kept over the well")
        code, words = build()
        assert (code, said in words) == (2, True), number
    assert said.removeprefix("not read: ") in (small_site.root / ".cache/status.json").read_text("utf-8")
    record.unlink()
    assert build()[0] == (2 if "filed" in name else 0)  # a register that is gone is named as one


def _addresses(site):
    """Return what a reader may keep the address of: all but the search's files."""
    return {name for name in files_of((site.root / "output").resolve()) if not name.startswith("pagefind/")}


def test_what_was_published_answers_when_files_by_hand_are_deleted(small_site, build):
    """No pull has noted them and no week is closed: the build did, before it published, and need not be run again."""
    slip = small_site.entry(8, "2026-11-20", "Watch kept over the well", topics=("wels",))
    assert build()[0] == 2
    published, noted = _addresses(small_site), small_site.root / "content/filed/2026-w47.json"
    assert key_in(slip) in noted.read_text("utf-8")
    assert "wels" not in noted.read_text("utf-8")  # its page led to the list of all, and nothing led to it
    slip.unlink()
    for path in small_site.root.glob("content/entries/2026-w4[67]/*"):
        path.unlink()
    (small_site.root / COPY).write_text(made.edit("note", f"s{key_in(slip)}", text="Seen by two."))
    code, words = build("--accept-shrink")
    assert code == 0
    assert words.startswith("taken as meant: content/ledger.toml: note of 2026-11-")
    assert {name for name in published - _addresses(small_site) if "wels" not in name} == set()
    assert files_of((small_site.root / "output").resolve()) == small_site.clean()
    assert build() == (0, "Nothing new: the site is as its entries are.\n")


@pytest.mark.usefixtures("published")
def test_what_the_gate_refuses_is_noted_when_it_lets_it_pass(small_site, build):
    """A week ahead by a slip of the pen would stay, without a report, and keep all builds out until it comes."""
    register = small_site.root / "content/filed/2026-w51.json"
    path = small_site.entry(8, "2026-12-20", "Watch kept over the well")
    code, words = build()
    assert (code, register.exists()) == (1, False)
    assert "Not published, the old site stays: " in words
    assert "2026-w51 lies in the future; is the clock right? Else move what lies in content/entries/2026-w51" in words
    assert build("--now", "2026-12-21T06:00+03:00")[0] == 0
    assert key_in(path) in register.read_text("utf-8")


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("known", ["by the last build", "by its record"])
def test_a_register_that_is_deleted_is_named_until_it_is_back(small_site, build, known):
    """Every build and check names it, and none begins it anew: what it knew of deleted files would be lost unseen."""
    root, week = small_site.root, Week(2026, 46)
    register = root / f"content/filed/{week.slug}.json"
    if known == "by its record":
        closing.close(root, week, datetime.fromisoformat(NOW))
    whole = register.read_bytes()
    register.unlink()
    if known == "by its record":
        shutil.rmtree(root / ".cache")
    said = f"content/filed/{week.slug}.json: was here and is gone; restore it from the repository, or begin it"
    for number in range(3):
        if number:
            small_site.entry(60 + number, "2026-11-20", f"Watch {number} kept over the well")
        code, words = build()
        assert (code, f"not read: {said}" in words, register.exists()) == (2, True, False), number
    assert main(["check", "--root", str(root), "--now", NOW]) == 64
    assert said in "\n".join(site_mistakes(root, lambda: datetime.fromisoformat(NOW), {}))
    register.write_bytes(whole)
    assert build()[0] == 0


@pytest.mark.usefixtures("published")
def test_a_register_that_is_lost_for_good_is_begun_anew_by_a_persons_word(small_site, build):
    """Also where no file of its week is left, which nothing else would ever end."""
    for path in small_site.root.glob("content/entries/2026-w46/*"):
        path.unlink()
    registers = [small_site.root / f"content/filed/2026-w{week}.json" for week in (46, 47)]
    build("--accept-shrink")
    for register in registers:
        register.unlink()
    assert build()[0] == 2
    assert build("--accept-shrink")[0] == 2  # and named for the last time
    assert [len(json.loads(register.read_bytes())["reports"]) for register in registers] == [0, 5]
    assert build()[0] == 0


@pytest.mark.usefixtures("one_language")
@pytest.mark.parametrize("to", ["nowhere", "2026-w46.json"])
@pytest.mark.parametrize("folder", ["issues", "filed"])
def test_a_record_that_is_a_link_to_nowhere_costs_its_week(small_site, build, folder, to):
    """As where a disk is not mounted: the rest is published, and it is named."""
    record = small_site.root / f"content/{folder}/2026-w46.json"
    record.parent.mkdir()
    record.symlink_to(to)
    code, words = build()
    assert (code, f"not read: content/{folder}/2026-w46.json: " in words, "Published." in words) == (2, True, True)
    record.unlink()
    assert build()[0] == (2 if folder == "filed" else 0)  # a register that is gone is named as one


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("to", ["nowhere", "county-outlines.json"])
def test_outlines_that_are_a_link_to_nowhere_are_named_by_every_build(small_site, build, to):
    """As where a disk is not mounted, or to itself: the site is published with lists in place of maps, and says so."""
    outlines = small_site.root / "content/catalog/county-outlines.json"
    whole = outlines.read_bytes()
    outlines.unlink()
    outlines.symlink_to(to)
    said = "not read: content/catalog/county-outlines.json: a link that leads nowhere; mount the disk"
    code, words = build()
    assert (code, said in words, "Published." in words) == (2, True, True)
    code, words = build()
    assert (code, said in words, "Nothing new" in words) == (2, True, True)
    outlines.unlink()
    outlines.write_bytes(whole)
    assert build()[0] == 0


def test_outlines_without_degrees_draw_the_map_and_give_no_shapes(small_site, build):
    """As those of a site that is older than the shapes: they need to know which part of the globe is drawn."""
    outlines = small_site.root / "content/catalog/county-outlines.json"
    drawn = json.loads(outlines.read_text("utf-8"))
    del drawn["bounds"]
    outlines.write_text(json.dumps(drawn), "utf-8")
    assert build()[0] == 0
    shown = small_site.root / "output"
    assert "<svg" in (shown / "counties/index.html").read_text("utf-8")
    assert not list(shown.rglob("*.geojson"))
    assert 'counties.geojson"' not in (shown / "data/index.html").read_text("utf-8")


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("folder", ["issues", "filed", "panels"])
def test_a_folder_that_is_a_link_to_nowhere_is_no_empty_one(small_site, build, capsys, folder):
    """As where a disk is not mounted: the old site stays, with its addresses, and one line says what to do."""
    place = small_site.root / "content" / folder
    place.mkdir(exist_ok=True)
    (place / "readme").touch()
    assert build()[0] == 0
    live = (small_site.root / "output").readlink()
    shutil.rmtree(place)
    place.symlink_to("nowhere")
    assert main(["build", "--root", str(small_site.root), "--now", NOW]) == 1
    mend = "a link that leads nowhere; mount the disk that it leads to, or move it away, and run again"
    assert f"{place}: No such file or directory: {mend}" in capsys.readouterr().err
    assert (small_site.root / "output").readlink() == live
    place.unlink()
    assert build()[0] == (2 if folder == "filed" else 0)  # registers that are gone are named


@pytest.mark.usefixtures("published")
def test_an_outlet_that_the_catalogue_lost_is_named_by_every_build(small_site, build):
    """Its owner is not known any more, and it would count as independent of its own family in silence."""
    feeds = small_site.root / "content/catalog/feeds.toml"
    whole = feeds.read_text("utf-8")
    before, _, after = whole.partition('[[outlets]]\nslug = "valley-gold"')
    feeds.write_text(before + after[after.index("[[outlets]]") :], "utf-8")
    said = "not known: the owners of valley-gold: not in content/catalog/feeds.toml"
    for _ in range(2):
        code, words = build()
        assert (code, said in words) == (2, True)
    status = json.loads((small_site.root / ".cache/status.json").read_text("utf-8"))
    assert list(status["publish"]["lacking"]) == ["owners"]
    assert main(["status", "--root", str(small_site.root), "--now", NOW]) == 2
    feeds.write_text(whole, "utf-8")
    assert build()[0] == 0
    assert main(["status", "--root", str(small_site.root), "--now", NOW]) == 0


@pytest.mark.parametrize("alone", [True, False])
def test_a_topic_or_county_that_the_desk_lacks_makes_no_list(small_site, build, alone):
    """The report stands under what is right in its file; each build names the slip, and a check its line.

    It may be one that the desk has given up: its address leads to all lists, and no page or feed names it.
    """
    slips = (("Topics", "robery", "topics.toml", "topic"), ("Counties", "nairoby", "counties.csv", "county"))
    path = min(small_site.root.glob("content/entries/*/*.md"))
    whole = text = path.read_text("utf-8")
    right = {key: re.search(rf"^{key}: (.*)$", whole, re.MULTILINE)[1] for key in ("Topics", "Counties", "Title")}
    for key, word, *_ in slips:
        slip = word if alone else f"{word}, {right[key]}"
        text = re.sub(rf"^{key}: .*$", f"{key}: {slip}", text, flags=re.MULTILINE)
    path.write_text(text, "utf-8")
    for _ in range(2):
        code, words = build()
        named = [
            f"not known: the {key.lower()} {word}: not in content/catalog/{table}" for key, word, table, _ in slips
        ]
        assert (code, [line in words for line in named]) == (2, [True, True])
    output = small_site.root / "output"
    files = files_of(output.resolve())
    for key, word, _, one in slips:
        feed = f"feeds/{one}-{word}.xml"
        pages = {f"{tree}{key.lower()}/{word}/index.html" for tree in ("", "sw/")}
        assert {name for name in files if word in name} == {feed, *pages}
        assert all(b"0; url=../" in files[name] for name in pages)
        assert b"<entry" not in files[feed]
        assert not any(word.encode() in body for name, body in files.items() if word not in name)
        shelf = output / key.lower() / right[key].split(",")[0] / "index.html"
        assert alone or right["Title"] in shelf.read_text("utf-8")
    week = (output / path.parent.name.replace("-", "/") / "index.html").read_text("utf-8")
    assert right["Title"] in week
    assert ("Place not known" in week) == alone
    path.write_text(whole, "utf-8")
    assert build()[0] == 0


def test_a_build_refused_for_a_page_by_hand_names_its_source_and_line(small_site, build):
    """The gate names the finished page, once though there are more; where it can be mended stands beside.

    Of a first build nobody is told that the old site stays: there is none.
    """
    page = small_site.root / "content/pages/ethics.en.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text("Title: Ethics\n\nSee [who](../nobody/) and [where](../nowhere/).\n", "utf-8")
    code, words = build()
    said = "ethics/index.html: links to ../nobody/, which is not there"
    assert (code, words.count(f" {said}"), words.count("gate: ")) == (1, 1, 3)
    assert f"Not published: {said} (and 3 more; usalama gate" in words
    assert "gate: ethics/index.html: links to ../nowhere/, which is not there\n" in words
    assert "gate: sw/ethics/index.html: links to ../nobody/, which is not there\n" in words
    assert "to mend: content/pages/ethics.en.md: line 3: links to ../nobody/, which is not there" in words


@pytest.mark.usefixtures("published")
def test_a_page_without_its_title_is_named_by_every_build(small_site, build):
    """Readers see it under its file's name: whoever runs the job is told, not only who asks for a check."""
    page = small_site.root / "content/pages/ethics.en.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text("Titel: Ethics\n\nWe name nobody.\n", "utf-8")
    for _ in range(2):
        code, words = build()
        assert (code, "to mend: content/pages/ethics.en.md: line 1: no title" in words) == (2, True)
    page.write_text("Title: Ethics\n\nWe name nobody.\n", "utf-8")
    assert build()[0] == 0


@pytest.mark.usefixtures("published")
def test_a_damaged_list_of_what_is_published_is_named_by_all_that_go_by_it(small_site, build, capsys, tmp_path):
    """One line each, with the mend, which mends it."""
    note = small_site.root / ".releases/1.manifest"
    note.write_bytes(b"\xff")
    where = ["--root", str(small_site.root)]
    clock = [*where, "--now", NOW]
    target = str(tmp_path / "public")
    asked = ["gate", *where], ["gate", "--live", *where], ["deploy", "--to", target, *where]
    for words in (*asked, ["rollback", *clock], ["publish", *clock]):
        assert main(words) == 1
        said = capsys.readouterr()
        (line,) = (said.out + said.err).splitlines()
        assert f"{note}: damaged or gone, so that nobody knows what is in 1/; run usalama build" in line
    assert build("--mend")[0] == 0
    assert main(["gate", *where]) == 0


@pytest.mark.usefixtures("published")
def test_damage_in_the_published_tree_is_mended_where_it_is_asked_for_and_costs_no_way_back(small_site, build, capsys):
    """What differs is made anew in another tree, also with nothing new; the release before stays to go back to."""
    small_site.entry(80, "2026-11-21", "Watch kept over the well")
    assert build()[0] == 0
    output = small_site.root / "output"
    before = files_of(output.resolve())
    (output / "robots.txt").write_text("damaged", "utf-8")
    (output / "2026/w45/index.html").unlink()
    (output / "foreign.html").touch()
    shutil.rmtree(small_site.root / ".cache")  # so that a tree is begun as a copy of the damaged one
    assert build() == (0, "Nothing new: the site is as its entries are.\n")
    assert (small_site.root / ".releases/3/robots.txt").read_text("utf-8") == "damaged"
    where = ["--root", str(small_site.root), "--now", NOW]
    assert main(["gate", "--live", "--hashes", *where[:2]]) == 1
    told = f": differs from what was built; run: usalama build --root {small_site.root} --mend\n"
    assert capsys.readouterr().out.count(told) == 3, "a file that is gone hides no other"
    code, words = build("--mend")
    assert (code, words.count("damaged, to be made anew: ")) == (0, 3)
    assert files_of(output.resolve()) == before
    assert main(["gate", "--live", "--hashes", *where[:2]]) == 0
    assert "made anew" not in build("--mend")[1]
    assert main(["rollback", *where]) == 0
    assert "Watch kept over the well" not in (output / "2026/w47/index.html").read_text("utf-8")


def test_a_published_tree_whose_list_of_files_is_lost_is_made_anew_where_it_is_asked_for(small_site, build):
    """Nothing vouches for a file of it then; of hundreds, a few are named."""
    assert build()[0] == 0
    output = small_site.root / "output"
    before = files_of(output.resolve())
    output.resolve().with_suffix(".manifest").unlink()
    code, words = build("--mend")
    assert (code, words.count("damaged, to be made anew: ")) == (0, 21)
    assert f"damaged, to be made anew: {len(before) - 20} more\n" in words
    assert files_of(output.resolve()) == before


def test_a_build_that_is_killed_leaves_nothing_where_the_machine_keeps_its_own(small_site, tmp_path):
    """The search index is made inside the site, where the next build sweeps; cron's machine is killed often enough."""
    place, indexer = tmp_path / "machine", small_site.root / "indexer"
    place.mkdir()
    indexer.write_text(f"#!/bin/sh\ntouch {tmp_path}/begun\nexec sleep 600\n", "utf-8")
    indexer.chmod(0o755)
    conf = small_site.root / "pelicanconf.py"
    own = 'from topic_digest import search\nsearch.get_executable = lambda: Path(PATH).parent / "indexer"\n'
    conf.write_text(conf.read_text("utf-8") + own, "utf-8")
    command = [sys.executable, "-m", "usalama", "build", "--root", str(small_site.root), "--now", NOW]
    env = os.environ | {"TMPDIR": str(place)}
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, start_new_session=True) as process:
        while not (tmp_path / "begun").exists() and process.poll() is None:
            with suppress(subprocess.TimeoutExpired):  # and leave the processor to it
                process.wait(0.02)
        os.killpg(process.pid, signal.SIGKILL)
    assert list(place.iterdir()) == []
    assert list(small_site.root.glob(".releases/stage.new/usalama-search-*"))
    indexer.write_text(f'#!/bin/sh\nexec {get_executable()} "$@"\n', "utf-8")
    subprocess.run(command, env=env, capture_output=True, check=True)
    assert not list(small_site.root.glob(".releases/*.new"))
    assert list(place.iterdir()) == []


@pytest.mark.usefixtures("published")
def test_a_file_that_somebody_removed_from_a_release_is_made_anew(small_site, build):
    """From the published one or an older: the next build into that tree, or into a copy of it, has it again."""
    names = ("robots.txt", "2026/w45/index.html")
    output = small_site.root / "output"
    for number in range(TREES + 2):
        for name in names:
            (output / name).unlink()
        small_site.entry(70 + number, "2026-11-21", f"Watch kept over the well {number}")
        assert build()[0] == 0
        assert [name for name in names if not (output / name).exists()] == []


@pytest.mark.usefixtures("published")
def test_the_plan_says_what_would_be_written_and_writes_nothing(small_site, capsys):
    """``usalama plan`` names each file with its reason; the published site stays."""
    link = (small_site.root / "output").readlink()
    small_site.entry(50, "2026-11-21", "Watch kept over the well")
    assert main(["plan", "--root", str(small_site.root), "--now", NOW]) == 0
    words = capsys.readouterr().out
    assert "write  2026/w47/index.html: changed" in words
    assert "write  2026/w45/index.html" not in words
    assert (small_site.root / "output").readlink() == link


@pytest.mark.usefixtures("published")
def test_a_build_after_a_kill_ends_as_a_clean_one(small_site, build, killed_at):
    """Killed after the first pages were moved into the tree, the next build mends it."""
    small_site.entry(51, "2026-11-21", "Watch kept over the well")
    with killed_at("usalama.releasing.releases.finish"):
        assert main(["build", "--root", str(small_site.root), "--now", NOW]) == 130
    assert build()[0] == 0
    assert files_of((small_site.root / "output").resolve()) == small_site.clean()


@pytest.mark.usefixtures("published")
def test_a_build_after_a_kill_removes_the_trees_that_hold_what_was_taken_down(small_site, build, killed_at):
    """Killed when the new site was served and the older ones were not yet gone: none of them may be gone back to."""
    down = small_site.entry(51, "2026-11-21", "Watch kept over the well")
    build()
    where = ["--root", str(small_site.root), "--now", NOW]
    assert main(["edit", "take-down", key_in(down), "--kind", "safety", "--why", "x", *where]) == 0
    with killed_at("usalama.releasing.release_trees.bury"):
        assert main(["build", *where]) == 130
    assert build()[1].endswith("\nNothing new: the site is as its entries are.\n")
    assert main(["rollback", *where]) == 1


@pytest.mark.usefixtures("published")
def test_a_build_after_a_kill_enters_in_the_register_what_it_publishes(small_site, build, killed_at, monkeypatch):
    """Killed when its week was read and before the register was written, the next one enters what that had found."""
    monkeypatch.setattr("usalama.files.weekstates._RACY", 0)  # as where the report was filed a second ago
    path = small_site.entry(51, "2026-11-21", "Watch kept over the well")
    with killed_at("usalama.files.filedfiles.add_names"):
        assert main(["build", "--root", str(small_site.root), "--now", NOW]) == 130
    assert build()[0] == 0
    assert key_in(path) in filedfiles.read(small_site.root, Week(2026, 47))[0]["reports"]


@pytest.mark.usefixtures("published")
def test_a_printer_that_got_no_order_ends(small_site, monkeypatch):
    """A build that fails after the printer was started early leaves no process behind."""
    small_site.entry(52, "2026-11-21", "Watch kept over the well")
    started = []
    real = printer.start

    def note(*args):
        started.append(real(*args))
        return started[-1]

    monkeypatch.setattr(printer, "start", note)
    monkeypatch.setattr("usalama.releasing.releases.next_tree", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    assert main(["build", "--root", str(small_site.root), "--now", NOW]) == 1
    assert [each.child.exitcode for each in started] == [-9]


@pytest.mark.usefixtures("published")
def test_the_desk_builds_beside_its_threads_what_a_clean_build_gives(small_site):
    """It answers each form in a thread, which may take no signal and beside which no printer is forked."""
    small_site.entry(52, "2026-11-21", "Watch kept over the well")
    doors, heard = desk._doors(small_site.root, "secret", SimpleNamespace(root=small_site.root, now=NOW)), []
    thread = threading.Thread(target=lambda: heard.append(doors.act("/build", {})))
    thread.start()
    thread.join()
    ((is_done, told),) = heard
    assert (is_done, told.said.split("\n")[0], told.said.split("\n")[-2]) == (True, "The site is built.", "Published.")
    assert files_of((small_site.root / "output").resolve()) == small_site.clean()


@pytest.mark.usefixtures("published")
def test_weeks_are_read_while_the_tree_is_made_ready(small_site, build, monkeypatch):
    """Of ten years that takes as long: a new entry's file is opened before there is a tree to fill."""
    build()
    path = small_site.entry(52, "2026-11-21", "Watch kept over the well")
    system = ctypes.CDLL(None)
    opens = system.inotify_init1(0)
    assert system.inotify_add_watch(opens, os.fsencode(path), IN_OPEN) >= 0
    ready = releases.next_tree

    def slowly(*each):
        os.read(opens, 4096)  # which waits for whoever opens it
        return ready(*each)

    monkeypatch.setattr(releases, "next_tree", slowly)
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError("nobody reads it")))
    signal.alarm(60)
    try:
        assert build()[0] == 0
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        os.close(opens)
    assert "Watch kept over the well" in (small_site.root / "output/2026/w47/index.html").read_text()


def test_both_doors_give_the_same_bytes(small_site):
    """Pelican and the door without it print one site; the answers to the order are the same too."""
    alone = small_site.print(small_site.root / "alone")
    through = small_site.print(small_site.root / "through", pelican=True)
    assert through == alone
    assert files_of(small_site.root / "through") == files_of(small_site.root / "alone")


@pytest.mark.parametrize(
    "line", ["TEMPLATE_PAGES = {'a.html': 'b.html'}", "STATIC_PATHS = ['images']", "PLUGINS += [1]"]
)
def test_settings_that_ask_more_of_pelican_are_pelicans_work(small_site, line):
    """Another plugin, a fence taken down, a page of the site's own: the door without Pelican stays shut."""
    conf = small_site.root / "pelicanconf.py"
    conf.write_text(f"{conf.read_text()}\n{line}\n")
    order = {"unread": True}
    assert not topic_digest.print_alone(runpy.run_path(str(conf)), conf, small_site.root / "x", lambda: order)


def test_pelican_prints_where_the_settings_need_it(small_site, build):
    """A build with another plugin goes through Pelican, which runs that plugin, and is published all the same."""
    conf = small_site.root / "pelicanconf.py"
    conf.write_text(conf.read_text() + OTHER_PLUGIN)
    assert build()[1].split("\n")[-2] == "Published."
    assert (small_site.root / "heard").read_text() == "pelican"
    assert files_of((small_site.root / "output").resolve()).keys() >= {"index.html", "2026/w47/index.html"}


OVERRIDING = (
    '{% extends "!theme/base.html" %}{% block issue %}<span>Kept by the lake</span>{% endblock %}'
    '{% block foot %}<p class="wide"><a href="https://chat.example/ours">Our channel</a></p>{% endblock %}'
)


@pytest.mark.usefixtures("one_language")
def test_a_block_of_the_theme_is_replaced_by_a_template_before_it(small_site, build, capsys):
    """As Pelican has it: a folder of the site's own, whose templates still find those that they stand before."""
    conf, own = small_site.root / "pelicanconf.py", small_site.root / "own"
    conf.write_text(f'{conf.read_text()}\nTHEME_TEMPLATES_OVERRIDES = ["own"]\n')
    assert main(["build", "--root", str(small_site.root), "--now", NOW]) == 64
    assert "pelicanconf.py: THEME_TEMPLATES_OVERRIDES: 'own' is no folder" in capsys.readouterr().err
    own.mkdir()
    (own / "base.html").write_text(OVERRIDING)
    assert read_options(runpy.run_path(str(conf))).overrides == (own.resolve(),), "wherever pelican is started"
    assert build()[1].split("\n")[-2] == "Published."
    about = (small_site.root / "output/about/index.html").read_text("utf-8")
    assert "<span>Kept by the lake</span>" in about
    assert '<a class="skip"' in about
    for page in ("index.html", "2026/w47/index.html", "about/index.html"):  # weeks, which fill the other block, as well
        assert "Our channel</a></p></div></footer>" in (small_site.root / "output" / page).read_text("utf-8")
    (own / "base.html").write_text(OVERRIDING.replace("lake", "ford"))
    build()
    assert "Kept by the ford" in (small_site.root / "output/about/index.html").read_text("utf-8")


@pytest.mark.usefixtures("one_language")
def test_a_file_that_the_theme_brings_is_copied_and_one_of_another_name_named(small_site, build):
    """It stands in place of what would be made; what no host may be given costs itself, and the mend is said."""
    theme = shutil.copytree(REPOSITORY / "themes/usalama", small_site.root / "theme")
    conf = small_site.root / "pelicanconf.py"
    conf.write_text(f'{conf.read_text()}\nTHEME = "theme"\n')
    (theme / "static/root/static").mkdir()
    for name in ("robots.txt", "static/Leaf.pdf", "static/our leaf.pdf"):
        (theme / "static/root" / name).write_text("of the desk")
    code, words = build()
    assert code == 2
    assert f"{theme}/static/root/static/our leaf.pdf: a file of the site has plain letters" in words
    output = small_site.root / "output"
    assert {(output / name).read_text() for name in ("robots.txt", "static/Leaf.pdf")} == {"of the desk"}
    (theme / "static/root/static/our leaf.pdf").unlink()
    (theme / "static/root/leaf.pdf").write_text("of the desk")
    assert "leaf.pdf: is no name that the site has; a file that a desk adds" in build()[1]


@pytest.mark.usefixtures("one_language")
def test_a_hand_written_page_may_come_and_go(small_site, build):
    """Every page and the site map know which there are: no link is left to one that is gone, and the site goes on."""
    pages, output = small_site.root / "content/pages", small_site.root / "output"
    for path in pages.glob("accessibility.*.md"):
        path.unlink()
    said = "Title: For all\nDescription: For all.\n\nBy keyboard.\n"
    (pages / "privacy.en.md").write_text(said)
    build()
    for is_there in (True, False):
        for name in ("accessibility.en.md", "thanks.en.md"):
            (pages / name).write_text(said) if is_there else (pages / name).unlink()
        assert build()[1].split("\n")[-2] == "Published."
        assert ("/thanks/<" in (output / "sitemap-pages.xml").read_text("utf-8")) is is_there
        assert ("accessibility/" in (output / "topics/banditry/index.html").read_text("utf-8")) is is_there
        assert (output / "thanks/index.html").exists() is is_there


@pytest.mark.usefixtures("published")
def test_a_map_needs_no_drawing_of_the_whole(small_site, build):
    """Without it a week's map is drawn of the areas' own outlines: a desk that made these has a site."""
    path = small_site.root / "content/catalog/county-outlines.json"
    drawn = json.loads(path.read_text("utf-8"))
    del drawn["whole"]
    path.write_text(json.dumps(drawn))
    assert build()[1].split("\n")[-2] == "Published."
    home = (small_site.root / "output/index.html").read_text("utf-8")
    assert all(area["path"] in home for area in drawn["counties"].values())


def test_a_template_that_no_page_is_printed_by_may_be_broken(small_site, build):
    """While many weeks are read all templates are loaded; somebody's draft stops no page."""
    first = datetime(2026, 1, 7, tzinfo=UTC)
    for number in range(MANY_WEEKS):
        small_site.entry(100 + number, f"{first + number * timedelta(weeks=1):%F}", f"Raid number {number} at the ford")
    theme = shutil.copytree(REPOSITORY / "themes/usalama", small_site.root / "theme")
    (theme / "templates/draft.html").write_text("{% block")
    conf = small_site.root / "pelicanconf.py"
    conf.write_text(f'{conf.read_text()}\nTHEME = str(Path(PATH).parent / "theme")\n')
    assert build()[1].split("\n")[-2] == "Published."


BROKEN = {
    "a cut memory": (".cache/build.json", b'{"memory": {"tops": ['),
    "a memory of other types": (".cache/build.json", b'{"tops": [5], "weeks": 5, "standing": 5}'),
    "a memory that somebody changed": (".cache/build.json", b'{"memory": {"tops": ["/"]}, "print": ""}'),
    "a memory without an end": (".cache/build.json", b"[" * 100_000),
    "a status of other types": (".cache/status.json", b'{"version": 1, "pull": {"feeds": [5]}, "publish": 7}'),
    "a status without an end": (".cache/status.json", b'{"a":' * 50_000),
    "a status of feeds that are not ours": (
        ".cache/status.json",
        (
            b'{"version": 1, "pull": {"started": "", "last_success": "", "failing_since": "", "asked": 1,'
            b'"answered": 1, "failed": 0, "not_due": 0, "feeds": [{"url": "", "outlet": "stranger", "title": "",'
            b'"language": "", "condition": "well", "why": "", "last_asked": "", "last_success": "", "last_new": "",'
            b'"newest": "", "enabled": true}]}}'
        ),
    ),
    "the live tree's manifest cut": (".releases/{live}.manifest", b"usalama release 1 1\n"),
    "the live tree's manifest no text": (".releases/{live}.manifest", b"\xff\xfe"),
}


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("gone", ["output/", ".releases"], ids=["the-live-tree", "all-trees"])
def test_a_site_whose_tree_is_gone_is_served_again(small_site, build, gone):
    """A hand removed it: the link that leads nowhere is no sign of a tree, nor what says what was in it."""
    before = files_of((small_site.root / "output").resolve())
    shutil.rmtree((small_site.root / gone).resolve())
    code, words = build()
    assert (code, words.split("\n")[-2]) == (0, "Published.")
    assert files_of((small_site.root / "output").resolve()) == before
    for number in range(90, 90 + TREES):  # each tree is taken in turn
        small_site.entry(number, "2026-11-19", f"Bandits raid market {number}")
        assert build()[0] == 0
        assert files_of((small_site.root / "output").resolve()) == small_site.clean()


@pytest.mark.usefixtures("published")
def test_an_altered_memory_is_not_believed(small_site, build):
    """What a build remembers counts as it was written alone: else it would tell of what it never found."""
    assert build()[0] == 0
    path = small_site.root / ".cache/build.json"
    found = json.loads(path.read_bytes())
    found["memory"]["problems"] = [["x", "made up"]]
    path.write_text(json.dumps(found))
    code, words = build()
    assert (code, "made up" in words) == (0, False)


@pytest.mark.usefixtures("published")
def test_a_summary_that_lost_its_lines_is_made_again(small_site, build):
    """What a power cut left without its lines, or with zeros for them, is believed no more than none."""
    ways = (
        lambda head, _: head + b"\n[]\n",
        lambda head, rest: head + b"\n" + bytes(len(rest)),
        lambda head, rest: head + b"\n" + rest[:-1] + b"\0",
        lambda *_: b"9" * 5000,
    )
    assert build()[0] == 0
    for number, left in enumerate(ways):
        for path in small_site.root.glob(".cache/weeks/*.txt"):
            head, _, rest = path.read_bytes().partition(b"\n")
            path.write_bytes(left(head, rest))
        small_site.entry(70 + number, "2026-11-20", f"Watch {number} kept over the well")
        assert build()[0] == 0
        assert files_of((small_site.root / "output").resolve()) == small_site.clean(), number


@pytest.mark.usefixtures("published")
def test_what_texts_say_is_kept_for_the_next_build(small_site, build):
    """It knows what the build before had read, and adds what is new, whichever process printed it."""
    path = small_site.root / recallfile.FILE
    before = json.loads(path.read_bytes().partition(b"\n")[2])
    small_site.entry(70, "2026-11-20", "Two herders shot at the well, police say")
    assert build()[0] == 0
    assert before.items() < json.loads(path.read_bytes().partition(b"\n")[2]).items()


@pytest.mark.usefixtures("published")
def test_a_broken_memory_costs_nothing_but_time(small_site, build):
    """Whatever became of what a build remembers, the next one publishes what a clean one does."""
    assert build()[0] == 0
    output = small_site.root / "output"
    for number, (what, (name, body)) in enumerate(BROKEN.items()):
        (small_site.root / name.format(live=output.readlink().name)).write_bytes(body)
        small_site.entry(70 + number, "2026-11-20", f"Watch {number} kept over the well")
        code, words = build()
        assert (code, words.split("\n")[-2]) == (0, "Published."), what
        (small_site.root / ".cache/status.json").unlink(missing_ok=True)
        assert build()[0] == 0, what
        assert files_of(output.resolve()) == small_site.clean(), what
