"""Records of closed weeks on disk: known without being opened, read only where they are printed."""

import os
from datetime import UTC, datetime
from pathlib import Path

from usalama.digest import issues
from usalama.digest.issues import Issue
from usalama.files import issuefiles
from usalama.words.weeks import Week

WEEK = Week(2026, 46)
ISSUE = Issue("2026-w46", datetime(2026, 11, 17, tzinfo=UTC), "2026.11.0", "abcd", {"0123456789": "x"}, "f" * 64)


def write(root, name, text):
    folder = root / issues.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_a_site_without_records_has_no_closed_week(tmp_path):
    """Nothing is there before the first week closes."""
    assert issuefiles.closed(tmp_path) == {}
    assert issuefiles.read(tmp_path, WEEK) is None


def test_a_closed_week_is_known_by_its_file_and_another_file_is_none(tmp_path):
    """What stands for a record changes when the record does; a note beside the records is no week."""
    write(tmp_path, "2026-w46.json", issues.render(ISSUE))
    write(tmp_path, "2026-w09.json", "torn")
    write(tmp_path, "readme.json", "{}")
    write(tmp_path, "2026-W45.json", "{}")
    before = issuefiles.closed(tmp_path)
    assert list(before) == [Week(2026, 9), WEEK]
    write(tmp_path, "2026-w46.json", issues.render(ISSUE) + "\n")
    assert issuefiles.closed(tmp_path)[WEEK] != before[WEEK]


def test_a_week_that_was_closed_anew_is_seen(tmp_path):
    """Its record has the size of the one that a person removed, and other digests."""
    write(tmp_path, "2026-w46.json", issues.render(ISSUE))
    before = issuefiles.closed(tmp_path)
    path = tmp_path / issues.FOLDER / "2026-w46.json"
    was = path.stat()
    path.write_text(issues.render(ISSUE).replace("f" * 64, "e" * 64), encoding="utf-8")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns + 1))
    assert path.stat().st_size == was.st_size
    assert issuefiles.closed(tmp_path) != before


def test_a_record_that_cannot_be_read_costs_itself(tmp_path):
    """It is left out and named, a folder in its place too; the others are there."""
    write(tmp_path, "2026-w46.json", issues.render(ISSUE))
    write(tmp_path, "2026-w45.json", "torn")
    (tmp_path / issues.FOLDER / "2026-w44.json").mkdir()
    assert issuefiles.read(tmp_path, WEEK) == ISSUE
    assert issuefiles.read(tmp_path, Week(2026, 45)) is None
    named = issuefiles.problems(tmp_path, issuefiles.closed(tmp_path))
    assert [each.message.partition("; ")[0] for each in named] == [
        "content/issues/2026-w44.json: is a folder",
        "content/issues/2026-w45.json: no record of an issue",
    ]


def test_a_link_that_leads_nowhere_costs_itself(tmp_path):
    """The weeks beside it are closed all the same, and it is named."""
    write(tmp_path, "2026-w46.json", issues.render(ISSUE))
    (tmp_path / issues.FOLDER / "2026-w45.json").symlink_to("nowhere")
    closed = issuefiles.closed(tmp_path)
    assert list(closed) == [Week(2026, 45), WEEK]
    (named,) = issuefiles.problems(tmp_path, closed)
    mend = "mount the disk that it leads to, or restore it from the repository"
    assert named.message == f"content/issues/2026-w45.json: a link that leads nowhere; {mend}"


def test_a_record_that_is_removed_while_they_are_looked_at_costs_itself(tmp_path, monkeypatch):
    """As where a repository is checked out in the middle of a run."""
    write(tmp_path, "2026-w46.json", issues.render(ISSUE))
    write(tmp_path, "2026-w45.json", "torn")
    stat = os.stat

    def removed(path, **options):
        if str(path).endswith("2026-w45.json"):
            Path(path).unlink()
        return stat(path, **options)

    monkeypatch.setattr(os, "stat", removed)
    assert list(issuefiles.closed(tmp_path)) == [WEEK]
