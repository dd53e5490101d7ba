"""Small sound files of all four formats, from which damaged ones are made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from pydicom.uid import JPEGLSLossless, RLELossless

from tests import dicom_factories as dicom
from tests import enhanced_factories as enhanced
from tests import geotiff_factories as geotiff
from tests.nifti_factories import ramp, save_nifti
from tests.photo_factories import exif_block, icc_profile, pillow, samples

__all__ = ["write_seeds"]


def _dicom(folder: Path) -> None:
    for name, dataset in (("ct", dicom.ct()), ("mr", dicom.mr()), ("pt", dicom.pt())):
        dicom.save(dataset, folder / f"{name}.dcm")
    for make in (enhanced.ct, enhanced.mr, enhanced.pt):
        dicom.save(make(), folder / f"enhanced_{make.__name__}.dcm")
    for name, syntax in (("rle", RLELossless), ("jls", JPEGLSLossless)):
        packed = dicom.ct()
        packed.compress(syntax, generate_instance_uid=False)
        dicom.save(packed, folder / f"{name}.dcm")


def _nifti(folder: Path) -> None:
    save_nifti(folder / "int16.nii", ramp((7, 6, 5)))
    save_nifti(folder / "packed.nii.gz", ramp((7, 6, 5)))
    save_nifti(folder / "float.nii", ramp((5, 4, 3, 2), "<f4"))


def _geotiff(folder: Path) -> None:
    for make in (
        geotiff.multispectral, geotiff.float_nan, geotiff.internal_mask, geotiff.rotated,
        geotiff.planar, geotiff.big_tiff, geotiff.jpeg,
    ):  # fmt: skip
        make(folder / f"{make.__name__}.tif")


def _photos(folder: Path) -> None:
    image, deep = samples(24, 32), samples(24, 32, dtype="u2")
    told = {"exif": exif_block(6), "icc_profile": icc_profile()}
    for container in ("png", "jpeg", "webp", "tiff"):
        (folder / f"photo.{container}").write_bytes(pillow(image, container.upper(), **told))
    (folder / "grey.bmp").write_bytes(pillow(image[..., 0].copy(), "BMP"))
    (folder / "deep.png").write_bytes(pillow(np.ascontiguousarray(deep[..., 0]), "PNG"))


SOURCES: tuple[Callable[[Path], None], ...] = (_dicom, _nifti, _geotiff, _photos)


def write_seeds(folder: Path) -> list[Path]:
    """Write all seeds; return their paths, those of each format as often as of the others."""
    found: list[list[Path]] = []
    for source in SOURCES:
        place = folder / source.__name__.strip("_")
        place.mkdir(parents=True, exist_ok=True)
        source(place)
        found.append(sorted(path for path in place.iterdir() if path.suffix != ".xml"))
    most = max(map(len, found))
    return [paths[i % len(paths)] for i in range(most) for paths in found]
