"""Where the program keeps what belongs to the user. Reading and writing it is for others."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["user_models", "user_runs", "user_settings"]

FOLDER = "datprl-ir"


def user_logs() -> Path:
    """Return the folder of the log of defects; ``DATPRL_LOGS`` overrides it."""
    from platformdirs import user_log_path

    told = os.environ.get("DATPRL_LOGS")
    return Path(told) if told else user_log_path(FOLDER, appauthor=False)


def user_models() -> Path:
    """Return the folder of models the user imported; ``DATPRL_MODELS`` overrides it."""
    from platformdirs import user_data_path

    told = os.environ.get("DATPRL_MODELS")
    return Path(told) if told else user_data_path(FOLDER, appauthor=False) / "models"


def user_runs() -> Path:
    """Return the folder where trainings lie unless another is named; ``DATPRL_RUNS`` overrides."""
    from platformdirs import user_data_path

    told = os.environ.get("DATPRL_RUNS")
    return Path(told) if told else user_data_path(FOLDER, appauthor=False) / "runs"


def user_settings() -> Path:
    """Return the file of the settings; ``DATPRL_SETTINGS`` overrides it."""
    from platformdirs import user_config_path

    told = os.environ.get("DATPRL_SETTINGS")
    return Path(told) if told else user_config_path(FOLDER, appauthor=False) / "settings.json"
