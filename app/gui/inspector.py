"""The right column: sections that fold, one below the other.

A new section: a widget with ``show_entry(entry)`` and a row in ``SECTIONS``. One that has a signal
``asked`` emits requests (``app.protocol``) about the entry it shows; the tab sends them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, cast

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.entry import Entry
from app.gui.about import About
from app.gui.histogram import HistogramChart, HistogramSection
from app.gui.measure import MeasureSection
from app.gui.restore_panel import RestorePanel
from app.gui.trust import TrustSection
from app.gui.wheel_passing import WheelPassing
from app.gui.why import Why
from app.gui.words import QT_TRANSLATE_NOOP

__all__ = ["SECTIONS", "Inspector", "Section"]


HEAD_PX = 40
"""Height of a section's head."""


class Section(Protocol):
    """What the column asks of a section."""

    def show_entry(self, entry: Entry | None) -> None:
        """Show the chosen scene in its present state; None: nothing is open.

        Called at each change of it, progress included: what costs time is done anew only where
        the part of the entry that it needs is another object than before.
        """


@dataclass(frozen=True)
class SectionRow:
    """One section."""

    title: str
    """Said at its head; translated when shown."""
    make: Callable[[QWidget], QWidget]
    """Its widget, a ``Section``."""


SECTIONS = (
    SectionRow(QT_TRANSLATE_NOOP("Inspector", "Restore"), RestorePanel),
    SectionRow(QT_TRANSLATE_NOOP("Inspector", "Why: the prompts"), Why),
    SectionRow(QT_TRANSLATE_NOOP("Inspector", "Measure"), MeasureSection),
    SectionRow(QT_TRANSLATE_NOOP("Inspector", "Trust"), TrustSection),
    SectionRow(QT_TRANSLATE_NOOP("Inspector", "Values of the picture"), HistogramSection),
    SectionRow(QT_TRANSLATE_NOOP("Inspector", "About this file"), About),
)
"""From top to bottom."""


class Inspector(QFrame):
    """All sections; the last one open takes the room that is left."""

    page_wanted = Signal(str)
    """Name of a page of the handbook."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "column")
        self.setMinimumWidth(240)
        self.sections: list[QWidget] = []
        self._shown = ""
        column = QFrame(self)
        column.setProperty("role", "column")
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(0)
        for row in SECTIONS:
            head = QPushButton(QCoreApplication.translate("Inspector", row.title), self)
            head.setProperty("role", "section")
            head.setCheckable(True)
            head.setChecked(True)
            body = row.make(self)
            head.toggled.connect(body.setVisible)
            if hasattr(body, "page_wanted"):
                body.page_wanted.connect(self.page_wanted)
            layout.addWidget(head)
            layout.addWidget(body, 1 if row is SECTIONS[-1] else 0)
            self.sections.append(body)
        layout.addStretch(0)
        self._scrolled = self._scroll_of(column)

    def _scroll_of(self, column: QWidget) -> QScrollArea:
        scrolled = QScrollArea(self)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setWidgetResizable(True)
        scrolled.setWidget(column)
        WheelPassing(scrolled)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled)
        return scrolled

    def bring(self, section: QWidget) -> None:
        """Scroll so that a section begins at the top."""
        self._scrolled.verticalScrollBar().setValue(section.y() - HEAD_PX)

    def invite(self) -> None:
        """Bring what takes a truth into view, while a file is held over the window."""
        if self.measure.choose_button.isEnabled():
            self.bring(self.measure)

    @property
    def why(self) -> Why:
        """Return the section about prompts."""
        return next(body for body in self.sections if isinstance(body, Why))

    @property
    def histogram(self) -> HistogramChart:
        """Return the chart of the picture's values."""
        return next(body for body in self.sections if isinstance(body, HistogramSection)).chart

    @property
    def measure(self) -> MeasureSection:
        """Return the section about a ground truth."""
        return next(body for body in self.sections if isinstance(body, MeasureSection))

    @property
    def trust(self) -> TrustSection:
        """Return the section that looks at a result without a truth."""
        return next(body for body in self.sections if isinstance(body, TrustSection))

    @property
    def panel(self) -> RestorePanel:
        """Return the section that restores."""
        return next(body for body in self.sections if isinstance(body, RestorePanel))

    def show_entry(self, entry: Entry | None) -> None:
        """Let every section show the chosen scene as it is now.

        At another one that is still to be restored, the button that does it comes into view.
        """
        shown = "" if entry is None else entry.id
        if shown != self._shown and (entry is None or entry.answer is None):
            self._scrolled.verticalScrollBar().setValue(0)
        self._shown = shown
        for section in self.sections:
            cast("Section", section).show_entry(entry)
