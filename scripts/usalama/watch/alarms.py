"""Which alarms are new: each matter is told once, and again only after it was over.

Pure but for the callable that tells. An alarm that could not be told is not remembered, so the next run tries again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

Tell = Callable[[str, tuple[str, ...]], tuple[bool, tuple[str, ...]]]
"""Takes a subject and lines; returns whether anybody was told, and a line for each way of telling that failed."""


def raise_new(
    standing: Mapping[str, str], remembered: Mapping[str, str], *, scope: str, site: str, today: str, tell: Tell
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Tell the matters of ``standing`` that are not remembered; return what to remember, and what failed.

    Only matters of this ``scope`` (the first word of their names) are forgotten when they are over.
    """
    new = {name: text for name, text in sorted(standing.items()) if name not in remembered}
    kept = {n: day for n, day in remembered.items() if n in standing or not n.startswith(f"{scope} ")}
    if not new:
        return kept, ()
    one = next(iter(new.values()))
    subject = f"{site}: {one}" if len(new) == 1 else f"{site}: {len(new)} matters need a person"
    told, failures = tell(subject, tuple(new.values()))
    return ({**kept, **dict.fromkeys(new, today)} if told else kept), failures
