"""One process that opens damaged files, under a limit of memory and of time for each.

``python -m tests.fuzz.worker SEEDS FIRST LAST STEP`` prints a line of JSON before and after each.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
import tempfile
import traceback
import warnings
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import numpy as np

from io_formats import (
    Derivation,
    RestorationError,
    Scene,
    WriteOptions,
    adapter_of,
    open_scene,
    save_scene,
)
from tests.fuzz.mutate import mutated

__all__ = ["examine"]

MEMORY_BYTES = 3 * 2**30
"""Of address space: the libraries alone take one."""
SECONDS = 20
WRITTEN_VALUES = 2**20
"""Scenes of fewer values are written again."""
CORNER_PX = 64
DERIVATION = Derivation(
    software="fuzz", version="0", model="identity", model_sha256="0" * 64, task="none", scale=1,
    tile=0, precision="fp32", strength=0.0, created=datetime(2026, 1, 1, tzinfo=UTC),
)  # fmt: skip


class TooSlow(BaseException):
    """Not caught by anything that catches exceptions."""


def examine(path: Path, out: Path) -> str:
    """Open a file, read its corners, write it again; return what came of it.

    Returns
    -------
    str
        ``written``, or the code of an error of the family, or ``unexpected ...``.
    """
    try:
        scene = open_scene(path)
        _read_corners(scene)
        if np.prod(scene.shape, dtype=float) < WRITTEN_VALUES:
            for deidentify in (False, True)[: 1 if scene.source.format == "geotiff" else 2]:
                options = WriteOptions(force=True, deidentify=deidentify)
                save_scene(scene, out / _name(scene), DERIVATION, options)
    except RestorationError as error:
        return error.code
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"unexpected: {type(error).__name__}: {error} ({place.filename}:{place.lineno})"
    return "written"


def _read_corners(scene: Scene) -> None:
    planes, bands, rows, columns = scene.shape
    for plane in {0, planes - 1}:
        for row, column in ((0, 0), (max(rows - CORNER_PX, 0), max(columns - CORNER_PX, 0))):
            window = (
                slice(plane, plane + 1),
                slice(0, bands),
                slice(row, min(row + CORNER_PX, rows)),
                slice(column, min(column + CORNER_PX, columns)),
            )
            scene.values.to_physical(scene.pixels[window], planes=window[0], bands=window[1])
            if scene.valid is not None:
                scene.valid[window[0], slice(0, 1), window[2], window[3]]


def _name(scene: Scene) -> str:
    """Return a name of the container that results of this scene are written in."""
    return "out" + adapter_of(scene).suffix_for(scene, WriteOptions())


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlow


def main() -> None:
    """Examine every STEP-th case from FIRST to LAST."""
    from tests.fuzz.seeds import write_seeds

    folder = Path(sys.argv[1])
    first, last, step = (int(text) for text in sys.argv[2:5])
    seeds = write_seeds(folder / f"seeds-{first}-{step}")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    signal.signal(signal.SIGALRM, _stop)
    warnings.simplefilter("ignore")
    for case in range(first, last, step):
        seed = seeds[case % len(seeds)]
        sys.stdout.write(json.dumps({"case": case, "seed": seed.name}) + "\n")
        sys.stdout.flush()
        with tempfile.TemporaryDirectory(dir=folder) as place:
            path = Path(place) / seed.name
            path.write_bytes(mutated(seed.read_bytes(), case))
            signal.alarm(SECONDS)
            try:
                outcome = examine(path, Path(place))
            except TooSlow:
                outcome = f"unexpected: slower than {SECONDS} s"
            finally:
                signal.alarm(0)
        sys.stdout.write(json.dumps({"case": case, "outcome": outcome}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
