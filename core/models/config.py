"""What a network is made of, as data: the part of a model card that builds it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = ["Fusion", "Gates", "NetConfig", "PromptConfig"]

Fusion = Literal["paper", "released"]
Gates = Literal["scalar", "channel"]
Depth = Annotated[int, Field(ge=0)]
Heads = Annotated[int, Field(ge=1)]


class PromptConfig(BaseModel):
    """The two pools and how their answers are used."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    width: int = Field(1024, ge=8, multiple_of=8)
    """D, width of keys, tokens and queries."""
    tokens: int = Field(2, ge=1)
    """T, value tokens of a prompt."""
    task_prompts: int = Field(15, ge=0)
    """Prompts in the task pool; 0: no task pool. Without either pool there are no gates, and the
    backbone stands alone."""
    domain_prompts: int = Field(15, ge=0)
    """Prompts in the domain pool; 0: no domain pool."""
    task_top_k: int = Field(3, ge=0)
    """Task prompts composed per image."""
    domain_top_k: int = Field(5, ge=0)
    """Domain prompts composed per image."""
    fusion: Fusion = "paper"
    """``paper`` keeps the T tokens; ``released`` squeezes them to one, as the authors' networks."""
    temperature: float = Field(0.1, gt=0)
    """Start value of the retrieval temperature, learned afterwards."""
    gates: Gates = "scalar"
    """One share alpha per layer (eq. 3), or one per ``channel`` of it."""
    detached: bool = False
    """Training alone: queries read the encoder's features without shaping them. Otherwise the terms
    of balance and contrast reach the encoder, where their gradient was measured to be as large as
    that of the images' error."""
    noise: float = Field(0.1, ge=0)
    """Training alone: standard deviation of the noise on similarity / temperature when prompts are
    chosen. At a temperature of 0.1 the similarities are spread ten times wider, and noise matters
    ten times less."""
    dropout: float = Field(0.1, ge=0, lt=1)
    """Training alone: dropout of the fusion's attention and feed-forward."""

    @model_validator(mode="after")
    def _top_k_within_pool(self) -> PromptConfig:
        if self.task_top_k > self.task_prompts or self.domain_top_k > self.domain_prompts:
            raise ValueError("top_k exceeds the number of prompts in the pool")
        if self.domain_prompts and not self.domain_top_k:
            raise ValueError("a domain pool of which no prompt is chosen (domain_top_k is 0)")
        if self.task_prompts and not self.task_top_k:
            raise ValueError("a task pool of which no prompt is chosen (task_top_k is 0)")
        return self

    @property
    def any(self) -> bool:
        """Whether there is a pool at all."""
        return self.task_prompts + self.domain_prompts > 0


class NetConfig(BaseModel):
    """A backbone and its prompts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    backbone: Literal["restormer", "nafnet"]
    """Which backbone."""
    width: int = Field(ge=4, multiple_of=4)
    """Channels at full resolution."""
    encoder: tuple[Depth, ...]
    """Blocks per encoder level, finest first."""
    middle: int = Field(ge=1)
    """Blocks at the coarsest level."""
    decoder: tuple[Depth, ...]
    """Blocks per decoder level, coarsest first."""
    refinement: int = Field(0, ge=0)
    """Blocks after the decoder at full resolution (restormer only)."""
    heads: tuple[Heads, ...] = ()
    """Attention heads per level, finest first, the coarsest level last (restormer only)."""
    expansion: float = Field(2.66, gt=0)
    """Hidden width of the feed-forward over its channels (restormer only)."""
    context_px: int | None = Field(None, ge=64)
    """Side of the surroundings that a pixel's channels are weighed by (nafnet only); None: all that
    the network is given, so that a result depends on the size of the tiles. Images no larger are
    seen whole either way, and so are crops in training."""
    prompts: PromptConfig = PromptConfig()
    """The pools."""

    @model_validator(mode="after")
    def _levels_agree(self) -> NetConfig:
        if len(self.encoder) != len(self.decoder):
            raise ValueError("encoder and decoder have different numbers of levels")
        if self.backbone == "restormer" and (len(self.encoder), len(self.heads)) != (3, 4):
            raise ValueError("restormer has three encoder levels and four numbers of heads")
        if self.context_px and self.context_px % (1 << len(self.encoder)):
            raise ValueError("context_px is not a multiple of what the network halves its input to")
        if any((self.width << level) % heads for level, heads in enumerate(self.heads)):
            raise ValueError("the channels of a level are not divisible by its heads")
        return self
