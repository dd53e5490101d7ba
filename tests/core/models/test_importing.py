"""A released checkpoint becomes a model that gives the same pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from core.errors import UnsafeWeights, WeightsMismatch
from core.models.importing import ASSUMED_WINDOWS, import_official
from core.models.official import load_official
from core.models.registry import DEFAULT_MODEL, build, find_card, read_card
from core.tasks import TASKS
from io_formats.errors import TargetExists
from tests.core.models.nets import GOLDEN, image, official_tensors


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATPRL_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


def listing(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def state(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.golden
@pytest.mark.parametrize("name", GOLDEN)
def test_imported_network_is_the_released_one(golden: Path, folder: Path, name: str) -> None:
    source = golden / f"{name}.pth"
    path = import_official(source, "six-tasks")
    assert path == folder / "six-tasks.json"
    assert listing(folder) == ["six-tasks.json", "six-tasks.safetensors"]
    found, card = find_card("six-tasks")
    net, x = build(found, card), image(1, 3, 37, 51)
    with torch.inference_mode():
        assert torch.equal(net(x)[0], load_official(source)(x)[0])
    assert card.size.padding == "zero"
    assert card.size.multiple == net.backbone.multiple
    assert source.name in card.title
    assert not card.unverified


@pytest.mark.golden
def test_top_k_goes_into_the_card(golden: Path) -> None:
    path = import_official(golden / "restormer_tiny.pth", "few", task_top_k=1, domain_top_k=2)
    prompts = read_card(path).net.prompts
    assert (prompts.task_top_k, prompts.domain_top_k) == (1, 2)


@pytest.mark.golden
def test_assumed_windows_are_marked(golden: Path) -> None:
    card = read_card(import_official(golden / "nafnet_tiny_ema.pth", "own"))
    medical = {task for task, row in TASKS.items() if row.domain == "medical"}
    assert set(card.windows) == set(ASSUMED_WINDOWS) == medical
    assert all(window.assumed for window in card.windows.values())
    assert any("assumed" in sentence for sentence in card.cautions)
    window = card.window_of("ct-denoise")
    assert (window.low, window.high, window.unit) == (-160, 240, "HU")


@pytest.mark.golden
def test_task_only_network_is_unverified(golden: Path, tmp_path: Path) -> None:
    dropped = ("domain_prompt_pool", "domain_mapper", "prompt_cross_attention", "prompt_fusion")
    tensors = official_tensors(golden, "nafnet_tiny_ema")
    kept = {name: value for name, value in tensors.items() if not name.startswith(dropped)}
    torch.save({"params": kept}, tmp_path / "five.pth")
    path = import_official(tmp_path / "five.pth", "five-tasks")
    card = read_card(path)
    assert card.unverified
    assert any("verify" in sentence for sentence in card.cautions)
    with torch.inference_mode():
        _, trace = build(path, card)(image(1, 3, 16, 16))
    assert trace.domain is None


@pytest.mark.golden
def test_taken_name(golden: Path, folder: Path) -> None:
    import_official(golden / "restormer_tiny.pth", "own")
    before = state(folder)
    with pytest.raises(WeightsMismatch) as caught:
        import_official(golden / "nafnet_tiny_ema.pth", "own")
    assert "own" in caught.value.why
    assert "--force" in caught.value.fix
    assert state(folder) == before
    path = import_official(golden / "nafnet_tiny_ema.pth", "own", force=True)
    card = read_card(path)
    assert card.net.backbone == "nafnet"
    build(path, card)


@pytest.mark.golden
def test_bundled_name_stays_taken(golden: Path, folder: Path) -> None:
    """The bundled model is found first: an import under its name would never be used."""
    with pytest.raises(WeightsMismatch) as caught:
        import_official(golden / "restormer_tiny.pth", DEFAULT_MODEL, force=True)
    assert "--force" not in caught.value.fix
    assert listing(folder) == []


@pytest.mark.golden
@pytest.mark.parametrize("name", ["", "Own", "../own", "a b", ".own", "own\n", "ö"])
def test_malformed_name(golden: Path, folder: Path, name: str) -> None:
    with pytest.raises(WeightsMismatch) as caught:
        import_official(golden / "restormer_tiny.pth", name)
    assert repr(name) in caught.value.why
    assert listing(folder) == []


@pytest.mark.golden
@pytest.mark.parametrize("there", ["own.json", "own.safetensors"])
def test_files_in_the_way_leave_nothing_half_done(golden: Path, tmp_path: Path, there: str) -> None:
    """In a folder that is not searched for cards, only the files themselves tell."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / there).write_bytes(b"mine")
    with pytest.raises(TargetExists):
        import_official(golden / "restormer_tiny.pth", "own", folder=elsewhere)
    assert state(elsewhere) == {there: b"mine"}


def test_damaged_checkpoint_leaves_nothing(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "net.pth").write_text("no checkpoint")
    with pytest.raises(UnsafeWeights):
        import_official(tmp_path / "net.pth", "own")
    assert listing(folder) == []
