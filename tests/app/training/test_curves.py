"""Curves come of a log, and with them the pace and the time that is left."""

from __future__ import annotations

import pytest

from app.training.curves import Curves


def log(steps: range, seconds_a_step: float = 0.5) -> list[dict[str, float]]:
    return [
        {"step": step, "seconds": step * seconds_a_step, "loss": 10.0 / step, "pixel": 1.0}
        for step in steps
    ]


def test_terms_and_tasks_have_curves_of_their_own() -> None:
    curves = Curves()
    curves.add(log(range(10, 31, 10)))
    curves.add([{"step": 30, "gain": 1.5, "gain/rs-dehaze": 1.5, "psnr/rs-dehaze": 25.0}])
    assert set(curves.losses) == {"loss", "pixel"}
    assert curves.losses["loss"].steps == [10, 20, 30]
    assert curves.losses["loss"].values == [1.0, 0.5, pytest.approx(1 / 3)]
    assert (curves.psnr["rs-dehaze"].steps, curves.psnr["rs-dehaze"].values) == ([30], [25.0])
    assert curves.degraded["rs-dehaze"].values == [23.5]
    assert (curves.step, curves.seconds) == (30, 15.0)


def test_logs_of_earlier_versions_have_gains_alone() -> None:
    curves = Curves()
    curves.add([{"step": 30, "gain": 1.5, "gain/rs-dehaze": 1.5}])
    assert (curves.psnr, curves.degraded, curves.losses) == ({}, {}, {})


def test_the_pace_is_that_of_the_last_lines() -> None:
    curves = Curves()
    assert curves.pace is None
    assert curves.seconds_left(100, None) is None
    curves.add(log(range(1, 2)))
    assert curves.pace is None
    curves.add(log(range(2, 101)))
    assert curves.pace == pytest.approx(2.0)
    late = [{"step": 100 + n, "seconds": 50.0 + 4 * n, "loss": 1.0} for n in range(1, 11)]
    curves.add(late)
    assert curves.pace == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("minutes", "share", "left"),
    [(None, 0.25, 150.0), (1.0, 50 / 60, 10.0), (10.0, 0.25, 150.0), (0.5, 1.0, 0.0)],
)
def test_time_left_follows_the_budget_that_is_used_up_first(
    minutes: float | None, share: float, left: float
) -> None:
    curves = Curves()
    curves.add(log(range(10, 101, 10)))
    assert curves.share(400, minutes) == pytest.approx(share)
    assert curves.seconds_left(400, minutes) == pytest.approx(left)
    assert curves.share(50, None) == 1.0
