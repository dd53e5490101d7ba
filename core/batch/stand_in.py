"""What restores a domain whose preferred model is not there any more: the one of the program.

Looked at when a batch begins, so that not every input fails by itself. Not here: a model that is
named for all inputs, which is refused instead (``core.batch.begin``), and loading one
(``core.batch.models``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.batch.options import AUTO, BatchOptions
from core.errors import ModelError, ModelNotFound
from core.models.registry import DEFAULT_MODEL, find_card
from core.tasks import Domain

__all__ = ["IMAGES_OF", "check_models", "stand_in_words", "with_stand_ins"]

IMAGES_OF: dict[Domain, str] = {
    "medical": "medical images",
    "remote": "satellite and aerial scenes",
    "natural": "ordinary photos",
}
"""What a domain's images are called in a sentence."""


def with_stand_ins(options: BatchOptions) -> tuple[BatchOptions, dict[Domain, str]]:
    """Return options that name models that are there, and by domain those that are not."""
    if options.model != AUTO:
        return options, {}
    gone = {domain: name for domain, name in options.models.items() if not _is_there(name)}
    kept = {domain: name for domain, name in options.models.items() if domain not in gone}
    return options.model_copy(update={"models": kept}), gone


def stand_in_words(gone: Mapping[str, str], domain: Domain) -> tuple[str, ...]:
    """Return in a sentence that another model than the preferred one restores a domain, or none."""
    if domain not in gone:
        return ()
    return (
        f"the model {gone[domain]}, preferred for {IMAGES_OF[domain]}, is not there any more; "
        f"{DEFAULT_MODEL} was used instead",
    )


def check_models(options: BatchOptions, domains: Iterable[Domain]) -> None:
    """Make sure that the models of domains are there still.

    Raises
    ------
    ModelNotFound
        If one was removed since the batch was begun: its results would not belong together.
    """
    for name in sorted({options.model_of(domain) for domain in domains}):
        if not _is_there(name):
            raise ModelNotFound(
                f"the batch cannot go on without the model {name}",
                why="it was begun with it, and the model is not there any more",
                fix="import the model again, or choose another output folder",
            )


def _is_there(name: str) -> bool:
    try:
        find_card(name)
    except ModelError:
        return False
    return True
