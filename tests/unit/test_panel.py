"""Quiet or blind: a silence is told apart from a feed that was down."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from usalama.digest.panel import Panel, Seat, alike, breaks, fixed, mark, read_panel, render, sight, thin, usual
from usalama.errors import CatalogError
from usalama.files import panelfiles
from usalama.words.weeks import Week

HILL, LAKE = "https://hill.example/feed", "https://lake.example/feed"
BOTH = {HILL: "hill", LAKE: "lake"}


def test_a_panel_only_grows():
    """A feed that answered once in the week has answered; asking again with nothing new changes nothing."""
    monday = Panel().with_round(BOTH, [HILL])
    assert [seat.answered for seat in monday.seats] == [True, False]
    later = monday.with_round(BOTH, [LAKE])
    assert [seat.answered for seat in later.seats] == [True, True]
    assert later.with_round(BOTH, []) == later
    assert later.with_round({}, []) == later


def test_a_feed_that_was_not_due_has_its_place():
    """Every feed that is to be read is in the panel, asked or not; one that never answered did not work."""
    found = Panel().with_round(BOTH, [HILL])
    assert (found.asked, found.worked) == (2, 1)
    assert found.down == {mark(LAKE): "lake"}


def test_a_panel_is_read_back_as_written():
    """What is read is what was written; a mistake names the file and the line."""
    panel = Panel((Seat('https://a.example/?q=a,b"c', "hill", answered=True), Seat(LAKE, "lake", answered=False)))
    assert read_panel(render(panel), "p.csv") == panel
    assert read_panel(render(Panel()), "p.csv") == Panel()
    with pytest.raises(CatalogError, match=r"p\.csv:2: .*0 or 1"):
        read_panel(f"feed,outlet,answered\n{HILL},hill,yes\n", "p.csv")
    with pytest.raises(CatalogError, match=r"p\.csv:3: .*stands in line 2 too"):
        read_panel(f"feed,outlet,answered\n{HILL},hill,1\n{HILL},hill,0\n", "p.csv")
    with pytest.raises(CatalogError, match=r"p\.csv:2: a hidden character"):
        read_panel(f"feed,outlet,answered\n{HILL}\0,hill,1\n", "p.csv")
    with pytest.raises(CatalogError, match=r"p\.csv:1: .*first line"):
        read_panel("<<<<<<< ours\n", "p.csv")
    with pytest.raises(CatalogError, match=r"p\.csv: .*restore it"):
        read_panel(f"feed,outlet,answered\r{HILL},hill,1\r", "p.csv")


def test_what_a_feed_reported_in_two_weeks_it_usually_covers():
    """One week is chance, two are a habit; several stories in one week are one week."""
    assert usual([["hill", "hill", "lake"], ["lake"], ["ridge"]]) == ("lake",)


def test_a_week_is_thin_where_fewer_than_three_in_four_feeds_worked():
    """At three in four it is not; one of which nobody was to be read lacks nothing."""
    assert thin(2, 3)
    assert not thin(3, 4)
    assert not thin(0, 0)
    assert sight(Panel((Seat(HILL, "hill", answered=True), Seat(LAKE, "lake", answered=False))), ()).thin


def test_weeks_compare_where_mostly_the_same_feeds_worked():
    """Feeds that worked in neither week, or were read in one alone, say nothing; an outage does; unnoted is unknown."""

    def week(**feeds):
        return Panel(tuple(Seat(name, name, answered=good) for name, good in feeds.items()))

    usual_week = week(hill=True, lake=True, ridge=True, ford=True, dead=False)
    assert alike(usual_week, usual_week)
    assert alike(week(hill=True, lake=True, ridge=True, ford=False, dead=False), usual_week)
    outage = week(hill=True, lake=True, ridge=False, ford=False, dead=False)
    assert not alike(outage, usual_week)
    assert not alike(usual_week, outage)
    assert alike(week(hill=True, new=True, other=True), week(hill=True, old=True))
    assert alike(outage, None) is alike(outage, Panel()) is None


def test_a_trend_breaks_where_a_source_joins_or_leaves():
    """Weeks are marked where the list of feeds changed; a week without a panel is no change."""
    one, two = Panel((Seat(HILL, "hill", answered=True),)), Panel().with_round(BOTH, [])
    assert breaks([one, one, two, None, Panel(), two, one]) == (2, 6)
    assert fixed([one, None, two]) == {mark(HILL)}
    assert fixed([None]) == frozenset()


MOVED, MOVED_ON = "https://hill.example/rss", "https://hill.example/rss/news"


@pytest.mark.parametrize("both", [(), (HILL, MOVED), (HILL, MOVED, HILL, MOVED)])
def test_a_feed_whose_address_changed_neither_left_nor_joined(both):
    """The week of the change may have both addresses, and so may the one before; each stands for the feed."""

    def week(*feeds):
        return Panel().with_round({feed: BOTH.get(feed, "hill") for feed in feeds}, [])

    between = [week(LAKE, *both[at : at + 2]) for at in range(0, len(both), 2)]
    weeks = [week(HILL, LAKE), *between, week(MOVED, LAKE), week(MOVED, LAKE), week(MOVED_ON, LAKE)]
    assert breaks(weeks) == ()
    assert fixed(weeks) == {mark(feed) for feed in (HILL, MOVED, MOVED_ON, LAKE)}
    other = [week(HILL), week(LAKE)]
    assert (breaks(other), fixed(other)) == ((1,), frozenset())
    two = [week(HILL), week(MOVED, MOVED_ON)]
    assert (breaks(two), len(fixed(two))) == ((1,), 2)


def test_a_second_round_of_a_day_writes_no_byte(tmp_path):
    """The file is written where a round changes it, in the week of the site's own zone, and nowhere else."""
    sunday_night = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)  # Monday in Nairobi
    zone = ZoneInfo("Africa/Nairobi")
    assert panelfiles.add_round(tmp_path, sunday_night, zone, BOTH, [HILL]) == ()
    path = tmp_path / "content/panels/2026-w48.csv"
    before = path.read_bytes(), path.stat().st_mtime_ns
    panelfiles.add_round(tmp_path, sunday_night, zone, BOTH, [LAKE])
    assert path.read_bytes() != before[0]
    before = path.read_bytes(), path.stat().st_mtime_ns
    panelfiles.add_round(tmp_path, sunday_night, zone, BOTH, [])
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(panelfiles.read_all(tmp_path)[0]) == [Week(2026, 47), Week(2026, 48)]


def test_a_feed_that_answers_before_a_weeks_record_closes_tells_of_that_week(tmp_path):
    """Monday's and Tuesday morning's answers count for last week too; Wednesday's do not."""
    zone = ZoneInfo("Africa/Nairobi")
    for day, answered in ((22, []), (24, [HILL]), (25, [LAKE])):
        panelfiles.add_round(tmp_path, datetime(2026, 11, day, 6, tzinfo=zone), zone, BOTH, answered)
    found = panelfiles.read_all(tmp_path)[0]
    assert [seat.answered for seat in found[Week(2026, 47)].seats] == [True, False]
    assert [seat.answered for seat in found[Week(2026, 48)].seats] == [True, True]


def test_a_panel_that_cannot_be_read_costs_its_week_alone(tmp_path):
    """A torn or conflicted file is named, left as it is, and the others are read."""
    folder = tmp_path / "content/panels"
    folder.mkdir(parents=True)
    (folder / "2026-w46.csv").write_bytes(b"<<<<<<< ours\n")
    (folder / "2026-w47.csv").write_text(render(Panel((Seat(HILL, "hill", answered=True),))))
    found, problems = panelfiles.read_all(tmp_path)
    assert list(found) == [Week(2026, 47)]
    assert [problem.subject for problem in problems] == ["content/panels/2026-w46.csv"]
    at = datetime(2026, 11, 10, tzinfo=UTC)
    assert panelfiles.add_round(tmp_path, at, UTC, BOTH, [HILL])
    assert (folder / "2026-w46.csv").read_bytes() == b"<<<<<<< ours\n"
    (folder / "2026-w60.csv").write_text(render(Panel()))
    (folder / "2026-w46.csv").write_bytes(b"feed,outlet,answered\n\xff")
    torn, misnamed = panelfiles.read_all(tmp_path)[1]
    assert torn.message == "content/panels/2026-w46.csv: line 2: not UTF-8 at byte 21; save it as UTF-8"
    assert misnamed.message == "content/panels/2026-w60.csv: '2026-w60' is not a week: 2026 has weeks 1 to 53"
    (folder / "2026-w60.csv").unlink()
    (folder / "2026-w46.csv").unlink()
    (folder / "2026-w46.csv").mkdir()
    (problem,) = panelfiles.read_all(tmp_path)[1]
    assert problem.message == "content/panels/2026-w46.csv: is a folder; a file belongs there, move the folder away"
    assert panelfiles.add_round(tmp_path, at, UTC, BOTH, [HILL]) == (problem,)
    (folder / "2026-w46.csv").rmdir()
    # A link to a disk that is not mounted, to itself, or through what is no folder, is no empty panel.
    for to in ("nowhere", "2026-w46.csv", "2026-w47.csv/2026-w46.csv"):
        (folder / "2026-w46.csv").symlink_to(to)
        (problem,) = panelfiles.read_all(tmp_path)[1]
        assert problem.subject == "content/panels/2026-w46.csv"
        assert panelfiles.add_round(tmp_path, at, UTC, BOTH, [HILL]) == (problem,)
        (folder / "2026-w46.csv").unlink()
