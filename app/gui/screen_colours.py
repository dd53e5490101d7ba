"""From the colours of a photo's profile to those of the screen, which is taken for an sRGB one.

Values stay as the file has them, here and in what is restored, measured and saved: only what is
painted is converted. Not here: levels and colour tables (``app.display.colours``).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColorSpace, QColorTransform, QImage

from io_formats import Scene
from io_formats.photo import profile_of

__all__ = ["converted", "to_screen"]


def to_screen(scene: Scene) -> QColorTransform | None:
    """Return the way from a photo's colours to the screen's; None where they are the same.

    A profile of grey, and one that Qt cannot use (ICC.1: tables from device to PCS alone), is
    painted as it is.
    """
    profile = profile_of(scene)
    space = QColorSpace.fromIccProfile(profile) if profile else QColorSpace()
    screen = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
    if not space.isValid() or space.colorModel() != QColorSpace.ColorModel.Rgb:
        return None
    return None if space == screen else space.transformationToColorSpace(screen)


def converted(rgb: NDArray[np.uint8], way: QColorTransform | None) -> NDArray[np.uint8]:
    """Return a picture, (H, W, 3), in the colours of the screen."""
    if way is None:
        return rgb
    height, width = rgb.shape[:2]
    bits = np.ascontiguousarray(rgb)
    image = QImage(bits.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    image = image.convertToFormat(QImage.Format.Format_RGBX8888)
    image.applyColorTransform(way)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return rows[:, : 4 * width].reshape(height, width, 4)[..., :3].copy()
