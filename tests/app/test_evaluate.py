"""``evaluate``: data sets to lines, tables and files."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.training.datasets import DATASETS, Layout, Split
from tests.app.conftest import Command
from tests.core.evaluation.pair_sets import InMemory, flat
from tests.core.test_pairs import pair_folder
from tests.photo_factories import samples

RAIN = {"task": "natural-derain", "lq": "lq", "window": [0, 255]}
ABDOMEN = {
    "task": "ct-denoise",
    "lq": "lq",
    "stored_to_physical": {"slope": 1, "offset": -1024, "unit": "HU"},
    "window": [-160, 240],
}


@pytest.fixture
def rain(tmp_path: Path) -> Path:
    truth = samples(24, 32)
    images = {"lq": {"a": truth // 2, "b": truth}, "hq": {"a": truth, "b": truth}}
    return pair_folder(tmp_path / "rain", RAIN, **images)


@pytest.fixture
def abdomen(tmp_path: Path) -> Path:
    truth = np.random.default_rng(0).integers(900, 1400, (16, 16)).astype("u2")
    return pair_folder(tmp_path / "ct", ABDOMEN, lq={"a": truth + 30}, hq={"a": truth})


@pytest.fixture
def evaluate(command: Command, tiny: Path) -> Command:
    """Run ``datprl-ir evaluate`` with the tiny model on the processor."""
    return lambda *arguments: command("evaluate", "--model", tiny, "--device", "cpu", *arguments)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, Split]]:
    """A named layout ``rain100l`` of one pair, and with what it was opened."""
    seen: list[tuple[Path, Split]] = []

    def find(root: Path, split: Split) -> InMemory:
        seen.append((root, split))
        images = {"1": (flat(51), flat(0))}
        return InMemory(images, kind="rain100l", task="natural-derain")

    row = Layout(
        id="rain100l", title="Rain100L", task="natural-derain", splits=("train", "test"), open=find
    )
    monkeypatch.setitem(DATASETS, "rain100l", row)
    return seen


def error_of(truth: np.ndarray) -> float:
    return float(np.mean((truth.astype(float) - truth // 2) ** 2))


def test_one_folder_as_json(rain: Path, evaluate: Command) -> None:
    ran = evaluate(rain, "--json")
    table = json.loads(ran.out, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))
    assert (ran.code, ran.err) == (0, "")
    assert list(table)[:5] == ["task", "model", "n", "input", "output"]
    assert (table["task"], table["model"], table["n"]) == ("natural-derain", "tiny", 2)
    psnr = 10 * np.log10(255**2 / error_of(samples(24, 32)))
    assert [image["input"]["psnr"] for image in table["images"]] == pytest.approx([psnr, 100])
    assert table["input"]["psnr"] == pytest.approx((psnr + 100) / 2)
    assert evaluate(rain, "--table", "json").out == ran.out
    other = json.loads(evaluate(rain, "--task", "rs-dehaze", "--json").out)
    assert other["task"] == "rs-dehaze"
    assert evaluate(rain, "--task", "dream").code == 7


def test_one_folder_as_lines(rain: Path, abdomen: Path, evaluate: Command) -> None:
    table = json.loads(evaluate(rain, "--json").out)
    lines = evaluate(rain).out.splitlines()
    assert lines[0] == "natural-derain, 2 images, model tiny"
    assert lines[1] == (
        f"   input  PSNR {table['input']['psnr']:6.2f} dB  SSIM {table['input']['ssim']:.4f}"
    )
    assert f"PSNR {table['output']['psnr']:6.2f} dB" in lines[2]
    assert f"{table['gain']['psnr']:+6.2f} dB ± {table['gain']['psnr_se']:.2f}" in lines[3]
    assert lines[4:] == [
        "protocol paper, rgb, range 255 levels",
        "rain, input: 1 images equal the truth and count as 100 dB.",
    ]
    lines = evaluate(abdomen, "--protocol", "float").out.splitlines()
    # 20 log10(400 / 30)
    assert lines[1].startswith("   input  PSNR  22.50 dB  SSIM 0.")
    assert lines[1].endswith("  RMSE 30  MAE 30  bias 30")
    assert lines[-1] == "protocol float, rgb, range 400 HU"


def test_several_folders_make_one_table(rain: Path, abdomen: Path, evaluate: Command) -> None:
    lines = evaluate(rain, abdomen, "--limit", 1).out.splitlines()
    assert lines[0].startswith("Model tiny. Protocol paper: ")
    assert lines[4].startswith("| rain | natural-derain | 1 | 255 levels | ")
    assert lines[5].startswith("| ct | ct-denoise | 1 | 255 levels | ")
    assert "- rain: 1 of 2 images were scored." in lines
    rows = json.loads(evaluate(rain, abdomen, "--json").out)["rows"]
    assert [row["dataset"] for row in rows] == ["rain", "ct"]
    assert rows[0] == json.loads(evaluate(rain, "--json").out)


def test_folders_of_one_name_are_told_apart(rain: Path, tmp_path: Path, evaluate: Command) -> None:
    truth = samples(12, 12)
    (tmp_path / "val").mkdir()
    other = pair_folder(tmp_path / "val" / "rain", RAIN, lq={"a": truth}, hq={"a": truth})
    rows = json.loads(evaluate(rain, other, "--json").out)["rows"]
    assert [row["dataset"] for row in rows] == [f"{tmp_path.name}/rain", "val/rain"]


def test_paper_beside_ours(rain: Path, evaluate: Command) -> None:
    out = evaluate(rain, "--compare", "paper").out
    assert "\n| Restormer | Table 1 | 38.34 / 0.9822 |\n" in out
    assert "\n| DATPRL-IR-9T | Table 5 | 39.67 / 0.9867 |\n" in out
    assert out.endswith(
        "- rain is a folder of pairs and not the paper's test set, Rain100L: "
        "the figures cannot be compared.\n"
    )


def test_a_classical_method_stands_beside_the_model(
    rain: Path, abdomen: Path, tmp_path: Path, evaluate: Command
) -> None:
    truth = np.full((24, 32, 3), 90, "u1")
    rained = truth.copy()
    rained[:, 7::9] = 180
    learned = pair_folder(tmp_path / "learned", RAIN, lq={"a": rained}, hq={"a": truth})
    ran = evaluate(rain, "--classical", learned, "--json")
    chosen = json.loads(ran.out)["classical"]
    assert (chosen["method"], chosen["tuned_on"]) in {("median", 1), ("opening", 1)}
    assert "without learning" in evaluate(rain, "--classical", learned).out
    missing = evaluate(rain, abdomen, "--classical", learned)
    assert missing.code == 7
    assert "ct-denoise" in missing.errors[0]


def test_clean_images_are_looked_at_instead(
    rain: Path, abdomen: Path, tmp_path: Path, evaluate: Command
) -> None:
    ran = evaluate(rain, abdomen, "--clean")
    rows = [line.split(" | ") for line in ran.out.splitlines() if line.startswith("| ")]
    assert [row[0] for row in rows] == ["| Data set", "| ---", "| rain", "| ct"]
    target = tmp_path / "clean.json"
    evaluate(abdomen, "--clean", "-o", target)
    (row,) = json.loads(target.read_text(encoding="utf-8"))["rows"]
    assert (row["task"], row["n"], row["unit"]) == ("ct-denoise", 1, "HU")


def test_luma_is_another_figure(rain: Path, evaluate: Command) -> None:
    y, rgb = (
        json.loads(evaluate(rain, "--channel", c, "--json").out)["input"]["psnr"]
        for c in ("y", "rgb")
    )
    assert y > rgb + 0.5


@pytest.mark.parametrize(
    ("name", "start"),
    [("t.md", "Model tiny."), ("t.csv", "dataset,kind,"), ("t.json", "{"), ("t.txt", "Model ")],
)
def test_file_is_written_in_the_form_of_its_suffix(
    name: str, start: str, rain: Path, tmp_path: Path, evaluate: Command
) -> None:
    path = tmp_path / "out" / name
    ran = evaluate(rain, "-o", path)
    assert (ran.code, ran.out) == (0, f"2 images scored -> {path}\n")
    text = path.read_text(encoding="utf-8")
    assert text.startswith(start)
    assert text.endswith("\n")
    assert [p.name for p in path.parent.iterdir()] == [name]


def test_named_form_outweighs_the_suffix(rain: Path, tmp_path: Path, evaluate: Command) -> None:
    path = tmp_path / "t.md"
    evaluate(rain, "-o", path, "--table", "csv", "--compare", "paper")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert [row["method"] for row in rows[:3]] == ["degraded input", "tiny", "MPRNet"]


def test_nothing_is_replaced_unasked(rain: Path, tmp_path: Path, evaluate: Command) -> None:
    path = tmp_path / "t.md"
    path.write_text("mine")
    ran = evaluate(rain, "-o", path)
    assert (ran.code, path.read_text()) == (4, "mine")
    assert ran.errors[0].startswith("error[TARGET-EXISTS]")
    assert evaluate(rain, "-o", path, "--force").code == 0
    assert path.read_text(encoding="utf-8").startswith("Model tiny")


@pytest.mark.parametrize("inside", ["dataset.json", "hq/a.png", "."])
def test_data_sets_are_never_replaced(inside: str, rain: Path, evaluate: Command) -> None:
    before = {p: p.read_bytes() for p in rain.rglob("*") if p.is_file()}
    ran = evaluate(rain, "-o", rain / inside, "--force")
    assert ran.code == 4
    assert {p: p.read_bytes() for p in rain.rglob("*") if p.is_file()} == before


class TestNamed:
    def test_its_test_images_unless_another_split_is_named(
        self, opened: list[Any], tmp_path: Path, evaluate: Command
    ) -> None:
        ran = evaluate(tmp_path, "--dataset", "rain100l", "--json")
        told = json.loads(ran.out)
        assert (told["dataset"], told["kind"], told["split"]) == ("rain100l", "rain100l", "test")
        # A difference of 51 levels is a fifth of 255.
        assert told["input"]["psnr"] == pytest.approx(20 * np.log10(5))
        ran = evaluate(tmp_path, "--dataset", "rain100l", "--split", "train", "--json")
        assert json.loads(ran.out)["dataset"] == "rain100l train"
        assert opened == [(tmp_path, "test"), (tmp_path, "train")]

    def test_comparison_says_what_differs_from_the_paper(
        self, opened: list[Any], tmp_path: Path, evaluate: Command
    ) -> None:
        out = evaluate(tmp_path, "--dataset", "rain100l", "--compare", "paper").out
        assert out.endswith("not measured as in the paper: 1 images, not 100.\n")

    def test_several_layouts_one_each(
        self, opened: list[Any], rain: Path, tmp_path: Path, evaluate: Command
    ) -> None:
        arguments = ("--dataset", "rain100l", "--dataset", "pairs", "--json")
        rows = json.loads(evaluate(tmp_path, rain, *arguments).out)["rows"]
        assert [(row["dataset"], row["split"]) for row in rows] == [
            ("rain100l", "test"), ("rain", ""),
        ]  # fmt: skip

    def test_missing_split_lists_the_splits(
        self, opened: list[Any], tmp_path: Path, evaluate: Command
    ) -> None:
        ran = evaluate(tmp_path, "--dataset", "rain100l", "--split", "val")
        assert ran.code == 7
        assert "train, test" in ran.err
        assert opened == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("x", "--dataset", "triples"), "triples is none of the layouts"),
        (("x", "y", "z", "--dataset", "pairs", "--dataset", "pairs"), "one for all folders"),
        (("x", "--split", "val"), "a folder of pairs is a split itself"),
        (("x", "x"), "a data set is named twice"),
        (("x", "--json", "--table", "csv"), "exclude each other"),
        (("x", "--limit", "0"), "--limit"),
        (("x", "--protocol", "dream"), "--protocol"),
        (("x", "--compare", "rumour"), "--compare"),
        (("x", "--clean", "--compare", "paper"), "--clean"),
        (("x", "--clean", "--table", "csv"), "--clean"),
        (("x", "--classical", "x/../x"), "would be tuned on"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], said: str, evaluate: Command) -> None:
    ran = evaluate(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_all_folders_are_opened_before_any_work(
    rain: Path, tmp_path: Path, evaluate: Command
) -> None:
    ran = evaluate(rain, tmp_path / "nothing", "-o", tmp_path / "t.md")
    assert ran.code == 7
    assert ran.errors[0].startswith("error[PAIR-MISMATCH]")
    assert not (tmp_path / "t.md").exists()


def test_grey_physical_values_have_no_luma(abdomen: Path, evaluate: Command) -> None:
    ran = evaluate(abdomen, "--protocol", "float", "--channel", "y")
    assert ran.code == 7
    assert "grey" in ran.errors[0]
