"""``info``, ``models``, ``demo`` and ``self-test``."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.demo import SAMPLES
from app.report import card_lines, describe_scene, scene_lines
from app.selftest import run_self_test
from core.models.card import CardWindow, Figure, Refinement
from core.models.registry import read_card
from core.version import __version__
from io_formats import open_scene
from resources import locate
from tests import geotiff_factories as geotiff
from tests import nifti_factories as nifti
from tests.app.conftest import Command, listing
from tests.app.test_restore import make, read
from tests.models import tiny_card


@pytest.fixture
def own_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "models"
    monkeypatch.setenv("DATPRL_MODELS", str(folder))
    return folder


def test_version(command: Command) -> None:
    assert command("version").out == f"{__version__}\n"


def test_info_as_json_and_as_lines(tmp_path: Path, command: Command) -> None:
    path = geotiff.float_nan(tmp_path / "scene.tif")
    ran = command("info", path, "--json")
    facts = json.loads(ran.out, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))
    assert ran.code == 0
    assert facts["format"] == "geotiff"
    assert [facts[key] for key in ("planes", "bands", "rows", "columns")] == [1, 2, 20, 24]
    assert facts["dtype"] == "float32"
    assert facts["band_names"] == ["b1", "b2"]
    assert facts["facts"]["epsg"] == 32633
    assert facts["facts"]["nodata"] == ["nan", "nan"]
    lines = command("info", path).out.splitlines()
    assert "rows               20" in lines
    assert "nodata             nan, nan" in lines
    assert not [line for line in lines if line.startswith("facts")]


def test_info_tells_what_restoring_takes_and_what_is_free(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.estimate.free_bytes", lambda: 3 * 2**30)
    path = make("png", tmp_path)
    told = json.loads(command("info", path, "--json").out)["memory"]
    rows, columns = open_scene(path).shape[2:]
    assert (told["model"], told["open_bytes"]) == ("compact", 3 * rows * columns)
    assert told["free_bytes"] == 3 * 2**30
    wanted = [told["restore_bytes"][scale] for scale in ("1", "2", "4")]
    assert wanted == sorted(wanted)
    assert set(told["temporary_file_bytes"].values()) == {0}
    lines = command("info", path).out.splitlines()
    assert "memory when open   1 MiB" in lines
    assert "memory free        3.0 GiB" in lines
    assert any(line.startswith("memory to restore  at most 1x ") for line in lines)


def test_info_tells_of_temporary_files_and_unknown_memory(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.estimate.free_bytes", lambda: None)
    monkeypatch.setattr("core.sink.MEMORY_LIMIT", 0)
    said = command("info", make("png", tmp_path)).out
    assert " and 1 MiB of disk, 2x " in said
    assert "memory free        unknown" in said


def test_info_tells_no_memory_of_what_is_not_restored(tmp_path: Path, command: Command) -> None:
    labels = nifti.save_nifti(tmp_path / "a.nii", np.ones((8, 9, 2), np.uint8), intent_code=1002)
    ran = command("info", labels, "--json")
    assert json.loads(ran.out)["memory"] == {}
    lines = command("info", labels).out.splitlines()
    assert [line for line in lines if line.startswith("memory")] == []


def test_info_says_coordinates_only_when_asked(tmp_path: Path, command: Command) -> None:
    path = geotiff.scaled_int16(tmp_path / "scene.tif")
    shown = json.loads(command("info", path, "--json").out)["facts"]
    assert "500000" not in json.dumps(shown)
    assert "5000000" not in command("info", path).out
    assert (shown["scales"], shown["offsets"]) == ([0.1, 0.01], [273.15, -5.0])
    assert shown["band_units"] == ["K", "m"]
    told = json.loads(command("info", path, "--json", "--verbose-metadata").out)["facts"]
    assert told["bounds"] == [500000.0, 4999800.0, 500240.0, 5000000.0]


def test_info_shows_warnings_of_the_file(tmp_path: Path) -> None:
    scene = open_scene(geotiff.geographic(tmp_path / "scene.tif"))
    said = scene_lines(describe_scene(scene))[-1]
    assert said.startswith("warning: The coordinates are geographic")


def test_models_of_the_user(own_models: Path, command: Command) -> None:
    card = tiny_card(own_models, "mine")
    listed = command("models", "list")
    assert listed.code == 0
    assert any(
        line.startswith("mine ") and line.endswith(f"[{card}]") for line in listed.out.splitlines()
    )
    shown = command("models", "info", "mine", "--json")
    assert json.loads(shown.out)["sha256"] == read_card(card).sha256
    assert "network      nafnet, width 4" in command("models", "info", "mine").out
    verified = command("models", "verify", "mine")
    assert (verified.code, verified.out.count("\n")) == (0, 1)
    assert verified.out.startswith("mine: ")


def test_verify_notices_a_changed_file(own_models: Path, command: Command) -> None:
    weights = tiny_card(own_models, "mine").with_suffix(".safetensors")
    raw = bytearray(weights.read_bytes())
    raw[-3] ^= 4
    weights.write_bytes(raw)
    tiny_card(own_models, "other")
    assert "other: the weights are those of the card" in command("models", "verify").out
    for arguments in ((), ("mine",)):
        ran = command("models", "verify", *arguments)
        assert ran.code == 5
        assert "mine: the weights" not in ran.out
        assert ran.errors[0].startswith("error[WEIGHTS-MISMATCH]")
        assert str(weights) in ran.err
    assert command("models", "verify", "other").code == 0
    weights.unlink()
    assert command("models", "verify", "mine").errors[0].startswith("error[MODEL-NOT-FOUND]")


def test_card_without_weights(own_models: Path, command: Command) -> None:
    path = tiny_card(own_models, "bare")
    card = read_card(path).model_copy(update={"weights": "", "sha256": ""})
    path.write_text(card.model_dump_json())
    assert "bare: a card without weights" in command("models", "verify").out
    assert command("models", "verify", "bare").code == 5


def test_import_of_a_released_checkpoint(
    own_models: Path, golden: Path, command: Command, tmp_path: Path
) -> None:
    checkpoint = golden / "nafnet_tiny_ema.pth"
    options = json.loads((golden / "nafnet_tiny_ema.json").read_text())
    ran = command("models", "import", checkpoint, "-o", "theirs", *top_k(options))
    assert (ran.code, ran.errors) == (0, [])
    assert listing(own_models) == ["theirs.json", "theirs.safetensors"]
    assert command("models", "verify", "theirs").code == 0
    again = command("models", "import", checkpoint, "-o", "theirs", *top_k(options))
    assert again.code == 5
    assert "there is a model theirs already" in again.err
    assert command("models", "import", checkpoint, "-o", "No Name").code == 5
    assert listing(own_models) == ["theirs.json", "theirs.safetensors"]
    used = command(
        "restore", make("png", tmp_path / "in"), "-o", tmp_path / "out", "--model", "theirs"
    )
    assert used.code == 0
    assert read(tmp_path / "out" / "holiday.png.json")["model"]["name"] == "theirs"


def top_k(options: dict) -> tuple[str, ...]:
    found = {key: value for key, value in options.items() if "top_k" in key}
    task = next((v for k, v in found.items() if "task" in k), 3)
    domain = next((v for k, v in found.items() if "domain" in k), 5)
    return "--task-top-k", str(task), "--domain-top-k", str(domain)


def test_import_of_something_else(own_models: Path, tmp_path: Path, command: Command) -> None:
    (tmp_path / "x.pth").write_bytes(b"cos\nsystem\n(S'true'\ntR.")
    ran = command("models", "import", tmp_path / "x.pth", "-o", "x")
    assert ran.code == 5
    assert not own_models.exists()


def test_card_is_shown_whole(tmp_path: Path) -> None:
    path = tiny_card(
        tmp_path,
        unverified=True,
        windows={
            "ct-denoise": CardWindow(
                kind="fixed", low=-160, high=240, unit="HU", assumed=True, further=((170, 1770),)
            )
        },
        refinements={
            "ct-denoise": Refinement(rotations=4),
            "pet-denoise": Refinement(keep_mean_px=2.5),
        },
        figures=(
            Figure(dataset="a/b", task="ct-denoise", images=3, input_psnr=20, output_psnr=21.5),
        ),
        cautions=("Mind the gap.",),
    )
    lines = card_lines(read_card(path))
    assert "window       ct-denoise: -160 to 240, then 170 to 1770 HU, assumed" in lines
    assert "refined      ct-denoise: mean of 4 quarter turns" in lines
    assert "refined      pet-denoise: one turn, mean within 2.5 px kept" in lines
    assert "figure       a/b (ct-denoise, 3 images): 20.00 -> 21.50 dB" in lines
    assert "caution      Mind the gap." in lines
    assert any(line.startswith("unverified") for line in lines)


def test_demo_shows_what_it_did(tmp_path: Path, command: Command, tiny: Path) -> None:
    ran = command("demo", "-o", tmp_path, "--model", tiny, "--device", "cpu")
    assert (ran.code, ran.errors) == (0, [])
    lines = ran.out.splitlines()
    assert len(lines) == len(SAMPLES) + 1
    assert "not for diagnostic use" in lines[-1]
    for line, (title, name, _) in zip(lines, SAMPLES, strict=False):
        assert line.startswith(title)
        assert "PSNR" in line
        assert "SSIM" in line
        assert open_scene(tmp_path / name).shape == open_scene(locate(f"samples/{name}")).shape
        record = read(tmp_path / ("mri.json" if name == "mri.nii.gz" else f"{name}.json"))
        assert f"-> {record['metrics']['output']['psnr']:5.2f} dB" in line
        rows, columns = open_scene(tmp_path / name).shape[2:]
        with Image.open(tmp_path / f"{name}.before-after.png") as picture:
            picture.load()
            assert picture.size == (3 * columns + 8, rows)
            assert picture.mode == "RGB"
            pixels = np.asarray(picture)
        assert (pixels[:, columns : columns + 4] == 255).all()
        assert len(np.unique(pixels[:, 2 * columns + 8 :])) > 50, "the truth is shown"
    assert len(list(tmp_path.iterdir())) == 3 * len(SAMPLES)
    again = command("demo", "-o", tmp_path, "--model", tiny)
    assert again.code == 4


def test_demo_does_not_replace_a_picture_after_the_work(
    tmp_path: Path, command: Command, tiny: Path
) -> None:
    (tmp_path / "ct.before-after.png").write_text("mine")
    ran = command("demo", "-o", tmp_path, "--model", tiny)
    assert ran.code == 4
    assert listing(tmp_path) == ["ct.before-after.png"]


def test_self_test_passes(command: Command) -> None:
    ran = command("self-test")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith("libraries")
    assert lines[-1] == "all is well"
    assert ran.out.count("written and read back bit for bit") == len(SAMPLES)
    assert ran.out.count("restored in ") == len(SAMPLES)


def test_self_test_says_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, tiny: Path
) -> None:
    from core.restorer import load_restorer

    monkeypatch.setattr("app.selftest.load_restorer", lambda: load_restorer(str(tmp_path)))
    assert run_self_test() == 5
    out, err = capsys.readouterr()
    assert "something is wrong" in out
    assert "FAILED: error[MODEL-NOT-FOUND]" in err

    monkeypatch.setattr("app.selftest.load_restorer", lambda: load_restorer(str(tiny)))
    monkeypatch.setattr("app.selftest._stored", lambda scene: np.array([id(scene)]))
    assert run_self_test() == 3
    assert capsys.readouterr().err.count("did not come back unchanged") == len(SAMPLES)
