"""What libraries say of damaged files is in Chinese, where an error hands it to the window."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from pydantic import BaseModel, ValidationError

from app.gui.sentences import told
from core.errors import UnusableConfig
from core.training.config_file import frozen_config
from io_formats import WriteOptions, open_scene
from io_formats.errors import DamagedFile, NotWritable
from io_formats.photo import writer
from resources import locate

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("chinese")]
ENGLISH = re.compile("[a-z]{3}")


class Typed(BaseModel):
    text: str = ""
    whole: int = 0
    real: float = 0.0
    several: list[int] = []
    named: dict[str, int] = {}


def database(path: Path) -> None:
    path.write_bytes(b"no database at all " * 99)
    base = sqlite3.connect(path)
    try:
        base.execute("PRAGMA user_version")
    finally:
        base.close()


FAULTS: dict[str, Callable[[Path], Any]] = {
    "json that ends": lambda _: json.loads("{"),
    "no json": lambda _: json.loads("x"),
    "json and more": lambda _: json.loads("{} x"),
    "toml that ends": lambda _: tomllib.loads("x = ["),
    "toml twice": lambda _: tomllib.loads("x = 1\nx = 2\ny = 3"),
    "gzip that ends": lambda _: gzip.decompress(gzip.compress(b"x" * 9999)[:-10]),
    "no database": lambda folder: database(folder / "base.sqlite"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_words_of_libraries(fault: str, tmp_path: Path) -> None:
    with pytest.raises((ValueError, EOFError, sqlite3.DatabaseError)) as met:
        FAULTS[fault](tmp_path)
    assert ENGLISH.search(str(met.value)) is not None
    assert ENGLISH.search(told(str(met.value))) is None, told(str(met.value))


@pytest.mark.parametrize(
    "text",
    ["{", "", '{"text": 5}', '{"whole": "x"}', '{"real": "x"}', '{"several": 5}', '{"named": 5}'],
)
def test_words_about_settings_and_cards(text: str) -> None:
    with pytest.raises(ValidationError) as met:
        Typed.model_validate_json(text)
    said = met.value.errors()[0]["msg"]
    assert ENGLISH.search(told(said)) is None, told(said)


def test_dicom_that_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "cut.dcm"
    path.write_bytes(locate("samples/ct/001.dcm").read_bytes()[:-9000])
    with pytest.raises(DamagedFile) as met:
        open_scene(path)
    assert ENGLISH.search(told(met.value.why)) is None, told(met.value.why)


def test_folder_that_is_no_run_tells_the_reason_alone(tmp_path: Path) -> None:
    with pytest.raises(UnusableConfig) as met:
        frozen_config(tmp_path)
    assert met.value.why == "its config.json cannot be read: No such file or directory"
    assert told(met.value.why) == "无法读取其 config.json：没有该文件或文件夹"


def test_photo_is_named_where_its_container_is_unknown() -> None:
    scene = open_scene(locate("samples/photo.png"))
    with pytest.raises(NotWritable) as met:
        writer.suffix_of(scene, WriteOptions(container="dicom"))
    assert met.value.what == "photo.png was not written"
