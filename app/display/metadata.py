"""What a file says about itself, as rows of name and value; what may name a person is marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.display.domains import kind_of, size_of
from app.display.planes import quantity_of
from io_formats import Scene

__all__ = ["Row", "rows_of"]

PERSONAL = {"weight_kg", "date", "scan_time", "injection_time", "folder", "series_description"}
"""Facts that speak of a person, or may: hidden until asked for."""


@dataclass(frozen=True)
class Row:
    """One fact."""

    name: str
    """What it is about."""
    value: str
    """What the file says."""
    personal: bool = False
    """True where it may tell of a person."""


def rows_of(scene: Scene) -> tuple[Row, ...]:
    """Return the facts of a scene: general ones first, then those of its format."""
    source = scene.source
    column, row, plane = scene.grid.spacing
    general = [
        Row("kind", kind_of(scene)),
        Row("size", size_of(scene)),
        Row("stored as", str(scene.pixels.dtype)),
        Row("unit", quantity_of(scene).unit or scene.values.unit),
        Row("file", source.path.name),
        Row("folder", str(source.path.parent), personal=True),
    ]
    if scene.grid.frame != "pixel":
        step = f" × {plane:g}" if scene.shape[0] > 1 else ""
        general.append(Row("pixel size", f"{column:g} × {row:g}{step}"))
    notes = [Row("note", sentence) for sentence in source.warnings]
    return (*general, *_flat(source.facts), *notes)


def _flat(facts: Mapping[str, Any]) -> Iterator[Row]:
    for name, value in facts.items():
        if isinstance(value, Mapping):
            yield from _flat(value)
        elif value not in (None, "", [], ()):
            yield Row(name.replace("_", " "), _text(value), personal=name in PERSONAL)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(_text(item) for item in value)
    if isinstance(value, float):
        return f"{value:g}"
    # PS3.5 6.4: several values of one attribute.
    return ", ".join(str(value).split("\\"))
