"""The sample server: on this machine alone, only the feeds of its folder, with ETags, gone when its context ends."""

import http.client
import socket

import pytest

from usalama.network.sampleserver import serving


def ask(port, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    found = answer.status, answer.read(), answer.headers.get("ETag", "")
    connection.close()
    return found


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.xml").write_bytes(b"<rss/>")
    (tmp_path / "secret.toml").write_bytes(b"x")
    return tmp_path


def test_a_feed_is_served_and_an_unchanged_one_is_not_sent_again(folder):
    """The first answer has a tag; asked with it, the server says 304 and sends nothing."""
    with serving(folder, 0, say=print) as port:
        status, body, tag = ask(port, "/a.xml")
        assert (status, body) == (200, b"<rss/>")
        assert ask(port, "/a.xml", **{"If-None-Match": tag}) == (304, b"", tag)


def test_nothing_but_the_feeds_is_given_out(folder):
    """Other files, other folders and missing feeds are 404."""
    with serving(folder, 0, say=print) as port:
        assert [ask(port, path)[0] for path in ("/secret.toml", "/../a.xml", "/b.xml", "/")] == [404] * 4


def test_a_taken_port_is_replaced_by_a_free_one(folder):
    """Another program on the port does not stop the demo, and whoever waits hears at once for what."""
    said = []
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        wanted = taken.getsockname()[1]
        with serving(folder, wanted, say=said.append, patience=0.3) as port:
            assert port != wanted
            assert ask(port, "/a.xml")[0] == 200
    waits, instead = said
    assert waits.startswith(f"port {wanted} is taken, perhaps by another demo")
    assert instead == f"port {wanted} is still taken; port {port} in its place"


def test_it_is_gone_afterwards(folder):
    """When the context ends nobody listens there."""
    with serving(folder, 0, say=print) as port:
        pass
    with pytest.raises(OSError, match="refused"):
        ask(port, "/a.xml")
