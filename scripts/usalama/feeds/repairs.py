"""Faults that publishers make and that no XML parser forgives, put right before a second reading.

Only what has one plausible meaning: an ampersand that begins no reference is an ampersand, a character that XML
forbids is none. Nothing is added, and a document in a two-byte encoding is left as it is.
"""

from __future__ import annotations

import re

_AMPERSAND_OR_REFERENCE = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:#(?P<decimal>[0-9]{1,12});|#[xX](?P<hex>[0-9a-fA-F]{1,12});|[a-zA-Z][a-zA-Z0-9]{1,31};)?",
    re.DOTALL,
)
_CONTROLS = bytes(code for code in range(0x20) if code not in {0x09, 0x0A, 0x0D})
_TWO_BYTES = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
_NOT_A_CHARACTER = b"&#xFFFD;"


def repaired(document: bytes) -> bytes:
    """Return ``document`` with bare ampersands escaped, without what XML has not or not before its declaration."""
    if document.startswith(_TWO_BYTES):
        return document
    return _AMPERSAND_OR_REFERENCE.sub(_right, document.lstrip().translate(None, _CONTROLS))


def _right(found: re.Match[bytes]) -> bytes:
    whole = found[0]
    if whole == b"&":
        return b"&amp;"
    if found["decimal"] or found["hex"]:
        code = int(found["decimal"] or found["hex"], 10 if found["decimal"] else 16)
        return whole if _is_xml(code) else _NOT_A_CHARACTER
    return whole


def _is_xml(code: int) -> bool:
    """Whether a code point is a character of XML 1.0 (production 2)."""
    if code < 0x20:  # noqa: PLR2004  the first that is no control
        return code in {0x09, 0x0A, 0x0D}
    return code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF  # noqa: PLR2004
