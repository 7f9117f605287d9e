"""Find the lowest point of a smooth convex function of many numbers, by limited-memory BFGS.

The method is that of Nocedal and Wright, Numerical Optimization, 2006, algorithms 7.4 and 7.5, with steps that are
halved until the function falls enough. Plain floats and no library, so that the same input gives the same result
everywhere. It refuses nothing and knows nothing of what it minimises.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Vector = list[float]
Slope = Callable[[Vector], tuple[float, Vector]]
"""Gives a function's value and its gradient at a point."""
KEPT = 10
"""Steps that the curvature is remembered from."""
ENOUGH = 1e-4
"""The share of the promised fall that a step must reach (Armijo's condition)."""
SHORTEST = 1e-10
_LEVEL = 1e-7


def lowest(slope: Slope, start: Sequence[float], most: int = 400) -> Vector:
    """Return the point where no part of the gradient is above a ten-millionth, or the one reached in ``most`` steps."""
    point = list(start)
    known: list[tuple[Vector, Vector]] = []
    value, gradient = slope(point)
    for _ in range(most):
        if max(map(abs, gradient), default=0.0) <= _LEVEL:
            break
        way = _way(gradient, known)
        found = _step(slope, point, value, way, _dot(gradient, way))
        if found is None:
            break
        moved, value, steeper = found
        walked, bent = _less(moved, point), _less(steeper, gradient)
        if _dot(walked, bent) > 0:
            known = [*known[1 - KEPT :], (walked, bent)]
        point, gradient = moved, steeper
    return point


def _step(
    slope: Slope, point: Vector, value: float, way: Vector, promised: float
) -> tuple[Vector, float, Vector] | None:
    """Return the first point along the way, halving, where the function has fallen enough; None where it never does."""
    length = 1.0
    while length > SHORTEST:
        moved = [here + length * there for here, there in zip(point, way, strict=True)]
        reached, gradient = slope(moved)
        if reached <= value + ENOUGH * length * promised:
            return moved, reached, gradient
        length /= 2
    return None


def _way(gradient: Vector, known: Sequence[tuple[Vector, Vector]]) -> Vector:
    """Return the direction to go: downhill, bent by the curvature that the last steps have met."""
    way, shares = [-part for part in gradient], []
    for walked, bent in reversed(known):
        share = _dot(walked, way) / _dot(walked, bent)
        shares.append(share)
        way = [there - share * part for there, part in zip(way, bent, strict=True)]
    if known:
        walked, bent = known[-1]
        scale = _dot(walked, bent) / _dot(bent, bent)
        way = [scale * there for there in way]
    else:
        scale = 1 / max(1.0, _dot(gradient, gradient) ** 0.5)
        way = [scale * there for there in way]
    for (walked, bent), share in zip(known, reversed(shares), strict=True):
        again = share - _dot(bent, way) / _dot(walked, bent)
        way = [there + again * part for there, part in zip(way, walked, strict=True)]
    return way


def _dot(one: Vector, other: Vector) -> float:
    return sum([first * second for first, second in zip(one, other, strict=True)])


def _less(one: Vector, other: Vector) -> Vector:
    return [first - second for first, second in zip(one, other, strict=True)]
