"""What others do to a site while a pull asks its feeds: they need not wait, and the pull decides by what they did."""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from usalama.cli import main
from usalama.files import state, store
from usalama.files.ledgerfile import read_ledger
from usalama.ledger.ledger import Verb
from usalama.machine import locks

NOW, LATER = "2026-11-23T06:00+03:00", "2026-11-23T08:00+03:00"
RAID = "Bandits raid village in Baringo and kill two herders"
ROBBERY = "Police arrest three suspects after armed robbery at Nakuru shop"
_MARK = "banditsraidvillageinbaringoandkilltwoher"
REWORDED = {
    "title": "Bandits raid village in Baringo and kill four herders",
    "guid": _MARK,
    "link": f"https://the-ridge.example/{_MARK}",
}


def pull(root, now=NOW, *more):
    return main(["pull", "--root", str(root), "--allow-loopback", "--now", now, *more])


def keys(root):
    return {stored.judged.entry.title: stored.judged.entry.key for stored in store.read_entries(root).entries}


@pytest.fixture
def site(scratch_site, loopback, rss):
    """A site that has pulled two reports."""
    root = scratch_site(loopback.serve("/feed.xml", rss(RAID, ROBBERY)))
    assert pull(root) == 0
    return root


@pytest.fixture
def meanwhile(site, loopback):
    """What has a command given while the next pull waits for its feed; gives its ends, each once it came to one."""

    def given(body, *words):
        ends = []

        def answer(handler):
            command = [str(Path(sys.executable).with_name("usalama")), *words, "--root", str(site)]
            ends.append(subprocess.run(command, capture_output=True, text=True, cwd="/", check=False, timeout=60))
            loopback.answer(handler, 200, body)

        loopback.pages["/feed.xml"] = answer
        return ends

    return given


def test_an_edit_need_not_wait_for_the_feeds(site, meanwhile, rss):
    """Slow feeds take minutes, and a wrong item is to be mended within one."""
    ends = meanwhile(rss(RAID, ROBBERY), "edit", "hide", keys(site)[RAID], "--why", "No security.")
    assert pull(site, LATER) == 0
    assert (ends[0].returncode, ends[0].stderr) == (0, "")
    assert "another run" not in ends[0].stdout
    assert [edit.do for edit in read_ledger(site).edits] == [Verb.HIDE]
    assert sorted(keys(site)) == sorted([RAID, ROBBERY])


def test_what_was_taken_down_meanwhile_does_not_come_back(site, meanwhile, rss):
    """Though the feed tells it in other words by then, which would be written into its file."""
    key = keys(site)[RAID]
    ends = meanwhile(rss(REWORDED, ROBBERY), "edit", "take-down", key, "--kind", "safety", "--why", "Names a child.")
    assert pull(site, LATER) == 0
    assert (ends[0].returncode, ends[0].stderr) == (0, "")
    assert [*keys(site)] == [ROBBERY]
    meanwhile(rss(REWORDED, ROBBERY), "status")
    assert pull(site, "2026-11-23T10:00+03:00") == 0
    assert [*keys(site)] == [ROBBERY]


def test_a_feed_that_was_released_meanwhile_stays_released(site, meanwhile, rss):
    """The pull forgets nothing that was noted of a feed while it asked, and asks that feed again the next time."""
    elsewhere = rss(
        RAID, ROBBERY, *(f"Police arrest robber in Thika, day {n}" for n in range(4)), site="https://x.example"
    )
    meanwhile(elsewhere, "status")
    assert pull(site, LATER) == 0
    assert [bool(each.held_since) for each in state.read_states(site)[0].values()] == [True]
    ends = meanwhile(elsewhere, "release", "the-ridge")
    assert pull(site, "2026-11-23T10:00+03:00") == 0
    assert (ends[0].returncode, ends[0].stderr) == (0, "")
    states = state.read_states(site)[0].values()
    assert [(each.held_since, each.digest) for each in states] == [(None, "")], "its document is to be read again"
    meanwhile(elsewhere, "status")
    assert pull(site, "2026-11-23T12:00+03:00") == 0
    assert len(keys(site)) == 6


def test_another_run_is_kept_out(site, meanwhile, rss):
    """Two that ask at once would ask each feed twice, and write what both found."""
    ends = meanwhile(rss(RAID, ROBBERY), "pull")
    assert pull(site, LATER) == 0
    assert ends[0].returncode == 75
    assert "another run holds the lock (.cache/run): pull, process " in ends[0].stderr


def test_a_run_that_hangs_while_it_asks_is_told(site, another_run, capsys):
    """It holds nothing that anybody but the next run would meet, and no site would be built again."""
    with another_run(site, "pull"):
        holder = site / ".cache/run.txt"
        began = holder.stat().st_mtime - 26 * 3600
        os.utime(holder, (began, began))
        assert main(["status", "--root", str(site), "--now", LATER]) == 2
        assert "another run holds the lock (.cache/run): pull, process " in capsys.readouterr().out


def is_free(site):
    try:
        with FileLock(site / locks.NAME).acquire(timeout=0):
            return True
    except Timeout:
        return False


def test_a_fault_while_feeds_are_asked_leaves_the_site_locked_for_what_follows(tmp_path):
    """A digest builds all the same, and nobody else may write meanwhile."""
    seen = []

    def fail():
        with locks.paused(tmp_path):
            seen.append(is_free(tmp_path))
            raise ZeroDivisionError

    with locks.site_lock(tmp_path, "digest"):
        with pytest.raises(ZeroDivisionError):
            fail()
        assert seen == [True]
        assert not is_free(tmp_path)
    assert is_free(tmp_path)


@pytest.mark.parametrize("depth", [1, 2])
def test_a_lock_that_was_left_is_held_again_as_often_as_before(tmp_path, depth):
    """A command that calls another one gives it back once for each, and with the last alone."""
    with ExitStack() as held:
        for _ in range(depth):
            held.enter_context(locks.site_lock(tmp_path, "digest"))
        with locks.site_lock(tmp_path, "digest"), locks.paused(tmp_path) as pause:
            assert is_free(tmp_path)
        assert not is_free(tmp_path)
        assert not pause.was_used
    assert is_free(tmp_path)


def test_who_is_no_run_leaves_the_lock_to_nobody(tmp_path):
    """Runs would not be kept out: two would ask at once."""
    with locks.site_lock(tmp_path, "demo"), locks.paused(tmp_path):
        assert not is_free(tmp_path)
