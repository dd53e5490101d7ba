"""The training loop: step, average, save, resume."""

from __future__ import annotations

import json
import logging
import math
import time
from pathlib import Path

import torch
from torch import Tensor

from core.errors import LossNotFinite
from core.models.datprl import Datprl
from core.models.prompts import PromptPool, PromptTrace, Selection
from core.training.config import TrainConfig
from core.training.losses import (
    balance_loss,
    contrastive_loss,
    diversity_loss,
    fft_loss,
    pixel_loss,
)
from core.training.samples import Batches

__all__ = ["Trainer"]

log = logging.getLogger(__name__)

WARM_UP_DECAY = 10
"""The average starts short and lengthens: decay at step n is at most (1 + n) / (10 + n)."""


class Trainer:
    """Trains one network in one process.

    The run folder holds ``config.json``, ``log.jsonl`` (a line every hundred steps) and
    ``last.pt`` (tensors and numbers only, read back with ``weights_only``), where a run goes on.
    """

    def __init__(
        self, config: TrainConfig, batches: Batches, folder: Path, device: str = "cpu"
    ) -> None:
        torch.manual_seed(config.seed)
        self.config, self.batches, self.folder = config, batches, folder
        self.device = torch.device(device)
        self.net = Datprl(config.net).to(self.device)
        self.net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.average = {name: t.detach().clone() for name, t in self.net.state_dict().items()}
        self.optimiser = torch.optim.Adam(self.net.parameters(), lr=config.rate, betas=(0.9, 0.99))
        self.step = 0
        self.seconds = 0.0
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / "last.pt").exists():
            self._resume()
        (folder / "config.json").write_text(config.model_dump_json(indent=1))

    @property
    def progress(self) -> float:
        """Share of the budget that is used up, 0 to 1."""
        used = self.step / self.config.steps
        if self.config.minutes is not None:
            used = max(used, self.seconds / 60 / self.config.minutes)
        return min(used, 1.0)

    def run(self) -> Datprl:
        """Train until the budget is used up; return the averaged network in eval mode.

        Raises
        ------
        LossNotFinite
            At the first NaN or infinite loss; the last checkpoint is kept.
        """
        since = time.monotonic()
        sums: dict[str, float] = {}
        count = 0
        while self.progress < 1:
            for name, value in self._train_step().items():
                sums[name] = sums.get(name, 0.0) + value
            count += 1
            self.step += 1
            self.seconds += time.monotonic() - since
            since = time.monotonic()
            if self.step % 100 == 0:
                self._note({name: value / count for name, value in sums.items()})
                sums, count = {}, 0
            if self.step % self.config.save_every == 0:
                self.save()
        self.save()
        self.net.load_state_dict(self.average)
        return self.net.eval()

    def save(self) -> None:
        """Write the checkpoint, replacing the one before."""
        content = {
            "step": self.step,
            "seconds": self.seconds,
            "net": self.net.state_dict(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
            "torch_random": torch.get_rng_state(),
            "crop_random": json.dumps(self.batches.random.bit_generator.state),
        }
        part = self.folder / "last.pt.part"
        torch.save(content, part)
        part.replace(self.folder / "last.pt")

    def _resume(self) -> None:
        content = torch.load(self.folder / "last.pt", weights_only=True, map_location=self.device)
        self.step, self.seconds = content["step"], content["seconds"]
        self.net.load_state_dict(content["net"])
        self.average = content["average"]
        self.optimiser.load_state_dict(content["optimiser"])
        torch.set_rng_state(content["torch_random"].cpu())
        self.batches.random.bit_generator.state = json.loads(content["crop_random"])
        log.info("resumed at step %d", self.step)

    def _train_step(self) -> dict[str, float]:
        config = self.config
        cosine = (1 + math.cos(math.pi * self.progress)) / 2
        for group in self.optimiser.param_groups:
            group["lr"] = config.final_rate + (config.rate - config.final_rate) * cosine
        late = self.progress >= config.late_from
        self.batches.patch = config.late_patch if late else config.patch
        x, truth = (
            t.to(self.device, memory_format=torch.channels_last) for t in self.batches.draw()
        )
        self.net.train()
        result, trace = self.net(x)
        terms = self._terms(result, truth, trace)
        loss = sum(
            (weight * terms[name] for name, weight in self._weights().items()), x.new_zeros(())
        )
        if not torch.isfinite(loss):
            raise LossNotFinite(
                f"training stopped at step {self.step}",
                why="the loss is not a finite number",
                fix="go on from the last checkpoint with a smaller rate, or look at the data",
            )
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), config.clip)
        self.optimiser.step()
        self._average()
        return {name: float(term.detach()) for name, term in {**terms, "loss": loss}.items()}

    def _weights(self) -> dict[str, float]:
        config = self.config
        return {
            "pixel": 1.0,
            "fft": config.fft,
            "diversity": config.diversity,
            "balance": config.balance,
            "contrast": config.contrast,
        }

    def _terms(self, result: Tensor, truth: Tensor, trace: PromptTrace) -> dict[str, Tensor]:
        weights = self.batches.weights.to(self.device)
        pools: list[tuple[PromptPool, Selection]] = [(self.net.task_pool, trace.task)]
        if trace.domain is not None:
            pools.append((self.net.domain_pool, trace.domain))
        zero = result.new_zeros(())
        return {
            "pixel": (weights * pixel_loss(result, truth)).mean(),
            "fft": (weights * fft_loss(result, truth)).mean(),
            "diversity": sum((diversity_loss(pool.values) for pool, _ in pools), zero),
            "balance": sum((self._balance(chosen) for _, chosen in pools), zero),
            "contrast": sum((contrastive_loss(chosen) for _, chosen in pools), zero),
        }

    def _balance(self, chosen: Selection) -> Tensor:
        config = self.config
        return balance_loss(chosen, tau=config.balance_tau, batch_mean=config.balance_batch_mean)

    @torch.no_grad()
    def _average(self) -> None:
        decay = min(self.config.decay, (1 + self.step) / (WARM_UP_DECAY + self.step))
        for name, tensor in self.net.state_dict().items():
            self.average[name].lerp_(tensor, 1 - decay)

    def _note(self, means: dict[str, float]) -> None:
        line = {"step": self.step, "seconds": round(self.seconds, 1)}
        record = line | {name: round(value, 6) for name, value in means.items()}
        with (self.folder / "log.jsonl").open("a") as file:
            file.write(json.dumps(record) + "\n")
        log.info("%s", record)
