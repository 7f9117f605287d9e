"""A document can only lose itself: whatever it does to the process that reads it, the others are read."""

import io
import os
import pickle
import resource
import signal
import subprocess
import sys
from datetime import UTC, datetime
from multiprocessing.connection import Pipe
from pathlib import Path

import pytest

from usalama.documents import parse_worker, parsing
from usalama.documents.nursery import ParseSettings, Worker
from usalama.documents.parsing import Ahead, Document, ParsePool
from usalama.judging.firstlook import compile_tables
from usalama.model import Feed, ParsedFeed

FEED = Feed("https://feeds.example/feed.xml", "our-paper", "Our Paper", "en")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FINE = b'<rss version="2.0"><channel><item><title>Fine</title></item></channel></rss>'
# So many attributes on one element take minutes: each is compared with all before it.
ENDLESS = b"<rss><channel><item " + b" ".join(b'a%d="x"' % n for n in range(100_000)) + b"/></channel></rss>"
# Deeply nested elements take memory for each level: in all some 370 MiB, and with room for them a few seconds.
LARGE = b"<rss><channel>" + b"<item>" * 300_000


def read_all(documents, ahead=None, **settings):
    with ParsePool(ParseSettings(**settings), ahead) as pool:
        yield from pool.read_all(documents, NOW)


def read(*bodies, **settings):
    documents = [Document(FEED, body, "", number) for number, body in enumerate(bodies)]
    parsed = dict(read_all(documents, **settings))
    assert sorted(parsed) == list(range(len(bodies))), "each document is answered for exactly once"
    return [parsed[number] for number in range(len(bodies))]


@pytest.mark.parametrize("workers", [1, 2])
def test_documents_come_back_with_their_tags(workers):
    """In one child or in several, what is read is the same, and each result names its document."""
    bodies = [FINE.replace(b"Fine", b"Fine %d" % number) for number in range(20)]
    assert [p.entries[0].title for p in read(*bodies, workers=workers)] == [f"Fine {number}" for number in range(20)]


def test_a_document_that_eats_processor_time_is_ended():
    """Past its processor time the kernel ends the child; the documents before and after are read (A24)."""
    before, endless, after = read(FINE, ENDLESS, FINE, workers=1, cpu_seconds=1)
    assert endless.failure == "needs more than 1 seconds of processor time to be read"
    assert before.entries[0].title == after.entries[0].title == "Fine"


def test_processor_time_is_counted_for_each_document():
    """A child that has read much does not run out of time for it: the limit begins anew with each document."""
    heavy = b'<rss version="2.0"><channel>' + b"<item><title>x</title></item>" * 8000 + b"</channel></rss>"
    assert [p.failure for p in read(*[heavy] * 6, workers=1, cpu_seconds=1)] == [""] * 6


def test_a_document_that_eats_memory_is_ended():
    """Past its memory a document fails alone, with its reason: time, where the parser tries on without room (A24)."""
    before, large, after = read(FINE, LARGE, FINE, workers=1, most_memory=160 * 1024 * 1024)
    assert large.entries == ()
    assert large.failure.startswith(("needs more than 160 MiB", "needs more than 20 seconds", "the parser died"))
    assert before.entries[0].title == after.entries[0].title == "Fine"


def test_a_document_that_waits_for_ever_is_ended():
    """A child that does not answer within the wall-clock limit is replaced."""
    hung, fine = read(ENDLESS, FINE, workers=1, wall_seconds=5)  # a busy machine starts the next child in that
    assert hung.failure == "not read within 5 seconds"
    assert fine.entries[0].title == "Fine"


def reading(pool):
    """Return the first child once it has a document: it then allows itself so much processor time."""
    while not pool._children:
        os.sched_yield()
    (child,) = pool._children
    before = resource.getrlimit(resource.RLIMIT_CPU)
    while resource.prlimit(child._process.pid, resource.RLIMIT_CPU) == before:
        os.sched_yield()
    return child


def test_a_child_that_dies_costs_one_document():
    """When a child is killed from outside, its document fails and the next child goes on."""
    with ParsePool(ParseSettings(workers=1)) as pool:
        promise = pool.submit(Document(FEED, ENDLESS, "", None), NOW)
        reading(pool)._process.kill()
        assert promise.result()[0].failure == "the parser died of it (exit code -9)"
        assert pool.submit(Document(FEED, FINE, "", None), NOW).result()[0].entries


def test_a_child_that_died_between_documents_costs_none():
    """As one of several that the kernel ended for want of memory: the next document is read by another."""
    with ParsePool(ParseSettings(workers=1)) as pool:
        for _ in range(2):
            assert pool.submit(Document(FEED, FINE, "", None), NOW).result()[0].failure == ""
            (child,) = pool._children
            child._process.kill()
            child._process.wait()
        assert pool.submit(Document(FEED, FINE, "", None), NOW).result()[0].entries[0].title == "Fine"


STUCK = "import os, signal, sys; answers = int(sys.argv[1])\n{}\nsignal.pause()"


@pytest.mark.parametrize(
    ("did", "size", "told"),
    [
        ("os.close(answers)", 1, "the parser died of it (exit code -9)"),
        (r"os.write(answers, b'\0\0\1\0half')", 1, "not read within 1 seconds"),
        ("", 2**20, "not read within 1 seconds"),
    ],
)
def test_a_child_that_stops_and_lives_holds_up_nobody(did, size, told):
    """It closed its pipe, or broke off within its answer, or reads no question to its end: it is ended all the same."""
    theirs, questions = Pipe(duplex=False)
    answers, its = Pipe(duplex=False)
    ends = theirs.fileno(), its.fileno()
    process = subprocess.Popen([sys.executable, "-c", STUCK.format(did), str(ends[1])], pass_fds=ends)
    theirs.close()
    its.close()
    child = parsing._Child(ParseSettings(wall_seconds=1), Worker(process, questions, answers))
    assert not did or answers.poll(60), "the child has begun"
    assert child.ask(Document(FEED, b"x" * size, "", None), NOW, None) == told
    child.close()
    assert process.returncode == -signal.SIGKILL


def test_closing_ends_what_is_under_way():
    """A run that stops does not wait for a document: its children are killed and reaped."""
    pool = ParsePool(ParseSettings(workers=1))
    pool.submit(Document(FEED, FINE, "", None), NOW).result()
    pool.submit(Document(FEED, ENDLESS, "", None), NOW)
    (child,) = pool._children
    pool.close()
    assert child._process.wait() == -9, "killed, and neither waited for nor ended by its own limits"


def test_a_child_can_only_send_records():
    """Whatever a taken-over child sends, no code of its choosing is named here."""

    class Evil:
        def __reduce__(self):
            return (print, ("owned",))

    with pytest.raises(pickle.UnpicklingError, match=r"builtins\.print"):
        parsing._Records(io.BytesIO(pickle.dumps(Evil()))).load()


def test_all_records_may_be_sent():
    """What an honest child sends, every field filled, is taken."""
    (parsed,) = read(
        b'<rss version="2.0"><channel><title>t</title><language>sw</language><item><title>a</title>'
        b"<pubDate>Mon, 23 Nov 2026 08:30:00 +0300</pubDate></item><item><description>no title</description></item>"
        b"<item/></channel></rss>",
        workers=1,
    )
    assert isinstance(parsed, ParsedFeed)
    assert len(parsed.entries) == 2
    assert len(parsed.problems) == 2


def test_a_child_has_nothing_of_our_environment(monkeypatch):
    """A child starts with an empty environment: no secret of ours is in its memory."""
    monkeypatch.setenv("USALAMA_SECRET", "hidden")
    with ParsePool(ParseSettings(workers=1)) as pool:
        pool.submit(Document(FEED, FINE, "", None), NOW).result()
        (child,) = pool._children
        environment = Path(f"/proc/{child._process.pid}/environ").read_bytes()
    assert b"hidden" not in environment


def test_work_done_ahead_is_what_would_be_found_later(files):
    """With the tables, children also mask and judge, and what they find is what this process finds itself."""
    texts = files
    raid = FINE.replace(
        b"Fine", b"Bandits kill two herders in Baringo, says Chief John Doe of Baringo; John Doe, 12, was hurt"
    )
    looks = []
    ahead = Ahead(texts, lambda feed: feed.url == FEED.url, looks.extend)
    documents = [Document(FEED, raid, "", 0), Document(FEED._replace(url="https://other.example/"), FINE, "", 1)]
    found = dict(read_all(documents, ahead, workers=1))
    assert [look.entry for look in looks] == list(found[0].entries)
    (look,) = looks
    assert compile_tables(texts).looks([look.entry]) == (look,)
    assert look.judgement.relevance > 0.5
    assert look.masked_by


def test_tables_with_a_mistake_cost_no_document():
    """Where looking ahead fails the documents are read all the same; whoever compiles the tables later says why."""
    looks = []
    ahead = Ahead({"places.csv": "nonsense"}, lambda feed: True, looks.extend)  # noqa: ARG005
    found = dict(read_all([Document(FEED, FINE, "", 0)], ahead, workers=1))
    assert found[0].entries[0].title == "Fine"
    assert looks == []


def test_children_say_whether_the_tables_hold_a_mistake(files):
    """Whoever asks need not compile tables that a child has compiled; without children, or with a mistake, it must."""
    mistaken = [files | {name: "nonsense"} for name in ("places.csv", "patterns.csv", "redaction.toml")]
    for texts, good in ((files, True), *((each, False) for each in mistaken)):
        with ParsePool(ParseSettings(workers=2), Ahead(texts, lambda _: True, list)) as pool:
            assert pool.has_compiled() is good
    with ParsePool(ParseSettings(workers=1)) as pool:
        assert not pool.has_compiled()


def test_tables_are_compiled_in_one_process_where_none_more_is_to_be_had(files, monkeypatch):
    """A machine that forks no more has one process for it, and a document that is read there is not lost."""

    def refused():
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    assert parse_worker._compiled(files) is not None
    assert parse_worker._compiled(files | {"places.csv": "nonsense"}) is None


def test_children_of_a_nursery_die_alone_and_say_of_what(files):
    """A child that was forked is ended, named and replaced as one that was started; the tables go on being used."""
    looks = []
    ahead = Ahead(files, lambda _: True, looks.extend)
    with ParsePool(ParseSettings(workers=1, cpu_seconds=1), ahead) as pool:
        endless = pool.submit(Document(FEED, ENDLESS, "", None), NOW).result()[0]
        assert endless.failure == "needs more than 1 seconds of processor time to be read"
        parsed, found = pool.submit(Document(FEED, FINE, "", None), NOW).result()
        assert parsed.entries[0].title == "Fine"
        assert len(found) == 1, "the child that took its place has compiled the tables for itself"
    with ParsePool(ParseSettings(workers=2, wall_seconds=60), ahead) as pool:
        promise = pool.submit(Document(FEED, ENDLESS, "", None), NOW)
        reading(pool).end()  # its sister lives and must not hold the pipe open
        assert promise.result()[0].failure == "the parser died of it (exit code -9)"


def test_closing_ends_a_nursery_and_all_that_it_brought_up(files):
    """Whether they have read or not, whether the tables are compiled or not, no process is left."""
    ahead = Ahead(files, lambda _: True, list)
    with ParsePool(ParseSettings(workers=3), ahead) as pool:
        nursery = pool._nursery
        pool.submit(Document(FEED, FINE, "", None), NOW).result()
        pids = [*(child._process.pid for child in pool._children), *(each.process.pid for each in nursery._born)]
        assert len(pids) == 3
    assert not any(Path(f"/proc/{pid}").exists() for pid in (*pids, nursery._process.pid))
    pool = ParsePool(ParseSettings(workers=2), ahead)
    pool.close()
    assert not Path(f"/proc/{pool._nursery._process.pid}").exists()
    assert not pool._children


def test_without_its_nursery_a_pool_goes_on(files):
    """Where the nursery is killed, children are started one by one, and what it had brought up goes on reading."""
    looks = []
    ahead = Ahead(files, lambda _: True, looks.extend)
    with ParsePool(ParseSettings(workers=1), ahead) as pool:
        pool._nursery.end()
        assert len(pool.submit(Document(FEED, FINE, "", None), NOW).result()[1]) == 1
    with ParsePool(ParseSettings(workers=1), ahead) as pool:
        assert pool.has_compiled()
        pool._nursery.end()
        assert len(pool.submit(Document(FEED, FINE, "", None), NOW).result()[1]) == 1


def test_a_nursery_that_comes_to_nothing_is_not_waited_for(files):
    """Stopped as it begins, it holds no run up: after the time that a document has, children are started one by one."""
    looks = []
    with ParsePool(ParseSettings(workers=1, wall_seconds=1), Ahead(files, lambda _: True, looks.extend)) as pool:
        os.kill(pool._nursery._process.pid, signal.SIGSTOP)
        assert not pool.has_compiled()
        pool._settings = ParseSettings(workers=1)  # a busy machine takes more than a second for the next
        assert len(pool.submit(Document(FEED, FINE, "", None), NOW).result()[1]) == 1


def test_a_slow_reader_slows_the_supplier():
    """Documents are not piled up: no more are taken than some for each child."""
    taken = 0

    def supply():
        nonlocal taken
        for number in range(100):
            taken += 1
            yield Document(FEED, FINE, "", number)

    results = read_all(supply(), workers=1)
    next(results)
    assert taken <= 6
    results.close()
