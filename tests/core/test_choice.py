"""Which row a scene gets, what is assumed, and what is refused."""

from __future__ import annotations

import pytest

from core.choice import choose_task
from core.errors import TaskNotSupported
from core.models.card import CardWindow
from core.tasks import TASKS
from io_formats import Scene, ValueMap
from io_formats.errors import UnsupportedContent
from tests.core.restorers import card
from tests.core.scenes import noise, scene_of


def scene(modality: str, unit: str = "arbitrary", **facts: object) -> Scene:
    values = ValueMap.linear(unit=unit)
    return scene_of(noise(1, 1, 4, 4), modality=modality, values=values, facts=facts)


class TestAuto:
    @pytest.mark.parametrize(
        ("modality", "unit", "task", "said"),
        [
            ("CT", "HU", "ct-denoise", "CT"),
            ("PT", "BQML", "pet-denoise", "PT"),
            ("MR", "arbitrary", "mri-sr4", "MR"),
            ("photo", "sRGB", "natural-derain", "photo"),
            ("raster", "reflectance", "rs-dehaze", "satellite"),
        ],
    )
    def test_by_modality(self, modality: str, unit: str, task: str, said: str) -> None:
        choice = choose_task(scene(modality, unit), "auto", None, card())
        assert (choice.task.id, choice.label, choice.scale) == (task, "auto", 1)
        assert len(choice.notes) == 1
        assert "assumed" in choice.notes[0]
        assert said in choice.notes[0]

    @pytest.mark.parametrize(
        ("modality", "task"), [("SAR", "rs-dehaze"), ("US", "mri-sr4"), ("XA", "mri-sr4")]
    )
    def test_what_the_card_does_not_cover(self, modality: str, task: str) -> None:
        choice = choose_task(scene(modality, "counts"), "auto", None, card())
        assert choice.task.id == task
        assert modality in choice.notes[0]
        assert "does not cover" in choice.notes[0]

    @pytest.mark.parametrize("modality", ["CT", "PT", "MR", "photo", "raster"])
    def test_a_model_that_never_saw_such_images_says_so(self, modality: str) -> None:
        knows = ("rs-sr4",) if modality != "raster" else ("natural-sr4",)
        notes = choose_task(scene(modality), "auto", None, card(tasks=knows)).notes
        assert any("does not cover" in note for note in notes)

    def test_a_model_of_the_domain_does_not(self) -> None:
        notes = choose_task(
            scene("photo", "sRGB"), "auto", None, card(tasks=("natural-sr4",))
        ).notes
        assert not any("does not cover" in note for note in notes)

    def test_scale_is_what_is_asked(self) -> None:
        assert choose_task(scene("MR"), "auto", 4, card()).scale == 4


class TestNamed:
    @pytest.mark.parametrize(
        ("task", "modality", "unit"),
        [
            ("natural-sr4", "photo", "sRGB"),
            ("mri-sr4", "MR", "arbitrary"),
            ("rs-sr4", "raster", "counts"),
        ],
    )
    def test_super_resolution_sets_four(self, task: str, modality: str, unit: str) -> None:
        choice = choose_task(scene(modality, unit), task, None, card())
        assert (choice.task.id, choice.label, choice.scale, choice.notes) == (task, task, 4, ())

    def test_scale_stays_one_where_the_card_has_no_four(self) -> None:
        choice = choose_task(scene("MR"), "mri-sr4", None, card(scales=(1, 2)))
        assert choice.scale == 1
        assert "4x" in choice.notes[0]

    def test_scale_asked_for_wins(self) -> None:
        assert choose_task(scene("MR"), "mri-sr4", 1, card()).scale == 1
        assert choose_task(scene("CT", "HU"), "ct-denoise", 2, card()).scale == 2

    @pytest.mark.parametrize("task", [t for t, row in TASKS.items() if row.scale == 1])
    def test_other_tasks_keep_the_size(self, task: str) -> None:
        assert choose_task(scene("CT", "arbitrary"), task, None, card()).scale == 1

    def test_untrained_task_is_noticed(self) -> None:
        choice = choose_task(scene("CT", "HU"), "ct-denoise", None, card(tasks=("mri-sr4",)))
        assert "not trained for ct-denoise" in choice.notes[0]

    def test_unknown(self) -> None:
        with pytest.raises(TaskNotSupported, match="no task upscale") as caught:
            choose_task(scene("CT", "HU"), "upscale", None, card())
        assert all(name in caught.value.why for name in TASKS)


class TestUnits:
    @pytest.mark.parametrize("task", ["ct-denoise", "pet-denoise"])
    @pytest.mark.parametrize(
        ("modality", "unit"), [("photo", "sRGB"), ("raster", "reflectance"), ("SAR", "counts")]
    )
    def test_windows_in_hu_or_suv_are_refused(self, task: str, modality: str, unit: str) -> None:
        with pytest.raises(TaskNotSupported, match=task) as caught:
            choose_task(scene(modality, unit), task, None, card())
        assert unit in caught.value.why

    @pytest.mark.parametrize(
        ("task", "unit"),
        [
            ("ct-denoise", "HU"),
            ("ct-denoise", "arbitrary"),
            ("pet-denoise", "BQML"),
            ("pet-denoise", "SUV"),
            ("pet-denoise", "CNTS"),
            ("pet-denoise", "arbitrary"),
        ],
    )
    def test_units_that_may_be_meant(self, task: str, unit: str) -> None:
        assert choose_task(scene("PT", unit), task, None, card()).task.id == task

    def test_hounsfield_is_no_uptake(self) -> None:
        with pytest.raises(TaskNotSupported):
            choose_task(scene("CT", "HU"), "pet-denoise", None, card())

    def test_the_window_of_the_card_counts(self) -> None:
        own = card(windows={"ct-denoise": CardWindow(kind="imagery")})
        assert choose_task(scene("photo", "sRGB"), "ct-denoise", None, own).task.id == "ct-denoise"


@pytest.mark.parametrize("task", ["auto", "mri-sr4"])
def test_label_maps_are_refused(task: str) -> None:
    with pytest.raises(UnsupportedContent, match="scene"):
        choose_task(scene("MR", label_map=True), task, None, card())
