"""Which prompts answered over a whole run: the traces of all tiles, condensed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

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

    def summary(self) -> dict[str, Any]:
        """Return mean weight per prompt and pool, and the share of the features per gate."""
        pools = {
            name: [round(float(w), 4) for w in weights / self.count]
            for name, weights in self._weights.items()
        }
        return {**pools, "gates": self._gates} if self.count else {}

    def _add_pool(self, name: str, selection: Selection) -> None:
        weights = np.zeros(selection.similarity.shape[-1])
        indices = selection.indices.reshape(-1).cpu().numpy()
        np.add.at(weights, indices, selection.weights.reshape(-1).float().cpu().numpy())
        rows = selection.indices.shape[0]
        self._weights[name] = self._weights.get(name, np.zeros_like(weights)) + weights / rows
