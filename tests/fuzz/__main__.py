"""``python -m tests.fuzz``: damaged files in processes of their own, and what came of them."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

__all__ = ["fuzz"]

ROOT = Path(__file__).parents[2]


def fuzz(count: int, *, first: int = 0, jobs: int = 1) -> tuple[Counter[str], list[str]]:
    """Examine cases ``first`` to ``first + count``.

    Returns
    -------
    tuple
        How often each outcome came about, and what must not happen: a line each, with the case.
    """
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        shares = pool.map(
            lambda job: _share(Path(folder), first + job, first + count, jobs), range(jobs)
        )
        outcomes: Counter[str] = Counter()
        faults: list[str] = []
        for counted, found in shares:
            outcomes += counted
            faults += found
    return outcomes, faults


def _share(folder: Path, first: int, last: int, step: int) -> tuple[Counter[str], list[str]]:
    """Run one process after the other: a new one goes on after a case that killed the last."""
    outcomes: Counter[str] = Counter()
    faults: list[str] = []
    while first < last:
        numbers = [str(number) for number in (first, last, step)]
        ran = subprocess.run(
            [sys.executable, "-m", "tests.fuzz.worker", str(folder), *numbers],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        open_case, name = first - step, ""
        done = open_case
        for line in ran.stdout.splitlines():
            told = json.loads(line)
            if "outcome" not in told:
                open_case, name = told["case"], told["seed"]
                continue
            done, outcome = told["case"], told["outcome"]
            outcomes[outcome.partition(":")[0]] += 1
            if outcome.startswith("unexpected"):
                faults.append(f"case {done} ({name}): {outcome}")
        if ran.returncode == 0:
            break
        if open_case == done:
            raise RuntimeError(f"the process could not begin: {ran.stderr[-2000:]}")
        outcomes["crashed"] += 1
        faults.append(f"case {open_case} ({name}): crashed with {ran.returncode}")
        first = open_case + step
    return outcomes, faults


def main() -> int:
    """Print outcomes and faults; return 1 if there were any."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="cases")
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time")
    told = parser.parse_args()
    outcomes, faults = fuzz(told.count, first=told.first, jobs=told.jobs)
    for outcome, number in outcomes.most_common():
        sys.stdout.write(f"{number:7} {outcome}\n")
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
