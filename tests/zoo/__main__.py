"""``python -m tests.zoo``: what came of every file of both zoos, as a table in Markdown."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.zoo.allowed import reason_for
from tests.zoo.collection import files
from tests.zoo.identity import Run, identity_run
from tests.zoo.verdict import PROGRAMS, verdicts

__all__ = ["table"]


def table(root: Path, runs: Sequence[Run], found: Sequence[Sequence[str]]) -> Iterator[str]:
    """Return the lines of a Markdown table: file, outcome, what the judges say."""
    yield "| File | Outcome | Judges |"
    yield "|---|---|---|"
    for run, differences in zip(runs, found, strict=True):
        name = run.source.relative_to(root).as_posix()
        if run.scene is None:
            why = run.said.split(" - ")[1].replace(f"{root}/", "")
            yield f"| {name} | {run.outcome} | {why} |"
            continue
        planes, bands, rows, columns = run.scene.shape
        what = f"{run.format}, {planes}×{bands}×{rows}×{columns}"
        yield f"| {name} | written ({what}) | {_summary(run, differences)} |"


def _summary(run: Run, differences: Sequence[str]) -> str:
    if not run.whole:
        return "the corner alone was written"
    reasons = {one: reason_for(run.source.name, run.format, one) for one in differences}
    strange = [one for one, reason in reasons.items() if not reason]
    if strange:
        return "**not allowed:** " + "; ".join(strange)
    other = [reason for one, reason in reasons.items() if "checksum" in one]
    pixels = f"pixels: {other[0]}" if other else "same pixels"
    return f"{pixels}; {len(differences)} differences, all with a reason"


def main() -> int:
    """Print the table; return 1 where a judge found a difference without a reason."""
    parser = argparse.ArgumentParser(prog="python -m tests.zoo", description=__doc__)
    parser.add_argument("--data", default=os.environ.get("DATPRL_DATA"), help="the image packs")
    parser.add_argument("--differences", action="store_true", help="list them with their reasons")
    told = parser.parse_args()
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if told.data is None or missing:
        parser.error(f"missing: {', '.join(missing) or 'the image packs (--data)'}")
    root = Path(told.data)
    with tempfile.TemporaryDirectory() as folder:
        runs = [identity_run(path, Path(folder) / f"{n}") for n, path in enumerate(files(root))]
        found = verdicts(runs)
    lines = table(root, runs, found)
    if told.differences:
        lines = _reasons(runs, found)
    text = "\n".join(lines)
    sys.stdout.write(text + "\n")
    return 1 if "not allowed" in text else 0


def _reasons(runs: Sequence[Run], found: Sequence[Sequence[str]]) -> Iterator[str]:
    """Return the lines of a Markdown table: difference, number of files, reason."""
    counted: dict[tuple[str, str, str], int] = {}
    for run, differences in zip(runs, found, strict=True):
        for one in differences:
            reason = reason_for(run.source.name, run.format, one) or "**not allowed**"
            counted[run.format, one, reason] = counted.get((run.format, one, reason), 0) + 1
    yield "| Format | Difference | Files | Reason |"
    yield "|---|---|---|---|"
    for (format_id, one, reason), number in sorted(counted.items()):
        yield f"| {format_id} | {one} | {number} | {reason} |"


if __name__ == "__main__":
    sys.exit(main())
