"""Make the sample scenes: ``python -m build_spec.make_samples [FOLDER]``, from the project's root.

The folder is ``resources/samples`` unless another is given; files of these names are replaced.
"""

from __future__ import annotations

import sys
from pathlib import Path

from build_spec.samples.ct import write_series
from build_spec.samples.landscape import write_raster
from build_spec.samples.mri import write_volume
from build_spec.samples.photo import write_photo

__all__ = ["make"]

SAMPLES = Path(__file__).parents[1] / "resources" / "samples"


def make(folder: Path) -> None:
    """Write every sample, degraded and true, below the folder."""
    write_series(folder / "ct", folder / "ct_truth")
    write_volume(folder / "mri.nii.gz", folder / "mri_truth.nii.gz")
    write_raster(folder / "scene.tif", folder / "scene_truth.tif")
    write_photo(folder / "photo.png", folder / "photo_truth.png")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)
