"""A run's folder: checkpoints that are whole or absent, and a log that fits them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from core.errors import UnsafeWeights, UnusableConfig, WeightsMismatch
from core.training.run_folder import RunFolder
from io_formats import open_scene
from io_formats.errors import NotWritable
from tests.core.training.sets import config


class Bomb:
    """Runs code when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, tuple[Path]]:
        return Path.touch, (self.path,)


def test_checkpoint_goes_through_the_disk(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.save("last.pt", {"step": 3, "best": 1.5, "net": {"a": torch.arange(3)}})
    state = folder.read("last.pt")
    assert (state["step"], state["best"]) == (3, 1.5)
    assert torch.equal(state["net"]["a"], torch.arange(3))


def test_checkpoint_cannot_run_code(tmp_path: Path) -> None:
    torch.save({"step": 1, "extra": Bomb(tmp_path / "went-off")}, tmp_path / "last.pt")
    with pytest.raises(UnsafeWeights, match="was not read"):
        RunFolder(tmp_path).read("last.pt")
    assert not (tmp_path / "went-off").exists()


def test_a_truncated_checkpoint_is_told(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.save("last.pt", {"step": 1, "net": torch.zeros(1000)})
    whole = (tmp_path / "last.pt").read_bytes()
    (tmp_path / "last.pt").write_bytes(whole[:1000])
    with pytest.raises((WeightsMismatch, UnsafeWeights)):
        folder.read("last.pt")


FULL = """
import resource, sys, torch
from pathlib import Path
from core.training.run_folder import RunFolder
from io_formats.errors import NotWritable
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    RunFolder(Path(sys.argv[1])).save("last.pt", {"step": 2, "net": torch.zeros(10_000)})
except NotWritable as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_a_full_disk_leaves_the_checkpoint_before(tmp_path: Path) -> None:
    """The system refuses to write more than 20 kB: what a full disk does."""
    folder = RunFolder(tmp_path)
    folder.save("last.pt", {"step": 1, "net": torch.zeros(10)})
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert "last.pt could not be written" in done.stdout, done.stderr
    assert folder.read("last.pt")["step"] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["last.pt"]


def test_what_was_logged_after_the_checkpoint_is_forgotten(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    told = config()
    assert folder.begin(told, resume=False) is None
    for step in (1, 2, 3):
        folder.note({"step": step, "loss": 0.5})
    with (tmp_path / "log.jsonl").open("a") as file:
        file.write('{"step": 4, "lo')
    folder.save("last.pt", {"step": 2})
    state = folder.begin(told, resume=True)
    assert state is not None
    assert [line["step"] for line in folder.lines()] == [1, 2]
    lines = (tmp_path / "log.jsonl").read_text().splitlines()
    assert [json.loads(line)["step"] for line in lines] == [1, 2]


def test_a_run_that_never_saved_begins_its_log_anew(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.begin(config(), resume=False)
    folder.note({"step": 2, "loss": 0.5})
    assert folder.begin(config(), resume=False) is None
    assert folder.lines() == []


def test_a_configuration_of_something_else_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"precious": 1}')
    with pytest.raises(UnusableConfig, match="no folder of a run"):
        RunFolder(tmp_path).begin(config(), resume=False)
    assert (tmp_path / "config.json").read_text() == '{"precious": 1}'


def test_leavings_of_a_killed_run_are_removed(tmp_path: Path) -> None:
    (tmp_path / ".0a1b.tmp-last.pt").write_bytes(b"half")
    RunFolder(tmp_path).begin(config(), resume=False)
    assert [path.name for path in tmp_path.iterdir()] == ["config.json"]


@pytest.mark.parametrize("content", [{"weights": 1}, [1, 2], {"step": "many"}])
def test_a_checkpoint_of_another_program(tmp_path: Path, content: Any) -> None:
    torch.save(content, tmp_path / "last.pt")
    with pytest.raises(WeightsMismatch, match="not the state of a run"):
        RunFolder(tmp_path).read("last.pt")


def test_a_damaged_log_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / "log.jsonl").write_bytes(b'{"step": 1}\n7\n{"step": 2}\n\xff\xfe\n{"step": 3}\n')
    assert [line["step"] for line in RunFolder(tmp_path).lines()] == [1, 2]


def test_events_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    pytest.importorskip("tensorboard", reason="needs the optional extra training")
    (tmp_path / "events").write_text("a file")
    with pytest.raises(NotWritable, match="the log of"):
        RunFolder(tmp_path).note({"step": 1, "loss": 0.5})


def test_how_often_is_saved_may_change(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.begin(config(), resume=False)
    folder.save("last.pt", {"step": 2})
    assert folder.begin(config(run={"save_every": 7}), resume=True) is not None


def test_a_folder_of_something_else(tmp_path: Path) -> None:
    with pytest.raises(UnusableConfig, match="no folder of a run"):
        RunFolder(tmp_path).config()


def test_events_can_be_read_by_tensorboard(tmp_path: Path) -> None:
    accumulator = pytest.importorskip(
        "tensorboard.backend.event_processing.event_accumulator",
        reason="needs the optional extra training",
    )
    folder = RunFolder(tmp_path)
    for step in (10, 20):
        folder.note({"step": step, "loss": 1 / step, "seconds": 3.0})
    events = accumulator.EventAccumulator(str(tmp_path / "events"))
    events.Reload()
    found = [(event.step, event.value) for event in events.Scalars("loss")]
    assert found == [(10, pytest.approx(0.1)), (20, pytest.approx(0.05))]


def test_pictures_are_as_drawn(tmp_path: Path) -> None:
    picture = np.random.default_rng(0).integers(0, 256, (6, 9, 3), dtype=np.uint8)
    folder = RunFolder(tmp_path)
    for _ in range(2):
        folder.draw(40, {"rs-cloud": picture})
    scene = open_scene(tmp_path / "samples" / "rs-cloud-0000040.png")
    pixels = scene.pixels[slice(0, 1), slice(0, 3), slice(0, 6), slice(0, 9)][0]
    np.testing.assert_array_equal(np.moveaxis(pixels, 0, -1), picture)
