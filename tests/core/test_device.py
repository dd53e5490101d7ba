"""Devices and precisions that are there, and sentences about those that are not."""

from __future__ import annotations

import pytest
import torch

from core.device import Precision, choose_device, choose_precision, describe_device
from core.errors import DeviceUnavailable

CPU = torch.device("cpu")
CUDA = torch.device("cuda", 0)


@pytest.fixture
def no_accelerator(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (torch.cuda, torch.xpu, torch.backends.mps):
        monkeypatch.setattr(module, "is_available", lambda: False)


@pytest.fixture
def two_gpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)


def test_cpu_is_always_there() -> None:
    assert choose_device("cpu") == CPU


@pytest.mark.usefixtures("no_accelerator")
def test_auto_without_accelerator() -> None:
    assert choose_device() == choose_device("auto") == CPU


@pytest.mark.usefixtures("two_gpus")
def test_auto_takes_the_accelerator() -> None:
    assert choose_device("auto").type == "cuda"
    assert choose_device("cuda").type == "cuda"
    assert choose_device("cuda:1") == torch.device("cuda", 1)


@pytest.mark.usefixtures("two_gpus")
@pytest.mark.parametrize("name", ["cuda:2", "cuda:99", "cuda:", "cuda:-1", "cuda:²", "cuda:01x"])
def test_numbers_of_devices_that_are_not_there(name: str) -> None:
    with pytest.raises(DeviceUnavailable):
        choose_device(name)


@pytest.mark.usefixtures("no_accelerator")
@pytest.mark.parametrize(
    "name", ["", "gpu", "CPU", "cpu:", "cpu:0", "cpu:x", "cuda", "cuda:99", "mps", "xpu", "meta"]
)
def test_device_that_is_not_there(name: str) -> None:
    with pytest.raises(DeviceUnavailable) as caught:
        choose_device(name)
    assert caught.value.why == "this computer offers cpu"
    assert caught.value.fix == "choose cpu, or auto", "it stands alone above the picture"
    assert name in caught.value.what


def test_more_devices_than_any_computer_has() -> None:
    with pytest.raises(DeviceUnavailable):
        choose_device("cuda:99")


@pytest.mark.parametrize("name", ["fp32", "bf16"])
def test_precision_is_what_was_asked_for(name: Precision) -> None:
    assert choose_precision(name, CPU, ("fp32", "bf16")) == name
    assert choose_precision(name, CUDA, ("fp32", "bf16")) == name


@pytest.mark.parametrize("device", ["cpu", "mps", "xpu"])
def test_auto_is_fp32_off_cuda(device: str) -> None:
    assert choose_precision("auto", torch.device(device), ("fp32", "bf16")) == "fp32"


@pytest.mark.parametrize(
    ("in_hardware", "offered", "chosen"),
    [
        (True, ("fp32", "bf16"), "bf16"),
        (True, ("fp32",), "fp32"),
        (False, ("fp32", "bf16"), "fp32"),
        (False, ("bf16",), "bf16"),
    ],
)
def test_auto_on_cuda(
    monkeypatch: pytest.MonkeyPatch,
    in_hardware: bool,
    offered: tuple[Precision, ...],
    chosen: Precision,
) -> None:
    def supported(including_emulation: bool = True) -> bool:
        return in_hardware or including_emulation

    monkeypatch.setattr(torch.cuda, "is_bf16_supported", supported)
    assert choose_precision("auto", CUDA, offered) == chosen


def test_auto_never_takes_what_the_card_does_not_offer() -> None:
    assert choose_precision("auto", CPU, ("bf16",)) == "bf16"


@pytest.mark.parametrize(
    ("name", "offered"), [("bf16", ("fp32",)), ("fp32", ("bf16",)), ("fp16", ("fp32", "bf16"))]
)
def test_precision_that_is_not_offered(name: str, offered: tuple[Precision, ...]) -> None:
    with pytest.raises(DeviceUnavailable) as caught:
        choose_precision(name, CPU, offered)
    assert name in caught.value.what
    assert ", ".join(offered) in caught.value.why


def test_description_for_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch, "get_num_threads", lambda: 8)
    assert describe_device(CPU) == "cpu (8 threads)"
    monkeypatch.setattr(torch, "get_num_threads", lambda: 1)
    assert describe_device(CPU) == "cpu (1 thread)"
    assert describe_device(torch.device("mps")) == "mps"


@pytest.mark.gpu
def test_cuda_device_tells_its_name() -> None:
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    device = choose_device("auto")
    assert device.type == "cuda"
    assert torch.cuda.get_device_name(0) in describe_device(device)
