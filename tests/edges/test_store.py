"""The content folder: found, read, written whole; one bad file costs itself."""

import json
import os
import resource
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from usalama.errors import EntryError, SiteError
from usalama.feeds.known import Known
from usalama.files import sitefolder, store, weekstates
from usalama.files.basis import Basis
from usalama.files.weekfiles import WeekFiles
from usalama.formats import markdown
from usalama.machine import disk, troubles
from usalama.model import Entry, JudgedEntry, Judgement, Reason
from usalama.words.urls import entry_key
from usalama.words.weeks import parse_week

ZONE = ZoneInfo("Africa/Nairobi")
FEED = "https://ridge.example/feed"


def judged(name="a", title="Raid at the well", **changed):
    when = datetime(2026, 11, 19, 9, tzinfo=UTC)
    link = f"https://ridge.example/{name}"
    one = Entry(name, FEED, "ridge", link, title, when, "A body.", "en", when, key=entry_key(FEED, name))
    return JudgedEntry(replace(one, **changed), Judgement(0.9, ("banditry",)))


def put(root, *entries, kind=store.ENTRIES):
    stored = [store.Stored(store.entry_path(each, ZONE, kind=kind), each) for each in entries]
    store.save(root, stored)
    return stored


@pytest.mark.parametrize("write", [disk.append, disk.keep])
def test_a_log_and_a_note_on_a_full_disk_are_told_by_their_place(tmp_path, write):
    """A limit on the size of files stands for the disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        with pytest.raises(OSError, match="too large") as full:
            write(tmp_path / "log", b"x")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert str(full.value.filename).startswith(str(tmp_path))


def test_a_file_that_cannot_be_made_to_last_is_named():
    """The system says what is wrong and not with which file; a device that nothing is kept on stands for a bad disk."""
    with pytest.raises(OSError, match="Invalid argument") as refused:
        disk.sync_file(Path(os.devnull))
    assert refused.value.filename == os.devnull


@pytest.mark.parametrize("write", [disk.refuse_unwritable, lambda folder: disk.write_whole(folder / "a", b"x" * 9000)])
def test_a_disk_that_takes_no_more_is_told_by_a_folder_on_it(tmp_path, write):
    """The system names none, and a machine has several disks; nothing half-written stays."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(OSError) as full:  # noqa: PT011  which, the system says
            write(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert troubles.told(full.value) == f"{tmp_path}: File too large: raise the limit of a file's size: ulimit -f"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_takes_no_file_is_named_and_not_the_half_written_one():
    """That is none by then: who gives it to another login, as the line says, would look for it."""
    with pytest.raises(FileNotFoundError) as caught:
        disk.write_whole(Path("/proc/none.txt"), b"")
    assert troubles.told(caught.value).startswith("/proc: ")


def test_a_machine_without_memory_blames_no_library():
    """To set up the program anew mends nothing there; of another fault it is what to do."""
    assert troubles.told(MemoryError()) == (
        "no memory is left; close what else runs on the machine, or give it more, and run again"
    )
    assert troubles.told(AttributeError("no get")).endswith(troubles.AT_FAULT)


def test_site_is_the_nearest_folder_upward(tmp_path, scratch_site):
    """From anywhere inside, the site is found; outside there is one clear line, and --root decides."""
    root = scratch_site()
    assert sitefolder.find_root(root / "content/catalog") == root
    assert sitefolder.find_root(tmp_path, root) == root
    with pytest.raises(SiteError, match=r"no pelicanconf.py here or above; .* --root DIR"):
        sitefolder.find_root(tmp_path)
    with pytest.raises(SiteError, match=r"no pelicanconf.py there"):
        sitefolder.find_root(root, tmp_path)


def test_texts_are_named_when_they_cannot_be_read(scratch_site):
    """A table that is no UTF-8 or is missing is named with its mend."""
    root = scratch_site()
    (root / "content/catalog/topics.toml").write_bytes(b"title = '\xff'")
    with pytest.raises(SiteError, match=r"content/catalog/topics.toml: line 1: not UTF-8 at byte 9; save it as UTF-8"):
        store.read_desk(root)
    with pytest.raises(SiteError, match="not there"):
        sitefolder.read_text(root / "nothing", "nothing")
    for path in (root / "content/catalog").iterdir():
        path.unlink()
    with pytest.raises(SiteError, match="no tables there"):
        store.read_desk(root)


@pytest.mark.parametrize("name", ["redaction.toml", "vocabulary.csv", "feeds.toml"])
def test_a_table_that_lost_its_text_is_no_empty_one(scratch_site, name):
    """Without its rows nothing would be masked, and nothing kept."""
    root = scratch_site()
    (root / store.CATALOG / name).write_text("\n", "utf-8")
    with pytest.raises(SiteError, match=f"content/catalog/{name}: is empty; restore it"):
        store.read_desk(root)


def test_settings_may_be_absent(scratch_site):
    """A site without usalama.toml has the defaults."""
    root = scratch_site(settings='name = "Here"')
    assert sitefolder.read_settings(root).name == "Here"
    (root / sitefolder.FILE).unlink()
    assert sitefolder.read_settings(root).name == "Usalama"


def test_entry_lies_in_its_week_under_a_readable_name(tmp_path):
    """The path has the week in Nairobi, a slug of the title and the key; a title without letters has the key alone."""
    late = judged(published=datetime(2026, 11, 22, 22, tzinfo=UTC))
    assert store.entry_path(late, ZONE) == f"content/entries/2026-w48/raid-at-the-well-{late.entry.key}.md"
    assert store.entry_path(judged(title="🚨 ??? ../.."), ZONE).split("/")[-1] == f"{judged().entry.key}.md"
    put(tmp_path, late)
    assert store.weeks(tmp_path) == ("2026-w48",)


def test_a_folder_that_is_named_after_no_week_is_none(tmp_path):
    """A week that no year has, one spelled otherwise and a file stop no run: nothing of theirs is read."""
    for name in ("2026-w47", "2026-w99", "2026-W46", "drafts"):
        (tmp_path / weekstates.ENTRIES / name).mkdir(parents=True)
    (tmp_path / weekstates.ENTRIES / "2026-w45").touch()
    assert store.weeks(tmp_path) == ("2026-w47",)


@pytest.mark.shared
def test_hostile_titles_stay_within_the_week(shared_data):
    """No title makes a path outside its week's folder, or a name that a file system would refuse."""
    lines = (shared_data / "hostile/payloadsallthethings-traversal/cases.jsonl").read_text("utf-8").splitlines()
    for line in lines[::7]:
        title = str(json.loads(line)["input"])
        path = store.entry_path(judged(title=title), ZONE)
        folder, _, name = path.rpartition("/")
        assert folder == "content/entries/2026-w47"
        assert len(name) <= 100
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
        assert name.count(".") == 1


def test_bad_file_costs_itself(tmp_path):
    """Files that are cut, no UTF-8 or unreadable are named; the others are read."""
    good, bad, worse = put(tmp_path, judged("a"), judged("b"), judged("c"))
    (tmp_path / bad.path).write_bytes((tmp_path / bad.path).read_bytes()[:150])
    (tmp_path / worse.path).write_bytes(b"One\n\xff\xfe")
    shelf = store.read_entries(tmp_path)
    assert [stored.path for stored in shelf.entries] == [good.path]
    assert sorted(problem.subject for problem in shelf.problems) == sorted([bad.path, worse.path])
    assert f"{worse.path}: line 2: not UTF-8 at byte 4; save it as UTF-8" in [each.message for each in shelf.problems]
    (tmp_path / good.path).chmod(0)
    if os.geteuid():
        assert len(store.read_entries(tmp_path).problems) == 3
    (tmp_path / good.path).unlink()
    (tmp_path / good.path).mkdir()
    with pytest.raises(EntryError, match="cannot be read"):
        store.read_entry(tmp_path / good.path, good.path, UTC)


def test_weeks_are_read_alone(tmp_path):
    """Asked for some weeks, only their files are read."""
    put(tmp_path, judged("a"), judged("b", published=datetime(2026, 10, 1, tzinfo=UTC)))
    assert [s.judged.entry.id for s in store.read_entries(tmp_path, ["2026-w47"]).entries] == ["a"]
    assert len(store.read_entries(tmp_path).entries) == 2


def test_index_names_everything_and_reads_only_what_changed(tmp_path):
    """The index holds kept and held entries; with the marks of before, unchanged files are not opened."""
    (kept,) = put(tmp_path, judged("a"))
    why = Reason("hold", "quarantine", "links elsewhere")
    put(tmp_path, replace(judged("b"), judgement=Judgement(0.9, reasons=(why,))), kind=store.HELD)
    first = store.index(tmp_path, {})
    assert [(row.outlet, row.held) for row in first.rows.values()] == [("ridge", ""), ("ridge", "links elsewhere")]
    path = tmp_path / kept.path
    before = path.stat()
    path.write_bytes(b"x" * before.st_size)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert store.index(tmp_path, first.marks).rows == first.rows
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    again = store.index(tmp_path, first.marks)
    assert [problem.subject for problem in again.problems] == [kept.path]


def test_files_just_written_have_the_marks_that_reading_them_gives(tmp_path):
    """What a pull wrote, kept or held, the next one need not read."""
    why = Reason("hold", "quarantine", "links elsewhere")
    stored = put(tmp_path, judged("a"))
    stored += put(tmp_path, replace(judged("b"), judgement=Judgement(0.9, reasons=(why,))), kind=store.HELD)
    assert store.marks_of(tmp_path, stored) == store.index(tmp_path, {}).marks


@pytest.mark.parametrize("to", ["nowhere.md", "x-0123456789.md"])
def test_a_link_that_leads_nowhere_costs_itself(tmp_path, to):
    """A broken link among the entries, or one to itself, is named by a pull's index; the others are there."""
    (kept,) = put(tmp_path, judged("a"))
    link = (tmp_path / kept.path).with_name("x-0123456789.md")
    link.symlink_to(to)
    index = store.index(tmp_path, {})
    assert [problem.subject for problem in index.problems] == [link.relative_to(tmp_path).as_posix()]
    assert index.rows[kept.path].outlet == "ridge"


def test_a_copy_of_an_entry_is_named_and_not_counted(tmp_path):
    """A copy beside its original, as a file manager leaves one, makes no second report of the week."""
    (kept,) = put(tmp_path, judged("a"))
    copy = Path(kept.path).with_name("x copy.md")
    (tmp_path / copy).write_bytes((tmp_path / kept.path).read_bytes())
    found = WeekFiles(tmp_path, ZONE).read(parse_week("2026-w47"))
    assert [each.entry.id for each in found.entries] == ["a"]
    assert [problem.subject for problem in found.problems] == [copy.as_posix()]
    assert f"the same report as {Path(kept.path).name}" in found.problems[0].message


@pytest.mark.parametrize("name", ["", "x copy.md"])
def test_a_copy_in_the_folder_of_another_week_is_named_and_not_counted(tmp_path, name):
    """Its date says where the report is; where that week has it no more, the other file is shown, its date named.

    What is made of the week's content, as its data, is made anew then.
    """
    (kept,) = put(tmp_path, judged("a"))
    original, elsewhere = tmp_path / kept.path, parse_week("2026-w46")
    copy = tmp_path / f"content/entries/{elsewhere.slug}" / (name or original.name)
    copy.parent.mkdir()
    copy.write_bytes(original.read_bytes())
    found = WeekFiles(tmp_path, ZONE).read(elsewhere)
    assert (found.entries, len(found.problems)) == ((), 1)
    assert f"left out: the same report as {kept.path} (Feed and Id); delete one" in found.problems[0].message
    assert WeekFiles(tmp_path, ZONE).read(parse_week("2026-w47")).problems == ()
    original.unlink()
    content, found = found.content, WeekFiles(tmp_path, ZONE).read(elsewhere)
    assert content != found.content
    assert [each.entry.id for each in found.entries] == ["a"]
    assert "Date: lies in 2026-w47, the file in 2026-w46" in found.problems[0].message


def test_two_reports_by_hand_of_one_name_in_two_weeks_are_told_apart_by_their_files(tmp_path):
    """A name such as ``raid.md`` is soon given twice; where both weeks told it one is left out, with the mend."""
    for week, day in (("2026-w46", 10), ("2026-w47", 17)):
        path = tmp_path / f"content/entries/{week}/raid.md"
        path.parent.mkdir(parents=True)
        path.write_text(f"Title: Raid\nDate: 2026-11-{day}\nOutlet: x\nLink:\n\n", "utf-8")
    pages = {f"2026/{week}/index.html": [(entry_key("", "raid"), "", "")] for week in ("w46", "w47")}
    mend = (
        "the same report as content/entries/2026-w46/raid.md, for its name; rename one if they are two, else delete one"
    )
    assert Basis(tmp_path, tmp_path, "").copies(pages) == {"content/entries/2026-w47/raid.md": mend}
    assert Basis(tmp_path, tmp_path, "").copies(dict([*pages.items()][:1])) == {}


@pytest.mark.parametrize("key", ["Id", "Feed"])
def test_a_report_whose_key_was_changed_by_hand_is_left_out_and_named(tmp_path, key):
    """What hides it is by the key that the file's name has: it would be shown, and nobody would hear of it."""
    (kept,) = put(tmp_path, judged("a"))
    path = tmp_path / kept.path
    path.write_text(path.read_text("utf-8").replace(f"\n{key}: ", f"\n{key}: x"), "utf-8")
    found = WeekFiles(tmp_path, ZONE).read(parse_week("2026-w47"))
    assert found.entries == ()
    assert f"the file's name has {kept.judged.entry.key}; restore what they said" in found.problems[0].message
    path.rename(path.with_name("by-another-name.md"))
    assert WeekFiles(tmp_path, ZONE).read(parse_week("2026-w47")).problems == ()


@pytest.mark.parametrize("old", [[], [1], ["x"] * 7, [None] * 7, [0, 0, 1, 2, 3, 4, 5]])
def test_strange_marks_are_not_believed(tmp_path, old):
    """Marks of another shape are no marks: the file is read."""
    (kept,) = put(tmp_path, judged("a"))
    assert store.index(tmp_path, {kept.path: old}).rows[kept.path].key == kept.judged.entry.key


def test_changed_entry_keeps_a_persons_layout(tmp_path):
    """In a file that a person has shaped only the changed lines change; one as pull wrote it is written anew."""
    stored, other = put(tmp_path, judged("a"), judged("b"))
    path = tmp_path / stored.path
    path.write_text(path.read_text() + "\nA second paragraph of the desk.\n")
    retitled = replace(stored.judged, entry=replace(stored.judged.entry, title="New", was=("Raid at the well",)))
    store.save_changed(tmp_path, store.Stored(stored.path, retitled), markdown.changed_lines(retitled))
    text = path.read_text()
    assert text.startswith("Title: New\n")
    assert "Was: Raid at the well\n" in text
    assert text.endswith("A body.\n\nA second paragraph of the desk.\n")
    why = retitled.judgement.because(Reason("edit", "masked", "child in another report of the story"))
    hidden = replace(retitled.entry, summary="A [name withheld].", link="https://ridge.example/%61")
    store.save_changed(tmp_path, store.Stored(stored.path, replace(retitled, entry=hidden, judgement=why)), {})
    assert path.read_text().endswith("\n\nA [name withheld].\n")
    assert "\nLink: https://ridge.example/%61\n" in path.read_text()
    assert "\nWhy: edit masked: child in another report of the story\n" in path.read_text()
    changed = replace(other.judged, entry=replace(other.judged.entry, title="New"))
    anew = store.save_changed(tmp_path, store.Stored(other.path, changed), {})
    assert store.read_entry(tmp_path / anew, anew, UTC) == changed


def test_a_file_loses_the_name_that_its_entry_hides(tmp_path):
    """It is named after its headline, which a repository shows; where the old one stays, so does the file's name."""
    (stored,) = put(tmp_path, judged("a"))
    entry = stored.judged.entry
    retitled = replace(stored.judged, entry=replace(entry, title="New", was=(entry.title,)))
    assert store.save_changed(tmp_path, store.Stored(stored.path, retitled), {}) == stored.path
    masked = replace(retitled, entry=replace(retitled.entry, was=("Raid on [name withheld]",)))
    path = store.save_changed(tmp_path, store.Stored(stored.path, masked), {})
    assert path == f"{Path(stored.path).parent.as_posix()}/new-{entry.key}.md"
    assert [found.path for found in store.read_entries(tmp_path).entries] == [path]
    by_hand = (tmp_path / path).rename((tmp_path / path).with_name(f"ours-{entry.key}.md"))
    name = by_hand.relative_to(tmp_path).as_posix()
    assert store.save_changed(tmp_path, store.Stored(name, stored.judged), {}) == name


def test_sweep_removes_only_litter(tmp_path):
    """What a killed run left half-written goes; entries stay."""
    (stored,) = put(tmp_path, judged("a"))
    litter = (tmp_path / stored.path).with_name(".usalama-1-x.md.tmp")
    litter.write_text("half")
    assert store.sweep(tmp_path) == 1
    assert not litter.exists()
    assert (tmp_path / stored.path).exists()
    store.remove(tmp_path, [stored.path, stored.path])
    assert not (tmp_path / stored.path).exists()


def test_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    """When the disk fails before the rename, the old content stays and nothing is left beside it."""
    path = tmp_path / "x"
    disk.write_whole(path, b"old")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        disk.write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_entry_on_disk_wins_over_its_held_twin(tmp_path):
    """After a release that was cut short, the entry is the one among the entries."""
    (kept,) = put(tmp_path, judged("a"))
    put(tmp_path, judged("a"), kind=store.HELD)
    known = Known(store.index(tmp_path, {}).rows.values(), lambda _path: None)
    assert known.path(judged("a").entry.key) == kept.path
    assert known.held_why(FEED) == "unknown"


def test_few_open_files_are_enough(tmp_path):
    """Where a system lets a process open little, many files are written all the same."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    opened = len(list(Path("/proc/self/fd").iterdir()))
    resource.setrlimit(resource.RLIMIT_NOFILE, (opened + 40, hard))
    try:
        disk.write_all((tmp_path / f"{number}.md", b"x") for number in range(200))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert len(list(tmp_path.iterdir())) == 200
