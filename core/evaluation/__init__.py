"""Figures of a model on data sets: scored by one of two protocols, shown beside the paper's."""

from __future__ import annotations

from core.evaluation.protocols import Channel, Protocol
from core.evaluation.scoring import evaluate, evaluate_pairs
from core.evaluation.unharmed import unharmed

__all__ = ["Channel", "Protocol", "evaluate", "evaluate_pairs", "unharmed"]
