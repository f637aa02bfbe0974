"""A funding programme in the inspector: who pays for what, for which countries, until when."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any, ClassVar, Final

from PySide6.QtWidgets import QPushButton

from planner.domain.funding import FundingProgramme
from planner.domain.funding_lines import CALL_STATES, ProgrammeCard, call_state
from planner.domain.ids import AgreementId, FundingProgrammeId, VisitId, new_id
from planner.domain.times import PartialDate
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.pages import choices
from planner.ui.pages.files_of import FilesOf
from planner.ui.pages.programme_parts import CallsDialog, ProgrammeCountriesDialog
from planner.ui.pages.record_form import RecordForm
from planner.ui.pages.sources_of import SourcesOf
from planner.ui.widgets.fields import (
    Choices,
    LineField,
    ListField,
    NumberField,
    SearchField,
    TextField,
    short_day,
)
from planner.ui.widgets.links import Link

_PLAIN: Final = ("name", "acronym", "country_count", "text", "notes", "valid_from", "valid_to")
_DATES: Final = ("valid_from", "valid_to")


class ProgrammeForm(RecordForm):
    word: ClassVar[str] = "funding_programme"
    words: ClassVar[frozenset[str]] = frozenset(
        {"funding_programme", "programme_country", "programme_theme", "programme_agreement"}
        | {"programme_visit", "call", "organisation", "theme", "agreement", "visit", "citation"}
        | {"country"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Funding programme"))

    def build(self) -> None:
        context = self.context
        self.bind("name", LineField(_("Name")))
        self.bind_pair(
            ("acronym", LineField(_("Acronym"))),
            ("country_count", NumberField(_("How many countries"))),
        )
        self.bind(
            "organisation_id",
            SearchField(_("Funder"), lambda text: choices.organisation_choices(context, text)),
        )
        self.bind_pair(
            ("valid_from", LineField(_("From"), hint="2024, 2024-10")),
            ("valid_to", LineField(_("Until"), hint="2027, 2027-06")),
        )
        self.bind("text", TextField(_("What it pays for"), lines=3))
        self._calls = self.links(_("Calls"), _("No call is known."))
        self._edits = [self._button(_("Edit calls…"), self.open_calls)]
        self._countries = self.links(_("Countries"), _("No country is known."))
        self._edits.append(self._button(_("Edit countries…"), self.open_countries))
        self.section(_("Themes"))
        self.bind("themes", ListField(_("Themes"), lines=2))
        self._agreements = self.links(_("Agreements"), _("It rests on no agreement."))
        self.bind(
            "agreement", SearchField(_("Add or take away an agreement"), self._agreement_choices)
        )
        self._visits = self.links(_("Visits"), _("No visit refers to it yet."))
        self.bind(
            "visit",
            SearchField(
                _("Add or take away a visit"), lambda text: choices.visit_choices(context, text)
            ),
        )
        self.bind("notes", TextField(_("Notes"), lines=3))
        self.section(_("Files"))
        self.files = FilesOf(context, "funding_programme")
        self.add_widget(self.files)
        self.section(_("What sources say"))
        self._sources = SourcesOf(context, "funding_programme")
        self.add_widget(self._sources)

    def _agreement_choices(self, text: str) -> Choices:
        return [(one.id, one.title) for one in self.context.planner.agreements.page(0, 20, text)]

    def _button(self, text: str, act: Any) -> QPushButton:
        button = QPushButton(icon("pencil", "text"), text)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda _checked=False: act())
        self.add_widget(button)
        return button

    def load(self, key: str) -> dict[str, Any]:
        card = self.context.planner.programmes.card(FundingProgrammeId(key))
        one = card.programme
        self._seen = one
        self.set_heading(one.name, card.funder[1] if card.funder else "")
        self._show(card)
        self.files.show_record(key)
        for button in self._edits:
            button.setEnabled(not self.context.planner.is_read_only)
        count = "" if one.country_count is None else str(one.country_count)
        return {
            **{name: getattr(one, name) for name in _PLAIN},
            "country_count": count,
            "organisation_id": card.funder,
            "themes": tuple(_(name) for _key, name in card.themes),
        }

    def _show(self, card: ProgrammeCard) -> None:
        self._linked = card
        today = self.context.planner.today()
        self._calls.show_links([_call(one, today) for one in card.calls])
        self._countries.show_links(_countries(self.context, card))
        self._agreements.show_links(
            [Link(title, "", "agreement", key) for key, title in card.agreements]
        )
        self._visits.show_links([Link(title, "", "visit", key) for key, title in card.visits])
        self._sources.show_record(card.programme.id, card.programme.name)

    def blank(self) -> dict[str, Any]:
        self.set_new_heading(_("New programme"))
        for links in (self._calls, self._countries, self._agreements, self._visits):
            links.show_links([])
        self._sources.show_record("")
        self.files.show_record("")
        for button in self._edits:
            button.setEnabled(False)
        return {}

    def keep_new(self, values: dict[str, Any]) -> str:
        if not values["name"]:
            return ""
        fields = {name: values[name] for name in _PLAIN} | {
            name: PartialDate(values[name] or "") for name in _DATES
        }
        programme = FundingProgramme(
            id=FundingProgrammeId(new_id()), organisation_id=values["organisation_id"], **fields
        )
        return self.context.planner.programmes.add(programme, origin=self)

    def write(self, name: str, value: Any) -> None:
        """What is chosen to add or take away is put to what is there, and the field is empty again."""
        programmes, key = self.context.planner.programmes, FundingProgrammeId(self.key)
        if name == "themes":
            programmes.set_themes(key, value, origin=self)
        elif name == "agreement":
            kept = [one for one, _title in self._linked.agreements]
            programmes.set_agreements(key, _turned(kept, AgreementId(value or "")), origin=self)
            self._empty(name)
        elif name == "visit":
            held = [one for one, _title in self._linked.visits]
            programmes.set_visits(key, _turned(held, VisitId(value or "")), origin=self)
            self._empty(name)
        else:
            if name in _DATES:
                value = PartialDate(value or "")
            self._seen = programmes.edit(key, seen=self._seen, origin=self, **{name: value})

    def _empty(self, name: str) -> None:
        self.fields[name].set_value(None)
        self.load(self.key)

    def open_calls(self, call: str = "") -> None:
        """The calls, to add, change and remove; ``call`` is the one in front."""
        if self.key:
            self.commit()
            dialog = CallsDialog(self.context, self.key, self.heading, self)
            if call:
                dialog.choose(call)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def open_countries(self) -> None:
        if self.key:
            self.commit()
            dialog = ProgrammeCountriesDialog(self.context, self.key, self.heading, self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()


def _turned(keys: list[Any], key: Any) -> list[Any]:
    """With the key where it was not there, without it where it was."""
    if not key:
        return keys
    return [one for one in keys if one != key] if key in keys else [*keys, key]


def _call(one: Any, today: dt.date) -> Link:
    state = _(CALL_STATES[call_state(one.opens_on, one.closes_on, today)])
    closes = _("closes {date}").format(date=short_day(one.closes_on)) if one.closes_on else ""
    opens = _("opens {date}").format(date=short_day(one.opens_on)) if one.opens_on else ""
    return Link(one.title, " · ".join(part for part in (state, opens, closes, one.url) if part))


def _countries(context: Context, card: ProgrammeCard) -> list[Link]:
    """For each date the countries that were named, the latest first; those without one last."""
    dated = sorted(card.countries, key=lambda one: one.as_of or dt.date.min, reverse=True)
    links = []
    for day, group in groupby(dated, key=lambda one: one.as_of):
        names = sorted(choices.country_name(context, one.country) for one in group)
        when = _("as of {date}").format(date=short_day(day)) if day else _("without a date")
        links.append(Link(", ".join(names), when))
    return links
