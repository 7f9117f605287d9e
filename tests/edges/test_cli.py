"""The command line: quick to start, one line for a mistake, and the exit codes that are documented."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from importlib import import_module
from itertools import product
from pathlib import Path

import pytest

import made
from usalama import cli
from usalama.catalogue.catalog import read_feeds
from usalama.catalogue.site import Site
from usalama.commands import COMMANDS, demo
from usalama.commands.check import site_mistakes
from usalama.commands.new_site import made_whole
from usalama.digest import issues
from usalama.digest.issues import Issue
from usalama.errors import BuildError, LockedError, UsalamaError
from usalama.files import issuefiles, state
from usalama.gate import gate
from usalama.machine import locks
from usalama.model import Problem
from usalama.releasing import releases
from usalama.watch.status import Outcome
from usalama.wiring import closing, noting, pagechecks
from usalama.words.urls import entry_key
from usalama.words.weeks import Week

ROOT = Path(__file__).parents[2]
WHEN = datetime(2026, 11, 18, 9, tzinfo=UTC)
OPML = (
    '<?xml version="1.0"?><opml version="2.0"><head/><body><outline text="Ridge" type="rss" '
    'xmlUrl="https://ridge.example/feed" htmlUrl="https://ridge.example/"/></body></opml>'
)


def test_help_lists_every_command(capsys):
    """Help names each command that is there."""
    assert cli.main([]) == 0
    out = capsys.readouterr().out
    assert [line.split()[0] for line in out.splitlines() if line.startswith("  ") and line[2] != " "] == [*COMMANDS]
    assert max(map(len, out.splitlines())) < 80


def test_a_mistyped_command_is_told_with_the_one_that_was_meant(capsys):
    """Not with all of them."""
    with pytest.raises(SystemExit):
        cli.main(["stauts"])
    assert capsys.readouterr().err.splitlines()[1:] == ['usalama: "stauts" is no command; did you mean "status"?']
    with pytest.raises(SystemExit):
        cli.main(["retag", "2663", "crime"])
    assert capsys.readouterr().err.splitlines()[1:] == ['usalama: "retag" is no command; usalama edit retag']


@pytest.mark.parametrize("folder", ["demo", "a folder"])
def test_the_sites_folder_may_stand_before_the_command(tmp_path, capsys, folder):
    """Whatever the folder is called: one named demo is not taken for the command."""
    root = str(tmp_path / folder)
    assert cli.main(["status", "--root", root]) == 64
    told = capsys.readouterr().err
    assert root in told
    for words in (["--root", root], [f"--root={root}"], ["--root", "elsewhere", f"--root={root}"]):
        assert cli.main([*words, "status"]) == 64
        assert capsys.readouterr().err == told
    with pytest.raises(SystemExit) as ended:
        cli.main(["--root", root])
    assert ended.value.code == 64
    assert capsys.readouterr().err.splitlines()[-1] == "usalama: --root DIR: say which command, too; usalama --help"


def test_a_word_that_a_command_does_not_know_is_told_with_its_usage(capsys):
    """And not with the usage of usalama as a whole, which says nothing of the command."""
    with pytest.raises(SystemExit) as ended:
        cli.main(["edit", "retag", "abc", "crime", "--why", "x", "--topics", "crime"])
    said = capsys.readouterr().err
    assert ended.value.code == 64
    assert said.startswith("usage: usalama edit retag ")
    assert said.endswith("usalama edit retag: unrecognized arguments: --topics crime\n")


def test_start_loads_nothing_heavy():
    """What costs time to load is not loaded for help."""
    code = "import sys; from usalama.cli import main; main([]); print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = set(out.splitlines()[-1].split(" "))
    assert not [name for name in loaded if name.startswith("usalama.commands.")]
    assert not loaded & {"httpx2", "feedparser", "lxml", "rich", "pelican", "jinja2", "tomlkit", "asyncio", "email"}


@pytest.mark.parametrize(
    "modules", ["usalama.commands.build, usalama.files.basis", "usalama.wiring.pulling, usalama.tables.rules"]
)
def test_what_reads_claims_is_loaded_with_the_first_text_that_makes_one(modules):
    """A build with nothing new and a pull keep what was claimed: neither compiles the patterns that find it."""
    code = f"import sys, {modules}; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    readers = {"cases", "case_steps", "figure_kiswahili", "matters", "pledges", "untold", "voices"}
    assert not {f"usalama.claims.{name}" for name in readers}.intersection(out.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name, capsys):
    """Each command has help with its options and takes --root."""
    with pytest.raises(SystemExit) as ended:
        cli.main([name, "--help"])
    assert ended.value.code == 0
    assert "--root DIR" in capsys.readouterr().out


@pytest.mark.parametrize("verb", ["hide", "find", "restore", "ids"])
def test_every_verb_of_edit_says_what_it_does(verb, capsys):
    """Its own help begins with the line by which the list of all names it."""
    with pytest.raises(SystemExit):
        cli.main(["edit", verb, "--help"])
    (_, told, *_) = capsys.readouterr().out.split("\n\n")
    with pytest.raises(SystemExit):
        cli.main(["edit", "--help"])
    listed = " ".join(capsys.readouterr().out.split())
    assert " ".join(told[1:].removesuffix(".").split()) in listed


@pytest.mark.parametrize(
    "argv",
    [["fly"], ["pull", "--fly"], ["import-opml"], ["--fly"], ["deploy", "--to", "me@host.example:w", "--ssh", 'ssh "']],
)
def test_wrong_use_exits_64(argv, capsys):
    """A wrong word is named on the error output, and the exit code is 64."""
    with pytest.raises(SystemExit) as ended:
        cli.main(argv)
    assert ended.value.code == 64
    assert capsys.readouterr().err


def test_version_is_printed(capsys):
    """The version is one line."""
    assert cli.main(["--version"]) == 0
    assert re.fullmatch(r"usalama \d{4}\.\d+\.\d+\n", capsys.readouterr().out)


def test_outside_a_site_is_one_line(tmp_path, monkeypatch, capsys):
    """Started where no site is, a command says so and what to do."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(["status"]) == 64
    (line,) = capsys.readouterr().err.splitlines()
    assert "--root DIR" in line


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsalamaError("x"), 64),
        (BuildError("x"), 1),
        (LockedError("x"), 75),
        (OSError(28, "No space left on device", "content/entries/x"), 1),
        (OSError("bare"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_each_failure_has_its_exit_code(monkeypatch, capsys, error, code):
    """Whatever a command stops at becomes one line and the documented exit code, never a traceback."""
    status = import_module("usalama.commands.status")

    def stop(_args):
        raise error

    monkeypatch.setattr(status, "run", stop)
    assert cli.main(["status"]) == code
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_reader_that_goes_away_is_no_failure(scratch_site):
    """Output into a closed pipe ends quietly."""
    root = scratch_site("https://coast.example/feed")
    code = f"import sys; from usalama.cli import main; sys.exit(main(['export-opml', '--root', {str(root)!r}]))"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    with process:
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_time_is_taken_as_given_or_refused(scratch_site, capsys):
    """--now without a zone is Nairobi's; what is no time is refused."""
    root = str(scratch_site())
    assert cli.main(["check", "--root", root, "--now", "2026-11-23 06:00"]) == 0
    for wrong in ("noon", "9999-12-31", "0001-01-01T00:00+03:00"):
        assert cli.main(["check", "--root", root, "--now", wrong]) == 64
        assert f"--now {wrong}: no time" in capsys.readouterr().err


@pytest.mark.parametrize(
    "mistakes",
    [
        [
            ("pelicanconf.py", "PATH = 'content", "pelicanconf.py:1: cannot be run: SyntaxError"),
            ("publishconf.py", "\nUSALAMA_SAMPLE = Flase\n", "publishconf.py:2: cannot be run: NameError"),
            ("content/catalog/topics.toml", "[[topics]]\nslug = 5", "topics.toml: topics[0].slug"),
            ("content/catalog/counties.csv", "number,name,slug\njunk,,\n", "counties.csv: line 2: number"),
            ("content/catalog/actors.csv", "names,roles,language\nkdf,oficial,\n",
             "actors.csv: line 2: roles: 'oficial'"),
            ("content/catalog/weights.csv", "target,feature,weight\nrelevance,bias,-4\nrelevance,kill,1",
             "weights.csv: breaks off in its last line; restore it, or fit it again"),
            ("content/catalog/leanings.csv", "word,leans\nnight,crime=1", "leanings.csv: breaks off in its last line"),
            ("content/catalog/story-words.csv", "token,events\n*,10", "story-words.csv: breaks off in its last line"),
            ("content/catalog/priors.csv", "target,feature,weight\nrelevance,bias,1\ncrime,kill,much\n",
             "priors.csv: line 3: weight 'much': write a number"),
            ("content/catalog/corrections.csv", "key,relevant,topics,features\n0123456789,1,crime,bias\n",
             "corrections.csv: line 2: features: write name=number"),
        ],
        [
            ("pelicanconf.py", "import runpy\nrunpy.run_path('/gone/pelicanconf.py')", "name the program's there, "),
            ("content/catalog/patterns.csv", "first,then,within,class,grade\nkill,poilce,4,force-kill,strong\n",
             "patterns.csv: line 2: then: no term is of the class 'poilce'; did you mean \"police\"?"),
            ("content/catalog/unless.csv", "class,unless,becomes\nfiction,poilce,\n",
             "unless.csv: line 2: unless: no term is of the class 'poilce'; did you mean \"police\"?"),
            ("content/catalog/priors.csv", "target,feature,weight\nrelevance,bias,1\ncrimes,kill,1\n",
             "priors.csv: line 3: target: no topic 'crimes'; take its rows out; did you mean \"crime\"?"),
            ("content/catalog/corrections.csv", "key,relevant,topics,features\n0123456789,1,crimes,bias=1\n",
             "corrections.csv: line 2: topics: 'crimes' is no topic, and trains none; did you mean \"crime\"?"),
        ],
        [
            ("pelicanconf.py", "raise KeyError('x')", "pelicanconf.py:1: cannot be run: KeyError"),
            ("content/catalog/weights.csv", "target,feature,weight\nrelevance,bias,1\nrelevance,kill,nan\n",
             "weights.csv: line 3: weight 'nan': write a number"),
            ("content/catalog/priors.csv", "target,feature,weight\nrelevance,bias,1\nrelevance,violence heer,1\n",
             "priors.csv: line 3: feature: no text has 'violence heer'; take its rows out; did you"),
        ],
        [
            ("content/catalog/weights.csv", "target,feature,weight\nrelevance,bias,1\nfirst crmie,bias,1\n",
             "weights.csv: line 3: target: no topic 'first crmie'; take its rows out; did you mean \"first crime\"?"),
        ],
        [
            ("content/catalog/weights.csv", "target,feature,weight\nrelevance,bias,1\nrelevance,poilce,1\n",
             "weights.csv: line 3: feature: no text has 'poilce'; take its rows out; did you mean \"police\"?"),
        ],
        [
            ("content/catalog/weights.csv", "target,feature,weight\nrelevence,bias,-4\nrelevance,threat,3\n",
             "weights.csv: no bias for 'relevance'; restore the row"),
        ],
    ],
)  # fmt: skip
def test_check_names_each_mistake_once(scratch_site, capsys, mistakes):
    """What would stop a build or a pull is found by the check before, in one line, and the others with it."""
    root = scratch_site("https://coast.example/feed")
    for file, text, _ in mistakes:
        (root / file).write_text(text, encoding="utf-8")
    assert cli.main(["check", "--root", str(root), "--now", "2026-11-23 06:00"]) == 64
    out = capsys.readouterr().out
    assert [said for _, _, said in mistakes if out.count(said) != 1] == []


UNREAD = {
    "content/entries/raid-0123456789.md": "entries/raid-0123456789.md: no entry: name it as one, ….md, in",
    "content/entries/2026-w47/raid.txt": "2026-w47/raid.txt: no entry",
    "content/held/2026-w47/more/raid-0123456789.md": "more/raid-0123456789.md: no entry",
    "content/panels/2026-w47.csv": "panels/2026-w47.csv:1: the first line is not",
    "content/issues/2026-w47.json": "issues/2026-w47.json: no record of an issue",
    "content/filed/2026-w47.json": "filed/2026-w47.json: not as a pull wrote it",
    "content/pages/notes.md/more.md": "content/pages/notes.md: is a folder; a file belongs there",
    "content/ledger.toml/edits.toml": "content/ledger.toml: is a folder; a file belongs there, move the folder",
    "content/catalog/extra.csv/more.csv": "catalog/extra.csv: is a folder; a file belongs there",
    ".cache/state.json/more": ".cache/state.json: is a folder; a file belongs there, move the folder away",
    ".cache/status.json/more": ".cache/status.json: is a folder; a file belongs there, move the folder away",
    ".cache/lock/more": ".cache/lock: is a folder; a file belongs there, move the folder away",
}


def test_check_names_what_nobody_reads(scratch_site, capsys):
    """A report that lies where no build looks, what a build leaves out of a week's other files: each by name, once."""
    root = scratch_site(
        "https://coast.example/feed", settings="url = 'https://desk.test'\ncontact = 'desk@coast.example'\n"
    )
    for name in UNREAD:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("{}", encoding="utf-8")
    (root / "content/entries/.gitkeep").touch()
    assert cli.main(["check", "--root", str(root), "--now", "2026-11-23 06:00"]) == 64
    *told, last = capsys.readouterr().out.splitlines()
    assert [said for said in UNREAD.values() if sum(said in line for line in told) != 1] == []
    assert last == f"{len(UNREAD)} to mend"


@pytest.mark.parametrize("kind", ["file", "link"])
def test_check_names_what_stands_in_a_folders_place(scratch_site, capsys, kind):
    """A file, or a link to a disk that is not mounted, and it goes on to the other mistakes."""
    root = scratch_site("https://coast.example/feed")
    (root / "content/ledger.toml").write_text("torn", encoding="utf-8")
    names = ("panels", "issues", "filed", "entries", "held")
    for place in (root / "content" / name for name in names):
        shutil.rmtree(place, ignore_errors=True)
        place.touch() if kind == "file" else place.symlink_to("nowhere")
    assert cli.main(["check", "--root", str(root), "--now", "2026-11-23 06:00"]) == 64
    told = capsys.readouterr().out.splitlines()
    for name in names:
        (said,) = (line for line in told if line.startswith(f"content/{name}: "))
        assert said.endswith(f"; a folder belongs there, move the {kind} away")
    assert told[-1] == f"{len(names) + 1} to mend"


def test_check_names_a_register_that_a_closed_week_lost(scratch_site, capsys):
    """What it alone knows is lost, which nothing else would say."""
    root = scratch_site("https://coast.example/feed")
    issue = Issue("2026-w46", datetime(2026, 11, 17, tzinfo=UTC), "2026.11.0", "abcd", {}, "f" * 64)
    (root / "content/issues").mkdir()
    (root / "content/issues/2026-w46.json").write_text(issues.render(issue), encoding="utf-8")
    assert cli.main(["check", "--root", str(root), "--now", "2026-11-23 06:00"]) == 64
    told = capsys.readouterr().out
    assert "content/filed/2026-w46.json: was here and is gone; restore it from the repository" in told
    assert told.endswith("\n1 to mend\n")


def test_a_folder_in_place_of_the_settings_is_a_mistake_in_them(scratch_site, capsys):
    """Whatever the command; and check goes on to the other mistakes."""
    root = scratch_site("https://coast.example/feed")
    (root / "usalama.toml").mkdir()
    (root / "content/entries/2026-w47").mkdir(parents=True)
    (root / "content/entries/2026-w47/raid.txt").touch()
    assert cli.main(["status", "--root", str(root)]) == 64
    said = "usalama.toml: is a folder; a file belongs there, move the folder away"
    assert capsys.readouterr().err == f"usalama: {said}\n"
    assert cli.main(["check", "--root", str(root)]) == 64
    told = capsys.readouterr().out.splitlines()
    assert (told[0], told[-1]) == (said, "2 to mend")


@pytest.mark.parametrize("name", ["state.json", "status.json"])
def test_status_names_a_folder_in_place_of_a_file_of_a_run(scratch_site, capsys, name):
    """By the same line and code as check: nothing that it would have told is made up."""
    root = scratch_site("https://coast.example/feed")
    (root / ".cache" / name).mkdir(parents=True)
    assert cli.main(["status", "--json", "--root", str(root)]) == 64
    told = f"usalama: .cache/{name}: is a folder; a file belongs there, move the folder away\n"
    assert capsys.readouterr() == ("", told)


def test_check_names_an_edit_that_a_clock_ahead_has_dated(scratch_site, capsys):
    """No other edit can be made until then, which only the next one would say."""
    root = scratch_site("https://coast.example/feed")
    told = {"kind": "safety", "week": "2026-w46"}
    edits = (made.edit("take-down", "0123456789", at=f"{year}-11-20T09:00:00Z", **told) for year in (2026, 2027))
    (root / "content/ledger.toml").write_text("".join(edits), encoding="utf-8")
    assert cli.main(["check", "--root", str(root), "--now", "2026-11-23 06:00"]) == 64
    told = [line for line in capsys.readouterr().out.splitlines() if "ledger" in line]
    said = (
        "take-down of 2027-11-20T09:00:00+00:00: is still to come, and until then no other edit can be made; mend when"
    )
    assert told == [f"content/ledger.toml: edits[1].when (line 14): {said}"]


def test_an_edit_that_is_made_while_check_looks_is_not_ahead(scratch_site):
    """The clock is read after the ledger: no edit in it is later, however long the entries took."""
    root = scratch_site("https://coast.example/feed")
    ledger = root / "content/ledger.toml"

    def clock():
        ledger.write_text(made.edit("note", "s0123456789", at="2026-11-23T06:00:01Z", text="x"), encoding="utf-8")
        return datetime(2026, 11, 23, 6, tzinfo=UTC)

    assert not [line for line in site_mistakes(root, clock, {}) if "still to come" in line]
    assert [line for line in site_mistakes(root, clock, {}) if "still to come" in line]


def test_a_page_in_a_language_that_was_given_up_has_no_mistake(tmp_path):
    """It is printed nowhere, so that its links lead nowhere: a volunteer would mend what nobody sees."""
    pages, told = tmp_path / "content/pages", "line 3: links to ../nobody/, which is not there"
    pages.mkdir(parents=True)
    for name in ("ethics.en.md", "ethics.sw.md"):
        (pages / name).write_text("Title: Us\n\n[Who](../nobody/)\n", encoding="utf-8")
    files, url = {"index.html", "ethics/index.html"}, "https://coast.example"
    named = [f"content/pages/ethics.{code}.md: {told}" for code in ("en", "sw")]
    assert pagechecks.page_mistakes(tmp_path, url, files) == named[:1]
    assert pagechecks.page_mistakes(tmp_path, url, {*files, "sw/index.html"}) == named


def test_a_demo_does_not_clear_the_folder_of_one_that_is_being_made(
    tmp_path, another_run, monkeypatch, capsys, killed_at
):
    """Else the first would end in the middle, and blame its settings. When that is done, it clears what was there."""
    folder = tmp_path / "demo"
    (folder / "content/entries").mkdir(parents=True)
    (folder / "pelicanconf.py").write_text(demo.MARK, encoding="utf-8")
    order = ["demo", "--root", str(ROOT), "--into", str(folder), "--port", "0"]
    with another_run(folder), monkeypatch.context() as hasty:
        hasty.setattr(locks, "PATIENCE", 0)
        assert cli.main(order) == 75
        assert "another run holds the lock" in capsys.readouterr().err
        assert (folder / "content/entries").is_dir()
    (folder / "stale").symlink_to(folder)
    with killed_at("usalama.commands.demo._make"):
        assert cli.main(order) == 130
    assert [path.name for path in folder.iterdir()] == [".cache"]


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("priors.csv", 0, "note: content/catalog/priors.csv: was here and is gone; restore it from the repository"),
        ("leanings.csv", 64, "content/catalog/leanings.csv: missing, and weights.csv weighs 'leaning banditry' in "),
        ("vocabulary.csv", 64, "content/catalog/vocabulary.csv: missing; copy it from the project"),
    ],
)
def test_check_names_a_table_that_was_lost_once(tmp_path, capsys, name, code, said):
    """Also one that stops no pull: of a site that had it, or whose weights go by it; a desk may be without."""
    for command, folder in (("new-site", "site"), ("new-desk", "desk")):
        assert cli.main([command, str(tmp_path / folder), "--root", str(ROOT)]) == 0
    (tmp_path / "site/content/catalog" / name).unlink()
    capsys.readouterr()
    assert cli.main(["check", "--root", str(tmp_path / "site")]) == code
    (told,) = (line for line in capsys.readouterr().out.splitlines() if f"{name}: " in line)
    assert told.startswith(said)
    assert cli.main(["check", "--root", str(tmp_path / "desk")]) == 0
    assert "leanings.csv" not in capsys.readouterr().out


def test_check_and_status_note_a_table_without_its_last_line_end(scratch_site, capsys):
    """Half a table may be well-formed; its last line, cut short, tells that there was more. It may be meant so."""
    root = scratch_site("https://coast.example/feed")
    table = root / "content/catalog/places.csv"
    *rows, _ = table.read_bytes().splitlines()
    table.write_bytes(b"\n".join(rows))
    assert cli.main(["check", "--root", str(root)]) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if "line end" in line]
    assert [line.partition(": does")[0] for line in told] == ["note: content/catalog/places.csv"]
    assert cli.main(["status", "--root", str(root)]) == 0
    assert told[0].removeprefix("note: ") in capsys.readouterr().out.splitlines()


def test_check_notes_a_table_that_was_cut_at_the_end_of_a_line(tmp_path, capsys):
    """Every row of it is whole; that it is the program's up to there tells it. Its head alone may be meant so."""
    root = tmp_path / "site"
    assert cli.main(["new-site", str(root), "--root", str(ROOT)]) == 0
    places, names = root / "content/catalog/places.csv", root / "content/catalog/names.csv"
    places.write_bytes(b"".join(places.read_bytes().splitlines(keepends=True)[:-9]))
    names.write_bytes(names.read_bytes().splitlines(keepends=True)[0])
    capsys.readouterr()
    assert cli.main(["check", "--root", str(root)]) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if "catalog" in line]
    mend = "is the beginning of the program's and no more, as where a copy broke off; copy it anew"
    assert told == [f"note: content/catalog/places.csv: {mend}"]


def test_check_notes_a_table_of_a_desks_own_that_was_cut_at_the_end_of_a_line(tmp_path, capsys):
    """That its repository has more tells it, of any table; once rows that were taken out are committed, all is well."""
    root, places = tmp_path / "desk", "content/catalog/places.csv"
    assert cli.main(["new-desk", str(root), "--root", str(ROOT)]) == 0
    (root / places).write_text("name,kind,counties,source\nLowland,county,Lowland,\nReed Ford,town,Lowland,\n", "utf-8")
    git = ["git", "-C", str(root), "-c", "user.name=desk", "-c", "user.email=desk@desk.example"]
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "A desk"]):
        subprocess.run([*git, *words], check=True)

    def notes():
        capsys.readouterr()
        cli.main(["check", "--root", str(root)])
        return [line for line in capsys.readouterr().out.splitlines() if "of what git has" in line]

    assert notes() == []
    whole = (root / places).read_bytes()
    (root / places).write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    mend = "is the beginning of what git has and no more, as where a copy broke off; restore it, or commit it if meant"
    assert notes() == [f"note: {places}: {mend}"]
    subprocess.run([*git, "commit", "--quiet", "--all", "-m", "A place less"], check=True)
    assert notes() == []
    (root / places).write_bytes(whole)
    assert notes() == []


@pytest.mark.parametrize("name", ["usalama.toml", "content/ledger.toml"])
def test_a_link_that_leads_nowhere_is_not_taken_for_a_file_that_may_be_left_out(scratch_site, capsys, name):
    """By defaults of their own the weeks would turn at another hour, and what is hidden would be shown again."""
    root = scratch_site("https://ridge.example/feed")
    (root / name).symlink_to("nowhere")
    said = f"{name}: a link that leads nowhere; mount the disk that it leads to, or restore it from the repository"
    assert cli.main(["edit", "find", "--root", str(root)]) == 64
    assert capsys.readouterr().err == f"usalama: {said}\n"
    assert cli.main(["check", "--root", str(root)]) == 64
    assert said in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("usalama.toml", ["status"]),
        ("content/ledger.toml", ["edit", "find"]),
        ("content/catalog/topics.toml", ["explain", "Robbery at the ridge"]),
        ("content/entries/2026-w47/a-report.md", ["check"]),
    ],
)
def test_a_pipe_in_a_files_place_is_not_waited_for(scratch_site, name, words):
    """A run of cron would hold the lock against all that come after it."""
    root = scratch_site("https://ridge.example/feed")
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).unlink(missing_ok=True)
    os.mkfifo(root / name)
    command = [sys.executable, "-m", "usalama.cli", *words, "--root", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode in {1, 64}
    (line,) = (line for line in (done.stdout + done.stderr).splitlines() if name in line)
    assert line.endswith(": a pipe or a device: a file belongs there; move it away and run again")


def test_a_key_of_the_letters_that_is_on_another_disk_is_not_made_anew(scratch_site, capsys):
    """With a new one each reader would get the letter again."""
    root = scratch_site("https://ridge.example/feed")
    page = root / "output/2026/w46"
    page.mkdir(parents=True)
    for name in ("letter.html", "plain.txt"):
        text = '<title>Week 46</title><main><h1>Week 46</h1><a class="leave" href="">Leave</a></main>'
        (page / name).write_text(text, encoding="utf-8")
    (root / ".mail").mkdir()
    (root / ".mail/key.txt").symlink_to("nowhere")
    words = ["mail", "--eml", str(root / "a.eml"), "--week", "2026-W46", "--sender", "desk@x.example"]
    assert cli.main([*words, "--root", str(root)]) == 1
    assert f"{root}/.mail/key.txt: No such file or directory: a link that leads nowhere" in capsys.readouterr().err
    assert not (root / ".mail/nowhere").exists()
    assert (root / ".mail/key.txt").is_symlink()


def test_a_letter_that_was_damaged_since_it_was_built_is_not_sent(scratch_site, capsys):
    """It is named with what makes it anew."""
    root = scratch_site("https://ridge.example/feed")
    page = root / "output/2026/w46"
    page.mkdir(parents=True)
    for name in ("letter.html", "plain.txt"):
        (page / name).write_bytes(b"<title>Week 46</title>\xe9\xff")
    words = ["mail", "--eml", str(root / "a.eml"), "--week", "2026-W46", "--sender", "desk@x.example"]
    assert cli.main([*words, "--root", str(root)]) == 1
    said = f"damaged since it was built; usalama build --root {root} --mend makes it anew"
    assert capsys.readouterr().err == f"usalama: {page}/letter.html: {said}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["status", "--root", "loop"], "no pelicanconf.py there"),
        (["new-desk", "loop", "--root", str(ROOT)], "it leads to itself"),
        (["build", "--conf", "loop", "--root", "site"], "--conf loop: no such file"),
        (["edit", "hide", "99", "--why", "x", "--root", "site"], "/.cache: File exists: a link that leads"),
    ],
    ids=lambda part: part if isinstance(part, str) else part[0],
)
def test_a_link_that_leads_to_itself_is_one_line(scratch_site, tmp_path, monkeypatch, capsys, words, said):
    """Wherever it stands: what was typed, the settings that were named, the folder of what a run keeps."""
    for name in (scratch_site("https://ridge.example/feed") / ".cache", tmp_path / "loop"):
        name.symlink_to(name.name)
    monkeypatch.chdir(tmp_path)
    assert cli.main(words) in {1, 64}
    (told,) = capsys.readouterr().err.splitlines()
    assert said in told


def test_a_file_of_an_entry_that_may_not_be_read_is_told_with_the_mend(scratch_site, capsys):
    """As is a folder in its place, or a link."""
    root = scratch_site("https://ridge.example/feed")
    week = root / "content/entries/2026-w47"
    week.mkdir(parents=True)
    (week / "rain-0123456789.md").symlink_to("rain-0123456789.md")
    (week / "rain-1123456789.md").mkdir()
    assert cli.main(["check", "--root", str(root)]) == 64
    told = [line.partition(": cannot be read: ")[2] for line in capsys.readouterr().out.splitlines() if "rain-" in line]
    assert told == [
        "Too many levels of symbolic links: it leads to itself; move the link away and run again",
        "Is a directory: a file belongs there; move the folder away and run again",
    ]


def _told(out):
    return re.findall(rf"usalama (?:{'|'.join(COMMANDS)})\b.{{0,30}}", out)


@pytest.mark.parametrize(
    "words",
    [
        ["gate"],
        ["publish"],
        ["headers", "--nginx"],
        ["deploy", "--to", "there"],
        ["verify", "2026-W47"],
        ["release", "nobody"],
        ["review", "2026-W47"],
        ["review", "2026-W47", "-o", "review.csv"],
        ["learn", "nothing.csv"],
        ["explain", "0123456789"],
        ["edit", "find", "raid"],
        ["edit", "hide", "99", "--why", "x"],
        ["mail", "--eml", "a.eml", "--week", "2026-W47", "--sender", "desk@x.example"],
        ["pull", "--feed", "nobody"],
        ["status", "--now", "2026-12-23T06:00Z"],
        ["check"],
    ],
    ids=" ".join,
)
def test_a_command_that_is_told_is_of_the_site_that_was_asked_for(scratch_site, tmp_path, monkeypatch, capsys, words):
    """Whoever says --root stands elsewhere: what is told can be pasted there, also where a folder has a blank."""
    (root := tmp_path / "our site").symlink_to(scratch_site("https://ridge.example/feed"))
    week = root / "content/entries/2026-w47"
    week.mkdir(parents=True)
    head = "Title: Rain\nDate: 2026-11-18 10:00\nOutlet: ridge\nLink: https://x.example/rain\n"
    if words[0] == "check":
        (week / "rain-0123456789.md").write_text(f"{head}\n", encoding="utf-8")
    missed = state.Dropped("1" * 10, "https://ridge.example/feed", "", "Rain", 0.4, "near", WHEN, "r")
    state.add_dropped(root, "2026-w47", [missed])
    state.write_status(root, "pull", {"started": WHEN.isoformat(), "last_success": WHEN.isoformat()})
    monkeypatch.chdir(tmp_path)
    cli.main([*words, "--root", "our site"])
    said = capsys.readouterr()
    told = _told(said.out + said.err)
    assert told
    assert [line for line in told if " --root 'our site'" not in line] == []


def test_without_a_root_a_command_is_told_as_it_is(scratch_site, monkeypatch, capsys):
    """In the site's own folder, and below it, nothing has to be added."""
    monkeypatch.chdir(scratch_site() / "content")
    assert cli.main(["gate"]) == 1
    assert capsys.readouterr().out == "nothing is built yet; run usalama build\n"


def test_what_was_typed_breaks_no_line(scratch_site, tmp_path, monkeypatch, capsys):
    """A log is read line by line: a name with a line end in it is told in one."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(["judge", "one\ntwo.csv", "--root", str(scratch_site())]) == 64
    assert capsys.readouterr().err == "usalama: one two.csv: no such file; give the path of a CSV\n"
    with pytest.raises(SystemExit):
        cli.main(["review", "--no\nsuch"])
    assert "unrecognized arguments: --no such\n" in capsys.readouterr().err


def test_publish_looks_at_its_clock_first(scratch_site, capsys):
    """Also where there is nothing to publish: a time that is none is not passed over."""
    assert cli.main(["publish", "--now", "nan", "--root", str(scratch_site())]) == 64
    assert capsys.readouterr().err == "usalama: --now nan: no time; write it as 2026-11-23T06:00+03:00\n"


def test_a_site_in_the_place_of_a_file_is_wrong_use(tmp_path, capsys):
    """Of somebody else's, which stays; named is what was typed, not the disk."""
    (tmp_path / "mine").write_text("m", "utf-8")
    for command in ("new-site", "new-desk"):
        assert cli.main([command, str(tmp_path / "mine"), "--root", str(ROOT)]) == 64
        assert capsys.readouterr().err == f"usalama: {tmp_path}/mine: is a file; name a new folder\n"


def test_check_notes_priors_that_were_lost_where_no_note_tells_of_them(tmp_path, capsys):
    """No pull asks for them, and training would first be missed when it is wanted."""
    root = tmp_path / "site"
    assert cli.main(["new-site", str(root), "--root", str(ROOT)]) == 0
    for name in ("priors.csv", ".program"):
        (root / "content/catalog" / name).unlink()
    capsys.readouterr()
    assert cli.main(["check", "--root", str(root)]) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if "catalog" in line]
    assert told == ["note: content/catalog/priors.csv: missing, and training begins with it; copy it from the project"]


def test_check_notes_a_row_of_the_newest_panel_for_a_feed_that_is_not_there(scratch_site, capsys):
    """It may have been taken out, or be mistyped and counted as a feed that never answers; older weeks are history."""
    root = scratch_site("https://coast.example/feed")
    (root / "content/panels").mkdir()
    rows = "feed,outlet,answered\nhttps://coast.example/fed,coast,0\nhttps://coast.example/feed,coast,1\n"
    for week in ("2026-w46", "2026-w47"):
        (root / f"content/panels/{week}.csv").write_text(rows, "utf-8")
    assert cli.main(["check", "--root", str(root)]) == 0
    said = capsys.readouterr().out
    assert said.count("not in feeds.toml") == 1
    assert "note: content/panels/2026-w47.csv: https://coast.example/fed is not in feeds.toml" in said


def test_check_names_the_records_that_a_clock_ahead_left(scratch_site, capsys):
    """Each build leaves them out and names them, and check says beforehand what it will."""
    root = scratch_site("https://coast.example/feed")
    (root / "content/panels").mkdir()
    (root / "content/panels/2026-w47.csv").write_text("feed,outlet,answered\n", "utf-8")
    path = root / issues.record_name("2026-w46")
    path.parent.mkdir()
    said = []
    for known_at in (datetime(2026, 11, 17, 9, tzinfo=UTC), datetime(2026, 12, 28, 9, tzinfo=UTC)):
        record = Issue("2026-w46", known_at, "2026.11.0", "abcd", {}, "f" * 64)
        path.write_text(issues.render(record), "utf-8")
        cli.main(["check", "--root", str(root)])
        said.append(capsys.readouterr().out)
    mend = "closed after the last pull, of 2026-W47, and left out; pull again, or remove it if a clock was ahead"
    assert [f"content/issues/2026-w46.json: {mend}" in each for each in said] == [False, True]


@pytest.mark.parametrize("started", ["2026-11-22T22:30:00+00:00", "of no time"])
def test_a_panel_lies_ahead_by_the_last_pull_and_where_that_tells_no_time_none_does(tmp_path, started):
    """The newest panel stands for a pull that is not known: then nobody can say that it came too early."""
    weeks = [Week(2026, 46), Week(2026, 49)]
    early, _ = issuefiles.left_out(tmp_path, weeks, (), {"pull": {"started": started}}, UTC)
    assert list(early) == ([] if started == "of no time" else weeks[1:])


def test_check_notes_what_registers_name_and_no_table_has(scratch_site, capsys):
    """Its page leads to the list of all, which is wrong where it has another slug now: then ``was`` says so."""
    root = scratch_site("https://coast.example/feed")
    register = root / "content/filed/2026-w47.json"
    register.parent.mkdir()
    rows = {"reports": [], "stories": [], "topics": ["crime", "loot"], "counties": ["nakuru", "old-coast"]}
    register.write_text(json.dumps(rows | {"outlets": ["the-crest", "the-ridge"]}, indent=0))
    assert cli.main(["check", "--root", str(root)]) == 0
    named = [line for line in capsys.readouterr().out.splitlines() if "content/filed" in line]
    lines = [line.strip(' ",') for line in register.read_text().splitlines()]
    lost = ("outlets: the-crest", "topics: loot", "counties: old-coast")
    where = [f"note: content/filed/2026-w47.json: line {lines.index(each.split()[1]) + 1}: {each}" for each in lost]
    assert [line.partition(" is not in ")[0] for line in named] == where
    assert 'say was = ["the-crest"] for what it became' in "".join(named)
    feeds, topics = (root / f"content/catalog/{name}.toml" for name in ("feeds", "topics"))
    for table, slug, old in ((feeds, "the-ridge", "the-crest"), (topics, "crime", "loot")):
        text = table.read_text("utf-8")
        table.write_text(text.replace(f'slug = "{slug}"', f'slug = "{slug}"\nwas = ["{old}"]', 1), "utf-8")
    assert cli.main(["check", "--root", str(root)]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if "content/filed" in line][1:] == []


def test_what_a_topic_was_called_is_no_mistake(scratch_site, capsys):
    """Entry files and edits that still name it are told under what it is called now."""
    root = scratch_site("https://coast.example/feed", settings="url = 'https://desk.test'\ncontact = 'a@b.example'\n")
    topics = root / "content/catalog/topics.toml"
    topics.write_text(topics.read_text("utf-8").replace('slug = "crime"', 'slug = "crime"\nwas = ["loot"]'), "utf-8")
    path = root / "content/entries/2026-w47/raid.md"
    path.parent.mkdir()
    head = "Title: Two shops robbed\nDate: 2026-11-20\nOutlet: the-ridge\nLink: https://the-ridge.example/a-report-7\n"
    path.write_text(
        f"{head}Topics: loot\nFacets:\nCounties:\nStory: s0123456789\nRelevance: 0.9\nWhy: by hand\n\n", "utf-8"
    )
    (root / "content/ledger.toml").write_text(made.edit("retag", "s0123456789", topics=["loot"]), "utf-8")
    assert cli.main(["check", "--root", str(root), "--now", "2026-11-23 06:00"]) == 0, capsys.readouterr().out


def test_check_tells_the_mistakes_of_all_tables_at_once(scratch_site, capsys):
    """A table that cannot be read hides none of the others: whoever mends looks once."""
    root = scratch_site("https://coast.example/feed")
    tables = root / "content/catalog"
    wrong = {
        "places.csv": ("\n", '\n"', "line 2: a quotation mark is not closed"),
        "vocabulary.csv": (",strong,", ",stronk,", "grade 'stronk'"),
        "patterns.csv": ("within", "wihtin", "line 1: no column 'within'"),
        "weights.csv": (",weight\n", ",weight\nrelevance,bias,much\n", "line 2: weight 'much': write a number"),
        "leanings.csv": ("word,leans\n", "word,leans\nnight,crmie=1\n", "line 2: leans: no topic 'crmie'"),
        "names.csv": ("kind,names\n", "kind,names\npeopel,Anna\n", "line 2: kind 'peopel' is not known"),
        "story-words.csv": ("\n", "\nword,often\n", "line 2: events 'often': write a number"),
        "bilingual.csv": ("concept,", "koncept,", "line 1: the header is not"),
        "foreign.csv": ("country", "c\udcff", "line 1: not UTF-8"),
    }
    for name, (old, new, _) in wrong.items():
        text = (tables / name).read_text("utf-8").replace(old, new, 1)
        (tables / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert cli.main(["check", "--root", str(root), "--now", "2026-11-23 06:00"]) == 64
    *lines, last = capsys.readouterr().out.splitlines()
    assert last == f"{len(wrong)} to mend"
    for name, (_, _, said) in wrong.items():
        assert [said in line for line in lines if f"/{name}: line " in line] == [True]


@pytest.mark.parametrize("body", [None, b"#\xff"])
def test_check_names_topics_that_nobody_can_read_once(scratch_site, capsys, body):
    """Lost or in another coding: that no topic was found in them is no second mistake."""
    root = scratch_site("https://coast.example/feed")
    table = root / "content/catalog/topics.toml"
    table.write_bytes(body) if body else table.unlink()
    assert cli.main(["check", "--root", str(root)]) == 64
    assert capsys.readouterr().out.count("topics.toml") == 1


def test_entries_are_not_blamed_for_a_mistake_in_the_settings(scratch_site, capsys):
    """By another zone than the site's, an entry of its first hours would lie in the week before."""
    root = scratch_site(settings='zone = "Africa/Nairobi"\n')
    folder = root / "content/entries/2026-w47"
    folder.mkdir(parents=True)
    text = "Title: Post attacked\nDate: 2026-11-16T00:30:00+03:00\nOutlet: unknown\nLink: https://coast.example/1\n\nOne.\n"
    (folder / "post-attacked.md").write_text(text, encoding="utf-8")
    command = ["check", "--root", str(root), "--now", "2026-11-23 06:00"]
    cli.main(command)
    assert "Date:" not in capsys.readouterr().out
    with (root / "usalama.toml").open("a", encoding="utf-8") as file:
        file.write("zzone = 1\n")
    assert cli.main(command) == 64
    said = capsys.readouterr().out
    assert "zzone" in said
    assert "Date:" not in said


def test_settings_that_are_not_there_are_named_as_they_were_typed(scratch_site, tmp_path, capsys):
    """A path that was mistyped, or is a folder's, is one line, and nothing is built or planned."""
    root = scratch_site("https://coast.example/feed")
    for command, wrong in product(("build", "plan"), (tmp_path / "none.py", tmp_path)):
        assert cli.main([command, "--root", str(root), "--conf", str(wrong)]) == 64
        assert capsys.readouterr().err == f"usalama: --conf {wrong}: no such file; name a file of Pelican's settings\n"
    assert not (root / "output").exists()


def test_what_an_opml_file_lists_and_is_no_address_of_a_feed_is_named(scratch_site, tmp_path, capsys):
    """A list that lost some in silence would be taken for whole; a flood of them is counted."""
    root, file = scratch_site("https://coast.example/feed"), tmp_path / "feeds.opml"
    odd = ["javascript:alert(1)", "https://me:word@ridge.example/f", *(f"file:///{number}" for number in range(30))]
    outlines = "".join(f'<outline text="x" xmlUrl="{url}"/>' for url in ["https://ridge.example/f", *odd])
    file.write_text(f"<opml><body>{outlines}</body></opml>")
    assert cli.main(["import-opml", str(file), "--root", str(root)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "1 feed added to content/catalog/feeds.toml, 0 were there already."
    named = [f"feeds.opml: xmlUrl {url}: no address for the catalogue, so it was left out" for url in odd[:20]]
    assert told[1:22] == [*named, "feeds.opml: 12 more such"]


def test_opml_goes_in_and_comes_out(scratch_site, tmp_path, capsys):
    """Feeds of an OPML file join the catalogue, its comments kept; twice adds nothing; export gives them back.

    A language that is none is named when its feed is added.
    """
    root = scratch_site("https://coast.example/feed")
    feeds = root / "content/catalog/feeds.toml"
    feeds.write_text(f"# Our own notes.\n{feeds.read_text()}", encoding="utf-8")
    file = tmp_path / "feeds.opml"
    file.write_text(OPML.replace(" htmlUrl", ' language="Kikuyu" htmlUrl'), encoding="utf-8")
    for _ in range(2):
        assert cli.main(["import-opml", str(file), "--root", str(root)]) == 0
    assert capsys.readouterr().out.count('https://ridge.example/feed: language: "kikuyu" is no language tag') == 1
    text = feeds.read_text()
    assert text.startswith("# Our own notes.\n")
    assert [feed.url for feed in read_feeds(text, "x").feeds] == [
        "https://coast.example/feed",
        "https://ridge.example/feed",
    ]
    assert cli.main(["export-opml", str(tmp_path / "out.opml"), "--root", str(root)]) == 0
    assert cli.main(["export-opml", str(tmp_path / "nowhere/out.opml"), "--root", str(root)]) == 64
    assert f"{tmp_path / 'nowhere'}: no such folder" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()
    assert b'xmlUrl="https://ridge.example/feed"' in (tmp_path / "out.opml").read_bytes()
    assert cli.main(["import-opml", str(tmp_path / "none"), "--root", str(root)]) == 64
    assert "none: no such file; give the file that a feed reader exported" in capsys.readouterr().err


def test_a_file_for_which_there_is_no_room_is_no_mistake_of_who_named_it(scratch_site, tmp_path):
    """What to mend is the disk, or its limits: the exit code is that of a disk, and the line names the file."""
    words = f"ulimit -f 0; {sys.executable} -m usalama export-opml {tmp_path}/o.opml --root {scratch_site()}"
    ended = subprocess.run(["sh", "-c", words], capture_output=True, text=True, check=False)
    told = f"usalama: {tmp_path}/o.opml: File too large: raise the limit of a file's size: ulimit -f\n"
    assert (ended.returncode, ended.stderr) == (1, told)


@pytest.mark.parametrize("command", ["new-site", "new-desk"])
def test_a_site_is_made_from_any_folder(tmp_path, monkeypatch, command):
    """Outside any site it is made after the project's own: who has none yet cannot go to its folder."""
    monkeypatch.chdir(tmp_path)
    assert cli.main([command, "one"]) == 0
    assert (tmp_path / "one/pelicanconf.py").is_file()


def test_new_site_is_a_site_without_entries(tmp_path, capsys):
    """A new site has the catalogue and the settings, tells the next steps, and a folder in use is refused."""
    folder = tmp_path / "a new one"
    assert cli.main(["new-site", str(folder), "--no-feeds", "--root", str(ROOT)]) == 0
    path, *steps = capsys.readouterr().out.splitlines()
    assert (path, [step[:2] for step in steps]) == (str(folder), ["1.", "2.", "3.", "4.", "5.", "6."])
    told = ("check", "digest", "serve", "schedule --cron")
    assert all(f"usalama {word} --root '{folder}'" in step for word, step in zip(told, steps[1:5], strict=True))
    assert cli.main(["check", "--root", str(folder)]) == 0
    assert not list((folder / "content/entries").iterdir())
    assert cli.main(["new-site", str(folder), "--root", str(ROOT)]) == 64


def test_what_pages_still_say_of_another_site_is_noted(tmp_path):
    """A site under its own name told readers that our maintainers keep it, and a new desk that [who keeps it] does."""
    for command, told in (
        ("new-site", ["about.en.md: line 8: says who keeps the program's", "about.sw.md: line 8: says who keeps the"]),
        ("new-desk", ["about.en.md: line 8: [who keeps it] is still", "about.en.md: line 46: [Which languages the"]),
    ):
        folder = tmp_path / command
        assert cli.main([command, str(folder), "--root", str(ROOT)]) == 0
        notes = list(pagechecks.borrowed(folder, "Amani"))
        assert len(notes) == len(told)
        assert all(f"content/pages/{said}" in note for said, note in zip(told, notes, strict=True))
    assert list(pagechecks.borrowed(tmp_path / "new-site", "Usalama Weekly")) == []
    assert list(pagechecks.borrowed(ROOT, "Amani")) == []


def test_a_desk_of_one_county_has_nothing_to_mend_in_what_it_gave_up(tmp_path, capsys):
    """Rows on topics and areas that it took out are noted, table by table; a topic that has another slug is a mistake.

    Each of some two thousand rows was one, told one at a time, and in leanings.csv no hand could mend them.
    """
    folder = tmp_path / "county"
    assert cli.main(["new-site", str(folder), "--no-feeds", "--root", str(ROOT)]) == 0
    catalog = folder / "content/catalog"
    (catalog / "counties.csv").write_text("number,name,slug,nature\n1,Saku,saku,raid country\n")
    (catalog / "places.csv").write_text("name,kind,counties,source\nSaku,county,Saku,own\nBadasa,ward,Saku,own\n")
    (catalog / "county-outlines.json").unlink()
    topics = catalog / "topics.toml"
    head, *tables = re.split(r"(?m)^(?=\[\[topics\]\])", topics.read_text("utf-8"))
    kept = [each for each in tables if 'slug = "cyber"' not in each]
    topics.write_text(head + "".join(kept), encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["check", "--root", str(folder)]) == 0
    told = capsys.readouterr().out
    assert re.search(r"note: content/catalog/weights.csv: \d+ rows are on what this desk has no more \(", told)
    assert "county-outlines.json" not in told
    renamed = "".join(kept).replace('slug = "borders"', 'slug = "frontiers"\nwas = ["borders"]')
    topics.write_text(head + renamed, encoding="utf-8")
    assert cli.main(["check", "--root", str(folder)]) == 64
    assert "weights.csv: line" in (told := capsys.readouterr().out)
    assert "'borders" in told


@pytest.mark.parametrize("command", ["new-site", "new-desk"])
def test_what_a_run_makes_anew_stays_out_of_the_repository(tmp_path, command):
    """Who keeps a new site in git commits what was read and decided: no cache, no release and no reader's address."""
    folder = tmp_path / "new"
    assert cli.main([command, str(folder), "--root", str(ROOT)]) == 0
    for left in (".cache/status.json", ".releases/1/index.html", ".mail/sent.txt", "content/entries/2026-w47/a.md"):
        (folder / left).parent.mkdir(parents=True, exist_ok=True)
        (folder / left).touch()
    (folder / "output").symlink_to(".releases/1")
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    asked = ["git", "-C", folder, "add", "--dry-run", "."]
    seen = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    assert "content/entries/2026-w47/a.md" in seen
    assert not re.search(r"\.cache|\.releases|\.mail|output", seen)


def test_a_page_without_its_title_is_named(tmp_path, capsys):
    """A misspelt head would be printed as text, and the page be headed by its file's name."""
    folder = tmp_path / "site"
    cli.main(["new-site", str(folder), "--root", str(ROOT)])
    page = folder / "content/pages/about.en.md"
    page.write_text(page.read_text("utf-8").replace("Title:", "Titel:", 1), "utf-8")
    capsys.readouterr()
    assert cli.main(["check", "--root", str(folder)]) == 64
    assert "content/pages/about.en.md: line 1: no title; begin with" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["pages/about.en.md", "ledger.toml", "catalog/names.csv", "catalog/topics.toml"])
def test_two_versions_of_one_text_are_named_with_file_and_line(tmp_path, capsys, name):
    """What git leaves of a merge in a text that people write is a mistake wherever it stands, and never text."""
    folder = tmp_path / "site"
    cli.main(["new-site", str(folder), "--root", str(ROOT)])
    path = folder / "content" / name
    path.write_text("# One\n# Two\n<<<<<<< HEAD\n=======\n>>>>>>> other\n", "utf-8")
    capsys.readouterr()
    assert cli.main(["check", "--root", str(folder)]) == 64
    assert f"content/{name}: line 3: a mark of git's" in capsys.readouterr().out


def test_what_no_page_may_hold_is_named_by_its_source_and_line(tmp_path, capsys):
    """The gate names the finished page, where nobody can mend it."""
    folder = tmp_path / "site"
    cli.main(["new-site", str(folder), "--root", str(ROOT)])
    page = folder / "content/pages/about.en.md"
    lines = page.read_text("utf-8").count("\n")
    with page.open("a", encoding="utf-8") as more:
        more.write("A \u202eturned word.\n<script>alert(1)</script>\n`<script>` is a word.\n")
    capsys.readouterr()
    assert cli.main(["check", "--root", str(folder)]) == 64
    said = [line for line in capsys.readouterr().out.splitlines() if "content/pages" in line]
    assert said == [
        f"content/pages/about.en.md: line {lines + 1}: a hidden character; take it out",
        f"content/pages/about.en.md: line {lines + 2}: script outside the search page; the gate lets it on no page",
    ]


def test_an_outlet_that_looks_like_another_is_noted(scratch_site, capsys):
    """A letter of another alphabet makes a name that no reader can tell from the one above."""
    root = scratch_site(
        ("lake-post", "https://lake-post.example/feed"), ("lake-past", "https://lake-past.example/feed")
    )
    feeds = root / "content/catalog/feeds.toml"
    cli.main(["check", "--root", str(root)])
    assert "looks like" not in capsys.readouterr().out
    feeds.write_text(feeds.read_text("utf-8").replace('name = "lake-past"', 'name = "lake-p\u043est"'), "utf-8")
    cli.main(["check", "--root", str(root)])
    assert "feeds.toml: lake-past: name: 'lake-p\\u043est' looks like that of lake-post" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["new-site", "new-desk"])
def test_a_site_that_the_disk_does_not_hold_is_taken_away_again(tmp_path, command):
    """One line with the file and the mend, and the same command can be given again."""
    limited = f'ulimit -f 8; exec "$0" -m usalama {command} "$1" --root "$2"'
    done = subprocess.run(
        ["bash", "-c", limited, sys.executable, str(tmp_path / "new"), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert re.fullmatch(r"usalama: .*: File too large: raise the limit of a file's size: ulimit -f\n", done.stderr)
    assert not (tmp_path / "new").exists()


def test_a_site_that_was_stopped_while_it_was_made_is_taken_away_again(tmp_path, capsys):
    """With Ctrl-C as by a full disk: the same command can be given again. What a kill left is told of."""
    folder = tmp_path / "new"

    def stopped():
        with made_whole(folder) as site:
            (site / "content").mkdir(parents=True)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert not folder.exists()
    (folder / "content").mkdir(parents=True)
    assert cli.main(["new-site", str(folder), "--root", str(ROOT)]) == 64
    assert "or remove that one if a run was killed in it" in capsys.readouterr().err


def test_new_site_takes_over_no_decision_of_the_desk(scratch_site, tmp_path):
    """What was hidden or corrected elsewhere is of entries that the new one does not have: its readers hear of none."""
    root = scratch_site("https://coast.example/feed")
    (root / "content/ledger.toml").write_text(made.edit("hide", "s0123456789", why="Not ours."))
    assert cli.main(["new-site", str(tmp_path / "new"), "--root", str(root)]) == 0
    assert cli.main(["check", "--root", str(tmp_path / "new")]) == 0
    assert "Not ours" not in (tmp_path / "new/content/ledger.toml").read_text()


@pytest.mark.parametrize(
    ("url", "contact", "noted"),
    [
        ("https://coast.example", "", ["url", "contact"]),
        ("https://coast.test", "https://coast.test/about/", ["contact"]),
        ("https://coast.test", "a@coast.example", []),
        ("https://coast.test", "https://desk.example/", []),
        ("https://coast.test", 'a@coast.example"\n[alerts]\nping = "https://watch.test/x', ["alerts"]),
        ("https://desk.example", "a@coast.example", ["url"]),
    ],
)
def test_what_leads_readers_nowhere_is_noted(tmp_path, capsys, url, contact, noted):
    """An address that no host can have, a contact that is the site's own page, alerts to nobody: the check passes."""
    folder = tmp_path / "site"
    cli.main(["new-site", str(folder), "--root", str(ROOT)])
    (folder / "usalama.toml").write_text(f'url = "{url}"\ncontact = "{contact}"\n')
    capsys.readouterr()
    assert cli.main(["check", "--root", str(folder)]) == 0
    assert re.findall(r"note: usalama\.toml: (\w+): ", capsys.readouterr().out) == noted


def test_hand_written_entry_is_checked_filled_and_left(scratch_site, capsys):
    """A person's file is named by check until rejudge has filled it; their own lines stay as they were."""
    root = scratch_site("https://coast.example/feed")
    path = root / "content/entries/2026-w47/raid.md"
    path.parent.mkdir()
    text = (
        "Title: Bandits raid village in Baringo and kill two herders\nDate: 2026-11-19 14:30\n"
        "Outlet: the-ridge\nLink: https://the-ridge.example/raid\nTopics: crime\n\nBy hand.\n"
    )
    path.write_text(text, encoding="utf-8")
    where = ["--root", str(root), "--now", "2026-11-23T06:00"]
    assert cli.main(["check", *where]) == 64
    assert "usalama rejudge" in capsys.readouterr().out
    assert cli.main(["rejudge", "2026-W47", *where]) == 0
    assert cli.main(["check", *where]) == 0
    filled = path.read_text()
    assert filled.startswith(text.partition("\n\n")[0])
    assert filled.endswith("\n\nBy hand.\n")
    assert "Counties: baringo\n" in filled
    assert cli.main(["rejudge", "--all", *where]) == 0
    assert path.read_text() == filled
    assert cli.main(["rejudge", "W47", *where]) == 64
    assert cli.main(["rejudge", "2020-W01", *where]) == 64
    assert "content/entries/2020-w01: not there: no entry is of that week" in capsys.readouterr().err


@pytest.mark.parametrize("was", ["0.61", "0.55"])  # above today's line, and above one that has risen since
def test_what_falls_below_the_line_when_it_is_judged_again_is_named(scratch_site, capsys, was):
    """Its file stays, and so the site goes on to show it: who took out what made it relevant saw nothing of that."""
    root = scratch_site("https://coast.example/feed")
    where = ["--root", str(root), "--now", "2026-11-23T06:00"]
    folder = root / "content/entries/2026-w47"
    folder.mkdir()
    for name, title in (("raid", "Bandits raid village in Baringo and kill two"), ("tea", "Tea prices go up")):
        head = f"Title: {title}\nDate: 2026-11-19 14:30\nOutlet: the-ridge\nLink: https://the-ridge.example/{name}\n"
        (folder / f"{name}.md").write_text(f"{head}\nBy hand.\n", encoding="utf-8")
    assert cli.main(["rejudge", *where]) == 0
    assert "below the line" not in capsys.readouterr().out  # a person wrote it, whatever the rules say of it
    tea = folder / "tea.md"
    kept = re.sub(r"(?m)^(Relevance: |Why: relevance )[0-9.]+", rf"\g<1>{was}", tea.read_text("utf-8"))
    tea.write_text(f"Feed: https://the-ridge.example/feed\n{kept}", encoding="utf-8")  # as a pull that kept it wrote it
    assert cli.main(["rejudge", "--all", *where]) == 0
    told = capsys.readouterr().out
    assert "content/entries/2026-w47/tea.md: Relevance, Why; below the line\n" in told
    assert "1 entry below the line now stays on the site; delete the file" in told
    assert cli.main(["rejudge", "--all", *where]) == 0
    assert "below" not in capsys.readouterr().out
    tea.write_text(f"Feed: https://the-ridge.example/feed\n{kept}", encoding="utf-8")
    let_in = made.edit("admit", entry_key("https://the-ridge.example/feed", "tea"))
    (root / "content/ledger.toml").write_text(let_in, encoding="utf-8")
    assert cli.main(["rejudge", "--all", *where]) == 0
    told = capsys.readouterr().out
    assert "tea.md: " in told
    assert "below" not in told, "a person let it in, below the line or not"


def test_a_closed_week_that_is_judged_again_is_named(scratch_site, capsys):
    """A record says what its week said; who judges that anew, as after an update, is told, and of no other week."""
    root, where = scratch_site("https://coast.example/feed"), ["--now", "2026-12-06T12:00+03:00"]
    where += ["--root", str(root)]
    for week, day in (("2026-w47", 19), ("2026-w48", 24), ("2026-w49", 30)):
        path = root / f"content/entries/{week}/raid-{day}.md"
        path.parent.mkdir()
        head = f"Title: Bandits raid village in Baringo and kill two\nDate: 2026-11-{day} 14:30\nOutlet: the-ridge\n"
        path.write_text(f"{head}Link: https://the-ridge.example/{day}\n\nBy hand.\n", encoding="utf-8")
    assert cli.main(["rejudge", *where]) == 0
    for path in root.glob("content/entries/2026-w4[79]/raid*.md"):
        earlier = re.sub(r"(?m)^(Relevance: |Why: relevance )[0-9.]+", r"\g<1>0.51", path.read_text("utf-8"))
        path.write_text(earlier, encoding="utf-8")
    closing.close_due(root, Site(zone=UTC), datetime(2026, 12, 6, 12, tzinfo=UTC))
    capsys.readouterr()
    assert cli.main(["rejudge", "--all", *where]) == 0
    *changed, told, _ = capsys.readouterr().out.splitlines()
    assert len(changed) == 2
    assert told.startswith("2026-w47: closed, and usalama verify --root ")
    assert cli.main(["rejudge", "--all", *where]) == 0
    assert capsys.readouterr().out == "0 of 3 entries changed\n"


def test_a_library_that_an_update_needs_is_named_with_the_mend(tmp_path):
    """Who takes a newer program without its libraries gets one line, not the inside of the program."""
    words = "import sys; sys.modules['filelock'] = None; from usalama import cli; sys.exit(cli.main(['build']))"
    ended = subprocess.run([sys.executable, "-c", words], cwd=tmp_path, capture_output=True, text=True, check=False)
    said = "usalama: filelock is not installed, as after an update of the program; in the program's folder: make "
    assert (ended.returncode, ended.stderr) == (64, f"{said}.venv/site.stamp\n")


def test_status_ends_with_2_while_an_entry_waits_for_a_person(scratch_site, capsys):
    """Also where no feed is held by its state, as where its address was changed in the catalogue meanwhile."""
    root = scratch_site("https://coast.example/feed")
    look = ["status", "--root", str(root)]
    assert cli.main(look) == 0
    held = root / "content/held/2026-w47/raid-0123456789.md"
    held.parent.mkdir(parents=True)
    held.write_text("Title: Raid\n", encoding="utf-8")
    assert cli.main(look) == 2
    assert "1 entry is held back in content/held/: read, then usalama release" in capsys.readouterr().out


def test_status_tells_of_a_rollback_at_once(scratch_site, capsys):
    """Who looks before the next build learns that nothing will be published until a person says so; so do programs."""
    root = scratch_site("https://coast.example/feed")
    where = ["--root", str(root), "--now", "2026-11-23T06:00"]
    for _ in range(2):
        releases.switch(root, releases.finish(root, releases.next_tree(root), {}))
    assert cli.main(["rollback", *where]) == 0
    capsys.readouterr()
    assert cli.main(["status", *where]) == 2
    held = "2026-11-23T06:00+00:00 by a rollback"
    waits = f"builds wait since {held}; to go on: usalama publish"
    assert f"Not published: {waits}" in capsys.readouterr().out
    assert cli.main(["status", "--json", *where]) == 2
    assert json.loads(capsys.readouterr().out)["rolled_back"] == held
    noting.note(root, Outcome(published=False, why=waits), datetime(2026, 11, 23, 7, tzinfo=UTC))
    assert cli.main(["status", *where]) == 2
    assert capsys.readouterr().out.count(waits) == 1, "once a build was made, it says so, and since when"


def test_publish_carries_the_site_where_it_is_asked_to(scratch_site, tmp_path):
    """In the word of the schedule."""
    root = scratch_site()
    releases.note_passed(root, releases.finish(root, releases.next_tree(root), {}), gate.RULES)
    assert cli.main(["publish", "--deploy", str(tmp_path / "www"), "--root", str(root)]) == 0
    assert (tmp_path / "www").is_symlink()


def test_status_tells_each_reason_of_a_refusal_once(scratch_site, capsys):
    """The line that says since when nothing is published names the first; the others follow."""
    root = scratch_site("https://coast.example/feed")
    problems = (Problem("a.html", "is missing"), Problem("b.html", "is empty"))
    why = "a.html: is missing (and 1 more; usalama gate lists them)"
    noting.note(root, Outcome(published=False, why=why, problems=problems), datetime(2026, 11, 23, 7, tzinfo=UTC))
    assert cli.main(["status", "--root", str(root)]) == 2
    said = capsys.readouterr().out
    assert (said.count("a.html: is missing"), said.count("b.html: is empty")) == (1, 1)


def test_status_says_how_the_last_run_went_and_what_to_do(scratch_site, capsys):
    """The minute, not the second; a run that failed with the last that did not; each condition with its remedy."""
    root = scratch_site("http://127.0.0.1:9/feed", settings='zone = "Africa/Nairobi"\n')
    pull = ["pull", "--root", str(root), "--allow-loopback"]
    cli.main([*pull, "--now", "2026-11-23T06:00"])
    capsys.readouterr()
    assert cli.main(["status", "--root", str(root), "--now", "2026-11-23T07:00"]) == 0
    said = capsys.readouterr().out
    assert "Last pull: 2026-11-23 06:00 EAT, did not go well; last that did: none\n" in said
    assert "1 feed: 1 failing; none needs a person\n" in said
    assert "\n  failing: asked again by itself" in said
    cli.main([*pull, "--force", "--now", "2026-12-03T06:00"])
    capsys.readouterr()
    assert cli.main(["status", "--root", str(root), "--now", "2026-12-03T07:00"]) == 2
    said = capsys.readouterr().out
    assert "1 feed: 1 dead; 1 needs a person, first in the table\n" in said
    assert "\n  dead: failed for a week; disable it in content/catalog/feeds.toml" in said


def test_status_of_an_outage_is_one_line_and_not_a_row_a_feed(scratch_site, capsys):
    """What most feeds fail for is told once, with their number; --all lists them."""
    root = scratch_site(*(f"http://127.0.0.1:9/{number}" for number in range(10)))
    cli.main(["pull", "--root", str(root), "--now", "2026-11-23T06:00"])
    where = ["status", "--root", str(root), "--now", "2026-11-23T07:00"]
    capsys.readouterr()
    assert cli.main(where) == 2
    said = capsys.readouterr().out
    assert "10 feeds: 10 failing; 10 need a person\n  10 feeds fail for one cause (refused address): look at" in said
    assert f"usalama status --root {root} --all lists them" in said
    assert "127.0.0.1" not in said
    assert cli.main([*where, "--all"]) == 2
    assert capsys.readouterr().out.count("http://127.0.0.1:9/") == 10


def test_status_says_what_to_do_of_a_feed_at_a_private_address(scratch_site, capsys):
    """It will not mend itself: it is not counted among those for which nothing is to be done."""
    root = scratch_site("http://127.0.0.1:9/feed")
    cli.main(["pull", "--root", str(root), "--now", "2026-11-23T06:00"])
    capsys.readouterr()
    assert cli.main(["status", "--root", str(root), "--now", "2026-11-23T07:00"]) == 2
    said = capsys.readouterr().out
    assert "1 failing; 1 needs a person, first in the table\n" in said
    assert "  failing, at no public address: none is read there; change its url in content/catalog/feeds.toml" in said
    assert "nothing to do" not in said


def test_status_says_how_many_feeds_failed(scratch_site, loopback, rss, capsys):
    """A run that some answered is none that went well, though nothing is asked of a person yet."""
    root = scratch_site(loopback.serve("/feed.xml", rss()), "http://127.0.0.1:9/feed", "http://127.0.0.1:9/other")
    assert cli.main(["pull", "--root", str(root), "--allow-loopback", "--now", "2026-11-23T06:00"]) == 2
    capsys.readouterr()
    cli.main(["status", "--root", str(root), "--now", "2026-11-23T07:00"])
    assert "Last pull: 2026-11-23 06:00 UTC, 2 of the 3 feeds that were asked failed\n" in capsys.readouterr().out


def test_status_of_a_site_without_feeds_says_where_they_go(scratch_site, capsys):
    """As the first run of a new site that began without any: nothing failed, and there was nobody to ask."""
    root = scratch_site()
    cli.main(["pull", "--root", str(root), "--now", "2026-11-23T06:00"])
    capsys.readouterr()
    assert cli.main(["status", "--root", str(root), "--now", "2026-11-23T07:00"]) == 0
    said = capsys.readouterr().out
    assert "Last pull: 2026-11-23 06:00 UTC, there was no feed to ask\n0 feeds: content/catalog/feeds.toml" in said


def test_status_calls_a_run_while_all_feeds_wait_no_failed_one(scratch_site, capsys):
    """None was due: nobody was asked."""
    root = scratch_site("http://127.0.0.1:9/feed")
    for minute in ("00", "01", "02"):
        cli.main(["pull", "--root", str(root), "--allow-loopback", "--now", f"2026-11-23T06:{minute}"])
    capsys.readouterr()
    assert cli.main(["status", "--root", str(root), "--now", "2026-11-23T07:00"]) == 0
    assert "Last pull: 2026-11-23 06:02 UTC, no feed was due\n" in capsys.readouterr().out


def test_status_tells_of_runs_that_stopped(scratch_site, capsys):
    """A crontab that is gone tells nobody: who looks after a week and a day is told, and not after a week."""
    root = scratch_site()
    assert cli.main(["pull", "--root", str(root), "--now", "2026-11-23T06:00"]) == 0
    assert cli.main(["status", "--root", str(root), "--now", "2026-11-30T06:00"]) == 0
    capsys.readouterr()
    assert cli.main(["status", "--root", str(root), "--now", "2026-12-01T06:00"]) == 2
    assert "No pull since 2026-11-23: is the schedule still there?" in capsys.readouterr().out
    assert cli.main(["status", "--json", "--root", str(root), "--now", "2026-12-01T06:00"]) == 2
    assert json.loads(capsys.readouterr().out)["no_pull_since"] == "2026-11-23"
    noting.unasked(root, "a table")
    assert cli.main(["status", "--root", str(root), "--now", "2026-12-01T06:00"]) == 2
    assert "schedule" not in capsys.readouterr().out, "it runs, and a mistake in a table keeps it from asking"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_no_letter_stops_a_command_whatever_the_machine_writes_in(encoding):
    """An old terminal or a bare environment of cron: what it cannot write is written by its number."""
    env = {**os.environ, "PYTHONIOENCODING": encoding}
    headline = "Wanajeshi wauawa kwa bomu Garissa — ‘shambulio’"
    words = [sys.executable, "-m", "usalama", "explain", headline, "--root", str(ROOT)]
    done = subprocess.run(words, env=env, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_table_for_a_program_is_the_same_whatever_the_machine_writes_in(tmp_path):
    """Numbers in place of letters are for who reads a terminal; in a row they would be other words."""
    table = tmp_path / "in.csv"
    table.write_text("id,title,summary,lang,published\n1,Bomu la ‘Kibwezi’,,sw,\n", "utf-8")
    words = [sys.executable, "-m", "usalama", "judge", str(table), "--root", str(ROOT)]
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(words, env=env, capture_output=True, check=True)
    assert "1,Bomu la ‘Kibwezi’,," in done.stdout.decode()


def test_status_speaks_json(scratch_site, capsys):
    """Programs get every feed's row, and what is held."""
    root = scratch_site("https://coast.example/feed")
    assert cli.main(["status", "--json", "--root", str(root)]) == 0
    out = capsys.readouterr().out
    assert '"condition": "new"' in out
    assert cli.main(["status", "--all", "--root", str(root)]) == 0
    assert "https://coast.example/feed" in capsys.readouterr().out


@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-", "<&- >&- 2>&-", ">/dev/full 2>&1"])
def test_a_run_outlives_its_streams(scratch_site, closed):
    """Started without standard streams, or with a log on a full disk, a pull does its work and ends with its own code.

    No file of ours has taken a stream's number: nothing that was said stands in one.
    """
    root = scratch_site("https://nobody.invalid/feed")
    words = f"{sys.executable} -m usalama pull --root {root} --now 2026-11-23T06:00+03:00 {closed}"
    done = subprocess.run(["sh", "-c", words], capture_output=True, check=False)
    assert done.returncode == 2
    assert (root / ".cache/status.json").is_file()
    assert not [path for path in (root / ".cache").rglob("*") if path.is_file() and b"Feeds: " in path.read_bytes()]


def test_a_table_that_cannot_be_written_is_a_failure(tmp_path):
    """Where the output is the result, a full disk is no success."""
    table = tmp_path / "in.csv"
    table.write_text("id,title,summary,lang,published\n1,Bandits raid village in Baringo,,en,2026-11-23\n")
    words = f"{sys.executable} -m usalama judge {table} --root {ROOT} >/dev/full"
    # As cron runs it: what is printed is held until the end.
    held = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    assert subprocess.run(["sh", "-c", words], capture_output=True, check=False, env=held).returncode == 1


@pytest.mark.parametrize(
    ("words", "code", "said"), [(["--version"], 0, "usalama "), (["check", "--root", "/nowhere"], 64, "")]
)
def test_a_command_ends_at_once_with_its_code_and_with_all_that_it_said(words: list[str], code: int, said: str) -> None:
    """What Python does at any end is done: exit functions are called, what was printed arrives, the code is told."""
    program = "import atexit, sys; from usalama import cli; atexit.register(print, 'left'); cli.door()"
    env = {**os.environ, "PYTHONUNBUFFERED": ""}
    done = subprocess.run(
        [sys.executable, "-c", program, *words], cwd="/", env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert done.stdout.startswith(said)
    assert done.stdout.endswith("left\n")
