"""Reports that are on disk, masked again by today's rules, and what that hides in the others of their stories.

It goes by the words that are left; what was masked before stays, whatever the rules say now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from usalama.feeds.amendments import untold
from usalama.feeds.followed import Following, HiddenName
from usalama.judging import namesakes, redaction
from usalama.judging.maskrules import Rules as Masks
from usalama.model import JudgedEntry
from usalama.usecases.following import REMEMBERED, hide_known


class Masked(NamedTuple):
    """What masking again changes."""

    changed: Mapping[str, JudgedEntry]  # reports by key: those that lose words, and last those that give names away
    names: Mapping[str, Mapping[str, str]]
    """The names that the reports of a story gave away, each with its rule, by the story and by the key of each."""
    hidden: tuple[HiddenName, ...]  # what is to be remembered of them


def mask_again(
    told: Iterable[JudgedEntry], before: Iterable[HiddenName], masks: Masks, following: Following, now: datetime
) -> Masked:
    """Mask reports by the rules ``masks``, and what ``before`` and they hide in the others of their stories."""
    by_key = {judged.entry.key: judged for judged in told}
    names = {key: dict(redaction.hidden_names(redaction.texts_of(each.entry), masks)) for key, each in by_key.items()}
    # What is held back has no story yet.
    stories = {key: following.final(each.story) or key for key, each in by_key.items()}
    masked = {key: _masked(each, names[key], masks) for key, each in by_key.items()}
    day = now.date().isoformat()
    learnt = {
        HiddenName(each.story, key, mark, rule, day)
        for key, each in by_key.items()
        if names[key] and each.story
        for mark, rule in following.marks(each.entry).items()
    }
    done, _ = hide_known(masked, {*before, *learnt}, (), str, following)
    after = masked | done
    changed = {key: after[key] for key in sorted(after, key=lambda key: bool(names[key])) if after[key] != by_key[key]}
    given: dict[str, dict[str, str]] = {}
    for key, each in names.items():
        given.setdefault(stories[key], {}).update(each)
    given |= {key: given[story] for key, story in stories.items()}
    late = {key for key, each in by_key.items() if now - each.entry.published <= REMEMBERED}
    return Masked(changed, given, tuple(sorted({*before, *(each for each in learnt if each.entry in late)})))


def _masked(judged: JudgedEntry, names: Mapping[str, str], masks: Masks) -> JudgedEntry:
    entry, rules = redaction.mask(judged.entry, masks)
    if not rules:
        return judged
    shown = namesakes.hide(replace(judged, entry=entry), names, masks)
    return replace(shown, judgement=shown.judgement.masked(untold(rules, judged.judgement)))
