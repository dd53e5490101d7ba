"""What every file format must offer, and what it is told and tells back when it writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from io_formats.progress import CancelToken, Progress, silent
from io_formats.scene import Scene

__all__ = ["Derivation", "FormatAdapter", "WriteOptions", "WriteReport"]


@dataclass(frozen=True, kw_only=True)
class Part:
    """What alone was restored of a scene, counted from 0 in the source; None: all of them."""

    planes: tuple[int, int] | None = None
    """First plane, and the one after the last."""
    rows: tuple[int, int] | None = None
    """First row, and the one after the last."""
    columns: tuple[int, int] | None = None
    """First column, and the one after the last."""

    def holds(self, plane: int) -> bool:
        """Tell whether anything of a plane was restored."""
        return self.planes is None or self.planes[0] <= plane < self.planes[1]

    def sentence(self) -> str:
        """Return the bounds in words, counted from 1."""
        spans = (("slices", self.planes), ("rows", self.rows), ("columns", self.columns))
        told = [f"{name} {span[0] + 1} to {span[1]}" for name, span in spans if span is not None]
        return ", ".join(told)


@dataclass(frozen=True, kw_only=True)
class Derivation:
    """How a result came to be: the facts a format writes into its headers."""

    software: str
    """Name of the program."""
    version: str
    """Version of the program."""
    model: str
    """Name of the model card."""
    model_sha256: str
    """Checksum of the weights file; empty for a model without weights."""
    task: str
    """Id of the task row that set window, bands and scale, or ``auto``."""
    scale: int
    """1, 2 or 4."""
    tile: int
    """Side of the tiles in pixels; 0 where planes were processed whole."""
    precision: str
    """fp32 or bf16."""
    strength: float
    """Blend with the original, 0 to 1."""
    created: datetime
    """When the run ended, with a time zone."""
    part: Part | None = None
    """What alone was restored; None: everything."""
    shows: str = ""
    """What the values are where they are no image, such as spread; empty: they are the image."""

    def sentence(self, plane: int | None = None) -> str:
        """Return the facts as one line, for description tags.

        Parameters
        ----------
        plane : int, optional
            Of the source, from 0: the line is for it alone, and tells where nothing of it was
            restored.
        """
        alone = f", {self.part.sentence()} (from 1) alone" if self.part is not None else ""
        copied = plane is not None and self.part is not None and not self.part.holds(plane)
        before = "Copied unchanged into a series partly " if copied else ""
        if self.shows:
            before = f"Map of the {self.shows} over eight orientations, no image; of what was "
        return (
            f"{before}AI restored: "
            f"{self.model} (sha256 {self.model_sha256[:16] or 'none'}), "
            f"task {self.task}, scale {self.scale}, tile {self.tile}, {self.precision}, "
            f"strength {self.strength:g}{alone}; {self.software} {self.version}. "
            "Research use, not for diagnosis."
        )


@dataclass(frozen=True, kw_only=True)
class WriteOptions:
    """What the user chose about the output file."""

    force: bool = False
    """Replace an existing target. Inputs are never replaced."""
    container: str | None = None
    """Container asked for with ``--format`` (png, tiff, jpeg, webp …); None: the adapter's own."""
    quality: int = 95
    """Quality of a lossy container, 1 to 100."""
    cloud_optimised: bool = False
    """Lay out GeoTIFFs as Cloud-Optimized GeoTIFFs; other formats have no such layout."""
    deidentify: bool = False
    """Leave out of the result who and where it was, as far as the format's headers tell."""


@dataclass(frozen=True, kw_only=True)
class WriteReport:
    """What a writer did, for the user and the sidecar."""

    path: Path
    """The file or folder that now exists."""
    format: str
    """Id of the adapter."""
    files: tuple[Path, ...]
    """Every file written."""
    kept: tuple[str, ...] = ()
    """Metadata carried over unchanged."""
    changed: tuple[str, ...] = ()
    """Metadata that had to change."""
    dropped: tuple[str, ...] = ()
    """Metadata that no longer holds or that the container cannot carry."""
    clipped: int = 0
    """Values the *container* could not hold (the engine counts its own)."""
    warnings: tuple[str, ...] = ()
    """Sentences for the user."""
    deidentified: str = ""
    """By which method identity was taken out; empty where it was kept."""


class FormatAdapter(Protocol):
    """One file format, reading and writing.

    Heavy libraries are imported inside the methods, so that importing an adapter costs nothing.
    Foreign exceptions become the family of ``io_formats.errors`` here, always ``raise … from``.
    """

    @property
    def id(self) -> str:
        """Short name: dicom, nifti, geotiff, photo."""

    @property
    def title(self) -> str:
        """Name as shown to a user."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Suffixes of files it writes, lower case, with the dot; the default first."""

    @property
    def accepts_folder(self) -> bool:
        """True where a folder of files is one scene."""

    def match(self, path: Path, head: bytes) -> bool:
        """Tell by content whether the file is of this format.

        ``head`` holds the first 4096 bytes of a file, and is empty for a folder, which is asked
        only of adapters that accept folders. Suffixes are never looked at.
        """

    def read(
        self, path: Path, *, progress: Progress = silent, cancel: CancelToken | None = None
    ) -> Scene:
        """Open a file or folder; report between pieces of work, and look whether to stop.

        Raises
        ------
        SourceError
            One of its branches, naming the file.
        Cancelled
            Nothing is left behind.
        """

    def suffix_for(self, scene: Scene, options: WriteOptions) -> str:
        """Return the suffix the result of this scene should have; empty for a folder.

        Raises
        ------
        LossyTarget, NotWritable
            If ``options.container`` is not one that this adapter writes for this scene, or if
            it cannot be de-identified as asked.
        """

    def write(
        self, scene: Scene, target: Path, derivation: Derivation, options: WriteOptions
    ) -> WriteReport:
        """Write the scene with ``scene.source`` as template; atomic.

        Raises
        ------
        TargetError
            If the target exists and may not be replaced, or cannot be written.
        """
