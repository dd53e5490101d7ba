"""Files in, files out: scenes, their geometry and values, and one adapter per format.

Imports nothing of the rest of the project, and no heavy library until a file is opened.
"""

from io_formats.adapter import Derivation, FormatAdapter, Part, WriteOptions, WriteReport
from io_formats.errors import RestorationError
from io_formats.grid import Grid
from io_formats.registry import (
    FORMATS,
    adapter_of,
    known_suffixes,
    open_scene,
    save_scene,
    series_of,
    sniff,
)
from io_formats.scene import Band, Scene, Source, Step
from io_formats.values import ValueMap

__all__ = [
    "FORMATS",
    "Band",
    "Derivation",
    "FormatAdapter",
    "Grid",
    "Part",
    "RestorationError",
    "Scene",
    "Source",
    "Step",
    "ValueMap",
    "WriteOptions",
    "WriteReport",
    "adapter_of",
    "known_suffixes",
    "open_scene",
    "save_scene",
    "series_of",
    "sniff",
]
