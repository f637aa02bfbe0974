"""Paints the itinerary: dates as headings, entries in two lines with their marks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planner.domain.itinerary import ITEM_STATUSES, ItemKind, ItemStatus
from planner.domain.lines import ItemLine
from planner.i18n import _
from planner.ui import theme
from planner.ui.delegates import itinerary_look as look
from planner.ui.icons import icon
from planner.ui.models import itinerary_text as words
from planner.ui.models.itinerary_model import LINE, NOTE

Index = QModelIndex | QPersistentModelIndex

EDGE = 16
GAP = 8
STRIPE = 4
ICON = 18
SMALL = 14
ELIDE = Qt.TextElideMode.ElideRight
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Fonts(NamedTuple):
    body: QFont
    strong: QFont
    heading: QFont
    caption: QFont


def _fonts(base: QFont) -> _Fonts:
    return _Fonts(
        base,
        theme.sized(base, 1.0, strong=True),
        theme.sized(base, 1.15, strong=True),
        theme.sized(base, 0.9),
    )


class ItineraryDelegate(QStyledItemDelegate):
    """Everything an entry says by colour it also says by icon or in words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._widest: tuple[str, str] = ("", "")

    def fit(self, lines: Iterable[ItemLine]) -> None:
        """Make the column of times as wide as these entries need."""
        pairs = [words.time_lines(line) for line in lines] or [("", "")]
        self._widest = (
            max((one for one, _end in pairs), key=len),
            max((end for _start, end in pairs), key=len),
        )

    def _time_width(self, fonts: _Fonts) -> int:
        upper, lower = self._widest
        widths = (
            QFontMetrics(fonts.strong).horizontalAdvance(max(upper, "00:00", key=len)),
            QFontMetrics(fonts.body).horizontalAdvance(lower),
        )
        return max(widths) + 2 * GAP + 4

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(option.font).height()
        if not index.parent().isValid():
            return QSize(0, QFontMetrics(theme.sized(option.font, 1.15)).height() + 18)
        return QSize(0, 2 * line + 14 if index.data(LINE) else line + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        fonts = _fonts(option.font)
        if not index.parent().isValid():
            self._heading(painter, option, index, fonts)
        elif line := index.data(LINE):
            self._entry(painter, option, index, line, fonts)
        else:
            self._offer(painter, option, index, fonts)
        self._ring(painter, option)
        painter.restore()

    # a date

    def _heading(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, fonts: _Fonts
    ) -> None:
        rect: QRect = option.rect
        painter.fillRect(rect, theme.color("surface2"))
        rect = rect.adjusted(EDGE, 0, -EDGE, 0)
        text = str(index.data())
        width = QFontMetrics(fonts.heading).horizontalAdvance(text)
        _write(painter, rect, text, fonts.heading, "text")
        rest = rect.adjusted(width + 2 * GAP, 1, 0, 1)
        if rest.width() > 60:
            _write(painter, rest, str(index.data(NOTE)), fonts.body, "text2")

    # an empty day

    def _offer(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, fonts: _Fonts
    ) -> None:
        self._ground(painter, option)
        rect = option.rect.adjusted(EDGE, 0, -EDGE, 0)
        text = _("Nothing planned yet.")
        _write(painter, rect, text, fonts.body, "text2")
        button = add_button(option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("borderStrong"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(button, 4, 4)
        icon("plus", "text").paint(painter, QRect(button.x() + 8, button.y(), 14, button.height()))
        inner = button.adjusted(28, 0, -8, 0)
        _write(painter, inner, _("Add an entry"), fonts.body, "text")

    # an entry

    def _entry(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        line: ItemLine,
        fonts: _Fonts,
    ) -> None:
        self._ground(painter, option)
        rect: QRect = option.rect
        token = look.token_of(line)
        stripe = QRect(rect.x() + EDGE, rect.y() + 5, STRIPE, rect.height() - 10)
        painter.fillRect(stripe, theme.color(token))
        half = (rect.height() - 8) // 2
        upper = QRect(rect.x(), rect.y() + 4, rect.width() - EDGE, half)
        lower = upper.translated(0, half)
        left = stripe.right() + GAP
        self._times(painter, line, upper, lower, left, fonts)
        left += self._time_width(fonts)
        icon(look.icon_of(line), token).paint(
            painter, QRect(left, upper.y() + (half - ICON) // 2, ICON, ICON)
        )
        left += ICON + GAP
        right = self._marks(painter, line, upper, fonts)
        self._title(painter, line, QRect(left, upper.y(), max(0, right - left), half), fonts)
        below = QRect(left, lower.y(), lower.right() - left, half)
        _write(painter, below, str(index.data(NOTE)), fonts.body, "text2")
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawLine(rect.x() + EDGE, rect.bottom(), rect.right() - EDGE, rect.bottom())

    def _times(
        self,
        painter: QPainter,
        line: ItemLine,
        upper: QRect,
        lower: QRect,
        left: int,
        fonts: _Fonts,
    ) -> None:
        start, end = words.time_lines(line)
        width = self._time_width(fonts) - GAP
        _write(painter, QRect(left, upper.y(), width, upper.height()), start, fonts.strong, "text")
        _write(painter, QRect(left, lower.y(), width, lower.height()), end, fonts.body, "text2")

    def _title(self, painter: QPainter, line: ItemLine, rect: QRect, fonts: _Fonts) -> None:
        font = QFont(fonts.strong)
        token = "text"
        if line.item.status is ItemStatus.CANCELLED:
            font.setStrikeOut(True)
            token = "text2"
        text = words.title_text(line)
        _write(painter, rect, text, font, token)
        if line.item.kind is ItemKind.BLOCKER:
            used = QFontMetrics(font).horizontalAdvance(text) + GAP
            rest = rect.adjusted(used, 0, 0, 0)
            if rest.width() > 40:
                _write(painter, rest, _("internal"), fonts.caption, "text2")

    def _marks(self, painter: QPainter, line: ItemLine, upper: QRect, fonts: _Fonts) -> int:
        """Status, lock and findings from the right edge inwards; the x that is left for the title."""
        right = upper.right()
        name, token = look.STATUSES[line.item.status]
        right = self._mark(
            painter, upper, right, name, _(ITEM_STATUSES[line.item.status]), token, fonts.body
        )
        if line.item.fixed:
            right = self._mark(painter, upper, right, "lock", _("fixed"), "text2", fonts.body)
        if line.findings:
            right = self._badge(painter, upper, right, str(line.findings), fonts.strong)
        return right - GAP

    def _mark(
        self,
        painter: QPainter,
        rect: QRect,
        right: int,
        name: str,
        text: str,
        token: str,
        font: QFont,
    ) -> int:
        width = QFontMetrics(font).horizontalAdvance(text)
        _write(painter, QRect(right - width, rect.y(), width + 1, rect.height()), text, font, token)
        right -= width + SMALL + 4
        middle = rect.y() + (rect.height() - SMALL) // 2
        icon(name, token).paint(painter, QRect(right, middle, SMALL, SMALL))
        return right - 2 * GAP

    def _badge(self, painter: QPainter, rect: QRect, right: int, text: str, font: QFont) -> int:
        width = QFontMetrics(font).horizontalAdvance(text) + SMALL + 16
        badge = QRect(right - width, rect.y() + 1, width, rect.height() - 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("warnSoft"))
        painter.drawRoundedRect(badge, 4, 4)
        middle = badge.y() + (badge.height() - SMALL) // 2
        icon("triangle-alert", "warn").paint(painter, QRect(badge.x() + 6, middle, SMALL, SMALL))
        _write(painter, badge.adjusted(SMALL + 10, 0, -4, 0), text, font, "warn")
        return badge.x() - 2 * GAP

    # what all rows share

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.color("accentSoft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, theme.color("bg"))

    def _ring(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(option.rect.adjusted(2, 2, -2, -2), 4, 4)


def add_button(option: QStyleOptionViewItem) -> QRect:
    """Where an empty day offers to add an entry."""
    metrics = QFontMetrics(option.font)
    said = metrics.horizontalAdvance(_("Nothing planned yet."))
    width = metrics.horizontalAdvance(_("Add an entry")) + 40
    height = metrics.height() + 10
    rect: QRect = option.rect
    top = rect.y() + (rect.height() - height) // 2
    return QRect(rect.x() + EDGE + said + 2 * GAP, top, width, height)


def _write(painter: QPainter, rect: QRect, text: str, font: QFont, token: str) -> None:
    if rect.width() <= 0 or not text:
        return
    painter.setFont(font)
    painter.setPen(theme.color(token))
    shown = QFontMetrics(font).elidedText(text, ELIDE, rect.width())
    painter.drawText(rect, LEFT, shown)
