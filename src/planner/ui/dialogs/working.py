"""A short wait that nothing goes on beside: what is done, how far it is, and Cancel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui.messages import Messages
from planner.ui.tasks import Progress, Tasks
from planner.ui.widgets.label import Label


class WorkingDialog(QDialog):
    """Closes by itself. ``failed`` is what the work raised, None also when it was called off."""

    def __init__(
        self,
        work: Callable[[Progress], object],
        text: str,
        messages: Messages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.failed: Exception | None = None
        self.setWindowTitle(_("Planner"))
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(text)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(12)
        for widget in (Label(text, wrap=True, parent=self), self.progress, self.buttons):
            column.addWidget(widget)
        self.setMinimumWidth(420)
        self._tasks = Tasks(messages, self)
        self._tasks.progressed.connect(self._tell)
        self._tasks.ended.connect(self.accept)
        self._tasks.run(work, lambda _result: None, self._fail)
        self.buttons.rejected.connect(self.reject)

    def _tell(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _fail(self, error: Exception) -> None:
        self.failed = error

    def reject(self) -> None:
        """Call it off; the dialog stays until the work has ended."""
        self.buttons.setEnabled(False)
        self._tasks.cancel()
