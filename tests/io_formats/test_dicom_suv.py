"""SUVbw by the vendor-neutral rules, with factors worked out by hand."""

from __future__ import annotations

import math

import pytest
from pydicom import Dataset

from io_formats.dicom.suv import suv_of
from tests import dicom_factories as factory

# 70 kg, 350 MBq, one hour before the scan, half-life 6586.2 s
ONE_HOUR = 70_000 / (350e6 * 0.5 ** (3600 / 6586.2))


def injection(dataset: Dataset) -> Dataset:
    item: Dataset = dataset.RadiopharmaceuticalInformationSequence[0]
    return item


def factor(dataset: Dataset) -> float:
    suv = suv_of([dataset])
    assert suv.missing == ""
    assert suv.factor is not None
    return suv.factor


def test_activity_is_decayed_to_the_start_of_the_series() -> None:
    suv = suv_of([factory.pt()])
    assert suv.factor == pytest.approx(ONE_HOUR, rel=1e-12)
    assert suv.inputs["decay_s"] == 3600
    assert suv.inputs["weight_kg"] == 70
    assert suv.inputs["dose_bq"] == 350e6


def test_correction_to_administration_needs_no_decay() -> None:
    dataset = factory.pt()
    dataset.DecayCorrection = "ADMIN"
    assert factor(dataset) == pytest.approx(70_000 / 350e6, rel=1e-12)


def test_injection_before_midnight() -> None:
    dataset = factory.pt()
    dataset.SeriesTime = dataset.AcquisitionTime = "001500"
    injection(dataset).RadiopharmaceuticalStartTime = "231500.00"
    assert factor(dataset) == pytest.approx(ONE_HOUR, rel=1e-12)


def test_full_date_of_injection_reaches_back_days() -> None:
    dataset = factory.pt()
    injection(dataset).RadionuclideHalfLife = "282276"
    injection(dataset).RadiopharmaceuticalStartDateTime = "20231231120000"
    assert factor(dataset) == pytest.approx(
        70_000 / (350e6 * 0.5 ** (2 * 86400 / 282276)), rel=1e-12
    )


def test_date_of_injection_that_was_shifted_away_is_not_believed() -> None:
    dataset = factory.pt()
    injection(dataset).RadiopharmaceuticalStartDateTime = "19990101110000"
    assert factor(dataset) == pytest.approx(ONE_HOUR, rel=1e-12)


def test_gml_is_suv_already() -> None:
    dataset = factory.pt()
    dataset.Units = "GML"
    assert factor(dataset) == 1.0


def test_philips_counts_with_their_own_factor() -> None:
    dataset = factory.pt()
    dataset.Units = "CNTS"
    block = dataset.private_block(0x7053, "Philips PET Private Group", create=True)
    block.add_new(0x00, "DS", "0.000551")
    assert factor(dataset) == 0.000551


def test_philips_counts_through_activity() -> None:
    dataset = factory.pt()
    dataset.Units = "CNTS"
    block = dataset.private_block(0x7053, "Philips PET Private Group", create=True)
    block.add_new(0x09, "UN", b"2.5 ")
    assert factor(dataset) == pytest.approx(2.5 * ONE_HOUR, rel=1e-12)


def test_series_made_later_takes_the_private_scan_time() -> None:
    dataset = factory.pt()
    dataset.SeriesTime = "170000"
    block = dataset.private_block(0x0009, "GEMS_PETD_01", create=True)
    block.add_new(0x0D, "DT", "20240102120000.00")
    assert factor(dataset) == pytest.approx(ONE_HOUR, rel=1e-12)


def test_series_made_later_counts_back_from_the_frame() -> None:
    dataset = factory.pt()
    dataset.SeriesTime = "170000"
    rate, frame_s = math.log(2) / 6586.2, 600.0
    average_s = math.log(rate * frame_s / (1 - math.exp(-rate * frame_s))) / rate
    # the frame began 120 s after the moment that the pixels are corrected to
    dataset.AcquisitionTime = "120200"
    dataset.FrameReferenceTime = repr((120 + average_s) * 1000)[:16]
    assert 290 < average_s < 300
    # a moment of Python holds microseconds
    assert factor(dataset) == pytest.approx(ONE_HOUR, rel=1e-9)


def test_earliest_acquisition_of_the_series_counts() -> None:
    early, late = factory.pt(0), factory.pt(1)
    late.SeriesTime = early.SeriesTime = "120000"
    late.AcquisitionTime, early.AcquisitionTime = "113000", "121000"
    late.FrameReferenceTime = "0"
    assert "processed later" in suv_of([early, late]).missing
    assert suv_of([early]).factor == pytest.approx(ONE_HOUR, rel=1e-12)


@pytest.mark.parametrize(
    ("keyword", "value", "said"),
    [
        ("PatientWeight", "", "weight"),
        ("PatientWeight", "0", "weight"),
        ("CorrectedImage", ["ATTN"], "DECY"),
        ("CorrectedImage", ["DECY"], "ATTN"),
        ("DecayCorrection", "NONE", "NONE"),
        ("Units", "PROPCPS", "PROPCPS"),
        ("Units", "CNTS", "counts"),
        ("RadiopharmaceuticalInformationSequence", [], "radiopharmaceutical"),
    ],
)
def test_what_is_missing_is_said(keyword: str, value: object, said: str) -> None:
    dataset = factory.pt()
    setattr(dataset, keyword, value)
    suv = suv_of([dataset])
    assert suv.factor is None
    assert said in suv.missing


@pytest.mark.parametrize(
    ("keyword", "value", "said"),
    [
        ("RadionuclideTotalDose", "0", "dose"),
        ("RadionuclideTotalDose", "350", "MBq"),
        ("RadionuclideHalfLife", "", "half-life"),
        ("RadiopharmaceuticalStartTime", "", "injected"),
    ],
)
def test_what_is_missing_of_the_injection_is_said(keyword: str, value: str, said: str) -> None:
    dataset = factory.pt()
    setattr(injection(dataset), keyword, value)
    assert said in suv_of([dataset]).missing


def test_inputs_tell_all_that_the_factor_was_made_of() -> None:
    assert suv_of([factory.pt()]).inputs == {
        "units": "BQML",
        "decay_correction": "START",
        "corrected_for": ["ATTN", "DECY"],
        "weight_kg": 70,
        "dose_bq": 350e6,
        "half_life_s": 6586.2,
        "scan_time_from": "series",
        "scan_time": "12:00:00",
        "injection_time": "11:00:00",
        "decay_s": 3600,
    }


def test_inputs_are_told_as_far_as_they_go() -> None:
    dataset = factory.pt()
    del injection(dataset).RadionuclideHalfLife
    suv = suv_of([dataset])
    assert "half-life" in suv.missing
    assert suv.factor is None
    assert (suv.inputs["weight_kg"], suv.inputs["dose_bq"]) == (70, 350e6)
    assert "half_life_s" not in suv.inputs


def test_enhanced_pet_states_its_dose_in_megabecquerels() -> None:
    dataset = factory.pt()
    injection(dataset).RadionuclideTotalDose = "350"
    assert "MBq" in suv_of([dataset]).missing
    dataset.SOPClassUID = "1.2.840.10008.5.1.4.1.1.130"
    assert factor(dataset) == pytest.approx(ONE_HOUR, rel=1e-12)
