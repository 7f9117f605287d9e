"""What the build sees of the entry files: each change of a file is another state of its week, and of no other."""

import os
import resource
import threading

import pytest

from usalama.files.weekstates import ENTRIES, scan
from usalama.words.weeks import Week

NEWEST = Week(2026, 47)
MANY = 200  # weeks, more than one process looks at alone


@pytest.fixture
def archive(tmp_path):
    """A site of two entries a week, written long ago."""
    for back in range(MANY):
        folder = tmp_path / ENTRIES / NEWEST.previous(back).slug
        folder.mkdir(parents=True)
        for name in ("a.md", "b.md", ".hidden.md", "notes.txt"):
            (folder / name).write_text(f"made text of {folder.name}", encoding="utf-8")
            os.utime(folder / name, (1_600_000_000, 1_600_000_000))
    return tmp_path


def test_several_processes_see_what_one_sees(archive):
    """Whoever looks at a week, its state is the same; weeks come oldest first."""
    shared = scan(archive)
    done = threading.Event()
    waiting = threading.Thread(target=done.wait)
    waiting.start()  # a program with threads is never forked
    alone = scan(archive)
    done.set()
    waiting.join()
    assert list(shared.items()) == list(alone.items())
    assert list(shared) == [NEWEST.previous(back) for back in reversed(range(MANY))]


def test_the_caller_hears_of_each_week_once_and_in_its_own_process(archive):
    """The newest week is heard of first; what other processes looked at is told here too, and only here."""
    heard = archive / "heard.txt"

    def seen(week, state):
        with heard.open("a", encoding="utf-8") as file:
            file.write(f"{week.slug} {state} {os.getpid()}\n")

    found = scan(archive, seen)
    lines = heard.read_text(encoding="utf-8").splitlines()
    assert lines[0].split()[0] == NEWEST.slug
    assert sorted(lines) == sorted(f"{week.slug} {state} {os.getpid()}" for week, state in found.items())


def test_while_somebody_is_at_work_on_a_change_no_other_process_looks(archive):
    """Who prints what changed has a core to itself: a second process that looks at old weeks would hold that up."""

    def of_others():
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_minflt  # each that ran and ended left some

    before = of_others()
    found = scan(archive, lambda *_: True)
    assert of_others() == before
    assert found == scan(archive)


@pytest.mark.parametrize("back", [0, 1, MANY // 2, MANY - 1])
def test_an_edit_in_place_changes_its_weeks_state_alone(archive, back):
    """Same size, same name, the time set back: the state of that week is another one, those of all others stay."""
    before = scan(archive)
    path = archive / ENTRIES / NEWEST.previous(back).slug / "b.md"
    path.write_text(path.read_text(encoding="utf-8").swapcase(), encoding="utf-8")
    os.utime(path, (1_600_000_000, 1_600_000_000))
    after = scan(archive)
    assert {week for week in before if before[week] != after[week]} == {NEWEST.previous(back)}


def test_files_that_are_no_entries_are_not_looked_at(archive):
    """Hidden files and those of editors change nothing, nor does what is in another kind; one more of these does."""
    before = scan(archive)
    folder = archive / ENTRIES / NEWEST.slug
    for name in (".hidden.md", "a.md~", "#a.md#", "notes.txt"):
        (folder / name).write_text("x", encoding="utf-8")
    assert scan(archive) == before
    (folder / "notes.txt").unlink()
    assert scan(archive)[NEWEST] != before[NEWEST]
    for name in ("a.md", "b.md"):
        (folder / name).unlink()
    (archive / ENTRIES / "2026-w48").write_text("no folder", encoding="utf-8")
    assert list(scan(archive)) == list(before)[:-1]


@pytest.mark.parametrize("to", ["nowhere", "c.md"])
def test_a_link_that_leads_nowhere_hides_no_other_entry(archive, to):
    """A broken link among the entries, or one to itself, is passed over; the week keeps its state."""
    before = scan(archive)
    (archive / ENTRIES / NEWEST.slug / "c.md").symlink_to(to)
    assert scan(archive) == before
