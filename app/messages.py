"""What a user sees of an error: one line, and an exit code per branch of the family."""

from __future__ import annotations

from core.errors import ComputeError, ModelError, TrainingError
from io_formats.errors import Cancelled, RestorationError, SourceError, TargetError

__all__ = ["EXIT_CODES", "error_line", "exit_code", "exit_code_named", "worst"]

EXIT_CODES: dict[type[RestorationError], int] = {
    SourceError: 3,
    TargetError: 4,
    ModelError: 5,
    ComputeError: 6,
    TrainingError: 7,
    Cancelled: 130,
}


def exit_code(error: RestorationError) -> int:
    """Return the code of the error's branch; 1 for the bare root."""
    return next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), 1)


def exit_code_named(code: str) -> int:
    """Return the exit code of an error that is known by its code alone; 1 for an unknown one."""
    kinds = [RestorationError]
    for kind in kinds:
        if kind.code == code:
            return next((number for of, number in EXIT_CODES.items() if issubclass(kind, of)), 1)
        kinds += kind.__subclasses__()
    return 1


def error_line(error: RestorationError) -> str:
    """Return ``error[CODE]: what - why - what to do`` on one line."""
    return " ".join(f"error[{error.code}]: {error}".split())


def worst(codes: list[int]) -> int:
    """Return the code of a command that tried several inputs: the greatest, 0 if all went well."""
    return max(codes, default=0)
