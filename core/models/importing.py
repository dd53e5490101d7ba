"""A released checkpoint becomes a card and a safetensors file."""

from __future__ import annotations

from pathlib import Path

from core.models.card import CardWindow, ModelCard, Size
from core.models.collection import check_name, renamed
from core.models.datprl import Datprl
from core.models.official import load_official
from core.models.weights import save_weights
from core.places import user_models
from io_formats.atomic import check_target, replacing

__all__ = ["ASSUMED_WINDOWS", "import_official"]

ASSUMED_WINDOWS = {
    "ct-denoise": CardWindow(
        kind="fixed", low=-160, high=240, unit="HU", keep_low=True, keep_high=True, assumed=True
    ),
    "pet-denoise": CardWindow(
        kind="fixed", low=0, high=20, unit="SUV", keep_high=True, assumed=True
    ),
    "mri-sr4": CardWindow(kind="percentile", assumed=True),
}
"""How the authors mapped medical values to 8-bit pictures was not published."""


def import_official(
    path: Path,
    name: str,
    *,
    folder: Path | None = None,
    task_top_k: int = 3,
    domain_top_k: int = 5,
    force: bool = False,
) -> Path:
    """Convert a released ``.pth`` and return the path of its new card.

    Parameters
    ----------
    name : str
        Name of the card and of the files.
    folder : Path, optional
        Where to put them; the user's model folder by default.

    Raises
    ------
    ModelError
        If the checkpoint is not a released network, or the name is taken or malformed. A model of
        another folder is not replaced even with ``force``: it would go on being found first.
    TargetError
    """
    folder = folder or user_models()
    target = folder / f"{name}.json"
    check_name(name, path, target, force=force)
    net = load_official(path, task_top_k=task_top_k, domain_top_k=domain_top_k)
    card = _card(name, path, net)
    check_target(target, force=force)
    checksum = save_weights(net.state_dict(), folder / card.weights, force=force)
    card = card.model_copy(update={"sha256": checksum})
    with replacing(target, force=force) as part:
        part.write_text(card.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return target


def _card(name: str, path: Path, net: Datprl) -> ModelCard:
    cautions: tuple[str, ...] = (
        "Research use only, not for diagnostic use.",
        "Value windows of medical images are assumed, since they were not published.",
    )
    if not net.has_domain:
        cautions += ("A task-pool-only network: no reference output exists to verify the import.",)
    card = ModelCard(
        name="imported",
        title=f"DATPRL-IR imported from {path.name}",
        net=net.config,
        size=Size(multiple=net.backbone.multiple, padding="zero"),
        windows=ASSUMED_WINDOWS,
        description=f"Converted from the authors' checkpoint {path.name}, fp32.",
        licence="Terms of the authors' release.",
        unverified=not net.has_domain,
        cautions=cautions,
    )
    return renamed(card, name, path)
