"""The spread as a file beside the result, in the same kind of file and on the same scale."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import pytest
from pydicom import dcmread

from core.options import JobOptions
from core.restorer import NetRestorer, load_restorer
from core.trust_files import TrustMap, figures_of, run_trusted
from io_formats import WriteOptions, open_scene
from io_formats.errors import Cancelled, NotWritable, TargetExists
from io_formats.progress import CancelToken
from tests import dicom_factories as dicom
from tests import nifti_factories as nifti
from tests import photo_factories as photo
from tests.core.batch.runs import listing
from tests.core.scenes import stored_of
from tests.models import tiny_card


@pytest.fixture(scope="module")
def restorer(tmp_path_factory: pytest.TempPathFactory) -> NetRestorer:
    card = tiny_card(tmp_path_factory.mktemp("model"))
    return load_restorer(str(card), device="cpu", precision="fp32")[0]


def looked(path: Path, out: Path, restorer: NetRestorer, **options: Any) -> TrustMap:
    return run_trusted(path, JobOptions(output=out, **options), restorer)[1]


def test_photo_has_a_map_of_its_levels_and_figures_in_both_records(
    tmp_path: Path, restorer: NetRestorer
) -> None:
    samples = photo.samples(24, 20)
    (tmp_path / "a.png").write_bytes(photo.png(samples))
    found = looked(tmp_path / "a.png", tmp_path / "out", restorer)
    assert listing(tmp_path / "out") == [
        "a-spread.png", "a-spread.png.json", "a.png", "a.png.json",
    ]  # fmt: skip
    shown = open_scene(found.path)
    np.testing.assert_array_equal(stored_of(shown), np.rint(stored_of(found.trust.spread)))
    assert stored_of(shown).any()
    for name in ("a.png.json", "a-spread.png.json"):
        record = json.loads((tmp_path / "out" / name).read_text("utf-8"))
        assert record["trust"] == figures_of(found.trust)
    assert (record["shows"], record["history"][-1]["name"]) == ("spread", "spread")
    assert "a.png" not in (tmp_path / "out" / "a-spread.png.json").read_text("utf-8")


def test_what_is_transparent_stays_so(tmp_path: Path, restorer: NetRestorer) -> None:
    samples = np.dstack([photo.samples(24, 20), np.full((24, 20), 200, "u1")])
    (tmp_path / "a.png").write_bytes(photo.png(samples))
    found = looked(tmp_path / "a.png", tmp_path / "out", restorer)
    assert (stored_of(open_scene(found.path))[0, 3] == 200).all()


def test_series_becomes_a_series_in_the_units_of_its_result(
    tmp_path: Path, restorer: NetRestorer
) -> None:
    source = dicom.series(tmp_path / "scan", count=2)
    found = looked(source, tmp_path / "out", restorer)
    assert found.path == tmp_path / "out" / "scan-spread"
    result, shown = (open_scene(tmp_path / "out" / name) for name in ("scan", "scan-spread"))
    assert (shown.shape, shown.values.unit) == (result.shape, result.values.unit)
    wanted = np.asarray(stored_of(found.trust.spread), np.float64)
    got = shown.values.to_physical(stored_of(shown))
    known = np.ones(got.shape, bool) if shown.valid is None else np.asarray(shown.valid)[:]
    assert np.abs(got - wanted)[known].max() <= float(shown.values.slope.max()) / 2


def test_headers_say_that_a_map_is_no_image(tmp_path: Path, restorer: NetRestorer) -> None:
    source = dicom.series(tmp_path / "scan", count=2)
    looked(source, tmp_path / "out", restorer)
    image, shown = (
        dcmread(next((tmp_path / "out" / name).iterdir())) for name in ("scan", "scan-spread")
    )
    assert shown.SeriesDescription == "CT series [AI spread map, no image] RESEARCH"
    assert shown.SeriesNumber == image.SeriesNumber + 1
    assert list(shown.ImageType) == ["DERIVED", "SECONDARY", "AXIAL", "SPREAD"]
    assert shown.DerivationDescription.startswith("Map of the spread over eight orientations, no")
    assert "WindowCenter" in image
    assert "WindowCenter" not in shown
    volume = nifti.save_nifti(tmp_path / "v.nii.gz", nifti.ramp((16, 12, 1)))
    path = looked(volume, tmp_path / "out", restorer).path
    assert nib.load(path).header["descrip"].item().startswith(b"AI spread map, no image, ")
    record = json.loads((tmp_path / "out" / "v-spread.json").read_text("utf-8"))
    assert record["Description"].startswith("Map of the spread")


def test_enlarged_volume_has_a_residual_too(tmp_path: Path, restorer: NetRestorer) -> None:
    source = nifti.save_nifti(tmp_path / "v.nii.gz", nifti.ramp((16, 12, 1)))
    found = looked(source, tmp_path / "out", restorer, scale=2)
    assert open_scene(found.path).shape[2:] == (24, 32)
    assert set(figures_of(found.trust)) == {
        "spread_mean", "spread_largest", "residual_rms", "plain_rms",
    }  # fmt: skip
    assert listing(tmp_path / "out") == [
        "v-spread.json", "v-spread.nii.gz", "v.json", "v.nii.gz",
    ]  # fmt: skip


def test_map_of_a_lossy_result_is_lossless(tmp_path: Path, restorer: NetRestorer) -> None:
    (tmp_path / "a.png").write_bytes(photo.png(photo.samples(24, 20)))
    write = WriteOptions(container="jpeg")
    found = looked(tmp_path / "a.png", tmp_path / "out", restorer, write=write)
    assert (tmp_path / "out" / "a.jpeg").exists()
    assert found.path.name == "a-spread.png"


def test_nothing_is_overwritten_and_nothing_left_behind(
    tmp_path: Path, restorer: NetRestorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.png").write_bytes(photo.png(photo.samples(24, 20)))
    out = tmp_path / "out"
    out.mkdir()
    (out / "a-spread.png").write_bytes(b"mine")
    with pytest.raises(TargetExists):
        looked(tmp_path / "a.png", out, restorer)
    assert listing(out) == ["a-spread.png"], "before any work"
    (out / "a-spread.png").unlink()
    token = CancelToken()

    def stop(share: float, text: str) -> None:
        if share > 0.5:
            token.cancel()

    asked = JobOptions(output=out)
    with pytest.raises(Cancelled):
        run_trusted(tmp_path / "a.png", asked, restorer, progress=stop, cancel=token)
    assert listing(out) == []

    def refuse(*told: Any, **options: Any) -> Any:
        raise NotWritable("a.png was not written", why="the disk is full", fix="make room")

    monkeypatch.setattr("core.job.save_scene", refuse)
    with pytest.raises(NotWritable):
        looked(tmp_path / "a.png", out, restorer)
    assert listing(out) == [], "a map without its result is taken back"
