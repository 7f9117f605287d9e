"""The door to printing that needs no Pelican: a third of a second less at each update, and the same bytes.

It opens where the settings ask nothing of Pelican but to run this plugin. Whatever else they ask, another plugin, a
fence taken down, is Pelican's work: then this door says so and Pelican is run.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import topic_digest
from topic_digest.settings import FENCES, read_options

WAKE = ("TEMPLATE_PAGES", "THEME_TEMPLATES_OVERRIDES", "PLUGIN_PATHS", "LOG_FILTER")
"""Settings that are Pelican's to obey, besides those that ``FENCES`` holds down."""


def suffices(settings: Mapping[str, Any]) -> bool:
    """True where nothing is asked of Pelican but this plugin."""
    plugins = settings.get("PLUGINS", ())
    fenced = all(settings.get(name, value) == value and name in settings for name, value in FENCES.items())
    return fenced and all(plugin is topic_digest for plugin in plugins) and not any(map(settings.get, WAKE))


def run(settings: Mapping[str, Any], conf: Path, output: Path, wait: Callable[[], Mapping[str, Any]]) -> None:
    """Get ready, wait for the order and read what it is about, wait for the rest of it, print.

    What there is to read may come twice: first as it most likely is, then as it is.
    """
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
