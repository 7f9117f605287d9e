"""``usalama headers``: print the HTTP headers that the published site should be served with, for a kind of host.

Exit codes: 0 printed · 1 nothing is published yet, so the styles' hashes are not known.
"""

from __future__ import annotations

import argparse

from usalama import gate_markup, headers, releases
from usalama.commands import context
from usalama.errors import ReleaseError

OK = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    form = parser.add_mutually_exclusive_group(required=True)
    form.add_argument("--netlify", action="store_true", help="_headers, for Netlify and Cloudflare Pages")
    form.add_argument("--nginx", action="store_true", help="lines for an nginx server")
    form.add_argument("--caddy", action="store_true", help="lines for a Caddyfile")


def run(args: argparse.Namespace) -> int:
    """Print the headers; the policy names every style that the published site has."""
    root, _ = context.open_site(args)
    release = releases.live(root)
    if release is None:
        raise ReleaseError(f"{root}: nothing is published yet; run usalama build first")
    styles: set[str] = set()
    for name in sorted(release.manifest.pages):
        if name.endswith(".html"):
            styles |= gate_markup.styles_of((release.path / name).read_bytes())
    form = headers.netlify if args.netlify else headers.nginx if args.nginx else headers.caddy
    print(form(styles), end="")
    return OK
