"""The quick-add line of entries: one line of text, what it reads as, and the question it leaves open."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from planner.domain.quick_add import DoubtKind, QuickContext, Reading, read_line
from planner.domain.quick_add.read_back import answer, question, reads_as
from planner.i18n import _
from planner.ui.widgets.asking_line import LOW, AskingLine, QuickAddEdit

__all__ = ["LOW", "QuickAddEdit", "QuickAddLine"]


class QuickAddLine(AskingLine):
    """``wanted`` carries a :class:`Reading` that leaves nothing open, on Enter."""

    reading: Reading

    def __init__(self, context: QuickContext | None = None, parent: QWidget | None = None) -> None:
        self._context = context or QuickContext()
        super().__init__(_("Quick add"), _("Mon 14:30-16 tour of ESS #A @ESS"), parent=parent)

    def set_context(self, context: QuickContext) -> None:
        """Read against this from now on; what stands in the line is read anew."""
        self._context = context
        self.read()

    def read_text(self, text: str) -> Reading:
        return read_line(text, self._context)

    def said(self) -> str:
        if self.reading.is_empty:
            return _("Day, time, title; then @place, #group, and ? for what is tentative.")
        if doubt := self.reading.question:
            return question(doubt)
        remarks = [question(doubt) for doubt in self.reading.doubts]
        return " · ".join([reads_as(self.reading, self._context.zone), *remarks])

    def asked(self) -> bool:
        doubt = self.reading.question
        return doubt is not None and doubt.kind is not DoubtKind.NO_TITLE

    def ways_out(self) -> list[tuple[str, str]]:
        doubt = self.reading.question
        return [(answer(one, doubt), one.line) for one in doubt.choices] if doubt else []
