"""The queries that choose prompts: asked of probe tiles, once for a plane or once for a volume.

Tiles of one plane must be restored under one choice, or their seams would show; slices of one
volume too, or they would flicker. Not here: how a network asks (``core.models``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from core.bands import BandPlan
from core.base import Base
from core.models.datprl import Queries
from core.restorer import Restorer, mean_queries
from core.tiles import Tile, TilePlan
from core.window_blend import WindowBlend
from io_formats.progress import CancelToken

__all__ = ["Answers", "Probes", "Scope"]

Scope = Literal["auto", "plane", "volume"]
Answers = list[Queries | None]
"""One query per group of bands; None: the network asks while it restores."""

PROBE_PLANES = 16
PROBE_TILES = 16
"""Of all planes that are asked together."""


def ignored(count: int) -> None:
    """Hear a number, and do nothing with it."""


@dataclass(frozen=True, kw_only=True)
class Probes:
    """Asks a network about parts of a scene, through the scene's main window."""

    base: Base
    plan: TilePlan
    bands: BandPlan
    windows: WindowBlend
    restorer: Restorer
    cancel: CancelToken

    def planes_for(self, scope: Scope) -> list[int] | None:
        """Return the planes that ask for the whole scene; None: each plane asks for itself."""
        scene = self.base.scene
        planes = scene.shape[0]
        medical = scene.source.modality not in ("photo", "raster", "SAR")
        if planes == 1 or scope == "plane" or (scope == "auto" and not medical):
            return None
        count = min(planes, PROBE_PLANES)
        return [(2 * i + 1) * planes // (2 * count) for i in range(count)]

    def tiles(self, planes: int) -> list[Tile]:
        """Return the tiles of each plane that are asked about, where so many ask together.

        A single plane of a single tile asks through its own restoration: none. Through several
        windows it would ask several times, and not as what it is.
        """
        tiles = self.plan.probes(max(PROBE_TILES // planes, 1))
        return [] if planes * len(tiles) * len(self.windows.windows) == 1 else tiles

    def count(self, scope: Scope) -> int:
        """Return how many tiles of a scene are asked about in all, those of nodata included."""
        together = self.planes_for(scope)
        if together is None:
            return self.base.scene.shape[0] * len(self.tiles(1))
        return len(together) * len(self.tiles(len(together)))

    def of_planes(self, planes: list[int], told: Callable[[int], None] = ignored) -> Answers:
        """Return the mean query of some planes' probe tiles per group; None: they ask later.

        Parameters
        ----------
        told : callable
            Told before each tile how many were asked about.

        Raises
        ------
        SourceError, Cancelled
        """
        asked: list[list[Queries]] = [[] for _ in self.bands.groups]
        places = [(plane, tile) for plane in planes for tile in self.tiles(len(planes))]
        for number, (plane, tile) in enumerate(self._measured(places)):
            self.cancel.check()
            told(number)
            physical = self.base.physical(plane, *tile.slices)
            groups_GCHW = self.bands.split(self.windows.main.to_unit(physical))
            for answers, x_CHW in zip(asked, groups_GCHW, strict=True):
                query = self.restorer.query(x_CHW[None])
                if query is not None:
                    answers.append(query)
        return [mean_queries(answers) if answers else None for answers in asked]

    def _measured(self, probes: list[tuple[int, Tile]]) -> list[tuple[int, Tile]]:
        """Leave out tiles of nothing but nodata, unless there are no others."""
        masks = [self.base.valid(plane, *tile.slices) for plane, tile in probes]
        kept = [p for p, mask in zip(probes, masks, strict=True) if mask is None or mask.any()]
        return kept or probes
