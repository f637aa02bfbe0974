"""Paints findings: a heading for each severity, then sentences as tall as they need to be."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planner import phrases
from planner.domain.findings import Finding, Severity
from planner.i18n import _
from planner.ui import theme
from planner.ui.icons import icon

Index = QModelIndex | QPersistentModelIndex
FINDING = Qt.ItemDataRole.UserRole + 1
EDGE, ICON, GAP = 16, 18, 8
WRAP = Qt.TextFlag.TextWordWrap
LOOKS = {
    Severity.CONFLICT: ("triangle-alert", "danger"),
    Severity.WARNING: ("triangle-alert", "warn"),
    Severity.NOTE: ("info", "text2"),
}


def below_text(finding: Finding) -> str:
    """The reason why it was accepted, else what can be done."""
    if finding.accepted:
        return _("Accepted: {reason}").format(reason=finding.accepted)
    return phrases.remedy(finding)


class FindingsDelegate(QStyledItemDelegate):
    """Wide enough for the view; the view lays out again when it is resized."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = QFontMetrics(option.font)
        finding = index.data(FINDING)
        if finding is None:
            return QSize(0, QFontMetrics(theme.sized(option.font, 1.15)).height() + 18)
        width = self._view.viewport().width() - 2 * EDGE - ICON - GAP
        return QSize(0, sum(self._heights(metrics, finding, width)) + 18)

    def _heights(self, metrics: QFontMetrics, finding: Finding, width: int) -> tuple[int, int]:
        room = QRect(0, 0, max(80, width), 10_000)
        below = below_text(finding)
        return (
            metrics.boundingRect(room, WRAP, phrases.sentence(finding)).height(),
            metrics.boundingRect(room, WRAP, below).height() if below else 0,
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        finding = index.data(FINDING)
        if finding is None:
            self._heading(painter, option, str(index.data()))
        else:
            self._row(painter, option, finding)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(option.rect.adjusted(2, 2, -2, -2), 4, 4)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        painter.fillRect(option.rect, theme.color("surface2"))
        painter.setFont(theme.sized(option.font, 1.15, strong=True))
        painter.setPen(theme.color("text"))
        rect = option.rect.adjusted(EDGE, 0, -EDGE, 0)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)

    def _row(self, painter: QPainter, option: QStyleOptionViewItem, finding: Finding) -> None:
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accentSoft"))
        name, token = ("check", "ok") if finding.accepted else LOOKS[finding.severity]
        inner = rect.adjusted(EDGE, 9, -EDGE, -9)
        icon(name, token).paint(painter, QRect(inner.x(), inner.y(), ICON, ICON))
        inner.setLeft(inner.left() + ICON + GAP)
        above, _below = self._heights(QFontMetrics(option.font), finding, inner.width())
        painter.setFont(option.font)
        painter.setPen(theme.color("text"))
        painter.drawText(inner, WRAP, phrases.sentence(finding))
        painter.setPen(theme.color("text2"))
        painter.drawText(inner.adjusted(0, above, 0, 0), WRAP, below_text(finding))
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawLine(rect.x() + EDGE, rect.bottom(), rect.right() - EDGE, rect.bottom())
