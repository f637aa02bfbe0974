"""Fusion with calm surfaces: outlines of controls keep 3:1, and what has the focus has a ring."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QFrame,
    QListView,
    QPlainTextEdit,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionMenuItem,
    QTextEdit,
    QWidget,
)

from planner.ui import colours

_BOXES = (QPlainTextEdit, QTextEdit, QListView)
_Primitive = QStyle.PrimitiveElement
_Control = QStyle.ControlElement
_State = QStyle.StateFlag


def _as_paper(option: QStyleOption) -> None:
    """What cannot be changed has the colour of the page it stands on."""
    palette = QPalette(option.palette)
    palette.setBrush(QPalette.ColorRole.Base, palette.brush(QPalette.ColorRole.Window))
    option.palette = palette


class CalmStyle(QProxyStyle):
    """Draws the frame of editors, buttons, check boxes and radio buttons; all else is Fusion's."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def polish(self, target: QWidget | QApplication | QPalette) -> None:  # type: ignore[override]  # all three
        """What lies in a box keeps clear of its rounded corners; else it would cut them off."""
        super().polish(target)
        if isinstance(target, _BOXES) and target.frameShape() is QFrame.Shape.StyledPanel:
            target.setViewportMargins(1, 1, 1, 1)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element is _Primitive.PE_FrameLineEdit:
            _outline(painter, option)
        elif element is _Primitive.PE_PanelButtonCommand:
            _button(painter, option)
        elif element is _Primitive.PE_PanelLineEdit and _State.State_ReadOnly in option.state:
            _as_paper(option)
            super().drawPrimitive(element, option, painter, widget)
        elif element is _Primitive.PE_Frame and isinstance(widget, QAbstractScrollArea):
            _outline(painter, option, "surface")
        elif element is _Primitive.PE_IndicatorCheckBox:
            _check_box(painter, option)
        elif element is _Primitive.PE_IndicatorRadioButton:
            _radio_button(painter, option)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element is _Control.CE_MenuItem and isinstance(option, QStyleOptionMenuItem):
            _light_up(option)
        super().drawControl(element, option, painter, widget)

    def sizeFromContents(
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        result = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]  # None is allowed
        if kind is QStyle.ContentsType.CT_TabBarTab:
            return QSize(result.width() + 8, max(result.height() + 6, 30))
        if kind is QStyle.ContentsType.CT_PushButton:
            return QSize(result.width(), max(result.height(), 28))
        return result

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: QStyleHintReturn | None = None,
    ) -> int:
        """No pictures of the desktop's theme on the buttons of dialogs: they are words everywhere."""
        if hint is QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 0
        return super().styleHint(hint, option, widget, data)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        rect = super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]  # None is allowed
        edit = part is QStyle.SubControl.SC_ComboBoxEditField
        return (
            rect.adjusted(3, 0, 0, 0)
            if edit and control is QStyle.ComplexControl.CC_ComboBox
            else rect
        )

    def subElementRect(
        self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None
    ) -> QRect:
        rect = super().subElementRect(element, option, widget)  # type: ignore[arg-type]  # None is allowed
        return _inside(rect) if element is QStyle.SubElement.SE_LineEditContents else rect


def _light_up(option: QStyleOptionMenuItem) -> None:
    """The icon of the chosen entry in the colour of its text; Fusion leaves it dark on the accent."""
    selected = option.state & _State.State_Selected and option.state & _State.State_Enabled
    if selected and not option.icon.isNull():
        size = QSize(option.maxIconWidth, option.maxIconWidth)
        option.icon = QIcon(option.icon.pixmap(size, QIcon.Mode.Selected))


def _inside(rect: QRect) -> QRect:
    """Text keeps clear of the rounded frame."""
    return rect.adjusted(4, 0, -3, 0)


def _pen(option: QStyleOption) -> QPen:
    if not option.state & _State.State_Enabled:
        return QPen(colours.color("border"), 1)
    if option.state & _State.State_HasFocus:
        return QPen(colours.color("focus"), 2)
    return QPen(colours.color("borderStrong"), 1)


def _outline(painter: QPainter, option: QStyleOption, fill: str = "") -> None:
    pen = _pen(option)
    inset = pen.widthF() / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(colours.color(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(option.rect).adjusted(inset, inset, -inset, -inset), 4, 4)
    painter.restore()


def _button(painter: QPainter, option: QStyleOption) -> None:
    down = option.state & (_State.State_Sunken | _State.State_On)
    over = option.state & _State.State_MouseOver
    _outline(painter, option, "accentSoft" if down else "surface2" if over else "surface")


def _check_box(painter: QPainter, option: QStyleOption) -> None:
    on = bool(option.state & _State.State_On)
    _outline(painter, option, "accent" if on else "surface")
    if not on and not option.state & _State.State_NoChange:
        return
    box = QRectF(option.rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.color("accentText" if on else "text"), 2))
    left, top, width, height = box.x(), box.y(), box.width(), box.height()
    points = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.31)) if on else ((0.25, 0.5), (0.75, 0.5))
    painter.drawPolyline(
        QPolygonF([QPointF(left + x * width, top + y * height) for x, y in points])
    )
    painter.restore()


def _radio_button(painter: QPainter, option: QStyleOption) -> None:
    on = bool(option.state & _State.State_On)
    pen = _pen(option)
    pen.setWidthF(pen.widthF() * 1.25)  # a round line loses what its soft edge takes
    inset = pen.widthF() / 2
    ring = QRectF(option.rect).adjusted(inset, inset, -inset, -inset)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(colours.color("accent" if on else "surface"))
    painter.drawEllipse(ring)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.color("accentText"))
        dot = ring.width() / 3
        painter.drawEllipse(ring.adjusted(dot, dot, -dot, -dot))
    painter.restore()
