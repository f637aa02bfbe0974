"""Calls and countries of a programme, each in a dialog of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from planner.domain.funding import Call, ProgrammeCountry
from planner.domain.funding_lines import CALL_STATES, CallState, call_state
from planner.domain.ids import FundingProgrammeId, RecordId, new_id
from planner.i18n import N_, _
from planner.ui.context import Context
from planner.ui.dialogs.records import RecordsDialog
from planner.ui.models.table_model import Column
from planner.ui.pages import choices
from planner.ui.widgets.fields import DateField, LineField, SearchField, TextField, short_day

TONES = {CallState.CLOSED: "text2", CallState.CLOSING: "warn", CallState.OPEN: "ok"}


class CallsDialog(RecordsDialog[Call]):
    """The last day is one at the place of the funder, and still belongs to the call."""

    def __init__(
        self, context: Context, programme: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context, context.planner.calls, programme,
            _("Calls of {name}").format(name=name),
            _("The last day still counts. A call that names no country is open to all of the programme."),
            parent,
        )  # fmt: skip
        self.table.set_empty("calendar", _("No call is known."), (_("New"), self.new))

    def columns(self) -> Sequence[Column[Call]]:
        return (
            Column(N_("Call"), lambda one: one.title, 180),
            Column(N_("Closes"), lambda one: short_day(one.closes_on), 112),
            Column(N_("State"), self._state, 126, tone=self._tone),
        )

    def _state(self, one: Call) -> str:
        return _(CALL_STATES[self._stands(one)])

    def _tone(self, one: Call) -> str | None:
        return TONES.get(self._stands(one))

    def _stands(self, one: Call) -> CallState:
        return call_state(one.opens_on, one.closes_on, self.context.planner.today())

    def build(self) -> None:
        self.form.add("title", LineField(_("Title")))
        self.form.add("opens_on", DateField(_("Opens")))
        self.form.add("closes_on", DateField(_("Closes")))
        self.form.add("countries", LineField(_("Countries"), hint="JP, KR"))
        self.form.add("url", LineField(_("Web page"), hint="https://"))
        self.form.add("text", TextField(_("What it is about"), lines=4))

    def values(self, record: Call) -> dict[str, Any]:
        return {**super().values(record), "countries": ", ".join(record.countries)}

    def changes(self, record: Call, name: str, value: Any) -> dict[str, Any]:
        if name == "countries":
            return {name: self.context.planner.countries.codes_of(value)}
        return {name: value}

    def sort(self, records: list[Call]) -> list[Call]:
        return sorted(records, key=lambda one: (one.closes_on or dt.date.max, one.title))

    def blank(self) -> Call:
        return Call(
            id=RecordId(new_id()),
            funding_programme_id=FundingProgrammeId(self.owner),
            title=_("New call"),
        )


class ProgrammeCountriesDialog(RecordsDialog[ProgrammeCountry]):
    """Lists of two years may differ: each country has the date for which it was named."""

    def __init__(
        self, context: Context, programme: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context, context.planner.programme_countries, programme,
            _("Countries of {name}").format(name=name),
            _("Each with the date for which it was named; lists of two years may differ."), parent,
        )  # fmt: skip
        self.table.set_empty("globe", _("No country is known."), (_("New"), self.new))

    def columns(self) -> Sequence[Column[ProgrammeCountry]]:
        return (
            Column(N_("Country"), lambda one: choices.country_name(self.context, one.country), 220),
            Column(N_("As of"), lambda one: short_day(one.as_of), 96, muted=True),
        )

    def build(self) -> None:
        countries = SearchField(
            _("Country"), lambda text: choices.country_choices(self.context, text)
        )
        self.form.add("country", countries)
        self.form.add("as_of", DateField(_("As of")))

    def values(self, record: ProgrammeCountry) -> dict[str, Any]:
        country = choices.country_value(self.context, record.country)
        return {**super().values(record), "country": country}

    def changes(self, record: ProgrammeCountry, name: str, value: Any) -> dict[str, Any]:
        return {name: (value or "") if name == "country" else value}

    def sort(self, records: list[ProgrammeCountry]) -> list[ProgrammeCountry]:
        return sorted(records, key=lambda one: (_later_first(one.as_of), one.country))

    def blank(self) -> ProgrammeCountry:
        """Today's date, and the first country that is not named for it."""
        today = self.context.planner.today()
        named = {one.country for one in self.parts.of(self.owner) if one.as_of == today}
        codes = [code for code, _name in choices.countries(self.context) if code not in named]
        return ProgrammeCountry(
            id=RecordId(new_id()),
            funding_programme_id=FundingProgrammeId(self.owner),
            country=codes[0] if codes else "",
            as_of=today,
        )


def _later_first(day: dt.date | None) -> int:
    return -day.toordinal() if day else 0
