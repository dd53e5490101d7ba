"""``train --check``: what is printed, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.conftest import Command
from tests.core.training.datasets.replicas import picture

TOML = "[[dataset]]\nkind = 'gopro'\nroot = 'G'\nsplit = 'test'\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for at in range(8):
        picture(tmp_path / f"G/test/S_1/blur/{at:06d}.png", 55)
        picture(tmp_path / f"G/test/S_1/sharp/{at:06d}.png", 80)
    (tmp_path / "DATA.toml").write_text(TOML)
    return tmp_path / "DATA.toml"


def test_sound_data_sets(data: Path, command: Command) -> None:
    ran = command("train", "--check", data)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "gopro test for natural-deblur: G",
        "  pairs      8 found, 8 read",
        "  partners   8 stored, 0 made",
        "  shapes     3x8x12 (8)",
        "  degraded   55 to 55 sRGB",
        "  clean      80 to 80 sRGB",
        "  PSNR       20.17 dB",
        "  problems   none",
        f"{data}: 8 pairs, nothing wrong",
    ]
    assert "8 found, 2 read" in command("train", "--check", data, "--sample", 2).out


def test_the_first_five_problems_and_their_number(
    data: Path, tmp_path: Path, command: Command
) -> None:
    for at in range(7):
        (tmp_path / f"G/test/S_1/sharp/{at:06d}.png").write_bytes(b"x")
    ran = command("train", "--check", data)
    assert ran.code == 7
    assert len(ran.errors) == 1
    assert "problems were found: 7" in ran.errors[0]
    lines = ran.out.splitlines()
    assert "  problems   7" in lines
    listed = lines[lines.index("  problems   7") + 1 :]
    assert len(listed) == 6
    assert listed[0].startswith("    S_1/000000: ")
    assert str(tmp_path / "G/test/S_1/sharp/000000.png") in listed[0]
    assert listed[-1] == "    and 2 more"


def test_missing_partner_and_wrong_key(data: Path, tmp_path: Path, command: Command) -> None:
    lonely = picture(tmp_path / "G/test/S_1/blur/000099.png")
    ran = command("train", "--check", data)
    assert ran.code == 7
    assert f"    {lonely} has no partner" in ran.out
    data.write_text(TOML + "spilt = 'x'\n")
    ran = command("train", "--check", data)
    assert (ran.code, ran.out) == (7, "")
    assert "dataset.0.spilt" in ran.errors[0]


def test_describe_reads_the_same_list(data: Path, tmp_path: Path, command: Command) -> None:
    said = tmp_path / "said.jsonl"
    assert command("describe", data, "-o", said).code == 0
    assert '"gopro/S_1/000003"' in said.read_text()


def test_a_folder_is_checked_without_a_listing(tmp_path: Path, command: Command) -> None:
    for name in ("a", "b"):
        picture(tmp_path / "own" / "clear" / f"{name}.png", 200)
        picture(tmp_path / "own" / "hazy" / f"{name}.png", 120)
    ran = command("train", "--check", tmp_path / "own")
    assert ran.code == 0
    assert "assumed: clear holds the clean images, hazy the others; the task is" in ran.out
    assert "2 found, 2 read" in ran.out
    (tmp_path / "own" / "hazy" / "a.png").unlink()
    assert "has no partner" in command("train", "--check", tmp_path / "own").out
    nothing = command("train", "--check", tmp_path)
    assert "error[" in nothing.err
    assert "gt and input" in nothing.err
