"""The biographies of a person, one a language: what stands on papers beside the name and the post."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from planner.domain.biographies import Biography, in_order
from planner.domain.ids import PersonId, RecordId, new_id
from planner.i18n import N_, _
from planner.ui.context import Context
from planner.ui.dialogs.records import RecordsDialog
from planner.ui.fitting import fit
from planner.ui.models.table_model import Column
from planner.ui.pages.list_cells import language_name
from planner.ui.widgets.fields import DateField, LineField, TextField, short_day

OFFERED = ("en", "da", "de", "sv", "ja")
"""The languages of papers; a new biography is in the first that is not there yet."""


class BiographiesDialog(RecordsDialog[Biography]):
    """One without text is on no paper."""

    def __init__(
        self, context: Context, person: PersonId, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context, context.planner.biographies, person,
            _("Biographies of {name}").format(name=name),
            _("Two to four sentences for briefing books and participants lists, one text a language."),
            parent,
        )  # fmt: skip
        self.table.set_empty("languages", _("No biography yet."), (_("New"), self.new))
        fit(self, 940, 520)

    def columns(self) -> Sequence[Column[Biography]]:
        return (
            Column(N_("Language"), lambda one: language_name(one.language), 110),
            Column(
                N_("Text"),
                lambda one: " ".join(one.text.split()) or _("Nothing is written yet."),
                200,
                takes_rest=True,
                tone=lambda one: None if one.text else "text2",
            ),
            Column(N_("As of"), lambda one: short_day(one.as_of), 100, muted=True, keeps=True),
        )

    def build(self) -> None:
        self.form.add("language", LineField(_("Language"), hint=_("A tag, such as ja or en-GB")))
        self.form.add("text", TextField(_("Biography"), lines=11))
        self.form.add("as_of", DateField(_("As of")))
        self.form.add("source", LineField(_("Who wrote it, or where it is from")))

    def sort(self, records: list[Biography]) -> list[Biography]:
        return list(in_order(records))

    def blank(self) -> Biography:
        known = {one.language.casefold() for one in self.parts.of(self.owner)}
        return Biography(
            id=RecordId(new_id()),
            person_id=PersonId(self.owner),
            language=next((tag for tag in OFFERED if tag not in known), OFFERED[0]),
            as_of=self.context.planner.today(),
        )
