"""The Pelican plugin that turns entry files into the weekly digest.

It reads files that others wrote and writes pages. It never downloads, judges or asks the time, and it is the only
room that knows Pelican.
"""

from __future__ import annotations


def register() -> None:
    """Give Pelican our generator; called by Pelican once for each run."""
    from pelican import signals  # noqa: PLC0415  pelicanconf.py imports this package before Pelican is ready

    from topic_digest.generator import DigestGenerator  # noqa: PLC0415

    signals.get_generators.connect(_generators)
    _ = DigestGenerator


def _generators(_pelican: object) -> type:
    from topic_digest.generator import DigestGenerator  # noqa: PLC0415

    return DigestGenerator
