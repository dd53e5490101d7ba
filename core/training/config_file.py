"""Configurations in files: TOML, a preset with changes, errors that name the key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core.errors import UnusableConfig
from core.training.config import TrainConfig
from core.training.presets import PRESETS

__all__ = ["assigned", "frozen_config", "merged", "preset", "read_config"]


def preset(name: str) -> TrainConfig:
    """Return a preset.

    Raises
    ------
    UnusableConfig
        If there is none of that name.
    """
    if name not in PRESETS:
        raise UnusableConfig(
            f"there is no preset {name}",
            why=f"the presets are {', '.join(PRESETS)}",
            fix="name one of them, or the path of a TOML file",
        )
    return PRESETS[name]


def read_config(told: str | Path, changes: Sequence[str] = ()) -> TrainConfig:
    """Return the configuration of a TOML file or of a preset.

    Parameters
    ----------
    told : str or Path
        Path of a file, or name of a preset.
    changes : sequence of str
        ``optimiser.steps=300`` and the like, values as TOML writes them; applied last.

    Raises
    ------
    UnusableConfig
        If the file cannot be read, is no TOML, or a key in it is unknown or out of range; names
        the key.
    """
    path = Path(told)
    if str(told) in PRESETS and not path.is_file():
        content: dict[str, Any] = {"preset": str(told)}
    else:
        content = _toml(path)
    base = content.get("preset", "")
    start = preset(str(base)).model_dump(mode="json") if base else {}
    content = merged(start, _beside(content, path.parent))
    for change in changes:
        content = merged(content, _beside(assigned(change), Path.cwd()))
    return _validated(content, str(told))


def frozen_config(folder: Path) -> TrainConfig:
    """Return what a run in a folder was told.

    Raises
    ------
    UnusableConfig
        If it is no folder of a run.
    """
    try:
        return TrainConfig.model_validate_json((folder / "config.json").read_bytes())
    except (OSError, ValidationError) as error:
        told = error.strerror if isinstance(error, OSError) else error.errors()[0]["msg"]
        raise UnusableConfig(
            f"{folder} is no folder of a run",
            why=f"its config.json cannot be read: {told}",
            fix="choose the folder that a training was told to write to",
        ) from error


def assigned(change: str) -> dict[str, Any]:
    """Return ``a.b=value`` as nested tables.

    Raises
    ------
    UnusableConfig
    """
    key, equals, value = change.partition("=")
    if not equals or not key.strip():
        raise UnusableConfig(
            f"{change} changes nothing", why="it is not KEY=VALUE", fix="write optimiser.steps=300"
        )
    try:
        return tomllib.loads(f"{key} = {value}")
    except tomllib.TOMLDecodeError:
        pass
    try:  # a bare word is text
        return tomllib.loads(f"{key} = {_quoted(value.strip())}")
    except tomllib.TOMLDecodeError as error:
        raise UnusableConfig(
            f"{change} cannot be read", why=str(error), fix="write optimiser.steps=300"
        ) from error


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnusableConfig(
            f"the configuration {path} could not be read",
            why=error.strerror or str(error),
            fix=f"check the path, or name a preset: {', '.join(PRESETS)}",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnusableConfig(
            f"the configuration {path} is no TOML", why=str(error), fix="correct that line"
        ) from error


def _beside(content: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Take relative paths of a file as relative to the file."""
    start, data = content.get("start"), content.get("data")
    if isinstance(start, str) and start.endswith(".json"):
        content = {**content, "start": str((folder / start).resolve())}
    if not isinstance(data, dict):
        return content
    for key in ("sources", "validation"):
        if isinstance(data.get(key), list):
            data = {**data, key: [str((folder / str(path)).resolve()) for path in data[key]]}
    if isinstance(data.get("features"), str):
        data = {**data, "features": str((folder / data["features"]).resolve())}
    return {**content, "data": data}


def merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return nested tables with changes laid over them, table by table."""
    result = dict(base)
    for key, value in changes.items():
        below = result.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        result[key] = merged(below, value) if both else value  # type: ignore[arg-type]
    return result


def _validated(content: dict[str, Any], told: str) -> TrainConfig:
    try:
        return TrainConfig.model_validate(content)
    except ValidationError as error:
        # A misspelt key comes first: it may be why another is missing.
        first = min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise UnusableConfig(
            f"the configuration {told} is not valid",
            why=f"{where}: {first['msg']}",
            fix="correct that key; datprl-ir train compact --show prints them all",
        ) from error
