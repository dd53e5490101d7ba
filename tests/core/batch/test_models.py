"""One model for all inputs of a batch, or for each domain its own."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from core.batch.begin import begin, go_on, holds_batch
from core.batch.journal import Journal
from core.batch.models import Mixed, Models
from core.batch.options import AUTO, BatchOptions
from core.batch.runner import run_batch
from core.errors import ModelNotFound, TaskNotSupported
from core.restorer import NetRestorer, load_restorer
from io_formats.errors import TargetExists
from io_formats.progress import CancelToken
from tests import nifti_factories as nifti
from tests.core.batch.runs import photos, started, states
from tests.models import tiny_card


def load(name: str) -> NetRestorer:
    return load_restorer(name, device="cpu", precision="fp32")[0]


@pytest.fixture
def cards(tmp_path: Path) -> dict[str, str]:
    """Paths of three models: one of photos, one of CT, one of everything."""
    known = {"photos": ("natural-derain",), "slices": ("ct-denoise", "mri-sr4")}
    made = {name: tiny_card(tmp_path / "m", name, tasks=tasks) for name, tasks in known.items()}
    made["all"] = tiny_card(tmp_path / "m", "all")
    return {name: str(path) for name, path in made.items()}


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A photo, a volume, and another photo."""
    source = photos(tmp_path / "in", ["a.png", "c.png"])
    nifti.save_nifti(source / "b.nii.gz", nifti.ramp((6, 8, 2)))
    return source


def test_each_domain_has_its_own_model(tmp_path: Path, mixed: Path, cards: dict[str, str]) -> None:
    chosen = {"medical": cards["slices"], "natural": cards["photos"]}
    with started(mixed, tmp_path / "out", models=chosen, template="{name}-{model}") as journal:
        run_batch(journal, load, cancel=CancelToken())
        assert set(states(journal).values()) == {"done"}
        used = {item.shown: item.outcome["model"] for item in journal.items()}
        names = sorted(str(item.target) for item in journal.items())
        assert set(journal.told("models")) == set(chosen.values())
    assert used == {"a.png": "photos", "b.nii.gz": "slices", "c.png": "photos"}
    assert names == ["a-photos.png", "b-slices.nii.gz", "c-photos.png"]
    with (tmp_path / "out" / "batch-report.csv").open(encoding="utf-8", newline="") as file:
        assert [row["model"] for row in csv.DictReader(file)] == ["photos", "slices", "photos"]
    page = (tmp_path / "out" / "batch-report.html").read_text("utf-8")
    assert "<dt>Model</dt><dd>automatic: photos, slices</dd>" in page


def test_one_model_fails_what_it_cannot_serve_and_restores_the_rest(
    tmp_path: Path, mixed: Path, cards: dict[str, str]
) -> None:
    with started(mixed, tmp_path / "out", model=cards["photos"]) as journal:
        run_batch(journal, load, cancel=CancelToken())
        assert states(journal) == {"a.png": "done", "b.nii.gz": "failed", "c.png": "done"}
        (failed,) = journal.items("failed")
    assert failed.error is not None
    assert failed.error[0] == TaskNotSupported.code
    assert failed.error[1:3] == (
        "b.nii.gz was not restored",
        "the model photos was not trained on medical images",
    )
    assert not (tmp_path / "out" / "b.nii.gz").exists()


def test_a_model_that_is_missing_begins_nothing(tmp_path: Path, mixed: Path) -> None:
    with pytest.raises(ModelNotFound, match="there is no model absent"):
        started(mixed, tmp_path / "out", model="absent")
    assert not holds_batch(tmp_path / "out"), "nothing stands in the way of another try"


def test_the_programs_model_stands_in_for_a_preferred_one_that_is_missing(
    tmp_path: Path, mixed: Path, cards: dict[str, str]
) -> None:
    chosen = {"medical": "absent", "natural": cards["photos"], "remote": "absent"}
    with started(mixed, tmp_path / "out", models=chosen) as journal:
        run_batch(journal, load, cancel=CancelToken())
        done = {item.shown: item.outcome for item in journal.items("done")}
    assert {name: told["model"] for name, told in done.items()} == {
        "a.png": "photos", "b.nii.gz": "compact", "c.png": "photos",
    }  # fmt: skip
    page = (tmp_path / "out" / "batch-report.html").read_text("utf-8")
    for name in ("compact", "photos"):
        assert f"(the folder itself)<small>{name}</small>" in page, "prompts are each model's own"
    assert done["b.nii.gz"]["warnings"][0] == (
        "the model absent, preferred for medical images, is not there any more; "
        "compact was used instead"
    )
    assert not [note for note in done["a.png"]["warnings"] if "absent" in note]


def test_a_preferred_model_that_goes_meanwhile_ends_the_run_at_once(
    tmp_path: Path, mixed: Path, cards: dict[str, str]
) -> None:
    chosen = {"medical": cards["slices"], "remote": cards["all"]}
    started(mixed, tmp_path / "out", models=chosen).close()
    Path(cards["all"]).unlink()
    with go_on(tmp_path / "out", {}, CancelToken()) as journal:
        Models(journal, load).check()  # no scene waits for it
        Path(cards["slices"]).unlink()
        with pytest.raises(ModelNotFound, match="cannot go on without"):
            run_batch(journal, load, cancel=CancelToken())
        assert set(states(journal).values()) == {"waiting"}


@pytest.mark.parametrize(("begun", "named"), [("all", "photos"), ("all", AUTO), (AUTO, "all")])
def test_another_choice_of_model_is_refused_when_it_goes_on(
    begun: str, named: str, tmp_path: Path, mixed: Path, cards: dict[str, str]
) -> None:
    out, first, other = tmp_path / "out", cards.get(begun, AUTO), cards.get(named, AUTO)
    started(mixed, out, model=first).close()
    with pytest.raises(TargetExists, match="other options"):
        go_on(out, {"model": other}, CancelToken())
    with go_on(out, {"model": first}, CancelToken()) as journal:
        assert journal.options.model == first


def test_models_of_the_domains_stay_when_others_are_preferred_meanwhile(
    tmp_path: Path, mixed: Path, cards: dict[str, str]
) -> None:
    chosen = {"natural": cards["photos"]}
    begin([mixed], tmp_path / "out", BatchOptions(models=chosen), CancelToken()).close()
    with go_on(tmp_path / "out", {}, CancelToken()) as journal:
        assert journal.options.model_of("natural") == cards["photos"]
        assert journal.options.model_of("remote") == "compact"


def test_other_weights_of_a_domains_model_end_the_run(
    tmp_path: Path, mixed: Path, cards: dict[str, str]
) -> None:
    out, chosen = tmp_path / "out", {"natural": cards["photos"], "medical": cards["slices"]}
    with started(mixed, out, models=chosen) as journal:
        journal.note(models={cards["slices"]: {"name": "slices", "sha256": "0" * 64}})
        with pytest.raises(TargetExists, match="another model"):
            run_batch(journal, load, cancel=CancelToken())
        said = states(journal)
    assert said == {"a.png": "done", "b.nii.gz": "waiting", "c.png": "waiting"}
    with Journal(out) as journal:
        assert [item.tries for item in journal.items()] == [1, 0, 0]


def test_a_network_is_loaded_once_for_inputs_in_a_row(
    tmp_path: Path, mixed: Path, cards: dict[str, str]
) -> None:
    built: list[str] = []

    def counting(name: str) -> NetRestorer:
        built.append(name)
        return load(name)

    with started(mixed, tmp_path / "out", model=cards["all"]) as journal:
        models = Models(journal, counting)
        models.check()
        kinds = ("photo", "nifti", "geotiff")
        assert len({id(models.of(kind, "x")) for kind in kinds}) == 1
        assert built == [cards["all"]]
        journal.note(models={cards["all"]: {"name": "all", "sha256": "0" * 64}})
        with pytest.raises(Mixed):
            Models(journal, counting).check()
