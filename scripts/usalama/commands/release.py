"""``usalama release``: let the held entries of a quarantined feed in, or ``--discard`` them.

Exit codes: 0 done · 64 no such feed is held · 75 another run is under way.
"""

import argparse
from pathlib import Path

from usalama.catalogue.catalog import moved
from usalama.catalogue.site import Site
from usalama.console import context
from usalama.console.hints import say
from usalama.errors import OK, UsalamaError
from usalama.feeds import quarantine
from usalama.feeds.turn import NotKept, Outcome, Rules
from usalama.files import state, store
from usalama.machine.locks import site_lock
from usalama.model import PullReport
from usalama.tables.rules import load_rules
from usalama.usecases import pull
from usalama.usecases.following import is_by_another
from usalama.wiring import keeping
from usalama.words.text import counted
from usalama.words.weeks import week_of

_NAMESAKE = (
    "a name is masked that another report hides; if it is somebody else's, delete the file and: usalama pull --force"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("feed", type=context.some, metavar="FEED", help="the feed's address, or its outlet's slug")
    parser.add_argument("--discard", action="store_true", help="throw the held entries away; the feed stays held")
    context.add_clock(parser)


def run(args: argparse.Namespace) -> int:
    """Release or discard; say what was done."""
    root, site = context.open_site(args)
    with site_lock(root, args.command):
        texts = store.read_desk(root)
        catalog = store.read_catalog(texts)
        rules = load_rules(root, site, texts, context.clock(args))
        memory = keeping.recall(root, moved(catalog.outlets))
        states = memory.states
        shelf = store.read_entries(root, kind=store.HELD)
        outlets = {feed.url: feed.outlet for feed in catalog.feeds}
        urls = quarantine.feeds_named(args.feed, [each.judged for each in shelf.entries], states, outlets)
        if not urls:
            raise UsalamaError(f"{args.feed}: no feed of this address or outlet is held; see usalama status")
        held = [stored for stored in shelf.entries if stored.judged.entry.feed_url in urls]
        if args.discard:
            _note_discarded(root, site, held, rules, args)
        else:
            placed = pull.in_stories(quarantine.admitted(stored.judged for stored in held), rules)
            outcome = Outcome(PullReport(context.clock(args)), kept=placed)
            for problem in keeping.admit(root, site, outcome, memory, rules):
                say(problem.line)
            for judged in filter(is_by_another, outcome.kept):
                say(f"{store.entry_path(judged, site.zone)}: {_NAMESAKE}")
            freed = {url: quarantine.freed_state(known) if url in urls else known for url, known in states.items()}
            state.write_states(root, freed)
        store.remove(root, [stored.path for stored in held])
        if not args.discard:  # what was let in may tell of names that others show who wait still
            keeping.hide_in_held(root, outcome, rules)
    done = "discarded" if args.discard else "released"
    say(f"{counted(len(held), 'entry', 'entries')} {done}, of {counted(len(urls), 'feed', 'feeds')}")
    return OK


def _note_discarded(root: Path, site: Site, held: list[store.Stored], rules: Rules, args: argparse.Namespace) -> None:
    now, why = context.clock(args), "discarded by the desk while the feed was held"
    found = (NotKept(each.judged.entry, each.judged.judgement.relevance, why, rules.digest) for each in held)
    state.add_dropped(root, week_of(now, site.zone).slug, (keeping.dropped_line(each, now) for each in found))
