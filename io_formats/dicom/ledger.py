"""What became of every attribute, found by comparing what was written with its source.

Nothing is noted while a header is derived: what the user is told is read off the result, so that
it is true of whatever was done. Pixels are not compared; the engine counts those itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from io_formats.dicom.attributes import foreign
from io_formats.dicom.encoding import swapped_words

if TYPE_CHECKING:
    from pydicom import DataElement, Dataset

__all__ = ["SUBJECTS", "Ledger"]

Tag = int

PIXELS = {0x7FE00010, 0x7FE00001, 0x7FE00002, 0x7FE00008, 0x7FE00009}
"""Pixel Data of all kinds, and the tables of offsets into it."""
CONTAINER = {0x00020000, 0x00020001, 0x00020002, 0x00020003}
"""Of the file meta: its own length and version, and what it repeats of the data set."""
SHARED_TAG, GROUPS_TAG = 0x52009229, 0x52009230
NAMELESS = {SHARED_TAG, GROUPS_TAG}
"""Functional groups: what differs within them is named, they themselves would tell nothing."""
SUBJECTS: dict[str, tuple[str, ...]] = {
    "patient and study": (
        "PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyInstanceUID",
        "StudyDate", "StudyTime", "StudyID", "AccessionNumber", "ReferringPhysicianName",
        "StudyDescription",
    ),
    "frame of reference": ("FrameOfReferenceUID", "PositionReferenceIndicator"),
    "image position": ("ImagePositionPatient",),
    "image orientation": ("ImageOrientationPatient",),
    "pixel spacing": ("PixelSpacing", "ImagerPixelSpacing", "SliceThickness"),
    "acquisition": (
        "AcquisitionNumber", "AcquisitionDate", "AcquisitionTime", "AcquisitionDateTime", "KVP",
        "ConvolutionKernel", "RepetitionTime", "EchoTime", "FlipAngle", "ProtocolName",
        "FrameReferenceTime", "ActualFrameDuration",
    ),
    "time of the series": ("SeriesDate", "SeriesTime"),
    "units and rescale": ("RescaleSlope", "RescaleIntercept", "RescaleType", "Units"),
    "radiopharmaceutical and decay": (
        "RadiopharmaceuticalInformationSequence", "DecayCorrection", "DecayFactor",
        "CorrectedImage",
    ),
    "instance numbers": ("InstanceNumber",),
    "display window": ("WindowCenter", "WindowWidth", "VOILUTSequence"),
    "history of lossy compression": (
        "LossyImageCompression", "LossyImageCompressionRatio", "LossyImageCompressionMethod",
    ),
}  # fmt: skip
"""What a user asks about, and the attributes that say it."""


@dataclass
class Ledger:
    """Names of attributes over all objects of a series; each in the strongest of three lists.

    An attribute that was changed or added anywhere counts as changed, else one that was dropped
    anywhere as dropped, else it was kept. Private elements and overlays go by their group.
    """

    seen: dict[str, None] = field(default_factory=dict)
    altered: dict[str, None] = field(default_factory=dict)
    lost: dict[str, None] = field(default_factory=dict)

    @property
    def changed(self) -> tuple[str, ...]:
        """What the results say otherwise than their sources, or in addition."""
        return tuple(self.altered)

    @property
    def dropped(self) -> tuple[str, ...]:
        """What the results do not say any more."""
        return tuple(name for name in self.lost if name not in self.altered)

    @property
    def kept(self) -> tuple[str, ...]:
        """Subjects of which all that the sources said stayed, and a count of the rest."""
        stayed = [name for name in self.seen if name not in self.altered and name not in self.lost]
        whole: list[str] = []
        told: set[str] = set()
        for subject, keywords in SUBJECTS.items():
            stated = [keyword for keyword in keywords if keyword in self.seen]
            if stated and all(keyword in stayed for keyword in stated):
                whole.append(subject)
                told |= {*stated}
        groups = [name for name in stayed if " " in name]
        rest = len([name for name in stayed if name not in told and name not in groups])
        further = [f"{rest} further attributes"] if rest else []
        return (*whole, *groups, *further)

    def lose(self, name: str) -> None:
        """Enter what a header read up to its pixels does not show, and the results do not have."""
        self.seen[name] = self.lost[name] = None

    def compare(self, source: Dataset, result: Dataset, frames: Sequence[int] = ()) -> None:
        """Enter one object that was written, and the one that it was made of.

        Parameters
        ----------
        source : Dataset
            Header of the source; of an enhanced object the whole one.
        result : Dataset
            What was written, with its file meta.
        frames : sequence of int
            Which frames of the source an enhanced result holds, from 0.
        """
        big = source.original_encoding[1] is False
        self._compare(source, result, frames, big=big)
        before, after = (getattr(one, "file_meta", None) for one in (source, result))
        if before is not None and after is not None:
            self._compare(before, after, (), big=False)

    def _compare(
        self, source: Dataset, result: Dataset, frames: Sequence[int], *, big: bool
    ) -> bool:
        """Enter the elements of two data sets; return whether any of them differ."""
        differs = False
        for tag in _tags(source, result):
            if tag in PIXELS or tag in CONTAINER:
                continue
            before, after = _element(source, tag), _element(result, tag)
            name = _name(tag, before, after)
            if tag in source:
                self.seen[name] = None
            if after is None:
                self.lost[name] = None
                differs = True
            elif before is None or self._differ(before, after, frames, big=big):
                if tag not in NAMELESS:
                    self.altered[name] = None
                differs = True
        return differs

    def _differ(
        self, before: DataElement, after: DataElement, frames: Sequence[int], *, big: bool
    ) -> bool:
        if before.VR == after.VR == "SQ":
            chosen = frames if before.tag == GROUPS_TAG else ()
            return self._compare_items(before, after, chosen, big=big)
        return not _same(before, after, big=big)

    def _compare_items(
        self, before: DataElement, after: DataElement, frames: Sequence[int], *, big: bool
    ) -> bool:
        items = [before.value[index] for index in frames] if frames else list(before.value)
        differing = [
            self._compare(one, other, (), big=big)
            for one, other in zip(items, after.value, strict=False)
        ]
        return any(differing) or not len(items) == len(before.value) == len(after.value)


def _tags(source: Dataset, result: Dataset) -> Iterator[Tag]:
    every: Iterable[Any] = {*source.keys(), *result.keys()}
    return iter(sorted(int(tag) for tag in every))


def _element(dataset: Dataset, tag: Tag) -> DataElement | None:
    """Return an element; None where there is none, or none that can be read."""
    if tag not in dataset:
        return None
    try:
        return dataset[tag]
    except foreign(OSError):
        return None


def _name(tag: Tag, before: DataElement | None, after: DataElement | None) -> str:
    group = tag >> 16
    if group % 2:
        return f"private group {group:04X}"
    if 0x6000 <= group <= 0x601E:
        return f"overlay group {group:04X}"
    element = after if after is not None else before
    if element is None:
        return f"unreadable element ({group:04X},{tag & 0xFFFF:04X})"
    return element.keyword or f"({group:04X},{tag & 0xFFFF:04X})"


def _same(before: DataElement, after: DataElement, *, big: bool) -> bool:
    """Tell whether two elements say the same; words of a big endian file by their values."""
    value = swapped_words(before) if big else before.value
    # two that are no numbers differ, and yet say the same
    return bool(value == after.value or str(value) == str(after.value))
