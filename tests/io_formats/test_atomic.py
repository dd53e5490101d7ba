"""A write happens whole or not at all, and never touches an input."""

from __future__ import annotations

from pathlib import Path

import pytest

from io_formats.atomic import check_target, clear_leftovers, replacing
from io_formats.errors import NotWritable, TargetExists


def listing(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def fail_half_way(target: Path, *, folder: bool, error: type[BaseException]) -> None:
    with replacing(target, force=True, folder=folder) as temporary:
        (temporary / "half" if folder else temporary).write_text("half")
        raise error


class TestSuccess:
    def test_file_appears_under_its_name_only(self, tmp_path: Path) -> None:
        with replacing(tmp_path / "deep" / "out.nii.gz") as temporary:
            assert temporary.parent == tmp_path / "deep"
            assert temporary.name.endswith(".nii.gz")
            assert not (tmp_path / "deep" / "out.nii.gz").exists()
            temporary.write_text("new")
        assert listing(tmp_path) == ["deep", "deep/out.nii.gz"]
        assert (tmp_path / "deep" / "out.nii.gz").read_text() == "new"

    def test_folder_is_swapped_whole(self, tmp_path: Path) -> None:
        target = tmp_path / "series"
        target.mkdir()
        (target / "old.dcm").write_text("old")
        with replacing(target, force=True, folder=True) as temporary:
            (temporary / "new.dcm").write_text("new")
            assert listing(target) == ["old.dcm"]
        assert listing(tmp_path) == ["series", "series/new.dcm"]

    def test_file_is_replaced_with_force(self, tmp_path: Path) -> None:
        target = tmp_path / "out.png"
        target.write_text("old")
        with replacing(target, force=True) as temporary:
            temporary.write_text("new")
        assert listing(tmp_path) == ["out.png"]
        assert target.read_text() == "new"

    def test_link_is_replaced_and_what_it_points_at_stays(self, tmp_path: Path) -> None:
        (tmp_path / "precious.png").write_text("precious")
        (tmp_path / "out.png").symlink_to(tmp_path / "precious.png")
        with replacing(tmp_path / "out.png", force=True) as temporary:
            temporary.write_text("new")
        assert (tmp_path / "precious.png").read_text() == "precious"
        assert (tmp_path / "out.png").read_text() == "new"


class TestFailure:
    @pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, OSError])
    @pytest.mark.parametrize("folder", [False, True])
    def test_nothing_is_left(
        self, tmp_path: Path, error: type[BaseException], folder: bool
    ) -> None:
        expected = NotWritable if error is OSError else error
        with pytest.raises(expected):
            fail_half_way(tmp_path / "out", folder=folder, error=error)
        assert listing(tmp_path) == []

    @pytest.mark.parametrize("folder", [False, True])
    def test_what_was_there_stays(self, tmp_path: Path, folder: bool) -> None:
        target = tmp_path / "out"
        if folder:
            target.mkdir()
        old = target / "old" if folder else target
        old.write_text("old")
        with pytest.raises(RuntimeError):
            fail_half_way(target, folder=folder, error=RuntimeError)
        assert old.read_text() == "old"
        assert len(listing(tmp_path)) == 1 + folder

    def test_reason_of_the_system_is_passed_on(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way")
        with (
            pytest.raises(NotWritable, match=r"Not a directory|File exists") as caught,
            replacing(tmp_path / "file" / "out.png"),
        ):
            pytest.fail("there is no place to write")
        assert isinstance(caught.value.__cause__, OSError)
        assert listing(tmp_path) == ["file"]

    def test_block_that_writes_nothing_is_a_failure(self, tmp_path: Path) -> None:
        with pytest.raises(NotWritable), replacing(tmp_path / "out.png"):
            pass
        assert listing(tmp_path) == []


class TestRefusal:
    def test_existing_target(self, tmp_path: Path) -> None:
        (tmp_path / "out.png").write_text("old")
        with pytest.raises(TargetExists, match="--force"), replacing(tmp_path / "out.png"):
            pytest.fail("the target exists")
        assert listing(tmp_path) == ["out.png"]

    def test_dangling_link(self, tmp_path: Path) -> None:
        (tmp_path / "out.png").symlink_to(tmp_path / "nowhere")
        with pytest.raises(TargetExists):
            check_target(tmp_path / "out.png")

    def test_file_never_replaces_a_folder(self, tmp_path: Path) -> None:
        (tmp_path / "results").mkdir()
        (tmp_path / "results" / "precious").write_text("precious")
        with pytest.raises(TargetExists), replacing(tmp_path / "results", force=True):
            pytest.fail("a folder is in the way")
        assert listing(tmp_path) == ["results", "results/precious"]


class TestInputs:
    @pytest.mark.parametrize("force", [False, True])
    def test_input_is_never_the_target(self, tmp_path: Path, force: bool) -> None:
        source = tmp_path / "in.png"
        source.write_text("precious")
        detour = tmp_path / "x" / ".." / "in.png"
        (tmp_path / "x").mkdir()
        for target in (source, detour):
            with pytest.raises(TargetExists, match="input"):
                check_target(target, inputs=[source], force=force)

    @pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
    def test_other_name_of_the_input(self, tmp_path: Path, link: str) -> None:
        source, other = tmp_path / "in.png", tmp_path / "other.png"
        source.write_text("precious")
        getattr(other, link)(source)
        with pytest.raises(TargetExists, match="input"):
            check_target(other, inputs=[source], force=True)

    def test_folder_that_holds_an_input(self, tmp_path: Path) -> None:
        source = tmp_path / "series" / "sub" / "1.dcm"
        source.parent.mkdir(parents=True)
        source.write_text("precious")
        with (
            pytest.raises(TargetExists, match="input"),
            replacing(tmp_path / "series", inputs=[source], force=True, folder=True),
        ):
            pytest.fail("the folder holds an input")
        assert source.read_text() == "precious"

    def test_neighbour_of_an_input_is_fine(self, tmp_path: Path) -> None:
        (tmp_path / "in.png").write_text("x")
        check_target(tmp_path / "in.png.out", inputs=[tmp_path / "in.png"])


class TestAfterAKill:
    """What a program leaves that had no time to clean up."""

    def test_what_was_being_written_goes(self, tmp_path: Path) -> None:
        (tmp_path / "a[1].png").write_text("whole")
        for name in (".0a1b2c3d.tmp-a[1].png", ".0a1b2c3d.old-a[1].png"):
            (tmp_path / name).write_text("half")
        (tmp_path / ".0a1b2c3d.tmp-b.png").write_text("of another")
        clear_leftovers(tmp_path / "a[1].png")
        assert listing(tmp_path) == [".0a1b2c3d.tmp-b.png", "a[1].png"]
        assert (tmp_path / "a[1].png").read_text() == "whole"
        clear_leftovers(tmp_path / "nowhere" / "a.png")

    def test_folder_that_was_taken_aside_comes_back(self, tmp_path: Path) -> None:
        for kind in ("old", "tmp"):
            (tmp_path / f".0a1b2c3d.{kind}-scan").mkdir()
            (tmp_path / f".0a1b2c3d.{kind}-scan" / "1.dcm").write_text(kind)
        clear_leftovers(tmp_path / "scan")
        assert listing(tmp_path) == ["scan", "scan/1.dcm"]
        assert (tmp_path / "scan" / "1.dcm").read_text() == "old"
