"""``python -m core.training DATA... -o RUN``: train the compact network on pair folders."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import torch

from core.training.config import TrainConfig
from core.training.loop import Trainer
from core.training.samples import Batches, load_tasks


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description="Train the compact network on pair folders.")
    parser.add_argument("folders", nargs="+", type=Path, help="folders with dataset.json")
    parser.add_argument("-o", "--output", type=Path, required=True, help="run folder")
    parser.add_argument("--config", type=Path, help="JSON of a TrainConfig")
    parser.add_argument("--minutes", type=float, help="wall-clock budget")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    told = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.set_num_threads(told.threads)
    config = TrainConfig()
    if told.config:
        config = TrainConfig.model_validate_json(told.config.read_bytes())
    if told.minutes:
        config = config.model_copy(update={"minutes": told.minutes})
    batches = Batches(
        load_tasks(told.folders),
        patch=config.patch,
        repeats=config.repeats,
        clean_share=config.clean_share,
        weight_power=config.weight_power,
        seed=config.seed,
    )
    Trainer(config, batches, told.output, told.device).run()


if __name__ == "__main__":
    main()
