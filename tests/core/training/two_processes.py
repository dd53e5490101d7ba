"""What each process of a shared training does in ``test_parallel``.

Started by ``torchrun``; also called in one process, for comparison.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import torch

from core.training.parallel import joined
from core.training.run_folder import RunFolder
from tests.core.training.sets import Recorded, config, data
from tests.models import TINY

__all__ = ["steps"]

QUIET = TINY.prompts.model_copy(update={"noise": 0.0, "dropout": 0.0})


def steps(folder: Path, balance_on: str) -> dict[str, Any]:
    """Train three steps in fp64 without noise; return the last gradients and the weights."""
    told = config(
        net=TINY.model_copy(update={"prompts": QUIET}).model_dump(mode="json"),
        sampling={"batch": 4, "clean_share": 0.0},
        loss={"balance_on": balance_on, "balance_tau": 0.1, "balance": 1.0},
        optimiser={"steps": 3, "clip": 0.5},
        run={"precision": "fp64"},
    )
    with joined("cpu") as part:
        run = Recorded(told, data(told), RunFolder(folder), part)
        run.run()
        return {
            "rank": part.rank,
            "seen": run.seen,
            "gradients": {n: p.grad for n, p in run.net.named_parameters() if p.grad is not None},
            "weights": run.net.state_dict(),
        }


if __name__ == "__main__":
    place, kind = Path(sys.argv[1]), sys.argv[2]
    told = steps(place / "run", kind)
    torch.save(told, place / f"rank{told['rank']}.pt")
