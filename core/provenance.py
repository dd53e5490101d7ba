"""The JSON sidecar: how a result came to be, beside the result."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import torch

from core.strict_json import to_json
from core.version import __version__
from io_formats import Derivation, Scene, WriteReport
from io_formats.atomic import replacing

__all__ = [
    "NOTICE",
    "PROGRAM",
    "describe_run",
    "library_versions",
    "sidecar_path",
    "write_sidecar",
]

PROGRAM = "DATPRL-IR Desktop"
NOTICE = "Research software: not for diagnostic use."
PERSONAL = (
    "Patient",
    "OtherPatient",
    "Accession",
    "Referring",
    "Performing",
    "Operator",
    "Physician",
)
"""Beginnings of keys that converters of DICOM put into sidecars and that may name a person."""
IMPERSONAL = ("PatientPosition", "PatientSex", "PatientWeight", "PatientSize", "PatientAge")
LIBRARIES = ("numpy", "torch", "pydicom", "nibabel", "rasterio", "Pillow", "tifffile")


def sidecar_path(target: Path) -> Path:
    """Return where the sidecar of a result lies.

    ``scan.nii.gz`` has ``scan.json``, as the Brain Imaging Data Structure wants it; every other
    file or folder ``name`` has ``name.json``.
    """
    for suffix in (".nii.gz", ".nii"):
        if target.name.lower().endswith(suffix):
            return target.with_name(target.name[: -len(suffix)] + ".json")
    return target.with_name(target.name + ".json")


def describe_run(
    scene: Scene,
    derivation: Derivation,
    written: WriteReport,
    report: Mapping[str, Any],
    device: str,
) -> dict[str, Any]:
    """Return the content of the sidecar.

    Parameters
    ----------
    scene : Scene
        The restored scene; its source names the inputs.
    report : mapping
        Of the engine, with metrics where a reference was given.
    """
    source = scene.source
    content: dict[str, Any] = {
        "notice": NOTICE,
        "program": {"name": derivation.software, "version": derivation.version},
        "libraries": library_versions(),
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "created": derivation.created.isoformat(timespec="seconds"),
        "source": {
            "name": source.path.name,
            "format": source.format,
            "modality": source.modality,
            "files": len(source.files),
            "facts": dict(source.facts),
        },
        "output": {
            "name": written.path.name,
            "format": written.format,
            "files": len(written.files),
            "shape": list(scene.shape),
            "dtype": str(scene.pixels.dtype),
            "kept": list(written.kept),
            "changed": list(written.changed),
            "dropped": list(written.dropped),
        },
        "model": {"name": derivation.model, "sha256": derivation.model_sha256},
        "parameters": {
            "task": derivation.task,
            "scale": derivation.scale,
            "tile": derivation.tile,
            "precision": derivation.precision,
            "strength": derivation.strength,
            "overlap": report["overlap"],
        },
        "device": device,
        "threads": torch.get_num_threads(),
        "history": [{"name": s.name, "parameters": dict(s.parameters)} for s in scene.history],
        **{key: value for key, value in report.items() if key not in ("tile", "overlap")},
    }
    content["clipped"] = report["clipped"] + written.clipped
    content["warnings"] = [*source.warnings, *report["warnings"], *written.warnings]
    if source.format == "nifti":
        content = _bids(scene, derivation) | content
    return content


def write_sidecar(path: Path, content: Mapping[str, Any], *, force: bool = False) -> None:
    """Write the sidecar; atomic.

    Raises
    ------
    TargetError
    """
    with replacing(path, force=force) as part:
        part.write_text(to_json(content) + "\n", encoding="utf-8")


def _bids(scene: Scene, derivation: Derivation) -> dict[str, Any]:
    """Return the keys of a BIDS derivative, and those of the source's own sidecar.

    Left out: keys that may name a person, and figures of an earlier run.
    """
    own = sidecar_path(scene.source.path)
    try:
        kept = json.loads(own.read_bytes())
    except (OSError, ValueError):
        kept = {}
    return {
        **(_without_persons(kept) if isinstance(kept, dict) else {}),
        "Description": derivation.sentence(),
        "Sources": [scene.source.path.name],
        "GeneratedBy": [{"Name": derivation.software, "Version": derivation.version}],
    }


def _without_persons(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value
        for key, value in kept.items()
        if key != "metrics" and (not key.startswith(PERSONAL) or key in IMPERSONAL)
    }


def library_versions() -> dict[str, str]:
    """Return the versions of the program and of the libraries that touch pixels."""
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            # A frozen program carries the libraries without their package records.
            found[name] = "bundled"
    return {"datprl-ir": __version__, **found}
