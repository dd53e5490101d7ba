"""The text tower of the original CLIP RN50, which the method's authors used: 1024 numbers.

Its weights come under the names of the first release. Only tensors are read. Sizes are inferred,
so any text tower of that release opens, not just that of RN50.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from core.device import choose_device
from core.errors import ModelNotFound, WeightsMismatch
from core.training.priors.archive import read_tensors
from core.training.priors.clip import Tower
from core.training.priors.pretrained import fetching, opening

__all__ = ["ClipRn50Encoder", "mapped", "sizes_of"]

EXAMPLE = "timm/resnet50_clip.openai"
TITLE = "the text tower of CLIP RN50 under its original names"
WORDS = "openai/clip-vit-base-patch32"
"""Every released CLIP has the same tokenizer."""

LAYER_KEY = re.compile(r"transformer\.resblocks\.(\d+)\.")

HEAD = 64
"""Width of one attention head, in every released tower."""

OTHER = ("visual.", "logit_scale", "input_resolution", "context_length", "vocab_size", "attn_mask")
"""What the file holds besides the text tower."""

WHOLE = (
    ("token_embedding.weight", "text_model.embeddings.token_embedding.weight"),
    ("positional_embedding", "text_model.embeddings.position_embedding.weight"),
    ("ln_final.weight", "text_model.final_layer_norm.weight"),
    ("ln_final.bias", "text_model.final_layer_norm.bias"),
)
LAYER = (
    ("ln_1.", "layer_norm1."),
    ("attn.in_proj_", "self_attn.joint_"),
    ("attn.out_proj.", "self_attn.out_proj."),
    ("ln_2.", "layer_norm2."),
    ("mlp.c_fc.", "mlp.fc1."),
    ("mlp.c_proj.", "mlp.fc2."),
)
"""Original and present names, of the tower and of the parts of one layer."""

JOINT = "joint_"
"""Mark of the projection that is split into three."""


class ClipRn50Encoder:
    """The text tower of CLIP RN50.

    Parameters
    ----------
    path : Path
        The released file, a state dict saved from it, or the same as safetensors.
    tokenizer : str or None
        Folder or id of CLIP's tokenizer; None takes the folder of ``path`` if there is one in it.
    device : str
        As on the command line.

    Raises
    ------
    ModelError, ModelNotFound, WeightsMismatch, UnsafeWeights, DeviceUnavailable
    """

    name = "clip-rn50"
    batch = 256

    def __init__(self, path: Path, *, tokenizer: str | None = None, device: str = "auto") -> None:
        self.model = str(path)
        place = choose_device(device)
        if not path.is_file():
            raise ModelNotFound(
                f"the weights {path} are not there",
                why="clip-rn50 is read from one file",
                fix=f"{fetching(EXAMPLE)} with /open_clip_model.safetensors after it",
            )
        tensors = read_tensors(path)
        with opening(str(path), title=TITLE, example=EXAMPLE):
            network = _built(tensors, place)
        words = tokenizer or _tokenizer_beside(path)
        with opening(words, title="the tokenizer of CLIP", example=WORDS):
            from transformers import CLIPTokenizer

            self.tower = Tower(network, CLIPTokenizer.from_pretrained(words), place)

    def encode(self, texts: Sequence[str]) -> tuple[Tensor, int]:
        """Return features (N, E), and how many texts were longer than the tower reads."""
        return self.tower.encode(texts)


def sizes_of(tensors: Mapping[str, Tensor]) -> dict[str, int]:
    """Return the sizes of a tower, as its configuration names them.

    Raises
    ------
    WeightsMismatch
        If a tensor that tells them is missing.
    """
    try:
        vocabulary, width = tensors["token_embedding.weight"].shape
        length = tensors["positional_embedding"].shape[0]
        inner = tensors["transformer.resblocks.0.mlp.c_fc.weight"].shape[0]
        projected = tensors["text_projection"].shape[1]
    except (KeyError, ValueError, IndexError) as error:
        raise _mismatch(f"it lacks {error}") from error
    layers = {int(found[1]) for key in tensors if (found := LAYER_KEY.match(key))}
    return {
        "vocab_size": vocabulary,
        "hidden_size": width,
        "max_position_embeddings": length,
        "intermediate_size": inner,
        "projection_dim": projected,
        "num_hidden_layers": max(layers) + 1,
        "num_attention_heads": max(width // HEAD, 1),
        # The end mark is the last token; at its place the text is read off.
        "bos_token_id": vocabulary - 2,
        "eos_token_id": vocabulary - 1,
        "pad_token_id": vocabulary - 1,
    }


def mapped(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the tower's tensors under the names of transformers' class, in float32.

    Raises
    ------
    WeightsMismatch
        If a tensor is missing, or one is there that no text tower of CLIP has.
    """
    left = {key: value for key, value in tensors.items() if not key.startswith(OTHER)}
    found: dict[str, Tensor] = {}

    def take(key: str) -> Tensor:
        if key not in left:
            raise _mismatch(f"it lacks {key}")
        return left.pop(key).float()

    for old, new in _names(sizes_of(tensors)["num_hidden_layers"]):
        found[new] = take(old)
    found["text_projection.weight"] = take("text_projection").T.contiguous()
    for name in [name for name in found if JOINT in name]:
        # Queries, keys and values were one projection.
        for part, tensor in zip("qkv", found.pop(name).chunk(3), strict=True):
            found[name.replace(JOINT, f"{part}_proj.")] = tensor.clone()
    if left:
        raise _mismatch(f"it has {len(left)} tensors of something else, first {sorted(left)[0]}")
    return found


def _names(layers: int) -> list[tuple[str, str]]:
    """Return original and present names of all tensors but the last projection."""
    return [
        *WHOLE,
        *(
            (
                f"transformer.resblocks.{layer}.{before}{kind}",
                f"text_model.encoder.layers.{layer}.{after}{kind}",
            )
            for layer in range(layers)
            for before, after in LAYER
            for kind in ("weight", "bias")
        ),
    ]


def _built(tensors: Mapping[str, Tensor], device: torch.device) -> Any:
    from transformers import CLIPTextConfig, CLIPTextModelWithProjection

    state = mapped(tensors)
    network = CLIPTextModelWithProjection(
        CLIPTextConfig(**sizes_of(tensors), hidden_act="quick_gelu")
    )
    network.load_state_dict(state, strict=True)
    return network.to(device).eval().requires_grad_(False)


def _tokenizer_beside(path: Path) -> str:
    names = ("tokenizer.json", "vocab.json")
    return str(path.parent) if any((path.parent / name).is_file() for name in names) else WORDS


def _mismatch(why: str) -> WeightsMismatch:
    return WeightsMismatch(
        f"the file does not hold {TITLE}",
        why=why,
        fix=f"use the released RN50, or {fetching(EXAMPLE)}",
    )
