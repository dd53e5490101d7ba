"""The paper's tables: complete, as printed, and with what is wrong in them known."""

from __future__ import annotations

import pytest

from core.evaluation.published import PAPER_SETS, PUBLISHED, PublishedRow, doubt
from core.tasks import TASKS

SIX = {"natural-sr4", "natural-derain", "mri-sr4", "ct-denoise", "rs-sr4", "rs-cloud"}


def row(table: int, method: str) -> PublishedRow:
    return next(r for r in PUBLISHED if (r.table, r.method) == (table, method))


def test_tables_are_complete() -> None:
    assert tuple(PAPER_SETS) == tuple(TASKS)
    assert [len([r for r in PUBLISHED if r.table == table]) for table in (1, 5)] == [14, 9]
    for found in PUBLISHED:
        assert set(found.cells) == (SIX if found.table == 1 else set(TASKS))
        assert (found.average is not None) == (found.table == 1)
        assert all(22 < psnr < 40 and 0.5 < ssim < 1 for psnr, ssim in found.cells.values())


@pytest.mark.parametrize(
    ("table", "method", "task", "cell"),
    [
        (1, "Restormer", "mri-sr4", (27.58, 0.9017)),
        (1, "DATPRL-IR-6T", "rs-cloud", (26.12, 0.7612)),
        (1, "PromptIR", "natural-derain", (38.71, 0.9831)),
        (5, "MPRNet", "natural-sr4", (28.32, 0.8067)),
        (5, "Restormer", "pet-denoise", (37.20, 0.9509)),
        (5, "PromptIR", "rs-dehaze", (26.86, 0.9399)),
        (5, "MoCEIR", "ct-denoise", (33.72, 0.9278)),
        (5, "DATPRL-IR-9T", "natural-deblur", (29.57, 0.8881)),
    ],
)
def test_cells_as_printed(table: int, method: str, task: str, cell: tuple[float, float]) -> None:
    assert row(table, method).cells[task] == cell


@pytest.mark.parametrize(
    ("table", "method", "psnr", "ssim"),
    [
        (1, "AdaIR", 30.37, 0.8611),
        (1, "DATPRL-IR-9T", 30.78, 0.8645),
        (5, "MPRNet", 29.91, 0.8698),
        (5, "SwinIR", 29.97, 0.8683),
        (5, "Restormer", 30.46, 0.8791),
        (5, "NAFNet", 30.39, 0.8785),
        (5, "Transweather", 28.84, 0.8507),
        (5, "PromptIR", 30.44, 0.8775),
        (5, "AdaIR", 30.39, 0.8806),
        (5, "MoCEIR", 30.54, 0.8823),
        (5, "DATPRL-IR-9T", 30.92, 0.8845),
    ],
)
def test_means_repeat_a_count_made_by_others(
    table: int, method: str, psnr: float, ssim: float
) -> None:
    """A mistyped digit of these lines would move a sum."""
    mean = row(table, method).mean
    assert mean == (pytest.approx(psnr, abs=0.0051), pytest.approx(ssim, abs=0.000051))


def test_averages_that_the_cells_do_not_give() -> None:
    wrong = {r.method for r in PUBLISHED if doubt(r, "average")}
    assert wrong == {
        "AMIR", "DFPIR", "AdaIR", "MoCEIR", "DATPRL-IR-7T", "DATPRL-IR-8T", "DATPRL-IR-9T",
    }  # fmt: skip
    assert doubt(row(1, "AdaIR"), "average") == (
        "Table 1 prints the average 30.04 / 0.8578 for AdaIR, its cells give 30.373 / 0.8611"
    )


def test_cells_that_two_methods_share() -> None:
    for method in ("Transweather", "DFPIR"):
        doubted = {task for task in SIX if doubt(row(1, method), task)}
        assert doubted == {"mri-sr4", "rs-sr4"}
    same = [r.cells["rs-sr4"] for r in PUBLISHED if r.method in ("Transweather", "DFPIR")]
    assert same[0] == same[1] == (25.97, 0.6933)
    assert not doubt(row(5, "Transweather"), "mri-sr4")
