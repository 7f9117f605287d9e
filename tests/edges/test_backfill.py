"""Back-filling: the same entries and stories however the work was cut, spread, killed or repeated."""

import json
import pickle
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path

import pytest

from usalama.cli import main
from usalama.documents.archives import Partition, split
from usalama.errors import EntryError
from usalama.files import store
from usalama.formats import markdown
from usalama.ledger.ledger import Ledger, link_mark
from usalama.usecases import backfill
from usalama.usecases.backfill import Order, entry_files, finished, join, judge_partition
from usalama.words.weeks import week_of

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
EAT = timezone(timedelta(hours=3))
PLACES = ("Baringo", "Turkana", "Mandera", "Lamu", "Kisumu", "Samburu")


def made(count):
    """Reports of made raids, each told by two outlets, with chaff between them."""
    for n in range(count):
        place, day = PLACES[n % len(PLACES)], 1 + n % 20
        for outlet in ("hill", "lake"):
            yield {
                "id": f"{outlet}-{n}",
                "link": f"https://{outlet}.example/{n}",
                "title": f"Armed bandits kill {n + 3} herders in {place} raid",
                "summary": f"Police in {place} said {n + 3} herders died and cattle were driven away.",
                "published": f"2026-10-{day:02d}T0{n % 9}:00:00+03:00",
                "lang": "en",
            }
        yield {"link": f"https://hill.example/tea-{n}", "title": f"Tea prices rise by {n}", "published": "2026-10-02"}


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "made.jsonl"
    path.write_text("".join(json.dumps(report) + "\n" for report in made(24)), encoding="utf-8")
    return path


def order(folder):
    return Order(partial(store.read_desk, ROOT), folder / "results", EAT, NOW, Ledger().refuses, "made")


def backfilled(source, folder, size, *, backwards=False):
    """Judge every partition here and join; return the written files by name."""
    parts = split([source], size)
    results = [judge_partition(part, order(folder)) for part in (reversed(parts) if backwards else parts)]
    sink = entry_files(folder, partial(store.entry_path, zone=EAT, kind="entries"))
    join(results, store.read_desk(ROOT), sink, order(folder))
    return tree(folder / "entries")


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.md"))}


def test_ids_that_each_file_counts_from_1_make_no_two_reports_one(tmp_path):
    """By its page a report is known again, and by its id with its date; by an id alone all later files were lost."""
    raid = {"title": "Armed bandits kill {} herders in Baringo raid", "link": "https://hill.example/{}/{}"}
    for month in range(1, 4):
        rows = [
            [str(n), raid["title"].format(month * n), raid["link"].format(month, n), f"2026-0{month}-1{n}"]
            for n in range(1, 5)
        ]
        rows.append(["1", raid["title"].format(month), raid["link"].format("moved", month), f"2026-0{month}-11"])
        rows.append(["9", rows[0][1], f"{rows[0][2]}?utm_source=x", f"2026-0{month}-12"])
        text = "\n".join(map(",".join, [["id", "title", "link", "date"], *rows]))
        (tmp_path / f"{month}.csv").write_text(text + "\n", "utf-8")
    written = backfilled(tmp_path, tmp_path / "out", 10**9)
    links = [line for body in written.values() for line in body.decode().splitlines() if line.startswith("Link: ")]
    assert sorted(links) == [f"Link: https://hill.example/{month}/{n}" for month in range(1, 4) for n in range(1, 5)]
    assert len({path[-13:] for path in written}) == 12


def test_reports_without_an_address_of_their_own_are_not_one(tmp_path):
    """Archives whose links lead to a front page, with ids and without."""
    titles = [f"Armed bandits kill {n} herders in Baringo raid" for n in range(2, 6)]
    front = [
        {"link": "https://hill.example/", "title": title, "date": f"2026-03-0{len(title) % 9}"} for title in titles
    ]
    (tmp_path / "a.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in front * 2), "utf-8")
    assert len(backfilled(tmp_path, tmp_path / "out", 10**9)) == 4
    named = [{**each, "id": n} for n, each in enumerate(front, 1)]
    (tmp_path / "a.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in named), "utf-8")
    assert len(backfilled(tmp_path, tmp_path / "other", 10**9)) == 4


def test_what_the_site_pulled_itself_is_not_told_again_and_its_stories_go_on(tmp_path, scratch_site, scheduler, capsys):
    """Weeks that are copied beside those of pulls hold no report a second time; in tables for research all stand."""
    root, command = scratch_site(), ["backfill", str(tmp_path / "a.csv"), "--now", NOW.isoformat(), *scheduler]
    title = "Armed bandits kill 7 herders in Baringo raid"
    rows = [
        f"{title},https://{host}.example/raid,2026-10-0{day},Cattle were driven off."
        for host, day in (("hill", 5), ("lake", 6))
    ]
    (tmp_path / "a.csv").write_text("\n".join(["title,link,date,summary", *rows, ""]), "utf-8")
    assert main([*command, "--root", str(root), "--out", str(tmp_path / "first")]) == 0
    pulled, later = sorted(tree(tmp_path / "first").items(), key=lambda each: b"lake" in each[1])
    place = root / "content" / pulled[0]
    place.parent.mkdir(parents=True, exist_ok=True)
    told = pulled[1].replace(b"Feed: archive:hill-example", b"Feed: https://hill.example/feed")
    place.write_bytes(told.replace(later[1][later[1].index(b"Story: ") :].splitlines()[0], b"Story: s0123456789"))
    capsys.readouterr()
    for _ in range(2):
        assert main([*command, "--root", str(root), "--out", str(tmp_path / "second")]) == 0
        assert "left out: 1 report, which the site has from its feeds" in capsys.readouterr().out
        ((name, body),) = tree(tmp_path / "second").items()
        assert (name, b"Story: s0123456789\n" in body) == (later[0], True)
        (root / "content" / name).parent.mkdir(exist_ok=True)
        (root / "content" / name).write_bytes(body)  # copied, it is still what this run makes
    assert main([*command, "--root", str(root), "--out", str(tmp_path / "all"), "--parquet"]) == 0
    assert "2 entries in 1 week" in capsys.readouterr().out


def test_the_stories_do_not_depend_on_the_partitions(source, tmp_path):
    """One partition or thirty, in any order: every entry file is the same, byte for byte."""
    whole = backfilled(source, tmp_path / "one", 10**9)
    assert len(whole) == 48
    stories = {line for body in whole.values() for line in body.decode().splitlines() if line.startswith("Story: ")}
    assert 1 < len(stories) < 48
    assert backfilled(source, tmp_path / "many", 500) == whole
    assert backfilled(source, tmp_path / "backwards", 900, backwards=True) == whole


def test_the_tables_are_compiled_once_a_worker(source, tmp_path):
    """Each task of a cluster comes with an order of its own; tables that say the same are not compiled again."""
    backfill._compiled.cache_clear()
    parts = split([source], 900)
    for part in parts:
        judge_partition(part, pickle.loads(pickle.dumps(order(tmp_path))))
    assert len(parts) > 1
    assert backfill._compiled.cache_info().misses == 1


WARNED = """
import argparse, logging
from usalama.commands import backfill

if __name__ == "__main__":
    with backfill._cluster(argparse.Namespace(scheduler=None, workers=1)):
        logging.getLogger("distributed.nanny").warning("slow to end")
        logging.getLogger("distributed.nanny").error("broken")
"""


def test_a_worker_that_is_slow_to_end_is_no_warning(tmp_path):
    """What costs nothing would stand in the mail of a run that went well; what is an error is still heard."""
    program = tmp_path / "program.py"
    program.write_text(WARNED, encoding="utf-8")
    ran = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, check=True, cwd="/")
    assert "broken" in ran.stderr
    assert "slow to end" not in ran.stderr


def test_a_report_in_two_archives_is_one_entry(source, tmp_path):
    """The same reports in a second archive add nothing."""
    again = source.with_name("again.jsonl")
    again.write_bytes(source.read_bytes())
    both = tmp_path / "both"
    parts = split([source, again], 10**9)
    results = [judge_partition(part, order(both)) for part in parts]
    sink = entry_files(both, partial(store.entry_path, zone=EAT, kind="entries"))
    joined = join(results, store.read_desk(ROOT), sink, order(both))
    assert (joined.entries, joined.repeats) == (48, 48)


def test_a_finished_partition_is_not_done_again(source, tmp_path):
    """A result is found again by what the partition is; a changed file is another partition."""
    (part,) = split([source], 10**9)
    assert finished(tmp_path / "results", part) is None
    result = judge_partition(part, order(tmp_path))
    assert finished(tmp_path / "results", part) == result
    source.write_bytes(source.read_bytes() + b"\n")
    (changed,) = split([source], 10**9)
    assert finished(tmp_path / "results", changed) is None


def test_a_report_keeps_its_key_when_its_outlet_gets_another_slug(tmp_path):
    """Else the next back-fill would write each report a second time, beside the first."""
    path = tmp_path / "made.jsonl"
    path.write_text(json.dumps({**next(made(1)), "link": "https://nation.africa/kenya/raid"}) + "\n", encoding="utf-8")
    tables = store.read_desk(ROOT)
    names = []
    for number, text in enumerate(
        (tables["feeds.toml"], tables["feeds.toml"].replace('slug = "nation"', 'slug = "daily"'))
    ):
        named = order(tmp_path / str(number))
        judge_partition(Partition(str(path)), replace(named, tables=lambda text=text: {**tables, "feeds.toml": text}))
        (result,) = named.results.glob("*.jsonl")
        (written,) = (markdown.read(json.loads(line)[0], "x").entry for line in result.read_text("utf-8").splitlines())
        names.append((written.outlet, written.key))
    assert [outlet for outlet, _ in names] == ["nation", "daily"]
    assert names[0][1] == names[1][1]


def test_what_a_partition_named_is_found_again(tmp_path):
    """A run that goes on names the documents that an earlier one could not use."""
    path = tmp_path / "made.csv"
    path.write_text("title,link,published\n,https://hill.example/1,2026-11-18\nOne,,2026-11-18\n", encoding="utf-8")
    (part,) = split([path], 10**9)
    result = judge_partition(part, order(tmp_path))
    assert [problem.subject for problem in result.named] == ["made.csv, line 2", "made.csv, line 3"]
    assert finished(tmp_path / "results", part) == result


def test_a_torn_result_does_not_count(source, tmp_path):
    """A result whose facts were cut off, or are another program's, is made again."""
    (part,) = split([source], 10**9)
    judge_partition(part, order(tmp_path))
    facts = tmp_path / "results" / f"{part.id}.json"
    whole = facts.read_bytes()
    for torn in (whole[:20], b"[]", b"{}", whole.replace(b'"named": []', b'"named": [1]')):
        facts.write_bytes(torn)
        assert finished(tmp_path / "results", part) is None


def test_a_report_without_a_date_is_named_and_not_guessed(tmp_path):
    """What belongs to no week is a problem with its place, and costs nothing else."""
    path = tmp_path / "made.jsonl"
    path.write_text('{"title": "Bandits kill two in Baringo", "link": "https://hill.example/1"}\n', encoding="utf-8")
    result = judge_partition(Partition(str(path)), order(tmp_path))
    assert (result.read, result.kept, result.problems) == (1, 0, 1)
    assert result.named[0].subject == "made.jsonl, byte 0"


def started(*words):
    return subprocess.Popen(
        [sys.executable, "-m", *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd="/"
    )


def said(process, what):
    """Read a process's log until a line that holds ``what``; return the line."""
    for line in process.stderr:
        if what in line:
            return line
    raise AssertionError(f"{process.args} ended without saying {what!r}")


@contextmanager
def running(count):
    """A real scheduler and so many worker processes on loopback; ended whatever happens."""
    scheduler = started(
        "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"
    )
    address = "tcp://" + said(scheduler, "Scheduler at:").split("tcp://")[1].strip()
    words = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny")
    workers = [started(*words, "--host", "127.0.0.1") for _ in range(count)]
    for worker in workers:
        said(worker, "Registered to:")
    drains = [threading.Thread(target=process.stderr.read, daemon=True) for process in (scheduler, *workers)]
    for drain in drains:
        drain.start()
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()
    for drain in drains:
        drain.join()
    for process in (*workers, scheduler):
        process.stderr.close()


@pytest.fixture
def cluster():
    """A cluster of this test's own, with two workers."""
    with running(2) as own:
        yield own


@pytest.fixture(scope="module")
def scheduler():
    """What names a cluster that runs already to a command: to start one takes longer than what it is to do."""
    with running(1) as (address, _):
        yield "--scheduler", address
    from distributed import utils  # noqa: PLC0415  loaded by now

    utils._offload_executor.shutdown()  # its thread would never end
    utils._offload_executor = ThreadPoolExecutor(1)


def test_a_worker_that_dies_in_the_middle_loses_nothing(source, tmp_path, cluster):
    """With two workers, one of them killed at work, an existing cluster gives what one process gives."""
    address, workers = cluster
    out = tmp_path / "cluster"
    words = ["backfill", str(source), "--root", str(ROOT), "--out", str(out), "--scheduler", address]
    command = [sys.executable, "-c", "from usalama.cli import main; import sys; sys.exit(main())", *words]
    large = tmp_path / "made.jsonl"
    with large.open("a", encoding="utf-8") as file:
        rows = [
            {"link": f"https://hill.example/more-{n}", "title": f"Maize {n}", "published": "2026-10-03"}
            for n in range(3000)
        ]
        file.writelines(json.dumps(row) + "\n" for row in rows)
    run = subprocess.Popen(
        [*command, "--partition", "0.05", "--now", NOW.isoformat()], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    results = out / "results"
    ended = time.monotonic() + 120
    while not any(results.glob("*.jsonl")) and run.poll() is None and time.monotonic() < ended:
        with suppress(subprocess.TimeoutExpired):  # and leave the processor to those that are waited for
            run.wait(0.02)
    workers[0].send_signal(signal.SIGKILL)
    printed, _ = run.communicate(timeout=180)
    assert run.returncode == 0, printed.decode()
    assert tree(out / "entries") == backfilled(large, tmp_path / "here", 10**9)


@pytest.mark.parametrize(
    "odd",
    [
        {"lang": "English (Kenya)"},
        {"lang": ["en"]},
        {"lang": "en\nStatus: draft"},
        {"id": "z" * 5_000_000},
        {"id": "a\nTitle: Something else"},
        {"id": "\ud800"},
        {"id": {"a": [1]}},
        {"summary": [[["Police in Baringo said herders died."]]]},
        {"published": "2026-10-05" + "0" * 100_000},
        {"published": 1_790_000_000},
        {"link": "https://hill.example:99999/"},
        {"link": "https://hill.example/\ud800"},
        {"title": "\x00\ud800"},
    ],
    ids=range(13),
)
def test_an_odd_field_costs_its_report_at_most(tmp_path, odd):
    """Whatever stands in a field of one line, the others come out as ever, and every file can be read again."""
    reports = [report for report in made(3) if "summary" in report]
    path = tmp_path / "odd.jsonl"
    path.write_text("".join(json.dumps({**each, **(odd if n == 2 else {})}) + "\n" for n, each in enumerate(reports)))
    files = backfilled(path, tmp_path / "out", 10**9)
    links = [line for body in files.values() for line in body.decode().splitlines() if line.startswith("Link: ")]
    assert {f"Link: {each['link']}" for n, each in enumerate(reports) if n != 2} <= set(links)
    for name, body in files.items():
        assert len(body) < 3000
        markdown.read(body.decode(), name, EAT)


def test_a_folder_with_the_other_kind_of_result_is_refused(source, tmp_path, capsys):
    """Entry files beside Parquet files would be every report twice: one line says what to do, and nothing is begun."""
    sink = entry_files(tmp_path, partial(store.entry_path, zone=EAT, kind="entries"))
    result = judge_partition(split([source], 10**9)[0], order(tmp_path))
    join([result], store.read_desk(ROOT), sink, order(tmp_path))
    before = tree(tmp_path)
    command = ["backfill", str(source), "--root", str(ROOT), "--out"]
    assert main([*command, str(tmp_path), "--parquet"]) == 64
    assert "holds entry files of an earlier run; remove them" in capsys.readouterr().err
    assert tree(tmp_path) == before
    (tmp_path / "other/entries").mkdir(parents=True)
    (tmp_path / "other/entries/2026-w40.parquet").write_bytes(b"")
    assert main([*command, str(tmp_path / "other")]) == 64
    assert "holds Parquet files of an earlier run" in capsys.readouterr().err


def test_a_file_in_place_of_the_folder_is_refused(source, capsys):
    """Before any worker is started, each of which would fail at it."""
    assert main(["backfill", str(source), "--root", str(ROOT), "--out", str(source)]) == 64
    assert capsys.readouterr().err == f"usalama: {source}: a file; name a folder with --out\n"


def test_a_sites_own_content_is_refused(source, scratch_site, capsys):
    """No lock is held for hours, so that a digest would take half of the years, and publish and close them."""
    root = scratch_site("https://coast.example/feed")
    before = tree(root)
    assert main(["backfill", str(source), "--root", str(root), "--out", str(root / "content")]) == 64
    assert "/content: the site's own content, of which a digest would publish half" in capsys.readouterr().err
    assert tree(root) == before


def test_a_folder_without_any_archive_is_refused(tmp_path, capsys):
    """Another was meant: it is no back-fill of nothing that went well."""
    (tmp_path / "notes.txt").write_text("none", "utf-8")
    assert main(["backfill", str(tmp_path), "--root", str(ROOT), "--out", str(tmp_path / "out")]) == 64
    assert capsys.readouterr().err.startswith(f"usalama: {tmp_path}: holds no archive; known are ")


def test_a_source_of_which_nothing_could_be_taken_ends_with_2(source, tmp_path, scratch_site, capsys):
    """Such as a table whose dates have another name: somebody has to look, though each of its rows is named."""
    table = tmp_path / "dates.csv"
    table.write_text("link,title,day\nhttps://hill.example/1,Bandits strike,2026-10-02\n", "utf-8")
    command = ["backfill", str(source), str(table), "--root", str(scratch_site()), "--workers", "1"]
    assert main([*command, "--now", NOW.isoformat(), "--out", str(tmp_path / "out")]) == 2
    assert f"{table}: 1 read, 0 kept, 1 problem" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("kind", "left"), [([], "2026-w39/a-report-0123456789.md"), (["--parquet"], "2026-w39.parquet")]
)
def test_what_an_earlier_run_left_is_named(tmp_path, scratch_site, scheduler, capsys, monkeypatch, kind, left):
    """So are results of other tables beside those of these, and files that no reader knows: nothing of it is silent."""
    table, root, out = tmp_path / "in/dates.csv", scratch_site(), tmp_path / "out"
    table.parent.mkdir()
    (table.parent / "notes.txt").write_text("none", "utf-8")
    table.write_text("link,title,date\nhttps://hill.example/1,Bandits kill two in Baringo,2026-10-02\n", "utf-8")
    command = ["backfill", str(table.parent), "--root", str(root), *scheduler, "--now", NOW.isoformat()]
    command += ["--out", str(out), *kind]
    assert main(command) == 0
    told = capsys.readouterr().out
    assert f"1 file of no known kind passed over: {table.parent / 'notes.txt'}; known are .xml" in told
    assert "of none of these sources" not in told
    assert "judged by other tables" not in told
    earlier = out / "entries" / left
    earlier.parent.mkdir(exist_ok=True)
    earlier.write_text("An earlier run's.", "utf-8")
    vocabulary = root / "content/catalog/vocabulary.csv"
    vocabulary.write_text(vocabulary.read_text("utf-8").rstrip() + "\nthreat,weak,en,made raid,\n", "utf-8")
    monkeypatch.setitem(sys.modules, "distributed", None)  # nothing is to be judged, so no cluster is started
    assert main(command) == 0
    told = capsys.readouterr().out
    assert "holds files of none of these sources: 2026-w39 (1); remove them" in told
    assert "1 partition was judged by other tables than now" in told
    assert earlier.read_text("utf-8") == "An earlier run's."


def test_what_was_taken_down_is_not_even_among_the_results(source, tmp_path):
    """A partition that is judged later writes no word of it, for a worker may be killed before anything is joined."""
    (part,) = split([source], 10**9)
    without = replace(order(tmp_path), refuses=lambda one: one.link == "https://hill.example/3")
    assert judge_partition(part, without).kept == judge_partition(part, order(tmp_path / "all")).kept - 1
    (written,) = (tmp_path / "results").glob("*.jsonl")
    assert "https://hill.example/3" not in written.read_text("utf-8")


def test_what_was_taken_down_comes_back_from_no_archive(source, tmp_path, scratch_site, scheduler, capsys):
    """Neither as an entry nor among the results, also where an earlier run wrote it there; the others stay."""
    root, out = scratch_site("https://hill.example/feed"), tmp_path / "out"
    command = ["backfill", str(source), "--root", str(root), *scheduler, "--now", NOW.isoformat(), "--out"]
    link, words = "https://hill.example/3", "kill 6 herders in Lamu"

    def where(folder):
        return [path for path in folder.rglob("*") if path.is_file() and words in path.read_text("utf-8")]

    lake = source.read_text("utf-8").replace('"https://lake.example/3"', '"https://hill.example/3"')
    source.write_text(lake, "utf-8")  # told by one address alone
    assert main([*command, str(out)]) == 0
    before = tree(out / "entries")
    assert where(out)
    (root / "content/ledger.toml").write_text(
        '[[edits]]\ndo = "take-down"\non = "0123456789"\nwhen = 2026-11-22T18:00:00+03:00\nwhy = "Asked for."\n'
        f'kind = "safety"\nlinks = ["{link_mark(link)}"]\n',
        "utf-8",
    )
    for folder in (out, tmp_path / "new", out):
        assert main([*command, str(folder)]) == 0
        assert where(folder) == []
        assert tree(folder / "entries").keys() == {name for name in before if "kill-6-herders-in-lamu" not in name}
    (root / "content/catalog/feeds.toml").unlink()
    assert main([*command, str(tmp_path / "none")]) == 64
    assert capsys.readouterr().err == ("usalama: content/catalog/feeds.toml: missing; restore it from the repository\n")
    assert not (tmp_path / "none").exists()


def test_what_pull_masks_is_masked_in_archives_too(tmp_path):
    """A minor's name in an old report is written nowhere, not even among the results."""
    row = {
        "link": "https://hill.example/1",
        "title": "Bandits kill two herders in Baringo; John Doe, 12, was hurt",
        "published": "2026-10-03",
    }
    source = tmp_path / "made.jsonl"
    source.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (written,) = backfilled(source, tmp_path / "out", 10**6).values()
    assert b"[name withheld: child], 12" in written
    assert b"edit masked: child" in written
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_file() and b"John Doe" in path.read_bytes()]
    # What was taken down is known by its words as they were shown.
    (part,) = split([source], 10**6)
    without = replace(order(tmp_path / "without"), refuses=lambda one: "[name withheld: child]" in one.title)
    assert judge_partition(part, without).kept == 0


def test_an_old_report_has_the_language_of_its_words(tmp_path):
    """Archives name one language for all that they hold, or none."""
    row = {
        "link": "https://hill.example/1",
        "title": "Majambazi wawaua wafugaji wawili katika uvamizi Baringo, asema chifu wa eneo hilo",
        "published": "2026-10-03",
    }
    source = tmp_path / "made.jsonl"
    for said, before in (({"lang": "en"}, b"its feed says en"), ({}, b"nobody says which")):
        source.write_text(json.dumps(row | said) + "\n", encoding="utf-8")
        (written,) = backfilled(source, tmp_path / f"out-{len(said)}", 10**6).values()
        assert b"\nLang: sw\n" in written
        assert b'language sw: by "asema", "katika", "wa", "wawili"; ' + before in written


def raid(number, title, summary, day):
    """One outlet's report of a made raid."""
    return {
        "link": f"https://hill.example/{number}",
        "title": title,
        "summary": f"{summary} in a raid on Kapndege village in Baringo, police said.",
        "published": f"2026-{day}T08:00:00+03:00",
    }


def test_a_name_that_one_report_hides_is_hidden_in_the_others_of_its_story(tmp_path):
    """In those before and after it, in whatever partition and week; where no report hides it, it stays."""
    shown = [
        raid(1, "Bandits shoot Made Pendo in Kapndege raid in Baringo", "Bandits shot Made Pendo", "10-02"),
        raid(2, "Made Pendo shot by bandits in Kapndege raid in Baringo", "Bandits shot Pendo Made", "10-08"),
    ]
    hiding = raid(3, "Bandits in Kapndege raid in Baringo shoot Made Pendo", "Bandits shot Made Pendo, 9,", "10-05")
    source = tmp_path / "made.jsonl"
    source.write_text("".join(json.dumps(each) + "\n" for each in shown), encoding="utf-8")
    before = backfilled(source, tmp_path / "out", 10**9)
    assert all(b"Made Pendo" in body for body in before.values())
    source.write_text("".join(json.dumps(each) + "\n" for each in (*shown, hiding)), encoding="utf-8")
    files = backfilled(source, tmp_path / "out", 100)
    assert len(split([source], 100)) > 1
    assert len(files) == 3
    assert len({line for body in files.values() for line in body.decode().splitlines() if "Story: " in line}) == 1
    assert [name for name, body in files.items() if "pendo" in name or b"pendo" in body.lower()] == []
    assert sum(b"edit masked: child in another report of the story" in body for body in files.values()) == 2


def test_a_name_that_a_repeat_hides_is_hidden_in_what_it_repeats(tmp_path):
    """The same page in another archive, with the child's age, is not written; what it hides counts all the same."""
    shown = raid(1, "Bandits shoot Made Pendo in Kapndege raid in Baringo", "Bandits shot Made Pendo", "10-02")
    again = raid(1, "Bandits shoot Made Pendo in Kapndege raid in Baringo", "Bandits shot Made Pendo, 9,", "10-13")
    source = tmp_path / "made.jsonl"
    source.write_text("".join(json.dumps(each) + "\n" for each in (shown, again)), encoding="utf-8")
    (body,) = backfilled(source, tmp_path / "out", 10**9).values()
    assert b"Pendo" not in body


def test_a_week_waits_for_the_names_of_four_months(tmp_path):
    """Then it is written, before the weeks that follow are read: years of news do not stand in memory."""
    dates = ("2026-01-05", "2026-01-12", "2026-05-11", "2026-09-21")
    rows = [{**report, "published": f"{day}T08:00:00+03:00"} for report, day in zip(made(4), dates, strict=False)]
    rows = [{**row, "title": f"Armed bandits kill {n + 3} herders in Lamu"} for n, row in enumerate(rows)]
    source = tmp_path / "made.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    result = judge_partition(split([source], 10**9)[0], order(tmp_path))
    read, sunk = [], []

    def sink(week, entries):
        sunk.append((week, read[-1], len(entries)))
        return len(entries)

    def noted(entry):
        read.append(week_of(entry.published, EAT).slug)
        return False

    join([result], store.read_desk(ROOT), sink, replace(order(tmp_path), refuses=noted))
    assert sunk == [
        ("2026-w02", "2026-w20", 1),
        ("2026-w03", "2026-w39", 1),
        ("2026-w20", "2026-w39", 1),
        ("2026-w39", "2026-w39", 1),
    ]


def test_results_of_another_program_are_refused(source, tmp_path):
    """In one line that says what to do."""
    (part,) = split([source], 10**9)
    result = judge_partition(part, order(tmp_path))
    lines = tmp_path / "results" / f"{part.id}.jsonl"
    lines.write_bytes(lines.read_bytes().replace(b'["', b'"', 1).replace(b", {}]", b"     ", 1))
    with pytest.raises(EntryError, match=r"made.jsonl: .*; remove the results folder and run again"):
        join([result], store.read_desk(ROOT), lambda *_: 0, order(tmp_path))
