"""The weekly letter on disk: what a build made of it, to whom it has gone, and the secret of its links.

The last two lie beside the site and not in ``.cache``: losing them would send letters twice.
"""

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from usalama.errors import BuildError, SiteError
from usalama.letters.letter import Letter, is_letter, make_letter
from usalama.machine import disk, troubles
from usalama.words.weeks import Week, parse_week, week_of

STATE = ".mail"
_SENT, _KEY = "sent.txt", "key.txt"
_KEY_BYTES = 32
_AGAIN = "readers get a letter again that they had"
_MEND = f"restore it; with a new one {_AGAIN}, and links to leave by do not count"


def newest(root: Path, now: datetime) -> Week:
    """Return the newest week that is over at ``now``, in the site's zone, and has a letter."""
    this = week_of(now, now.tzinfo)  # type: ignore[arg-type]  # `now` is aware
    built = (path.parent for path in (root / "output").glob("[0-9]*/w[0-9]*/letter.html"))
    weeks = sorted(parse_week(f"{folder.parent.name}/{folder.name}") for folder in built)
    over = [week for week in weeks if week < this]
    if not over:
        raise SiteError(f"{root / 'output'}: no week that is over has a letter; --week sends one that is not")
    return over[-1]


def letters(root: Path, week: Week) -> dict[str, Letter]:
    """Return the built letters of a week by their language; English is there."""
    found = {}
    top = root / "output"
    for place in (top, *sorted((*top.glob("[a-z][a-z]"), *top.glob("[a-z][a-z][a-z]")))):
        folder = place / week.path
        page, text = folder / "letter.html", folder / "plain.txt"
        if page.is_file() and text.is_file():
            language, built = "en" if place == top else place.name, _built(page)
            if not is_letter(built):
                told = "nothing of this week is shown, so that there is no letter to send; --week sends another"
                raise SiteError(f"{page}: {told}")
            found[language] = make_letter(week.slug, language, built, _built(text))
    if "en" not in found:
        raise SiteError(f"{top / week.path}: there is no letter; run `usalama build` first")
    return found


def _built(path: Path) -> str:
    try:
        return disk.body_of(path).decode("utf-8")
    except UnicodeDecodeError:
        raise BuildError(f"{path}{troubles.DAMAGED}") from None


@contextmanager
def log(root: Path) -> Iterator[tuple[Sequence[str], Callable[[str], None]]]:
    """Give what was recorded of letters, in order, and what records one more before it goes."""
    path = root / STATE / _SENT
    if not disk.is_there(path):  # it is made before the key
        raise SiteError(f"{path}: was here and is gone; restore it: with an empty one {_AGAIN}")
    sent = disk.body_of(path).decode("ascii", "replace").split()
    with path.open("a", encoding="ascii") as file:

        def record(key: str) -> None:
            file.write(f"\n{key}\n")  # a line that a full disk cut short ends here and costs itself alone
            file.flush()
            os.fsync(file.fileno())

        yield sent, record


def key(root: Path) -> bytes:
    """Return the site's secret for letters; make it where there is none yet."""
    path, sent = root / STATE / _KEY, root / STATE / _SENT
    if not disk.is_there(path):
        if disk.is_there(sent) and disk.body_of(sent).strip():
            raise SiteError(f"{path}: was here and is gone; {_MEND}")
        path.parent.mkdir(mode=0o700, exist_ok=True)  # who has had which letter is nobody else's business either
        sent.touch()
        disk.write_whole(path, secrets.token_hex(_KEY_BYTES).encode(), mode=0o600)
    try:
        found = bytes.fromhex(disk.body_of(path).decode("ascii").strip())
    except ValueError:
        found = b""
    if len(found) != _KEY_BYTES:
        raise SiteError(f"{path}: is not the key that was written; {_MEND}")
    return found
