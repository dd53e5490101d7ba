"""Descriptions of clean images in one file of JSON lines, written as they come and resumed.

One line per image: its key ``dataset/name``, who described it, and the five aspects. A line is
appended whole and reaches the disk before the next image is looked at. A run that was killed
while it wrote leaves half a line at the end; the next run removes it and goes on.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from core.errors import CaptionsMissing
from core.training.priors.aspects import ASPECTS, Answer, Captioner
from core.training.priors.truths import TruthSource
from io_formats.errors import Cancelled, NotWritable, TargetExists
from io_formats.progress import CancelToken, Progress, silent

__all__ = ["Described", "Description", "describe", "read_descriptions"]


BEGINNING = b'{"key":'
"""How every line begins: what a killed run leaves at the end begins so too, or is part of it."""


class Description(BaseModel):
    """One line of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: str
    """``dataset/name`` of the image."""
    captioner: str
    """Who described it: attributes, llava."""
    model: str = ""
    """Path or id of the captioner's model."""
    content: str
    """What the image shows."""
    colour_richness: str
    """How colourful it is."""
    object_category: str
    """What class of objects or structures fills it."""
    brightness: str
    """How bright it is."""
    viewpoint: str
    """From where it was taken."""
    measured: dict[str, float] = {}
    """Numbers behind the words, where there are some."""

    @property
    def aspects(self) -> tuple[str, ...]:
        """The five aspects, in the paper's order."""
        return tuple(str(getattr(self, name)) for name in ASPECTS)


@dataclass(frozen=True, kw_only=True)
class Described:
    """What one run did."""

    written: int
    """Images that were described."""
    present: int
    """Images that the file described already."""
    silent: int
    """Aspects of this run on which the captioner had nothing to say."""


def describe(
    source: TruthSource,
    captioner: Captioner,
    path: Path,
    *,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> Described:
    """Describe all images that the file does not describe yet, and append them.

    Raises
    ------
    TargetExists
        If the file was written by another captioner or model.
    CaptionsMissing
        If the file holds something else than descriptions.
    NotWritable
        If the file cannot be written.
    Cancelled
        What was described until then is in the file.
    PairMismatch, SourceError, ModelError
    """
    done = _resumed(path, captioner)
    todo = [key for key in source.keys if key not in done]
    empty = 0
    for start in range(0, len(todo), captioner.batch):
        keys = todo[start : start + captioner.batch]
        if cancel is not None:
            _check(cancel, path)
        progress(start / len(todo), keys[0])
        answers = captioner.describe([source.read(key) for key in keys])
        empty += sum(not getattr(answer, name) for answer in answers for name in ASPECTS)
        pairs = zip(keys, answers, strict=True)
        _append(path, [_line(key, captioner, answer) for key, answer in pairs])
    return Described(written=len(todo), present=len(source.keys) - len(todo), silent=empty)


def read_descriptions(path: Path) -> list[Description]:
    """Read a file of descriptions; half a line at its end is left out.

    Raises
    ------
    CaptionsMissing
        If the file cannot be read, a line is no description, or an image is described twice.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise CaptionsMissing(
            f"the descriptions {path} could not be read",
            why=error.strerror or str(error),
            fix="write them with: datprl-ir describe DATASET --captioner attributes",
        ) from error
    found: dict[str, Description] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            description = Description.model_validate_json(line)
        except ValidationError as error:
            if number == len(lines) and _is_half(line):
                break
            raise _damaged(path, number, str(error.errors()[0]["msg"])) from error
        if description.key in found:
            raise _damaged(path, number, f"{description.key} is described twice")
        found[description.key] = description
    return list(found.values())


def _is_half(line: bytes) -> bool:
    """Tell whether bytes are how a line of ours begins."""
    return line.startswith(BEGINNING) or BEGINNING.startswith(line)


def _resumed(path: Path, captioner: Captioner) -> set[str]:
    """Return the keys that the file has, after making it end in a whole line."""
    if not path.exists():
        return set()
    descriptions = read_descriptions(path)
    for description in descriptions:
        if (description.captioner, description.model) != (captioner.name, captioner.model):
            who = " ".join(filter(None, (description.captioner, description.model)))
            raise TargetExists(
                f"{path} was not continued",
                why=f"{description.key} was described by {who}",
                fix="name another file with --output, or use the same captioner and model",
            )
    _mend(path)
    return {description.key for description in descriptions}


def _mend(path: Path) -> None:
    """End the file with a whole line: complete the last one, or cut it off."""
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    tail = content[whole:]
    if not tail:
        return
    try:
        Description.model_validate_json(tail)
    except ValidationError:
        _cut(path, whole)
    else:
        _append(path, [""])


def _cut(path: Path, size: int) -> None:
    try:
        os.truncate(path, size)
    except OSError as error:
        raise _refused(path, error) from error


def _append(path: Path, lines: Sequence[str]) -> None:
    """Append lines in one write and wait until they are on the disk."""
    content = "".join(f"{line}\n" for line in lines).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab", buffering=0) as file:
            if file.write(content) != len(content):
                raise OSError(28, "no space left")
            os.fsync(file.fileno())
    except OSError as error:
        raise _refused(path, error) from error


def _line(key: str, captioner: Captioner, answer: Answer) -> str:
    description = Description(
        key=key, captioner=captioner.name, model=captioner.model, **asdict(answer)
    )
    return description.model_dump_json()


def _check(cancel: CancelToken, path: Path) -> None:
    try:
        cancel.check()
    except Cancelled as stopped:
        raise Cancelled(
            stopped.what, why=stopped.why, fix=f"the same command goes on with {path}"
        ) from stopped


def _refused(path: Path, error: OSError) -> NotWritable:
    return NotWritable(
        f"the descriptions {path} could not be written",
        why=error.strerror or str(error),
        fix="check the folder's permissions and the free space; the same command goes on",
    )


def _damaged(path: Path, number: int, why: str) -> CaptionsMissing:
    return CaptionsMissing(
        f"{path} is no file of descriptions",
        why=f"line {number}: {why}",
        fix="remove the line, or write another file with datprl-ir describe",
    )
