"""``usalama headers``: print the HTTP headers that the published site should be served with, for a kind of host.

Exit codes: 0 printed · 1 nothing is published yet, so the styles' hashes are not known.
"""

import argparse
import re
from urllib.parse import urlsplit

from usalama.console import context
from usalama.errors import OK, ReleaseError
from usalama.exports import headers
from usalama.files.ledgerfile import read_ledger
from usalama.gate import markup
from usalama.gate.links import target
from usalama.ledger.effects import hides_of, now_in
from usalama.ledger.ledger import Ledger
from usalama.machine import disk
from usalama.releasing import releases
from usalama.releasing.release_trees import Release

_STORY_PAGE = re.compile(r"((?:[a-z]{2,3}/)?stories/([^/]+)/)index\.html")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    form = parser.add_mutually_exclusive_group(required=True)
    form.add_argument("--netlify", action="store_true", help="_headers, for Netlify and Cloudflare Pages")
    form.add_argument("--redirects", action="store_true", help="_redirects, for the same two")
    form.add_argument("--nginx", action="store_true", help="lines for an nginx server")
    form.add_argument("--caddy", action="store_true", help="lines for a Caddyfile")


def run(args: argparse.Namespace) -> int:
    """Print the headers; the policy names every style that the published site has."""
    root, site = context.open_site(args)
    release = releases.live(root)
    if release is None:
        raise ReleaseError(f"{root}: nothing is published yet; run usalama build first")
    styles: set[str] = set()
    moved: dict[str, str] = {}
    for name in sorted(release.manifest.pages):
        if name.endswith(".html"):
            body = disk.body_of(release.path / name)
            styles |= markup.styles_of(body)
            if _STORY_PAGE.fullmatch(name):  # hosts take so many ways and no more: what else moved leads on by its page
                moved |= _moved(release, name, markup.leads_on_to(body), site.url)
    base = f"{urlsplit(site.url).path}/"
    if args.redirects:
        print(headers.redirects(moved, base), end="")
    elif args.netlify:
        print(headers.netlify(styles, base), end="")
    else:
        form = headers.nginx if args.nginx else headers.caddy
        print(form(styles, _gone(release, read_ledger(root)), moved, base), end="")
    return OK


def _gone(release: Release, ledger: Ledger) -> list[str]:
    """Return the paths of the story pages that stand for removed reports; what is hidden may be shown again."""
    stories = {now_in(edit, ledger) for edit in ledger.removals}
    stories = {story for story in stories if not hides_of(story, ledger)}
    named = ((name, _STORY_PAGE.fullmatch(name)) for name in sorted(release.manifest.pages))
    pages = [(name, found[1]) for name, found in named if found and found[2] in stories]
    # A story that lost one report of several is not gone.
    return [path for name, path in pages if b'content="noindex"' in disk.body_of(release.path / name)]


def _moved(release: Release, name: str, link: str, site_url: str) -> dict[str, str]:
    """Return the paths of a page that leads on, and of its story's feed, each with the path that it leads to."""
    found = target(name, link, site_url) if link else None
    if found is None:
        return {}
    old, new = name.removesuffix("index.html"), found.name.removesuffix("index.html")
    moved = {old: f"{new}#{found.fragment}" if found.fragment else new}
    feeds = [f"feeds/story-{path.removeprefix('stories/').strip('/')}.xml" for path in (old, new)]
    if all(feed in release.manifest.pages for feed in feeds):
        moved[feeds[0]] = feeds[1]
    return moved
