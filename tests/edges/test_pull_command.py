"""``usalama pull`` from end to end: loopback feeds in, entry files out, exit codes and memory as promised."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from usalama.cli import main
from usalama.console import progress
from usalama.digest import issues
from usalama.digest.filed import FOLDER, filed_as
from usalama.errors import DEGRADED, LockedError
from usalama.files import filedfiles, panelfiles, state, store
from usalama.files.ledgerfile import read_ledger
from usalama.machine import locks
from usalama.machine.locks import site_lock
from usalama.model import FeedResult, Problem, PullReport
from usalama.tables import takeover
from usalama.words.urls import entry_key
from usalama.words.weeks import parse_week

NOW, LATER = "2026-11-23T06:00+03:00", "2026-11-23T08:00+03:00"
ROOT = Path(__file__).parents[2]
RAID = "Bandits raid village in Baringo and kill two herders"
ROBBERY = "Police arrest three suspects after armed robbery at Nakuru shop"
ATTACK = "Al-Shabaab militants attack police camp in Garissa"
HARVEST = "Tea farmers celebrate a better bonus this year"


def pull(root, *more, now=NOW):
    return main(["pull", "--root", str(root), "--allow-loopback", "--now", now, *more])


def content(root):
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted((root / "content").rglob("*")) if p.is_file()}


def entries(root):
    return [stored.judged for stored in store.read_entries(root).entries]


def titles(root):
    return sorted(judged.entry.title for judged in entries(root))


def status(root):
    return json.loads((root / ".cache/status.json").read_bytes())["pull"]


@pytest.fixture
def site(scratch_site, loopback, rss):
    """A site with one feed of two relevant reports and one other."""
    return scratch_site(loopback.serve("/feed.xml", rss(RAID, ROBBERY, HARVEST)))


def test_relevant_reports_become_files(site, capsys):
    """What is relevant is written with its judgement and reasons; what is not is remembered for review."""
    assert pull(site) == 0
    assert titles(site) == sorted([RAID, ROBBERY])
    raid = next(judged for judged in entries(site) if judged.entry.title == RAID)
    assert raid.judgement.topics[0] == "banditry"
    assert raid.judgement.counties == ("baringo",)
    assert raid.judgement.story
    assert {"relevance", "topic", "county", "story"} <= {reason.kind for reason in raid.judgement.reasons}
    assert "3 read, 2 kept, 1 not relevant" in capsys.readouterr().out
    assert main(["dropped", "--root", str(site)]) == 0
    told = capsys.readouterr().out
    assert HARVEST in told
    assert f"      {state.read_dropped(site)[0].key}  " in told, "explain takes it"


def test_the_line_of_entries_adds_up_to_what_was_read(site, capsys):
    """A report that an earlier pull kept is known: asked again, the line names it with those that are left out."""
    pull(site)
    pull(site, "--force")
    said = capsys.readouterr().out.splitlines()
    assert "3 read, 2 kept, 1 not relevant, 0 told elsewhere, 0 retitled, 0 held, 0 known" in said[1]
    assert "3 read, 0 kept, 1 not relevant, 0 told elsewhere, 0 retitled, 0 held, 2 known" in said[-1]


def test_second_pull_changes_no_byte(site):
    """With nothing new, no file of the content is touched, whether memory is there or lost."""
    pull(site)
    before = content(site)
    times = {path: (site / path).stat().st_mtime_ns for path in before}
    assert pull(site, now="2026-11-24T06:00+03:00") == 0
    subprocess.run(["rm", "-r", str(site / ".cache")], check=True)
    assert pull(site, now="2026-11-25T06:00+03:00") == 0
    assert content(site) == before
    assert times == {path: (site / path).stat().st_mtime_ns for path in before}


def test_a_pull_reads_no_entry_file_that_the_last_one_wrote(site):
    """A file is known again by its size and time; one that neither tells apart is not opened."""
    pull(site)
    (path, *_) = store.entry_paths(site)
    before = path.stat()
    path.write_bytes(b"x" * before.st_size)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert pull(site, now="2026-11-24T06:00+03:00") == 0
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert pull(site, now="2026-11-25T06:00+03:00") == DEGRADED


def test_second_pull_asks_conditionally(scratch_site, loopback, rss):
    """A server that knows etags is asked whether anything changed."""
    body, asked = rss(RAID), []

    def page(handler):
        asked.append(handler.headers.get("If-None-Match"))
        fresh = asked[-1] == '"v1"'
        loopback.answer(handler, 304 if fresh else 200, b"" if fresh else body, ETag='"v1"')

    loopback.pages["/feed.xml"] = page
    root = scratch_site(loopback.url("/feed.xml"))
    for _ in range(3):
        pull(root)
    assert asked == [None, '"v1"', '"v1"']
    assert status(root)["entries"]["read"] == 0


def test_a_silent_feed_is_asked_for_all_of_it_once_a_day(scratch_site, loopback, rss):
    """A server that calls a changed document unchanged for ever hides its reports for a fortnight, no longer."""
    asked, bodies = [], [rss(RAID)]

    def page(handler):
        asked.append(handler.headers.get("If-None-Match"))
        loopback.answer(handler, 304 if asked[-1] else 200, b"" if asked[-1] else bodies[-1], ETag='"v1"')

    loopback.pages["/feed.xml"] = page
    root = scratch_site(loopback.url("/feed.xml"))
    pull(root)
    for day, hour in ((5, 6), (8, 6), (8, 9)):
        pull(root, now=f"2026-12-{day:02}T{hour:02}:00+03:00")
    bodies.append(rss(RAID, ROBBERY))
    pull(root, now="2026-12-09T06:00+03:00")
    assert asked == [None, '"v1"', None, '"v1"', None]
    assert titles(root) == sorted([RAID, ROBBERY])


def test_what_was_not_worked_through_is_sent_again(scratch_site, loopback, rss):
    """A document that could not be read, other tables, --force: only what was finished may be left out."""
    asked, bodies = [], [b"<rss", rss(RAID)]

    def page(handler):
        asked.append(handler.headers.get("If-None-Match"))
        tag = f'"{len(bodies)}"'
        same = asked[-1] == tag
        loopback.answer(handler, 304 if same else 200, b"" if same else bodies[0], ETag=tag)

    loopback.pages["/feed.xml"] = page
    root = scratch_site(loopback.url("/feed.xml"))
    assert pull(root) == 2
    bodies.pop(0)
    assert pull(root) == 0
    assert pull(root) == 0
    assert pull(root, "--force") == 0
    with (root / "content/catalog/vocabulary.csv").open("a", encoding="utf-8") as table:
        table.write("neutral,weak,en,a word more\n")
    assert pull(root) == 0
    assert asked == [None, None, '"1"', None, None]


def test_failed_feed_is_named_and_the_others_go_on(scratch_site, loopback, rss, capsys):
    """One broken feed costs itself: it is named, the exit code says so, its old entries stay."""
    good, bad = loopback.serve("/good.xml", rss(ATTACK)), loopback.serve("/bad.xml", rss(RAID))
    root = scratch_site(("ridge", good), ("coast", bad))
    pull(root)
    loopback.serve("/bad.xml", b"<html><body>Please log in</body></html>")
    assert pull(root) == 2
    assert titles(root) == sorted([ATTACK, RAID])
    assert f"failed    coast: {bad}: an HTML page" in capsys.readouterr().out
    assert [feed["condition"] for feed in status(root)["feeds"]] == ["well", "failing"]


def test_shrunk_feed_withdraws_nothing(site, loopback, rss):
    """A feed that goes to no entries takes no entry away."""
    pull(site)
    before = content(site)
    loopback.serve("/feed.xml", rss())
    assert pull(site) == 0
    assert content(site) == before


def test_all_feeds_failing_is_degraded_and_empties_nothing(site, loopback):
    """With every feed down the old entries stay and the status says since when."""
    pull(site)
    before = content(site)
    loopback.serve("/feed.xml", b"", status=500)
    assert pull(site, now="2026-11-24T06:00+03:00") == 2
    assert content(site) == before
    assert status(site)["last_success"].startswith("2026-11-23")
    assert status(site)["failing_since"].startswith("2026-11-24")


def test_retitled_report_keeps_its_file(site, loopback, rss):
    """A new title is written into the same file, the old one kept beside it; none into a copy that no build shows."""
    pull(site)
    (path,) = site.glob("content/entries/*/bandits-raid-*.md")
    copy = site / "content/entries/2026-w40" / path.name
    copy.parent.mkdir()
    copy.write_bytes(path.read_bytes())
    before = set(content(site))
    risen = "Bandits raid village in Baringo and kill five herders"
    guid = "".join(letter for letter in RAID.lower() if letter.isalnum())[:40]
    item = {"title": risen, "guid": guid, "link": f"https://the-ridge.example/{guid}"}
    loopback.serve("/feed.xml", rss(item, ROBBERY, HARVEST))
    assert pull(site) == 0
    assert set(content(site)) == before
    assert f"Title: {risen}\n" in path.read_text("utf-8")
    assert f"Title: {RAID}\n" in copy.read_text("utf-8")
    judged = next(j for j in entries(site) if j.entry.title == risen)
    assert judged.entry.was == (RAID,)
    assert judged.entry.updated


@pytest.mark.parametrize("title", ["Pendo found dead after bandits raid Baringo", "Bandits killed child in Baringo"])
def test_a_name_that_a_later_excerpt_gives_away_leaves_the_headlines_and_is_told(scratch_site, loopback, rss, title):
    """Those of before too; a headline that only lost the name is no new one, and the reasons name the rule."""
    item = {"guid": "1", "link": "https://the-ridge.example/1"}
    first = {**item, "title": "Pendo missing after raid in Baringo", "summary": "Bandits raided a village."}
    second = {**first, "title": "Pendo found dead after bandits raid Baringo"}
    third = {**second, "title": title, "summary": "Pendo, 9, was killed by bandits who raided a village in Baringo."}
    root = scratch_site(loopback.serve("/feed.xml", rss(first, ROBBERY)))
    pull(root)
    for day, told in ((24, second), (25, third), (26, third)):
        loopback.serve("/feed.xml", rss(told, ROBBERY))
        assert pull(root, now=f"2026-11-{day}T06:00+03:00") == 0
    (judged,) = (each for each in entries(root) if "Baringo" in each.entry.title)
    shown = [each["title"].replace("Pendo", "[name withheld: child]") for each in (first, second)]
    assert [*judged.entry.was, judged.entry.title] == (shown if title == second["title"] else [*shown, title])
    masked = [each.evidence for each in judged.judgement.reasons if (each.kind, each.value) == ("edit", "masked")]
    assert masked == ["child"]
    assert not any(b"Pendo" in told for name, told in content(root).items() if "catalog" not in name)


@pytest.mark.parametrize("later", ["", "Two herders were killed in Baringo on Sunday, police said."])
def test_a_name_stays_masked_when_the_words_that_gave_it_away_leave_the_excerpt(scratch_site, loopback, rss, later):
    """The headline of before, told again without the child's age beside it, shows no name and is no new headline."""
    item = {
        "title": "Bandits who shot Made Pendo in Baringo raid again",
        "guid": "1",
        "link": "https://the-ridge.example/1",
    }
    told = "Made Pendo, 9, was shot by bandits who raided a village in Baringo."
    root = scratch_site(loopback.serve("/feed.xml", rss({**item, "summary": told}, ROBBERY)))
    pull(root)
    masked = "Bandits who shot [name withheld: child] in Baringo raid again"
    for day in (24, 25):
        loopback.serve("/feed.xml", rss({**item, "summary": later}, ROBBERY))
        assert pull(root, now=f"2026-11-{day}T06:00+03:00") == 0
        judged = next(j for j in entries(root) if j.entry.title == masked)
        assert judged.entry.was == ()
        assert not any(b"Pendo" in told for name, told in content(root).items() if "catalog" not in name)
    assert judged.entry.summary == later or not later
    corrected = "Bandits who shot a child in Baringo are arrested"
    loopback.serve("/feed.xml", rss({**item, "title": corrected, "summary": later}, ROBBERY))
    assert pull(root, now="2026-11-26T06:00+03:00") == 0
    assert {j.entry.was for j in entries(root) if j.entry.title == corrected} == {(masked,)}


def test_a_name_that_one_report_hides_is_hidden_in_a_later_one_and_in_an_earlier_one(scratch_site, loopback, rss):
    """Each of a pull of its own; the first is written anew when the second gives the child's age."""

    def item(number, title, summary):
        return {"title": title, "guid": number, "link": f"https://the-ridge.example/{number}", "summary": summary}

    raid = "in a raid on Kapndege village in Baringo, police said on Sunday."
    first = item("1", "Bandits shoot Made Pendo in Kapndege raid in Baringo", f"Bandits shot Made Pendo {raid}")
    second = item("2", "Bandits in Kapndege raid in Baringo shoot Made Pendo", f"Bandits shot Made Pendo, 9, {raid}")
    third = item("3", "Made Pendo shot by bandits in Kapndege raid in Baringo", f"Bandits shot Pendo Made {raid}")
    root = scratch_site(loopback.serve("/feed.xml", rss(first)))
    pull(root)
    assert any(b"Pendo" in written for written in content(root).values())
    for day, items in ((24, (second, first)), (25, (third, first))):
        loopback.serve("/feed.xml", rss(*items))
        assert pull(root, now=f"2026-11-{day}T06:00+03:00") == 0
        written = [path.read_text() for path in root.glob("content/entries/*/*.md")]
        assert [text for text in written if "pendo" in text.lower()] == []
        assert list(root.glob("content/entries/*/*pendo*")) == []
    assert len({j.story for j in entries(root)}) == 1
    assert len(entries(root)) == 3
    reasons = [reason for judged in entries(root) for reason in judged.judgement.reasons]
    masked = sorted(r.evidence for r in reasons if (r.kind, r.value) == ("edit", "masked"))
    assert masked == ["child", *["child in another report of the story"] * 2]
    assert b"Pendo" not in (root / ".cache/hidden.json").read_bytes()


@pytest.mark.parametrize("name", ["Zuri Pembe", "Zuri"])
@pytest.mark.parametrize("is_killed", [False, True])
def test_a_closed_week_that_shows_a_name_is_told_of_until_it_does_not(
    scratch_site, loopback, rss, tmp_path, capsys, killed_at, name, is_killed
):
    """Readers can read it, and only a person can take it down: exit code, status and one alarm say so.

    Also where it is a first name alone, and where the pull that found it was killed before it could tell.
    """
    told = tmp_path / "told"
    hook = f"[alerts]\ncommand = ['sh', '-c', 'cat >>{told}']\n"

    def item(number, title, summary, day):
        link = f"https://the-ridge.example/{number}"
        return {
            "title": title,
            "guid": number,
            "link": link,
            "summary": summary,
            "date": f"{day} Nov 2026 08:00:00 +0300",
        }

    raid = "in a raid on Kapndege village in Baringo, police said."
    first = item("1", f"Bandits shoot {name} in Kapndege raid in Baringo", f"Bandits shot {name} {raid}", 12)
    root = scratch_site(loopback.serve("/feed.xml", rss(first)), settings=hook)
    assert pull(root, now="2026-11-17T20:00+03:00") == 0
    closing = ["verify", "2026-W46", "--close", "--no-pages", "--root", str(root)]
    assert main([*closing, "--now", "2026-11-17T21:00+03:00"]) == 0
    second = item(
        "2", "Bandits in Kapndege raid in Baringo shoot Zuri Pembe", f"Bandits shot Zuri Pembe, 9, {raid}", 18
    )
    loopback.serve("/feed.xml", rss(second, first))
    (shown,) = root.glob("content/entries/2026-w46/*.md")
    if is_killed:
        with killed_at("usalama.wiring.keeping.tell"):
            assert pull(root, now="2026-11-19T05:00+03:00") == 130
    for hour in ("06:00", "08:00"):
        assert pull(root, now=f"2026-11-19T{hour}+03:00") == DEGRADED
        assert list(status(root)["naming"]) == [str(shown.relative_to(root))]
        assert main(["status", "--root", str(root), "--now", f"2026-11-19T{hour}+03:00"]) == DEGRADED
    assert told.read_text().count("shows a name that a report of its story hides") == 1
    down = ["edit", "take-down", shown.stem[-10:], "--kind", "safety", "--why", "A child.", "--root", str(root)]
    assert main([*down, "--now", "2026-11-19T09:00+03:00"]) == 0
    capsys.readouterr()
    assert main(["status", "--root", str(root), "--now", "2026-11-19T09:00+03:00"]) == 0, "it is mended"
    assert "shows a name" not in capsys.readouterr().out
    assert pull(root, now="2026-11-19T10:00+03:00") == 0
    assert main(["status", "--root", str(root), "--now", "2026-11-19T10:00+03:00"]) == 0


def test_a_name_that_a_report_hides_stands_in_none_that_was_not_kept(scratch_site, loopback, rss):
    """Whoever reviews those would read it, and training would keep it: in those of before and in those that come."""

    def item(number, title, summary):
        return {"title": title, "guid": number, "link": f"https://the-ridge.example/{number}", "summary": summary}

    hurt = item("1", "Bandits shoot Made Pendo in raid in Baringo", "Bandits shot Made Pendo, 9, police said.")
    fair = item("2", "Book fair opens at Made Pendo's school", "Pupils read aloud.")
    choir = item("3", "Choir sings for Pendo Made at the harvest fair", "The fair goes on.")
    root = scratch_site(loopback.serve("/feed.xml", rss(fair, HARVEST)))
    pull(root)
    (noted,) = root.glob(".cache/dropped/*.jsonl")
    assert "Made Pendo" in noted.read_text()
    for day, items in ((24, (hurt, fair)), (25, (choir, hurt, fair))):
        loopback.serve("/feed.xml", rss(*items))
        assert pull(root, now=f"2026-11-{day}T06:00+03:00") == 0
        assert "pendo" not in noted.read_text().lower()
        assert HARVEST in noted.read_text()
    assert "Choir sings for [name withheld: child] at the harvest fair" in noted.read_text()


def test_a_rule_that_hides_what_is_told_already_keeps_it_away_at_the_next_pull(scratch_site, loopback, rss):
    """Masked on disk, in each copy, it stays so while its feed tells it on; a second id is no new report."""
    link = "https://the-ridge.example/2026/made-pendo-is-shot"
    told = {
        "title": "Bandits shoot Made Pendo in raid in Baringo",
        "link": link,
        "summary": "Police said so on Sunday.",
    }
    root = scratch_site(loopback.serve("/feed.xml", rss({**told, "guid": "1"})))
    pull(root)
    rule = '\n[[rules]]\nname = "order"\nen = "name withheld"\nsw = "jina limefichwa"\n'
    rule += "patterns = ['(?P<hide>Made Pendo)']\n"
    with (root / "content/catalog/redaction.toml").open("a", encoding="utf-8") as rules:
        rules.write(rule)
    (week,) = (root / "content/entries").iterdir()
    shutil.copytree(week, backup := week.with_name(f"{week.name}.bak"))
    assert main(["rejudge", "--masks", "--root", str(root), "--now", NOW]) == 0
    assert len([path for path in backup.iterdir() if "Made Pendo" not in path.read_text("utf-8")]) == 1
    shutil.rmtree(backup)
    (masked,) = entries(root)
    assert masked.entry.updated == datetime.fromisoformat(NOW), "feeds and maps of the site tell it as changed"
    assert (masked.entry.title, unquote(masked.entry.link)) == (
        "Bandits shoot [name withheld] in raid in Baringo",
        link,
    )
    for guid in "12":
        loopback.serve("/feed.xml", rss({**told, "guid": guid}))
        assert pull(root, now=f"2026-11-2{3 + int(guid)}T06:00+03:00") == 0
        assert [(each.entry.title, each.entry.link, each.entry.was) for each in entries(root)] == [
            (masked.entry.title, masked.entry.link, ())
        ]
    kept = {path.name for path in (root / ".cache").rglob("*.json*") if b"pendo" in path.read_bytes().lower()}
    assert kept <= {"index.json"}  # which tells reports by their addresses


def test_a_document_that_breaks_off_brings_no_entry_twice(scratch_site, loopback, rss, capsys):
    """The report that it breaks off in comes with the next whole answer, once, with its own link and headline."""
    body = rss("Bandits kill two herders in Baringo", "Police arrest four bandits in Samburu after a raid")
    site = scratch_site(loopback.serve("/feed", body[: body.rindex(b"<link>") + 12]))
    assert pull(site) == 0
    assert titles(site) == ["Bandits kill two herders in Baringo"]
    assert "breaks off within its last entry" in capsys.readouterr().out
    loopback.serve("/feed", body)
    pull(site, "--force")
    assert len(titles(site)) == 2
    assert all(judged.entry.link for judged in entries(site))


def test_what_came_torn_is_asked_for_again(scratch_site, loopback, rss):
    """Its server takes the whole for the document that it sent, and would call it unchanged."""
    body = rss("Bandits kill two herders in Baringo", "Police arrest four bandits in Samburu after a raid")
    bodies = [body[: body.rindex(b"<link>") + 12], body]

    def page(handler):
        same = handler.headers.get("If-None-Match") == '"v1"'
        loopback.answer(handler, 304 if same else 200, b"" if same else bodies.pop(0), ETag='"v1"')

    loopback.pages["/feed"] = page
    site = scratch_site(loopback.url("/feed"))
    for count in (1, 2, 2):
        pull(site)
        assert len(titles(site)) == count


def test_hijacked_feed_waits_for_a_person(site, loopback, rss, capsys):
    """What a hijacked feed brings is held, survives the loss of memory, and comes in by one command."""
    pull(site)
    before = content(site)
    spam = [f"Police raid robbers {n} in Nairobi with gun" for n in range(5)]
    loopback.serve("/feed.xml", rss(*spam, site="https://casino.example"))
    assert pull(site) == 0
    kept = {path: data for path, data in content(site).items() if "/held/" not in path}
    assert kept == before
    held = [path for path in content(site) if "/held/" in path]
    assert len(held) == 5
    assert main(["status", "--root", str(site), "--now", NOW]) == 2
    assert "links to casino.example" in capsys.readouterr().out
    subprocess.run(["rm", "-r", str(site / ".cache")], check=True)
    pull(site)
    assert [path for path in content(site) if "/held/" in path] == held
    assert main(["release", "the-ridge", "--root", str(site), "--now", NOW]) == 0
    assert len(titles(site)) == 7
    assert all(judged.judgement.story for judged in entries(site))
    assert not [path for path in content(site) if "/held/" in path]
    noted = [key for week in store.weeks(site) for key in filedfiles.read(site, parse_week(week))[0]["reports"]]
    assert sorted(noted) == sorted(judged.entry.key for judged in entries(site))
    after = content(site)
    assert pull(site) == 0
    assert content(site) == after


def test_what_is_held_back_and_let_in_shows_no_name_that_another_report_hides(scratch_site, loopback, rss, capsys):
    """The child's age was told elsewhere, in a later pull: the file that waits loses the name, and so it is let in."""
    raid = "in a raid on Kapndege village in Baringo, police said on Sunday."
    where = "in Kapndege raid in Baringo"
    names = f"Bandits shoot Made Pendo {where}", f"Bandits {where} shoot Made Pendo"
    summaries = f"Bandits shot Made Pendo {raid}", f"They shot Made Pendo, 9, {raid}"
    told, hides = (
        {"title": title, "summary": summary, "guid": number, "link": f"https://{host}.example/{number}"}
        for title, summary, number, host in zip(names, summaries, "12", ("casino", "the-ridge"), strict=True)
    )
    spam = [f"Police raid robbers {n} in Nairobi with gun" for n in range(5)]
    root = scratch_site(loopback.serve("/one.xml", rss(ROBBERY)), loopback.serve("/two.xml", rss(ATTACK)))
    pull(root)
    loopback.serve("/one.xml", rss(told, *spam, site="https://casino.example"))
    assert pull(root, now="2026-11-24T06:00+03:00") == 0
    assert len([*root.glob("content/held/*/*pendo*.md")]) == 1, "nothing gave it away yet"
    loopback.serve("/two.xml", rss(hides, ATTACK))
    assert pull(root, now="2026-11-24T08:00+03:00") == 0
    held = [*root.glob("content/held/*/*.md")]
    assert len(held) == 6
    assert [path for path in held if "pendo" in f"{path}{path.read_text('utf-8')}".lower()] == []
    assert main(["release", "the-ridge", "--root", str(root), "--now", "2026-11-25T06:00+03:00"]) == 0
    assert [*root.glob("content/held/*/*.md")] == []
    said = capsys.readouterr().out
    (shown,) = [path for path in root.glob("content/entries/*/*.md") if "Bandits shot" in path.read_text("utf-8")]
    assert f"{shown.relative_to(root).as_posix()}: a name is masked that another report hides" in said
    assert said.count("a name is masked") == 1
    assert len({j.story for j in entries(root) if "Kapndege" in j.entry.title}) == 1
    assert [path for path in root.glob("content/entries/*/*.md") if "pendo" in path.read_text("utf-8").lower()] == []


def test_what_is_filed_is_noted_for_good(scratch_site, loopback, rss):
    """A report whose file is deleted is known by what it was filed under; a torn register is named and stays."""
    site = scratch_site(loopback.serve("/feed.xml", rss(RAID)))
    pull(site)
    (stored,) = store.read_entries(site).entries
    week = parse_week(store.weeks(site)[0])
    (site / stored.path).unlink()
    loopback.serve("/feed.xml", rss(ROBBERY))
    pull(site)
    assert filedfiles.read(site, week)[0] == filed_as([stored.judged, *entries(site)])
    register = site / f"{FOLDER}/{week.slug}.json"
    register.write_text("torn", "utf-8")
    loopback.serve("/feed.xml", rss(ATTACK))
    assert pull(site) == 2
    assert register.read_text("utf-8") == "torn"
    assert f"{FOLDER}/{week.slug}.json: not as a pull wrote it" in str(status(site)["problems"])


@pytest.mark.parametrize("lost", ["torn", ""])
def test_what_a_torn_register_missed_is_noted_once_it_is_mended(scratch_site, loopback, rss, lost):
    """Also where it is gone, of a closed week: no other is begun, each pull names it, and it knows all in the end."""
    site = scratch_site(loopback.serve("/feed.xml", rss(RAID)))
    pull(site)
    week = parse_week(store.weeks(site)[0])
    record, register = site / issues.record_name(week.slug), site / f"{FOLDER}/{week.slug}.json"
    record.parent.mkdir()
    record.touch()
    whole = register.read_text("utf-8")
    register.unlink()
    if lost:
        register.write_text(lost, "utf-8")
    loopback.serve("/feed.xml", rss(ATTACK))
    assert [pull(site), pull(site)] == [2, 2]
    assert register.exists() == bool(lost)
    register.write_text(whole, "utf-8")
    assert [pull(site), pull(site)] == [0, 0]
    assert filedfiles.read(site, week) == (filed_as(entries(site)), ())
    assert len(entries(site)) == 2


def test_a_register_that_was_lost_with_the_memory_is_named_while_its_week_goes_on(scratch_site, loopback, rss, capsys):
    """No build and no record knows of it: that a pull filed a report there says that there was one."""
    site = scratch_site(loopback.serve("/feed.xml", rss(RAID)))
    pull(site)
    register = site / f"{FOLDER}/{store.weeks(site)[0]}.json"
    register.unlink()
    shutil.rmtree(site / ".cache")
    loopback.serve("/feed.xml", rss(RAID, ATTACK))
    assert pull(site) == 2
    assert not register.exists()
    capsys.readouterr()
    assert main(["check", "--root", str(site), "--now", NOW]) == 64
    assert f"{FOLDER}/{register.name}: was here and is gone; restore it from the repository" in capsys.readouterr().out


def test_a_register_is_begun_with_all_that_stands_in_its_week(scratch_site, loopback, rss):
    """What a person wrote there before is known as what is filed now."""
    site = scratch_site(loopback.serve("/feed.xml", rss(RAID)))
    pull(site)
    week = parse_week(store.weeks(site)[0])
    (site / f"{FOLDER}/{week.slug}.json").unlink()
    (path,) = (site / "content/entries" / week.slug).iterdir()
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(("Feed: ", "Id: "))), "utf-8")
    loopback.serve("/feed.xml", rss(ATTACK))
    assert pull(site) == 0
    assert filedfiles.read(site, week) == (filed_as(entries(site)), ())
    assert len(entries(site)) == 2


def test_a_register_that_is_gone_is_not_begun_anew(scratch_site, loopback, rss):
    """A build has read it: with what the pull files alone, it would pass for one that knows all. It is named."""
    site = scratch_site(loopback.serve("/feed.xml", rss(RAID)), settings="url = 'https://desk.test'\n")
    pull(site)
    for name in ("locale", "content/pages"):
        (site / name).symlink_to(ROOT / name)
    assert main(["build", "--root", str(site), "--now", NOW]) == 0
    register = site / f"{FOLDER}/{store.weeks(site)[0]}.json"
    register.unlink()
    loopback.serve("/feed.xml", rss(RAID, ROBBERY))
    assert pull(site) == 2
    assert not register.exists()
    assert f"{register.name}: was here and is gone; restore it from the repository, or begin" in str(status(site))
    assert len(titles(site)) == 2


def test_an_outlet_that_is_renamed_and_moves_tells_no_report_twice(scratch_site, loopback, rss):
    """Under another slug, from another feed with other ids: by the page that it links to, it is known."""
    site = scratch_site(loopback.serve("/feed.xml", rss({"title": RAID, "guid": "one"})))
    pull(site)
    feeds = site / "content/catalog/feeds.toml"
    moved = feeds.read_text("utf-8").replace('slug = "the-ridge"', 'slug = "the-crest"\nwas = ["the-ridge"]')
    feeds.write_text(moved.replace("/feed.xml", "/other.xml"), "utf-8")
    loopback.serve("/other.xml", rss({"title": RAID, "guid": "two"}))
    assert pull(site) == 0
    assert titles(site) == [RAID]


def test_a_report_that_is_gone_comes_back_from_a_document_that_did_not_change(site, killed_at):
    """A backup that was put back lacks it, and no later pull would read it; also where the first one was killed."""
    pull(site)
    before = titles(site)
    for path in store.entry_paths(site):
        path.unlink()
    with killed_at("usalama.wiring.pulling.ask"):
        assert pull(site, now="2026-11-24T06:00+03:00") == 130
    assert pull(site, now="2026-11-24T07:00+03:00") == 0
    assert titles(site) == before


@pytest.mark.parametrize("at", ["panelfiles.add_round", "state.write_status"])
def test_a_feed_whose_reports_a_killed_pull_kept_has_answered_in_its_week(site, loopback, killed_at, at):
    """Though it answers never again: a quiet week is told from a blind one by that."""
    with killed_at(f"usalama.files.{at}"):
        assert pull(site) == 130
    loopback.serve("/feed.xml", b"", status=500)
    pull(site, now="2026-11-24T06:00+03:00")
    panels = [seat.answered for panel in panelfiles.read_all(site)[0].values() for seat in panel.seats]
    assert any(panels) == bool(entries(site))


def test_discarded_entries_do_not_come_back(site, loopback, rss):
    """A person may throw the held entries away; the next pull does not hold them again."""
    pull(site)
    loopback.serve(
        "/feed.xml", rss(*(f"Police shoot robber {n} in Mombasa" for n in range(4)), site="https://x.example")
    )
    pull(site)
    assert main(["release", "the-ridge", "--discard", "--root", str(site), "--now", NOW]) == 0
    pull(site, "--force")
    assert len(titles(site)) == 2
    pull(site)
    assert main(["release", "nobody", "--root", str(site)]) == 64


def test_alarm_is_told_once(scratch_site, loopback, rss, tmp_path):
    """The message hook hears of a quarantine once, through standard input."""
    heard = tmp_path / "heard"
    hook = json.dumps([sys.executable, "-c", f"import sys; open({str(heard)!r}, 'a').write(sys.stdin.read())"])
    root = scratch_site(loopback.serve("/feed.xml", rss(RAID)), settings=f"[alerts]\ncommand = {hook}\n")
    pull(root)
    assert not heard.exists()
    loopback.serve("/feed.xml", rss(*(f"Police raid {n}" for n in range(4)), site="https://casino.example"))
    pull(root)
    pull(root, now="2026-11-24T06:00+03:00")
    assert heard.read_text().count("usalama release") == 1


def test_second_run_gives_up(site, capsys, monkeypatch):
    """While another process holds the lock a pull exits 75, changes nothing, and asks nobody."""
    monkeypatch.setattr(locks, "PATIENCE", 0)
    code = (
        "import sys,time; from pathlib import Path; from usalama.machine.locks import site_lock\n"
        "with site_lock(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(site)], stdout=subprocess.PIPE)
    try:
        assert holder.stdout.readline() == b"held\n"
        before = content(site)
        assert pull(site) == 75
        assert content(site) == before
        assert "another run holds the lock" in capsys.readouterr().err
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    assert pull(site) == 0


def test_lock_is_held_once_by_a_command_that_calls_another(tmp_path):
    """Within one process the lock is taken once and given back at the end."""
    with site_lock(tmp_path), site_lock(tmp_path):
        pass
    with site_lock(tmp_path):
        pass


def test_a_helper_keeps_no_lock(tmp_path, monkeypatch):
    """The lock is gone with the process that took it, though a child that it started goes on."""
    monkeypatch.setattr(locks, "PATIENCE", 0)
    code = (
        "import os,sys; from pathlib import Path; from usalama.machine.locks import site_lock\n"
        "with site_lock(Path(sys.argv[1])):\n"
        "    if not os.fork(): print('goes on', flush=True); sys.stdin.read(); os._exit(0)\n"
        "    os.wait()"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], **pipes) as holder:
        assert holder.stdout.readline() == b"goes on\n"
        with pytest.raises(LockedError), site_lock(tmp_path):
            pass
        holder.kill()
        holder.wait()
        with site_lock(tmp_path):
            pass


def run_apart(root, **more):
    return subprocess.Popen(
        [str(Path(sys.executable).with_name("usalama")), "pull", "--root", str(root), "--allow-loopback", "--now", NOW],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", env={"LC_ALL": "C"}, **more,
    )  # fmt: skip


def test_a_request_that_is_repeated_is_no_news(scratch_site, loopback):
    """Cron mails what stands on the error stream: a server that is busy for a moment has no line there."""
    answers = []
    loopback.pages["/feed.xml"] = lambda handler: loopback.answer(handler, 503, b"busy") or answers.append(1)
    command = [str(Path(sys.executable).with_name("usalama")), "pull", "--allow-loopback", "--now", NOW, "--root"]
    root = scratch_site(loopback.url("/feed.xml"))
    done = subprocess.run([*command, str(root)], capture_output=True, text=True, cwd="/", check=False)
    assert (len(answers), done.stderr) == (2, "")


def many(rss):
    places = ("Baringo", "Garissa", "Nakuru", "Mandera", "Turkana", "Lamu", "Isiolo", "Marsabit")
    acts = ("Bandits raid village in {}", "Police arrest robbers in {}", "Gunmen kill officer in {}")
    return rss(*(act.format(f"{place}, day {n}") for place in places for act in acts for n in range(4)))


def test_killed_pull_repeated_equals_one_whole_pull(scratch_site, loopback, rss):
    """Killed at any moment and run again, the content is byte for byte that of one whole pull."""
    address = loopback.serve("/feed.xml", many(rss))
    whole = scratch_site(address, name="whole")
    started = time.monotonic()
    assert run_apart(whole).wait() == 0
    seconds = time.monotonic() - started
    expected = content(whole)
    assert len(expected) > 90
    for n in (0, 1, 4):  # before the first file, after it, and towards the last; more are tried by `inv stops`
        root = scratch_site(address, name=f"killed-{n}")
        process = run_apart(root)
        if n:
            with_files = lambda: len(list((root / "content/entries").rglob("*.md")))  # noqa: B023, E731
            while process.poll() is None and with_files() < n * 18:
                time.sleep(0.001)
        else:
            time.sleep(seconds / 2)
        process.kill()
        process.wait()
        assert pull(root) == 0
        assert content(root) == expected


def test_what_a_killed_run_left_half_written_is_cleared_away(site):
    """Beside an entry, a table or the memory: nothing that a run did not finish stays for ever."""
    litter = [site / folder / ".usalama-7-0-x.tmp" for folder in ("content/entries/2026-w47", "content", ".cache/a")]
    for path in litter:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("half", "utf-8")
    assert pull(site) == 0
    assert [path for path in litter if path.exists()] == []


@pytest.mark.parametrize("name", ["state.json", "alarms.json", "status.json", "dropped/2026-w48.jsonl"])
def test_a_folder_where_a_run_keeps_a_file_is_told_before_anybody_is_asked(site, loopback, capsys, name):
    """What would be read or written last as what is read first: the outlets' servers are not asked in vain."""
    (site / ".cache" / name).mkdir(parents=True)
    assert pull(site) == 1
    assert f"{name}: Is a directory: a file belongs there; move the folder away" in capsys.readouterr().err
    assert loopback.asked == []


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_stopped_pull_ends_soon_and_whole(scratch_site, loopback, signum):
    """While a feed hangs, a stop signal ends the run, which waits for no answer, with nothing half-written.

    How soon it ends at any moment is measured by ``inv stops``.
    """
    over, waited_out = threading.Event(), []
    loopback.pages["/slow.xml"] = lambda _: over.wait(20) or waited_out.append(True)
    root = scratch_site(loopback.url("/slow.xml"))
    # A shell starts its background jobs deaf to SIGINT, nohup to SIGHUP, and children inherit that: give the ears back.
    process = run_apart(root, preexec_fn=lambda: signal.signal(signum, signal.SIG_DFL))
    while not loopback.asked and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signum)
    assert process.wait(timeout=60) == 128 + signum
    over.set()
    assert not waited_out
    assert not list(root.rglob("*.tmp"))
    assert titles(root) == []


def test_unwritable_site_is_refused_before_any_request(site, loopback, capsys):
    """Where nothing can be written nobody is asked, and one line says why."""
    entries_folder = site / "content/entries"
    entries_folder.rmdir()
    entries_folder.write_text("in the way", encoding="utf-8")
    assert pull(site) == 1
    assert loopback.asked == []
    assert len(capsys.readouterr().err.splitlines()) == 1


def ended_as_owner(*argv):
    """Run one command as a login that a folder's modes bind: root, started so, lacks what lets it read all."""
    words = [sys.executable, "-m", "usalama", *argv]
    bound = [] if os.geteuid() else ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    return subprocess.run([*bound, *words], capture_output=True, text=True, cwd="/", check=False)


@pytest.mark.parametrize(
    "closed", [".cache", "content/entries", "content/entries/2026-w47", "content/filed", "content/panels"]
)
def test_a_site_that_cannot_be_written_is_refused_before_any_request(scratch_site, loopback, rss, closed):
    """A site that belongs to somebody else stops the run before it asks, with one line."""
    root = scratch_site(loopback.serve("/feed.xml", rss(RAID)))
    (root / closed).mkdir(exist_ok=True)
    (root / "content/entries/2026-w46").mkdir(exist_ok=True)
    (root / closed).chmod(0o555)
    done = ended_as_owner("pull", "--allow-loopback", "--root", str(root))
    (root / closed).chmod(0o755)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert f"{root}/{closed}/" in done.stderr
    assert "Permission denied" in done.stderr
    assert loopback.asked == []


@pytest.mark.parametrize("closed", ["content/entries", "content/entries/2026-w47", "content/catalog"])
@pytest.mark.parametrize("command", ["pull", "check"])
def test_a_folder_that_may_not_be_read_is_no_empty_one(site, loopback, command, closed):
    """Entries of another login's are not new again, nor is there nothing to mend: one line, and nobody is asked."""
    pull(site)
    asked = len(loopback.asked)
    (site / closed).chmod(0o311)
    done = ended_as_owner(command, "--root", str(site))
    (site / closed).chmod(0o755)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert f"{closed}: Permission denied: give it to the login that runs this" in done.stderr
    assert len(loopback.asked) == asked


@pytest.mark.parametrize("name", ["state.json", "index.json", "dropped/2026-w48.jsonl"])
@pytest.mark.parametrize("junk", [b"", b"{", b'{"version": 7}', b"\x00\xff" * 300])
def test_corrupt_memory_announces_nothing_again(site, name, junk):
    """Whichever file of the memory is torn, the next pull recovers and no byte of the content changes."""
    pull(site)
    before = content(site)
    (site / ".cache" / name).write_bytes(junk)
    assert pull(site, now="2026-11-23T07:00+03:00") == 0
    assert content(site) == before


def test_clock_behind_the_newest_week_is_refused(site, loopback, capsys):
    """A clock that went back asks nobody and writes nothing."""
    pull(site)
    before, asked = content(site), len(loopback.asked)
    assert pull(site, now="2026-09-01T12:00+03:00") == 1
    assert (content(site), len(loopback.asked)) == (before, asked)
    assert "the clock says 2026-09-01" in capsys.readouterr().err


def test_clock_from_before_the_program_is_refused(site, loopback, capsys):
    """A machine whose clock lost its battery does not file a first pull under 1970."""
    assert pull(site, now="1970-01-01T00:00+03:00") == 1
    assert (titles(site), loopback.asked) == ([], [])
    assert "before this program was written" in capsys.readouterr().err


def test_clock_far_ahead_is_refused(scratch_site, loopback, rss, capsys):
    """When the newest report of ten feeds is a month old, it is the clock that is wrong."""
    feeds = [loopback.serve(f"/{n}.xml", rss(f"{RAID} {n}")) for n in range(10)]
    root = scratch_site(*feeds)
    assert pull(root, now="2039-01-01T00:00+03:00") == 1
    assert titles(root) == []
    assert "set the clock" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("content/catalog/feeds.toml", "[[outlets]]\nslug = 1", "content/catalog/feeds.toml: outlets[0].slug"),
        ("usalama.toml", "zone = 'Mars'", "usalama.toml: zone"),
        ("content/ledger.toml", "edit = 1", "content/ledger.toml"),
        ("content/catalog/vocabulary.csv", "class,grade\n", "content/catalog/vocabulary.csv: line 1"),
    ],
)
def test_bad_configuration_is_one_line_and_64(site, loopback, capsys, file, text, said):
    """A mistake of ours or the editor's stops the run with file, key and mend, before any request."""
    (site / file).write_text(text, encoding="utf-8")
    assert pull(site) == 64
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert loopback.asked == []


@pytest.mark.parametrize("left", ["", "# The outlets.\n"])
def test_feeds_that_are_gone_from_the_catalogue_are_no_quiet_week(site, capsys, left):
    """A list of feeds that lost them all is named; without that a run would read nothing for ever and call it well."""
    assert pull(site) == 0
    (site / "content/catalog/feeds.toml").write_text(left, encoding="utf-8")
    capsys.readouterr()
    assert pull(site) == 64
    assert "content/catalog/feeds.toml: " in (said := capsys.readouterr().err)
    assert "restore it from the repository" in said


def test_tables_that_changed_are_tried_before_anybody_is_asked(site, loopback, capsys):
    """A run by the tables of the last one compiles none where nothing is new; a changed one is read first of all."""
    assert pull(site) == 0
    assert pull(site, "--force", now="2026-11-23T12:00+03:00") == 0
    asked = len(loopback.asked)
    (site / "content/catalog/patterns.csv").write_text("first,then\n", encoding="utf-8")
    capsys.readouterr()
    assert pull(site, "--force", now="2026-11-23T18:00+03:00") == 64
    assert "content/catalog/patterns.csv: line 1" in capsys.readouterr().err
    assert len(loopback.asked) == asked


def test_tables_for_the_children_are_tried_while_answers_are_waited_for(scratch_site, loopback, capsys):
    """With many new feeds a mistake in a table is named without waiting for one of them, and nothing is kept."""
    over, waited_out = threading.Event(), []
    for number in range(16):
        loopback.pages[f"/{number}"] = lambda _handler: over.wait(30) or waited_out.append(True)
    root = scratch_site(*((f"paper-{number}", loopback.url(f"/{number}")) for number in range(16)))
    takeover.take_over(root)  # notes what the site got from the program
    (root / "content/catalog/patterns.csv").write_text("first,then\n", encoding="utf-8")
    before = content(root)
    assert pull(root) == 64
    over.set()
    assert not waited_out
    assert "content/catalog/patterns.csv: line 1" in capsys.readouterr().err
    assert content(root) == before
    assert not (root / ".cache/state.json").exists()


def test_one_feed_alone_can_be_asked(scratch_site, loopback, rss, capsys):
    """--feed takes an address or an outlet; a stranger is refused."""
    one, two = loopback.serve("/1.xml", rss(RAID)), loopback.serve("/2.xml", rss(ATTACK))
    root = scratch_site(("ridge", one), ("coast", two))
    assert pull(root, "--feed", "coast") == 0
    assert titles(root) == [ATTACK]
    assert pull(root, "--feed", one) == 0
    assert titles(root) == sorted([ATTACK, RAID])
    assert pull(root, "--feed", "nobody") == 64
    assert f"usalama status --root {root} --all" in capsys.readouterr().err
    assert pull(root, "--feed", "cost") == 64
    assert 'did you mean "coast"?' in capsys.readouterr().err


def test_unreadable_entry_file_is_named_and_stays(site, capsys):
    """A torn file is reported by every pull and never written over."""
    pull(site)
    path = next((site / "content/entries").rglob("*raid*.md"))
    path.write_bytes(path.read_bytes()[:100])
    torn = path.read_bytes()
    capsys.readouterr()
    assert pull(site, "--force") == 2
    assert path.read_bytes() == torn
    assert capsys.readouterr().out.count(str(path.relative_to(site))) == 1
    assert main(["check", "--root", str(site), "--now", NOW]) == 64


def test_log_lines_cannot_be_forged(scratch_site, loopback, capsys):
    """Whatever a feed says about itself stays on its own line without control characters."""
    evil = b'<?xml version="1.0"?><rss\x1b[2J\nEntries: 0 kept><channel>'
    root = scratch_site(loopback.serve("/feed.xml", evil))
    pull(root)
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert len(out.splitlines()) <= 4


def test_pull_works_under_cron(site):
    """With an empty environment, no terminal and another working directory, the run is the same."""
    assert run_apart(site).wait() == 0
    assert len(titles(site)) == 2


def test_hand_written_report_joins_the_story_on_disk(site):
    """Rejudge places a report without a story among those that pull has placed."""
    pull(site)
    story = next(judged for judged in entries(site) if judged.entry.title == RAID).judgement.story
    path = site / "content/entries/2026-w47/by-hand.md"
    path.write_text(
        f"Title: {RAID}, chief says\nDate: 2026-11-19 09:00\nOutlet: the-ridge\nLink: https://x.example/1\n\n",
        encoding="utf-8",
    )
    assert main(["rejudge", "--root", str(site), "--now", NOW]) == 0
    assert store.read_entry(path, "by-hand.md", UTC).judgement.story == story


def test_report_lines_cannot_be_forged(capsys):
    """A message with line ends and escapes, from wherever it comes, is printed as one plain line."""
    evil = "broken\x1b[2J\nEntries: 9 kept\u202e"
    results = (FeedResult("https://x.example/\r\nforged", "x", "failed", message=evil),)
    progress.print_report(PullReport(datetime(2026, 11, 23, tzinfo=UTC), results, 0, (Problem("a\nb", evil),)), 1.0)
    out = capsys.readouterr().out
    assert len(out.splitlines()) == 4
    assert not {"\x1b", "\u202e", "\r"} & set(out)


def test_what_the_desk_lets_in_is_there_at_once_and_gets_its_excerpt_with_the_next_pull(scratch_site, loopback, rss):
    """Of a report that was left out the headline is remembered; the document need not have changed to bring the rest.

    What hand or outlet made of it since stays, and the file comes back where its feed still has the report.
    """
    tea = {"title": HARVEST, "summary": "Guards at the factory in Kericho were thanked, too."}
    site = scratch_site(loopback.serve("/feed.xml", rss(RAID, tea, ROBBERY)))
    assert pull(site) == 0
    (left,) = state.read_dropped(site)
    first = ["edit", "admit", left.link + "/?utm_source=rss", "--why", "Guards.", "--root", str(site)]
    assert main([*first, "--now", NOW]) == 0
    (told,) = (each for each in entries(site) if each.entry.key == left.key)
    assert (told.entry.title, told.entry.summary, told.entry.link) == (HARVEST, "", left.link)
    assert (told.entry.published, told.judgement.counties) == (datetime(2026, 11, 18, 22, tzinfo=UTC), ())
    assert state.read_dropped(site) == ()
    assert main([*first, "--now", NOW]) == 64, "it is there"
    assert pull(site, now=LATER) == 0
    (whole,) = (each for each in entries(site) if each.entry.key == left.key)
    assert (whole.entry.summary, whole.entry.said) == (tea["summary"], ())
    assert whole.judgement.counties == ("kericho",), "it is judged by all its words"
    assert len(entries(site)) == 3
    path = next(site.glob(f"content/entries/*/*{left.key}.md"))
    path.write_text(path.read_text("utf-8").replace("were thanked", "thanked"), "utf-8")
    assert pull(site, "--force", now=LATER) == 0
    assert "Kericho thanked" in path.read_text("utf-8"), "a person's words stay"
    path.unlink()
    assert pull(site, "--force", now=LATER) == 0
    (back,) = (each for each in entries(site) if each.entry.key == left.key)
    assert back.judgement.topics == whole.judgement.topics != (), "it is judged, though it is none"


def test_what_was_taken_down_or_is_there_by_another_id_is_not_let_in(site, capsys):
    """The memory of what was not kept may be older than the take-down, and know the report by another feed's id."""
    assert pull(site) == 0
    (left,), raid = state.read_dropped(site), next(each.entry for each in entries(site) if each.entry.title == RAID)
    other = entry_key(left.feed, "other")
    state.add_dropped(site, "2026-w47", [replace(left, key=other, id="other", link=raid.link)])
    admit = ["edit", "admit", "--why", "Guards.", "--root", str(site), "--now", NOW]
    assert main([*admit, other]) == 64
    assert "its outlet's report at that address is there: content/entries/" in capsys.readouterr().err
    assert main([*admit, left.key]) == 0
    down = ["take-down", left.key, "--kind", "safety", "--why", "x", "--root", str(site), "--now", LATER]
    assert main(["edit", *down]) == 0
    state.add_dropped(site, "2026-w47", [left])
    assert main([*admit, left.key]) == 64
    assert f"{left.key} was taken down, and does not come back" in capsys.readouterr().err
    assert titles(site) == sorted([RAID, ROBBERY])


def test_what_the_desk_lets_in_stays_where_its_feed_has_it_no_more(site, loopback, rss, tmp_path, capsys):
    """It stands by its headline, is one more answer for the judging to learn from, and is taken back by hiding."""
    assert pull(site) == 0
    key = state.read_dropped(site)[0].key
    loopback.serve("/feed.xml", rss(RAID, ROBBERY))
    admit = ["edit", "admit", key[:5], "--root", str(site), "--now", NOW]
    assert main([*admit, "--why", "…"]) == 64, "copied from explain, with the reason left open"
    (left,) = state.read_dropped(site)
    assert main([*admit, "--why", "Guards."]) == 0
    told = capsys.readouterr().out
    assert "its excerpt comes with the next pull, if its feed still lists it" in told
    assert "its topic is crime, " in told
    assert f'if it is another: usalama edit retag --root {site} {key} TOPIC --why "…"' in told
    assert pull(site, now=LATER) == 0
    assert titles(site) == sorted([RAID, ROBBERY, HARVEST])
    next(site.glob(f"content/entries/*/*{key}.md")).unlink()  # a run that was killed between ledger and file
    state.add_dropped(site, "2026-w47", [left])
    assert main([*admit, "--why", "Guards."]) == 0
    assert [edit.on for edit in read_ledger(site).edits] == [key], "it is noted once"
    path = next(site.glob(f"content/entries/*/*{key}.md"))
    path.write_text(path.read_text("utf-8").replace("a better bonus", "their better bonus"), "utf-8")
    capsys.readouterr()
    assert main(["rejudge", "--all", "--root", str(site), "--now", LATER]) == 0
    assert (key in (said := capsys.readouterr().out), "below the line" in said) == (True, False)
    table = tmp_path / "review.csv"
    assert main(["review", "2026-W47", "-o", str(table), "--root", str(site)]) == 0
    assert f"\n{key},1,1," in table.read_text("utf-8")
    assert main(["edit", "hide", key, "--why", "No guards.", "--root", str(site), "--now", LATER]) == 0
    assert main(["edit", "find", "better bonus", "--root", str(site)]) == 0
    assert "[hidden, let in]" in capsys.readouterr().out
    assert main(["review", "2026-W47", "-o", str(table), "--root", str(site)]) == 0
    assert key not in table.read_text("utf-8"), "what was taken back is no answer"
    assert main([*admit, "--why", "Guards."]) == 64
    assert f"where the desk hid it: usalama edit show --root {site} {key}" in capsys.readouterr().err


def test_a_machine_without_network_is_told_in_one_line(capsys):
    """Where the network itself was gone no feed is named; one line says so, above the sums."""
    results = tuple(FeedResult(f"https://{name}.example/", name, "failed", message="no name") for name in "abc")
    gone = Problem("network", "none of the 3 feeds could be reached")
    progress.print_report(PullReport(datetime(2026, 11, 23, tzinfo=UTC), results, 0, (gone,), offline=True), 1.0)
    told, *sums = capsys.readouterr().out.splitlines()
    assert told == "  problem   network: none of the 3 feeds could be reached"
    assert [line.split(":")[0] for line in sums] == ["Feeds", "Entries"]
    assert "3 failed" in sums[0]


def test_an_outage_of_another_kind_is_one_line_too(scratch_site, capsys):
    """Most feeds fail for one cause, though names are found: their number and the mend; status --all has each."""
    root = scratch_site(*(f"http://127.0.0.1:9/{number}" for number in range(10)))
    assert main(["pull", "--root", str(root), "--now", "2026-11-23T06:00"]) == 2
    told, *sums = capsys.readouterr().out.splitlines()
    assert told.startswith("  failed    10 feeds fail for one cause (refused address): look at this machine's network")
    assert "--allow-loopback" in told
    assert [line.split(":")[0] for line in sums] == ["Feeds", "Entries"]


def test_of_most_feeds_that_fail_the_others_are_named(capsys):
    """What fails for a cause of its own is not lost among them."""
    alike = [FeedResult(f"https://a.example/{n}", "a", "failed", message="late", trouble="timeout") for n in range(10)]
    other = FeedResult("https://b.example/", "b", "failed", message="not found (404)", trouble="not-found")
    progress.print_report(PullReport(datetime(2026, 11, 23, tzinfo=UTC), (*alike, other)), 1.0)
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("  failed    10 feeds fail for one cause (timeout)")
    assert second == "  failed    b: https://b.example/: not found (404)"


def test_terminal_has_a_bar_and_the_watchdog_is_told(scratch_site, loopback, rss, monkeypatch, capsys):
    """On a terminal a bar moves; a watchdog that cannot be told is one line."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    feed, dog = loopback.serve("/feed.xml", rss(RAID)), loopback.serve("/dog", b"", status=500)
    root = scratch_site(feed, settings=f'[alerts]\nping = "{dog}"\n')
    assert pull(root) == 0
    assert "was not told" in capsys.readouterr().out
    assert titles(root) == [RAID]


def test_a_ledger_with_an_unknown_topic_stops_the_pull_before_it_asks(scratch_site, loopback, capsys):
    """A slug that the catalogue does not have is the editor's mistake: exit 64, and no feed was asked."""
    root = scratch_site(loopback.serve("/feed.xml", b"<rss/>"))
    edit = '[[edits]]\ndo = "retag"\non = "0123456789"\ntopics = ["bandits"]\nwhy = "Made."\n'
    edit += "when = 2026-11-20T08:00:00+03:00\n"
    (root / "content/ledger.toml").write_text(edit, encoding="utf-8")
    assert main(["pull", "--root", str(root), "--allow-loopback", "--now", "2026-11-23T06:00+03:00"]) == 64
    said = capsys.readouterr().err
    assert "content/ledger.toml" in said
    assert "bandits" in said
    assert loopback.asked == []
