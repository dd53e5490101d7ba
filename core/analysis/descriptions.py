"""The words of descriptions: how often each data set uses them, and descriptions as vectors.

The word counts behind the clouds of the paper's Fig. 3. Not here: writing descriptions
(``core.training.captions``), and laying them out in a plane (``core.analysis.tsne``).

Shapes: N descriptions, V words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.training.captions import Description

__all__ = ["Terms", "dataset_of", "term_vectors", "terms", "words"]

WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
SHORTEST = 3
SILENT = """
about above across all also and any appear appears are around been being below between both but can
could does each few for from further has have here image images its itself just like may more most
near not off only onto other our out over own photo picture same seem seems seen several show
showing shown shows some such than that the their them then there these they this those through too
towards under very was well were what when where which while who will with within without would you
"""
STOP_WORDS = frozenset(SILENT.split())
"""Words that say nothing about an image."""
LISTED = 50
"""Words per data set in the JSON."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The words of one data set's descriptions."""

    dataset: str
    """Name of the data set."""
    descriptions: int
    """Number of images described."""
    images: tuple[tuple[str, int], ...]
    """Words and the number of images whose description has them; most frequent first, equal ones
    in the order of the alphabet."""

    def describe(self) -> dict[str, Any]:
        """Return the most frequent words, JSON-able."""
        return {
            "dataset": self.dataset,
            "descriptions": self.descriptions,
            "words": len(self.images),
            "images": dict(self.images[:LISTED]),
        }


def dataset_of(key: str) -> str:
    """Return the data set of an image's key ``dataset/name``."""
    return key.partition("/")[0]


def words(description: Description) -> list[str]:
    """Return the words of all five aspects, in lower case, without stop words."""
    found = WORD.findall(" ".join(description.aspects).lower())
    return [word for word in found if len(word) >= SHORTEST and word not in STOP_WORDS]


def terms(descriptions: Sequence[Description]) -> list[Terms]:
    """Count words per data set; data sets in the order of the alphabet."""
    grouped: dict[str, list[set[str]]] = {}
    for description in descriptions:
        grouped.setdefault(dataset_of(description.key), []).append(set(words(description)))
    return [
        Terms(
            dataset=dataset,
            descriptions=len(said),
            images=tuple(sorted(_counts(said).items(), key=lambda item: (-item[1], item[0]))),
        )
        for dataset, said in sorted(grouped.items())
    ]


def term_vectors(descriptions: Sequence[Description]) -> NDArray[np.float64]:
    """Return one vector of length 1 per description, (N, V): counts, rare words weighing more.

    A word in n of N descriptions weighs ``log((1 + N) / (1 + n)) + 1`` (TF-IDF, smoothed). A
    description without a word is a row of zeros.
    """
    said = [Counter(words(description)) for description in descriptions]
    vocabulary = sorted({word for counts in said for word in counts})
    place = {word: column for column, word in enumerate(vocabulary)}
    vectors = np.zeros((len(said), len(vocabulary)))
    for row, counts in enumerate(said):
        for word, count in counts.items():
            vectors[row, place[word]] = count
    vectors *= np.log((1 + len(said)) / (1 + (vectors > 0).sum(axis=0))) + 1
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: NDArray[np.float64] = np.divide(vectors, length, out=vectors, where=length > 0)
    return found


def _counts(said: Sequence[set[str]]) -> Counter[str]:
    return Counter(word for found in said for word in found)
