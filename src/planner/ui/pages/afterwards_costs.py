"""Costs of a visit by payer and category, and their sums; currencies are never added up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from planner.domain.amounts import amount_text, parse_amount
from planner.domain.cost_sums import Share, payer_of
from planner.domain.ids import DelegateId, OrganisationId
from planner.domain.outcomes import COST_KINDS, Cost, CostKind
from planner.i18n import N_, _, current, ngettext
from planner.services.afterwards import Costs
from planner.text import fold
from planner.ui.context import Context
from planner.ui.models.table_model import Column
from planner.ui.pages import visit_choices as choices
from planner.ui.pages.afterwards_section import RecordsSection
from planner.ui.pages.choices import named
from planner.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    Choices,
    DateField,
    LineField,
    SearchField,
)
from planner.ui.widgets.label import Label

LOW: Final = 22
"""Lines of text under which the table needs the room of a sum."""


class CostsSection(RecordsSection[Cost]):
    title = N_("Costs")
    removed = N_("The cost was removed")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._costs: Costs = context.planner.costs
        self._lines: list[str] = []
        self._houses: dict[OrganisationId, str] = {}
        super().__init__(context, self._costs, parent)

    def columns(self) -> Sequence[Column[Cost]]:
        return (
            Column(N_("Category"), lambda one: _(COST_KINDS[one.kind]), 150),
            Column(N_("What for"), lambda one: one.description, 150, muted=True, takes_rest=True),
            Column(N_("Paid by"), self._payer, 140),
            Column(N_("Amount"), _amount, 165, right=True, keeps=True),
        )

    def build(self) -> None:
        form = self.form
        form.add("kind", ChoiceField(_("Category"), named(COST_KINDS)))
        form.add("description", LineField(_("What for")))
        form.add("amount", LineField(_("Amount"), hint=amount_text(123450, "DKK", current().code)))
        form.add("estimated", CheckField(_("Estimated")))
        form.add("payer", SearchField(_("Paid by"), self._payers, free=True))
        form.pair(("dated", DateField(_("Date"))), ("item_id", self.entry_field()))
        form.add(
            "delegate_id",
            SearchField(_("For one person"), self._heads, hint=_("The whole delegation")),
        )
        self.table.set_empty(
            "file-spreadsheet", _("What the visit cost, and who paid, stands here."),
            (_("New cost"), self.new),
        )  # fmt: skip

    def below(self) -> QWidget | None:
        self.sums = Label("", "text", wrap=True, parent=self)
        self.sums.setContentsMargins(16, 6, 16, 6)
        self.sums.setAccessibleName(_("Sums"))
        return self.sums

    def settle(self, records: Sequence[Cost]) -> None:
        self._houses.clear()  # one may be called otherwise by now
        self.sums.setVisible(bool(records))
        if self.state is None or not records:
            return
        overall, payers, kinds = self._costs.sums(self.state.visit_id)
        nobody = _("not given")
        self._lines = [
            _("Total: {sums}").format(sums=in_words(overall)),
            _("By payer: {shares}").format(
                shares="; ".join(f"{one.name or nobody} {in_words(one)}" for one in payers)
            ),
            _("By category: {shares}").format(
                shares="; ".join(
                    f"{_(COST_KINDS[CostKind(one.name)])} {in_words(one)}" for one in kinds
                )
            ),
        ]
        self._say_sums()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_sums()

    def _say_sums(self) -> None:
        """In a low window the categories can be told from the table."""
        low = self.height() < LOW * self.fontMetrics().lineSpacing()
        self.sums.setText("\n".join(self._lines[:2] if low else self._lines))

    def values(self, record: Cost) -> dict[str, Any]:
        return {
            "kind": record.kind,
            "description": record.description,
            "amount": amount_text(record.minor_units, record.currency, current().code),
            "estimated": record.estimated,
            "payer": self._payer(record),
            "dated": record.dated,
            "item_id": self.entry_value(record.item_id),
            "delegate_id": self._head(record.delegate_id),
        }

    def changes(self, record: Cost, name: str, value: Any) -> dict[str, Any]:
        if name == "amount":
            if not value:
                return {"minor_units": None, "currency": ""}
            usual = record.currency or self._costs.usual_currency(record.visit_id)
            amount = parse_amount(value, current().code, usual)
            return {"minor_units": amount.minor_units, "currency": amount.currency}
        if name == "payer":
            known = choices.organisations(self.context.planner)(value) if value else []
            house = next((key for key, text in known if fold(text) == fold(value)), None)
            return {"payer": "" if house else value, "payer_organisation_id": house}
        return {name: value}

    def _payer(self, one: Cost) -> str:
        """Asked for with every row that is painted: each house is looked up once."""
        key = one.payer_organisation_id
        if key is not None and key not in self._houses:
            house = choices.organisation_value(self.context.planner, key)
            self._houses[key] = house[1] if house else ""
        return payer_of(one, self._houses)

    def _payers(self, text: str) -> Choices:
        """Those of this visit first, then organisations."""
        if self.state is None:
            return []
        typed = [one for one in self._costs.payers(self.state.visit_id) if fold(text) in fold(one)]
        houses = [name for _key, name in choices.organisations(self.context.planner)(text)]
        return [(one, one) for one in dict.fromkeys((*typed, *houses))]

    def _heads(self, text: str) -> Choices:
        if self.state is None:
            return []
        named_heads = [(one.id, self.plan.name_of(one)) for one in self.plan.delegates]
        return [pair for pair in named_heads if fold(text) in fold(pair[1])]

    def _head(self, key: DelegateId | None) -> tuple[str, str] | None:
        one = self.plan.delegate.get(key) if self.state and key else None
        return (one.id, self.plan.name_of(one)) if one else None


def _amount(one: Cost) -> str:
    said = amount_text(one.minor_units, one.currency, current().code)
    return _("{amount} (est.)").format(amount=said) if said and one.estimated else said


def in_words(share: Share) -> str:
    """ "39,600.00 DKK + 4,320,000 JPY (estimated), 1 without an amount"."""
    parts = []
    for one in share.sums:
        said = amount_text(one.total, one.currency, current().code)
        if one.estimated == one.total and one.total:
            said = _("{amount} (est.)").format(amount=said)
        elif one.estimated:
            some = amount_text(one.estimated, one.currency, current().code)
            said = _("{amount} (of it {part} est.)").format(amount=said, part=some)
        parts.append(said)
    told = " + ".join(parts)
    if share.open:
        more = ngettext("{count} without an amount", "{count} without an amount", share.open)
        told = ", ".join(part for part in (told, more.format(count=share.open)) if part)
    return told
