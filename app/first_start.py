"""What is said once, when the program first restores something: what it is for, and its terms."""

from __future__ import annotations

from pathlib import Path

from app.console import warn
from core.places import user_models

__all__ = ["NOTICE", "marker", "remember", "say_once"]

NOTICE = (
    "notice: this is research software, not for diagnostic use. The bundled weights are for "
    "research only, since some of their training images are; 'datprl-ir models info compact' "
    "states the terms. This is said once."
)


def marker() -> Path:
    """Return the file that exists once the notice was shown, beside the user's models."""
    return user_models().parent / "notice-shown"


def say_once() -> None:
    """Show the notice to a user who has not seen it."""
    shown = marker()
    if shown.exists():
        return
    warn(NOTICE)
    remember()


def remember() -> None:
    """Keep in mind that the notice was seen; where no file can be written it is shown again."""
    shown = marker()
    try:
        shown.parent.mkdir(parents=True, exist_ok=True)
        shown.touch()
    except OSError:
        return
