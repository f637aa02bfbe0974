"""Gifts of a visit: given and received, of what worth, and what was decided about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from planner.domain.amounts import amount_text, parse_amount
from planner.domain.gifts import GIFT_DIRECTIONS, Gift
from planner.domain.ids import OrganisationId, PersonId
from planner.domain.people import Person
from planner.i18n import N_, _, current
from planner.ui.context import Context
from planner.ui.models.table_model import Column
from planner.ui.pages import visit_choices as choices
from planner.ui.pages.afterwards_section import RecordsSection
from planner.ui.pages.choices import named
from planner.ui.widgets.fields import (
    ChoiceField,
    DateField,
    LineField,
    SearchField,
    TextField,
    short_day,
)

PEOPLE = ("giver_id", "receiver_id")
HOUSES = ("giver_organisation_id", "receiver_organisation_id")


class GiftsSection(RecordsSection[Gift]):
    title = N_("Gifts")
    removed = N_("The gift was removed")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, context.planner.gifts, parent)

    def columns(self) -> Sequence[Column[Gift]]:
        return (
            Column(N_("Gift"), lambda one: one.description or "–", 190, takes_rest=True),
            Column(N_("Direction"), lambda one: _(GIFT_DIRECTIONS[one.direction]), 92),
            Column(
                N_("Value"),
                lambda one: amount_text(one.minor_units, one.currency, current().code),
                100,
                right=True,
            ),
            Column(
                N_("Handed over"), lambda one: short_day(one.handed_on), 100, muted=True, keeps=True
            ),
        )

    def build(self) -> None:
        form, planner = self.form, self.context.planner
        people, houses = choices.people(planner), choices.organisations(planner)
        form.add("description", LineField(_("Gift")))
        form.pair(
            ("direction", ChoiceField(_("Direction"), named(GIFT_DIRECTIONS))),
            ("value", LineField(_("Value"), hint=amount_text(29500, "DKK", current().code))),
        )
        form.add("giver_id", SearchField(_("Given by"), people))
        form.add("giver_organisation_id", SearchField(_("Organisation of the giver"), houses))
        form.add("receiver_id", SearchField(_("Given to"), people))
        form.add("receiver_organisation_id", SearchField(_("Organisation of the receiver"), houses))
        form.pair(("handed_on", DateField(_("Handed over"))), ("item_id", self.entry_field()))
        form.add("decision", TextField(_("Decision"), lines=2))
        form.add("kept_by", LineField(_("Kept by")))
        self.table.set_empty(
            "gift", _("Gifts given and received stand here, with what was decided."),
            (_("New gift"), self.new),
        )  # fmt: skip

    def values(self, record: Gift) -> dict[str, Any]:
        planner = self.context.planner
        return {
            "description": record.description,
            "direction": record.direction,
            "value": amount_text(record.minor_units, record.currency, current().code),
            **{name: self._person(getattr(record, name)) for name in PEOPLE},
            **{name: choices.organisation_value(planner, getattr(record, name)) for name in HOUSES},
            "handed_on": record.handed_on,
            "item_id": self.entry_value(record.item_id),
            "decision": record.decision,
            "kept_by": record.kept_by,
        }

    def changes(self, record: Gift, name: str, value: Any) -> dict[str, Any]:
        if name == "value":
            if not value:
                return {"minor_units": None, "currency": ""}
            amount = parse_amount(value, current().code, record.currency)
            return {"minor_units": amount.minor_units, "currency": amount.currency}
        if name in PEOPLE and value is not None:
            house = name.replace("_id", "_organisation_id")
            known = self._house_of(PersonId(value))
            if known and getattr(record, house) is None:
                return {name: value, house: known}
        return {name: value}

    def blank(self) -> dict[str, Any]:
        return {"handed_on": self.plan.visit.last_day}

    def _person(self, key: PersonId | None) -> tuple[str, str] | None:
        found = self.context.planner.keeper(Person).find(key) if key else None
        return (found.id, found.name) if found else None

    def _house_of(self, person: PersonId) -> OrganisationId | None:
        """The organisation for which somebody is in the delegation."""
        heads = (one for one in self.plan.delegates if one.person_id == person)
        return next((one.organisation_id for one in heads if one.organisation_id), None)
