"""Checkpoints that are not what they should be, and those without a domain pool."""

from __future__ import annotations

import os
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import Tensor

from core.errors import ModelError, ModelNotFound, UnsafeWeights, WeightsMismatch
from core.models.official import infer_config, load_official
from tests.core.models.nets import GOLDEN, image, official_tensors

Save = Callable[[Any], Path]

NO_DOMAIN = ("domain_prompt_pool.", "domain_mapper.", "prompt_cross_attention.", "prompt_fusion_")


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def write(content: Any) -> Path:
        torch.save(content, tmp_path / "net.pth")
        return tmp_path / "net.pth"

    return write


@pytest.fixture
def tensors(golden: Path) -> dict[str, Tensor]:
    return official_tensors(golden, "restormer_tiny")


def test_configuration_is_read_off_the_tensors(golden: Path) -> None:
    net = load_official(golden / "restormer_tiny.pth").config
    assert (net.backbone, net.width, net.heads) == ("restormer", 8, (1, 2, 4, 8))
    assert (net.encoder, net.middle, net.decoder, net.refinement) == ((1, 1, 1), 1, (1, 1, 1), 1)
    assert net.expansion == 2.66
    assert (net.prompts.width, net.prompts.tokens) == (64, 2)
    assert (net.prompts.task_prompts, net.prompts.domain_prompts) == (15, 15)
    assert net.prompts.fusion == "released"


def test_depths_are_told_apart(golden: Path) -> None:
    """The golden networks are one block deep everywhere; released ones are not."""
    tensors = official_tensors(golden, "restormer_tiny")
    for level, depth in (("encoder_level2", 3), ("decoder_level3", 2), ("decoder_level1", 4)):
        for name in [name for name in tensors if name.startswith(f"{level}.0.")]:
            for i in range(1, depth):
                tensors[name.replace(".0.", f".{i}.", 1)] = tensors[name]
    config = infer_config(tensors, task_top_k=3, domain_top_k=5)
    assert (config.encoder, config.decoder) == ((1, 3, 1), (2, 1, 4))


def test_network_is_ready_for_use(golden: Path) -> None:
    net = load_official(str(golden / "nafnet_tiny_ema.pth"))
    assert not net.training
    assert all(p.dtype == torch.float32 and p.requires_grad for p in net.parameters())
    assert {p.device.type for p in net.parameters()} == {"cpu"}


def test_loading_leaves_the_random_state_alone(golden: Path) -> None:
    before = torch.get_rng_state()
    load_official(golden / "nafnet_tiny_ema.pth")
    assert torch.equal(torch.get_rng_state(), before)


def test_bare_table_is_read(save: Save, tensors: dict[str, Tensor], golden: Path) -> None:
    x = image(1, 3, 16, 16)
    bare, whole = load_official(save(tensors)), load_official(golden / "restormer_tiny.pth")
    assert torch.equal(bare(x)[0], whole(x)[0])


@pytest.mark.parametrize("name", GOLDEN)
def test_task_pool_only(golden: Path, save: Save, name: str) -> None:
    tensors = official_tensors(golden, name)
    kept = {key: value for key, value in tensors.items() if not key.startswith(NO_DOMAIN)}
    net = load_official(save({"params": kept}))
    x = image(2, 3, 19, 21)
    with torch.inference_mode():
        y, trace = net(x)
        _, whole = load_official(golden / f"{name}.pth")(x)
    assert trace.domain is None
    assert net.config.prompts.domain_prompts == 0
    assert torch.equal(trace.fused, trace.task.representation)
    assert torch.equal(trace.task.query, whole.task.query)
    assert y.shape == x.shape
    # The gates hear it: another task prompt gives another picture.
    with torch.no_grad():
        net.task_pool.reduce.bias += torch.linspace(-3, 3, 64)
    with torch.inference_mode():
        assert (net(x)[0] - y).abs().max() > 1e-3


@pytest.mark.parametrize(
    "lost",
    [
        "domain_mapper.mapper.8.bias",
        "latent_blocks.0.cross_attn_q.weight",
        "prompt_fusion_norm.weight",
        "latent_blocks.0.norm1.body.weight",
        "refinement.0.feature_weight",
        "output.weight",
    ],
)
def test_missing_key_is_named(save: Save, tensors: dict[str, Tensor], lost: str) -> None:
    del tensors[lost]
    with pytest.raises(WeightsMismatch) as caught:
        load_official(save({"params": tensors}))
    assert f"missing keys: {lost};" in caught.value.why


def test_extra_key_is_named(save: Save, tensors: dict[str, Tensor]) -> None:
    tensors["latent_blocks.0.surplus"] = torch.ones(2)
    with pytest.raises(WeightsMismatch, match=r"extra keys: latent_blocks\.0\.surplus"):
        load_official(save({"params": tensors}))


def test_wild_block_number_is_an_extra_key(save: Save, tensors: dict[str, Tensor]) -> None:
    """No network with a thousand million blocks is built to find out."""
    tensors["latent_blocks.999999999.surplus"] = torch.ones(2)
    with pytest.raises(WeightsMismatch, match=r"latent_blocks\.999999999\.surplus"):
        load_official(save({"params": tensors}))


def test_long_lists_of_keys_are_cut(save: Save, tensors: dict[str, Tensor]) -> None:
    kept = {name: value for name, value in tensors.items() if not name.startswith("latent")}
    kept |= {f"latent_blocks.0.x{i}": torch.ones(1) for i in range(9)}
    with pytest.raises(WeightsMismatch) as caught:
        load_official(save({"params": kept | {"latent_blocks.0.attn.temperature": torch.ones(8)}}))
    assert "and 3 more" in caught.value.why
    assert len(caught.value.why) < 1000


@pytest.mark.parametrize(
    "content",
    [
        {"params": {}},
        {"params": None},
        {"params": {"a": 3}},
        {"params": {1: torch.ones(1)}},
        [torch.ones(1)],
        torch.ones(3),
        {"params": {"weight": torch.ones(2)}},
    ],
    ids=["empty", "none", "number", "unnamed", "list", "tensor", "foreign"],
)
def test_other_content(save: Save, content: Any) -> None:
    with pytest.raises(WeightsMismatch) as caught:
        load_official(save(content))
    assert caught.value.why


def test_neither_backbone(save: Save, tensors: dict[str, Tensor]) -> None:
    pools = {name: value for name, value in tensors.items() if "prompt_pool" in name}
    with pytest.raises(WeightsMismatch, match=r"patch_embed\.proj\.weight or intro\.weight"):
        load_official(save({"params": pools}))


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("latent_blocks.0.attn.qkv.weight", (3, 8, 1, 1)),
        ("prompt_cross_attention.in_proj_weight", (64, 64)),
        ("prompt_cross_attention.in_proj_bias", ()),
        ("degradation_prompt_pool.prompt_values", (15, 128)),
        ("degradation_prompt_pool.prompt_values", (15, 2, 60)),
        ("degradation_prompt_pool.prompt_keys", (14, 64)),
        ("patch_embed.proj.weight", ()),
        ("patch_embed.proj.weight", (0, 3, 3, 3)),
        ("encoder_level1.0.attn.temperature", (3, 1, 1)),
        ("encoder_level1.0.ffn.project_in.weight", (7, 8, 1, 1)),
        ("refinement.0.prompt_weight", (2,)),
    ],
)
def test_contradicting_shapes(
    save: Save, tensors: dict[str, Tensor], name: str, shape: tuple[int, ...]
) -> None:
    assert tensors[name].shape != shape
    tensors[name] = torch.ones(shape)
    with pytest.raises(WeightsMismatch) as caught:
        load_official(save({"params": tensors}))
    assert caught.value.why
    assert "\n" not in caught.value.why


@pytest.mark.parametrize("top_k", [{"task_top_k": 16}, {"domain_top_k": 99}, {"task_top_k": 0}])
def test_top_k_beyond_the_pool(golden: Path, top_k: dict[str, int]) -> None:
    with pytest.raises(WeightsMismatch) as caught:
        load_official(golden / "restormer_tiny.pth", **top_k)
    assert "top-k" in caught.value.fix
    assert "\n" not in caught.value.why


class Opener:
    """What a malicious checkpoint holds: unpickling it calls a function."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.mark),)


@pytest.mark.parametrize("style", ["archive", "legacy", "plain"])
def test_code_is_not_run(tmp_path: Path, style: str) -> None:
    mark, path = tmp_path / "ran", tmp_path / "net.pth"
    content = {"params": {"weight": Opener(mark)}}
    if style == "plain":
        path.write_bytes(pickle.dumps(content, protocol=2))
    else:
        torch.save(content, path, _use_new_zipfile_serialization=style == "archive")
    with pytest.raises(UnsafeWeights):
        load_official(path)
    assert not mark.exists()
    # The trap is real: an ordinary unpickler falls into it.
    torch.load(path, weights_only=False) if style != "plain" else pickle.loads(path.read_bytes())
    assert mark.exists()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99, 0.9999])
def test_truncated_file(golden: Path, tmp_path: Path, share: float) -> None:
    content = (golden / "restormer_tiny.pth").read_bytes()
    path = tmp_path / "net.pth"
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(UnsafeWeights):
        load_official(path)


@pytest.mark.parametrize(
    "content",
    [
        b"not a checkpoint\n",
        "päckchen".encode(),
        b"GIF89a" + bytes(64),
        b"\x80\x02a.",
        b"\x80\x02h\x00.",
    ],
)
def test_file_of_another_kind(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "net.pth"
    path.write_bytes(content)
    with pytest.raises(UnsafeWeights):
        load_official(path)


def test_archive_of_another_kind(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "net.pth", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(UnsafeWeights):
        load_official(tmp_path / "net.pth")


@pytest.mark.filterwarnings("ignore:Detected pickle protocol:UserWarning")
@given(noise=st.binary(max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_bytes_give_an_error_of_the_family(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "noise.pth"
    path.write_bytes(b"\x80\x02" + noise)
    with pytest.raises(ModelError):
        load_official(path)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match="nowhere"):
        load_official(tmp_path / "nowhere.pth")


def test_folder_instead_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound):
        load_official(tmp_path)
