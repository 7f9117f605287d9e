"""The order that ``usalama build`` gives: what the tree has, which weeks were seen, where the answer goes.

Started by hand there is none: then everything is printed into the output folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from topic_digest.settings import Options
from usalama.errors import ReleaseError, SiteError
from usalama.planning import manifest as manifests


class Job(NamedTuple):
    """What ``usalama build`` orders."""

    have: Mapping[str, str]
    """Files of the tree → fingerprint of what they were made from."""
    live: Mapping[str, str] | None
    """The same of the published tree; None when there is none."""
    tree: Path
    """The release tree, to be read only."""
    states: Mapping[str, str] | None
    """Week → state of its files, as the order's giver saw them."""
    month: str
    answer: Path | None
    """Where the answer is wanted; None when nobody waits for one."""
    only_plan: bool = False
    aside: Mapping[str, str] = MappingProxyType({})
    """Entry file → why the build is to do without it."""
    live_tree: Path | None = None
    """The published tree, to be read only."""


def by_hand(output: Path) -> Job:
    """Return the order of a person who started Pelican: everything."""
    return Job({}, None, output, None, "", None)


def read_file(options: Options) -> Job:
    """Return the order in the file that the settings name, or that of a person where they name none."""
    if not options.job:
        return by_hand(options.output)
    try:
        return read(json.loads(Path(options.job).read_bytes()))
    except (OSError, ValueError) as error:
        raise SiteError(f"{options.job}: is no order of usalama build: {error}") from None


def read(found: Mapping[str, Any]) -> Job:
    """Return the order as a record."""
    try:
        return Job(
            have=_have(found["manifest"]),
            live=_have(found["live"]) if found["live"] else None,
            tree=Path(found["tree"]),
            states=found["states"],
            month=found["month"],
            answer=Path(found["answer"]),
            only_plan=found["only_plan"],
            aside=found["aside"],
            live_tree=Path(found["live"]).with_suffix("") if found["live"] else None,
        )
    except KeyError as error:
        raise SiteError(f"the order of usalama build lacks {error}") from None


def _have(manifest: str) -> dict[str, str]:
    """Return file → fingerprint as a release's manifest says; a release without one that can be read has nothing."""
    try:
        return manifests.read_inputs(Path(manifest).read_text("utf-8"), manifest)
    except (FileNotFoundError, UnicodeDecodeError, ReleaseError):
        return {}
