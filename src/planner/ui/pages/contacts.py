"""Contacts: the people of the library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QComboBox, QWidget

from planner.domain.ids import PersonId
from planner.domain.lines import PersonLine
from planner.i18n import N_, _
from planner.ui.models.table_model import Column
from planner.ui.pages.choices import countries, country_name
from planner.ui.pages.list_page import ListPage
from planner.ui.pages.person_form import PersonForm
from planner.ui.pages.record_form import RecordForm
from planner.ui.widgets.fields import short_day

if TYPE_CHECKING:
    from planner.services.changes import Changed


class ContactsPage(ListPage):
    word = "person"
    words: ClassVar[frozenset[str]] = frozenset(
        {"person", "contact_point", "position", "organisation", "delegate", "visit", "country"}
    )

    @property
    def title(self) -> str:
        return _("Contacts")

    def columns(self) -> Sequence[Column[PersonLine]]:
        return (
            Column(
                N_("Name"),
                # As the list is sorted, so that the eye can follow it: "Åkerlund, Henrik (Prof.)".
                lambda line: line.sort_name or line.native_name,
                200,
                icon=lambda _line: "user",
            ),
            Column(N_("Native name"), lambda line: line.native_name, 100),
            Column(N_("Organisation"), lambda line: line.organisation, 190),
            Column(N_("Position"), lambda line: line.position, 170, muted=True),
            Column(
                N_("Country"),
                lambda line: country_name(self.context, line.country),
                100,
                muted=True,
            ),
            Column(N_("Last visit"), lambda line: short_day(line.last_visit), 110, muted=True),
        )

    def filters(self) -> list[QWidget]:
        self._country = QComboBox(self)
        self._country.setAccessibleName(_("Country"))
        self._country.setMinimumHeight(30)
        self._country.addItem(_("All countries"), "")
        self._offered: list[str] = []
        self._country.activated.connect(lambda _row: self._read_again())
        return [self._country]

    def refresh(self, changed: Changed | None = None) -> None:
        self._offer_countries()
        super().refresh(changed)

    def count(self, text: str) -> int:
        return self.context.planner.contacts.count(text, self._chosen_country)

    def read(self, offset: int, limit: int, text: str) -> Sequence[PersonLine]:
        return self.context.planner.contacts.page(offset, limit, text, self._chosen_country)

    def make_form(self) -> RecordForm:
        return PersonForm(self.context)

    def delete(self, key: str) -> None:
        self.context.planner.contacts.remove(PersonId(key), origin=self)

    def new_text(self) -> str:
        return _("New person")

    def nothing_yet(self) -> tuple[str, str]:
        return "users", _(
            "The people you plan visits with stand here. Import a list, or add the first one."
        )

    def _offer_countries(self) -> None:
        """The filter offers where people come from now, and keeps its choice."""
        codes = self.context.planner.contacts.countries()
        if codes == self._offered:
            return
        self._offered, chosen = codes, self._chosen_country
        names = dict(countries(self.context))
        while self._country.count() > 1:
            self._country.removeItem(1)
        for code in codes:
            self._country.addItem(names.get(code, code), code)
        self._country.setCurrentIndex(max(0, self._country.findData(chosen)))

    @property
    def _chosen_country(self) -> str:
        return str(self._country.currentData() or "")
