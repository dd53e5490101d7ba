"""Names of the facts that readers tell of a file, and of their few words, for the window.

The keys are those of ``Source.facts``, with spaces (``app.display.metadata``); what else a file
says of itself is its own, and stays as it is.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.gui.words import QT_TRANSLATE_NOOP

__all__ = ["FACTS", "named", "valued"]

FACTS = (
    QT_TRANSLATE_NOOP("Facts", "band units"),
    QT_TRANSLATE_NOOP("Facts", "bands"),
    QT_TRANSLATE_NOOP("Facts", "bits"),
    QT_TRANSLATE_NOOP("Facts", "bits stored"),
    QT_TRANSLATE_NOOP("Facts", "block"),
    QT_TRANSLATE_NOOP("Facts", "body part"),
    QT_TRANSLATE_NOOP("Facts", "bounds"),
    QT_TRANSLATE_NOOP("Facts", "burned in annotation"),
    QT_TRANSLATE_NOOP("Facts", "camera"),
    QT_TRANSLATE_NOOP("Facts", "colour interpretation"),
    QT_TRANSLATE_NOOP("Facts", "columns"),
    QT_TRANSLATE_NOOP("Facts", "compression"),
    QT_TRANSLATE_NOOP("Facts", "container"),
    QT_TRANSLATE_NOOP("Facts", "corrected for"),
    QT_TRANSLATE_NOOP("Facts", "corrected image"),
    QT_TRANSLATE_NOOP("Facts", "crs"),
    QT_TRANSLATE_NOOP("Facts", "date"),
    QT_TRANSLATE_NOOP("Facts", "decay correction"),
    QT_TRANSLATE_NOOP("Facts", "decay s"),
    QT_TRANSLATE_NOOP("Facts", "display windows"),
    QT_TRANSLATE_NOOP("Facts", "dose bq"),
    QT_TRANSLATE_NOOP("Facts", "doubled slices"),
    QT_TRANSLATE_NOOP("Facts", "driver"),
    QT_TRANSLATE_NOOP("Facts", "dtype"),
    QT_TRANSLATE_NOOP("Facts", "echo time ms"),
    QT_TRANSLATE_NOOP("Facts", "epsg"),
    QT_TRANSLATE_NOOP("Facts", "exposure s"),
    QT_TRANSLATE_NOOP("Facts", "f number"),
    QT_TRANSLATE_NOOP("Facts", "focal length mm"),
    QT_TRANSLATE_NOOP("Facts", "frame of reference"),
    QT_TRANSLATE_NOOP("Facts", "gcps"),
    QT_TRANSLATE_NOOP("Facts", "geographic"),
    QT_TRANSLATE_NOOP("Facts", "geometry"),
    QT_TRANSLATE_NOOP("Facts", "half life s"),
    QT_TRANSLATE_NOOP("Facts", "height"),
    QT_TRANSLATE_NOOP("Facts", "icc"),
    QT_TRANSLATE_NOOP("Facts", "image type"),
    QT_TRANSLATE_NOOP("Facts", "injection time"),
    QT_TRANSLATE_NOOP("Facts", "intent code"),
    QT_TRANSLATE_NOOP("Facts", "interleave"),
    QT_TRANSLATE_NOOP("Facts", "iso"),
    QT_TRANSLATE_NOOP("Facts", "kernel"),
    QT_TRANSLATE_NOOP("Facts", "kvp"),
    QT_TRANSLATE_NOOP("Facts", "label map"),
    QT_TRANSLATE_NOOP("Facts", "lens"),
    QT_TRANSLATE_NOOP("Facts", "magnetic field t"),
    QT_TRANSLATE_NOOP("Facts", "manufacturer"),
    QT_TRANSLATE_NOOP("Facts", "missing slices"),
    QT_TRANSLATE_NOOP("Facts", "modality"),
    QT_TRANSLATE_NOOP("Facts", "mode"),
    QT_TRANSLATE_NOOP("Facts", "model"),
    QT_TRANSLATE_NOOP("Facts", "nodata"),
    QT_TRANSLATE_NOOP("Facts", "offsets"),
    QT_TRANSLATE_NOOP("Facts", "orientation"),
    QT_TRANSLATE_NOOP("Facts", "overviews"),
    QT_TRANSLATE_NOOP("Facts", "pages"),
    QT_TRANSLATE_NOOP("Facts", "photometric"),
    QT_TRANSLATE_NOOP("Facts", "pixel size"),
    QT_TRANSLATE_NOOP("Facts", "pixel unit"),
    QT_TRANSLATE_NOOP("Facts", "qform code"),
    QT_TRANSLATE_NOOP("Facts", "repetition time"),
    QT_TRANSLATE_NOOP("Facts", "repetition time ms"),
    QT_TRANSLATE_NOOP("Facts", "rows"),
    QT_TRANSLATE_NOOP("Facts", "rpcs"),
    QT_TRANSLATE_NOOP("Facts", "scales"),
    QT_TRANSLATE_NOOP("Facts", "scan time"),
    QT_TRANSLATE_NOOP("Facts", "scan time from"),
    QT_TRANSLATE_NOOP("Facts", "series description"),
    QT_TRANSLATE_NOOP("Facts", "sform code"),
    QT_TRANSLATE_NOOP("Facts", "shape"),
    QT_TRANSLATE_NOOP("Facts", "signed"),
    QT_TRANSLATE_NOOP("Facts", "slice gap mm"),
    QT_TRANSLATE_NOOP("Facts", "slice step mm"),
    QT_TRANSLATE_NOOP("Facts", "slice steps mm"),
    QT_TRANSLATE_NOOP("Facts", "slice thickness mm"),
    QT_TRANSLATE_NOOP("Facts", "slices"),
    QT_TRANSLATE_NOOP("Facts", "spacing mm"),
    QT_TRANSLATE_NOOP("Facts", "stack shear degrees"),
    QT_TRANSLATE_NOOP("Facts", "stored size"),
    QT_TRANSLATE_NOOP("Facts", "suv factor"),
    QT_TRANSLATE_NOOP("Facts", "suv missing"),
    QT_TRANSLATE_NOOP("Facts", "tiled"),
    QT_TRANSLATE_NOOP("Facts", "transfer syntax"),
    QT_TRANSLATE_NOOP("Facts", "units"),
    QT_TRANSLATE_NOOP("Facts", "version"),
    QT_TRANSLATE_NOOP("Facts", "weight kg"),
    QT_TRANSLATE_NOOP("Facts", "width"),
    QT_TRANSLATE_NOOP("Facts", "zooms"),
    QT_TRANSLATE_NOOP("Facts", "yes"),
    QT_TRANSLATE_NOOP("Facts", "no"),
    QT_TRANSLATE_NOOP("Facts", "none"),
    QT_TRANSLATE_NOOP("Facts", "unknown"),
    QT_TRANSLATE_NOOP("Facts", "undefined"),
    QT_TRANSLATE_NOOP("Facts", "voxel sizes"),
    QT_TRANSLATE_NOOP("Facts", "metre"),
    QT_TRANSLATE_NOOP("Facts", "degree"),
    QT_TRANSLATE_NOOP("Facts", "pixel"),
    QT_TRANSLATE_NOOP("Facts", "arbitrary"),
    QT_TRANSLATE_NOOP("Facts", "counts"),
    QT_TRANSLATE_NOOP("Facts", "reflectance"),
)
"""Names of facts, and words that stand as their values."""


def named(fact: str) -> str:
    """Return the name of a fact in the language of the window; an unknown one as it is."""
    return QCoreApplication.translate("Facts", fact)


def valued(value: str) -> str:
    """Return a value in the language of the window: a word as ``yes``, else what the file says."""
    return QCoreApplication.translate("Facts", value)
