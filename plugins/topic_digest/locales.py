"""The frame text's languages: gettext catalogues from ``locale/<language>/LC_MESSAGES/messages.po``.

The ``.po`` a translator edits is the only copy: it is compiled in memory at build, so no ``.mo`` can be stale.
Refuses to guess: a language without a catalogue is a mistake, and English is the templates' own text.
"""

from __future__ import annotations

import gettext
import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from usalama.errors import SiteError

SOURCE = "en"
DOMAIN = "messages"


def catalogue_path(folder: Path, language: str) -> Path:
    """Return where a language's catalogue stands."""
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def translations(folder: Path, language: str) -> gettext.NullTranslations:
    """Return what Jinja2's i18n extension installs for a language; English is the text as written.

    Raises SiteError when there is no catalogue for the language.
    """
    if language == SOURCE:
        return gettext.NullTranslations()
    path = catalogue_path(folder, language)
    if not path.is_file():
        message = f"{path}: there is no catalogue for {language!r}; make one with `inv translate`"
        raise SiteError(message)
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language, domain=DOMAIN))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
