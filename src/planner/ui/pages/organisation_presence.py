"""Where an organisation sits and which countries it covers: the dialogs, and what the inspector says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from planner.domain.ids import OrganisationId, RecordId, new_id
from planner.domain.organisations import (
    Coverage,
    OrganisationKind,
    OrganisationSeat,
)
from planner.i18n import N_, _
from planner.services.country_telling import dated
from planner.ui.context import Context
from planner.ui.dialogs.records import RecordsDialog
from planner.ui.models.table_model import Column
from planner.ui.pages import choices
from planner.ui.pages.organisation_parts import as_date
from planner.ui.widgets.fields import CheckField, LineField, SearchField
from planner.ui.widgets.links import Link

COVERING: Final = frozenset(
    {OrganisationKind.INNOVATION_CENTRE, OrganisationKind.EMBASSY, OrganisationKind.AGENCY}
)
"""Kinds that are asked for the countries they work for; others are once they have one."""
SEATED: Final = frozenset(
    {OrganisationKind.CLUSTER, OrganisationKind.INNOVATION_CENTRE, OrganisationKind.ASSOCIATION}
)
"""Kinds that are often present in several towns."""


class CoveragesDialog(RecordsDialog[Coverage]):
    """Countries that an innovation centre, an embassy or an office works for, over time."""

    def __init__(
        self, context: Context, organisation: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context, context.planner.coverages, organisation,
            _("Countries that {name} covers").format(name=name),
            _("A country with an end was covered until then."), parent,
        )  # fmt: skip
        self.table.set_empty("globe", _("No country is known."), (_("New"), self.new))

    def columns(self) -> Sequence[Column[Coverage]]:
        return (
            Column(N_("Country"), lambda one: choices.country_name(self.context, one.country), 220),
            Column(N_("From"), lambda one: one.valid_from, 86, muted=True),
            Column(N_("Until"), lambda one: one.valid_to, 86, muted=True),
        )

    def build(self) -> None:
        countries = SearchField(
            _("Country"), lambda text: choices.country_choices(self.context, text)
        )
        self.form.add("country", countries)
        self.form.add("valid_from", LineField(_("From"), hint="2024, 2024-10"))
        self.form.add("valid_to", LineField(_("Until"), hint=_("Empty: still so")))

    def values(self, record: Coverage) -> dict[str, Any]:
        country = choices.country_value(self.context, record.country)
        return {**super().values(record), "country": country}

    def changes(self, record: Coverage, name: str, value: Any) -> dict[str, Any]:
        return {name: (value or "") if name == "country" else as_date(value)}

    def blank(self) -> Coverage:
        """The first country that is not covered yet; the right one is chosen beside the table."""
        own = self.context.planner.organisations.keeper.get(self.owner).country
        covered = {one.country for one in self.parts.of(self.owner) if not one.valid_to}
        offered = [own, *(code for code, _name in choices.countries(self.context))]
        free = next((code for code in offered if code and code not in covered), "")
        return Coverage(
            id=RecordId(new_id()), organisation_id=OrganisationId(self.owner), country=free
        )


class SeatsDialog(RecordsDialog[OrganisationSeat]):
    """Towns in which an organisation is present; one of them at most is the main seat."""

    def __init__(
        self, context: Context, organisation: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context, context.planner.seats, organisation,
            _("Seats of {name}").format(name=name),
            _("The towns in which it is present. Another main seat takes the place of the first."),
            parent,
        )  # fmt: skip
        self.table.set_empty("map-pin", _("No seat is known."), (_("New"), self.new))

    def columns(self) -> Sequence[Column[OrganisationSeat]]:
        return (
            Column(N_("Town"), lambda one: one.city, 150),
            Column(
                N_("Country"), lambda one: choices.country_name(self.context, one.country), 110,
                muted=True,
            ),
            Column(N_("Main seat"), lambda one: _("yes") if one.main else "", 90),
            Column(N_("From"), lambda one: one.valid_from, 80, muted=True),
            Column(N_("Until"), lambda one: one.valid_to, 80, muted=True),
        )  # fmt: skip

    def build(self) -> None:
        self.form.add("city", LineField(_("Town")))
        self.form.add(
            "country",
            SearchField(_("Country"), lambda text: choices.country_choices(self.context, text)),
        )
        self.form.add("main", CheckField(_("Main seat")))
        self.form.add("valid_from", LineField(_("From"), hint="2024, 2024-10"))
        self.form.add("valid_to", LineField(_("Until"), hint=_("Empty: still so")))

    def values(self, record: OrganisationSeat) -> dict[str, Any]:
        country = choices.country_value(self.context, record.country)
        return {**super().values(record), "country": country}

    def changes(self, record: OrganisationSeat, name: str, value: Any) -> dict[str, Any]:
        if name == "country":
            return {name: value or ""}
        return {name: as_date(value) if name.startswith("valid_") else value}

    def blank(self) -> OrganisationSeat:
        house = self.context.planner.organisations.keeper.get(self.owner)
        seats = self.parts.of(self.owner)
        return OrganisationSeat(
            id=RecordId(new_id()),
            organisation_id=house.id,
            city=house.city if house.city and not seats else _("New seat"),
            country=house.country,
            main=not seats,
        )


# what the inspector says


def coverage_links(context: Context, covered: Sequence[Coverage]) -> list[Link]:
    """What is covered now first, then what was."""
    ordered = sorted(covered, key=lambda one: (one.valid_to != "", one.valid_to, one.country))
    return [
        Link(
            choices.country_name(context, one.country),
            dated(one.valid_from, one.valid_to),
            "country",
            one.country,
        )
        for one in ordered
    ]


def seat_links(context: Context, seats: Sequence[OrganisationSeat]) -> list[Link]:
    """The main seat first, those that were given up last."""
    ordered = sorted(seats, key=lambda one: (one.valid_to != "", not one.main, one.city))
    return [
        Link(
            one.city,
            " · ".join(
                part
                for part in (
                    _("Main seat") if one.main else "",
                    choices.country_name(context, one.country),
                    dated(one.valid_from, one.valid_to),
                )
                if part
            ),
        )
        for one in ordered
    ]
