"""The whole of a training: configuration and data sets in, a run folder with a model out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from core.classical import tune
from core.training.config import TrainConfig
from core.training.data import TrainingData, gather, open_sources
from core.training.datasets import PairSet, open_dataset
from core.training.export import export, measure, profile
from core.training.loop import Trainer
from core.training.parallel import joined
from core.training.run_folder import RunFolder
from core.training.run_state import watched
from io_formats.progress import CancelToken, Progress, silent

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
    output: Path,
    *,
    resume: bool = False,
    device: str = "auto",
    threads: int | None = None,
    measured_on: Sequence[Path] = (),
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> Trained:
    """Train, and export what came of it.

    Parameters
    ----------
    config : TrainConfig
        What to do.
    output : Path
        Folder of the run.
    resume : bool
        Go on with the run that is there.
    device : str
        auto, cpu, cuda[:N], mps or xpu.
    threads : int, optional
        Threads of the processor; None: as many as torch takes.
    measured_on : sequence of Path
        Folders of pairs on which the exported model is scored for its card, beside the best
        classical method tuned on the training pairs; without any, it is scored on held-out pairs.

    Raises
    ------
    TrainingError, TargetError, ModelError, SourceError, Cancelled
    """
    if threads is not None:
        torch.set_num_threads(threads)
    folder = RunFolder(output)
    with watched(output, cancel) as watch:
        sets = open_sources(config.data.sources)
        validation = open_sources(config.data.validation) if config.data.validation else ()
        named = [(_named(path), open_dataset("pairs", path)) for path in measured_on]
        with joined(device) as part:
            data = gather(config, sets, validation, part.device)
            if part.first:
                watch.begin(resume=resume)
            trainer = Trainer(config, data, folder, part, resume=resume)
            trainer.run(progress=progress, cancel=watch.token)
        card = None
        if part.first:
            watch.say("measuring")
            card = _model(folder, data, named, str(part.device), progress, watch.token)
            watch.say("finished")
    return Trained(step=trainer.step, gain=trainer.best, card=card)


def _model(
    folder: RunFolder,
    data: TrainingData,
    named: Sequence[tuple[str, PairSet]],
    device: str,
    progress: Progress,
    cancel: CancelToken | None,
) -> Path:
    """Export the model, and write onto its card what is measured on it."""
    card, limit = export(folder, folder.path / "model"), folder.config().run.validate_images
    if folder.config().net.prompts.any:
        profile(card, data.train.sets, limit=limit, device=device, cancel=cancel)
    held = [(f"{part.label}, held out", part) for part in data.held.sets]
    tasks = {part.task for _, part in named if part.task in data.train.counts}
    tuned = {
        task: tune(task, data.train.sets, progress=progress, cancel=cancel)
        for task in sorted(tasks)
    }
    return measure(
        card,
        named or held,
        limit=None if named else limit,
        classical=tuned,
        device=device,
        progress=progress,
        cancel=cancel,
    )


def _named(folder: Path) -> str:
    """Return what the card calls a folder of pairs: its last three names."""
    return "/".join(folder.resolve().parts[-3:])
