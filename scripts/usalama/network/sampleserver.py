"""Serves a folder of feeds on this machine alone, with ETags, for the demo and for tests of a whole run.

It listens on 127.0.0.1 and nowhere else, gives out only the XML files that lay there when it started, and stops with
its context. It is no server for anything that others should reach.
"""

import http.server
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

HOST = "127.0.0.1"
PATIENCE = 20.0  # seconds


@contextmanager
def serving(folder: Path, port: int, *, say: Callable[[str], object], patience: float = PATIENCE) -> Iterator[int]:
    """Serve the XML files of ``folder`` while the context lasts; yield the port: ``port``, or a free one if taken.

    Another demo holds the port for a few seconds only, so that it is waited for: ``patience`` seconds. ``say`` is told
    at once, and of a free one in its place.
    """
    documents = {f"/{path.name}": path.read_bytes() for path in sorted(folder.glob("*.xml"))}
    server = _server(documents, port, patience, say)
    if port not in {0, server.server_port}:
        say(f"port {port} is still taken; port {server.server_port} in its place")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _server(
    documents: Mapping[str, bytes], port: int, patience: float, say: Callable[[str], object]
) -> http.server.ThreadingHTTPServer:
    class Feeds(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = documents.get(self.path, b"")
            tag = f'"{sha256(body).hexdigest()[:16]}"'
            status = 404 if not body else 304 if self.headers.get("If-None-Match") == tag else 200
            body = body if status == http.HTTPStatus.OK else b""
            self.send_response(status)
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(body)))
            if status != http.HTTPStatus.NOT_FOUND:
                self.send_header("ETag", tag)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is Python's
            """Say nothing: the pull tells what it asked."""

    give_up = time.monotonic() + patience
    is_told = False
    while True:
        try:
            return http.server.ThreadingHTTPServer((HOST, port), Feeds)
        except OSError:
            if time.monotonic() >= give_up:
                return http.server.ThreadingHTTPServer((HOST, 0), Feeds)
            if not is_told:
                say(f"port {port} is taken, perhaps by another demo, which is soon done; waiting {patience:.0f} s")
                is_told = True
            time.sleep(0.1)
