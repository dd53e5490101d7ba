"""The whole of a training: configuration and data sets in, a run folder with a model out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.progress import CancelToken, Progress, silent
from core.training.config import TrainConfig
from core.training.data import gather
from core.training.datasets.pair_set import PairSet
from core.training.export import export, measure
from core.training.loop import Trainer
from core.training.parallel import joined
from core.training.run_folder import RunFolder

__all__ = ["Trained", "train"]


@dataclass(frozen=True, kw_only=True)
class Trained:
    """What a training arrived at."""

    step: int
    """Steps it took, those before it was resumed included."""
    gain: float
    """Best mean improvement of the held-out images, dB; minus infinity where none are held out."""
    card: Path | None
    """Card of the exported model; None in the processes that do not write."""


def train(
    config: TrainConfig,
    sets: Sequence[PairSet],
    output: Path,
    *,
    resume: bool = False,
    device: str = "auto",
    measured_on: Sequence[Path] = (),
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> Trained:
    """Train, and export what came of it.

    Parameters
    ----------
    config : TrainConfig
        What to do.
    sets : sequence of PairSet
        What to train on.
    output : Path
        Folder of the run.
    resume : bool
        Go on with the run that is there.
    device : str
        auto, cpu, cuda[:N], mps or xpu.
    measured_on : sequence of Path
        Folders of pairs on which the exported model is scored for its card.

    Raises
    ------
    TrainingError, TargetError, ModelError, SourceError, Cancelled
    """
    folder = RunFolder(output)
    with joined(device) as part:
        data = gather(config, sets, part.device)
        trainer = Trainer(config, data, folder, part, resume=resume)
        trainer.run(progress=progress, cancel=cancel)
        card = None
        if part.first:
            card = export(folder, output / "model")
            if measured_on:
                measure(card, measured_on)
        return Trained(step=trainer.step, gain=trainer.best, card=card)
