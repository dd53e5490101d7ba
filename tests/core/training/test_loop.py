"""Steps, the average of the weights, checkpoints, resuming, and stopping at a bad loss."""

from __future__ import annotations

import json
import math
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from core.errors import LossNotFinite
from core.training.config import COMPACT, TrainConfig
from core.training.loop import Trainer
from tests.core.training.curve import GOLDEN, Recorded, batches, curve
from tests.models import TINY


def config(**told: Any) -> TrainConfig:
    return TrainConfig(**{"net": TINY, "steps": 4, "patch": 16, "late_patch": 24, **told})


def trainer(folder: Path, **told: Any) -> Recorded:
    settings = config(**told)
    return Recorded(settings, batches(settings), folder)


def test_twenty_steps_give_the_golden_losses() -> None:
    head, *lines = GOLDEN.read_text().splitlines()
    found = [[terms[name] for name in head.split()] for terms in curve()]
    assert len(lines) == 20
    np.testing.assert_allclose(
        found, [[float(x) for x in line.split()] for line in lines], rtol=1e-4
    )


def test_training_learns(tmp_path: Path) -> None:
    run = trainer(tmp_path, steps=60, late_from=1)
    run.run()
    pixel = [terms["pixel"] for terms in run.terms]
    assert np.mean(pixel[-15:]) < 0.8 * np.mean(pixel[:5])


def test_loss_is_the_weighted_sum_of_its_terms(tmp_path: Path) -> None:
    run = trainer(tmp_path, fft=0.2, diversity=0.3, balance=0.4, contrast=0.5)
    run.run()
    for terms in run.terms:
        wanted = (
            terms["pixel"] + 0.2 * terms["fft"] + 0.3 * terms["diversity"]
            + 0.4 * terms["balance"] + 0.5 * terms["contrast"]
        )  # fmt: skip
        assert terms["loss"] == pytest.approx(wanted, rel=1e-5)
        assert min(terms.values()) > 0


def test_weights_of_the_tasks_count_in_the_terms(tmp_path: Path) -> None:
    terms = {}
    for weights in ((1.0, 1.0), (2.0, 0.0), (0.0, 2.0)):
        run = trainer(tmp_path / str(weights))
        run.batches.weights = torch.tensor(weights)
        terms[weights] = run._train_step()
    for name in ("pixel", "fft"):
        both, first, second = (found[name] for found in terms.values())
        assert first + second == pytest.approx(2 * both, rel=1e-5)
        assert first != pytest.approx(second, rel=1e-3)


def test_rate_follows_the_cosine(tmp_path: Path) -> None:
    run = trainer(tmp_path, steps=4, rate=1e-3, final_rate=1e-5)
    rates = []
    step = run.optimiser.step
    run.optimiser.step = lambda: (rates.append(run.optimiser.param_groups[0]["lr"]), step())[1]
    run.run()
    wanted = [1e-5 + 0.5 * (1e-3 - 1e-5) * (1 + math.cos(math.pi * i / 4)) for i in range(4)]
    assert rates == pytest.approx(wanted)


def test_late_crops_are_larger(tmp_path: Path) -> None:
    run = trainer(tmp_path, steps=4, late_from=0.5)
    sides = []
    draw = run.batches.draw
    run.batches.draw = lambda: (sides.append(run.batches.patch), draw())[1]  # type: ignore[method-assign]
    run.run()
    assert sides == [16, 16, 24, 24]


def test_average_starts_short(tmp_path: Path) -> None:
    """After the first step: a tenth of the old weights and nine tenths of the new."""
    run = trainer(tmp_path, steps=1, decay=0.999)
    before = {name: tensor.clone() for name, tensor in run.net.state_dict().items()}
    run._train_step()
    after = run.net.state_dict()
    changed = 0
    for name, tensor in run.average.items():
        torch.testing.assert_close(tensor, 0.1 * before[name] + 0.9 * after[name])
        changed += not torch.equal(before[name], after[name])
    assert changed > 20


def test_decay_bounds_the_average(tmp_path: Path) -> None:
    run = trainer(tmp_path, decay=0.0)
    net = run.run()
    stored = torch.load(tmp_path / "last.pt", weights_only=True)
    for name, tensor in net.state_dict().items():
        assert torch.equal(tensor, stored["net"][name])
    assert not net.training


def test_run_returns_the_average_and_not_the_last_weights(tmp_path: Path) -> None:
    net = trainer(tmp_path).run()
    stored = torch.load(tmp_path / "last.pt", weights_only=True)
    assert all(torch.equal(t, stored["average"][name]) for name, t in net.state_dict().items())
    assert any(not torch.equal(t, stored["net"][name]) for name, t in net.state_dict().items())


def test_run_folder_tells_what_was_asked_and_where_it_is(tmp_path: Path) -> None:
    run = trainer(tmp_path / "run")
    run.run()
    assert sorted(path.name for path in (tmp_path / "run").iterdir()) == ["config.json", "last.pt"]
    told = TrainConfig.model_validate_json((tmp_path / "run" / "config.json").read_bytes())
    assert told == run.config
    stored = torch.load(tmp_path / "run" / "last.pt", weights_only=True)
    assert stored["step"] == 4
    assert stored["seconds"] > 0


def test_log_has_the_means_of_its_steps(tmp_path: Path) -> None:
    """A run that was resumed in between divides by the steps it saw."""
    run = trainer(tmp_path, steps=101)
    run.step = 98
    run.run()
    (line,) = (tmp_path / "log.jsonl").read_text().splitlines()
    record = json.loads(line)
    assert record["step"] == 100
    assert len(run.terms) == 3
    for name in ("loss", "pixel", "fft"):
        assert record[name] == pytest.approx(
            np.mean([terms[name] for terms in run.terms[:2]]), abs=1e-6
        )


class Interrupted(Recorded):
    """Loses power before its fifth step."""

    def _train_step(self) -> dict[str, float]:
        if self.step == 4:
            raise KeyboardInterrupt
        return super()._train_step()


def test_resumed_run_gives_the_same_weights(tmp_path: Path) -> None:
    settings = config(steps=6, save_every=3, clean_share=0.3)
    whole = Trainer(settings, batches(settings), tmp_path / "whole").run().state_dict()
    with pytest.raises(KeyboardInterrupt):
        Interrupted(settings, batches(settings), tmp_path / "parts").run()
    again = Recorded(settings, batches(settings), tmp_path / "parts")
    assert again.step == 3
    resumed = again.run().state_dict()
    assert len(again.terms) == 3
    assert all(torch.equal(tensor, resumed[name]) for name, tensor in whole.items())


def test_finished_run_is_not_trained_further(tmp_path: Path) -> None:
    trainer(tmp_path).run()
    again = trainer(tmp_path)
    again.run()
    assert not hasattr(again, "terms")


def test_bad_loss_stops_the_run_and_names_the_step(tmp_path: Path) -> None:
    run = trainer(tmp_path, steps=6, save_every=1)
    draw = run.batches.draw

    def spoilt() -> tuple[torch.Tensor, torch.Tensor]:
        degraded, truth = draw()
        return degraded, truth * (float("nan") if run.step == 2 else 1)

    run.batches.draw = spoilt  # type: ignore[method-assign]
    with pytest.raises(LossNotFinite, match="stopped at step 2"):
        run.run()
    stored = torch.load(tmp_path / "last.pt", weights_only=True)
    assert stored["step"] == 2
    assert all(torch.isfinite(tensor).all() for tensor in stored["net"].values())


class Bomb:
    """Runs code when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return Path.touch, (self.path,)  # type: ignore[return-value]


def test_checkpoint_cannot_run_code(tmp_path: Path) -> None:
    trainer(tmp_path).run()
    stored = torch.load(tmp_path / "last.pt", weights_only=True)
    torch.save({**stored, "extra": Bomb(tmp_path / "went-off")}, tmp_path / "last.pt")
    with pytest.raises(pickle.UnpicklingError):
        trainer(tmp_path)
    assert not (tmp_path / "went-off").exists()


def test_minutes_end_a_run(tmp_path: Path) -> None:
    run = trainer(tmp_path, steps=100_000, minutes=1.0)
    assert run.progress == 0
    run.seconds = 15.0
    assert run.progress == 0.25
    run.step = 90_000
    assert run.progress == 0.9
    run.seconds = 61.0
    assert run.progress == 1
    run.run()
    assert not hasattr(run, "terms")


def test_a_pool_of_one_kind_is_enough(tmp_path: Path) -> None:
    prompts = TINY.prompts.model_copy(update={"domain_prompts": 0, "domain_top_k": 0})
    net = TINY.model_copy(update={"prompts": prompts})
    run = trainer(tmp_path, steps=1, net=net)
    run.run()
    assert math.isfinite(run.terms[0]["loss"])


def test_preset_is_the_compact_network() -> None:
    assert TrainConfig().net == COMPACT
    assert COMPACT.backbone == "nafnet"
