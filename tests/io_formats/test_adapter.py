"""What every adapter of the table promises, and the sentence that goes into the headers."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from io_formats.adapter import Derivation, FormatAdapter, Part, WriteOptions
from io_formats.registry import FORMATS

rows = pytest.mark.parametrize("adapter", FORMATS, ids=lambda adapter: adapter.id)


class TestDerivation:
    def test_sentence_tells_model_and_purpose(self, derivation: Derivation) -> None:
        assert derivation.sentence() == (
            "AI restored: identity (sha256 0000000000000000), task auto, scale 1, tile 256, fp32, "
            "strength 1; DATPRL-IR Desktop 0.0.test. Research use, not for diagnosis."
        )

    def test_sentence_tells_what_alone_was_restored(self, derivation: Derivation) -> None:
        part = Part(planes=(7, 8), rows=(20, 50))
        told = dataclasses.replace(derivation, part=part)
        assert "strength 1, slices 8 to 8, rows 21 to 50 (from 1) alone; " in told.sentence()
        assert told.sentence(7) == told.sentence()
        assert told.sentence(6).startswith("Copied unchanged into a series partly AI restored: ")
        assert len(told.sentence(6)) < 1024

    def test_sentence_of_a_model_without_weights(self, derivation: Derivation) -> None:
        bare = dataclasses.replace(derivation, model_sha256="")
        assert "(sha256 none)" in bare.sentence()

    def test_sentence_fits_a_dicom_short_text(self, derivation: Derivation) -> None:
        # PS3.5 6.2: VR ST holds 1024 characters; a model's name may be long.
        long = dataclasses.replace(derivation, model="m" * 64, task="t" * 64, strength=1 / 3)
        assert len(long.sentence()) < 1024


def test_nothing_is_replaced_unless_asked() -> None:
    assert WriteOptions().force is False


@rows
def test_row_is_complete(adapter: FormatAdapter) -> None:
    assert adapter.id == adapter.id.lower()
    assert adapter.id.isalpha()
    assert adapter.title
    assert adapter.suffixes
    assert all(s == s.lower() and s.startswith(".") for s in adapter.suffixes)


@rows
@pytest.mark.parametrize("head", [b"", b"\x00" * 4096, b"plain text\n" * 50, b"\xff" * 4096])
def test_what_is_no_image_is_not_matched(
    adapter: FormatAdapter, head: bytes, tmp_path: Path
) -> None:
    path = tmp_path / f"file{adapter.suffixes[0]}"
    path.write_bytes(head)
    assert adapter.match(path, head[:4096]) is False
