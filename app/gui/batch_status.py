"""The batch in the status bar, while another tab is shown: how far it is, and the way to it.

What comes to its end unseen stays told until the tab is looked at. Not here: the sentences
(``app.gui.batch_words``), and the batch itself (``app.gui.tabs.batch``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QWidget

from app.gui.batch_words import left_words, short_words, state_words

if TYPE_CHECKING:
    from app.batch_state import BatchState

__all__ = ["BatchStatus"]

STEPS = 1000
BAR_PX = 96


class BatchStatus(QWidget):
    """A button with the words and a bar beside it; both lead to the batch."""

    wanted = Signal()
    """Somebody asked to see the batch."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen = False
        self._worked = False
        self.words = QToolButton(self)
        self.words.clicked.connect(self.wanted)
        self.share = QProgressBar(self)
        self.share.setRange(0, STEPS)
        self.share.setFixedWidth(BAR_PX)
        self.share.setTextVisible(False)
        self.share.setAccessibleName(self.tr("Progress of the batch"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(self.words)
        layout.addWidget(self.share)
        self.hide()

    def tell(self, state: BatchState) -> None:
        """Show a batch that works, or one that came to its end while nobody saw it."""
        if state.working or self._worked:
            self.words.setText(short_words(state))
            told = (state_words(state), left_words(state), self.tr("Click to see the batch"))
            self.words.setToolTip("\n".join(filter(None, told)))
            self.share.setValue(round(state.done_share * STEPS))
            self.share.setVisible(state.working)
        self._worked = state.working or (self._worked and not self._seen)
        self._offer()

    def look(self, *, at_batch: bool, state: BatchState) -> None:
        """Note whether the tab of the batch is shown now."""
        self._seen = at_batch
        self.tell(state)

    def _offer(self) -> None:
        self.setVisible(self._worked and not self._seen)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lead to the batch from the bar, too."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.wanted.emit()
