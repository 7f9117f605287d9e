"""Telling a person: by command, by mail, by ping; failures come back as lines."""

import socket
import sys
from threading import Event

import pytest

from usalama.catalogue.site import Alerts
from usalama.network import alerts


def test_nobody_to_tell_is_no_failure():
    """Without settings nothing is told and nothing failed."""
    assert alerts.send("A subject", ("a line",), Alerts()) == (False, ())
    assert alerts.ping("") == ""


def test_command_hears_on_standard_input(tmp_path):
    """The hook's words are run as they stand; the message arrives on its input, and no shell reads it."""
    heard = tmp_path / "heard"
    code = f"import sys; open({str(heard)!r}, 'w').write(sys.stdin.read())"
    settings = Alerts(command=(sys.executable, "-c", code))
    assert alerts.send("Held", ("$(touch /tmp/x) `id`\x1b[2J\nforged",), settings) == (True, ())
    assert heard.read_text() == "Held\n\n$(touch /tmp/x) `id`[2J forged\n"


@pytest.mark.parametrize("code", ["import sys; sys.exit(3)", ""])
def test_failing_command_is_named(code):
    """A hook that fails or is not there is one line, not an exception."""
    command = (sys.executable, "-c", code) if code else ("/nowhere/hook",)
    told, (failure,) = alerts.send("Held", ("x",), Alerts(command=command))
    assert not told
    assert command[0] in failure


def test_mail_has_one_subject_and_no_other_header(box):
    """A line end in the subject makes no header."""
    settings = Alerts(mail_to="desk@site.example", mail_from="site@site.example", smtp=box.address)
    assert alerts.send("Held\r\nBcc: all@evil.example", ("a feed ü is held",), settings) == (True, ())
    ((to, letter),) = box.taken
    assert (to, letter["From"], letter["Bcc"]) == ("desk@site.example", "site@site.example", None)
    assert letter["Subject"] == "Held Bcc: all@evil.example"


def test_unreachable_mail_server_is_named():
    """A mail that cannot be sent is one line."""
    told, (failure,) = alerts.send(
        "Held", ("x",), Alerts(mail_to="desk@site.example", mail_from="site@site.example", smtp="127.0.0.1:1")
    )
    assert not told
    assert "desk@site.example was not told: [Errno" in failure


def test_watchdog_is_told(loopback):
    """A good run asks the watchdog's address; a watchdog that fails is one line."""
    assert alerts.ping(loopback.serve("/ok", b"ok")) == ""
    assert [path for path, _ in loopback.asked] == ["/ok"]
    assert "was not told" in alerts.ping(loopback.serve("/bad", b"", status=500))
    assert "was not told" in alerts.ping("http://127.0.0.1:1/")
    told = alerts.ping(f"http://{'a' * 64}.example/")
    assert "was not told: " in told  # and why, in the words of this Python
    assert "label" in told


def test_a_watchdog_that_drips_is_left(loopback, monkeypatch):
    """One byte at a time would keep a run, and its lock, for ever: the whole of a ping has one limit."""
    monkeypatch.setattr(alerts, "SECONDS", 0.5)
    ended = Event()

    def drip(handler):
        for _ in range(100):
            if ended.wait(0.05):
                return
            handler.wfile.write(b"H")
            handler.wfile.flush()

    loopback.pages["/drip"] = drip
    assert "did not end within 0.5 s" in alerts.ping(loopback.url("/drip"))
    ended.set()


def test_an_endless_answer_of_a_watchdog_is_not_read(loopback):
    """Its first line is all that is asked for."""
    heard = Event()

    def endless(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(10**12))
        handler.end_headers()
        heard.wait(10)

    loopback.pages["/endless"] = endless
    assert alerts.ping(loopback.url("/endless")) == ""
    heard.set()


def test_a_mail_server_that_says_nothing_is_left(monkeypatch):
    """A server that takes the connection and never greets costs the mail, not the run."""
    monkeypatch.setattr(alerts, "SECONDS", 0.5)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings = Alerts(
            mail_to="desk@site.example", mail_from="site@site.example", smtp=f"127.0.0.1:{silent.getsockname()[1]}"
        )
        told, (failure,) = alerts.send("Held", ("x",), settings)
    assert not told
    assert "desk@site.example was not" in failure


def test_a_command_whose_child_lives_on_is_not_waited_for(monkeypatch):
    """A hook that hangs is ended, and one that leaves a process behind with its output does not hold the run."""
    monkeypatch.setattr(alerts, "SECONDS", 0.5)
    told, (failure,) = alerts.send("Held", ("x",), Alerts(command=("/bin/sh", "-c", "sleep 600 & echo $!; wait")))
    assert not told
    assert "/bin/sh failed" in failure
