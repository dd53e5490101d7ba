"""``datprl-ir self-test``: tries everything that is needed on this machine."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.console import say, warn
from app.demo import SAMPLES
from app.messages import error_line, exit_code, worst
from core.device import choose_device, describe_device
from core.job import run_job
from core.options import JobOptions
from core.provenance import library_versions
from core.restorer import NetRestorer, load_restorer
from io_formats import Scene, open_scene
from io_formats.errors import DamagedFile, RestorationError
from resources import locate

__all__ = ["run_self_test"]


def run_self_test() -> int:
    """Run all checks, print a line for each, return the worst exit code."""
    say("libraries        " + ", ".join(f"{k} {v}" for k, v in library_versions().items()))
    codes = [_check("device", lambda: describe_device(choose_device()))]
    found: list[NetRestorer] = []
    codes.append(_check("model", lambda: _load(found)))
    if found:
        with tempfile.TemporaryDirectory(prefix="datprl-ir-") as folder:
            for title, name, _ in SAMPLES:
                place = Path(folder)
                codes.append(_check(title, partial(_round_trip, name, place, found[0])))
                codes.append(_check(title, partial(_restore, name, place, found[0])))
    say("all is well" if not any(codes) else "something is wrong: see above")
    return worst(codes)


def _check(name: str, check: Callable[[], str]) -> int:
    try:
        said = check()
    except RestorationError as error:
        warn(f"{name:16} FAILED: {error_line(error)}")
        return exit_code(error)
    say(f"{name:16} {said}")
    return 0


def _load(found: list[NetRestorer]) -> str:
    restorer, path = load_restorer()
    found.append(restorer)
    return f"{restorer.card.name}, {path}, {restorer.precision}"


def _round_trip(name: str, folder: Path, restorer: NetRestorer) -> str:
    """Restore with strength 0: every stored value must come back."""
    options = JobOptions(output=folder / "same", strength=0.0)
    result = run_job(locate(f"samples/{name}"), options, restorer)
    if not np.array_equal(_stored(result.original), _stored(open_scene(result.written.path))):
        raise DamagedFile(
            f"{name} did not come back unchanged",
            why="writing or reading altered values",
            fix="reinstall the program, and report it",
        )
    return "written and read back bit for bit"


def _restore(name: str, folder: Path, restorer: NetRestorer) -> str:
    result = run_job(locate(f"samples/{name}"), JobOptions(output=folder / "restored"), restorer)
    return f"restored in {result.record['seconds']:.1f} s"


def _stored(scene: Scene) -> NDArray[Any]:
    planes, bands, rows, columns = scene.shape
    window = (slice(0, planes), slice(0, bands), slice(0, rows), slice(0, columns))
    return np.asarray(scene.pixels[window])
