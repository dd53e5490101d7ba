"""Every error of the family says what happened, why, and what to do, in any process."""

from __future__ import annotations

import pickle

import pytest

import core.errors
import io_formats.errors
from io_formats.errors import RestorationError, SourceError, TargetError

FAMILY = [
    getattr(module, name) for module in (io_formats.errors, core.errors) for name in module.__all__
]


def test_codes_are_unique() -> None:
    codes = [error.code for error in FAMILY]
    assert len(set(codes)) == len(codes) > 20


@pytest.mark.parametrize("module", [io_formats.errors, core.errors])
def test_every_class_is_exported_and_sorted(module: object) -> None:
    defined = [
        name
        for name, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == module.__name__  # type: ignore[attr-defined]
    ]
    assert module.__all__ == sorted(defined)  # type: ignore[attr-defined]


@pytest.mark.parametrize("error", FAMILY)
def test_three_sentences_survive_the_way_to_another_process(
    error: type[RestorationError],
) -> None:
    raised = error("x.tif could not be opened", why="it is empty", fix="give another file")
    arrived = pickle.loads(pickle.dumps(raised))
    assert type(arrived) is error
    assert (arrived.what, arrived.why, arrived.fix) == (raised.what, raised.why, raised.fix)
    assert str(arrived) == "x.tif could not be opened - it is empty - give another file"


@pytest.mark.parametrize("error", FAMILY)
def test_one_root(error: type[RestorationError]) -> None:
    assert issubclass(error, RestorationError)
    assert error.__doc__


def test_branches_do_not_mix() -> None:
    assert not any(issubclass(e, SourceError) and issubclass(e, TargetError) for e in FAMILY)


def test_reason_and_remedy_cannot_be_left_out() -> None:
    with pytest.raises(TypeError):
        RestorationError("it failed")  # type: ignore[call-arg]
