"""What a person reads of a card."""

from __future__ import annotations

from pathlib import Path

from app.display.cards import figure_rows, network_of, serves, size_text, suggested_name
from core.models.card import Figure, ModelCard
from core.models.registry import find_card
from tests.models import TINY, tiny_card


def test_figures_stand_beside_what_was_given_and_the_best_without_learning() -> None:
    card = find_card()[1]
    row = next(row for row in figure_rows(card) if row.task == "Low-count PET")
    assert (row.dataset, row.images, row.domain) == ("medical/val/pet_lowcount", "78", "medical")
    assert row.degraded == "30.77   0.870"
    assert (row.classical, row.method) == ("32.86   0.913", "Total variation, weight 0.02")
    assert (row.restored, row.gain) == ("33.97   0.930", "+3.20 ± 0.16")
    assert len(figure_rows(card)) == len(card.figures)


def test_what_was_not_measured_is_a_dash() -> None:
    figure = Figure(dataset="own", task="ct-denoise", images=1, input_psnr=30.0, output_psnr=29.5)
    card = ModelCard(name="own", title="Own", net=TINY, figures=(figure,))
    (row,) = figure_rows(card)
    assert (row.degraded, row.classical, row.restored) == ("30.00", "–", "29.50")
    assert (row.gain, row.method) == ("-0.50", "")


def test_network_and_size(tmp_path: Path) -> None:
    path, card = find_card()
    assert network_of(card) == "Nafnet, 24 channels wide, 15 + 15 prompts"
    assert size_text(path, card) == "6.7 MB"
    assert size_text(*find_card("paper")) == ""
    tiny = tiny_card(tmp_path)
    (tmp_path / "tiny.safetensors").unlink()
    assert size_text(tiny, find_card(str(tiny))[1]) == ""


def test_a_model_serves_the_domains_of_its_tasks() -> None:
    assert all(serves(find_card()[1], domain) for domain in ("medical", "remote", "natural"))
    assert not serves(find_card("paper")[1], "natural")
    scenes = find_card()[1].model_copy(update={"tasks": ("rs-cloud",)})
    assert (serves(scenes, "remote"), serves(scenes, "medical")) == (True, False)


def test_suggested_names_are_valid_and_free() -> None:
    assert suggested_name("DATPRL 9T (Final)", ()) == "datprl-9t--final"
    assert suggested_name("net_g", ["net_g", "net_g-2"]) == "net_g-3"
    assert suggested_name("模型", ()) == "model"
    for stem in ("..x", "A" * 30, "É t é", "1.0"):
        name = suggested_name(stem, ())
        assert ModelCard(name=name, title="", net=TINY).name == name
