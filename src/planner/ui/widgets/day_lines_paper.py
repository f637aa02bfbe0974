"""Lines under headings on paper: a title, a line below it, a table for each heading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from planner.ui.widgets.day_lines import Line
from planner.ui.widgets.print_preview import PrintPreview

INK, GREY, RULE = QColor("#111111"), QColor("#555555"), QColor("#bbbbbb")
POINTS: Final = 9.0
MARGIN: Final = 14.0
"""Millimetres around each page."""


@dataclass(frozen=True)
class LinesPaper:
    """What is printed. ``widths`` are those of the columns on the screen; columns without text are left out."""

    title: str
    below: str
    heads: Sequence[str]
    widths: Sequence[int]
    sections: Sequence[tuple[str, Sequence[Line]]]
    wide: bool = False
    """Across the page: many columns."""

    def document(self) -> QTextDocument:
        """Texts are taken as they are, never as markup."""
        document = QTextDocument()
        document.setDefaultFont(QFont(document.defaultFont().family(), int(POINTS)))
        document.setDocumentMargin(0)
        cursor = QTextCursor(document)
        cursor.insertText(self.title, _ink(POINTS * 1.6, strong=True))
        if self.below:
            cursor.insertBlock()
            cursor.insertText(self.below, _ink(POINTS, GREY))
        for head, lines in self.sections:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            space = QTextBlockFormat()
            space.setTopMargin(POINTS * 1.4)
            space.setBottomMargin(POINTS * 0.3)
            space.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_Auto)
            cursor.insertBlock(space)
            cursor.insertText(head, _ink(POINTS * 1.15, strong=True))
            if lines:
                self._table(cursor, lines)
        return document

    def _columns(self) -> list[int]:
        lines = [line for _head, rows in self.sections for line in rows]
        return [
            column
            for column in range(len(self.heads))
            if any(column < len(line.texts) and line.texts[column] for line in lines)
        ]

    def _table(self, cursor: QTextCursor, lines: Sequence[Line]) -> None:
        columns = self._columns()
        whole = sum(self.widths[column] for column in columns)
        look = QTextTableFormat()
        look.setCellPadding(2.5)
        look.setCellSpacing(0)
        look.setBorder(0.5)
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBorderBrush(QBrush(RULE))
        look.setBorderCollapse(True)
        look.setHeaderRowCount(1)
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        look.setColumnWidthConstraints(
            [
                QTextLength(
                    QTextLength.Type.PercentageLength, 100 * self.widths[column] / max(whole, 1)
                )
                for column in columns
            ]
        )
        table = cursor.insertTable(len(lines) + 1, len(columns), look)
        for place, column in enumerate(columns):
            cell = table.cellAt(0, place).firstCursorPosition()
            cell.insertText(self.heads[column], _ink(POINTS * 0.9, GREY))
            for row, line in enumerate(lines, 1):
                text = line.texts[column] if column < len(line.texts) else ""
                colour = GREY if line.muted else INK
                table.cellAt(row, place).firstCursorPosition().insertText(
                    text, _ink(POINTS, colour)
                )

    def print_on(self, printer: QPrinter) -> None:
        self.document().print_(printer)

    def text(self) -> str:
        """What stands on the pages."""
        return self.document().toPlainText()

    def preview(self, parent: QWidget, printed: Callable[[], None]) -> None:
        """The system's printers, with a look at the pages before; ``printed`` when it was done."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(self.layout())
        printer.setDocName(self.title)
        PrintPreview(printer, self.print_on, parent, printed).open()

    def layout(self) -> QPageLayout:
        across = (
            QPageLayout.Orientation.Landscape if self.wide else QPageLayout.Orientation.Portrait
        )
        return QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            across,
            QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN),
            QPageLayout.Unit.Millimeter,
        )


def _ink(points: float, colour: QColor = INK, *, strong: bool = False) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFontPointSize(points)
    look.setForeground(QBrush(colour))
    look.setFontWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return look
