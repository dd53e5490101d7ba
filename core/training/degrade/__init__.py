"""Clean to degraded: the inputs of training made from clean images, one model per task.

Each is seeded, works on one crop or slice on any device, and states what it takes from the world
around the crop. The handbook lists models, ranges and sources (``degradations.md``).
"""

from __future__ import annotations

from core.training.degrade.clean import clean, lessened, softened
from core.training.degrade.degradation import Degradation
from core.training.degrade.table import DEGRADATIONS

__all__ = ["DEGRADATIONS", "Degradation", "clean", "lessened", "softened"]
