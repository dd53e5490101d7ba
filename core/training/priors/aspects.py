"""The five things that are said of every clean image, and who can say them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from core.training.priors.truths import Truth

__all__ = ["ASPECTS", "Answer", "Captioner"]

ASPECTS = ("content", "colour_richness", "object_category", "brightness", "viewpoint")
"""Aspects of the paper's descriptions (section 3.2), in the order in which they are asked."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a captioner says of one image."""

    content: str
    """What the image shows, or what kind of recording it is."""
    colour_richness: str
    """How colourful it is."""
    object_category: str
    """What class of objects or structures fills it."""
    brightness: str
    """How bright it is."""
    viewpoint: str
    """From where, or in which plane, it was taken."""
    measured: Mapping[str, float] = field(default_factory=dict)
    """Numbers behind the words; empty where a model spoke."""


class Captioner(Protocol):
    """Describes images, several at a time."""

    @property
    def name(self) -> str:
        """Name as on the command line."""

    @property
    def model(self) -> str:
        """Path or id of the model; empty where there is none."""

    @property
    def batch(self) -> int:
        """Images that are best described together."""

    def describe(self, truths: Sequence[Truth]) -> list[Answer]:
        """Return one answer per image, in order; the same for the same image."""
