"""The paper's nine tasks in three domains, one row each.

A row sets how values are windowed and what is offered by default. The network itself never sees the
task: it asks its prompt pools.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["TASKS", "Domain", "TaskSpec", "WindowRule"]

Domain = Literal["natural", "medical", "remote"]


@dataclass(frozen=True, kw_only=True)
class WindowRule:
    """How a scene's physical values find their way to [0, 1]."""

    kind: Literal["fixed", "percentile", "imagery"]
    """fixed: ``low`` and ``high`` in ``unit``. percentile: 0 to the scene's 99.99th percentile.
    imagery: the whole range of 8-bit data and of photos, otherwise robust percentiles under a
    square root, which makes reflectance resemble 8-bit imagery."""
    low: float = 0.0
    """Lower edge of a fixed window."""
    high: float = 255.0
    """Upper edge of a fixed window."""
    unit: str = ""
    """Unit of a fixed window: HU or SUV."""
    keep_low: bool = False
    """Values exist below the lower edge and must not change: the correction tapers out there."""
    keep_high: bool = False
    """The same for the upper edge."""
    further: tuple[tuple[float, float], ...] = ()
    """Edges of more fixed windows, through which a network that has learned it also looks: what the
    first does not show is corrected by the next that does (``core.window_blend``)."""


@dataclass(frozen=True, kw_only=True)
class TaskSpec:
    """One task of the paper."""

    id: str
    """Short name, as on the command line."""
    domain: Domain
    """One of the three domains."""
    title: str
    """Name as shown to a user."""
    scale: int
    """Enlargement that belongs to the task: 4 for super-resolution, else 1."""
    window: WindowRule
    """How values are windowed, unless the model's card says otherwise."""
    caution: str
    """What a user should know about results of this task."""


IMAGERY = WindowRule(kind="imagery")
PERCENTILE = WindowRule(kind="percentile")
ABDOMEN = WindowRule(kind="fixed", low=-160.0, high=240.0, unit="HU", keep_low=True, keep_high=True)
UPTAKE = WindowRule(kind="fixed", low=0.0, high=20.0, unit="SUV", keep_high=True)
MEDICAL = "Research use, not for diagnosis: fine structure may be lost or invented."
SAMPLING = "Four times the sampling, not four times the information."

TASKS: dict[str, TaskSpec] = {
    row.id: row
    for row in (
        TaskSpec(
            id="natural-sr4",
            domain="natural",
            title="Photo super-resolution 4x",
            scale=4,
            window=IMAGERY,
            caution=SAMPLING,
        ),
        TaskSpec(
            id="natural-derain",
            domain="natural",
            title="Photo deraining",
            scale=1,
            window=IMAGERY,
            caution="What rain hid is guessed.",
        ),
        TaskSpec(
            id="natural-deblur",
            domain="natural",
            title="Photo motion deblurring",
            scale=1,
            window=IMAGERY,
            caution="Texture in blurred regions is guessed.",
        ),
        TaskSpec(
            id="mri-sr4",
            domain="medical",
            title="MRI super-resolution 4x",
            scale=4,
            window=PERCENTILE,
            caution=f"{MEDICAL} {SAMPLING}",
        ),
        TaskSpec(
            id="ct-denoise",
            domain="medical",
            title="Low-dose CT denoising",
            scale=1,
            window=ABDOMEN,
            caution=MEDICAL,
        ),
        TaskSpec(
            id="pet-denoise",
            domain="medical",
            title="Low-count PET",
            scale=1,
            window=UPTAKE,
            caution=f"{MEDICAL} SUVmax of small lesions may change.",
        ),
        TaskSpec(
            id="rs-sr4",
            domain="remote",
            title="Satellite super-resolution 4x",
            scale=4,
            window=IMAGERY,
            caution=SAMPLING,
        ),
        TaskSpec(
            id="rs-cloud",
            domain="remote",
            title="Cloud removal",
            scale=1,
            window=IMAGERY,
            caution="Ground under opaque cloud is invented.",
        ),
        TaskSpec(
            id="rs-dehaze",
            domain="remote",
            title="Dehazing",
            scale=1,
            window=IMAGERY,
            caution="Reflectance under haze is estimated.",
        ),
    )
}
"""Rows by id, in the order of the paper's Table 5."""
