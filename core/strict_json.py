"""JSON that every reader takes: the record of a result, figures, facts.

Python writes NaN and infinity as bare words, which are no JSON and which most readers refuse.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

__all__ = ["to_json"]


def to_json(content: Mapping[str, Any]) -> str:
    """Return indented JSON; NaN and infinities become text, unknown objects their ``str``."""
    return json.dumps(_finite(content), indent=1, ensure_ascii=False, allow_nan=False, default=str)


def _finite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value
