"""Tables to the letter, for figures of few digits."""

from __future__ import annotations

import json

import pytest

from core.evaluation.tables import markdown, range_text, remarks, render
from tests.core.evaluation.pair_sets import CLASSICAL, evaluation

PAPER = """\
Model small. Protocol paper: 8-bit RGB, whole images, PSNR over all channels, SSIM 11 x 11 \
Gaussian. ± is the standard error of the mean over images.

| Data set | Task | Images | Data range | PSNR input | PSNR output | PSNR gain | SSIM input \
| SSIM output |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| ct | ct-denoise | 2 | 255 levels | 20.00 ± 1.00 | 24.00 ± 0.50 | +4.00 ± 0.25 \
| 0.5000 ± 0.2500 | 0.7500 ± 0.1250 |
| pet\\|a | pet-denoise | 1 | 255 levels | 30.00 | 29.00 | -1.00 | - | - |

- pet|a: 1 of 9 images were scored.
- pet|a: 1 images under 11 pixels wide or high have no SSIM.
- pet|a, output: 1 images equal the truth and count as 100 dB.
"""

FLOAT = """\
Model small. Protocol float: physical values, neither rounded nor clipped, whole images. \
± is the standard error of the mean over images.

| Data set | Task | Images | Data range | PSNR input | PSNR output | PSNR gain | SSIM input \
| SSIM output |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| ct | ct-denoise | 2 | 400 HU | 20.00 | 24.00 | +4.00 ± 0.25 | 0.5000 | 0.7500 |

| Data set | Unit | RMSE input | RMSE output | MAE input | MAE output | Bias input | Bias output |
| --- | --- | --- | --- | --- | --- | --- | --- |
| ct | HU | 31.55 ± 3.3 | 20.25 ± 1.6 | 20 ± 0.5 | 10 ± 0.25 | 0.125 | -2.5 |

| Data set | Where the truth is | Pixels | Bias input | Bias output | RMSE input | RMSE output |
| --- | --- | --- | --- | --- | --- | --- |
| ct | bone, from 300 HU | 72 | 1.5 | -0.25 | 40 | 41.02 |
| ct | air and lung, up to -300 HU | 0 | - | - | - | - |
"""


def figures(psnr: float, ssim: float | None, **more: float | None) -> dict[str, float | None]:
    return {"psnr": psnr, "ssim": ssim, "psnr_se": None, "ssim_se": None, **more}


SMALL = evaluation(
    dataset="pet|a",
    task="pet-denoise",
    n=1,
    available=9,
    skipped_ssim=1,
    identical={"input": 0, "output": 1},
    input=figures(30.0, None),
    output=figures(29.0, None),
    gain=figures(-1.0, None),
)
EXACT = evaluation(
    protocol="float",
    unit="HU",
    data_range=[400.0, 400.0],
    input=figures(
        20.0, 0.5, rmse=31.553, rmse_se=3.313, mae=20.0, mae_se=0.5, bias=0.125, bias_se=None
    ),
    output=figures(
        24.0, 0.75, rmse=20.25, rmse_se=1.62, mae=10.0, mae_se=0.25, bias=-2.5, bias_se=None
    ),
    ranges=[
        {
            "title": "bone",
            "values": "from 300 HU",
            "pixels": 72,
            "input": {"bias": 1.5, "rmse": 40.0},
            "output": {"bias": -0.25, "rmse": 41.02},
        },
        {
            "title": "air and lung",
            "values": "up to -300 HU",
            "pixels": 0,
            "input": {"bias": None, "rmse": None},
            "output": {"bias": None, "rmse": None},
        },
    ],
)


def test_markdown_of_the_paper_protocol() -> None:
    assert markdown([evaluation(), SMALL]) == PAPER


def test_markdown_of_the_float_protocol() -> None:
    assert markdown([EXACT]) == FLOAT


def test_markdown_without_ranges_has_no_empty_table() -> None:
    assert "Where the truth is" not in markdown([EXACT | {"ranges": []}])


def test_classical_methods_have_a_table_of_their_own() -> None:
    text = markdown([evaluation(), evaluation(dataset="other", classical=CLASSICAL)])
    table = [line for line in text.splitlines() if "Total variation" in line]
    assert table == [
        "| other | Total variation, weight 0.05 | 24 pairs, +2.12 dB | 22.00 ± 0.75 "
        "| +2.00 ± 0.50 | +4.00 ± 0.25 | 0.6250 ± 0.2500 |"
    ]
    assert "Classical" not in markdown([evaluation()])


def test_paper_beside_ours() -> None:
    text = markdown([evaluation(task="rs-sr4", dataset="sr"), evaluation()], compare=True)
    table = text.split("\n\n")[2].splitlines()
    assert table[0] == "| Method | Source | sr (rs-sr4) | ct (ct-denoise) | Mean |"
    assert table[2] == (
        "| degraded input | here | 20.00 / 0.5000 | 20.00 / 0.5000 | 20.00 / 0.5000 |"
    )
    assert table[3] == "| small | here | 24.00 / 0.7500 | 24.00 / 0.7500 | 24.00 / 0.7500 |"
    assert "\n| Transweather | Table 1 | 25.97 / 0.6933 † | 31.98 / 0.9040 | " in text
    assert "| Restormer | Table 5 | 27.94 / 0.7827 | 33.70 / 0.9269 | 30.82 / 0.8548 |" in table
    assert len(table) == 2 + 2 + 14 + 9
    assert text.endswith("- † Table 1 prints the same figures for Transweather and DFPIR.\n")
    assert "- sr is a folder of pairs and not the paper's test set, UCMerced: " in text


def test_one_data_set_has_no_mean_and_another_table_a_gap() -> None:
    table = markdown([evaluation(task="natural-deblur")], compare=True).split("\n\n")[2]
    assert table.splitlines()[0] == "| Method | Source | ct (natural-deblur) |"
    assert "Table 1" not in table
    both = markdown([evaluation(task="natural-deblur"), evaluation()], compare=True)
    assert "| MPRNet | Table 1 | - | 33.60 / 0.9259 | - |" in both


@pytest.mark.parametrize(
    ("edges", "unit", "text"),
    [
        ([400.0, 400.0], "HU", "400 HU"),
        ([600.0, 950.5], "arbitrary", "600 to 950.5 arbitrary"),
        ([255.0, 255.0], "levels", "255 levels"),
    ],
)
def test_range_is_told_with_its_unit(edges: list[float], unit: str, text: str) -> None:
    assert range_text(evaluation(data_range=edges, unit=unit)) == text


def test_nothing_to_remark() -> None:
    assert remarks(evaluation()) == []


class TestJson:
    def test_of_one_data_set_is_what_was_evaluated(self) -> None:
        assert json.loads(render([evaluation()], "json")) == evaluation()

    def test_of_several(self) -> None:
        told = json.loads(render([evaluation(), SMALL], "json"))
        assert told == {"model": "small", "rows": [evaluation(), SMALL]}

    def test_with_the_paper(self) -> None:
        told = json.loads(render([evaluation(task="rs-sr4")], "json", compare=True))
        assert told["n"] == 2
        first, *_, last = told["published"]
        assert first == {
            "method": "MPRNet",
            "source": "Table 1",
            "tasks": {"rs-sr4": {"psnr": 27.70, "ssim": 0.7730, "doubt": ""}},
        }
        assert last["method"] == "DATPRL-IR-9T"
        doubted = [row["method"] for row in told["published"] if row["tasks"]["rs-sr4"]["doubt"]]
        assert doubted == ["Transweather", "DFPIR"]
        assert len(told["notes"]) == 2
