"""One page of the handbook, laid out to be read; links lead to other pages and nowhere else."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from app.gui.theme import colours_now
from app.handbook import slug

__all__ = ["PageView"]

HEADINGS_PX = {1: 22, 2: 16, 3: 13}
PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
LINE_PERCENT = 140
MARGIN_PX = 24
WIDEST_PX = 920


class PageView(QTextBrowser):
    """Shows Markdown from files; asks nobody for anything over a network."""

    left = Signal(Path)
    """A link was followed to another file."""
    refused = Signal(str)
    """A link leads out of the handbook; its address."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setAccessibleName(self.tr("Page of the handbook"))
        self.anchorClicked.connect(self.follow)
        self._path: Path | None = None
        self._sought = ""

    @property
    def path(self) -> Path | None:
        """Return the file that is shown; None: none yet."""
        return self._path

    def show_page(self, path: Path, text: str, sought: str = "") -> None:
        """Show the Markdown of a file, with every place marked that holds what is sought."""
        self._path = path
        self.document().setBaseUrl(QUrl.fromLocalFile(str(path)))
        self.setMarkdown(text)
        self._lay_out()
        self.seek(sought)

    def seek(self, sought: str) -> None:
        """Mark every place that holds a text, and go to the first."""
        self._sought = sought
        self._mark()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if sought:
            self.next_place()

    def next_place(self) -> None:
        """Go to the next place that holds what is sought; after the last comes the first."""
        if self._sought and not self.find(self._sought):
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self.find(self._sought)

    def marked(self) -> int:
        """Return how many places are marked."""
        return len(self.extraSelections())

    def follow(self, url: QUrl) -> None:
        """Go where a link leads: a heading, another page, or nowhere."""
        if url.isRelative() and not url.path():
            self.go_to(url.fragment())
            return
        target = self.document().baseUrl().resolved(url)
        if not target.isLocalFile():
            self.refused.emit(url.toString())
            return
        self.left.emit(Path(target.toLocalFile()))
        self.go_to(target.fragment())

    def go_to(self, fragment: str) -> None:
        """Go to the heading that a link names."""
        block = self.document().begin()
        while fragment and block.isValid():
            if block.blockFormat().headingLevel() and slug(block.text()) == fragment:
                self.setTextCursor(QTextCursor(block))
                top = self.cursorRect().top()
                self.verticalScrollBar().setValue(self.verticalScrollBar().value() + top)
                return
            block = block.next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines short enough to read."""
        self.setViewportMargins(0, 0, max(self.width() - WIDEST_PX, 0), 0)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._path is not None:
            self._lay_out()
            self._mark()

    def _mark(self) -> None:
        places = []
        cursor = QTextCursor(self.document())
        colours = colours_now()
        while self._sought and not (cursor := self.document().find(self._sought, cursor)).isNull():
            place = QTextEdit.ExtraSelection()
            form = QTextCharFormat()
            form.setBackground(QColor(colours.raised))
            form.setFontUnderline(True)
            place.cursor, place.format = cursor, form
            places.append(place)
        self.setExtraSelections(places)

    def _lay_out(self) -> None:
        """Give headings, code and tables the look of the window."""
        document = self.document()
        document.setDocumentMargin(MARGIN_PX)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        block = document.begin()
        while block.isValid():
            cursor.setPosition(block.position())
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            self._lay_out_block(cursor)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _lay_out_table(frame)
        cursor.endEditBlock()
        document.clearUndoRedoStacks(QTextDocument.Stacks.UndoAndRedoStacks)

    def _lay_out_block(self, cursor: QTextCursor) -> None:
        form = cursor.blockFormat()
        colours = colours_now()
        level = form.headingLevel()
        if level:
            heading = QTextCharFormat()
            font = QFont(self.font())
            font.setPixelSize(HEADINGS_PX.get(level, 13))
            font.setWeight(QFont.Weight.DemiBold)
            heading.setFont(font)
            cursor.setCharFormat(heading)
            form.setTopMargin(24 if level > 1 else 0)
            form.setBottomMargin(8)
        elif _is_code(form):
            code = QTextCharFormat()
            font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            font.setPixelSize(12)
            code.setFont(font)
            cursor.mergeCharFormat(code)
            form.setBackground(QColor(colours.window))
            if not _is_code(cursor.block().next().blockFormat()):
                form.setBottomMargin(12)
        elif cursor.currentTable() is None:
            form.setLineHeight(
                LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
            )
            form.setBottomMargin(8)
        cursor.setBlockFormat(form)


def _is_code(form: QTextBlockFormat) -> bool:
    kinds = QTextBlockFormat.Property
    return form.hasProperty(kinds.BlockCodeLanguage) or form.hasProperty(kinds.BlockCodeFence)


def _lay_out_table(table: QTextTable) -> None:
    form = table.format()
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorder(1)
    form.setBorderCollapse(True)
    form.setBorderBrush(QColor(colours_now().border))
    form.setCellPadding(6)
    form.setCellSpacing(0)
    form.setTopMargin(8)
    form.setBottomMargin(16)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(form)
