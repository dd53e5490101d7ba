"""Configurations in files: a preset with changes, and errors that name the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import UnusableConfig
from core.training.config_file import assigned, read_config
from core.training.presets import PRESETS


def written(folder: Path, text: str) -> Path:
    path = folder / "run.toml"
    path.write_text(text)
    return path


def test_a_preset_by_name() -> None:
    assert read_config("9T") == PRESETS["9T"]


def test_a_file_changes_a_preset_key_by_key(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
preset = "compact"
[data]
sources = ["DATA.toml", "/elsewhere/pairs"]
features = "words/features.safetensors"
[optimiser]
steps = 77
[net.prompts]
fusion = "released"
""",
    )
    told, preset = read_config(path), PRESETS["compact"]
    assert told.optimiser == preset.optimiser.model_copy(update={"steps": 77})
    assert told.net.prompts.fusion == "released"
    assert told.net.encoder == preset.net.encoder
    assert told.data.sources == (tmp_path / "DATA.toml", Path("/elsewhere/pairs"))
    assert told.data.features == tmp_path / "words/features.safetensors"


def test_changes_of_the_command_line_come_last(tmp_path: Path) -> None:
    path = written(tmp_path, 'preset = "tiny"\n[optimiser]\nsteps = 77\n')
    told = read_config(
        path,
        ["optimiser.steps=5", "net.prompts.fusion=released", 'data.tasks=["rs-cloud"]'],
    )
    assert told.optimiser.steps == 5
    assert told.net.prompts.fusion == "released"
    assert told.data.tasks == ("rs-cloud",)


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("a.b=1e-3", {"a": {"b": 0.001}}),
        ("a=true", {"a": True}),
        ("a = word", {"a": "word"}),
        ('a=C:\\d "x"', {"a": 'C:\\d "x"'}),
    ],
)
def test_changes_are_values_as_toml_writes_them(change: str, value: object) -> None:
    assert assigned(change) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[optimiser]\nstepz = 3", r"optimiser\.stepz: Extra inputs"),
        ('preset = "tiny"\n[optimiser]\nsteps = "many"', r"optimiser\.steps: "),
        ('preset = "tiny"\n[data]\ntasks = ["dream"]', "data: .*unknown tasks: dream"),
        ('preset = "huge"', "the presets are tiny, compact"),
        ("preset = ", "Invalid value"),
        ("[optimiser]\nsteps = 3", "net: Field required"),
    ],
)
def test_the_key_is_named(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(UnusableConfig, match=why):
        read_config(written(tmp_path, text))


def test_neither_file_nor_preset() -> None:
    with pytest.raises(UnusableConfig, match="could not be read") as caught:
        read_config("nothing.toml")
    assert "compact" in caught.value.fix


@pytest.mark.parametrize("change", ["optimiser.steps", "=3", "a b=3"])
def test_changes_that_cannot_be_read(change: str) -> None:
    with pytest.raises(UnusableConfig):
        read_config("tiny", [change])
