"""The record beside a result."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core import provenance
from core.names import sidecar_path
from core.provenance import describe_run, library_versions, write_sidecar
from core.version import __version__
from io_formats import Band, Derivation, Grid, Scene, Source, Step, ValueMap, WriteReport
from io_formats.errors import TargetExists

REPORT = {"tile": 256, "overlap": 7, "clipped": 3, "warnings": ["engine"], "seconds": 1.5}


def scene_of(path: Path, format_id: str) -> Scene:
    return Scene(
        pixels=np.zeros((1, 1, 4, 5), "int16"),
        planes=("0",),
        bands=(Band(name="b1"),),
        values=ValueMap.linear(unit="arbitrary"),
        grid=Grid.pixel(),
        source=Source(
            path=path,
            format=format_id,
            files=(path,),
            modality="MR",
            facts={"kvp": 120},
            warnings=("reader",),
        ),
        history=(Step(name="restored", parameters={"scale": 2}),),
    )


def written(path: Path, format_id: str) -> WriteReport:
    return WriteReport(
        path=path,
        format=format_id,
        files=(path,),
        kept=("affine",),
        changed=("descrip",),
        dropped=("thumbnail",),
        clipped=4,
        warnings=("writer",),
    )


def record(
    path: Path, format_id: str, derivation: Derivation, *, verbose: bool = False
) -> dict[str, Any]:
    path.write_bytes(b"content")
    scene = scene_of(path, format_id)
    out = written(Path("out/b.x"), format_id)
    return describe_run(scene, derivation, out, REPORT, "cpu", verbose=verbose)


@pytest.mark.parametrize(
    ("target", "sidecar"),
    [
        ("scan.nii.gz", "scan.json"),
        ("scan.NII", "scan.json"),
        ("photo.png", "photo.png.json"),
        ("scene.tif", "scene.tif.json"),
        ("series", "series.json"),
        ("1.2.840", "1.2.840.json"),
    ],
)
def test_place_of_the_sidecar(target: str, sidecar: str) -> None:
    assert sidecar_path(Path("out") / target) == Path("out") / sidecar


def test_everything_is_recorded(derivation: Derivation, tmp_path: Path) -> None:
    told = record(tmp_path / "a.x", "photo", derivation)
    assert told["source"] == {
        "sha256": hashlib.sha256(b"content").hexdigest(),
        "format": "photo",
        "modality": "MR",
        "files": 1,
        "facts": {"kvp": 120},
    }
    assert told["output"] == {
        "format": "photo",
        "files": 1,
        "shape": [1, 1, 4, 5],
        "dtype": "int16",
        "kept": ["affine"],
        "changed": ["descrip"],
        "dropped": ["thumbnail"],
        "deidentified": None,
    }
    assert told["parameters"] == {
        "task": "auto",
        "scale": 1,
        "tile": 256,
        "precision": "fp32",
        "strength": 1.0,
        "overlap": 7,
    }
    assert told["warnings"] == ["reader", "engine", "writer"]
    assert told["clipped"] == 7, "of the engine and of the container"
    assert told["history"] == [{"name": "restored", "parameters": {"scale": 2}}]
    assert told["created"] == "2026-01-02T03:04:05+00:00"
    assert "GeneratedBy" not in told
    assert not {"tile", "overlap"} & set(told)


def test_no_folder_of_the_user_is_recorded(derivation: Derivation, tmp_path: Path) -> None:
    told = record(tmp_path / "a.x", "photo", derivation)
    assert str(tmp_path) not in json.dumps(told, default=str)


def test_bids_keys_only_beside_volumes(derivation: Derivation, tmp_path: Path) -> None:
    own = {
        "EchoTime": 0.03,
        "PatientID": "7",
        "PatientSex": "F",
        "OperatorsName": "Q",
        "clipped": 9,
    }
    (tmp_path / "a.json").write_text(json.dumps(own))
    told = record(tmp_path / "a.nii.gz", "nifti", derivation)
    assert told["EchoTime"] == 0.03
    assert not {"PatientID", "PatientSex", "OperatorsName"} & set(told)
    assert told["clipped"] == 7, "what is said of this run wins"
    assert told["Sources"] == [f"sha256:{hashlib.sha256(b'content').hexdigest()}"]
    assert told["GeneratedBy"] == [{"Name": "DATPRL-IR Desktop", "Version": "0.0.test"}]
    other = replace(derivation, model="m2")
    assert "m2" in record(tmp_path / "a.nii.gz", "nifti", other)["Description"]


def test_verbose_records_names_and_what_identifies(derivation: Derivation, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"PatientID": "7", "metrics": 1}))
    told = record(tmp_path / "a.nii.gz", "nifti", derivation, verbose=True)
    assert (told["source"]["name"], told["output"]["name"]) == ("a.nii.gz", "b.x")
    assert told["Sources"] == ["a.nii.gz"]
    assert told["PatientID"] == "7"
    assert "metrics" not in told, "a figure of an earlier run identifies nobody, and is not true"


def test_sidecar_is_utf8_json_and_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out" / "ä.json"
    write_sidecar(path, {"größe": float("inf")})
    assert path.read_bytes().decode("utf-8").endswith("}\n")
    assert json.loads(path.read_bytes()) == {"größe": "inf"}
    with pytest.raises(TargetExists):
        write_sidecar(path, {})
    write_sidecar(path, {}, force=True)
    assert json.loads(path.read_bytes()) == {}
    assert list(path.parent.iterdir()) == [path]


def test_frozen_program_has_no_package_records(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise provenance.metadata.PackageNotFoundError(name)

    assert library_versions()["numpy"] == np.__version__
    monkeypatch.setattr(provenance.metadata, "version", missing)
    found = library_versions()
    assert found.pop("datprl-ir") == __version__
    assert set(found.values()) == {"bundled"}
