"""``usalama serve``: the built site on this machine, built again and shown again whenever something changes.

For whoever writes a template or mends an entry. It listens on loopback only and publishes nothing elsewhere.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from usalama import store
from usalama.errors import SiteError

WATCHED = ("content", "themes", "locale", "usalama.toml", "pelicanconf.py")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the port."""
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="where to listen on 127.0.0.1; else 8000")


def run(args: argparse.Namespace) -> int:
    """Build, then serve until interrupted."""
    try:
        from livereload import Server  # noqa: PLC0415  an extra that only this needs
    except ImportError:
        raise SiteError("serve needs its extra: pip install 'usalama[serve]'") from None
    root = store.find_root(Path.cwd(), args.root)

    def build() -> None:
        subprocess.run([sys.executable, "-m", "usalama", "build", "--root", str(root)], check=False)  # noqa: S603

    build()
    server = Server()
    for name in WATCHED:
        place = root / name
        if place.exists():
            server.watch(f"{place}/**" if place.is_dir() else str(place), build)
    print(f"http://127.0.0.1:{args.port}/ shows {root / 'output'}; Ctrl-C ends it")
    server.serve(port=args.port, host="127.0.0.1", root=str(root / "output"))
    return 0
