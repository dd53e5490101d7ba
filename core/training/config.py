"""What a training run is told: everything that changes its result, and nothing else.

A configuration is a TOML file. It may begin with ``preset = "compact"`` and then names only what
differs. Not here: the presets (``core.training.presets``) and reading files
(``core.training.config_file``).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.models.card import CardWindow, Refinement
from core.models.config import NetConfig
from core.tasks import TASKS
from core.training.other_windows import OTHER_WINDOWS

__all__ = [
    "CardConfig",
    "DataConfig",
    "LossConfig",
    "OptimiserConfig",
    "RunConfig",
    "SamplingConfig",
    "TrainConfig",
]

Share = Annotated[float, Field(ge=0, le=1)]
Weight = Annotated[float, Field(ge=0)]
Beta = Annotated[float, Field(ge=0, lt=1)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class DataConfig(_Part):
    """Where the images are."""

    sources: tuple[Path, ...] = ()
    """DATA.toml files and folders of pairs; relative to the configuration file. None: told on the
    command line."""
    tasks: tuple[str, ...] = ()
    """Tasks to train; data sets of others are left out. Empty: every task that the sources have."""
    features: Path | None = None
    """Text features, made with ``datprl-ir embed``; None: nothing is aligned."""
    validation: tuple[Path, ...] = ()
    """DATA.toml files and folders of pairs to validate on; nothing is held out then."""
    hold_out: int = Field(10, ge=0)
    """Every n-th pair of a set is kept from training and validated on; 0: none."""
    cache: Literal["memory", "device"] = "memory"
    """Where decoded images are kept."""
    cache_gib: float = Field(8.0, ge=0)
    """Decoded images that may be kept, in GiB and by each process; others are read again each
    time."""

    @model_validator(mode="after")
    def _tasks_exist(self) -> DataConfig:
        if self.hold_out == 1:
            raise ValueError("hold_out 1 holds out everything; 0 holds out nothing")
        if unknown := set(self.tasks) - set(TASKS):
            raise ValueError(f"unknown tasks: {', '.join(sorted(unknown))}")
        return self


class SamplingConfig(_Part):
    """What a batch is made of."""

    batch: int = Field(12, ge=1)
    """Crops in a batch, over all processes: as many of every task as its weight says, the rest of
    tasks drawn by lot."""
    task_weight: dict[str, Annotated[float, Field(gt=0)]] = {}
    """By task: how often it is drawn, where a task that is not named has 1."""
    patch: int = Field(128, ge=16)
    """Side of the crops in pixels."""
    late_patch: int | None = Field(None, ge=16)
    """Side in the last part of the run: statistics of larger images. None: as before."""
    late_from: Share = 0.75
    """Share of the run after which crops are larger."""
    clean_share: Share = 0.06
    """Share of samples whose input is the clean image: good images must be left alone."""
    lesser_share: Share = 0.1
    """Share of the clean samples that are soft, compressed or pale: such images shall be left as
    they are, too. It is not free: a half of them took 0.3 dB from the mean gain over nine tasks in
    runs of 1500 steps of the compact preset."""
    degrade: dict[str, Share] = {}
    """By task: share of samples that are degraded anew by ``core.training.degrade`` instead of
    taking their partner."""
    other_window: dict[str, Share] = {}
    """By task, of those of ``core.training.other_windows``: share of samples seen through another
    window than the task's own."""
    weight_power: Share = 0.0
    """Weight of a task is (mean degraded l1 of all tasks / its own) to this power: 1 is about
    1 / mean degraded l1. The gradient of an l1 loss does not depend on the size of the error."""

    @model_validator(mode="after")
    def _tasks_exist(self) -> SamplingConfig:
        if unknown := {*self.degrade, *self.task_weight} - set(TASKS):
            raise ValueError(f"unknown tasks: {', '.join(sorted(unknown))}")
        if unknown := set(self.other_window) - set(OTHER_WINDOWS):
            raise ValueError(f"tasks without other windows: {', '.join(sorted(unknown))}")
        return self


class LossConfig(_Part):
    """Weights of eq. 8 and variants of its terms."""

    pixel: Weight = 1.0
    """Weight of the l1 term."""
    fft: Weight = 0.1
    """lambda_fft."""
    alignment: Weight = 1.0
    """lambda_align (eq. 2)."""
    align_on: Literal["representation", "head"] = "representation"
    """What is compared with the text: PR_d itself or a linear head on it. A head is also used where
    the widths differ. PR_d behind a GELU cannot point where text points: its coordinates are at
    least -0.17."""
    diversity: Weight = 0.1
    """lambda_div (eqs. 4, 5)."""
    diversity_tau: float = 0.1
    """Similarity of two prompts above which they count as alike."""
    balance: Weight = 0.1
    """lambda_bal (eqs. 6, 7)."""
    balance_tau: float = Field(1.0, gt=0)
    """Temperature of the selection probabilities; eq. 6 has none."""
    balance_on: Literal["image", "batch"] = "image"
    """Entropy of each image's probabilities (eq. 6), or of the batch's mean."""
    contrast: Weight = 0.1
    """lambda_con (eq. 9)."""
    contrast_tau: float = Field(0.1, gt=0)
    """Its temperature, which the paper does not tell."""


class OptimiserConfig(_Part):
    """How the weights move."""

    steps: int = Field(1_000_000, ge=1)
    """Length of the run and of its one cosine."""
    minutes: float | None = Field(None, gt=0)
    """Wall-clock budget; the schedule follows whichever budget is used up further. None: steps
    alone decide, and the run can be repeated exactly."""
    rate: float = Field(4e-4, gt=0)
    """Learning rate at the start."""
    final_rate: float = Field(1e-6, gt=0)
    """Learning rate at the end of the cosine."""
    betas: tuple[Beta, Beta] = (0.9, 0.99)
    """Of Adam."""
    clip: float = Field(1.0, gt=0)
    """Largest norm of the gradient, after it was averaged over processes."""
    decay: float = Field(0.0, ge=0, lt=1)
    """Decay of the exponential moving average of the weights; 0: none."""


class RunConfig(_Part):
    """How the run is computed and watched."""

    precision: Literal["auto", "fp32", "bf16", "fp16", "fp64"] = "auto"
    """Of the network's pass; terms are computed in at least fp32. auto: bf16 on a GPU that has it,
    else fp32."""
    compile: bool = False
    """Compile the network; needs a C compiler."""
    workers: int = Field(0, ge=0)
    """Processes that make batches; 0: a thread of this one, which keeps up with a processor. The
    batches are the same."""
    seed: int = Field(0, ge=0)
    """Of weights, crops, degradations and noise."""
    save_every: int = Field(1000, ge=1)
    """Steps between checkpoints; no more than these are lost."""
    log_every: int = Field(100, ge=1)
    """Steps between lines of the log."""
    validate_every: int = Field(10_000, ge=1)
    """Steps between validations."""
    validate_images: int = Field(16, ge=1)
    """Held-out images per task at most."""
    validate_side: int = Field(512, ge=32)
    """Larger images are cut to this side in the middle."""


class CardConfig(_Part):
    """What the model card of the result says that cannot be measured."""

    name: str = Field("mine", pattern=r"^[a-z0-9][a-z0-9._-]*$")
    """Short name of the model."""
    title: str = "Trained here"
    """Name as shown to a user."""
    licence: str = ""
    """Terms of the weights; those of the images may bind them."""
    data: str = ""
    """Statement on the images: sources and their licences."""
    cautions: tuple[str, ...] = ()
    """Sentences every user of the model should read."""
    weights: Literal["fp32", "fp16", "bf16"] = "fp16"
    """Precision in which weights are stored; figures are measured from the stored file."""
    windows: dict[str, CardWindow] = {}
    """By task: value windows that differ from the task's own, further ones among them."""
    refinements: dict[str, Refinement] = {}
    """By task: what is done to the network's results (``core.refinement``)."""


class TrainConfig(_Part):
    """Settings of one run."""

    preset: str = ""
    """Preset that the file began with."""
    net: NetConfig
    """The network."""
    start: str | None = None
    """Name or card of a model whose weights are the start; None: random weights."""
    data: DataConfig = DataConfig()
    """The images."""
    sampling: SamplingConfig = SamplingConfig()
    """The batches."""
    loss: LossConfig = LossConfig()
    """The objective."""
    optimiser: OptimiserConfig = OptimiserConfig()
    """The steps."""
    run: RunConfig = RunConfig()
    """The computation."""
    card: CardConfig = CardConfig()
    """The result."""
