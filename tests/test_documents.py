"""The documents hold what the checks and the readers rely on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.tasks import TASKS
from io_formats.registry import known_suffixes

ROOT = Path(__file__).parents[1]
HANDBOOK = ROOT / "resources" / "handbook"
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted(HANDBOOK.rglob("*.md")),
    ROOT / "resources" / "samples" / "LICENCES.md",
]
DECISIONS = sorted((HANDBOOK / "decisions").glob("*.md"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_readme_opens_with_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    demo, tests = re.findall(r"^```sh\n(.*?)```$", text, flags=re.MULTILINE | re.DOTALL)
    assert demo.count("\n") == tests.count("\n") == 1
    assert demo.rstrip().endswith("datprl-ir demo -o out/")
    assert tests.rstrip().endswith("-m pytest")


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
    missing = [target for target in targets if not (document.parent / target).exists()]
    assert not missing


@pytest.mark.parametrize("decision", DECISIONS, ids=name_of)
def test_decision_is_complete_and_one_page(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    assert text.startswith(f"# {decision.name[:4]} ")
    parts = re.findall(r"^\*\*(\w+)\.\*\*", text, flags=re.MULTILINE)
    assert parts == ["Context", "Decision", "Rejected", "Consequences"]
    assert len(text.splitlines()) <= 50


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(decision.name[:4]) for decision in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))
    assert len(numbers) >= 8


def test_guide_knows_every_task() -> None:
    guide = (HANDBOOK / "guide.md").read_text(encoding="utf-8")
    assert not [task for task in TASKS if f"`{task}`" not in guide]


def test_readme_names_every_written_format() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").lower()
    families = {"dcm": "dicom", "jpg": "jpeg", "tif": "tiff", "hdr": ".hdr", "img": ".img"}
    missing = [
        suffix for suffix in known_suffixes() if families.get(suffix[1:], suffix[1:]) not in readme
    ]
    assert not missing


def test_glossary_is_in_order() -> None:
    glossary = (HANDBOOK / "glossary.md").read_text(encoding="utf-8")
    words = re.findall(r"^\| (\w+) \|", glossary, flags=re.MULTILINE)[1:]
    assert words == sorted(words, key=str.lower)
    assert len(words) == len(set(words)) > 30
