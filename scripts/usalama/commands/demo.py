"""``usalama demo``: a sample site from feeds that we wrote ourselves, in a scratch folder of its own.

The real pull and the real build do the work; the last line printed is the path of the home page's file. The real
``content/entries/`` is neither read nor written.
"""

from __future__ import annotations

import argparse
import shlex
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from usalama.commands.build import build_site
from usalama.commands.pull import pull_site
from usalama.console import context
from usalama.errors import DEGRADED, OK, SiteError
from usalama.files import sitefolder
from usalama.machine import disk
from usalama.machine.locks import site_lock
from usalama.network.sampleserver import serving
from usalama.usecases import demo


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--port", type=int, default=demo.PORT, help="where to serve the sample feeds, on this machine")
    parser.add_argument("--into", type=Path, metavar="DIR", help="where to make the scratch site; else demo/")


def run(args: argparse.Namespace) -> int:
    """Make the scratch site anew, pull into it, build it."""
    root, _ = context.open_site(args)
    samples = context.samples_of(root)
    site = (args.into or root / demo.FOLDER).absolute()
    _clear(site)
    with serving(samples / "feeds", args.port) as port:
        made = demo.files(_content(root), _files(samples, samples.glob("*.toml")), port, real=root.as_posix())
        disk.write_all((site / path, body) for path, body in made.items())
        now = datetime.fromisoformat(demo.NOW)
        settings = sitefolder.read_settings(site)
        with site_lock(site):
            pulled = pull_site(site, settings, now, allow_loopback=True)
    with site_lock(site):
        code = build_site(site, settings, now)
    home = site / "output" / "index.html"
    if home.is_file():
        print("One of the sample feeds fails on purpose, so that you see how that is told.")
        print(f"To search it, too: usalama serve --root {shlex.quote(str(site))}. To read it, open")
        print(home.absolute())
    return code if pulled in {OK, DEGRADED} else pulled  # one of the sample feeds does fail


def _clear(site: Path) -> None:
    """Remove the last demo; refuse a folder that is none."""
    if not site.exists():
        return
    conf = site / sitefolder.MARK
    if not conf.is_file() or not conf.read_text(encoding="utf-8").startswith(demo.MARK):
        raise SiteError(f"{site}: not a demo's folder; move it away, for the demo would be made there anew")
    shutil.rmtree(site)


def _content(root: Path) -> dict[str, bytes]:
    return _files(root, [*root.glob("content/catalog/*"), *root.glob("content/pages/*")])


def _files(folder: Path, paths: Iterable[Path]) -> dict[str, bytes]:
    found = sorted(path for path in paths if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
