"""Values that pass through a table are what the table says, read, written and read again."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pydicom import Dataset, dcmread
from pydicom.pixels import apply_modality_lut
from pydicom.uid import ExplicitVRBigEndian, ImplicitVRLittleEndian

from io_formats import Scene, open_scene
from io_formats.adapter import Derivation, WriteOptions
from io_formats.dicom import DicomAdapter, reader
from io_formats.errors import InconsistentSeries
from tests import dicom_factories as factory
from tests.io_formats.test_dicom_judges import errors_of

ADAPTER = DicomAdapter()
ALL = (slice(None),) * 4
SIGNED = np.array([[-32768, -3, -2, -1], [0, 1, 2, 32767]], np.int16)
UNSIGNED = np.array([[0, 9, 10, 11], [12, 13, 14, 65535]], np.uint16)
FIVE = np.array([7, 1000, 20, 65535, 3], np.uint16)


def scene_of(tmp_path: Path, dataset: Dataset) -> Scene:
    return ADAPTER.read(factory.save(dataset, tmp_path / "one.dcm"))


def image(pixels: NDArray[Any], first: int, entries: NDArray[Any], **more: Any) -> Dataset:
    return factory.tabled(factory.ct(pixels=pixels), first, entries, **more)


def by_pydicom(path: Path) -> NDArray[Any]:
    """Return what the library makes of a file; in wider integers, of which it wraps none."""
    dataset = dcmread(path)
    return apply_modality_lut(dataset.pixel_array.astype(np.int32), dataset)


def written(scene: Scene, tmp_path: Path, derivation: Derivation) -> Dataset:
    report = ADAPTER.write(scene, tmp_path / "out.dcm", derivation, WriteOptions())
    return dcmread(report.path)


class TestTable:
    def test_signed_values(self, tmp_path: Path) -> None:
        scene = scene_of(tmp_path, image(SIGNED, -2, FIVE))
        assert scene.pixels.dtype == np.uint16
        assert scene.pixels[ALL].tolist() == [[[[7, 7, 7, 1000], [20, 65535, 3, 3]]]]
        assert (scene.values.slope.tolist(), scene.values.offset.tolist()) == ([[1.0]], [[0.0]])
        assert (scene.values.unit, scene.values.stored_range) == ("HU", (0.0, 65535.0))
        assert scene.source.warnings == ()

    @pytest.mark.parametrize("vr", ["OW", "US"])
    def test_unsigned_values(self, tmp_path: Path, vr: str) -> None:
        scene = scene_of(tmp_path, image(UNSIGNED, 10, FIVE, vr=vr))
        assert scene.pixels[ALL].tolist() == [[[[7, 7, 7, 1000], [20, 65535, 3, 3]]]]

    @pytest.mark.parametrize("vr", ["OW", "US"])
    @pytest.mark.parametrize("word", [np.uint8, np.uint16], ids=["packed", "a word each"])
    def test_entries_of_eight_bits(
        self, tmp_path: Path, vr: str, word: type[np.unsignedinteger[Any]]
    ) -> None:
        entries = np.array([9, 200, 255, 1, 4], word)
        scene = scene_of(tmp_path, image(UNSIGNED, 10, entries, bits=8, vr=vr))
        assert scene.pixels.dtype == np.uint8
        assert scene.pixels[ALL].tolist() == [[[[9, 9, 9, 200], [255, 1, 4, 4]]]]
        assert scene.values.stored_range == (0.0, 255.0)

    @pytest.mark.parametrize("word", [np.uint8, np.uint16], ids=["packed", "a word each"])
    @pytest.mark.parametrize("syntax", [ExplicitVRBigEndian, ImplicitVRLittleEndian])
    def test_other_byte_orders(
        self, tmp_path: Path, syntax: str, word: type[np.unsignedinteger[Any]]
    ) -> None:
        entries = np.array([9, 200, 255, 1, 4], word)
        dataset = image(UNSIGNED, 10, entries, bits=8)
        dataset.file_meta.TransferSyntaxUID = syntax
        if syntax == ExplicitVRBigEndian:
            item = dataset.ModalityLUTSequence[0]
            for holder, keyword in ((item, "LUTData"), (dataset, "PixelData")):
                words = np.frombuffer(holder[keyword].value, "<u2")
                holder[keyword].value = words.astype(">u2").tobytes()
        scene = scene_of(tmp_path, dataset)
        assert scene.pixels[ALL].tolist() == [[[[9, 9, 9, 200], [255, 1, 4, 4]]]]

    def test_no_entries_mean_all_65536(self, tmp_path: Path) -> None:
        table = np.arange(2**16, dtype=np.uint16)[::-1].copy()
        for pixels, first in ((UNSIGNED, 0), (SIGNED, -32768)):
            scene = scene_of(tmp_path, image(pixels, first, table))
            expected = 65535 - (pixels.astype(int) - first)
            assert scene.pixels[ALL][0, 0].tolist() == expected.tolist()

    def test_first_value_is_signed_as_the_pixels_are(self, tmp_path: Path) -> None:
        dataset = image(SIGNED, -2, FIVE)
        dataset.ModalityLUTSequence[0]["LUTDescriptor"].VR = "US"
        dataset.ModalityLUTSequence[0].LUTDescriptor = [5, 65534, 16]
        scene = scene_of(tmp_path, dataset)
        assert scene.pixels[ALL].tolist() == [[[[7, 7, 7, 1000], [20, 65535, 3, 3]]]]

    @pytest.mark.parametrize(
        ("kind", "unit"), [("HU", "HU"), ("US", "US"), ("OD", "OD"), ("", "arbitrary")]
    )
    def test_the_unit_is_the_tables_own(self, tmp_path: Path, kind: str, unit: str) -> None:
        scene = scene_of(tmp_path, image(SIGNED, -2, FIVE, kind=kind))
        assert scene.values.unit == scene.source.facts["units"] == unit
        said = [warning for warning in scene.source.warnings if "not Hounsfield" in warning]
        assert bool(said) == (unit != "HU")

    @pytest.mark.parametrize("vr", ["OW", "US"])
    def test_one_entry_is_what_every_value_means(self, tmp_path: Path, vr: str) -> None:
        scene = scene_of(tmp_path, image(SIGNED, 0, np.array([300], np.uint16), vr=vr))
        assert scene.pixels[ALL].tolist() == [[[[300] * 4] * 2]]

    def test_a_sequence_without_items_is_no_table(self, tmp_path: Path) -> None:
        dataset = factory.ct()
        dataset.ModalityLUTSequence = []
        scene = scene_of(tmp_path, dataset)
        assert np.array_equal(scene.pixels[ALL][0, 0], factory.stored(0))
        assert scene.values.offset.tolist() == [[-1024.0]]


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_table_gives_what_pydicom_makes_of_it(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory, derivation: Derivation
) -> None:
    dtype = data.draw(st.sampled_from([np.int8, np.uint8, np.int16, np.uint16]))
    limits = np.iinfo(dtype)
    bits = data.draw(st.sampled_from([8, 16]))
    entries = data.draw(st.lists(st.integers(0, 2**bits - 1), min_size=2, max_size=300))
    first = data.draw(st.integers(int(limits.min), int(limits.max)))
    pixels = data.draw(st.lists(st.integers(int(limits.min), int(limits.max)), min_size=6))
    block = np.array(pixels[:6], dtype).reshape(2, 3)
    dataset = image(
        block,
        first,
        np.array(entries, np.uint16),
        bits=bits,
        vr=data.draw(st.sampled_from(["US", "OW"])),
    )
    folder = tmp_path_factory.mktemp("table")
    scene = scene_of(folder, dataset)
    expected = by_pydicom(folder / "one.dcm")
    physical = scene.values.to_physical(scene.pixels[ALL])[0, 0]
    assert scene.pixels.dtype == expected.dtype
    assert np.array_equal(physical, expected)
    result = written(scene, folder, derivation)
    assert np.array_equal(apply_modality_lut(result.pixel_array, result), expected)


class TestPadding:
    def test_it_is_told_before_the_table_and_returns(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        """The range -3 to -2 gives 7 and 8; no other value does."""
        entries = np.array([7, 8, 20, 65535, 3], np.uint16)
        dataset = image(SIGNED, -3, entries)
        dataset.PixelPaddingValue, dataset.PixelPaddingRangeLimit = -32768, -2
        scene = scene_of(tmp_path, dataset)
        assert scene.valid is not None
        assert scene.valid[ALL].tolist() == [[[[False] * 3 + [True], [True] * 4]]]
        assert scene.pixels[ALL].tolist() == [[[[7, 7, 8, 20], [65535, 3, 3, 3]]]]
        result = written(scene, tmp_path, derivation)
        assert result.pixel_array.tolist() == scene.pixels[ALL][0, 0].tolist()
        assert (result.PixelPaddingValue, result.PixelPaddingRangeLimit) == (7, 8)
        again = ADAPTER.read(tmp_path / "out.dcm")
        assert again.valid is not None
        assert np.array_equal(again.valid[ALL], scene.valid[ALL])

    def test_one_value_is_told_to_the_engine(self, tmp_path: Path, derivation: Derivation) -> None:
        dataset = image(UNSIGNED, 9, np.array([500, 7, 8, 9], np.uint16))
        dataset.PixelPaddingValue = 65535
        dataset.ModalityLUTSequence[0].LUTDescriptor = [4, 9, 16]
        assert scene_of(tmp_path, dataset).values.nodata == ()
        dataset.PixelPaddingValue, dataset.PixelPaddingRangeLimit = 0, 9
        scene = scene_of(tmp_path, dataset)
        assert scene.values.nodata == (500.0,)
        result = written(scene, tmp_path, derivation)
        assert result.PixelPaddingValue == 500
        assert "PixelPaddingRangeLimit" not in result

    def test_it_is_not_marked_where_outputs_do_not_tell_it(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        dataset = image(SIGNED, -2, FIVE)
        dataset.PixelPaddingValue = -32768
        scene = scene_of(tmp_path, dataset)
        assert scene.valid is not None
        assert np.count_nonzero(~scene.valid[ALL]) == 1
        report = ADAPTER.write(scene, tmp_path / "out.dcm", derivation, WriteOptions())
        result = dcmread(report.path)
        assert "PixelPaddingValue" not in result
        assert "PixelPaddingValue" in report.dropped
        assert any("Padding is not marked" in warning for warning in report.warnings)
        assert np.array_equal(result.pixel_array, scene.pixels[ALL][0, 0])


class TestResult:
    @pytest.mark.parametrize("deidentify", [False, True])
    def test_it_states_outputs_and_no_table(
        self, tmp_path: Path, derivation: Derivation, deidentify: bool
    ) -> None:
        scene = scene_of(tmp_path, image(SIGNED, -2, FIVE, kind="OD"))
        options = WriteOptions(deidentify=deidentify)
        report = ADAPTER.write(scene, tmp_path / "out.dcm", derivation, options)
        result = dcmread(report.path)
        assert "ModalityLUTSequence" not in result
        assert (result.RescaleSlope, result.RescaleIntercept, result.RescaleType) == (1, 0, "OD")
        assert (result.BitsAllocated, result.BitsStored, result.HighBit) == (16, 16, 15)
        assert result.PixelRepresentation == 0
        assert (result.WindowCenter, result.WindowWidth) == (40, 400)
        changed = {"RescaleSlope", "RescaleIntercept", "RescaleType", "PixelRepresentation"}
        assert changed <= {*report.changed}
        assert "ModalityLUTSequence" in report.dropped
        assert "display window" in report.kept
        assert any("Modality LUT" in warning for warning in report.warnings)

    @pytest.mark.parametrize(
        ("dtype", "bits", "expected"),
        [("u1", 8, (8, 8)), ("u1", 16, (16, 16)), ("i2", 8, (16, 16)), ("u2", 12, (16, 16))],
    )
    def test_its_bits_hold_outputs_and_are_no_fewer_than_the_sources(
        self, tmp_path: Path, derivation: Derivation, dtype: str, bits: int, expected: object
    ) -> None:
        pixels = np.arange(6, dtype=dtype).reshape(2, 3)
        entries = np.array([0, 2**bits - 1], np.uint16)
        scene = scene_of(tmp_path, image(pixels, 2, entries, bits=bits))
        result = written(scene, tmp_path, derivation)
        assert (result.BitsAllocated, result.BitsStored) == expected
        top = 2**bits - 1
        assert result.pixel_array.tolist() == [[0, 0, 0], [top, top, top]]

    def test_a_restored_value_is_clipped_to_the_tables_bits(self, tmp_path: Path) -> None:
        scene = scene_of(tmp_path, image(SIGNED, -2, np.array([0, 4095], np.uint16), bits=12))
        stored, clipped = scene.values.to_stored(np.array([[[[5000.0, 7.0]]]]), scene.pixels.dtype)
        assert (stored.tolist(), clipped) == ([[[[4095, 7]]]], 1)

    @pytest.mark.external
    @pytest.mark.parametrize("scale", [1, 4])
    @pytest.mark.parametrize("bits", [8, 16])
    def test_dciodvfy_finds_no_new_error(
        self,
        tmp_path: Path,
        derivation: Derivation,
        judge: Callable[[str], str],
        bits: int,
        scale: int,
    ) -> None:
        program = judge("dciodvfy")
        entries = np.arange(200, dtype=np.uint8 if bits == 8 else np.uint16)

        def edit(dataset: Dataset, index: int) -> None:
            factory.tabled(dataset, -100, entries, bits=bits)
            dataset.PixelPaddingValue = -900

        scene = ADAPTER.read(factory.series(tmp_path / "in", count=2, edit=edit))
        done = factory.enlarged(scene, scale)
        report = ADAPTER.write(done, tmp_path / "out", derivation, WriteOptions())
        for source, target in zip(scene.source.files, report.files, strict=True):
            assert errors_of(program, target) <= errors_of(program, source)

    @pytest.mark.external
    def test_another_toolkit_reads_the_same_values(
        self, tmp_path: Path, derivation: Derivation, judge: Callable[[str], str]
    ) -> None:
        """DCMTK applies the table of the source, and the rescale of the result."""
        program = judge("dcm2pnm")
        entries = (np.arange(2000, dtype=np.uint16) * 7) % 4096
        pixels = np.abs(factory.stored(0)).astype(np.uint16)
        scene = scene_of(tmp_path, image(pixels, 0, entries))
        written(scene, tmp_path, derivation)
        for name in ("one", "out"):
            command = [program, "+Ww", "2048", "4096", "+opw"]
            files = [tmp_path / f"{name}.dcm", tmp_path / f"{name}.pgm"]
            subprocess.run([*command, *files], check=True, capture_output=True)
        first, second = ((tmp_path / f"{name}.pgm").read_bytes() for name in ("one", "out"))
        assert first == second


class TestSeries:
    @staticmethod
    def own_table(dataset: Dataset, index: int) -> None:
        """Give each slice a table of its own, and some a padding value."""
        entries = np.arange(index, 2000 + index, dtype=np.uint16)
        factory.tabled(dataset, -500 - index, entries, vr="US" if index % 2 else "OW")
        dataset.PixelPaddingValue = -501 - index

    def test_tables_are_those_of_their_slices(self, tmp_path: Path) -> None:
        folder = factory.series(tmp_path / "in", edit=self.own_table)
        scene = open_scene(folder)
        for plane, file in zip(scene.pixels[ALL][:, 0], scene.source.files, strict=True):
            assert np.array_equal(plane, by_pydicom(file))

    @pytest.mark.parametrize("bits", [8, 16])
    def test_a_long_series_gives_the_same(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, derivation: Derivation, bits: int
    ) -> None:
        def edit(dataset: Dataset, index: int) -> None:
            self.own_table(dataset, index)
            if bits == 8:
                packed = np.arange(256, dtype=np.uint8)
                factory.tabled(dataset, -500 - index, packed, bits=8)

        folder = factory.series(tmp_path / "in", edit=edit)
        eager = open_scene(folder)
        monkeypatch.setattr(reader, "LONG_BYTES", 0)
        lazy = open_scene(folder)
        assert not isinstance(lazy.pixels, np.ndarray)
        assert lazy.pixels.dtype == eager.pixels.dtype == np.dtype(f"u{bits // 8}")
        assert np.array_equal(lazy.pixels[ALL], eager.pixels[ALL])
        assert lazy.valid is not None
        assert eager.valid is not None
        assert np.array_equal(lazy.valid[ALL], eager.valid[ALL])
        part = (slice(1, 3), slice(0, 1), slice(2, 9), slice(3, 20))
        assert np.array_equal(lazy.valid[part], eager.valid[part])
        assert np.array_equal(lazy.pixels[part], eager.pixels[part])
        ADAPTER.write(lazy, tmp_path / "out", derivation, WriteOptions())
        again = open_scene(tmp_path / "out")
        physical = [one.values.to_physical(one.pixels[ALL]) for one in (eager, again)]
        assert np.array_equal(*physical)

    def test_tables_to_several_units_are_no_series(self, tmp_path: Path) -> None:
        def edit(dataset: Dataset, index: int) -> None:
            if index:
                factory.tabled(dataset, -2, FIVE, kind="HU" if index > 1 else "OD")

        folder = factory.series(tmp_path / "in", count=3, edit=edit)
        with pytest.raises(InconsistentSeries, match="3 meanings of values") as caught:
            ADAPTER.read(folder)
        for said in ("a slope and an intercept", "16 bits to OD", "16 bits to HU"):
            assert said in caught.value.why
