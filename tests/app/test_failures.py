"""Bad input and bad options: one typed line, the right exit code, and nothing left behind."""

from __future__ import annotations

import re
import shutil
import struct
from pathlib import Path

import numpy as np
import pytest

from app.messages import EXIT_CODES, error_line, exit_code, worst
from core.errors import ComputeError, ModelError, TrainingError
from io_formats.errors import Cancelled, RestorationError, SourceError, TargetError
from tests import dicom_factories as dicom
from tests import geotiff_factories as geotiff
from tests import nifti_factories as nifti
from tests import photo_factories as photo
from tests.app.conftest import Command, listing
from tests.app.test_restore import make, read, stored
from tests.models import tiny_card

LINE = re.compile(r"error\[[A-Z-]+\]: .+ - .+ - .+")


def bad(kind: str, folder: Path) -> Path:
    """Make an input that cannot be restored."""
    folder.mkdir(exist_ok=True)
    path = folder / f"bad.{kind}"
    match kind:
        case "empty":
            path.write_bytes(b"")
        case "text.dcm":
            path.write_text("These are no pixels.\n" * 30)
        case "truncated.png":
            path.write_bytes(photo.png(photo.samples(64, 64))[:3000])
        case "two-series":
            dicom.series(path, count=2)
            shutil.copytree(dicom.series(folder / "other", make=dicom.mr, count=2), path / "mr")
        case "zero.nii":
            nifti.save_nifti(path, nifti.ramp((4, 5, 6)))
            raw = bytearray(path.read_bytes())
            raw[40:56] = struct.pack("<8h", 3, 4, 0, 6, 1, 1, 1, 1)
            path.write_bytes(raw)
        case "nothing":
            path.mkdir()
    return path


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("empty", "UNKNOWN-FORMAT"),
        ("text.dcm", "UNKNOWN-FORMAT"),
        ("truncated.png", "DAMAGED-FILE"),
        ("two-series", "INCONSISTENT-SERIES"),
        ("zero.nii", "DAMAGED-FILE"),
        ("nothing", "UNKNOWN-FORMAT"),
        ("missing", "SOURCE-MISSING"),
    ],
)
def test_bad_input(kind: str, code: str, tmp_path: Path, restore: Command) -> None:
    path = bad(kind, tmp_path / "in")
    ran = restore(path, "-o", tmp_path / "out")
    assert ran.code == 3
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert LINE.fullmatch(ran.err.strip())
    assert ran.err.startswith(f"error[{code}]")
    assert str(path) in ran.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command_name", ["info", "restore"])
def test_missing_path_of_other_commands(
    command_name: str, tmp_path: Path, command: Command
) -> None:
    more = ("-o", tmp_path / "out") if command_name == "restore" else ()
    assert command(command_name, tmp_path / "missing", *more).code == 3


def test_scene_of_nodata_alone_comes_back_as_it_is(tmp_path: Path, restore: Command) -> None:
    path = geotiff.write_raster(
        tmp_path / "void.tif", np.full((2, 40, 30), -9999, "float32"), nodata=-9999
    )
    ran = restore(path, "-o", tmp_path / "out")
    assert (ran.code, ran.errors) == (0, [])
    assert np.array_equal(stored(path), stored(tmp_path / "out" / "void.tif"))
    assert "warning:" in ran.err
    assert read(tmp_path / "out" / "void.tif.json")["warnings"]


def test_all_inputs_are_tried_and_the_worst_code_wins(tmp_path: Path, restore: Command) -> None:
    good, taken = make("png", tmp_path / "a"), make("jpeg", tmp_path / "b")
    taken = taken.rename(taken.with_name("taken.jpg"))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "taken.png").write_text("mine")
    ran = restore(tmp_path / "missing", taken, good, "-o", tmp_path / "out")
    assert ran.code == 4
    assert [line.split("]")[0] for line in ran.errors] == [
        "error[SOURCE-MISSING",
        "error[TARGET-EXISTS",
    ]
    assert f"{good} -> " in ran.out
    assert listing(tmp_path / "out") == ["holiday.png", "holiday.png.json", "taken.png"]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--model", "nonesuch"), 5, "error[MODEL-NOT-FOUND]: there is no model nonesuch"),
        (("--task", "dream"), 5, "error[TASK-NOT-SUPPORTED]: there is no task dream"),
        (("--task", "ct-denoise"), 5, "error[TASK-NOT-SUPPORTED]: ct-denoise does not fit"),
        (("--device", "cuda:99"), 6, "error[DEVICE-UNAVAILABLE]: device cuda:99"),
        (("--device", "toaster"), 6, "error[DEVICE-UNAVAILABLE]: device toaster"),
        (("--precision", "int4"), 6, "error[DEVICE-UNAVAILABLE]: precision int4"),
    ],
)
def test_wrong_choice(
    options: tuple[str, ...], code: int, said: str, tmp_path: Path, restore: Command
) -> None:
    ran = restore(make("png", tmp_path / "in"), "-o", tmp_path / "out", *options)
    assert ran.code == code
    assert ran.err.startswith(said)
    assert LINE.fullmatch(ran.err.strip())
    assert not (tmp_path / "out").exists()


def test_tampered_weights(tmp_path: Path, restore: Command) -> None:
    card = tiny_card(tmp_path / "model")
    weights = card.with_suffix(".safetensors")
    raw = bytearray(weights.read_bytes())
    raw[-1] ^= 1
    weights.write_bytes(raw)
    ran = restore(make("png", tmp_path / "in"), "-o", tmp_path / "out", "--model", card)
    assert (ran.code, ran.errors[0][:23]) == (5, "error[WEIGHTS-MISMATCH]")
    assert not (tmp_path / "out").exists()


def test_scale_that_is_not_on_the_card(tmp_path: Path, restore: Command) -> None:
    card = tiny_card(tmp_path / "model", scales=(1,))
    source = make("png", tmp_path / "in")
    ran = restore(source, "-o", tmp_path / "out", "--model", card, "--scale", "4")
    assert (ran.code, ran.errors[0][:25]) == (5, "error[TASK-NOT-SUPPORTED]")
    assert not (tmp_path / "out").exists()


def test_reference_that_does_not_fit(tmp_path: Path, restore: Command) -> None:
    source = make("png", tmp_path / "in")
    (tmp_path / "small.png").write_bytes(photo.png(photo.samples(8, 8)))
    options = ("--reference", tmp_path / "small.png")
    ran = restore(source, "-o", tmp_path / "out", *options)
    assert ran.code == 3
    assert "(1, 3, 8, 8), not (1, 3, 24, 32)" in ran.err
    assert not (tmp_path / "out").exists()


def test_labels_are_not_restored(tmp_path: Path, restore: Command) -> None:
    labels = np.zeros((16, 16, 2), "u1")
    labels[4:9, 3:12] = 3
    source = nifti.save_nifti(tmp_path / "labels.nii", labels, intent_code=1002)
    ran = restore(source, "-o", tmp_path / "out")
    assert (ran.code, ran.errors[0][:26]) == (3, "error[UNSUPPORTED-CONTENT]")
    assert not (tmp_path / "out").exists()


def test_evaluate_needs_a_folder_of_pairs(tmp_path: Path, command: Command, tiny: Path) -> None:
    ran = command("evaluate", tmp_path, "--model", tiny)
    assert ran.code == 7
    assert ran.err.startswith("error[PAIR-MISMATCH]")
    assert "dataset.json" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("restore",),
        ("restore", "x.png", "-o", "out", "--scale", "3"),
        ("restore", "x.png", "-o", "out", "--strength", "1.5"),
        ("restore", "x.png", "-o", "out", "--strength", "nan"),
        ("restore", "x.png", "-o", "out", "--tile", "16"),
        ("restore", "x.png", "-o", "out", "--quality", "0"),
        ("restore", "x.png", "-o", "out", "--format", "gif"),
        ("restore", "x.png", "-o", "out", "--nonsense"),
        ("evaluate", "x", "--dataset", "triples"),
        ("dream",),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], command: Command) -> None:
    ran = command(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert ran.err.startswith("error[USAGE]: ")


@pytest.mark.parametrize("arguments", [(), ("models",)])
def test_no_command_shows_the_commands(arguments: tuple[str, ...], command: Command) -> None:
    ran = command(*arguments)
    assert ran.code == 2
    assert ran.err.startswith("Usage:")


def test_every_branch_has_its_exit_code() -> None:
    branches = {*RestorationError.__subclasses__()}
    assert branches == {
        SourceError,
        TargetError,
        ModelError,
        ComputeError,
        TrainingError,
        Cancelled,
    }
    assert set(EXIT_CODES) == branches
    codes = [
        exit_code(kind("a", why="b", fix="c"))
        for kind in (SourceError, TargetError, ModelError, ComputeError, TrainingError, Cancelled)
    ]
    assert codes == [3, 4, 5, 6, 7, 130]
    assert exit_code(RestorationError("a", why="b", fix="c")) == 1
    assert (worst([]), worst([0, 0]), worst([3, 130, 4])) == (0, 0, 130)


def test_error_is_one_line_even_if_a_library_said_several() -> None:
    error = TargetError("a\nb", why="c\r\n  d", fix="e\tf")
    assert error_line(error) == "error[TARGET]: a b - c d - e f"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("restore", "a.png", "--scale", "3"), "'--scale': '3' is not one of"),
        (("models", "info"), "Missing argument"),
        (("frob",), "No such command"),
    ],
)
def test_wrong_usage_names_the_command_whose_help_to_read(
    words: tuple[str, ...], said: str, command: Command
) -> None:
    ran = command(*words)
    assert ran.code == 2
    assert said in ran.err
    known = " ".join(word for word in words[:2] if word in ("restore", "models", "info"))
    assert ran.err.rstrip().endswith(f"see {f'datprl-ir {known}'.strip()} --help")
