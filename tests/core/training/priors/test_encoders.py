"""Text encoders: the real classes with tiny random weights."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from core.errors import ModelError, ModelNotFound, UnsafeWeights, WeightsMismatch
from core.training.priors.archive import read_tensors
from core.training.priors.clip import ClipEncoder
from core.training.priors.clip_rn50 import ClipRn50Encoder, mapped, sizes_of
from core.training.priors.pretrained import opening
from core.training.priors.sentence import SentenceEncoder
from tests.core.training.priors import tiny_models as tiny

SHORT = ["the dog", "a dog on it", "the dog"]
LONG = "the dog on the grass is longer than the limit"


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.clip_folder(tmp_path_factory.mktemp("clip"))


@pytest.fixture(scope="module")
def original(clip: Path) -> tiny.OriginalTower:
    return tiny.original_tower(len(tiny.transformers.CLIPTokenizer.from_pretrained(clip)))


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)


def test_clip_features_are_those_of_the_whole_model(clip: Path) -> None:
    features, cut = ClipEncoder(str(clip), device="cpu").encode(SHORT)
    assert features.shape == (3, 24)
    assert features.dtype == torch.float32
    assert cut == 0
    whole = tiny.transformers.CLIPModel.from_pretrained(clip).eval()
    tokenizer = tiny.transformers.CLIPTokenizer.from_pretrained(clip)
    for text, row in zip(SHORT, features, strict=True):
        # One at a time, so without padding.
        with torch.no_grad():
            said = whole.get_text_features(**tokenizer(text, return_tensors="pt"))
        expected = said if isinstance(said, Tensor) else said.pooler_output
        torch.testing.assert_close(row, expected[0], rtol=1e-5, atol=1e-5)
    assert torch.equal(features[0], features[2])
    assert not torch.allclose(features[0], features[1])


def test_a_text_beyond_the_limit_is_counted_and_keeps_its_end(clip: Path) -> None:
    encoder = ClipEncoder(str(clip), device="cpu")
    features, cut = encoder.encode([LONG, "the dog"])
    assert cut == 1
    tokens = encoder.tower.tokenizer(LONG)["input_ids"]
    kept = torch.tensor([[*tokens[: tiny.CONTEXT - 1], tokens[-1]]])
    with torch.inference_mode():
        expected = encoder.tower.network(input_ids=kept).text_embeds[0]
    torch.testing.assert_close(features[0], expected, rtol=1e-5, atol=1e-5)


def test_original_tower_gives_its_own_features(
    clip: Path, original: tiny.OriginalTower, tmp_path: Path
) -> None:
    torch.save({"state_dict": original.state_dict()}, tmp_path / "rn50.pth")
    encoder = ClipRn50Encoder(tmp_path / "rn50.pth", tokenizer=str(clip), device="cpu")
    features, cut = encoder.encode([*SHORT, LONG])
    assert (features.shape, cut) == ((4, 40), 1)
    tokenizer = encoder.tower.tokenizer
    ids = tokenizer(
        [*SHORT, LONG], truncation=True, max_length=tiny.CONTEXT, padding=True, return_tensors="pt"
    )["input_ids"]
    # The first release reads the text off at the largest token, its first occurrence.
    with torch.no_grad():
        expected = original(ids, ids.argmax(dim=1))
    torch.testing.assert_close(features, expected, rtol=1e-5, atol=1e-5)
    assert features.abs().mean() > 0.1


def test_original_tower_in_half_precision_beside_its_tokenizer(
    clip: Path, original: tiny.OriginalTower, tmp_path: Path
) -> None:
    folder = tmp_path / "rn50"
    shutil.copytree(clip, folder)
    halves = {name: tensor.half() for name, tensor in original.state_dict().items()}
    pictures = {"visual.conv1.weight": torch.zeros(2, 2)}
    save_file(halves | pictures, folder / "open_clip_model.safetensors")
    encoder = ClipRn50Encoder(folder / "open_clip_model.safetensors", device="cpu")
    features, _ = encoder.encode(SHORT)
    torch.save(original.state_dict(), tmp_path / "full.pth")
    full = ClipRn50Encoder(tmp_path / "full.pth", tokenizer=str(clip), device="cpu")
    alike = torch.cosine_similarity(features, full.encode(SHORT)[0])
    assert bool((alike > 0.9999).all())
    assert features.dtype == torch.float32


def test_sizes_of_the_released_tower() -> None:
    state = tiny.OriginalTower(vocabulary=50, width=128, layers=3, out=24).state_dict()
    sizes = sizes_of(state)
    assert sizes["num_hidden_layers"] == 3
    assert sizes["num_attention_heads"] == 2
    assert sizes["intermediate_size"] == 512
    assert sizes["projection_dim"] == 24
    assert sizes["max_position_embeddings"] == tiny.CONTEXT
    assert sizes["eos_token_id"] == 49


@pytest.mark.parametrize(
    "missing",
    [
        "token_embedding.weight",
        "text_projection",
        "ln_final.bias",
        "transformer.resblocks.1.attn.in_proj_bias",
    ],
)
def test_a_missing_tensor_is_named(original: tiny.OriginalTower, missing: str) -> None:
    state = {name: tensor for name, tensor in original.state_dict().items() if name != missing}
    with pytest.raises(WeightsMismatch) as caught:
        mapped(state)
    assert missing in caught.value.why


def test_an_unknown_tensor_is_named(original: tiny.OriginalTower) -> None:
    state = original.state_dict() | {"transformer.resblocks.0.gate.weight": torch.zeros(1)}
    with pytest.raises(WeightsMismatch) as caught:
        mapped(state)
    assert caught.value.why.endswith("first transformer.resblocks.0.gate.weight")


def test_a_tensor_of_another_shape_is_refused(
    clip: Path, original: tiny.OriginalTower, tmp_path: Path
) -> None:
    state = original.state_dict()
    state["transformer.resblocks.0.mlp.c_proj.weight"] = torch.zeros(128, 8)
    torch.save(state, tmp_path / "rn50.pth")
    with pytest.raises(WeightsMismatch):
        ClipRn50Encoder(tmp_path / "rn50.pth", tokenizer=str(clip), device="cpu")


def test_a_tokenizer_with_more_words_than_the_tower_is_refused(clip: Path, tmp_path: Path) -> None:
    torch.save(tiny.original_tower(20).state_dict(), tmp_path / "rn50.pth")
    with pytest.raises(WeightsMismatch) as caught:
        ClipRn50Encoder(tmp_path / "rn50.pth", tokenizer=str(clip), device="cpu")
    assert "the tower 20" in caught.value.why


def test_a_file_that_would_run_code_is_refused(tmp_path: Path) -> None:
    torch.save({"x": Path("a")}, tmp_path / "rn50.pth")
    with pytest.raises(UnsafeWeights):
        read_tensors(tmp_path / "rn50.pth")


@pytest.mark.parametrize("content", [b"", b"no weights", b"PK\x03\x04 nothing"])
@pytest.mark.parametrize("name", ["rn50.pth", "rn50.safetensors"])
def test_a_damaged_file_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises((WeightsMismatch, UnsafeWeights)):
        read_tensors(tmp_path / name)


def test_a_missing_file_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound) as caught:
        ClipRn50Encoder(tmp_path / "RN50.pt", device="cpu")
    assert "hf download timm/resnet50_clip.openai --local-dir FOLDER" in caught.value.fix


def test_sentence_encoder_means_its_tokens(tmp_path: Path) -> None:
    encoder = SentenceEncoder(str(tiny.sentence_folder(tmp_path)), device="cpu")
    features, cut = encoder.encode([*SHORT, LONG])
    assert (features.shape, cut) == ((4, 20), 1)
    bert = tiny.transformers.BertModel.from_pretrained(tmp_path / "bert").eval()
    tokenizer = tiny.transformers.CLIPTokenizer.from_pretrained(tmp_path / "bert")
    with torch.no_grad():
        hidden = bert(**tokenizer("the dog", return_tensors="pt")).last_hidden_state[0]
    expected = torch.nn.functional.normalize(hidden.mean(dim=0), dim=0)
    torch.testing.assert_close(features[0], expected, rtol=1e-4, atol=1e-5)


def test_a_table_of_word_vectors_reads_texts_of_any_length(tmp_path: Path) -> None:
    encoder = SentenceEncoder(str(tiny.word_table_folder(tmp_path)), device="cpu")
    features, cut = encoder.encode(["the dog", " ".join(["dog"] * 600)])
    assert cut == 0
    torch.testing.assert_close(features, torch.tensor([[0.5, 0.5, 0, 0], [0, 1.0, 0, 0]]))


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("kind", [ClipEncoder, SentenceEncoder])
def test_a_model_that_is_not_there_names_the_command(
    kind: type[ClipEncoder] | type[SentenceEncoder],
) -> None:
    with pytest.raises(ModelNotFound) as caught:
        kind("nobody/no-such-model", device="cpu")
    assert "hf download nobody/no-such-model --local-dir FOLDER" in caught.value.fix
    with pytest.raises(ModelNotFound) as caught:
        kind("/no/such/folder", device="cpu")
    assert "/no/such/folder" in caught.value.what
    assert "/no/such/folder" not in caught.value.fix


def test_weights_that_are_missing_are_not_made_up(clip: Path, tmp_path: Path) -> None:
    folder = tmp_path / "clip"
    shutil.copytree(clip, folder)
    state = load_file(folder / "model.safetensors")
    del state["text_projection.weight"]
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(WeightsMismatch) as caught:
        ClipEncoder(str(folder), device="cpu")
    assert "text_projection.weight" in caught.value.why


def test_a_missing_library_names_the_extra() -> None:
    with (
        pytest.raises(ModelError) as caught,
        opening("m", title="a model", example="a/b"),
    ):
        raise ImportError("No module named 'transformers'")
    assert caught.value.fix == "install it with: pip install 'datprl-ir[captions]'"
