"""One row under review: who it may be, what would change field by field, what was found."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner import phrases
from planner.domain import houses
from planner.domain.choosing import shown_places
from planner.domain.duplicates import REASONS
from planner.domain.staging import (
    CHANGED_FIELDS,
    Add,
    Candidate,
    Change,
    Decision,
    StagedRow,
    Staging,
)
from planner.i18n import _
from planner.ui import theme
from planner.ui.dialogs.import_beside import Beside
from planner.ui.pages.visit_findings import LOOKS
from planner.ui.plain import escaped
from planner.ui.widgets.label import Label

Choice = tuple[Decision, str]
"""A decision and the person whom it means."""


class RowPanel(QScrollArea):
    """Says what is decided; the dialog decides and shows the row again."""

    decided = Signal(object, str)
    chosen = Signal(int, bool)
    """The place of a change, and whether it is taken."""
    house_chosen = Signal(str, bool)
    """The id of an organisation that is to be made, and whether it is the one that it may be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(self)
        self.name = Label("", size=1.15, strong=True, wrap=True, parent=inner)
        self.says = Label("", "text2", wrap=True, parent=inner)
        self.choice = QComboBox(inner)
        self.why = Label("", "text2", size=0.9, wrap=True, parent=inner)
        self.changes = QTableWidget(0, 3, inner)
        self.beside = Beside(inner)
        self.house = QCheckBox(inner)
        self.findings = Label("", wrap=True, parent=inner)
        self._arrange(inner)
        self._places: list[int] = []
        self.choice.activated.connect(self._chosen)
        self.changes.itemChanged.connect(self._ticked)
        self._made = ""
        self.house.clicked.connect(lambda on: self.house_chosen.emit(self._made, on))

    def _arrange(self, inner: QWidget) -> None:
        self.choice.setAccessibleName(_("What happens to this row"))
        self.choice.setMinimumHeight(30)
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.changes.setAccessibleName(_("Changes"))
        self.changes.verticalHeader().hide()
        self.changes.setShowGrid(False)
        self.changes.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.changes.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.changes.setTabKeyNavigation(False)
        self.changes.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.changes.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.changes.setWordWrap(True)
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(12, 4, 16, 8)
        rows.setSpacing(8)
        rows.addWidget(self.name)
        rows.addWidget(self.says)
        for widget in (self.choice, self.why, self.beside, self.changes, self.house, self.findings):
            rows.addWidget(widget)
        rows.addStretch(1)
        self.setWidget(inner)

    def show_row(self, row: StagedRow | None, staging: Staging | None = None) -> None:
        self.setVisible(row is not None)
        if row is None:
            return
        there = _("In the visit") if row.facts else _("In the library")
        self.changes.setHorizontalHeaderLabels([_("Field"), there, _("In the file")])
        self.name.setText(row.name or _("Row {number}").format(number=row.number))
        self.says.setText(_said(row))
        self._offer(row)
        open_ = row.decision is Decision.UNDECIDED and any(one.holds for one in row.candidates)
        self.beside.setVisible(open_)
        if open_:
            self.beside.show_matches(row)
            self.changes.hide()
        else:
            self._compare(row)
        self._offer_house(row, staging)
        sentences = [f"⚠ {phrases.sentence(finding)}" for finding in row.findings]
        self.findings.setText("\n".join(sentences))
        worst = max((finding.severity for finding in row.findings), default=None)
        self.findings.set_token(LOOKS[worst][1] if worst is not None else "text2")
        self.findings.setVisible(bool(sentences))

    def _offer(self, row: StagedRow) -> None:
        self.choice.clear()
        for choice, text in _choices(row):
            self.choice.addItem(text, list(choice))
        at = next(
            (
                place
                for place in range(self.choice.count())
                if _stands(self.choice.itemData(place), row)
            ),
            -1,
        )
        self.choice.setCurrentIndex(at)
        meant = next((one for one in row.candidates if one.person_id == row.chosen), None)
        meant = meant or (row.candidates[0] if row.decision is Decision.UNDECIDED else None)
        self.why.setText(_reasons(meant) if meant else "")
        self.why.setVisible(meant is not None)

    def _offer_house(self, row: StagedRow, staging: Staging | None) -> None:
        """A new organisation that may be one of the library: one tick for all rows that name it."""
        made = houses.houses_of(staging, row) if staging is not None else ()
        self._made = made[0] if made else ""
        self.house.setVisible(bool(made))
        if staging is not None and made:
            name = staging.houses[self._made].name
            self.house.setText(_("It is {name}, in all rows").format(name=_shortened(name)))
            self.house.setToolTip(escaped(name))
            self.house.setChecked(self._made in staging.houses_taken)

    def _compare(self, row: StagedRow) -> None:
        """Each change with a box: ticked it is made, without the tick the library stays as it is."""
        decided = bool(row.chosen)
        if row.decision is Decision.UNDECIDED and row.candidates:
            row = replace(row, changes=row.candidates[0].changes, declined=frozenset())
        self._places = shown_places(row)
        focused = self.changes.currentRow()
        self.changes.blockSignals(True)
        self.changes.setRowCount(len(self._places))
        for number, place in enumerate(self._places):
            change = row.changes[place]
            new = change.new or (_("clear") if change.offered else "–")
            for column, text in enumerate((_field(change), change.old or "–", new)):
                item = QTableWidgetItem(text)
                item.setToolTip(escaped(text))
                made = column == 2 and place not in row.declined
                item.setForeground(theme.color("text" if made else "text2"))
                if column == 0 and decided:
                    on = place not in row.declined
                    item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                    state = _("is taken") if on else _("stays as it is")
                    item.setData(
                        Qt.ItemDataRole.AccessibleTextRole,
                        f"{text}: {change.old or '–'} → {new}, {state}",
                    )
                self.changes.setItem(number, column, item)
        if 0 <= focused < len(self._places):
            self.changes.setCurrentCell(focused, 0)
        self.changes.blockSignals(False)
        self.changes.resizeRowsToContents()
        height = self.changes.horizontalHeader().height() + self.changes.verticalHeader().length()
        self.changes.setFixedHeight(min(280, height + 6))
        self.changes.setVisible(bool(self._places))

    def _ticked(self, item: QTableWidgetItem) -> None:
        if item.column() == 0 and item.row() < len(self._places):
            on = item.checkState() is Qt.CheckState.Checked
            self.chosen.emit(self._places[item.row()], on)

    def _chosen(self, place: int) -> None:
        decision, person = self.choice.itemData(place)
        self.decided.emit(Decision(decision), person)


def _shortened(text: str, limit: int = 30) -> str:
    """For a box that does not wrap; an ampersand is one, not a key."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return cut.replace("&", "&&")


def _stands(data: list[str], row: StagedRow) -> bool:
    """Whether this choice is the decision as it stands; whom it means tells, once somebody is."""
    decision, person = data
    return person == row.chosen if row.chosen or person else decision == row.decision.value


def _choices(row: StagedRow) -> list[tuple[Choice, str]]:
    """Everything that can be decided about a row, the decision as it stands among it."""
    found: list[tuple[Choice, str]] = []
    if row.decision is Decision.UNDECIDED:
        question = _("Decide which entry this is …") if row.facts else _("Decide who this is …")
        found.append(((Decision.UNDECIDED, ""), question))
    for one in row.candidates:
        decision = Decision.UPDATE if one.changes else Decision.SAME
        pattern = _("Update {name}") if one.changes else _("Is {name}, nothing new")
        several = len(row.candidates) > 1 and one.detail
        known = f"{one.name} ({one.detail})" if several else one.name
        found.append(((decision, one.person_id), pattern.format(name=known)))
    if row.can_be_new:
        new = _("Add as a new entry") if row.facts else _("Add as a new person")
        if row.placeholder:
            new = _("Add as somebody not named yet")
        found.append(((Decision.NEW, ""), new))
    skip = _("Skip this event") if row.facts else _("Skip this row")
    found.append(((Decision.SKIP, ""), skip))
    return found


def _said(row: StagedRow) -> str:
    """What the file says of this person, or of this event."""
    if row.facts:
        return "\n".join(row.facts)
    parts = [
        _("Row {number}").format(number=row.number),
        row.person.get("native_name", ""),
        row.position,
        row.organisation,
        ", ".join(row.emails),
        ", ".join(row.phones),
    ]
    return "  ·  ".join(part for part in parts if part)


def _reasons(candidate: Candidate) -> str:
    """Who that is, and why the row may mean that person."""
    reasons = ", ".join(_(REASONS.get(reason, reason)) for reason in candidate.reasons)
    who = ", ".join(part for part in (candidate.name, candidate.detail) if part)
    return f"{who}: {reasons}" if reasons else who


def _field(change: Change) -> str:
    """The field, and whether it holds for this visit only."""
    name = _(CHANGED_FIELDS.get(change.field, change.field))
    edit = change.edit
    word = edit.record.WORD if isinstance(edit, Add) else edit.word
    if word == "delegate" and change.field != "delegate":
        return _("{field} in this visit").format(field=name)
    return name
