"""The process that computes: owns torch and the model, answers requests, keeps the last results.

It is started by ``app.client`` with spawn, imports no Qt, and writes to no console: a windowed
program has none. One request is done at a time; a second thread says that the process lives.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from app import protocol as p
from app.answers import Answers, StageReports
from io_formats import Scene, open_scene
from io_formats.errors import Cancelled, RestorationError
from io_formats.progress import CancelToken, Flag

if TYPE_CHECKING:
    from app.results import Results
    from core.batch.options import BatchOptions
    from core.models.pools import PoolFacts
    from core.restoration import Restored
    from core.restorer import NetRestorer

__all__ = ["Envelope", "serve"]

FIX_DEFECT = "report it with its details; the other images are not affected"


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """A request as it travels, with what a new child needs to go on where the last one ended."""

    job: int
    request: p.Request
    earlier: tuple[p.Restore, p.Restored] | None = None
    """For what is done with a result: how it came to be, and where it lies."""


def serve(connection: Connection, cancel: Flag, pause: Flag, folder: Path) -> None:
    """Answer requests until ``Close`` arrives or the other side is gone.

    Parameters
    ----------
    connection : Connection
        Envelopes come in, events go out.
    cancel : Flag
        Set by the parent to stop the job that runs.
    pause : Flag
        Set by the parent to hold a batch.
    folder : Path
        Where pixels of results are written.
    """
    _give_streams()
    answers = Answers(connection)
    threading.Thread(target=answers.beat, daemon=True).start()
    try:
        worker = _Worker(answers, cancel, pause, folder)
        answers.send(worker.ready())
        while True:
            envelope = connection.recv()
            if isinstance(envelope.request, p.Close):
                return
            worker.answer(envelope)
    except (EOFError, OSError):
        return  # the window is gone


def _give_streams() -> None:
    """Give print and progress bars of libraries something to write to."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            sink: TextIO = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - lives as long
            setattr(sys, name, sink)


class _Worker:
    """What the child knows: the model in use and the results of the scenes."""

    def __init__(self, answers: Answers, cancel: Flag, pause: Flag, folder: Path) -> None:
        from app.results import Results

        self._answers, self._cancel, self._pause = answers, CancelToken(cancel), pause
        self._results: Results = Results(folder)
        self._loaded: tuple[tuple[str, str, str], NetRestorer] | None = None

    def ready(self) -> p.Ready:
        from core.device import choose_device, describe_device, free_memory, processor_threads

        device = choose_device()
        return p.Ready(
            device=describe_device(device),
            threads=processor_threads(),
            memory_bytes=free_memory(device),
        )

    def answer(self, envelope: Envelope) -> None:
        """Do a job and send how it ended."""
        job = envelope.job
        try:
            event = self._do(envelope)  # what is done by now is told, though asked to stop
        except Cancelled:
            event = p.Cancelled(job=job)
        except RestorationError as error:
            event = p.Failed(
                job=job, code=error.code, what=error.what, why=error.why, fix=error.fix
            )
        except OSError as error:
            event = p.Failed(
                job=job,
                code="SYSTEM",
                what="the job could not be finished",
                why=error.strerror or str(error),
                fix="see whether the disk is full, and try again",
            )
        except Exception as error:  # noqa: BLE001 - a defect must not take the results along
            event = _defect(job, error)
        if event is not None:
            self._answers.send(event)

    def _do(self, envelope: Envelope) -> p.Event | None:
        request = envelope.request
        about_result: dict[type, Callable[[Envelope, Any], p.Event]] = {
            p.Save: self._save,
            p.Measure: self._measure,
            p.Listen: self._listen,
            p.Trust: self._trust,
        }
        if type(request) in about_result:
            return about_result[type(request)](envelope, request)
        if isinstance(request, p.Restore):
            return self._restore(envelope.job, request)
        if isinstance(request, p.SelfTest):
            return self._self_test(envelope.job)
        if isinstance(request, p.AddModel):
            return self._add_model(envelope.job, request)
        if isinstance(request, p.Batch):
            return self._batch(envelope.job, request)
        if isinstance(request, p.Forget):
            self._results.forget(request.scene)
        return None

    def _restore(self, job: int, request: p.Restore) -> p.Event:
        from core.restoration import choose, restore_scene

        restorer = self._restorer(job, request)
        scene = self._open(job, request)
        choice = choose(scene, request.options, restorer)
        self._answers.send(
            p.Opened(
                job=job,
                shape=scene.shape,
                task=choice.task.id,
                scale=choice.scale,
                notes=choice.notes,
            )
        )
        shown = self._results.begin(
            job, request, scene, choice.scale, restorer.card.size, self._answers.send
        )
        self._stage(job, "restoring")
        # A kept correction gives every strength without the network.
        full = replace(request.options, strength=1.0) if shown.keeps else request.options
        try:
            restored = restore_scene(
                scene,
                full,
                restorer,
                choice=choice,
                progress=StageReports(self._answers, job, "restoring"),
                cancel=self._cancel,
                observer=shown,
            )
            answer = self._results.keep(job, request, restored, shown)
        except BaseException:
            shown.discard()
            raise
        return replace(answer, pools=_pools_of(restorer))

    def _save(self, envelope: Envelope, request: p.Save) -> p.Event:
        from core.job import save
        from core.targets import target_for

        job = envelope.job
        self._stage(job, "saving")
        restored = self._result(envelope, request)
        target = target_for(restored.original, request.options, restored.choice.scale)
        self._answers.send(p.Progress(job=job, stage="saving", share=0.0, writes=target))
        told = StageReports(self._answers, job, "saving")
        done = save(restored, request.options, progress=told, cancel=self._cancel)
        return p.Saved(
            job=job,
            scene=request.scene,
            path=done.written.path,
            sidecar=done.sidecar,
            kept=tuple(done.written.kept),
            changed=tuple(done.written.changed),
            dropped=tuple(done.written.dropped),
            warnings=done.warnings,
            strength=restored.options.strength,
        )

    def _result(self, envelope: Envelope, request: p.Save | p.Measure | p.Trust) -> Restored:
        return self._results.of(request.scene, envelope.earlier, request.strength, self._cancel)

    def _measure(self, envelope: Envelope, request: p.Measure) -> p.Event:
        from core.reference import notes_of, open_reference
        from core.restoration import measure, truth_of_result

        self._stage(envelope.job, "measuring")
        restored = self._result(envelope, request)
        reference = open_reference(
            request.truth, restored.original, restored.choice.scale, cancel=self._cancel
        )
        told = StageReports(self._answers, envelope.job, "measuring")
        measured = measure(restored, reference, progress=told, cancel=self._cancel)
        truth = truth_of_result(restored, reference)
        part = self._results.add_map(
            envelope.job, request.scene, "truth", truth, restored, restored.choice.scale
        )
        self._results.replace(request.scene, measured)
        return p.Measured(
            job=envelope.job,
            scene=request.scene,
            metrics=dict(measured.report["metrics"]),
            truth=part,
            notes=notes_of(reference, restored.original),
            strength=restored.options.strength,
        )

    def _listen(self, envelope: Envelope, request: p.Listen) -> p.Event:
        from core.analysis.listening import hear_planes
        from core.engine import RestoreRequest

        restored = self._results.of(request.scene, envelope.earlier)
        assert envelope.earlier is not None, "what has a result was restored"
        restorer = self._restorer(envelope.job, envelope.earlier[0])
        self._stage(envelope.job, "listening")
        planes = hear_planes(
            restored.original,
            RestoreRequest(task=restored.choice.task, scale=restored.choice.scale),
            restorer,
            progress=StageReports(self._answers, envelope.job, "listening"),
            cancel=self._cancel,
        )
        return p.Listened(job=envelope.job, scene=request.scene, planes=tuple(planes))

    def _trust(self, envelope: Envelope, request: p.Trust) -> p.Event:
        from core.trust_job import trust

        job, scene = envelope.job, request.scene
        restored = self._result(envelope, request)
        assert envelope.earlier is not None, "what has a result was restored"
        found = trust(
            restored,
            self._restorer(job, envelope.earlier[0]),
            planes=request.planes,
            progress=StageReports(self._answers, job, "trusting"),
            cancel=self._cancel,
        )
        scale, rest = restored.choice.scale, found.residual
        add = self._results.add_map
        return p.Trusted(
            job=job,
            scene=scene,
            planes=found.planes,
            spread=add(job, scene, "spread", found.spread, restored, scale),
            spread_mean=found.spread_mean,
            spread_largest=found.spread_largest,
            changes=found.changes,
            residual=None if rest is None else add(job, scene, "residual", rest.scene, restored, 1),
            residual_rms=None if rest is None else rest.rms,
            plain_rms=None if rest is None else rest.plain_rms,
            strength=restored.options.strength,
        )

    def _self_test(self, job: int) -> p.Event:
        from contextlib import redirect_stderr, redirect_stdout
        from io import StringIO

        from app.selftest import run_self_test

        said = StringIO()
        self._stage(job, "testing")
        with redirect_stdout(said), redirect_stderr(said):
            code = run_self_test()
        return p.SelfTested(job=job, lines=tuple(said.getvalue().splitlines()), passed=code == 0)

    def _add_model(self, job: int, request: p.AddModel) -> p.Event:
        from core.additions import add_model

        self._stage(job, "importing")
        return p.ModelAdded(job=job, card=add_model(request.path, request.name))

    def _batch(self, job: int, request: p.Batch) -> p.Event:
        from app.batch_job import do_batch

        return do_batch(
            job,
            request,
            send=self._answers.send,
            load=lambda options, name: self._restorer(
                job, options.model_copy(update={"model": name})
            ),
            cancel=self._cancel,
            pause=self._pause,
        )

    def _restorer(self, job: int, request: p.Restore | BatchOptions) -> NetRestorer:
        from core.restorer import load_restorer

        wanted = (request.model, request.device, request.precision)
        if self._loaded is None or self._loaded[0] != wanted:
            self._stage(job, "loading")
            self._loaded = None  # two networks at once may not fit
            model, device, precision = wanted
            self._loaded = wanted, load_restorer(model, device=device, precision=precision)[0]
        self._cancel.check()
        return self._loaded[1]

    def _open(self, job: int, request: p.Restore) -> Scene:
        self._stage(job, "opening")
        told = StageReports(self._answers, job, "opening")
        return open_scene(request.path, request.options.series, progress=told, cancel=self._cancel)

    def _stage(self, job: int, stage: p.Stage) -> None:
        self._answers.send(p.Progress(job=job, stage=stage, share=0.0))


def _pools_of(restorer: NetRestorer) -> PoolFacts | None:
    from core.analysis.pools import pool_facts

    return pool_facts(restorer) if restorer.net.config.prompts.any else None


def _defect(job: int, error: Exception) -> p.Failed:
    from app.crash import told

    return p.Failed(
        job=job,
        code="DEFECT",
        what="the program made a mistake",
        why=f"an error of kind {type(error).__name__} that it did not expect",
        fix=FIX_DEFECT,
        details=told(error),
    )
