"""Somebody whom a row may mean, beside what the file says: every value, not only what would change."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from planner.domain.staging import CHANGED_FIELDS, Candidate, StagedRow
from planner.i18n import _
from planner.text import fold
from planner.ui import theme
from planner.ui.plain import escaped

_FIELDS = (
    "family_name",
    "given_name",
    "native_name",
    "reading",
    "prefix",
    "suffix",
    "organisation",
    "department",
    "position",
    "email",
    "phone",
    "country",
)
_SHOWN = 3
"""People who are laid beside the row; the choice above names the others."""


class Beside(QTableWidget):
    """For each possible match its name across, and below it its values beside those of the file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setAccessibleName(_("Possible matches beside the file"))
        self.setHorizontalHeaderLabels([_("Field"), _("Library"), _("File")])
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_matches(self, row: StagedRow) -> None:
        """Each field that either has; what differs stands out, what is the same steps back."""
        said = said_by(row)
        self.clearSpans()
        self.setRowCount(0)
        shown = [one for one in row.candidates if one.holds][:_SHOWN]
        for one in shown:
            if len(shown) > 1:
                self._add_name(one)
            for field in _FIELDS:
                ours, theirs = one.holds.get(field, ""), said.get(field, "")
                if ours or theirs:
                    self._add(_(CHANGED_FIELDS[field]), ours, theirs)
        self.setVisible(bool(shown))
        self.resizeRowsToContents()
        height = self.horizontalHeader().height() + self.verticalHeader().length()
        self.setFixedHeight(min(360, height + 6))

    def _add_name(self, one: Candidate) -> None:
        at = self.rowCount()
        self.insertRow(at)
        item = QTableWidgetItem(", ".join(part for part in (one.name, one.detail) if part))
        item.setFont(theme.sized(self.font(), 1.0, strong=True))
        item.setToolTip(escaped(item.text()))
        self.setItem(at, 0, item)
        self.setSpan(at, 0, 1, 3)

    def _add(self, field: str, ours: str, theirs: str) -> None:
        at = self.rowCount()
        self.insertRow(at)
        same = not theirs or fold(ours) == fold(theirs)
        for column, text in enumerate((field, ours or "–", theirs or "–")):
            item = QTableWidgetItem(text)
            item.setToolTip(escaped(text))
            item.setForeground(theme.color("text2" if same or column == 0 else "text"))
            if column and not same:
                item.setFont(theme.sized(self.font(), 1.0, strong=True))
            self.setItem(at, column, item)


def said_by(row: StagedRow) -> dict[str, str]:
    """What the file says of a row, by the same fields as :attr:`Candidate.holds`."""
    said = {
        **row.person,
        "organisation": row.organisation,
        "department": row.department,
        "position": row.position,
        "email": ", ".join(row.emails),
        "phone": ", ".join(row.phones),
    }
    return {field: text for field, text in said.items() if text}
