"""Starting costs little: what is imported before a file is opened or a model is run."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.architecture.walk import ROOT

FILES = ["pydicom", "nibabel", "SimpleITK", "rasterio", "PIL", "tifffile", "imagecodecs"]
WINDOW = ["PySide6", "pyqtgraph"]
ANALYSIS = ["matplotlib", "sklearn"]
CAPTIONS = ["transformers", "tokenizers", "sentence_transformers", "huggingface_hub"]


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("io_formats", [*FILES, *WINDOW, "torch", "skimage", "scipy"]),
        ("core.metrics", [*FILES, *WINDOW, "torch"]),
        ("core.resample", [*FILES, *WINDOW, "torch"]),
        ("resources", [*FILES, *WINDOW, "torch", "numpy"]),
        ("core.engine", WINDOW),
        ("core.training.captions", CAPTIONS),
        ("core.training.text_features", CAPTIONS),
        ("core.analysis", ANALYSIS),
        ("app.cli", [*WINDOW, *ANALYSIS]),
        ("app.client", [*FILES, *WINDOW, *ANALYSIS, "torch", "scipy"]),
        ("app.results", [*WINDOW, *ANALYSIS]),
        ("app.batch_state", [*WINDOW, *FILES, "torch"]),
        ("core.batch.begin", [*WINDOW, *FILES, "torch"]),
        ("app.session", [*WINDOW, "torch"]),
        ("app.settings", [*WINDOW, *FILES, "torch"]),
    ],
)
def test_import_leaves_unloaded(module: str, absent: list[str]) -> None:
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & {set(absent)!r}))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == []
