"""``analyse`` and ``models profile``: from folders and images to figures, profiles, readouts."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.models.registry import read_card
from resources import locate
from tests.app.conftest import Command, listing
from tests.core.analysis.hearings import ct_pairs, rain_pairs
from tests.core.training.datasets.replicas import picture
from tests.models import tiny_card
from tests.photo_factories import png, samples


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    ct_pairs(tmp_path)
    rain_pairs(tmp_path)
    return tmp_path / "ct", tmp_path / "rain"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    path.write_bytes(png(samples(20, 24)))
    return path


def test_figures_and_numbers_of_data_sets(
    folders: tuple[Path, Path], tmp_path: Path, command: Command, tiny: Path
) -> None:
    said, out = tmp_path / "said.jsonl", tmp_path / "out"
    for folder in folders:
        command("describe", folder, "-o", said)
    before = listing(folders[0])
    arguments = ("analyse", *folders, "-o", out, "--model", tiny, "--device", "cpu")
    ran = command(*arguments, "--descriptions", said, "--swap", "--limit", 2)
    assert (ran.code, ran.err) == (0, "")
    told = json.loads((out / "analysis.json").read_text())
    assert [row["images"] for row in told["datasets"]] == [2, 2]
    assert listing(out) == sorted(["analysis.json", *told["figures"]])
    assert len(told["figures"]) == 7
    for name in told["figures"]:
        image = Image.open(BytesIO((out / name).read_bytes()))
        image.verify()
        assert min(image.size) >= 288
    assert ran.out.endswith(f"{out}: analysis.json and 7 figures\n")
    assert f"of {len(told['overall']['task']['chosen'])} are chosen" in ran.out
    assert "ct: " in ran.out
    assert "dB lost under other tasks' prompts" in ran.out
    assert listing(folders[0]) == before
    again = command(*arguments)
    assert (again.code, again.errors[0][:20]) == (4, "error[TARGET-EXISTS]")
    assert json.loads((out / "analysis.json").read_text()) == told
    assert command(*arguments, "--force").code == 0


def test_profiles_into_a_card_and_an_image_read_out(
    folders: tuple[Path, Path], photo: Path, tmp_path: Path, command: Command
) -> None:
    card = tiny_card(tmp_path / "model")
    ran = command("models", "profile", card, *folders, "--device", "cpu")
    assert (ran.code, ran.err) == (0, "")
    profiles = read_card(card).profiles
    assert list(profiles) == ["natural-derain", "ct-denoise"]
    assert (profiles["ct-denoise"].images, profiles["natural-derain"].images) == (3, 2)
    for pool in ("task", "domain"):
        assert sum(getattr(profiles["ct-denoise"], pool)) == pytest.approx(1, abs=1e-4)
    assert ran.out.endswith(f"{card}: profiles of 2 tasks\n")
    again = command("models", "profile", card, *folders, "--device", "cpu")
    assert (again.code, again.errors[0][:20]) == (4, "error[TARGET-EXISTS]")
    shown = command("models", "info", card).out
    assert "profile      ct-denoise: 3 images" in shown

    read = command("analyse", photo, "--model", card, "--device", "cpu")
    assert read.code == 0
    first, second, *rest = read.out.splitlines()
    assert first.startswith(f"{photo}: closest to: ")
    assert second.startswith(f"{photo}: then: ")
    assert [line.split(": ")[1] for line in rest] == ["task prompts", "domain prompts"]
    assert not list(tmp_path.glob("photo.png.json"))


def test_record_of_a_restoration_tells_the_likeness(
    folders: tuple[Path, Path], photo: Path, tmp_path: Path, command: Command
) -> None:
    """A photo of the profile's own data set asks exactly what its profile holds."""
    card = tiny_card(tmp_path / "model")
    out = tmp_path / "out"
    plain = command("restore", photo, "-o", out, "--model", card, "--device", "cpu")
    assert plain.code == 0
    assert "closest" not in json.loads((out / "photo.png.json").read_text())["prompts"]
    command("models", "profile", card, *folders, "--device", "cpu")
    command("restore", photo, "-o", out, "--model", card, "--device", "cpu", "--force")
    prompts = json.loads((out / "photo.png.json").read_text())["prompts"]
    found = prompts["closest"]
    assert {row["task"] for row in found} == {"natural-derain", "ct-denoise"}
    assert 1 >= found[0]["similarity"] >= found[1]["similarity"] >= 0
    for row in found:
        profile = read_card(card).profiles[row["task"]]
        cosines = [
            np.dot(prompts[pool], getattr(profile, pool))
            / np.linalg.norm(prompts[pool])
            / np.linalg.norm(getattr(profile, pool))
            for pool in ("task", "domain")
        ]
        assert row["similarity"] == pytest.approx(np.mean(cosines), abs=2e-3)


def test_card_without_profiles_says_so_and_still_shows_prompts(
    photo: Path, command: Command, tiny: Path, tmp_path: Path
) -> None:
    ran = command("analyse", photo, tmp_path / "missing.png", "--model", tiny, "--device", "cpu")
    assert ran.code == 3
    assert "closest to" not in ran.out
    assert ran.out.count("prompts: ") == 2
    assert "warning: the card of tiny has no reference profiles" in ran.err
    assert [line.split("]")[0] for line in ran.errors] == ["error[SOURCE-MISSING"]


def test_bundled_card_is_not_changed_by_name(folders: tuple[Path, Path], command: Command) -> None:
    before = locate("models/compact.json").read_bytes()
    ran = command("models", "profile", "compact", *folders, "--device", "cpu", "--force")
    assert (ran.code, ran.errors[0][:19]) == (4, "error[NOT-WRITABLE]")
    assert "it came with the program" in ran.err
    assert locate("models/compact.json").read_bytes() == before


def test_wrong_usage_and_wrong_folders(
    photo: Path, tmp_path: Path, command: Command, tiny: Path
) -> None:
    assert command("analyse", photo, "--swap", "--model", tiny).code == 2
    ran = command("analyse", tmp_path, "-o", tmp_path / "out", "--model", tiny, "--device", "cpu")
    assert (ran.code, ran.errors[0][:20]) == (7, "error[PAIR-MISMATCH]")
    odd = command("analyse", photo, "-o", tmp_path / "out", "--dataset", "dreams", "--model", tiny)
    assert (odd.code, "no such layout" in odd.err) == (7, True)
    assert not (tmp_path / "out").exists()


def test_existing_figure_is_found_out_before_any_image(
    folders: tuple[Path, Path], tmp_path: Path, command: Command, tiny: Path
) -> None:
    """A data set that cannot be read is never asked for its first image."""
    for file in (folders[0] / "lq").iterdir():
        file.write_bytes(b"no picture")
    out = tmp_path / "out"
    out.mkdir()
    (out / "selection-domain.png").write_bytes(b"mine")
    ran = command("analyse", folders[0], "-o", out, "--model", tiny, "--device", "cpu")
    assert (ran.code, ran.errors[0][:20]) == (4, "error[TARGET-EXISTS]")
    assert "selection-domain.png" in ran.err
    assert listing(out) == ["selection-domain.png"]


def test_one_image_of_a_layout_without_a_val_part(
    tmp_path: Path, command: Command, tiny: Path
) -> None:
    """The test part is what every layout has; one image cannot be recognised by others."""
    picture(tmp_path / "clouds/test/cloud/1.png", 110)
    picture(tmp_path / "clouds/test/label/1.png", 100)
    out = tmp_path / "out"
    ran = command(
        "analyse", tmp_path / "clouds", "--dataset", "cuhk-cr1", "-o", out, "--model", tiny,
        "--device", "cpu",
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    assert "recognised" not in ran.out
    assert json.loads((out / "analysis.json").read_text())["datasets"][0]["task_id"] == "rs-cloud"
