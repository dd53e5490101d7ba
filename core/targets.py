"""Where a result goes, and why it may not: all of it is known before any work is done."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from core.names import stem_of
from core.options import SaveOptions
from core.provenance import sidecar_path
from io_formats import Scene, adapter_of, known_suffixes
from io_formats.atomic import check_target
from io_formats.errors import NotWritable

__all__ = ["check_targets", "names_file", "target_for"]

SPELLINGS = {".dcm": "dicom", ".jpg": "jpeg", ".tif": "tiff"}


def check_targets(scene: Scene, options: SaveOptions, reference: Scene | None = None) -> Path:
    """Return where the result of a scene goes, after checking that it and its record may.

    Raises
    ------
    TargetError
    """
    target = target_for(scene, options)
    precious = _precious(scene, reference, options)
    for place in (target, sidecar_path(target)):
        _check_folder(place)
        check_target(place, inputs=precious, force=options.write.force)
    return target


def target_for(scene: Scene, options: SaveOptions) -> Path:
    """Return where the result goes: the named file, or a name in the output folder.

    That name is the one of the options, or the input's.

    Raises
    ------
    TargetError
        If the scene cannot be written in that kind of file.
    """
    suffix = adapter_of(scene).suffix_for(scene, options.write)
    if names_file(options.output):
        _check_suffix(scene, options, suffix)
        return options.output
    name = scene.source.path.resolve().name
    if options.name:
        return options.output / (options.name + suffix)
    if part := scene.source.part:
        name = f"{stem_of(name) if suffix else name}.{part}"
    return options.output / (stem_of(name) + suffix if suffix else name)


def names_file(output: Path) -> bool:
    """Tell whether an output is a file and not a folder: by its suffix, if it is not there yet."""
    return output.name.lower().endswith(known_suffixes()) and not os.path.isdir(output)


def _check_suffix(scene: Scene, options: SaveOptions, suffix: str) -> None:
    """Refuse a file name that means another format, before any work is done."""
    output, write = options.output, options.write
    if not suffix:
        raise NotWritable(
            f"{output} was not written",
            why=f"the result of {scene.source.path} is a folder, as the input is",
            fix="give the name of a folder",
        )
    named = _container(output.name)
    if write.container and _container(f".{write.container}") != named:
        raise NotWritable(
            f"{output} was not written",
            why=f"its name says {named} and --format says {write.container}",
            fix="leave out one of the two",
        )
    adapter_of(scene).suffix_for(scene, replace(write, container=named))


def _container(name: str) -> str:
    suffix = max((s for s in known_suffixes() if name.lower().endswith(s)), key=len, default="")
    return SPELLINGS.get(suffix, suffix.lstrip("."))


def _precious(scene: Scene, reference: Scene | None, options: SaveOptions) -> tuple[Path, ...]:
    """Return what no result may replace: inputs, their own sidecar, the ground truth."""
    own = sidecar_path(scene.source.path)
    truth = reference.source.files if reference else ()
    present = (own,) if own.exists() else ()
    return (*scene.source.files, *present, *truth, *options.protected)


def _check_folder(target: Path) -> None:
    """Refuse a place that cannot be written to, before any work is done."""
    try:
        folder = next(parent for parent in target.absolute().parents if parent.exists())
        why = "" if folder.is_dir() else f"{folder} is a file"
        if not why and not os.access(folder, os.W_OK):
            why = f"the folder {folder} may not be written to"
    except OSError as error:
        why = error.strerror or str(error)
    if why:
        raise NotWritable(f"{target} was not written", why=why, fix="choose another output folder")
