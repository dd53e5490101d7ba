"""Reports tell what became of a file, read off the result: nothing is kept that was not there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
import rasterio
from pydicom import Dataset, dcmread
from pydicom.dataset import FileMetaDataset
from pydicom.uid import ExplicitVRBigEndian

from io_formats import open_scene, save_scene
from io_formats.adapter import Derivation, WriteReport
from io_formats.dicom.ledger import Ledger
from io_formats.geotiff.ledger import compare as compare_rasters
from io_formats.nifti.ledger import compare as compare_headers
from io_formats.photo.exif import Exif, text_entry, whole_entry
from io_formats.photo.ledger import compare as compare_tags
from io_formats.photo.picture import Tags
from tests import dicom_factories as dicom
from tests import geotiff_factories as geotiff
from tests.nifti_factories import ramp, save_nifti
from tests.photo_factories import exif_block, icc_profile, pillow, samples


def report_of(path: Path, target: Path, derivation: Derivation) -> WriteReport:
    return save_scene(open_scene(path), target, derivation)


class TestDicom:
    def test_what_the_source_does_not_say_is_not_kept(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        bare = dicom.ct()
        for keyword in ("KVP", "AcquisitionTime", "AcquisitionDate", "WindowCenter", "WindowWidth"):
            if keyword in bare:
                del bare[keyword]
        for keyword in [e.keyword for e in bare if e.keyword.startswith("Patient")]:
            if keyword not in ("PatientPosition",):
                del bare[keyword]
        for keyword in [e.keyword for e in bare if e.keyword.startswith(("Study", "Acc", "Ref"))]:
            del bare[keyword]
        path = dicom.save(bare, tmp_path / "a.dcm")
        report = report_of(path, tmp_path / "b.dcm", derivation)
        assert "patient and study" not in report.kept
        assert "display window" not in report.kept
        assert "image orientation" in report.kept
        full = report_of(dicom.save(dicom.ct(), tmp_path / "c.dcm"), tmp_path / "d", derivation)
        assert "patient and study" in full.kept

    def test_every_attribute_is_in_one_list(self, tmp_path: Path, derivation: Derivation) -> None:
        path = dicom.save(dicom.ct(), tmp_path / "a.dcm")
        report = report_of(path, tmp_path / "b.dcm", derivation)
        source, result = dcmread(path), dcmread(report.path)
        for element in source:
            if element.keyword == "PixelData" or element.tag.is_private:
                continue
            same = element.keyword in result and result[element.keyword] == element
            named = element.keyword in (*report.changed, *report.dropped)
            assert same != named, element.keyword
        added = {element.keyword for element in result if element.tag not in source}
        assert added <= set(report.changed)

    def test_one_slice_that_differs_is_enough(self) -> None:
        ledger = Ledger()
        for value in ("same", "other"):
            source, result = described("same"), described(value)
            ledger.compare(source, result)
        assert ledger.changed == ("StudyDescription",)
        assert ledger.dropped == ()
        assert ledger.kept == ()

    def test_what_is_nested_is_named_by_itself(self) -> None:
        source, result = Dataset(), Dataset()
        source.SharedFunctionalGroupsSequence = [described("one")]
        result.SharedFunctionalGroupsSequence = [described("two")]
        for one in (source, result):
            one.set_original_encoding(False, True, "iso8859")
        ledger = Ledger()
        ledger.compare(source, result)
        assert ledger.changed == ("StudyDescription",)

    def test_signatures_behind_the_pixels_are_reported(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        signed = dicom.ct()
        signature = Dataset()
        signature.MACIDNumber, signature.CertificateType = 1, "X509_1993_SIG"
        signed.DigitalSignaturesSequence = [signature]
        report = report_of(dicom.save(signed, tmp_path / "a.dcm"), tmp_path / "b", derivation)
        assert "DigitalSignaturesSequence" not in dcmread(report.path)
        assert "DigitalSignaturesSequence" in report.dropped
        assert any("signed digitally" in said for said in report.warnings)

    def test_words_in_another_byte_order_say_the_same(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        dataset = dicom.mr()
        dataset.add_new(0x60003000, "OW", bytes(range(0, 96, 2)))
        dataset.add_new(0x60000010, "US", 16)
        dataset.PixelData = np.frombuffer(dataset.PixelData, "<u2").astype(">u2").tobytes()
        dataset.file_meta = FileMetaDataset()
        dataset.file_meta.TransferSyntaxUID = ExplicitVRBigEndian
        dataset.save_as(tmp_path / "a.dcm", enforce_file_format=True, little_endian=False,
                        implicit_vr=False)  # fmt: skip
        report = report_of(tmp_path / "a.dcm", tmp_path / "b.dcm", derivation)
        assert "overlay group 6000" in report.kept
        assert "TransferSyntaxUID" in report.changed


def described(text: str) -> Dataset:
    dataset = Dataset()
    dataset.StudyDescription = text
    dataset.set_original_encoding(False, True, "iso8859")
    return dataset


class TestNifti:
    def test_empty_fields_are_not_kept(self, tmp_path: Path, derivation: Derivation) -> None:
        path = save_nifti(tmp_path / "a.nii", ramp((6, 5, 4)))
        report = report_of(path, tmp_path / "b.nii", derivation)
        assert "stored type" in report.kept
        assert not {"intent", "header extensions", "slice timing"} & {*report.kept}
        assert report.changed == ("description",)

    def test_intent_and_extensions_are_kept_where_they_are(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        image = nib.Nifti1Image(ramp((16, 20, 2)), np.diag([2.0, 2, 3, 1]))
        image.header.set_intent("t test", (4,), allow_unknown=True)
        image.header.extensions.append(nib.nifti1.Nifti1Extension("comment", b"said"))
        nib.save(image, tmp_path / "a.nii")
        report = report_of(tmp_path / "a.nii", tmp_path / "b.nii", derivation)
        assert {"intent", "header extensions"} <= {*report.kept}

    def test_a_field_that_became_zero_is_dropped(self) -> None:
        before, after = nib.Nifti1Header(), nib.Nifti1Header()
        before["slice_code"], before["db_name"] = 1, b"here"
        ledger = compare_headers(before, after, extensions=(b"\1\0\0\0text", b"\0\0\0\0"))
        assert ledger.dropped == ["slice timing", "db_name", "header extensions"]


class TestGeoTiff:
    def test_only_what_arrived_is_kept(self, tmp_path: Path) -> None:
        path = geotiff.multispectral(tmp_path / "in.tif")
        with rasterio.open(path) as source:
            profile = {**source.profile, "nodata": None}
            with rasterio.open(tmp_path / "out.tif", "w", **profile) as made:
                made.write(source.read())
            with rasterio.open(tmp_path / "out.tif") as result:
                told = compare_rasters(source, result, lossy=False)
        assert {"coordinate reference system", "geotransform"} <= {*told.kept}
        assert {"nodata", "band descriptions", "scales and offsets"} <= {*told.dropped}

    def test_a_result_of_ours_loses_statistics_alone(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        path = geotiff.multispectral(tmp_path / "in.tif")
        report = report_of(path, tmp_path / "out.tif", derivation)
        assert all("statistics" in name for name in report.dropped)
        assert {"nodata", "band descriptions", "scales and offsets", "band tags"} <= {*report.kept}
        assert not {*report.kept} & {*report.changed, *report.dropped}


class TestPhoto:
    @pytest.mark.parametrize("container", ["png", "tiff", "webp"])
    def test_subjects_are_kept_one_by_one(
        self, container: str, tmp_path: Path, derivation: Derivation
    ) -> None:
        told = {"exif": exif_block(6), "icc_profile": icc_profile()}
        (tmp_path / "a").write_bytes(pillow(samples(), container.upper(), **told))
        report = report_of(tmp_path / "a", tmp_path / f"b.{container}", derivation)
        assert {"camera", "dates", "place", "ICC profile"} <= {*report.kept}
        assert {"orientation (applied to the pixels)", "software"} <= {*report.changed}

    def test_nothing_is_said_of_what_neither_states(self) -> None:
        ledger = compare_tags(Tags(container="png"), Tags(container="png"), "png")
        assert (ledger.kept, ledger.changed, ledger.dropped) == ([], [], [])

    def test_a_loss_is_seen(self) -> None:
        source = Tags(container="tiff", exif=Exif(main={0x010F: text_entry("maker")}), iptc=b"i")
        ledger = compare_tags(source, replace(source, exif=None, iptc=b""), "png")
        assert ledger.dropped == ["camera", "IPTC"]
        assert ledger.changed == ["container (tiff to png)"]

    def test_a_turned_photo_whose_exif_is_lost(self) -> None:
        turned = Exif(main={0x0112: whole_entry("<", 3, 6)})
        source = Tags(container="jpeg", exif=turned)
        ledger = compare_tags(source, replace(source, exif=None), "jpeg")
        assert ledger.dropped == ["orientation (applied to the pixels)"]
