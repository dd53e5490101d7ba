"""What a batch finds, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.batch.plan import PassedOver, check_places, find, stamp_of
from io_formats.errors import Cancelled, NotWritable, SourceMissing
from io_formats.progress import CancelToken
from tests import dicom_factories as dicom
from tests.core.batch.runs import found, photos


def test_tree_is_walked_and_mirrored(tmp_path: Path) -> None:
    source = photos(tmp_path / "in", ["b.png", "a.png", "x/y/c.png"])
    rows = [(one.shown, one.folder, one.name) for one in found([source], tmp_path / "out")]
    assert rows == [("a.png", "", "a"), ("b.png", "", "b"), ("x/y/c.png", "x/y", "c")]
    flat = found([source], tmp_path / "out", recursive=False)
    assert [one.shown for one in flat] == ["a.png", "b.png"]


def test_several_folders_keep_their_names_apart(tmp_path: Path) -> None:
    sources = [photos(tmp_path / where / "scans", ["a.png"]) for where in ("one", "two")]
    rows = [(one.shown, one.folder) for one in found(sources, tmp_path / "out")]
    assert rows == [("scans/a.png", "scans"), ("scans-2/a.png", "scans-2")]


def test_system_and_hidden_files_are_not_even_mentioned(tmp_path: Path) -> None:
    source = photos(tmp_path / "in", ["a.png", ".hidden/b.png", ".c.png"])
    for name in ("Thumbs.db", ".DS_Store", "desktop.ini"):
        (source / name).write_bytes(b"\x00")
    (source / "notes.txt").write_text("words")
    (source / "a.png.json").write_text("{}")
    (source / "broken.png").write_bytes(b"no picture")
    seen = list(find([source], tmp_path / "out", recursive=True, cancel=CancelToken()))
    passed = {one.shown for one in seen if isinstance(one, PassedOver)}
    assert passed == {"notes.txt", "a.png.json"}
    rows = [(one.shown, one.format) for one in seen if not isinstance(one, PassedOver)]
    assert rows == [("a.png", "photo"), ("broken.png", "")], "called an image, so its fault is told"


def test_output_and_other_batches_within_the_input_are_not_read_again(tmp_path: Path) -> None:
    source = photos(tmp_path / "in", ["a.png", "out/a.png", "older/a.png"])
    (source / "older" / "batch-journal.sqlite").touch()
    assert [one.shown for one in found([source], source / "out")] == ["a.png"]


def test_series_is_one_input_and_its_files_are_none(tmp_path: Path) -> None:
    source = photos(tmp_path / "in", ["patient/photo.png"])
    dicom.series(source / "patient", count=3)
    rows = [
        (one.shown, one.folder, one.name, one.is_folder, one.stamp.files)
        for one in found([source], tmp_path / "out")
    ]
    assert rows == [
        ("patient", "", "patient", True, 4),
        ("patient/photo.png", "patient", "photo", False, 1),
    ]


def test_each_series_of_a_folder_is_an_input(tmp_path: Path) -> None:
    folder = dicom.series(tmp_path / "study", count=2)
    dicom.save(dicom.mr(0), folder / "other.dcm")
    rows = found([folder], tmp_path / "out")
    assert [(one.series, one.name) for one in rows] == [
        (1, "study.series-1"),
        (2, "study.series-2"),
    ]
    assert rows[0].title.startswith("CT")


def test_named_twice_is_taken_once(tmp_path: Path) -> None:
    source = photos(tmp_path / "in", ["a.png"])
    assert len(found([source, source / "a.png"], tmp_path / "out")) == 1


def test_inputs_within_the_output_are_refused(tmp_path: Path) -> None:
    source = photos(tmp_path / "in", ["a.png"])
    for place in (source, tmp_path):
        with pytest.raises(NotWritable, match="lies in it"):
            check_places([source], place)
    check_places([source], source / "out")
    with pytest.raises(SourceMissing):
        check_places([tmp_path / "nothing"], tmp_path / "out")
    with pytest.raises(NotWritable, match="it is a file"):
        check_places([source / "a.png"], photos(tmp_path / "o", ["f.png"]) / "f.png")


def test_links_in_a_circle_are_told_and_end_nothing(tmp_path: Path) -> None:
    source = photos(tmp_path / "in", ["a.png", "x/b.png"])
    (source / "itself.png").symlink_to("itself.png")
    (source / "x" / "up").symlink_to(source)
    seen = list(find([source], tmp_path / "out", recursive=True, cancel=CancelToken()))
    passed = [(one.shown, one.why) for one in seen if isinstance(one, PassedOver)]
    assert passed == [("x/up", "it is a link to a folder")]
    rows = [(one.shown, one.format) for one in seen if not isinstance(one, PassedOver)]
    assert rows == [("a.png", "photo"), ("itself.png", ""), ("x/b.png", "photo")]
    with pytest.raises(SourceMissing, match="nothing of that name"):
        check_places([source / "itself.png"], tmp_path / "out")


def test_search_can_be_stopped(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    source = photos(tmp_path / "in", ["a.png"])
    with pytest.raises(Cancelled):
        list(find([source], tmp_path / "out", recursive=True, cancel=token))


def test_stamp_knows_a_changed_source(tmp_path: Path) -> None:
    source = photos(tmp_path / "in", ["a.png", "b.png"])
    before = stamp_of(source)
    (source / "a.png").write_bytes(b"other")
    assert stamp_of(source) != before
    assert stamp_of(tmp_path / "nothing").files == 0
