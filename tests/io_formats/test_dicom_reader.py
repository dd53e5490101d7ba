"""One file or one folder of DICOM becomes a scene whose numbers and places are exact."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom import DataElement, Dataset, dcmread, dcmwrite
from pydicom.pixels import set_pixel_data
from pydicom.uid import ExplicitVRBigEndian, ImplicitVRLittleEndian, JPEGLosslessSV1, RLELossless

from io_formats import open_scene
from io_formats.dicom import DicomAdapter
from io_formats.errors import (
    DamagedFile,
    MissingDecoder,
    UnknownFormat,
    UnsupportedContent,
)
from tests import dicom_factories as factory

ADAPTER = DicomAdapter()


def one(tmp_path: Path, dataset: Dataset) -> Path:
    return factory.save(dataset, tmp_path / "one.dcm")


class TestMatch:
    def test_preamble_decides_and_not_the_suffix(self, tmp_path: Path) -> None:
        file = factory.save(factory.ct(), tmp_path / "scan.txt")
        assert ADAPTER.match(file, file.read_bytes()[:4096])
        text = tmp_path / "text.dcm"
        text.write_text("DICM, so they say, but this is prose. " * 40)
        assert not ADAPTER.match(text, text.read_bytes()[:4096])

    @pytest.mark.parametrize("implicit", [True, False])
    def test_data_set_without_preamble_is_read(self, tmp_path: Path, implicit: bool) -> None:
        file = tmp_path / "bare"
        dataset = factory.ct(2)
        del dataset.file_meta
        dcmwrite(file, dataset, implicit_vr=implicit, little_endian=True)
        assert file.read_bytes()[:2] == b"\x08\x00"
        assert ADAPTER.match(file, file.read_bytes()[:4096])
        assert np.array_equal(ADAPTER.read(file).pixels[:, :, :, :][0, 0], factory.stored(2))

    @pytest.mark.parametrize("head", [b"", b"\x00" * 4096, b"\x08\x00" * 2048, b"II*\x00" * 99])
    def test_other_bytes_are_not_dicom(self, tmp_path: Path, head: bytes) -> None:
        assert not ADAPTER.match(tmp_path / "x.dcm", head)

    def test_folder_needs_an_image(self, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("nothing")
        report = factory.ct()
        for keyword in ("PixelData", "Rows", "Columns", "BitsAllocated"):
            del report[keyword]
        report.SOPClassUID = "1.2.840.10008.5.1.4.1.1.88.11"
        factory.save(report, tmp_path / "report.dcm")
        assert not ADAPTER.match(tmp_path, b"")
        factory.series(tmp_path / "deep" / "er", count=1)
        assert ADAPTER.match(tmp_path, b"")

    def test_hidden_files_and_the_index_do_not_count(self, tmp_path: Path) -> None:
        factory.save(factory.ct(), tmp_path / ".hidden.dcm")
        factory.save(factory.ct(), tmp_path / "DICOMDIR")
        assert not ADAPTER.match(tmp_path, b"")


class TestValues:
    def test_slopes_are_kept_slice_by_slice(self, tmp_path: Path) -> None:
        scene = open_scene(factory.series(tmp_path / "pt", factory.pt))
        assert scene.values.unit == "BQML"
        assert scene.values.refit
        assert scene.values.slope.shape == (5, 1)
        assert scene.values.slope[:, 0].tolist() == [float(f"1.{k}234567") for k in range(1, 6)]
        expected = np.abs(factory.stored(3)).astype(np.float64) * 1.4234567
        physical = scene.values.to_physical(scene.pixels[3:4, :, :, :], planes=slice(3, 4))
        assert np.array_equal(physical[0, 0], expected)

    def test_ct_is_in_hounsfield_units(self, tmp_path: Path) -> None:
        scene = ADAPTER.read(one(tmp_path, factory.ct(1)))
        hounsfield = scene.values.to_physical(scene.pixels[:, :, :, :])
        assert scene.values.unit == "HU"
        assert np.array_equal(hounsfield[0, 0], factory.stored(1) - 1024.0)
        assert scene.source.warnings == ()

    def test_missing_rescale_is_said(self, tmp_path: Path) -> None:
        dataset = factory.ct()
        del dataset.RescaleSlope, dataset.RescaleIntercept
        scene = ADAPTER.read(one(tmp_path, dataset))
        assert scene.values.unit == "HU"
        assert "taken as HU" in scene.source.warnings[0]

    def test_other_rescale_type_is_not_called_hounsfield(self, tmp_path: Path) -> None:
        dataset = factory.ct()
        dataset.RescaleType = "Z_EFF"
        scene = ADAPTER.read(one(tmp_path, dataset))
        assert scene.values.unit == "Z_EFF"
        assert "not Hounsfield" in scene.source.warnings[0]

    def test_signed_12_bits_in_16_lose_the_high_bits_and_keep_the_sign(
        self, tmp_path: Path
    ) -> None:
        truth = np.arange(-2048, -2048 + 16 * 24, dtype=np.int16).reshape(16, 24)
        dataset = factory.ct(pixels=(truth & np.int16(0x0FFF)) | np.int16(0x5000))
        dataset.BitsStored, dataset.HighBit = 12, 11
        scene = ADAPTER.read(one(tmp_path, dataset))
        assert scene.pixels.dtype == np.int16
        assert np.array_equal(scene.pixels[:, :, :, :][0, 0], truth)
        assert scene.values.stored_range == (-2048, 2047)

    def test_unsigned_8_bits(self, tmp_path: Path) -> None:
        truth = np.arange(15 * 23, dtype=np.uint16).astype(np.uint8).reshape(15, 23)
        scene = ADAPTER.read(one(tmp_path, factory.ct(pixels=truth)))
        assert scene.pixels.dtype == np.uint8
        assert np.array_equal(scene.pixels[:, :, :, :][0, 0], truth)

    @pytest.mark.parametrize("syntax", [ExplicitVRBigEndian, ImplicitVRLittleEndian, RLELossless])
    def test_transfer_syntax_does_not_matter(self, tmp_path: Path, syntax: str) -> None:
        dataset = factory.mr(4)
        truth = dataset.pixel_array.copy()
        if syntax == RLELossless:
            dataset.compress(RLELossless)
        elif syntax == ExplicitVRBigEndian:
            dataset.PixelData = truth.astype(">i2").tobytes()
        dataset.file_meta.TransferSyntaxUID = syntax
        scene = ADAPTER.read(one(tmp_path, dataset))
        assert scene.pixels.dtype.isnative
        assert np.array_equal(scene.pixels[:, :, :, :][0, 0], truth)

    @pytest.mark.parametrize("bits", [12, 16])
    def test_jpeg_lossless_is_decoded_exactly(self, tmp_path: Path, bits: int) -> None:
        import imagecodecs
        from pydicom.encaps import encapsulate

        truth = factory.stored(6)
        dataset = factory.ct(pixels=truth)
        dataset.BitsStored, dataset.HighBit = bits, bits - 1
        unsigned = truth.view(np.uint16) & np.uint16(2**bits - 1)
        coded = imagecodecs.jpeg8_encode(unsigned, lossless=True, bitspersample=bits, predictor=1)
        dataset.add(DataElement(0x7FE00010, "OB", encapsulate([coded])))
        dataset["PixelData"].is_undefined_length = True
        dataset.file_meta.TransferSyntaxUID = JPEGLosslessSV1
        scene = ADAPTER.read(one(tmp_path, dataset))
        assert np.array_equal(scene.pixels[:, :, :, :][0, 0], truth)


class TestPadding:
    def test_padding_is_invalid_and_nothing_else(self, tmp_path: Path) -> None:
        truth = factory.stored(0)
        truth[:3, :] = -2000
        dataset = factory.ct(pixels=truth)
        dataset.add_new(0x00280120, "SS", -2000)
        scene = ADAPTER.read(one(tmp_path, dataset))
        assert scene.valid is not None
        assert np.array_equal(scene.valid[:, :, :, :][0, 0], truth != -2000)
        assert scene.values.nodata == (-2000.0,)

    def test_padding_value_of_the_wrong_sign_is_understood(self, tmp_path: Path) -> None:
        truth = factory.stored(0)
        truth[5, 5] = -2000
        dataset = factory.ct(pixels=truth)
        dataset.add_new(0x00280120, "US", 65536 - 2000)
        scene = ADAPTER.read(one(tmp_path, dataset))
        assert scene.valid is not None
        assert np.argwhere(~scene.valid[:, :, :, :]).tolist() == [[0, 0, 5, 5]]

    def test_range_of_padding_includes_both_ends(self, tmp_path: Path) -> None:
        truth = np.arange(-20, 364, dtype=np.int16).reshape(16, 24)
        dataset = factory.ct(pixels=truth)
        dataset.add_new(0x00280120, "SS", -10)
        dataset.add_new(0x00280121, "SS", -15)
        scene = ADAPTER.read(one(tmp_path, dataset))
        assert scene.valid is not None
        padding = truth[~scene.valid[:, :, :, :][0, 0]]
        assert padding.tolist() == [-15, -14, -13, -12, -11, -10]

    def test_declared_but_absent_padding_leaves_everything_valid(self, tmp_path: Path) -> None:
        dataset = factory.ct()
        dataset.add_new(0x00280120, "SS", -2000)
        assert ADAPTER.read(one(tmp_path, dataset)).valid is None


class TestFacts:
    def test_nothing_names_the_patient(self, tmp_path: Path) -> None:
        dataset = factory.pt()
        dataset.PatientName, dataset.PatientID = "Zacharias^Q", "SECRET-77"
        dataset.PatientBirthDate = "19710203"
        facts = repr(ADAPTER.read(one(tmp_path, dataset)).source.facts)
        for private in ("Zacharias", "SECRET", "19710203"):
            assert private not in facts

    def test_photometric_and_lossy_history_are_reported(self, tmp_path: Path) -> None:
        dataset = factory.ct()
        dataset.PhotometricInterpretation = "MONOCHROME1"
        dataset.LossyImageCompression = "01"
        scene = ADAPTER.read(one(tmp_path, dataset))
        assert scene.source.facts["photometric"] == "MONOCHROME1"
        assert scene.source.lossy
        assert np.array_equal(scene.pixels[:, :, :, :][0, 0], factory.stored(0))

    def test_burned_in_text_is_warned_of(self, tmp_path: Path) -> None:
        dataset = factory.ct()
        dataset.BurnedInAnnotation = "YES"
        assert "burned" in ADAPTER.read(one(tmp_path, dataset)).source.warnings[0]


class TestRefusal:
    def test_empty_file(self, tmp_path: Path) -> None:
        file = tmp_path / "empty.dcm"
        file.touch()
        with pytest.raises(DamagedFile, match=r"empty\.dcm"):
            ADAPTER.read(file)

    def test_text(self, tmp_path: Path) -> None:
        file = tmp_path / "text.dcm"
        file.write_text("not an image " * 400)
        with pytest.raises(UnknownFormat, match=r"text\.dcm"):
            ADAPTER.read(file)

    @pytest.mark.parametrize("share", [0.06, 0.2, 0.5, 0.75, 0.99])
    def test_truncated_file_is_named(self, tmp_path: Path, share: float) -> None:
        file = one(tmp_path, factory.ct())
        whole = file.read_bytes()
        file.write_bytes(whole[: 200 + int(share * (len(whole) - 200))])
        with pytest.raises(DamagedFile, match=r"one\.dcm"):
            ADAPTER.read(file)

    def test_slope_of_zero(self, tmp_path: Path) -> None:
        dataset = factory.ct()
        dataset.RescaleSlope = "0"
        with pytest.raises(DamagedFile, match="RescaleSlope"):
            ADAPTER.read(one(tmp_path, dataset))

    def test_colour(self, tmp_path: Path) -> None:
        dataset = factory.ct()
        set_pixel_data(dataset, np.zeros((16, 24, 3), np.uint8), "RGB", 8)
        with pytest.raises(UnsupportedContent, match="colour"):
            ADAPTER.read(one(tmp_path, dataset))

    @pytest.mark.parametrize(
        ("keyword", "value", "said"),
        [
            ("NumberOfFrames", 4, "multi-frame"),
            ("SharedFunctionalGroupsSequence", [], "multi-frame"),
            ("MultienergyCTAcquisition", "YES", "multi-energy"),
            ("Rows", 0, "no rows"),
            ("HighBit", 14, "low bits"),
        ],
    )
    def test_what_is_not_restored(
        self, tmp_path: Path, keyword: str, value: object, said: str
    ) -> None:
        dataset = factory.ct()
        setattr(dataset, keyword, value)
        with pytest.raises(UnsupportedContent, match=said):
            ADAPTER.read(one(tmp_path, dataset))

    def test_image_that_no_result_could_refer_to(self, tmp_path: Path) -> None:
        dataset = factory.ct()
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
        del dataset.SOPInstanceUID
        with pytest.raises(UnsupportedContent, match="identity"):
            ADAPTER.read(one(tmp_path, dataset))

    def test_object_without_pixels(self, tmp_path: Path) -> None:
        dataset = factory.ct()
        dataset.SOPClassUID = "1.2.840.10008.5.1.4.1.1.88.11"
        for keyword in ("PixelData", "Rows", "Columns", "BitsAllocated"):
            del dataset[keyword]
        with pytest.raises(UnsupportedContent, match="without an image"):
            ADAPTER.read(one(tmp_path, dataset))

    def test_missing_decoder_names_the_transfer_syntax(self, tmp_path: Path) -> None:
        file = one(tmp_path, factory.ct())
        dataset = dcmread(file)
        dataset.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.4.100"
        dataset["PixelData"].VR = "OB"
        dataset["PixelData"].is_undefined_length = True
        from pydicom.encaps import encapsulate

        dataset.PixelData = encapsulate([b"mpeg"])
        dataset.save_as(file)
        with pytest.raises(MissingDecoder, match=r"1\.2\.840\.10008\.1\.2\.4\.100"):
            ADAPTER.read(file)


@pytest.mark.parametrize("part", ["header", "pixels"])
def test_a_length_beyond_all_memory_is_damage(
    part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = factory.save(factory.ct(), tmp_path / "a.dcm")
    real = pydicom.dcmread

    def limited(*given: object, **told: object) -> object:
        if bool(told.get("stop_before_pixels")) == (part == "header"):
            raise MemoryError
        return real(*given, **told)  # type: ignore[arg-type]

    monkeypatch.setattr(pydicom, "dcmread", limited)
    with pytest.raises(DamagedFile, match="length"):
        open_scene(path)
