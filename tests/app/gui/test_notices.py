"""What a reader found odd about an image is seen before it is restored."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from pydicom import Dataset
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from tests import dicom_factories as factory
from tests.app.gui.test_window import read

pytestmark = pytest.mark.gui


def said(qtbot: QtBot, window: MainWindow, path: Path) -> str:
    read(qtbot, window, path)
    words = window.restore.inspector.panel.words
    return words.text() if words.isVisible() else ""


def test_missing_slices_are_told(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    folder = factory.series(tmp_path / "ct")
    sorted(folder.iterdir(), key=lambda file: file.name[3])[2].unlink()
    assert said(qtbot, window, folder).startswith("Slices are missing: 1 gap(s)")


def test_why_there_is_no_suv_is_told(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    def without_weight(dataset: Dataset, _: int) -> None:
        del dataset.PatientWeight

    folder = factory.series(tmp_path / "pet", factory.pt, edit=without_weight)
    assert said(qtbot, window, folder) == (
        "Shown in Bq/ml, not in SUV. The series does not state the patient's weight."
    )


def test_series_beside_each_other_say_nothing_of_each_other(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    factory.series(tmp_path / "study" / "ct")
    factory.series(tmp_path / "study" / "mr", factory.mr)
    assert said(qtbot, window, tmp_path / "study") == ""
    assert window.restore.list.items.count() == 2
