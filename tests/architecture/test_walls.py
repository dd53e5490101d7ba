"""Imports point one way, and each heavy library stands on one shelf."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.walk import PACKAGES, Module, imported, modules, within

FORBIDDEN = {
    "io_formats": ("app", "core", "resources"),
    "core": ("app",),
    "resources": ("app", "core", "io_formats"),
    "app": (),
}
"""What the modules of a package must not import."""

SHELVES = {
    "PySide6": ("app.gui",),
    "pyqtgraph": ("app.gui",),
    "torch": ("core",),
    "safetensors": ("core",),
    "transformers": ("core.training.priors",),
    "sentence_transformers": ("core.training.priors",),
    "huggingface_hub": ("core.training.priors",),
    "matplotlib": ("core.analysis.figures",),
    "sklearn": ("core.analysis.tsne",),
    "pydicom": ("io_formats.dicom",),
    "dicomanonymizer": ("io_formats.dicom",),
    "pylibjpeg": ("io_formats.dicom",),
    "jpeg_ls": ("io_formats.dicom",),
    "nibabel": ("io_formats.nifti",),
    "SimpleITK": ("io_formats.regrid",),
    "rasterio": ("io_formats.geotiff",),
    "affine": ("io_formats.geotiff",),
    "PIL": ("io_formats.photo",),
    "tifffile": ("io_formats.photo",),
    "imagecodecs": ("io_formats.photo", "io_formats.dicom"),
    "platformdirs": ("core.places",),
    "filelock": ("core.training.run_state",),
    "typer": ("app",),
    "rich": ("app",),
}
"""The only places where a library may be imported."""

OURS = modules(*PACKAGES)
each_module = pytest.mark.parametrize("module", OURS, ids=lambda module: module.name)


class TestWalk:
    """The walk itself: a wall that sees nothing stands forever."""

    def test_sees_imports_inside_functions_and_conditions(self) -> None:
        code = """
import a.b as x
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import c
def f():
    from d.e import g
    class H:
        try:
            import i
        except ImportError:
            from j import k
"""
        names = set(imported(ast.parse(code), "p"))
        assert {"a.b", "c", "d.e", "d.e.g", "i", "j", "j.k"} <= names

    def test_resolves_relative_imports(self) -> None:
        code = "from . import a\nfrom .b import c\nfrom .. import d\nfrom ...e import f"
        names = set(imported(ast.parse(code), "p.q.r"))
        assert {"p.q.r.a", "p.q.r.b", "p.q.d", "p.e"} <= names

    def test_names_are_compared_whole(self) -> None:
        assert within("core.x", "core")
        assert not within("corelib", "core")

    def test_finds_the_packages(self) -> None:
        names = {module.name for module in OURS}
        assert {*PACKAGES, "io_formats.scene", "core.metrics"} <= names


@each_module
def test_imports_point_one_way(module: Module) -> None:
    wrong = [
        package
        for package in (*FORBIDDEN[module.name.partition(".")[0]], "tests", "build_spec")
        if module.needs(package)
    ]
    assert not wrong, f"{module.name} imports {wrong}"


@each_module
def test_heavy_libraries_stay_on_their_shelf(module: Module) -> None:
    wrong = [
        library
        for library, shelves in SHELVES.items()
        if module.needs(library) and not any(within(module.name, shelf) for shelf in shelves)
    ]
    assert not wrong, f"{module.name} imports {wrong}"


@each_module
def test_imports_are_statements(module: Module) -> None:
    """A name given as text is invisible to the freezer, and the frozen program lacks it."""
    named = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
    }
    assert not named & {"import_module", "__import__"}


@pytest.mark.parametrize("module", modules("resources"), ids=lambda module: module.name)
def test_resources_need_the_standard_library_only(module: Module) -> None:
    import sys

    top = {name.partition(".")[0] for name in module.imports}
    assert top <= sys.stdlib_module_names | {"resources"}
