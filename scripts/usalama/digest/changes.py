"""Counts over weeks: series, and what changed since last week, as numbers and one key of a fixed list.

The words for the keys stand in the templates. A count of nothing is a count of what we hold, never of calm.
"""

from collections.abc import Sequence

from usalama.digest.digests import Tally

BASE = 4  # weeks that this week is held against
_NEAR = 0.25  # a difference within a quarter of the mean, or within one story, is no change


def tally(
    slug: str, stories: Sequence[int], reports: int, *, fixed: Sequence[int] = (), breaks: Sequence[int] = ()
) -> Tally:
    """Count one slug: ``stories`` a week, the newest last, and the ``reports`` of the newest.

    ``fixed`` are the stories a week as the feeds read in all of these weeks told them, given where a feed joined or
    left (at ``breaks``); they are compared then.
    """
    like = fixed or stories
    now = like[-1] if like else 0
    earlier = like[-1 - BASE : -1]
    mean = sum(earlier) / len(earlier) if earlier else 0.0
    last = like[-2] if len(like) > 1 else 0
    step = versus(now, mean) if len(earlier) == BASE else ""
    told = {"now": stories[-1] if stories else 0, "reports": reports, "change": now - last}
    return Tally(slug, tuple(stories), **told, versus=step, mean=mean, fixed=tuple(fixed), breaks=tuple(breaks))


def versus(now: int, mean: float) -> str:
    """Name the step from ``mean`` to ``now``: none, first, gone, same, more or fewer."""
    if not now:
        return "gone" if mean else "none"
    if not mean:
        return "first"
    if abs(now - mean) <= max(1.0, _NEAR * mean):
        return "same"
    return "more" if now > mean else "fewer"
