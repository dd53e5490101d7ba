"""One open scene as the window knows it: what was chosen for it, made of it and told of it.

An entry is immutable; what happens to it gives a new one. Not here: which scenes are open, and what
is asked of the child (``app.session``).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from app import protocol as p
from app.display.looks import Look
from app.mapped import has_own_slopes, map_scene, shown_at
from app.opening import Place
from core.options import RestoreOptions
from core.tasks import Domain
from io_formats import Scene

__all__ = ["Entry", "Fault", "State", "after_event", "blended", "settled"]

State = Literal["reading", "opened", "restoring", "restored", "measured", "failed"]

ALLOWED: dict[State, tuple[State, ...]] = {
    "reading": ("opened", "failed"),
    "opened": ("restoring",),
    "restoring": ("restored", "opened", "measured", "failed"),
    "restored": ("restoring", "measured"),
    "measured": ("restoring", "measured", "restored"),
    "failed": ("restoring",),
}


NOTHING_TOLD: dict[str, Any] = {
    "metrics": None,
    "truth": None,
    "truth_notes": (),
    "slices": (),
    "trusted": None,
    "saved": None,
}
"""What is known of a result that is new."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What went wrong with a scene, in the three sentences of the family."""

    code: str
    what: str
    why: str
    fix: str
    details: str = ""
    """Kinds and places of a defect."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Entry:
    """One open scene."""

    id: str
    """The session's name for it, as requests carry it."""
    place: Place
    """File or folder, and the number of the series."""
    title: str = ""
    """What a person calls it: the name of its file or series."""
    looks: tuple[Look, ...] = ()
    """Ways to show it, the usual one first; empty until it is read."""
    state: State = "reading"
    scene: Scene | None = None
    """None until it is read."""
    domain: Domain | None = None
    """Medical, remote or natural; None until it is read."""
    options: RestoreOptions = field(default_factory=RestoreOptions)
    """Chosen for the next restoration."""
    job: int | None = None
    """The one that works on it; None: none does."""
    stage: p.Progress | None = None
    """How far that job is."""
    preview: p.Part | None = None
    """The unfinished result."""
    tiles: tuple[p.Tile, ...] = ()
    """What of it is finished."""
    answer: p.Restored | None = None
    """The last result, and its report."""
    restored: Scene | None = None
    """The last result as a scene."""
    alone: Scene | None = None
    """The same without what lies around its region."""
    settled: bool = True
    """False: these two have the slopes of full strength, until ``settled`` tells their own."""
    metrics: Mapping[str, Any] | None = None
    """Figures of the last result beside a truth."""
    truth: Scene | None = None
    """The truth of these figures on the grid of the result."""
    truth_path: Path | None = None
    """Where the truth was read that was asked for last."""
    truth_notes: tuple[str, ...] = ()
    """How it was matched."""
    slices: tuple[Mapping[str, Any], ...] = ()
    """What each of its planes would have been answered by the prompts; empty: not asked."""
    trusted: p.Trusted | None = None
    """What can be told of the last result without a truth; None: it was not looked at."""
    saved: p.Saved | None = None
    """Where the last result was written."""
    fault: Fault | None = None
    """Of the last attempt."""
    cancelled: bool = False
    """True where the last attempt was stopped by the user."""

    def moved(self, state: State, **changes: Any) -> Entry:
        """Return the entry in another state.

        Raises
        ------
        ValueError
            If the state cannot follow on the present one.
        """
        if state not in ALLOWED[self.state]:
            raise ValueError(f"{self.id} is {self.state} and cannot become {state}")
        return replace(self, state=state, **changes)

    @property
    def strength(self) -> float:
        """Of the result that is shown, measured and saved: the one chosen, where that can be."""
        if self.answer is None or self.answer.part.correction is not None:
            return self.options.strength
        return self.answer.strength

    @property
    def rest(self) -> State:
        """The state without any job: what a cancelled restoration goes back to."""
        if self.answer is None:
            return "opened"
        return "restored" if self.metrics is None else "measured"


def after_event(entry: Entry, event: p.Event) -> Entry:
    """Return the entry after what the child said of its job; itself where that changes nothing."""
    if isinstance(event, p.Progress):
        return replace(entry, stage=event)
    if isinstance(event, p.Started):
        return replace(entry, preview=event.part, tiles=())
    if isinstance(event, p.Tile) and entry.preview is not None:
        part = replace(entry.preview, values=event.values)
        return replace(entry, preview=part, tiles=(*entry.tiles, event))
    idle = replace(entry, job=None, stage=None, preview=None, tiles=())
    return _finished(idle, event) or entry


def _finished(idle: Entry, event: p.Event) -> Entry | None:
    """Return the entry after its job has ended; None where it has not."""
    if isinstance(event, p.Restored):
        assert idle.scene is not None
        return _shown(idle.moved("restored", answer=event, **NOTHING_TOLD))
    if isinstance(event, p.Measured):
        return _measured(idle, event)
    if isinstance(event, p.Listened):
        return replace(idle, slices=event.planes)
    if isinstance(event, p.Trusted):
        return replace(idle, trusted=event if event.strength == idle.strength else None)
    if isinstance(event, p.Saved):
        return replace(idle, saved=event)
    if isinstance(event, p.Cancelled):
        return replace(idle, state=idle.rest, cancelled=True)
    if isinstance(event, p.Failed | p.Crashed):
        return _faulty(idle, event)
    return None


def _shown(entry: Entry) -> Entry:
    """Return the entry with its result at the strength that is chosen now; nothing is computed."""
    assert entry.scene is not None
    assert entry.answer is not None
    part, strength = entry.answer.part, entry.strength
    restored, alone = shown_at(entry.scene, part, strength, settled=False)
    known = not has_own_slopes(part, strength)
    return replace(entry, restored=restored, alone=alone, settled=known)


def settled(entry: Entry) -> tuple[Scene, Scene] | None:
    """Return the result of an entry, whole and alone, with the slopes that its files will have.

    It may read all of the result. None: its files have gone, since there is a newer one.

    Raises
    ------
    SourceError
    """
    assert entry.scene is not None
    assert entry.answer is not None
    with suppress(FileNotFoundError):
        return shown_at(entry.scene, entry.answer.part, entry.strength)
    return None


def blended(entry: Entry) -> Entry:
    """Return the entry at another strength: what was told of the last one no longer holds."""
    after = entry.moved("restored") if entry.state == "measured" else entry
    with suppress(FileNotFoundError):
        after = _shown(after)
    return replace(after, metrics=None, trusted=None, saved=None)


def _measured(idle: Entry, event: p.Measured) -> Entry:
    """Return the entry with its truth; without figures where the strength was changed meanwhile."""
    assert idle.scene is not None
    truth = None if event.truth is None else map_scene(idle.scene, event.truth)
    after = replace(idle, truth=truth, truth_notes=event.notes)
    if event.strength != idle.strength:
        return after
    return after.moved("measured", metrics=event.metrics)


def _faulty(idle: Entry, event: p.Failed | p.Crashed) -> Entry:
    """Return the entry with the fault; a failed save or measurement leaves the result as it is."""
    code, details = ("CRASHED", "") if isinstance(event, p.Crashed) else (event.code, event.details)
    fault = Fault(code=code, what=event.what, why=event.why, fix=event.fix, details=details)
    if idle.state != "restoring":
        return replace(idle, fault=fault)
    return idle.moved("failed" if idle.answer is None else idle.rest, fault=fault)
