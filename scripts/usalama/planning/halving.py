"""Finding by halving which entries a build fails with: each of them alone, and few.

Pure but for the callable that tries. It refuses to blame an entry where the build fails without any, where only several
together make it fail, and where more than a few do: then something else is wrong, and a person must look.
"""

from collections.abc import Callable, Sequence

MOST = 3  # entries that may be set aside at once; what fails with more is no matter of entries
Try = Callable[[Sequence[str]], str]
"""Builds with these of the candidates and none of the others; returns why that fails, "" where it does not."""


def offenders(candidates: Sequence[str], why: str, fails: Try, most: int = MOST) -> dict[str, str] | None:
    """Return offender → why the build fails with it and no other candidate; None where no few entries explain it.

    ``why`` is what the build with all candidates ended with. It is tried at most ``most`` × (2 log2 n + 2) + 1 times.
    """
    if not candidates or fails(()):
        return None
    found: dict[str, str] = {}
    while why:
        left = [each for each in candidates if each not in found]
        offender = _one(left, why, fails) if len(found) < most else None
        if offender is None:
            return None
        found |= offender
        rest = [each for each in left if each not in found]
        why = fails(rest) if rest else ""
    return found


def _one(kept: Sequence[str], why: str, fails: Try) -> dict[str, str] | None:
    """Return one entry that fails alone, among those that fail together; None where only several fail together."""
    while len(kept) > 1:
        half = len(kept) // 2
        for part in (kept[half:], kept[:half]):  # the newest first: it is nearly always one of them
            if heard := fails(part):
                kept, why = part, heard
                break
        else:
            return None
    return {kept[0]: why} if kept else None
