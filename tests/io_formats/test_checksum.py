"""The hash that ties a result to its source: of content, in a folder of all that was read."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from io_formats import open_scene
from io_formats.checksum import file_sha256, source_sha256
from io_formats.errors import SourceMissing
from tests import dicom_factories as dicom


def test_of_a_file(tmp_path: Path) -> None:
    path = dicom.save(dicom.ct(), tmp_path / "a.dcm")
    assert source_sha256(open_scene(path).source) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_of_a_folder_is_what_the_shell_counts_whatever_the_names(tmp_path: Path) -> None:
    folder = dicom.series(tmp_path / "a", count=3)
    found = source_sha256(open_scene(folder).source)
    line = "sha256sum * | cut -c1-64 | sort | sha256sum"
    told = subprocess.run(line, shell=True, cwd=folder, capture_output=True, text=True, check=True)
    assert told.stdout.split()[0] == found
    for index, file in enumerate(dicom.files(folder)):
        file.rename(folder / f"{9 - index}.dcm")
    assert source_sha256(open_scene(folder).source) == found
    (folder / "8.dcm").write_bytes((folder / "8.dcm").read_bytes() + b"\0\0")
    assert source_sha256(open_scene(folder).source) != found


def test_a_source_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="read again"):
        file_sha256(tmp_path / "gone")
