"""The desk's server: only this machine, only its own name, only forms with its token, never a large one."""

import http.client
import re
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest

from usalama.cli import main
from usalama.commands import desk as desk_command
from usalama.files import state
from usalama.network.deskserver import LARGEST, DeskServer, Doors

ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk():
    """A running desk and what its doors were told."""
    told = []

    def act(path, form):
        told.append((path, dict(form)))
        if path == "/fault":
            raise ValueError("a slip of ours")
        return form.get("why") != "none", f"told {len(told)}"

    def show(week, said):
        return f"page {week} {said or ''}"

    server = DeskServer(0, "secret", "default-src 'none'", Doors(show, act, lambda why: f"<h1>{why}</h1>"))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server, told
    server.shutdown()
    thread.join()
    server.server_close()


def ask(server, method, path, form=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    host = headers.pop("Host", f"127.0.0.1:{server.server_port}")
    body = urlencode(form) if isinstance(form, dict) else form
    connection.putrequest(method, path, skip_host=True)
    for name, value in {"Host": host, **headers}.items():
        connection.putheader(name, value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body.encode() if body is not None else None)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode(), dict(answer.getheaders())
    connection.close()
    return found


def test_a_port_that_is_taken_is_said_to_be(desk, capsys):
    """The message names the option and the way out."""
    server, _ = desk
    assert main(["desk", "--root", str(ROOT), "--port", str(server.server_port)]) == 64
    assert f"--port {server.server_port}: " in (said := capsys.readouterr().err)
    assert "0 for any" in said


def test_the_page_comes_with_its_policy(desk):
    """The week that is asked for is shown, under the given policy, and no cache keeps it."""
    status, page, headers = ask(desk[0], "GET", "/?week=2026-w47")
    assert (status, page) == (200, "page 2026-w47 ")
    assert headers["Content-Security-Policy"] == "default-src 'none'"
    assert headers["Cache-Control"] == "no-store"
    assert ask(desk[0], "GET", "/else")[:2] == (404, "<h1>Nothing here.</h1>")


def test_it_listens_on_this_machine_alone(desk):
    """The socket is bound to the loopback address."""
    assert desk[0].server_address[0] == "127.0.0.1"


def test_another_name_that_leads_here_is_not_answered(desk):
    """A request for another host's name gets no page, so no other site's name can be led to the desk."""
    assert ask(desk[0], "GET", "/", Host="evil.example")[0] == 421
    form = {"token": "secret", "week": "w"}
    assert ask(desk[0], "POST", "/edit", form, Host="evil.example")[0] == 403
    assert desk[1] == []


def test_a_form_needs_the_token_of_the_page(desk):
    """Without the token, or with another site's origin, nothing is done."""
    assert ask(desk[0], "POST", "/edit", {"week": "w"})[0] == 403
    assert ask(desk[0], "POST", "/edit", {"token": "other"})[0] == 403
    assert ask(desk[0], "POST", "/edit", {"token": "secret"}, Origin="https://evil.example")[0] == 403
    assert desk[1] == []


def test_a_good_form_is_handed_on_and_leads_to_a_page_that_tells_of_it(desk):
    """The form's fields arrive decoded, and the page says what came of it, however often it is loaded."""
    form = {"token": "secret", "week": "2026-w47", "why": "Ng'ombe & mbuzi"}
    status, _, headers = ask(desk[0], "POST", "/edit", form, Origin=f"http://127.0.0.1:{desk[0].server_port}")
    there, _, place = headers["Location"].partition("#")
    assert (status, place) == (303, "told")
    assert [ask(desk[0], "GET", there)[:2] for _ in range(2)] == [(200, "page 2026-w47 told 1")] * 2
    assert desk[1] == [("/edit", form)]


def test_a_second_press_by_chance_leads_to_what_the_first_did(desk):
    """It was told that the story is hidden already, as if nothing had been done; after another edit it is meant."""
    form, other = ({"token": "secret", "week": "w", "why": why} for why in ("No security.", "Undone."))
    places = [ask(desk[0], "POST", "/edit", each)[2]["Location"] for each in (form, form, other, form)]
    assert places == [f"/?week=w&told={number}#told" for number in (0, 0, 1, 2)]
    assert [told["why"] for _, told in desk[1]] == ["No security.", "Undone.", "No security."]


def test_a_form_that_was_not_done_is_answered_with_its_page(desk):
    """There it can be mended; nothing leads to it later."""
    form = {"token": "secret", "week": "2026-w47", "why": "none"}
    assert ask(desk[0], "POST", "/edit", form)[:2] == (200, "page 2026-w47 told 1")
    assert ask(desk[0], "GET", "/?told=0")[1] == "page  "


def test_a_fault_of_the_program_is_told_in_the_browser_and_on_the_terminal(desk, capsys):
    """A browser that is hung up on says that nobody is there, and the trace was lost; the desk goes on."""
    status, page, _ = ask(desk[0], "POST", "/fault", {"token": "secret"})
    assert (status, page[:28]) == (500, "<h1>The program is at fault;")
    assert "ValueError: a slip of ours" in capsys.readouterr().err
    assert ask(desk[0], "GET", "/")[0] == 200


def test_of_many_edits_the_last_hundred_are_told(desk):
    """A desk that is open for weeks keeps no more of them."""
    forms = ({"token": "secret", "week": "w", "why": str(number)} for number in range(101))
    places = [ask(desk[0], "POST", "/edit", form)[2]["Location"].partition("#")[0] for form in forms]
    assert [ask(desk[0], "GET", place)[1] for place in (places[0], places[1])] == ["page w ", "page w told 2"]


def test_a_field_that_stands_in_a_form_several_times_is_a_list(desk):
    """A choice a topic: what was left open is none of them."""
    ask(desk[0], "POST", "/edit", "token=secret&slugs=crime&slugs=&slugs=cyber")
    assert desk[1][0][1]["slugs"] == "crime,cyber"


def test_a_large_or_shapeless_form_is_refused_unread(desk):
    """Too many bytes, or no length, is no form."""
    assert ask(desk[0], "POST", "/edit", None, **{"Content-Length": str(LARGEST + 1)})[0] == 403
    assert ask(desk[0], "POST", "/edit", None)[0] == 403
    assert desk[1] == []


def raw(server, words, *, cut=False):
    """Send bytes as they are and return the first line of the answer."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as connection:
        connection.sendall(words.replace("HOST", f"Host: 127.0.0.1:{server.server_port}").encode("latin-1"))
        if cut:
            connection.shutdown(socket.SHUT_WR)
        return connection.recv(1000).decode("latin-1").partition("\r\n")[0]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("GET //[ HTTP/1.1\r\nHOST\r\n\r\n", 404),
        ("GET http://[/ HTTP/1.1\r\nHOST\r\n\r\n", 404),
        ("GET /?week=%00%ff HTTP/1.1\r\nHOST\r\n\r\n", 200),
        (f"GET /?{'a=1&' * 5000} HTTP/1.1\r\nHOST\r\n\r\n", 200),
        ("POST / HTTP/1.1\r\nHOST\r\nOrigin: http://[\r\nContent-Length: 12\r\n\r\ntoken=secret", 403),
        ("POST / HTTP/1.1\r\nHOST\r\nContent-Length: 412\r\n\r\ntoken=secret" + "&a=1" * 100, 403),
        ("POST / HTTP/1.1\r\nHOST\r\nContent-Length: \xb2\r\n\r\n", 403),
        ("POST / HTTP/1.1\r\nHOST\r\nContent-Length: 99999999999999999999\r\n\r\n", 403),
        ("GET / HTTP/1.1\r\nHost: evil.example\r\nHOST\r\n\r\n", 421),
        ("GET / HTTP/1.1\r\n\r\n", 421),
    ],
)
def test_a_shapeless_request_is_answered_and_does_nothing(desk, words, status):
    """Whatever is no request of a browser with our page gets its answer; nothing is done and nothing breaks."""
    assert f" {status} " in raw(desk[0], words)
    assert desk[1] == []


def test_a_form_that_was_cut_off_does_nothing(desk):
    """An edit is done whole or not at all."""
    words = "POST /edit HTTP/1.1\r\nHOST\r\nContent-Length: 50\r\n\r\ntoken=secret"
    assert " 403 " in raw(desk[0], words, cut=True)
    assert desk[1] == []


def test_a_connection_that_says_nothing_holds_nobody_up(desk):
    """Browsers open connections ahead and leave them silent; the page comes all the same."""
    with socket.create_connection(("127.0.0.1", desk[0].server_port)):
        assert ask(desk[0], "GET", "/")[0] == 200


def test_the_near_misses_are_those_of_the_week_that_is_shown(scratch_site):
    """What was read in the days of a week stands beside its stories, whichever was read last."""
    root = scratch_site()
    for day, week, title in ((11, "2026-w46", "Goats near the old well"), (18, "2026-w47", "Camels near the new well")):
        (root / "content/entries" / week).mkdir()
        seen = datetime(2026, 11, day, 9, tzinfo=UTC)
        missed = state.Dropped(f"{day:010}", "https://x.example/feed", "", title, 0.3, "near", seen, "r")
        state.add_dropped(root, week, [missed])
    command = [sys.executable, "-m", "usalama", "desk", "--root", str(root), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            server = SimpleNamespace(server_port=int(re.search(r":(\d+)/", process.stdout.readline())[1]))
            pages = [ask(server, "GET", f"/?week={week}")[1] for week in ("2026-w46", "2026-w47")]
        finally:
            process.terminate()
    assert [("Goats near" in page, "Camels near" in page) for page in pages] == [(True, False), (False, True)]


def test_an_edit_of_the_desk_waits_for_a_run_to_end(scratch_site, another_run):
    """The form is looked at when that run has ended; this one names nothing."""
    root = scratch_site()
    doors = desk_command._doors(root, "secret", SimpleNamespace(root=root, now="2026-11-23T09:00+03:00"))
    with another_run(root):
        is_done, told = doors.act("/edit", {"do": "pin", "on": "s0"})
    assert not is_done
    assert "lock" not in told.said
    assert "s0" in told.said
