"""The models at hand as files: whose they are, whether they are whole, adding and removing them.

Nothing here loads torch. Not here: reading cards and building networks (``core.models.registry``),
and the conversion of the authors' checkpoints (``core.models.importing``).
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from core.errors import ModelError, ModelNotFound, WeightsMismatch
from core.models.card import ModelCard
from core.models.registry import card_paths, read_card
from core.places import user_models
from io_formats.atomic import check_target, replacing
from io_formats.checksum import file_sha256
from io_formats.errors import NotWritable, SourceMissing
from resources import locate

__all__ = [
    "adopt",
    "check_name",
    "is_bundled",
    "known_models",
    "remove",
    "renamed",
    "verify",
    "weights_of",
]

AGAIN = "import the model again, or reinstall the program if it came with it"


def known_models() -> list[tuple[Path, ModelCard | ModelError]]:
    """Return every card, bundled ones first; where one cannot be read, why."""
    found: list[tuple[Path, ModelCard | ModelError]] = []
    for path in card_paths():
        try:
            found.append((path, read_card(path)))
        except ModelError as error:
            found.append((path, error))
    return found


def is_bundled(path: Path) -> bool:
    """Tell whether a card came with the program: such models are never changed or removed."""
    return path.resolve().parent == locate("models").resolve()


def weights_of(path: Path, card: ModelCard) -> Path | None:
    """Return the weights file of a card; None where the card names none."""
    return path.parent / card.weights if card.weights else None


def verify(path: Path, card: ModelCard) -> None:
    """Compare the weights with the checksum on their card; nothing is built.

    Raises
    ------
    ModelNotFound
        If there are no weights, or they cannot be read.
    WeightsMismatch
        If they are not those of the card.
    """
    weights = weights_of(path, card)
    if weights is None:
        raise ModelNotFound(
            f"the model {card.name} cannot be verified",
            why="its card names no weights file beside it",
            fix="train it, or choose another model",
        )
    try:
        found = file_sha256(weights)
    except SourceMissing as error:
        raise ModelNotFound(
            f"the weights {weights} could not be read", why=error.why, fix=AGAIN
        ) from error
    if found != card.sha256:
        raise WeightsMismatch(
            f"the weights {weights} are not those of the card",
            why=f"their SHA-256 is {found[:12]}…, and the card states {card.sha256[:12]}…",
            fix=AGAIN,
        )


def remove(path: Path) -> None:
    """Delete a card of the user and its weights, unless another card needs them.

    Raises
    ------
    ModelError
        If the card is not in the folder of the user's models.
    NotWritable
        If it cannot be deleted.
    """
    if path.resolve().parent != user_models().resolve():
        raise ModelError(
            f"{path} was not deleted",
            why="it is no model of yours: it came with the program, or lies elsewhere",
            fix="only imported models can be deleted",
        )
    weights = None
    with suppress(ModelError):  # a card that cannot be read may be deleted all the same
        weights = weights_of(path, read_card(path))
    try:
        path.unlink()
        if weights is not None and not _needed(weights):
            weights.unlink(missing_ok=True)
    except OSError as error:
        raise NotWritable(
            f"{path} could not be deleted",
            why=error.strerror or str(error),
            fix="close what has it open, and check the folder's permissions",
        ) from error


def _needed(weights: Path) -> bool:
    """Tell whether a card names a weights file; one that cannot be read might."""
    return any(
        isinstance(card, ModelError) or weights_of(path, card) == weights
        for path, card in known_models()
        if path.parent == weights.parent
    )


def adopt(path: Path, name: str, *, folder: Path | None = None, force: bool = False) -> Path:
    """Copy a card and its weights to the user's models under a name; return the new card's path.

    Raises
    ------
    ModelNotFound, WeightsMismatch
        If card or weights cannot be read or do not belong together, or the name is taken or
        malformed.
    TargetError
    """
    target = (folder or user_models()) / f"{name}.json"
    check_name(name, path, target, force=force)
    card = read_card(path)
    verify(path, card)
    source = weights_of(path, card)
    assert source is not None  # verified
    new = renamed(card, name, path)
    check_target(target, force=force)
    with replacing(target.with_name(new.weights), inputs=(source,), force=force) as part:
        part.write_bytes(source.read_bytes())
    with replacing(target, inputs=(path,), force=force) as part:
        part.write_text(new.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return target


def renamed(card: ModelCard, name: str, path: Path) -> ModelCard:
    """Return a card under another name, with weights of that name.

    Raises
    ------
    WeightsMismatch
        If that cannot be a model's name.
    """
    told = card.model_dump() | {"name": name, "weights": f"{name}.safetensors"}
    try:
        return ModelCard.model_validate(told)
    except ValidationError as error:
        raise WeightsMismatch(
            f"{path} was not imported",
            why=f"{name!r} cannot be a model's name: {error.errors()[0]['msg']}",
            fix="use small letters, digits, dot, dash and underscore",
        ) from error


def check_name(name: str, path: Path, target: Path, *, force: bool) -> None:
    """Refuse the name of another model, which would go on being found first.

    Raises
    ------
    WeightsMismatch
    """
    for other, card in known_models():
        here = other.resolve() == target.resolve()
        taken = isinstance(card, ModelCard) and card.name == name
        if taken and not (force and here):
            raise WeightsMismatch(
                f"{path} was not imported",
                why=f"there is a model {name} already",
                fix="choose another name" + (", or replace it with --force" * here),
            )
