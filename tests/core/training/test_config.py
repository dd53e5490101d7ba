"""Settings of a run are complete, bounded and exact."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from core.models.datprl import Datprl
from core.training.config import COMPACT, TrainConfig


def test_settings_go_through_json() -> None:
    config = TrainConfig(steps=7, minutes=1.5, rate=3e-4, balance_batch_mean=False)
    assert TrainConfig.model_validate_json(config.model_dump_json()) == config


@pytest.mark.parametrize(
    "wrong",
    [
        {"stepz": 7}, {"steps": 0}, {"minutes": 0}, {"patch": 8}, {"clean_share": 1.5},
        {"decay": 1.0}, {"rate": 0}, {"late_from": -0.1}, {"save_every": 0},
    ],
)  # fmt: skip
def test_impossible_settings_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        TrainConfig.model_validate(wrong)


def test_compact_backbone_has_the_size_it_claims() -> None:
    """1.5 million parameters, as its docstring says."""
    net = Datprl(COMPACT)
    gated = {id(p) for gate in net.backbone.gates() for p in gate.parameters()}
    count = sum(p.numel() for p in net.backbone.parameters() if id(p) not in gated)
    assert 1.2e6 < count < 1.8e6
