"""Closing weeks: once, some time after their end, and never for an archive that was filled in later."""

import errno
import os
import shutil
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import made
from usalama.catalogue.site import Site
from usalama.digest import issues
from usalama.digest.panel import GRACE
from usalama.errors import IssueError
from usalama.files import filedfiles, store
from usalama.files.issuefiles import record_path
from usalama.model import JudgedEntry, Judgement
from usalama.wiring.closing import close, close_due, scratch
from usalama.words.urls import entry_key
from usalama.words.weeks import Week

NAIROBI = ZoneInfo("Africa/Nairobi")

ROOT = Path(__file__).parents[2]
HERE = Site(zone=NAIROBI)
W46 = Week(2026, 46)
END = datetime.combine(W46.next().monday, time(tzinfo=NAIROBI))


@pytest.fixture
def site(tmp_path):
    (tmp_path / "content" / "catalog").mkdir(parents=True)
    shutil.copy(ROOT / "content" / "catalog" / "topics.toml", tmp_path / "content" / "catalog")
    for weeks in (0, 1, 30):
        when = END - timedelta(days=2, weeks=weeks)
        entry = made.entry(str(weeks), when, link="", key=entry_key("f", str(weeks)))
        judged = JudgedEntry(entry, Judgement(0.9, ("crime",)))
        store.save(tmp_path, [store.Stored(store.entry_path(judged, NAIROBI), judged)])
    return tmp_path


def test_a_week_is_closed_after_its_grace_and_not_before(site):
    """One minute too early it stays open; then it is closed with its time, once."""
    assert "2026-w46" not in close_due(site, HERE, END + GRACE - timedelta(minutes=1))
    now = END + GRACE
    assert close_due(site, HERE, now) == ("2026-w46",)
    issue = issues.read(record_path(site, W46).read_text(encoding="utf-8"), "r")
    assert (issue.known_at, len(issue.entries)) == (now, 1)
    assert close_due(site, HERE, now + timedelta(days=1)) == ()
    assert issues.read(record_path(site, W46).read_text(encoding="utf-8"), "r").known_at == now


def test_what_a_closed_week_was_filed_and_told_under_is_noted(site):
    """By hand written or by the desk moved: no pull has noted that."""
    key = entry_key("f", "0")
    retag = made.edit("retag", key, at="2026-11-14T10:00:00+03:00", topics=["courts"])
    (site / "content/ledger.toml").write_text(retag)
    close_due(site, HERE, END + GRACE)
    noted = {"reports": [key], "stories": [f"s{key}"], "topics": ["courts", "crime"], "counties": [], "outlets": ["x"]}
    assert filedfiles.read(site, W46) == (noted, ())


def test_a_week_is_closed_without_what_is_but_a_copy_of_another_weeks_report(site):
    """No page showed it; once somebody deletes it, as he is told to, verify would call a report gone."""
    (original,) = store.entry_paths(site, ["2026-w45"])
    shutil.copy(original, site / "content/entries/2026-w46")
    close(site, W46, END + GRACE)
    key = entry_key("f", "0")
    assert [*issues.read(record_path(site, W46).read_text("utf-8"), "r").entries] == [key]
    assert filedfiles.read(site, W46)[0]["reports"] == [key]


@pytest.mark.parametrize("name", ["content/filed/2026-w46.json", "content/entries/2026-w46/torn-0123456789.md"])
def test_a_week_with_a_file_that_cannot_be_read_waits(site, name):
    """Mended, what stands in it would pass for a report that came after closing, or be in no register."""
    file = site / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("torn", "utf-8")
    now = END + GRACE
    assert close_due(site, HERE, now) == ("2026-w45",)
    with pytest.raises(IssueError, match=f"2026-W46: not closed: {name}:"):
        close(site, W46, now)
    assert file.read_text("utf-8") == "torn"
    file.unlink()
    assert close_due(site, HERE, now + timedelta(days=1)) == ("2026-w46",)


def test_a_register_that_is_a_link_to_nowhere_is_named_and_stays(site):
    """Where what it leads to is not mounted, it is no empty one."""
    register = site / "content/filed/2026-w46.json"
    register.parent.mkdir()
    register.symlink_to("nowhere")
    (named,) = filedfiles.add(site, W46, [store.read_entries(site, ["2026-w46"]).entries[0].judged])
    mend = "mount the disk that it leads to, or restore it from the repository"
    assert named.message == f"content/filed/2026-w46.json: a link that leads nowhere; {mend}"
    assert register.is_symlink()


def test_weeks_that_were_missed_are_closed_in_order_and_old_archives_are_not(site):
    """After a pause the recent weeks are closed, oldest first; a week of long ago was not known at its time."""
    assert close_due(site, HERE, END + GRACE) == ("2026-w45", "2026-w46")
    assert not record_path(site, W46.previous(30)).exists()


def test_the_time_of_the_last_moment_is_the_sites_zone():
    """The week ends at midnight in Nairobi, 21:00 in UTC."""
    assert datetime.fromisoformat("2026-11-15T21:00+00:00") == END


@pytest.mark.parametrize("why", [errno.EXDEV, errno.EPERM])
def test_content_on_another_disk_or_of_another_login_is_copied(site, monkeypatch, why):
    """No file can be linked from there: the site that a verification builds has the same content all the same."""

    def refuse(source, target, **_):
        raise OSError(why, os.strerror(why), source, None, target)

    monkeypatch.setattr(os, "link", refuse)
    with scratch(site) as second:
        found = {path.name: path.read_bytes() for path in second.rglob("*") if path.is_file()}
    assert found == {path.name: path.read_bytes() for path in (site / "content").rglob("*") if path.is_file()}
    assert not second.exists()


def test_a_file_that_is_a_link_is_verified_by_what_it_leads_to(site):
    """A ledger or a table may lie beside the site: from the folder of a verification the link is another."""
    beside = site / "beside.toml"
    beside.write_text("# Of the desk.\n", "utf-8")
    (site / "content/ledger.toml").symlink_to("../beside.toml")
    with scratch(site) as second:
        assert (second / "content/ledger.toml").read_text("utf-8") == "# Of the desk.\n"


def test_a_week_is_verified_by_the_site_s_own_templates_too(site):
    """A folder beside content/ that the settings name is there; the published site and the hidden folders are not."""
    for name in ("templates", "output", ".git"):
        (site / name).mkdir()
    (site / "templates/base.html").write_text("ours")
    with scratch(site) as second:
        assert (second / "templates/base.html").read_text() == "ours"
        assert not any((second / name).exists() for name in ("output", ".git"))
    assert (site / "templates/base.html").read_text() == "ours"
