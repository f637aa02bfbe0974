"""Paints findings: a heading for each severity, then sentences as tall as they need to be."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from planner import phrases
from planner.domain.findings import Finding, Severity
from planner.i18n import _
from planner.ui import theme
from planner.ui.delegates.sentences import SENTENCE, WRAP, Index, SentencesDelegate

FINDING = SENTENCE
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


class FindingsDelegate(SentencesDelegate):
    """Below each sentence what can be done."""

    edge = 16
    padding = 9
    heading = 1.15

    def height(self, option: QStyleOptionViewItem, index: Index, width: int) -> int:
        finding: Finding = index.data(FINDING)
        above, below = self._heights(QFontMetrics(option.font), finding, width)
        return above + below

    def _heights(self, metrics: QFontMetrics, finding: Finding, width: int) -> tuple[int, int]:
        room = QRect(0, 0, max(80, width), 10_000)
        below = below_text(finding)
        return (
            metrics.boundingRect(room, WRAP, phrases.sentence(finding)).height(),
            metrics.boundingRect(room, WRAP, below).height() if below else 0,
        )

    def look(self, index: Index) -> tuple[str, str] | None:
        finding: Finding = index.data(FINDING)
        return ("check", "ok") if finding.accepted else LOOKS[finding.severity]

    def write(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, inner: QRect
    ) -> None:
        finding: Finding = index.data(FINDING)
        above, _below = self._heights(QFontMetrics(option.font), finding, inner.width())
        painter.setFont(option.font)
        painter.setPen(theme.color("text"))
        painter.drawText(inner, WRAP, phrases.sentence(finding))
        painter.setPen(theme.color("text2"))
        painter.drawText(inner.adjusted(0, above, 0, 0), WRAP, below_text(finding))
