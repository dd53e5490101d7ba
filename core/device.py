"""Which device computes, in which precision."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import torch

from core.errors import DeviceUnavailable
from io_formats.memory import free_bytes

__all__ = [
    "Precision",
    "choose_device",
    "choose_precision",
    "describe_device",
    "free_memory",
    "processor_threads",
]

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
    if name in available:
        return torch.device(name)
    numbered = re.fullmatch(r"cuda:([0-9]{1,3})", name)
    if numbered and "cuda" in available and int(numbered[1]) < torch.cuda.device_count():
        return torch.device("cuda", int(numbered[1]))
    raise DeviceUnavailable(
        f"device {name} cannot be used",
        why=f"this computer offers {', '.join(available)}",
        fix=f"choose {' or '.join(available)}, or auto",
    )


def choose_precision(name: str, device: torch.device, offered: Sequence[Precision]) -> Precision:
    """Return the precision to compute in.

    ``auto`` is bf16 on a CUDA device that has it in hardware if the model's card offers it, and
    fp32 everywhere else, if that is offered: processors without bf16 units are many times slower
    in it.

    Raises
    ------
    DeviceUnavailable
        If the precision is unknown or the card does not offer it.
    """
    if name == "auto":
        fast = device.type == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False)
        wanted: Precision = "bf16" if fast else "fp32"
        return wanted if wanted in offered else offered[0]
    for precision in offered:
        if precision == name:
            return precision
    raise DeviceUnavailable(
        f"precision {name} cannot be used",
        why=f"the model offers {', '.join(offered)}",
        fix=f"choose {' or '.join(offered)}, or auto",
    )


def describe_device(device: torch.device) -> str:
    """Return a name for reports."""
    if device.type == "cuda":
        return f"{device} ({torch.cuda.get_device_name(device)})"
    if device.type != "cpu":
        return str(device)
    threads = torch.get_num_threads()
    return f"{device} ({threads} threads)" if threads > 1 else f"{device} (1 thread)"


def free_memory(device: torch.device) -> int | None:
    """Return the bytes that are free on a device; None where the system does not tell."""
    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    return free_bytes()


def processor_threads() -> int:
    """Return how many threads of the processor a network may use."""
    return torch.get_num_threads()


def _available() -> list[str]:
    present = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "xpu": torch.xpu.is_available(),
    }
    return [name for name, there in present.items() if there] + ["cpu"]
