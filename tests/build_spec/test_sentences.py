"""Sentences are found in the sources as they stand there, with every branch of a choice."""

from __future__ import annotations

import ast
import re

import pytest

from app.wording import Template
from build_spec.sentences import NAMES, ROOT, UNSEEN, collected, sentences_in
from core.errors import ComputeError
from io_formats.errors import RestorationError
from tests.architecture.walk import Module, modules

THREE_WORDS = re.compile(r"[A-Za-z]{2,} [a-z]+ [a-z]+")
PIECES = {piece for text in (*collected(), *NAMES) for piece in Template(text).pieces}
SEEN = [
    module
    for module in modules("core", "io_formats")
    if not any(part in module.path.as_posix() for part in UNSEEN)
]


@pytest.mark.parametrize(
    ("source", "templates"),
    [
        ('raise X("it is a file")', ["it is a file"]),
        ('raise X(f"{path} holds {len(a)} bands", why="no")', ["{0} holds {1} bands"]),
        ('why = "it is empty" if a else f"it lacks {b}"', ["it is empty", "it lacks {0}"]),
        (
            'x = f"no {a if b else c} is{\' not\' if d else \'\'} there"',
            ["no {0} is not there", "no {0} is there"],
        ),
        ('x = "choose another name" + ", or --force" * here',
         ["choose another name, or --force", "choose another name"]),
        ('x = f"found {one}{two}, not {three}"', ["found {0}, not {1}"]),
        ('more = f", and {n} more images"', ["{0}, and {1} more images"]),
        ('x = f"told by {f(\'some inner text\')}"', ["told by {0}", "some inner text"]),
        ("x = f'it is {name or \"of no kind\"}'", ["it is {0}", "it is of no kind"]),
        ('"""A docstring of words."""\ndef f():\n    """Another one of words."""', []),
        ('raise ValueError("a is not of the shape of b")', []),
        ('from pydantic import BaseModel\nraise ValueError("the list is empty")',
         ["the list is empty"]),
        ('x = "SELECT a FROM b"; y = "word"; z = "<b>bold text</b>"', []),
    ],
)  # fmt: skip
def test_texts_become_templates(source: str, templates: list[str]) -> None:
    assert [text for text, _ in sentences_in(source)] == templates


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('x = f"{path} holds {count} bands"', (0,)),
        ('x = f"the folder {self.folder} holds {other.name}{more}, too"', (0, 1)),
        ('x = f"there is no {kind} of {found[0].name}"', (1,)),
        ('x = f"{name} is not there"', (0,)),
        ('x = f"it holds {name}, not one"', ()),
        ('x = f"{target.relative_to(folder).as_posix()} is there"', (0,)),
        ('x = f"they are {_joined(names)}"', ()),
    ],
)
def test_fields_with_names_of_files_are_known(source: str, names: tuple[int, ...]) -> None:
    assert [found for _, found in sentences_in(source)] == [names]


def family(kind: type[RestorationError] = RestorationError) -> set[str]:
    return {kind.__name__}.union(*map(family, kind.__subclasses__()))


def literals(module: Module) -> list[str]:
    """Return the texts of what a module's errors say, as pieces without fields."""
    assert ComputeError.__name__ in family()
    calls = [
        node
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in family()
    ]
    given = [part for call in calls for part in (*call.args, *(k.value for k in call.keywords))]
    return [
        node.value
        for part in given
        for node in ast.walk(part)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


@pytest.mark.parametrize("module", SEEN, ids=lambda module: module.name)
def test_each_error_of_a_module_is_among_the_templates(module: Module) -> None:
    said = {text for text in literals(module) if THREE_WORDS.search(text)}
    lost = {text for text in said if not any(text in piece for piece in PIECES)}
    assert lost == set()


def test_window_makes_no_error_of_its_own() -> None:
    """Texts of ``app/gui`` are no templates: an error that is made there stays English."""
    made = {module.name: said for module in modules("app/gui") if (said := literals(module))}
    assert made == {}


def test_modules_that_are_left_out_exist() -> None:
    paths = [module.path.as_posix() for module in modules("app", "core", "io_formats")]
    assert [part for part in UNSEEN if not any(part in path for path in paths)] == []
    assert NAMES.isdisjoint(collected())


@pytest.mark.parametrize(
    "module", ["io_formats/atomic.py", "core/choice.py", "core/engine.py", "core/estimate.py"]
)
def test_what_the_window_says_names_options_of_the_command_line_as_such(module: str) -> None:
    said = sentences_in((ROOT / module).read_text(encoding="utf-8"))
    options = [text for text, _ in said if "--" in text]
    assert options
    for text in options:
        assert "(--" in text or "on the command line" in text, text
