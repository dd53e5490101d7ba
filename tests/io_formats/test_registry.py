"""Files are recognised by what they contain, whatever their name says."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from io_formats.errors import SourceMissing, UnknownFormat, UnsupportedContent
from io_formats.registry import FORMATS, adapter_of, known_suffixes, open_scene, sniff


def write_png(path: Path) -> None:
    from PIL import Image

    Image.fromarray(np.zeros((4, 5, 3), np.uint8)).save(path, format="PNG")


def write_nifti(path: Path) -> None:
    import nibabel as nib

    image = nib.Nifti1Image(np.zeros((4, 5, 3), np.int16), np.diag([2.0, 2.0, 3.0, 1.0]))
    path.write_bytes(image.to_bytes())


def write_geotiff(path: Path) -> None:
    import rasterio
    from rasterio.io import MemoryFile

    with MemoryFile() as memory:
        with memory.open(
            driver="GTiff",
            width=5,
            height=4,
            count=2,
            dtype="uint16",
            crs="EPSG:32633",
            transform=rasterio.Affine(10, 0, 5e5, 0, -10, 5e6),
        ) as raster:
            raster.write(np.zeros((2, 4, 5), np.uint16))
        path.write_bytes(memory.read())


def write_dicom(path: Path) -> None:
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

    image = Dataset()
    image.SOPClassUID, image.SOPInstanceUID = CTImageStorage, generate_uid()
    image.SeriesInstanceUID, image.Modality = generate_uid(), "CT"
    image.Rows, image.Columns = 4, 5
    image.SamplesPerPixel, image.PhotometricInterpretation = 1, "MONOCHROME2"
    image.BitsAllocated, image.BitsStored, image.HighBit = 16, 16, 15
    image.PixelRepresentation = 1
    image.PixelData = np.zeros((4, 5), np.int16).tobytes()
    image.file_meta = FileMetaDataset()
    image.file_meta.MediaStorageSOPClassUID = image.SOPClassUID
    image.file_meta.MediaStorageSOPInstanceUID = image.SOPInstanceUID
    image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    image.save_as(path, enforce_file_format=True)


WRITERS = {
    "dicom": write_dicom,
    "nifti": write_nifti,
    "geotiff": write_geotiff,
    "photo": write_png,
}


@pytest.mark.parametrize("suffix", ["", ".txt", ".dcm", ".nii", ".tif", ".png"])
@pytest.mark.parametrize("kind", WRITERS)
def test_content_decides_not_the_name(kind: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"image{suffix}"
    WRITERS[kind](path)
    assert sniff(path).id == kind


@pytest.mark.parametrize("kind", ["nifti", "geotiff", "photo"])
def test_scene_finds_its_adapter_again(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "image"
    WRITERS[kind](path)
    scene = open_scene(str(path))
    assert scene.shape[2:] in {(4, 5), (5, 4)}
    assert adapter_of(scene).id == kind


def test_folder_of_slices_is_a_series(tmp_path: Path) -> None:
    write_dicom(tmp_path / "1")
    assert sniff(tmp_path).id == "dicom"


def test_missing_path(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="No such file"):
        open_scene(tmp_path / "nowhere.png")


@pytest.mark.parametrize("name", ["empty.png", "empty.dcm", "empty.nii.gz", "empty.tif"])
def test_empty_file(name: str, tmp_path: Path) -> None:
    (tmp_path / name).touch()
    with pytest.raises(UnknownFormat, match="the file is empty"):
        open_scene(tmp_path / name)


@pytest.mark.parametrize("name", ["text.png", "text.dcm", "text.nii", "text.tif"])
def test_text_file(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("no image at all\n" * 300)
    with pytest.raises(UnknownFormat, match="no known image format") as caught:
        open_scene(tmp_path / name)
    assert all(adapter.title in caught.value.fix for adapter in FORMATS)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no names on this system")
def test_pipe_is_refused_and_not_read(tmp_path: Path) -> None:
    write_dicom(tmp_path / "1")
    os.mkfifo(tmp_path / "pipe.png")
    full = os.open(tmp_path / "pipe.png", os.O_RDWR | os.O_NONBLOCK)
    try:
        # Enough for whoever reads it all the same, who would wait for ever otherwise.
        os.write(full, b"words " * 10_000)
        with pytest.raises(UnsupportedContent, match="no ordinary file but a pipe"):
            open_scene(tmp_path / "pipe.png")
        assert open_scene(tmp_path).pixels.shape[0] == 1
        assert len(os.read(full, 100_000)) == 60_000, "nobody took anything out of it"
    finally:
        os.close(full)


def test_folder_without_images(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no image")
    with pytest.raises(UnknownFormat, match="no image series"):
        open_scene(tmp_path)


def test_table() -> None:
    assert [adapter.id for adapter in FORMATS] == ["dicom", "nifti", "geotiff", "photo"]
    assert {".nii.gz", ".tif", ".png"} <= set(known_suffixes())
