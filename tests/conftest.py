"""What tests of every floor share: a scripted server on loopback, and the measuring data that may be absent."""

import http.server
import os
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


class Loopback:
    """A web server of ours: ``pages`` maps a path to a function that answers it with the handler at hand."""

    def __init__(self):
        self.pages = {}
        self.asked = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                outer.asked.append((self.path, dict(self.headers.items())))
                page = outer.pages.get(self.path.split("?")[0])
                try:
                    if page is None:
                        outer.answer(self, 404, b"nothing here")
                    else:
                        page(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, *args):
                """Say nothing: the test looks at ``asked``."""

        class Server(http.server.ThreadingHTTPServer):
            request_queue_size = 256

            def handle_error(self, request, client_address):
                """A client that hangs up is part of the tests."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def url(self, path, host="127.0.0.1"):
        """Return the address of a path, by any name that leads here."""
        return f"http://{host}:{self.port}{path}"

    def serve(self, path, body, *, status=200, **headers):
        """Answer ``path`` with a body; header names are written with underscores."""
        named = {name.replace("_", "-"): str(value) for name, value in headers.items()}
        self.pages[path] = lambda handler: self.answer(handler, status, body, **named)
        return self.url(path)

    @staticmethod
    def answer(handler, status, body, **headers):
        """Send one whole answer."""
        handler.send_response(status)
        for name, value in {"Content-Type": "application/rss+xml", "Content-Length": len(body), **headers}.items():
            handler.send_header(name, str(value))
        handler.end_headers()
        handler.wfile.write(body)

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def loopback():
    """A scripted web server on 127.0.0.1."""
    server = Loopback()
    yield server
    server.close()


@pytest.fixture(scope="session")
def shared_data():
    """The folder of measuring data, which is no part of the project; the test is skipped where it is absent."""
    folder = Path(os.environ.get("USALAMA_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip("measuring data is not here (USALAMA_SHARED names its folder)")
    return folder
