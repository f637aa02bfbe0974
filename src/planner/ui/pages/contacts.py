"""Contacts: the people of the library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from planner.domain.ids import PersonId
from planner.domain.list_columns import ListColumn
from planner.domain.people_lines import PersonLine
from planner.domain.people_list import PEOPLE, PeopleFilters, filters_from_json
from planner.i18n import _
from planner.services.list_reading import ListReading
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.dialogs.list_filter import FilterWords
from planner.ui.dialogs.people_filter import PeopleFilterWords
from planner.ui.models.table_model import Column
from planner.ui.pages.narrowed_list import NarrowedList
from planner.ui.pages.people_columns import cell_text, people_columns
from planner.ui.pages.people_posts import post_commands
from planner.ui.pages.people_verbs import PeopleVerbs
from planner.ui.pages.person_form import PersonForm
from planner.ui.pages.record_form import RecordForm


class ContactsPage(NarrowedList[PeopleFilters]):
    word = "person"
    words: ClassVar[frozenset[str]] = frozenset(
        {"person", "contact_point", "position", "organisation", "delegate", "visit", "country"}
        | {"photo"}
    )
    area = "contacts"
    declared = PEOPLE
    filter_names: ClassVar[frozenset[str]] = frozenset({"organisation", "visit"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.verbs = PeopleVerbs(self)
        self.table.setDragEnabled(True)
        self.table.dragged.connect(self.verbs.drag)
        self.table.takes_copies = True
        self.table.copied.connect(lambda: context.commands.run("edit.copy_people"))

    @property
    def title(self) -> str:
        return _("Contacts")

    def columns(self) -> Sequence[Column[PersonLine]]:
        return people_columns(self.context)

    def cell_text(self, column: ListColumn, line: Any) -> str:
        return cell_text(self.context, column, line)

    def make_reading(self, context: Context) -> ListReading[PeopleFilters, PersonLine]:
        return context.planner.people_list()

    def make_filter_words(self, context: Context) -> FilterWords[PeopleFilters]:
        return PeopleFilterWords(context)

    def filters_from(self, text: str) -> PeopleFilters:
        return filters_from_json(text)

    def everything(self) -> str:
        return _("All contacts")

    def nothing_meets(self) -> str:
        return _("Nobody meets these filters.")

    def sorting(self) -> str:
        return _("Sorting the contacts")

    def row_commands(self) -> list[Command]:
        return [*self.verbs.commands(), *post_commands(self)]

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
