"""Wide gamuts: the profile stays byte for byte, and the values stay as they were encoded."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageCms

from io_formats import open_scene, save_scene
from io_formats.adapter import Derivation, WriteOptions, WriteReport
from tests.icc_factories import adobe_rgb, display_p3
from tests.photo_factories import chunks_of, pillow, samples

PROFILES = {"Display P3": display_p3(), "Adobe RGB (1998)": adobe_rgb()}
CONTAINERS = {"PNG": ".png", "TIFF": ".tif", "JPEG": ".png", "WEBP": ".webp"}
"""And what a result of it is by itself."""

each_profile = pytest.mark.parametrize("name", PROFILES)


def restored(
    data: bytes, suffix: str, tmp_path: Path, derivation: Derivation, container: str | None = None
) -> WriteReport:
    (tmp_path / "in").write_bytes(data)
    options = WriteOptions(container=container)
    return save_scene(open_scene(tmp_path / "in"), tmp_path / f"out{suffix}", derivation, options)


@each_profile
def test_the_profiles_are_profiles(name: str) -> None:
    """Little CMS takes them, and sends a colour where it belongs."""
    profile = ImageCms.ImageCmsProfile(BytesIO(PROFILES[name]))
    assert ImageCms.getProfileDescription(profile).strip() == name
    green = Image.new("RGB", (1, 1), (0, 255, 0))
    seen = ImageCms.profileToProfile(green, profile, ImageCms.createProfile("sRGB"))
    assert seen.getpixel((0, 0)) == (0, 255, 0), "beyond what sRGB can show"
    greyish = Image.new("RGB", (1, 1), (90, 200, 90))
    seen = ImageCms.profileToProfile(greyish, profile, ImageCms.createProfile("sRGB"))
    assert seen.getpixel((0, 0))[0] < 80, "less red in sRGB than in the wider gamut"


@each_profile
@pytest.mark.parametrize("container", CONTAINERS)
def test_profile_and_values_stay(
    name: str, container: str, tmp_path: Path, derivation: Derivation
) -> None:
    data = pillow(samples(16, 20), container, icc_profile=PROFILES[name])
    report = restored(data, CONTAINERS[container], tmp_path, derivation)
    assert open_scene(tmp_path / "in").source.facts["icc"] == name
    with Image.open(tmp_path / "in") as before, Image.open(report.path) as after:
        assert after.info["icc_profile"] == before.info["icc_profile"] == PROFILES[name]
        assert np.array_equal(np.asarray(after), np.asarray(before))
    assert "ICC profile" in report.kept


@each_profile
def test_a_jpeg_that_was_asked_for_has_it_too(
    name: str, tmp_path: Path, derivation: Derivation
) -> None:
    data = pillow(samples(16, 20), "PNG", icc_profile=PROFILES[name])
    report = restored(data, ".jpg", tmp_path, derivation, "jpeg")
    with Image.open(report.path) as after:
        assert after.info["icc_profile"] == PROFILES[name]


@each_profile
def test_sixteen_bits_have_it_too(name: str, tmp_path: Path, derivation: Derivation) -> None:
    deep = samples(16, 20, dtype="u2")
    tifffile.imwrite(tmp_path / "deep.tif", deep, photometric="rgb", iccprofile=PROFILES[name],
                     metadata=None)  # fmt: skip
    data = (tmp_path / "deep.tif").read_bytes()
    report = restored(data, ".tif", tmp_path, derivation)
    with tifffile.TiffFile(report.path) as after:
        assert after.pages[0].tags.valueof(34675) == PROFILES[name]
        assert np.array_equal(after.asarray(), deep)
    report = restored(data, ".png", tmp_path, derivation, "png")
    assert b"iCCP" in chunks_of(report.path.read_bytes())
    assert open_scene(report.path).source.template.icc == PROFILES[name]


@pytest.mark.external
@each_profile
@pytest.mark.parametrize("container", CONTAINERS)
def test_exiftool_extracts_the_same_bytes(
    name: str,
    container: str,
    tmp_path: Path,
    derivation: Derivation,
    judge: Callable[[str], str],
) -> None:
    program = judge("exiftool")
    data = pillow(samples(16, 20), container, icc_profile=PROFILES[name])
    report = restored(data, CONTAINERS[container], tmp_path, derivation)
    done = subprocess.run(
        [program, "-icc_profile", "-b", report.path], capture_output=True, check=True
    )
    assert done.stdout == PROFILES[name]
