"""One file through reader and writer, with nothing done to its pixels in between."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from io_formats import (
    Derivation,
    RestorationError,
    Scene,
    WriteOptions,
    WriteReport,
    adapter_of,
    open_scene,
    save_scene,
)

__all__ = ["DERIVATION", "Run", "identity_run"]

DERIVATION = Derivation(
    software="DATPRL-IR Desktop", version="0.0.test", model="identity", model_sha256="0" * 64,
    task="auto", scale=1, tile=256, precision="fp32", strength=1.0,
    created=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
)  # fmt: skip
LARGEST_VALUES = 10**8
"""Of a larger scene a corner is written: the rest would take minutes and tell nothing new."""
CORNER_PX = 1024


@dataclass(frozen=True, kw_only=True)
class Run:
    """What came of one file."""

    source: Path
    outcome: str
    """``written``, or the code of an error of the family."""
    said: str = ""
    """The error's own words."""
    scene: Scene | None = None
    report: WriteReport | None = None
    whole: bool = True
    """False where only a corner was written."""

    @property
    def format(self) -> str:
        """Id of the adapter; empty where the file was refused."""
        return self.scene.source.format if self.scene else ""


def identity_run(source: Path, target: Path, series: int | None = None) -> Run:
    """Open a file and write it again; ``target`` is given the suffix of the result.

    Any exception outside the error family is a defect, and passes through.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            scene = open_scene(source, series)
            whole = float(scene.shape[0]) * scene.shape[1] * scene.shape[2] * scene.shape[3]
            small = whole <= LARGEST_VALUES
            if not small:
                scene = scene.cropped(rows=slice(0, CORNER_PX), columns=slice(0, CORNER_PX))
            suffix = adapter_of(scene).suffix_for(scene, WriteOptions())
            report = save_scene(scene, target.with_name(target.name + suffix), DERIVATION)
    except RestorationError as error:
        return Run(source=source, outcome=error.code, said=str(error))
    return Run(source=source, outcome="written", scene=scene, report=report, whole=small)
