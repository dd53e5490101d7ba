"""The models of a batch: one for all inputs, or for each domain its own.

One network is held at a time. Not here: which model a user prefers for a domain
(``app.preferred``), and finding and building one (``core.restorer``).
"""

from __future__ import annotations

from collections.abc import Callable

from core.batch.journal import Journal
from core.batch.options import AUTO
from core.batch.stand_in import IMAGES_OF, check_models, stand_in_words
from core.choice import domain_of_format, knows_domain
from core.errors import TaskNotSupported
from core.restorer import NetRestorer
from io_formats.errors import TargetExists

__all__ = ["Load", "Mixed", "Models"]

Load = Callable[[str], NetRestorer]
"""Returns the model of a name, or of the path of a card."""


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

        Of models by domain it is made sure that those of the inputs that wait are there.

        Raises
        ------
        ModelError, DeviceUnavailable
        Mixed
        """
        if self._options.model != AUTO:
            self._get(self._options.model)
            return
        kinds = {item.format for item in self._journal.items("waiting")} - {""}
        check_models(self._options, map(domain_of_format, kinds))

    def notes(self, format_id: str) -> tuple[str, ...]:
        """Return what was assumed in choosing the model of an input."""
        gone = self._journal.told("models_gone", {})
        return stand_in_words(gone, domain_of_format(format_id))

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
                why=f"the model {restorer.card.name} was not trained on {IMAGES_OF[domain]}",
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
