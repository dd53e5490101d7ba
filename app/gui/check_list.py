"""The self-test: a button, and what every check found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.display.checks import check_rows
from app.gui.sentences import told
from app.gui.theme import colours_now
from app.protocol import SelfTested

__all__ = ["CheckList"]


class CheckList(QWidget):
    """Asks for the self-test and shows its rows with a sign and words."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton(self.tr("Test this computer"), self)
        self.button.setToolTip(self.tr("Needs the Restore tab, which could not be made"))
        self.close_button = QPushButton(self.tr("Close"), self)
        self._possible = False
        self.verdict = QLabel(self)
        self.verdict.setWordWrap(True)
        self.rows = QGridLayout()
        self.rows.setHorizontalSpacing(8)
        self.rows.setVerticalSpacing(4)
        self.rows.setColumnStretch(2, 1)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.button)
        head.addWidget(self.verdict, 1)
        head.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 8, 24, 8)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(self.rows)
        self.button.clicked.connect(self.wanted)
        self.close_button.clicked.connect(self.clear)
        self.clear()

    def clear(self) -> None:
        """Show the button alone."""
        self._empty()
        self.verdict.clear()
        self.close_button.hide()
        self.button.setEnabled(self._possible)

    def allow(self) -> None:
        """Let the self-test be asked for: there is somebody who does it."""
        self._possible = True
        self.button.setEnabled(True)
        self.button.setToolTip(
            self.tr("Restores the example of every kind and compares what is written")
        )

    def show_running(self) -> None:
        """Say that it goes on."""
        self.clear()
        self.verdict.setText(self.tr("Testing: some seconds"))
        self.button.setEnabled(False)

    def show_result(self, result: SelfTested) -> None:
        """Show every check, and the verdict."""
        self.clear()
        self.close_button.show()
        self.verdict.setText(
            self.tr("All is well.") if result.passed else self.tr("Something is wrong, see ✕.")
        )
        error = colours_now().error
        for number, row in enumerate(check_rows(result.lines)):
            words = ("✓" if row.passed else "✕", told(row.name), told(row.said))
            for column, text in enumerate(words):
                label = QLabel(text, self)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                label.setWordWrap(column == 2)
                if not row.passed:
                    label.setStyleSheet(f"QLabel {{ color: {error}; }}")
                self.rows.addWidget(label, number, column, Qt.AlignmentFlag.AlignTop)

    def _empty(self) -> None:
        while self.rows.count():
            taken = self.rows.takeAt(0)
            if taken is not None and (widget := taken.widget()) is not None:
                widget.deleteLater()
