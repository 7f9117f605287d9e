"""Fit one linear model: a choice among targets, whose weights are held near what people wrote down beforehand.

SciPy looks for the weights far more closely than anybody writes them down, so the same examples give the same weights.
It knows nothing of texts.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from usalama.errors import TableError
from usalama.judging.relevance import Features, Weights

_SIDES = ((True, 1.0), (False, -1.0))
_LEVEL = 1e-9  # below this slope a fit ends: its last steps are far below the decimals that are kept
EXTRA = "fitting weights needs its extra; in the program's folder: make .venv/dev.stamp"


def drawn(text: str, size: int) -> int:
    """Return a number below ``size``, for one text always the same: by its id no example ever changes its fold."""
    return zlib.crc32(text.encode()) % size


def fit_one(
    labelled: Sequence[tuple[Features, bool, float]], prior: Mapping[str, float], pull: float
) -> dict[str, float]:
    """Fit one question as a choice between yes and no, whose weights are each other's opposites."""
    sides = [(features, str(is_so), weight) for features, is_so, weight in labelled]
    halves = {str(side): {name: sign * value / 2 for name, value in prior.items()} for side, sign in _SIDES}
    return {name: 2 * value for name, value in fit_choice(sides, halves, 2 * pull)["True"].items()}


def fit_choice(labelled: Sequence[tuple[Features, str, float]], priors: Weights, pull: float) -> Weights:
    """Fit one choice among the targets of ``priors``: what speaks for one speaks against the others.

    Minimises the logarithmic loss of softmax regression plus the squared distance from the priors.
    """
    try:
        import numpy as np  # noqa: PLC0415  an extra that only fitting needs
        from scipy.optimize import minimize  # noqa: PLC0415
        from scipy.special import log_softmax  # noqa: PLC0415
        from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415
    except ImportError:
        raise TableError(EXTRA) from None

    vectors = DictVectorizer()
    # The priors' own rows are there for their features, and count for nothing.
    table = vectors.fit_transform([*priors.values(), *(features for features, _, _ in labelled)])[len(priors) :]
    names = vectors.feature_names_
    start = np.array([[prior.get(name, 0.0) for name in names] for prior in priors.values()])
    chosen = np.array([[choice == target for target in priors] for _, choice, _ in labelled]).reshape(-1, len(priors))
    shares = np.array([weight for _, _, weight in labelled]).reshape(-1, 1)
    shares /= max(1.0, shares.sum())

    def slope(at: Any) -> tuple[Any, Any]:  # noqa: ANN401  an array
        away = at.reshape(start.shape) - start
        logs = log_softmax(table @ (away + start).T, axis=1)
        loss = pull / 2 * (away * away).sum() - (logs * chosen * shares).sum()
        return loss, (pull * away + (table.T @ ((np.exp(logs) - chosen) * shares)).T).ravel()

    found = minimize(slope, start.ravel(), jac=True, method="L-BFGS-B", options={"gtol": _LEVEL, "ftol": 0.0})
    fitted = found.x.reshape(start.shape)
    return {target: dict(zip(names, map(float, row), strict=True)) for target, row in zip(priors, fitted, strict=True)}
