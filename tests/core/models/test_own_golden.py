"""Tiny networks keep giving the numbers in ``tests/golden/own.json``.

The authors released no network of the ``paper`` kind to compare with. These numbers say nothing
about right or wrong, only that nothing changed unnoticed; ``--update-golden`` rewrites them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from tests.core.models.nets import Backbone, image, tiny

pytestmark = pytest.mark.golden

TOLERANCE = 1e-5
PROBES = 8

Numbers = dict[str, float | list[float]]


@torch.inference_mode()
def measure(backbone: Backbone) -> Numbers:
    x = image(1, 3, 21, 30).double()
    # In float64, so that another processor's order of summation does not show.
    y, _ = tiny(backbone).double()(x)
    # The correction, not the image: the input would hide a network that does nothing.
    correction = y - x
    places = torch.linspace(0, correction.numel() - 1, PROBES).long()
    return {
        "mean": round(correction.mean().item(), 7),
        "std": round(correction.std().item(), 7),
        "probes": [round(value, 7) for value in correction.flatten()[places].tolist()],
    }


@pytest.mark.parametrize("backbone", ["restormer", "nafnet"])
def test_numbers_stay(backbone: Backbone, golden: Path, request: pytest.FixtureRequest) -> None:
    path = golden / "own.json"
    found = measure(backbone)
    stored = json.loads(path.read_bytes()) if path.exists() else {}
    if request.config.getoption("--update-golden"):
        with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
            print(f"\n{backbone}: {stored.get(backbone)} -> {found}")  # noqa: T201
        path.write_text(json.dumps({**stored, backbone: found}, indent=1, sort_keys=True) + "\n")
        return
    assert found.keys() == stored[backbone].keys()
    for figure, value in found.items():
        assert value == pytest.approx(stored[backbone][figure], rel=0, abs=TOLERANCE), figure


@pytest.mark.parametrize("backbone", ["restormer", "nafnet"])
def test_numbers_would_show_a_change(backbone: Backbone, golden: Path) -> None:
    """Not a flat picture, and not that of the other network."""
    stored = json.loads((golden / "own.json").read_bytes())
    assert stored[backbone]["std"] > 100 * TOLERANCE
    assert len(set(stored[backbone]["probes"])) == PROBES
    assert stored["restormer"] != stored["nafnet"]
