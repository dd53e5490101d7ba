"""Turns skips into failures where nothing may be skipped, as in the project's own checks.

``DATPRL_REQUIRE`` lists marks: ``DATPRL_REQUIRE="gui golden external"``. A test with one of these
marks fails if it is skipped, and so does a file that is skipped as a whole, since its marks are
then unknown. Without the variable nothing changes.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

__all__ = ["pytest_make_collect_report", "pytest_runtest_makereport"]

VARIABLE = "DATPRL_REQUIRE"


def required() -> set[str]:
    return set(os.environ.get(VARIABLE, "").split())


def reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    return str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    marks = required() & {mark.name for mark in item.iter_markers()}
    if report.skipped and marks and not hasattr(report, "wasxfail"):
        names = " ".join(sorted(marks))
        report.longrepr = f"{VARIABLE} has {names}, but this was skipped: {reason(report)}"
        report.outcome = "failed"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped and required():
        report.longrepr = f"{VARIABLE} is set, but this file was skipped: {reason(report)}"
        report.outcome = "failed"
    return report
