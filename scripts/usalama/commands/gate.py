"""``usalama gate``: look at a finished build as the gate does and list everything; change nothing.

Exit codes: 0 it may be published · 1 it may not · 75 another run wrote into it meanwhile.
"""

import argparse
from functools import partial

from usalama.console import context
from usalama.console.hints import say
from usalama.console.progress import tell
from usalama.errors import KEPT, OK, LockedError
from usalama.gate import gate as rules
from usalama.releasing import release_trees, releases
from usalama.words.text import counted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--live", action="store_true", help="look at the published site instead of the newest build")
    parser.add_argument("--hashes", action="store_true", help="compare every file with its hash, too")


def run(args: argparse.Namespace) -> int:
    """Look into every file and print what is wrong, one line each."""
    root, site = context.open_site(args)
    before = release_trees.marks(root)
    release = releases.live(root) if args.live else releases.newest(root)
    unlisted = releases.list_faults(root).values()
    tell(*unlisted)
    if release is None or not release.manifest.pages:
        if not unlisted:
            say("nothing is built yet; run usalama build")
        return KEPT
    candidate = rules.Candidate(release.manifest.pages, partial(releases.read_served, release), site.url)
    live = releases.live(root)
    if live is not None and live.number != release.number:
        read_before = partial(releases.read_served, live)
        candidate = candidate._replace(before=live.manifest.pages, read_before=read_before, whole=True)
    verdict = rules.check(candidate)
    wrong = releases.damaged(release) if args.hashes else ()
    written = {name.partition(".")[0] for name, _ in before.items() ^ release_trees.marks(root).items()}
    if str(release.number) in written:
        raise LockedError(f"{release.path}: a run wrote there meanwhile, so that nothing can be said; run it again")
    tell(*(problem.line for problem in verdict.problems))
    for name in wrong:
        mend = "; run: usalama build --mend" if live and release.number == live.number else ""
        tell(f"{name}: differs from what was built{mend}")
    tell(*(f"warning: {problem.line}" for problem in verdict.warnings))
    faults = len(unlisted) + len(verdict.problems) + len(wrong)
    told = counted(faults, "problem", "problems"), counted(len(verdict.warnings), "warning", "warnings")
    say(f"{counted(verdict.read, 'file', 'files')} looked into, {', '.join(told)}")
    return KEPT if faults else OK
