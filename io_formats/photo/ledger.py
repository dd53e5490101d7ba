"""What became of everything a photo says besides its samples, found by comparing descriptions.

Compared is what the encoder was given with what the decoder found. Not here: the samples.

References
----------
CIPA DC-008 (EXIF 2.32), 4.6; TIFF 6.0, section 8.
"""

from __future__ import annotations

from collections.abc import Iterator

from io_formats.ledger import Ledger
from io_formats.photo.exif import ORIENTATION, PIXEL_X, PIXEL_Y, Entry, Exif
from io_formats.photo.picture import Tags

__all__ = ["compare"]

Field = tuple[str, int]

SUBJECTS: dict[str, tuple[Field, ...]] = {
    "orientation": (("main", ORIENTATION),),
    "software": (("main", 0x0131), ("main", 0x000B)),
    "pixel dimensions in EXIF": (("photo", PIXEL_X), ("photo", PIXEL_Y)),
    "resolution": (("main", 282), ("main", 283), ("main", 296)),
    "camera": (("main", 0x010F), ("main", 0x0110), ("photo", 0xA434), ("photo", 0xA431)),
    "exposure": (("photo", 0x829A), ("photo", 0x829D), ("photo", 0x8827), ("photo", 0x920A)),
    "dates": (("main", 0x0132), ("photo", 0x9003), ("photo", 0x9004)),
    "owner": (("main", 0x013B), ("main", 0x8298), ("photo", 0xA430)),
    "colour space": (("photo", 0xA001), ("photo", 0xA500), ("interop", 1)),
}
"""What a user asks about, and the entries of EXIF that say it; the place is all of GPS."""
APPLIED = "orientation (applied to the pixels)"
PLACE, OTHERS = "place", "other EXIF entries"


def compare(source: Tags, result: Tags, container: str) -> Ledger:
    """Return what a result says of what its source says.

    Parameters
    ----------
    source : Tags
        As the decoder found them.
    result : Tags
        As they were written.
    container : str
        The one that was written.
    """
    ledger = Ledger(dropped=list(source.dropped))
    before, after = (dict(_subjects(tags.exif)) for tags in (source, result))
    for subject in (*SUBJECTS, PLACE, OTHERS):
        ledger.enter(subject, before[subject], after[subject])
    for name in ("icc", "xmp", "iptc", "chunks"):
        ledger.enter(APART[name], getattr(source, name), getattr(result, name))
    if source.exif and source.exif.orientation != 1:
        for names in (ledger.changed, ledger.dropped):
            names[:] = [APPLIED if name == "orientation" else name for name in names]
    if container == "tiff" and not after["resolution"]:
        ledger.changed.append("resolution (72 per inch, since a TIFF has to state one)")
    if container != source.container:
        ledger.changed.append(f"container ({source.container} to {container})")
    return ledger


APART = {
    "icc": "ICC profile",
    "xmp": "XMP",
    "iptc": "IPTC",
    "chunks": "PNG texts and colour chunks",
}


def _subjects(exif: Exif | None) -> Iterator[tuple[str, dict[Field, Entry]]]:
    """Yield what an EXIF block says of every subject."""
    block = exif or Exif()
    everything = {
        (directory, tag): entry
        for directory in ("main", "photo", "gps", "interop")
        for tag, entry in getattr(block, directory).items()
    }
    named = {one for fields in SUBJECTS.values() for one in fields}
    for subject, fields in SUBJECTS.items():
        yield subject, {one: everything[one] for one in fields if one in everything}
    yield PLACE, {one: entry for one, entry in everything.items() if one[0] == "gps"}
    yield (
        OTHERS,
        {
            one: entry
            for one, entry in everything.items()
            if one not in named and one[0] != "gps" and one != ("photo", 0x9000)
        },
    )
