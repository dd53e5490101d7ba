"""Brings the translations up to date with the texts of the window.

``python -m build_spec.translations`` collects the texts of the sources into the ``.ts`` files,
where a translator (Qt Linguist, or an editor) fills in what is new, and makes the ``.qm`` files
that the program reads. Both programs come with PySide6. The sentences of the engine and the
formats (``build_spec.sentences``), and what the report of a batch says, are handed to the first of
them as a module that lists them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from app.console import say
from build_spec.sentences import collected, write_templates
from core.batch.page_words import PAGE_TEXTS

__all__ = ["CONTEXT", "FOLDER", "REPORT", "TEMPLATES", "collect", "compile_all", "sources"]

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
TEMPLATES = FOLDER / "sentences.json"
CONTEXT = "Sentences"
"""Of the sentences of the engine and the formats, as ``app/gui/sentences.py`` asks for them."""
REPORT = "BatchReport"
"""Of what the report of a batch says, there, too."""


def sources() -> list[Path]:
    """Return the modules that hold texts a user sees in the window."""
    return sorted((ROOT / "app").rglob("*.py"))


def collect(file: Path) -> None:
    """Bring a ``.ts`` file up to date: new texts are added, those of no module are dropped."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "sentences.py"
        told = [*((CONTEXT, text) for text in collected()), *((REPORT, t) for t in PAGE_TEXTS)]
        lines = (json.dumps(row, ensure_ascii=False)[1:-1] for row in told)
        calls = (f"QT_TRANSLATE_NOOP({line})\n" for line in lines)
        listed.write_text("".join(calls), encoding="utf-8")
        modules = (*sources(), listed)
        _run("lupdate", "-silent", "-no-obsolete", "-locations", "none", *modules, "-ts", file)


def compile_all(target: Path = FOLDER) -> list[Path]:
    """Make a ``.qm`` of every ``.ts``; return them."""
    made = []
    for file in sorted(FOLDER.glob("*.ts")):
        made.append(target / f"{file.stem}.qm")
        _run("lrelease", "-silent", file, "-qm", made[-1])
    return made


def _run(program: str, *arguments: str | Path) -> None:
    place = Path(sys.executable).with_name(f"pyside6-{program}")
    subprocess.run([place, *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    write_templates(TEMPLATES)
    for found in sorted(FOLDER.glob("*.ts")):
        collect(found)
    say("\n".join(str(path) for path in compile_all()))
