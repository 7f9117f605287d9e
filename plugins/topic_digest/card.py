"""The picture that a shared link shows: a week's dates and the year before it, drawn with Pillow.

No photograph, no headline, no font file: Pillow's own face and the bars that stand on every page, in sixteen colours.
Refuses to depend on time or place: the same numbers give the same bytes.
"""

import io
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TypeAlias
from zlib import Z_RLE

from PIL import Image, ImageColor, ImageDraw, ImageFont

SIZE = (1200, 630)
PAPER, INK, SOFT, RED, BAR = "#fbf9f4", "#1d1a15", "#5f584b", "#8c2f16", "#cc7a44"
_STEPS = {INK: 6, RED: 4, SOFT: 4}
"""Colours that letters have, and in how many steps their edges go from paper to them."""
_LEFT, _RIGHT, _BASE, _TALL = 72, 1128, 330, 180
_SLOTS = 52
_Font: TypeAlias = ImageFont.FreeTypeFont | ImageFont.ImageFont
# The embedded face has no typographic signs.
_PLAIN = str.maketrans({"–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "\u00a0": " "})


def card(name: str, title: str, line: str, series: Sequence[int]) -> bytes:
    """Return a PNG of 1200 by 630.

    Args:
        name: the site's name, at the top.
        title: the week's dates or what the site is about, large; wrapped to two lines.
        line: one line at the foot, such as the site's host.
        series: stories of each week, drawn as bars on the head rule, the newest at the right end.

    """
    name, title, line = (text.translate(_PLAIN) for text in (name, title, line))
    image = _frame(name, line).copy()
    draw = ImageDraw.Draw(image)
    _bars(draw, list(series)[-_SLOTS:])
    draw.rectangle((_LEFT, _BASE, _RIGHT, _BASE + 6), fill=_COLOURS[INK])
    top = 372
    for part in _wrapped(title, _font(66), _RIGHT - _LEFT)[:2]:
        _write(image, (_LEFT, top), part, 66, INK, stroke=1)
        top += 80
    file = io.BytesIO()
    image.save(file, "PNG", compress_type=Z_RLE)  # of runs of one colour alone: a tenth more bytes in half the time
    return file.getvalue()


def _palette() -> tuple[list[int], dict[str, int]]:
    """Return the sixteen colours in a row, and where each of ours stands; before a letter's are the steps to it."""
    paper = ImageColor.getrgb(PAPER)
    row, places = [*paper, *ImageColor.getrgb(BAR)], {PAPER: 0, BAR: 1}
    for name, steps in _STEPS.items():
        colour = ImageColor.getrgb(name)
        for step in range(1, steps + 1):
            row += (round(a + (b - a) * step / steps) for a, b in zip(paper, colour, strict=True))
        places[name] = len(row) // 3 - 1
    return row, places


_PALETTE, _COLOURS = _palette()


@lru_cache(maxsize=2)
def _frame(name: str, line: str) -> Image.Image:
    """Draw what every card of a site shows; nothing else is drawn on it."""
    image = Image.new("P", SIZE, _COLOURS[PAPER])
    image.putpalette(_PALETTE)
    first, _, rest = name.partition(" ")
    _write(image, (_LEFT, 54), first, 46, INK, stroke=1)
    _write(image, (_LEFT + round(_font(46).getlength(first + " ")), 54), rest, 46, RED, stroke=1)
    _write(image, (_LEFT, 548), line, 36, SOFT)
    return image


def _write(image: Image.Image, at: tuple[int, int], text: str, size: int, colour: str, *, stroke: int = 0) -> None:
    """Write on bare paper: an edge that covers half a dot is half way to the colour."""
    darker = [round(cover * _STEPS[colour] / 255) for cover in range(256)]
    covered = Image.new("L", (SIZE[0] - at[0], 2 * size))
    ImageDraw.Draw(covered).text((stroke, 0), text, font=_font(size), fill=255, stroke_width=stroke)
    places = [step and _COLOURS[colour] - _STEPS[colour] + step for step in darker]
    image.paste(covered.point(places), (at[0] - stroke, at[1]))


@cache
def _font(size: int) -> _Font:
    return ImageFont.load_default(size)


def _bars(draw: ImageDraw.ImageDraw, series: Sequence[int]) -> None:
    top = max(series, default=0) or 1
    step = (_RIGHT - _LEFT) / _SLOTS
    for back, count in enumerate(reversed(series), start=1):
        if count:
            left = _RIGHT - back * step + step * 0.45
            tall = max(4, count * _TALL / top)
            draw.rectangle((round(left), round(_BASE - tall), round(left + step * 0.55), _BASE), fill=_COLOURS[BAR])


def _wrapped(text: str, font: _Font, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
