"""The list of organisations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from planner.domain.ids import OrganisationId
from planner.domain.list_columns import ListColumn
from planner.domain.organisation_lines import OrganisationLine
from planner.domain.organisation_list import (
    ORGANISATIONS,
    OrganisationFilters,
    filters_from_json,
)
from planner.i18n import _
from planner.services.list_reading import ListReading
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.dialogs.list_filter import FilterWords
from planner.ui.dialogs.organisation_filter import OrganisationFilterWords
from planner.ui.dialogs.organisation_tree import OrganisationTree
from planner.ui.models.table_model import Column
from planner.ui.pages.narrowed_list import NarrowedList
from planner.ui.pages.organisation_columns import cell_text, organisation_columns
from planner.ui.pages.organisation_form import OrganisationForm
from planner.ui.pages.organisation_verbs import OrganisationVerbs
from planner.ui.pages.record_form import RecordForm


class OrganisationList(NarrowedList[OrganisationFilters]):
    word = "organisation"
    words: ClassVar[frozenset[str]] = frozenset(
        {"organisation", "position", "agreement_party", "organisation_name", "membership"}
        | {"posting", "site", "visit", "delegate", "item", "item_host", "country"}
    )
    area = "organisations"
    declared = ORGANISATIONS
    filter_names: ClassVar[frozenset[str]] = frozenset({"organisation", "visit"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.verbs = OrganisationVerbs(self)
        self.table.takes_copies = True
        self.table.copied.connect(lambda: context.commands.run("edit.copy_organisations"))

    @property
    def title(self) -> str:
        return _("Organisations")

    def columns(self) -> Sequence[Column[OrganisationLine]]:
        return organisation_columns(self.context)

    def cell_text(self, column: ListColumn, line: Any) -> str:
        return cell_text(self.context, column, line)

    def make_reading(self, context: Context) -> ListReading[OrganisationFilters, OrganisationLine]:
        return context.planner.organisations_list()

    def make_filter_words(self, context: Context) -> FilterWords[OrganisationFilters]:
        return OrganisationFilterWords(context)

    def filters_from(self, text: str) -> OrganisationFilters:
        return filters_from_json(text)

    def everything(self) -> str:
        return _("All organisations")

    def nothing_meets(self) -> str:
        return _("No organisation meets these filters.")

    def sorting(self) -> str:
        return _("Sorting the organisations")

    def make_form(self) -> RecordForm:
        return OrganisationForm(self.context)

    def delete(self, key: str) -> None:
        self.context.planner.organisations.remove(OrganisationId(key), origin=self)

    def filters(self) -> list[QWidget]:
        button = QPushButton(_("Tree…"), self)
        button.setMinimumHeight(30)
        button.clicked.connect(self.show_tree)
        return [*super().filters(), button]

    def row_commands(self) -> list[Command]:
        """The verbs for several, the tree, and what an organisation has in a dialog of its own."""

        def opens(part: str) -> Callable[[], None]:
            def run() -> None:
                form = self._the_form()
                if isinstance(form, OrganisationForm):
                    form.open_part(part)

            return run

        parts = (
            ("rename", _("Rename the organisation…")),
            ("successor", _("Successor of the organisation…")),
            ("predecessor", _("Predecessor of the organisation…")),
            ("merge", _("Merge the organisation with…")),
            ("names", _("Names of the organisation…")),
            ("members", _("Members of the organisation…")),
            ("postings", _("Postings at the organisation…")),
            ("coverage", _("Countries that the organisation covers…")),
            ("seats", _("Seats of the organisation…")),
        )
        return [
            *self.verbs.commands(),
            Command(
                id="organisation.tree",
                text=_("Tree of organisations…"),
                run=self.show_tree,
                icon="building-2",
                scope="page",
                separator=True,
            ),
            *(
                Command(
                    id=f"organisation.{part}",
                    text=text,
                    run=opens(part),
                    scope="page",
                    enabled=lambda: bool(self.table.current_key),
                    reason=_("Choose an organisation first."),
                )
                for part, text in parts
            ),
        ]

    def show_tree(self) -> None:
        """Show all organisations as a tree, opened down to the one in front."""
        dialog = OrganisationTree(self.context, self.table.current_key, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def new_text(self) -> str:
        return _("New organisation")

    def nothing_yet(self) -> tuple[str, str]:
        return "building-2", _(
            "Authorities, universities and companies stand here with their people and sites."
        )
