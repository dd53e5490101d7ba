"""The reports say what came of a batch, and nothing that they should not."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.batch.pictures import SIDE_PX, before_and_after
from core.batch.report import COLUMNS
from core.job import run_job
from core.options import JobOptions
from core.restorer import NetRestorer
from io_formats import open_scene
from tests import dicom_factories as dicom
from tests import photo_factories as photo
from tests.core.batch.runs import photos, ran, started


@pytest.fixture
def output(tmp_path: Path, restorer: NetRestorer) -> Path:
    source = photos(tmp_path / "in", ["a & <b>.png", "x/b.png", "bad.png"])
    (source / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (source / "notes.txt").write_text("words")
    with started(source, tmp_path / "out", reference=source) as journal:
        ran(journal, restorer)
    return tmp_path / "out"


def test_programs_read_every_input(output: Path) -> None:
    with (output / "batch-report.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(COLUMNS)
    assert [(row["file"], row["state"], row["result"]) for row in rows] == [
        ("a & <b>.png", "done", "a & _b_.png"),
        ("bad.png", "failed", ""),
        ("x/b.png", "done", "x/b.png"),
    ]
    assert rows[0]["input_psnr"] == "inf"
    assert float(rows[0]["output_psnr"]) > 5
    assert rows[1]["error"] == "DAMAGED-FILE"
    told = json.loads((output / "batch-report.json").read_text(encoding="utf-8"))
    assert told["counts"] == {"waiting": 0, "working": 0, "done": 2, "skipped": 0, "failed": 1}
    assert [item["file"] for item in told["items"]] == [row["file"] for row in rows]
    assert told["passed_over"] == {"notes.txt": "its content is no known image format"}
    folders = {(tally["folder"], tally["pool"]): tally["images"] for tally in told["selection"]}
    assert folders == {(place, pool): 1 for place in ("", "x") for pool in ("task", "domain")}
    assert all(sum(tally["chosen"]) in (2, 3) for tally in told["selection"])


def test_nobody_is_named(tmp_path: Path, restorer: NetRestorer) -> None:
    def name(dataset: Any, index: int) -> None:
        dataset.PatientName, dataset.PatientID = "Zaphod^Beeblebrox", "HEART-OF-GOLD"

    source = dicom.series(tmp_path / "in" / "scan", count=2, edit=name)
    with started(source, tmp_path / "out") as journal:
        assert ran(journal, restorer) == {"scan": "done"}
    for kind in ("csv", "json", "html"):
        text = (tmp_path / "out" / f"batch-report.{kind}").read_text(encoding="utf-8")
        assert not [w for w in ("Zaphod", "HEART", str(tmp_path), "1.2.8") if w in text]


@pytest.mark.parametrize("scale", [1, 2])
def test_pictures_show_the_middle_before_and_after(
    scale: int, tmp_path: Path, restorer: NetRestorer
) -> None:
    samples = np.zeros((300, 40, 3), "u1")
    samples[150] = 200
    (tmp_path / "a.png").write_bytes(photo.png(samples))
    done = run_job(tmp_path / "a.png", JobOptions(output=tmp_path / "out", scale=scale), restorer)
    for png in before_and_after(done.original, done.restored, done.record["window"]):
        (tmp_path / "shown.png").write_bytes(png)
        scene = open_scene(tmp_path / "shown.png")
        assert scene.shape == (1, 3, SIDE_PX, 40 * scale)
    before, _ = before_and_after(done.original, done.restored, done.record["window"])
    (tmp_path / "shown.png").write_bytes(before)
    shown = np.asarray(open_scene(tmp_path / "shown.png").pixels[0:1, 0:1, 0:SIDE_PX, 0:40])
    assert shown[0, 0].mean(1).argmax() in range(SIDE_PX // 2 - scale, SIDE_PX // 2 + scale)
