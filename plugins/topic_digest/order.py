"""The order that ``usalama build`` gives, in two parts: which weeks it saw; what the tree has, and where answers go.

The first may come again, corrected. Started by hand there is none: then everything is printed into the output folder.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from topic_digest.settings import Options
from usalama.errors import ReleaseError, SiteError
from usalama.machine import disk
from usalama.planning import manifest as manifests
from usalama.planning.plan import Wanted

DATA = "data/"  # where the data of the archive are: they are described with what each file came to
_Of = TypeVar("_Of")


class Seen(NamedTuple):
    """The first part, enough to read the weeks and to list the site's files."""

    states: Mapping[str, str] | None  # week → state of its files, as the order's giver saw them
    month: str
    aside: Mapping[str, str] = MappingProxyType({})  # entry file → why the build is to do without it


class Job(NamedTuple):
    """The second part, which says what to print, and where."""

    have: Mapping[str, str]  # files of the tree → fingerprint of what they were made from
    live: Mapping[str, str] | None  # the same of the published tree; None when there is none
    tree: Path  # the release tree, to be read only
    answer: Path | None  # where the answer is wanted; None when nobody waits for one
    only_plan: bool = False
    live_tree: Path | None = None  # the published tree, to be read only
    data: Mapping[str, manifests.Page] = MappingProxyType({})
    """Files of the archive's data in the tree → what each came to."""
    live_sums: Mapping[str, str] = MappingProxyType({})  # files of the published tree → hash of their bytes

    def published(self, page: Wanted) -> bytes | None:
        """Return a file as readers see it, if that was made from the same; one that was altered since is made anew."""
        if self.live and self.live_tree and self.live.get(page.name) == page.inputs:
            with suppress(OSError):
                body = disk.body_of(self.live_tree / page.name)
                if hashlib.sha256(body).hexdigest() == self.live_sums[page.name]:
                    return body
        return None


def read_file(options: Options) -> tuple[Seen, Job]:
    """Return the order in the file that the settings name, or everything where a person started Pelican."""
    if not options.job:
        return Seen(None, ""), Job({}, None, options.output, None)
    try:
        found = json.loads(Path(options.job).read_bytes())
        return read_seen(found), read(found)
    except (OSError, ValueError) as error:
        raise SiteError(f"{options.job}: is no order of usalama build: {error}") from None


def read_seen(found: Mapping[str, Any]) -> Seen:
    """Return the first part as a record."""
    try:
        return Seen(found["states"], found["month"], found["aside"])
    except KeyError as error:
        raise SiteError(f"the order of usalama build lacks {error}") from None


def read(found: Mapping[str, Any]) -> Job:
    """Return the second part as a record."""
    try:
        have, data = _known(found["manifest"], partial(manifests.read_inputs, of=DATA))
        live, sums = _known(found["live"], manifests.read_prints) if found["live"] else (None, {})
        return Job(
            have=have,
            live=live,
            tree=Path(found["tree"]),
            answer=Path(found["answer"]),
            only_plan=found["only_plan"],
            live_tree=Path(found["live"]).with_suffix("") if found["live"] else None,
            data=data,
            live_sums=sums,
        )
    except KeyError as error:
        raise SiteError(f"the order of usalama build lacks {error}") from None


def _known(
    manifest: str, read: Callable[[str, str], tuple[dict[str, str], dict[str, _Of]]]
) -> tuple[dict[str, str], dict[str, _Of]]:
    """Return what is read of a release's manifest: file → fingerprint, and what else is to be known of files.

    A release without one that can be read has nothing.
    """
    try:
        return read(disk.body_of(manifest).decode("utf-8"), manifest)
    except (FileNotFoundError, UnicodeDecodeError, ReleaseError):
        return {}, {}
