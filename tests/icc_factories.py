"""Colour profiles of wide gamuts, built by hand: a matrix and a gamma, as cameras embed them.

References
----------
ICC.1:2010, 7.2 (header), 8.3.3 (three-component matrix profiles), 10 (types of tags).
"""

from __future__ import annotations

import struct

__all__ = ["adobe_rgb", "display_p3"]

Colorants = tuple[tuple[float, float, float], ...]

WHITE_D50 = (0.9642, 1.0, 0.8249)
P3: Colorants = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189),
                 (0.15710, 0.06657, 0.78407))  # fmt: skip
ADOBE: Colorants = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087),
                    (0.14919, 0.06322, 0.74457))  # fmt: skip
"""Red, green and blue in XYZ, adapted to D50."""


def display_p3() -> bytes:
    """Return a profile with the primaries of Display P3."""
    return _profile("Display P3", P3, 2.2)


def adobe_rgb() -> bytes:
    """Return a profile with the primaries and the gamma of Adobe RGB (1998)."""
    return _profile("Adobe RGB (1998)", ADOBE, 563 / 256)


def _profile(name: str, colorants: Colorants, gamma: float) -> bytes:
    text = name.encode("ascii") + b"\0"
    curve = b"curv" + struct.pack(">IIH", 0, 1, round(gamma * 256)) + b"\0\0"
    tags = {
        b"desc": b"desc" + struct.pack(">II", 0, len(text)) + text + bytes(78),
        b"cprt": b"text" + bytes(4) + b"No copyright\0",
        b"wtpt": _xyz(WHITE_D50),
        **{name: _xyz(c) for name, c in zip((b"rXYZ", b"gXYZ", b"bXYZ"), colorants, strict=True)},
        b"rTRC": curve, b"gTRC": curve, b"bTRC": curve,
    }  # fmt: skip
    at = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for signature, data in tags.items():
        table += signature + struct.pack(">II", at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    header = struct.pack(">I4sI4s4s4s12s4s", at + len(body), b"test", 0x02400000, b"mntr", b"RGB ",
                         b"XYZ ", struct.pack(">6H", 2026, 1, 2, 3, 4, 5), b"acsp")  # fmt: skip
    illuminant = b"".join(_fixed(part) for part in WHITE_D50)
    return (header.ljust(68, b"\0") + illuminant).ljust(128, b"\0") + table + body


def _xyz(values: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(_fixed(value) for value in values)


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))
