"""How the images of a domain are restored unless something else is chosen: kept in the settings."""

from __future__ import annotations

from dataclasses import dataclass

from app.settings import load_settings, save_settings
from core.models.registry import DEFAULT_MODEL
from core.tasks import Domain

__all__ = [
    "DOMAINS",
    "Preferred",
    "forget_model",
    "prefer",
    "preferred",
    "preferred_model",
    "preferred_models",
]

DOMAINS: tuple[Domain, ...] = ("medical", "remote", "natural")
"""In the order in which the window lists them."""


@dataclass(frozen=True, kw_only=True)
class Preferred:
    """What a restoration starts with."""

    model: str
    """Name of the model."""
    device: str
    """As the command line's ``--device``."""
    precision: str
    """auto, fp32 or bf16."""
    tile: int | None
    """Side of the tiles in pixels; None: the model's."""


def preferred(domain: Domain) -> Preferred:
    """Return how images of a domain are restored."""
    settings, _ = load_settings(aside=False)
    return Preferred(
        model=settings.models.get(domain, DEFAULT_MODEL),
        device=settings.device,
        precision=settings.precision,
        tile=settings.tile,
    )


def preferred_model(domain: Domain) -> str:
    """Return the name of the model of a domain."""
    return preferred(domain).model


def preferred_models() -> dict[Domain, str]:
    """Return the models of the domains for which another than the bundled one is preferred."""
    return _told({domain: preferred_model(domain) for domain in DOMAINS})


def prefer(domain: Domain, name: str) -> str:
    """Keep the model of a domain; return a sentence where that failed, else empty."""
    settings, _ = load_settings()
    models = {**settings.models, domain: name}
    return save_settings(settings.changed(models=_told(models)))


def forget_model(name: str) -> str:
    """Prefer the bundled model where a model was preferred that is no more."""
    settings, _ = load_settings()
    models = {domain: other for domain, other in settings.models.items() if other != name}
    return "" if models == settings.models else save_settings(settings.changed(models=models))


def _told(models: dict[Domain, str]) -> dict[Domain, str]:
    """Leave out what is the default anyway, so that a later bundled model is used."""
    return {domain: name for domain, name in models.items() if name != DEFAULT_MODEL}
