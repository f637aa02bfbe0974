"""Dated facts about a country, in a dialog."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from planner.domain.ids import RecordId, new_id
from planner.domain.sites import CountryFact
from planner.domain.sources import Source
from planner.i18n import N_, _
from planner.text import fold
from planner.ui.context import Context
from planner.ui.dialogs.records import RecordsDialog
from planner.ui.models.table_model import Column
from planner.ui.widgets.fields import Choices, DateField, SearchField, TextField, short_day


def source_choices(context: Context, text: str) -> Choices:
    """Sources whose title or publisher has the text."""
    wanted = fold(text)
    found = [
        (one.id, one.title)
        for one in context.planner.keeper(Source).of()
        if one.title and (wanted in fold(one.title) or wanted in fold(one.publisher))
    ]
    return found[:30]


class FactsDialog(RecordsDialog[CountryFact]):
    """Facts of other dates that say something else stay: each has its own."""

    def __init__(
        self, context: Context, code: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context, context.planner.country_facts, code,
            _("Facts about {name}").format(name=name),
            _("Each with the date for which it was said. A newer one does not replace an older one."),
            parent,
        )  # fmt: skip
        self.table.set_empty("info", _("No fact is known."), (_("New"), self.new))

    def columns(self) -> Sequence[Column[CountryFact]]:
        return (
            Column(N_("Fact"), lambda one: one.text, 320),
            Column(N_("As of"), lambda one: short_day(one.as_of), 96, muted=True),
        )

    def build(self) -> None:
        self.form.add("text", TextField(_("Fact"), lines=4))
        self.form.add("as_of", DateField(_("As of")))
        self.form.add(
            "source_id",
            SearchField(_("Source"), lambda text: source_choices(self.context, text)),
        )

    def values(self, record: CountryFact) -> dict[str, Any]:
        found = self.context.planner.keeper(Source).find(record.source_id or "")
        source = (found.id, found.title) if found else None
        return {**super().values(record), "source_id": source}

    def sort(self, records: list[CountryFact]) -> list[CountryFact]:
        return sorted(records, key=lambda one: one.as_of.isoformat() if one.as_of else "")[::-1]

    def blank(self) -> CountryFact:
        return CountryFact(
            id=RecordId(new_id()),
            country=self.owner,
            text=_("New fact"),
            as_of=self.context.planner.today(),
        )
