"""The assembled network: sizes, queries, the trace, and how many parameters it has."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.models.config import Fusion, NetConfig, PromptConfig
from core.models.datprl import Datprl, Queries
from core.models.fusion import AdaptiveGate
from tests.core.models.nets import Backbone, fill, image, tiny

both = pytest.mark.parametrize("backbone", ["restormer", "nafnet"])
NETS = {name: tiny(name) for name in ("restormer", "nafnet")}
EXACT = {name: tiny(name).double() for name in ("restormer", "nafnet")}
"""In float64, where only defects differ and not the order of sums."""


@both
@given(rows=st.integers(1, 37), columns=st.integers(1, 37))
@settings(max_examples=8, deadline=None)
def test_any_size_keeps_its_shape(backbone: Backbone, rows: int, columns: int) -> None:
    x = image(1, 3, rows, columns)
    with torch.inference_mode():
        y, trace = NETS[backbone](x)
    assert y.shape == x.shape
    assert y.isfinite().all()
    assert trace.fused.shape == (1, 2, 16)


@torch.inference_mode()
@both
def test_odd_sizes_are_padded_with_zeros(backbone: Backbone) -> None:
    net, x = EXACT[backbone], image(1, 3, 13, 9).double()
    wide = torch.zeros(1, 3, 16, 16 if backbone == "restormer" else 12).double()
    wide[..., :13, :9] = x
    torch.testing.assert_close(net(x)[0], net(wide)[0][..., :13, :9])


@torch.inference_mode()
@both
@pytest.mark.parametrize("fusion", ["paper", "released"])
def test_asking_first_is_the_same_as_asking_within(backbone: Backbone, fusion: Fusion) -> None:
    net, x = tiny(backbone, fusion=fusion), image(1, 3, 21, 18)
    y, trace = net(x)
    told, again = net(x, net.query(x))
    assert torch.equal(told, y)
    assert torch.equal(again.fused, trace.fused)


@torch.inference_mode()
@both
def test_given_queries_replace_the_images_own(backbone: Backbone) -> None:
    net, x, other = NETS[backbone], image(1, 3, 16, 16), image(1, 3, 16, 16, seed=8) ** 4
    y, own = net(x)
    told, trace = net(x, net.query(other))
    assert torch.equal(trace.fused, net(other)[1].fused)
    assert (trace.fused - own.fused).abs().max() > 1e-3
    assert (told - y).abs().max() > 1e-5


@torch.inference_mode()
@both
def test_one_query_serves_a_whole_batch(backbone: Backbone) -> None:
    net, x = EXACT[backbone], image(3, 3, 16, 16).double()
    queries = net.query(x[:1])
    together, trace = net(x, queries)
    assert trace.fused.shape[0] == trace.task.indices.shape[0] == 1
    for i in range(3):
        alone, _ = net(x[i : i + 1], queries)
        torch.testing.assert_close(together[i : i + 1], alone, rtol=0, atol=1e-5)


@torch.inference_mode()
@both
def test_images_of_a_batch_do_not_meet(backbone: Backbone) -> None:
    x = torch.cat([image(1, 3, 16, 16), image(1, 3, 16, 16, seed=8) ** 4]).double()
    net = EXACT[backbone]
    together, trace = net(x)
    for i in range(2):
        alone, own = net(x[i : i + 1])
        torch.testing.assert_close(together[i : i + 1], alone, rtol=0, atol=1e-5)
        torch.testing.assert_close(trace.task.query[i : i + 1], own.task.query, rtol=0, atol=1e-5)


@torch.inference_mode()
@both
@pytest.mark.parametrize("fusion", ["paper", "released"])
def test_channels_last_gives_the_same(backbone: Backbone, fusion: Fusion) -> None:
    net, x = tiny(backbone, fusion=fusion).double(), image(2, 3, 19, 22).double()
    y, _ = net(x)
    net = net.to(memory_format=torch.channels_last)
    there, _ = net(x.contiguous(memory_format=torch.channels_last))
    torch.testing.assert_close(there, y, rtol=0, atol=1e-5)


@torch.inference_mode()
@both
def test_deterministic(backbone: Backbone) -> None:
    x = image(1, 3, 16, 16)
    assert torch.equal(NETS[backbone](x)[0], NETS[backbone](x)[0])


@both
@pytest.mark.parametrize("fusion", ["paper", "released"])
def test_trace_lists_gates_as_they_are_executed(backbone: Backbone, fusion: Fusion) -> None:
    net = tiny(backbone, fusion=fusion)
    executed: list[float] = []
    gates = [module for module in net.modules() if isinstance(module, AdaptiveGate)]
    for i, gate in enumerate(gates):
        with torch.no_grad():
            gate.ratio.copy_(torch.tensor([0.3 * i, 0.0]))
        gate.register_forward_hook(lambda module, *_: executed.append(module.alpha.item()))
    with torch.inference_mode():
        _, trace = net(image(1, 3, 16, 16))
    assert len(set(executed)) == len(gates) == {"restormer": 6, "nafnet": 4}[backbone]
    assert trace.gates.tolist() == pytest.approx(executed)


@both
def test_without_a_domain_pool_the_task_speaks_alone(backbone: Backbone) -> None:
    net, x = tiny(backbone, domain=False), image(2, 3, 16, 16)
    with torch.inference_mode():
        queries = net.query(x)
        _, trace = net(x)
    assert queries.domain is None
    assert trace.domain is None
    assert torch.equal(trace.fused, trace.task.representation)
    assert not any(name.startswith(("domain", "fusion")) for name in net.state_dict())


@both
@pytest.mark.parametrize("fusion", ["paper", "released"])
def test_every_parameter_learns(backbone: Backbone, fusion: Fusion) -> None:
    """No dead weight: what does not change the picture has no business in the file."""
    net, x = tiny(backbone, fusion=fusion), image(2, 3, 16, 16)
    y, _ = net(x)
    (y * image(*y.shape, seed=6)).sum().backward()
    idle = [name for name, p in net.named_parameters() if p.grad is None or not p.grad.any()]
    assert idle == []


@both
def test_prompts_are_chosen_in_fp32_under_autocast(backbone: Backbone) -> None:
    net, x = tiny(backbone), image(1, 3, 32, 32)
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        queries = net.query(x)
        _, trace = net(x)
    assert isinstance(queries, Queries)
    assert queries.domain is not None
    assert {queries.domain.dtype, queries.task.dtype, trace.fused.dtype} == {torch.float32}


@both
def test_image_enters_in_full_precision_under_autocast(backbone: Backbone) -> None:
    """What haze leaves of a scene lies below the eight bits of bfloat16."""
    net, x = tiny(backbone), 0.9 + image(1, 3, 32, 32) / 1000
    with torch.inference_mode():
        expected = net.backbone.encode(x).stem
        with torch.autocast("cpu", dtype=torch.bfloat16):
            assert torch.equal(net.backbone.encode(x).stem, expected)


def released(**fields: object) -> NetConfig:
    """The network of the paper's experiments."""
    return NetConfig.model_validate(
        {
            "backbone": "restormer",
            "width": 48,
            "encoder": (4, 6, 6),
            "middle": 8,
            "decoder": (4, 6, 6),
            "refinement": 4,
            "heads": (1, 2, 4, 8),
            "prompts": PromptConfig(fusion="released"),
            **fields,
        }
    )


def count(module: torch.nn.Module, *, gates: bool = True) -> float:
    """Return millions of parameters."""
    return (
        sum(p.numel() for name, p in module.named_parameters() if gates or ".gate." not in name)
        / 1e6
    )


def test_size_of_the_released_network() -> None:
    """53.13 M in the authors' files, of which 9.09 M are queries and keys that cannot matter."""
    with torch.device("meta"):
        net = Datprl(released())
    assert count(net) == pytest.approx(44.04, abs=0.02)
    assert count(net.backbone, gates=False) == pytest.approx(25.45, abs=0.005)
    assert len(list(net.backbone.gates())) == 28


def test_size_of_the_paper_network() -> None:
    """Attention that is real has its queries and keys back, and needs no squeeze."""
    squeeze = 2 * (1024 * 2048 + 3 * 1024)
    with torch.device("meta"):
        net = Datprl(released(prompts=PromptConfig()))
    assert count(net) == pytest.approx(53.13 - squeeze / 1e6, abs=0.02)


def test_size_of_the_compact_backbone() -> None:
    config = NetConfig(
        backbone="nafnet",
        width=24,
        encoder=(2, 4, 6),
        middle=6,
        decoder=(4, 2, 2),
        prompts=PromptConfig(width=128),
    )
    with torch.device("meta"):
        net = Datprl(config)
    assert count(net.backbone, gates=False) == pytest.approx(2.58, abs=0.005)


def with_pools(backbone: Backbone, task: int, domain: int) -> Datprl:
    config = tiny(backbone).config
    sizes = {
        "task_prompts": task, "task_top_k": min(task, 2),
        "domain_prompts": domain, "domain_top_k": min(domain, 3),
    }  # fmt: skip
    prompts = config.prompts.model_copy(update=sizes)
    net = Datprl(config.model_copy(update={"prompts": prompts}))
    fill(net)
    return net.eval()


@torch.inference_mode()
@both
def test_without_pools_the_backbone_stands_alone(backbone: Backbone) -> None:
    net, x = with_pools(backbone, 0, 0), image(1, 3, 16, 16)
    y, trace = net(x)
    assert (trace.task, trace.domain, trace.fused) == (None, None, None)
    assert trace.gates.numel() == 0
    assert net.query(x) == Queries(None, None)
    assert torch.equal(net(x, Queries(None, None))[0], y)
    names = {name.split(".")[0] for name, _ in net.named_parameters()}
    assert names == {"backbone"}
    assert not any(".gate." in name for name, _ in net.named_parameters())


@torch.inference_mode()
@both
def test_a_single_pool_feeds_the_gates_itself(backbone: Backbone) -> None:
    x = image(1, 3, 16, 16)
    for task, domain in ((5, 0), (0, 6)):
        net = with_pools(backbone, task, domain)
        _, trace = net(x)
        answered = trace.task if task else trace.domain
        assert (trace.task is None, trace.domain is None) == (not task, not domain)
        assert answered is not None
        assert trace.fused is answered.representation
        assert not hasattr(net, "fusion")
        assert len(trace.gates) == len(list(net.backbone.gates())) > 0
