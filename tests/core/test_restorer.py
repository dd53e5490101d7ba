"""A network behind arrays: padding, precision, queries, devices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from core.device import Precision
from core.errors import DeviceUnavailable, ModelNotFound
from core.models.card import ModelCard, Size
from core.models.datprl import Datprl, Queries
from core.restorer import NetRestorer, load_restorer, mean_queries
from tests.core.models.nets import Backbone, image, tiny
from tests.models import TINY, tiny_card

Array = NDArray[np.float32]

CPU = torch.device("cpu")

both = pytest.mark.parametrize("backbone", ["restormer", "nafnet"])


def gentle(backbone: Backbone, *, domain: bool = True) -> Datprl:
    """Return a network whose corrections are of the size of a trained one's: up to about 0.3."""
    net = tiny(backbone, domain=domain)
    with torch.no_grad():
        for parameter in net.backbone.output.parameters():
            parameter *= 0.03
    return net


def restorer(
    backbone: Backbone = "nafnet",
    *,
    size: Size | None = None,
    device: torch.device = CPU,
    precision: Precision = "fp32",
    domain: bool = True,
) -> NetRestorer:
    net = gentle(backbone, domain=domain)
    card = ModelCard(name="tiny", title="Tiny", net=net.config, size=size or Size())
    return NetRestorer(card, net, device, precision)


def array(*shape: int, seed: int = 1) -> Array:
    numbers: Array = image(*shape, seed=seed).numpy()
    return numbers


@torch.inference_mode()
def plain(backbone: Backbone, x_BCHW: Array) -> Array:
    """What the bare network makes of images whose sides need no padding."""
    y: Array = gentle(backbone)(torch.from_numpy(x_BCHW))[0].numpy()
    return y


@both
@pytest.mark.parametrize("padding", ["symmetric", "zero"])
@pytest.mark.parametrize("sides", [(13, 22), (16, 24), (3, 1)])
def test_padding_is_the_cards(backbone: Backbone, padding: str, sides: tuple[int, int]) -> None:
    size = Size.model_validate({"multiple": 8, "padding": padding})
    x = array(1, 3, *sides)
    y, trace = restorer(backbone, size=size)(x)
    rows, columns = (-side % 8 for side in sides)
    mode = "symmetric" if padding == "symmetric" else "constant"
    padded = np.pad(x, ((0, 0), (0, 0), (0, rows), (0, columns)), mode=mode)  # type: ignore[call-overload]
    assert y.shape == x.shape
    assert y.dtype == np.float32
    expected = plain(backbone, padded)[..., : sides[0], : sides[1]]
    np.testing.assert_allclose(y, expected, rtol=0, atol=1e-5)
    assert trace is not None


def test_paddings_differ() -> None:
    x = array(1, 3, 13, 22)
    mirrored, _ = restorer(size=Size(multiple=8, padding="symmetric"))(x)
    black, _ = restorer(size=Size(multiple=8, padding="zero"))(x)
    assert np.abs(mirrored - black).max() > 1e-3


@pytest.mark.parametrize("multiple", [1, 3])
def test_zeros_are_never_mixed_into_symmetric_padding(multiple: int) -> None:
    """A card whose multiple is not enough for the network (4): both are satisfied."""
    x = array(1, 3, 13, 10)
    y, _ = restorer(size=Size(multiple=multiple, padding="symmetric"))(x)
    side = 4 * multiple
    spare = ((0, 0), (0, 0), (0, -13 % side), (0, -10 % side))
    expected = plain("nafnet", np.pad(x, spare, mode="symmetric"))[..., :13, :10]
    np.testing.assert_allclose(y, expected, rtol=0, atol=1e-5)


def test_arrays_that_cannot_be_written_are_taken() -> None:
    """Scenes are read-only, and windows of them are not contiguous."""
    x = array(1, 3, 16, 40)
    view = x[..., ::2]
    view.setflags(write=False)
    x.setflags(write=False)
    before = x.copy()
    y, _ = restorer()(x)
    assert y.flags.writeable
    assert np.array_equal(x, before)
    there, _ = restorer()(view)
    same, _ = restorer()(np.ascontiguousarray(view))
    assert np.array_equal(there, same)


@both
def test_queries_given_are_used(backbone: Backbone) -> None:
    net, x, other = restorer(backbone), array(1, 3, 16, 16), array(1, 3, 16, 16, seed=8) ** 4
    y, own = net(x)
    same, _ = net(x, net.query(x))
    told, trace = net(x, net.query(other))
    assert np.array_equal(same, y)
    assert own is not None
    assert trace is not None
    assert not torch.equal(trace.fused, own.fused)
    assert np.abs(told - y).max() > 1e-5


def test_query_sees_the_padding_of_the_restoration() -> None:
    net, x = restorer(size=Size(multiple=16)), array(1, 3, 13, 9)
    _, trace = net(x)
    assert trace is not None
    assert torch.equal(net.query(x).task, trace.task.query)


def test_mean_query_is_the_mean_of_all_rows() -> None:
    net = restorer()
    first, second = net.query(array(2, 3, 16, 16)), net.query(array(1, 3, 20, 16, seed=4))
    mean = mean_queries([first, second])
    assert first.domain is not None
    assert second.domain is not None
    assert mean.domain is not None
    assert mean.task.shape == (1, 16)
    torch.testing.assert_close(mean.task[0], torch.cat([first.task, second.task]).mean(0))
    torch.testing.assert_close(mean.domain[0], torch.cat([first.domain, second.domain]).mean(0))
    alone = mean_queries([second])
    assert torch.equal(alone.task, second.task)


def test_mean_query_without_domain_pool() -> None:
    net = restorer(domain=False)
    mean = mean_queries([net.query(array(1, 3, 8, 8)), net.query(array(1, 3, 8, 8, seed=2))])
    assert mean.domain is None
    y, trace = net(array(3, 3, 8, 8), mean)
    assert y.shape == (3, 3, 8, 8)
    assert trace is not None
    assert trace.domain is None


def test_nothing_is_recorded_for_gradients() -> None:
    net = restorer()
    _, trace = net(array(1, 3, 8, 8))
    assert trace is not None
    assert not trace.fused.requires_grad
    assert isinstance(net.query(array(1, 3, 8, 8)), Queries)
    assert not net.net.training


@both
def test_bf16_is_near_and_chooses_the_same_prompts(backbone: Backbone) -> None:
    x = array(1, 3, 32, 32)
    exact, exactly = restorer(backbone)(x)
    near, nearly = restorer(backbone, precision="bf16")(x)
    assert near.dtype == np.float32
    assert not np.array_equal(near, exact)
    assert np.abs(exact - x).max() > 0.1
    assert np.abs(near - exact).max() < 0.02
    assert exactly is not None
    assert nearly is not None
    assert nearly.task.weights.dtype == torch.float32
    assert torch.equal(nearly.task.indices, exactly.task.indices)


def test_loading_by_path(tmp_path: Path) -> None:
    path = tiny_card(tmp_path)
    net, found = load_restorer(str(path), device="cpu")
    assert found == path
    assert (net.card.name, net.device, net.precision) == ("tiny", CPU, "fp32")
    assert net.net.config == TINY
    assert net(array(1, 3, 9, 7))[0].shape == (1, 3, 9, 7)


def test_loading_refuses_what_cannot_be(tmp_path: Path) -> None:
    path = tiny_card(tmp_path, precisions=("fp32",))
    with pytest.raises(DeviceUnavailable):
        load_restorer(str(path), device="cpu", precision="bf16")
    with pytest.raises(DeviceUnavailable):
        load_restorer(str(path), device="cuda:99")
    with pytest.raises(ModelNotFound):
        load_restorer(str(tmp_path / "other.json"))


@pytest.fixture
def cuda() -> Iterator[torch.device]:
    """The first CUDA device, computing in true fp32."""
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    before = torch.backends.cudnn.allow_tf32, torch.backends.cuda.matmul.allow_tf32
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = False
    yield torch.device("cuda", 0)
    torch.backends.cudnn.allow_tf32, torch.backends.cuda.matmul.allow_tf32 = before


@pytest.mark.gpu
@pytest.mark.parametrize(("precision", "tolerance"), [("fp32", 1e-3), ("bf16", 0.02)])
@both
def test_cuda_equals_cpu(
    backbone: Backbone, cuda: torch.device, precision: Precision, tolerance: float
) -> None:
    x = array(2, 3, 37, 51)
    here, near = restorer(backbone)(x)
    there, far = restorer(backbone, device=cuda, precision=precision)(x)
    assert np.abs(there - here).max() <= tolerance
    assert near is not None
    assert far is not None
    assert torch.equal(far.task.indices.cpu(), near.task.indices)


@pytest.mark.gpu
def test_queries_kept_on_the_processor_are_taken(cuda: torch.device) -> None:
    x, other = array(1, 3, 16, 16), array(1, 3, 16, 16, seed=5)
    model = restorer(device=cuda)
    asked = model.query(other)
    kept = Queries(*(row if row is None else row.cpu() for row in asked))
    np.testing.assert_array_equal(model(x, kept)[0], model(x, asked)[0])
