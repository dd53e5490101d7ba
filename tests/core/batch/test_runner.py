"""A run over a journal: bad files, existing targets, stopping, pausing."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from core.batch.begin import begin, go_on
from core.batch.item import Item
from core.batch.journal import Journal
from core.batch.options import BatchOptions
from core.batch.runner import Unwatched, run_batch
from core.job import run_job
from core.options import JobOptions
from core.restorer import NetRestorer, load_restorer
from io_formats import open_scene
from io_formats.errors import Cancelled, TargetExists
from io_formats.progress import CancelToken
from tests import dicom_factories as dicom
from tests import photo_factories as photo
from tests.core.batch.runs import Ended, listing, photos, ran, started, states
from tests.models import tiny_card


def test_results_are_those_of_a_single_run(tmp_path: Path, restorer: NetRestorer) -> None:
    source = photos(tmp_path / "in", ["a.png", "x/b.png"])
    with started(source, tmp_path / "out", strength=0.5) as journal:
        assert set(ran(journal, restorer).values()) == {"done"}
        item = next(journal.items())
    alone = run_job(source / "a.png", JobOptions(output=tmp_path / "one", strength=0.5), restorer)
    assert (tmp_path / "out" / "a.png").read_bytes() == alone.written.path.read_bytes()
    assert listing(tmp_path / "out") == ["a.png", "a.png.json", "x/b.png", "x/b.png.json"]
    assert item.target_bytes == (tmp_path / "out" / "a.png").stat().st_size
    assert item.outcome["sha256"] == alone.record["source"]["sha256"]
    assert item.outcome["selection"]["task"]["size"] == 5
    assert len(item.outcome["selection"]["domain"]["indices"]) == 3


def test_a_bad_file_and_a_defect_stop_nothing(
    tmp_path: Path, restorer: NetRestorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = photos(tmp_path / "in", ["a.png", "b.png", "c.png"])
    (source / "a.png").write_bytes((source / "a.png").read_bytes()[:200])
    opened = open_scene

    def fragile(path: Path, series: int | None, **told: Any) -> Any:
        if path.name == "b.png":
            raise ZeroDivisionError("secret")
        return opened(path, series, **told)

    monkeypatch.setattr("core.batch.runner.open_scene", fragile)
    with started(source, tmp_path / "out") as journal:
        said = ran(journal, restorer)
        errors = [item.error for item in journal.items("failed")]
    assert said == {"a.png": "failed", "b.png": "failed", "c.png": "done"}
    assert [error[0] for error in errors if error] == ["DAMAGED-FILE", "DEFECT"]
    assert errors[0] is not None
    assert errors[0][1].startswith("a.png could not"), "named as the user named it"
    assert "ZeroDivisionError" in str(errors[1])
    assert "secret" not in str(errors[1])
    assert listing(tmp_path / "out") == ["c.png", "c.png.json"]


@pytest.mark.parametrize(
    ("existing", "state", "names"),
    [
        ("skip", "skipped", ["a.png"]),
        ("replace", "done", ["a.png", "a.png.json"]),
        ("rename", "done", ["a-3.png", "a-3.png.json", "a.png"]),
    ],
)
def test_what_exists_is_treated_as_asked(
    existing: Any, state: str, names: list[str], tmp_path: Path, restorer: NetRestorer
) -> None:
    source = photos(tmp_path / "in", ["a.png", "a-2.png"])
    photos(tmp_path / "out", ["a.png"])
    before = (tmp_path / "out" / "a.png").read_bytes()
    with started(source, tmp_path / "out", existing=existing) as journal:
        assert ran(journal, restorer) == {"a-2.png": "done", "a.png": state}
    kept = [name for name in listing(tmp_path / "out") if not name.startswith("a-2")]
    assert kept == names
    assert ((tmp_path / "out" / "a.png").read_bytes() == before) == (existing != "replace")


def test_two_inputs_never_share_a_result(tmp_path: Path, restorer: NetRestorer) -> None:
    source = photos(tmp_path / "in", ["a.png"])
    (source / "A.jpg").write_bytes(photo.pillow(photo.samples(20, 24), "JPEG"))
    with started(source, tmp_path / "out") as journal:
        assert set(ran(journal, restorer).values()) == {"done"}
        targets = [str(item.target) for item in journal.items()]
    assert targets == ["A.png", "a-2.png"]


def test_series_becomes_a_folder_and_keeps_clear_of_others(
    tmp_path: Path, restorer: NetRestorer
) -> None:
    source = photos(tmp_path / "in", ["scan/photo.png"])
    dicom.series(source / "scan", count=2)
    with started(source, tmp_path / "out", container="webp") as journal:
        assert set(ran(journal, restorer).values()) == {"done"}
    assert open_scene(tmp_path / "out" / "scan-2").shape[0] == 2
    assert (tmp_path / "out" / "scan" / "photo.webp").exists(), "the container is for photos alone"


def test_truths_give_figures_and_a_missing_one_is_told(
    tmp_path: Path, restorer: NetRestorer
) -> None:
    source = photos(tmp_path / "in", ["x/a.png", "b.png"])
    (tmp_path / "truth" / "x").mkdir(parents=True)
    scene = photo.samples(20, 24)
    (tmp_path / "truth" / "x" / "a.tif").write_bytes(photo.pillow(scene, "TIFF"))
    with started(source, tmp_path / "out", reference=tmp_path / "truth") as journal:
        assert ran(journal, restorer) == {"b.png": "failed", "x/a.png": "done"}
        (done,) = journal.items("done")
        (failed,) = journal.items("failed")
    assert done.outcome["metrics"]["input"]["rmse"] == 0
    assert failed.error is not None
    assert "no ground truth of that name" in failed.error[2]


def test_stop_leaves_nothing_half_and_the_rest_waits(tmp_path: Path, restorer: NetRestorer) -> None:
    source = photos(tmp_path / "in", ["a.png", "b.png", "c.png"])
    token = CancelToken()

    class Stop(Unwatched):
        def began(self, item: Item) -> None:
            if item.shown == "b.png":
                token.cancel()

    with started(source, tmp_path / "out") as journal:
        with pytest.raises(Cancelled):
            run_batch(journal, lambda name: restorer, cancel=token, watcher=Stop())
        assert states(journal) == {"a.png": "done", "b.png": "waiting", "c.png": "waiting"}
        assert journal.item(2).tries == 0
    assert listing(tmp_path / "out") == ["a.png", "a.png.json"]
    assert (tmp_path / "out" / "batch-report.csv").exists()
    with go_on(tmp_path / "out", {}, CancelToken()) as journal:
        ended = Ended()
        run_batch(journal, lambda name: restorer, cancel=CancelToken(), watcher=ended)
    assert [item.shown for item in ended.items] == ["b.png", "c.png"]


def test_pause_holds_the_run_until_it_is_lifted(tmp_path: Path, restorer: NetRestorer) -> None:
    pause, began = threading.Event(), threading.Event()
    source = photos(tmp_path / "in", ["a.png", "b.png"])

    class Pausing(Ended):
        def began(self, item: Item) -> None:
            if not began.is_set():
                pause.set()
                began.set()

    ended = Pausing()

    def work() -> None:
        with started(source, tmp_path / "out") as journal:
            run_batch(
                journal, lambda name: restorer, cancel=CancelToken(), pause=pause, watcher=ended
            )

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    assert began.wait(30)
    thread.join(0.3)
    assert thread.is_alive()
    assert ended.items == []
    pause.clear()
    thread.join(30)
    assert [item.state for item in ended.items] == ["done", "done"]


def test_another_model_may_not_go_on(tmp_path: Path, restorer: NetRestorer) -> None:
    source = photos(tmp_path / "in", ["a.png"])
    with started(source, tmp_path / "out") as journal:
        journal.note(models={"compact": {"name": "compact", "sha256": "0" * 64}})
        with pytest.raises(TargetExists, match="another model"):
            run_batch(journal, lambda name: restorer, cancel=CancelToken())


def test_memory_is_not_kept_by_items(tmp_path: Path, restorer: NetRestorer) -> None:
    import gc

    from io_formats import Scene

    def scenes() -> int:
        gc.collect()
        return sum(type(one) is Scene for one in gc.get_objects())

    counts: list[int] = []

    class Counting(Unwatched):
        def ended(self, item: Item) -> None:
            counts.append(scenes())

    source = photos(tmp_path / "in", [f"{n}.png" for n in range(4)])
    (source / "1.png").write_bytes((source / "1.png").read_bytes()[:200])
    with started(source, tmp_path / "out") as journal:
        run_batch(journal, lambda name: restorer, cancel=CancelToken(), watcher=Counting())
    assert counts[-1] <= counts[0]


def test_unused_card_has_no_pools(tmp_path: Path) -> None:
    card = tiny_card(tmp_path / "model", name="other")
    other = load_restorer(str(card), device="cpu", precision="fp32")[0]
    source = photos(tmp_path / "in", ["a.png"])
    journal = begin([source], tmp_path / "out", BatchOptions(model=str(card)), CancelToken())
    with journal:
        assert ran(journal, other) == {"a.png": "done"}
    with Journal(tmp_path / "out") as journal:
        assert journal.told("models")[str(card)]["name"] == "other"
