"""The parts of the dialog that sends, and where they stand."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.ui.context import Context
from planner.ui.dialogs.send_choices import Choices
from planner.ui.dialogs.send_done import DonePage
from planner.ui.dialogs.send_draft import DraftPage
from planner.ui.dialogs.send_foot import Foot
from planner.ui.dialogs.send_people import People
from planner.ui.dialogs.send_work import Work


class SendShell(QDialog):
    """Choices at the left; people, the draft or the result at the right; verbs below."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build(context)
        self._arrange()

    def _build(self, context: Context) -> None:
        read_only = context.planner.is_read_only
        self.choices = Choices(context, self)
        self.people = People(context, self)
        self.draft = DraftPage(context, self)
        self.draft.release.setEnabled(not read_only)
        self.done_page = DonePage(self)
        self.foot = Foot(self)
        self.pages = QStackedWidget(self)
        self.work = Work(context, self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)

    def _arrange(self) -> None:
        for page in (self.people, self.draft, self.done_page):
            self.pages.addWidget(page)
        self._edge = QFrame(self)
        self._edge.setFrameShape(QFrame.Shape.VLine)
        self._edge.setForegroundRole(QPalette.ColorRole.Mid)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.choices)
        middle.addWidget(self._edge)
        middle.addWidget(self.pages, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(middle, 1)
        rows.addWidget(self.foot)
        room = self.screen().availableSize()
        self.resize(min(1240, room.width() - 20), min(780, room.height() - 40))
