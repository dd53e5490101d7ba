"""Our figures beside the paper's, and what must be said of them."""

from __future__ import annotations

import pytest

from core.evaluation.beside import cautions, lines, mean_of
from core.evaluation.published import PAPER_SETS
from core.tasks import TASKS
from tests.core.evaluation.pair_sets import evaluation

RAIN = {"task": "natural-derain", "dataset": "rain100l", "kind": "rain100l", "split": "test"}


def test_input_and_model_come_first_then_the_paper() -> None:
    found = lines([evaluation(task="pet-denoise")])
    assert [(line.method, line.source) for line in found[:3]] == [
        ("degraded input", "here"),
        ("small", "here"),
        ("MPRNet", "Table 5"),
    ]
    assert len(found) == 2 + 9, "Table 1 has no PET"
    assert found[0].cells == ((20.0, 0.5),)
    assert found[-1].method == "DATPRL-IR-9T"
    assert found[-1].cells == ((37.12, 0.9502),)


def test_a_table_without_the_task_has_a_gap_and_no_mean() -> None:
    found = lines([evaluation(), evaluation(task="natural-deblur")])
    assert len(found) == 2 + 14 + 9
    gap = next(line for line in found if line.source == "Table 1")
    assert gap.cells == ((33.60, 0.9259), None)
    assert mean_of(gap) is None
    assert mean_of(found[1]) == (24.0, 0.75)


def test_mean_without_all_ssims_has_none() -> None:
    small = {"psnr": 10.0, "ssim": None}
    found = lines([evaluation(), evaluation(output=small)])
    assert mean_of(found[1]) == (17.0, None)


def test_a_folder_of_pairs_is_not_the_papers_test_set() -> None:
    assert cautions([evaluation(), evaluation()]) == [
        "ct is a folder of pairs and not the paper's test set, AAPM-Mayo: "
        "the figures cannot be compared."
    ]
    other = evaluation(kind="rice2", dataset="rice2", task="rs-dehaze", split="test", n=100)
    assert "rice2 is rice2 and not the paper's test set, RICE1" in cautions([other])[0]


def test_the_papers_own_test_set() -> None:
    assert cautions([evaluation(**RAIN, n=100)]) == [
        "rain100l is the paper's test set, Rain100L, measured by its protocol."
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"split": "train", "n": 100}, "the split is train."),
        ({"n": 12}, "12 images, not 100."),
        ({"n": 100, "protocol": "float"}, "physical values, not 8 bits."),
        ({"n": 100, "channel": "y"}, "luma, not RGB."),
        ({"n": 99, "channel": "y"}, "99 images, not 100; luma, not RGB."),
    ],
)
def test_what_differs_is_said(fields: dict[str, object], said: str) -> None:
    told = evaluation(**(RAIN | fields))
    assert cautions([told]) == [f"rain100l is not measured as in the paper: {said}"]


@pytest.mark.parametrize("task", ["mri-sr4", "ct-denoise", "pet-denoise", "rs-sr4", "rs-dehaze"])
def test_what_nobody_published_is_said(task: str) -> None:
    told = PAPER_SETS[task]
    named = evaluation(task=task, kind=told.stems[0], split="test", n=told.images)
    assert cautions([named])[0].endswith(f": {told.caution}.")
    assert "the paper does not tell" in told.caution


def test_doubtful_cells_and_averages_are_told_once() -> None:
    found = cautions([evaluation(task="mri-sr4"), evaluation(task="rs-sr4")])
    twins = "† Table 1 prints the same figures for Transweather and DFPIR."
    assert found.count(twins) == 1
    assert not any("average" in sentence for sentence in found), "six tasks make that average"
    six = [evaluation(task=task) for task in TASKS if task not in
           {"natural-deblur", "pet-denoise", "rs-dehaze"}]  # fmt: skip
    averages = [sentence for sentence in cautions(six) if "average" in sentence]
    assert len(averages) == 7
    assert averages[0].startswith("Means are worked out from the cells: Table 1 prints")
