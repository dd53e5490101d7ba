"""How a run begins: memory layout, processes that make batches, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from core.errors import UnusableConfig
from core.training.start import chosen_layout
from tests.core.training.sets import config, trainer


@pytest.mark.parametrize(
    ("device", "compiled", "planes"),
    [("cpu", False, False), ("cpu", True, False), ("cuda", True, False), ("cuda", False, True)],
)
def test_planes_lie_whole_where_that_was_faster(
    device: str, *, compiled: bool, planes: bool
) -> None:
    layout = chosen_layout(config(run={"compile": compiled}).run, torch.device(device))
    assert layout == (torch.contiguous_format if planes else torch.channels_last)


def test_batches_of_processes_train_the_same_weights(tmp_path: Path) -> None:
    alone, shared = (trainer(tmp_path / f"{n}", run={"workers": n}) for n in (0, 2))
    for run in (alone, shared):
        run.run(steps=3)
    theirs = shared.net.state_dict()
    assert all(torch.equal(tensor, theirs[name]) for name, tensor in alone.net.state_dict().items())


def test_processes_cannot_read_images_of_a_device(tmp_path: Path) -> None:
    with pytest.raises(UnusableConfig, match=r"run\.workers"):
        trainer(tmp_path, run={"workers": 1}, data={"cache": "device"})
