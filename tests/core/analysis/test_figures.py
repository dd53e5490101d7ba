"""Figures are pictures of the size their content needs, and show the numbers they are given."""

from __future__ import annotations

import sys
from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.analysis.descriptions import Terms
from core.analysis.figures import (
    BLUE,
    DOMAIN_COLOURS,
    SKY,
    VERMILION,
    Bars,
    Heat,
    gates_picture,
    heat_picture,
    selection_picture,
    terms_picture,
    tsne_picture,
)
from core.analysis.tsne import Layout
from core.errors import ComputeError
from core.models.pools import Gate


def pixels(picture: bytes) -> NDArray[np.uint8]:
    assert picture.startswith(b"\x89PNG")
    image = Image.open(BytesIO(picture))
    assert [round(dpi) for dpi in image.info["dpi"]] == [150, 150]
    return np.asarray(image.convert("RGB"))


def area(picture: bytes, colour: str) -> int:
    """Return the number of pixels of exactly a colour."""
    rgb = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return int((pixels(picture) == rgb).all(axis=-1).sum())


def bars(*heights: float, domain: str = "medical") -> Bars:
    return Bars(name="ct (3)", domain=domain, heights=np.array(heights))  # type: ignore[arg-type]


def test_bars_are_as_high_as_the_shares() -> None:
    blue = DOMAIN_COLOURS["medical"]
    half, whole = (selection_picture([bars(0, h, 0)], "Task") for h in (0.5, 1.0))
    legend = area(selection_picture([bars(0, 0, 0)], "Task"), blue)
    ratio = (area(whole, blue) - legend) / (area(half, blue) - legend)
    assert ratio == pytest.approx(2.0, rel=0.05)


def test_a_row_of_bars_per_data_set_in_the_colour_of_its_domain() -> None:
    one = selection_picture([bars(1, 0, 1)], "Task")
    two = selection_picture([bars(1, 0, 1), bars(0, 1, 1, domain="remote")], "Task")
    assert pixels(one).shape == (288, 825, 3)
    assert pixels(two).shape == (381, 825, 3)
    assert area(one, VERMILION) == 0
    assert area(two, VERMILION) > area(two, BLUE) / 2 > 0
    wide = selection_picture([bars(*[0.5] * 40)], "Task")
    assert pixels(wide).shape[1] == 2085


def test_squares_side_by_side_under_one_scale() -> None:
    panels = [Heat(title=name, values=np.eye(15)) for name in ("Task", "Domain")]
    rgb = pixels(heat_picture(panels, "Values"))
    assert rgb.shape == (705, 1380, 3)
    grouped = Heat(title="", values=np.eye(5), groups=(("rain", 3), ("ct", 2)))
    assert pixels(heat_picture([grouped], "Instances")).shape == (945, 1110, 3)


def test_squares_are_red_where_alike_and_blue_where_opposite() -> None:
    """One cell of four against four of four, beside the two ends of the scale itself."""
    alike, opposite = "#67001f", "#053061"
    none, whole = np.zeros((2, 2)), np.ones((2, 2))
    one = np.array([[0.0, 0.0], [1.0, 0.0]])
    for sign, colour, other in ((1, alike, opposite), (-1, opposite, alike)):
        drawn = [heat_picture([Heat(title="", values=sign * v)], "") for v in (none, one, whole)]
        scale, *found = (area(picture, colour) for picture in drawn)
        assert found[1] - scale > 100_000
        assert (found[0] - scale) / (found[1] - scale) == pytest.approx(1 / 4, rel=0.02)
        assert area(drawn[2], other) == scale


def gate(stage: str, reduction: int, share: float) -> Gate:
    return Gate(stage=stage, reduction=reduction, block=1, share=share)


def test_features_and_prompts_share_a_bar() -> None:
    picture = gates_picture([gate("middle", 16, 0.75), gate("decoder", 1, 0.75)], "Gates")
    none = gates_picture([gate("middle", 16, 1.0), gate("decoder", 1, 1.0)], "Gates")
    legend = area(none, VERMILION)
    prompts = area(picture, VERMILION) - legend
    features = area(picture, SKY) - legend
    assert features / prompts == pytest.approx(3.0, rel=0.05)


def test_words_of_several_data_sets() -> None:
    found = Terms(dataset="ct", descriptions=4, images=(("chest", 4), ("dark", 2)))
    assert pixels(terms_picture([found], "Words")).shape[:2] == (495, 555)
    four = terms_picture([found] * 4, "Words")
    assert pixels(four).shape[:2] == (900, 1665)
    assert area(four, BLUE) == pytest.approx(
        4 * area(terms_picture([found], "Words"), BLUE), rel=0.2
    )


def test_points_of_a_layout() -> None:
    layout = Layout(
        keys=("a/1", "b/1"),
        groups=("a", "b"),
        points=np.array([[0.0, 0.0], [1.0, 2.0]]),
        source="words",
        agreement=0.0,
    )
    rgb = pixels(tsne_picture(layout, "t-SNE"))
    assert rgb.shape == (780, 1080, 3)
    places = []
    for colour in (BLUE, VERMILION):
        seen = 0.75 * np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) + 0.25 * 255
        rows, columns = np.nonzero((abs(rgb[:, :900] - seen) < 2).all(axis=-1))
        assert 25 < len(rows) < 80, "of a disc of 75 pixels or a triangle of 48, rims mixed"
        places.append((rows.mean(), columns.mean()))
    (low, left), (high, right) = places
    assert low - high == pytest.approx(2 * (right - left), rel=0.02), "at (0, 0) and (1, 2)"


def test_the_same_figure_is_the_same_file() -> None:
    gates = [gate("middle", 2, 0.4)]
    assert gates_picture(gates, "Gates") == gates_picture(gates, "Gates")


def test_missing_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(ComputeError, match=r"datprl-ir\[analysis\]"):
        gates_picture([gate("middle", 2, 0.4)], "Gates")
