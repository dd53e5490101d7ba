"""``python -m core.training.export RUN -o FOLDER --name NAME``: a run becomes a card and weights.

The figures on the card are measured from the stored file, on the folders told with ``--val``.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from core.evaluation import evaluate_pairs
from core.models.card import Figure, ModelCard, Size
from core.models.datprl import Datprl
from core.models.registry import read_card
from core.models.weights import save_weights
from core.restorer import load_restorer
from core.training.config import TrainConfig

__all__ = ["export", "measure"]

RESEARCH = "Research use only, not for diagnostic use."


def export(
    run: Path,
    folder: Path,
    name: str,
    *,
    title: str,
    description: str,
    licence: str = "",
    cautions: Sequence[str] = (),
) -> Path:
    """Write the averaged weights of a run as fp16 safetensors with a card; return the card's path.

    An existing card of that name is replaced.
    """
    config = TrainConfig.model_validate_json((run / "config.json").read_bytes())
    checkpoint = torch.load(run / "last.pt", weights_only=True, map_location="cpu")
    net = Datprl(config.net)
    net.load_state_dict(checkpoint["average"])
    weights = f"{name}.safetensors"
    checksum = save_weights(net.state_dict(), folder / weights, dtype=torch.float16, force=True)
    minutes = checkpoint["seconds"] / 60
    card = ModelCard(
        name=name,
        title=title,
        net=config.net,
        weights=weights,
        sha256=checksum,
        size=Size(multiple=net.backbone.multiple),
        description=f"{description} {checkpoint['step']} steps, {minutes:.0f} minutes.",
        licence=licence,
        cautions=(RESEARCH, *cautions),
    )
    return write_card(card, folder / f"{name}.json")


def measure(path: Path, folders: list[Path]) -> Path:
    """Score the stored model on pair folders and write the figures into its card."""
    restorer, _ = load_restorer(str(path), device="cpu", precision="fp32")
    figures = []
    for folder in folders:
        table = evaluate_pairs(folder, restorer)
        before, after = table["input"], table["output"]
        figures.append(
            Figure(
                dataset="/".join(folder.resolve().parts[-3:]),
                task=table["task"],
                images=table["n"],
                input_psnr=round(before["psnr"], 2),
                output_psnr=round(after["psnr"], 2),
                input_ssim=None if before["ssim"] is None else round(before["ssim"], 4),
                output_ssim=None if after["ssim"] is None else round(after["ssim"], 4),
            )
        )
    return write_card(read_card(path).model_copy(update={"figures": tuple(figures)}), path)


def write_card(card: ModelCard, path: Path) -> Path:
    """Write a card, replacing the one before."""
    path.write_text(card.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return path


def main() -> None:
    """Read the command line, export and measure."""
    parser = argparse.ArgumentParser(description="Turn a training run into a bundled model.")
    parser.add_argument("run", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--title", default="")
    parser.add_argument("--description", default="")
    parser.add_argument("--licence", default="", help="terms of the weights and their data")
    parser.add_argument("--caution", action="append", default=[], help="may be given repeatedly")
    parser.add_argument("--val", nargs="*", type=Path, default=[])
    told = parser.parse_args()
    card = export(
        told.run,
        told.output,
        told.name,
        title=told.title or told.name,
        description=told.description,
        licence=told.licence,
        cautions=told.caution,
    )
    if told.val:
        measure(card, told.val)


if __name__ == "__main__":
    main()
