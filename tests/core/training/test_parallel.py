"""Two processes compute what one computes on the joint batch."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from core.errors import UnusableConfig
from core.training.loop import Trainer
from core.training.parallel import Part, joined
from core.training.run_folder import RunFolder
from tests.core.training.sets import config, data
from tests.core.training.two_processes import steps


def together(folder: Path, *told: str) -> list[dict[str, Any]]:
    """Run the steps in two processes; return what each saw."""
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"]
    run = [*torchrun, "--standalone", "-m", "tests.core.training.two_processes"]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [*run, str(folder), *told],
        env=environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [torch.load(folder / f"rank{rank}.pt", weights_only=True) for rank in (0, 1)]


@pytest.mark.parametrize("balance_on", ["image", "batch"])
def test_two_processes_give_the_gradients_of_the_joint_batch(
    tmp_path: Path, balance_on: str
) -> None:
    ranks = together(tmp_path, balance_on)
    alone = steps(tmp_path / "alone", balance_on)
    for step, keys in enumerate(alone["seen"]):
        assert ranks[0]["seen"][step] == keys[0::2]
        assert ranks[1]["seen"][step] == keys[1::2]
    assert alone["gradients"].keys() == ranks[0]["gradients"].keys()
    for name, gradient in alone["gradients"].items():
        for rank in ranks:
            error = (rank["gradients"][name] - gradient).norm() / gradient.norm().clamp(min=1e-12)
            assert error < 1e-6, name
    for name, weight in alone["weights"].items():
        torch.testing.assert_close(ranks[0]["weights"][name], weight, rtol=1e-6, atol=1e-9)
        assert torch.equal(ranks[0]["weights"][name], ranks[1]["weights"][name])


def test_batch_must_be_shared_equally(tmp_path: Path) -> None:
    told = config(sampling={"batch": 3})
    two = Part(rank=0, size=2, device=torch.device("cpu"))
    with pytest.raises(UnusableConfig, match="a batch of 3 cannot be shared by 2 processes"):
        Trainer(told, data(told), RunFolder(tmp_path), two)


def test_processes_share_no_clock(tmp_path: Path) -> None:
    told = config(optimiser={"minutes": 2.0})
    two = Part(rank=0, size=2, device=torch.device("cpu"))
    with pytest.raises(UnusableConfig, match="wall-clock"):
        Trainer(told, data(told), RunFolder(tmp_path), two)


def test_alone_nothing_is_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORLD_SIZE", raising=False)
    with joined("cpu") as part:
        assert (part.rank, part.size, part.first) == (0, 1, True)
