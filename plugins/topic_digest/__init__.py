"""The Pelican plugin that turns entry files into the weekly digest.

It reads files that others wrote and writes pages. It never downloads, judges or asks the time, and it is the only
room that knows Pelican. ``register`` is Pelican's door, ``print_alone`` that of ``usalama build``.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from topic_digest.settings import FENCES

FOLDERS = ("PATH", "THEME")  # settings that name a folder, for whoever runs a site's settings file
NEEDED = (*FOLDERS, *FENCES)  # settings that a site cannot do without, for the same
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


def register() -> None:
    """Give Pelican our generator; called by Pelican once for each run."""
    from pelican import signals  # noqa: PLC0415  pelicanconf.py imports this package before Pelican is ready

    from topic_digest.generator import generator  # noqa: PLC0415

    signals.get_generators.connect(generator)


def print_alone(settings: Mapping[str, Any], conf: Path, output: Path, wait: Callable[[], Mapping[str, Any]]) -> bool:
    """Print what the order that ``wait`` returns names, without Pelican; False where the settings need Pelican."""
    from topic_digest import alone  # noqa: PLC0415

    if not alone.suffices(settings):
        return False
    alone.run(settings, conf, output, wait)
    return True
