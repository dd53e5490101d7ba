"""A report's prompts as bars and groups, by hand; and as files."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from app.display.prompt_files import COLUMNS, write_csv, write_json
from app.display.prompt_groups import by_name, by_slices, largest
from app.display.prompts import Bar, Use, merged, read_prompts, uses_of
from core.models.pools import Gate, PoolFacts
from core.models.profile import Profile
from io_formats.errors import TargetExists

PROMPTS: dict[str, Any] = {
    "task": [0.75, 0.0, 0.25],
    "domain": [0.0, 1.0],
    "similarity": {"task": [0.8, -0.5, 0.6], "domain": [-0.1, 0.4]},
    "chosen": {"task": [1.0, 0.0, 0.5], "domain": [0.0, 1.0]},
    "gates": [0.7, 0.6],
    "closest": [
        {"task": "ct-denoise", "similarity": 0.82},
        {"task": "pet-denoise", "similarity": 0.11},
    ],
}
FACTS = PoolFacts(
    likeness={"task": ((1.0, 0.0), (0.0, 1.0))},
    gates=(Gate(stage="middle", reduction=2, block=1, share=0.7),),
    profiles={
        "ct-denoise": Profile(
            task=(0.5, 0.1, 0.4), domain=(0.25, 0.75), images=12, recognised=0.58
        ),
        "pet-denoise": Profile(task=(0.0, 0.9, 0.1), domain=(1.0, 0.0), images=4, recognised=1),
    },
    sets={"pet-denoise": ("low count",)},
)


def test_bars_of_a_report() -> None:
    reading = read_prompts(PROMPTS, FACTS)
    assert reading is not None
    assert reading.pools["task"] == (
        Bar(number=1, similarity=0.8, weight=0.75, chosen=1.0, usual=0.5),
        Bar(number=2, similarity=-0.5, weight=0.0, chosen=0.0, usual=0.1),
        Bar(number=3, similarity=0.6, weight=0.25, chosen=0.5, usual=0.4),
    )
    assert [bar.usual for bar in reading.pools["domain"]] == [0.25, 0.75]
    assert reading.closest[0] == ("ct-denoise", 0.82)
    assert (reading.reference, reading.recognised) == ("ct-denoise", 0.58)
    assert reading.gates == (0.7, 0.6)


def test_another_task_may_stand_behind_the_bars() -> None:
    reading = read_prompts(PROMPTS, FACTS, "pet-denoise")
    assert reading is not None
    assert (reading.reference, reading.recognised) == ("pet-denoise", 1.0)
    assert [bar.usual for bar in reading.pools["task"]] == [0.0, 0.9, 0.1]


def test_what_an_older_record_tells() -> None:
    """Neither similarity nor choice; and a model whose card has no profiles."""
    reading = read_prompts({"task": [0.6, 0.4, 0.0], "gates": [0.5]}, None)
    assert reading is not None
    assert list(reading.pools) == ["task"]
    assert [bar.chosen for bar in reading.pools["task"]] == [1.0, 1.0, 0.0]
    assert [(bar.similarity, bar.usual) for bar in reading.pools["task"]] == [(None, None)] * 3
    assert (reading.reference, reading.recognised, reading.closest) == ("", None, ())


def test_a_model_without_prompts_has_no_reading() -> None:
    assert read_prompts({}, FACTS) is None


def test_who_uses_a_prompt_most() -> None:
    assert uses_of(FACTS, "task", 2) == (
        Use(task="pet-denoise", weight=0.9, images=4, sets=("low count",)),
        Use(task="ct-denoise", weight=0.1, images=12, sets=()),
    )
    assert [use.task for use in uses_of(FACTS, "domain", 2)] == ["ct-denoise"]


def test_mean_of_reports() -> None:
    other = {
        "task": [0.25, 0.75, 0.0],
        "domain": [1.0, 0.0],
        "similarity": {"task": [0.0, 0.5, 0.0], "domain": [0.1, 0.0]},
        "chosen": {"task": [1.0, 1.0, 0.0], "domain": [1.0, 0.0]},
        "gates": [0.7, 0.6],
    }
    mean = merged([PROMPTS, other, {}])
    assert mean["task"] == [0.5, 0.375, 0.125]
    assert mean["chosen"] == {"task": [1.0, 0.5, 0.25], "domain": [0.5, 0.5]}
    assert mean["similarity"]["task"] == [0.4, 0.0, 0.3]
    assert mean["gates"] == [0.7, 0.6]
    assert merged([{}]) == {}


def slices(count: int) -> list[dict[str, Any]]:
    """Return reports of which the first half chose prompt 1, the others prompt 2."""
    first = {"task": [1.0, 0.0], "closest": [{"task": "ct-denoise", "similarity": 1.0}]}
    second = {"task": [0.0, 1.0], "closest": [{"task": "mri-sr4", "similarity": 1.0}]}
    return [first if 2 * i < count else second for i in range(count)]


def test_slices_are_grouped_in_order() -> None:
    groups = by_slices(slices(10), 3)
    assert [(g.name, g.images) for g in groups] == [("1-3", 3), ("4-7", 4), ("8-10", 3)]
    assert [g.chosen["task"] for g in groups] == [(1.0, 0.0), (0.5, 0.5), (0.0, 1.0)]
    assert [g.closest for g in groups] == ["ct-denoise", "ct-denoise", "mri-sr4"]
    assert [g.name for g in by_slices(slices(2))] == ["1", "2"]
    assert by_slices([]) == ()


def test_files_are_grouped_by_name() -> None:
    one, two = slices(2)
    groups = by_name([("CT", one), ("photo", two), ("CT", two), ("silent", {})])
    assert [(g.name, g.images, g.chosen["task"]) for g in groups] == [
        ("CT", 2, (0.5, 0.5)),
        ("photo", 1, (0.0, 1.0)),
    ]
    many = by_name([("few", one), *((f"{i}", two) for i in range(8) for _ in range(2))])
    assert [g.name for g in many] == ["few", *(f"{i}" for i in range(8))]
    assert [g.name for g in largest(many)] == [f"{i}" for i in range(8)]
    assert largest(many, 2) == many[1:3]


def test_files_hold_what_is_shown_and_replace_nothing(tmp_path: Path) -> None:
    reading = read_prompts(PROMPTS, FACTS)
    assert reading is not None
    table, record = tmp_path / "why.csv", tmp_path / "why.json"
    write_csv(table, reading)
    write_json(record, reading, FACTS, by_slices(slices(2)))
    rows = list(csv.reader(table.open(encoding="utf-8", newline="")))
    assert rows[0] == list(COLUMNS)
    assert rows[1] == ["task", "1", "0.8", "1", "0.75", "0.5"]
    assert rows[5] == ["domain", "2", "0.4", "1", "1", "0.75"]
    content = json.loads(record.read_text(encoding="utf-8"))
    assert content["closest"][0] == {"task": "ct-denoise", "similarity": 0.82}
    assert content["pools"]["domain"][1]["usual_weight"] == 0.75
    assert content["gates"] == [{"stage": "middle", "reduction": 2, "block": 1, "share": 0.7}]
    assert [group["chosen"]["task"] for group in content["groups"]] == [[1.0, 0.0], [0.0, 1.0]]
    assert content["likeness"]["task"] == [[1.0, 0.0], [0.0, 1.0]]
    before = table.read_bytes()
    for write in (lambda: write_csv(table, reading), lambda: write_json(record, reading, None)):
        with pytest.raises(TargetExists):
            write()
    assert table.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["why.csv", "why.json"]
