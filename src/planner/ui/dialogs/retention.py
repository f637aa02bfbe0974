"""What is kept for too long: group by group and person by person, erased as one step, and the periods."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from planner.domain.data_rights import RetentionRule
from planner.domain.retention import (
    COUNTED_FROM,
    GROUPS,
    FieldGroup,
    Overdue,
    OverdueLine,
    by_group_and_person,
)
from planner.errors import UserError
from planner.i18n import N_, _, ngettext
from planner.ui.context import Context
from planner.ui.dialogs.forms import put_beside, verb_button, verbs_and_close
from planner.ui.models.table_model import Column, ListTable
from planner.ui.pages.visit_verbs import attempt
from planner.ui.undoing import undo_action
from planner.ui.widgets.fields import InspectorForm, LineField, NumberField, short_day
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

COLUMNS: Final = (
    Column[OverdueLine](N_("Data"), lambda line: _(GROUPS[line.group].title), 200),
    Column[OverdueLine](N_("Person"), lambda line: line.name or "–", 140),
    Column[OverdueLine](N_("Kept until"), lambda line: short_day(line.until), 105, keeps=True, tone=lambda _l: "warn"),
    Column[OverdueLine](N_("Last used"), lambda line: short_day(line.last_used) or "–", 105, muted=True, keeps=True),
    Column[OverdueLine](N_("Visit"), lambda line: ", ".join(line.visits) or "–", 150, muted=True),
    Column[OverdueLine](N_("What happens"), lambda line: what_happens(line), 130),
)  # fmt: skip


def what_happens(line: OverdueLine) -> str:
    """ "2 are erased", or that a person is erased on the person's page."""
    if not line.erases:
        return _("To be decided")
    if GROUPS[line.group].registers:
        return ngettext("{count} is gone at once", "{count} are gone at once", line.count)
    return ngettext("{count} is erased", "{count} are erased", line.count)


def key_of(line: OverdueLine) -> str:
    return f"{line.group}/{line.person_id or line.name}"


class RetentionDialog(QDialog):
    """Opens as a dry run: nothing goes before *Erase* is pressed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._found: Sequence[Overdue] = ()
        self._looked = self._erasing = False
        self.setWindowTitle(_("What is kept for too long"))
        self.model = ListTable[OverdueLine](COLUMNS, (), key_of, self)
        self.table = Table(_("What is kept for too long"), self)
        self.table.show_model(self.model)
        self.table.set_empty("clock", _("Looking through the library …"))
        self.erase_button = verb_button(self, "trash-2", _("Erase the selected"), self.erase)
        self.person_button = verb_button(self, "user", _("Open the person"), self.open_person)
        self.periods_button = verb_button(self, "clock", _("Periods…"), self.open_periods)
        self.said = Label("", "text2", wrap=True, parent=self)
        self._arrange()
        self.table.selectionModel().selectionChanged.connect(lambda *_rows: self._enable())
        self.table.opened.connect(lambda _key: self.open_person())
        context.bridge.changed.connect(lambda _changed: self.look())
        undo_action(context, self)
        self._enable()
        self.look()

    def _arrange(self) -> None:
        about = _(
            "Their time is over. What you erase can be brought back with Undo for seven days; then"
            " nobody can read it in the history either. Backups keep it until they are thinned out."
            " Entries of the registers are gone at once: they stand in no history."
        )
        bar = verbs_and_close(self, (self.erase_button, self.person_button, self.periods_button))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(Label(about, "text2", wrap=True, parent=self))
        rows.addWidget(self.table, 1)
        rows.addWidget(self.said)
        rows.addLayout(bar)
        self.resize(900, 480)

    def look(self) -> None:
        """Look again, beside the window."""
        planner = self._context.planner
        self._context.tasks.run(lambda _progress: planner.retention.review(), self._show)

    def _show(self, found: list[Overdue]) -> None:
        self._found, self._looked = found, True
        lines = by_group_and_person(found)
        self.model.set_lines(lines)
        self.table.set_empty("check", _("Nothing is kept for too long."))
        if not self.table.current_key:
            self.table.choose(0)
        undoable = [one.erases and not GROUPS[one.group].registers for one in lines]
        self.table.select_rows([row for row, chosen in enumerate(undoable) if chosen])
        self._enable()

    def _enable(self) -> None:
        going = len(self.going)
        can = not self._context.planner.is_read_only and not self._erasing
        self.erase_button.setEnabled(going > 0 and can)
        self.person_button.setEnabled(self._person is not None)
        self.said.setText(
            ngettext("{count} record is selected.", "{count} records are selected.", going)
            if going
            else ""
        )

    @property
    def going(self) -> list[Overdue]:
        """The records of the selected lines that the review takes away by itself."""
        chosen = set(self.table.selected_keys())
        return [
            one
            for one in self._found
            if one.key and f"{one.group}/{one.person_id or one.name}" in chosen
        ]

    @property
    def _person(self) -> str | None:
        row = self.model.row_of(self.table.current_key)
        return self.model.line(row).person_id if row is not None else None

    def erase(self) -> None:
        """One step of the history."""
        going, retention = self.going, self._context.planner.retention
        self._erasing = True
        self._enable()
        self._context.tasks.run(
            lambda _progress: retention.erase(going),
            self._erased,
            self._not_erased,
            _("Erasing what is kept for too long"),
        )

    def _erased(self, count: int) -> None:
        self._erasing = False
        self._enable()
        if count:
            text = ngettext("{count} record was erased", "{count} records were erased", count)
            self.said.setText(text)

    def _not_erased(self, error: Exception) -> None:
        self._erasing = False
        self._enable()
        if isinstance(error, UserError):
            self._context.messages.error(error)
        else:
            self._context.messages.unexpected(error)

    def open_person(self) -> None:
        if (person := self._person) is not None:
            self.accept()
            self._context.open_record("person", person)

    def open_periods(self) -> None:
        dialog = PeriodsDialog(self._context, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def done(self, result: int) -> None:
        """Who looked through the list has reviewed it: Home asks again in a month."""
        if self._looked and not self._context.planner.is_read_only:
            attempt(self._context, self._context.planner.retention.note_review)
        super().done(result)


PERIODS: Final = (
    Column[RetentionRule](N_("Data"), lambda rule: _(GROUPS[FieldGroup(rule.id)].title), 220),
    Column[RetentionRule](N_("Days"), lambda rule: str(rule.days) if rule.days else _("no end"), 60, right=True),
    Column[RetentionRule](N_("Counted"), lambda rule: _(COUNTED_FROM[GROUPS[FieldGroup(rule.id)].counted]), 170, muted=True),
    Column[RetentionRule](N_("Purpose"), lambda rule: _(rule.purpose), 200, muted=True),
)  # fmt: skip


class PeriodsDialog(QDialog):
    """For how long each group is kept, for what and on which legal basis. The office decides."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle(_("Periods"))
        self.form = InspectorForm(_("Period"), self)
        self.form.setFixedWidth(300)
        self.form.add("days", NumberField(_("Days; 0 keeps without end")))
        self.form.add("purpose", LineField(_("Purpose")))
        self.form.add("basis", LineField(_("Legal basis")))
        self.model = ListTable[Any](PERIODS, (), lambda rule: rule.id, self)
        self.table = Table(_("Periods"), self)
        self.table.show_model(self.model)
        about = _(
            "Shipped values are a start: check them against the rules of your office."
            " A day that a record has of its own holds where it is earlier."
        )
        put_beside(self, Label(about, "text2", wrap=True, parent=self), self.table, self.form, ())
        self.resize(940, 460)
        self.table.chosen.connect(lambda _key: self._fill())
        for name, field in self.form.fields.items():
            field.set_read_only(context.planner.is_read_only)
            field.committed.connect(lambda value, name=name: self._write(name, value))
        undo_action(context, self)
        context.bridge.changed.connect(lambda _changed: self._read())
        self._read()
        self.table.choose(0)

    def _read(self) -> None:
        self.model.set_lines(self._context.planner.retention.rules())
        self._fill()

    @property
    def rule(self) -> RetentionRule | None:
        row = self.model.row_of(self.table.current_key)
        return self.model.line(row) if row is not None else None

    def _fill(self) -> None:
        rule = self.rule
        self.form.setVisible(rule is not None)
        if rule is None:
            return
        self.form.set_heading(_(GROUPS[FieldGroup(rule.id)].title))
        self.form.fields["days"].set_value(str(rule.days))
        self.form.fields["purpose"].set_value(_(rule.purpose))
        self.form.fields["basis"].set_value(_(rule.basis))

    def _write(self, name: str, value: Any) -> None:
        rule = self.rule
        if rule is None:
            return
        fields: dict[str, Any] = {"days": rule.days, name: value or ""}
        fields["days"] = int(fields["days"] or 0)
        try:
            self._context.planner.retention.set_rule(FieldGroup(rule.id), **fields)
        except UserError as error:
            self.form.fields[name].refuse(str(error))

    def done(self, result: int) -> None:
        """Closing keeps what was typed."""
        self.form.commit()
        super().done(result)
