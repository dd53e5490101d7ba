"""Runs before the program in the frozen application: nothing of the user's other software counts.

A window without a console has no streams to write to; whoever prints would fail there. An
inherited ``PROJ_LIB`` or ``GDAL_DATA`` of another installation does not fit the bundled GDAL.
"""

import os
import sys

for stream in ("stdout", "stderr"):
    if getattr(sys, stream) is None:
        setattr(sys, stream, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
for name in ("PROJ_LIB", "PROJ_DATA", "GDAL_DATA", "GDAL_DRIVER_PATH"):
    os.environ.pop(name, None)
