"""The draft as files for the own office: what is not released goes to nobody else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import DelegateId, VisitId
from planner.domain.privacy import Profile
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.sheet_sets import SheetSets
from planner.ui.widgets.column_set import ColumnSet
from planner.ui.widgets.label import Label

if TYPE_CHECKING:
    from planner.services.exporting import ExportRequest


class DraftPage(QScrollArea):
    changed = Signal()
    release_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.whole = QCheckBox(_("One calendar for the visit"), self)
        self.groups = QCheckBox(_("One calendar for each group"), self)
        self.people = QCheckBox(_("One calendar for each person"), self)
        self.sheet = QCheckBox(_("Contact sheet (.xlsx)"), self)
        self._context = context
        self.columns: ColumnSet | None = None
        self.recipient = QLineEdit(self)
        self.recipient.setPlaceholderText(_("To whom it goes, for the record"))
        self.recipient.setAccessibleName(_("Recipient"))
        self.recipient.setMinimumHeight(28)
        self.release = QPushButton(icon("git-commit-horizontal", "text"), _("Release now…"), self)
        self.release.setMinimumHeight(30)
        self.release.setAutoDefault(False)
        self.whole.setChecked(True)
        self._arrange()
        self.sheet.toggled.connect(self._show_columns)
        for box in (self.whole, self.groups, self.people, self.sheet):
            box.toggled.connect(lambda _on: self.changed.emit())
        self.release.clicked.connect(lambda _on=False: self.release_wanted.emit())

    def _arrange(self) -> None:
        inside = QWidget(self)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(Label(_("The draft is for your own office"), strong=True, parent=inside))
        about = _(
            "It holds ideas, internal entries, phone numbers. For everybody else release it first:"
            " what is sent is always a version with a number."
        )
        rows.addWidget(Label(about, "text2", wrap=True, parent=inside))
        rows.addWidget(self.release, 0, Qt.AlignmentFlag.AlignLeft)
        for box in (self.whole, self.groups, self.people, self.sheet):
            box.setMinimumHeight(24)
            rows.addWidget(box)
        self._rows, self._place = rows, rows.count()
        name = Label(_("Recipient"), "text2", size=0.9, parent=inside)
        name.setBuddy(self.recipient)
        rows.addWidget(name)
        rows.addWidget(self.recipient)
        rows.addStretch(1)
        self.setWidget(inside)

    def _show_columns(self, shown: bool) -> None:
        """Made when they are wanted: they bring the writer of workbooks along."""
        if self.columns is None:
            from planner.services.contact_sheet import AREA, DELEGATE_COLUMNS

            titles = [(column.field, _(column.title)) for column in DELEGATE_COLUMNS]
            self.columns = ColumnSet(titles, [field for field, _title in titles], self)
            SheetSets(self._context, AREA, self.columns)
            self.columns.changed.connect(self.changed)
            self._rows.insertWidget(self._place, self.columns)
        self.columns.setVisible(shown)

    @property
    def _chosen_columns(self) -> tuple[str, ...]:
        return self.columns.columns if self.columns is not None else ()

    @property
    def can_write(self) -> bool:
        """Nothing ticked must never come to mean all there is."""
        boxes = (self.whole, self.groups, self.people, self.sheet)
        no_columns = self.sheet.isChecked() and not self._chosen_columns
        return any(box.isChecked() for box in boxes) and not no_columns

    def request(
        self,
        visit: VisitId,
        folder: Path,
        language: str,
        purpose: str,
        person: DelegateId | None = None,
    ) -> ExportRequest:
        from planner.services.exporting import Calendars, ExportRequest

        kinds = (
            (self.whole, Calendars.VISIT),
            (self.groups, Calendars.GROUPS),
            (self.people, Calendars.PEOPLE),
        )
        return ExportRequest(
            visit_id=visit,
            folder=folder,
            profile=Profile.INTERNAL,
            language=language,
            calendars=tuple(kind for box, kind in kinds if box.isChecked()),
            contact_sheet=self.sheet.isChecked(),
            sheet_columns=self._chosen_columns,
            people=(person,) if person else (),
            recipient=self.recipient.text().strip(),
            purpose=purpose,
        )
