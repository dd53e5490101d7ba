"""Pickled arrays: read where they are arrays, refused where they are programs."""

from __future__ import annotations

import codecs
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.training.datasets.pickled import read_pickled
from io_formats.errors import DamagedFile, SourceMissing, UnsupportedContent
from tests.core.training.datasets.replicas import pickled

SLICE = np.arange(12, dtype="f4").reshape(3, 4) - 5


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("dtype", ["f4", "f8", "i2", "u1", ">f4"])
def test_arrays_of_every_protocol(tmp_path: Path, protocol: int, dtype: str) -> None:
    array = np.abs(SLICE).astype(dtype)
    found = read_pickled(pickled(tmp_path / "a.bin", array, protocol))
    assert found.dtype == np.float64
    np.testing.assert_array_equal(found, np.abs(SLICE))


def test_names_of_the_other_numpy(tmp_path: Path) -> None:
    """NumPy 1 wrote numpy.core, NumPy 2 writes numpy._core; both are read by either."""
    for protocol in (2, 5):
        raw = pickle.dumps(SLICE, protocol)
        assert b"numpy._core." in raw or b"numpy.core." in raw
        for name in (b"numpy._core.", b"numpy.core."):
            other = raw.replace(b"numpy._core.", b"numpy.core.").replace(b"numpy.core.", name)
            other = _with_lengths(other) if protocol == 5 else other
            (tmp_path / "a.bin").write_bytes(other)
            np.testing.assert_array_equal(read_pickled(tmp_path / "a.bin"), SLICE)


def _with_lengths(raw: bytes) -> bytes:
    """Correct the length of the module's name (SHORT_BINUNICODE) and leave the frame out."""
    for name in (b"numpy._core.numeric", b"numpy.core.numeric"):
        at = raw.find(name)
        if at > 0:
            raw = raw[: at - 1] + bytes([len(name)]) + raw[at:]
    return raw[:2] + raw[11:]


def test_leading_axes_of_one(tmp_path: Path) -> None:
    found = read_pickled(pickled(tmp_path / "a.bin", SLICE[None, None]))
    np.testing.assert_array_equal(found, SLICE)


class Bomb:
    """Runs a command when it is unpickled by anyone careless."""

    def __init__(self, call: Callable[..., Any], *arguments: object) -> None:
        self.call = call, arguments

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[object, ...]]:
        return self.call


@pytest.mark.parametrize(
    ("call", "said"),
    [(os.mkdir, "mkdir"), (eval, "eval"), (exec, "exec"), (np.load, "load")],
)
@pytest.mark.parametrize("protocol", [0, 2, 5])
def test_bomb_does_not_go_off(
    tmp_path: Path, call: Callable[..., Any], said: str, protocol: int
) -> None:
    mark = tmp_path / "ran"
    argument = str(mark) if call is os.mkdir else f"__import__('os').mkdir({str(mark)!r})"
    path = pickled(tmp_path / "bomb.bin", Bomb(call, argument), protocol)
    with pytest.raises(UnsupportedContent, match=r"bomb\.bin is not read") as caught:
        read_pickled(path)
    assert said in caught.value.why
    assert not mark.exists()


def test_bomb_inside_an_array_does_not_go_off(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    array = np.array([Bomb(os.mkdir, str(mark))], dtype=object)
    with pytest.raises(UnsupportedContent):
        read_pickled(pickled(tmp_path / "a.bin", array))
    assert not mark.exists()


def test_other_encodings_are_no_way_out(tmp_path: Path) -> None:
    path = pickled(tmp_path / "a.bin", Bomb(codecs.encode, "x", "rot13"), 2)
    with pytest.raises(DamagedFile, match="rot13"):
        read_pickled(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ([1, 2], "no array of numbers but list"),
        (np.array(["text"]), "no array of numbers"),
        (np.zeros(5), r"the shape \(5,\)"),
        (np.zeros((2, 3, 4)), r"the shape \(2, 3, 4\)"),
        (np.zeros((0, 4)), r"the shape \(0, 4\)"),
        (np.zeros((2, 2), dtype=complex), "no array of numbers"),
    ],
)
def test_other_contents_are_named(tmp_path: Path, content: object, said: str) -> None:
    with pytest.raises(UnsupportedContent, match=said):
        read_pickled(pickled(tmp_path / "a.bin", content))


@pytest.mark.parametrize("cut", [0, 1, 20, -1])
def test_broken_pickle_is_named(tmp_path: Path, cut: int) -> None:
    path = pickled(tmp_path / "a.bin", SLICE)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(DamagedFile, match=r"a\.bin could not be read"):
        read_pickled(path)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match=r"a\.bin"):
        read_pickled(tmp_path / "a.bin")
