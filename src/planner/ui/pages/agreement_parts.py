"""Parties with their signatories, language versions and amendments, each in a dialog of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from planner.domain.agreements import (
    TEXT_STATES,
    AgreementParty,
    AgreementText,
    Amendment,
    TextState,
)
from planner.domain.ids import AgreementId, RecordId, new_id
from planner.domain.people import Person
from planner.domain.times import PartialDate
from planner.i18n import N_, _
from planner.ui.context import Context
from planner.ui.dialogs.records import RecordsDialog
from planner.ui.models.table_model import Column
from planner.ui.pages import choices, visit_choices
from planner.ui.pages.list_cells import language_name
from planner.ui.pages.scan_of import ScanOf
from planner.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    DateField,
    LineField,
    NumberField,
    SearchField,
    TextField,
)


def party_name(context: Context, party: AgreementParty) -> str:
    """The organisation as it is called now, else as it was kept, else the country."""
    house = choices.organisation_value(context, party.organisation_id)
    return house[1] if house else party.name or choices.country_name(context, party.country)


def signatory_text(party: AgreementParty) -> str:
    """ "Hanako Sato, Rector"."""
    return ", ".join(part for part in (party.signatory_name, party.signatory_title) if part)


class PartiesDialog(RecordsDialog[AgreementParty]):
    """Who the sides are, who signs for each under which title, and where they sit."""

    def __init__(
        self, context: Context, agreement: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context, context.planner.agreement_parties, agreement,
            _("Parties of {name}").format(name=name),
            _("Names and titles stay as they were, whatever becomes of the organisation or the person. "
              "Seats are counted from the left as guests see the table."),
            parent,
        )  # fmt: skip
        self.table.set_empty("users", _("No party is known."), (_("New"), self.new))

    def columns(self) -> Sequence[Column[AgreementParty]]:
        return (
            Column(N_("Party"), lambda one: party_name(self.context, one), 200),
            Column(N_("Signs"), signatory_text, 200),
            Column(N_("Seat"), lambda one: str(one.seat or ""), 60, right=True),
        )

    def build(self) -> None:
        form, context = self.form, self.context
        house = SearchField(
            _("Organisation"), lambda text: choices.organisation_choices(context, text)
        )
        form.add("organisation_id", house)
        country = SearchField(_("Country"), lambda text: choices.country_choices(context, text))
        form.add("country", country)
        form.add("name", LineField(_("Name then")))
        form.add("signatory_id", SearchField(_("Signatory"), visit_choices.people(context.planner)))
        form.add("signatory_name", LineField(_("Name of the signatory then")))
        form.add("signatory_title", LineField(_("Title then")))
        form.add("seat", NumberField(_("Seat")))
        form.add("rank", NumberField(_("Place in the list")))

    def values(self, record: AgreementParty) -> dict[str, Any]:
        context = self.context
        known = context.planner.keeper(Person)
        person = known.find(record.signatory_id) if record.signatory_id else None
        return {
            **super().values(record),
            "organisation_id": choices.organisation_value(context, record.organisation_id),
            "country": choices.country_value(context, record.country),
            "signatory_id": (person.id, person.name) if person else None,
            "seat": str(record.seat or ""),
            "rank": str(record.rank + 1),
        }

    def changes(self, record: AgreementParty, name: str, value: Any) -> dict[str, Any]:
        """A seat that was cleared is none; places in the list count from 1."""
        if name == "seat":
            return {"seat": value or 0}
        if name == "rank":
            return {"rank": max(0, (value or 1) - 1)}
        if name == "country":
            return {"country": value or ""}
        return {name: value}

    def sort(self, records: list[AgreementParty]) -> list[AgreementParty]:
        return sorted(records, key=lambda one: (one.rank, one.id))

    def blank(self) -> AgreementParty:
        known = self.parts.of(self.owner)
        return AgreementParty(
            id=RecordId(new_id()),
            agreement_id=AgreementId(self.owner),
            name=_("New party"),
            rank=max((one.rank + 1 for one in known), default=0),
        )


class TextsDialog(RecordsDialog[AgreementText]):
    """The language versions: how far each is, and whether it binds."""

    def __init__(
        self, context: Context, agreement: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context, context.planner.agreement_texts, agreement,
            _("Language versions of {name}").format(name=name),
            _("A version that binds is signed; a translation for information is not."), parent,
        )  # fmt: skip
        self.table.set_empty("languages", _("No text is known."), (_("New"), self.new))

    def columns(self) -> Sequence[Column[AgreementText]]:
        return (
            Column(
                N_("Language"),
                lambda one: language_name(one.language) if one.language else "–",
                120,
            ),
            Column(N_("Title"), lambda one: one.title, 180),
            Column(N_("State"), lambda one: _(TEXT_STATES[one.state]), 100),
            Column(N_("Binds"), lambda one: _("yes") if one.authentic else _("no"), 70),
        )

    def build(self) -> None:
        form = self.form
        form.add("language", LineField(_("Language"), hint=_("A tag, such as ja or en-GB")))
        form.add("title", LineField(_("Title")))
        form.add("state", ChoiceField(_("State"), choices.named(TEXT_STATES)))
        form.add("authentic", CheckField(_("This version binds")))
        form.add("received_on", DateField(_("Received on")))
        self.scan = ScanOf(self.context, self)
        form.add_widget(self.scan)

    def settle(self, record: AgreementText) -> None:
        self.scan.show_text(record)

    def changes(self, record: AgreementText, name: str, value: Any) -> dict[str, Any]:
        return {name: TextState(value) if name == "state" else value}

    def blank(self) -> AgreementText:
        return AgreementText(id=RecordId(new_id()), agreement_id=AgreementId(self.owner))


class AmendmentsDialog(RecordsDialog[Amendment]):
    def __init__(
        self, context: Context, agreement: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context, context.planner.amendments, agreement,
            _("Amendments of {name}").format(name=name),
            _("What was changed or added later, each with its own signature."), parent,
        )  # fmt: skip
        self.table.set_empty("file-text", _("There is no amendment."), (_("New"), self.new))

    def columns(self) -> Sequence[Column[Amendment]]:
        return (
            Column(N_("Title"), lambda one: one.title or one.number, 230),
            Column(N_("No."), lambda one: one.number, 80, muted=True),
            Column(N_("Signed"), lambda one: one.signed_on, 95),
        )

    def build(self) -> None:
        form = self.form
        form.add("title", LineField(_("Title")))
        form.add("number", LineField(_("Number")))
        form.add("signed_on", LineField(_("Signed"), hint="2024, 2024-10"))
        form.add("text", TextField(_("What it says"), lines=6))

    def changes(self, record: Amendment, name: str, value: Any) -> dict[str, Any]:
        return {name: PartialDate(value.strip()) if name == "signed_on" else value}

    def sort(self, records: list[Amendment]) -> list[Amendment]:
        return sorted(records, key=lambda one: (one.signed_on, one.id))

    def blank(self) -> Amendment:
        return Amendment(
            id=RecordId(new_id()), agreement_id=AgreementId(self.owner), title=_("New amendment")
        )
