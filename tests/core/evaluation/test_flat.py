"""CSV to the letter: what a program of statistics reads."""

from __future__ import annotations

import csv
import io

from core.evaluation.flat import COLUMNS, csv_text
from tests.core.evaluation.pair_sets import CLASSICAL, evaluation

HEAD = (
    "dataset,kind,split,task,method,source,protocol,channel,images,available,values,pixels,unit,"
    "range_least,range_greatest,psnr,psnr_se,ssim,ssim_se,rmse,rmse_se,mae,mae_se,bias,bias_se,"
    "identical,skipped_ssim,doubt\n"
)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_two_lines_per_data_set() -> None:
    told = evaluation(dataset='a, "b"', identical={"input": 0, "output": 1})
    assert csv_text([told]) == (
        HEAD + '"a, ""b""",pairs,,ct-denoise,degraded input,here,paper,rgb,2,2,,,levels,255,255,'
        "20,1,0.5,0.25,,,,,,,0,0,\n"
        '"a, ""b""",pairs,,ct-denoise,small,here,paper,rgb,2,2,,,levels,255,255,'
        "24,0.5,0.75,0.125,,,,,,,1,0,\n"
    )
    assert HEAD.strip().split(",") == list(COLUMNS)


def test_a_classical_method_is_a_line_with_its_parameters() -> None:
    _, _, row = rows(csv_text([evaluation(classical=CLASSICAL)]))
    assert row["method"] == "Total variation, weight 0.05"
    assert (row["psnr"], row["psnr_se"], row["ssim"], row["images"]) == ("22", "0.75", "0.625", "2")


def test_unknown_figures_are_empty_and_known_ones_keep_their_digits() -> None:
    found = {"psnr": 24.12345678, "ssim": None, "psnr_se": None, "ssim_se": None}
    _, row = rows(csv_text([evaluation(output=found)]))
    assert (row["psnr"], row["psnr_se"], row["ssim"]) == ("24.12346", "", "")


def test_ranges_are_lines_of_their_own() -> None:
    span = {
        "title": "bone",
        "values": "from 300 HU",
        "pixels": 7,
        "input": {"bias": 1.5, "rmse": 4.0},
        "output": {"bias": None, "rmse": None},
    }
    found = rows(csv_text([evaluation(ranges=[span])]))
    assert len(found) == 4
    assert [found[2][name] for name in ("method", "values", "pixels", "bias", "rmse", "psnr")] == [
        "degraded input", "from 300 HU", "7", "1.5", "4", "",
    ]  # fmt: skip
    assert (found[3]["method"], found[3]["bias"]) == ("small", "")


def test_paper_is_told_apart_from_ours() -> None:
    two = [evaluation(task="mri-sr4", dataset=name) for name in ("t1", "t2")]
    found = rows(csv_text(two, compare=True))
    assert len(found) == 2 + 2 + 14 + 9, "the paper's once"
    row = next(r for r in found if (r["method"], r["source"]) == ("DFPIR", "Table 1"))
    assert (row["dataset"], row["kind"], row["images"]) == ("IXI", "paper", "11400")
    assert (row["psnr"], row["ssim"], row["psnr_se"]) == ("24.59", "0.8181", "")
    assert row["doubt"] == "Table 1 prints the same figures for Transweather and DFPIR"
    assert {r["source"] for r in found} == {"here", "Table 1", "Table 5"}
