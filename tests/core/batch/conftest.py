"""A model that takes no time."""

from __future__ import annotations

import pytest

from core.restorer import NetRestorer, load_restorer
from tests.models import tiny_card


@pytest.fixture(scope="package")
def restorer(tmp_path_factory: pytest.TempPathFactory) -> NetRestorer:
    card = tiny_card(tmp_path_factory.mktemp("model"))
    return load_restorer(str(card), device="cpu", precision="fp32")[0]
