"""The nine rows of the paper, and what each says about values."""

from __future__ import annotations

import pytest

from core.tasks import TASKS, TaskSpec


def test_nine_tasks_in_three_domains() -> None:
    domains = [row.domain for row in TASKS.values()]
    assert {domain: domains.count(domain) for domain in set(domains)} == {
        "natural": 3,
        "medical": 3,
        "remote": 3,
    }
    assert all(name == row.id for name, row in TASKS.items())


@pytest.mark.parametrize("row", TASKS.values(), ids=lambda row: row.id)
def test_scale_is_that_of_the_task(row: TaskSpec) -> None:
    assert row.scale == (4 if row.id.endswith("sr4") else 1)
    assert row.caution.endswith(".")
    assert row.title


@pytest.mark.parametrize("row", TASKS.values(), ids=lambda row: row.id)
def test_medical_rows_warn(row: TaskSpec) -> None:
    assert ("not for diagnosis" in row.caution) == (row.domain == "medical")


def test_windows_with_units_keep_what_lies_beyond() -> None:
    ct, pet = TASKS["ct-denoise"].window, TASKS["pet-denoise"].window
    assert (ct.low, ct.high, ct.unit, ct.keep_low, ct.keep_high) == (-160, 240, "HU", True, True)
    assert (pet.low, pet.high, pet.unit, pet.keep_low, pet.keep_high) == (0, 20, "SUV", False, True)
    free = [row.window for row in TASKS.values() if row.window.kind != "fixed"]
    assert not any(window.keep_low or window.keep_high for window in free)
