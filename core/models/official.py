"""The authors' released checkpoints, read into our network.

A released ``.pth`` holds plain tensors under ``params`` or ``params_ema``. Depths, widths and pool
sizes are inferred from them; top-k leaves no trace and is told. Projections that a softmax over one
key makes dead (queries and keys of every attention) are checked to be there and left behind.
"""

from __future__ import annotations

import pickle
import re
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from pydantic import ValidationError
from torch import Tensor

from core.errors import ModelNotFound, UnsafeWeights, WeightsMismatch
from core.models.config import NetConfig, PromptConfig
from core.models.datprl import Datprl

__all__ = ["infer_config", "load_official"]

Tensors = Mapping[str, Tensor]

DAMAGE = (
    pickle.UnpicklingError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    ArithmeticError,
    TypeError,
    AttributeError,
    AssertionError,
    struct.error,
)
"""What torch's restricted unpickler raises, or may, at bytes that are no archive of tensors."""

RELEASED = "use a checkpoint of the released DATPRL-IR networks"

GATE = (
    ("gate.norm", "prompt_norm"),
    ("gate.value", "cross_attn_v"),
    ("gate.out", "cross_attn_out"),
)
POOLS = (
    ("task_pool.keys", "degradation_prompt_pool.prompt_keys"),
    ("task_pool.values", "degradation_prompt_pool.prompt_values"),
    ("task_pool.temperature", "degradation_prompt_pool.temperature"),
    ("task_pool.reduce", "degradation_prompt_pool.value_aggregation.0"),
    ("task_pool.norm", "degradation_prompt_pool.value_aggregation.1"),
    ("domain_pool.keys", "domain_prompt_pool.prompt_keys"),
    ("domain_pool.values", "domain_prompt_pool.prompt_values"),
    ("domain_pool.temperature", "domain_prompt_pool.temperature"),
    ("domain_pool.reduce", "domain_prompt_pool.value_aggregation.0"),
    ("domain_pool.norm", "domain_prompt_pool.value_aggregation.1"),
    ("task_query.conv1", "degradation_mapper.mapper.1"),
    ("task_query.conv2", "degradation_mapper.mapper.4"),
    ("task_query.linear", "degradation_mapper.mapper.8"),
    ("domain_query.conv1", "domain_mapper.mapper.1"),
    ("domain_query.conv2", "domain_mapper.mapper.4"),
    ("domain_query.linear", "domain_mapper.mapper.8"),
    ("fusion.out", "prompt_cross_attention.out_proj"),
    ("fusion.norm", "prompt_fusion_norm"),
    ("fusion.expand", "prompt_fusion_ffn.0"),
    ("fusion.project", "prompt_fusion_ffn.3"),
)
RESTORMER = (
    ("backbone.stem", "patch_embed.proj"),
    ("backbone.encoders.0", "encoder_level1"),
    ("backbone.encoders.1", "encoder_level2"),
    ("backbone.encoders.2", "encoder_level3"),
    ("backbone.downs.0", "down1_2.body.0"),
    ("backbone.downs.1", "down2_3.body.0"),
    ("backbone.downs.2", "down3_4.body.0"),
    ("backbone.latent", "latent_blocks"),
    ("backbone.ups.0", "up4_3.body.0"),
    ("backbone.ups.1", "up3_2.body.0"),
    ("backbone.ups.2", "up2_1.body.0"),
    ("backbone.reduces.0", "reduce_chan_level3"),
    ("backbone.reduces.1", "reduce_chan_level2"),
    ("backbone.decoders.0", "decoder_level3"),
    ("backbone.decoders.1", "decoder_level2"),
    ("backbone.decoders.2", "decoder_level1"),
    ("backbone.refinement", "refinement"),
    ("backbone.output", "output"),
    ("norm1", "norm1.body"),
    ("norm2", "norm2.body"),
    ("attention.temperature", "attn.temperature"),
    ("attention.qkv", "attn.qkv"),
    ("attention.depthwise", "attn.qkv_dwconv"),
    ("attention.project", "attn.project_out"),
    ("feedforward.expand", "ffn.project_in"),
    ("feedforward.depthwise", "ffn.dwconv"),
    ("feedforward.project", "ffn.project_out"),
)
NAFNET = (
    ("backbone.stem", "intro"),
    ("backbone.output", "ending"),
    ("backbone.encoders", "encoders"),
    ("backbone.decoders", "decoders"),
    ("backbone.middle", "middle_blks"),
    ("backbone.downs", "downs"),
    ("expand1", "conv1"),
    ("depthwise", "conv2"),
    ("project1", "conv3"),
    ("attention", "sca.1"),
    ("expand2", "conv4"),
    ("project2", "conv5"),
)


def load_official(path: Path | str, *, task_top_k: int = 3, domain_top_k: int = 5) -> Datprl:
    """Read a released checkpoint.

    Parameters
    ----------
    path : Path or str
        The authors' ``.pth`` file; ``params_ema`` is preferred when present.
    task_top_k, domain_top_k : int
        Prompts composed per image; 3 and 5 in the paper. Not stored in the file.

    Returns
    -------
    Datprl
        In eval mode, fp32, ``released`` fusion; called as ``module(x_BCHW)`` it returns the image
        and its ``PromptTrace``.

    Raises
    ------
    ModelNotFound
        If there is no such file.
    UnsafeWeights
        If the file is not a plain archive of tensors; nothing in it is executed.
    WeightsMismatch
        If the keys are not those of a released network (missing and extra keys are named), if
        their shapes contradict each other, or if a top-k exceeds its pool.
    """
    tensors = _read(Path(path))
    config = infer_config(tensors, task_top_k=task_top_k, domain_top_k=domain_top_k)
    with torch.device("meta"):  # no memory and no random numbers for what the file replaces
        module = Datprl(config)
    recipes = {ours: _official_names(ours, config) for ours in module.state_dict()}
    expected = {name for names in recipes.values() for name in names} | _dead_names(recipes, config)
    if expected != set(tensors):
        raise _mismatch(expected - set(tensors), set(tensors) - expected)
    width = config.prompts.width
    try:
        module.load_state_dict(
            {
                ours: _assemble(ours, [tensors[n] for n in names], width)
                for ours, names in recipes.items()
            },
            assign=True,
        )
    except (RuntimeError, IndexError) as error:
        raise WeightsMismatch(
            f"{path} could not be read as a released network",
            why=str(error).splitlines()[-1].strip(),
            fix=RELEASED,
        ) from error
    return module.eval()


def infer_config(tensors: Tensors, *, task_top_k: int, domain_top_k: int) -> NetConfig:
    """Read depths, widths, heads and pool sizes off the tensors' names and shapes.

    Raises
    ------
    WeightsMismatch
        If the tensors are of neither backbone, or a top-k exceeds its pool.
    """
    try:
        prompts = _infer_prompts(tensors, task_top_k, domain_top_k)
        if "patch_embed.proj.weight" in tensors:
            return _infer_restormer(tensors, prompts)
        if "intro.weight" in tensors:
            return _infer_nafnet(tensors, prompts)
    except ValidationError as error:
        raise WeightsMismatch(
            "the checkpoint could not be read as a released network",
            why=error.errors()[0]["msg"],
            fix=f"check the two top-k, and {RELEASED}",
        ) from error
    except (KeyError, IndexError, ValueError, ZeroDivisionError) as error:
        raise WeightsMismatch(
            "the checkpoint could not be read as a released network",
            why=f"its tensors do not tell the architecture ({error})",
            fix=RELEASED,
        ) from error
    raise _mismatch({"patch_embed.proj.weight or intro.weight"}, set(tensors))


def _read(path: Path) -> Tensors:
    content = _unpickle(path)
    if isinstance(content, dict):
        content = content.get("params_ema", content.get("params", content))
    if not isinstance(content, dict) or not all(
        isinstance(name, str) and isinstance(value, Tensor) for name, value in content.items()
    ):
        raise WeightsMismatch(
            f"{path} could not be read as a released network",
            why="it holds no table of tensors under params or params_ema",
            fix=RELEASED,
        )
    return {name: tensor.float() for name, tensor in content.items()}


def _unpickle(path: Path) -> Any:
    try:
        file = path.open("rb")
    except OSError as error:
        raise ModelNotFound(
            f"{path} could not be read", why=error.strerror or str(error), fix="check the path"
        ) from error
    with file:
        try:
            return torch.load(file, map_location="cpu", weights_only=True)
        except DAMAGE as error:
            raise UnsafeWeights(
                f"{path} was not read",
                why="it is damaged, or it holds more than tensors and would have to run code",
                fix="use the checkpoint as the authors released it",
            ) from error


def _infer_prompts(tensors: Tensors, task_top_k: int, domain_top_k: int) -> PromptConfig:
    task_prompts, tokens, width = tensors["degradation_prompt_pool.prompt_values"].shape
    domain_keys = tensors.get("domain_prompt_pool.prompt_keys")
    domain_prompts = 0 if domain_keys is None else domain_keys.shape[0]
    return PromptConfig(
        width=width,
        tokens=tokens,
        task_prompts=task_prompts,
        domain_prompts=domain_prompts,
        task_top_k=task_top_k,
        domain_top_k=domain_top_k if domain_prompts else 0,
        fusion="released",
    )


def _depth(tensors: Tensors, prefix: str) -> int:
    pattern = re.compile(re.escape(prefix) + r"\.(\d+)\.")
    # Counted, not the highest: a wild number in one name must not build a network of that depth.
    return len({match[1] for name in tensors if (match := pattern.match(name))})


def _infer_restormer(tensors: Tensors, prompts: PromptConfig) -> NetConfig:
    width = tensors["patch_embed.proj.weight"].shape[0]
    levels = ("encoder_level1", "encoder_level2", "encoder_level3")
    hidden = tensors["encoder_level1.0.ffn.project_in.weight"].shape[0] // 2
    return NetConfig(
        backbone="restormer",
        width=width,
        encoder=tuple(_depth(tensors, level) for level in levels),
        middle=_depth(tensors, "latent_blocks"),
        decoder=tuple(_depth(tensors, f"decoder_level{level}") for level in (3, 2, 1)),
        refinement=_depth(tensors, "refinement"),
        heads=tuple(
            tensors[f"{level}.0.attn.temperature"].shape[0] for level in (*levels, "latent_blocks")
        ),
        expansion=2.66 if int(width * 2.66) == hidden else hidden / width,
        prompts=prompts,
    )


def _infer_nafnet(tensors: Tensors, prompts: PromptConfig) -> NetConfig:
    levels = _depth(tensors, "encoders")
    return NetConfig(
        backbone="nafnet",
        width=tensors["intro.weight"].shape[0],
        encoder=tuple(_depth(tensors, f"encoders.{i}") for i in range(levels)),
        middle=_depth(tensors, "middle_blks"),
        decoder=tuple(_depth(tensors, f"decoders.{i}") for i in range(levels)),
        prompts=prompts,
    )


def _official_names(ours: str, config: NetConfig) -> list[str]:
    """Return the official key, or the two whose values make up one of ours."""
    if ours.startswith("fusion.value."):
        return ["prompt_cross_attention.in_proj_" + ours.rsplit(".", 1)[1]]
    if ours.endswith("gate.ratio"):
        block = _rename(ours.removesuffix("gate.ratio"), config)
        return [block + "feature_weight", block + "prompt_weight"]
    return [_rename(ours, config)]


def _rename(ours: str, config: NetConfig) -> str:
    name = ours
    if ".gate." in name:
        for mine, theirs in GATE:
            name = name.replace(mine, theirs)
    name = (
        re.sub(r"^backbone\.ups\.(\d+)\.", r"ups.\1.0.", name)
        if config.backbone == "nafnet"
        else name
    )
    rows = (*POOLS, *(RESTORMER if config.backbone == "restormer" else NAFNET))
    for mine, theirs in rows:
        name = re.sub(rf"(^|\.){re.escape(mine)}(?=\.|$)", rf"\g<1>{theirs}", name, count=1)
    return name


def _dead_names(recipes: Mapping[str, list[str]], config: NetConfig) -> set[str]:
    values = [names[0] for names in recipes.values() if ".cross_attn_v." in names[0]]
    return {name.replace("_v.", f"_{part}.") for name in values for part in "qk"}


def _assemble(ours: str, parts: list[Tensor], width: int) -> Tensor:
    if ours.startswith("fusion.value."):
        return parts[0][2 * width :].clone()  # lets go of the dead two thirds
    return parts[0] if len(parts) == 1 else torch.cat([part.flatten() for part in parts])


def _mismatch(missing: set[str], extra: set[str]) -> WeightsMismatch:
    def some(names: set[str]) -> str:
        listed = ", ".join(sorted(names)[:6]) or "none"
        return f"{listed} and {len(names) - 6} more" if len(names) > 6 else listed

    return WeightsMismatch(
        "the checkpoint does not fit a released network",
        why=f"missing keys: {some(missing)}; extra keys: {some(extra)}",
        fix="use a checkpoint of the released DATPRL-IR networks, unchanged",
    )
