"""The list of organisations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from PySide6.QtWidgets import QPushButton, QWidget

from planner.domain.ids import OrganisationId
from planner.domain.lines import OrganisationLine
from planner.domain.organisations import ORGANISATION_KINDS
from planner.i18n import N_, _
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.dialogs.organisation_tree import OrganisationTree
from planner.ui.models.table_model import Column
from planner.ui.pages.choices import country_name
from planner.ui.pages.list_page import ListPage
from planner.ui.pages.organisation_form import OrganisationForm
from planner.ui.pages.record_form import RecordForm

USUAL: Final = ("name", "acronym", "kind", "city", "country", "people", "agreements")


class OrganisationList(ListPage):
    word = "organisation"
    words: ClassVar[frozenset[str]] = frozenset(
        {"organisation", "position", "agreement_party", "organisation_name"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.chosen = self.hold_columns("organisations", USUAL)

    @property
    def title(self) -> str:
        return _("Organisations")

    def columns(self) -> Sequence[Column[OrganisationLine]]:
        return (
            Column(
                N_("Organisation"),
                lambda line: line.name or line.native_name,
                240,
                icon=lambda _line: "building-2",
                key="name",
            ),
            Column(N_("Native name"), lambda line: line.native_name, 140, key="native_name"),
            Column(N_("Acronym"), lambda line: line.acronym, 80, key="acronym"),
            Column(
                N_("Kind"),
                lambda line: _(ORGANISATION_KINDS[line.kind]),
                130,
                muted=True,
                key="kind",
            ),
            Column(N_("Part of"), lambda line: line.parent, 160, muted=True, key="parent"),
            Column(N_("City"), lambda line: line.city, 100, key="city"),
            Column(
                N_("Country"),
                lambda line: country_name(self.context, line.country),
                100,
                muted=True,
                key="country",
            ),
            Column(N_("People"), lambda line: str(line.people), 78, right=True, key="people"),
            Column(
                N_("Agreements"),
                lambda line: str(line.agreements),
                92,
                right=True,
                key="agreements",
            ),
        )

    def count(self, text: str) -> int:
        return self.context.planner.organisations.count(text)

    def read(self, offset: int, limit: int, text: str) -> Sequence[OrganisationLine]:
        return self.context.planner.organisations.page(offset, limit, text)

    def make_form(self) -> RecordForm:
        return OrganisationForm(self.context)

    def delete(self, key: str) -> None:
        self.context.planner.organisations.remove(OrganisationId(key), origin=self)

    def filters(self) -> list[QWidget]:
        button = QPushButton(_("Tree…"), self)
        button.setMinimumHeight(30)
        button.clicked.connect(self.show_tree)
        return [button]

    def commands(self) -> list[Command]:
        """The tree, and what an organisation has in a dialog of its own."""

        def opens(part: str) -> Callable[[], None]:
            def run() -> None:
                form = self._the_form()
                if isinstance(form, OrganisationForm):
                    form.open_part(part)

            return run

        parts = (
            ("rename", _("Rename the organisation…")),
            ("successor", _("Successor of the organisation…")),
            ("names", _("Names of the organisation…")),
            ("members", _("Members of the organisation…")),
            ("postings", _("Postings at the organisation…")),
        )
        return [
            Command(
                id="organisation.tree",
                text=_("Tree of organisations…"),
                run=self.show_tree,
                icon="building-2",
                scope="page",
                enabled=self.isVisible,
                separator=True,
            ),
            *(
                Command(
                    id=f"organisation.{part}",
                    text=text,
                    run=opens(part),
                    scope="page",
                    enabled=lambda: self.isVisible() and bool(self.table.current_key),
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
