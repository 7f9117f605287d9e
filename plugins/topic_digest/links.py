"""Where things are, seen from one page: relative links, so that the site works in any folder of any host.

Only addresses of the site itself; a publisher's link is never touched.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from usalama.planning.plan import within


class Links:
    """The links of one page."""

    def __init__(self, site: str, path: str, language: str, *, names: bool = False, anywhere: bool = False) -> None:
        """Say where the page is.

        Args:
            site: absolute address of the site, no slash at the end.
            path: the page's path within its language tree, ``topics/banditry/``.
            language: the page's language.
            names: True: links end in ``index.html``, for a site that is read from a disk.
            anywhere: True for a page that is shown at any address: its links begin at the root of the host.

        """
        self.site, self.path, self.language, self.names, self.anywhere = site, path, language, names, anywhere
        self._own = within(language, path)
        # Most links lead to another first folder: for them the way back to the top is all that has to be known.
        self._is_plain = not names and not anywhere
        self._up, self._near = _top(path)
        self._root, self._beside = _top(self._own)

    def to(self, path: str) -> str:
        """Return the link to a page of the same language."""
        if self._is_plain and self._up and not path.startswith(self._near):
            return self._up + path
        return self._relative(within(self.language, path))

    def other(self, language: str) -> str:
        """Return the link to this page in another language."""
        return self._relative(within(language, self.path))

    def file(self, path: str) -> str:
        """Return the link to a file or page by its path from the root."""
        if self._is_plain and self._root and not path.startswith(self._beside):
            return self._root + path
        return self._relative(path)

    def _relative(self, path: str) -> str:
        place, hash_sign, anchor = path.partition("#")
        if self.names and (not place or place.endswith("/")):
            place += "index.html"
        if self.anywhere and not self.names:
            return f"{urlsplit(self.site).path}/{place}{hash_sign}{anchor}"
        if place == self._own and anchor:
            return f"#{anchor}"
        steps = self._own.split("/")[:-1]
        wanted = place.split("/")
        shared = 0
        while shared < len(steps) and shared < len(wanted) - 1 and steps[shared] == wanted[shared]:
            shared += 1
        relative = "../" * (len(steps) - shared) + "/".join(wanted[shared:])
        return f"{relative or './'}{hash_sign}{anchor}"

    def absolute(self, path: str) -> str:
        """Return the whole address of a page of the same language."""
        return self.absolute_file(within(self.language, path))

    def absolute_file(self, path: str) -> str:
        """Return the whole address of a file."""
        return f"{self.site}/{path}"

    def address(self, language: str) -> str:
        """Return the whole address of this page in another language."""
        return self.absolute_file(within(language, self.path))


def _top(path: str) -> tuple[str, str]:
    """Return the way from a page to the top, and the first folder on the way to the page."""
    return "../" * path.count("/"), path.partition("/")[0] + "/"
