"""Every file of both zoos: a valid result, judged by others, or a typed error with its reason."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import rasterio

from io_formats import open_scene, series_of
from io_formats.dicom.ledger import SUBJECTS
from io_formats.scene import Scene
from tests.zoo.allowed import OF_ALL, OF_ONE, reason_for
from tests.zoo.by_dcm2niix import series_differences
from tests.zoo.collection import expectations, files
from tests.zoo.identity import Run, identity_run
from tests.zoo.told import untold
from tests.zoo.verdict import PROGRAMS, verdicts

pytestmark = pytest.mark.data

SERIES = {
    "dicom2nifti/failing_gantrytilting_001": 2,
    "dicom2nifti/hitachi_anatomical_001": 4,
    "dicomdir_set/77654033/CT2": 4,
    "dicomdir_set/98892001/CT5N": 5,
    "pet_ge_sts001": 12,
    "pet_ibsi_sts_033": 60,
}
"""Folders that hold one series, and its number of slices."""


@dataclass(frozen=True)
class Zoo:
    root: Path
    runs: list[Run]

    def name(self, run: Run) -> str:
        return run.source.relative_to(self.root).as_posix()


@pytest.fixture(scope="module")
def zoo(data_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Zoo:
    """Return what came of every file; nothing but errors of the family may have been raised."""
    folder = tmp_path_factory.mktemp("zoo")
    sources = files(data_root)
    return Zoo(data_root, [identity_run(p, folder / f"{n}") for n, p in enumerate(sources)])


@pytest.fixture(scope="module")
def judged(zoo: Zoo) -> list[list[str]]:
    for program in PROGRAMS:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    return verdicts(zoo.runs)


def pixels(scene: Scene) -> np.ndarray:
    planes, bands, rows, columns = scene.shape
    return scene.pixels[slice(0, planes), slice(0, bands), slice(0, rows), slice(0, columns)]


def test_outcomes_are_those_of_the_table(zoo: Zoo) -> None:
    expected = expectations()
    assert {zoo.name(run): run.outcome for run in zoo.runs} == {
        name: row.outcome for name, row in expected.items()
    }
    assert sum(run.outcome == "written" for run in zoo.runs) == 242


def test_refusals_say_what_is_the_matter_and_of_which_file(zoo: Zoo) -> None:
    expected = expectations()
    for run in zoo.runs:
        if run.outcome != "written":
            row = expected[zoo.name(run)]
            assert row.said, zoo.name(run)
            assert row.said in run.said
            named = {run.source.name, run.source.parent.name}
            assert any(name in run.said for name in named), run.said


def test_results_read_back_as_they_were(zoo: Zoo) -> None:
    for run in zoo.runs:
        if run.scene is None or run.report is None:
            continue
        again = open_scene(run.report.path)
        name = zoo.name(run)
        assert again.source.format == run.format, name
        assert pixels(again).tobytes() == pixels(run.scene).tobytes(), name
        np.testing.assert_array_equal(again.grid.affine, run.scene.grid.affine, name)
        factors = [s.source.facts.get("suv_factor") for s in (run.scene, again)]
        assert factors[0] == factors[1], name
        np.testing.assert_array_equal(again.values.slope, run.scene.values.slope, name)
        np.testing.assert_array_equal(again.values.offset, run.scene.values.offset, name)


def test_rasters_hold_what_one_decoder_finds_in_both(zoo: Zoo) -> None:
    """Lossy sources too: judged is what was decoded, by the same build of GDAL."""
    rasters = [run for run in zoo.runs if run.format == "geotiff" and run.whole]
    assert len(rasters) > 50
    for run in rasters:
        assert run.report is not None
        with rasterio.open(run.source) as source, rasterio.open(run.report.path) as result:
            np.testing.assert_array_equal(result.read(), source.read(), run.source.name)
            np.testing.assert_array_equal(result.read_masks(), source.read_masks())


@pytest.mark.external
def test_judges_find_only_differences_that_have_a_reason(zoo: Zoo, judged: list[list[str]]) -> None:
    strange = [
        f"{zoo.name(run)}: {difference}"
        for run, found in zip(zoo.runs, judged, strict=True)
        for difference in found
        if not reason_for(run.source.name, run.format, difference)
    ]
    assert strange == []


@pytest.mark.external
def test_judges_do_see_differences(zoo: Zoo, judged: list[list[str]]) -> None:
    """Each row of the lists is needed, so none hides what nobody has seen."""
    found = [
        (run.format, run.source.name, difference)
        for run, differences in zip(zoo.runs, judged, strict=True)
        for difference in differences
    ]
    rows = [(0, name, row[0]) for name, rows in OF_ALL.items() for row in rows]
    rows += [(1, name, row[0]) for name, rows in OF_ONE.items() for row in rows]
    unused = [
        (name, pattern)
        for place, name, pattern in rows
        if not any(one[place] == name and re.fullmatch(pattern, one[2]) for one in found)
    ]
    assert unused == []


@pytest.mark.external
def test_reports_speak_of_all_that_the_judges_found(zoo: Zoo, judged: list[list[str]]) -> None:
    silent = [
        f"{zoo.name(run)}: {difference}"
        for run, found in zip(zoo.runs, judged, strict=True)
        if run.report is not None and run.whole
        for difference in untold(run, found)
    ]
    assert silent == []


@pytest.mark.external
def test_what_reports_call_kept_no_judge_found_changed(zoo: Zoo, judged: list[list[str]]) -> None:
    checked = 0
    for run, found in zip(zoo.runs, judged, strict=True):
        if run.format != "dicom":
            continue
        assert run.report is not None
        differing = {line.split()[-1] for line in found if line.startswith("dcmdump")}
        for subject in {*run.report.kept} & {*SUBJECTS}:
            assert not {*SUBJECTS[subject]} & differing, (zoo.name(run), subject)
            checked += 1
    assert checked > 500


@pytest.mark.external
def test_the_time_of_a_pet_series_stays(zoo: Zoo, judged: list[list[str]]) -> None:
    pets = [
        found
        for run, found in zip(zoo.runs, judged, strict=True)
        if run.scene is not None and run.scene.source.modality == "PT"
    ]
    assert len(pets) == 72
    assert not [line for found in pets for line in found if re.search("Series(Date|Time)", line)]


@pytest.mark.external
@pytest.mark.parametrize("name", SERIES)
def test_dcm2niix_makes_the_same_volume_of_a_series(
    name: str, data_root: Path, tmp_path: Path, judge: Callable[[str], str]
) -> None:
    judge("dcm2niix")
    run = identity_run(data_root / "medical" / "zoo" / "dicom" / name, tmp_path / "out")
    assert run.scene is not None, run.said
    assert run.report is not None
    assert len(run.report.files) == SERIES[name]
    assert series_differences(run.scene.source.files, run.report.files) == []


@pytest.mark.external
def test_dcm2niix_makes_the_same_volumes_of_a_file_set(
    data_root: Path, tmp_path: Path, judge: Callable[[str], str]
) -> None:
    judge("dcm2niix")
    index = data_root / "medical" / "zoo" / "dicom" / "dicomdir_set" / "DICOMDIR"
    kinds = [title.split()[0] for title in series_of(index)]
    assert (len(kinds), kinds.count("CR")) == (22, 3)
    for number, kind in enumerate(kinds, 1):
        run = identity_run(index, tmp_path / f"{number}", number)
        assert run.scene is not None, run.said
        assert run.report is not None
        # of a radiograph the judge makes no volume
        if kind != "CR":
            assert series_differences(run.scene.source.files, run.report.files) == []
