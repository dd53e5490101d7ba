"""The JSON sidecar: how a result came to be, beside the result."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import torch

from core.disclosure import harmless_entries, harmless_facts, names_of, without_names
from core.names import sidecar_path
from core.strict_json import to_json
from core.version import __version__
from io_formats import Derivation, Scene, Source, WriteReport
from io_formats.atomic import replacing
from io_formats.checksum import source_sha256

__all__ = [
    "NOTICE",
    "PROGRAM",
    "describe_run",
    "library_versions",
    "write_sidecar",
]

PROGRAM = "DATPRL-IR Desktop"
NOTICE = "Research software: not for diagnostic use."
LIBRARIES = ("numpy", "torch", "pydicom", "nibabel", "rasterio", "Pillow", "tifffile")


def describe_run(
    scene: Scene,
    derivation: Derivation,
    written: WriteReport,
    report: Mapping[str, Any],
    device: str,
    *,
    verbose: bool = False,
) -> dict[str, Any]:
    """Return the content of the sidecar.

    Parameters
    ----------
    scene : Scene
        The restored scene; its source names the inputs.
    report : mapping
        Of the engine, with metrics where a reference was given.
    verbose : bool
        Record names of files, places, dates and free text too. Else the source is told by the
        hash of its content.

    Raises
    ------
    SourceMissing
        If the source is gone, so that its content has no hash.
    """
    source = scene.source
    hidden = bool(written.deidentified)
    content: dict[str, Any] = {
        "notice": NOTICE,
        "program": {"name": derivation.software, "version": derivation.version},
        "libraries": library_versions(),
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "created": derivation.created.isoformat(timespec="seconds"),
        "source": _told_of_source(source, hidden=hidden, verbose=verbose),
        "output": _told_of_output(scene, written),
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
        content = _bids(scene, derivation, content["source"]["sha256"], verbose=verbose) | content
    if hidden:
        del content["created"]  # it may be the day of the scan
    return _with_names(content, scene, written) if verbose else _nameless(content, scene, written)


def _told_of_source(source: Source, *, hidden: bool, verbose: bool) -> dict[str, Any]:
    harmless = harmless_facts(source.facts, deidentified=hidden)
    return {
        "sha256": source_sha256(source),
        "format": source.format,
        "modality": source.modality,
        "files": len(source.files),
        "facts": dict(source.facts if verbose else harmless),
    }


def _told_of_output(scene: Scene, written: WriteReport) -> dict[str, Any]:
    return {
        "format": written.format,
        "files": len(written.files),
        "shape": list(scene.shape),
        "dtype": str(scene.pixels.dtype),
        "kept": list(written.kept),
        "changed": list(written.changed),
        "dropped": list(written.dropped),
        "deidentified": written.deidentified or None,
    }


def _with_names(content: dict[str, Any], scene: Scene, written: WriteReport) -> dict[str, Any]:
    source, output = content["source"], content["output"]
    names = {
        "source": {"name": scene.source.path.name, **source},
        "output": {"name": written.path.name, **output},
    }
    return content | names


def _nameless(content: dict[str, Any], scene: Scene, written: WriteReport) -> dict[str, Any]:
    """Return the content without the names that its sentences mention."""
    names = names_of(scene.source) | {str(written.path), written.path.name}
    said = without_names(content["warnings"], names, "(a name)")
    return content | {"warnings": said}


def write_sidecar(path: Path, content: Mapping[str, Any], *, force: bool = False) -> None:
    """Write the sidecar; atomic.

    Raises
    ------
    TargetError
    """
    with replacing(path, force=force) as part:
        part.write_text(to_json(content) + "\n", encoding="utf-8")


def _bids(scene: Scene, derivation: Derivation, sha256: str, *, verbose: bool) -> dict[str, Any]:
    """Return the keys of a BIDS derivative, and those of the source's own sidecar.

    Left out: figures of an earlier run and, unless asked for, what may identify a person.
    """
    own = sidecar_path(scene.source.path)
    try:
        kept = json.loads(own.read_bytes())
    except (OSError, ValueError):
        kept = {}
    kept = {k: v for k, v in kept.items() if k != "metrics"} if isinstance(kept, dict) else {}
    return {
        **(kept if verbose else harmless_entries(kept)),
        "Description": derivation.sentence(),
        "Sources": [scene.source.path.name if verbose else f"sha256:{sha256}"],
        "GeneratedBy": [{"Name": derivation.software, "Version": derivation.version}],
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
