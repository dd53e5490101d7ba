"""A whole training, as the command line starts it; and what is left when it is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from core.errors import PairMismatch
from core.models.registry import read_card
from core.training.config import TrainConfig
from core.training.job import train
from core.training.run_folder import RunFolder
from core.training.run_state import ask_to_stop, read_state
from io_formats.errors import Cancelled
from tests.core.test_pairs import pair_folder
from tests.core.training.sets import config
from tests.models import tiny_card

SIZES = ("prompts", "top_k")
DESCRIPTION = {"task": "natural-derain", "lq": "lq", "window": [0, 255]}


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    random = np.random.default_rng(0)
    clean = {f"{i}": random.integers(0, 256, (24, 24, 3), dtype=np.uint8) for i in range(4)}
    wet = {name: np.minimum(image, 235) + np.uint8(20) for name, image in clean.items()}
    return pair_folder(tmp_path / "rain", DESCRIPTION, lq=wet, hq=clean)


def told(pairs: Path, **changes: object) -> TrainConfig:
    return config(
        data={"sources": [str(pairs)], "tasks": [], "hold_out": 4},
        card={"name": "own"},
        **changes,
    )


def test_a_run_ends_with_a_measured_model(pairs: Path, tmp_path: Path) -> None:
    done = train(told(pairs), tmp_path / "run", device="cpu")
    assert done.step == 4
    card = read_card(tmp_path / "run" / "model" / "own.json")
    assert done.card == tmp_path / "run" / "model" / "own.json"
    assert [(f.dataset, f.images) for f in card.figures] == [("rain, held out", 1)]
    assert card.tasks == ("natural-derain",)
    assert list(card.profiles) == ["natural-derain"]
    state = read_state(tmp_path / "run")
    assert state is not None
    assert state.phase == "finished"
    again = train(told(pairs), tmp_path / "run", device="cpu", resume=True, measured_on=[pairs])
    assert again.step == 4
    (figure,) = read_card(tmp_path / "run" / "model" / "own.json").figures
    assert figure.dataset.endswith("/rain")
    assert figure.images == 4
    assert figure.classical, "tuned on the training pairs"


def test_a_stop_file_saves_the_state_and_the_run_goes_on_from_there(
    pairs: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"

    def stop(share: float, text: str) -> None:
        if text == "step 2":
            ask_to_stop(run)

    with pytest.raises(Cancelled):
        train(told(pairs), run, device="cpu", progress=stop)
    state = read_state(run)
    assert state is not None
    assert (state.phase, RunFolder(run).read("last.pt")["step"]) == ("stopped", 2)
    assert "--resume" in state.fix
    assert train(told(pairs), run, device="cpu", resume=True).step == 4


def test_a_wrong_folder_to_measure_on_is_told_before_the_training(
    pairs: Path, tmp_path: Path
) -> None:
    with pytest.raises(PairMismatch):
        train(told(pairs), tmp_path / "run", device="cpu", measured_on=[tmp_path / "nothing"])
    assert not (tmp_path / "run").exists()


def test_a_run_goes_on_without_the_model_it_started_from(pairs: Path, tmp_path: Path) -> None:
    card = tiny_card(tmp_path / "start")
    config = told(pairs, start=str(card))
    train(config, tmp_path / "run", device="cpu")
    card.unlink()
    assert train(config, tmp_path / "run", device="cpu", resume=True).step == 4


@pytest.mark.parametrize("pool", ["task", "domain", ""])
def test_a_network_without_one_or_both_pools_is_exported_too(
    pairs: Path, tmp_path: Path, pool: str
) -> None:
    """As of the presets table2-domain, table2-task and control."""
    gone = {f"{name}_{size}": 0 for name in ("task", "domain") if name != pool for size in SIZES}
    done = train(told(pairs, net={"prompts": gone}), tmp_path / "run", device="cpu")
    assert done.card is not None
    profiles = read_card(done.card).profiles
    assert list(profiles) == (["natural-derain"] if pool else [])
    for profile in profiles.values():
        assert {name for name in ("task", "domain") if getattr(profile, name)} == {pool}


KILLED = """
import sys
from pathlib import Path
from core.training.config import TrainConfig
from core.training.job import train
train(TrainConfig.model_validate_json(Path(sys.argv[1]).read_bytes()), Path(sys.argv[2]),
      device="cpu", resume=True, threads=1)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
def test_a_killed_run_goes_on_to_the_same_weights(pairs: Path, tmp_path: Path) -> None:
    """Killed twice, wherever it happens to be; at most the steps since a checkpoint are lost."""
    long = told(pairs, optimiser={"steps": 150}, run={"save_every": 10})
    (tmp_path / "long.json").write_text(long.model_dump_json())
    program = [sys.executable, "-c", KILLED, str(tmp_path / "long.json")]
    quiet = os.environ | {"OMP_NUM_THREADS": "1"}
    folder = RunFolder(tmp_path / "killed")
    for least in (20, 60):
        run = subprocess.Popen([*program, str(folder.path)], env=quiet)
        wait_for(folder, least)
        run.send_signal(signal.SIGKILL)
        run.wait()
        assert folder.read("last.pt")["step"] % 10 == 0
    for path in (folder.path, tmp_path / "whole"):
        subprocess.run([*program, str(path)], env=quiet, check=True)
    states = [RunFolder(path).read("last.pt") for path in (folder.path, tmp_path / "whole")]
    assert states[0]["step"] == states[1]["step"] == 150
    for name, tensor in states[0]["average"].items():
        np.testing.assert_array_equal(tensor, states[1]["average"][name])
    curves = [
        [(line["step"], line["loss"]) for line in RunFolder(path).lines() if "loss" in line]
        for path in (folder.path, tmp_path / "whole")
    ]
    assert curves[0] == curves[1]
    assert len(curves[0]) == 75


def wait_for(folder: RunFolder, step: int) -> None:
    until = time.monotonic() + 100
    while time.monotonic() < until:
        if folder.begun and folder.read("last.pt")["step"] >= step:
            return
        time.sleep(0.02)
    raise AssertionError(f"step {step} was not reached")
