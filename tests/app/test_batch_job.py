"""A batch in the child, when the window dies: no input is blamed for it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from app import protocol as p
from app.batch_job import do_batch
from core.batch.journal import Journal
from core.batch.options import BatchOptions
from core.restorer import NetRestorer, load_restorer
from io_formats.errors import Cancelled
from io_formats.progress import CancelToken
from tests.core.batch.runs import photos, states


def load(options: BatchOptions, name: str) -> NetRestorer:
    return load_restorer(name, device="cpu", precision="fp32")[0]


@pytest.mark.parametrize("at", [p.BatchMoved, p.BatchChanged])
def test_input_at_hand_waits_again_when_nobody_listens(
    at: type, tmp_path: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.batch_job.MOVED_S", 0.0)
    source, out = photos(tmp_path / "in", ["a.png", "b.png"]), tmp_path / "out"
    options = BatchOptions(model=str(tiny))
    request = p.Batch(inputs=(source,), output=out, options=options, resume=False)

    def send(event: Any) -> None:
        if isinstance(event, at):
            raise BrokenPipeError

    with pytest.raises(Cancelled):
        do_batch(1, request, send=send, load=load, cancel=CancelToken(), pause=threading.Event())
    with Journal(out) as journal:
        assert states(journal) == {"a.png": "waiting", "b.png": "waiting"}
        assert [item.tries for item in journal.items()] == [0, 0]


def test_loading_for_nobody_blames_no_input_either(tmp_path: Path) -> None:
    source, out = photos(tmp_path / "in", ["a.png"]), tmp_path / "out"
    request = p.Batch(inputs=(source,), output=out, options=BatchOptions(), resume=False)

    def broken(options: BatchOptions, name: str) -> NetRestorer:
        raise BrokenPipeError

    told: list[Any] = []
    with pytest.raises(Cancelled):
        do_batch(
            1, request, send=told.append, load=broken,
            cancel=CancelToken(), pause=threading.Event(),
        )  # fmt: skip
    with Journal(out) as journal:
        assert states(journal) == {"a.png": "waiting"}
