"""Asking a model's prompt pools about images, along the way that the engine takes.

The engine itself is run with a restorer that asks and changes nothing. So window, band groups,
tiles and the mean query are those of a restoration, at the cost of the encoder alone.

Shapes: one row of a trace per image.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from core.choice import choose_task
from core.engine import RestoreRequest, restore
from core.errors import ModelError, PairMismatch
from core.models.card import ModelCard
from core.models.datprl import Queries
from core.models.prompts import PromptTrace, Selection
from core.pair_scene import pair_request, pair_scene
from core.restorer import NetRestorer
from core.tasks import TASKS
from core.tiles import at_most
from core.training.datasets.pair_set import PairSet
from core.window_blend import fit_windows
from io_formats import Scene, open_scene
from io_formats.progress import CancelToken, Progress, silent

__all__ = [
    "SHOWN_IMAGES",
    "Heard",
    "HeardSet",
    "Listener",
    "demand_prompts",
    "hear_file",
    "hear_planes",
    "hear_set",
]

SHOWN_IMAGES = 12
"""Images of one data set whose answers are compared with each other: more could not be told apart
in a heat map. Spread evenly over the images heard."""


class Listener:
    """A restorer that asks the pools and returns the image as it is."""

    def __init__(self, restorer: NetRestorer) -> None:
        self.restorer = restorer
        self.traces: list[PromptTrace] = []

    @property
    def card(self) -> ModelCard:
        """Card of the model that is asked."""
        return self.restorer.card

    @torch.inference_mode()
    def __call__(
        self, x_BCHW: NDArray[np.float32], queries: Queries | None = None
    ) -> tuple[NDArray[np.float32], PromptTrace | None]:
        """Let the pools answer and remember what they said."""
        trace = self.restorer.net.choose(self.query(x_BCHW) if queries is None else queries)
        self.traces.append(trace)
        return x_BCHW.copy(), trace

    def query(self, x_BCHW: NDArray[np.float32]) -> Queries:
        """Return the images' queries."""
        return self.restorer.query(x_BCHW)


@dataclass(frozen=True, kw_only=True, eq=False)
class Heard:
    """What one image asked and was answered."""

    name: str
    """Name of its pair."""
    trace: PromptTrace
    """Answer to the image's query, one row, on the processor. What was composed is kept of the
    images that are shown; of the others ``fused`` is None and representations have no tokens."""

    @property
    def queries(self) -> Queries:
        """What the image asked, one row."""
        domain, task = self.trace.domain, self.trace.task
        return Queries(
            None if domain is None else domain.query, None if task is None else task.query
        )

    @property
    def pools(self) -> dict[str, Selection]:
        """Answers by pool, ``task`` and ``domain``, of those that the network has."""
        both = {"task": self.trace.task, "domain": self.trace.domain}
        return {name: answer for name, answer in both.items() if answer is not None}

    def weights(self, pool: str) -> NDArray[np.float64]:
        """Return the weight of every prompt of a pool, (N,), 0 for those not chosen; sum 1."""
        answer = self.pools[pool]
        weights = np.zeros(answer.similarity.shape[-1])
        weights[answer.indices[0].numpy()] = answer.weights[0].double().numpy()
        return weights


@dataclass(frozen=True, kw_only=True, eq=False)
class HeardSet:
    """The images of one data set."""

    name: str
    """As in the keys of descriptions: the layout's id, or the folder's name."""
    task: str
    """Id of the task."""
    pairs: PairSet
    """Where the images were read from."""
    heard: tuple[Heard, ...]
    """In the order of their names."""


def demand_prompts(restorer: NetRestorer) -> None:
    """Refuse a model that has nothing to ask.

    Raises
    ------
    ModelError
    """
    if not restorer.net.config.prompts.any:
        raise ModelError(
            f"the prompts of {restorer.card.name} cannot be analysed",
            why="this model has no prompts: its backbone stands alone",
            fix="take a model with a task pool or a domain pool (datprl-ir models list)",
        )


def hear_file(
    path: Path,
    restorer: NetRestorer,
    *,
    task: str = "auto",
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> dict[str, Any]:
    """Ask the pools about a file or a folder of slices, as a restoration would.

    Returns
    -------
    dict
        The report of the engine: ``prompts`` with mean weights, gates and, where the card has
        profiles, ``closest``; ``warnings`` with what was assumed.

    Raises
    ------
    ModelError
        Also if the model has no prompts.
    SourceError, OutOfMemory, Cancelled
    """
    demand_prompts(restorer)
    scene = open_scene(path)
    choice = choose_task(scene, task, None, restorer.card)
    request = RestoreRequest(task=choice.task, scale=choice.scale)
    report = restore(scene, request, Listener(restorer), progress=progress, cancel=cancel).report
    return {**report, "warnings": [*choice.notes, *report["warnings"]]}


def hear_planes(
    scene: Scene,
    request: RestoreRequest,
    restorer: NetRestorer,
    *,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> list[dict[str, Any]]:
    """Ask the pools about each plane of a scene for itself, all through one window.

    A restoration of a volume asks once, so that its slices do not flicker; this tells what each
    slice would have been answered.

    Returns
    -------
    list of dict
        Per plane ``prompts`` as in the report of the engine.

    Raises
    ------
    ModelError
        If the model has no prompts.
    SourceError, OutOfMemory, Cancelled
    """
    demand_prompts(restorer)
    windows = fit_windows(scene, restorer.card.window_of(request.task.id))
    alone = replace(request, window=windows)
    planes, _, rows, columns = scene.shape
    whole = {"rows": slice(0, rows), "columns": slice(0, columns)}
    found = []
    for plane in range(planes):
        progress(plane / planes, f"plane {plane + 1} of {planes}")
        one = scene.cropped(planes=slice(plane, plane + 1), **whole)
        found.append(restore(one, alone, Listener(restorer), cancel=cancel).report["prompts"])
    return found


def hear_set(
    pairs: PairSet,
    restorer: NetRestorer,
    *,
    limit: int | None = None,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> HeardSet:
    """Ask the pools about the degraded images of a data set.

    Parameters
    ----------
    limit : int, optional
        Ask about this many images, spread evenly over the names. None: about all.

    Raises
    ------
    PairMismatch
        If the data set names no known task, or a pair is damaged.
    ModelError
        If the model has no prompts.
    SourceError, ComputeError, Cancelled
    """
    demand_prompts(restorer)
    if pairs.task not in TASKS:
        raise PairMismatch(
            f"the data set {pairs.kind} cannot be analysed",
            why=f"there is no task {pairs.task}",
            fix=f"name one of {', '.join(TASKS)} in dataset.json",
        )
    names = at_most(pairs.names, limit)
    shown = set(at_most(names, SHOWN_IMAGES))
    heard = []
    for i, name in enumerate(names):
        progress(i / len(names), name)
        pair = pairs.load(name)
        listener = Listener(restorer)
        task = TASKS[pairs.task]
        scene = pair_scene(pair, task, unit=pairs.unit, files=pairs.files(name))
        request = pair_request(scene, pair, task, restorer.card)
        restore(scene, request, listener, cancel=cancel)
        # One plane of one group of bands: all its tiles were given the same query.
        heard.append(Heard(name=name, trace=_kept(listener.traces[0], whole=name in shown)))
    return HeardSet(name=pairs.label, task=pairs.task, pairs=pairs, heard=tuple(heard))


def _kept(trace: PromptTrace, *, whole: bool) -> PromptTrace:
    """Return a trace on the processor; without what was composed, by far the most of it."""
    return PromptTrace(
        domain=_kept_answer(trace.domain, whole=whole),
        task=_kept_answer(trace.task, whole=whole),
        fused=trace.fused.cpu() if whole and trace.fused is not None else None,
        gates=trace.gates.cpu(),
    )


def _kept_answer(answer: Selection | None, *, whole: bool) -> Selection | None:
    if answer is None:
        return None
    said = answer.representation
    # A slice would keep the whole alive.
    kept = said if whole else said.new_empty((len(said), 0, said.shape[-1]))
    return Selection(
        query=answer.query.cpu(),
        similarity=answer.similarity.cpu(),
        indices=answer.indices.cpu(),
        weights=answer.weights.cpu(),
        representation=kept.cpu(),
    )
