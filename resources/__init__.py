"""Data that travels with the program: models, icons, sample scenes, the handbook.

Only the place of the data; reading it is the business of whoever asks.
"""

from __future__ import annotations

import sys
from pathlib import Path

__all__ = ["locate"]


def locate(name: str) -> Path:
    """Return the path of a bundled file or folder.

    The answer is the same from a source checkout, an installed package and the frozen program,
    which unpacks its data below ``sys._MEIPASS`` (PyInstaller manual, "Run-time Information").

    Parameters
    ----------
    name : str
        Relative to the folder of resources, with forward slashes: ``samples/photo.png``; empty for
        the folder itself.

    Raises
    ------
    FileNotFoundError
        If nothing of that name is bundled: a defect of the build, not of the user.
    ValueError
        If the name leads out of the folder.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    folder = Path(frozen) / "resources" if frozen else Path(__file__).parent
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"{name!r} leads out of the resources")
    if not path.exists():
        raise FileNotFoundError(f"{name!r} is not bundled in {folder}")
    return path
