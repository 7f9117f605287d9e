"""``usalama build``: bring the site up to date with its entry files and publish it.

Exit codes: 0 published or nothing new · 1 not published, the old site stays · 2 published, but an entry file, a
week's panel, register or record could not be read, a register or a page is gone, the catalogue lacks an outlet, a topic
or a county of theirs, an edit or a line of an entry does not do what was meant, or a judging table is one that no pull
takes or was set aside · 64 bad configuration · 75 another run is under way.
"""

from __future__ import annotations

import argparse
import contextlib
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from usalama.catalogue.site import Site
from usalama.console import context
from usalama.console.hints import say
from usalama.errors import DEGRADED, KEPT, OK
from usalama.files import sitefolder, state
from usalama.files.basis import Basis
from usalama.machine.locks import site_lock
from usalama.model import Problem
from usalama.printing.stage import Answer, Stage
from usalama.releasing import releases
from usalama.releasing.release_trees import Release
from usalama.tables import trying
from usalama.usecases import build
from usalama.usecases.build import Built
from usalama.wiring import noting

if TYPE_CHECKING:
    from usalama.gate.gate import Seen
    from usalama.usecases.publish import Order

_LACKS = {
    "content/ledger.toml": "not done",
    "search": "not made",
    "entries": "not done",
    "pages": "to mend",
    **dict.fromkeys(("owners", "topics", "counties"), "not known"),
}
"""What is called so among the problems: the desk's edits, the search index, what a hand wrote into an entry or left
out of a page, what the catalogue lacks; else files."""
_TOLD = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    context.add_conf(parser)
    parser.add_argument("--mend", action="store_true", help="look at every published file; make anew what was damaged")
    shrunk = "publish although reports, edits or half of something are gone"
    parser.add_argument("--accept-shrink", action="store_true", help=shrunk)
    parser.add_argument("--accept-outage", action="store_true", help="publish although hardly any feed answers")
    with contextlib.suppress(argparse.ArgumentError):  # `digest` has it from pull
        context.add_clock(parser)


def run(args: argparse.Namespace, *, tried: bool = False) -> int:
    """Build; where the judging tables were ``tried`` by a pull, not by it as well."""
    root, site = context.open_site(args)
    conf = context.conf(args, root)
    with site_lock(root, args.command):
        aside: Mapping[str, str] = {}
        if not tried:
            from usalama.tables import takeover  # noqa: PLC0415  a pull that tried the tables took over what is newer

            newer = takeover.take_over(root)
            for line in (*newer, *(aside := takeover.aside(root)).values()):
                say(line)
        damaged = releases.distrust(root) if args.mend else ()
        for name in damaged[:_TOLD]:
            say(f"damaged, to be made anew: {name}")
        if len(damaged) > _TOLD:  # as where the list of all is lost
            say(f"damaged, to be made anew: {len(damaged) - _TOLD} more")
        accepted = {"accept_shrink": args.accept_shrink, "accept_outage": args.accept_outage}
        return build_site(root, site, context.clock(args), conf, accepted, tried=tried) or DEGRADED * bool(aside)


def build_site(
    root: Path,
    site: Site,
    now: datetime,
    conf: Path | None = None,
    accepted: Mapping[str, bool] = MappingProxyType({}),
    *,
    tried: bool = False,
) -> int:
    """Build under the lock that the caller holds; return the exit code. ``accepted`` is of the gate's limits."""
    seen: Seen | None = None
    refused_table = str if tried else cache(partial(trying.mistake, root))

    def look_ahead(live: Release | None, names: Sequence[str]) -> None:
        nonlocal seen
        refused_table()
        seen = _look_ahead(live, names, site.url)

    def order(answer: Answer) -> Order:
        from usalama.gate.gate import Expected  # noqa: PLC0415  see look_ahead
        from usalama.gate.numbers import Limits  # noqa: PLC0415
        from usalama.usecases import publish  # noqa: PLC0415

        expected = {name: [Expected(*each) for each in reports] for name, reports in answer.expected.items()}
        feeds = publish.feed_count(answer.feeds, state.read_states(root)[0], now)
        return publish.Order(site.url, now, site.zone, expected, feeds, Limits(**accepted), seen)

    basis = Basis(root, conf or root / sitefolder.MARK, f"{now:%Y-%m}", anew=accepted.get("accept_shrink", False))
    stage_of = contextlib.closing(Stage(root, basis.conf, basis.month))
    with stage_of as stage, noting.noting(root, now), context.no_collector():
        edges = build.Edges(basis, stage, order, time.monotonic, look_ahead, partial(_astray, basis, now))
        built = build.build(root, edges, site.releases)
    stays = ", the old site stays" if releases.live_number(root) else ""  # a first build has none
    _tell(built, wrong := refused_table(), f"Not published{stays}")
    noting.note(root, built.outcome, now, built.problems)
    if built.outcome is not None and not built.outcome.published:
        _tell_sources(root, site)
        return KEPT
    return DEGRADED if built.problems or wrong else OK


def _look_ahead(live: Release | None, names: Sequence[str], url: str) -> Seen | None:
    """Look at what will be replaced while somebody else prints; where nothing is new the gate is never loaded."""
    from usalama.desk import misedits  # noqa: F401, PLC0415  asked at the end, when nobody else is at work
    from usalama.usecases import publish  # noqa: PLC0415

    return publish.look_ahead(live, names, url) if live else None


def _astray(basis: Basis, now: datetime) -> Sequence[Problem]:
    from usalama.desk import misedits  # noqa: PLC0415  where nothing is new nothing is asked of it

    for line in misedits.let_go(basis.root) if basis.anew else ():
        say(line)
    return misedits.problems(basis.root, now, accepted=basis.anew)


def _tell_sources(root: Path, site: Site) -> None:
    """Name what may be wrong with hand-written pages where they can be mended: the gate names what they became."""
    from usalama.wiring import pagechecks  # noqa: PLC0415  only where the gate has refused

    newest = releases.newest(root)
    for line in pagechecks.page_mistakes(root, site.url, newest.manifest.pages if newest else ())[:_TOLD]:
        say(f"to mend: {line}")


def _tell(built: Built, refused_table: str, refused: str) -> None:
    if refused_table:
        say(f"the next pull is refused: {refused_table}")
    for problem in built.problems[:_TOLD]:
        say(f"{_LACKS.get(problem.subject.partition(' ')[0], 'not read')}: {problem.message}")
    if built.answer is None or built.outcome is None:
        say("Nothing new: the site is as its entries are.")
        return
    from usalama.words.text import counted  # noqa: PLC0415  see build_site

    answer, outcome = built.answer, built.outcome
    numbers = answer.numbers
    say(
        f"{counted(len(answer.written), 'file', 'files')} written, {len(answer.removed)} removed, {answer.kept} kept: "
        f"{counted(numbers['entries'], 'report', 'reports')} of {counted(numbers['stories'], 'story', 'stories')} "
        f"in {counted(numbers['weeks'], 'week', 'weeks')}."
    )
    for warning in outcome.warnings[:_TOLD]:
        say(f"note: {warning.line}")
    for problem in outcome.problems[:_TOLD]:
        if not outcome.why.startswith(problem.line):  # the first is the reason, in the last line
            say(f"gate: {problem.line}")
    say("Published." if outcome.published else f"{refused}: {outcome.why}")
