"""What makes the difference: short runs of equal cost, scored on held-out images.

``python -m build_spec.weights.ablations LISTING FEATURES OUT MINUTES [VARIANT...]`` trains every
variant for as many minutes with the settings of ``compact.toml`` and prints a Markdown table. A run
that is there is not repeated. Nothing else should run beside it: cost is time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.evaluation import evaluate
from core.restorer import load_restorer
from core.strict_json import to_json
from core.training.config import TrainConfig
from core.training.config_file import read_config
from core.training.data import gather, open_sources
from core.training.job import train

__all__ = ["VARIANTS", "run_ablations"]

BASE = Path(__file__).parent / "compact.toml"
MADE_OF_SHARED_PHOTOS = ("rained", "shaken")
"""Sets with several pairs of one photo: a held-out pair is not unseen."""
SCORED = 40
"""Held-out images of a task, at most."""

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
    "text at full weight": ("loss.alignment=1.0",),
    "width 8": ("net.width=8",),
    "width 24": ("net.width=24",),
    "stored partners only": ("sampling.degrade={}",),
}
"""What differs from ``compact.toml``, by name."""


def run_ablations(
    listing: Path, features: Path, out: Path, minutes: float, names: Sequence[str] = ()
) -> str:
    """Train and score the variants; return the table.

    Parameters
    ----------
    listing, features : Path
        What ``further_pairs`` and ``datprl-ir embed`` wrote.
    out : Path
        Folder of the runs, one each.
    minutes : float
        Of each run.
    names : sequence of str
        Which variants; none: all.
    """
    rows = []
    for name in names or VARIANTS:
        config = _config(listing, features, minutes, VARIANTS[name])
        folder = out / name.replace(" ", "-").replace(",", "")
        trained = train(config, folder, resume=(folder / "config.json").exists())
        scores = folder / "held-out.json"
        if not scores.exists():
            scores.write_text(to_json(_gains(config, folder)), encoding="utf-8")
        rows.append((name, trained.step, _gains_of(scores)))
    return _table(rows)


def _config(listing: Path, features: Path, minutes: float, changes: Sequence[str]) -> TrainConfig:
    told = (
        f'data.sources=["{listing.resolve()}"]',
        f'data.features="{features.resolve()}"',
        "optimiser.steps=10_000_000",
        f"optimiser.minutes={minutes}",
        "sampling.late_from=1.0",
        "run.compile=false",
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
        if pairs.label in MADE_OF_SHARED_PHOTOS:
            continue
        table = evaluate(pairs, restorer, limit=SCORED)
        gains = [image["output"]["psnr"] - image["input"]["psnr"] for image in table["images"]]
        found.setdefault(pairs.task, []).extend(gains)
    return found


def _gains_of(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _table(rows: Sequence[tuple[str, int, dict[str, list[float]]]]) -> str:
    """Return gains by task; the mean is over tasks, its error that of independent means."""
    tasks = list(rows[0][2])
    counts = [f"{task} ({len(rows[0][2][task])})" for task in tasks]
    lines = [("Variant", "Steps", "Mean", *counts), ["---"] * (3 + len(tasks))]
    for name, steps, gains in rows:
        means = [float(np.mean(gains[task])) for task in tasks]
        errors = [float(np.std(gains[task], ddof=1) / len(gains[task]) ** 0.5) for task in tasks]
        mean, error = float(np.mean(means)), float(np.sqrt(np.square(errors).sum()) / len(tasks))
        cells = [
            f"{m:+.2f} ± {e:.2f}" for m, e in zip((mean, *means), (error, *errors), strict=True)
        ]
        lines.append((name, f"{steps}", *cells))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    listing, features, out, minutes, *names = sys.argv[1:]
    table = run_ablations(Path(listing), Path(features), Path(out), float(minutes), names)
    sys.stdout.write(table + "\n")
