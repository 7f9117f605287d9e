"""The weights moved by what a desk answered: as ``usalama learn`` does, and again where a newer program has others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from usalama.judging.rulebook import compile_rulebook, features
from usalama.labelled.corrections import Correction
from usalama.labelled.training import fit, render_weights

PULL = 0.2
"""Without the labelled headlines at hand, the weights stay close to what those taught them."""


def moved(files: Mapping[str, str], corrections: Iterable[Correction]) -> str:
    """Return ``weights.csv`` with the weights of these tables moved by all that was answered."""
    rulebook, known = compile_rulebook(files), features(files)
    return render_weights(fit([each.example(rulebook.leanings, known) for each in corrections], rulebook.weights, PULL))
