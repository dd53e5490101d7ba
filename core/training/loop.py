"""The training loop: step, average, validate, save, resume.

Not here: what is trained on (``core.training.samples``), what for (``core.training.objective``),
and where it is written (``core.training.run_folder``).
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.optim.swa_utils import get_ema_multi_avg_fn

from core.errors import LossNotFinite, OutOfMemory, PairMismatch, UnusableConfig, WeightsMismatch
from core.models.datprl import Datprl
from core.training.config import TrainConfig
from core.training.data import TrainingData
from core.training.means import Means
from core.training.objective import Objective
from core.training.parallel import Part, agreed, check_step, mean_of_all, wrapped
from core.training.run_folder import RunFolder
from core.training.samples import Batch, Batches
from core.training.start import check, chosen_layout, chosen_precision, new_net, seed_of, seeded
from core.training.validation import TaskScore, validate
from io_formats.errors import Cancelled, SourceError
from io_formats.progress import CancelToken, Progress, silent

__all__ = ["Trainer"]

WARM_UP_DECAY = 10
"""The average starts short and lengthens: decay at step n is at most (1 + n) / (10 + n)."""

FUSED = ("cpu", "cuda")
"""Devices on which clipping and Adam go over all weights in one call."""

AUTOCAST = {"bf16": torch.bfloat16, "fp16": torch.float16}


class Trainer:
    """Trains one network, alone or as one of several equal processes.

    Parameters
    ----------
    config : TrainConfig
        What to do.
    data : TrainingData
        Pairs to train on and to validate on.
    folder : RunFolder
        Where the run is kept. If it has begun there, it goes on.
    part : Part
        Which process this is, and its device.
    resume : bool
        Whether a run that is there may be gone on with.

    Raises
    ------
    TargetError, TrainingError, ModelError
    """

    def __init__(
        self,
        config: TrainConfig,
        data: TrainingData,
        folder: RunFolder,
        part: Part,
        *,
        resume: bool = False,
    ) -> None:
        check(config, part)
        self.config, self.data, self.folder, self.part = config, data, folder, part
        self.precision = chosen_precision(config.run.precision, part.device)
        self.dtype = torch.float64 if self.precision == "fp64" else torch.float32
        state = self._begun(resume=resume)
        net = new_net(config, fresh=state is None).to(part.device, self.dtype)
        self.layout = chosen_layout(config.run, part.device)
        net.to(memory_format=self.layout)  # type: ignore[call-overload]
        with seeded(config.run.seed, 1):
            self.objective = Objective(
                net,
                config.loss,
                text_width=data.features.width if data.features else 0,
                mean=mean_of_all if part.size > 1 else None,
                compiled=config.run.compile,
            ).to(part.device, self.dtype)
        self.module = wrapped(self.objective, part)
        told = config.optimiser
        self.optimiser = torch.optim.Adam(
            self.objective.parameters(),
            lr=told.rate,
            betas=told.betas,
            fused=part.device.type in FUSED,
        )
        self.scaler = torch.amp.GradScaler(part.device.type, enabled=self.precision == "fp16")
        self.average = {name: t.detach().clone() for name, t in net.state_dict().items()}
        self.step, self.seconds, self.best = 0, 0.0, -math.inf
        self.means = Means()
        self.batches = Batches(
            data.train,
            config.sampling,
            seed=config.run.seed,
            features=data.features,
            weights=data.weights,
            part=(part.rank, part.size),
        )
        if state is not None:
            self._restore(state)
        check_step(self.step, part)

    def _begun(self, *, resume: bool) -> dict[str, Any] | None:
        """Begin the folder, or return the state that is there."""
        state = self.folder.begin(self.config, resume=resume) if self.part.first else None
        if self.part.size > 1:
            torch.distributed.barrier()
            if not self.part.first and self.folder.begun:
                state = self.folder.read("last.pt")
        return state

    @property
    def net(self) -> Datprl:
        """The network as the last step left it."""
        return self.objective.net

    @property
    def progress(self) -> float:
        """Share of the budget that is used up, 0 to 1."""
        return self._progress_at(self.step)

    def run(
        self,
        *,
        steps: int | None = None,
        progress: Progress = silent,
        cancel: CancelToken | None = None,
    ) -> None:
        """Train until the budget is used up, and save the state it ends with.

        Parameters
        ----------
        steps : int, optional
            Go at most so many steps further.
        progress, cancel
            Where to report, and how to be stopped.

        Raises
        ------
        LossNotFinite
            At the first loss or gradient that is NaN or infinite; names step, tasks and files. The
            last checkpoint is kept.
        PairMismatch, SourceError
            If an image cannot be used, after the state was saved.
        Cancelled
            After the state was saved.
        OutOfMemory
            If a step does not fit the device; the last checkpoint is kept.
        TargetError
            If a checkpoint cannot be written; the one before is kept.
        """
        try:
            self._run(steps, progress, cancel)
        except (PairMismatch, SourceError):
            self._save_first()
            raise
        except torch.OutOfMemoryError as error:
            raise OutOfMemory(
                f"the training stopped at step {self.step}",
                why="a step does not fit the memory of the device",
                fix="set a smaller sampling.batch or sampling.patch",
            ) from error

    def _run(self, steps: int | None, progress: Progress, cancel: CancelToken | None) -> None:
        made = self.batches.stream(
            self._schedule(),
            workers=self.config.run.workers,
            pinned=self.part.device.type == "cuda",
        )
        with closing(made) as stream:
            since = time.monotonic()
            last = math.inf if steps is None else self.step + steps
            while self.progress < 1 and self.step < last:
                self._pause(cancel)
                self.means.add(self._train_step(next(stream)))
                self.step += 1
                self.seconds += time.monotonic() - since
                since = time.monotonic()
                progress(self.progress, f"step {self.step}")
                self._keep()
        if not self._due(self.config.run.save_every):
            self._save_first()

    def averaged(self) -> dict[str, Tensor]:
        """Return the weights that the run arrived at: their average, if there is one."""
        return self.average if self.config.optimiser.decay else self.net.state_dict()

    def save(self) -> None:
        """Write the checkpoint, replacing the one before."""
        self.folder.save("last.pt", self._state())

    def _save_first(self) -> None:
        if self.part.first:
            self.save()

    def _keep(self) -> None:
        """Log, validate and save, where the step is one for it."""
        if not self.part.first:
            return
        told = self.config.run
        if self._due(told.log_every):
            self.folder.note(
                {"step": self.step, "seconds": round(self.seconds, 1)} | self.means.take()
            )
        if self._due(told.validate_every) or self.progress >= 1:
            self._validate()
        if self._due(told.save_every):
            self.save()

    def _train_step(self, batch: Batch) -> dict[str, float]:
        told = self.config.optimiser
        cosine = (1 + math.cos(math.pi * self.progress)) / 2
        for group in self.optimiser.param_groups:
            group["lr"] = told.final_rate + (told.rate - told.final_rate) * cosine
        self._seed()
        self.module.train()
        there = batch.to(self.part.device, self.dtype, self.layout)
        with self._autocast():
            loss, terms, each_B = self.module(
                there.x_BCHW, there.truth_BCHW, there.text_BE, there.weights_B
            )
        if not math.isfinite(value := float(loss.detach())):
            raise _not_finite(self.step, batch, each_B, "the loss")
        self.optimiser.zero_grad(set_to_none=True)
        self.scaler.scale(loss).backward()
        self.scaler.unscale_(self.optimiser)
        norm = torch.nn.utils.clip_grad_norm_(
            self.objective.parameters(), told.clip, foreach=self.part.device.type in FUSED
        )
        # In half precision the scaler leaves such a step out and lowers its scale.
        if not self.scaler.is_enabled() and not math.isfinite(float(norm)):
            raise _not_finite(self.step, batch, torch.zeros_like(each_B), "its gradient")
        self.scaler.step(self.optimiser)
        self.scaler.update()
        self._move_average()
        return {"loss": value, **{name: float(term.detach()) for name, term in terms.items()}}

    def _autocast(self) -> torch.autocast:
        kind = AUTOCAST.get(self.precision)
        return torch.autocast(self.part.device.type, dtype=kind, enabled=kind is not None)

    def _seed(self) -> None:
        """Give dropout and selection noise numbers that depend on run, step and process alone."""
        torch.manual_seed(seed_of(self.config.run.seed, self.step, self.part.rank))

    @torch.no_grad()
    def _move_average(self) -> None:
        if not self.config.optimiser.decay:
            return
        decay = min(self.config.optimiser.decay, (1 + self.step) / (WARM_UP_DECAY + self.step))
        # The network has no buffers: its state is its parameters, in their order.
        move = get_ema_multi_avg_fn(decay)  # type: ignore[no-untyped-call]
        move(list(self.average.values()), [p.detach() for p in self.net.parameters()], self.step)

    def _validate(self) -> None:
        """Score the averaged weights on the held-out images; keep them if none were better."""
        if not self.data.held.counts:
            return
        scores = self._scores()
        gains = {f"gain/{task}": round(score.gain, 4) for task, score in scores.items()}
        levels = {f"psnr/{task}": round(score.restored_psnr, 4) for task, score in scores.items()}
        mean = float(np.mean([score.gain for score in scores.values()]))
        self.folder.note({"step": self.step, "gain": round(mean, 4), **gains, **levels})
        self.folder.draw(self.step, {task: score.picture for task, score in scores.items()})
        if mean > self.best:
            self.best = mean
            kept = {name: self._state()[name] for name in ("step", "seconds", "tasks")}
            self.folder.save("best.pt", {**kept, "average": self.averaged()})

    def _scores(self) -> dict[str, TaskScore]:
        trained = {name: t.clone() for name, t in self.net.state_dict().items()}
        self.net.load_state_dict(self.averaged())
        try:
            return validate(self.net.eval(), self.data.held, self.config.run, self.part.device)
        finally:
            self.net.load_state_dict(trained)

    def _state(self) -> dict[str, Any]:
        return {
            "step": self.step,
            "seconds": self.seconds,
            "best": self.best,
            "tasks": list(self.data.train.counts),
            "images": self.data.train.fingerprint,
            "means": {"sums": self.means.sums, "count": self.means.count},
            "objective": self.objective.state_dict(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
            "scaler": self.scaler.state_dict(),
        }

    def _restore(self, state: dict[str, Any]) -> None:
        if state.get("images") != self.data.train.fingerprint:
            raise UnusableConfig(
                f"the run in {self.folder.path} cannot go on",
                why="the images it was begun with are not those that are there now",
                fix="bring them back, or begin another run, with start set to this one's model",
            )
        try:
            self.objective.load_state_dict(state["objective"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.scaler.load_state_dict(state["scaler"])
            self.average = {k: t.to(self.part.device) for k, t in state["average"].items()}
            self.step, self.seconds, self.best = state["step"], state["seconds"], state["best"]
            self.means = Means(**state["means"])
        except (KeyError, RuntimeError, TypeError, ValueError) as error:
            raise WeightsMismatch(
                f"the run in {self.folder.path} cannot go on",
                why=f"its checkpoint is of another network: {error}",
                fix="name another folder",
            ) from error

    def _schedule(self) -> Iterator[tuple[int, int]]:
        """Yield step and side of the crops, without end."""
        told = self.config.sampling
        for step in count(self.step):
            late = told.late_patch is not None and self._progress_at(step) >= told.late_from
            yield step, told.late_patch if late and told.late_patch else told.patch

    def _progress_at(self, step: int) -> float:
        told = self.config.optimiser
        used = step / told.steps
        if told.minutes is not None:
            used = max(used, self.seconds / 60 / told.minutes)
        return min(used, 1.0)

    def _due(self, every: int) -> bool:
        return self.step % every == 0

    def _pause(self, cancel: CancelToken | None) -> None:
        """Save and stop if this or any other process was asked to."""
        stop = False
        try:
            if cancel is not None:
                cancel.check()
        except Cancelled:
            stop = True
        if not agreed(stop, self.part):
            return
        self._save_first()
        raise Cancelled(
            f"the training stopped at step {self.step}",
            why="it was asked to stop",
            fix="its state is saved; go on with --resume",
        )


def _not_finite(step: int, batch: Batch, each_B: Tensor, what: str) -> LossNotFinite:
    bad = [i for i, value in enumerate(each_B.tolist()) if not math.isfinite(value)]
    named = bad or range(len(batch.files))
    places = ", ".join(f"{batch.tasks[i]} ({batch.files[i]})" for i in named)
    among = "" if bad else ", though each image's own error is; the batch"
    return LossNotFinite(
        f"the training stopped at step {step}",
        why=f"{what} is not a finite number{among}: {places}",
        fix="look at those images, or go on from the last checkpoint with a smaller rate",
    )
