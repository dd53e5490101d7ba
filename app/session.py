"""What the window knows about the open scenes: their state, the options chosen, their results.

A scene's entry is immutable; each change gives a new one and tells the one listener. What the
child says arrives through ``hear``. Not here: how anything is shown, or who sends requests.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from app import protocol as p
from app.display.domains import domain_of
from app.display.looks import Look
from app.mapped import has_own_slopes, map_scene, shown_at
from app.opening import Place
from core.options import RestoreOptions, SaveOptions
from core.tasks import Domain
from io_formats import Scene
from io_formats.errors import RestorationError

__all__ = ["Entry", "Fault", "Session", "State", "settled"]

State = Literal["reading", "opened", "restoring", "restored", "measured", "failed"]
Listener = Callable[["Entry"], None]

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


class Session:
    """The open scenes, in the order they were opened.

    Parameters
    ----------
    listener : callable
        Gets an entry after each change, in the thread that made it.
    """

    def __init__(self, listener: Listener = lambda entry: None) -> None:
        self._listener = listener
        self._entries: dict[str, Entry] = {}
        self._numbers = itertools.count(1)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them, oldest first."""
        return tuple(self._entries.values())

    def __getitem__(self, scene_id: str) -> Entry:
        return self._entries[scene_id]

    def add(self, place: Place) -> Entry:
        """Take in a scene that is being read."""
        options = RestoreOptions(series=place.series)
        return self._put(Entry(id=f"scene-{next(self._numbers)}", place=place, options=options))

    def opened(
        self, scene_id: str, scene: Scene, *, title: str = "", looks: tuple[Look, ...] = ()
    ) -> Entry:
        """Note that a scene was read, what it is called, and how it can be shown."""
        read = {"scene": scene, "domain": domain_of(scene), "title": title, "looks": looks}
        return self._put(self._entries[scene_id].moved("opened", **read))

    def unreadable(self, scene_id: str, error: RestorationError) -> Entry:
        """Note that a scene could not be read."""
        fault = Fault(code=error.code, what=error.what, why=error.why, fix=error.fix)
        return self._put(self._entries[scene_id].moved("failed", fault=fault))

    def choose(self, scene_id: str, **options: Any) -> Entry:
        """Change options of the next restoration: task, scale, tile, region, strength.

        Another strength changes the last result at once, where its correction was kept: what was
        told of it no longer holds, but for its truth. A result whose files have gone stays as it is
        until the one that takes its place is heard of.
        """
        entry = self._entries[scene_id]
        after = replace(entry, options=replace(entry.options, **options))
        if entry.answer is not None and after.strength != entry.strength:
            after = _blended(after)
        return self._put(after)

    def settle(self, entry: Entry, seen: tuple[Scene, Scene]) -> None:
        """Take in what ``settled`` told of an entry, unless its result is another one by now."""
        now = self._entries.get(entry.id)
        if now is not None and now.restored is entry.restored:
            self._put(replace(now, restored=seen[0], alone=seen[1], settled=True))

    def restore(
        self, scene_id: str, *, model: str, device: str = "auto", precision: str = "auto"
    ) -> p.Restore:
        """Return the request that restores a scene as chosen.

        Raises
        ------
        ValueError
            If it was not read.
        """
        entry = self._entries[scene_id]
        if entry.scene is None:
            raise ValueError(f"{scene_id} was not read")
        return p.Restore(
            scene=scene_id,
            path=entry.place.path,
            options=entry.options,
            model=model,
            device=device,
            precision=precision,
        )

    def save(self, scene_id: str, options: SaveOptions) -> p.Save:
        """Return the request that writes the last result; no open file is ever replaced."""
        sources = [e.scene.source.files for e in self.entries if e.scene is not None]
        inputs = tuple(file for files in sources for file in files)
        return p.Save(
            scene=scene_id,
            options=replace(options, protected=(*options.protected, *inputs)),
            strength=self._entries[scene_id].strength,
        )

    def measure(self, scene_id: str, truth: Path) -> p.Measure:
        """Return the request that compares the last result with a ground truth."""
        return p.Measure(scene=scene_id, truth=truth, strength=self._entries[scene_id].strength)

    def listen(self, scene_id: str) -> p.Listen:
        """Return the request that asks the prompts about each plane for itself."""
        return p.Listen(scene=scene_id)

    def trust(self, scene_id: str, planes: tuple[int, int] | None = None) -> p.Trust:
        """Return the request that looks at the last result without a truth."""
        strength = self._entries[scene_id].strength
        return p.Trust(scene=scene_id, planes=planes, strength=strength)

    def sent(self, request: p.AboutScene, job: int) -> Entry:
        """Note the number under which a request was sent."""
        entry = replace(self._entries[request.scene], job=job, fault=None, cancelled=False)
        if isinstance(request, p.Restore):
            entry = entry.moved("restoring", preview=None)
        elif isinstance(request, p.Measure):
            entry = replace(entry, truth_path=request.truth)
        return self._put(entry)

    def close(self, scene_id: str) -> p.Forget:
        """Drop a scene; return the request that frees its result. A running job is not stopped."""
        del self._entries[scene_id]
        return p.Forget(scene=scene_id)

    def hear(self, event: p.Event) -> Entry | None:
        """Take in what the child said; return the entry it changed, None where it changed none."""
        job = getattr(event, "job", None)
        entry = next((e for e in self.entries if job is not None and e.job == job), None)
        if entry is None:
            return None
        after = self._after(entry, event)
        return None if after is entry else self._put(after)

    def _after(self, entry: Entry, event: p.Event) -> Entry:
        if isinstance(event, p.Progress):
            return replace(entry, stage=event)
        if isinstance(event, p.Started):
            return replace(entry, preview=event.part, tiles=())
        if isinstance(event, p.Tile) and entry.preview is not None:
            part = replace(entry.preview, values=event.values)
            return replace(entry, preview=part, tiles=(*entry.tiles, event))
        idle = replace(entry, job=None, stage=None, preview=None, tiles=())
        return self._finished(idle, event) or entry

    def _finished(self, idle: Entry, event: p.Event) -> Entry | None:
        """Return the entry after its job has ended; None where it has not."""
        if isinstance(event, p.Restored):
            assert idle.scene is not None
            after = idle.moved("restored", answer=event, **NOTHING_TOLD)
            return _shown(after)
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

    def _put(self, entry: Entry) -> Entry:
        self._entries[entry.id] = entry
        self._listener(entry)
        return entry


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


def _blended(entry: Entry) -> Entry:
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
