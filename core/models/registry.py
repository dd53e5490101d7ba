"""Finding cards, and building the network a card describes.

Cards are found without torch, which only ``build`` loads: the window lists models, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from core.errors import ModelNotFound, WeightsMismatch
from core.models.card import ModelCard
from core.models.config import NetConfig
from core.places import user_models
from resources import locate

if TYPE_CHECKING:
    from core.models.datprl import Datprl

__all__ = [
    "ARCHITECTURES",
    "DEFAULT_MODEL",
    "build",
    "card_paths",
    "find_card",
    "list_cards",
    "read_card",
]


def _datprl(config: NetConfig) -> Datprl:
    from core.models.datprl import Datprl

    return Datprl(config)


ARCHITECTURES: dict[str, Callable[[NetConfig], Datprl]] = {"datprl": _datprl}
"""A new architecture: a file in ``core/models`` and a row here."""

DEFAULT_MODEL = "compact"


def card_paths() -> Iterator[Path]:
    """Yield the path of every card, read or not: bundled ones first, then the user's."""
    for folder in (locate("models"), user_models()):
        if folder.is_dir():
            yield from sorted(folder.glob("*.json"))


def list_cards() -> Iterator[tuple[Path, ModelCard]]:
    """Yield path and content of every card: bundled ones first, then the user's.

    Raises
    ------
    WeightsMismatch
        At a card that is not valid, naming the field.
    """
    for path in card_paths():
        yield path, read_card(path)


def find_card(name: str = DEFAULT_MODEL) -> tuple[Path, ModelCard]:
    """Return path and content of the card of a name, or of the path of a card.

    Raises
    ------
    ModelNotFound
        If there is none, listing those there are.
    WeightsMismatch
        If the card is not valid.
    """
    if name.endswith(".json") and Path(name).is_file():
        return Path(name), read_card(Path(name))
    known = []
    for path, card in list_cards():
        if card.name == name:
            return path, card
        known.append(card.name)
    raise ModelNotFound(
        f"there is no model {name}",
        why=f"known models are {', '.join(known) or 'none'}",
        fix="choose one of them, or give the path of a card (.json)",
    )


def read_card(path: Path) -> ModelCard:
    """Read and check a card.

    Raises
    ------
    WeightsMismatch
        If it is not valid JSON or a field is missing, unknown or out of range.
    ModelNotFound
        If it cannot be read.
    """
    try:
        return ModelCard.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ModelNotFound(
            f"the card {path} could not be read", why=error.strerror or str(error), fix="check it"
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise WeightsMismatch(
            f"the card {path} is not valid", why=f"{where}: {first['msg']}", fix="correct the card"
        ) from error


def build(path: Path, card: ModelCard) -> Datprl:
    """Build the network of a card and fill it with the weights beside it; eval mode, fp32.

    Raises
    ------
    ModelNotFound, WeightsMismatch
    """
    if not card.weights:
        raise ModelNotFound(
            f"the model {card.name} cannot restore",
            why="its card names no weights file beside it",
            fix="train it, or choose another model",
        )
    import torch

    from core.models.weights import load_weights

    tensors = load_weights(path.parent / card.weights, sha256=card.sha256)
    with torch.device("meta"):  # no memory and no random numbers for what the file replaces
        net = ARCHITECTURES[card.architecture](card.net)
    try:
        net.load_state_dict(tensors, assign=True)
    except RuntimeError as error:
        raise WeightsMismatch(
            f"the weights of {card.name} do not fit its architecture",
            why=str(error).splitlines()[-1].strip(),
            fix="restore card and weights from one distribution, or import the model again",
        ) from error
    return net.eval()
