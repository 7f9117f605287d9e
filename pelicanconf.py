"""The site's settings for Pelican. What the site is called and where it is served stands in ``usalama.toml``.

The plugin is imported as an object, so that a missing one stops the build; everything of Pelican's own that would read
or write pages is off (``topic_digest.settings.FENCES`` says why for each).
"""

from pathlib import Path

import topic_digest
from topic_digest.settings import FENCES

HERE = Path(__file__).resolve().parent

PATH = str(HERE / "content")
THEME = str(HERE / "themes" / "usalama")
OUTPUT_PATH = str(HERE / "build")
PLUGINS = [topic_digest]
TIMEZONE = "UTC"  # of nothing that is printed: the site's zone stands in usalama.toml
DEFAULT_LANG = "en"
SITENAME = "Usalama Weekly"

USALAMA_LOCALE = str(HERE / "locale")
USALAMA_SAMPLE = False  # True: every page says that it is sample data
USALAMA_FILE_LINKS = False  # True: links name index.html, for a site that is read without a server
USALAMA_LICENCE = "https://creativecommons.org/licenses/by/4.0/"  # of counts and page text

globals().update(FENCES)
