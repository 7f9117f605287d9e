"""What costs much to make of some text, kept from one run to the next beside a mark of that text and of itself.

It is a cache: where it is lost, torn, or of another text or program, it is made again. It knows not what it keeps.
"""

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from usalama.machine import disk


def read(path: Path, *sources: bytes) -> bytes | None:
    """Return what was kept as made of ``sources``: the program that made it, and the text."""
    with suppress(OSError):
        mark, _, body = disk.body_of(path).partition(b"\n")
        if mark == _mark(*sources, body):  # of what is kept too: who empties a list leaves its key
            return body
    return None


def keep(path: Path, body: bytes, *sources: bytes) -> None:
    """Keep what was made of ``sources``, if there is room: else the next run makes it again."""
    with suppress(OSError):
        disk.keep(path, _mark(*sources, body) + b"\n" + body)


def _mark(*parts: bytes) -> bytes:
    return blake2b(b"\0".join(parts), digest_size=16).hexdigest().encode()
