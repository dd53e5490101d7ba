"""The engine on a CUDA device: the same result, less memory, and an end when asked for."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch

from core.engine import RestoreRequest, restore
from core.tasks import TASKS
from io_formats.errors import Cancelled
from io_formats.progress import CancelToken
from tests.core.restorers import tiny_network
from tests.core.scenes import noise, scene_of, stored_of

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device"),
]


def request(**fields: Any) -> RestoreRequest:
    return RestoreRequest(task=TASKS["rs-dehaze"], **fields)


@pytest.fixture
def little_memory() -> Iterator[None]:
    """Let this process have 64 MiB more than it holds."""
    gc.collect()
    torch.cuda.empty_cache()
    total = torch.cuda.get_device_properties(0).total_memory
    torch.cuda.set_per_process_memory_fraction((torch.cuda.memory_reserved() + (64 << 20)) / total)
    yield
    torch.cuda.set_per_process_memory_fraction(1.0)


@pytest.mark.parametrize("scale", [1, 2])
def test_equals_the_processor(scale: int) -> None:
    scene = scene_of(noise(2, 4, 60, 50, dtype="float32"))
    one, other = (
        stored_of(restore(scene, request(scale=scale, tile=64), tiny_network(device)).scene)
        for device in ("cpu", "cuda")
    )
    assert np.abs(one - np.kron(stored_of(scene), np.ones((1, 1, scale, scale)))).max() > 1
    # TF32 convolutions keep ten bits of the mantissa.
    np.testing.assert_allclose(other, one, atol=0.01 * np.ptp(one))


def test_smaller_tiles_when_memory_runs_out(little_memory: None) -> None:
    scene = scene_of(noise(1, 1, 2048, 2048, dtype="float32"))
    result = restore(scene, request(tile=2048), tiny_network("cuda"))
    assert result.report["tile"] < 2048
    assert any("memory ran out" in warning for warning in result.report["warnings"])
    assert np.isfinite(stored_of(result.scene)).all()


def test_cancelled() -> None:
    token = CancelToken()

    def progress(share: float, text: str) -> None:
        if share > 0.1:
            token.cancel()

    scene = scene_of(noise(1, 1, 1024, 1024, dtype="float32"))
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        restore(
            scene, request(tile=64), tiny_network("cuda"), progress=progress, cancel=token
        )  # fmt: skip
    assert time.monotonic() - begun < 30
