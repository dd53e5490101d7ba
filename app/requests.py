"""What the window asks of the process that computes; part of ``app.protocol``, which exports it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from app.wording import Translation
from core.batch.options import BatchOptions
from core.options import RestoreOptions, SaveOptions

__all__ = [
    "AboutScene",
    "AddModel",
    "Batch",
    "Close",
    "Forget",
    "Listen",
    "Measure",
    "Request",
    "Restore",
    "Save",
    "SelfTest",
    "Trust",
]


@dataclass(frozen=True, kw_only=True)
class Restore:
    """Restore an input; the result stays in the child under the scene's id."""

    scene: str
    """Id the window gave the scene (``app.session``)."""
    path: Path
    """File or folder."""
    options: RestoreOptions = field(default_factory=RestoreOptions)
    """Series, task, scale, tile, strength, region."""
    model: str = "compact"
    """Name of a model, or path of its card."""
    device: str = "auto"
    """As the command line's ``--device``."""
    precision: str = "auto"
    """As the command line's ``--precision``."""


@dataclass(frozen=True, kw_only=True)
class Save:
    """Write the last result of a scene, with its record."""

    scene: str
    """Id of a restored scene."""
    options: SaveOptions
    """Folder or file, container, force."""
    strength: float = 1.0
    """At which it is written."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """Compare the last result of a scene with a ground truth."""

    scene: str
    """Id of a restored scene."""
    truth: Path
    """File or folder on the grid of the result."""
    strength: float = 1.0
    """Of the result that is compared."""


@dataclass(frozen=True, kw_only=True)
class Listen:
    """Ask the prompts about each plane of a restored scene for itself; its result stays."""

    scene: str
    """Id of a restored scene."""


@dataclass(frozen=True, kw_only=True)
class Trust:
    """Look at the last result of a scene without a truth: it is restored in eight orientations."""

    scene: str
    """Id of a restored scene."""
    planes: tuple[int, int] | None = None
    """First and after-last plane; None: all that were restored."""
    strength: float = 1.0
    """Of the result that is looked at."""


@dataclass(frozen=True, kw_only=True)
class Forget:
    """Drop the result of a scene that was closed; nothing is answered."""

    scene: str
    """Id of the scene."""


@dataclass(frozen=True, kw_only=True)
class SelfTest:
    """Try everything that is needed on this machine."""


@dataclass(frozen=True, kw_only=True)
class AddModel:
    """Take a model into the user's folder (``core.additions``)."""

    path: Path
    """A released ``.pth``, a card, or the folder of a run."""
    name: str
    """Name of the new model."""


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Restore everything that folders hold, or go on with a batch."""

    output: Path
    """Folder of results and journal."""
    inputs: tuple[Path, ...] = ()
    """Files and folders; of a resumed batch, those of before."""
    options: BatchOptions = field(default_factory=BatchOptions)
    """Of a new batch; a resumed one keeps its own."""
    resume: bool = False
    """Go on with the batch of the folder."""
    retry_failed: bool = False
    """Resumed: try failed inputs again."""
    translation: Translation | None = None
    """Of the page among the reports; None: it is English."""


@dataclass(frozen=True, kw_only=True)
class Close:
    """End the child."""


AboutScene = Restore | Save | Measure | Listen | Trust
"""What is asked about one scene, and answered."""
Request = Restore | Save | Measure | Listen | Trust | Forget | SelfTest | AddModel | Batch | Close
