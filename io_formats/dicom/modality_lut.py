"""The Modality LUT: stored values whose meaning is told by a table (PS3.3 C.11.1).

What a scene holds of such an image is the table's output, which is physical already: slope 1,
offset 0, and the unit that the table names. Not here: linear rescales (``rescale``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from io_formats.dicom.attributes import attribute, numbers, text, whole
from io_formats.dicom.encoding import swapped_words
from io_formats.dicom.pixels import padding_limits, stored_dtype, stored_range
from io_formats.errors import DamagedFile

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = [
    "ModalityLut",
    "has_lut",
    "kind_of",
    "lut_of",
    "output_dtype",
    "output_of",
    "output_padding",
    "state_output",
]

SEQUENCE = "ModalityLUTSequence"
PADDING = ("PixelPaddingValue", "PixelPaddingRangeLimit")
UNSPECIFIED = "US"
MOST_ENTRIES = 2**16
"""Meant by 0 entries, since the number has 16 bits (PS3.3 C.11.1.1.1)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ModalityLut:
    """One table, and the unit of what it gives."""

    first: int
    """Stored value that the first entry is for."""
    entries: NDArray[Any]
    """(N,) uint8 or uint16, 1 <= N <= 65536: the outputs of ``first``, ``first + 1`` …"""
    bits: int
    """Bits of an output, 8 to 16; outputs are unsigned."""
    unit: str
    """Modality LUT Type (0028,3004): HU, OD, US (unspecified) …; empty where it names none."""

    def apply(self, stored: NDArray[Any]) -> NDArray[Any]:
        """Return the outputs of integers of any shape; those beyond an end map to that end."""
        places = np.clip(stored.astype(np.int32) - self.first, 0, len(self.entries) - 1)
        found: NDArray[Any] = self.entries[places]
        return found


def has_lut(header: Dataset) -> bool:
    """Tell whether an image states a table; a sequence without items states none.

    Raises
    ------
    DamagedFile
        If the sequence cannot be parsed.
    """
    return _item(header) is not None


def lut_of(header: Dataset) -> ModalityLut | None:
    """Return the table of an image; None where its rescale is linear.

    Entries of 8 bits may be packed or take 16 each, which their length tells, and the first value
    is signed as the pixels are, whatever its VR says (PS3.3 C.11.1.1.1).

    Raises
    ------
    DamagedFile
        If the table has fewer entries than it states, or greater ones than its bits hold, or if
        no pixel of the image can reach it.
    """
    item = _item(header)
    if item is None:
        return None
    described = numbers(item, "LUTDescriptor", 3)
    if described is None or not all(-(2**15) <= part < 2**16 for part in described):
        raise _damaged(header, "does not describe itself in three numbers of 16 bits")
    count = int(described[0]) % MOST_ENTRIES or MOST_ENTRIES
    sign = "i2" if whole(header, "PixelRepresentation") else "u2"
    first = int(np.array(int(described[1])).astype(sign))
    bits = int(described[2])
    if not 8 <= bits <= 16:
        raise _damaged(header, f"states entries of {bits} bits, not 8 or 16")
    low, high = stored_range(header)
    if first > high or first + count - 1 < low:
        raise _damaged(
            header,
            f"begins at the stored value {first} and has {count} entries, while the pixels "
            f"lie between {low:.0f} and {high:.0f}",
        )
    return ModalityLut(
        first=first,
        entries=_entries(header, item, count, bits),
        bits=bits,
        unit=text(item, "ModalityLUTType").upper(),
    )


def kind_of(header: Dataset) -> str:
    """Return in words how values get their meaning: what the images of one series share.

    Raises
    ------
    DamagedFile
        If the sequence cannot be parsed.
    """
    item = _item(header)
    if item is None:
        return "a slope and an intercept"
    described = numbers(item, "LUTDescriptor", 3) or (0, 0, 0)
    return f"a table of {described[2]:.0f} bits to {text(item, 'ModalityLUTType') or 'values'}"


def output_dtype(header: Dataset) -> np.dtype[Any]:
    """Return the dtype of what a scene holds of an image: of its table's output, or as stored.

    Raises
    ------
    DamagedFile
        If the table is damaged.
    """
    lut = lut_of(header)
    return stored_dtype(header) if lut is None else lut.entries.dtype


def output_of(header: Dataset, stored: NDArray[Any]) -> NDArray[Any]:
    """Return what a scene holds of stored values (H, W): the table's output, else themselves.

    Raises
    ------
    DamagedFile
        If the table is damaged.
    """
    lut = lut_of(header)
    return stored if lut is None else lut.apply(stored)


def output_padding(header: Dataset, lut: ModalityLut) -> tuple[int, int] | None:
    """Return the least and the greatest output that mean padding, inclusive.

    Padding is declared in stored values, before the table. None where none is declared, and where
    values that are no padding map in between, so that outputs do not tell them apart.
    """
    limits = padding_limits(header)
    if limits is None:
        return None
    low, high = map(int, stored_range(header))
    every = np.arange(low, high + 1, dtype=np.int32)
    padding = (every >= limits[0]) & (every <= limits[1])
    if not padding.any():
        return None
    outputs = lut.apply(every)
    least, most = int(outputs[padding].min()), int(outputs[padding].max())
    others = outputs[~padding]
    if ((others >= least) & (others <= most)).any():
        return None
    return least, most


def state_output(dataset: Dataset, source: Dataset, lut: ModalityLut) -> None:
    """Let the header of a result state outputs instead of the table that gave them.

    Slope, intercept and type replace the table (PS3.3 C.11.1: one or the other), and pixels become
    unsigned, of no fewer bits than the source's, since classes such as CT demand 16. The window is
    in outputs already. Padding is stated in outputs, or not at all where they do not tell it.

    Parameters
    ----------
    dataset : Dataset
        Header of the result, a copy of the source's so far; is changed.
    source : Dataset
        Header of the image that has the table.
    lut : ModalityLut
        That table.
    """
    allocated = max(8 * lut.entries.dtype.itemsize, whole(source, "BitsAllocated"))
    stored = max(lut.bits, whole(source, "BitsStored", allocated))
    for keyword in (SEQUENCE, *PADDING):
        if keyword in dataset:
            del dataset[keyword]
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = allocated, stored, stored - 1
    dataset.PixelRepresentation = 0
    dataset.RescaleSlope, dataset.RescaleIntercept = "1", "0"
    dataset.RescaleType = lut.unit or UNSPECIFIED
    padding = output_padding(source, lut)
    if padding is not None:
        for keyword, value in zip(PADDING, dict.fromkeys(padding), strict=False):
            # its VR would be told by the pixels' sign, which a copied header tells no more
            dataset.add_new(keyword, "US", value)


def _item(header: Dataset) -> Dataset | None:
    from pydicom import Dataset as Item

    items = attribute(header, SEQUENCE)
    if not items:
        return None
    if not isinstance(items[0], Item):
        raise _damaged(header, "is no sequence of items")
    return items[0]


def _entries(header: Dataset, item: Dataset, count: int, bits: int) -> NDArray[Any]:
    data = _bytes(header, item)
    if bits == 8 and count + count % 2 == len(data) < 2 * count:
        return np.frombuffer(data, "u1", count).copy()
    if len(data) < 2 * count:
        raise _damaged(header, f"states {count} entries of {bits} bits and has {len(data)} bytes")
    words = np.frombuffer(data, "<u2", count)
    if int(words.max()) >= 2**bits:
        raise _damaged(header, f"states entries of {bits} bits and holds {words.max()}")
    return words.astype("u1" if bits == 8 else "u2")


def _bytes(header: Dataset, item: Dataset) -> bytes:
    """Return LUT Data, which has the VR US or OW, as the bytes of a little endian file."""
    if attribute(item, "LUTData") is None:
        return b""
    element = item["LUTData"]
    try:
        if isinstance(element.value, bytes):
            big = header.original_encoding[1] is False
            return bytes(swapped_words(element) if big else element.value)
        return np.array(element.value, np.int64).astype("<u2").tobytes()
    except (TypeError, ValueError, OverflowError) as error:
        raise _damaged(header, f"holds entries that are no numbers ({error})") from error


def _damaged(header: Dataset, what: str) -> DamagedFile:
    return DamagedFile(
        f"{header.filename} could not be read",
        why=f"its table of values (Modality LUT) {what}",
        fix="export the image again from its archive, best with a linear rescale",
    )
