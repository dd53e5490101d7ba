"""A whole analysis: figures as PNG and the numbers behind them as JSON.

Not here: what the numbers are (the modules beside this one), and where files are written (``app``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from core.analysis import figures
from core.analysis.descriptions import term_vectors, terms
from core.analysis.gates import gates_of
from core.analysis.listening import HeardSet, demand_prompts, hear_set
from core.analysis.profiles import recognise
from core.analysis.selection import census
from core.analysis.similarity import instances, mean_cosine, values_similarity
from core.analysis.swap import swap_cost
from core.analysis.tsne import lay_out
from core.errors import PairMismatch
from core.restorer import NetRestorer
from core.tasks import TASKS
from core.training.captions import Description
from core.training.datasets.pair_set import PairSet
from core.training.text_features import TextFeatures
from io_formats.progress import CancelToken, Progress, part_of, silent

__all__ = ["Study", "picture_names", "study"]

POOLS = {"task": "Task prompts", "domain": "Domain prompts"}


@dataclass(frozen=True, kw_only=True)
class Study:
    """What an analysis found."""

    content: dict[str, Any]
    """JSON-able."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    """PNG files by name."""


def picture_names(restorer: NetRestorer, *, words: bool, features: bool) -> tuple[str, ...]:
    """Return the names of the pictures that ``study`` makes of a model, sorted.

    Parameters
    ----------
    words, features : bool
        Whether there are descriptions, and features of descriptions.
    """
    net = restorer.net
    pools = [pool for pool, there in (("task", net.has_task), ("domain", net.has_domain)) if there]
    names = ["gates.png", "similarity-values.png", "similarity-instances.png"]
    names += [f"selection-{pool}.png" for pool in pools]
    names += ["terms.png"] * words + ["tsne.png"] * (words or features)
    return tuple(sorted(names))


def study(
    datasets: Sequence[PairSet],
    restorer: NetRestorer,
    *,
    limit: int | None = None,
    swap: bool = False,
    descriptions: Sequence[Description] = (),
    features: TextFeatures | None = None,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> Study:
    """Analyse a model's prompts on data sets, and the descriptions of their images.

    Parameters
    ----------
    limit : int, optional
        Images of each data set, spread evenly. None: all.
    swap : bool
        Measure what the right prompts are worth, which takes a restoration per task and image.
    descriptions : sequence of Description
        Whose words are counted, and laid out where there are no features.
    features : TextFeatures, optional
        What is laid out.

    Raises
    ------
    PairMismatch
        Also if two data sets have one name.
    ModelError
        If the model has no prompts.
    CaptionsMissing
        If there are too few descriptions to be laid out.
    ComputeError
        Also if an optional library is missing: that is found out before any image is looked at.
    SourceError, Cancelled
    """
    demand_prompts(restorer)
    _distinct(datasets)
    unseen = [_gates(restorer), _descriptions(descriptions, features)]
    listening, restoring = part_of(progress, 0, 0.5 if swap else 1), part_of(progress, 0.5, 1)
    steps = [i / len(datasets) for i in range(len(datasets) + 1)]
    sets = [
        hear_set(pairs, restorer, limit=limit, progress=part_of(listening, *step), cancel=cancel)
        for pairs, step in zip(datasets, pairwise(steps), strict=True)
    ]
    content: dict[str, Any] = {
        "model": {"name": restorer.card.name, "sha256": restorer.card.sha256},
        "limit": limit,
    }
    pictures: dict[str, bytes] = {}
    for part in (_selections(sets), _similarities(sets, restorer), *unseen):
        content |= part.content
        pictures |= part.pictures
    content["recognition"] = _recognition(sets, restorer)
    if swap:
        found = swap_cost(sets, restorer, progress=restoring, cancel=cancel)
        content["swap"] = [cost.describe() for cost in found]
    progress(1.0, "analysed")
    return Study(content={**content, "figures": sorted(pictures)}, pictures=pictures)


def _distinct(datasets: Sequence[PairSet]) -> None:
    twice = [
        name for name, times in Counter(pairs.label for pairs in datasets).items() if times > 1
    ]
    if twice:
        raise PairMismatch(
            f"two data sets are called {twice[0]}",
            why="their figures could not be told apart",
            fix="rename one of the folders, or analyse them one after the other",
        )


def _selections(sets: Sequence[HeardSet]) -> Study:
    everything = [image for found in sets for image in found.heard]
    pools = [pool for pool in POOLS if pool in everything[0].pools]
    table = [
        {
            "name": found.name,
            "task_id": found.task,
            "images": len(found.heard),
            **{pool: census(found.heard, pool).describe() for pool in pools},
        }
        for found in sets
    ]
    pictures = {}
    for pool in pools:
        rows = [
            figures.Bars(
                name=f"{found.name} ({len(found.heard)})",
                domain=TASKS[found.task].domain,
                heights=census(found.heard, pool).shares,
            )
            for found in sets
        ]
        title = f"{POOLS[pool]}: share of the images that choose each"
        pictures[f"selection-{pool}.png"] = figures.selection_picture(rows, title)
    overall = {pool: census(everything, pool).describe() for pool in pools}
    content = {"datasets": table, "overall": {"images": len(everything), **overall}}
    return Study(content=content, pictures=pictures)


def _similarities(sets: Sequence[HeardSet], restorer: NetRestorer) -> Study:
    values = values_similarity(restorer.net)
    kinds = ["fused", *values]
    compared = {kind: instances(sets, kind) for kind in kinds}
    panels = [figures.Heat(title=POOLS[pool], values=found) for pool, found in values.items()]
    shown = compared["fused"]
    square = figures.Heat(title="", values=shown.similarity, groups=shown.sets)
    content = {
        "values": {
            pool: {
                "mean_cosine": mean_cosine(found),
                "cosines": [[round(float(value), 4) for value in row] for row in found],
            }
            for pool, found in values.items()
        },
        "instances": [found.describe() for found in compared.values()],
    }
    return Study(
        content=content,
        pictures={
            "similarity-values.png": figures.heat_picture(panels, "Likeness of prompt values"),
            "similarity-instances.png": figures.heat_picture(
                [square], "Likeness of what images are answered with (PR_dt)"
            ),
        },
    )


def _gates(restorer: NetRestorer) -> Study:
    gates = gates_of(restorer.net)
    title = "Features and prompts in each gated block"
    return Study(
        content={"gates": [{**asdict(gate), "share": round(gate.share, 5)} for gate in gates]},
        pictures={"gates.png": figures.gates_picture(gates, title)},
    )


def _recognition(sets: Sequence[HeardSet], restorer: NetRestorer) -> dict[str, Any]:
    profiles = restorer.card.profiles
    found = recognise(sets, profiles or None)
    return {"profiles": "card" if profiles else "the other images", **found.describe()}


def _descriptions(descriptions: Sequence[Description], features: TextFeatures | None) -> Study:
    content: dict[str, Any] = {}
    pictures: dict[str, bytes] = {}
    if descriptions:
        found = terms(descriptions)
        content["terms"] = [words.describe() for words in found]
        pictures["terms.png"] = figures.terms_picture(found, "Words of the descriptions")
    if features is not None:
        source = f"text features of {features.encoder}, described by {features.captioner}"
        layout = lay_out(np.asarray(features.features), features.keys, source=source)
    elif descriptions:
        keys = [description.key for description in descriptions]
        layout = lay_out(term_vectors(descriptions), keys, source="words of the descriptions")
    else:
        return Study(content=content, pictures=pictures)
    content["tsne"] = layout.describe()
    pictures["tsne.png"] = figures.tsne_picture(
        layout, "Descriptions, similar ones together (t-SNE)"
    )
    return Study(content=content, pictures=pictures)
