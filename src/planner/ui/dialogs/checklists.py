"""The checklists of the library, their steps, and applying one to a visit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QPushButton, QWidget

from planner.domain.checklists import fits, in_order
from planner.domain.follow_up_line.read_back import counted
from planner.domain.followups import SIDES, Anchor, Checklist, ChecklistStep
from planner.domain.ids import ChecklistId, RecordId, VisitId, new_id
from planner.domain.visits import DIRECTIONS
from planner.errors import UserError
from planner.i18n import N_, _, ngettext
from planner.ui.context import Context
from planner.ui.dialogs.records import RecordsDialog
from planner.ui.fitting import fit
from planner.ui.models.table_model import Column
from planner.ui.pages import choices
from planner.ui.undoing import taking_back_latest
from planner.ui.widgets.fields import ChoiceField, LineField, NumberField, TextField
from planner.ui.widgets.label import Label

_SHOWN: Final = 12
"""Steps in the preview; all of them stand in their own dialog."""
Way = tuple[Anchor, int]
_WAYS: Final[dict[Way, str]] = {
    (Anchor.ARRIVAL, -1): N_("days before the first day of the visit"),
    (Anchor.ARRIVAL, 1): N_("days after the first day of the visit"),
    (Anchor.DEPARTURE, -1): N_("days before the last day of the visit"),
    (Anchor.DEPARTURE, 1): N_("days after the last day of the visit"),
}


class ChecklistsDialog(RecordsDialog[Checklist]):
    """With a ``visit`` one can be applied to it; what the visit has already is not made again."""

    def __init__(
        self, context: Context, visit: VisitId | None = None, parent: QWidget | None = None
    ) -> None:
        self._visit = context.planner.visits.get(visit) if visit else None
        self._cards = {card.checklist.id: card for card in context.planner.checklists.all()}
        title = (
            _("Apply a checklist to {name}").format(name=self._visit.title)
            if self._visit
            else _("Checklists")
        )
        about = _(
            "A checklist makes follow-ups that are due so long before or after a visit, and move with it."
        )
        super().__init__(context, context.planner.checklists.records, "", title, about, parent)
        self.table.set_empty("list-checks", _("There is no checklist yet."), (_("New"), self.new))
        self._choose_fitting()

    def columns(self) -> Sequence[Column[Checklist]]:
        return (
            Column(N_("Name"), lambda one: one.name, 190, tone=self._tone),
            Column(N_("For"), _for, 90, muted=True),
            Column(N_("Steps"), lambda one: str(len(self._steps(one.id))), 60, right=True),
        )

    def build(self) -> None:
        form = self.form
        form.add("name", LineField(_("Name")))
        directions = [("", _("All visits")), *choices.named(DIRECTIONS)]
        form.add("direction", ChoiceField(_("For"), directions))
        form.add("category", LineField(_("Only visits of this category")))
        form.add("notes", TextField(_("Notes"), lines=2))
        self.preview = Label("", "text2", wrap=True, parent=form)
        form.add_widget(self.preview)

    def more_buttons(self) -> Sequence[QPushButton]:
        can_write = not self.context.planner.is_read_only
        self.steps_button = self._button("list-checks", _("Steps…"), self.edit_steps)
        self.shipped_button = self._button("download", _("Add the shipped ones"), self.take_shipped)
        self.shipped_button.setVisible(bool(self.context.planner.checklists.missing()))
        buttons = [self.steps_button, self.shipped_button]
        if self._visit is not None:
            self.apply_button = self._button("check", _("Apply"), self.apply)
            buttons.append(self.apply_button)
        for button in buttons:
            button.setEnabled(can_write)
        return buttons

    def sort(self, records: list[Checklist]) -> list[Checklist]:
        self._cards = {card.checklist.id: card for card in self.context.planner.checklists.all()}
        visit = self._visit
        return sorted(records, key=lambda one: not (visit is None or fits(one, visit)))

    def settle(self, record: Checklist) -> None:
        lines = [
            f"{counted(step.anchor, step.days)}: {step.title}" for step in self._steps(record.id)
        ]
        more = len(lines) - _SHOWN
        if more > 0:
            lines = [*lines[:_SHOWN], ngettext("{count} more", "{count} more", more)]
        self.preview.setText("\n".join(lines) or _("It has no steps yet."))

    def blank(self) -> Checklist:
        direction = self._visit.direction if self._visit else ""
        return Checklist(
            id=ChecklistId(new_id()), name=_("New checklist"), direction=str(direction)
        )

    # verbs

    def edit_steps(self) -> None:
        record = self.record
        if record is not None:
            self.form.commit()
            ChecklistStepsDialog(self.context, record, self).exec()
            self._read()

    def take_shipped(self) -> None:
        taken = self.context.planner.checklists.take_shipped()
        self.shipped_button.setVisible(False)
        self._read()
        if taken:
            self.choose(taken[0].id)

    def apply(self) -> None:
        """Make its follow-ups and close; a toast says how many, and takes them back."""
        record, visit = self.record, self._visit
        if record is None or visit is None:
            return
        self.form.commit()
        try:
            made = self.context.planner.checklists.apply(record.id, visit.id)
        except UserError as error:
            self.context.messages.error(error)
            return
        if not made.new:
            self.context.messages.toast(
                _("The visit has everything of “{name}” already").format(name=record.name)
            )
        else:
            self.context.messages.toast(
                ngettext("{count} follow-up is new", "{count} follow-ups are new", len(made.new)),
                taking_back_latest(self.context),
            )
        self.accept()

    # inside

    def _steps(self, key: ChecklistId) -> Sequence[ChecklistStep]:
        card = self._cards.get(key)
        return card.steps if card is not None else ()

    def _tone(self, one: Checklist) -> str | None:
        return "text2" if self._visit is not None and not fits(one, self._visit) else None

    def _choose_fitting(self) -> None:
        """The first one that fits; Enter in the table goes to its fields, the button applies it."""
        self.table.choose(0)
        if self._visit is not None:
            self.apply_button.setFocus()


class ChecklistStepsDialog(RecordsDialog[ChecklistStep]):
    """Each step with its lead time; they stand as they come due."""

    def __init__(
        self, context: Context, checklist: Checklist, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context,
            context.planner.checklists.steps,
            checklist.id,
            _("Steps of {name}").format(name=checklist.name),
            _("What was applied before stays as it is."),
            parent,
        )
        self.table.set_empty("list-checks", _("It has no steps yet."), (_("New"), self.new))
        fit(self, 1040, 560)

    def columns(self) -> Sequence[Column[ChecklistStep]]:
        return (
            Column(N_("What is to be done"), lambda one: one.title, 250),
            Column(
                N_("When"),
                lambda one: counted(one.anchor, one.days),
                215,
                muted=True,
                keeps=True,
            ),
            Column(N_("Side"), lambda one: _(SIDES[one.side]), 90, muted=True),
        )

    def build(self) -> None:
        form = self.form
        form.add("title", LineField(_("What is to be done")))
        form.add("number", NumberField(_("Days")))
        form.add("way", ChoiceField(_("Counted"), [(way, _(text)) for way, text in _WAYS.items()]))
        form.pair(
            ("side", ChoiceField(_("Who has to act"), choices.named(SIDES))),
            ("owner", LineField(_("Owner"))),
        )
        form.add("notes", TextField(_("Notes"), lines=3))

    def values(self, record: ChecklistStep) -> dict[str, Any]:
        return {
            "title": record.title,
            "number": abs(record.days),
            "way": (record.anchor, -1 if record.days < 0 else 1),
            "side": record.side,
            "owner": record.owner,
            "notes": record.notes,
        }

    def changes(self, record: ChecklistStep, name: str, value: Any) -> dict[str, Any]:
        sign = -1 if record.days < 0 else 1
        if name == "number":
            return {"days": sign * (value or 0)}
        if name == "way":
            anchor, sign = value
            return {"anchor": anchor, "days": sign * abs(record.days)}
        return {name: value}

    def sort(self, records: list[ChecklistStep]) -> list[ChecklistStep]:
        return in_order(records)

    def blank(self) -> ChecklistStep:
        """A week before, which most steps are nearest to."""
        return ChecklistStep(
            id=RecordId(new_id()),
            checklist_id=ChecklistId(self.owner),
            title=_("New step"),
            days=-7,
            rank=self.model.rowCount(),
        )


def _for(one: Checklist) -> str:
    known = {direction.value: _(title) for direction, title in DIRECTIONS.items()}
    parts = (known.get(one.direction, one.direction), one.category)
    return " · ".join(filter(None, parts)) or _("All visits")
