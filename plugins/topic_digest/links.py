"""Where things are, seen from one page: relative links, so that the site works in any folder of any host.

Only addresses of the site itself; a publisher's link is never touched.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from usalama.pagelist import FIRST


class Links(NamedTuple):
    """The links of one page. ``path`` is its path within its language tree, ``topics/banditry/``."""

    site: str
    """Absolute address of the site, no slash at the end."""
    path: str
    language: str
    names: bool = False
    """True: links end in ``index.html``, for a site that is read from a disk."""
    anywhere: bool = False
    """True for a page that is shown at any address: its links begin at the root of the host."""

    def to(self, path: str) -> str:
        """Return the link to a page of the same language."""
        return self.file(_within(self.language, path))

    def other(self, language: str) -> str:
        """Return the link to this page in another language."""
        return self.file(_within(language, self.path))

    def file(self, path: str) -> str:
        """Return the link to a file or page by its path from the root."""
        place, hash_sign, anchor = path.partition("#")
        if self.names and (not place or place.endswith("/")):
            place += "index.html"
        if self.anywhere and not self.names:
            return f"{urlsplit(self.site).path}/{place}{hash_sign}{anchor}"
        own = _within(self.language, self.path)
        if place == own and anchor:
            return f"#{anchor}"
        steps = own.split("/")[:-1]
        wanted = place.split("/")
        shared = 0
        while shared < len(steps) and shared < len(wanted) - 1 and steps[shared] == wanted[shared]:
            shared += 1
        relative = "../" * (len(steps) - shared) + "/".join(wanted[shared:])
        return f"{relative or './'}{hash_sign}{anchor}"

    def absolute(self, path: str) -> str:
        """Return the whole address of a page of the same language."""
        return self.absolute_file(_within(self.language, path))

    def absolute_file(self, path: str) -> str:
        """Return the whole address of a file."""
        return f"{self.site}/{path}"


def _within(language: str, path: str) -> str:
    return path if language == FIRST else f"{language}/{path}"
