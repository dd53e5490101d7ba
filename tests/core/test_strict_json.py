"""JSON without bare words."""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType

from core.strict_json import to_json


def test_numbers_that_json_lacks_become_text() -> None:
    content = {"a": [float("nan"), (float("inf"), -float("inf"))], "b": {"c": float("nan"), 4: 1.5}}
    parsed = json.loads(to_json(content), parse_constant=lambda word: 1 / 0)
    assert parsed == {"a": ["nan", ["inf", "-inf"]], "b": {"c": "nan", "4": 1.5}}


def test_everything_else_stays() -> None:
    content = {"ü": True, "n": None, "i": 2, "path": Path("a"), "facts": MappingProxyType({"x": 1})}
    text = to_json(content)
    assert "ü" in text
    assert json.loads(text) == {"ü": True, "n": None, "i": 2, "path": "a", "facts": {"x": 1}}
