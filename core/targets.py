"""Where a result goes, and why it may not: all of it is known before any work is done."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from core.names import sidecar_path, stem_of
from core.options import SaveOptions
from io_formats import Scene, WriteOptions, adapter_of, known_suffixes
from io_formats.atomic import check_target
from io_formats.errors import NotWritable

__all__ = ["beside", "check_targets", "names_file", "proposed", "target_for"]

UNNAMED = "series"
"""What a series at the root of a disk is called."""
SPELLINGS = {".dcm": "dicom", ".jpg": "jpeg", ".tif": "tiff"}


def check_targets(
    scene: Scene, options: SaveOptions, reference: Scene | None = None, *, scale: int = 1
) -> Path:
    """Return where the result of a scene goes, after checking that it and its record may.

    Parameters
    ----------
    scale : int
        Enlargement, which a proposed name tells.

    Raises
    ------
    TargetError
    """
    target = target_for(scene, options, scale)
    precious = _precious(scene, reference, options)
    for place in (target, sidecar_path(target)):
        _check_folder(place)
        check_target(place, inputs=precious, force=options.write.force)
    _demand_outside(scene, target)
    return target


def target_for(scene: Scene, options: SaveOptions, scale: int = 1) -> Path:
    """Return where the result goes: the named file, a name in the output folder, or ``proposed``.

    That name is the one of the options, or the input's.

    Raises
    ------
    TargetError
        If the scene cannot be written in that kind of file.
    """
    suffix = adapter_of(scene).suffix_for(scene, options.write)
    if options.output is None:
        return proposed(scene, scale, options.write)
    if options.name:
        return options.output / (options.name + suffix)
    if names_file(options.output):
        _check_suffix(scene, options, suffix)
        return options.output
    return options.output / (_stem(scene) + suffix)


def proposed(scene: Scene, scale: int, write: WriteOptions | None = None) -> Path:
    """Return where a result goes unless a place is chosen: ``photo-restored.png`` beside the photo.

    The result of a series is a folder next to that of the slices, never within it.

    Parameters
    ----------
    scale : int
        Enlargement, part of the name if it is not 1.

    Raises
    ------
    TargetError
        If the scene cannot be written in that kind of file.
    """
    suffix = adapter_of(scene).suffix_for(scene, write or WriteOptions())
    return beside(scene, "restored" if scale == 1 else f"restored-x{scale}", suffix)


def beside(scene: Scene, word: str, suffix: str) -> Path:
    """Return a place beside an original: its name, a word that tells what it is, a suffix."""
    place = _source_folder(scene) or scene.source.path.resolve()
    # What lies at the root of a disk has nothing beside it.
    parent = place.parent if place.parent != place else Path.home()
    return parent / f"{_stem(scene)}-{word}{suffix}"


def _source_folder(scene: Scene) -> Path | None:
    """Return the folder whose slices were opened; None: a file, perhaps an archive of slices."""
    path = scene.source.path.resolve()
    return path if path.is_dir() else None


def _stem(scene: Scene) -> str:
    """Return what a result is called after: the source, and which of its series."""
    folder = _source_folder(scene)
    path = scene.source.path.resolve()
    stem = stem_of(path.name) if folder is None else folder.name or UNNAMED
    return f"{stem}-{scene.source.part}" if scene.source.part else stem


def names_file(output: Path) -> bool:
    """Tell whether an output is a file and not a folder: by its suffix, if it is not there yet."""
    return output.name.lower().endswith(known_suffixes()) and not os.path.isdir(output)


def _demand_outside(scene: Scene, target: Path) -> None:
    """Refuse a place among the slices: opened again, the folder would hold two series."""
    folder = _source_folder(scene)
    if folder is not None and folder in target.resolve().parents:
        raise NotWritable(
            f"{target} was not written",
            why=f"it lies in {folder}, the folder of the input",
            fix="choose a folder beside it, or anywhere else",
        )


def _check_suffix(scene: Scene, options: SaveOptions, suffix: str) -> None:
    """Refuse a file name that means another format, before any work is done."""
    output, write = options.output, options.write
    assert output is not None
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
