"""Small pictures about the pools: gates by block, likeness of prompts, choices of groups.

Not here: the bars of one image (``app.gui.prompt_chart``).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.display.prompt_groups import Group
from app.display.prompts import PoolName
from app.gui.sentences import listed
from app.gui.task_words import task_name
from app.gui.theme import colours_now
from core.models.pools import Gate

__all__ = ["GateStrip", "GroupRows", "LikenessMap"]

SMALL_PX = 11
GATES_PX, LABEL_PX = 32, 16
ROW_PX = 20
NARROW_PX, WIDE_PX, WIDE_FROM_PX = 56, 120, 360
"""Room for names: in a narrow drawing, in a wide one, and from which width it is wide."""


class _Picture(QWidget):
    """A drawing that explains what the mouse points at."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def told_at(self, where: QPointF) -> str:
        """Return what a place means; empty: nothing."""
        raise NotImplementedError

    def draw(self, painter: QPainter) -> None:
        """Draw everything."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        """Explain the place under the mouse."""
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.told_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw with small letters."""
        painter = QPainter(self)
        font = painter.font()
        font.setPixelSize(SMALL_PX)
        painter.setFont(font)
        self.draw(painter)

    def minimumSizeHint(self) -> QSize:
        """Return the least size: narrower than wished, never lower."""
        return QSize(200, self.sizeHint().height())


class GateStrip(_Picture):
    """How far the prompts speak in each block: one column per block, grouped by stage."""

    gates: tuple[Gate, ...] = ()

    def show_gates(self, gates: tuple[Gate, ...]) -> None:
        """Show a network's gates."""
        self.gates = gates
        shares = listed(f"{1 - gate.share:.0%}" for gate in gates)
        self.setAccessibleDescription(shares)
        self.setVisible(bool(gates))
        self.update()

    def sizeHint(self) -> QSize:
        """Return columns and labels."""
        return QSize(264, GATES_PX + LABEL_PX)

    def told_at(self, where: QPointF) -> str:
        """Return block and share."""
        for gate, place in self._places():
            if place.left() <= where.x() < place.right():
                return self.tr(
                    "{0}, block {1}, features of 1/{2} size: {3:.0%} from the prompts"
                ).format(self._stage(gate.stage), gate.block, gate.reduction, 1 - gate.share)
        return ""

    def _stage(self, stage: str) -> str:
        names = {
            "middle": self.tr("middle"),
            "decoder": self.tr("decoder"),
            "refinement": self.tr("refinement"),
        }
        return names.get(stage, stage)

    def _places(self) -> list[tuple[Gate, QRectF]]:
        count = len(self.gates)
        breaks = sum(a.stage != b.stage for a, b in zip(self.gates, self.gates[1:], strict=False))
        if not count:
            return []
        width = (self.width() - 8 * breaks) / count
        left, places = 0.0, []
        for i, gate in enumerate(self.gates):
            if i and gate.stage != self.gates[i - 1].stage:
                left += 8
            places.append((gate, QRectF(left, 0, width, GATES_PX)))
            left += width
        return places

    def draw(self, painter: QPainter) -> None:
        """Draw columns, full where the prompts alone speak."""
        colours = colours_now()
        begun = ""
        for gate, place in self._places():
            column = place.adjusted(1, 0, -1, 0)
            painter.fillRect(column, QColor(colours.raised))
            painter.fillRect(
                column.adjusted(0, GATES_PX * gate.share, 0, 0), QColor(colours.accent)
            )
            if gate.stage != begun:
                begun = gate.stage
                painter.setPen(QColor(colours.secondary))
                label = QRectF(place.left() + 1, GATES_PX, 100, LABEL_PX)
                painter.drawText(label, Qt.AlignmentFlag.AlignVCenter, self._stage(begun))


class LikenessMap(_Picture):
    """How alike the prompts of a pool are: a square of cosines."""

    rows: tuple[tuple[float, ...], ...] = ()

    def show_rows(self, rows: tuple[tuple[float, ...], ...]) -> None:
        """Show a matrix of cosines."""
        self.rows = rows
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square of eight pixels per prompt."""
        return QSize(124, 124)

    def minimumSizeHint(self) -> QSize:
        """Return the least square."""
        return QSize(96, 124)

    def told_at(self, where: QPointF) -> str:
        """Return the two prompts and their cosine."""
        side = self._side
        row, column = (int(where.y() // side), int(where.x() // side)) if side else (-1, -1)
        if not (0 <= row < len(self.rows) and 0 <= column < len(self.rows)):
            return ""
        return self.tr("Prompts {0} and {1}: cosine of their values {2:.2f}").format(
            row + 1, column + 1, self.rows[row][column]
        )

    @property
    def _side(self) -> float:
        return min(self.width(), self.height()) / len(self.rows) if self.rows else 0.0

    def draw(self, painter: QPainter) -> None:
        """Draw blue where alike, orange where opposed, pale where unrelated."""
        colours = colours_now()
        side = self._side
        for i, row in enumerate(self.rows):
            for j, cosine in enumerate(row):
                strong = QColor(colours.accent if cosine >= 0 else colours.medical)
                shade = _mixed(QColor(colours.raised), strong, abs(cosine))
                painter.fillRect(QRectF(j * side, i * side, side - 0.5, side - 0.5), shade)


class GroupRows(_Picture):
    """Which prompts groups of slices or files choose: one row of bars per group."""

    groups: tuple[Group, ...] = ()
    pool: PoolName = "task"

    def show_groups(self, groups: Sequence[Group], pool: PoolName) -> None:
        """Show the choices of groups in one pool."""
        self.groups, self.pool = tuple(g for g in groups if pool in g.chosen), pool
        self.setVisible(bool(self.groups))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a row per group, and one of numbers."""
        return QSize(264, ROW_PX * len(self.groups) + LABEL_PX)

    def told_at(self, where: QPointF) -> str:
        """Return a group, its likeness and the share of one prompt."""
        row = int(where.y() // ROW_PX)
        if not 0 <= row < len(self.groups):
            return ""
        group = self.groups[row]
        lines = [self.tr("{0}: {1} images").format(group.name, group.images)]
        if group.closest:
            lines.append(self.tr("Most look like {0}").format(task_name(group.closest)))
        shares = group.chosen[self.pool]
        column = int((where.x() - self._name_px) // self._slot(len(shares)))
        if where.x() >= self._name_px and 0 <= column < len(shares):
            lines.append(
                self.tr("Prompt {0} is chosen by {1:.0%}").format(column + 1, shares[column])
            )
        return "\n".join(lines)

    @property
    def _name_px(self) -> int:
        return WIDE_PX if self.width() >= WIDE_FROM_PX else NARROW_PX

    def _slot(self, prompts: int) -> float:
        return (self.width() - self._name_px) / max(prompts, 1)

    def draw(self, painter: QPainter) -> None:
        """Draw names, bars as high as a row for all images of a group, and every other number."""
        colours = colours_now()
        numbers = 0
        for i, group in enumerate(self.groups):
            top = i * ROW_PX
            painter.setPen(QColor(colours.text))
            name = painter.fontMetrics().elidedText(
                group.name, Qt.TextElideMode.ElideMiddle, self._name_px - 8
            )
            painter.drawText(
                QRectF(0, top, self._name_px - 8, ROW_PX), Qt.AlignmentFlag.AlignVCenter, name
            )
            shares = group.chosen[self.pool]
            numbers, slot = len(shares), self._slot(len(shares))
            painter.fillRect(
                QRectF(self._name_px, top + ROW_PX - 1, self.width(), 1), QColor(colours.border)
            )
            for j, share in enumerate(shares):
                high = share * (ROW_PX - 4)
                bar = QRectF(self._name_px + j * slot + 1, top + ROW_PX - 1 - high, slot - 2, high)
                painter.fillRect(bar, QColor(colours.accent))
        painter.setPen(QColor(colours.secondary))
        for j in range(0, numbers, 2):
            slot = self._slot(numbers)
            place = QRectF(
                self._name_px + j * slot - 2, ROW_PX * len(self.groups), slot + 4, LABEL_PX
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(j + 1))


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Return a colour between two."""
    ends = zip(one.getRgb(), other.getRgb(), strict=True)  # type: ignore[call-overload]
    return QColor(*(round(a + (b - a) * min(share, 1.0)) for a, b in ends))
