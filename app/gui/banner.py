"""The banner: what happened, why, and what to do; the details fold out. Never a dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui.icons import icon
from app.gui.plain_label import plain_label
from app.gui.sentences import COLON, listed, sentence, told
from app.gui.theme import colours_now
from app.protocol import Crashed, Failed
from io_formats.errors import RestorationError, SourceError

__all__ = ["Banner"]


class Banner(QFrame):
    """One fault at a time above the picture; further ones are counted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.setAccessibleName(self.tr("Error"))
        self._errors: list[RestorationError] = []
        self._sign = QLabel(self)
        self.what = _words(self, bold=True)
        self.fix = _words(self)
        self.details = _words(self)
        self.more = QToolButton(self)
        self.more.setCheckable(True)
        self.more.setText(self.tr("Details"))
        self.more.setAccessibleName(self.tr("Show the details of the error"))
        self.close_button = QToolButton(self)
        self.close_button.setAccessibleName(self.tr("Dismiss the error"))
        self.close_button.setToolTip(self.tr("Dismiss"))
        self.ways_out: list[QPushButton] = []
        """What can be done about it at once, the likeliest first; none where there is nothing."""
        self._lay_out()
        self.more.toggled.connect(self.details.setVisible)
        self.close_button.clicked.connect(self.dismiss)
        self.hide()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        for label in (self.what, self.fix, self.details):
            words.addWidget(label)
        self._ways = QHBoxLayout()
        self._ways.setSpacing(8)
        self._ways.addStretch(1)
        words.addLayout(self._ways)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)

    def show_fault(self, fault: Failed | Crashed) -> None:
        """Show what the process that computes says went wrong."""
        self.say(sentence(fault.what), fix=sentence(fault.fix), details=told(fault.why))

    def say(self, what: str, *, fix: str, details: str) -> None:
        """Show sentences in the language of the window instead of what was shown."""
        self.dismiss()
        self.what.setText(what)
        self.fix.setText(fix)
        self.details.setText(details)
        self._show()

    def show_error(self, error: RestorationError) -> None:
        """Show a fault, or add it to those that are shown already; the same one counts once."""
        if str(error) not in map(str, self._errors):
            self._errors.append(error)
        first, *others = self._errors
        if others and all(isinstance(one, SourceError) for one in self._errors):
            self.what.setText(self.tr("%n file(s) could not be opened", "", len(self._errors)))
            self.fix.setText(self.tr("The others are in the list."))
        elif others:
            self.what.setText(self.tr("{0} things could not be done.").format(len(self._errors)))
            self.fix.setText(self.tr("The details say of each why."))
        else:
            self.what.setText(sentence(first.what))
            self.fix.setText(sentence(first.fix))
        lines = [f"{e.code}: {listed((told(e.what), told(e.why)), COLON)}" for e in self._errors]
        self.details.setText("\n".join(lines) if others else f"{told(first.why)} ({first.code})")
        self._show()

    def _show(self) -> None:
        self.details.setVisible(self.more.isChecked())
        colours = colours_now()
        self._sign.setPixmap(icon("error", colours.error).pixmap(20, 20))
        self.close_button.setIcon(icon("close", colours.on_error))
        self.setAccessibleDescription(f"{self.what.text()} {self.fix.text()}")
        self.show()

    def offer(self, text: str, call: Callable[[], object]) -> None:
        """Offer what can be done about what is shown; it is dismissed when that is chosen.

        Further calls put further buttons beside the first.
        """
        button = QPushButton(text, self)
        button.clicked.connect(lambda: self.dismiss())
        button.clicked.connect(lambda: call())
        self._ways.insertWidget(len(self.ways_out), button)
        button.show()
        self.ways_out.append(button)

    def dismiss(self) -> None:
        """Forget what was shown."""
        for button in self.ways_out:
            self._ways.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.ways_out.clear()
        self._errors.clear()
        self.more.setChecked(False)
        self.hide()


def _words(parent: QWidget, *, bold: bool = False) -> QLabel:
    label = plain_label(parent)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if bold:
        font = label.font()
        font.setBold(True)
        label.setFont(font)
    return label
