"""Rejudge: fill what a hand-written file leaves out, or judge again by today's rules what nobody has touched.

A value is hand-edited when it differs from what its own reasons (``Why``) say; such a value stays, whatever the
rules say today. Stories are filled where missing and never changed: their names are permanent addresses.
"""

from collections.abc import Callable
from dataclasses import replace

from usalama.model import Entry, JudgedEntry, Judgement, Reason

_KINDS = {"topics": "topic", "counties": "county", "facets": "facet"}


def rejudged(
    judged: JudgedEntry,
    judge: Callable[[Entry], Judgement],
    place: Callable[[JudgedEntry], tuple[str, Reason]],
    *,
    everything: bool,
) -> JudgedEntry:
    """Return the entry with what is missing filled; with ``everything``, judged again where no hand was at it."""
    if not judged.missing and not everything:
        return judged
    fresh, old = judge(judged.entry), judged.judgement
    taken = {
        name for name in (*_KINDS, "relevance") if name in judged.missing or (everything and not by_hand(old, name))
    }
    kinds = {_KINDS.get(name, name) for name in taken}
    reasons = [reason for reason in fresh.reasons if reason.kind in kinds]
    reasons += [reason for reason in old.reasons if reason.kind not in kinds]
    values = {name: getattr(fresh, name) for name in taken}
    if "relevance" in values:
        values["relevance"] = round(fresh.relevance, 2)
    result = replace(judged, judgement=replace(old, reasons=tuple(reasons), **values), missing=frozenset())
    return _with_story(result, place) if "story" in judged.missing or not old.story else result


def by_hand(judgement: Judgement, name: str) -> bool:
    """Tell whether a person wrote this value: its reasons name another one, or there are none."""
    if name == "relevance":
        said = [reason.value for reason in judgement.reasons if reason.kind == "relevance"]
        return said != [f"{judgement.relevance:.2f}"]
    named = {reason.value for reason in judgement.reasons if reason.kind == _KINDS[name]}
    return named != set(getattr(judgement, name))


def _with_story(judged: JudgedEntry, place: Callable[[JudgedEntry], tuple[str, Reason]]) -> JudgedEntry:
    story, reason = place(judged)
    reasons = (*(each for each in judged.judgement.reasons if each.kind != "story"), reason)
    return replace(judged, judgement=replace(judged.judgement, story=story, reasons=reasons))
