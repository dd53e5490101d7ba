"""Features of descriptions: averaged, written, read and looked up."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from core.errors import CaptionsMissing
from core.training.captions import Description
from core.training.text_features import TextFeatures, embed
from io_formats.errors import Cancelled, TargetExists
from io_formats.progress import CancelToken


@dataclass
class Coder:
    """A direction per text, drawn from its letters; texts over 20 letters are cut."""

    name: str = "coder"
    model: str = "m"
    batch: int = 3
    calls: list[list[str]] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> tuple[Tensor, int]:
        self.calls.append(list(texts))
        return torch.stack([direction(text) for text in texts]), sum(len(t) > 20 for t in texts)


def direction(text: str) -> Tensor:
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])
    return 7 * torch.randn(6, generator=torch.Generator().manual_seed(seed))


def description(key: str, *aspects: str) -> Description:
    content, colours, objects, brightness, viewpoint = aspects
    return Description(
        key=key,
        captioner="attributes",
        content=content,
        colour_richness=colours,
        object_category=objects,
        brightness=brightness,
        viewpoint=viewpoint,
    )


A = description("d/a", "one", "two", "three", "four", "five")
B = description("d/b", "one", "two", "three", "", "a text of more than twenty letters")


def unit(vector: Tensor) -> Tensor:
    return vector / vector.norm()


def test_an_image_gets_the_mean_direction_of_its_aspects() -> None:
    coder = Coder()
    made = embed([A, B], coder)
    features = made.features
    assert (features.width, features.keys) == (6, ("d/a", "d/b"))
    for row, said in zip(features.features, (A, B), strict=True):
        parts = [unit(direction(text)) for text in said.aspects if text]
        torch.testing.assert_close(row, unit(torch.stack(parts).mean(dim=0)))
    # Six distinct texts, each once, three at a time.
    assert sorted(text for call in coder.calls for text in call) == sorted(
        {text for said in (A, B) for text in said.aspects if text}
    )
    assert [len(call) for call in coder.calls] == [3, 3]
    assert (made.texts, made.truncated) == (6, 1)


def test_joined_aspects_are_one_text() -> None:
    made = embed([A, B], Coder(), joined=True)
    torch.testing.assert_close(
        made.features.features[0], unit(direction("one, two, three, four, five"))
    )
    assert (made.texts, made.truncated) == (2, 2)


def test_written_features_come_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "f.safetensors"
    made = embed([A, B], Coder()).features
    made.write(path)
    found = TextFeatures.read(path)
    assert torch.equal(found.features, made.features)
    assert found.keys == made.keys
    assert (found.encoder, found.captioner, found.model) == ("coder", "attributes", "m")
    row = found.lookup("d/b")
    assert row is not None
    assert torch.equal(row, made.features[1])
    assert found.lookup("d/c") is None


def test_existing_features_are_replaced_only_with_force(tmp_path: Path) -> None:
    path = tmp_path / "f.safetensors"
    made = embed([A], Coder()).features
    path.write_bytes(b"older")
    with pytest.raises(TargetExists):
        made.write(path)
    assert path.read_bytes() == b"older"
    made.write(path, force=True)
    assert TextFeatures.read(path).keys == ("d/a",)


@pytest.mark.parametrize(
    "descriptions",
    [[], [A, A], [description("d/x", "", " ", "", "", "")]],
    ids=["none", "twice", "silent"],
)
def test_what_cannot_be_encoded_is_refused(descriptions: list[Description]) -> None:
    with pytest.raises(CaptionsMissing):
        embed(descriptions, Coder())


def test_cancelling_stops_between_batches() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        embed([A], Coder(), cancel=token)


GOOD = {"keys": '["a", "b"]', "encoder": "clip", "captioner": "llava"}


@pytest.mark.parametrize(
    ("features", "told"),
    [
        (torch.zeros(2, 3), {**GOOD, "keys": '["a"]'}),
        (torch.zeros(2, 3), {**GOOD, "keys": '["a", "a"]'}),
        (torch.zeros(2, 3), {**GOOD, "keys": "no JSON"}),
        (torch.zeros(2, 3), {**GOOD, "keys": "7"}),
        (torch.zeros(2, 3), {"keys": '["a", "b"]'}),
        (torch.zeros(2), GOOD),
        (torch.full((2, 3), float("nan")), GOOD),
    ],
)
def test_unusable_files_are_refused(tmp_path: Path, features: Tensor, told: dict[str, str]) -> None:
    path = tmp_path / "f.safetensors"
    save_file({"features": features}, path, metadata=told)
    with pytest.raises(CaptionsMissing):
        TextFeatures.read(path)


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no features")
    save_file({"weights": torch.zeros(1)}, tmp_path / "weights", metadata=GOOD)
    for name in ("text", "weights", "missing"):
        with pytest.raises(CaptionsMissing):
            TextFeatures.read(tmp_path / name)
