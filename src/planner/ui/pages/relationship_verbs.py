"""What can be done with a relationship: note an invitation, and take its lines and picture elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from planner.domain.relationship_line import Strand
from planner.errors import UserError
from planner.i18n import _, current, ngettext
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.pages.relationship_words import ALL, OPEN
from planner.ui.table_out import table_data
from planner.ui.timeline.saving import save_picture

if TYPE_CHECKING:
    from planner.ui.pages.relationship_view import RelationshipView


class RelationshipVerbs:
    def __init__(self, context: Context, view: RelationshipView) -> None:
        self._context, self._view = context, view

    def commands(self) -> list[Command]:
        writes = not self._context.planner.is_read_only
        return [
            Command(
                id="relationship.open",
                text=_("Open the record"),
                icon="chevron-right",
                scope="page",
                enabled=lambda: self._view.line is not None,
                run=self._view.open_line,
            ),
            Command(
                id="relationship.keep_visit",
                text=_("Keep as a visit"),
                icon="plus",
                scope="page",
                enabled=lambda: self.can_keep,
                reason=_("Select a visit of which a source tells."),
                run=self.keep_visit,
            ),
            Command(
                id="relationship.invite",
                text=_("Note an invitation…"),
                icon="mail",
                scope="page",
                enabled=lambda: writes,
                run=self._view.invite,
            ),
            Command(
                id="relationship.table",
                text=_("Write the table as a file…"),
                icon="file-spreadsheet",
                scope="page",
                separator=True,
                run=self.export_table,
            ),
            Command(
                id="relationship.picture",
                text=_("Write the timeline as a picture…"),
                icon="upload",
                scope="page",
                run=self.export_picture,
            ),
            Command(
                id="relationship.copy",
                text=_("Copy the table"),
                icon="copy",
                scope="page",
                run=self.copy,
            ),
        ]

    @property
    def can_keep(self) -> bool:
        """A visit of ours of which sources tell is in front."""
        line = self._view.line
        return line is not None and line.keepable and not self._context.planner.is_read_only

    def keep_visit(self) -> None:
        """Make a record of the visit in front of which sources tell; it stays in front."""
        line = self._view.line
        if line is None or not self.can_keep:
            return
        try:
            made = self._context.planner.told_visits.keep(line.key)
        except UserError as error:  # somebody else kept it meanwhile
            self._context.messages.error(error)
            return
        self._view.choose_line(f"{Strand.VISIT.value}:{made}")
        self._context.messages.toast(
            _("{name} is a visit of the library now.").format(name=line.title)
        )

    def copy(self) -> None:
        """The lines in front, as a table for a mail or a sheet."""
        columns = OPEN if self._view.shows_open else ALL
        rows = [[column.value(line) for column in columns] for line in self._view.shown]
        QGuiApplication.clipboard().setMimeData(table_data([_(one.title) for one in columns], rows))
        self._context.messages.toast(
            ngettext("{count} row copied", "{count} rows copied", len(rows))
        )

    def export_table(self) -> None:
        """Write the lines of the tab in front as an Excel sheet."""
        name, shown = self._view.title, tuple(self._view.shown)
        path = self._ask(f"{name}.xlsx", [_("Excel sheet (*.xlsx)")])
        if path is None:
            return
        relationships, code = self._context.planner.relationships, current().code
        self._context.tasks.run(
            lambda _progress: relationships.write(path, name, shown, code),
            self._written(path),
            None,
            _("Writing files"),
        )

    def export_picture(self) -> None:
        """Write the timeline as PNG, SVG or PDF, as the file's name says."""
        save_picture(self._context, self._view.timeline, self._view.title)

    def _ask(self, name: str, kinds: list[str]) -> Path | None:
        return self._context.files.save(self._view, _("Export"), name, kinds, "export")

    def _written(self, path: Path) -> Callable[[object], None]:
        return lambda _done: self._context.messages.toast(
            _("{name} was written").format(name=path.name)
        )
