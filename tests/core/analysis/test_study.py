"""The whole analysis: every number in the JSON, every figure a picture, the same each time."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from core.analysis.listening import hear_set
from core.analysis.profiles import make_profiles
from core.analysis.study import picture_names, study
from core.errors import ComputeError, ModelError, PairMismatch
from core.restorer import NetRestorer
from core.strict_json import to_json
from core.training.text_features import TextFeatures
from tests.core.analysis.hearings import CONTROL, DOMAIN_ALONE, ct_pairs, network, rain_pairs
from tests.core.analysis.test_descriptions import DESCRIPTIONS, said
from tests.core.restorers import card

ALWAYS = [
    "gates.png",
    "selection-domain.png",
    "selection-task.png",
    "similarity-instances.png",
    "similarity-values.png",
]
FEATURES = TextFeatures(
    features=torch.eye(5), keys=tuple(f"ct/{i}" for i in range(5)), encoder="clip",
    captioner="llava",
)  # fmt: skip


def test_numbers_and_figures_of_two_data_sets(tmp_path: Path) -> None:
    net = network()
    ct, rain = ct_pairs(tmp_path), rain_pairs(tmp_path)
    made = study([ct, rain], net)
    assert sorted(made.pictures) == made.content["figures"] == ALWAYS
    assert all(picture.startswith(b"\x89PNG") for picture in made.pictures.values())
    told = json.loads(to_json(made.content))
    assert [(row["name"], row["images"]) for row in told["datasets"]] == [("ct", 3), ("rain", 2)]
    assert sum(told["datasets"][0]["task"]["chosen"]) == 3 * 2, "two prompts of each image"
    assert told["overall"]["images"] == 5
    assert np.shape(told["values"]["domain"]["cosines"]) == (4, 4)
    assert [part["kind"] for part in told["instances"]] == ["fused", "task", "domain"]
    assert [gate["stage"] for gate in told["gates"]] == ["middle", "decoder"]
    assert told["recognition"]["profiles"] == "the other images"
    assert told["model"] == {"name": "fake", "sha256": ""}
    assert not {"swap", "terms", "tsne"} & set(told)
    again = study([ct, rain], network())
    assert to_json(again.content) == to_json(made.content)
    assert again.pictures == made.pictures


def test_profiles_of_the_card_are_what_images_are_recognised_by(tmp_path: Path) -> None:
    net, ct = network(), ct_pairs(tmp_path)
    profiles = make_profiles([hear_set(ct, net)])
    known = NetRestorer(card(profiles=profiles), net.net, torch.device("cpu"), "fp32")
    told = study([ct], known).content["recognition"]
    assert told["profiles"] == "card"
    assert told["recognised"] == {"ct-denoise": 1.0}


def test_words_and_their_plane(tmp_path: Path) -> None:
    descriptions = [*DESCRIPTIONS, said("ct/2", "chest with a heart")]
    made = study([ct_pairs(tmp_path)], network(), descriptions=descriptions)
    assert {"terms.png", "tsne.png"} < set(made.pictures)
    assert made.content["terms"][0]["images"] == {"chest": 2, "dark": 1, "heart": 1}
    assert list(made.content["tsne"]["points"]) == ["rain/1", "rain/2", "ct/1", "ct/2"]
    assert made.content["tsne"]["source"] == "words of the descriptions"


def test_features_are_laid_out_where_there_are_some(tmp_path: Path) -> None:
    made = study([ct_pairs(tmp_path)], network(), limit=1, features=FEATURES)
    assert made.content["tsne"]["source"] == "text features of clip, described by llava"
    assert len(made.content["tsne"]["points"]) == 5
    assert "terms" not in made.content
    assert made.content["datasets"][0]["images"] == made.content["limit"] == 1


def test_swap_on_demand(tmp_path: Path) -> None:
    told = study([ct_pairs(tmp_path), rain_pairs(tmp_path)], network(), swap=True).content["swap"]
    assert [cost["dataset"] for cost in told] == ["ct", "rain"]
    assert list(told[0]["lost_db"]) == ["natural-derain", "ct-denoise"]


def test_gates_of_their_own_for_each_channel(tmp_path: Path) -> None:
    made = study([ct_pairs(tmp_path)], network(gates="channel"), limit=1)
    assert [0 < gate["share"] < 1 for gate in made.content["gates"]] == [True, True]


def test_domain_pool_alone(tmp_path: Path) -> None:
    sets = [ct_pairs(tmp_path), rain_pairs(tmp_path)]
    made = study(sets, network(**DOMAIN_ALONE), swap=True)
    assert sorted(made.pictures) == [name for name in ALWAYS if "task" not in name]
    assert list(made.content["values"]) == ["domain"]
    assert [part["kind"] for part in made.content["instances"]] == ["fused", "domain"]
    assert sum(made.content["datasets"][0]["domain"]["chosen"]) == 3 * 2


def test_network_without_prompts_is_refused_before_any_image(tmp_path: Path) -> None:
    told: list[str] = []
    with pytest.raises(ModelError, match="fake cannot be analysed - this model has no prompts"):
        study([ct_pairs(tmp_path)], network(**CONTROL), progress=lambda _, text: told.append(text))
    assert told == []


def test_data_sets_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with pytest.raises(PairMismatch, match="two data sets are called ct"):
        study([ct_pairs(tmp_path), ct_pairs(tmp_path / "other")], network())


def test_missing_library_is_found_out_before_any_image(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    told: list[str] = []
    with pytest.raises(ComputeError, match=r"datprl-ir\[analysis\]"):
        study([ct_pairs(tmp_path)], network(), progress=lambda share, text: told.append(text))
    assert told == []


def test_progress_of_hearing_and_swapping_is_one(tmp_path: Path) -> None:
    """Five images are heard in the first half, and restored under other prompts in the second."""
    told: list[tuple[float, str]] = []
    sets = [ct_pairs(tmp_path), rain_pairs(tmp_path)]
    study(sets, network(), swap=True, progress=lambda share, text: told.append((share, text)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert len(shares) == len(set(shares)) == 5 + 5 + 1
    assert [share for share, text in told if text == "ct/0"] == [0.5]
    assert shares[-1] == 1.0
    told.clear()
    study(sets, network(), progress=lambda share, text: told.append((share, text)))
    assert [share for share, _ in told][3:] == [0.5, 0.75, 1.0], "the whole is for hearing"


@pytest.mark.parametrize(
    ("net", "words", "features"),
    [(network(), True, False), (network(**DOMAIN_ALONE), False, True), (network(), False, False)],
)
def test_names_of_pictures_are_known_beforehand(
    tmp_path: Path, net: NetRestorer, words: bool, features: bool
) -> None:
    made = study(
        [ct_pairs(tmp_path)],
        net,
        limit=1,
        descriptions=[*DESCRIPTIONS, said("ct/2", "chest")] if words else [],
        features=FEATURES if features else None,
    )
    assert picture_names(net, words=words, features=features) == tuple(sorted(made.pictures))


def test_one_image_has_nothing_to_be_compared_with(tmp_path: Path) -> None:
    """What cannot be told is null, never a zero or the word nan."""
    told = study([ct_pairs(tmp_path, 1)], network(), swap=True).content
    assert told["recognition"]["recognised"] == {"ct-denoise": None}
    assert told["recognition"]["mean_recognised"] is None
    assert [part["mean"] for part in told["instances"]] == [[[None]]] * 3
    assert '"nan"' not in to_json(told)
