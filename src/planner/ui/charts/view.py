"""A chart on the screen: pointing at a bar or walking over the bars with the arrow keys chooses one."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.domain.charts import Chart
from planner.i18n import _
from planner.ui import theme
from planner.ui.charts.layout import Placed, placed
from planner.ui.charts.painting import paint

_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)


class ChartView(QWidget):
    """``chosen`` gives the number of the bar in front. What it shows is a table, too: there each bar is
    a row, which screen readers read; here the bar in front is the description."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None
        self.front = -1
        self._placed: Placed | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Chart"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.current().changed.connect(self.update)

    def show_chart(self, chart: Chart) -> None:
        self.chart = chart
        self.setAccessibleName(chart.title)
        self._lay_out()
        self.choose(min(self.front, len(chart.bars) - 1))

    def choose(self, number: int) -> None:
        """Point out a bar; -1 is none."""
        self.front = number
        self.setAccessibleDescription(self._spoken())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(640))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 200)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self.chart is None:
            return 200
        return int(placed(self.chart, self.font(), float(width)).size[1]) + 1

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        if self._placed is not None:
            colours = theme.tokens(theme.current().mode)
            paint(painter, self._placed, colours, self.font(), self.front)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.color("focus"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        if number >= 0:
            self._pick(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.chart.bars) - 1 if self.chart is not None else -1
        steps = {
            **dict.fromkeys(_BACK, max(0, self.front - 1)),
            **dict.fromkeys(_ON, self.front + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        wanted = steps.get(Qt.Key(event.key()))
        if wanted is None or last < 0:
            super().keyPressEvent(event)
        else:
            self._pick(min(wanted, last))

    def _pick(self, number: int) -> None:
        self.choose(number)
        self.chosen.emit(number)

    def _at(self, point: QPointF) -> int:
        slots = self._placed.slots if self._placed is not None else []
        return next((number for number, slot in enumerate(slots) if slot.contains(point)), -1)

    def _lay_out(self) -> None:
        if self.chart is not None:
            self._placed = placed(
                self.chart, self.font(), float(self.width()), float(self.height())
            )
        self.updateGeometry()
        self.update()

    def _spoken(self) -> str:
        if self.chart is None or not 0 <= self.front < len(self.chart.bars):
            return ""
        bar = self.chart.bars[self.front]
        parts = [
            f"{name} {value}" for name, value in zip(self.chart.series, bar.values, strict=True)
        ]
        return f"{bar.label}: {', '.join(parts)}"
