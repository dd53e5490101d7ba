"""Words are counted per data set, and descriptions become vectors, both by hand."""

from __future__ import annotations

import math

import numpy as np

from core.analysis.descriptions import dataset_of, term_vectors, terms, words
from core.training.captions import Description


def said(key: str, content: str, brightness: str = "") -> Description:
    return Description(
        key=key, captioner="llava", content=content, colour_richness="", object_category="",
        brightness=brightness, viewpoint="",
    )  # fmt: skip


DESCRIPTIONS = [
    said("rain/1", "A street in the rain; cars.", "dark"),
    said("rain/2", "Rain, rain and black-and-white cars", "dark"),
    said("ct/1", "The image shows a chest", "dark"),
]


def test_words_are_lower_case_and_say_something() -> None:
    assert words(DESCRIPTIONS[0]) == ["street", "rain", "cars", "dark"]
    assert words(DESCRIPTIONS[1]) == ["rain", "rain", "black-and-white", "cars", "dark"]
    assert words(said("a/b", "It is with the Of", "x 12")) == []


def test_images_that_have_a_word_are_counted() -> None:
    ct, rain = terms(DESCRIPTIONS)
    assert (ct.dataset, ct.descriptions, ct.images) == ("ct", 1, (("chest", 1), ("dark", 1)))
    assert rain.images == (
        ("cars", 2), ("dark", 2), ("rain", 2), ("black-and-white", 1), ("street", 1),
    )  # fmt: skip
    assert rain.describe()["words"] == 5
    assert dataset_of("rain/2/left") == "rain"


def test_rare_words_weigh_more() -> None:
    """Two descriptions of one common and one own word each: cosine 1 / (1 + w²)."""
    vectors = term_vectors([said("a/1", "sea sand"), said("a/2", "sea rock")])
    rare = math.log(3 / 2) + 1
    length = math.hypot(1, rare)
    np.testing.assert_allclose(
        vectors, [[0, rare / length, 1 / length], [rare / length, 0, 1 / length]]
    )


def test_description_without_words_is_like_nothing() -> None:
    vectors = term_vectors([said("a/1", "sea"), said("a/2", "")])
    assert vectors.tolist() == [[1.0], [0.0]]
