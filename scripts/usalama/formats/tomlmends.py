"""What to look for where a text is no TOML: its reader says where it stopped, not what a person meant there."""

import re

_MENDS = (
    (r"overwrite", r"^\[\[", "the first of these tables has one bracket; write two, as here"),
    (r"twice", r"^(\[[^\[\]]+\])", "keep one, or, where each is one of many, write two brackets: [{0}]"),
    (r"overwrite|twice", r"", "what stands there twice? keep one"),
    (r"", r"=\s*\d[\d:./ T-]*(?:#.*)?$", "write a day as 2026-11-22, a time as 2026-11-22T18:00:00+03:00"),
    (r"Invalid value", r"=\s*(?i:yes|no|on|off|true|false)\s*(?:#.*)?$", "write true or false"),
    (r"Invalid value", r"=\s*[^\W\d]", 'write a text between straight quotes: "'),
    (r"Expected '='", r"^\s*[\w-]+\s*:", "write a key, = and its value"),
    # Quotes as word processors and chats write them, for which TOML has no use.
    (r"", "([\u2018-\u201f])", '{0} is a curly quote; write straight ones, as on a keyboard: "'),
    (r"", "\u00a0", "a no-break space stands there; write a plain one"),
    (r"", r"", "often a missing quote, comma or bracket"),
)
"""What the reader says, what stands in the line that it names, and the mend; the first that fits is told."""


def toml_mend(text: str, told: str) -> str:
    """Return what to look for where a text is no TOML, by what its reader ``told``."""
    at = re.search(r"at line (\d+)", told)
    line = text.split("\n")[int(at[1]) - 1] if at else ""
    fits = ((re.search(has, line), mend) for said, has, mend in _MENDS if re.search(said, told))
    return next(mend.format(*found.groups()) for found, mend in fits if found)
