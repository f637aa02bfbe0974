"""The list of sources: what they are called, for which day they speak, how much is cited from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from planner.domain.ids import SourceId
from planner.domain.source_lines import SourceLine
from planner.i18n import N_, _
from planner.ui.commands import Command
from planner.ui.icons import icon
from planner.ui.models.table_model import Column
from planner.ui.pages.list_cells import language_name
from planner.ui.pages.list_page import ListPage
from planner.ui.pages.record_form import RecordForm
from planner.ui.pages.source_form import SourceForm
from planner.ui.widgets.fields import short_day


class SourceList(ListPage):
    word = "source"
    words: ClassVar[frozenset[str]] = frozenset({"source", "citation", "country_fact"})

    @property
    def title(self) -> str:
        return _("Sources")

    def columns(self) -> Sequence[Column[SourceLine]]:
        return (
            Column(N_("Title"), lambda line: line.title, 300, icon=lambda _line: "book-open"),
            Column(N_("Publisher"), lambda line: line.publisher, 230),
            Column(
                N_("Language"),
                lambda line: language_name(line.language) if line.language else "",
                90,
                muted=True,
            ),
            Column(N_("As of"), lambda line: short_day(line.as_of), 112, keeps=True),
            Column(N_("Facts"), lambda line: str(line.facts or ""), 65, right=True),
        )

    def count(self, text: str) -> int:
        return self.context.planner.sources.count(text)

    def read(self, offset: int, limit: int, text: str) -> Sequence[SourceLine]:
        return self.context.planner.sources.page(offset, limit, text)

    def make_form(self) -> RecordForm:
        return SourceForm(self.context)

    def delete(self, key: str) -> None:
        self.context.planner.sources.remove(SourceId(key), origin=self)

    def new_text(self) -> str:
        return _("New source")

    def nothing_yet(self) -> tuple[str, str]:
        return "book-open", _(
            "Paste the text of a page: what it states is offered, with its date, and kept beside what"
            " other sources say."
        )

    def filters(self) -> list[QWidget]:
        self.from_text = QPushButton(icon("file-text", "text"), _("From text…"), self)
        self.from_text.setMinimumHeight(30)
        self.from_text.setEnabled(not self.context.planner.is_read_only)
        self.from_text.clicked.connect(lambda: self.paste())
        return [self.from_text]

    def commands(self) -> list[Command]:
        return [
            Command(
                id="source.differences",
                text=_("Where sources differ…"),
                run=self.show_differences,
                icon="arrow-right",
                scope="page",
            ),
        ]

    def paste(self) -> None:
        """Open the dialog for a text; what comes of it is then in front."""
        from planner.ui.dialogs.new_source import NewSourceDialog  # late: rarely wanted

        dialog = NewSourceDialog(self.context, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.taken_in.connect(lambda key: self.show_record("source", key))
        dialog.open()

    def show_differences(self) -> None:
        from planner.ui.dialogs.source_differences import SourceDifferencesDialog

        dialog = SourceDifferencesDialog(self.context, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
