"""The picture that a shared link shows: a week's dates and its year of reports, drawn with Pillow.

No photograph, no headline, no font file: Pillow's own face and the bars that stand on every page.
Refuses to depend on time or place: the same numbers give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache, lru_cache

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
PAPER, INK, SOFT, RED, BAR = "#fbf9f4", "#1d1a15", "#5f584b", "#8c2f16", "#cc7a44"
_LEFT, _RIGHT, _BASE, _TALL = 72, 1128, 330, 180
_SLOTS = 52
# The embedded face has no typographic signs.
_PLAIN = str.maketrans({"–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "\u00a0": " "})


def card(name: str, title: str, line: str, series: Sequence[int], current: int) -> bytes:
    """Return a PNG of 1200 by 630.

    Args:
        name: the site's name, at the top.
        title: the week's dates or the page's title, large; wrapped to two lines.
        line: one line of counts below it.
        series: reports of each week, drawn as bars on the head rule, the newest at the right end.
        current: the index of the bar drawn in the accent, counted from the end (-1 the last); 0 draws none.

    """
    image = _frame(name, line).copy()
    draw = ImageDraw.Draw(image)
    _bars(draw, list(series)[-_SLOTS:], current)
    draw.rectangle((_LEFT, _BASE, _RIGHT, _BASE + 6), fill=INK)
    top = 372
    for part in _wrapped(draw, title.translate(_PLAIN), _font(66), _RIGHT - _LEFT)[:2]:
        draw.text((_LEFT, top), part, font=_font(66), fill=INK, stroke_width=1)
        top += 80
    file = io.BytesIO()
    image.quantize(32, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG", compress_level=6)
    return file.getvalue()


@lru_cache(maxsize=2)
def _frame(name: str, line: str) -> Image.Image:
    """Draw what every card of a site shows; nothing else is drawn on it."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    first, _, rest = name.partition(" ")
    draw.text((_LEFT, 54), first, font=_font(46), fill=INK, stroke_width=1)
    draw.text(
        (_LEFT + draw.textlength(first + " ", font=_font(46)), 54), rest, font=_font(46), fill=RED, stroke_width=1
    )
    draw.text((_LEFT, 548), line.translate(_PLAIN), font=_font(36), fill=SOFT)
    return image


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _bars(draw: ImageDraw.ImageDraw, series: Sequence[int], current: int) -> None:
    top = max(series, default=0) or 1
    step = (_RIGHT - _LEFT) / _SLOTS
    for back, count in enumerate(reversed(series), start=1):
        if count:
            left = _RIGHT - back * step + step * 0.45
            tall = max(4, count * _TALL / top)
            fill = RED if -back == current else BAR
            draw.rectangle((round(left), round(_BASE - tall), round(left + step * 0.55), _BASE), fill=fill)


def _wrapped(
    draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int
) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and draw.textlength(longer, font=font) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
