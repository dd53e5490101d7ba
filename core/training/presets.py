"""Complete configurations by name: a preset is copied from another with a field or two changed.

``6T`` to ``9T`` are the paper's runs as far as they are published (section 4.1 and the released
options); ``table2-*`` and ``table3-*`` are its ablations; ``control`` is the one that it lacks: the
same depths and losses without any prompt. ``tiny``, ``compact``, ``base`` and ``fine-tune`` are
ours.
"""

from __future__ import annotations

from core.models.config import NetConfig, PromptConfig
from core.tasks import TASKS
from core.training.config import (
    DataConfig,
    LossConfig,
    OptimiserConfig,
    RunConfig,
    SamplingConfig,
    TrainConfig,
)

__all__ = ["PRESETS"]

PAPER_NET = NetConfig(
    backbone="restormer",
    width=48,
    encoder=(4, 6, 6),
    middle=8,
    decoder=(4, 6, 6),
    refinement=4,
    heads=(1, 2, 4, 8),
    prompts=PromptConfig(width=1024, temperature=1.0),
)
"""The authors' network; its decoder is deepest at full resolution."""

COMPACT_NET = NetConfig(
    backbone="nafnet",
    width=24,
    encoder=(2, 4, 6),
    middle=6,
    decoder=(4, 2, 2),
    context_px=192,
    prompts=PromptConfig(width=128, fusion="released", detached=True),
)
"""The bundled network, for machines without a GPU: 2.6 million backbone parameters."""

TINY_NET = COMPACT_NET.model_copy(
    update={"width": 8, "encoder": (1, 1, 2), "middle": 1, "decoder": (1, 1, 1)}
    | {"prompts": PromptConfig(width=64)}
)
"""To try a set-up in minutes."""

BASE_NET = NetConfig(
    backbone="nafnet",
    width=32,
    encoder=(2, 2, 4, 6),
    middle=4,
    decoder=(2, 2, 2, 2),
    context_px=256,
    prompts=PromptConfig(width=256, fusion="released", detached=True),
)
"""For a GPU."""

DEBLUR, PET, DEHAZE = "natural-deblur", "pet-denoise", "rs-dehaze"
SIX = tuple(task for task in TASKS if task not in (DEBLUR, PET, DEHAZE))
"""The paper's six tasks; the others were added in the order of their names here."""

OURS = LossConfig(balance=0.05, balance_tau=0.1, balance_on="batch", contrast=0.01)
"""The plain terms of balance and contrast draw all images to the same few prompts within hundreds
of steps; the entropy of the batch's mean does not."""


def nine() -> TrainConfig:
    """Return the paper's run on all nine tasks: one million steps of twelve crops."""
    return TrainConfig(
        preset="9T",
        net=PAPER_NET,
        data=DataConfig(tasks=tuple(TASKS), hold_out=0),
        sampling=SamplingConfig(clean_share=0.0),
    )


def fewer(name: str, tasks: tuple[str, ...]) -> TrainConfig:
    """Return the paper's run on fewer tasks."""
    return _changed(nine(), name, data=DataConfig(tasks=tasks, hold_out=0))


def pools(
    config: TrainConfig, name: str, task: tuple[int, int], domain: tuple[int, int]
) -> TrainConfig:
    """Return a run with other pools, each (prompts, top-k); (0, 0) leaves a pool out."""
    sizes = dict(zip(("task_prompts", "task_top_k"), task, strict=True))
    sizes |= dict(zip(("domain_prompts", "domain_top_k"), domain, strict=True))
    prompts = config.net.prompts.model_copy(update=sizes)
    return _changed(config, name, net=config.net.model_copy(update={"prompts": prompts}))


def compact() -> TrainConfig:
    """Return the run of the bundled model: hours on a processor."""
    return TrainConfig(
        preset="compact",
        net=COMPACT_NET,
        sampling=SamplingConfig(batch=9, patch=64, late_patch=128),
        loss=OURS,
        optimiser=OptimiserConfig(steps=60_000, rate=2e-3, decay=0.999),
        run=RunConfig(save_every=500, validate_every=5000, validate_images=6, validate_side=256),
    )


def tiny() -> TrainConfig:
    """Return a run of minutes on a processor."""
    return _changed(
        compact(),
        "tiny",
        net=TINY_NET,
        optimiser=OptimiserConfig(steps=300, rate=2e-3, decay=0.99),
        run=RunConfig(
            save_every=50, log_every=10, validate_every=100, validate_images=4, validate_side=192
        ),
    )


def base() -> TrainConfig:
    """Return a run of hours on one GPU."""
    return _changed(
        compact(),
        "base",
        net=BASE_NET,
        data=DataConfig(cache="device"),
        sampling=SamplingConfig(batch=36, patch=128, late_patch=192),
        optimiser=OptimiserConfig(steps=200_000, rate=1e-3, decay=0.9995),
    )


def fine_tune() -> TrainConfig:
    """Return a short, careful run that starts from the bundled model."""
    return _changed(
        compact(),
        "fine-tune",
        start="compact",
        optimiser=OptimiserConfig(steps=5000, rate=2e-4, decay=0.999),
    )


def _changed(config: TrainConfig, name: str, **parts: object) -> TrainConfig:
    return config.model_copy(update={"preset": name, **parts})


PRESETS: dict[str, TrainConfig] = {
    preset.preset: preset
    for preset in (
        tiny(),
        compact(),
        base(),
        fewer("6T", SIX),
        fewer("7T", (*SIX, DEBLUR)),
        fewer("8T", (*SIX, DEBLUR, PET)),
        nine(),
        fine_tune(),
        pools(nine(), "control", (0, 0), (0, 0)),
        pools(fewer("6T", SIX), "table2-none", (0, 0), (0, 0)),
        pools(fewer("6T", SIX), "table2-task", (15, 3), (0, 0)),
        pools(fewer("6T", SIX), "table2-domain", (0, 0), (15, 5)),
        pools(fewer("6T", SIX), "table2-both", (15, 3), (15, 5)),
        pools(fewer("6T", SIX), "table3-10-1-1", (10, 1), (10, 1)),
        pools(fewer("6T", SIX), "table3-10-3-5", (10, 3), (10, 5)),
        pools(fewer("6T", SIX), "table3-15-1-1", (15, 1), (15, 1)),
        pools(fewer("6T", SIX), "table3-15-3-5", (15, 3), (15, 5)),
        pools(fewer("6T", SIX), "table3-20-3-5", (20, 3), (20, 5)),
        pools(fewer("6T", SIX), "table3-20-5-5", (20, 5), (20, 5)),
    )
}
"""Presets by name."""
