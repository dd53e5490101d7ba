"""Every module of the project as a syntax tree, with what it imports, lazy imports included."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("app", "core", "io_formats", "resources")


@dataclass(frozen=True)
class Module:
    """One file of Python."""

    name: str
    """Dotted name; that of the package for ``__init__``."""
    path: Path
    """Where it is."""

    @property
    def is_package(self) -> bool:
        return self.path.name == "__init__.py"

    @cached_property
    def lines(self) -> int:
        return len(self.path.read_text(encoding="utf-8").splitlines())

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"), str(self.path))

    @cached_property
    def imports(self) -> frozenset[str]:
        """Dotted names imported anywhere in the file; ``from a import b`` gives a and a.b."""
        return frozenset(imported(self.tree, self.name if self.is_package else self.parent))

    @property
    def parent(self) -> str:
        return self.name.rpartition(".")[0]

    def needs(self, package: str) -> bool:
        """Tell whether the file imports the package or something within."""
        return any(within(name, package) for name in self.imports)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def imported(tree: ast.AST, package: str) -> Iterator[str]:
    """Yield the absolute dotted names that a syntax tree of a package's file imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: -(node.level - 1) or None] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def modules(*folders: str) -> list[Module]:
    """Return every module below the given folders of the project, in order of path."""
    found = []
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found.append(Module(name, path))
    return found
