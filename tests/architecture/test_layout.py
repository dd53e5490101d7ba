"""Files are short, say what they are for, export what they mean to, and are tested."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.walk import PACKAGES, ROOT, Module, modules, within

OURS = modules(*PACKAGES)
EVERYTHING = [*OURS, *modules("tests", "build_spec")]
TESTS = [module for module in modules("tests") if module.path.name.startswith("test_")]

MAX_LINES = 400
MAX_BODY_LINES = 40
AVOIDED = {"manager", "helper", "helpers", "utils", "util", "processor", "handler", "misc"}


def exported(module: Module) -> list[str] | None:
    """Return ``__all__`` of a module, or None where it has none."""
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return list(ast.literal_eval(node.value))
    return None


def public(module: Module) -> set[str]:
    """Return what a package offers: what it defines itself, else what it collects."""
    own = {
        node.name
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    }
    return own or collected(module)


def collected(module: Module) -> set[str]:
    """Return the names without underscore that a module takes from its own package."""
    return {
        alias.asname or alias.name
        for node in module.tree.body
        if isinstance(node, ast.ImportFrom)
        and (node.level or within(node.module or "", module.name.partition(".")[0]))
        for alias in node.names
        if not alias.name.startswith("_")
    }


def defined(module: Module) -> set[str]:
    """Return every name bound at the top of a module."""
    names = collected(module)
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return names


def bodies(module: Module) -> Iterator[tuple[str, int]]:
    """Yield every function with the lines of its body: docstring, comments and blanks left out.

    Parameters are left out too: those of a command are the table of its options.
    """
    lines = module.path.read_text(encoding="utf-8").splitlines()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1:2] if ast.get_docstring(node) else node.body
            body = lines[first[0].lineno - 1 : node.end_lineno] if first else []
            told = [line for line in body if line.strip() and not line.lstrip().startswith("#")]
            yield node.name, len(told)


def order(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions, each in the order of the alphabet."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


each_module = pytest.mark.parametrize("module", OURS, ids=lambda module: module.name)
each_file = pytest.mark.parametrize("module", EVERYTHING, ids=lambda module: module.name)


@each_file
def test_file_is_short(module: Module) -> None:
    assert module.lines <= MAX_LINES


@pytest.mark.parametrize("module", [*OURS, *modules("build_spec")], ids=lambda module: module.name)
def test_functions_fit_in_the_eye(module: Module) -> None:
    assert not [name for name, lines in bodies(module) if lines > MAX_BODY_LINES]


@each_file
def test_file_name_says_something(module: Module) -> None:
    assert not AVOIDED & set(module.name.split("."))


@each_module
def test_module_says_what_it_is_for(module: Module) -> None:
    assert ast.get_docstring(module.tree)


@each_module
def test_exports_are_sorted_and_exist(module: Module) -> None:
    names = exported(module)
    if names is None:
        assert not (module.is_package and public(module)), "a package that imports, exports"
        return
    assert names == sorted(names, key=order)
    assert set(names) <= defined(module)
    if module.is_package:
        assert public(module) <= set(names)


WITH_CODE = [
    module
    for module in modules("io_formats", "core")
    if any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in module.tree.body)
    and module.path.name != "__main__.py"
]


@pytest.mark.parametrize("module", WITH_CODE, ids=lambda module: module.name)
def test_module_is_tested(module: Module) -> None:
    """Some test imports it or, of an inner module, a neighbour that uses it."""
    wanted = {module.name}
    if module.name.count(".") == 2:
        neighbours = [other for other in OURS if other.path.parent == module.path.parent]
        wanted |= {other.name for other in neighbours if module.name in other.imports}
    if within(module.name, "io_formats") and module.name.count(".") == 2:
        wanted.add(module.parent)
    assert any(test.imports & wanted for test in TESTS), f"no test imports {module.name}"


def test_every_test_package_is_a_package() -> None:
    folders = {test.path.parent for test in TESTS}
    bare = [str(folder) for folder in folders if not (folder / "__init__.py").exists()]
    assert not bare, "test files of one name would collide"


def test_top_level_is_as_described() -> None:
    present = {path.name for path in ROOT.iterdir()}
    assert {*PACKAGES, "tests", "build_spec", "pyproject.toml", "README.md"} <= present
