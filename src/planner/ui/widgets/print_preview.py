"""The look at the pages before they are printed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget


class PrintPreview(QPrintPreviewDialog):
    """Keeps its printer: Qt's own dialog only points to it, and a printer that is gone ends the process."""

    def __init__(
        self,
        printer: QPrinter,
        paint: Callable[[QPrinter], None],
        parent: QWidget,
        printed: Callable[[], None],
    ) -> None:
        """``printed`` is called when it was printed, not for a look."""
        super().__init__(printer, parent)
        self._printer = printer
        self.paintRequested.connect(paint)
        self.accepted.connect(printed)
        self.finished.connect(self.deleteLater)
