"""Asking for feeds: what is taken, what is a failure and by which name, and how long anything may take."""

import gzip
import resource
import socket
import subprocess
import sys
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import brotli
import pytest

from usalama.feeds.answers import Failure
from usalama.model import Feed
from usalama.network.fetch import fetch_all
from usalama.network.retrieve import Earlier, FetchSettings, user_agent

try:
    from compression import zstd
except ImportError:
    from backports import zstd

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SETTINGS = FetchSettings(
    user_agent("1.0", "https://usalama.example/about/", "desk@usalama.example"),
    now=NOW,
    connect_seconds=1.0,
    feed_seconds=20.0,
    run_seconds=60.0,
    allow_loopback=True,
    retry_wait=0.0,
)
BODY = b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>'


def feed(url):
    return Feed(url, "our-paper", "Our Paper", "en")


def ask(*urls, settings=SETTINGS, **options):
    with fetch_all([feed(u) for u in urls], settings=settings, **options) as answers:
        found = {each.feed.url: each for each in answers}
    assert len(found) == len(set(urls)), "each feed is answered for exactly once"
    return [found[url] for url in urls]


def finished(*got):
    """What a caller keeps of answers that it worked through."""
    return {each.feed.url: Earlier(each.validators, each.digest) for each in got}


def test_the_slowest_of_the_last_time_is_asked_first(loopback):
    """With fewer connections than feeds, nobody is waited for alone at the end; who is unknown comes last."""
    urls = [loopback.serve(f"/{name}", BODY) for name in ("unknown", "quick", "slow")]
    ask(*urls, settings=SETTINGS._replace(connections=1), waits={urls[1]: 0.1, urls[2]: 2.0})
    assert [path for path, _ in loopback.asked] == ["/slow", "/quick", "/unknown"]


def test_a_feed_is_fetched_with_an_honest_name(loopback):
    """200 gives the body, its digest and type; the server reads who we are and whom to write to."""
    (got,) = ask(loopback.serve("/feed", BODY))
    assert (got.status, got.body, got.failure, got.error) == (200, BODY, None, "")
    assert got.digest == sha256(BODY).hexdigest()
    assert got.content_type == "application/rss+xml"
    headers = loopback.asked[0][1]
    assert headers["User-Agent"] == "Usalama/1.0 (+https://usalama.example/about/; desk@usalama.example)"
    assert "Cookie" not in headers
    assert "Cache-Control" not in headers


@pytest.mark.parametrize(
    ("header", "value", "condition"),
    [("ETag", '"abc"', "If-None-Match"), ("Last-Modified", "Mon, 02 Nov 2026 06:00:00 GMT", "If-Modified-Since")],
)
@pytest.mark.parametrize("again", [True, False], ids=["told again", "told once"])
def test_a_feed_that_did_not_change_is_not_sent_again(loopback, header, value, condition, again):
    """The second request carries the validator; 304 names the document that was finished, time after time."""

    def page(handler):
        same = handler.headers.get(condition) == value
        told = {header: value} if again or not same else {}
        loopback.answer(handler, 304 if same else 200, b"" if same else BODY, **told)

    loopback.pages["/feed"] = page
    (first,) = ask(loopback.url("/feed"))
    (second,) = ask(loopback.url("/feed"), earlier=finished(first))
    (third,) = ask(loopback.url("/feed"), earlier=finished(second))
    assert [(each.status, each.body) for each in (first, second, third)] == [(200, BODY), (304, b""), (304, b"")]
    assert first.digest == second.digest == third.digest == sha256(BODY).hexdigest()
    assert first.validators == second.validators == third.validators


def test_a_feed_is_asked_again_however_fresh_it_claims_to_be(loopback):
    """max-age or an old Last-Modified never keep news back: each run asks."""
    loopback.serve("/feed", BODY, Cache_Control="max-age=86400", Last_Modified="Mon, 02 Nov 2020 06:00:00 GMT")
    (first,) = ask(loopback.url("/feed"))
    (second,) = ask(loopback.url("/feed"), earlier=finished(first))
    assert (len(loopback.asked), second.body) == (2, BODY)


def test_not_modified_is_no_answer_to_who_did_not_ask(loopback):
    """A server that says 304 to a plain request has given nothing."""
    (got,) = ask(loopback.serve("/feed", b"", status=304))
    assert got.failure is Failure.STATUS


def test_a_validator_goes_to_its_own_server_alone(loopback):
    """Where a feed has moved since, neither the old address nor a new one is asked by what another server gave."""
    (first,) = ask(loopback.serve("/feed", BODY, ETag='"a"'))
    loopback.serve("/feed", b"", status=302, Location="/moved")
    loopback.serve("/moved", BODY, ETag='"b"')
    (moved,) = ask(loopback.url("/feed"), earlier=finished(first))
    (again,) = ask(loopback.url("/feed"), earlier=finished(moved))
    assert (moved.status, again.status, again.validators.url) == (200, 200, loopback.url("/moved"))
    told = [(path, headers["If-None-Match"]) for path, headers in loopback.asked]
    assert told == [("/feed", None), ("/feed", '"a"'), ("/moved", None), ("/feed", None), ("/moved", '"b"')]


ENCODERS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


@pytest.mark.parametrize("encoding", ENCODERS)
def test_a_compressed_feed_is_unpacked(loopback, encoding):
    """gzip, deflate, brotli and zstd are understood."""
    address = loopback.serve("/feed", ENCODERS[encoding](BODY), Content_Encoding=encoding)
    assert ask(address)[0].body == BODY


@pytest.mark.parametrize("encodings", ["gzip", "deflate", "br", "zstd", "gzip, gzip", "br, gzip", "gzip, zstd"])
def test_a_bomb_is_dropped_at_the_cap(loopback, encodings):
    """However it is packed, a body is dropped when it decodes to more than the cap, having cost little (A28)."""
    bomb = b"\0" * (64 * 1024 * 1024)
    for name in encodings.split(", "):
        bomb = ENCODERS[name](bomb)
    address = loopback.serve("/feed", bomb, Content_Encoding=encodings)
    settings = SETTINGS._replace(most_bytes=1024 * 1024)
    began = time.process_time()
    (got,) = ask(address, settings=settings)
    assert (got.failure, got.body) == (Failure.TOO_LARGE, b"")
    assert time.process_time() - began < 3.0


@pytest.mark.parametrize("encodings", ["gzip, br", "br, zstd, gzip"])
def test_a_feed_that_was_packed_twice_is_unpacked(loopback, encodings):
    """Each coding is taken off."""
    packed = BODY
    for name in encodings.split(", "):
        packed = ENCODERS[name](packed)
    loopback.serve("/feed", packed, Content_Encoding=encodings)
    assert ask(loopback.url("/feed"))[0].body == BODY


@pytest.mark.parametrize("empty", [zstd.compress(b""), b"\x00\x00\x00\xff\xff"], ids=["zstd", "deflate"])
def test_bytes_between_two_codings_are_counted(loopback, empty):
    """A small packed body around millions of empty pieces comes to nothing: what lies between is bounded too."""
    inner = empty * (3 * 1024 * 1024 // len(empty))
    names = "zstd, zstd" if empty[0] else "deflate, zstd"
    loopback.serve("/feed", zstd.compress(inner, 19), Content_Encoding=names)
    (got,) = ask(loopback.url("/feed"), settings=SETTINGS._replace(most_bytes=1024 * 1024))
    assert got.failure is Failure.TOO_LARGE


def test_a_body_in_more_codings_than_anybody_needs_is_refused(loopback):
    """Four codings around a good feed are three too many."""
    packed = BODY
    for _ in range(4):
        packed = gzip.compress(packed)
    loopback.serve("/feed", packed, Content_Encoding=", ".join(["gzip"] * 4))
    assert ask(loopback.url("/feed"))[0].failure is Failure.PROTOCOL


def test_a_body_without_end_is_dropped_at_the_cap(loopback):
    """A stream that never ends is cut at the cap and nothing of it is kept."""

    def page(handler):
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65536)

    loopback.pages["/flood"] = page
    (got,) = ask(loopback.url("/flood"), settings=SETTINGS._replace(most_bytes=1024 * 1024))
    assert (got.failure, got.body) == (Failure.TOO_LARGE, b"")


def test_compressed_bytes_without_content_are_bounded_too(loopback):
    """An endless gzip header decodes to nothing: what comes over the wire is counted as well."""

    def page(handler):
        handler.send_response(200)
        handler.send_header("Content-Encoding", "gzip")
        handler.end_headers()
        handler.wfile.write(b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03")
        while True:
            handler.wfile.write(b"n" * 65536)

    loopback.pages["/flood"] = page
    (got,) = ask(loopback.url("/flood"), settings=SETTINGS._replace(most_bytes=1024 * 1024))
    assert got.failure is Failure.TOO_LARGE


def drip(first, piece=b"x"):
    """Answer with ``first`` and then with a piece every 50 ms; return the page, and the list of the pieces it sent."""
    sent = []

    def page(handler):
        handler.wfile.write(first)
        while not threading.Event().wait(0.05):
            handler.wfile.write(piece)
            sent.append(piece)

    return page, sent


HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


def pour(first, piece):
    """Answer with ``first`` and then ``piece`` for ever."""

    def page(handler):
        handler.wfile.write(first)
        while True:
            handler.wfile.write(piece)

    return page


@pytest.mark.parametrize(
    ("first", "piece", "failure"),
    [
        (HEAD, b"X: y\r\n" * 1000, Failure.PROTOCOL),
        (HEAD + b"X: ", b"y" * 65536, Failure.PROTOCOL),
        (b"HTTP/1.1 200 ", b"y" * 65536, Failure.PROTOCOL),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000, Failure.TOO_LARGE),
        (b"", b"HTTP/1.1 103 Early Hints\r\n" + b"Link: </x>\r\n" * 1000 + b"\r\n", Failure.TOO_LARGE),
        (CHUNKED, b"1;" + b"y" * 50_000 + b"\r\nx\r\n", Failure.TOO_LARGE),
        (CHUNKED + b"1;", b"y" * 65536, Failure.PROTOCOL),
        (CHUNKED + b"0\r\n", b"X: y\r\n" * 1000, Failure.PROTOCOL),
    ],
    ids=["headers", "header", "status", "1xx", "103", "extensions", "extension", "trailers"],
)
def test_a_flood_is_left_long_before_its_time_is_over(loopback, first, piece, failure):
    """Heads, chunks and trailers without end are dropped at a size (A28)."""
    loopback.pages["/flood"] = pour(first, piece)
    (got,) = ask(loopback.url("/flood"), settings=SETTINGS._replace(feed_seconds=30.0))
    assert (got.failure, got.body) == (failure, b"")


def test_what_is_not_readable_as_http_is_quoted_as_it_was_sent(loopback):
    """For a person who asks the outlet to mend it: not in the words of our own language."""
    loopback.pages["/feed"] = lambda handler: handler.wfile.write(HEAD + b"No header\r\n\r\n")
    (got,) = ask(loopback.url("/feed"))
    assert got.error == 'not readable as HTTP: illegal header line: "No header"'


def test_a_body_of_single_bytes_is_left_at_a_count(loopback):
    """A byte in a chunk of its own costs as much as 64 KiB: the cap on bytes alone would take long to be met (A28)."""
    loopback.pages["/flood"] = pour(CHUNKED, b"1\r\nx\r\n" * 10_000)
    hour = 3600.0  # so that no time ends it first, on however busy a machine
    (got,) = ask(loopback.url("/flood"), settings=SETTINGS._replace(feed_seconds=hour, run_seconds=hour))
    assert (got.failure, "100000 pieces" in got.error) == (Failure.TOO_LARGE, True)


@pytest.mark.parametrize("piece", [b"HTTP/1.1 102 Processing\r\n\r\n", b"1\r\nx\r\n"], ids=["1xx", "chunk"])
def test_a_drip_of_whole_pieces_is_too_slow_as_well(loopback, piece):
    """An answer that says a little now and then, and never what was asked for, ends at the feed's limit (A29)."""
    loopback.pages["/drip"], sent = drip(b"" if piece.startswith(b"HTTP") else CHUNKED, piece)
    (got,) = ask(loopback.url("/drip"), settings=SETTINGS._replace(feed_seconds=0.6))
    assert got.failure is Failure.TIMEOUT
    assert len(sent) < 40


@pytest.mark.parametrize(("etag", "modified"), [('"' + "e" * 50_000 + '"', "x" * 2_000), ('"caf\xe9"', "\ttoday\x7f")])
def test_nothing_of_one_answer_is_in_the_next_request(loopback, etag, modified):
    """No cookie is kept, and a validator only if a server would take it back."""
    loopback.serve("/feed", BODY, ETag=etag, Last_Modified=modified, Set_Cookie="who=you; Path=/")
    loopback.serve("/other", BODY)
    addresses = [loopback.url(path, host="paper.example") for path in ("/feed", "/other")]

    def resolve(_host, port, **options):
        return socket.getaddrinfo("127.0.0.1", port, **options)

    got = ask(*addresses, resolve=resolve)
    ask(*addresses, resolve=resolve, earlier=finished(*got))
    assert len(loopback.asked) == 4
    for _, headers in loopback.asked:
        assert not {"cookie", "if-none-match", "if-modified-since"} & {name.lower() for name in headers}


@pytest.mark.parametrize(
    "first", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"], ids=str
)
def test_one_byte_at_a_time_is_still_too_slow(loopback, first):
    """A server that drips, in its status line, its headers or its body, is left at the feed's own limit (A29)."""
    loopback.pages["/drip"], sent = drip(first)
    (got,) = ask(loopback.url("/drip"), settings=SETTINGS._replace(feed_seconds=0.6))
    assert got.failure in {Failure.TIMEOUT, Failure.PROTOCOL}
    assert len(sent) < 60  # on however busy a machine: a server that is slow drips less


def test_a_server_that_says_nothing_is_left(loopback):
    """A connection that is accepted and then silent ends at the feed's limit, and others do not wait for it (A29)."""
    over = threading.Event()
    loopback.pages["/hang"] = lambda _handler: over.wait(60)  # then the connection ends, which is another failure
    feeds = [feed(loopback.url("/hang")), feed(loopback.serve("/feed", BODY))]
    with fetch_all(feeds, settings=SETTINGS._replace(feed_seconds=2.0)) as answers:
        fine, hanging = answers  # in the order of arrival
    over.set()
    assert hanging.failure is Failure.TIMEOUT
    assert fine.body == BODY


def test_a_run_ends_when_its_time_is_over(loopback):
    """With every feed hanging, the run ends at its own limit and accounts for each feed."""
    over = threading.Event()
    for number in range(12):
        loopback.pages[f"/{number}"] = lambda _handler: over.wait(60)
    got = ask(
        *(loopback.url(f"/{number}") for number in range(12)),
        settings=SETTINGS._replace(run_seconds=0.8, feed_seconds=10.0, connections=4),
    )
    over.set()
    assert {each.failure for each in got} == {Failure.RUN_OVER}


def test_a_name_lookup_that_hangs_holds_nobody_up(loopback):
    """A resolver cannot be interrupted: its feed is given up as of no name, and its worker is replaced.

    Where our own network is gone, two name servers that nobody answers for take longer than a feed may.
    """
    over = threading.Event()

    def resolve(host, port, **options):
        if host == "slow.example":
            over.wait(60)
        return socket.getaddrinfo("127.0.0.1", port, **options)

    loopback.serve("/feed", BODY)
    slow, fine = ask(
        loopback.url("/feed", host="slow.example"),
        loopback.url("/feed", host="fine.example"),
        settings=SETTINGS._replace(feed_seconds=2.0, connections=1, grace_seconds=0.3),
        resolve=resolve,
    )
    over.set()
    assert slow.failure is Failure.NAME
    assert fine.body == BODY


def test_one_host_is_asked_one_thing_at_a_time(loopback):
    """Section feeds of one outlet wait for each other; another host does not wait for them."""
    at_once = most = 0
    lock = threading.Lock()

    def page(handler):
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        threading.Event().wait(0.05)
        with lock:
            at_once -= 1
        loopback.answer(handler, 200, BODY)

    for number in range(5):
        loopback.pages[f"/{number}"] = page

    def resolve(_host, port, **options):
        return socket.getaddrinfo("127.0.0.1", port, **options)

    ask(*(loopback.url(f"/{number}", host="paper.example") for number in range(5)), resolve=resolve)
    assert most == 1
    ask(*(loopback.url(f"/{number}", host=f"{number}.example") for number in range(5)), resolve=resolve)
    assert most > 1


def test_few_open_files_mean_few_at_once(loopback):
    """Where the system lets a program open little, fewer are asked side by side; all are asked (F28)."""
    lock, under_way, seen = threading.Lock(), [], []

    def page(handler):
        with lock:
            under_way.append(1)
            seen.append(len(under_way))
        threading.Event().wait(0.03)
        with lock:
            under_way.pop()
        loopback.answer(handler, 200, BODY)

    for number in range(40):
        loopback.pages[f"/{number}"] = page
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
    try:
        got = ask(*(loopback.url(f"/{number}") for number in range(40)))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert [each.failure for each in got] == [None] * 40
    assert max(seen) <= 16


def test_the_feeds_of_one_host_come_over_one_connection(loopback):
    """A paper's section feeds are asked one after the other by one thread, which keeps its connection open."""
    ports = []

    def page(handler):
        ports.append(handler.client_address[1])
        loopback.answer(handler, 200, BODY)

    for number in range(4):
        loopback.pages[f"/{number}"] = page
    addresses = [loopback.url(f"/{number}", host="paper.example") for number in range(4)]
    ask(*addresses, resolve=lambda _host, port, **options: socket.getaddrinfo("127.0.0.1", port, **options))
    assert len(ports) == 4
    assert len(set(ports)) == 1


def test_redirects_are_followed_to_their_end(loopback):
    """Up to five hops, relative or not; only an all-permanent way is reported as a move."""
    loopback.serve("/end", BODY)
    loopback.serve("/moved", b"", status=301, Location="/end")
    loopback.serve("/later", b"", status=308, Location=loopback.url("/moved"))
    loopback.serve("/away", b"", status=302, Location="/moved")
    moved, later, away, plain = ask(*(loopback.url(p) for p in ("/moved", "/later", "/away", "/end")))
    assert [each.body for each in (moved, later, away, plain)] == [BODY] * 4
    assert moved.moved_to == later.moved_to == loopback.url("/end")
    assert away.moved_to == plain.moved_to == ""
    assert away.url == loopback.url("/end")


def test_a_circle_of_redirects_fails_alone(loopback):
    """A loop, or a chain of more than five, ends after five hops (A30)."""
    loopback.serve("/loop", b"", status=302, Location="/loop")
    (got,) = ask(loopback.url("/loop"))
    assert (got.failure, got.error) == (Failure.REDIRECTS, "more than 5 redirects")
    assert len(loopback.asked) == 6


def test_an_address_that_grows_with_each_redirect_ends(loopback):
    """A page that sends on to itself with more behind it is left at the last hop, or where no address is so long."""
    for step in (1, 5_000):
        asked = len(loopback.asked)

        def page(handler, step=step):
            place = handler.path + "?" * ("?" not in handler.path) + "a" * step
            loopback.answer(handler, 301, b"", Location=place)

        loopback.pages["/grow"] = page
        (got,) = ask(loopback.url("/grow"))
        assert got.failure in {Failure.REDIRECTS, Failure.ADDRESS}
        assert len(loopback.asked) - asked <= SETTINGS.most_redirects + 1
        assert len(got.error) <= 300


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://paper.example/", "javascript:x", "http://user:word@paper.example/", "//"]
)
def test_a_redirect_to_another_scheme_is_not_followed(loopback, location):
    """Only http and https, without a user name, are ever opened."""
    loopback.serve("/feed", b"", status=302, Location=location)
    (got,) = ask(loopback.url("/feed"))
    assert got.failure in {Failure.ADDRESS, Failure.REDIRECTS}


def test_a_redirect_inside_is_refused_at_the_hop(loopback):
    """A public feed that redirects to an inside address is stopped where it would connect (A27)."""
    loopback.serve("/feed", b"", status=302, Location="http://169.254.169.254/latest/meta-data/")
    (got,) = ask(loopback.url("/feed"))
    assert got.failure is Failure.REFUSED
    assert "169.254.169.254" in got.error


def test_loopback_is_refused_without_the_switch(loopback):
    """A feed on this machine is only asked for with --allow-loopback."""
    (got,) = ask(loopback.serve("/feed", BODY), settings=SETTINGS._replace(allow_loopback=False))
    assert got.failure is Failure.REFUSED
    assert loopback.asked == []


def test_an_environment_proxy_is_not_used(loopback, monkeypatch):
    """A proxy would be what is connected to, past the guard: the environment's is ignored."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert ask(loopback.serve("/feed", BODY))[0].body == BODY


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (410, Failure.GONE),
        (404, Failure.MISSING),
        (403, Failure.FORBIDDEN),
        (401, Failure.FORBIDDEN),
        (429, Failure.RATE),
        (500, Failure.SERVER),
        (503, Failure.SERVER),
        (206, Failure.STATUS),
        (204, Failure.STATUS),
        (418, Failure.STATUS),
    ],
)
def test_only_200_is_taken(loopback, status, failure):
    """A feed inside any other answer is not read, and the failure has its name (A32)."""
    (got,) = ask(loopback.serve("/feed", BODY if status != 204 else b"", status=status))
    assert (got.failure, got.body, got.status) == (failure, b"", status)
    assert got.error


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", timedelta(seconds=120)),
        ("Mon, 23 Nov 2026 13:00:00 GMT", timedelta(hours=1)),
        ("99999999999999", timedelta(days=7)),
        ("Mon, 23 Nov 2099 13:00:00 GMT", timedelta(days=7)),
        ("Mon, 23 Nov 2020 13:00:00 GMT", timedelta(0)),
        ("soon", None),
        ("-5", None),
    ],
)
def test_a_server_that_wants_rest_is_heard(loopback, value, expected):
    """Retry-After is read in both forms and capped at seven days; it is not asked again at once."""
    (got,) = ask(loopback.serve("/feed", b"busy", status=503, Retry_After=value))
    assert got.retry_after == expected
    assert len(loopback.asked) == (2 if expected is None else 1)


def test_a_failure_that_may_pass_is_tried_once_more(loopback):
    """A 502 is asked again; a 404 is an answer."""
    states = iter([502, 200])
    loopback.pages["/feed"] = lambda handler: loopback.answer(handler, next(states), BODY)
    passed, missing = ask(loopback.url("/feed"), loopback.url("/none"))
    assert passed.body == BODY
    assert missing.failure is Failure.MISSING
    assert [path for path, _ in loopback.asked].count("/none") == 1


def test_what_may_pass_is_told_where_no_time_is_left_for_a_pause(loopback):
    """A pause that is longer than what a feed may take is not waited for: its server has said what is wrong."""
    settings = SETTINGS._replace(retry_wait=SETTINGS.feed_seconds)
    (got,) = ask(loopback.serve("/feed", b"busy", status=503), settings=settings)
    assert (got.failure, got.status, len(loopback.asked)) == (Failure.SERVER, 503, 1)


def test_a_port_where_nobody_listens_is_no_connection():
    """A refused connection is a failure with its name."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/feed"
    assert ask(address)[0].failure is Failure.CONNECT


def test_a_name_that_does_not_exist_is_named():
    """A name without an address is a failure of the name."""

    def resolve(*_args, **_options):
        raise socket.gaierror(-2, "Name or service not known")

    (got,) = ask("http://nowhere.invalid/feed", resolve=resolve)
    assert got.failure is Failure.NAME
    assert "nowhere.invalid" in got.error


def test_an_answer_that_breaks_off_is_not_taken(loopback):
    """A body shorter than announced is a failure, and is not kept for the next time either (A31)."""

    def page(handler):
        loopback.answer(handler, 200, BODY, **{"Content-Length": len(BODY) + 100, "ETag": '"a"'})
        handler.close_connection = True

    loopback.pages["/feed"] = page
    (got,) = ask(loopback.url("/feed"))
    assert (got.failure, got.body) == (Failure.SHORT, b"")
    (again,) = ask(loopback.serve("/feed", BODY, ETag='"a"'), earlier=finished(got))
    assert again.body == BODY
    assert [headers["If-None-Match"] for _, headers in loopback.asked] == [None, None]


@pytest.mark.parametrize(
    "body",
    [b"<!DOCTYPE html><html><p>Pay here</p>", b"\xef\xbb\xbf\n <HTML lang=en><body>", b"<?xml version='1.0'?><html>"],
)
def test_a_page_is_not_a_feed(loopback, body):
    """A captive portal's 200 is a failure, whatever type it claims (A33)."""
    (got,) = ask(loopback.serve("/feed", body))
    assert (got.failure, got.body) == (Failure.PORTAL, b"")


def test_a_page_that_names_its_feed_is_told_with_it(loopback):
    """Who adds a feed may give the address of the outlet's page: the one to give instead stands in its head."""
    rest = (
        b'<link rel="stylesheet" href="/a.css"><link type=application/rss+xml title="\x1b[2J" href="/feed/?a=1\x1b[2J">'
    )
    (got,) = ask(loopback.serve("/", b"<!doctype html><head>" + rest))
    assert got.error.endswith("has moved); the page names a feed: /feed/?a=1")


def test_a_feed_that_calls_itself_html_is_a_feed(loopback):
    """The declared type is not believed, and a page around a feed is left to the parser: both are met in the wild."""
    wrapped = b"<!DOCTYPE html><html><body>" + BODY + b"</body></html>"
    assert ask(loopback.serve("/wrapped", wrapped))[0].body == wrapped
    assert ask(loopback.serve("/feed", BODY, Content_Type="text/html"))[0].body == BODY


def test_an_empty_answer_is_named(loopback):
    """200 without a body is a failure."""
    assert ask(loopback.serve("/feed", b" \n"))[0].failure is Failure.EMPTY


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (403, {"cf-mitigated": "challenge"}, b"<html>"),
        (403, {}, b"<html><title>Just a moment...</title>"),
        (503, {}, b"<html><script src='/cdn-cgi/challenge-platform/x'>"),
        (403, {}, b"<html>Sucuri WebSite Firewall - Access Denied"),
        (200, {}, b"<html><title>One moment, please...</title>"),
        (202, {"x-amzn-waf-action": "challenge"}, b""),
        (429, {}, b"<html><div class=g-recaptcha>"),
    ],
)
def test_a_wall_against_robots_is_named_as_such(loopback, status, headers, body):
    """Blocked by bot protection is said, and nothing is done to get round it: one request, no retry."""
    named = {name.replace("-", "_"): value for name, value in headers.items()}
    (got,) = ask(loopback.serve("/feed", body, status=status, **named))
    assert got.failure is Failure.BLOCKED
    assert got.error.startswith("blocked by bot protection")
    assert len(loopback.asked) == 1


def test_a_feed_about_captchas_is_no_wall(loopback):
    """The words of a wall inside a real feed do not make it one."""
    body = BODY.replace(b"<title>x", b"<title>Just a moment... g-recaptcha")
    assert ask(loopback.serve("/feed", body))[0].failure is None


@pytest.mark.parametrize(
    "address", ["ftp://paper.example/feed", "https://u:p@paper.example/", "not an address", "file:///x"]
)
def test_an_address_that_may_not_be_opened_is_a_failure(address):
    """A catalogue's mistake is one feed's failure, not the run's."""
    assert ask(address)[0].failure is Failure.ADDRESS


def test_nonsense_instead_of_http_is_a_failure(loopback):
    """A server that speaks no HTTP is named so."""
    loopback.pages["/feed"] = lambda handler: handler.wfile.write(b"220 mail.example ESMTP\r\n\r\n")
    assert ask(loopback.url("/feed"))[0].failure is Failure.PROTOCOL


def test_an_untrusted_certificate_is_refused(loopback):
    """A TLS connection that cannot be verified, or is none, ends before the request."""
    address = loopback.serve("/feed", BODY).replace("http:", "https:")
    assert ask(address)[0].failure in {Failure.TLS, Failure.CONNECT}
    assert loopback.asked == []


def test_who_leaves_early_ends_the_asking(loopback):
    """No answer is waited for any more, and no new feed is begun."""
    asked, over, waited_out = threading.Event(), threading.Event(), threading.Event()

    def hang(_handler):
        asked.set()
        if not over.wait(60):
            waited_out.set()

    loopback.pages["/hang"] = hang
    feeds = [feed(loopback.url("/hang")), feed(loopback.url("/next"))]
    with fetch_all(feeds, settings=SETTINGS._replace(connections=1)):
        assert asked.wait(60)
    over.set()
    assert not waited_out.is_set()
    assert [path for path, _ in loopback.asked] == ["/hang"]


def test_asking_begins_before_an_answer_is_taken(loopback):
    """Whoever has something else to do at first finds the answers there."""
    asked = threading.Event()

    def page(handler):
        asked.set()
        loopback.answer(handler, 200, BODY)

    loopback.pages["/feed"] = page
    with fetch_all([feed(loopback.url("/feed"))], settings=SETTINGS) as answers:
        assert asked.wait(5)
        assert [each.body for each in answers] == [BODY]


FEW_THREADS = """
import resource, sys, threading
from pathlib import Path
from usalama.model import Feed
from usalama.network.fetch import fetch_all
from usalama.network.retrieve import FetchSettings

urls = sys.argv[1:]
settings = FetchSettings("test", connections=len(urls), allow_loopback=True, retry_wait=0.0)
taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
threading.stack_size(1 << 30)
resource.setrlimit(resource.RLIMIT_AS, (taken + (7 << 29),) * 2)  # three and a half stacks
with fetch_all([Feed(url, "our-paper", "", "en") for url in urls], settings=settings) as answers:
    print(sum(1 for each in answers if each.body), threading.active_count() < len(urls))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is made of what Linux counts")
def test_few_threads_cost_no_feed(loopback):
    """A system that gives but a few threads is asked for more beside the work: those that are there do it all."""
    urls = [loopback.serve(f"/{number}", BODY) for number in range(8)]
    command = [sys.executable, "-c", FEW_THREADS, *urls]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.stdout, done.stderr) == ("8 True\n", "")


def test_no_feeds_are_no_work():
    """An empty list ends at once."""
    assert ask() == []
