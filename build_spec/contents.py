"""What of the libraries goes into the frozen application, and what stays out.

Sizes were measured with torch 2.13 for the processor: its tests take 83 MB, the programs in its
``bin`` 50 MB. Modules that look idle but are imported by torch itself stay in: ``sympy``,
``networkx``, ``torchgen``, ``torch.distributed``, ``torch._dynamo``, ``torch._inductor``.
"""

from __future__ import annotations

from pathlib import PurePosixPath

__all__ = ["LEFT_OUT_MODULES", "is_needed"]

LEFT_OUT_MODULES = (
    "IPython",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "datasets",
    "matplotlib.tests",
    "pytest",
    "tkinter",
    "torch.onnx",
    "torchvision",
    "transformers",
)
"""Optional parts, and what only tests or other programs ask for."""

LEFT_OUT_FOLDERS = ("torch/test", "torch/include", "torch/share/cmake", "resources/__pycache__")
KEPT_PROGRAMS = ("torch_shm_manager",)
"""Of ``torch/bin``: shares tensors between processes."""


def is_needed(place: str) -> bool:
    """Tell whether a file belongs into the application.

    Parameters
    ----------
    place : str
        Relative to its folder, with slashes of any kind.
    """
    path = PurePosixPath(place.replace("\\", "/"))
    if path.parent == PurePosixPath("torch/bin"):
        return path.stem in KEPT_PROGRAMS
    return not any(path.is_relative_to(folder) for folder in LEFT_OUT_FOLDERS)
