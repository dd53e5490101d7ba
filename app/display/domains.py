"""Which of the three domains a scene belongs to, and what it is called in a list."""

from __future__ import annotations

from core.choice import domain_of_format
from core.tasks import Domain
from io_formats import Scene

__all__ = ["domain_of", "kind_of", "size_of"]

KINDS = {"CT": "CT", "PT": "PET", "MR": "MRI", "photo": "Photo", "SAR": "SAR", "raster": "Scene"}


def domain_of(scene: Scene) -> Domain:
    """Return the domain of a scene by the format it came in."""
    return domain_of_format(scene.source.format)


def kind_of(scene: Scene) -> str:
    """Return the kind of a scene as its field calls it: CT, PET, MRI, Scene, Photo."""
    return KINDS.get(scene.source.modality, scene.source.modality)


def size_of(scene: Scene) -> str:
    """Return the size of a scene in a few signs: columns x rows, and planes or bands."""
    planes, bands, rows, columns = scene.shape
    text = f"{columns} × {rows}"
    if planes > 1:
        return f"{text} × {planes}"
    return f"{text}, {bands} bands" if scene.source.format == "geotiff" and bands > 1 else text
