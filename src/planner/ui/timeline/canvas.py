"""What a timeline shows and what is in front: scrolling, zoom, keys and mouse."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from planner.i18n import ngettext
from planner.ui.timeline.axis import MOST, Axis
from planner.ui.timeline.painting import TimelinePainter
from planner.ui.timeline.scene import Mark, Row, Scene
from planner.ui.timeline.view import NEAR, View, clusters

_Key = Qt.Key
ZOOM: Final = 1.4
_LABELS: Final = (150, 360)
_BY_KEYS: Final = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_LOW: Final = 190
"""Below this height there is no room for the legend."""
_YEAR: Final = 365.25


class Canvas(QAbstractScrollArea):
    """Rows of bars and marks; only what is in sight is painted. Ids are those of rows and marks."""

    chosen = Signal(str, str)
    """The row and the mark in front; the mark is empty when it is the row itself."""
    opened = Signal(str, str)
    came_forward = Signal()
    """For whoever tells screen readers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = Scene()
        self.row, self.mark = -1, -1
        self._brush = TimelinePainter(self.font())
        self._scale = 0.0
        """Pixels of a day; 0 is as much as fits."""
        self._years: tuple[float, float] | None = None
        self._pressed: QPointF | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(320, 120))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.viewport().update())
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.viewport().update())

    # what is shown

    def show_scene(self, scene: Scene) -> None:
        """Show another state; what is in front, the zoom and the place stay where they can."""
        row, mark = self.current_ids
        middle = self.view.axis.day(self.view.axis.width / 2) if self.scene.rows else 0.0
        first = not self.scene.rows
        self.scene = scene
        self.row, self.mark = scene.place.get(row, -1), -1
        if self.row >= 0 and mark:
            at = scene.mark_place(mark)
            self.mark = at[1] if at and at[0] == self.row else -1
        self.setAccessibleName(
            f"{scene.name}, " + ngettext("{count} row", "{count} rows", len(scene.rows))
        )
        self._bars()
        if not first and self._scale:
            self._centre(middle)
        self.viewport().update()

    @property
    def current_ids(self) -> tuple[str, str]:
        row = self.current_row
        if row is None:
            return "", ""
        mark = self.current_mark
        return row.id, mark.id if mark else ""

    @property
    def current_row(self) -> Row | None:
        return self.scene.rows[self.row] if 0 <= self.row < len(self.scene.rows) else None

    @property
    def current_mark(self) -> Mark | None:
        row = self.current_row
        return row.marks[self.mark] if row and 0 <= self.mark < len(row.marks) else None

    # where things are

    @property
    def view(self) -> View:
        brush, size = self._brush, self.viewport().size()
        labels = float(max(_LABELS[0], min(_LABELS[1], round(size.width() * 0.3))))
        width = max(1.0, size.width() - labels)
        scale = self._scale_at(width)
        origin = self.scene.extent[0] + self.horizontalScrollBar().value() / scale
        return View(
            QSizeF(size),
            Axis(origin, scale, width),
            labels,
            brush.head_height,
            brush.row_height,
            brush.foot_height if self.scene.kinds and size.height() >= _LOW else 0.0,
            float(self.verticalScrollBar().value()),
        )

    def _scale_at(self, width: float) -> float:
        first, last = self.scene.extent
        fits = width / max(1, last - first)
        return min(MOST, max(fits, self._scale))

    def _bars(self) -> None:
        view = self.view
        first, last = self.scene.extent
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, round(len(self.scene.rows) * view.row - view.body.height())))
        down.setPageStep(int(view.body.height()))
        down.setSingleStep(int(view.row))
        wide = (last - first) * view.axis.scale
        across.setRange(0, max(0, round(wide - view.axis.width)))
        across.setPageStep(int(view.axis.width))
        across.setSingleStep(40)

    def row_box(self, number: int) -> QRectF:
        view = self.view
        return QRectF(0, view.top_of(number), view.size.width(), view.row)

    def mark_box(self, number: int, place: int) -> QRectF:
        view = self.view
        mark = self.scene.rows[number].marks[place]
        x = view.x((mark.first + mark.last + 1) / 2)
        half = max(8.0, (mark.last - mark.first + 1) * view.axis.scale / 2)
        return QRectF(x - half, view.top_of(number), 2 * half, view.row)

    def at(self, point: QPointF) -> tuple[int, int]:
        """The row and the mark under a point of the viewport; -1 for none."""
        view = self.view
        if not view.head <= point.y() < view.head + view.body.height():
            return -1, -1
        number = int((point.y() - view.head + view.down) // view.row)
        if number >= len(self.scene.rows):
            return -1, -1
        if point.x() < view.labels:
            return number, -1
        row = self.scene.rows[number]
        for spot in clusters(row, view, self.mark if number == self.row else -1):
            box = self.mark_box(number, spot.shown)
            if abs(point.x() - spot.x) <= NEAR or box.left() <= point.x() <= box.right():
                return number, spot.shown
        return number, -1

    def global_box(self, box: QRectF) -> QRect:
        rect = box.toRect()
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    # what is in front

    def choose(self, row: int, mark: int = -1, *, tell: bool = True) -> None:
        """Put this row, and a mark of it, in front and into sight."""
        if not 0 <= row < len(self.scene.rows):
            return
        self.row = row
        self.mark = mark if 0 <= mark < len(self.scene.rows[row].marks) else -1
        self._reveal()
        self.viewport().update()
        if tell:
            self.chosen.emit(*self.current_ids)
        self.came_forward.emit()

    def choose_id(self, row: str = "", mark: str = "", *, tell: bool = False) -> bool:
        """As :meth:`choose`, by id; a mark is found in whatever row it stands."""
        if mark and (place := self.scene.mark_place(mark)) is not None:
            self.choose(*place, tell=tell)
            return True
        number = self.scene.place.get(row)
        if number is not None:
            self.choose(number, tell=tell)
        return number is not None

    def _reveal(self) -> None:
        view, down = self.view, self.verticalScrollBar()
        top = self.row * view.row
        if top < down.value():
            down.setValue(int(top))
        elif top + view.row > down.value() + view.body.height():
            down.setValue(int(top + view.row - view.body.height()))
        if self.mark >= 0:
            box = self.mark_box(self.row, self.mark)
            if box.left() < view.labels or box.right() > view.size.width():
                self._centre(view.axis.day(box.center().x() - view.labels))

    # zoom and place

    def _centre(self, day: float) -> None:
        view = self.view
        middle = (day - self.scene.extent[0]) * view.axis.scale - view.axis.width / 2
        self.horizontalScrollBar().setValue(round(middle))

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Larger or smaller; the day at ``x`` of the viewport stays there, else the mark in front."""
        view = self.view
        if x is None and self.current_mark is not None:
            x = self.mark_box(self.row, self.mark).center().x()
        at = view.axis.width / 2 if x is None else x - view.labels
        day = view.axis.day(at)
        self._years = None
        self._scale = view.axis.scale * factor
        scale = self._scale = self._scale_at(view.axis.width)
        self._bars()
        self.horizontalScrollBar().setValue(round((day - self.scene.extent[0]) * scale - at))
        self.viewport().update()

    def fit(self) -> None:
        """All years at once."""
        self._scale, self._years = 0.0, None
        self._bars()
        self.viewport().update()

    def show_today(self) -> None:
        self._centre(self.scene.today.toordinal() + 0.5)

    def show_years(self, before: float, after: float) -> None:
        """So many years around today, whatever the width, until somebody zooms."""
        self._years = (before, after)
        self._fit_years()

    def _fit_years(self) -> None:
        if self._years is None:
            return
        before, after = self._years
        self._scale = self.view.axis.width / ((before + after) * _YEAR)
        self._bars()
        self._centre(self.scene.today.toordinal() + (after - before) / 2 * _YEAR)
        self.viewport().update()

    # events

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._brush.paint(
            painter, self.scene, self.view, (self.row, self.mark), focused=self.hasFocus()
        )
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bars()
        self._fit_years()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.row < 0 and event.reason() in _BY_KEYS:
            self.choose(0)
        self.viewport().update()
        self.came_forward.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain & ~Qt.KeyboardModifier.ShiftModifier or not self._pressed_key(
            _Key(event.key()), bool(plain & Qt.KeyboardModifier.ShiftModifier)
        ):
            event.ignore()

    def _pressed_key(self, key: Qt.Key, shift: bool) -> bool:
        page = max(1, int(self.view.body.height() // self.view.row) - 1)
        steps = {
            _Key.Key_Up: -1,
            _Key.Key_Down: 1,
            _Key.Key_PageUp: -page,
            _Key.Key_PageDown: page,
            _Key.Key_Home: -len(self.scene.rows),
            _Key.Key_End: len(self.scene.rows),
        }
        if key in steps:
            self._step(steps[key])
        elif key in (_Key.Key_Left, _Key.Key_Right):
            self._across(-1 if key == _Key.Key_Left else 1, pan=shift)
        elif key in (_Key.Key_Plus, _Key.Key_Equal):
            self.zoom(ZOOM)
        elif key == _Key.Key_Minus:
            self.zoom(1 / ZOOM)
        elif key == _Key.Key_0:
            self.fit()
        elif key == _Key.Key_T:
            self.show_today()
        elif key in (_Key.Key_Return, _Key.Key_Enter) and self.current_row is not None:
            self.opened.emit(*self.current_ids)
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        if self.scene.rows:
            self.choose(
                max(0, min(len(self.scene.rows) - 1, self.row + by if self.row >= 0 else 0))
            )

    def _across(self, by: int, *, pan: bool) -> None:
        """To the mark before or after; where there is none, the picture moves."""
        row = self.current_row
        order = sorted(range(len(row.marks)), key=lambda n: row.marks[n].first) if row else []
        place = order.index(self.mark) + by if self.mark in order else (0 if by > 0 else -1)
        if pan or not order or not (0 <= place < len(order) or self.mark < 0):
            across = self.horizontalScrollBar()
            across.setValue(across.value() + by * int(self.view.axis.width / 4))
            return
        self.choose(self.row, order[place])

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.zoom(ZOOM if turned > 0 else 1 / ZOOM, event.position().x())
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            row, mark = self.at(event.position())
            if row >= 0:
                self.choose(row, mark)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A pull moves the picture in time."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        by = self._pressed.x() - event.position().x()
        if abs(by) >= 1:
            across = self.horizontalScrollBar()
            across.setValue(across.value() + round(by))
            self._pressed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row, mark = self.at(event.position())
        if row >= 0:
            self.choose(row, mark)
            self.opened.emit(*self.current_ids)

    def sizeHint(self) -> QSize:
        return QSize(800, 260)
