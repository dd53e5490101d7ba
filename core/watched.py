"""Pixels that tell how far they were read: so a writer can be followed, and stopped, from outside.

Writers ask a scene for one window after another. Nothing here knows what they write.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from io_formats import Scene
from io_formats.progress import CancelToken, Progress
from io_formats.scene import Pixels, Window

__all__ = ["watched"]


@dataclass(kw_only=True, eq=False)
class _Watched:
    """Pixels that report the share of them that was asked for, 0 to 1, and look whether to stop."""

    pixels: Pixels
    progress: Progress
    cancel: CancelToken
    asked: int = 0
    """Values that were asked for."""

    @property
    def shape(self) -> tuple[int, ...]:
        """(P, B, H, W)."""
        return self.pixels.shape

    @property
    def dtype(self) -> np.dtype[Any]:
        """Stored dtype."""
        return self.pixels.dtype

    def __getitem__(self, window: Window, /) -> NDArray[Any]:
        """Return the block of a window, (p, b, h, w).

        Raises
        ------
        Cancelled
        """
        self.cancel.check()
        self.progress(min(self.asked / max(int(np.prod(self.shape)), 1), 1.0), "")
        block = self.pixels[window]
        self.asked += block.size
        return block


def watched(scene: Scene, progress: Progress, cancel: CancelToken) -> Scene:
    """Return the same scene, whose pixels report how far they were read.

    Parameters
    ----------
    progress : Progress
        Told the share that was asked for before each block, without words.
    cancel : CancelToken
        Looked at before each block: reading then raises ``Cancelled``.
    """
    return replace(scene, pixels=_Watched(pixels=scene.pixels, progress=progress, cancel=cancel))
