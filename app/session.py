"""The open scenes of the window, and what is asked of the child about them.

Each change gives a scene a new entry and tells the one listener. What the child says arrives
through ``hear``. Not here: what follows from it for an entry (``app.entry``), how anything is
shown, and who sends requests.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from app import protocol as p
from app.display.domains import domain_of
from app.display.looks import Look
from app.entry import Entry, Fault, after_event, blended
from app.opening import Place
from core.options import RestoreOptions, SaveOptions
from io_formats import Scene
from io_formats.errors import RestorationError

__all__ = ["Session"]

Listener = Callable[[Entry], None]


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
        changed = replace(entry, options=replace(entry.options, **options))
        if entry.answer is not None and changed.strength != entry.strength:
            changed = blended(changed)
        return self._put(changed)

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
        changed = after_event(entry, event)
        return None if changed is entry else self._put(changed)

    def _put(self, entry: Entry) -> Entry:
        self._entries[entry.id] = entry
        self._listener(entry)
        return entry
