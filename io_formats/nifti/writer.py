"""Scene to NIfTI file: the source's header with as little changed as is true.

nibabel's image classes are avoided for the values: saving through them scales and quantises
integers anew without a word.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BufferedIOBase
from pathlib import Path
from typing import Any

import numpy as np

from io_formats.adapter import Derivation, WriteOptions, WriteReport
from io_formats.atomic import replacing
from io_formats.errors import NotWritable
from io_formats.grid import Grid
from io_formats.nifti.container import Container, open_header
from io_formats.nifti.geometry import grid_of, move_grid
from io_formats.nifti.ledger import TYPE, compare
from io_formats.nifti.reader import plane_labels, scaling
from io_formats.scene import Scene

__all__ = ["SUFFIXES", "suffix_of", "write"]

SUFFIXES = (".nii.gz", ".nii")
DESCRIP_BYTES = 79
GZIP_LEVEL = 6
FREE_TEXTS = ("aux_file", "db_name", "data_type", "intent_name")
"""Fields of the header in which anything may stand, a name too (nifti1.h)."""
DEIDENTIFIED = "header extensions and free texts left out"
FACES = "De-identified by the header alone: a face can be recognised in the volume of a head."


def suffix_of(scene: Scene, options: WriteOptions) -> str:
    """Return ``.nii`` for sources that were not compressed, else ``.nii.gz``.

    Raises
    ------
    NotWritable
        If another container was asked for.
    """
    if options.container is None:
        container: Container = scene.source.template
        return ".nii.gz" if container.gzipped else ".nii"
    asked = "." + options.container.lower().lstrip(".")
    if asked not in SUFFIXES:
        raise NotWritable(
            f"{scene.source.path.name} cannot be written as {options.container}",
            why="a volume goes back into a NIfTI file",
            fix="ask for nii.gz or nii, or leave the format open",
        )
    return asked


def write(scene: Scene, target: Path, derivation: Derivation, options: WriteOptions) -> WriteReport:
    """Write the scene's stored values as they are, with the source's header around them.

    Raises
    ------
    TargetExists, NotWritable
    """
    if not target.name.lower().endswith(SUFFIXES):
        raise NotWritable(
            f"{target} was not written",
            why="the name ends neither in .nii.gz nor in .nii",
            fix="choose a name with one of these endings",
        )
    container: Container = scene.source.template
    header = open_header(container)
    warnings: list[str] = []
    _set_grid(header, scene, target)
    dtype = _set_values(header, scene, target)
    _set_texts(header, derivation)
    before = container
    if options.deidentify:
        container = _anonymous(header, container)
        warnings.append(FACES)
    extensions = _set_container(header, container)
    if not container.single:
        warnings.append("The source was a .hdr/.img pair; the result is one file.")
    with replacing(target, inputs=scene.source.files, force=options.force) as temporary:
        packed = target.name.lower().endswith(".gz")
        with _opened(temporary, compressed=packed) as file:
            file.write(header.binaryblock)
            file.write(extensions)
            _write_planes(file, scene, dtype)
    told = (before.extensions, container.extensions)
    ledger = compare(open_header(before), header, extensions=told)
    changed = [f"{name} (now {dtype})" if name == TYPE else name for name in ledger.changed]
    return WriteReport(
        path=target,
        format="nifti",
        files=(target,),
        kept=tuple(ledger.kept),
        changed=tuple(changed),
        dropped=tuple(ledger.dropped),
        warnings=tuple(warnings),
        deidentified=DEIDENTIFIED if options.deidentify else "",
    )


def _write_planes(file: BufferedIOBase, scene: Scene, dtype: np.dtype[Any]) -> None:
    """Write one plane after the other, so that no second copy of the volume is held."""
    planes, _, rows, columns = scene.shape
    for plane in range(planes):
        window = (slice(plane, plane + 1), slice(0, 1), slice(0, rows), slice(0, columns))
        file.write(np.ascontiguousarray(scene.pixels[window], dtype=dtype).tobytes())


def _set_grid(header: Any, scene: Scene, target: Path) -> None:
    sizes = _axes(header, scene, target)
    limit = np.iinfo(header["dim"].dtype).max
    if max(sizes) > limit:
        raise NotWritable(
            f"{target} was not written",
            why=f"an axis of {max(sizes)} voxels does not fit a NIfTI-1 header",
            fix="choose a smaller scale, or convert the source to NIfTI-2",
        )
    before = [int(n) for n in header["dim"]]
    old = grid_of(header)[0]
    new = _within_volume(scene, before)
    header["dim"][1:3] = sizes[:2]
    for axis in (3, 4):
        if before[0] >= axis:
            header["dim"][axis] = sizes[axis - 1]
    if not np.array_equal(old.affine, new.affine):
        move_grid(header, old, new)
    if before[0] >= 3 and sizes[2] != before[3]:
        for name in ("slice_start", "slice_end", "slice_code", "slice_duration"):
            header[name] = 0


def _axes(header: Any, scene: Scene, target: Path) -> tuple[int, int, int, int]:
    """Return columns, rows, slices and volumes of the result."""
    planes, _, rows, columns = scene.shape
    slices, volumes = _stacks([int(n) for n in header["dim"]])
    first = _first_plane(scene, slices, volumes)
    if planes == slices * volumes:
        return columns, rows, slices, volumes
    if first % slices + planes <= slices:
        return columns, rows, planes, 1
    if first % slices == 0 and planes % slices == 0:
        return columns, rows, slices, planes // slices
    raise NotWritable(
        f"{target} was not written",
        why=f"{planes} planes from plane {first + 1} on are neither part of one volume nor whole "
        "volumes",
        fix="choose slices of one volume, or whole volumes",
    )


def _stacks(dim: list[int]) -> tuple[int, int]:
    return (dim[3] if dim[0] >= 3 else 1), (dim[4] if dim[0] >= 4 else 1)


def _first_plane(scene: Scene, slices: int, volumes: int) -> int:
    """Return the index in the source of the scene's first plane, by its label."""
    labels = plane_labels(slices, volumes)
    return labels.index(scene.planes[0]) if scene.planes[0] in labels else 0


def _within_volume(scene: Scene, dim: list[int]) -> Grid:
    """Return the scene's grid, counted from the first slice of a volume.

    Planes run on from one volume to the next, so a scene cut out of a later volume has its grid
    that many volumes too far along the third axis.
    """
    slices, volumes = _stacks(dim)
    volume = _first_plane(scene, slices, volumes) // slices
    return scene.grid.cropped(plane=-volume * slices) if volume else scene.grid


def _set_values(header: Any, scene: Scene, target: Path) -> np.dtype[Any]:
    """Make type and scaling those of the scene; return the type as it is stored."""
    from nibabel.spatialimages import HeaderDataError

    dtype: np.dtype[Any] = np.dtype(header.get_data_dtype())
    if dtype.newbyteorder("=") != scene.pixels.dtype.newbyteorder("="):
        try:
            header.set_data_dtype(scene.pixels.dtype)
        except HeaderDataError as error:
            raise NotWritable(
                f"{target} was not written",
                why=f"NIfTI cannot store values of the type {scene.pixels.dtype}",
                fix="keep the stored type of the source",
            ) from error
        dtype = np.dtype(header.get_data_dtype())
    slope, offset = (float(a[0, 0]) for a in (scene.values.slope, scene.values.offset))
    if (slope, offset) != scaling(header)[:2]:
        header["scl_slope"], header["scl_inter"] = slope, offset
    return dtype


def _set_texts(header: Any, derivation: Derivation) -> None:
    alone = "" if derivation.part is None else f", {derivation.part.sentence()} alone"
    what = f"{derivation.shows} map, no image," if derivation.shows else "restored"
    text = f"AI {what} {derivation.model} {derivation.version}{alone}"
    header["descrip"] = text.encode("ascii", "replace")[:DESCRIP_BYTES]
    header["cal_min"] = header["cal_max"] = 0


def _anonymous(header: Any, container: Container) -> Container:
    """Empty the free texts; return the container without extensions, which may hold anything."""
    for name in FREE_TEXTS:
        if name in header.keys():  # noqa: SIM118, no mapping
            header[name] = b""
    return replace(container, extensions=b"") if any(container.extensions) else container


def _set_container(header: Any, container: Container) -> bytes:
    """Make the header that of a single file; return what stands between it and the values."""
    extensions = container.extensions.ljust(4, b"\0")
    if not container.single:
        extensions += bytes(-(len(container.header) + len(extensions)) % 16)
        magic: bytes = bytes(header["magic"])
        header["magic"] = magic.replace(b"ni", b"n+", 1)
    header["vox_offset"] = len(container.header) + len(extensions)
    return extensions


@contextmanager
def _opened(path: Path, *, compressed: bool) -> Iterator[BufferedIOBase]:
    with path.open("wb") as file:
        if not compressed:
            yield file
            return
        # no name and no time in the gzip header: equal values give equal files
        with gzip.GzipFile("", "wb", GZIP_LEVEL, file, mtime=0) as packed:
            yield packed
