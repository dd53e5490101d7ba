"""``python -m tests.kill_batch``: a batch of photos that is killed again and again, and goes on.

The same batch also runs undisturbed; what the killed one leaves in the end must be equal to it,
byte for byte, with nothing restored twice and nothing left over.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from core.batch.journal import Journal
from tests import photo_factories as photo
from tests.models import tiny_card

__all__ = ["Told", "kill_batch"]

ROOT = Path(__file__).parents[1]
LATEST_S = 0.06
"""A kill comes so long after a line at most, anywhere in the work on the next photo."""


@dataclass
class Told:
    """What was seen."""

    done: int = 0
    """Items that the journal calls done in the end."""
    tries: int = 0
    """How often an item was begun, over all of them."""
    done_at_kills: list[int] = field(default_factory=list)
    """Items done when the program was killed."""
    faults: list[str] = field(default_factory=list)
    """What must not happen."""


def kill_batch(folder: Path, count: int, kills: int, seed: int = 0) -> Told:
    """Run, kill, go on, and compare.

    Parameters
    ----------
    folder : Path
        An empty one to work in.
    count : int
        Photos.
    kills : int
        How often the program is killed with SIGKILL, at places spread over the photos.
    """
    chance = random.Random(seed)
    source, told = folder / "in", Told()
    for number in range(count):
        path = source / f"roll-{number % 5}" / f"{number:03}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(photo.png(photo.samples(40 + number % 9, 60 + number % 7)))
    model = tiny_card(folder / "model")
    arguments = [str(source), "--model", str(model), "--device", "cpu"]
    _to_the_end(arguments, folder / "whole")
    output = folder / "out"
    made: dict[str, tuple[int, int]] = {}
    for number in range(kills):
        lines = count // (kills + 1) + (chance.randrange(3) if number else 0)
        _killed(arguments, output, lines, chance.uniform(0, LATEST_S))
        made = _results(output)
        told.done_at_kills.append(len(made))
    _to_the_end(arguments, output)
    return _judged(told, folder, count, kills, made)


def _judged(
    told: Told, folder: Path, count: int, kills: int, made: dict[str, tuple[int, int]]
) -> Told:
    output, whole = folder / "out", folder / "whole"
    with Journal(output) as journal:
        items = list(journal.items())
    told.done = sum(item.state == "done" for item in items)
    told.tries = sum(item.tries for item in items)
    if told.done != count or len(items) != count:
        told.faults.append(f"{told.done} of {count} are done, {len(items)} are listed")
    if len({item.target for item in items}) != count:
        told.faults.append("two items share a result")
    if told.tries > count + kills:
        told.faults.append(f"{told.tries} tries for {count} items and {kills} kills")
    now = _results(output)
    again = [name for name, was in made.items() if now.get(name) != was]
    if again:
        told.faults.append(f"restored twice: {again}")
    expected, found = _content(whole), _content(output)
    if expected.keys() != found.keys():
        told.faults.append(f"missing or left over: {sorted(expected.keys() ^ found.keys())}")
    told.faults += [
        f"{name} is not what an undisturbed run writes"
        for name, content in expected.items()
        if name.endswith(".png") and found.get(name) != content
    ]
    return told


def _command(arguments: list[str], output: Path) -> list[str]:
    return [sys.executable, "-m", "app", "batch", *arguments, "-o", str(output), "--resume"]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUNBUFFERED": "1", "OMP_NUM_THREADS": "1"}


def _to_the_end(arguments: list[str], output: Path) -> None:
    ran = subprocess.run(
        _command(arguments, output), cwd=ROOT, env=_environment(), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if ran.returncode:
        raise RuntimeError(f"the batch ended with {ran.returncode}: {ran.stderr[-2000:]}")


def _killed(arguments: list[str], output: Path, lines: int, later_s: float) -> None:
    """Start the batch and kill it a moment after it has said so many lines."""
    with subprocess.Popen(
        _command(arguments, output), cwd=ROOT, env=_environment(), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        assert program.stdout is not None
        for _ in range(lines):
            if not program.stdout.readline():
                raise RuntimeError("the batch ended before it was killed")
        try:
            program.wait(later_s)
        except subprocess.TimeoutExpired:
            program.kill()


def _results(output: Path) -> dict[str, tuple[int, int]]:
    """Return the results that the journal calls done, each with its time and number on the disk."""
    with Journal(output) as journal:
        places = [output / item.target for item in journal.items("done") if item.target]
    return {str(place): (place.stat().st_mtime_ns, place.stat().st_ino) for place in places}


def _content(output: Path) -> dict[str, bytes]:
    """Return every file by its place, journal and reports without their content."""
    return {
        path.relative_to(output).as_posix(): b"" if path.name.startswith("batch-")
        else path.read_bytes()
        for path in output.rglob("*")
        if path.is_file()
    }  # fmt: skip


def main() -> int:
    """Print what was seen; return 1 if something was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.kill_batch", description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="photos")
    parser.add_argument("--kills", type=int, default=2, help="how often it is killed")
    parser.add_argument("--seed", type=int, default=0, help="of the moments of the kills")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        told = kill_batch(Path(folder), given.count, given.kills, given.seed)
    sys.stdout.write(
        f"{given.count} photos, killed after {told.done_at_kills}: {told.done} done in "
        f"{told.tries} tries\n"
    )
    sys.stdout.write("".join(f"{fault}\n" for fault in told.faults) or "nothing was wrong\n")
    return 1 if told.faults else 0


if __name__ == "__main__":
    sys.exit(main())
