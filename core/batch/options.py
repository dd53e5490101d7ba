"""What is chosen for a whole batch; the journal keeps it, so that a resumed one goes on alike."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from core.models.registry import DEFAULT_MODEL
from core.options import JobOptions
from core.tasks import Domain
from io_formats import WriteOptions
from io_formats.errors import TargetExists

__all__ = ["AUTO", "BatchOptions", "Existing", "agreed"]

AUTO = "auto"
"""Name that leaves the choice of a model to the domain of each input."""

Existing = Literal["skip", "replace", "rename"]
MAY_DIFFER = ("device",)
"""What changes no result and may be chosen anew when a batch goes on."""


class BatchOptions(BaseModel):
    """The options of ``restore`` that make sense for many inputs, and those of the batch."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    recursive: bool = True
    """Look into the folders of a folder."""
    existing: Existing = "skip"
    """What happens where a result is there already."""
    template: str = "{name}"
    """Names of results, without suffix: ``core.batch.naming``."""
    reference: Path | None = None
    """Folder of ground truths, laid out as the inputs are."""
    model: str = AUTO
    """Name of a model for all inputs, or path of its card; ``auto``: that of each one's domain."""
    models: dict[Domain, str] = Field(default_factory=dict)
    """Under ``auto``, the model of a domain where it is not the one that comes with the program."""
    device: str = "auto"
    precision: str = "auto"
    task: str = "auto"
    scale: Literal[1, 2, 4] | None = None
    tile: int | None = Field(default=None, ge=64)
    """Side of the tiles in pixels; None: the card's."""
    overlap: int | None = Field(default=None, ge=0)
    """Pixels that tiles share; None: the card's."""
    strength: float = Field(default=1.0, ge=0, le=1)
    bands: tuple[str, ...] = ()
    """Bands to restore, by number, name or role; empty: all."""
    container: str | None = None
    """Of photos; None: lossless."""
    quality: int = Field(default=95, ge=1, le=100)
    cloud_optimised: bool = False
    deidentify: bool = False
    verbose_metadata: bool = False

    def model_of(self, domain: Domain) -> str:
        """Return the model for the images of a domain."""
        return self.models.get(domain, DEFAULT_MODEL) if self.model == AUTO else self.model

    def job(
        self, folder: Path, name: str, *, series: int | None, reference: Path | None, force: bool
    ) -> JobOptions:
        """Return the options of one input.

        Parameters
        ----------
        folder, name : Path, str
            Where its result goes, and what it is called there without suffix.
        force : bool
            Replace what is there.
        """
        return JobOptions(
            output=folder,
            name=name,
            series=series,
            task=self.task,
            scale=self.scale,
            tile=self.tile,
            overlap=self.overlap,
            strength=self.strength,
            bands=self.bands,
            reference=reference,
            verbose_metadata=self.verbose_metadata,
            write=WriteOptions(
                force=force,
                deidentify=self.deidentify,
                container=self.container,
                quality=self.quality,
                cloud_optimised=self.cloud_optimised,
            ),
        )


def agreed(kept: BatchOptions, asked: Mapping[str, Any], place: Path) -> BatchOptions:
    """Return the options under which a batch goes on: those it was begun with.

    Parameters
    ----------
    asked : mapping
        What the user named this time, by field; all else is taken over in silence.
    place : Path
        Folder of the batch, for the message.

    Raises
    ------
    TargetExists
        If another value is asked for, since the results would not belong together.
    """
    wanted = BatchOptions.model_validate({**kept.model_dump(), **asked})
    differing = [
        f"{name} was {_told(getattr(kept, name))} and is to be {_told(getattr(wanted, name))}"
        for name in BatchOptions.model_fields
        if name not in MAY_DIFFER and getattr(kept, name) != getattr(wanted, name)
    ]
    if differing:
        raise TargetExists(
            f"the batch in {place} cannot go on with other options",
            why="; ".join(differing),
            fix="leave these options out, or choose another output folder",
        )
    return wanted


def _told(value: object) -> str:
    return "not set" if value is None else str(value)
