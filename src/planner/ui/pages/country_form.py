"""A country in the inspector: what there is with it, what is known of it, what a traveller needs."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from PySide6.QtWidgets import QPushButton

from planner.domain.country_lines import CountryCard
from planner.domain.sites import Country
from planner.i18n import _
from planner.services.countries import title_of
from planner.services.country_telling import names_told
from planner.ui.context import Context
from planner.ui.dialogs.country_paper import CountryPaperDialog
from planner.ui.icons import icon
from planner.ui.pages import country_links
from planner.ui.pages.country_facts import FactsDialog
from planner.ui.pages.record_form import RecordForm
from planner.ui.pages.relationship_links import relationship_link
from planner.ui.pages.said import said
from planner.ui.widgets.fields import LineField
from planner.ui.widgets.links import Link
from planner.ui.widgets.statements import Statements

_NAMES: Final = ("name", "name_native", "name_da", "name_de")
_PLAIN: Final = (*_NAMES, "currency", "calling_code", "plugs", "emergency_number")


class CountryForm(RecordForm):
    """What there is comes first: that is what a country is opened for."""

    word: ClassVar[str] = "country"
    words: ClassVar[frozenset[str]] = frozenset(
        {"country", "country_fact", "visit", "organisation", "agreement", "agreement_party"}
        | {"follow_up", "person", "coverage", "posting", "citation", "site", "source"}
        | {"funding_programme", "programme_country", "call"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Country"))

    def build(self) -> None:
        self.bind_pair(("id", LineField(_("Code"), hint="JP")), ("name", LineField(_("Name"))))
        self._edits = [self._button(_("Save country page…"), "printer", self.open_paper)]
        self._clocks = self.links(_("Time there"), _("No other time than at home."))
        self._related = self.links(_("Relationship"), _("Nothing yet."))
        self._visits = self.links(_("Visits"), _("In no visit yet."))
        self._agreements = self.links(_("Agreements"), _("No agreement yet."))
        self._follow_ups = self.links(_("Open follow-ups"), _("Nothing is open."))
        self._facts = self.links(_("Facts"), _("No fact is known."))
        self._edits.append(self._button(_("Edit facts…"), "pencil", self.open_facts))
        self._centres = self.links(
            _("Centres and attachés for it"), _("No centre or attaché covers it.")
        )
        self._programmes = self.links(_("Programmes and calls"), _("No programme names it."))
        self._houses = self.links(_("Organisations"), _("No organisation there is known."))
        self._holidays = self.links(_("Public holidays ahead"), _("None is known."))
        self._names = self.links(_("Names"), _("The given name stands first."))
        self.section(_("For travellers"))
        self.bind_pair(
            ("currency", LineField(_("Currency"))), ("calling_code", LineField(_("Calling code")))
        )
        self.bind_pair(
            ("plugs", LineField(_("Plugs"))),
            ("emergency_number", LineField(_("Emergency number"))),
        )
        self.section(_("Names of the country"))
        self.bind("name_native", LineField(_("Native name")))
        self.bind_pair(("name_da", LineField(_("Danish"))), ("name_de", LineField(_("German"))))
        self.section(_("What sources say"))
        self._statements = Statements()
        self.add_widget(self._statements)

    def _button(self, text: str, shape: str, act: Any) -> QPushButton:
        button = QPushButton(icon(shape, "text"), text)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda _checked=False: act())
        self.add_widget(button)
        return button

    def load(self, key: str) -> dict[str, Any]:
        card = self.context.planner.countries.card(key)
        self._seen = card.country if card.is_kept else None
        name = title_of(card.country)
        native = card.country.name_native
        self.set_heading(name, native if native != name else "")
        self._show(card)
        self.fields["id"].set_read_only(True)
        for button in self._edits:
            button.setEnabled(True)
        return {"id": key, **{field: getattr(card.country, field) for field in _PLAIN}}

    def _show(self, card: CountryCard) -> None:
        planner, code = self.context.planner, card.country.id
        self._clocks.show_links(country_links.clocks(card, planner.settings.text("home_zone")))
        self._related.show_links([] if card.is_home else [relationship_link("country", code)])
        self._visits.show_links(country_links.visits(card))
        self._agreements.show_links(country_links.agreements(card))
        self._follow_ups.show_links(country_links.follow_ups(card))
        self._facts.show_links(country_links.facts(card))
        self._centres.show_links(country_links.centres(card))
        self._programmes.show_links(country_links.programmes(card, planner.today()))
        self._houses.show_links(country_links.houses(card))
        self._holidays.show_links(country_links.holidays(card))
        told = names_told(code)
        self._names.show_links([Link(told)] if told else [])
        self._statements.show_statements(said(card.statements))

    def blank(self) -> dict[str, Any]:
        self.set_heading(_("New country"), _("It is kept as soon as it has a code and a name."))
        for links in (
            self._clocks, self._related, self._visits, self._agreements, self._follow_ups, self._facts,
            self._centres, self._programmes, self._houses, self._holidays, self._names,
        ):  # fmt: skip
            links.show_links([])
        self._statements.show_statements([])
        self.fields["id"].set_read_only(False)
        for button in self._edits:
            button.setEnabled(False)
        return {}

    def keep_new(self, values: dict[str, Any]) -> str:
        code = (values["id"] or "").upper()
        if not (code and values["name"]):
            return ""
        country = Country(id=code, **{name: values[name] or "" for name in _PLAIN})
        return self.context.planner.countries.add(country, origin=self)

    def write(self, name: str, value: Any) -> None:
        self._seen = self.context.planner.countries.edit(
            self.key, seen=self._seen, origin=self, **{name: value}
        )

    def open_facts(self) -> None:
        """The dated facts, to add, change and remove."""
        if not self.key:
            return
        self.commit()
        dialog = FactsDialog(self.context, self.key, self.heading, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_paper(self) -> None:
        """Ask as what and in which languages, then save the country page."""
        if not self.key:
            return
        self.commit()
        dialog = CountryPaperDialog(self.context, self.key, self.heading, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
