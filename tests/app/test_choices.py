"""What several commands ask for is asked in the same words."""

from __future__ import annotations

from typing import Any, get_type_hints

from app.analyse_command import analyse, profile
from app.batch_command import batch
from app.choices import DeviceName
from app.describe_command import describe
from app.embed_command import embed
from app.evaluate_command import evaluate
from app.models_command import models
from app.restore_command import restore
from app.train_command import train

OWN = {"inputs", "output", "model", "task", "scale", "reference"}
"""What means something else for a folder of many than for an image."""


def options(command: Any) -> dict[str, Any]:
    return get_type_hints(command, include_extras=True)


def test_a_batch_asks_for_a_restoration_as_restore_does() -> None:
    one, many = options(restore), options(batch)
    shared = (set(one) & set(many)) - OWN - {"return"}
    assert {"device", "tile", "strength", "bands", "container", "verbose_metadata"} <= shared
    assert [name for name in sorted(shared) if one[name] != many[name]] == []


def test_every_command_names_devices_alike() -> None:
    commands = (analyse, batch, describe, embed, evaluate, profile, restore, train)
    assert {options(command)["device"] == DeviceName for command in commands} == {True}


def test_commands_about_models() -> None:
    names = [command.name for command in models.registered_commands]
    assert names == ["profile", "list", "info", "import", "verify"]
