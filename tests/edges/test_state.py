"""The memory between runs: whatever is wrong with it is named and built anew, never believed."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from usalama.feeds.followed import HiddenName
from usalama.files import state
from usalama.model import FeedState, Habit

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
FULL = FeedState(
    "https://ridge.example/feed",
    last_retrieved=NOW,
    last_error="no answer",
    failures=3,
    rhythm_hours=2.5,
    told=(("0123456789", "abcdef0123"),),
    habit=Habit(host="ridge.example", sites=("ridge.example",), pulls=2, new_per_day=1.5, learnt=NOW),
)


def put(root, data):
    path = root / state.FOLDER / "state.json"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)


def dropped(key="k", rules="r"):
    return state.Dropped(key, "https://ridge.example/feed", "", "A harvest", 0.1, "nothing", NOW, rules)


def test_states_come_back_as_they_were(tmp_path):
    """Every field survives the file; a file that would be the same is not written again."""
    states = {FULL.url: FULL, "u": FeedState("u")}
    state.write_states(tmp_path, states)
    assert state.read_states(tmp_path) == (states, ())
    before = (tmp_path / ".cache/state.json").stat().st_mtime_ns
    state.write_states(tmp_path, states)
    assert (tmp_path / ".cache/state.json").stat().st_mtime_ns == before


def test_missing_memory_is_no_problem(tmp_path):
    """A first run has nothing to remember and nothing to report."""
    assert state.read_states(tmp_path) == ({}, ())
    assert (state.read_index(tmp_path), state.read_alarms(tmp_path), state.read_status(tmp_path)) == ({}, {}, {})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\x00" * 100,
        b"\xff\xfe{\x00}\x00",
        b"null",
        b"[]",
        b"3",
        b'{"version": 0, "feeds": []}',
        b'{"version": 99, "feeds": []}',
        b'{"feeds": []}',
        b"[" * 100_000,
        b'{"version": 1e999}',
    ],
    ids=lambda data: repr(data[:12]),
)
def test_unreadable_memory_is_named_and_forgotten(tmp_path, data):
    """A torn, foreign or otherwise versioned file is one problem, and as good as none."""
    put(tmp_path, data)
    states, (problem,) = state.read_states(tmp_path)
    assert states == {}
    assert "anew" in problem.message
    state.write_states(tmp_path, {FULL.url: FULL})
    assert state.read_states(tmp_path) == ({FULL.url: FULL}, ())


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"url": 3},
        {"url": None},
        {"url": "u", "failures": "many"},
        {"url": "u", "failures": True},
        {"url": "u", "last_success": "yesterday"},
        {"url": "u", "last_success": "2026-11-23T06:00:00"},
        {"url": "u", "rhythm_hours": "often"},
        {"url": "u", "told": [["one"]]},
        {"url": "u", "told": "x"},
        {"url": "u", "habit": []},
        {"url": "u", "habit": {"pulls": 1.5}},
        {"url": "u", "held_since": 10**400},
        "u",
    ],
    ids=str,
)
def test_one_wrong_feed_costs_itself(tmp_path, wrong):
    """A state whose values have other types is forgotten; the other feeds' states stay."""
    put(tmp_path, json.dumps({"version": 1, "feeds": [{"url": "good"}, wrong]}).encode())
    states, problems = state.read_states(tmp_path)
    assert list(states) == ["good"]
    assert len(problems) == 1


def test_unknown_fields_of_a_later_program_are_passed_over(tmp_path):
    """A field that this program does not know costs nothing."""
    put(tmp_path, json.dumps({"version": 1, "feeds": [{"url": "u", "mood": "fine"}]}).encode())
    assert state.read_states(tmp_path) == ({"u": FeedState("u")}, ())


@pytest.mark.shared
def test_no_json_file_stops_a_run(tmp_path, shared_data):
    """Each of the public corpus of JSON cases, as any of our files, is read or forgotten."""
    cases = sorted((shared_data / "hostile/json-test-suite").rglob("*.json"))
    assert len(cases) > 300
    readers = (state.read_states, state.read_index, state.read_alarms, state.read_status, state.read_dropped)
    for case in cases:
        data = case.read_bytes()
        for name in ("state.json", "index.json", "alarms.json", "status.json"):
            put(tmp_path, data)
            (tmp_path / ".cache" / name).write_bytes(data)
        (tmp_path / ".cache/dropped").mkdir(exist_ok=True)
        (tmp_path / ".cache/dropped/2026-w47.jsonl").write_bytes(data)
        for read in readers:
            read(tmp_path)
        assert state.read_states(tmp_path)[0] == {}


def test_truncated_memory_is_forgotten(tmp_path):
    """Cut anywhere, the file is as good as none."""
    state.write_states(tmp_path, {FULL.url: FULL})
    whole = (tmp_path / ".cache/state.json").read_bytes()
    for at in range(0, len(whole), max(len(whole) // 100, 1)):
        put(tmp_path, whole[:at])
        assert state.read_states(tmp_path)[0] == {}


def test_dropped_reports_are_remembered_by_week(tmp_path):
    """Reports not kept come back in order; torn lines cost themselves."""
    state.add_dropped(tmp_path, "2026-w46", [dropped("a")])
    state.add_dropped(tmp_path, "2026-w47", [dropped("b")])
    path = tmp_path / ".cache/dropped/2026-w47.jsonl"
    path.write_bytes(path.read_bytes() + b'{"key": "c", "fee')
    state.add_dropped(tmp_path, "2026-w47", [dropped("d")])
    assert [each.key for each in state.read_dropped(tmp_path)] == ["a", "b", "d"]
    assert [each.key for each in state.read_dropped(tmp_path, weeks=1)] == ["b", "d"]


def test_what_was_noted_without_its_date_is_read_again(tmp_path):
    """As by an older program, without the id that it is let in by: a line of today comes in its place."""
    state.add_dropped(tmp_path, "2026-w47", [dropped("a"), replace(dropped("b"), published=NOW)])
    assert state.read_dropped_marks(tmp_path) == {"b": ("r", "A harvest", dropped("b").relevance)}


def test_dropped_reports_are_bounded(tmp_path):
    """Only the last half year stays."""
    for n in range(1, 41):
        state.add_dropped(tmp_path, f"2026-w{n:02d}", [dropped(str(n))])
    state.add_dropped(tmp_path, "2026-w40", [])
    assert len(list((tmp_path / ".cache/dropped").iterdir())) == state.MOST_WEEKS
    assert len(state.read_dropped(tmp_path)) == state.MOST_WEEKS


def test_one_weeks_file_of_dropped_reports_is_bounded(tmp_path, monkeypatch):
    """What a feed with new ids at each pull brings fills no disk."""
    monkeypatch.setattr(state, "MOST_BYTES", 1000)
    for n in range(100):
        state.add_dropped(tmp_path, "2026-w47", [dropped(str(n))])
    assert (tmp_path / ".cache/dropped/2026-w47.jsonl").stat().st_size < 1500
    assert [each.key for each in state.read_dropped(tmp_path)][:2] == ["0", "1"]


def test_dropped_text_of_any_kind_is_written(tmp_path):
    """Half a surrogate pair in a title stops nothing."""
    state.add_dropped(tmp_path, "2026-w47", [state.Dropped("k", "f", "", "\ud83d", 0.1, "x", NOW, "r")])
    assert [each.key for each in state.read_dropped(tmp_path)] == ["k"]


def test_status_sections_do_not_touch_each_other(tmp_path):
    """Pull and publish each replace their own section."""
    state.write_status(tmp_path, "pull", {"started": "a"})
    state.write_status(tmp_path, "publish", {"started": "b"})
    state.write_status(tmp_path, "pull", {"started": "c"})
    status = state.read_status(tmp_path)
    assert (status["pull"], status["publish"]) == ({"started": "c"}, {"started": "b"})


def test_alarms_and_marks_come_back(tmp_path):
    """What was told and seen is remembered."""
    state.write_alarms(tmp_path, {"b": "2026-11-23", "a": "2026-11-22"})
    state.write_index(tmp_path, {"x.md": [1, 2, "k", "f", "o", "p", ""]})
    assert state.read_alarms(tmp_path) == {"a": "2026-11-22", "b": "2026-11-23"}
    assert state.read_index(tmp_path) == {"x.md": [1, 2, "k", "f", "o", "p", ""]}
    assert state.sweep(tmp_path) == 0


@pytest.mark.parametrize(
    "data", [b"{", b'{"version": 1, "names": 3}', b'{"version": 1, "names": [["s1"], 3, [1, 2, 3, 4, 5]]}']
)
def test_names_that_reports_hide_come_back_or_are_forgotten(tmp_path, data):
    """Their fingerprints survive the file; what is none is passed over, and no file is made for none."""
    names = (HiddenName("s1", "a", "m", "child", "2026-11-18"), HiddenName("s1", "b", "", "", "2026-11-18"))
    state.write_hidden(tmp_path, ())
    assert not (tmp_path / state.FOLDER).exists()
    state.write_hidden(tmp_path, names)
    assert state.read_hidden(tmp_path) == names
    (tmp_path / state.FOLDER / "hidden.json").write_bytes(data)
    assert state.read_hidden(tmp_path) == ()
