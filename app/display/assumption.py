"""What a restoration would do with a scene as things are chosen now, told before it begins.

The rules are the engine's (``core.choice``), asked without a network.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.choice import choose_task
from core.models.card import ModelCard
from core.tasks import TASKS, Domain
from io_formats import Scene
from io_formats.errors import RestorationError

__all__ = ["Assumption", "assume", "tasks_of"]


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """What would be done."""

    task: str = ""
    """Id of the row that sets window and bands; empty where it cannot be done."""
    scale: int = 1
    """Enlargement."""
    notes: tuple[str, ...] = ()
    """What is assumed, or why it cannot be done."""
    caution: str = ""
    """What a user should know about results of the task."""
    possible: bool = True
    """False where the engine would refuse."""


def assume(scene: Scene, task: str, scale: int | None, card: ModelCard) -> Assumption:
    """Return what the engine would choose for a scene.

    Parameters
    ----------
    task : str
        Id of a task, or auto.
    scale : int, optional
        None: the task's default.
    """
    try:
        choice = choose_task(scene, task, scale, card)
    except RestorationError as error:
        return Assumption(notes=(error.why,), possible=False)
    return Assumption(
        task=choice.task.id, scale=choice.scale, notes=choice.notes, caution=choice.task.caution
    )


def tasks_of(domain: Domain) -> tuple[str, ...]:
    """Return the tasks that are offered for scenes of a domain, in the paper's order."""
    return tuple(task.id for task in TASKS.values() if task.domain == domain)
