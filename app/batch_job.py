"""A batch in the process that computes: ``core.batch`` does it, the window is told of each step."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.batch_messages import BatchChanged, BatchEnded, BatchListed, BatchMoved, row_of
from app.requests import Batch
from app.wording import Translation, Wording, known_templates
from core.batch.begin import begin, go_on
from core.batch.item import Item
from core.batch.page_words import ENGLISH, PageLanguage
from io_formats.progress import CancelToken, Flag
from resources import locate

if TYPE_CHECKING:
    from core.batch.options import BatchOptions
    from core.restorer import NetRestorer

__all__ = ["do_batch"]

MOVED_S = 0.1
"""Shares of one input are told at most so often."""


def do_batch(
    job: int,
    request: Batch,
    *,
    send: Callable[[Any], None],
    load: Callable[[BatchOptions, str], NetRestorer],
    cancel: CancelToken,
    pause: Flag,
) -> BatchEnded:
    """Begin or go on, restore what waits, and return how it ended.

    Parameters
    ----------
    send : callable
        Takes events.
    load : callable
        Returns a model by name, on the device of the options.

    Raises
    ------
    Cancelled
        If it was stopped; the journal is in order.
    RestorationError
        If it cannot begin, or the journal cannot be written.
    """
    from core.batch.runner import run_batch

    if request.resume:
        journal = go_on(request.output, {}, cancel, retry_failed=request.retry_failed)
    else:
        journal = begin(request.inputs, request.output, request.options, cancel)
    with journal:
        send(BatchListed(job=job, rows=tuple(row_of(item) for item in journal.items())))
        if journal.counts().unfinished:
            watcher = _Telling(job, send, cancel)
            options = journal.options

            def by_name(name: str) -> NetRestorer:
                try:
                    return load(options, name)
                except ConnectionError:  # the window is told that a model is loaded
                    _stop(cancel)
                    raise

            run_batch(
                journal,
                by_name,
                cancel=cancel,
                pause=pause,
                watcher=watcher,
                language=_language(request.translation),
            )
        return BatchEnded(job=job, counts=journal.counts(), output=request.output)


def _language(translation: Translation | None) -> PageLanguage:
    """Return in which language the page among the reports is written."""
    if translation is None:
        return ENGLISH
    table = translation.sentences
    templates = known_templates(locate("translations/sentences.json"))
    return PageLanguage(
        translation.page, Wording(templates, lambda text: table.get(text, text)).told
    )


def _stop(cancel: CancelToken) -> None:
    """Stop as if it were asked for: the window is gone, and no input is to blame.

    Raises
    ------
    Cancelled
    """
    cancel.cancel()
    cancel.check()


class _Telling:
    """Tells the window."""

    def __init__(self, job: int, send: Callable[[Any], None], cancel: CancelToken) -> None:
        self._job, self._send, self._cancel, self._told = job, send, cancel, 0.0

    def _tell(self, event: Any) -> None:
        """Send an event; where nobody listens any more, the input at hand shall wait again.

        Raises
        ------
        Cancelled
        """
        try:
            self._send(event)
        except OSError:
            _stop(self._cancel)

    def began(self, item: Item) -> None:
        """Say that an item is worked on."""
        self._tell(BatchChanged(job=self._job, row=row_of(item)))

    def worked(self, item: Item, share: float, text: str) -> None:
        """Say how far it is, now and then."""
        now = time.monotonic()
        if now - self._told >= MOVED_S:
            self._told = now
            self._tell(BatchMoved(job=self._job, number=item.id, share=share))

    def ended(self, item: Item) -> None:
        """Say what came of it."""
        self._tell(BatchChanged(job=self._job, row=row_of(item)))
