"""What makes the difference: short runs of equal cost, scored on held-out images.

``python -m build_spec.weights.ablations LISTING FEATURES OUT STEPS [VARIANT...]`` trains every
variant with the settings of ``compact_first.toml``, but on small crops, and prints a Markdown
table. A network of another size takes as many steps as cost the same time, measured in turns with
the chosen one's. A run that is there is not repeated.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import ArrayLike

from core.evaluation import evaluate
from core.models.datprl import Datprl
from core.restorer import load_restorer
from core.strict_json import to_json
from core.training.config import TrainConfig
from core.training.config_file import read_config
from core.training.data import gather, open_sources
from core.training.job import train
from core.training.run_folder import RunFolder

__all__ = ["VARIANTS", "run_ablations"]

BASE = Path(__file__).parent / "compact_first.toml"
MADE_OF_SHARED_IMAGES = ("rained", "shaken", "redosed", "recounted")
"""Sets with several pairs of one image: a held-out pair is not unseen."""
SCORED = 40
"""Held-out images of a task, at most."""
TIMED = 5
"""Passes that the cost of a network is measured with."""

NO_PROMPTS = tuple(
    f"net.prompts.{pool}_{what}=0" for pool in ("task", "domain") for what in ("top_k", "prompts")
)
VARIANTS: dict[str, tuple[str, ...]] = {
    "as chosen": (),
    "no prompts": NO_PROMPTS,
    "paper fusion, two tokens": ('net.prompts.fusion="paper"', "net.prompts.tokens=2"),
    "queries shape the encoder": ("net.prompts.detached=false",),
    "temperature 1": ("net.prompts.temperature=1.0",),
    "no average of weights": ("optimiser.decay=0.0",),
    "no text": ("loss.alignment=0.0",),
    "stored partners only": ("sampling.degrade={}",),
    "width 16": ("net.width=16",),
    "width 16, depth 9": (
        "net.width=16",
        "net.encoder=[1,1,1]",
        "net.middle=3",
        "net.decoder=[1,1,1]",
    ),
}
"""What differs from ``compact_first.toml``, by name."""


def run_ablations(
    listing: Path, features: Path, out: Path, steps: int, names: Sequence[str] = ()
) -> str:
    """Train and score the variants; return the table.

    Parameters
    ----------
    listing, features : Path
        What ``further_pairs`` and ``datprl-ir embed`` wrote.
    out : Path
        Folder of the runs, one each.
    steps : int
        Of each run of the chosen size.
    names : sequence of str
        Which variants; none: all.
    """
    rows = []
    for name in names or VARIANTS:
        folder = out / name.replace(" ", "-").replace(",", "")
        begun = (folder / "config.json").exists()
        config = _config(listing, features, steps, VARIANTS[name])
        if begun:
            config = RunFolder(folder).config()
        elif config.net.width != _chosen_width():
            config = _config(listing, features, round(steps * _cost_ratio(config)), VARIANTS[name])
        trained = train(config, folder, resume=begun)
        scores = folder / "held-out.json"
        if not scores.exists():
            scores.write_text(to_json(_gains(config, folder)), encoding="utf-8")
        rows.append((name, trained.step, _gains_of(scores)))
        sys.stderr.write(_table(rows) + "\n")
    return _table(rows)


def _chosen_width() -> int:
    return read_config(BASE, []).net.width


def _cost_ratio(config: TrainConfig) -> float:
    """Return how many passes of the network cost as much as one of the chosen network."""
    chosen, other = (Datprl(c.net).train() for c in (read_config(BASE, []), config))
    side = config.sampling.patch
    x = torch.rand(config.sampling.batch, 3, side, side).to(memory_format=torch.channels_last)
    taken = {id(net): [_seconds(net, x)] for net in (chosen, other)}
    for _ in range(TIMED):
        for net in (chosen, other):
            taken[id(net)].append(_seconds(net, x))
    return min(taken[id(chosen)]) / min(taken[id(other)])


def _seconds(net: Datprl, x_BCHW: torch.Tensor) -> float:
    since = time.perf_counter()
    net(x_BCHW)[0].mean().backward()
    return time.perf_counter() - since


def _config(listing: Path, features: Path, steps: int, changes: Sequence[str]) -> TrainConfig:
    told = (
        f'data.sources=["{listing.resolve()}"]',
        f'data.features="{features.resolve()}"',
        f"optimiser.steps={steps}",
        "sampling.batch=9",
        "sampling.patch=64",
        "sampling.late_from=1.0",
        "run.workers=0",
        "run.save_every=200",
        "run.validate_every=10_000_000",
    )
    return read_config(BASE, [*told, *changes])


def _gains(config: TrainConfig, folder: Path) -> dict[str, list[float]]:
    """Return the gain of every scored image, dB, by task."""
    held = gather(config, open_sources(config.data.sources)).held
    (card,) = (folder / "model").glob("*.json")
    restorer, _ = load_restorer(str(card), device="cpu", precision="fp32")
    found: dict[str, list[float]] = {}
    for pairs in held.sets:
        if pairs.label in MADE_OF_SHARED_IMAGES:
            continue
        table = evaluate(pairs, restorer, limit=SCORED)
        gains = [image["output"]["psnr"] - image["input"]["psnr"] for image in table["images"]]
        found.setdefault(pairs.task, []).extend(gains)
    return found


def _gains_of(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _table(rows: Sequence[tuple[str, int, dict[str, list[float]]]]) -> str:
    """Return gains by task, and what the mean over tasks loses against the first row.

    Standard errors are those of independent means; of the difference, image by image.
    """
    first = rows[0][2]
    counts = [f"{task} ({len(first[task])})" for task in first]
    lines = [("Variant", "Steps", "Mean", "Difference", *counts), ["---"] * (4 + len(first))]
    for name, steps, gains in rows:
        apart = {task: np.subtract(gains[task], first[task]) for task in first}
        cells = [_told(gains), _told(apart) if gains is not first else ""]
        lines.append((name, f"{steps}", *cells, *(_told({t: gains[t]}) for t in first)))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _told(gains: Mapping[str, ArrayLike]) -> str:
    """Return the mean over tasks of the mean over images, with its standard error."""
    each = [np.asarray(values, np.float64) for values in gains.values()]
    error = np.sqrt(sum(values.var(ddof=1) / len(values) for values in each)) / len(each)
    return f"{np.mean([values.mean() for values in each]):+.2f} ± {error:.2f}"


if __name__ == "__main__":
    listing, features, out, steps, *names = sys.argv[1:]
    table = run_ablations(Path(listing), Path(features), Path(out), int(steps), names)
    sys.stdout.write(table + "\n")
