"""Chosen prompts, condensed and counted."""

from __future__ import annotations

from core.batch.selection import Answer, Tally, condensed, tallied


def test_chosen_prompts_are_kept_by_falling_weight() -> None:
    report = {
        "task": [0.0, 0.25, 0.0, 0.75],
        "domain": [1.0, 0.0],
        "gates": [0.5],
        "closest": [{"task": "ct-denoise", "similarity": 0.9}, {"task": "mri-sr4"}],
    }
    assert condensed(report) == {
        "task": {"indices": [3, 1], "weights": [0.75, 0.25], "size": 4},
        "domain": {"indices": [0], "weights": [1.0], "size": 2},
        "closest": {"task": "ct-denoise", "similarity": 0.9},
    }
    assert condensed({}) == {}


def test_prompts_are_counted_by_folder() -> None:
    one = condensed({"task": [0.0, 0.25, 0.75]})
    other = condensed({"task": [0.5, 0.5, 0.0]})
    kept = [("b", one), ("a", one), ("a", other), ("a", {})]
    assert tallied(Answer(folder, "ours", told) for folder, told in kept) == [
        Tally("a", "ours", "task", 2, (1, 2, 1), (0.25, 0.375, 0.375)),
        Tally("b", "ours", "task", 1, (0, 1, 1), (0.0, 0.25, 0.75)),
    ]


def test_prompts_of_two_models_are_not_counted_together() -> None:
    told = {"ours": {"task": [0.0, 0.25, 0.75]}, "theirs": {"task": [1.0, 0.0]}}
    assert tallied(Answer("a", name, condensed(prompts)) for name, prompts in told.items()) == [
        Tally("a", "ours", "task", 1, (0, 1, 1), (0.0, 0.25, 0.75)),
        Tally("a", "theirs", "task", 1, (1, 0), (1.0, 0.0)),
    ]
