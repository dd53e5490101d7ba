"""How long things are on the ground, and how finely coordinates are worth writing.

References
----------
NIMA TR8350.2, "Department of Defense World Geodetic System 1984": semi-major axis 6378137 m.
"""

from __future__ import annotations

import math

from io_formats import Scene

__all__ = ["coordinate_digits", "length_of"]

METRES_PER_DEGREE = math.radians(6_378_137.0)
"""Along the equator; a degree of longitude is the cosine of the latitude of that."""
METRES = {"metre": 1.0, "meter": 1.0, "foot": 0.3048, "US survey foot": 1200 / 3937}
"""Of the units that projected reference systems count in."""
PATIENTS = ("patient-lps", "patient-ras")
LEAST_DIGITS = 1
LEAST_DIGITS_OF_DEGREES = 5


def length_of(scene: Scene) -> tuple[float, str]:
    """Return how long a unit of the grid is across the picture, in mm or m; empty: not known.

    A degree is taken in the middle of the scene, eastwards, where it is shown across.
    """
    if scene.grid.frame in PATIENTS:
        return 1.0, "mm"
    unit = str(scene.source.facts.get("pixel_unit", ""))
    if unit in METRES:
        return METRES[unit], "m"
    if unit != "degree":
        return 1.0, ""
    _, _, rows, columns = scene.shape
    latitude = (scene.grid.affine @ (columns / 2, rows / 2, 0.0, 1.0))[1]
    shrunk = math.cos(math.radians(latitude))
    return (METRES_PER_DEGREE * shrunk, "m") if abs(latitude) < 90 else (1.0, "")


def coordinate_digits(scene: Scene) -> int:
    """Return how many digits after the point tell a tenth of a pixel from the next."""
    least = LEAST_DIGITS_OF_DEGREES if scene.source.facts.get("geographic") else LEAST_DIGITS
    finer = min((side for side in scene.grid.spacing[:2] if side > 0), default=1.0)
    return max(least, math.ceil(-math.log10(finer)) + 1)
