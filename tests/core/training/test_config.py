"""Settings of a run are complete, bounded and exact; presets are what they say."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from core.models.datprl import Datprl
from core.tasks import TASKS
from core.training.config import TrainConfig
from core.training.presets import COMPACT_NET, PRESETS
from tests.core.training.sets import config


def test_settings_go_through_json() -> None:
    told = config(optimiser={"minutes": 1.5, "rate": 3e-4}, loss={"balance_on": "batch"})
    assert TrainConfig.model_validate_json(told.model_dump_json()) == told


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"optimizer": {"steps": 7}}, "optimizer"),
        ({"optimiser": {"stepz": 7}}, "stepz"),
        ({"optimiser": {"steps": 0}}, "steps"),
        ({"optimiser": {"minutes": 0}}, "minutes"),
        ({"optimiser": {"decay": 1.0}}, "decay"),
        ({"sampling": {"patch": 8}}, "patch"),
        ({"sampling": {"clean_share": 1.5}}, "clean_share"),
        ({"sampling": {"degrade": {"rain": 0.5}}}, "unknown tasks: rain"),
        ({"sampling": {"other_window": {"rs-sr4": 0.5}}}, "tasks without other windows: rs-sr4"),
        ({"data": {"tasks": ["dream"]}}, "unknown tasks: dream"),
        ({"run": {"precision": "int8"}}, "precision"),
        ({"net": {"prompts": {"task_top_k": 6}}}, "top_k exceeds"),
    ],
)
def test_impossible_settings_are_refused(wrong: dict[str, Any], where: str) -> None:
    with pytest.raises(ValidationError, match=where):
        config(**wrong)


def parameters(name: str) -> int:
    return sum(p.numel() for p in Datprl(PRESETS[name].net).parameters())


def test_compact_backbone_has_the_size_it_claims() -> None:
    """2.6 million parameters, as its docstring says."""
    net = Datprl(COMPACT_NET)
    gated = {id(p) for gate in net.backbone.gates() for p in gate.parameters()}
    count = sum(p.numel() for p in net.backbone.parameters() if id(p) not in gated)
    assert 2.5e6 < count < 2.7e6


def test_runs_of_the_paper() -> None:
    nine = PRESETS["9T"]
    assert (nine.sampling.batch, nine.sampling.patch) == (12, 128)
    assert (nine.optimiser.steps, nine.optimiser.rate) == (1_000_000, 4e-4)
    assert (nine.optimiser.final_rate, nine.optimiser.betas) == (1e-6, (0.9, 0.99))
    assert (nine.optimiser.clip, nine.optimiser.decay) == (1.0, 0.0)
    loss = nine.loss
    assert (loss.fft, loss.alignment, loss.diversity, loss.balance, loss.contrast) == (
        0.1, 1.0, 0.1, 0.1, 0.1,
    )  # fmt: skip
    assert set(nine.data.tasks) == set(TASKS)
    added = [
        set(PRESETS[f"{n + 1}T"].data.tasks) - set(PRESETS[f"{n}T"].data.tasks) for n in (6, 7, 8)
    ]
    assert added == [{"natural-deblur"}, {"pet-denoise"}, {"rs-dehaze"}]


def test_ablations_of_the_paper() -> None:
    """Rows of Tables 2 and 3: pools by their (prompts, top-k)."""
    found = {
        name: (p.task_prompts, p.task_top_k, p.domain_prompts, p.domain_top_k)
        for name, p in ((n, c.net.prompts) for n, c in PRESETS.items())
        if name.startswith("table")
    }
    assert found == {
        "table2-none": (0, 0, 0, 0),
        "table2-task": (15, 3, 0, 0),
        "table2-domain": (0, 0, 15, 5),
        "table2-both": (15, 3, 15, 5),
        "table3-10-1-1": (10, 1, 10, 1),
        "table3-10-3-5": (10, 3, 10, 5),
        "table3-15-1-1": (15, 1, 15, 1),
        "table3-15-3-5": (15, 3, 15, 5),
        "table3-20-3-5": (20, 3, 20, 5),
        "table3-20-5-5": (20, 5, 20, 5),
    }
    assert all(PRESETS[name].data.tasks == PRESETS["6T"].data.tasks for name in found)


def test_control_is_the_network_without_its_prompts() -> None:
    nine, control = PRESETS["9T"], PRESETS["control"]
    assert control.loss == nine.loss
    assert control.data == nine.data
    same = {"prompts": nine.net.prompts}
    assert control.net.model_copy(update=same) == nine.net
    assert not control.net.prompts.any


def test_smaller_presets_are_smaller() -> None:
    assert parameters("tiny") < parameters("compact") / 2
    assert parameters("compact") < parameters("base") / 3
    assert PRESETS["fine-tune"].start == "compact"
    assert all(name == preset.preset for name, preset in PRESETS.items())
