"""Collects the sentences that ``core``, ``io_formats`` and ``app`` can show in the window.

They are found by their form, not by where they go: every text of a source that consists of words,
but for docstrings, what programmers tell each other (``ValueError``), and modules whose texts the
window never shows. So a new error or notice needs no registration. A formatted text becomes a
template: ``f"{path} holds {n} bands"`` is ``{0} holds {1} bands``; each branch of a choice is one
of its own. Not here: texts of ``app/gui``, which ``lupdate`` finds by ``tr``.
"""

from __future__ import annotations

import ast
import itertools
import json
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from core.tasks import TASKS

__all__ = ["cards_said", "collected", "sentences_in", "write_templates"]

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("app", "core", "io_formats")
UNSEEN = (
    "app/gui/",  # speaks for itself
    "app/cli.py", "app/choices.py", "app/console.py", "app/report.py", "app/check_report.py",
    "app/demo.py", "app/crash.py", "app/first_start.py",  # the terminal, and the log of defects
    "app/display/looks.py", "app/display/metadata.py",  # app/gui/display_words.py lists their names
    "core/analysis/", "core/classical/", "core/evaluation/", "core/training/priors/",  # commands
    "core/batch/page",  # the report of a batch: build_spec/translations.py takes its words
    "core/provenance.py", "io_formats/adapter.py", "io_formats/dicom/derived.py",  # for records
    "io_formats/dicom/ledger.py", "io_formats/geotiff/ledger.py", "io_formats/nifti/ledger.py",
    "io_formats/photo/ledger.py", "io_formats/photo/anonymity.py", "io_formats/photo/exif.py",
)  # fmt: skip
"""Beginnings of paths of modules that the window shows nothing of, and the commands of ``app``."""
TO_PROGRAMMERS = {
    "ValueError", "TypeError", "AssertionError", "KeyError", "OSError", "UnpicklingError",
    "compile",
}  # fmt: skip
VALIDATED = "pydantic"
"""Modules that import it raise ValueError for what a user wrote."""
WORDS = (
    "restored", "counting", "counted", "unpacking", "reading", "decoding", "decompressing",
    "opened", "file", "image", "plane", "place", "folder", "device", "model", "signed", "unsigned",
    "ATTN", "DECY", "echoes", "times", "stacks", "orientations", "multi-frame", "endless",
    "empty", "values", "series", "string", "integer", "an integer", "number", "a number", "boolean",
    "array", "an object", "clean", "degraded",
)  # fmt: skip
"""Single words that progress and notices are made of."""
FOREIGN = (
    "No such file or directory", "Permission denied", "Is a directory", "Not a directory",
    "File exists", "No space left on device", "Read-only file system", "File name too long",
    "Input/output error", "Too many open files", "Operation not permitted", "Disk quota exceeded",
    "Cannot allocate memory", "Device or resource busy", "Invalid argument",
    "Field required", "Extra inputs are not permitted", "Value error, {0}",
    "Input should be {0}", "Input should be a valid {0}", "Input should be greater than {0}",
    "Input should be greater than or equal to {0}", "Input should be less than {0}",
    "Input should be less than or equal to {0}", "String should match pattern {0}",
    "Input should be a valid {0}, unable to parse string as {1}",
    "Invalid JSON: {0} at line {1} column {2}", "EOF while parsing a value",
    "EOF while parsing an object", "EOF while parsing a list", "EOF while parsing a string",
    "Expecting value: line {0} column {1} (char {2})", "Extra data: line {0} column {1} (char {2})",
    "Expecting property name enclosed in double quotes: line {0} column {1} (char {2})",
    "Expecting {0} delimiter: line {1} column {2} (char {3})",
    "Invalid value (at end of document)", "Invalid value (at line {0}, column {1})",
    "Expected '=' after a key in a key/value pair (at line {0}, column {1})",
    "Expected '=' after a key in a key/value pair (at end of document)",
    "Cannot overwrite a value (at line {0}, column {1})",
    "Compressed file ended before the end-of-stream marker was reached",
    "file is not a database", "database disk image is malformed", "database or disk is full",
    "disk I/O error", "database is locked", "attempt to write a readonly database",
    "unable to open database file", "there is no pixel data",
    "The number of bytes of pixel data is less than expected ({0} vs {1} bytes) - the dataset may "
    "be corrupted, have an invalid group 0028 element value, or the transfer syntax may be "
    "incorrect",
    "TIFFFillTile:Read error at row {0}, col {1}, tile {2}; got {3} bytes, expected {4}",
    "TIFFFillStrip:Read error at scanline {0}; got {1} bytes, expected {2}",
)  # fmt: skip
"""Words of the operating system (``strerror``) and of libraries, which errors hand on."""
NAMES = {
    "AI restored {0} {1}", "Basic Application Confidentiality Profile",
    "DICOM PS3.15 2026c Basic Profile, headers only", "DF2K: DIV2K and Flickr2K",
    "GE private scan time", "L506/full_3mm and quarter_3mm with .IMA files",
    "MRI/train/LQ and HQ", "OB or OW", "PET/{0}/LQ and HQ", "Philips PET Private Group",
    "PolarStar m660", "SEQUENCE/blur and SEQUENCE/sharp", "UCMerced Land Use",
    "patch_embed.proj.weight or intro.weight", "private group", "no space left", "{0} mm",
    "{0}/LQ and HQ", "{0}, tries = 0", "{:.3f} x {:.3f} mm",
}  # fmt: skip
"""Texts of the form of a sentence that are names, parts of queries, or compared with others."""
SPACED = re.compile(r"[\w}%)'][,:;)]? [A-Za-z({]")
LETTERS = re.compile(r"[a-z]{2,}")
SQL_OR_MARKUP = re.compile(
    r"\n|<\w|\(\?P|\(\.\*|^(PRAGMA|SELECT|INSERT|UPDATE|CREATE|DELETE)\b", re.ASCII
)
FIELD = re.compile(r"\{\d+\}")
NAMED = {
    "path", "paths", "folder", "root", "target", "output", "shown", "filename", "file", "image",
    "weights", "lq", "hq", "quarter", "full", "thin", "other", "clean", "degraded", "sequence",
    "stem", "names", "partner", "template", "place",
}  # fmt: skip
"""Variables that hold what a file, a folder or a model is called; as each attribute ``name``."""
MOST_BRANCHES = 16


class Filled(Enum):
    """What a field holds."""

    TEXT = "anything, among it texts of the program"
    NAME = "what a file, a folder or a model is called"
    SUBJECT = "what is called a name, and is one where a sentence begins with it"


Pieces = tuple[str | Filled, ...]
"""What an expression can say: texts, and what is filled in."""
OPEN: list[Pieces] = [(Filled.TEXT,)]
"""Anything at all."""


def collected() -> dict[str, tuple[int, ...]]:
    """Return every template with the numbers of its fields that hold names, sorted by its text."""
    every = {*WORDS, *FOREIGN, *cards_said(), *(row.title for row in TASKS.values())}
    found: dict[str, set[int]] = {text: set() for text in every}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith(UNSEEN) and not name.endswith("_command.py"):
                for text, names in sentences_in(path.read_text(encoding="utf-8")):
                    found.setdefault(text, set()).update(names)
    return {text: tuple(sorted(found[text])) for text in sorted(found) if text not in NAMES}


def cards_said() -> Iterator[str]:
    """Yield what the bundled cards say of their models: titles, descriptions, and limits."""
    for path in sorted((ROOT / "resources" / "models").glob("*.json")):
        card = json.loads(path.read_text(encoding="utf-8"))
        yield from (card["title"], card["description"], *card["cautions"])


def write_templates(path: Path) -> None:
    """Write the templates to a file that ``app.wording.known_templates`` reads."""
    lines = [f"{json.dumps(text, ensure_ascii=False)}: {[*n]}" for text, n in collected().items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def sentences_in(source: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the templates of a module's text, and which of their fields hold names."""
    tree = ast.parse(source)
    silent = set() if VALIDATED in source else TO_PROGRAMMERS
    for node in _expressions(tree, silent):
        for branch in itertools.islice(_branches(node) or (), MOST_BRANCHES):
            text, names = _template(branch)
            if _is_said(text):
                yield text, names


def _expressions(node: ast.AST, silent: set[str]) -> Iterator[ast.expr]:
    """Yield the outermost expressions that make texts, docstrings left out."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Call) and _name(node.func) in silent:
        return
    if isinstance(node, ast.expr) and _branches(node) is not None:
        yield node
        inner = [part.value for part in ast.walk(node) if isinstance(part, ast.FormattedValue)]
        for value in inner:
            if _branches(value) is None:
                yield from _expressions(value, silent)
        return
    for child in ast.iter_child_nodes(node):
        yield from _expressions(child, silent)


def _name(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def _branches(node: ast.expr) -> list[Pieces] | None:
    """Return what an expression can say, a row per branch; None where it makes no text."""
    if isinstance(node, ast.Constant):
        return [(node.value,)] if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        parts = [_filled(part) for part in node.values]
        return [tuple(itertools.chain(*one)) for one in itertools.product(*parts)]
    if isinstance(node, ast.IfExp):
        one, other = _branches(node.body), _branches(node.orelse)
        return None if one is None and other is None else [*(one or OPEN), *(other or OPEN)]
    if isinstance(node, ast.BoolOp):
        either = [_branches(value) for value in node.values]
        return [one for rows in either for one in rows or OPEN] if any(either) else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _branches(node.left), _branches(node.right)
        if left is None and right is None:
            return None
        return [(*a, *b) for a in left or OPEN for b in right or OPEN]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        told = _branches(node.left)
        return None if told is None else [*told, ()]
    return None


def _filled(part: ast.expr) -> list[Pieces]:
    """Return what a field of a formatted text can say: branches of a choice, else anything."""
    value = part.value if isinstance(part, ast.FormattedValue) else part
    return _branches(value) or [(_held(value),)]


def _held(value: ast.expr) -> Filled:
    """Return by its own name what an expression that is filled in holds."""
    if isinstance(value, ast.Subscript):
        return _held(value.value)
    if isinstance(value, ast.Name) and value.id == "name":
        return Filled.SUBJECT
    function = value.func if isinstance(value, ast.Call) else value
    named = _name(function) in NAMED or (
        isinstance(function, ast.Attribute) and function.attr in ("name", "as_posix")
    )
    return Filled.NAME if named else Filled.TEXT


def _template(pieces: Pieces) -> tuple[str, tuple[int, ...]]:
    """Return pieces as a text with numbered fields, and which of these hold names.

    Fields that touch are one.
    """
    joined: list[str | Filled] = []
    for piece in filter(None, pieces):
        if isinstance(piece, Filled) and joined and isinstance(joined[-1], Filled):
            joined[-1] = Filled.NAME if Filled.NAME in (joined[-1], piece) else Filled.TEXT
        else:
            joined.append(piece)
    # What begins or ends as no sentence does is added to another text.
    if joined and isinstance(first := joined[0], str) and first.startswith((",", ";", " ")):
        joined.insert(0, Filled.TEXT)
    if joined and isinstance(last := joined[-1], str) and last.endswith((",", " ")):
        joined.append(Filled.TEXT)
    fields = [piece for piece in joined if isinstance(piece, Filled)]
    numbers = itertools.count()
    text = "".join(p if isinstance(p, str) else f"{{{next(numbers)}}}" for p in joined)
    begins = Filled.SUBJECT if joined[:1] == [Filled.SUBJECT] else Filled.NAME
    return text, tuple(
        at for at, held in enumerate(fields) if held is Filled.NAME or (at == 0 and held is begins)
    )


def _is_said(text: str) -> bool:
    """Tell whether a text is of words that a person reads."""
    bare = FIELD.sub("{}", text)
    words = LETTERS.findall(bare)
    return bool(words) and bool(SPACED.search(bare)) and not SQL_OR_MARKUP.search(text)
