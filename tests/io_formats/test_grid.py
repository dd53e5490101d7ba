"""The geometry that stays and the geometry that moves when an image is enlarged or cut."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from io_formats.grid import Anchor, Grid

ENTRY = st.floats(-100, 100)
AFFINES = st.lists(ENTRY, min_size=12, max_size=12).map(
    lambda entries: np.vstack([np.reshape(entries, (3, 4)), [0, 0, 0, 1]])
)
ANCHORS = st.sampled_from(["centre", "corner"])


def grid(affine: np.ndarray, anchor: Anchor) -> Grid:
    return Grid(affine=affine, anchor=anchor, frame="patient-lps")


def world(of: Grid, column: float, row: float, plane: float = 0.0) -> np.ndarray:
    """World coordinates of a place counted in pixels from the outer upper left corner."""
    half = 0.5 if of.anchor == "centre" else 0.0
    return of.affine @ [column - half, row - half, plane, 1.0]


class TestScaled:
    @given(
        affine=AFFINES,
        anchor=ANCHORS,
        scale=st.sampled_from([1, 2, 3, 4, 0.5]),
        height=st.integers(1, 600),
        width=st.integers(1, 600),
    )
    def test_outer_edges_stay(
        self, affine: np.ndarray, anchor: Anchor, scale: float, height: int, width: int
    ) -> None:
        before = grid(affine, anchor)
        after = before.scaled(scale)
        for column, row in [(0, 0), (width, 0), (0, height), (width, height)]:
            np.testing.assert_allclose(
                world(after, column * scale, row * scale), world(before, column, row), atol=1e-8
            )

    def test_centre_of_the_first_pixel_moves_by_three_eighths(self) -> None:
        after = grid(np.diag([0.5, 0.5, 3.0, 1.0]), "centre").scaled(4)
        assert after.affine[:3, 3].tolist() == [-0.1875, -0.1875, 0.0]
        assert after.spacing == (0.125, 0.125, 3.0)

    def test_corner_stays_put(self) -> None:
        affine = np.array([[10.0, 0, 0, 5e5], [0, -10, 0, 6e6], [0, 0, 1, 0], [0, 0, 0, 1]])
        after = grid(affine, "corner").scaled(4)
        assert after.affine[:2].tolist() == [[2.5, 0, 0, 5e5], [0, -2.5, 0, 6e6]]

    @given(affine=AFFINES, anchor=ANCHORS)
    def test_there_and_back(self, affine: np.ndarray, anchor: Anchor) -> None:
        there = grid(affine, anchor).scaled(4)
        np.testing.assert_allclose(there.scaled(0.25).affine, affine, atol=1e-9)


class TestCropped:
    @given(affine=AFFINES, anchor=ANCHORS, offset=st.tuples(*[st.integers(0, 50)] * 3))
    def test_pixels_keep_their_place(
        self, affine: np.ndarray, anchor: Anchor, offset: tuple[int, int, int]
    ) -> None:
        row, column, plane = offset
        before = grid(affine, anchor)
        after = before.cropped(row=row, column=column, plane=plane)
        np.testing.assert_allclose(
            world(after, 2, 3, 1), world(before, column + 2, row + 3, plane + 1), atol=1e-8
        )

    def test_cutting_then_enlarging_is_enlarging_then_cutting(self) -> None:
        whole = grid(np.diag([2.0, 3.0, 4.0, 1.0]), "centre")
        np.testing.assert_allclose(
            whole.cropped(row=5, column=7).scaled(4).affine,
            whole.scaled(4).cropped(row=20, column=28).affine,
        )


class TestGrid:
    def test_affine_is_copied_and_read_only(self) -> None:
        affine = np.eye(4)
        made = grid(affine, "corner")
        affine[0, 3] = 9
        assert made.affine[0, 3] == 0
        with pytest.raises(ValueError, match="read-only"):
            made.affine[0, 0] = 2
        with pytest.raises(dataclasses.FrozenInstanceError):
            made.anchor = "centre"  # type: ignore[misc]

    def test_wrong_affine_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"\(4, 4\)"):
            grid(np.eye(3), "corner")

    def test_spacing_of_a_rotated_grid(self) -> None:
        turn = np.array([[0.0, -3, 0, 0], [2, 0, 0, 0], [0, 0, 5, 0], [0, 0, 0, 1]])
        assert grid(turn, "centre").spacing == (2.0, 3.0, 5.0)

    def test_equal_by_value(self) -> None:
        assert Grid.pixel() == Grid.pixel()
        assert hash(Grid.pixel()) == hash(Grid.pixel())
        assert Grid.pixel() != Grid.pixel().scaled(2)
        assert grid(np.eye(4), "centre") != grid(np.eye(4), "corner")
        assert Grid.pixel() != "pixel"
