"""Which degradation belongs to which task: a row each.

Not here: the models themselves, one file each beside this one.
"""

from __future__ import annotations

from core.training.degrade.bicubic import bicubic
from core.training.degrade.clean import lessened, softened
from core.training.degrade.cloud import cloud
from core.training.degrade.ct import ct
from core.training.degrade.degradation import Degradation
from core.training.degrade.haze import haze
from core.training.degrade.kspace import kspace, repeaked
from core.training.degrade.motion import MARGIN_PX, motion_blur
from core.training.degrade.pet import pet
from core.training.degrade.rain import rain
from core.training.degrade.tone import toned

__all__ = ["DEGRADATIONS"]

DEGRADATIONS: dict[str, Degradation] = {
    row.task: row
    for row in (
        Degradation(task="natural-sr4", unit="sRGB", degrade=bicubic, lessen=lessened, vary=toned),
        Degradation(task="natural-derain", unit="sRGB", degrade=rain, lessen=lessened, vary=toned),
        Degradation(
            task="natural-deblur",
            unit="sRGB",
            degrade=motion_blur,
            lessen=lessened,
            vary=toned,
            margin_px=MARGIN_PX,
        ),
        Degradation(task="mri-sr4", unit="window", degrade=kspace, lessen=softened, vary=repeaked),
        Degradation(task="ct-denoise", unit="HU", degrade=ct, lessen=softened),
        Degradation(task="pet-denoise", unit="SUV", degrade=pet, lessen=softened),
        Degradation(task="rs-sr4", unit="sRGB", degrade=bicubic, lessen=lessened),
        Degradation(task="rs-cloud", unit="sRGB", degrade=cloud, lessen=lessened),
        Degradation(task="rs-dehaze", unit="sRGB", degrade=haze, lessen=lessened),
    )
}
"""Rows by task. A new task: a file beside this one and a row here."""
