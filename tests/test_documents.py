"""The documents hold what the checks and the readers rely on."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer

from app.cli import application
from app.messages import EXIT_CODES
from core.batch.naming import FIELDS
from core.models.registry import find_card
from core.pairs import PairDescription
from core.tasks import TASKS
from core.training.config import TrainConfig
from core.training.config_file import read_config
from core.training.datasets import DATASETS
from core.training.datasets.folder import FolderDescription
from core.training.datasets.listing import Listing
from core.training.presets import PRESETS
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


def test_readme_shows_the_figures_of_the_card() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = text.partition("| Images never seen")[2].partition("\n\n")[0].splitlines()[2:]
    found = [[float(number) for number in re.findall(r"[+-]?\d+\.\d+", row)] for row in rows]
    figures = find_card("compact")[1].figures
    assert len(found) == len(figures) == 11
    for numbers, row, f in zip(found, rows, figures, strict=True):
        assert f"| {f.images} |" in row
        gain = f.output_psnr - f.input_psnr
        shown = [f.input_psnr, f.input_ssim, f.classical_psnr, f.classical_ssim]
        shown += [f.output_psnr, f.output_ssim, gain, f.gain_se]
        assert numbers == pytest.approx(shown, abs=5.1e-4)


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


def command_of(words: list[str]) -> tuple[Any, list[str]]:
    """Follow the words of a command line down the tree of commands."""
    command: Any = typer.main.get_command(application)
    while words and hasattr(command, "commands"):
        assert words[0] in command.commands or words[0].startswith("-"), words
        if words[0].startswith("-"):
            break
        command, words = command.commands[words[0]], words[1:]
    return command, words


def command_lines() -> list[str]:
    text = "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    return sorted(set(re.findall(r"^(datprl-ir .*?)(?:  .*)?$", text, flags=re.MULTILINE)))


@pytest.mark.parametrize("line", command_lines())
def test_command_lines_are_true(line: str) -> None:
    """The commands exist and have the options that the documents show."""
    command, words = command_of(shlex.split(line.split("#")[0])[1:])
    assert not hasattr(command, "commands") or words, "a command, not a group"
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    assert {word for word in words if re.fullmatch(r"--?[a-z][a-z-]*", word)} <= known
    needed = [p.opts for p in command.params if p.required and p.opts[0].startswith("-")]
    assert "--help" in words or all(set(options) & set(words) for options in needed)


def test_some_command_lines_are_tested() -> None:
    commands = {line.split()[1] for line in command_lines()}
    assert {"restore", "demo", "info", "evaluate", "models", "self-test"} <= commands


def test_guide_explains_every_option_of_restore() -> None:
    guide = (HANDBOOK / "guide.md").read_text(encoding="utf-8")
    table = guide.partition("| Option |")[2].partition("\n\n")[0]
    command, _ = command_of(["restore"])
    options = {p.opts[0] for p in command.params if p.opts[0].startswith("-")} - {"--help"}
    assert set(re.findall(r"`(--[a-z-]+)`", table)) == options


def test_page_on_batches_explains_every_option() -> None:
    page = (HANDBOOK / "batch.md").read_text(encoding="utf-8")
    table = page.partition("| Option |")[2].partition("\n\n")[0]
    command, _ = command_of(["batch"])
    options = {option for p in command.params for option in (*p.opts, *p.secondary_opts)}
    wanted = {option for option in options if option.startswith("--")} - {"--help", "--recursive"}
    assert set(re.findall(r"`(--[a-z-]+)`", table)) == wanted
    fields = page.partition("`--name` is a template")[2].partition("\n\n")[0]
    assert set(re.findall(r"`\{(\w+)\}`", fields)) == set(FIELDS)


def test_guide_knows_every_exit_code() -> None:
    guide = (HANDBOOK / "guide.md").read_text(encoding="utf-8")
    table = guide.partition("| Code |")[2].partition("\n\n")[0]
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", table, flags=re.MULTILINE)} == {
        0, 2, *EXIT_CODES.values()
    }  # fmt: skip


def test_description_of_pairs_in_the_guide_is_valid() -> None:
    guide = (HANDBOOK / "guide.md").read_text(encoding="utf-8")
    block = re.findall(r'^(\{"task".*?)^```', guide, flags=re.MULTILINE | re.DOTALL)[0]
    told = json.loads("".join(line.split("   ")[0] for line in block.splitlines()))
    assert PairDescription.model_validate(told).task in TASKS
    for other in re.findall(r"or (\{.*?\}\}?)", block):
        key = "lq" if "synthesise" in other else "window"
        PairDescription.model_validate({**told, key: json.loads(other)})


def test_listing_of_data_sets_in_the_handbook_is_valid() -> None:
    page = (HANDBOOK / "datasets.md").read_text(encoding="utf-8")
    block = re.findall(r"^```toml\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)[0]
    assert len(Listing.model_validate(tomllib.loads(block)).dataset) == 2
    kinds = page.partition("| Kind | Task |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `([\w-]+)` \|", kinds, flags=re.MULTILINE)) == set(DATASETS)
    keys = page.partition("| Key | Meaning | Without it |\n")[2].partition("\n\n")[0]
    named = [row.split("|")[1] for row in keys.splitlines()]
    assert set(re.findall(r"`(\w+)`", " ".join(named))) == set(FolderDescription.model_fields)


def test_configuration_in_the_handbook_is_valid(tmp_path: Path) -> None:
    page = (HANDBOOK / "training.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```toml\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)
    (tmp_path / "run.toml").write_text(block)
    told = read_config(tmp_path / "run.toml")
    assert told.data.sources == (tmp_path / "DATA.toml",)
    presets = page.partition("| Preset |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`([\w-]+)`", presets))
    assert named - {"-task", "-domain", "-both", "table3-20-5-5"} <= set(PRESETS) >= {"control"}
    tables = page.partition("| Table |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `\[(\w+)\]`", tables, flags=re.MULTILINE)) == {
        name for name, field in TrainConfig.model_fields.items() if name not in ("preset", "start")
    }


def test_changes_are_one_line_each() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]\n\n### Added\n\n- " in changes
    entries = re.split(r"^- ", changes, flags=re.MULTILINE)[1:]
    assert all(entry.strip().endswith(".") for entry in entries)
    commands = typer.main.get_command(application).commands  # type: ignore[attr-defined]
    assert not [name for name in commands if f"`{name}" not in changes and name != "version"]


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
