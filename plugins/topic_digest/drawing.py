"""Numbers as drawings need them: the bars of every chart as one path, the shade of a place on a map.

The shapes and their colours stand in the theme's ``macros/`` and sheets; here is nothing but the arithmetic.
"""

from collections.abc import Callable, Iterable

_LEAST = 2  # units that a bar has at least, so that one story is seen beside a hundred


def tall(value: float, top: float, height: int) -> int:
    """Return how many units a bar of ``value`` has where ``top`` has all but one of ``height``."""
    return max(_LEAST, round(value * (height - 1) / top))


def columns(values: Iterable[float], top: float, height: int, step: int, left: int) -> str:
    """Return the path of a bar for each value that is not nothing, ``step`` units apart, the first at ``left``."""
    return "".join(
        f"M{left + step * number} {height}v-{tall(value, top, height)}" for number, value in enumerate(values) if value
    )


def shade(value: int, top: int) -> int:
    """Return how dark a place of ``value`` is on a map where ``top`` is the most: 1, 2 or 3."""
    return 3 if value * 5 > top * 3 else 2 if value * 4 > top else 1


def filters() -> dict[str, Callable[..., object]]:
    """Return the filters that charts and maps use."""
    return {"tall": tall, "columns": columns, "shade": shade}
