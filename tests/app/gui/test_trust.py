"""A result is looked at without a truth: what is asked, what is said, and the map of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from pytestqt.qtbot import QtBot

from app import protocol as p
from app.entry import Entry
from app.gui.application import make_application
from app.gui.trust import TrustSection
from app.mapped import MappedArray
from core.change_curve import ChangeCurve
from core.region import Region
from io_formats import ValueMap
from tests.app.gui.test_why import entry as restored_entry

pytestmark = pytest.mark.gui


@pytest.fixture
def section(qtbot: QtBot) -> TrustSection:
    make_application("light")
    shown = TrustSection()
    shown.resize(300, 600)
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def looked_at(folder: Path, **changes: Any) -> Entry:
    """Return a CT of 8 slices whose fifth was looked at: 2 HU of spread in its upper half."""
    known = restored_entry()
    assert known.scene is not None
    assert known.answer is not None
    mapped, array = MappedArray.create(folder / "x.spread", known.scene.shape, np.dtype("float32"))
    array[4, :, :80] = 2.0
    flags, valid = MappedArray.create(folder / "x.valid", known.scene.shape, np.dtype(bool))
    valid[4] = True
    part = p.Part(
        pixels=mapped, values=ValueMap.linear(unit="HU"), grid=known.scene.grid, scale=1,
        valid=flags,
    )  # fmt: skip
    trusted = p.Trusted(
        job=2, scene="a", planes=(4, 5), spread=part, spread_mean=1.0, spread_largest=2.0,
        changes=ChangeCurve(width=20.0, counts=(30, 10), pixels=100), **changes,
    )  # fmt: skip
    answer = replace(known.answer, report={**known.answer.report, "clipped": 3})
    return replace(known, answer=answer, trusted=trusted)


def test_this_slice_or_all_are_asked_for(qtbot: QtBot, section: TrustSection) -> None:
    section.show_entry(restored_entry())
    section.plane = lambda: 4
    with qtbot.waitSignal(section.asked) as asked:
        section.button.click()
    assert asked.args == [p.Trust(scene="a", planes=(4, 5))]
    section.planes.setCurrentIndex(1)
    with qtbot.waitSignal(section.asked) as asked:
        section.button.click()
    assert asked.args == [p.Trust(scene="a", planes=None)]


def test_from_another_side_all_slices_are_asked_for(qtbot: QtBot, section: TrustSection) -> None:
    section.show_entry(restored_entry())
    section.plane = lambda: None
    with qtbot.waitSignal(section.asked) as asked:
        section.button.click()
    assert asked.args == [p.Trust(scene="a", planes=None)]


def test_a_photo_has_no_slices_to_choose(section: TrustSection) -> None:
    section.show_entry(restored_entry("photo.png"))
    assert section.button.isEnabled()
    assert not section.planes.isVisible()
    section.show_entry(replace(restored_entry("photo.png"), job=5))
    assert not section.button.isEnabled()
    section.show_entry(None)
    assert section.words.text().startswith("Restore the image")
    assert not section.button.isVisible()


def test_what_came_of_it_is_said_in_the_unit_of_the_image(
    section: TrustSection, tmp_path: Path
) -> None:
    section.show_entry(looked_at(tmp_path))
    assert section.spread.text() == "Slice 5: 1.00 HU on average, 2.00 HU at most"
    assert not section.rest.isVisible()
    assert (section.threshold.value(), section.threshold.suffix()) == (2.0, " HU")
    assert section.changed.text() == "37.0% of the pixels; the largest change is 40.00 HU"
    section.threshold.setValue(20.0)
    assert section.changed.text().startswith("10.0% of the pixels")
    assert section.clipped.text() == "3 value(s) clipped to what the file can hold."


def test_enlarged_results_tell_what_shrinking_leaves(section: TrustSection, tmp_path: Path) -> None:
    part = looked_at(tmp_path).trusted
    assert part is not None
    entry = looked_at(tmp_path, residual=part.spread, residual_rms=0.5, plain_rms=0.25)
    section.show_entry(entry)
    assert section.rest.text() == (
        "Shrunk back: 0.50 HU from the input; a plain enlargement 0.25 HU"
    )
    assert section.rest_map.isVisible()


def test_the_spread_lies_over_the_picture_until_it_is_left(
    qtbot: QtBot, section: TrustSection, tmp_path: Path
) -> None:
    entry = looked_at(tmp_path)
    section.show_entry(entry)
    with qtbot.waitSignal(section.map_wanted) as shown:
        section.spread_map.click()
    told, scale = shown.args
    assert told.shape == (8, 1, 160, 160)
    assert (scale.low, scale.high, scale.unit) == (0.0, 2.0, "HU")
    assert section.spread_map.isChecked()
    section.show_entry(replace(entry, stage=p.Progress(job=9, stage="saving", share=0.5)))
    assert section.spread_map.isChecked()
    with qtbot.waitSignal(section.map_wanted) as left:
        section.show_entry(replace(entry, trusted=None))
    assert left.args == [None, None]
    assert not section.spread_map.isChecked()


def test_the_section_fits_the_column(section: TrustSection, tmp_path: Path) -> None:
    section.show_entry(looked_at(tmp_path))
    assert section.minimumSizeHint().width() <= 286


def test_the_region_of_a_volume_has_no_map_of_what_shrinking_leaves(
    section: TrustSection, tmp_path: Path
) -> None:
    whole = looked_at(tmp_path).trusted
    assert whole is not None
    part = replace(whole.spread, region=Region(rows=(0, 80), columns=(0, 80), planes=(0, 8)))
    section.show_entry(looked_at(tmp_path, residual=part, residual_rms=0.5, plain_rms=0.25))
    assert section.rest.isVisible()
    assert not section.rest_map.isVisible()
