"""Pictures that were drawn on the screen, as a still PNG or as an animation for a talk or a page.

Not here: photos and what they carry (``writer``).

References
----------
GIF89a; WebP container specification, animation; PNG third edition, 11.3.8 animation.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from io_formats.atomic import replacing
from io_formats.errors import LossyTarget

if TYPE_CHECKING:
    from PIL.Image import Image as Drawn

__all__ = ["ANIMATED", "write_frames"]

ANIMATED = (".gif", ".webp", ".apng")
"""Suffixes of animations; a PNG is one still picture."""
SAMPLED_PX = 512
"""Longer side of what the colours of a GIF are taken from: more makes no difference but time."""


def write_frames(
    frames: Sequence[NDArray[np.uint8]],
    target: Path,
    *,
    frame_ms: int,
    note: str = "",
    inputs: Sequence[Path] = (),
) -> None:
    """Write pictures into a file of the kind that its suffix names; nothing is replaced.

    Parameters
    ----------
    frames : sequence of ndarray, (H, W, 3), uint8
        All of one size; a PNG takes one.
    target : Path
        Ends in .png, .gif, .webp or .apng.
    frame_ms : int
        How long each is shown, in milliseconds; an animation begins anew after the last.
    note : str
        A sentence kept in the file as its comment or description; a WebP has no place for it.
    inputs : sequence of Path
        Files that are never replaced.

    Raises
    ------
    TargetExists, NotWritable
    LossyTarget
        If the suffix is another, or a PNG is asked for with more than one picture.
    """
    from PIL import Image

    suffix = target.suffix.lower()
    if suffix not in (".png", *ANIMATED) or (suffix == ".png" and len(frames) != 1):
        raise LossyTarget(
            f"{target} was not written",
            why=f"{suffix or 'a name without suffix'} cannot hold {len(frames)} picture(s)",
            fix=f"choose a name that ends in .png for one, in {', '.join(ANIMATED)} for several",
        )
    pictures = [Image.fromarray(np.ascontiguousarray(frame)) for frame in frames]
    if suffix == ".gif":
        pictures = _in_shared_colours(pictures)
    with replacing(target, inputs=inputs) as temporary:
        first, others = pictures[0], pictures[1:]
        first.save(temporary, _kind(suffix), **_options(suffix, note, others, frame_ms))


def _in_shared_colours(pictures: Sequence[Drawn]) -> list[Drawn]:
    """Return pictures of the same 256 colours.

    With colours of its own for each, all of a picture would flicker where a part of it moves, and
    nothing could be left out of the file.
    """
    from PIL import Image

    ends = (pictures[0], pictures[len(pictures) // 2])  # before and after, or the whole of a sweep
    share = min(1.0, SAMPLED_PX / max(ends[0].size))
    width, height = (max(1, round(side * share)) for side in ends[0].size)
    both = Image.new("RGB", (width, 2 * height))
    for place, end in enumerate(ends):
        sampled = end.resize((width, height), Image.Resampling.NEAREST)
        both.paste(sampled, (0, place * height))
    colours = both.quantize(256, method=Image.Quantize.MAXCOVERAGE, kmeans=2)
    none = Image.Dither.NONE
    return [picture.quantize(palette=colours, dither=none) for picture in pictures]


def _kind(suffix: str) -> str:
    return {".gif": "GIF", ".webp": "WEBP"}.get(suffix, "PNG")


def _options(suffix: str, note: str, others: Sequence[Any], frame_ms: int) -> dict[str, Any]:
    from PIL.PngImagePlugin import PngInfo

    moving = {"save_all": True, "append_images": others, "duration": frame_ms, "loop": 0}
    if suffix == ".gif":
        return {**moving, "comment": note.encode("ascii", "replace"), "optimize": False}
    if suffix == ".webp":
        return {**moving, "lossless": True}
    info = PngInfo()
    if note:
        info.add_text("Description", note)
    return {"pnginfo": info, **(moving if suffix == ".apng" else {})}
