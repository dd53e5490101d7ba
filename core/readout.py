"""Which prompts answered over a whole run: the traces of all tiles, condensed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.models.profile import Likeness, Profile, closest
from core.models.prompts import PromptTrace, Selection

__all__ = ["Readout"]


class Readout:
    """Adds up prompt weights per pool; the gates belong to the network and are kept once."""

    def __init__(self) -> None:
        self.count = 0
        self._weights: dict[str, NDArray[np.float64]] = {}
        self._gates: list[float] = []

    def add(self, trace: PromptTrace | None) -> None:
        """Add the trace of one call."""
        if trace is None:
            return
        self.count += 1
        for name, selection in (("task", trace.task), ("domain", trace.domain)):
            if selection is not None:
                self._add_pool(name, selection)
        if not self._gates:
            self._gates = [round(float(gate), 4) for gate in trace.gates]

    def weights(self) -> dict[str, NDArray[np.float64]]:
        """Return the mean weight of every prompt per pool; nothing before the first trace."""
        return {name: weights / self.count for name, weights in self._weights.items()}

    def closest(self, profiles: Mapping[str, Profile]) -> list[Likeness]:
        """Compare the mean weights with the profiles of a card, most similar first."""
        weights = {name: mean.tolist() for name, mean in self.weights().items()}
        return closest(weights, profiles) if weights else []

    def summary(self, profiles: Mapping[str, Profile] | None = None) -> dict[str, Any]:
        """Return mean weight per prompt and pool, and the share of the features per gate.

        With profiles also ``closest``: every task they name, most similar first.
        """
        if not self.count:
            return {}
        pools = {
            name: [round(float(w), 4) for w in weights] for name, weights in self.weights().items()
        }
        found = [
            {"task": task, "similarity": round(similarity, 4)}
            for task, similarity in self.closest(profiles or {})
        ]
        return {**pools, "gates": self._gates, **({"closest": found} if found else {})}

    def _add_pool(self, name: str, selection: Selection) -> None:
        weights = np.zeros(selection.similarity.shape[-1])
        indices = selection.indices.reshape(-1).cpu().numpy()
        np.add.at(weights, indices, selection.weights.reshape(-1).float().cpu().numpy())
        rows = selection.indices.shape[0]
        self._weights[name] = self._weights.get(name, np.zeros_like(weights)) + weights / rows
