"""What the user prefers, kept between runs: a JSON file in the user's folder for settings.

The file carries a version; older ones are migrated step by step. One that cannot be understood is
kept aside under another name, the defaults are used, and a sentence says so. Not here: what each
preference does.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.places import user_settings
from core.strict_json import to_json
from core.tasks import Domain

__all__ = [
    "MOST_RECENT",
    "BatchDefaults",
    "Settings",
    "change_settings",
    "load_settings",
    "migrated",
    "save_settings",
]

MOST_RECENT = 12
MOST_OPEN = 64
MOST_RUNS = 100
Migration = Callable[[dict[str, Any]], dict[str, Any]]

MIGRATIONS: tuple[Migration, ...] = ()
"""The first turns version 1 into 2, the next 2 into 3; a changed meaning needs one more."""

VERSION = 1 + len(MIGRATIONS)


class BatchDefaults(BaseModel):
    """What a new batch starts with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    recursive: bool = True
    """Look into the folders of a folder."""
    existing: Literal["skip", "replace", "rename"] = "skip"
    """What happens where a result is there already."""
    output: Path | None = None
    """Folder of results; None: beside the inputs."""
    unfinished: Path | None = None
    """Folder of results of a batch that was begun in the window and did not come to its end."""


class Settings(BaseModel):
    """Everything that can be preferred; the defaults are those of a new user."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    theme: Literal["system", "light", "dark"] = "system"
    """Colours of the window."""
    language: str = Field(default="system", pattern=r"^(system|[a-z]{2,3}(_[A-Z]{2})?)$")
    """``system``, or a language as ``de`` or ``pt_BR``."""
    text_scale: float = Field(default=1.0, ge=0.75, le=2.0)
    """Size of text, as a share of the usual one."""
    recent: tuple[Path, ...] = Field(default=(), max_length=MOST_RECENT)
    """What was opened, newest first."""
    models: dict[Domain, str] = Field(default_factory=dict)
    """Preferred model of a domain; one that is missing means the bundled model."""
    device: str = Field(default="auto", pattern=r"^(auto|cpu|cuda(:\d{1,3})?|mps|xpu)$")
    """Where networks run."""
    precision: Literal["auto", "fp32", "bf16"] = "auto"
    """In which precision."""
    tile: int | None = Field(default=None, ge=64)
    """Side of the tiles in pixels; None: the model's."""
    shortcuts: dict[str, str] = Field(default_factory=dict)
    """Id of an action -> key as Qt writes it, where it differs from the default; empty: no key."""
    folded: tuple[Literal["left", "right"], ...] = ()
    """Columns of the window that are folded away."""
    notice_seen: bool = False
    """The notice about research use was read."""
    place: str = ""
    """Where the window was, as Qt writes it in base64; empty: nowhere yet."""
    left_open: tuple[Path, ...] = Field(default=(), max_length=MOST_OPEN)
    """What is open now; empty once the window was closed as it should."""
    runs: tuple[Path, ...] = Field(default=(), max_length=MOST_RUNS)
    """Folders of trainings that lie elsewhere than usual, newest first."""
    batch: BatchDefaults = Field(default_factory=BatchDefaults)
    """For the batch tab."""

    def changed(self, **values: Any) -> Settings:
        """Return the settings with some values replaced, checked.

        Raises
        ------
        pydantic.ValidationError
            If a value is not allowed.
        """
        return Settings.model_validate({**dict(self), **values})

    def with_run(self, folder: Path) -> Settings:
        """Return the settings with the folder of a training at the head of those elsewhere."""
        others = [other for other in self.runs if other != folder]
        return self.changed(runs=tuple([folder, *others][:MOST_RUNS]))

    def with_recent(self, path: Path) -> Settings:
        """Return the settings with a path at the head of what was opened."""
        others = [other for other in self.recent if other != path]
        return self.changed(recent=tuple([path, *others][:MOST_RECENT]))


def load_settings(path: Path | None = None, *, aside: bool = True) -> tuple[Settings, str]:
    """Return the settings of a file, and a sentence where they could not be used; else empty.

    A missing file gives the defaults, in silence. A file that is damaged or of a newer version is
    renamed, so that nothing the user wrote is lost; not without ``aside``, for those who only read
    and tell nobody.
    """
    path = path or user_settings()
    try:
        content = json.loads(path.read_bytes())
        return Settings.model_validate(migrated(content, MIGRATIONS)), ""
    except FileNotFoundError:
        return Settings(), ""
    except OSError as error:
        return Settings(), f"the settings could not be read: {error.strerror or error}"
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        return Settings(), _set_aside(path, f"{where}: {first['msg']}") if aside else ""
    except (ValueError, TypeError) as error:
        return Settings(), _set_aside(path, str(error)) if aside else ""


def save_settings(settings: Settings, path: Path | None = None) -> str:
    """Write the settings, whole or not at all; return a sentence where that failed, else empty."""
    from io_formats.atomic import replacing
    from io_formats.errors import RestorationError

    content = {"version": VERSION, **settings.model_dump(mode="json")}
    try:
        with replacing(path or user_settings(), force=True) as part:
            part.write_text(to_json(content) + "\n", encoding="utf-8")
    except (RestorationError, OSError) as error:
        return f"the settings could not be saved: {error}"
    return ""


def change_settings(path: Path | None = None, **values: Any) -> str:
    """Change some values in the file, and leave the others as they are there.

    Returns
    -------
    str
        A sentence where that failed, else empty.

    Raises
    ------
    pydantic.ValidationError
        If a value is not allowed.
    """
    settings, _ = load_settings(path)
    changed = settings.changed(**values)
    return "" if changed == settings else save_settings(changed, path)


def migrated(content: Any, steps: Sequence[Migration]) -> dict[str, Any]:
    """Return the content of a file as the newest version has it, without the version.

    Raises
    ------
    ValueError
        If it is no settings file, or one of a newer version.
    """
    version = content.get("version") if isinstance(content, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ValueError("it is no file of settings")
    newest = 1 + len(steps)
    if version > newest:
        raise ValueError(f"it was written by a newer version ({version}, not {newest})")
    values = {key: value for key, value in content.items() if key != "version"}
    for step in steps[version - 1 :]:
        values = step(values)
    return values


def _set_aside(path: Path, why: str) -> str:
    """Rename a file that cannot be used; return what the user is told."""
    kept = path.with_suffix(".damaged.json")
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_suffix(f".damaged-{number}.json")
    with contextlib.suppress(OSError):
        path.rename(kept)
    return (
        f"the settings were not usable ({why}); the defaults are used, and {kept.name} keeps them"
    )
