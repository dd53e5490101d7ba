"""Which model is used for each domain, unless another one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from app.display.cards import serves
from app.gui.words import QT_TRANSLATE_NOOP
from app.preferred import DOMAINS, prefer, preferred_model
from core.models.card import ModelCard
from core.tasks import Domain

__all__ = ["PreferredModels"]

NAMES: dict[Domain, str] = {
    "medical": QT_TRANSLATE_NOOP("Domains", "Medical"),
    "remote": QT_TRANSLATE_NOOP("Domains", "Satellite"),
    "natural": QT_TRANSLATE_NOOP("Domains", "Photos"),
}


class PreferredModels(QWidget):
    """One list of models per domain; a choice is kept at once."""

    failed = Signal(str)
    """Why a choice could not be kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[Domain, QComboBox] = {}
        heading = QLabel(self.tr("Used by default"), self)
        heading.setProperty("role", "heading")
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 8, 16, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.addWidget(heading, 0, 0, 1, 2)
        for row, domain in enumerate(DOMAINS, 1):
            name = QCoreApplication.translate("Domains", NAMES[domain])
            box = QComboBox(self)
            box.setAccessibleName(self.tr("Model for {0}").format(name))
            box.currentIndexChanged.connect(partial(self._keep, domain))
            self.boxes[domain] = box
            grid.addWidget(QLabel(name, self), row, 0)
            grid.addWidget(box, row, 1)
        grid.setColumnStretch(1, 1)

    def show_models(self, cards: Sequence[ModelCard]) -> None:
        """List the models that can restore images of each domain; mark the one that is kept."""
        for domain, box in self.boxes.items():
            names = [card.name for card in cards if serves(card, domain)]
            with QSignalBlocker(box):
                box.clear()
                box.addItems(names)
                box.setCurrentText(preferred_model(domain))

    def _keep(self, domain: Domain, row: int) -> None:
        self.failed.emit(prefer(domain, self.boxes[domain].itemText(row)))
