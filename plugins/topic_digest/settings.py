"""What is switched off in Pelican, and our own settings as one record.

Nothing here opens a file or has a default that a site could not see in its ``pelicanconf.py``.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from usalama.catalogue.wording import FIRST
from usalama.files import wordfiles
from usalama.formats.tables import address_mistake

FENCES: Mapping[str, Any] = {
    # Pelican reads no content of ours: its readers take any key and any markup, and cost 2 ms an entry.
    "ARTICLE_PATHS": ["none"],
    "PAGE_PATHS": ["none"],
    "STATIC_PATHS": [],
    "THEME_STATIC_PATHS": [],
    "READERS": {"rst": None, "html": None, "htm": None},
    # A pattern that never matches: with the usual one, text of a feed can copy any local file into the site.
    "INTRASITE_LINK_REGEX": r"(?!)(?P<what>x)",
    # No page, feed or list but ours.
    "DIRECT_TEMPLATES": [],
    "ARTICLE_SAVE_AS": "",
    "ARTICLE_LANG_SAVE_AS": "",
    "PAGE_SAVE_AS": "",
    "PAGE_LANG_SAVE_AS": "",
    "DRAFT_SAVE_AS": "",
    "DRAFT_PAGE_SAVE_AS": "",
    "CATEGORY_SAVE_AS": "",
    "TAG_SAVE_AS": "",
    "AUTHOR_SAVE_AS": "",
    "FEED_ALL_ATOM": None,
    "CATEGORY_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "TRANSLATION_FEED_ATOM": None,
    # Off, or one story could take another's place as its translation.
    "ARTICLE_TRANSLATION_ID": None,
    "PAGE_TRANSLATION_ID": None,
    "DELETE_OUTPUT_DIRECTORY": False,
    "LOAD_CONTENT_CACHE": False,
    "CACHE_CONTENT": False,
    # Pelican's default is off: text of a feed would reach the page as markup.
    "JINJA_ENVIRONMENT": {"autoescape": True, "extensions": ["jinja2.ext.i18n"]},
}


class Options(NamedTuple):
    """The settings that this plugin reads."""

    root: Path  # the site: the folder that holds ``content``
    theme: Path
    locale: Path
    output: Path
    languages: tuple[str, ...]  # of the desk's languages, those to print; () is all of them
    sample: bool
    file_links: bool
    licence: str
    job: str  # the file with the order of ``usalama build``; "" when Pelican was started by hand
    conf: Path | None = None
    """The settings file that ``usalama build`` was told to print by; None when Pelican was started by hand."""
    overrides: tuple[Path, ...] = ()
    """Folders with templates that stand before the theme's, which those still find as ``!theme/base.html``."""
    filters: Mapping[str, Any] = MappingProxyType({})
    """The site's own Jinja filters, globals and tests, as Pelican names them in ``JINJA_FILTERS`` and so on."""
    globals: Mapping[str, Any] = MappingProxyType({})
    tests: Mapping[str, Any] = MappingProxyType({})

    def words_of(self, language: str) -> Path:
        """Return the folder with a language's catalogue: the site's own, where that has it."""
        return wordfiles.folder_of(language, [self.root / wordfiles.OWN]) or self.locale


def mistakes(settings: Mapping[str, Any]) -> dict[str, str]:
    """Return those of our settings that cannot be meant: name → what is wrong, with the mend."""
    found: dict[str, str] = {}
    languages, licence = settings.get("USALAMA_LANGUAGES", ()), settings.get("USALAMA_LICENCE")
    is_list = isinstance(languages, list | tuple) and all(isinstance(each, str) for each in languages)
    if not is_list or (languages and languages[0] != FIRST):  # ("en") is a text
        mend = f'write ("{FIRST}",), or others behind it; without the line all are printed'
        found["USALAMA_LANGUAGES"] = f'{languages!r} is no list of languages that begins with "{FIRST}"; {mend}'
    for name in ("USALAMA_SAMPLE", "USALAMA_FILE_LINKS"):
        if not isinstance(given := settings.get(name, False), bool):
            found[name] = f"{given!r} is neither True nor False; write one of them, without quotes"
    if wrong := address_mistake(str(licence or "")):
        found["USALAMA_LICENCE"] = f"{licence!r} is {wrong}; give that of the licence of counts and page text"
    return found


def read_options(settings: Mapping[str, Any]) -> Options:
    """Return our settings from Pelican's."""
    root = Path(settings["PATH"]).parent.resolve()  # content/ itself may be a link to elsewhere
    return Options(
        root=root,
        theme=Path(settings["THEME"]).resolve(),
        locale=Path(settings.get("USALAMA_LOCALE", "locale")).resolve(),
        output=Path(settings["OUTPUT_PATH"]).resolve(),
        languages=tuple(settings.get("USALAMA_LANGUAGES", ())),
        sample=bool(settings.get("USALAMA_SAMPLE", False)),
        file_links=bool(settings.get("USALAMA_FILE_LINKS", False)),
        licence=str(settings.get("USALAMA_LICENCE", "")),
        job=str(settings.get("USALAMA_JOB", "")),
        conf=Path(settings["USALAMA_CONF"]).resolve() if settings.get("USALAMA_CONF") else None,
        overrides=tuple((root / each).resolve() for each in settings.get("THEME_TEMPLATES_OVERRIDES", ())),
        filters=settings.get("JINJA_FILTERS", {}),
        globals=settings.get("JINJA_GLOBALS", {}),
        tests=settings.get("JINJA_TESTS", {}),
    )
