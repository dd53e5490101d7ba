"""The process that computes, from the window's side: real children, a tiny model."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest

from app import protocol as p
from app.client import Client
from app.mapped import map_scene, placed
from core.batch.options import BatchOptions
from core.job import run_job
from core.options import JobOptions, RestoreOptions, SaveOptions
from core.region import Region
from core.restorer import load_restorer
from io_formats import open_scene
from tests import photo_factories as photo
from tests.core.batch.runs import photos

ROOT = Path(__file__).parents[2]
Kind = TypeVar("Kind")
PATIENT_S = 120.0


class Listening:
    """A client, and what it said."""

    def __init__(self, root: Path) -> None:
        self.said: queue.Queue[p.Event] = queue.Queue()
        self.seen: list[p.Event] = []
        self.client = Client(self.said.put, root=root)

    def wait(self, *kinds: type[Kind]) -> Kind:
        """Return the next event of some kinds."""
        until = time.monotonic() + PATIENT_S
        while True:
            event: Any = self.said.get(timeout=max(until - time.monotonic(), 0.01))
            self.seen.append(event)
            if isinstance(event, kinds):
                return event
            assert not isinstance(event, p.Failed), event


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[Listening]:
    root = tmp_path / "temporary"
    root.mkdir()
    listening = Listening(root)
    listening.client.start()
    yield listening
    listening.client.close()
    assert list(root.iterdir()) == []


def picture(path: Path, rows: int = 40, columns: int = 56) -> Path:
    path.write_bytes(photo.png(photo.samples(rows, columns)))
    return path


def asked(path: Path, model: Path, **options: Any) -> p.Restore:
    return p.Restore(
        scene="a", path=path, model=str(model), device="cpu", options=RestoreOptions(**options)
    )


def whole(scene: Any) -> Any:
    return scene.pixels[tuple(slice(0, size) for size in scene.shape)]


def test_photo_is_restored_measured_and_saved_as_by_the_command(
    tmp_path: Path, tiny: Path, heard: Listening
) -> None:
    path = picture(tmp_path / "a.png")
    job = heard.client.send(asked(path, tiny, tile=64))
    assert heard.wait(p.Ready).threads >= 1
    restored = heard.wait(p.Restored)
    assert restored.job == job
    expected = run_job(
        path,
        JobOptions(output=tmp_path / "by-command", tile=64),
        load_restorer(str(tiny), device="cpu")[0],
    )
    scene = placed(open_scene(path), restored.part)
    assert np.array_equal(whole(scene), whole(expected.restored))
    tiles = [event for event in heard.seen if isinstance(event, p.Tile)]
    assert sum((t.rows[1] - t.rows[0]) * (t.columns[1] - t.columns[0]) for t in tiles) == 40 * 56
    shares = [e.share for e in heard.seen if isinstance(e, p.Progress) and e.stage == "restoring"]
    assert shares == sorted(shares)
    assert shares[-1] == 1

    heard.client.send(p.Measure(scene="a", truth=path))
    measured = heard.wait(p.Measured)
    metrics = measured.metrics
    assert metrics["input"]["rmse"] == 0
    assert measured.notes == ()
    assert measured.truth is not None
    truth = map_scene(open_scene(path), measured.truth)
    assert np.array_equal(whole(truth), whole(open_scene(path)))
    heard.client.send(p.Save(scene="a", options=SaveOptions(output=tmp_path / "by-window")))
    saved = heard.wait(p.Saved)
    assert saved.path.read_bytes() == expected.written.path.read_bytes()
    assert f'"rmse": {metrics["output"]["rmse"]}' in saved.sidecar.read_text(encoding="utf-8")


def test_prompts_of_a_result_are_told_and_each_plane_is_asked(
    tmp_path: Path, tiny: Path, heard: Listening
) -> None:
    heard.client.send(asked(picture(tmp_path / "a.png"), tiny))
    restored = heard.wait(p.Restored)
    assert restored.pools is not None
    assert {pool: len(rows) for pool, rows in restored.pools.likeness.items()} == {
        "task": 5,
        "domain": 4,
    }
    assert len(restored.pools.gates) == len(restored.report["prompts"]["gates"])
    job = heard.client.send(p.Listen(scene="a"))
    listened = heard.wait(p.Listened)
    assert (listened.job, listened.scene) == (job, "a")
    assert listened.planes == (restored.report["prompts"],)
    heard.client.send(p.Listen(scene="b"))
    with pytest.raises(AssertionError, match="restore it first"):
        heard.wait(p.Listened)


def test_a_result_is_looked_at_without_a_truth(
    tmp_path: Path, tiny: Path, heard: Listening
) -> None:
    path = picture(tmp_path / "a.png")
    heard.client.send(asked(path, tiny, scale=2))
    restored = heard.wait(p.Restored)
    job = heard.client.send(p.Trust(scene="a"))
    trusted = heard.wait(p.Trusted)
    assert (trusted.job, trusted.planes) == (job, (0, 1))
    spread = map_scene(open_scene(path), trusted.spread)
    assert spread.shape == (1, 3, 80, 112) == restored.part.pixels.shape
    assert float(whole(spread).max()) == trusted.spread_largest > 0
    assert trusted.residual is not None
    assert map_scene(open_scene(path), trusted.residual).shape == (1, 3, 40, 56)
    assert trusted.residual_rms is not None
    assert trusted.residual_rms > 0
    assert 0 < trusted.changes.share_above(0) <= 1
    shares = [e.share for e in heard.seen if isinstance(e, p.Progress) and e.stage == "trusting"]
    assert shares == sorted(shares)
    heard.client.send(p.Forget(scene="a"))
    heard.client.send(asked(path, tiny, scale=2))
    heard.wait(p.Restored)
    assert not trusted.spread.pixels.path.exists()


def test_region_alone_changes(tmp_path: Path, tiny: Path, heard: Listening) -> None:
    path = picture(tmp_path / "a.png", 90, 80)
    heard.client.send(asked(path, tiny, region=Region(rows=(10, 50), columns=(20, 60))))
    restored = heard.wait(p.Restored)
    assert restored.part.pixels.shape == (1, 3, 40, 40)
    before = open_scene(path)
    after = placed(before, restored.part)
    changed = (whole(before) != whole(after)).any((0, 1))
    assert changed[10:50, 20:60].any()
    changed[10:50, 20:60] = False
    assert not changed.any()
    heard.client.send(p.Save(scene="a", options=SaveOptions(output=tmp_path / "out")))
    assert np.array_equal(whole(open_scene(heard.wait(p.Saved).path)), whole(after))


def test_batch_held_before_the_process_is_there_waits(
    tmp_path: Path, tiny: Path, heard: Listening
) -> None:
    source, options = photos(tmp_path / "in", ["a.png", "b.png"]), BatchOptions(model=str(tiny))
    heard.client.send(p.Batch(inputs=(source,), output=tmp_path / "out", options=options))
    heard.client.pause(paused=True)
    heard.wait(p.BatchListed)
    for _ in range(3):
        heard.wait(p.Heartbeat)
    assert not [event for event in heard.seen if isinstance(event, p.BatchChanged)]
    heard.client.pause(paused=False)
    assert heard.wait(p.BatchEnded).counts.done == 2
    again = p.Batch(inputs=(source,), output=tmp_path / "again", options=options)
    heard.client.send(again)
    assert heard.wait(p.BatchEnded).counts.done == 2, "what was held once holds no other batch"


def test_errors_of_the_family_arrive_as_sentences(
    tmp_path: Path, tiny: Path, heard: Listening
) -> None:
    heard.client.send(asked(tmp_path / "none.png", tiny))
    with pytest.raises(AssertionError, match="SOURCE-MISSING"):
        heard.wait(p.Restored)
    heard.client.send(p.Save(scene="b", options=SaveOptions(output=tmp_path)))
    with pytest.raises(AssertionError, match="restore it first"):
        heard.wait(p.Saved)


def test_cancel_is_answered_between_tiles_and_the_child_stays(
    tmp_path: Path, tiny: Path, heard: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Cooperative or not at all: how long it takes is for ``bench_restoring`` to say.
    monkeypatch.setattr("app.client.PATIENCE_S", PATIENT_S)
    job = heard.client.send(asked(picture(tmp_path / "a.png", 1500, 1500), tiny, tile=64))
    heard.wait(p.Tile)
    heard.client.cancel()
    assert heard.wait(p.Cancelled) == p.Cancelled(job=job)
    assert not any(isinstance(event, p.Restored) for event in heard.seen)
    heard.client.send(asked(picture(tmp_path / "b.png"), tiny))
    heard.wait(p.Restored)
    assert len(list(heard.client.folder.glob("*.pixels"))) == 1


def test_waiting_job_is_taken_out_of_the_queue(
    tmp_path: Path, tiny: Path, heard: Listening
) -> None:
    first = heard.client.send(asked(picture(tmp_path / "a.png"), tiny))
    second = heard.client.send(asked(picture(tmp_path / "b.png"), tiny))
    heard.client.cancel(second)
    assert heard.wait(p.Cancelled).job == second
    assert heard.wait(p.Restored).job == first
    assert heard.client.running is None


def test_saving_says_where_it_writes_and_how_far_it_is(
    tmp_path: Path, tiny: Path, heard: Listening
) -> None:
    heard.client.send(asked(picture(tmp_path / "a.png"), tiny))
    heard.wait(p.Restored)
    heard.client.send(p.Save(scene="a", options=SaveOptions(output=tmp_path / "out")))
    saved = heard.wait(p.Saved)
    saving = [e for e in heard.seen if isinstance(e, p.Progress) and e.stage == "saving"]
    assert [event.writes for event in saving if event.writes] == [saved.path]
    assert saving[-1].writes is None  # told by the writing itself


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
class TestReplaced:
    """A child that hangs or dies."""

    def test_child_that_does_not_stop_is_replaced(
        self, tmp_path: Path, tiny: Path, heard: Listening
    ) -> None:
        heard.client.send(asked(picture(tmp_path / "a.png", 900, 900), tiny, tile=64))
        heard.wait(p.Tile)
        assert heard.client.process_id is not None
        os.kill(heard.client.process_id, signal.SIGSTOP)
        heard.client.cancel()
        assert heard.wait(p.Cancelled).restarted
        heard.wait(p.Ready)

    def test_killed_child_is_told_and_earlier_results_are_still_saved(
        self, tmp_path: Path, tiny: Path, heard: Listening
    ) -> None:
        path = picture(tmp_path / "a.png")
        heard.client.send(asked(path, tiny))
        after = placed(open_scene(path), heard.wait(p.Restored).part)
        long = asked(picture(tmp_path / "b.png", 900, 900), tiny, tile=64)
        job = heard.client.send(p.Restore(**{**vars(long), "scene": "b"}))
        heard.wait(p.Tile)
        save = p.Save(scene="a", options=SaveOptions(output=tmp_path / "out"))
        saving = heard.client.send(save)
        assert heard.client.process_id is not None
        os.kill(heard.client.process_id, signal.SIGKILL)
        crashed = heard.wait(p.Crashed)
        assert (crashed.job, crashed.exit_code) == (job, -signal.SIGKILL)
        assert "memory" in crashed.why
        saved = heard.wait(p.Saved)
        assert saved.job == saving
        assert np.array_equal(whole(open_scene(saved.path)), whole(after))

    def test_what_a_child_wrote_that_did_not_stop_saving_is_removed(
        self, tmp_path: Path, tiny: Path, heard: Listening
    ) -> None:
        path, out = picture(tmp_path / "a.png"), tmp_path / "out"
        heard.client.send(asked(path, tiny))
        heard.wait(p.Restored)
        path.unlink()
        os.mkfifo(path)  # the record holds a hash of the source, which never ends now
        out.mkdir()
        left, foreign = out / ".0123abcd.tmp-a.png", out / ".0123abcd.tmp-b.png"
        left.touch()
        foreign.touch()
        heard.client.send(p.Save(scene="a", options=SaveOptions(output=out)))
        until = time.monotonic() + PATIENT_S
        while not (out / "a.png").exists():
            assert time.monotonic() < until
            time.sleep(0.02)
        heard.client.cancel()
        assert heard.wait(p.Cancelled).restarted
        assert not left.exists()
        assert foreign.exists()

    def test_folder_of_a_killed_program_is_removed_by_the_next(self, tmp_path: Path) -> None:
        program = (
            "import os, sys\nfrom pathlib import Path\nfrom app.scratch import Scratch\n"
            "s = Scratch(Path(sys.argv[1])); (s.folder / 'x.pixels').touch()\n"
            "os.kill(os.getpid(), 9)\n"
        )
        subprocess.run([sys.executable, "-c", program, tmp_path], cwd=ROOT, check=False)
        assert len(list(tmp_path.iterdir())) == 1
        alive = Client(lambda event: None, root=tmp_path)
        other = Client(lambda event: None, root=tmp_path)
        assert sorted(tmp_path.iterdir()) == sorted([alive.folder, other.folder])
        assert alive.folder.stat().st_mode & 0o077 == 0
        alive.close()
        other.close()
        assert list(tmp_path.iterdir()) == []


def test_child_needs_no_console_and_no_qt(tmp_path: Path, tiny: Path) -> None:
    """As in a windowed program, whose streams are None."""
    program = (
        "import sys, threading, multiprocessing as m\n"
        "from pathlib import Path\n"
        "from app import protocol as p\n"
        "from app.worker import Envelope, serve\n"
        "if __name__ == '__main__':\n"
        "    ours, theirs = m.Pipe()\n"
        "    out, sys.stdout, sys.stderr = sys.stdout, None, None\n"
        "    r = p.Restore(scene='a', path=Path(sys.argv[1]), model=sys.argv[2], device='cpu')\n"
        "    for request in (r, p.SelfTest(), p.Close()):\n"
        "        ours.send(Envelope(job=1, request=request))\n"
        "    told = theirs, m.Event(), m.Event(), Path(sys.argv[3])\n"
        "    t = threading.Thread(target=serve, args=told)\n"
        "    t.start()\n"
        "    names = []\n"
        "    while not names or names[-1] not in ('SelfTested', 'Failed'):\n"
        "        names.append(type(ours.recv()).__name__)\n"
        "    t.join()\n"
        "    print(*names, 'PySide6' in sys.modules, file=out)\n"
    )
    path = picture(tmp_path / "a.png")
    arguments = [sys.executable, "-c", program, str(path), str(tiny), str(tmp_path)]
    run = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    words = run.stdout.split()
    assert words[-2:] == ["SelfTested", "False"], run
    assert "Restored" in words
