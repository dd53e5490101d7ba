"""What a card may ask to be done to results: a mean of turns, and a mean that is kept.

Noise that falls differently on a turned image is averaged away; a network that takes a little of
the counts everywhere gets them back, while what it does within a few pixels stays. Both were chosen
by measurement (decision 0018).
"""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from core.models.card import ModelCard, Refinement
from core.models.datprl import Queries
from core.models.prompts import PromptTrace
from core.restorer import Array, Restorer
from core.turns import QUARTERS

__all__ = ["Refined", "refined"]


class Refined:
    """A model whose results are refined; asks the prompts as it always does."""

    def __init__(self, restorer: Restorer, rule: Refinement) -> None:
        self._restorer, self._rule = restorer, rule

    @property
    def card(self) -> ModelCard:
        """Its limits."""
        return self._restorer.card

    def __call__(
        self, x_BCHW: Array, queries: Queries | None = None
    ) -> tuple[Array, PromptTrace | None]:
        """Restore images (B, 3, H, W) in [0, 1]; the trace is that of the image as it lies.

        Without ``queries`` every turned image asks the prompts for itself.
        """
        mean, trace = self._restorer(x_BCHW, queries)
        if self._rule.rotations == len(QUARTERS):
            mean = mean.copy()
            for turn in QUARTERS[1:]:
                given = np.ascontiguousarray(turn.apply(x_BCHW))
                mean += turn.undo(self._restorer(given, queries)[0])
            mean /= len(QUARTERS)
        if self._rule.keep_mean_px:
            sigmas = (0, 0, self._rule.keep_mean_px, self._rule.keep_mean_px)
            mean = mean + ndimage.gaussian_filter(x_BCHW - mean, sigmas, mode="nearest")
        return mean, trace

    def query(self, x_BCHW: Array) -> Queries | None:
        """Return what the images ask the prompt pools."""
        return self._restorer.query(x_BCHW)


def refined(restorer: Restorer, task: str) -> Restorer:
    """Return the model as its card wants it used for a task; itself where nothing is asked."""
    rule = restorer.card.refinements.get(task)
    return restorer if rule is None else Refined(restorer, rule)
