"""LLaVA: the real class with tiny random weights, asked five questions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from core.errors import DeviceUnavailable, ModelNotFound, OutOfMemory
from core.training.priors.aspects import ASPECTS
from core.training.priors.llava import LONGEST, QUESTIONS, SHORT, LlavaCaptioner
from core.training.priors.truths import Header, Truth
from tests.core.training.priors import tiny_models as tiny


def truth(seed: int, height: int = 30, width: int = 44) -> Truth:
    unit = np.random.default_rng(seed).random((3, height, width), dtype=np.float32)
    return Truth(key=f"d/{seed}", unit=unit, domain="natural", task="natural-sr4", header=Header())


@pytest.fixture(scope="module", params=[True, False], ids=["own form", "plain form"])
def captioner(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> LlavaCaptioner:
    folder = tiny.llava_folder(tmp_path_factory.mktemp("llava"), chat=request.param)
    return LlavaCaptioner(str(folder), device="cpu", batch=2)


def test_every_aspect_is_asked() -> None:
    assert tuple(QUESTIONS) == ASPECTS


def test_answers_do_not_depend_on_the_batch(captioner: LlavaCaptioner) -> None:
    images = [truth(1), truth(2, 50, 31)]
    together = captioner.describe(images)
    alone = [captioner.describe([image])[0] for image in images]
    assert together == alone
    assert together[0] != together[1]
    assert all(getattr(together[0], name) for name in ASPECTS)


def test_an_answer_is_what_the_model_says_greedily(captioner: LlavaCaptioner) -> None:
    """Token by token, without padding and without a cache."""
    processor = captioner.processor
    question = f"{QUESTIONS['viewpoint']} {SHORT}"
    prompt = (
        f"USER: <image>\n{question} ASSISTANT:"
        if processor.chat_template is None
        else f"USER: <image> {question} ASSISTANT:"
    )
    image = truth(3)
    inputs = processor(images=image.rgb, text=prompt, return_tensors="pt")
    tokens = inputs["input_ids"]
    start = tokens.shape[1]
    assert int((tokens == 3).sum()) == 4, "one mark per patch of the picture"
    with torch.inference_mode():
        for _ in range(LONGEST):
            scores = captioner.network(
                input_ids=tokens, pixel_values=inputs["pixel_values"], use_cache=False
            ).logits
            following = scores[:, -1].argmax(dim=-1, keepdim=True)
            tokens = torch.cat([tokens, following], dim=1)
            if int(following) == processor.tokenizer.eos_token_id:
                break
    said = processor.tokenizer.decode(tokens[0, start:], skip_special_tokens=True)
    expected = " ".join(said.split()).rstrip(".")
    assert captioner.describe([image])[0].viewpoint == expected


def test_precision_is_that_of_the_weights(tmp_path: Path) -> None:
    folder = str(tiny.llava_folder(tmp_path))
    small = LlavaCaptioner(folder, device="cpu", precision="bf16")
    assert {weight.dtype for weight in small.network.parameters()} == {torch.bfloat16}
    assert len(small.describe([truth(1)])) == 1
    with pytest.raises(DeviceUnavailable):
        LlavaCaptioner(folder, device="cpu", precision="fp64")


def test_too_little_memory_says_what_helps(
    captioner: LlavaCaptioner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def generate(**inputs: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory.\nMore.")

    monkeypatch.setattr(captioner.network, "generate", generate)
    with pytest.raises(OutOfMemory) as caught:
        captioner.describe([truth(1), truth(2)])
    assert caught.value.what == "2 images were not described"
    assert caught.value.why.endswith("CUDA out of memory.")
    assert "--batch" in caught.value.fix


def test_a_folder_that_is_not_there_names_the_command() -> None:
    with pytest.raises(ModelNotFound) as caught:
        LlavaCaptioner("/no/such/folder", device="cpu")
    assert "hf download llava-hf/llava-1.5-7b-hf --local-dir FOLDER" in caught.value.fix
