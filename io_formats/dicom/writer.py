"""A scene becomes derived DICOM objects, as many as it was made of: all of them, or none.

Each object is a copy of its source with new pixels; what else changes is in ``derived``, and for
the frames of an enhanced object in ``multiframe``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from io_formats.adapter import Derivation, WriteOptions, WriteReport
from io_formats.atomic import check_target, replacing
from io_formats.dicom import confidentiality
from io_formats.dicom.attributes import flag, foreign, quietly, text, whole
from io_formats.dicom.derived import derive
from io_formats.dicom.encoding import little_endian_words, save
from io_formats.dicom.facts import was_lossy
from io_formats.dicom.frames import GROUPS
from io_formats.dicom.geometry import plane_of
from io_formats.dicom.ledger import Ledger
from io_formats.dicom.modality_lut import ModalityLut, has_lut, lut_of, output_padding, state_output
from io_formats.dicom.multiframe import cover, derive_frames, rescale_frame
from io_formats.dicom.ownership import demand_replaceable
from io_formats.dicom.pixels import padding_limits, stored_dtype
from io_formats.dicom.placement import Placement, placement_of
from io_formats.dicom.reader import SeriesTemplate
from io_formats.dicom.realworld import real_world
from io_formats.dicom.removal import SIGNATURES, is_signed
from io_formats.dicom.rescale import decimal_string
from io_formats.errors import LossyTarget, NotWritable
from io_formats.scene import Scene

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = ["suffix_for", "write_scene"]

LARGEST_BYTES = 2**32 - 2
"""Of the value of one element with a stated length (PS3.5 7.1.2)."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """Everything the slices of one written series have in common."""

    scene: Scene
    template: SeriesTemplate
    placement: Placement
    series_uid: str
    derivation: Derivation
    deidentify: bool
    ledger: Ledger = field(default_factory=Ledger)


def suffix_for(scene: Scene, options: WriteOptions) -> str:
    """Return an empty suffix for a series opened as a folder, ``.dcm`` for a file.

    Raises
    ------
    LossyTarget
        If another container is asked for: it would lose what the header says.
    """
    if options.container not in (None, "dicom"):
        raise LossyTarget(
            f"a DICOM scene is not written as {options.container}",
            why="its header, positions and units would be lost",
            fix="leave out the format, so that the result is DICOM again",
        )
    return "" if _template(scene).folder else ".dcm"


def write_scene(
    scene: Scene, target: Path, derivation: Derivation, options: WriteOptions
) -> WriteReport:
    """Write a scene as derived objects of the series it came from.

    A series that was opened as a folder becomes a folder, its objects under the names of their
    sources; where these would meet or the result is to name nobody, ``IM-0001.dcm`` … in plane
    order. A file becomes a file.

    Raises
    ------
    TargetExists, NotWritable, LossyTarget
        Nothing is left behind.
    """
    suffix_for(scene, options)
    job = _job(scene, derivation, options)
    folder = job.template.folder
    check_target(target, inputs=(*scene.source.files, scene.source.path), force=options.force)
    demand_replaceable(target, folder=folder)
    with (
        quietly(),
        replacing(
            target, inputs=scene.source.files, force=options.force, folder=folder
        ) as temporary,
    ):
        pieces = _pieces(job)
        names = _names(job, pieces) if folder else [""]
        for piece, name in zip(pieces, names, strict=True):
            source, dataset, frames = _object(job, piece)
            save(dataset, temporary / name if name else temporary, target)
            job.ledger.compare(source, dataset, frames)
        if is_signed(source):
            job.ledger.lose(SIGNATURES)
    return WriteReport(
        path=target,
        format="dicom",
        files=tuple(target / name if name else target for name in names),
        kept=job.ledger.kept,
        changed=job.ledger.changed,
        dropped=job.ledger.dropped,
        warnings=_warnings(job),
        deidentified=confidentiality.METHOD if job.deidentify else "",
    )


def _job(scene: Scene, derivation: Derivation, options: WriteOptions) -> Job:
    from pydicom.uid import generate_uid

    template = _template(scene)
    first = template.headers[0]
    placement = placement_of(
        template.grid,
        scene.grid,
        source_shape=(int(first.Rows), int(first.Columns)),
        shape=scene.shape[2:],
    )
    if not 0 <= placement.plane <= len(template.headers) - scene.shape[0]:
        raise ValueError(f"planes {placement.plane} and up are not in the source series")
    return Job(
        scene=scene,
        template=template,
        placement=placement,
        series_uid=generate_uid(prefix=None),
        derivation=derivation,
        deidentify=options.deidentify,
    )


def _template(scene: Scene) -> SeriesTemplate:
    template = scene.source.template
    if not isinstance(template, SeriesTemplate):
        raise TypeError("the scene was not read by the DICOM adapter")
    return template


def _names(job: Job, pieces: list[list[int]]) -> list[str]:
    """Return the names of the objects of a folder: those of the sources, or numbers."""
    own = [Path(str(_source(job, piece).filename)).name for piece in pieces]
    if not job.deidentify and len({name.casefold() for name in own}) == len(own):
        return own
    width = max(4, len(str(len(own))))
    return [f"IM-{index:0{width}d}.dcm" for index in range(1, len(own) + 1)]


def _source(job: Job, piece: list[int]) -> Dataset:
    at = job.placement.plane + piece[0]
    return job.template.frames[at].whole if job.template.frames else job.template.headers[at]


def _pieces(job: Job) -> list[list[int]]:
    """Return the planes of each object that is written; those of one in the order of its frames."""
    count, first = job.scene.shape[0], job.placement.plane
    frames = job.template.frames
    if not frames:
        return [[plane] for plane in range(count)]
    pieces: dict[int, list[int]] = {}
    for plane in range(count):
        pieces.setdefault(id(frames[first + plane].whole), []).append(plane)
    return [sorted(piece, key=lambda at: frames[first + at].index) for piece in pieces.values()]


def _object(job: Job, piece: list[int]) -> tuple[Dataset, Dataset, list[int]]:
    """Return a source, the object derived from it, and which of its frames that holds."""
    at = job.placement.plane
    header = job.template.headers[at + piece[0]]
    frames = [job.template.frames[at + plane] for plane in piece] if job.template.frames else []
    source = _source(job, piece)
    with _source_named(source):
        named = confidentiality.deidentified(source) if job.deidentify else source
        if frames:
            dataset = derive_frames(
                named,
                [frame.index for frame in frames],
                plane_of(header),
                numbers_in_series=[at + plane for plane in piece],
                placement=job.placement,
                series_uid=job.series_uid,
                derivation=job.derivation,
            )
        else:
            dataset = derive(
                named,
                placement=job.placement,
                series_uid=job.series_uid,
                derivation=job.derivation,
                number_in_series=at + piece[0],
            )
        if job.deidentify:
            confidentiality.undated(dataset)
        little_endian_words(dataset, source)
    planes = [_plane(job.scene, plane) for plane in piece]
    rescaled = _rescale(dataset, job, piece)
    if rescaled and real_world(header) is not None:
        cover(dataset, int(min(map(np.min, planes))), int(max(map(np.max, planes))))
    _keep_lossy(dataset, source)
    lut = lut_of(source)
    if lut is not None:
        state_output(dataset, source, lut)
        planes = _widened(planes, lut, stored_dtype(dataset))
    _pour(dataset, planes, stored_dtype(dataset))
    return source, dataset, [frame.index for frame in frames]


def _plane(scene: Scene, index: int) -> NDArray[Any]:
    _, _, rows, columns = scene.shape
    window = (slice(index, index + 1), slice(0, 1), slice(0, rows), slice(0, columns))
    plane: NDArray[Any] = scene.pixels[window][0, 0]
    return plane


@contextmanager
def _source_named(source: Dataset) -> Iterator[None]:
    """Turn what pydicom raises on a header it cannot copy into a sentence for the user."""
    try:
        yield
    except foreign() as error:
        raise NotWritable(
            f"the result of {source.filename} could not be written",
            why=f"its header holds values that cannot be copied ({error})",
            fix="export the image again from its archive, or convert it to NIfTI",
        ) from error


def _rescale(dataset: Dataset, job: Job, piece: list[int]) -> bool:
    """Write slope and intercept where the scene's differ from the source's; tell whether any do."""
    before, now = job.template.values, job.scene.values
    rescaled = False
    for place, index in enumerate(piece):
        plane = job.placement.plane + index
        for keyword, old, new in (
            ("RescaleSlope", before.slope, now.slope),
            ("RescaleIntercept", before.offset, now.offset),
        ):
            was, value = float(old[plane, 0]), float(new[min(index, len(new) - 1), 0])
            if value == was:
                continue
            if not job.template.frames:
                setattr(dataset, keyword, decimal_string(value))
            elif keyword == "RescaleSlope" and GROUPS in dataset:
                rescale_frame(dataset, place, was, value)
            else:
                raise ValueError("no step of the engine rescales such frames")
            rescaled = True
    return rescaled


def _keep_lossy(dataset: Dataset, source: Dataset) -> None:
    """Never reset the history of lossy compression (PS3.3 C.7.6.1.1.5)."""
    if was_lossy(source):
        dataset.LossyImageCompression = "01"


def _widened(
    planes: list[NDArray[Any]], lut: ModalityLut, dtype: np.dtype[Any]
) -> list[NDArray[Any]]:
    """Return outputs of a table of 8 bits in the 16 that their object had and may have to have."""
    if planes[0].dtype != lut.entries.dtype:
        raise TypeError(f"pixels are {planes[0].dtype}, the table's are {lut.entries.dtype}")
    return [plane.astype(dtype, copy=False) for plane in planes]


def _pour(dataset: Dataset, planes: list[NDArray[Any]], dtype: np.dtype[Any]) -> None:
    from pydicom import DataElement

    if planes[0].dtype != dtype:
        raise TypeError(f"pixels are {planes[0].dtype}, the source's are {dtype}")
    size = len(planes) * planes[0].nbytes
    if size > LARGEST_BYTES:
        raise NotWritable(
            f"the result of {len(planes)} frames could not be written",
            why=f"its pixels take {size} bytes, and a DICOM element holds 2^32 - 2 at most",
            fix="restore it without enlarging, or export the source as classic DICOM",
        )
    order = dtype.newbyteorder("<")
    block = b"".join(
        np.ascontiguousarray(plane).astype(order, copy=False).tobytes() for plane in planes
    )
    vr = "OW" if dtype.itemsize == 2 else "OB"
    dataset.add(DataElement(0x7FE00010, vr, block + b"\0" * (len(block) % 2)))


def _warnings(job: Job) -> tuple[str, ...]:
    headers = job.template.headers
    found = list(confidentiality.warnings_of(headers)) if job.deidentify else []
    if any(flag(header, "BurnedInAnnotation") for header in headers):
        found.append("Text is burned into the pixels; the network may have altered characters.")
    lossy = [header for header in headers if was_lossy(header)]
    if any(not text(header, "LossyImageCompressionRatio") for header in lossy):
        found.append("The source was compressed with loss, and does not say how strongly.")
    planes = slice(job.placement.plane, job.placement.plane + job.scene.shape[0])
    found += _table_warnings(headers[planes])
    objects = {id(frame.whole): frame.whole for frame in job.template.frames[planes]}
    every = sum(whole(one, "NumberOfFrames", 1) for one in objects.values())
    if objects and every > job.scene.shape[0]:
        found.append(
            f"The result holds {job.scene.shape[0]} of the source's {every} frames, those that "
            "were restored."
        )
    if SIGNATURES in job.ledger.dropped:
        found.append("The source was signed digitally; the result, being another image, is not.")
    private = any(name.startswith("private group") for name in job.ledger.dropped)
    if private and not job.placement.same:
        found.append("Private elements were left out, since the pixel grid has changed.")
    return tuple(found)


def _table_warnings(headers: Sequence[Dataset]) -> Iterator[str]:
    """Tell what became of value tables, and of padding that their outputs do not tell apart."""
    if not has_lut(headers[0]):
        return
    yield (
        "The source's values passed through a table (Modality LUT); the result holds what the "
        "table gave, and no table."
    )
    lost = [
        header
        for header in headers
        if padding_limits(header) is not None
        and (lut := lut_of(header)) is not None
        and output_padding(header, lut) is None
    ]
    if lost:
        yield (
            "Padding is not marked in the result, since the source's table gives it values that "
            "other pixels can have as well."
        )
