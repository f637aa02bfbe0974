"""Outcomes of a visit: sentences in an order, each tied to an entry or an agreement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from planner.domain.outcomes import Outcome
from planner.i18n import N_, _
from planner.services.afterwards import Outcomes
from planner.ui.context import Context
from planner.ui.models.table_model import Column
from planner.ui.pages import visit_choices as choices
from planner.ui.pages.afterwards_section import RecordsSection
from planner.ui.pages.visit_verbs import attempt
from planner.ui.widgets.fields import SearchField, TextField


class OutcomesSection(RecordsSection[Outcome]):
    title = N_("Outcomes")
    removed = N_("The outcome was removed")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._outcomes: Outcomes = context.planner.outcomes
        super().__init__(context, self._outcomes, parent)

    def columns(self) -> Sequence[Column[Outcome]]:
        return (
            Column(N_("Outcome"), lambda one: one.text or "–", 300, takes_rest=True),
            Column(N_("Entry"), lambda one: self._entry(one), 150, muted=True),
        )

    def build(self) -> None:
        planner = self.context.planner
        self.form.add("text", TextField(_("Outcome"), hint=_("One sentence"), lines=4))
        self.form.add("item_id", self.entry_field())
        self.form.add("agreement_id", SearchField(_("Agreement"), choices.agreements(planner)))
        self.table.set_empty(
            "flag", _("What came of the visit stands here, sentence by sentence."),
            (_("New outcome"), self.new),
        )  # fmt: skip

    def more_buttons(self) -> Sequence[QPushButton]:
        self.up = self.button("arrow-up", _("Up"), lambda: self._shift(-1))
        self.down = self.button("arrow-down", _("Down"), lambda: self._shift(1))
        return self.up, self.down

    def values(self, record: Outcome) -> dict[str, Any]:
        agreement = choices.agreement_value(self.context.planner, record.agreement_id)
        return {
            "text": record.text,
            "item_id": self.entry_value(record.item_id),
            "agreement_id": agreement,
        }

    def heading(self, record: Outcome) -> str:
        return _("Outcome {number}").format(number=(self.model.row_of(record.id) or 0) + 1)

    def enable(self) -> None:
        record = self.record
        row = self.model.row_of(record.id) if record else None
        free = row is not None and self.new_button.isEnabled()
        self.up.setEnabled(free and row is not None and row > 0)
        self.down.setEnabled(free and row is not None and row + 1 < self.model.rowCount())

    def _entry(self, one: Outcome) -> str:
        known = self.entry_value(one.item_id)
        return known[1] if known else ""

    def _shift(self, by: int) -> None:
        record, state = self.record, self.state
        if record is None or state is None:
            return
        self.commit()
        keys = [self.model.key_at(row) for row in range(self.model.rowCount())]
        row = keys.index(record.id)
        if 0 <= row + by < len(keys):
            keys.insert(row + by, keys.pop(row))
            attempt(self.context, lambda: self._outcomes.order(state.visit_id, keys))
