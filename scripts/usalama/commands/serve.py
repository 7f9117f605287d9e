"""``usalama serve``: the built site on this machine, built again and shown again whenever something changes.

For whoever writes a template or mends an entry. It listens on loopback only and publishes nothing elsewhere. Without
its extra it shows what is built, and does not look out for changes.
"""

import argparse
import http.server
import mimetypes
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from usalama.console import context
from usalama.errors import SiteError
from usalama.files import sitefolder
from usalama.machine import disk

HOST, PORT = "127.0.0.1", 8000
_POLICY = b'http-equiv="Content-Security-Policy"'
WATCHED = ("content", "themes", "locale", "usalama.toml", "pelicanconf.py")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the port."""
    context.add_port(parser, PORT)


def run(args: argparse.Namespace) -> int:
    """Build, then serve until interrupted."""
    root = sitefolder.find_root(Path.cwd(), args.root)
    port = _free(args.port)
    _build(root)
    if not (root / "output").exists():
        raise SiteError(f"{root / 'output'}: not there, so there is nothing to show; mend what the build said above")
    told = f"http://{HOST}:{port}/ shows {root / 'output'}"
    try:
        from livereload import Server  # noqa: PLC0415  an extra that only this needs
    except ImportError:
        print(
            f"{told} as it is now (make .venv/dev.stamp installs what builds it on changes); Ctrl-C ends it", flush=True
        )
        handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(root / "output"))
        with http.server.ThreadingHTTPServer((HOST, port), handler) as plain, suppress(KeyboardInterrupt):
            plain.serve_forever()
        return 0
    server = Server(without_policy(root / "output"))
    for name in WATCHED:
        place = root / name
        if place.exists():
            server.watch(f"{place}/**" if place.is_dir() else str(place), partial(_build, root))
    print(f"{told} and builds it again on every change; Ctrl-C ends it", flush=True)
    server.serve(port=port, host=HOST)
    return 0


def _free(port: int) -> int:
    """Return the port, any that is free for 0; say before anything is built that nothing can be served there."""
    try:
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as a server does: one just ended is no bar
            tried.bind((HOST, port))
            return int(tried.getsockname()[1])
    except (OSError, OverflowError) as mistake:
        raise context.refused_port(port, mistake) from None


def _build(root: Path) -> None:
    subprocess.run([sys.executable, "-m", "usalama", "build", "--root", str(root)], check=False)  # noqa: S603


def without_policy(output: Path) -> Callable[[dict[str, str], Callable[..., object]], list[bytes]]:
    """Return a WSGI program that gives the site out without its pages' policy, which lets no page reload itself."""

    def answer(environ: dict[str, str], start: Callable[..., object]) -> list[bytes]:
        top = disk.real(output)  # anew each time: a build switches it
        file = disk.real(top / environ["PATH_INFO"].lstrip("/"))
        file = file / "index.html" if file.is_dir() else file
        found = file.is_relative_to(top) and file.is_file()
        body = (file if found else top / "404.html").read_bytes()
        kind = mimetypes.guess_type(file.name)[0] if found else "text/html"
        start("200 OK" if found else "404 Not Found", [("Content-Type", kind or "application/octet-stream")])
        return [body.replace(_POLICY, b"data-policy-of-the-site") if kind == "text/html" else body]

    return answer
