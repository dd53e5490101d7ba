"""A finished result at another strength, as one job: its pixels, its record, its history.

Not here: how pixels are blended (``core.strength``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.engine import RestoreResult
from core.region import set_back
from core.restoration import Restored
from core.sink import Sink, notes_of
from core.strength import Correction
from io_formats import Scene
from io_formats.progress import CancelToken
from io_formats.scene import Pixels

__all__ = ["at_strength"]


def at_strength(
    restored: Restored,
    correction: Correction,
    strength: float,
    *,
    cancel: CancelToken | None = None,
) -> Restored:
    """Return a restoration as if it had been asked for at another strength; no network is needed.

    Parameters
    ----------
    restored : Restored
        At full strength.
    correction : Correction
        Of it.
    strength : float
        Share of the correction, 0 to 1.

    Raises
    ------
    SourceError, Cancelled
    """
    sink = correction.poured(strength, cancel)
    report = _recounted(restored.report, sink)
    return replace(
        restored,
        result=RestoreResult(
            scene=_scene_of(restored.result.scene, correction, sink, strength), report=report
        ),
        options=replace(restored.options, strength=strength),
        report=report,
    )


def _scene_of(full: Scene, correction: Correction, sink: Sink, strength: float) -> Scene:
    *earlier, step = full.history
    told = replace(step, parameters={**step.parameters, "strength": strength})
    pixels: Pixels = sink.pixels
    values = sink.values
    if correction.region is not None and correction.scale == 1:
        pixels, values = set_back(correction.original, pixels, values, correction.region)
    return replace(full, pixels=pixels, values=values, history=(*earlier, told))


def _recounted(report: Any, sink: Sink) -> dict[str, Any]:
    """Return the report with what was counted anew; figures beside a truth no longer hold."""
    old = notes_of(report["nudged"], report["refitted"])
    warnings = [sentence for sentence in report["warnings"] if sentence not in old]
    kept = {name: told for name, told in report.items() if name != "metrics"}
    return kept | {
        "clipped": sink.clipped,
        "nudged": sink.nudged,
        "refitted": sink.refitted,
        "warnings": [*warnings, *sink.notes()],
    }
