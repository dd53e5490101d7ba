"""Restoration without learning: what a model has to beat, tuned on images that may be learned from.

A row per method; which of them are tried for a task is in the table. None of them is offered for a
user's files.
"""

from __future__ import annotations

from core.classical.method import Method
from core.classical.table import METHODS
from core.classical.tuning import Tuned, tune

__all__ = ["METHODS", "Method", "Tuned", "tune"]
