"""The Pelican plugin that turns entry files into the weekly digest.

It reads files that others wrote and writes pages. It never downloads, judges or asks the time, and it is the only
room that knows Pelican. ``register`` is Pelican's door, ``print_alone`` that of ``usalama build``, which needs no
Pelican: a third of a second less at each update, and the same bytes.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from topic_digest.settings import FENCES, read_options
from topic_digest.settings import mistakes as mistakes  # for whoever runs a settings file, as is FOLDERS

FOLDERS = ("PATH", "THEME", "THEME_TEMPLATES_OVERRIDES")
"""Settings that name a folder, or several, for whoever runs a site's settings file."""
NEEDED = ("PATH", "THEME", *FENCES)  # settings that a site cannot do without, for the same
OWN = (
    "USALAMA_CONF",
    "USALAMA_FILE_LINKS",
    "USALAMA_JOB",
    "USALAMA_LANGUAGES",
    "USALAMA_LICENCE",
    "USALAMA_LOCALE",
    "USALAMA_SAMPLE",
)
"""The names of our own settings; another one that begins so is misspelt."""
_WAKE = ("TEMPLATE_PAGES", "PLUGIN_PATHS", "LOG_FILTER")
"""Settings that are Pelican's to obey, besides those that ``FENCES`` holds down."""


def register() -> None:
    """Give Pelican our generator; called by Pelican once for each run."""
    from pelican import signals  # noqa: PLC0415  pelicanconf.py imports this package before Pelican is ready

    from topic_digest.generator import generator  # noqa: PLC0415

    signals.get_generators.connect(generator)


def print_alone(settings: Mapping[str, Any], conf: Path, output: Path, wait: Callable[[], Mapping[str, Any]]) -> bool:
    """Print what the order that ``wait`` returns names, without Pelican; False where the settings need Pelican.

    What there is to read may come before the order, twice: first as it most likely is, then as it is.
    """
    if not _suffices(settings):
        return False
    from topic_digest import order  # noqa: PLC0415
    from topic_digest.printing import Printing  # noqa: PLC0415  what takes long is loaded while we would wait

    printing = Printing(
        read_options({**settings, "OUTPUT_PATH": str(output), "USALAMA_JOB": "", "USALAMA_CONF": str(conf)})
    )
    printing.read(order.read_seen(wait()))
    while "manifest" not in (part := wait()):
        printing.read(order.read_seen(part))
    printing.take(order.read(part))
    printing.print()
    return True


def _suffices(settings: Mapping[str, Any]) -> bool:
    """Tell whether nothing is asked of Pelican but this plugin: no other one, and no fence taken down."""
    ours = all(plugin is sys.modules[__name__] for plugin in settings.get("PLUGINS", ()))
    fenced = all(name in settings and settings[name] == value for name, value in FENCES.items())
    return ours and fenced and not any(map(settings.get, _WAKE))
