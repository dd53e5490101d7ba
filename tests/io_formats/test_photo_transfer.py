"""Photos coded for high dynamic range are refused, wherever their files say so."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from io_formats.errors import UnsupportedContent
from io_formats.photo import PhotoAdapter
from io_formats.photo.transfer import transfer_of
from tests.photo_factories import icc_profile, pillow, png, samples

ADAPTER = PhotoAdapter()


def profile(transfer: int) -> bytes:
    """Return an sRGB profile that states another transfer function as well."""
    plain = icc_profile()
    count = struct.unpack_from(">I", plain, 128)[0]
    tags = b"".join(
        name + struct.pack(">II", at + 12, size)
        for name, at, size in struct.iter_unpack(">4sII", plain[132 : 132 + 12 * count])
    )
    body = plain[132 + 12 * count :]
    end = len(plain) + 12
    stated = b"cicp" + bytes(4) + bytes([9, transfer, 0, 1])
    head = struct.pack(">I", end + len(stated)) + plain[4:128] + struct.pack(">I", count + 1)
    return head + tags + b"cicp" + struct.pack(">II", end, 12) + body + stated


@pytest.mark.parametrize("container", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize(("transfer", "name"), [(16, "PQ"), (18, "HLG")])
def test_a_profile_of_high_range_is_refused(
    tmp_path: Path, container: str, transfer: int, name: str
) -> None:
    path = tmp_path / "photo"
    path.write_bytes(pillow(samples(), container, icc_profile=profile(transfer)))
    with pytest.raises(UnsupportedContent, match=f"high dynamic range .{name}"):
        ADAPTER.read(path)


def test_a_profile_of_ordinary_range_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    image, icc = samples(), profile(13)
    path.write_bytes(pillow(image, "PNG", icc_profile=icc))
    scene = ADAPTER.read(path)
    assert np.array_equal(np.moveaxis(scene.pixels[:][0], 0, -1), image)
    assert scene.source.template.icc == icc


def test_a_chunk_says_it_before_the_samples_are_decoded(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    data = png(samples(), (b"cICP", bytes([9, 16, 0, 1])))
    at = data.index(b"IDAT")
    path.write_bytes(data[: at + 4] + bytes(8) + data[at + 12 :])
    with pytest.raises(UnsupportedContent, match="PQ"):
        ADAPTER.read(path)


def test_profiles_without_a_statement_or_cut_short_state_nothing() -> None:
    assert transfer_of(icc_profile()) is None
    assert transfer_of(profile(16)) == 16
    for keep in (0, 128, 140, len(profile(16)) - 1):
        assert transfer_of(profile(16)[:keep]) is None
