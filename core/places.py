"""Where the program keeps what belongs to the user. Reading and writing it is for others."""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["user_models"]


def user_models() -> Path:
    """Return the folder of models the user imported; ``DATPRL_MODELS`` overrides it."""
    if told := os.environ.get("DATPRL_MODELS"):
        return Path(told)
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share"))
    return base / "datprl-ir" / "models"
