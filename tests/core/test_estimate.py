"""The need that is told is never less than what is taken, nor many times more."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydicom import Dataset

from core import estimate, sink
from core.choice import choose_task
from core.engine import RestoreRequest, restore
from core.errors import OutOfMemory
from core.estimate import Need, demand_fit, need_of
from core.models.card import Size
from core.region import Region
from io_formats import Scene, open_scene
from io_formats.errors import NotWritable
from tests import dicom_factories as dicom
from tests import geotiff_factories as geotiff
from tests.core.restorers import Blur, card

CARD = card(scales=(1, 2, 4), size=Size(tile=128, overlap=16))
GIB = 2**30


def photo(path: Path) -> Path:
    pixels = np.random.default_rng(0).integers(0, 255, (500, 700, 3), np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def wide(path: Path) -> Path:
    pixels = np.random.default_rng(0).integers(0, 255, (90, 6000, 3), np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def raster(path: Path) -> Path:
    pixels = np.random.default_rng(0).integers(1, 4000, (5, 300, 500)).astype(np.uint16)
    pixels[:, :50, :60] = 0
    return geotiff.write_raster(path, pixels, nodata=0)


def slices(make: Callable[[int], Dataset], side: int) -> Callable[[Path], Path]:
    def larger(index: int) -> Dataset:
        dataset = make(index)
        pixels = dicom.stored(index, rows=side, columns=side)
        dicom.pour(dataset, np.abs(pixels) if dataset.Modality == "PT" else pixels)
        return dataset

    return lambda path: dicom.series(path.with_suffix(""), larger, count=3)


CASES: dict[str, tuple[Callable[[Path], Path], str, int]] = {
    "photo": (photo, "a.png", 1),
    "photo enlarged": (photo, "a.png", 2),
    "wide photo": (wide, "a.png", 1),
    "raster with nodata": (raster, "a.tif", 1),
    "raster enlarged": (raster, "a.tif", 2),
    "CT": (slices(dicom.ct, 300), "ct", 1),
    "PET": (slices(dicom.pt, 300), "pt", 1),
    "MR": (slices(dicom.mr, 300), "mr", 1),
    "MR enlarged": (slices(dicom.mr, 200), "mr", 4),
}


def needed(scene: Scene, **given: object) -> Need:
    choice = choose_task(scene, "auto", None, CARD)
    window = CARD.window_of(choice.task.id)
    return need_of(scene, CARD, window, **{"scale": 1, "on_processor": False, **given})


@pytest.mark.parametrize("case", CASES)
def test_the_need_bounds_what_is_taken(case: str, tmp_path: Path) -> None:
    make, name, scale = CASES[case]
    scene = open_scene(make(tmp_path / name))
    choice = choose_task(scene, "auto", scale, CARD)
    need = needed(scene, scale=scale)
    request = RestoreRequest(task=choice.task, scale=scale)
    restore(scene.cropped(rows=slice(0, 70), columns=slice(0, 70)), request, Blur(CARD))
    tracemalloc.start()
    try:
        restore(scene, request, Blur(CARD))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak <= need.further <= 3 * peak


NETWORK = """
import resource, numpy as np, torch
from pathlib import Path
from core.models.config import NetConfig, PromptConfig
from core.models.datprl import Datprl
from core.restorer import NetRestorer
from tests.core.restorers import card

def bytes_of(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) * 1024

prompts = PromptConfig(width=16, task_prompts=4, domain_prompts=4, task_top_k=2, domain_top_k=2)
torch.manual_seed(0)
net = Datprl(NetConfig(prompts=prompts, **{config}))
run = NetRestorer(card(net=net.config), net, torch.device("cpu"), "fp32")
run(np.zeros((1, 3, 64, 64), np.float32))
before = bytes_of("VmRSS")
run(np.random.default_rng(0).random((1, 3, {side}, {side}), np.float32))
print(bytes_of("VmHWM") - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks Linux for its peak")
@pytest.mark.parametrize(
    ("side", "config"),
    [
        (448, {"backbone": "nafnet", "width": 24, "encoder": (1, 1), "middle": 1,
               "decoder": (1, 1)}),
        (192, {"backbone": "restormer", "width": 48, "encoder": (1, 1, 1), "middle": 1,
               "decoder": (1, 1, 1), "heads": (1, 2, 4, 8)}),
    ],
    ids=["nafnet", "restormer"],
)  # fmt: skip
def test_a_network_takes_no_more_than_is_told(side: int, config: dict[str, object]) -> None:
    script = NETWORK.format(config=config, side=side)
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    taken = int(ran.stdout)
    told = estimate.ACTIVATIONS[str(config["backbone"])] * int(str(config["width"])) * side**2 * 4
    assert told / 5 < taken <= told


def test_large_results_need_disk_and_no_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = open_scene(raster(tmp_path / "a.tif"))
    size = 5 * 600 * 1000 * 2
    small = needed(scene, scale=2)
    assert (small.result, small.disk) == (size + 600 * 1000, 0)
    monkeypatch.setattr(sink, "MEMORY_LIMIT", size - 1)
    large = needed(scene, scale=2)
    assert (large.result, large.disk) == (600 * 1000, size)
    assert large.further == small.further - size


def test_a_region_needs_what_it_covers(tmp_path: Path) -> None:
    scene = open_scene(photo(tmp_path / "a.png"))
    region = Region(rows=(0, 100), columns=(0, 100))
    part, every = needed(scene, region=region), needed(scene)
    assert part.result == 2 * 100 * 100 * 3
    assert part.further < every.further


def test_an_accelerator_holds_the_network_itself(tmp_path: Path) -> None:
    scene = open_scene(photo(tmp_path / "a.png"))
    window = CARD.window_of("natural-derain")
    large = CARD.model_copy(update={"net": CARD.net.model_copy(update={"width": 256})})
    own, processor = (
        need_of(scene, large, window, scale=1, on_processor=here) for here in (False, True)
    )
    assert processor.work > 4 * own.work
    assert processor.least_work < processor.work / 2


NEED = Need(
    held=0, result=GIB, work=2 * GIB, least_work=GIB, disk=0, free=4 * GIB, free_disk=GIB
)  # fmt: skip


def test_enough_is_not_spoken_of(tmp_path: Path) -> None:
    scene = open_scene(photo(tmp_path / "a.png"))
    assert demand_fit(NEED, scene) == ()
    assert demand_fit(replace(NEED, free=None, disk=1, free_disk=None), scene) == ()
    assert demand_fit(replace(NEED, disk=GIB), scene) == ()


def test_what_may_not_fit_is_warned_of(tmp_path: Path) -> None:
    scene = open_scene(photo(tmp_path / "a.png"))
    (said,) = demand_fit(replace(NEED, free=5 * GIB // 2), scene)
    assert said.startswith("3.0 GiB of memory may be needed, and 2.5 GiB are free")
    assert "--tile" in said


def test_what_cannot_fit_is_refused(tmp_path: Path) -> None:
    scene = open_scene(photo(tmp_path / "a.png"))
    with pytest.raises(OutOfMemory, match=r"2\.0 GiB .* 1\.5 GiB are free"):
        demand_fit(replace(NEED, free=3 * GIB // 2), scene)
    with pytest.raises(NotWritable, match=r"temporary file of 2\.0 GiB, and 1\.0 GiB are free"):
        demand_fit(replace(NEED, disk=2 * GIB), scene)


@pytest.mark.parametrize(
    ("changed", "fits"),
    [({}, True), ({"free": GIB}, False), ({"free": None}, None), ({"disk": 2 * GIB}, False)],
)
def test_whether_it_fits(changed: dict[str, int | None], fits: bool | None) -> None:
    assert replace(NEED, **changed).fits is fits
