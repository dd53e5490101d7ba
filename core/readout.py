"""Which prompts answered over a whole run: the traces of all tiles, condensed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.models.profile import Likeness, Profile, closest
from core.models.prompts import PromptTrace, Selection

__all__ = ["Readout"]

Sums = NDArray[np.float64]
DECIMALS = 4


class Readout:
    """Adds up the answers per pool; the gates belong to the network and are kept once."""

    def __init__(self) -> None:
        self.count = 0
        self._weights: dict[str, Sums] = {}
        self._similarity: dict[str, Sums] = {}
        self._chosen: dict[str, Sums] = {}
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

    def weights(self) -> dict[str, Sums]:
        """Return the mean weight of every prompt per pool; nothing before the first trace."""
        return {name: weights / self.count for name, weights in self._weights.items()}

    def similarity(self) -> dict[str, Sums]:
        """Return the mean cosine between the queries and every key, per pool."""
        return {name: cosines / self.count for name, cosines in self._similarity.items()}

    def chosen(self) -> dict[str, Sums]:
        """Return the share of the calls that had a prompt among their top k, per pool; sum k."""
        return {name: chosen / self.count for name, chosen in self._chosen.items()}

    def closest(self, profiles: Mapping[str, Profile]) -> list[Likeness]:
        """Compare the mean weights with the profiles of a card, most similar first."""
        weights = {name: mean.tolist() for name, mean in self.weights().items()}
        return closest(weights, profiles) if weights else []

    def summary(self, profiles: Mapping[str, Profile] | None = None) -> dict[str, Any]:
        """Return what answered, JSON-able: mean weight per prompt and pool under the pool's name.

        Besides ``similarity`` and ``chosen`` per pool, ``gates`` (the share of the features), and
        with profiles ``closest``: every task they name, most similar first.
        """
        if not self.count:
            return {}
        found = [
            {"task": task, "similarity": round(similarity, 4)}
            for task, similarity in self.closest(profiles or {})
        ]
        return {
            **_rounded(self.weights()),
            "similarity": _rounded(self.similarity()),
            "chosen": _rounded(self.chosen()),
            "gates": self._gates,
            **({"closest": found} if found else {}),
        }

    def _add_pool(self, name: str, selection: Selection) -> None:
        rows, prompts = selection.similarity.shape
        indices = selection.indices.reshape(-1).cpu().numpy()
        weights, chosen = np.zeros(prompts), np.zeros(prompts)
        np.add.at(weights, indices, selection.weights.reshape(-1).float().cpu().numpy())
        np.add.at(chosen, indices, 1.0)
        cosines = selection.similarity.double().mean(0).cpu().numpy()
        for sums, new in (
            (self._weights, weights / rows),
            (self._chosen, chosen / rows),
            (self._similarity, cosines),
        ):
            sums[name] = sums.get(name, np.zeros(prompts)) + new


def _rounded(pools: Mapping[str, Sums]) -> dict[str, list[float]]:
    return {name: [round(float(v), DECIMALS) for v in values] for name, values in pools.items()}
