"""Which device computes, in which precision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import torch

from core.errors import DeviceUnavailable

__all__ = ["Precision", "choose_device", "choose_precision", "describe_device"]

Precision = Literal["fp32", "bf16"]


def choose_device(name: str = "auto") -> torch.device:
    """Return the device of a name: auto, cpu, cuda, cuda:N, mps or xpu.

    ``auto`` takes the first accelerator there is, otherwise the processor.

    Raises
    ------
    DeviceUnavailable
        If the name is unknown or the device is not there.
    """
    available = _available()
    if name == "auto":
        return torch.device(available[0])
    kind, _, number = name.partition(":")
    count = torch.cuda.device_count() if kind == "cuda" else 1
    index_is_good = not number or (kind == "cuda" and number.isdigit() and int(number) < count)
    if kind in available and index_is_good:
        return torch.device(name)
    raise DeviceUnavailable(
        f"device {name} cannot be used",
        why=f"this computer offers {', '.join(available)}",
        fix="choose one of them, or auto",
    )


def choose_precision(name: str, device: torch.device, offered: Sequence[Precision]) -> Precision:
    """Return the precision to compute in.

    ``auto`` is bf16 on a CUDA device that has it in hardware if the model's card offers it, and
    fp32 everywhere else: processors without bf16 units are many times slower in it.

    Raises
    ------
    DeviceUnavailable
        If bf16 is asked for and the card does not offer it.
    """
    if name == "auto":
        fast = device.type == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False)
        return "bf16" if fast and "bf16" in offered else "fp32"
    for precision in offered:
        if precision == name:
            return precision
    raise DeviceUnavailable(
        f"precision {name} cannot be used",
        why=f"the model offers {', '.join(offered)}",
        fix="choose one of them, or auto",
    )


def describe_device(device: torch.device) -> str:
    """Return a name for reports."""
    if device.type == "cuda":
        return f"{device} ({torch.cuda.get_device_name(device)})"
    return f"{device} ({torch.get_num_threads()} threads)" if device.type == "cpu" else str(device)


def _available() -> list[str]:
    present = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "xpu": torch.xpu.is_available(),
    }
    return [name for name, there in present.items() if there] + ["cpu"]
