"""Names and partners of image files, and values that pass as levels of a picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from core.errors import PairMismatch
from core.image_files import (
    FolderName,
    FolderPath,
    demand_levels,
    demand_partners,
    named,
    plain_stem,
    visible,
    without_opaque,
)
from io_formats import Band
from io_formats.errors import SourceMissing


@pytest.mark.parametrize(
    ("name", "stem"),
    [("a.png", "a"), ("a.b.nii.gz", "a.b"), ("A.NII.GZ", "A"), ("a.gz", "a"), ("a", "a")],
)
def test_stem_of_double_suffixes(name: str, stem: str) -> None:
    assert plain_stem(Path("x") / name) == stem


def test_two_files_of_one_name_are_refused() -> None:
    files = [("0", Path("hq/0.bmp")), ("1", Path("hq/1.png")), ("0", Path("hq/0.png"))]
    assert named(files[:2]) == dict(files[:2])
    with pytest.raises(PairMismatch) as caught:
        named(files)
    assert (caught.value.what, caught.value.why) == (
        "hq/0.png cannot be paired",
        "0.bmp has the same number or name, 0",
    )


@given(st.sets(st.integers(0, 20)), st.sets(st.integers(0, 20)))
def test_the_first_lonely_image_is_named(first: set[int], second: set[int]) -> None:
    degraded, clean = (
        {f"{i:02d}": Path(side, f"{i:02d}.png") for i in numbers}
        for side, numbers in (("lq", first), ("hq", second))
    )
    if first == second:
        demand_partners(degraded, clean)
        return
    lonely = min(first ^ second)
    side = "lq" if lonely in first else "hq"
    with pytest.raises(PairMismatch) as caught:
        demand_partners(degraded, clean)
    assert caught.value.what == f"{Path(side, f'{lonely:02d}.png')} has no partner"


@pytest.mark.parametrize("kind", [FolderName, FolderPath])
def test_folder_with_a_nul_character_is_no_folder(kind: object) -> None:
    assert str(TypeAdapter(kind).validate_python("own/hq")) == "own/hq"
    with pytest.raises(ValidationError, match="no NUL character"):
        TypeAdapter(kind).validate_python("own\0hq")


def test_alpha_is_left_out_where_it_is_opaque_all_over() -> None:
    bands = (Band(name="b1", role="grey"), Band(name="b2", role="alpha"))
    image = np.full((2, 3, 4), 255.0)
    assert without_opaque(image, bands).shape == (1, 3, 4)
    assert without_opaque(image, (bands[0], bands[0])).shape == (2, 3, 4)
    image[1, 2, 2] = 254
    assert without_opaque(image, bands).shape == (2, 3, 4)


@pytest.mark.parametrize(
    ("values", "said", "whole_said"),
    [
        ([0, 255], None, None),
        ([0, 1], None, None),
        ([0, 0], None, None),
        ([0, 256], "from 0 to 256, not within", "from 0 to 256, not within"),
        ([-1, 255], "from -1 to 255, not within", "from -1 to 255, not within"),
        ([0, 0.5, 1], "0 to 1, are fractions", "0 to 1, are fractions"),
        ([0, 0.5, 9], None, "0 to 9, are fractions"),
    ],
)
def test_levels_of_a_picture(values: list[float], said: str | None, whole_said: str | None) -> None:
    for whole, wanted in ((False, said), (True, whole_said)):
        if wanted is None:
            demand_levels(Path("a.png"), np.array(values), whole=whole)
            continue
        with pytest.raises(PairMismatch, match=rf"a\.png cannot be used.*{wanted}"):
            demand_levels(Path("a.png"), np.array(values), whole=whole)


def test_folder_that_cannot_be_listed(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="absent could not be listed"):
        visible(tmp_path / "absent")
