"""The authors' networks and ours give the same numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from core.models.datprl import Datprl
from core.models.official import load_official
from core.models.prompts import PromptTrace
from tests.core.models.nets import GOLDEN

pytestmark = pytest.mark.golden

TOLERANCE = 1e-5

Vectors = dict[str, Tensor]


def vectors(folder: Path, name: str) -> Vectors:
    with np.load(folder / f"{name}.npz") as stored:
        return {key: torch.from_numpy(stored[key]) for key in stored.files}


@torch.inference_mode()
def run(net: Datprl, x_BCHW: Tensor) -> tuple[Tensor, PromptTrace]:
    y, trace = net(x_BCHW)
    return y, trace


def assert_near(ours: Tensor, theirs: Tensor) -> None:
    assert ours.shape == theirs.shape
    assert (ours - theirs).abs().max() <= TOLERANCE


@pytest.mark.parametrize("name", GOLDEN)
def test_image_and_prompt_path(golden: Path, name: str) -> None:
    theirs = vectors(golden, name)
    y, trace = run(load_official(golden / f"{name}.pth"), theirs["input"])
    assert trace.domain is not None
    assert_near(y, theirs["output"])
    assert_near(trace.domain.query, theirs["domain_query"])
    assert_near(trace.domain.representation[:, 0], theirs["domain_prompt"])
    assert_near(trace.task.query, theirs["task_query"])
    assert_near(trace.task.representation[:, 0], theirs["task_prompt"])
    assert_near(trace.fused[:, 0], theirs["fused_prompt"])
    assert torch.equal(trace.domain.indices, theirs["domain_indices"])
    assert torch.equal(trace.task.indices, theirs["task_indices"])


def test_the_network_does_something(golden: Path) -> None:
    for name in GOLDEN:
        theirs = vectors(golden, name)
        assert (theirs["output"] - theirs["input"]).abs().max() > 0.01


def test_averaged_weights_are_preferred(golden: Path, tmp_path: Path) -> None:
    """The file holds both sets; the one that is not averaged gives another picture."""
    theirs = vectors(golden, "nafnet_tiny_ema")
    content = torch.load(golden / "nafnet_tiny_ema.pth", weights_only=True)
    assert set(content) == {"params", "params_ema"}
    torch.save({"params": content["params"]}, tmp_path / "raw.pth")
    y, _ = run(load_official(tmp_path / "raw.pth"), theirs["input"])
    assert (y - theirs["output"]).abs().max() > 1e-3


@pytest.mark.parametrize("name", GOLDEN)
@pytest.mark.parametrize(("task", "domain"), [(2, 5), (3, 4), (15, 15)])
def test_top_k_is_told_not_stored(golden: Path, name: str, task: int, domain: int) -> None:
    theirs = vectors(golden, name)
    net = load_official(golden / f"{name}.pth", task_top_k=task, domain_top_k=domain)
    y, trace = run(net, theirs["input"])
    assert trace.domain is not None
    assert trace.task.indices.shape == (2, task)
    assert trace.domain.indices.shape == (2, domain)
    assert torch.equal(trace.task.indices[:, :2], theirs["task_indices"][:, :2])
    assert (trace.fused[:, 0] - theirs["fused_prompt"]).abs().max() > 10 * TOLERANCE
    assert not torch.equal(y, theirs["output"])
