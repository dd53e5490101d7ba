"""Steps, the average of the weights, resuming, stopping, and what a bad loss says."""

from __future__ import annotations

import json
import math
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from core.errors import LossNotFinite, OutOfMemory, UnusableConfig, WeightsMismatch
from core.models.registry import build, find_card
from core.training.cache import CachedPair
from core.training.config import TrainConfig
from core.training.data import gather
from core.training.loop import Trainer
from core.training.parallel import Part
from core.training.run_folder import RunFolder
from core.training.samples import Batch
from core.training.start import new_net
from io_formats.errors import Cancelled, DamagedFile, NotWritable, TargetExists
from io_formats.progress import CancelToken
from tests.core.training.curve import GOLDEN, curve
from tests.core.training.sets import Drawn, Recorded, config, data, trainer
from tests.models import TINY, tiny_card


@pytest.mark.golden
def test_twenty_steps_give_the_golden_losses() -> None:
    head, *lines = GOLDEN.read_text().splitlines()
    found = [[terms[name] for name in head.split()] for terms in curve()]
    assert len(lines) == 20
    np.testing.assert_allclose(
        found, [[float(x) for x in line.split()] for line in lines], rtol=1e-6, atol=1e-12
    )


def test_training_learns(tmp_path: Path) -> None:
    run = trainer(tmp_path, optimiser={"steps": 150}, sampling={"batch": 4, "clean_share": 0.0})
    run.run()
    pixel = [terms["pixel"] for terms in run.terms]
    assert np.mean(pixel[-20:]) < 0.8 * np.mean(pixel[:20])


def test_two_runs_are_equal_bit_for_bit(tmp_path: Path) -> None:
    runs = [trainer(tmp_path / name, sampling={"clean_share": 0.3}) for name in "ab"]
    for run in runs:
        run.run()
    assert runs[0].terms == runs[1].terms
    assert same(runs[0].net.state_dict(), runs[1].net.state_dict())
    other = trainer(tmp_path / "c", sampling={"clean_share": 0.3}, run={"seed": 1})
    other.run()
    assert other.terms != runs[0].terms


def same(a: dict[str, torch.Tensor], b: dict[str, torch.Tensor]) -> bool:
    return a.keys() == b.keys() and all(torch.equal(t, b[name]) for name, t in a.items())


def test_late_crops_are_larger(tmp_path: Path) -> None:
    run = trainer(tmp_path, sampling={"late_patch": 24, "late_from": 0.5})
    sides = []
    step = run._train_step
    run._train_step = lambda batch: (sides.append(batch.x_BCHW.shape[2]), step(batch))[1]  # type: ignore[method-assign]
    run.run()
    assert sides == [16, 16, 24, 24]


def test_rate_follows_a_cosine(tmp_path: Path) -> None:
    run = trainer(tmp_path, optimiser={"rate": 1e-2, "final_rate": 1e-4})
    rates = []
    step = run._train_step

    def noted(batch: Batch) -> dict[str, float]:
        terms = step(batch)
        rates.append(run.optimiser.param_groups[0]["lr"])
        return terms

    run._train_step = noted  # type: ignore[method-assign]
    run.run()
    wanted = [1e-4 + (1e-2 - 1e-4) * (1 + math.cos(math.pi * n / 4)) / 2 for n in range(4)]
    assert rates == pytest.approx(wanted)


def first_batch(run: Recorded) -> Batch:
    return run.batches.draw(run.step, 16)


def test_average_starts_short(tmp_path: Path) -> None:
    """After the first step: a tenth of the old weights and nine tenths of the new."""
    run = trainer(tmp_path, optimiser={"decay": 0.999})
    before = {name: tensor.clone() for name, tensor in run.net.state_dict().items()}
    run._train_step(first_batch(run))
    after = run.net.state_dict()
    changed = 0
    for name, tensor in run.average.items():
        torch.testing.assert_close(tensor, 0.1 * before[name] + 0.9 * after[name])
        changed += not torch.equal(before[name], after[name])
    assert changed > 20


def test_without_an_average_the_last_weights_are_the_result(tmp_path: Path) -> None:
    run = trainer(tmp_path, optimiser={"decay": 0.0})
    run.run()
    assert same(run.averaged(), run.net.state_dict())
    averaged = trainer(tmp_path / "b")
    averaged.run()
    assert not same(averaged.averaged(), averaged.net.state_dict())


def test_gradient_is_clipped(tmp_path: Path) -> None:
    run = trainer(tmp_path, optimiser={"clip": 1e-3})
    run._train_step(first_batch(run))
    squares = [float(p.grad.square().sum()) for p in run.net.parameters() if p.grad is not None]
    assert math.sqrt(sum(squares)) == pytest.approx(1e-3, rel=1e-3)


class Interrupted(Recorded):
    """Loses power before its fifth step."""

    def _train_step(self, batch: Batch) -> dict[str, float]:
        if self.step == 4:
            raise KeyboardInterrupt
        return super()._train_step(batch)


SIX: dict[str, Any] = {
    "sampling": {"clean_share": 0.3},
    "optimiser": {"steps": 6},
    "run": {"save_every": 3},
}


def test_resumed_run_gives_the_same_weights_and_losses(tmp_path: Path) -> None:
    whole = trainer(tmp_path / "whole", **SIX)
    whole.run()
    told = config(**SIX)
    part = Part(device=torch.device("cpu"))
    broken = Interrupted(told, data(told), RunFolder(tmp_path / "parts"), part)
    with pytest.raises(KeyboardInterrupt):
        broken.run()
    again = trainer(tmp_path / "parts", resume=True, **SIX)
    assert again.step == 3
    again.run()
    assert again.terms == whole.terms[3:]
    assert same(again.net.state_dict(), whole.net.state_dict())
    assert same(again.average, whole.average)
    logs = [
        [{k: v for k, v in line.items() if k != "seconds"} for line in RunFolder(path).lines()]
        for path in (tmp_path / "whole", tmp_path / "parts")
    ]
    assert logs[0] == logs[1]


def test_a_run_is_not_overwritten_unasked(tmp_path: Path) -> None:
    trainer(tmp_path).run()
    with pytest.raises(TargetExists, match="another run has saved its state"):
        trainer(tmp_path)


def test_finished_run_is_not_trained_further(tmp_path: Path) -> None:
    trainer(tmp_path).run()
    again = trainer(tmp_path, resume=True)
    again.run()
    assert not hasattr(again, "terms")


def test_run_goes_on_only_as_it_was_begun(tmp_path: Path) -> None:
    trainer(tmp_path, **SIX).run()
    with pytest.raises(UnusableConfig, match=r"other values of optimiser\.rate, run\.seed"):
        trainer(
            tmp_path,
            resume=True,
            sampling=SIX["sampling"],
            optimiser={"steps": 6, "rate": 1e-5},
            run={"save_every": 9, "seed": 3},
        )


def test_cancelled_run_saves_and_says_where_it_stopped(tmp_path: Path) -> None:
    token = CancelToken()
    run = trainer(tmp_path)

    def stop_at_two(share: float, text: str) -> None:
        if run.step == 2:
            token.cancel()

    with pytest.raises(Cancelled, match="stopped at step 2"):
        run.run(progress=stop_at_two, cancel=token)
    assert RunFolder(tmp_path).read("last.pt")["step"] == 2


def test_bad_loss_names_step_task_and_image(tmp_path: Path) -> None:
    run = trainer(tmp_path, optimiser={"steps": 9}, run={"save_every": 1})
    step = run._train_step

    def spoilt(batch: Batch) -> dict[str, float]:
        if run.step == 2:
            batch.truth_BCHW[1] = math.nan
            run.bad = batch.tasks[1], batch.files[1]  # type: ignore[attr-defined]
        return step(batch)

    run._train_step = spoilt  # type: ignore[method-assign]
    with pytest.raises(LossNotFinite, match="stopped at step 2") as caught:
        run.run()
    task, file = run.bad  # type: ignore[attr-defined]
    assert caught.value.why == f"the loss is not a finite number: {task} ({file})"
    stored = RunFolder(tmp_path).read("last.pt")
    assert stored["step"] == 2
    assert all(torch.isfinite(tensor).all() for tensor in stored["objective"].values())


def test_bad_gradient_leaves_the_weights_as_they_were(tmp_path: Path) -> None:
    """The loss can be finite where its derivative is not."""
    run = trainer(tmp_path)
    before = {name: tensor.clone() for name, tensor in run.net.state_dict().items()}
    run.net.backbone.output.weight.register_hook(lambda gradient: gradient * math.nan)
    with pytest.raises(LossNotFinite, match="its gradient is not a finite number") as caught:
        run.run()
    assert all(key in caught.value.why for key in run.batches.draw(0, 16).files)
    assert same(run.net.state_dict(), before)


def test_log_has_the_means_of_its_steps(tmp_path: Path) -> None:
    run = trainer(tmp_path)
    run.run()
    lines = [line for line in RunFolder(tmp_path).lines() if "loss" in line]
    assert [line["step"] for line in lines] == [2, 4]
    for name in ("loss", "pixel", "fft", "balance"):
        wanted = np.mean([terms[name] for terms in run.terms[2:]])
        assert lines[1][name] == pytest.approx(wanted, abs=1e-6)


def test_validation_keeps_the_best_average_and_pictures(tmp_path: Path) -> None:
    run = trainer(tmp_path, optimiser={"steps": 6}, run={"validate_every": 3})
    run.run()
    lines = [line for line in RunFolder(tmp_path).lines() if "gain" in line]
    assert [line["step"] for line in lines] == [3, 6]
    assert {"gain/natural-derain", "gain/rs-dehaze"} <= lines[0].keys()
    assert {"psnr/natural-derain", "psnr/rs-dehaze"} <= lines[0].keys()
    assert lines[0]["psnr/rs-dehaze"] > lines[0]["gain/rs-dehaze"]
    best = RunFolder(tmp_path).read("best.pt")
    assert best["step"] == max(lines, key=lambda line: line["gain"])["step"]
    assert run.best == pytest.approx(max(line["gain"] for line in lines), abs=1e-4)
    assert len(list((tmp_path / "samples").glob("*.png"))) == 4


def test_a_run_does_not_go_on_with_other_images(tmp_path: Path) -> None:
    trainer(tmp_path, run={"save_every": 2}).run(steps=2)
    told = config(run={"save_every": 2})
    fewer = gather(told, [Drawn("natural-derain", seed=1), Drawn("rs-dehaze", seed=2, count=4)])
    part = Part(device=torch.device("cpu"))
    with pytest.raises(UnusableConfig, match="cannot go on") as caught:
        Trainer(told, fewer, RunFolder(tmp_path), part, resume=True)
    assert "the images it was begun with" in caught.value.why


def test_an_unreadable_image_ends_the_run_with_its_state_saved(tmp_path: Path) -> None:
    run = trainer(tmp_path, optimiser={"steps": 50})

    def broken(task: str, number: int) -> CachedPair:
        raise DamagedFile("a.png could not be read", why="it ends early", fix="get it again")

    def spoil(share: float, text: str) -> None:
        if run.step == 3:
            run.data.train.pair = broken  # type: ignore[method-assign]

    with pytest.raises(DamagedFile):
        run.run(progress=spoil)
    assert RunFolder(tmp_path).read("last.pt")["step"] >= 3


def test_too_large_a_step_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = trainer(tmp_path)

    def greedy(batch: Batch) -> dict[str, float]:
        raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(run, "_train_step", greedy)
    with pytest.raises(OutOfMemory, match="stopped at step 0") as caught:
        run.run()
    assert "sampling.batch" in caught.value.fix


def test_compiled_steps_are_those_of_the_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where crops grow late, and with a validation in between.

    Traced whole, and run without the code generator: that one takes minutes and a C++ compiler.
    """
    monkeypatch.setattr(torch, "compile", partial(torch.compile, backend="eager"))
    told: dict[str, Any] = {
        "sampling": {"late_patch": 24, "late_from": 0.5, "clean_share": 0.0},
        "net": {"prompts": {"noise": 0.0, "dropout": 0.0}},
    }
    plain = trainer(tmp_path / "plain", **told, run={"validate_every": 1})
    fast = trainer(tmp_path / "fast", **told, run={"validate_every": 1, "compile": True})
    for run in (plain, fast):
        run.run()
    for a, b in zip(plain.terms, fast.terms, strict=True):
        assert a == pytest.approx(b, rel=1e-3, abs=1e-6)


def test_threads_of_the_process_are_left_as_they_were(tmp_path: Path) -> None:
    before = torch.get_num_threads()
    trainer(tmp_path).run()
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(torch.get_num_threads).result() == before


def test_minutes_end_a_run(tmp_path: Path) -> None:
    run = trainer(tmp_path, optimiser={"steps": 100_000, "minutes": 1.0})
    assert run.progress == 0
    run.seconds = 15.0
    assert run.progress == 0.25
    run.step = 90_000
    assert run.progress == 0.9
    run.seconds = 61.0
    assert run.progress == 1


def test_a_failed_checkpoint_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = trainer(tmp_path, optimiser={"steps": 9}, run={"save_every": 2})
    save = torch.save

    def full(state: dict[str, Any], path: Path) -> None:
        if run.step == 4:
            path.write_bytes(b"half")
            raise RuntimeError("unexpected pos 64 vs 0")
        save(state, path)

    monkeypatch.setattr(torch, "save", full)
    with pytest.raises(NotWritable, match=r"last\.pt could not be written"):
        run.run()
    assert RunFolder(tmp_path).read("last.pt")["step"] == 2
    assert not list(tmp_path.glob(".*"))


def test_weights_of_a_model_are_the_start(tmp_path: Path) -> None:
    card = tiny_card(tmp_path)
    net = new_net(config(start=str(card)))
    path, stored = find_card(str(card))
    assert same(net.state_dict(), build(path, stored).state_dict())
    told = config(start=str(card), run={"seed": 1})
    assert same(new_net(told).state_dict(), net.state_dict()), "no chance is left"
    wide = TINY.model_copy(update={"width": 8}).model_dump(mode="json")
    with pytest.raises(WeightsMismatch, match="cannot start from tiny"):
        new_net(config(start=str(card), net=wide))


@pytest.mark.parametrize(("task", "domain"), [(0, 0), (5, 0), (0, 4)])
def test_runs_without_one_or_both_pools(tmp_path: Path, task: int, domain: int) -> None:
    prompts = {
        "task_prompts": task, "task_top_k": min(task, 2),
        "domain_prompts": domain, "domain_top_k": min(domain, 2),
    }  # fmt: skip
    run = trainer(tmp_path, net={"prompts": prompts})
    run.run()
    assert all(math.isfinite(terms["loss"]) for terms in run.terms)
    pools = (task > 0) + (domain > 0)
    assert (run.terms[0]["contrast"] > 0) == (pools > 0)


@pytest.mark.parametrize("precision", ["bf16", "fp16"])
def test_half_precision_on_the_processor(tmp_path: Path, precision: str) -> None:
    run = trainer(tmp_path, run={"precision": precision})
    run.run()
    assert all(math.isfinite(terms["loss"]) for terms in run.terms)
    assert all(tensor.dtype == torch.float32 for tensor in run.net.state_dict().values())


def test_config_is_frozen_in_the_folder(tmp_path: Path) -> None:
    run: Trainer = trainer(tmp_path)
    run.run()
    told = json.loads((tmp_path / "config.json").read_text())
    assert TrainConfig.model_validate(told) == run.config
