"""Descriptions without a model: the five aspects, worded from measures and from the file's header.

The words say what was measured and no more. Nobody looked at the image, so there are no things in
it: the object category is a class of structure and texture, and of a photo's viewpoint only the
framing is told. Medical slices and views from above are known from the header or from the task.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from core.training.priors.aspects import Answer
from core.training.priors.measures import Measures, measure
from core.training.priors.truths import Truth

__all__ = ["AttributeCaptioner", "word"]

Scale = tuple[tuple[float, str], ...]

COLOURS: Scale = (
    (1, "grey, without colour"),
    (15, "hardly colourful"),
    (33, "slightly colourful"),
    (45, "moderately colourful"),
    (59, "averagely colourful"),
    (82, "quite colourful"),
    (109, "highly colourful"),
    (float("inf"), "extremely colourful"),
)
"""Words of Hasler and Süsstrunk, each up to the value at which the next one holds."""

EDGES: Scale = (
    (0.03, "plain surfaces with hardly an edge"),
    (0.15, "broad smooth shapes"),
    (0.4, "shapes with distinct edges"),
    (0.6, "many small structures"),
    (float("inf"), "dense fine texture"),
)

BRIGHTNESS: Scale = (
    (0.1, "very dark"),
    (0.25, "dark"),
    (0.45, "of medium brightness"),
    (0.65, "bright"),
    (float("inf"), "very bright"),
)

CONTRAST: Scale = (
    (0.06, "low contrast"),
    (0.2, "moderate contrast"),
    (float("inf"), "high contrast"),
)

FRAMES: Scale = ((0.8, "tall frame"), (1.25, "square frame"), (float("inf"), "wide frame"))

MIDDLE: Scale = (
    (0.7, "detail towards the borders"),
    (1.5, "detail all over the frame"),
    (float("inf"), "detail in the middle"),
)

LIGHT: Scale = (
    (-0.08, "lighter towards the bottom"),
    (0.08, "evenly lit"),
    (float("inf"), "lighter towards the top"),
)

ONE_WAY = 0.4
"""Coherence from which edges run one way."""

STRAIGHT = 0.45
"""Share of upright and level gradients from which lines are said to be so; chance gives 1/3."""

GROUND = 0.2
"""Share of empty pixels from which something lies on empty ground."""

MODALITIES = {
    "CT": "computed tomography",
    "MR": "magnetic resonance",
    "PT": "positron emission tomography",
}
"""Recordings by DICOM modality."""

RECORDED = {"ct-denoise": "CT", "mri-sr4": "MR", "pet-denoise": "PT"}
"""Modality by task, for slices that were stored as ordinary pictures."""


class AttributeCaptioner:
    """Describes an image by what can be measured in it; needs no model and no network."""

    name = "attributes"
    model = ""
    batch = 1

    def describe(self, truths: Sequence[Truth]) -> list[Answer]:
        """Return one answer per image; the same for the same pixels and header."""
        return [_answer(truth, measure(truth.unit)) for truth in truths]


def word(scale: Scale, number: float) -> str:
    """Return the word of the first step that the number lies below; of the last for infinity."""
    return next((said for below, said in scale if number < below), scale[-1][1])


def _answer(truth: Truth, measures: Measures) -> Answer:
    return Answer(
        content=_content(truth),
        colour_richness=word(COLOURS, measures.colourfulness),
        object_category=_structure(measures),
        brightness=f"{word(BRIGHTNESS, measures.luma)}, {word(CONTRAST, measures.contrast)}",
        viewpoint=_viewpoint(truth, measures),
        measured={name: round(number, 4) for name, number in asdict(measures).items()},
    )


def _content(truth: Truth) -> str:
    if truth.domain == "remote":
        return "a satellite or aerial image of the ground"
    if truth.domain == "natural":
        return "a photograph"
    modality = truth.header.modality
    kind = MODALITIES[modality if modality in MODALITIES else RECORDED[truth.task]]
    part = f" of the {truth.header.body_part}" if truth.header.body_part else ""
    return f"a {kind} image{part}"


def _structure(measures: Measures) -> str:
    parts = [word(EDGES, measures.edges)]
    if measures.edges >= EDGES[0][0]:
        parts.append(_direction(measures))
    if measures.empty >= GROUND:
        parts.append("on empty dark ground")
    return ", ".join(parts)


def _direction(measures: Measures) -> str:
    if measures.coherence >= ONE_WAY:
        return "lines that run one way"
    if measures.upright >= STRAIGHT:
        return "straight upright and level lines"
    return "edges in all directions"


def _viewpoint(truth: Truth, measures: Measures) -> str:
    framing = f"{word(MIDDLE, measures.centre)}, {word(LIGHT, measures.top)}"
    if truth.domain == "medical":
        return f"{truth.header.plane} slice through the body, {framing}".lstrip()
    if truth.domain == "remote":
        return f"seen from above, {framing}"
    return f"{word(FRAMES, measures.shape)}, {framing}"
