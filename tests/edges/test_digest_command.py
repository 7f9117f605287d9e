"""``usalama digest``: both halves under one lock, and the exit code of the whole."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import made
from usalama.cli import main
from usalama.files import sitefolder, state
from usalama.files.weekstates import key_in
from usalama.machine import locks
from usalama.wiring import alarming

ROOT = Path(__file__).parents[2]
RAID = "Bandits raid village in Baringo and kill two herders"
HEADLINES = (
    RAID,
    "Police arrest three over a bank robbery in Nakuru",
    "Gunmen attack a bus near Mandera",
    "Court jails man over cattle theft in Turkana",
)


@pytest.fixture(scope="module")
def new_site(tmp_path_factory):
    """A whole site, theme and all, in one language, and built without news: a test's runs print what is new alone."""
    root = tmp_path_factory.mktemp("new") / "site"
    assert main(["new-site", str(root), "--no-feeds", "--root", str(ROOT)]) == 0
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write('\nUSALAMA_LANGUAGES = ("en",)\n')
    assert main(["build", "--root", str(root), "--now", "2026-11-23T06:00+03:00"]) == 0
    return root


@pytest.fixture
def site(tmp_path, new_site, loopback, rss):
    """A whole site with one feed on loopback."""
    root = shutil.copytree(new_site, tmp_path / "site", symlinks=True)
    address = loopback.serve("/feed.xml", rss(RAID))
    (root / "content/catalog/feeds.toml").write_text(made.outlet("the-ridge", address), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def published_once(new_site, publisher, rss):
    """A site that was digested at six, for tests to copy: its first news takes longer than what most do with it."""
    root = shutil.copytree(new_site, new_site.with_name("published"), symlinks=True)
    address = publisher.serve("/feed.xml", rss(*HEADLINES))
    (root / "content/catalog/feeds.toml").write_text(made.outlet("the-ridge", address), encoding="utf-8")
    assert digest(root) == 0
    return root


@pytest.fixture
def published(tmp_path, published_once, publisher, rss):
    """A site that was digested at six, whose one feed goes on to have all headlines."""
    publisher.serve("/feed.xml", rss(*HEADLINES))
    return shutil.copytree(published_once, tmp_path / "site", symlinks=True)


def digest(root, now="2026-11-23T06:00+03:00"):
    return main(["digest", "--root", str(root), "--allow-loopback", "--now", now])


def test_digest_pulls_and_publishes(site, loopback, capsys):
    """From a feed to a page; a feed that fails afterwards is degraded and takes nothing away; 64 stops before."""
    watchdog = loopback.serve("/watchdog", b"ok")
    settings = site / "usalama.toml"
    settings.write_text(f'{settings.read_text()}ping = "{watchdog}"\n', encoding="utf-8")
    assert digest(site) == 0
    page = (site / "output/2026/w47/index.html").read_text(encoding="utf-8")
    assert "Bandits raid village" in page
    loopback.serve("/feed.xml", b"", status=503)
    assert digest(site, "2026-11-23T07:00+03:00") == 2
    assert (site / "output/2026/w47/index.html").read_text(encoding="utf-8") == page
    status = json.loads((site / ".cache/status.json").read_bytes())
    assert {"pull", "publish"} <= set(status)
    assert [path for path, _ in loopback.asked].count("/watchdog") == 2
    settings.write_text("zone = 3", encoding="utf-8")
    assert digest(site) == 64
    assert "usalama.toml: zone" in capsys.readouterr().err
    shutil.rmtree(site)


def test_a_week_gets_its_record_without_anybody_asking(site, capsys):
    """The first digest from 36 hours after a week's end writes its record, no earlier one does, and none again."""
    record = site / "content/issues/2026-w47.json"
    assert digest(site, "2026-11-24T11:00+03:00") == 0
    assert not record.exists()
    assert digest(site, "2026-11-24T12:00+03:00") == 0
    assert "closed: 2026-w47" in capsys.readouterr().out
    before = record.read_bytes()
    assert digest(site, "2026-11-24T13:00+03:00") == 0
    assert record.read_bytes() == before


def test_refused_build_is_told_once_and_when_it_is_over(scratch_site, tmp_path):
    """A refusal that the status tells of is an alarm; the next run is silent; after a good one it may come again."""
    heard = tmp_path / "heard"
    hook = json.dumps([sys.executable, "-c", f"import sys; open({str(heard)!r}, 'a').write(sys.stdin.read())"])
    root = scratch_site(settings=f"[alerts]\ncommand = {hook}\n")
    site, now = sitefolder.read_settings(root), datetime(2026, 11, 23, tzinfo=UTC)
    refused = {"refused_since": "2026-11-23T06:00:00+03:00", "why": "the home page is gone"}
    for section in (refused, refused, {"refused_since": ""}, refused):
        state.write_status(root, "publish", section)
        assert alarming.tell(root, site, alarming.refusal(root), scope="publish", now=now) == ()
    assert heard.read_text().count("the home page is gone") == 4  # subject and line, told twice
    assert heard.read_text().endswith(f" or with: --root {root}\n"), "commands in it can be given from anywhere"
    assert alarming.refusal(tmp_path) == {}


def hooked(site, tmp_path):
    """Let the site's alarms be added to a file; return the file."""
    heard = tmp_path / "heard"
    hook = json.dumps([sys.executable, "-c", f"import sys; open({str(heard)!r}, 'a').write(sys.stdin.read())"])
    settings = site / "usalama.toml"
    settings.write_text(settings.read_text("utf-8").replace("[alerts]\n", f"[alerts]\ncommand = {hook}\n"), "utf-8")
    return heard


def test_a_run_that_cannot_end_is_told_once_and_noted(published, tmp_path, capsys):
    """Printing that fails leaves since when and why in the status, and one alarm; a good run ends both."""
    heard, conf = hooked(published, tmp_path), published / "pelicanconf.py"
    good = conf.read_text("utf-8")
    conf.write_text(f"{good}\nraise RuntimeError('no such luck')\n", encoding="utf-8")
    told: list[str] = []
    for hour in (6, 7):
        assert digest(published, f"2026-11-23T0{hour}:00+03:00") == 64
        section = json.loads((published / ".cache/status.json").read_bytes())["publish"]
        assert datetime.fromisoformat(section["refused_since"]) == datetime(2026, 11, 23, 3, tzinfo=UTC)
        assert "cannot be run" in section["why"]
        told.append(heard.read_text())
    assert "cannot be run" in told[0] == told[1]
    assert "no such luck" in capsys.readouterr().err
    conf.write_text(good, encoding="utf-8")
    assert digest(published, "2026-11-23T08:00+03:00") == 0
    assert json.loads((published / ".cache/status.json").read_bytes())["publish"]["refused_since"] == ""
    assert digest(published, "1971-01-01T08:00+03:00") == 1
    assert "before this program was written" in heard.read_text()


def digest_without(library, site, now):
    """Digest where a library is there and has nothing of what it had; return the exit code and what was said of it."""
    words = f"import sys, types; sys.modules[{library!r}] = types.ModuleType({library!r}); from usalama import cli; "
    given = ["digest", "--root", str(site), "--allow-loopback", "--now", now]
    done = subprocess.run(
        [sys.executable, "-c", f"{words}sys.exit(cli.main(sys.argv[1:]))", *given],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr.splitlines()


def test_a_library_that_broke_what_asks_feeds_stops_no_take_down(published, tmp_path, capsys):
    """It is told of, by status and one alarm; the build goes on, and a good run ends both."""
    heard = hooked(published, tmp_path)
    (path,) = (each for each in published.glob("content/entries/*/*.md") if RAID in each.read_text("utf-8"))
    key = key_in(path)
    down = ["edit", "take-down", key, "--kind", "safety", "--why", "It names a witness."]
    assert main([*down, "--root", str(published), "--now", "2026-11-23T07:00+03:00"]) == 0
    blamed = "the program or a library that it needs is at fault"
    for hour in (8, 9):
        code, told = digest_without("httpx2", published, f"2026-11-23T0{hour}:00+03:00")
        assert (code, told[0]) == (1, "Traceback (most recent call last):")
        assert told[-1].startswith("usalama: AttributeError: module 'httpx2' has no attribute ")
        assert f"{blamed}; in the program's folder: git pull, " in told[-1]
        assert RAID not in (published / "output/index.html").read_text("utf-8")
        assert main(["status", "--root", str(published), "--now", f"2026-11-23T0{hour}:00+03:00"]) == 2
        assert "no feed was asked: AttributeError: module 'httpx2'" in capsys.readouterr().out
    assert heard.read_text("utf-8").count(blamed) == 1
    assert digest(published, "2026-11-23T10:00+03:00") == 0
    assert main(["status", "--root", str(published), "--now", "2026-11-23T10:00+03:00"]) == 0


def test_a_library_that_broke_the_build_is_told_once_and_noted(published, tmp_path):
    """Since when and why stand in the status, as of a disk that is full."""
    heard = hooked(published, tmp_path)
    for hour in (6, 7):
        code, told = digest_without("lxml", published, f"2026-11-23T0{hour}:00+03:00")
        assert (code, told[-1].startswith("usalama: ImportError: ")) == (1, True)
        section = json.loads((published / ".cache/status.json").read_bytes())["publish"]
        assert datetime.fromisoformat(section["refused_since"]) == datetime(2026, 11, 23, 3, tzinfo=UTC)
        assert section["why"].startswith("ImportError: cannot import name 'etree'")
    assert heard.read_text("utf-8").count("ImportError: cannot import name 'etree'") == 1


def test_a_disk_that_takes_no_lock_is_an_alarm(site, tmp_path, another_run, monkeypatch):
    """Such as one that the system made read-only, since it is breaking; that another run holds it is none."""
    heard = hooked(site, tmp_path)
    with another_run(site), monkeypatch.context() as hasty:
        hasty.setattr(locks, "PATIENCE", 0)
        assert digest(site) == 75
    assert not heard.exists()
    (site / ".cache/lock").unlink(missing_ok=True)
    (site / ".cache/lock").mkdir()
    assert digest(site) == 1
    assert ".cache/lock: Is a directory: a file belongs there" in heard.read_text("utf-8")


def test_a_run_that_hangs_is_an_alarm_and_no_other_is(published, tmp_path, another_run, monkeypatch, capsys):
    """Such as a deploy that was stopped by Ctrl-Z: no digest would ever run again, and cron is silent at 75."""
    heard, look = hooked(published, tmp_path), ["status", "--root", str(published), "--now", "2026-11-23T07:00+03:00"]
    told = f"{published}: another run holds the lock (.cache/lock): deploy, process "
    with another_run(published), monkeypatch.context() as hasty:
        hasty.setattr(locks, "PATIENCE", 0)
        holder = published / locks.HOLDER
        assert digest(published) == 75
        assert re.search(re.escape(told) + r"\d+, for 1 min; this one changed nothing", capsys.readouterr().err)
        assert main(look) == 0
        assert told not in capsys.readouterr().out
        assert not heard.exists()
    with another_run(published), monkeypatch.context() as hasty:
        hasty.setattr(locks, "PATIENCE", 0)
        began = holder.stat().st_mtime - 26 * 3600
        os.utime(holder, (began, began))
        number = holder.read_text("utf-8").split()[0]
        assert main(look) == 2
        assert f"{told}{number}, for 26 hours, and no other run does anything; if it hangs" in capsys.readouterr().out
        assert [digest(published), digest(published)] == [1, 1]
        assert capsys.readouterr().err.count(f"end it: kill -9 {number};") == 2
    assert heard.read_text("utf-8").count(f"{told}{number}, for 26 hours") == 1
    os.utime(holder, (began, began))
    assert digest(published) == 0
    assert main(look) == 0


def test_a_digest_waits_for_what_a_person_typed_and_for_no_other_run(published, another_run):
    """One that is asked for once a day is not lost to an edit of that minute, nor queued behind an earlier one."""
    with another_run(published, "digest"):
        assert digest(published) == 75
    with another_run(published, "edit"):
        assert digest(published) == 0


def test_what_the_site_is_published_without_is_told_once(published, tmp_path):
    """An entry file that costs itself is one alarm and a line of the status while it does; nobody reads the log."""
    heard = hooked(published, tmp_path)
    path = next(published.glob("content/entries/*/*.md"))
    whole = path.read_bytes()
    path.write_bytes(whole[:60])
    name = path.relative_to(published).as_posix()
    for hour in (7, 8):
        assert digest(published, f"2026-11-23T0{hour}:00+03:00") == 2
    assert heard.read_text().count("the site is published without") == 2  # subject and line, told once
    assert name in heard.read_text()
    path.write_bytes(whole)
    assert digest(published, "2026-11-23T09:00+03:00") == 0
    assert alarming.lacking(published) == {}


def test_settings_that_are_gone_stop_a_run(site, capsys):
    """The defaults are another site's name, address and zone: pages would say so, and reports lie elsewhere."""
    settings = site / "usalama.toml"
    settings.write_text('name = "Ridge Digest"\nzone = "Africa/Nairobi"\n', encoding="utf-8")
    assert digest(site) == 0
    settings.unlink()
    for command in ("digest", "build", "pull", "check"):
        assert main([command, "--root", str(site), "--now", "2026-11-23T07:00+03:00"]) == 64
        assert "usalama.toml: was here when the site was built, and is gone; restore it" in "".join(capsys.readouterr())
    settings.write_text("# The defaults.\n", encoding="utf-8")
    assert digest(site, "2026-11-23T07:00+03:00") == 0


def test_an_edit_by_hand_that_does_nothing_is_told(published, tmp_path, capsys):
    """What a hide should hide is shown: the site is published, and output, status and one alarm name line and mend."""
    heard, ledger = hooked(published, tmp_path), published / "content/ledger.toml"
    keys = {key_in(path) for path in published.glob("content/entries/*/*.md")}
    right = min(keys)
    wrong = right[1:] + right[:1]
    assert wrong not in keys
    ledger.write_text(made.edit("hide", wrong), encoding="utf-8")
    said = f"content/ledger.toml: edits[0].on (line 3): hide of 2026-11-22: no entry or story {wrong}; is it misspelt?"
    for hour in (7, 8):
        assert digest(published, f"2026-11-23T0{hour}:00+03:00") == 2
        assert f"not done: what is meant by {said}" in capsys.readouterr().out
    assert main(["build", "--root", str(published), "--now", "2026-11-23T08:00+03:00"]) == 2, "nothing new, and no mend"
    assert main(["status", "--root", str(published), "--now", "2026-11-23T08:00+03:00"]) == 2
    assert f"Published without what is meant by {said}" in capsys.readouterr().out
    assert heard.read_text().count(f"{said}\n") == 1
    ledger.write_text(made.edit("hide", right), encoding="utf-8")
    assert digest(published, "2026-11-23T09:00+03:00") == 0
    assert alarming.lacking(published) == {}


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (
            {"at": "2026-11-23T11:00:00Z"},
            "when (line 5): hide of 2026-11-23T11:00:00+00:00: is still to come, and until",
        ),
        (
            {"do": "merge", "story": "s0000000000"},
            "story (line 5): merge of 2026-11-22: no story s0000000000 to be part",
        ),
        (
            {"do": "correct", "part": "title", "old": "Bandit raid", "new": "A raid", "kind": "misread"},
            "old (line 6): correct of 2026-11-22: the title of {} never had these words; copy them from there",
        ),
    ],
)
def test_an_edit_by_hand_with_another_slip_is_told(published, capsys, edit, said):
    """One dated in the zone of the desk and called UTC, one into no story, one of words that no report had."""
    path = min(published.glob("content/entries/*/*.md"))
    key = key_in(path)
    do = edit.get("do", "hide")
    words = {name: value for name, value in edit.items() if name != "do"}
    text = made.edit(do, f"s{key}" if do == "merge" else key, **words)
    (published / "content/ledger.toml").write_text(text, encoding="utf-8")
    for command in (["build"], ["check"]):
        capsys.readouterr()
        main([*command, "--root", str(published), "--now", "2026-11-23T12:00+03:00"])
        assert f"content/ledger.toml: edits[0].{said.format(key)}" in capsys.readouterr().out


def test_an_edit_that_was_ahead_of_the_clock_is_not_named_after_its_time(published, tmp_path, capsys):
    """No file changed since, so that nothing is built; and yet what the last build found is over."""
    heard = hooked(published, tmp_path)
    path = min(published.glob("content/entries/*/*.md"))
    ledger = made.edit("retag", key_in(path), at="2026-11-23T11:00:00Z", topics=["crime"])
    (published / "content/ledger.toml").write_text(ledger, encoding="utf-8")
    assert digest(published, "2026-11-23T12:00+03:00") == 2
    build = ["build", "--root", str(published), "--now"]
    assert main([*build, "2026-11-23T13:00+03:00"]) == 2
    assert heard.read_text("utf-8").count("is still to come, and until then no other edit can be made") == 1
    capsys.readouterr()
    assert main([*build, "2026-11-23T16:00+03:00"]) == 0
    assert capsys.readouterr().out == "Nothing new: the site is as its entries are.\n"
    assert main(["status", "--root", str(published), "--now", "2026-11-23T16:00+03:00"]) == 0


def test_slips_of_a_hand_are_told_by_check_build_status_and_once_by_an_alarm(published, tmp_path, capsys):
    """A date in another week, a link without http, a lost topic, files nobody reads, a page gone, a pin to no week."""
    heard = hooked(published, tmp_path)
    dated, linked, renamed, _ = sorted(published.glob("content/entries/*/*.md"))
    contact = published / "content/pages/contact.en.md"
    whole = {path: path.read_text("utf-8") for path in (dated, linked, renamed, contact)}
    dated.write_text(re.sub("(?m)^Date: .*", "Date: 2026-11-09", whole[dated]), "utf-8")
    linked.write_text(re.sub("(?m)^Topics: .*\n", "", whole[linked]).replace("Link: https://", "Link: "), "utf-8")
    renamed.rename(renamed.with_suffix(".txt"))
    contact.unlink()
    (published / "content/entries/2026-W48").mkdir()
    (published / "content/entries/2026-W48/a-raid.txt").touch()
    (above := published / "content/entries/a-raid.md").write_text(whole[dated], "utf-8")
    pinned = made.edit("pin", f"s{key_in(dated)}", week="2026-w40")
    (published / "content/ledger.toml").write_text(pinned, "utf-8")
    said = [
        "Date: lies in 2026-w46, the file in 2026-w47; move the file or mend the date",
        "Link: is no http(s) address that may be linked",
        f"{linked.name}: topics: missing; run: usalama rejudge",
        f"{renamed.stem}.txt: no entry: name it as one",
        "content/pages/contact.en.md: missing, and pages lead to it; restore it",
        f"s{key_in(dated)} is not in 2026-W40, so it cannot head it; it is in 2026-W47",
    ]
    for hour in (12, 13):
        capsys.readouterr()
        assert digest(published, f"2026-11-23T{hour}:00+03:00") == 2
        words = capsys.readouterr().out
        above_weeks = ("entries/2026-W48: no entry", "entries/a-raid.md: no entry")
        assert [told for told in (*said, *above_weeks) if told not in words] == []
    for code, command in ((2, "status"), (64, "check")):
        assert main([command, "--root", str(published), "--now", "2026-11-23T13:00+03:00"]) == code
        words = capsys.readouterr().out
        assert [told for told in said if told not in words] == []
    assert [heard.read_text().count(told) for told in said] == [1] * len(said)
    (renamed.with_suffix(".txt")).unlink()
    above.unlink()
    shutil.rmtree(published / "content/entries/2026-W48")
    for path, text in whole.items():
        path.write_text(text, "utf-8")
    (published / "content/ledger.toml").write_text(pinned.replace("w40", "w47"), "utf-8")
    assert digest(published, "2026-11-23T14:00+03:00") == 0


def test_an_edit_on_a_report_that_was_filed_and_is_gone_is_no_slip(published, capsys):
    """Whoever hides a report and then deletes its file made no mistake: the register knows it."""
    path = min(published.glob("content/entries/*/*.md"))
    (published / "content/ledger.toml").write_text(made.edit("hide", key_in(path)), encoding="utf-8")
    path.unlink()
    capsys.readouterr()
    assert main(["build", "--root", str(published), "--now", "2026-11-23T07:00+03:00"]) == 0
    main(["check", "--root", str(published), "--now", "2026-11-23T07:00+03:00"])
    assert "misspelt" not in capsys.readouterr().out


def test_a_table_that_was_set_aside_is_told_once(published, tmp_path, capsys):
    """Each run ends with 2 for it, a build too, which may have set it aside, and nobody is called twice."""
    heard, told = hooked(published, tmp_path), []
    (published / "content/catalog/vocabulary.csv.own").touch()
    for hour in (6, 7):
        assert digest(published, f"2026-11-23T0{hour}:00+03:00") == 2
        told.append(heard.read_text())
    assert "vocabulary.csv.own: was changed here" in told[0] == told[1]
    capsys.readouterr()
    assert main(["build", "--root", str(published), "--now", "2026-11-23T07:30+03:00"]) == 2
    assert "vocabulary.csv.own: was changed here" in capsys.readouterr().out


def test_trouble_that_is_over_is_noted_though_nothing_is_new(published):
    """A build that was refused and is asked for no more leaves no standing refusal behind."""
    state.write_status(published, "publish", {"refused_since": "2026-11-22T06:00:00+03:00", "why": "the disk was full"})
    assert main(["build", "--root", str(published), "--now", "2026-11-23T07:00+03:00"]) == 0
    assert state.read_section(published, "publish")["refused_since"] == ""


def test_a_take_down_waits_for_no_table(published, publisher, tmp_path, capsys):
    """A mistake in the judging tables asks no feed, and says so; what was taken down leaves the page all the same."""
    heard, table = hooked(published, tmp_path), published / "content/catalog/places.csv"
    whole = table.read_text("utf-8")
    asked, key = len(publisher.asked), key_in(min(published.glob("content/entries/*/*.md")))
    table.write_text(whole.replace("\n", '\n"', 1), "utf-8")
    where = ["--root", str(published), "--now", "2026-11-23T07:00+03:00"]
    assert main(["edit", "take-down", key, "--kind", "safety", "--why", "Asked for.", *where]) == 0
    for hour in (8, 9):
        capsys.readouterr()
        assert digest(published, f"2026-11-23T0{hour}:00+03:00") == 64
        said = capsys.readouterr()
        assert (said.out + said.err).count("places.csv: line 2: a quotation mark is not closed") == 1
    page = (published / "output/2026/w47/index.html").read_text("utf-8")
    assert (sum(headline in page for headline in HEADLINES), len(publisher.asked)) == (len(HEADLINES) - 1, asked)
    assert heard.read_text().count("no feed is asked, and what is there is published: ") == 2  # subject and line, once
    assert main(["status", *where]) == 2
    assert "no feed was asked: content/catalog/places.csv: line 2" in capsys.readouterr().out
    table.write_text(whole, "utf-8")
    assert digest(published, "2026-11-23T10:00+03:00") == 0
    assert main(["status", *where]) == 0
    assert "no feed was asked" not in capsys.readouterr().out


def test_a_take_down_needs_no_feed(published, publisher, capsys):
    """Months after the last pull it is published at once, amid an outage by the command, or the named option."""

    def take_down(key, now, *more):
        why = ["--kind", "safety", "--why", "Asked for.", "--now", now]
        assert main(["edit", "--root", str(published), "take-down", key, *why]) == 0
        code = main(["build", "--root", str(published), "--now", now, *more])
        return code, capsys.readouterr().out, (published / "output/2026/w47/index.html").read_text("utf-8")

    first, second, third = map(key_in, sorted(published.glob("content/entries/*/*.md"))[:3])
    code, words, page = take_down(first, "2027-02-20T06:00+03:00")
    assert (code, "feeds: were last asked on 2026-11-2" in words) == (0, True)
    assert sum(headline in page for headline in HEADLINES) == len(HEADLINES) - 1
    assert "Last asked: <b>23 November 2026" in (published / "output/status/index.html").read_text("utf-8")
    publisher.serve("/feed.xml", b"", status=503)
    assert digest(published, "2027-02-21T06:00+03:00") == 1
    code, words, page = take_down(second, "2027-02-21T07:00+03:00")
    assert (code, "--accept-outage" in words) == (1, True)
    code = main(["build", "--root", str(published), "--now", "2027-02-21T08:00+03:00", "--accept-outage"])
    page = (published / "output/2026/w47/index.html").read_text("utf-8")
    assert (code, sum(headline in page for headline in HEADLINES)) == (0, len(HEADLINES) - 2)
    down = ["take-down", third, "--kind", "safety", "--why", "Asked for.", "--build", "--now", "2027-02-21T09:00+03:00"]
    assert main(["edit", "--root", str(published), *down]) == 0
    page = (published / "output/2026/w47/index.html").read_text("utf-8")
    assert sum(headline in page for headline in HEADLINES) == len(HEADLINES) - 3
