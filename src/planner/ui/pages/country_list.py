"""The list of countries: what there is with each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from planner.domain.country_lines import CountryLine
from planner.i18n import N_, _
from planner.services.countries import name_in
from planner.ui.commands import Command
from planner.ui.models.table_model import Column
from planner.ui.pages import choices
from planner.ui.pages.country_form import CountryForm
from planner.ui.pages.list_page import ListPage
from planner.ui.pages.record_form import RecordForm

if TYPE_CHECKING:
    from planner.services.changes import Changed


class CountryList(ListPage):
    """Countries with which there is something stand first."""

    word = "country"
    words: ClassVar[frozenset[str]] = frozenset(
        {"country", "country_fact", "visit", "organisation", "agreement", "agreement_party"}
        | {"follow_up", "person"}
    )

    @property
    def title(self) -> str:
        return _("Countries")

    def columns(self) -> Sequence[Column[CountryLine]]:
        return (
            Column(N_("Country"), name_in, 190, icon=lambda _line: "globe"),
            Column(N_("Code"), lambda line: line.id, 60, muted=True),
            Column(N_("Visits"), lambda line: _number(line.visits), 70, right=True),
            Column(N_("Agreements"), lambda line: _number(line.agreements), 95, right=True),
            Column(N_("Organisations"), lambda line: _number(line.organisations), 110, right=True),
            Column(N_("Open follow-ups"), lambda line: _number(line.follow_ups), 120, right=True),
            Column(N_("Facts"), lambda line: _number(line.facts), 65, right=True, muted=True),
        )

    def refresh(self, changed: Changed | None = None) -> None:
        if changed is None or "country" in changed.words:
            choices.forget_countries()
        super().refresh(changed)

    def count(self, text: str) -> int:
        return self.context.planner.countries.count(text)

    def read(self, offset: int, limit: int, text: str) -> Sequence[CountryLine]:
        return self.context.planner.countries.page(offset, limit, text)

    def make_form(self) -> RecordForm:
        return CountryForm(self.context)

    def delete(self, key: str) -> None:
        self.context.planner.countries.remove(key, origin=self)

    def commands(self) -> list[Command]:
        """The dated facts and the page on paper."""

        def opens(act: Callable[[CountryForm], None]) -> Callable[[], None]:
            def run() -> None:
                form = self._the_form()
                if isinstance(form, CountryForm):
                    act(form)

            return run

        return [
            Command(
                id=f"country.{part}",
                text=text,
                run=opens(act),
                icon=name,
                scope="page",
                enabled=lambda: bool(self.table.current_key),
                reason=_("Choose a country first."),
            )
            for part, text, name, act in (
                ("facts", _("Edit facts…"), "pencil", CountryForm.open_facts),
                ("paper", _("Save country page…"), "printer", CountryForm.open_paper),
            )
        ]

    def new_text(self) -> str:
        return _("New country")

    def nothing_yet(self) -> tuple[str, str]:
        return "globe", _("What there is with a country stands here, and what is known of it.")


def _number(count: int) -> str:
    return str(count) if count else ""
