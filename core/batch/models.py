"""The models of a batch: one for all inputs, or for each domain its own.

One network is held at a time. Not here: which model a user prefers for a domain
(``app.preferred``), and finding and building one (``core.restorer``).
"""

from __future__ import annotations

from collections.abc import Callable

from core.batch.journal import Journal
from core.batch.options import AUTO
from core.choice import domain_of_format, knows_domain
from core.errors import TaskNotSupported
from core.restorer import NetRestorer
from core.tasks import Domain
from io_formats.errors import TargetExists

__all__ = ["Load", "Mixed", "Models"]

Load = Callable[[str], NetRestorer]
"""Returns the model of a name, or of the path of a card."""

ADJECTIVES: dict[Domain, str] = {
    "medical": "medical images",
    "remote": "satellite and aerial scenes",
    "natural": "photos",
}


class Mixed(Exception):
    """The results of a batch would come from different weights of one name: it must end."""

    def __init__(self, error: TargetExists) -> None:
        super().__init__(error)
        self.error = error


class Models:
    """Gives each input its model, and keeps in the journal which weights were used.

    Parameters
    ----------
    journal : Journal
        Its options say which models are meant; it is told their checksums.
    load : callable
        Builds one.
    """

    def __init__(self, journal: Journal, load: Load) -> None:
        self._journal, self._load = journal, load
        self._options = journal.options
        self._held: tuple[str, NetRestorer] | None = None

    def check(self) -> None:
        """Load the model that is meant for all inputs, so that a fault of it ends the run at once.

        Raises
        ------
        ModelError, DeviceUnavailable
        Mixed
        """
        if self._options.model != AUTO:
            self._get(self._options.model)

    def of(self, format_id: str, shown: str) -> NetRestorer:
        """Return the model of an input.

        Parameters
        ----------
        format_id : str
            Of its adapter, which tells the domain.
        shown : str
            Its name, for the message.

        Raises
        ------
        TaskNotSupported
            If the model was not trained on images of the domain.
        ModelError, DeviceUnavailable
            If it cannot be loaded.
        Mixed
        """
        domain = domain_of_format(format_id)
        restorer = self._get(self._options.model_of(domain))
        if not knows_domain(restorer.card, domain):
            raise TaskNotSupported(
                f"{shown} was not restored",
                why=f"the model {restorer.card.name} was not trained on {ADJECTIVES[domain]}",
                fix="restore it with another model, or let the model be chosen automatically",
            )
        return restorer

    def _get(self, name: str) -> NetRestorer:
        if self._held is not None and self._held[0] == name:
            return self._held[1]
        self._held = None  # two networks at once may not fit
        restorer = self._load(name)
        card = restorer.card
        used = self._journal.told("models", {})
        if used.get(name, {}).get("sha256") not in (None, card.sha256):
            raise Mixed(
                TargetExists(
                    f"the batch in {self._journal.folder} cannot go on with another model",
                    why=f"the weights of {card.name} are not those it was begun with",
                    fix="choose the model it was begun with, or another output folder",
                )
            )
        used[name] = {"name": card.name, "sha256": card.sha256}
        self._journal.note(models=used)
        self._held = name, restorer
        return restorer
