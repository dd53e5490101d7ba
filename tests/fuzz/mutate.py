"""Damage to a file, decided by a number."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

__all__ = ["mutated"]

Random = np.random.Generator

SEED = 20261127
HEAD_BYTES = 600
"""Most that a format says of itself stands in front: half of the damage is done there."""
TELLING = (0, 1, 0x7F, 0x80, 0xFE, 0xFF)
LENGTHS = (1, 2, 4, 8)


def mutated(data: bytes, case: int) -> bytes:
    """Return the damaged content of case number ``case``: one to four injuries."""
    random = np.random.default_rng([SEED, case])
    content = bytearray(data)
    for _ in range(int(random.integers(1, 5))):
        INJURIES[int(random.integers(len(INJURIES)))](content, random)
    return bytes(content)


def _place(content: bytearray, random: Random) -> int:
    reach = min(len(content), HEAD_BYTES) if random.random() < 0.5 else len(content)
    return int(random.integers(max(reach, 1)))


def _flip(content: bytearray, random: Random) -> None:
    if content:
        content[_place(content, random)] ^= 1 << int(random.integers(8))


def _tell(content: bytearray, random: Random) -> None:
    """Write a number on which programs trip: all ones, all zeros, the largest, the least."""
    length, place = LENGTHS[int(random.integers(len(LENGTHS)))], _place(content, random)
    value = TELLING[int(random.integers(len(TELLING)))]
    content[place : place + length] = bytes([value]) * len(content[place : place + length])


def _noise(content: bytearray, random: Random) -> None:
    place, length = _place(content, random), int(random.integers(1, 40))
    content[place : place + length] = random.bytes(len(content[place : place + length]))


def _cut(content: bytearray, random: Random) -> None:
    place = _place(content, random)
    del content[place : place + int(random.integers(1, 64))]


def _repeat(content: bytearray, random: Random) -> None:
    place = _place(content, random)
    content[place:place] = content[place : place + int(random.integers(1, 64))]


def _truncate(content: bytearray, random: Random) -> None:
    del content[_place(content, random) :]


INJURIES: tuple[Callable[[bytearray, Random], None], ...] = (
    _flip, _flip, _tell, _tell, _noise, _cut, _repeat, _truncate,
)  # fmt: skip
