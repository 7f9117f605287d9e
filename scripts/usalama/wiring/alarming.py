"""Raising alarms: each matter is told once to whom the settings name, and remembered until it is over."""

import shlex
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from usalama.catalogue.site import Site
from usalama.errors import StuckError
from usalama.files import state
from usalama.machine import troubles
from usalama.network import alerts
from usalama.watch import status


def tell(root: Path, site: Site, standing: Mapping[str, str], *, scope: str, now: datetime) -> tuple[str, ...]:
    """Tell the new matters of ``standing``; return what could not be told. Call it under the site's lock.

    Each matter's name begins with ``scope``; remembered matters of this scope that no longer stand are forgotten.
    Whoever reads a message stands in no site's folder, and may have several: it says where the commands in it belong.
    """
    place = shlex.quote(str(root.absolute()))
    where = f"Commands of usalama are given in the site's folder, or with: --root {place}"
    remembered, failures = status.raise_new(
        standing,
        state.read_alarms(root),
        scope=scope,
        site=site.name,
        today=now.date().isoformat(),
        tell=lambda subject, lines: alerts.send(subject, (*lines, where), site.alerts),
    )
    state.write_alarms(root, remembered)
    return failures


def stopped(root: Path, site: Site, error: Exception, now: datetime) -> tuple[str, ...]:
    """Tell, once, that a run ended before the gate could say anything; return what could not be told.

    Where not even the memory of alarms can be written, it is told by each run: too often is better than never.
    """
    why = f"the run cannot end, the old site stays: {troubles.told(error)}"
    standing = refusal(root)
    if isinstance(error, StuckError):  # of which nothing is noted; who holds the lock that long writes nothing either
        standing |= {"publish locked": why}
    standing = standing or {"publish stopped": why}
    try:
        return tell(root, site, standing, scope="publish", now=now)
    except OSError as fault:
        return (f"the alarm cannot be remembered: {troubles.told(fault)}",)


def lacking(root: Path) -> dict[str, str]:
    """Return what the site is published without, by the status that the last build left: file → one line."""
    part = state.read_section(root, "publish").get("lacking")
    told = part.items() if isinstance(part, dict) else ()
    return {f"publish without {name}": f"the site is published without {line}" for name, line in told}


def unasked(refused: Exception | None) -> dict[str, str]:
    """Return the matter that no feed is asked, for a mistake that people made; empty where there is none."""
    told = f"no feed is asked, and what is there is published: {troubles.told(refused)}" if refused else ""
    return {"publish unasked": told} if refused else {}


def refusal(root: Path) -> dict[str, str]:
    """Return the matter that the last build was refused, by the status it left; empty when it was published."""
    part = state.read_section(root, "publish")
    if not part.get("refused_since"):
        return {}
    since, why = part["refused_since"], part.get("why", "")
    return {f"publish refused {since}": f"the new site is refused since {since}, the old one stays: {why}"}
