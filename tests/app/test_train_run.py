"""``train``: from a preset and folders of pairs to a model that restores."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from core.training.presets import PRESETS
from core.training.run_folder import RunFolder
from tests.app.conftest import Command
from tests.core.test_pairs import pair_folder
from tests.core.training.sets import SMALL

UNTOLD = ("prompts", "context_px")
"""The first is told one by one, the second is the preset's: TOML has no word for nothing."""
SMALL_RUN = {
    **{f"net.{key}": value for key, value in SMALL["net"].items() if key not in UNTOLD},
    **{f"net.prompts.{key}": value for key, value in SMALL["net"]["prompts"].items()},
    "sampling.batch": 2,
    "sampling.patch": 16,
    "sampling.late_patch": 16,
    "data.hold_out": 3,
    "run.validate_side": 32,
}


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    random = np.random.default_rng(0)
    clean = {f"{i}": random.integers(0, 236, (24, 24, 3), dtype=np.uint8) for i in range(3)}
    wet = {name: image + np.uint8(20) for name, image in clean.items()}
    description = {"task": "natural-derain", "lq": "lq", "window": [0, 255]}
    return pair_folder(tmp_path / "rain", description, lq=wet, hq=clean)


def settings(steps: int) -> list[str]:
    told = {**SMALL_RUN, "optimiser.steps": steps}
    return [word for key, value in told.items() for word in ("--set", f"{key}={json.dumps(value)}")]


def test_a_run_from_a_preset_to_a_model(pairs: Path, tmp_path: Path, command: Command) -> None:
    run = tmp_path / "run"
    ran = command("train", "tiny", "-o", run, "--data", pairs, "--device", "cpu", *settings(3))
    assert ran.code == 0, ran.err
    assert f"{run}: 3 steps, held-out images better by " in ran.out
    card = run / "model" / "mine.json"
    assert str(card) in ran.out
    photo = pairs / "lq" / "0.png"
    restored = command("restore", photo, "-o", tmp_path / "out", "--model", card)
    assert restored.code == 0, restored.err
    again = command("train", "tiny", "-o", run, "--data", pairs, *settings(3))
    assert again.code == 4
    assert "go on with it by --resume" in again.errors[0]
    resumed = command("train", "-o", run, "--resume", "--device", "cpu")
    assert resumed.code == 0, resumed.err
    assert ": 3 steps" in resumed.out


def test_presets_and_settings_are_shown(command: Command) -> None:
    assert command("train", "--presets").out.split() == list(PRESETS)
    ran = command("train", "9T", "--show", "--set", "optimiser.steps=7")
    told = json.loads(ran.out)
    assert told["optimiser"]["steps"] == 7
    assert told["net"]["width"] == 48


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["tiny", "-o", "run"], 7, "there is nothing to train on"),
        (["tiny", "-o", "run", "--set", "optimiser.stepz=3"], 7, "optimiser.stepz"),
        (["huge", "-o", "run"], 7, "could not be read"),
        (["-o", "run"], 2, "name a TOML file or a preset"),
        (["tiny"], 2, "a run needs a folder"),
        (["-o", "run", "--resume", "--set", "run.seed=1"], 2, "keeps its settings"),
        (["-o", "run", "--resume"], 7, "no folder of a run"),
    ],
)
def test_what_cannot_be_trained(
    words: list[str], code: int, said: str, command: Command, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    ran = command("train", *words)
    assert ran.code == code
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert not (tmp_path / "run").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another signal there")
def test_ctrl_c_saves_and_ends_with_130(pairs: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    words = ["train", "tiny", "-o", str(run), "--data", str(pairs), "--device", "cpu"]
    changes = [*settings(1_000_000), "--set", "run.save_every=5", "--threads", "1"]
    process = subprocess.Popen(
        [sys.executable, "-m", "app", *words, *changes],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    until = time.monotonic() + 100
    while not (run / "last.pt").exists() and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.startswith("error[CANCELLED]: the training stopped at step ")
    stopped = int(err.split("at step ")[1].split()[0])
    assert RunFolder(run).read("last.pt")["step"] == stopped
