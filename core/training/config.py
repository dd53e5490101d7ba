"""What a training run is told."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from core.models.config import NetConfig, PromptConfig

__all__ = ["COMPACT", "TrainConfig"]

COMPACT = NetConfig(
    backbone="nafnet",
    width=16,
    encoder=(1, 1, 1, 4),
    middle=1,
    decoder=(1, 1, 1, 1),
    prompts=PromptConfig(width=128),
)
"""The small network for machines without a GPU: 1.5 million backbone parameters."""


class TrainConfig(BaseModel):
    """Settings of one run; everything that changes the result is here."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    net: NetConfig = COMPACT
    """The network."""
    steps: int = Field(15000, ge=1)
    """Length of the cosine schedule."""
    minutes: float | None = Field(None, gt=0)
    """Wall-clock budget; the schedule follows whichever budget is used up further. None: steps
    alone decide, and the run can be repeated exactly."""
    patch: int = Field(64, ge=16)
    """Side of the training crops in pixels, at first."""
    late_patch: int = Field(128, ge=16)
    """Side of the crops in the last part of the run: statistics of larger images."""
    late_from: float = Field(0.75, ge=0, le=1)
    """Share of the budget after which crops are larger."""
    repeats: int = Field(1, ge=1)
    """Crops per task in a batch."""
    rate: float = Field(2e-3, gt=0)
    """Learning rate at the start."""
    final_rate: float = Field(1e-6, gt=0)
    """Learning rate at the end of the cosine."""
    decay: float = Field(0.999, ge=0, lt=1)
    """Decay of the exponential moving average of the weights."""
    clip: float = Field(1.0, gt=0)
    """Largest norm of the gradient."""
    clean_share: float = Field(0.06, ge=0, le=1)
    """Share of samples whose input is the clean image: good images must be left alone."""
    fft: float = Field(0.1, ge=0)
    """lambda_fft of eq. 8."""
    diversity: float = Field(0.1, ge=0)
    """lambda_div."""
    balance: float = Field(0.05, ge=0)
    """lambda_bal."""
    balance_tau: float = Field(0.1, gt=0)
    """Temperature of the selection probabilities in the balance term; eq. 6 has 1."""
    balance_batch_mean: bool = True
    """Entropy of the batch's mean probability instead of each image's own (eq. 6: False)."""
    contrast: float = Field(0.01, ge=0)
    """lambda_con."""
    weight_power: float = Field(0.0, ge=0, le=1)
    """Weight of a task is (mean degraded l1 of all tasks / its own) to this power. The gradient of
    an l1 loss does not depend on the size of the error, so that 0, all tasks alike, is the start;
    1 makes tasks with faint errors heavy."""
    seed: int = 0
    """Of weights, crops and augmentation."""
    save_every: int = Field(500, ge=1)
    """Steps between checkpoints."""
