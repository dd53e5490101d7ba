"""A written series returns what was read, and nothing is overwritten or left half done."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import DataElement, Dataset, dcmread
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from io_formats.adapter import Derivation, WriteOptions, WriteReport
from io_formats.dicom import DicomAdapter
from io_formats.errors import LossyTarget, NotWritable, TargetExists
from io_formats.scene import Scene
from tests import dicom_factories as factory

ADAPTER = DicomAdapter()
Maker = Callable[[int], Dataset]


def write(
    scene: Scene, target: Path, derivation: Derivation, *, force: bool = False
) -> WriteReport:
    return ADAPTER.write(scene, target, derivation, WriteOptions(force=force))


class TestIdentity:
    @pytest.mark.parametrize("make", [factory.ct, factory.mr, factory.pt])
    def test_unchanged_series_returns_bit_for_bit(
        self, tmp_path: Path, derivation: Derivation, make: Maker
    ) -> None:
        first = ADAPTER.read(factory.series(tmp_path / "in", make))
        report = write(first, tmp_path / "out", derivation)
        second = ADAPTER.read(report.path)
        assert np.array_equal(first.pixels[:, :, :, :], second.pixels[:, :, :, :])
        assert first.pixels.dtype == second.pixels.dtype
        assert np.array_equal(first.values.slope, second.values.slope)
        assert np.array_equal(first.values.offset, second.values.offset)
        assert np.array_equal(first.grid.affine, second.grid.affine)
        assert first.source.facts.get("suv_factor") == second.source.facts.get("suv_factor")

    def test_files_lie_in_plane_order(self, tmp_path: Path, derivation: Derivation) -> None:
        scene = ADAPTER.read(factory.series(tmp_path / "in"))
        report = write(scene, tmp_path / "out", derivation)
        assert [path.name for path in report.files] == [p.name for p in scene.source.files]
        heights = [float(dcmread(path).ImagePositionPatient[2]) for path in report.files]
        assert heights == [100.0, 102.5, 105.0, 107.5, 110.0]

    def test_single_file_becomes_a_file(self, tmp_path: Path, derivation: Derivation) -> None:
        scene = ADAPTER.read(factory.save(factory.ct(), tmp_path / "in.dcm"))
        assert ADAPTER.suffix_for(scene, WriteOptions()) == ".dcm"
        report = write(scene, tmp_path / "out.dcm", derivation)
        assert report.files == (tmp_path / "out.dcm",)
        assert np.array_equal(dcmread(report.path).pixel_array, factory.stored(0))

    def test_folder_has_no_suffix(self, tmp_path: Path) -> None:
        scene = ADAPTER.read(factory.series(tmp_path, count=1))
        assert ADAPTER.suffix_for(scene, WriteOptions(container="dicom")) == ""
        with pytest.raises(LossyTarget):
            ADAPTER.suffix_for(scene, WriteOptions(container="png"))

    def test_odd_number_of_bytes_is_padded(self, tmp_path: Path, derivation: Derivation) -> None:
        pixels = np.arange(15 * 23, dtype=np.uint16).astype(np.uint8).reshape(15, 23)
        scene = ADAPTER.read(factory.save(factory.ct(pixels=pixels), tmp_path / "in.dcm"))
        report = write(scene, tmp_path / "out.dcm", derivation)
        assert np.array_equal(dcmread(report.path).pixel_array, pixels)

    @pytest.mark.parametrize("syntax", [ExplicitVRBigEndian, ImplicitVRLittleEndian])
    def test_other_byte_orders_are_rewritten(
        self, tmp_path: Path, derivation: Derivation, syntax: str
    ) -> None:
        dataset = factory.ct()
        words = np.arange(6, dtype=np.uint16)
        order = ">" if syntax == ExplicitVRBigEndian else "<"
        dataset.PixelData = factory.stored(0).astype(f"{order}i2").tobytes()
        dataset.add(DataElement(0x60000010, "US", 4))
        dataset.add(DataElement(0x60003000, "OW", words.astype(f"{order}u2").tobytes()))
        dataset.file_meta.TransferSyntaxUID = syntax
        scene = ADAPTER.read(factory.save(dataset, tmp_path / "in.dcm"))
        result = dcmread(write(scene, tmp_path / "out.dcm", derivation).path)
        assert result.file_meta.TransferSyntaxUID == ExplicitVRLittleEndian
        assert np.array_equal(result.pixel_array, factory.stored(0))
        assert result.KVP == 120
        assert np.array_equal(np.frombuffer(result[0x60003000].value, "<u2"), words)


class TestTarget:
    def test_existing_target_is_refused(self, tmp_path: Path, derivation: Derivation) -> None:
        scene = ADAPTER.read(factory.series(tmp_path / "in"))
        (tmp_path / "out").mkdir()
        with pytest.raises(TargetExists):
            write(scene, tmp_path / "out", derivation)

    @pytest.mark.parametrize("where", ["in", "."])
    def test_input_is_never_replaced(
        self, tmp_path: Path, derivation: Derivation, where: str
    ) -> None:
        folder = factory.series(tmp_path / "in")
        before = [path.read_bytes() for path in factory.files(folder)]
        with pytest.raises(TargetExists):
            write(ADAPTER.read(folder), tmp_path / where, derivation, force=True)
        assert [path.read_bytes() for path in factory.files(folder)] == before

    def test_force_replaces_own_results_whole(self, tmp_path: Path, derivation: Derivation) -> None:
        scene = ADAPTER.read(factory.series(tmp_path / "in"))
        write(scene, tmp_path / "out", derivation)
        (tmp_path / "out" / "report.json").write_text("{}")
        fewer = scene.cropped(rows=slice(None), columns=slice(None), planes=slice(0, 2))
        write(fewer, tmp_path / "out", derivation, force=True)
        names = {path.name for path in scene.source.files[:2]}
        assert {path.name for path in factory.files(tmp_path / "out")} == names

    @pytest.mark.parametrize("stranger", ["notes.txt", "sub/scan.dcm"])
    def test_force_spares_what_others_wrote(
        self, tmp_path: Path, derivation: Derivation, stranger: str
    ) -> None:
        scene = ADAPTER.read(factory.series(tmp_path / "in"))
        write(scene, tmp_path / "out", derivation)
        file = tmp_path / "out" / stranger
        file.parent.mkdir(exist_ok=True)
        if file.suffix == ".dcm":
            factory.save(factory.ct(), file)
        else:
            file.write_text("years of work")
        with pytest.raises(TargetExists, match=file.name):
            write(scene, tmp_path / "out", derivation, force=True)
        assert file.exists()
        assert len(list(factory.files(tmp_path / "out"))) == 6

    def test_failure_in_the_middle_leaves_nothing(
        self, tmp_path: Path, derivation: Derivation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scene = ADAPTER.read(factory.series(tmp_path / "in"))
        import pydicom

        original, calls = pydicom.dcmwrite, []

        def full_disk(path: Path, *rest: Any, **named: Any) -> None:
            calls.append(path)
            if len(calls) == 3:
                raise OSError(28, os.strerror(28))
            original(path, *rest, **named)

        monkeypatch.setattr(pydicom, "dcmwrite", full_disk)
        with pytest.raises(NotWritable, match=os.strerror(28)):
            write(scene, tmp_path / "out", derivation)
        assert len(calls) == 3
        assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]

    def test_failed_replacement_leaves_the_old_result(
        self, tmp_path: Path, derivation: Derivation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scene = ADAPTER.read(factory.series(tmp_path / "in"))
        report = write(scene, tmp_path / "out", derivation)
        before = [path.read_bytes() for path in report.files]

        def broken(*_: object, **__: object) -> None:
            raise ValueError("no such value")

        monkeypatch.setattr("pydicom.dcmwrite", broken)
        with pytest.raises(NotWritable, match="no such value"):
            write(scene, tmp_path / "out", derivation, force=True)
        assert [path.read_bytes() for path in report.files] == before
