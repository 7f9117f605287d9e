"""Where things are, seen from one page: relative links, so that the site works in any folder of any host.

Only addresses of the site itself; a publisher's link is never touched.
"""

from urllib.parse import urlsplit

from usalama.catalogue.wording import FIRST
from usalama.planning.plan import within


class Links:
    """The links of the page at hand, which ``turn_to`` names; templates and macros call the others."""

    def __init__(self, site: str, *, names: bool) -> None:
        """Take the site's address, no slash at its end; with ``names`` links end in ``index.html``, as on a disk."""
        self.site, self.names = site, names
        self.turn_to("", FIRST)

    def turn_to(self, path: str, language: str, *, anywhere: bool = False) -> None:
        """Go on to the page at ``path`` within the tree of its language, ``topics/banditry/``.

        The links of one that is shown ``anywhere``, at any address, begin at the root of the host.
        """
        self.path, self.language, self.anywhere = path, language, anywhere
        self._own = within(language, path)
        self._steps = self._own.split("/")[:-1]
        self._up = "../" * len(self._steps)
        # From here nearly all links lead to another of the site's folders: all the way up, and down from there.
        is_below = bool(self._steps) and not anywhere and not self.names
        self._within = f"{self._steps[0]}/" if is_below else ""

    def to(self, path: str) -> str:
        """Return the link to a page of the same language."""
        return self.file(within(self.language, path))

    def other(self, language: str) -> str:
        """Return the link to this page in another language."""
        return self.file(within(language, self.path))

    def file(self, path: str) -> str:
        """Return the link to a file or page by its path from the root."""
        if not path.startswith(self._within):
            return self._up + path
        place, hash_sign, anchor = path.partition("#")
        if self.names and (not place or place.endswith("/")):
            place += "index.html"
        if self.anywhere and not self.names:
            return f"{urlsplit(self.site).path}/{place}{hash_sign}{anchor}"
        if place == self._own and anchor:
            return f"#{anchor}"
        wanted, shared = place.split("/"), 0
        for step in self._steps[: len(wanted) - 1]:
            if step != wanted[shared]:
                break
            shared += 1
        relative = "../" * (len(self._steps) - shared) + "/".join(wanted[shared:])
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
