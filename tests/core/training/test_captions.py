"""The file of descriptions: appended whole, resumed, mended after a kill."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from core.errors import CaptionsMissing
from core.training.captions import Description, describe, read_descriptions
from core.training.priors.aspects import ASPECTS, Answer
from core.training.priors.truths import Truth, TruthSource, open_truths
from io_formats.errors import Cancelled, NotWritable, TargetExists
from io_formats.progress import CancelToken
from tests.core.test_pairs import ABDOMEN, grey, pair_folder

NAMES = ("a", "b", "c", "d", "e")


@dataclass
class Speaker:
    """Says the key five times; stops where it is told to."""

    name: str = "speaker"
    model: str = ""
    batch: int = 2
    asked: list[str] = field(default_factory=list)
    fails_at: str = ""

    def describe(self, truths: Sequence[Truth]) -> list[Answer]:
        for truth in truths:
            if truth.key == self.fails_at:
                raise KeyboardInterrupt
            self.asked.append(truth.key)
        return [Answer(**{name: f"{name} of {t.key}" for name in ASPECTS}) for t in truths]


@pytest.fixture
def source(tmp_path: Path) -> TruthSource:
    images = {name: grey(8, 8, seed) for seed, name in enumerate(NAMES)}
    return open_truths(pair_folder(tmp_path / "ct", ABDOMEN, lq=images, hq=images))


def test_one_line_per_image_with_five_aspects(source: TruthSource, tmp_path: Path) -> None:
    path = tmp_path / "new" / "c.jsonl"
    done = describe(source, Speaker(), path)
    assert (done.written, done.present, done.silent) == (5, 0, 0)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert [line["key"] for line in lines] == [f"ct/{name}" for name in NAMES]
    assert {*ASPECTS, "key", "captioner", "model", "measured"} == set(lines[0])
    first = read_descriptions(path)[0]
    assert first.aspects == tuple(f"{name} of ct/a" for name in ASPECTS)


def test_a_run_that_was_stopped_goes_on(source: TruthSource, tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    with pytest.raises(KeyboardInterrupt):
        describe(source, Speaker(fails_at="ct/c"), path)
    assert [d.key for d in read_descriptions(path)] == ["ct/a", "ct/b"]
    speaker = Speaker()
    done = describe(source, speaker, path)
    assert (done.written, done.present) == (3, 2)
    assert speaker.asked == ["ct/c", "ct/d", "ct/e"]
    whole = path.read_bytes()
    describe(source, Speaker(), tmp_path / "once.jsonl")
    assert whole == (tmp_path / "once.jsonl").read_bytes()


@pytest.mark.parametrize("cut", [1, 2, 30, 200, -3])
def test_half_a_line_is_described_again(source: TruthSource, tmp_path: Path, cut: int) -> None:
    """As a kill leaves it: the file ends somewhere in the last line."""
    path = tmp_path / "c.jsonl"
    describe(source, Speaker(), path)
    whole = path.read_bytes()
    last = whole.rindex(b"\n", 0, -1) + 1
    path.write_bytes(whole[: last - cut] if cut < 0 else whole[:-cut])
    speaker = Speaker()
    describe(source, speaker, path)
    assert path.read_bytes() == whole
    # Only the line's end is lost with its last byte.
    assert speaker.asked == ([] if cut == 1 else ["ct/e"])


def test_cancelling_keeps_what_was_described(source: TruthSource, tmp_path: Path) -> None:
    path, token = tmp_path / "c.jsonl", CancelToken()

    def progress(share: float, text: str) -> None:
        if text == "ct/c":
            token.cancel()

    with pytest.raises(Cancelled) as caught:
        describe(source, Speaker(), path, progress=progress, cancel=token)
    assert "goes on with" in caught.value.fix
    assert [d.key for d in read_descriptions(path)] == ["ct/a", "ct/b", "ct/c", "ct/d"]


def test_another_captioner_does_not_mix_in(source: TruthSource, tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    describe(source, Speaker(), path)
    before = path.read_bytes()
    for other in (Speaker(name="other"), Speaker(model="larger")):
        with pytest.raises(TargetExists):
            describe(source, other, path)
    assert path.read_bytes() == before


def test_a_damaged_line_is_named(source: TruthSource, tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    describe(source, Speaker(), path)
    lines = path.read_text().splitlines()
    lines[1] = lines[1][:40]
    path.write_text("\n".join(lines) + "\n")
    with pytest.raises(CaptionsMissing) as caught:
        read_descriptions(path)
    assert caught.value.why.startswith("line 2: ")


def test_an_image_described_twice_is_named(source: TruthSource, tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    describe(source, Speaker(), path)
    path.write_bytes(path.read_bytes() * 2)
    with pytest.raises(CaptionsMissing) as caught:
        read_descriptions(path)
    assert caught.value.why == "line 6: ct/a is described twice"


def test_a_file_of_something_else_is_refused(source: TruthSource, tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"loss": 1}\n{"loss": 2}\n')
    with pytest.raises(CaptionsMissing):
        describe(source, Speaker(), path)
    assert path.read_text() == '{"loss": 1}\n{"loss": 2}\n'
    with pytest.raises(CaptionsMissing):
        read_descriptions(tmp_path / "missing.jsonl")


def test_a_file_without_a_single_line_end_is_not_cut(source: TruthSource, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("somebody's notes")
    with pytest.raises(CaptionsMissing):
        describe(source, Speaker(), path)
    assert path.read_text() == "somebody's notes"


def test_a_place_that_cannot_be_written(source: TruthSource, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotWritable):
        describe(source, Speaker(), tmp_path / "file" / "c.jsonl")


def test_aspects_without_an_answer_are_counted(source: TruthSource, tmp_path: Path) -> None:
    class Silent(Speaker):
        def describe(self, truths: Sequence[Truth]) -> list[Answer]:
            answers = super().describe(truths)
            return [Answer(**{**vars(answer), "brightness": ""}) for answer in answers]

    assert describe(source, Silent(), tmp_path / "c.jsonl").silent == 5


def test_aspects_are_in_the_papers_order() -> None:
    said = {name: name.upper() for name in ASPECTS}
    assert Description(key="d/a", captioner="x", **said).aspects == tuple(said.values())
