"""Reference profiles: how a model's prompts answer to the images of each task it knows.

A profile is made from images whose task is known and lies on the model's card. The prompts that
answer to another image are compared with it: "closest to: CT denoising 0.82". That is a likeness
to the images of the profile, no probability, and no statement about what the image shows.

Not here: how profiles are made (``core.analysis.profiles``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = ["Likeness", "Profile", "closest"]

Weight = Annotated[float, Field(ge=0, le=1)]


class Profile(BaseModel):
    """Mean prompt weights over the images of one task."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task: tuple[Weight, ...] = ()
    """Mean weight of every prompt of the task pool; they sum to 1. Empty in a network without."""
    domain: tuple[Weight, ...] = ()
    """The same of the domain pool. One of the two is there."""
    images: int = Field(ge=1)
    """Number of images behind the means."""
    recognised: float = Field(ge=0, le=1)
    """Share of these images whose closest profile was this one, each image left out of its own
    task's mean. With nine tasks, guessing reaches 0.11: how far a readout can be trusted.
    0 for a single image, which nothing is left to recognise by."""

    @model_validator(mode="after")
    def _of_some_pool(self) -> Profile:
        if not self.task and not self.domain:
            raise ValueError("a profile of no pool tells nothing")
        return self


class Likeness(NamedTuple):
    """How much one image's prompts are like those of a task."""

    task: str
    """Id of the task."""
    similarity: float
    """Mean over the pools of the cosine between the weights, 0 to 1."""


def closest(
    weights: Mapping[str, Sequence[float]], profiles: Mapping[str, Profile]
) -> list[Likeness]:
    """Compare the prompts of an image with every profile.

    Parameters
    ----------
    weights : mapping
        ``{"task": (N,), "domain": (N,)}``, mean weight of every prompt, as ``core.readout`` makes
        them; without the pool that the network does not have.

    Returns
    -------
    list of Likeness
        Most similar first; equal ones in the order of the profiles. Empty without profiles.
    """
    found = [Likeness(task, _likeness(weights, profile)) for task, profile in profiles.items()]
    return sorted(found, key=lambda likeness: -likeness.similarity)


def _likeness(weights: Mapping[str, Sequence[float]], profile: Profile) -> float:
    means = {"task": profile.task, "domain": profile.domain}
    cosines = [_cosine(weights[pool], mean) for pool, mean in means.items() if mean]
    return float(np.mean(cosines))


def _cosine(a: Sequence[float], b: Sequence[float]) -> float:
    return float(np.dot(a, b) / (np.linalg.norm(a) * np.linalg.norm(b)))
