"""Opening models that others trained: from a folder, or by id where there is a network.

Nothing in a model's folder is executed. A model that lacks a weight is refused: the library would
fill the gap with random numbers and go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from torch import Tensor

from core.errors import ModelError, ModelNotFound, OutOfMemory, WeightsMismatch

__all__ = ["exhausted", "fetching", "loaded", "opening", "tokens_of"]


@contextmanager
def opening(model: str, *, title: str, example: str) -> Iterator[None]:
    """Turn what a library raises while it opens a model into errors of the family.

    Parameters
    ----------
    model : str
        Folder or id.
    title : str
        What the folder should hold, with its article.
    example : str
        Id of a model that fits.

    Raises
    ------
    ModelError
        If the optional libraries are not installed.
    ModelNotFound
        If the model is neither on the disk nor to be had.
    WeightsMismatch
        If the folder holds something else.
    OutOfMemory
        If it does not fit on the device.
    """
    try:
        _hush()
        yield
    except ImportError as error:
        raise ModelError(
            f"{title} cannot be used",
            why=f"an optional library is missing: {error}",
            fix="install it with: pip install 'datprl-ir[captions]'",
        ) from error
    except torch.OutOfMemoryError as error:
        raise exhausted(f"{title} was not loaded", error) from error
    except (OSError, ValueError, LookupError, TypeError, RuntimeError, SafetensorError) as error:
        if Path(model).exists():
            raise WeightsMismatch(
                f"{model} does not hold {title}", why=_first(error), fix=fetching(example)
            ) from error
        raise ModelNotFound(
            f"the model {model} is not there",
            why="it is neither a folder nor stored on this computer, and could not be downloaded",
            fix=fetching(example if _is_path(model) else model),
        ) from error


def fetching(model: str) -> str:
    """Return the sentence that tells how to get a model's folder."""
    return (
        f"fetch it where there is a network with: hf download {model} --local-dir FOLDER, "
        "and give that folder"
    )


def exhausted(what: str, error: Exception) -> OutOfMemory:
    """Return the error of a model that does not fit into the device's memory."""
    return OutOfMemory(
        what,
        why=f"the device's memory does not suffice: {_first(error)}",
        fix="use a smaller --batch, --precision bf16, a smaller model, or --device cpu",
    )


def loaded(kind: Any, model: str, *, dtype: torch.dtype, device: torch.device) -> Any:
    """Return a network of a class of transformers, frozen, on its device.

    Raises
    ------
    ValueError
        If weights are missing; inside ``opening`` it becomes ``WeightsMismatch``.
    """
    network, told = kind.from_pretrained(model, dtype=dtype, output_loading_info=True)
    missing = sorted(told["missing_keys"])
    if missing:
        raise ValueError(f"{len(missing)} weights are missing, first {missing[0]}")
    return network.to(device).eval().requires_grad_(False)


def tokens_of(
    tokenizer: Any, texts: Sequence[str], *, limit: int, device: torch.device
) -> tuple[dict[str, Tensor], int]:
    """Return the tokens of texts as a model takes them, and how many texts were cut.

    A text that is cut keeps its end mark, at which CLIP's towers read the sentence off.
    """
    lengths = [len(ids) for ids in tokenizer(list(texts))["input_ids"]]
    batch = tokenizer(
        list(texts), truncation=True, max_length=limit, padding=True, return_tensors="pt"
    )
    tokens = {name: batch[name].to(device) for name in ("input_ids", "attention_mask")}
    return tokens, sum(length > limit for length in lengths)


def _hush() -> None:
    """Silence the libraries' own progress bars and notes: errors are told once, by us."""
    from huggingface_hub.utils import disable_progress_bars
    from huggingface_hub.utils import logging as hub
    from transformers.utils import logging

    hub.set_verbosity_error()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    disable_progress_bars()


def _is_path(model: str) -> bool:
    return model.startswith((".", "/", "~")) or model.count("/") != 1 or "\\" in model


def _first(error: Exception) -> str:
    """Return the first line of what a library said, without addresses."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__
