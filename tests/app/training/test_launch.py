"""A training is prepared so that the command line can do it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from app.training.launch import Order, free_folder, prepare, resumed, started
from app.training.runs import status_of
from app.training.sources import LISTING, Source
from core.errors import UnusableConfig
from core.training.config_file import read_config
from core.training.datasets.listing import open_listing
from core.training.run_state import ask_to_stop, read_state
from io_formats.errors import TargetExists
from tests.app.conftest import Command
from tests.app.training.packs import described_pairs, plain_pairs


def order(folder: Path, *sources: Source, **changes: Any) -> Order:
    told = {"preset": "tiny", "name": "ours", "steps": 40, "folder": folder / "run", **changes}
    return Order(sources=sources, **told)


def rain(folder: Path) -> Source:
    return Source(path=plain_pairs(folder / "rain"), kind="folder", task="natural-derain")


def test_the_command_names_data_settings_and_device(tmp_path: Path) -> None:
    listed = tmp_path / "DATA.toml"
    told = order(tmp_path, rain(tmp_path), Source(path=listed, kind=LISTING), device="cpu")
    words = prepare(told)
    assert words[:5] == [sys.executable, "-m", "app", "train", "tiny"]
    own = tmp_path / "run" / "data.toml"
    data = [words[i + 1] for i, word in enumerate(words) if word == "--data"]
    assert data == [str(own), str(listed)]
    assert [found.task for found in open_listing(own)] == ["natural-derain"]
    changes = [words[i + 1] for i, word in enumerate(words) if word == "--set"]
    config = read_config("tiny", changes)
    assert (config.card.name, config.optimiser.steps) == ("ours", 40)
    run = config.run
    assert (run.log_every, run.validate_every, run.save_every) == (1, 4, 2)
    state = read_state(tmp_path / "run")
    assert state is not None
    assert (state.phase, state.pid) == ("starting", os.getpid())
    started(tmp_path / "run", 7)
    state = read_state(tmp_path / "run")
    assert state is not None
    assert (state.phase, state.pid) == ("starting", 7)


def test_long_runs_are_logged_as_their_preset_says(tmp_path: Path) -> None:
    told = order(tmp_path, rain(tmp_path), preset="9T", steps=1_000_000)
    config = read_config("9T", told.changes)
    assert (config.run.log_every, config.run.validate_every) == (100, 10_000)


def test_what_is_missing_is_told_before_anything_is_made(tmp_path: Path) -> None:
    undecided = Source(path=plain_pairs(tmp_path / "own"), kind="folder")
    for told, said in (
        (order(tmp_path), "no data set was added"),
        (order(tmp_path, undecided), "nothing says what its images are of"),
        (order(tmp_path, rain(tmp_path), name="No Name"), "card.name"),
        (order(tmp_path, rain(tmp_path / "2"), preset="huge"), "the presets are"),
    ):
        with pytest.raises(UnusableConfig) as caught:
            prepare(told)
        assert said in caught.value.why
    assert not (tmp_path / "run").exists()


def test_another_run_is_not_overwritten(tmp_path: Path) -> None:
    told = order(tmp_path, rain(tmp_path))
    prepare(told)
    with pytest.raises(TargetExists):
        prepare(told)


def test_free_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATPRL_RUNS", str(tmp_path))
    assert free_folder("ours") == tmp_path / "ours"
    (tmp_path / "ours").mkdir()
    assert free_folder("ours") == tmp_path / "ours-2"


def test_the_command_line_trains_and_resumes_what_was_prepared(
    tmp_path: Path, command: Command
) -> None:
    source = Source(path=described_pairs(tmp_path / "rain"), kind="pairs")
    told = order(tmp_path, source, steps=2, device="cpu")
    words = prepare(told)[3:]
    small = ["--set", "sampling.batch=2", "--set", "sampling.patch=16", "--set",
             "sampling.late_patch=16", "--set", "data.hold_out=3"]  # fmt: skip
    ran = command(*words, *small)
    assert ran.code == 0, ran.err
    assert status_of(told.folder).phase == "finished"
    ask_to_stop(told.folder)
    again = resumed(told.folder, "cpu")
    assert status_of(told.folder).phase == "starting"
    assert not (told.folder / "stop").exists()
    assert command(*again[3:]).code == 0
    assert status_of(told.folder).phase == "finished"
