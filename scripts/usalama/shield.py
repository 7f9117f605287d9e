"""What stands between a feed and everything else: entries that were taken down go, what could hurt is masked.

It works on what was parsed, before known and unknown are told apart, so that nothing later ever sees the words. It
decides by the ledger and the redaction rules alone and counts what it takes out.
"""

from __future__ import annotations

from dataclasses import replace

from usalama.ledger import Ledger
from usalama.model import ParsedFeed, Problem
from usalama.redaction import Rules, mask


def shielded(parsed: ParsedFeed, ledger: Ledger, rules: Rules) -> ParsedFeed:
    """Return the document without what was taken down, and with every entry masked."""
    kept = [entry for entry in parsed.entries if not ledger.refuses(entry.key, entry.link)]
    gone = len(parsed.entries) - len(kept)
    problems = parsed.problems
    if gone:
        problems += (Problem("ledger", f"{gone} taken down and not let in again"),)
    return replace(parsed, entries=tuple(mask(entry, rules)[0] for entry in kept), problems=problems)
