"""The register of agreements: what is in force with whom, until when, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QWidget

from planner.domain.agreement_register import (
    REGISTER,
    SWITCHES,
    AgreementFilters,
    RegisterLine,
    filters_from_json,
)
from planner.domain.ids import AgreementId
from planner.domain.list_columns import ListColumn
from planner.errors import UserError
from planner.i18n import _, ngettext
from planner.services.agreement_list import QUICK, AgreementsList, Asked
from planner.services.list_reading import ListReading
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.dialogs.agreement_filter import AgreementFilterWords
from planner.ui.dialogs.list_filter import FilterWords
from planner.ui.models.table_model import Column
from planner.ui.pages.agreement_cells import cell_text, register_columns
from planner.ui.pages.agreement_form import AgreementForm
from planner.ui.pages.list_page import ListPage
from planner.ui.pages.narrowed_list import NarrowedList
from planner.ui.pages.radar_bar import RadarBar
from planner.ui.pages.record_form import RecordForm
from planner.ui.undoing import taking_back
from planner.ui.widgets.chips import Chip

if TYPE_CHECKING:
    from planner.services.changes import Changed

ASKING = frozenset(
    {"agreement", "amendment", "agreement_state", "follow_up", "visit", "visit_agreement"}
    | {"signing", "item"}
)
"""Words whose change may alter what agreements ask for."""


class AgreementList(NarrowedList[AgreementFilters]):
    word = "agreement"
    words: ClassVar[frozenset[str]] = ASKING | {
        "agreement_party", "organisation", "agreement_theme", "theme", "country",
    }  # fmt: skip
    area = "agreements"
    declared = REGISTER
    filter_names: ClassVar[frozenset[str]] = frozenset({"organisation", "country"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._counted = False
        self.table.chosen.connect(lambda _key: self._enable())

    @property
    def title(self) -> str:
        return _("Agreements")

    # what the list shows

    def columns(self) -> Sequence[Column[RegisterLine]]:
        return register_columns(self.context)

    def cell_text(self, column: ListColumn, line: Any) -> str:
        return cell_text(self.context, column, line)

    def make_reading(self, context: Context) -> ListReading[AgreementFilters, RegisterLine]:
        return context.planner.agreements_list()

    def make_filter_words(self, context: Context) -> FilterWords[AgreementFilters]:
        return AgreementFilterWords(context)

    def filters_from(self, text: str) -> AgreementFilters:
        return filters_from_json(text)

    def everything(self) -> str:
        return _("All agreements")

    def nothing_meets(self) -> str:
        return _("No agreement meets these filters.")

    def sorting(self) -> str:
        return _("Sorting the agreements")

    def make_form(self) -> RecordForm:
        return AgreementForm(self.context)

    def delete(self, key: str) -> None:
        self.context.planner.agreements.remove(AgreementId(key), origin=self)

    def new_text(self) -> str:
        return _("New agreement")

    def nothing_yet(self) -> tuple[str, str]:
        return "file-signature", _(
            "Memoranda, letters of intent and other agreements stand here, with parties and dates."
        )

    def edit(self) -> None:
        ListPage.edit(self)  # several agreements have nothing that is changed for all

    # the radar

    def below_filter(self) -> QWidget:
        chips = super().below_filter()
        self.radar = RadarBar(self.chips, (_("Make a follow-up"), self.make_follow_ups), self)
        self.radar.toggled.connect(self._toggle)
        assert chips is self.chips
        return self.radar

    def refresh(self, changed: Changed | None = None) -> None:
        super().refresh(changed)
        if changed is None or not self._counted or changed.words & ASKING:
            self._count_asked()

    def _count_asked(self) -> None:
        """Beside the window where there are very many."""
        reading = self.reading
        assert isinstance(reading, AgreementsList)
        self._counted = True
        if self.context.planner.agreements.count() <= QUICK:
            self.radar.show_asked(reading.asked())
        else:
            self.context.tasks.run(
                lambda _progress: reading.asked(), self._show_asked, text=_("Looking at the dates")
            )
        self._enable()

    def _show_asked(self, asked: Asked) -> None:
        self.radar.show_asked(asked)

    def _toggle(self, name: str, on: bool) -> None:
        """What is due stands in the order of time."""
        self.narrow(self.narrowing.having(name, on))
        if name == "due" and on and self.chosen.sort != "next_step":
            self.chosen.choose(self.chosen.keys, "next_step")

    def _show_chips(self) -> None:
        """The numbers of the radar are filters that stay in sight; they need no chip."""
        chosen = self.narrowing.chosen
        self.radar.show_chosen([name for name in SWITCHES if name in chosen])
        self.chips.show_chips(
            [
                Chip(name, self.filter_words.chip(name, self.narrowing))
                for name in chosen
                if name not in SWITCHES
            ]
        )

    def _enable(self) -> None:
        planner = self.context.planner
        self.radar.follow_up.setEnabled(bool(self.table.current_key) and not planner.is_read_only)

    # verbs

    def make_follow_ups(self) -> None:
        """A follow-up for the next step of each chosen agreement; one toast takes all of it back."""
        planner, numbers = self.context.planner, []
        for key in self.table.selected_keys() or [self.table.current_key]:
            try:
                planner.agreements.follow_up(AgreementId(key))
            except UserError as error:
                self.context.messages.error(error)
                break
            if (step := planner.history.next_undo()) is not None:
                numbers.append(step.number)
        if numbers:
            text = ngettext("{count} follow-up made", "{count} follow-ups made", len(numbers))
            self.context.messages.toast(text, taking_back(self.context, numbers))

    def settle(self) -> None:
        """The renewal or review that each chosen agreement asks for is taken care of."""
        planner, numbers = self.context.planner, []
        for key in self.table.selected_keys() or [self.table.current_key]:
            try:
                planner.agreements.settle(AgreementId(key))
            except UserError as error:
                self.context.messages.error(error)
                break
            if (step := planner.history.next_undo()) is not None:
                numbers.append(step.number)
        if numbers:
            text = ngettext(
                "{count} agreement taken care of", "{count} agreements taken care of", len(numbers)
            )
            self.context.messages.toast(text, taking_back(self.context, numbers))

    def row_commands(self) -> list[Command]:
        planner = self.context.planner

        def opens(part: str) -> Callable[[], None]:
            def run() -> None:
                form = self._the_form()
                if isinstance(form, AgreementForm):
                    form.open_part(part)

            return run

        def can() -> bool:
            return bool(self.table.current_key) and not planner.is_read_only

        verbs = (
            ("follow_up", _("Make a follow-up"), "list-checks", self.make_follow_ups),
            ("settle", _("Taken care of"), "check", self.settle),
            ("status", _("Set the status…"), "flag", opens("status")),
            ("renew", _("Renew by a successor…"), "refresh-cw", opens("renew")),
            ("parties", _("Parties and signatories…"), "users", opens("parties")),
            ("texts", _("Language versions…"), "languages", opens("texts")),
            ("amendments", _("Amendments…"), "file-text", opens("amendments")),
        )
        return [
            Command(
                id=f"agreement.{name}",
                text=text,
                icon=drawing,
                run=run,
                scope="page",
                separator=name == "follow_up",
                enabled=can,
                reason=_("Choose an agreement first."),
            )
            for name, text, drawing, run in verbs
        ]
