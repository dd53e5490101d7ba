"""Networks that cannot be built are refused as data, before anything is built."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from core.models.config import NetConfig, PromptConfig
from core.models.datprl import Datprl
from tests.core.models.nets import tiny_config

NAFNET = tiny_config("nafnet").model_dump()
RESTORMER = tiny_config("restormer").model_dump()


def test_configurations_survive_json() -> None:
    for config in (tiny_config("nafnet"), tiny_config("restormer", fusion="released")):
        assert NetConfig.model_validate_json(config.model_dump_json()) == config


@pytest.mark.parametrize(
    ("base", "fields", "complaint"),
    [
        (NAFNET, {"encoder": (1,)}, "different numbers of levels"),
        (NAFNET, {"width": 6}, "multiple of 4"),
        (NAFNET, {"width": 0}, "greater than or equal to 4"),
        (NAFNET, {"middle": 0}, "greater than or equal to 1"),
        (NAFNET, {"encoder": (1, -1)}, "greater than or equal to 0"),
        (NAFNET, {"backbone": "unet"}, "'restormer' or 'nafnet'"),
        (NAFNET, {"colour": "red"}, "not permitted"),
        (RESTORMER, {"encoder": (1, 1), "decoder": (1, 1)}, "three encoder levels"),
        (RESTORMER, {"heads": (1, 2, 4)}, "four numbers of heads"),
        (RESTORMER, {"heads": (1, 2, 3, 4)}, "not divisible by its heads"),
        (RESTORMER, {"heads": (0, 2, 2, 4)}, "greater than or equal to 1"),
    ],
)
def test_refused_networks(base: dict[str, Any], fields: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        NetConfig.model_validate({**base, **fields})


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"task_top_k": 16}, "top_k exceeds"),
        ({"domain_top_k": 16}, "top_k exceeds"),
        ({"domain_prompts": 0}, "top_k exceeds"),
        ({"domain_top_k": 0}, "no prompt is chosen"),
        ({"task_top_k": 0}, "a task pool of which no prompt is chosen"),
        ({"width": 20}, "multiple of 8"),
        ({"temperature": 0}, "greater than 0"),
        ({"fusion": "both"}, "'paper' or 'released'"),
    ],
)
def test_refused_pools(fields: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        PromptConfig(**fields)


def test_a_configuration_is_built_as_it_says() -> None:
    net = Datprl(tiny_config("restormer"))
    assert [len(level) for level in net.backbone.decoders] == [1, 2, 1]
    assert net.backbone.multiple == 8
    assert Datprl(tiny_config("nafnet")).backbone.multiple == 4
    assert net.domain_pool.keys.shape == (6, 16)
    assert net.task_pool.values.shape == (5, 2, 16)
    assert net.task_pool.temperature.item() == 0.5
