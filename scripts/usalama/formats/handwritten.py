"""Hand-written pages: a head of ``Title: …`` and ``Description: …``, then Markdown. It opens no file."""

from __future__ import annotations

_HEAD = "title:", "description:"


def parted(source: str) -> tuple[dict[str, str], str]:
    """Split a page's head, by its keys in small letters, from its text."""
    head: dict[str, str] = {}
    lines = source.split("\n")
    while lines and lines[0].lower().startswith(_HEAD):
        key, _, value = lines.pop(0).partition(":")
        head[key.lower()] = value.strip()
    return head, "\n".join(lines)


def mistake(source: str, name: str) -> str:
    """Return what is wrong with a page that has no title, and would be headed by its file's name; "" where it has."""
    if parted(source)[0].get("title"):
        return ""
    return f"{name}: line 1: no title; begin with a line Title: … and a line Description: …"
