"""``datprl-ir restore`` on each kind of input: where the result goes and what the record says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pydicom import Dataset, dcmread

from core.version import __version__
from io_formats import open_scene
from resources import locate
from tests import dicom_factories as dicom
from tests import geotiff_factories as geotiff
from tests import nifti_factories as nifti
from tests import photo_factories as photo
from tests.app.conftest import Command, listing

Inputs = Callable[[str], Path]
SECRET = "Zaphod^Beeblebrox"

KINDS = {
    # kind: (name of the input, name of the result, name of the record)
    "series": ("scan", "scan", "scan.json"),
    "slice": ("1.2.840.17", "1.2.840.17.dcm", "1.2.840.17.dcm.json"),
    "packed": ("brain.nii.gz", "brain.nii.gz", "brain.json"),
    "plain": ("brain.nii", "brain.nii", "brain.json"),
    "raster": ("scene.tiff", "scene.tif", "scene.tif.json"),
    "jpeg": ("holiday.JPG", "holiday.png", "holiday.png.json"),
    "png": ("holiday.png", "holiday.png", "holiday.png.json"),
    "webp": ("a.b.webp", "a.b.png", "a.b.png.json"),
}
each_kind = pytest.mark.parametrize("kind", KINDS)


def make(kind: str, folder: Path) -> Path:
    """Write the input of a kind."""
    folder.mkdir(exist_ok=True)
    path = folder / KINDS[kind][0]
    rgb = photo.samples(24, 32)
    match kind:
        case "series":
            return dicom.series(path, make=soft_tissue, count=2, edit=named)
        case "slice":
            return dicom.save(soft_tissue(0), path)
        case "packed" | "plain":
            noise = np.random.default_rng(1).integers(0, 900, (16, 20, 2)).astype("<i2")
            return nifti.save_nifti(path, noise)
        case "raster":
            return geotiff.multispectral(path)
        case "jpeg":
            path.write_bytes(photo.pillow(rgb, "JPEG", exif=photo.exif_block()))
        case "png":
            path.write_bytes(photo.png(rgb))
        case "webp":
            path.write_bytes(photo.pillow(rgb, "WEBP", quality=80))
    return path


def soft_tissue(index: int) -> Dataset:
    """Return a CT slice of -100 to 150 HU, which its window holds."""
    noise = np.random.default_rng(index).integers(924, 1174, (dicom.ROWS, dicom.COLUMNS))
    return dicom.ct(index, noise.astype(np.int16))


def named(dataset: Any, index: int) -> None:
    dataset.PatientName = SECRET
    dataset.PatientID = "Z-42-HEART-OF-GOLD"
    dataset.ReferringPhysicianName = "Roosta^Doctor"


def stored(path: Path) -> np.ndarray:
    scene = open_scene(path)
    planes, bands, rows, columns = scene.shape
    return np.asarray(scene.pixels[0:planes, 0:bands, 0:rows, 0:columns])


def read(path: Path) -> dict[str, Any]:
    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is not JSON")

    content: dict[str, Any] = json.loads(path.read_text("utf-8"), parse_constant=refuse)
    return content


@each_kind
def test_result_and_record_lie_in_the_folder(kind: str, tmp_path: Path, restore: Command) -> None:
    source = make(kind, tmp_path / "in")
    before = {file: file.read_bytes() for file in dicom.files(tmp_path / "in")}
    out = tmp_path / "out"
    ran = restore(source, "-o", out)
    assert (ran.code, ran.errors) == (0, [])
    _, result, record = KINDS[kind]
    assert sorted(path.name for path in out.iterdir()) == sorted([result, record])
    assert f"{source} -> {out / result}" in ran.out
    original, restored = open_scene(source), open_scene(out / result)
    assert restored.source.format == original.source.format
    assert restored.shape == original.shape
    assert restored.pixels.dtype == original.pixels.dtype
    assert not np.array_equal(stored(source), stored(out / result)), "the network did something"
    assert {file: file.read_bytes() for file in dicom.files(tmp_path / "in")} == before


@each_kind
def test_record_tells_how_the_result_came_to_be(
    kind: str, tmp_path: Path, restore: Command, tiny: Path
) -> None:
    source = make(kind, tmp_path / "in")
    options = ("--strength", "0.5", "--tile", "64", "--overlap", "8")
    ran = restore(source, "-o", tmp_path / "out", *options)
    assert ran.code == 0
    record = read(tmp_path / "out" / KINDS[kind][2])
    weights = hashlib.sha256(tiny.with_suffix(".safetensors").read_bytes()).hexdigest()
    assert record["model"] == {"name": "tiny", "sha256": weights}
    assert record["program"] == {"name": "DATPRL-IR Desktop", "version": __version__}
    assert {"datprl-ir", "torch", "numpy", "pydicom", "nibabel", "rasterio"} <= set(
        record["libraries"]
    )
    assert record["libraries"]["numpy"] == np.__version__
    told = record["parameters"]
    assert (told["task"], told["scale"], told["strength"]) == ("auto", 1, 0.5)
    assert (told["tile"], told["overlap"], told["precision"]) == (64, 8, "fp32")
    assert record["device"].startswith("cpu")
    assert record["threads"] >= 1
    assert record["timings"].keys() == {"open", "restore", "measure", "write"}
    assert record["timings"]["restore"] >= record["seconds"] > 0
    assert isinstance(record["clipped"], int)
    assert len(record["prompts"]["task"]) == 5
    assert sum(record["prompts"]["task"]) == pytest.approx(1, abs=1e-3)
    assert sum(record["prompts"]["domain"]) == pytest.approx(1, abs=1e-3)
    assert len(record["source"]["sha256"]) == 64
    assert not {"name"} & {*record["source"], *record["output"]}
    assert record["output"]["shape"] == list(open_scene(source).shape)
    assert record["warnings"]
    assert all(f"warning: {source}: {said}" in ran.err for said in record["warnings"])
    assert "metrics" not in record
    assert "not for diagnostic use" in record["notice"]


@pytest.mark.parametrize(
    ("sample", "record"),
    [("ct", "ct.json"), ("mri.nii.gz", "mri.json"), ("scene.tif", "scene.tif.json")],
)
def test_bundled_samples(sample: str, record: str, tmp_path: Path, restore: Command) -> None:
    assert restore(locate(f"samples/{sample}"), "-o", tmp_path, "--tile", "64").code == 0
    assert read(tmp_path / record)["tiles"] > 1


def test_strength_0_gives_the_stored_values_back(tmp_path: Path, restore: Command) -> None:
    for kind in ("series", "packed", "raster", "png"):
        source = make(kind, tmp_path / kind)
        assert restore(source, "-o", tmp_path / "out", "--strength", "0", "--force").code == 0
        assert np.array_equal(stored(source), stored(tmp_path / "out" / KINDS[kind][1]))


def test_output_may_be_a_file(tmp_path: Path, restore: Command) -> None:
    source = make("jpeg", tmp_path / "in")
    target = tmp_path / "deep" / "other.webp"
    assert restore(source, "-o", target).code == 0
    assert listing(tmp_path / "deep") == ["other.webp", "other.webp.json"]
    assert Image.open(target).format == "WEBP"


def test_folder_with_a_suffix_is_a_folder(tmp_path: Path, restore: Command) -> None:
    (tmp_path / "results.tif").mkdir()
    assert restore(make("png", tmp_path / "in"), "-o", tmp_path / "results.tif").code == 0
    assert (tmp_path / "results.tif" / "holiday.png").is_file()


def test_format_and_quality(tmp_path: Path, restore: Command) -> None:
    source = make("png", tmp_path / "in")
    for quality in ("20", "95"):
        options = ("--format", "jpeg", "--quality", quality)
        assert restore(source, "-o", tmp_path / quality, *options).code == 0
        assert Image.open(tmp_path / quality / "holiday.jpeg").format == "JPEG"
    small, large = (tmp_path / q / "holiday.jpeg" for q in ("20", "95"))
    assert small.stat().st_size < large.stat().st_size
    assert "compressed with loss" in " ".join(read(tmp_path / "20/holiday.jpeg.json")["warnings"])


def test_cog_lays_out_scenes_for_the_cloud(tmp_path: Path, restore: Command) -> None:
    scene = geotiff.multispectral(tmp_path / "scene.tif")
    assert restore(scene, "-o", tmp_path / "plain").code == 0
    assert restore(scene, "-o", tmp_path / "out", "--cog").code == 0
    layouts = []
    for folder in ("plain", "out"):
        with geotiff.opened(tmp_path / folder / "scene.tif") as raster:
            layouts.append(raster.tags(ns="IMAGE_STRUCTURE").get("LAYOUT"))
    assert layouts == [None, "COG"]


def test_named_task_enlarges(tmp_path: Path, restore: Command) -> None:
    source = make("png", tmp_path / "in")
    assert restore(source, "-o", tmp_path / "4", "--task", "natural-sr4").code == 0
    assert restore(source, "-o", tmp_path / "2", "--scale", "2").code == 0
    assert open_scene(tmp_path / "4" / "holiday.png").shape == (1, 3, 96, 128)
    assert open_scene(tmp_path / "2" / "holiday.png").shape == (1, 3, 48, 64)
    assert read(tmp_path / "4" / "holiday.png.json")["parameters"]["task"] == "natural-sr4"


def test_reference_gives_figures(tmp_path: Path, restore: Command) -> None:
    source = make("png", tmp_path / "in")
    truth = np.clip(photo.samples(24, 32).astype(int) + 10, 0, 255).astype("u1")
    (tmp_path / "truth.png").write_bytes(photo.png(truth))
    ran = restore(source, "-o", tmp_path / "out", "--reference", tmp_path / "truth.png")
    metrics = read(tmp_path / "out" / "holiday.png.json")["metrics"]
    error = truth.astype(float) - photo.samples(24, 32)
    assert metrics["input"]["rmse"] == pytest.approx(np.sqrt(np.mean(error**2)))
    assert metrics["input"]["psnr"] == pytest.approx(10 * np.log10(255**2 / np.mean(error**2)))
    result = np.asarray(Image.open(tmp_path / "out" / "holiday.png"), float)
    error = np.mean((truth - result) ** 2)
    assert metrics["output"]["psnr"] == pytest.approx(10 * np.log10(255**2 / error))
    before, after = metrics["input"]["psnr"], metrics["output"]["psnr"]
    assert f"PSNR {before:.2f} -> {after:.2f} dB" in ran.out


def test_perfect_figures_are_still_json(tmp_path: Path, restore: Command) -> None:
    source = make("png", tmp_path / "in")
    options = ("--strength", "0", "--reference", source)
    assert restore(source, "-o", tmp_path / "out", *options).code == 0
    metrics = read(tmp_path / "out" / "holiday.png.json")["metrics"]
    assert float(metrics["output"]["psnr"]) == np.inf
    assert metrics["output"]["ssim"] == pytest.approx(1)


def test_volume_has_a_bids_sidecar(tmp_path: Path, restore: Command) -> None:
    source = make("packed", tmp_path / "in")
    own = {
        "RepetitionTime": 2.5,
        "Manufacturer": "Acme",
        "PatientPosition": "HFS",
        "PatientName": SECRET,
        "PatientBirthDate": "1942-01-01",
        "ReferringPhysicianName": "Roosta",
        "metrics": {"psnr": 99},
        "GeneratedBy": [{"Name": "converter"}],
    }
    (tmp_path / "in" / "brain.json").write_text(json.dumps(own))
    assert restore(source, "-o", tmp_path / "out").code == 0
    record = read(tmp_path / "out" / "brain.json")
    assert record["RepetitionTime"] == 2.5
    assert record["Manufacturer"] == "Acme"
    assert record["PatientPosition"] == "HFS"
    assert record["GeneratedBy"] == [{"Name": "DATPRL-IR Desktop", "Version": __version__}]
    assert record["Sources"] == [f"sha256:{hashlib.sha256(source.read_bytes()).hexdigest()}"]
    assert "tiny" in record["Description"]
    assert record["model"]["name"] == "tiny"
    assert "metrics" not in record
    text = (tmp_path / "out" / "brain.json").read_text()
    assert not [word for word in (SECRET, "1942", "Roosta") if word in text]


def test_broken_sidecar_of_a_volume_is_passed_over(tmp_path: Path, restore: Command) -> None:
    source = make("packed", tmp_path / "in")
    for content in (b"[1]", b"\xff\xfe\x00"):
        (tmp_path / "in" / "brain.json").write_bytes(content)
        assert restore(source, "-o", tmp_path / "out", "--force").code == 0
        (named,) = read(tmp_path / "out" / "brain.json")["Sources"]
        assert named.startswith("sha256:")


def test_only_dicom_headers_know_the_patient(
    tmp_path: Path, restore: Command, command: Command
) -> None:
    source = make("series", tmp_path / "in")
    ran = restore(source, "-o", tmp_path / "out")
    first = next(iter(sorted((tmp_path / "out" / "scan").iterdir())))
    assert dcmread(first).PatientName == SECRET
    told = [
        ran.out,
        ran.err,
        (tmp_path / "out" / "scan.json").read_text(),
        command("info", source).out,
        command("info", source, "--json").out,
    ]
    for text in told:
        assert text
        assert not [word for word in ("Zaphod", "HEART-OF-GOLD", "Roosta") if word in text]


def test_link_is_followed_for_the_name(tmp_path: Path, restore: Command) -> None:
    source = make("series", tmp_path / "in")
    (tmp_path / "in" / "scan" / "inner").mkdir()
    assert restore(source / "inner" / "..", "-o", tmp_path / "out").code == 0
    assert (tmp_path / "out" / "scan").is_dir()


def test_one_series_of_several_is_chosen_by_number(
    restore: Command, command: Command, tmp_path: Path
) -> None:
    """``info`` lists them, and two of them go into one folder without meeting."""
    folder = dicom.series(tmp_path / "study", count=3)
    for index in range(2):
        dicom.save(dicom.mr(index), folder / f"other-{index}.dcm")
    listed = command("info", folder)
    assert listed.out.splitlines() == [
        '  1  CT "CT series", 3 images of 24 x 16',
        '  2  MR "MR series", 2 images of 24 x 16',
    ]
    titles = json.loads(command("info", folder, "--json").out)["series"]
    assert [title[:2] for title in titles] == ["CT", "MR"]
    assert '"MR"' in command("info", folder, "--series", "2", "--json").out
    out = tmp_path / "out"
    assert restore(folder, "-o", out).code == 3
    assert not out.exists()
    assert [restore(folder, "-o", out, "--series", n).code for n in (1, 2)] == [0, 0]
    made = {place.name: len(list(place.glob("*.dcm"))) for place in out.iterdir() if place.is_dir()}
    assert made == {"study-series-1": 3, "study-series-2": 2}


def test_bands_are_chosen_by_number_name_or_role(tmp_path: Path, restore: Command) -> None:
    source = make("raster", tmp_path / "in")
    ran = restore(source, "-o", tmp_path / "out", "--bands", "nir,B03")
    assert (ran.code, ran.errors) == (0, [])
    before, after = stored(source)[0], stored(tmp_path / "out" / "scene.tif")[0]
    assert [bool((a == b).all()) for a, b in zip(after, before, strict=True)] == [
        True, False, True, False, True,
    ]  # fmt: skip
    record = read(tmp_path / "out" / "scene.tif.json")
    assert record["history"][-1]["parameters"]["bands"] == [2, 4]
    ran = restore(source, "-o", tmp_path / "other", "--bands", "thermal")
    assert ran.code != 0
    assert "no band 'thermal'" in ran.err
    assert "4 B08 (nir)" in ran.err


def test_trust_is_told_and_mapped(tmp_path: Path, restore: Command) -> None:
    (tmp_path / "a.png").write_bytes(photo.png(photo.samples(24, 20)))
    ran = restore(tmp_path / "a.png", "-o", tmp_path / "out", "--trust", "--scale", "2")
    assert ran.code == 0
    first, spread, residual = ran.out.splitlines()
    assert first == f"{tmp_path / 'a.png'} -> {tmp_path / 'out' / 'a.png'}"
    assert spread.startswith("  spread ")
    assert spread.endswith(f" at most -> {tmp_path / 'out' / 'a-spread.png'}")
    assert residual.startswith("  shrunk back ")
    again = restore(tmp_path / "a.png", "-o", tmp_path / "out", "--trust")
    assert again.code == 4, "nothing is replaced unasked"
