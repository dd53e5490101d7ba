"""The model card: what a weights file is, what it may be asked, and what it was seen to do."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.models.config import NetConfig
from core.models.profile import Profile
from core.tasks import TASKS, WindowRule

__all__ = ["CardWindow", "Figure", "ModelCard", "Refinement", "Size"]


class Size(BaseModel):
    """What sizes of image the network takes, and how larger ones are cut."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    multiple: int = Field(default=8, ge=1)
    """Sides are padded to a multiple of this."""
    padding: Literal["symmetric", "zero"] = "symmetric"
    """What is padded; ``zero`` is what the authors' networks were run with."""
    tile: int = Field(default=512, ge=64)
    """Side of a tile unless the user says otherwise."""
    overlap: int = Field(default=64, ge=0)
    """Pixels that neighbouring tiles share: the reach of the network's local operations."""

    @model_validator(mode="after")
    def _tiles_advance(self) -> Size:
        if self.overlap >= self.tile:
            raise ValueError("the overlap is not smaller than the tile")
        return self


class CardWindow(BaseModel):
    """A value window of one task, where it differs from the task's own; may be edited."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["fixed", "percentile", "imagery"]
    """As ``core.tasks.WindowRule``."""
    low: float = 0.0
    """Lower edge."""
    high: float = 255.0
    """Upper edge."""
    unit: str = ""
    """HU, SUV or empty."""
    keep_low: bool = False
    """Taper towards the lower edge."""
    keep_high: bool = False
    """Taper towards the upper edge."""
    further: tuple[tuple[float, float], ...] = ()
    """More windows with fixed edges, for values beyond the first."""
    assumed: bool = False
    """True where nobody published the window and it was guessed."""

    @model_validator(mode="after")
    def _edges_in_order(self) -> CardWindow:
        if not all(low < high for low, high in ((self.low, self.high), *self.further)):
            raise ValueError("the lower edge of a window is not below its upper edge")
        if self.further and self.kind != "fixed":
            raise ValueError("further windows go with a fixed one")
        return self


class Refinement(BaseModel):
    """What is done to the network's results for one task (``core.refinement``)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rotations: Literal[1, 4] = 1
    """4: the mean result of the four quarter turns counts, at four times the work."""
    keep_mean_px: float = Field(default=0.0, ge=0.0, le=16.0)
    """Sigma in pixels of a Gaussian over which the mean of the input is kept; 0: it is not."""


class Figure(BaseModel):
    """What the stored file scored on one validation set, beside the degraded input."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dataset: str
    """Which images."""
    task: str
    """Id of the task."""
    images: int
    """Number of images."""
    input_psnr: float
    """dB of the degraded input."""
    output_psnr: float
    """dB of the result."""
    input_ssim: float | None = None
    """Of the degraded input; None where images are smaller than the SSIM window."""
    output_ssim: float | None = None
    """Of the result."""
    input_psnr_se: float | None = None
    """Standard error of the mean over images, as of the three below; None for a single image."""
    output_psnr_se: float | None = None
    """The same of the result."""
    gain_se: float | None = None
    """Of the mean gain, image by image: much smaller than the two above."""
    input_ssim_se: float | None = None
    """Of the input's SSIM."""
    output_ssim_se: float | None = None
    """Of the result's SSIM."""
    classical: str = ""
    """Best method without learning, with its parameters tuned on training images; empty: none."""
    classical_psnr: float | None = None
    """dB of its result on the same images."""
    classical_psnr_se: float | None = None
    """Its standard error."""
    classical_ssim: float | None = None
    """Its SSIM."""
    classical_ssim_se: float | None = None
    """Its standard error."""


class ModelCard(BaseModel):
    """A JSON file beside the weights: everything the engine and the window need to know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")
    """Short name, as on the command line."""
    title: str
    """Name as shown to a user."""
    version: str = "1"
    """Version of the weights."""
    architecture: Literal["datprl"] = "datprl"
    """Row of ``core.models.registry.ARCHITECTURES``."""
    net: NetConfig
    """What to build."""
    weights: str = Field(default="", pattern=r"^([^/\\:\x00-\x1f]*\.safetensors)?$")
    """File name of the safetensors file beside the card; empty: a card without weights."""
    sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    """Checksum of the weights file."""
    size: Size = Size()
    """Sizes and tiles."""
    scales: tuple[Literal[1, 2, 4], ...] = (1, 2, 4)
    """Enlargements it may be asked for."""
    precisions: tuple[Literal["fp32", "bf16"], ...] = Field(default=("fp32", "bf16"), min_length=1)
    """Precisions it computes in."""
    tasks: tuple[str, ...] = tuple(TASKS)
    """Tasks it was trained for; others run with a warning."""
    windows: dict[str, CardWindow] = {}
    """Value windows that differ from the tasks' own."""
    refinements: dict[str, Refinement] = {}
    """By task: what is done to the network's results; nothing for tasks that are not named."""
    description: str = ""
    """What it was trained on, for how long, by whom."""
    licence: str = ""
    """Terms of the weights and of the data behind them."""
    unverified: bool = False
    """True where no reference output exists that the import was compared with."""
    cautions: tuple[str, ...] = ("Research use only, not for diagnostic use.",)
    """Sentences every user of the model should read."""
    figures: tuple[Figure, ...] = ()
    """Measured from the stored file."""
    profiles: dict[str, Profile] = {}
    """How its prompts answer to the images of each task; empty: no image is compared."""

    @model_validator(mode="after")
    def _tasks_exist(self) -> ModelCard:
        if unknown := {*self.tasks, *self.windows, *self.refinements, *self.profiles} - set(TASKS):
            raise ValueError(f"unknown tasks: {', '.join(sorted(unknown))}")
        return self

    @model_validator(mode="after")
    def _profiles_fit(self) -> ModelCard:
        pools = self.net.prompts.task_prompts, self.net.prompts.domain_prompts
        for task, profile in self.profiles.items():
            if (len(profile.task), len(profile.domain)) != pools:
                raise ValueError(
                    f"the profile of {task} is not of {pools[0]} and {pools[1]} prompts"
                )
        return self

    def window_of(self, task: str) -> WindowRule:
        """Return the window of a task: the card's, or the task's own."""
        own = self.windows.get(task)
        return WindowRule(**own.model_dump(exclude={"assumed"})) if own else TASKS[task].window
