"""Serves the desk's page on this machine alone: checks who asks, hands forms on, knows nothing of ledgers.

It listens on 127.0.0.1, answers only to that name (so that no other site's name can be led here), takes a form only
with the token of its own pages, and never a large one.
"""

import hmac
import http.server
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, Generic, TypeVar
from urllib.parse import parse_qs, urlencode

HOST = "127.0.0.1"
LARGEST = 64 * 1024
SECONDS = 20  # that a connection may be silent
_KEPT = 100  # what came of so many edits can be looked at again
_PRESSED_TWICE = 5  # seconds within which the form that was done last was sent again by chance
_STRANGE = (
    "Nothing was done: this form is not from a page of this desk, which may have been started anew since. "
    "What was typed is still there where the browser goes back; open the desk anew to send it."
)
_FAULT = (
    "The program is at fault; the terminal in which the desk was started says where. Look whether it was done, and "
    "report it where it comes again."
)
_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_Told = TypeVar("_Told")


@dataclass(frozen=True, slots=True)
class Doors(Generic[_Told]):
    """What the server calls."""

    show: Callable[[str, _Told | None], str]
    """Week (a slug, "" for the newest) and what came of what was asked for last → page."""
    act: Callable[[str, Mapping[str, str]], tuple[bool, _Told]]
    """Path and form → whether it was done, and what came of it, to be told on the page; it raises nothing."""
    refuse: Callable[[str], str]  # a sentence → page


class DeskServer(http.server.ThreadingHTTPServer):
    """The desk's server, bound and not yet running; port 0 is any free one.

    Connections wait side by side, because browsers open some that they never use; what is asked for is done in turn.
    """

    block_on_close = False

    def __init__(self, port: int, token: str, policy: str, doors: Doors[Any]) -> None:
        self.token, self.policy, self.doors = token, policy, doors
        self.told: dict[str, object] = {}
        self.numbers = count()
        self.turn = threading.Lock()
        self.last: tuple[object, str, float] = ((), "", 0)  # what was done last, its number, and when
        super().__init__((HOST, port), _Desk)

    def keep(self, told: object) -> str:
        """Keep what came of an edit for the page that tells it; return the number that the page's address has."""
        number = str(next(self.numbers))
        self.told[number] = told
        self.told.pop(str(int(number) - _KEPT), None)
        return number

    def done_just_now(self, path: str, form: Mapping[str, str]) -> str:
        """Return the number of what was done a moment ago, where this is the same again; "" else."""
        what, number, when = self.last
        return number if what == (path, form) and time.monotonic() - when < _PRESSED_TWICE else ""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: whoever hung up in the middle does not listen."""


class _Desk(http.server.BaseHTTPRequestHandler):
    server: DeskServer
    timeout = SECONDS

    def do_GET(self) -> None:
        self._answer(self._look)

    def do_POST(self) -> None:
        self._answer(self._take)

    def _answer(self, answer: Callable[[], None]) -> None:
        """Answer; where that fails by a fault of ours, say so to who asked, and on the terminal what it was."""
        try:
            answer()
        except OSError:  # whoever hung up in the middle does not listen
            raise
        except Exception as fault:  # noqa: BLE001  whatever it is: without an answer a browser says that nobody is there
            traceback.print_exception(fault)
            self._refuse(500, _FAULT)

    def _look(self) -> None:
        path, _, query = self.path.partition("?")
        if not self._known_host():
            self._refuse(421, "This desk answers on its own address alone.")
        elif path != "/":
            self._refuse(404, "Nothing here.")
        else:
            asked = _fields(query)
            with self.server.turn:
                page = self.server.doors.show(asked.get("week", ""), self.server.told.get(asked.get("told", "")))
            self._send(200, page)

    def _take(self) -> None:
        form = self._form()
        has_token = hmac.compare_digest(form.get("token", "").encode("utf-8", "replace"), self.server.token.encode())
        if not self._known_host() or not has_token or self._foreign():
            self._refuse(403, _STRANGE)
        else:
            self._act(form)

    def _act(self, form: Mapping[str, str]) -> None:
        """Do what a form asks for. What was done leads to a page that can be loaded again and does nothing then."""
        week, path = form.get("week", ""), self.path.partition("?")[0]
        with self.server.turn:
            number, page = self.server.done_just_now(path, form), ""
            if not number:
                is_done, told = self.server.doors.act(path, form)
                if is_done:
                    number = self.server.keep(told)
                    self.server.last = ((path, form), number, time.monotonic())
                else:
                    page = self.server.doors.show(week, told)
        if number:
            self._send(303, "", Location=f"/?{urlencode({'week': week, 'told': number})}#told")
        else:
            self._send(200, page)

    def _refuse(self, status: int, why: str) -> None:
        self._send(status, self.server.doors.refuse(why))

    def _known_host(self) -> bool:
        port = self.server.server_port
        return self.headers.get("Host", "") in {f"{HOST}:{port}", f"localhost:{port}"}

    def _foreign(self) -> bool:
        origin = self.headers.get("Origin", "")
        return bool(origin) and origin != f"http://{self.headers.get('Host', '')}"

    def _form(self) -> dict[str, str]:
        """Return the form, whole; nothing of one that is too large, of no length, cut off, or of too many fields."""
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal()) or len(length) > len(str(LARGEST)) or int(length) > LARGEST:
            return {}
        body = self.rfile.read(int(length))
        return _fields(body.decode("utf-8", "replace")) if len(body) == int(length) else {}

    def _send(self, status: int, page: str, **headers: str) -> None:
        body = page.encode("utf-8", "replace")
        self.send_response(status)
        own = {"Content-Length": str(len(body)), "Content-Security-Policy": self.server.policy}
        for name, value in (headers | own | _HEADERS).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is Python's
        """Say nothing: the page says what was done."""


def _fields(text: str) -> dict[str, str]:
    """Return the fields; one that stands there several times is a list, its words with commas between."""
    try:
        found = parse_qs(text, keep_blank_values=True, max_num_fields=40)
    except ValueError:
        return {}
    return {name: ",".join(filter(None, values)) for name, values in found.items()}
