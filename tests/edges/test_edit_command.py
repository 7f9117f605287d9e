"""`usalama edit` on a site in a folder: the ledger is written, comments stay, a take-down removes the file."""

import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import made
from usalama.catalogue.actors import NOBODY
from usalama.catalogue.site import Site
from usalama.claims.readings import readings
from usalama.cli import main
from usalama.console.mends import mends
from usalama.desk import finding, misedits
from usalama.digest import issues
from usalama.digest.edition import Book
from usalama.feeds import quarantine
from usalama.feeds.followed import HiddenName
from usalama.files import state, store, weekfiles
from usalama.files.ledgerfile import COPY, read_ledger
from usalama.judging.maskrules import read_rules
from usalama.judging.namesakes import marks_of
from usalama.ledger import effects
from usalama.ledger.ledger import FILE, Verb
from usalama.ledger.reading import read
from usalama.machine import locks
from usalama.model import Answer, FeedState, Habit, JudgedEntry, Judgement, ParsedFeed, Reason
from usalama.planning import planning
from usalama.stories.succession import also_tells, merges_of, resolve, ways
from usalama.tables import rules
from usalama.words.urls import entry_key

NAIROBI = ZoneInfo("Africa/Nairobi")

ROOT = Path(__file__).parents[2]
WHEN = datetime(2026, 11, 18, tzinfo=UTC)
DAY = timedelta(days=1)
A, B = entry_key("f", "goats"), entry_key("f", "bank")
BEFORE = "Two goats stolen in Voi", "Bank robbed in Embu"


@pytest.fixture
def site(tmp_path):
    (tmp_path / "pelicanconf.py").touch()
    (tmp_path / "content" / "catalog").mkdir(parents=True)
    for name in ("topics.toml", "counties.csv", "desk.toml"):
        shutil.copy(ROOT / "content" / "catalog" / name, tmp_path / "content" / "catalog")
    (tmp_path / FILE).write_text("# ours\n", encoding="utf-8")
    for name, title in zip(("goats", "bank"), BEFORE, strict=True):
        add(tmp_path, name, title, f"s{entry_key('f', name)}")
    return tmp_path


def test_an_edit_waits_for_a_run_and_says_so(site, another_run, monkeypatch, capsys):
    """A pull of slow feeds takes minutes: who mends a wrong item types it once, and need not look when that is over."""
    monkeypatch.setattr(locks, "PATIENCE", 0)
    with another_run(site, "pull"):
        assert main(["edit", "hide", A, "--why", "No security.", "--root", str(site)]) == 0
    told = capsys.readouterr().out
    assert "another run holds the lock (.cache/lock): pull, process " in told
    assert "this one waits until it ends" in told
    assert [(edit.do, edit.on) for edit in read_ledger(site).edits] == [(Verb.HIDE, A)]


def report(name, title, link, day=0):
    at = WHEN + day * DAY
    return made.entry(name, at, link=link, title=title, first_seen=WHEN, key=entry_key("f", name))


def add(site, name, title, story, day=0, reasons=(), link=""):
    entry = report(name, title, link or f"https://x.example/{name}", day)
    judged = JudgedEntry(entry, Judgement(0.9, ("crime",), (), story, reasons=reasons))
    store.save(site, [store.Stored(store.entry_path(judged, NAIROBI), judged)])


def edit(site, *words):
    return main(["edit", *words, "--root", str(site)])


def test_an_edit_is_added_and_the_comment_stays(site, capsys):
    """Retag by the start of a key writes one edit at the end of the file and says when it shows."""
    assert edit(site, "retag", A[:4], "banditry", "--why", "Raid.", "--now", "2026-11-23T09:00+03:00") == 0
    text = (site / FILE).read_text(encoding="utf-8")
    assert text.startswith("# ours\n")
    assert read(text).edits[0].slugs == ("banditry",)
    assert f"after the next build: usalama build --root {site}\n" in capsys.readouterr().out


def test_a_ledger_that_is_a_link_stays_one(site, tmp_path_factory):
    """A ledger that lies in a folder of its own, such as a private repository's, is edited there."""
    kept = tmp_path_factory.mktemp("elsewhere") / "ours.toml"
    (site / FILE).rename(kept)
    (site / FILE).symlink_to(kept)
    assert edit(site, "retag", A, "policing", "--why", "Police took them.") == 0
    assert (site / FILE).is_symlink()
    assert read(kept.read_text("utf-8")).edits[0].on == A


def test_an_edit_keeps_what_stood_there_before(site):
    """So that readers see from what to what: of a report, of a story whose reports had the same, and no county too."""
    add(site, "third", "Bank robbers held in Embu", f"s{B}")
    why = ("--why", "So.", "--now")
    assert edit(site, "retag", A, "banditry", *why, "2026-11-23T09:00+03:00") == 0
    assert edit(site, "retag", A, "cyber", *why, "2026-11-23T09:01+03:00") == 0
    assert edit(site, "relocate", f"s{B}", "embu", *why, "2026-11-23T09:02+03:00") == 0
    assert edit(site, "relocate", B, "nairobi", *why, "2026-11-23T09:03+03:00") == 0
    assert edit(site, "relocate", f"s{B}", *why, "2026-11-23T09:04+03:00") == 0
    assert [each.was for each in read((site / FILE).read_text("utf-8")).edits] == [
        ("crime",),
        ("banditry",),
        (),
        ("embu",),
        None,
    ]


def test_a_report_is_found_by_what_a_reader_would_send(site, capsys):
    """Its address at the outlet, its story's here, a headline that its outlet has changed since, and its excerpt."""
    was = replace(
        report("vault", "Vault is empty", "https://x.example/vault"), was=("Vault is full",), summary="A guard slept."
    )
    judged = JudgedEntry(was, Judgement(0.9, ("crime",), (), f"s{was.key}"))
    store.save(site, [store.Stored(store.entry_path(judged, NAIROBI), judged)])
    here = f"https://sample.example/2026/w47/#s{was.key}"
    for words in ([here], ["https://x.example/vault/"], ["vault", "full"], ["guard", "slept."]):
        assert edit(site, "find", *words) == 0
        assert [line[:10] for line in capsys.readouterr().out.splitlines()] == [was.key]
    assert edit(site, "find", "x.example") == 1  # words are no parts of addresses, which hold countries and sections
    assert edit(site, "hide", here, "--why", "So.") == 0
    assert edit(site, "merge", A, f"/2026/w47/#s{B}", "--why", "So.") == 0
    assert [each.on for each in read((site / FILE).read_text("utf-8")).edits] == [f"s{was.key}", f"s{A}"]
    capsys.readouterr()
    assert edit(site, "find", f"https://sample.example/stories/s{A}/") == 0  # an older link
    assert f"s{B}" in capsys.readouterr().out


def test_an_id_that_is_not_clear_lists_the_candidates_one_a_line(site, capsys):
    """In a row of ten, nobody finds the one that was meant."""
    keys = [entry_key("f", name) for name in ("fourth", "sixth")]  # both begin with c
    for name in ("fourth", "sixth"):
        add(site, name, f"The {name} of them", f"s{entry_key('f', name)}")
    assert edit(site, "hide", "c", "--why", "So.") == 64
    *rows, last = capsys.readouterr().err.splitlines()
    assert [row[:10] for row in rows] == sorted(keys)
    assert last == 'usalama: "c" begins 2 ids; write more of the one you mean'


def test_counties_and_keys_may_stand_behind_the_reason(site, capsys):
    """As topics may; what is no option is taken where such words may stand, and refused where they may not."""
    assert edit(site, "relocate", A, "--why", "So.", "Tana River", "nakuru") == 0
    assert edit(site, "split", A, "--why", "So.", "zz") == 64
    assert read((site / FILE).read_text("utf-8")).edits[0].slugs == ("tana-river", "nakuru")
    assert 'no id begins with "zz"' in capsys.readouterr().err
    for words in (("hide", A, "--why", "So.", "zz"), ("relocate", A, "nakuru", "--why", "So.", "embu", "--nay")):
        with pytest.raises(SystemExit):
            edit(site, *words)
        assert "unrecognized arguments" in capsys.readouterr().err


def test_a_report_that_is_held_back_is_said_to_be(site, capsys):
    """Its file has a key as any other's; that there is no such id would send people to look for it elsewhere."""
    judged = JudgedEntry(report("sixth", "Sixth of them", "https://x.example/Sixth"), Judgement(0.9, ("crime",)))
    path = store.entry_path(judged, NAIROBI, kind=store.HELD)
    store.save(site, [store.Stored(path, judged)])
    for verb, name in (
        ("hide", path),
        ("admit", judged.entry.key[:6]),
        ("admit", "https://x.example/Sixth?utm_source=a"),
    ):
        assert edit(site, verb, name, "--why", "So.") == 64
        assert f"{path}: is held back, on no page: usalama release" in capsys.readouterr().err


def test_topics_are_taken_as_pages_write_them(site):
    """With capitals, and a blank for the hyphen."""
    assert edit(site, "retag", A, "Public order", "Banditry", "--why", "So.") == 0
    assert read((site / FILE).read_text("utf-8")).edits[0].slugs == ("public-order", "banditry")


def test_without_a_verb_all_of_them_are_told(capsys):
    """It is wrong use all the same, and no site is needed for it."""
    assert main(["edit"]) == 64
    told = [line.split()[:1] for line in capsys.readouterr().err.splitlines()]
    assert [[verb.value] in told for verb in Verb] == [True] * len(Verb)


def test_topics_and_counties_are_given_as_pages_call_them(site):
    """In any language of the site, a county with its kind: what an editor copies from a page is what it shows."""
    assert edit(site, "retag", A, "--why", "So.", "Ujangili na wizi wa mifugo", "Public order") == 0
    assert edit(site, "relocate", A, "--why", "So.", "Kaunti ya Tana River", "Nakuru County") == 0
    ledger = read_ledger(site)
    assert [made.slugs for made in ledger.edits[-2:]] == [("banditry", "public-order"), ("tana-river", "nakuru")]


@pytest.mark.parametrize(("verb", "name"), [("retag", "topics.toml"), ("relocate", "counties.csv")])
def test_an_edit_without_its_table_says_which_is_missing(site, capsys, verb, name):
    """One line with the mend, and nothing is written."""
    (site / "content/catalog" / name).unlink()
    assert edit(site, verb, A, "banditry", "--why", "So.") == 64
    assert f"content/catalog/{name}: missing; copy it from the project" in capsys.readouterr().err
    assert (site / FILE).read_text("utf-8") == "# ours\n"


@pytest.mark.parametrize(("part", "verb"), [("counties", "relocate"), ("topics", "retag"), ("title", "")])
def test_a_correction_that_only_announces_says_what_changes_the_page(site, capsys, part, verb):
    """A county that is announced as corrected stays on the page until it is changed; words are replaced at once."""
    said = ("--part", part, "--old", "goats", "--new", "sheep", "--kind", "misread", "--why", "So.")
    assert edit(site, "correct", A, *said) == 0
    told = capsys.readouterr().out
    assert ("changes nothing else" in told) == bool(verb)
    assert not verb or f"usalama edit {verb}" in told


def test_a_take_down_removes_the_file_and_keeps_no_word(site):
    """The entry's file is gone and the ledger holds neither its title nor its address."""
    assert edit(site, "take-down", B, "--kind", "safety", "--why", "For safety.") == 0
    text = (site / FILE).read_text(encoding="utf-8")
    assert "Embu" not in text
    assert "x.example" not in text
    assert read(text).refuses(report("other", "Another headline", "https://x.example/bank"))
    assert [path.name for path in store.entry_paths(site)] == [f"two-goats-stolen-in-voi-{A}.md"]


def test_a_merge_hides_what_either_story_hides_and_names_what_is_closed(site, capsys):
    """The reports are written anew before readers see them side by side; a closed week's is for a person to see to."""
    shutil.copy(ROOT / "content/catalog/redaction.toml", site / "content/catalog")
    masks = read_rules((site / "content/catalog/redaction.toml").read_text("utf-8"), "redaction.toml")
    marks = marks_of(report("goats", "Boy Made Pendo, 9, held for theft", ""), masks)
    assert marks
    for name, day in (("late", 0), ("old", -14)):
        add(site, name, f"Made Pendo {name} in Embu", f"s{B}", day)
    add(site, "other", "Made Pendo in Voi", f"s{entry_key('f', 'other')}")
    record = site / issues.record_name("2026-w45")
    record.parent.mkdir()
    record.touch()
    state.write_hidden(site, [HiddenName(f"s{A}", A, mark, rule, "2026-11-18") for mark, rule in marks.items()])
    assert edit(site, "merge", f"s{B}", f"s{A}", "--why", "x", "--now", "2026-11-23T09:00+03:00") == 0
    told = capsys.readouterr().out
    shown = sorted(path.name[:15] for path in site.glob("content/entries/*/*.md") if b"Made Pendo" in path.read_bytes())
    assert shown == ["made-pendo-in-v", "made-pendo-old-"]
    assert f"-{entry_key('f', 'late')}.md: a name is masked that a report of the same story hides" in told
    (late,) = site.glob(f"content/entries/*/*-{entry_key('f', 'late')}.md")
    assert "Modified: 2026-11-23T06:00" in late.read_text("utf-8"), "who has an older copy is to ask again"
    taken_down = f"usalama edit take-down --root {site} {entry_key('f', 'old')} --kind safety --why"
    assert f"its week is closed; {taken_down}" in told
    (closed,) = site.glob("content/entries/*/made-pendo-old-*")
    assert [*state.read_section(site, "pull")["naming"]] == [closed.relative_to(site).as_posix()], "told of on and on"


@pytest.mark.parametrize("at", range(4))
def test_a_take_down_that_was_killed_is_named_until_it_is_made_whole(site, killed_at, at):
    """Its file may hold the words still: each build and check says so, and to repeat it announces nothing twice."""
    (site / ".releases/1").mkdir(parents=True)
    down = ("take-down", B, "--kind", "safety", "--why", "For safety.")
    state.write_index(site, {path.relative_to(site).as_posix(): [1] for path in store.entry_paths(site)})
    with killed_at("usalama.machine.disk.write_whole", at):
        edit(site, *down)
    is_noted = "take-down" in (site / FILE).read_text("utf-8")
    is_there = len(store.entry_paths(site)) == 2
    (named,) = misedits.problems(site, WHEN + 30 * DAY) if is_noted and is_there else [None]
    assert named is None or f"no page shows it; usalama edit take-down {B} --kind safety --why" in named.message
    assert not is_noted or (site / ".releases/doomed").exists()
    edit(site, *down)
    assert (site / FILE).read_text("utf-8").count("[[edits]]") == len(read_ledger(site).removals) == 1
    assert misedits.problems(site, WHEN + 30 * DAY) == ()


@pytest.mark.parametrize("twin", ["http://x.example/bank", "https://www.x.example/bank/", "https://m.x.example/bank"])
def test_a_report_that_was_taken_down_stays_away_under_another_spelling_of_its_address(site, twin):
    """Its feed gives it a new id and no https any more: it is the page that may not come back."""
    assert edit(site, "take-down", B, "--kind", "safety", "--why", "For safety.") == 0
    assert read((site / FILE).read_text(encoding="utf-8")).refuses(report("other", "Another", twin))


def test_a_take_down_leaves_the_others_under_an_address_that_several_reports_share(site):
    """An outlet links all its reports to its front page, or three of them to one: the address names no report."""
    pages = {"live-1": "live", "live-2": "live", "live-3": "live", "front-1": "", "front-2": ""}
    for name, page in pages.items():
        add(site, name, f"Raid of {name}", f"s{entry_key('f', name)}", link=f"https://x.example/{page}")
    for name in ("live-1", "front-1"):
        assert edit(site, "take-down", entry_key("f", name), "--kind", "safety", "--why", "For safety.") == 0
    ledger = read((site / FILE).read_text(encoding="utf-8"))
    reports = (report(name, f"Raid of {name}", f"https://x.example/{page}") for name, page in pages.items())
    assert [each.id for each in reports if ledger.refuses(each)] == ["live-1", "front-1"]
    assert len(store.entry_paths(site)) == 5


@pytest.mark.parametrize("others", [(), ("Raid on a farm", "Raid on a mine")])
def test_a_take_down_takes_what_was_told_twice_under_one_address(site, others, capsys):
    """Two feeds of an outlet list one report under two ids, and its address names none where others share it.

    Each is named as removed, one that is held back too; what tells it again later stays away, another report does not.
    """
    link, title = "https://x.example/live", "Chief of Voi named"
    for name, told in (("one", title), ("two", title), *zip("ab", others, strict=False)):
        add(site, name, told, f"s{entry_key('f', name)}", link=link)
    held = JudgedEntry(report("held", title, link), Judgement(0.9))
    store.save(site, [store.Stored(store.entry_path(held, NAIROBI, kind=store.HELD), held)])
    assert edit(site, "take-down", entry_key("f", "one"), "--kind", "safety", "--why", "x") == 0
    assert capsys.readouterr().out.count(": removed\n") == 3
    left = [*store.read_entries(site).entries, *store.read_entries(site, kind=store.HELD).entries]
    assert sorted(each.judged.entry.title for each in left) == sorted((*BEFORE, *others))
    ledger = read_ledger(site)
    assert {each.on for each in ledger.removals} == {entry_key("f", name) for name in ("one", "two")}
    assert ledger.refuses(report("three", title, link))
    assert ledger.refuses(report("four", "Another headline", link)) == (not others)


def test_a_take_down_takes_each_copy_of_its_file(site, capsys):
    """In the folder of its week, of another week, and in one that somebody put aside: no word stays, and it is one."""
    (file,) = (path for path in store.entry_paths(site) if B in path.name)
    for folder in ("", "2026-w40", "2026-w47.bak", "drafts"):
        (file.parents[1] / (folder or file.parent.name)).mkdir(exist_ok=True)
        shutil.copy(file, file.parents[1] / (folder or file.parent.name) / f"{folder}-{B}.md")
    assert edit(site, "take-down", B, "--kind", "safety", "--why", "x") == 0
    assert capsys.readouterr().out.count(": removed\n") == 5
    assert [path for path in store.entry_paths(site) if B in path.name] == []
    assert [(each.on, each.week) for each in read_ledger(site).removals] == [(B, "2026-w47")]


def test_a_take_down_takes_what_was_told_under_the_outlets_old_slug(site):
    """Its other feed told it before the outlet got another slug; another outlet's report of that headline stays."""
    outlets = (made.outlet(slug, note="None.", was=was) for slug, was in (("x", ["ex"]), ("y", [])))
    (site / "content/catalog/feeds.toml").write_text("\n".join(outlets), "utf-8")
    for name, outlet in (("new", "x"), ("old", "ex"), ("other", "y")):
        entry = replace(report(name, "Chief of Voi named", f"https://x.example/{name}"), outlet=outlet)
        judged = JudgedEntry(entry, Judgement(0.9, ("crime",), (), f"s{entry.key}"))
        store.save(site, [store.Stored(store.entry_path(judged, NAIROBI), judged)])
    assert edit(site, "take-down", entry_key("f", "new"), "--kind", "safety", "--why", "x") == 0
    left = [each.judged.entry for each in store.read_entries(site).entries]
    assert [each.outlet for each in left if "Chief" in each.title] == ["y"]


@pytest.mark.parametrize("told", [("own", "false"), ("false",)])
def test_a_take_down_leaves_the_report_on_whose_site_the_address_lies(site, capsys, told):
    """Who links to another outlet's page cannot take its report away, told before or after; copies go with it.

    What the outlet tells there again under a new id and new words stays away all the same.
    """
    outlets = (made.outlet(slug, note="None.") for slug in ("x", "y"))
    (site / "content/catalog/feeds.toml").write_text("\n".join(outlets), "utf-8")
    before = {}
    for name, outlet, title in (("own", "x", "Rifles found in Voi"), ("false", "y", "Rifles planted in Voi")):
        entry = replace(report(name, title, "https://www.x.example/rifles"), outlet=outlet)
        judged = JudgedEntry(entry, Judgement(0.9, ("crime",), (), f"s{entry.key}"))
        before[name] = entry
        if name in told:
            store.save(site, [store.Stored(store.entry_path(judged, NAIROBI), judged)])
    assert edit(site, "take-down", entry_key("f", "false"), "--kind", "our-mistake", "--why", "x") == 0
    said, own = capsys.readouterr().out, f"{entry_key('f', 'own')}.md: is told at that address, by the outlet"
    assert (own in said) == ("own" in told)
    assert "x: what it tells at that address, on its own site, is let in" in said
    ledger = read_ledger(site)
    assert ledger.refuses(replace(before["false"], key="", link=""))
    assert ledger.refuses(
        replace(before["false"], key="", title="Guns planted in Voi", link="http://x.example/rifles/")
    )
    assert not ledger.refuses(replace(before["false"], key="", title="Guns found in Voi", link="https://x.example/"))
    assert not ledger.refuses(before["own"])
    if "own" not in told:
        return
    assert edit(site, "take-down", entry_key("f", "own"), "--kind", "safety", "--why", "x") == 0
    assert read_ledger(site).refuses(replace(before["false"], key="", title="Another headline"))


def test_a_take_down_says_that_it_could_not_tell_whose_site_an_address_is_on(site, capsys):
    """A mistake in the list of outlets holds no take-down back; that the address is refused of all is not silent."""
    (site / "content/catalog/feeds.toml").write_text("[[outlets]]\nslug = 'x'\n", "utf-8")
    assert edit(site, "take-down", A, "--kind", "safety", "--why", "x") == 0
    said = capsys.readouterr().out
    assert "content/catalog/feeds.toml: outlets[0].name (line 1): is missing; " in said
    assert "it is refused of each outlet, its own too" in said


def test_a_take_down_refuses_a_second_telling_by_its_own_address_and_words(site):
    """What is held back stays away too; where the second stands under an address of many, the others stay."""
    link, title = "https://x.example/live", "Chief of Voi named"
    for name, told in (("one", title), ("two", title), ("other", "Raid on a farm")):
        add(site, name, told, f"s{entry_key('f', name)}", link=link if name != "one" else "")
    worded = replace(report("held", title, "https://x.example/held"), summary="Two chiefs said so.")
    held = JudgedEntry(worded, Judgement(0.9))
    store.save(site, [store.Stored(store.entry_path(held, NAIROBI, kind=store.HELD), held)])
    assert edit(site, "take-down", entry_key("f", "one"), "--kind", "safety", "--why", "x") == 0
    ledger = read_ledger(site)
    assert ledger.refuses(worded)
    assert ledger.refuses(replace(worded, link=""))
    assert not ledger.refuses(report("other", "Raid on a farm", link))


def test_a_take_down_takes_and_refuses_what_a_search_finds_of_it(site, capsys):
    """A search through the outlet's site has the headline alone, of its own time and address: it goes for good."""
    add(site, "one", "Chief of Voi named", f"s{entry_key('f', 'one')}")
    found = replace(report("CBMa", "Chief of Voi named", "https://search.example/CBMa", day=1), summary="")
    copy = JudgedEntry(
        replace(found, id="CBMb", key=entry_key("f", "CBMb"), link="https://s.example/b"), Judgement(0.9)
    )
    store.save(site, [store.Stored(store.entry_path(copy, NAIROBI), copy)])
    assert edit(site, "take-down", entry_key("f", "one"), "--kind", "safety", "--why", "x") == 0
    assert capsys.readouterr().out.count(": removed\n") == 2
    assert read_ledger(site).refuses(found)
    assert not read_ledger(site).refuses(replace(found, title="Chief of Taita named"))
    assert not read_ledger(site).refuses(replace(found, summary="Another chief of that name was sworn in."))


def test_a_take_down_names_a_bulletin_of_the_same_name_and_time_and_leaves_it(site, capsys):
    """Neither has an excerpt, and each has its own address: one goes, the other is told on until a person says so."""
    for name in ("morning", "evening"):
        told = replace(report(name, "News in brief", f"https://x.example/{name}"), summary="")
        bare = JudgedEntry(told, Judgement(0.9))
        store.save(site, [store.Stored(store.entry_path(bare, NAIROBI), bare)])
    assert edit(site, "take-down", entry_key("f", "morning"), "--kind", "safety", "--why", "x") == 0
    said = capsys.readouterr().out
    assert said.count(": removed\n") == 1
    assert f"{entry_key('f', 'evening')}.md: has that headline and time too, and stays" in said
    left = [each.judged for each in store.read_entries(site).entries if each.judged.entry.title == "News in brief"]
    assert [judged.entry.id for judged in effects.apply(left, read_ledger(site))] == ["evening"]
    assert read_ledger(site).refuses(replace(left[0].entry, id="again", link="https://x.example/morning"))


@pytest.mark.parametrize("built", [False, True])
def test_a_take_down_of_the_report_that_showed_two_stories_to_be_one_leaves_them_one(site, built):
    """Another report keeps it: their addresses led to one story, and go on to; each report that showed it may go.

    It is found among the weeks that may tell them, where a build has kept what the weeks hold.
    """
    kept = Reason("story", f"s{A}", f"with another report (x){also_tells(f's{B}')}")
    add(site, "dogs", "Dogs led to the goats of Voi", f"s{A}", day=14, reasons=(kept,))
    for gone in (entry_key("f", "dogs"), A):
        if built:
            keep_weeks(site)
        assert edit(site, "take-down", gone, "--kind", "safety", "--why", "x") == 0
        (stored,) = (each for each in store.read_entries(site).entries if merges_of([each.judged]))
        assert resolve(merges_of([stored.judged])) == {f"s{B}": f"s{A}"}
    assert stored.judged.entry.key == B
    assert "Dogs" not in (site / stored.path).read_text(encoding="utf-8")


@pytest.mark.parametrize("day", [7, 21])
def test_a_take_down_keeps_the_way_of_a_story_that_leads_elsewhere(site, day):
    """One report showed it to be a part of one story, an earlier or later one of another: it was told as both."""
    cows, dogs = entry_key("f", "cows"), entry_key("f", "dogs")
    add(site, "cows", "Cows stolen in Wote", f"s{cows}", day=1)
    for name, kept, at in (("dogs", A, day), ("calves", cows, 14)):
        why = Reason("story", f"s{kept}", f"with another report (x){also_tells(f's{B}')}")
        add(site, name, f"Bank of Embu and the {name}", f"s{kept}", day=at, reasons=(why,))

    def told():
        return ways(merges_of(each.judged for each in store.read_entries(site).entries))

    before = told()
    assert before == {f"s{B}": (f"s{A}", f"s{cows}") if day == 7 else (f"s{cows}", f"s{A}")}
    assert edit(site, "take-down", dogs, "--kind", "safety", "--why", "x") == 0
    assert told() == before


def test_a_take_down_notes_the_story_of_the_reports_file(site):
    """The desk's other edits lead from there to each story that it was told as, whose addresses live on."""
    add(site, "dogs", "Dogs led to the goats of Voi", f"s{A}", day=7)
    dogs = entry_key("f", "dogs")
    assert edit(site, "split", dogs, "--why", "x") == 0
    assert read_ledger(site).edits[-1].left == (f"s{A}",)
    assert edit(site, "take-down", dogs, "--kind", "safety", "--why", "x") == 0
    assert read_ledger(site).edits[-1].story == f"s{A}"


def test_a_take_down_leaves_no_word_anywhere(site):
    """Earlier corrections, other entries' reasons and what a pull remembers lose the words with the file."""
    other = next(path for path in store.entry_paths(site) if A in path.name)
    title = next(
        store.read_entry(path, path.name, UTC).entry.title for path in store.entry_paths(site) if B in path.name
    )
    other.write_text(
        other.read_text("utf-8").replace("\n\n", f'\nWhy: story s1: with "{title}" (x, 2026)\n\n', 1), "utf-8"
    )
    feed = ParsedFeed("F", "en", (report("bank", title, "https://x.example/bank"), report("z", "Zebra", "")))
    habit = quarantine.learn(Habit(), Answer("https://x.example/feed"), feed, WHEN)
    state.write_states(site, {"https://x.example/feed": FeedState("https://x.example/feed", habit=habit)})
    # Other tables did not keep it once, nor what another feed said of it; a miss of another report stays for review.
    misses = [state.Dropped(key, "f", "", words, 0.4, "x", WHEN, "r") for key, words in ((B, "As it was"), (A, title))]
    state.add_dropped(site, "2026-w47", [*misses, replace(misses[0], key="0" * 10, title="Another")])
    told = ("--old", title, "--new", "Something else", "--kind", "misread", "--why", "x")
    assert edit(site, "correct", B[:4], "--part", "title", *told) == 0
    assert edit(site, "take-down", B[:4], "--kind", "safety", "--why", "x") == 0
    left = [path for path in site.rglob("*") if path.is_file() and title.encode() in path.read_bytes()]
    assert left == []
    assert [each.title for each in state.read_dropped(site)] == ["Another"]
    assert state.read_states(site)[0]["https://x.example/feed"].habit.heard == habit.heard[-1:] != ()
    first = read((site / FILE).read_text(encoding="utf-8")).edits[0]
    assert (first.do, first.old, first.new) == ("correct", "[removed]", "[removed]")


def test_a_take_down_forgets_one_report_and_no_other(site):
    """The names that a pull remembers lose the address that was taken down; the next pull need not read all again."""
    known = store.index(site, {}).marks
    state.write_index(site, known)
    (mine,) = (name for name in known if B in name)
    assert edit(site, "take-down", B, "--kind", "safety", "--why", "x") == 0
    assert state.read_index(site) == {name: mark for name, mark in known.items() if name != mine} != {}


def test_a_take_down_goes_on_past_a_file_that_cannot_be_read(site):
    """One broken file keeps neither a held one from losing the words nor an older release from going.

    What another publisher said of it itself stays as it was said.
    """
    mine = next(path for path in store.entry_paths(site) if B in path.name)
    title = store.read_entry(mine, mine.name, UTC).entry.title
    (mine.parent / "a-broken-0000000000.md").write_bytes(b"Title: \xff\n\nx\n")
    (mine.parent / "a-link-2222222222.md").symlink_to("nowhere")
    held = site / store.HELD / mine.parent.name / "z-held-1111111111.md"
    held.parent.mkdir(parents=True)
    said = f'He wrote "{title}" there'
    held.write_text(f'Title: {said}\nWhy: story s1: with "{title}" (x, 2026)\n\n{said}\n', "utf-8")
    (site / ".releases" / "1").mkdir(parents=True)
    assert edit(site, "take-down", B[:4], "--kind", "safety", "--why", "x") == 0
    assert held.read_text("utf-8") == f'Title: {said}\nWhy: story s1: with "[removed]" (x, 2026)\n\n{said}\n'
    assert (site / ".releases" / "doomed").exists()
    assert not mine.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("pin", A[:4], "--why", "x"),
        ("hide", f"s{A[:4]}", "--why", "x"),
        ("merge", A[:4], B[:4], "--why", "x"),
        ("split", A[:4], B[:4], "--why", "x"),
        ("retag", A[:4], "cyber", "--why", "x"),
        ("relocate", A[:4], "lamu", "--why", "x"),
        ("note", A[:4], "Seen."),
        ("correct", A[:4], "--part", "title", "--old", "Two", "--new", "Three", "--kind", "misread", "--why", "x"),
    ],
)
def test_every_verb_is_written_so_that_it_can_be_read(site, words):
    """Each verb leaves a ledger with one edit of that verb."""
    assert edit(site, *words) == 0
    assert [each.do for each in read((site / FILE).read_text(encoding="utf-8")).edits] == [words[0]]


def test_a_take_down_leaves_what_its_outlet_tells_at_that_address_with_a_query(site):
    """One page of live news holds many reports: all others would be off the pages, and nobody told of it."""
    for name, title, query in (("first", "Rifles found in Voi", ""), ("second", "Goats found in Voi", "?post=2")):
        entry = report(name, title, f"https://x.example/live{query}")
        judged = JudgedEntry(entry, Judgement(0.9, ("crime",), (), f"s{entry.key}"))
        store.save(site, [store.Stored(store.entry_path(judged, NAIROBI), judged)])
    assert edit(site, "take-down", entry_key("f", "first"), "--kind", "safety", "--why", "x") == 0
    assert not read_ledger(site).refuses(replace(entry, key=""))
    assert read_ledger(site).refuses(report("first", "Rifles found in Voi", ""))


def test_an_edit_waits_for_a_run_to_end(site, another_run):
    """A build or a pull that is nearly done does not cost the editor what was typed."""
    with another_run(site):
        assert edit(site, "pin", A[:4], "--why", "x") == 0


def test_a_question_for_a_plan_waits_for_a_run_to_end(scratch_site, another_run, capsys):
    """What it says then is of the site as that run left it."""
    root = scratch_site()
    with another_run(root):
        assert main(["plan", "--root", str(root)]) == 0
    assert " to write, " in capsys.readouterr().out


def test_a_misspelt_verb_is_answered_with_the_right_ones(site, capsys):
    """As they are typed, not as the program holds them."""
    with pytest.raises(SystemExit):
        edit(site, "takedown", "whatever")
    said = capsys.readouterr().err
    assert "'hide', 'show'" in said
    assert "Verb" not in said


def test_a_wrong_id_or_slug_changes_nothing(site, capsys):
    """A mistake is one line and exit code 64; the ledger stays to the byte."""
    before = (site / FILE).read_bytes()
    assert edit(site, "hide", "zz", "--why", "x") == 64
    assert edit(site, "retag", A[:4], "crimes", "--why", "x") == 64
    assert 'did you mean "crime"' in capsys.readouterr().err
    assert (site / FILE).read_bytes() == before


def test_a_correction_of_words_that_were_never_there_is_refused(site, capsys):
    """What would be announced and change nothing is a slip; the headline is told, so that its words can be copied."""
    before = (site / FILE).read_bytes()
    told = ("--kind", "misread", "--why", "x")
    assert edit(site, "correct", A[:4], "--part", "title", "--old", "Tvo goats", "--new", "Ten goats", *told) == 64
    assert "copy the words from: Two goats" in capsys.readouterr().err
    assert (site / FILE).read_bytes() == before
    assert edit(site, "correct", A[:4], "--part", "title", "--old", "Ten goats", "--new", "Two goats", *told) == 64
    assert "put the old words back into its file" in capsys.readouterr().err
    assert (site / FILE).read_bytes() == before
    assert edit(site, "correct", A[:4], "--part", "title", "--old", "Two", "--new", "Two ", *told) == 64
    assert "new: says what old says" in capsys.readouterr().err
    assert (site / FILE).read_bytes() == before
    assert edit(site, "correct", A[:4], "--part", "title", "--old", "Two", "--new", "Ten", *told) == 0
    assert edit(site, "correct", A[:4], "--part", "title", "--old", "Ten", "--new", "Six", *told) == 0


def test_a_wording_that_its_outlet_changed_is_corrected_by_what_it_said_before(site, capsys):
    """The old words stand among the earlier headlines and the new ones in the present: only then are both true."""
    (path,) = site.glob(f"content/entries/*/*-{A}.md")
    path.write_text(path.read_text("utf-8").replace("\n\n", "\nWas: Ten goats stolen in Voi\n\n", 1), "utf-8")
    told = ("--part", "title", "--kind", "source-changed", "--why", "x")
    assert edit(site, "correct", A[:4], *told, "--old", "Ten goats", "--new", "Three goats") == 64
    assert 'had none that became "Three goats"' in capsys.readouterr().err
    assert edit(site, "correct", A[:4], *told, "--old", "Ten goats", "--new", "Two goats") == 0
    assert edit(site, "correct", A[:4], *told, "--old", "Ten goats", "--new", "Two goats") == 64
    assert f"the ledger says that of {A} already" in capsys.readouterr().err


def test_a_correction_of_what_was_split_off_a_hidden_story_is_known_as_one_of_a_hidden_report(site):
    """It is noted with the story that was hidden, not with the one that the report has since: its wordings stay in."""
    add(site, "lamp", "Lamp taken in Voi", f"s{A}")
    key, why = entry_key("f", "lamp"), ("--why", "x")
    assert edit(site, "hide", f"s{A}", *why) == 0
    assert edit(site, "split", key, *why) == 0
    told = ("--part", "title", "--old", "Lamp", "--new", "Lantern", "--kind", "misread")
    assert edit(site, "correct", key, *told, *why) == 0
    last = effects.discreet(read_ledger(site)).edits[-1]
    assert (last.story, last.old, last.new) == (f"s{A}", "", "")


def test_words_that_no_entry_has_are_said_to_find_nothing(site, capsys):
    """Nothing found is told as such, and its code is not that of success."""
    assert edit(site, "find", "goats", "zebra") == 1
    assert "No entry has all of: goats zebra" in capsys.readouterr().err


def test_a_site_without_entries_is_said_to_have_none(scratch_site, capsys):
    """Other words would find nothing either: the folder is named, which may be the wrong one."""
    root = scratch_site("https://ridge.example/feed")
    assert edit(root, "find", "goats") == 1
    assert f"{root} has no entries" in capsys.readouterr().err


def test_ids_are_found_by_words_and_by_their_start(site, capsys):
    """Find lists entries by words of any case; ids lists what begins so, for a shell's completion."""
    assert edit(site, "find", "GOATS") == 0
    assert f"{A}  2026-11-18  s{A}  x: Two goats" in capsys.readouterr().out
    assert edit(site, "find", "nothing-like-it") == 1
    assert edit(site, "ids", f"s{B[:3]}") == 0
    assert capsys.readouterr().out == f"s{B}\n"
    edit(site, "merge", f"s{B}", f"s{A}", "--why", "One raid.")
    capsys.readouterr()
    assert edit(site, "ids", f"s{B[:3]}") == 0
    assert capsys.readouterr().out == "", "an edit of a story that is no more would be refused"


def test_a_pin_to_a_week_that_the_story_is_not_in_is_refused(site, capsys):
    """It would hold nowhere: nothing is written, and the weeks that it is in are named. One of them is taken."""
    add(site, "dogs", "Dogs led to the goats of Voi", f"s{A}", day=14)
    before = (site / FILE).read_bytes()
    assert edit(site, "pin", A[:4], "--week", "2026-W48", "--why", "x") == 64
    said = capsys.readouterr().err
    assert f"s{A} is not in 2026-W48" in said
    assert said.endswith("it is in 2026-W47, 2026-W49\n")
    assert (site / FILE).read_bytes() == before
    assert edit(site, "pin", A[:4], "--week", "2026-W477", "--why", "x") == 64
    assert "is not a week" in capsys.readouterr().err
    assert edit(site, "pin", A[:4], "--week", "2026-W49", "--why", "x") == 0


def test_a_pin_that_is_not_there_cannot_be_taken_back(site, capsys):
    """Readers would be told of a change that there was not; nothing is written."""
    before = (site / FILE).read_bytes()
    assert edit(site, "unpin", A[:4], "--why", "x") == 64
    assert f"s{A} is pinned in no week" in capsys.readouterr().err
    assert (site / FILE).read_bytes() == before
    assert edit(site, "pin", A[:4], "--why", "x") == 0
    assert edit(site, "unpin", A[:4], "--why", "x") == 0
    assert edit(site, "unpin", A[:4], "--why", "x") == 64
    assert edit(site, "pin", f"s{B}", "--why", "x") == 0
    kept = Reason("story", f"s{A}", f"with another report (x){also_tells(f's{B}')}")
    add(site, "dogs", "Dogs led to the goats of Voi", f"s{A}", day=14, reasons=(kept,))
    assert edit(site, "unpin", f"s{A}", "--why", "x") == 0


def test_a_story_does_not_bring_back_what_was_hidden_before_reports_showed_it_to_be_its_part(site, capsys):
    """Who shows the story is told which reports stay hidden; one that would show nothing is refused."""
    assert edit(site, "hide", f"s{B}", "--why", "x") == 0
    kept = Reason("story", f"s{A}", f"with another report (x){also_tells(f's{B}')}")
    add(site, "dogs", "Dogs led to the goats of Voi", f"s{A}", day=14, reasons=(kept,))
    assert edit(site, "show", f"s{A}", "--why", "x") == 64
    assert f"{B} stays hidden; to bring a report back:" in capsys.readouterr().err
    assert edit(site, "hide", A, "--why", "x") == 0
    assert edit(site, "show", f"s{A}", "--why", "x") == 0
    assert f"note: {B} stays hidden" in capsys.readouterr().out
    assert edit(site, "show", B, "--why", "x") == 0


def test_what_is_not_hidden_cannot_be_shown_again(site, capsys):
    """Readers would be told of a change that there was not; what is hidden by itself or with its story is shown."""
    before = (site / FILE).read_bytes()
    for name in (A[:4], f"s{A}"):
        assert edit(site, "show", name, "--why", "x") == 64
        assert "is not hidden" in capsys.readouterr().err
    assert (site / FILE).read_bytes() == before
    for why, hid, shown, never in (("a", A, f"s{A}", B), ("b", f"s{A}", A, f"s{B}"), ("c", A, A, B)):
        assert edit(site, "hide", hid, "--why", why) == 0
        assert edit(site, "show", never, "--why", why) == 64
        assert edit(site, "show", shown, "--why", why) == 0
        assert edit(site, "show", shown, "--why", why) == 64
    assert edit(site, "hide", f"s{A}", "--why", "d") == 0
    assert edit(site, "merge", f"s{A}", B, "--why", "x") == 0
    assert edit(site, "show", f"s{B}", "--why", "x") == 0, "a part of it is hidden"


def test_an_edit_of_one_report_says_what_the_others_of_its_story_keep(site, capsys):
    """A page shows the places and topics of all of them: who mends one would wait for a change that does not come."""
    add(site, "dogs", "Dogs led to the goats of Voi", f"s{A}", day=7)
    dogs = entry_key("f", "dogs")
    assert edit(site, "relocate", dogs, "lamu", "Taita Taveta", "--why", "x") == 0
    assert "note:" not in capsys.readouterr().out
    assert edit(site, "relocate", A, "lamu", "--why", "x") == 0
    rest = f'so the page does too; for all of it: usalama edit relocate --root {site} s{A} lamu --why "…"'
    said = f"of its story {dogs} has taita-taveta, {rest}"
    assert f"note: {said}\n" in capsys.readouterr().out
    assert edit(site, "relocate", A, "lamu", "--why", "x") == 64
    assert f"{A} has lamu already; {said}" in capsys.readouterr().err
    assert edit(site, "hide", dogs, "--why", "x") == 0
    capsys.readouterr()
    assert edit(site, "relocate", A, "kilifi", "--why", "x") == 0
    assert "note:" not in capsys.readouterr().out


@pytest.mark.parametrize("built", [False, True])
def test_an_edit_that_changes_nothing_is_refused(site, capsys, built):
    """Readers would be told of a change that there was not; whether a build has kept what the weeks hold or not."""
    add(site, "dogs", "Dogs led to the goats of Voi", f"s{A}", day=7)
    dogs = entry_key("f", "dogs")

    def refused(said, *words):
        if built:
            keep_weeks(site)
        before = (site / FILE).read_bytes()
        assert edit(site, *words, "--why", "x") == 64
        assert said in capsys.readouterr().err
        assert (site / FILE).read_bytes() == before

    refused(f"{A} has crime already", "retag", A, "crime")
    refused(f"s{A} has no county already", "relocate", f"s{A}")
    assert edit(site, "relocate", dogs, "lamu", "--why", "x") == 0
    refused(f"{dogs} has lamu already", "relocate", dogs, "Lamu")
    assert edit(site, "relocate", f"s{A}", "lamu", "--why", "x") == 0, "one of its reports had it"
    assert edit(site, "retag", A, "crime", "cyber", "--why", "x") == 0
    assert edit(site, "retag", A, "cyber", "crime", "--why", "x") == 0, "another one is the main topic"
    assert edit(site, "note", A, "Seen.") == 0
    refused(f"the ledger says that of s{A} already", "note", A, "Seen.")
    refused(f"s{A} is named after {A} and stays its", "split", A)
    refused(f"s{A} is named after {A} and stays its", "split", A, dogs)
    assert edit(site, "pin", A, "--why", "x") == 0
    refused(f"s{A} is pinned in 2026-W47", "pin", f"s{A}")
    assert edit(site, "pin", A, "--week", "2026-W48", "--why", "x") == 0, "another week"
    assert edit(site, "hide", dogs, "--why", "x") == 0
    refused(f"{dogs} is hidden", "hide", dogs)
    assert edit(site, "unpin", A, "--why", "x") == 0
    refused(f"s{A} is hidden in 2026-W48, so it cannot head it", "pin", A, "--week", "2026-W48")
    assert edit(site, "hide", f"s{A}", "--why", "x") == 0, "a part of it is not hidden"
    refused(f"s{A} is hidden", "hide", f"s{A}")
    refused("has no other report", "split", dogs, A)
    assert edit(site, "merge", B, A, "--why", "x") == 0
    refused("name the other story", "merge", A, B)
    kept = Reason("story", f"s{A}", f"with another report (x){also_tells('s' + entry_key('f', 'cows'))}")
    add(site, "cows", "Cows stolen in Wote", f"s{entry_key('f', 'cows')}", day=7)
    add(site, "calves", "Cows and goats were one raid", f"s{A}", day=14, reasons=(kept,))
    refused("are one story already", "merge", entry_key("f", "cows"), A)
    refused(f"s{A} is pinned in no week", "unpin", B)
    assert edit(site, "take-down", A, "--why", "x", "--kind", "safety") == 0
    assert edit(site, "take-down", dogs, "--why", "x", "--kind", "safety") == 0
    assert edit(site, "split", B, "--why", "x") == 0, "it takes the merge back"


def keep_weeks(site):
    """Keep what a build keeps of the weeks, of files that are not as new as to change unseen."""
    for path in site.glob("content/entries/*/*.md"):
        os.utime(path, (WHEN.timestamp(), WHEN.timestamp()))
    ledger = read_ledger(site)
    planning.survey(weekfiles.WeekFiles(site, NAIROBI), Book((), {}, (), NAIROBI), repr(ledger), ledger=ledger)


def test_only_weeks_that_may_tell_a_story_are_read(site):
    """Those that changed since the last build are read too, and so is what a split took out of a week."""
    add(site, "cows", "Cows stolen in Wote", f"s{entry_key('f', 'cows')}", day=21)
    add(site, "dogs", "Dogs led to the goats of Voi", f"s{A}", day=7)
    dogs, cows = (entry_key("f", name) for name in ("dogs", "cows"))
    assert set(finding.around(site, f"s{A}")[1]) == {A, B, dogs, cows}
    keep_weeks(site)
    assert set(finding.around(site, f"s{A}")[1]) == {A, B, dogs}
    assert set(finding.around(site, f"s{cows}")[1]) == {cows}
    kept = Reason("story", f"s{A}", f"with another report (x){also_tells(f's{cows}')}")
    add(site, "more", "Goats and cows were one raid", f"s{A}", day=14, reasons=(kept,))
    ledger, found = finding.around(site, f"s{cows}")
    assert (set(found), ledger.final(f"s{cows}")) == ({A, B, dogs, cows, entry_key("f", "more")}, f"s{A}")


def test_a_county_is_named_as_people_write_it(site, capsys):
    """Its name does for its slug; a name that is none is refused, with the nearest."""
    assert edit(site, "relocate", A[:4], "Tana River", "Murang’a County", "--why", "x") == 0
    assert read_ledger(site).edits[-1].slugs == ("tana-river", "muranga")
    assert edit(site, "relocate", A[:4], "Lamuu", "--why", "x") == 64
    assert 'did you mean "lamu"' in capsys.readouterr().err


def test_a_pin_follows_stories_that_became_one(site):
    """By the desk's word or by a pull's, a story is in the weeks of the one that became part of it."""
    kept = Reason("story", f"s{A}", f"with another report (x){also_tells(f's{B}')}")
    add(site, "dogs", "Dogs led to the goats of Voi", f"s{A}", day=14, reasons=(kept,))
    add(site, "cows", "Cows stolen in Wote", f"s{entry_key('f', 'cows')}", day=21)
    add(site, "loot", "Loot of Embu found", f"s{B}", day=7)
    assert edit(site, "pin", A[:4], "--week", "2026-W48", "--why", "x") == 0
    assert edit(site, "pin", A[:4], "--week", "2026-W50", "--why", "x") == 64
    assert edit(site, "merge", f"s{entry_key('f', 'cows')}", A, "--why", "x") == 0
    assert edit(site, "pin", A[:4], "--week", "2026-W50", "--why", "x") == 0


def test_a_site_without_a_ledger_gets_one(site):
    """The first edit makes the file."""
    (site / FILE).unlink()
    assert edit(site, "pin", A[:4], "--why", "x") == 0
    assert (site / FILE).read_text(encoding="utf-8").startswith("[[edits]]\n")


def test_only_the_files_that_can_be_meant_are_read(site):
    """With the start of an id, other files are left alone; with one that fits no name, every file is looked at."""
    assert list(finding.entries(site, A[:4])) == [A]
    assert set(finding.entries(site, A[:4], f"s{B}")) == {A, B}
    assert set(finding.entries(site, A[:4], "nothing")) == set(finding.entries(site)) == {A, B}


def test_find_marks_what_the_desk_has_hidden_or_changed_already(site, capsys):
    """Nobody corrects a report twice; the mark can be looked for, and what is shown again is hidden no more."""
    late = entry_key("f", "late")
    also = Reason("story", f"s{A}", f"with another report (x){also_tells(f's{B}')}")
    add(site, "late", "Robbers of Embu took the goats", f"s{A}", day=1, reasons=(also,))  # it showed both to be one
    said = ("--part", "title", "--old", "goats", "--new", "sheep", "--kind", "misread")
    for words in (("correct", A, *said), ("retag", A, "cyber"), ("hide", f"s{B}"), ("hide", A), ("show", A)):
        assert edit(site, *words, "--why", "So.") == 0
    capsys.readouterr()
    assert edit(site, "find") == 0
    marks = {line[:10]: line.partition("  [")[2] for line in capsys.readouterr().out.splitlines()}
    assert marks == {A: "corrected, retagged]", B: "hidden]", late: ""}
    (file,) = (path for path in store.entry_paths(site) if B in path.name)
    (file.parents[1] / "2026-w40").mkdir()
    shutil.copy(file, file.parents[1] / "2026-w40")
    assert edit(site, "find", "hidden") == 0
    assert [line[:10] for line in capsys.readouterr().out.splitlines()] == [B], "of a copy nothing is shown"


def test_find_marks_what_was_taken_down_and_came_back(site, capsys):
    """Its file was restored by hand or by a merge of branches; no page shows it."""
    (path,) = site.glob(f"content/entries/*/*{B}.md")
    body = path.read_bytes()
    assert edit(site, "take-down", B, "--kind", "safety", "--why", "x") == 0
    path.write_bytes(body)
    capsys.readouterr()
    assert edit(site, "find", "bank") == 0
    assert capsys.readouterr().out.endswith("Bank robbed in Embu  [taken down]\n")


def test_a_file_that_cannot_be_read_does_not_stop_an_edit_of_another(site):
    """A torn file is passed over here; check and build name it."""
    (site / "content/entries/2026-w47/torn-0123456789.md").write_text("Title", encoding="utf-8")
    assert edit(site, "hide", A[:4], "--why", "x") == 0
    assert edit(site, "find") == 0


def test_a_story_whose_first_report_is_gone_is_still_found(site):
    """After its oldest entry was taken down, a story is reached by its id all the same."""
    assert edit(site, "merge", B[:4], A[:4], "--why", "One raid.") == 0
    assert edit(site, "take-down", A[:4], "--kind", "safety", "--why", "x") == 0
    assert edit(site, "pin", f"s{A}", "--why", "x") == 0
    assert read((site / FILE).read_text(encoding="utf-8")).edits[-1].on == f"s{A}"


def test_an_edit_on_something_that_is_not_there_is_found_by_check(site, capsys):
    """Check names the edit, its line, its day and the id."""
    (site / FILE).write_text(made.edit("hide", "0000000000"), encoding="utf-8")
    main(["check", "--root", str(site), "--now", "2026-11-23T06:00+03:00"])
    said = "hide of 2026-11-22: no entry or story 0000000000; is it misspelt?"
    expected = f"content/ledger.toml: edits[0].on (line 3): {said}"
    assert expected in capsys.readouterr().out.splitlines()
    (site / FILE).write_text(made.edit("retag", A, topics=["crime"]), encoding="utf-8")
    (idle,) = misedits.problems(site, WHEN + 30 * DAY)
    assert "edits[0].do (line 2): retag of 2026-11-22: its file gives the same, and readers are told" in idle.message


def test_an_edit_on_a_report_whose_file_cannot_be_read_is_not_misspelt(site, capsys):
    """The file's line says what is wrong: taken for a slip of its own, the edit might be deleted."""
    assert edit(site, "hide", A[:4], "--why", "x", "--now", "2026-11-22T10:00+03:00") == 0
    assert edit(site, "pin", f"s{B}", "--why", "x", "--now", "2026-11-22T10:01+03:00") == 0
    for path in site.glob("content/entries/*/*.md"):
        path.write_text(path.read_text("utf-8").replace("Title:", "Titel:"), encoding="utf-8")
    capsys.readouterr()
    main(["check", "--root", str(site), "--now", "2026-11-23T06:00+03:00"])
    told = capsys.readouterr().out
    assert told.count("“Titel” is no key of an entry") == 2
    assert "misspelt" not in told


def test_a_pin_by_hand_to_a_week_that_the_story_is_not_in_is_found_by_check(site, capsys):
    """It holds nowhere; one that was ended, or to a week of what became part of the story, is none."""
    add(site, "cows", "Cows stolen in Wote", f"s{entry_key('f', 'cows')}", day=21)
    day = "2026-11-22T10:00:00+03:00"
    assert edit(site, "merge", f"s{entry_key('f', 'cows')}", A, "--why", "x", "--now", day) == 0
    pin = '\n[[edits]]\ndo = "pin"\non = "s{}"\nweek = "2026-w{}"\nwhen = {}\nwhy = "x"\n'
    with (site / FILE).open("a", encoding="utf-8") as file:
        file.write(pin.format(B, 48, day) + f'\n[[edits]]\ndo = "unpin"\non = "s{B}"\nwhen = {day}\nwhy = "x"\n')
        file.write(pin.format(A, 48, day) + pin.format(A, 50, day) + pin.format(A, 47, day))
    main(["check", "--root", str(site), "--now", "2026-11-23T06:00+03:00"])
    told = [line for line in capsys.readouterr().out.splitlines() if "pin of" in line]
    wrong = f"s{A} is not in 2026-W48, so it cannot head it; it is in 2026-W47, 2026-W50"
    assert told == [f"content/ledger.toml: edits[3].week (line 26): pin of 2026-11-22: {wrong}"]


def test_edits_that_an_editor_saved_over_are_named_and_put_back(site, capsys):
    """It was opened before them: the next command, check and build say so until they are back or were meant to go."""
    opened = (site / FILE).read_text("utf-8") + made.edit(
        "note", f"s{A}", at="2026-11-23T09:10:00+03:00", text="Typed."
    )
    down = ("take-down", B, "--kind", "safety", "--why", "x", "--now", "2026-11-23T09:20+03:00")
    assert edit(site, "hide", A, "--why", "x", "--now", "2026-11-23T09:00+03:00") == edit(site, *down) == 0
    assert misedits.problems(site, WHEN + 30 * DAY) == ()
    (site / FILE).write_text(opened, encoding="utf-8")
    texts = store.read_desk(site) | {"feeds.toml": "outlets = []"}
    again = rules.load_rules(site, Site(), texts, WHEN, tried=True).refuses(report("bank", BEFORE[1], ""))
    assert again, "no pull takes what was taken down meanwhile"
    capsys.readouterr()
    assert edit(site, "retag", A, "banditry", "--why", "x", "--now", "2026-11-23T09:30+03:00") == 0
    told = capsys.readouterr().out.splitlines()
    for do, at, on in ("hide", "06:00", A), ("take-down", "06:20", B):
        said = f"{FILE}: {do} of 2026-11-23 {at} on {on} stood here and is gone"
        assert sum(line.startswith(said) and f"edit restore --root {site} puts it back" in line for line in told) == 1
    main(["check", "--root", str(site), "--now", "2026-12-18T06:00+03:00"])
    assert capsys.readouterr().out.count("stood here and is gone") == 2
    assert len(misedits.problems(site, WHEN + 30 * DAY)) == 2
    assert edit(site, "restore") == 0
    assert [each.do for each in read_ledger(site).edits] == ["hide", "note", "take-down", "retag"]
    assert misedits.problems(site, WHEN + 30 * DAY) == ()


def test_an_older_copy_brings_no_word_back_of_what_was_taken_down(site):
    """It has the corrections as they quoted the report; neither the pages nor what is put back do."""
    correct = ("--part", "title", "--old", "Bank", "--new", "Shop", "--kind", "misread", "--why", "x")
    assert edit(site, "correct", B, *correct, "--now", "2026-11-23T09:00+03:00") == 0
    opened = (site / FILE).read_text("utf-8")
    assert edit(site, "take-down", B, "--kind", "safety", "--why", "x") == 0
    down = read_ledger(site).edits
    (site / FILE).write_text(opened + made.edit("take-down", B, at="2030-01-01T09:00:00Z", kind="safety"))
    assert effects.discreet(read_ledger(site)).edits[0] == down[0]
    (site / FILE).write_text(opened)
    assert edit(site, "restore") == 0
    assert read_ledger(site).edits == down
    assert "Bank" not in (site / FILE).read_text("utf-8") + (site / COPY).read_text("utf-8")


def test_a_ledger_that_is_gone_or_empty_is_put_back_and_one_with_a_slip_is_named(site, capsys):
    """Neither a build nor a command that adds to what is left forgets meanwhile what stood there."""
    assert edit(site, "hide", A, "--why", "x") == edit(site, "take-down", B, "--kind", "safety", "--why", "x") == 0
    whole = read_ledger(site)
    (site / FILE).unlink()
    assert len(misedits.problems(site, WHEN + 300 * DAY)) == 2
    assert edit(site, "note", f"s{A}", "Two days.") == edit(site, "restore") == 0
    assert read_ledger(site).edits[:2] == whole.edits
    (site / FILE).write_text("")
    assert edit(site, "restore") == 0
    assert len(read_ledger(site).edits) == 3
    capsys.readouterr()
    (site / FILE).write_text("[[edits]\n")
    assert edit(site, "restore") == 64
    assert "not TOML" in capsys.readouterr().err


def test_edits_that_were_meant_to_go_are_named_no_more(site):
    """A person says it as of all that shrinks; what is remembered quotes nothing of a report that was taken down."""
    correct = ("--part", "title", "--old", "Bank", "--new", "Shop", "--kind", "misread", "--why", "x")
    assert edit(site, "correct", B, *correct) == edit(site, "hide", A, "--why", "x") == 0
    (site / FILE).write_text("# ours\n", encoding="utf-8")
    assert edit(site, "take-down", B, "--kind", "safety", "--why", "x") == 0
    assert "Bank" not in (site / COPY).read_text("utf-8")
    assert len(misedits.problems(site, WHEN + 300 * DAY)) == 2
    assert misedits.problems(site, WHEN + 300 * DAY, accepted=True) == ()
    assert misedits.problems(site, WHEN + 300 * DAY) == ()
    (site / COPY).unlink()
    assert misedits.problems(site, WHEN + 300 * DAY) == ()
    assert not (site / COPY).exists(), "where no command writes the ledger, a repository remembers it"


def test_what_is_read_wrongly_is_left_out_by_its_part_alone(site, capsys):
    """The words that it is read from are filled in; a part that nothing is read as would change nothing."""
    shutil.copy(ROOT / "content/catalog/actors.csv", site / "content/catalog")
    add(site, "raid", "Three killed at Loruk, police said", f"s{A}")
    raid = entry_key("f", "raid")
    wrong = ("correct", raid, "--part", "killed", "--why", "Three goats.")
    assert edit(site, *wrong) == 0
    (noted,) = read_ledger(site).corrections
    assert (noted.old, noted.new, noted.kind) == ("Three killed at Loruk, police said", "", "misread")
    assert edit(site, *wrong) == 64
    assert edit(site, "correct", raid, "--part", "pledge", "--why", "x") == 64
    assert edit(site, "hide", raid, "--why", "…") == 64, "copied from explain, with the reason left open"
    told = capsys.readouterr().err
    assert f"killed of {raid} is left out already" in told
    assert f"pledge: is not read from {raid}; read are: killed, voice; usalama explain --root {site} {raid}" in told
    assert edit(site, *wrong, "--new", "Three killed") == 0
    back = read_ledger(site).corrections[0]
    assert read_ledger(site).idle(raid) == [noted, back]
    assert (back.old, back.new) == ("", noted.old), "the report's words, and none that were typed"
    assert edit(site, *wrong, "--new", "Three killed") == 64
    assert edit(site, "correct", raid, "--part", "title", "--old", "Three", "--new", "Two", "--why", "x") == 64
    assert 'edit correct: kind: "" is not known; write one of' in capsys.readouterr().err
    assert edit(site, "correct", raid, "--part", "title", "--new", "Two", "--kind", "misread", "--why", "x") == 64
    assert "edit correct: old: is empty" in capsys.readouterr().err
    title = ("--part", "title", "--old", "Three", "--new", "Two", "--kind", "source-changed", "--why", "x")
    assert edit(site, "correct", raid, *title) == edit(site, "take-down", raid, "--kind", "safety", "--why", "x") == 0
    said = [(each.old, each.new) for each in reversed(read_ledger(site).corrections)]
    assert said == [("[removed]", ""), ("", "[removed]"), ("[removed]", "[removed]")]
    assert misedits.problems(site, WHEN + 300 * DAY) == (), "what was removed since was a change"


def test_of_two_numbers_that_are_read_one_alone_is_left_out(site, capsys):
    """Explain gives the command for each; the other number stays, and the one comes back by the same figure."""
    shutil.copy(ROOT / "content/catalog/actors.csv", site / "content/catalog")
    add(site, "raid", "Three killed at Loruk, 26 killed at Wamba, 4 injured", f"s{A}")
    raid = entry_key("f", "raid")
    wrong = ("correct", raid, "--part", "killed", "--why", "Those were goats.")
    assert edit(site, *wrong, "--figure", "25") == 64
    assert f"killed 25: is not read from {raid}; read are: killed 3, killed 26, injured 4" in capsys.readouterr().err
    assert edit(site, *wrong, "--figure", "26") == 0
    (shown,) = (each.judged for each in finding.entries(site, raid).values())
    assert shown.misread == {"killed 26"}
    assert edit(site, *wrong, "--figure", "26") == 64
    told = "\n".join(mends(shown, readings(shown.entry, NOBODY), ()))
    assert f"{raid} --part killed --figure 3 --why" in told
    assert f"{raid} --part killed --figure 26 --new WORDS --why" in told
    assert edit(site, *wrong, "--figure", "26", "--new", "x") == 0
    assert next(iter(finding.entries(site, raid).values())).judged.misread == frozenset()
    assert edit(site, *wrong) == 0
    capsys.readouterr()
    assert edit(site, *wrong, "--figure", "26", "--new", "x") == 64
    assert f"each number of killed of {raid} is left out; take that back without --figure" in capsys.readouterr().err
    assert edit(site, "correct", raid, "--part", "injured", "--figure", "4", "--why", "x") == 0
    assert read_ledger(site).corrections[0].figure == "", "it is the only one"
    assert edit(site, "correct", raid, "--part", "voice", "--figure", "4", "--why", "x") == 64


def test_every_report_of_an_outlet_is_hidden_shown_or_taken_down_by_one_command(site, capsys):
    """As where a publisher asks for it: each is an edit of its own, and what the outlet goes on telling is said."""
    for name in "cows", "dogs", "cats":
        add(site, name, f"Many {name} of Voi sold", f"s{entry_key('f', name)}")
        (path,) = site.glob(f"content/entries/*/*{entry_key('f', name)}.md")
        path.write_text(path.read_text("utf-8").replace("Outlet: x", "Outlet: the-lamp"), encoding="utf-8")
    feeds = '[[outlets]]\nslug = "the-lamp"\nname = "Lamp"\nhomepage = "https://lamp.example/"\nkind = "newspaper"\n'
    feeds += (
        'country = "ke"\nlanguages = ["en"]\n\n[[outlets.feeds]]\nurl = "https://lamp.example/feed"\ntitle = "All"\n'
    )
    (site / store.FEEDS).write_text(feeds, encoding="utf-8")
    assert edit(site, "hide", entry_key("f", "cows"), "--why", "x") == 0
    assert "still asked" not in capsys.readouterr().out
    assert edit(site, "hide", "--outlet", "the-lamp", "--why", "No outlet.") == 0
    assert "Its feeds are still asked: in content/catalog/feeds.toml write enabled" in capsys.readouterr().out
    assert len(read_ledger(site).edits) == 3, "one was hidden already"
    assert edit(site, "show", "--outlet", "the-lamp", "--why", "It is one.") == 0
    held = JudgedEntry(replace(report("eels", "Many eels of Voi sold", ""), outlet="the-lamp"), Judgement(0.9))
    waits = store.entry_path(held, NAIROBI, kind=store.HELD)
    store.save(site, [store.Stored(waits, held)])
    assert edit(site, "hide", "--outlet", "the-lamp", "--why", "No outlet.") == 0
    assert "1 report is held back, and let in would be shown; to throw" in capsys.readouterr().out
    for _ in range(2):  # the second time nothing of it is on a page, and something is held
        assert edit(site, "take-down", "--outlet", "the-lamp", "--kind", "publisher-asked", "--why", "Asked.") == 0
        assert f"{waits}: removed; it was held back and never shown" in capsys.readouterr().out
        assert not (site / waits).exists()
        assert len(read_ledger(site).removals) == 3
        store.save(site, [store.Stored(waits, held)])
    (site / waits).unlink()
    assert sorted(path.name for path in store.entry_paths(site)) == sorted(
        (f"bank-robbed-in-embu-{B}.md", f"two-goats-stolen-in-voi-{A}.md")
    )
    assert len(read_ledger(site).removals) == 3
    for wrong in ("--outlet", "the-lmap"), ("--outlet", "x", A), ():
        assert edit(site, "hide", *wrong, "--why", "x") == 64
    assert 'no report is of the outlet "the-lmap"; write one of x' in capsys.readouterr().err
