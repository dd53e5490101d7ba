"""Pictures that were drawn on the screen, as a still PNG or as an animation for a talk or a page.

Not here: photos and what they carry (``writer``).

References
----------
GIF89a; WebP container specification, animation; PNG third edition, 11.3.8 animation.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from io_formats.atomic import replacing
from io_formats.errors import LossyTarget

__all__ = ["ANIMATED", "write_frames"]

ANIMATED = (".gif", ".webp", ".apng")
"""Suffixes of animations; a PNG is one still picture."""


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
    with replacing(target, inputs=inputs) as temporary:
        first, others = pictures[0], pictures[1:]
        first.save(temporary, _kind(suffix), **_options(suffix, note, others, frame_ms))


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
