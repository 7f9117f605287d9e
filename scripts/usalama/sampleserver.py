"""Serves a folder of feeds on this machine alone, with ETags, for the demo and for tests of a whole run.

It listens on 127.0.0.1 and nowhere else, gives out only the XML files that lay there when it started, and stops with
its context. It is no server for anything that others should reach.
"""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

HOST = "127.0.0.1"


@contextmanager
def serving(folder: Path, port: int) -> Iterator[int]:
    """Serve the XML files of ``folder`` while the context lasts; yield the port: ``port``, or a free one if taken."""
    documents = {f"/{path.name}": path.read_bytes() for path in sorted(folder.glob("*.xml"))}
    server = _server(documents, port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _server(documents: Mapping[str, bytes], port: int) -> http.server.ThreadingHTTPServer:
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

    http.server.ThreadingHTTPServer.daemon_threads = True
    try:
        return http.server.ThreadingHTTPServer((HOST, port), Feeds)
    except OSError:
        return http.server.ThreadingHTTPServer((HOST, 0), Feeds)
