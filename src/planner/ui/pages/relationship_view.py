"""The relationship with a country or an organisation: who owes what, the axis, and each mark as a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import RecordId
from planner.domain.relationship import DEBTS, Reciprocity, Relationship, VisitTie, reciprocity
from planner.domain.relationship_line import STRANDS, Line, Strand
from planner.domain.relationship_lines import lines, open_lines
from planner.domain.times import PartialDate
from planner.domain.visits import Direction
from planner.i18n import N_, _, current, ngettext
from planner.text import fold
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.models.table_model import Column, ListTable
from planner.ui.pages.relationship_scene import ICONS, relationship_scene
from planner.ui.table_out import table_data
from planner.ui.timeline.saving import save_picture
from planner.ui.timeline.scene import date_text, span_text
from planner.ui.timeline.timeline import Timeline
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

if TYPE_CHECKING:
    from planner.services.changes import Changed

WORDS: Final = frozenset(
    {"visit", "delegate", "item", "item_host", "agreement", "agreement_party", "follow_up", "gift"}
    | {"invitation", "call", "programme_country", "organisation", "country", "person", "position"}
)
YEARS: Final = (7.0, 2.0)
"""Before and after today that are seen at first; the key 0 shows all."""
_TO_US: Final = N_("{title} to us ({date})")
_TO_THEM: Final = N_("{title} to them ({date})")
OPEN: Final = (
    Column[Line](N_("Due"), lambda line: date_text(line.due), 120, keeps=True, muted=True,
                 tone=lambda line: "danger" if line.late else None),
    Column[Line](N_("Title"), lambda line: line.title_in(), 300,
                 icon=lambda line: ICONS[line.strand], takes_rest=True),
    Column[Line](N_("What"), lambda line: _(STRANDS[line.strand]), 122, muted=True, keeps=True),
    Column[Line](N_("Details"), lambda line: line.about(), 300, muted=True),
)  # fmt: skip
ALL: Final = (
    Column[Line](
        N_("Date"), lambda line: span_text(line.since, line.until), 206, keeps=True, muted=True
    ),
    *OPEN[1:],
)


class RelationshipView(QWidget):
    """Shows one counterpart; to be put into a page or a dialog."""

    read_again = Signal()
    """Something else is shown: title and commands may be other ones."""

    def __init__(
        self,
        context: Context,
        parent: QWidget | None = None,
        *,
        country: str = "",
        organisation: str = "",
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.key = ""
        self.relationship: Relationship | None = None
        self.open_lines: tuple[Line, ...] = ()
        self.all_lines: tuple[Line, ...] = ()
        self.balance = Label("", "text", strong=True, wrap=True, parent=self)
        self.levels = Label("", "text2", wrap=True, parent=self)
        self.timeline = Timeline(self)
        self.tabs = QTabBar(self)
        self.filter = QLineEdit(self)
        self.table = Table(_("What is open"), self)
        self.model = ListTable[Line](OPEN, parent=self)
        self._following = False
        self._build()
        if country or organisation:
            self.show_counterpart(
                f"country:{country}" if country else f"organisation:{organisation}"
            )

    # what is shown

    def show_counterpart(self, key: str) -> None:
        """Show this one ("country:JP", "organisation:…"), with what is open in front.

        :raises NotFound: no such organisation.
        """
        self.key = key
        self.tabs.setCurrentIndex(0)
        self.refresh()

    def refresh(self, changed: Changed | None = None) -> None:
        """Read again what ``changed`` touches; everything for None."""
        if not self.key or (changed is not None and not changed.words & WORDS):
            return
        found = self._context.planner.relationships.of_key(self.key)
        self.relationship = found
        self.all_lines = lines(found)
        self.open_lines = open_lines(found, self.all_lines)
        self._say(reciprocity(found.visits, found.today), found)
        first = not self.timeline.scene.rows
        self.timeline.show_scene(relationship_scene(found, self.all_lines))
        if first:
            self.timeline.show_years(*YEARS)
        self._turn()
        self.read_again.emit()

    @property
    def title(self) -> str:
        return self.relationship.counterpart.name if self.relationship else ""

    @property
    def shows_open(self) -> bool:
        return self.tabs.currentIndex() == 0

    @property
    def shown(self) -> Sequence[Line]:
        """The lines of the tab in front that the filter leaves."""
        found = self.open_lines if self.shows_open else self.all_lines
        wanted = fold(self.filter.text().strip()).split()
        if not wanted:
            return found
        return [line for line in found if all(word in _searched(line) for word in wanted)]

    @property
    def line(self) -> Line | None:
        row = self.table.currentIndex().row()
        return self.model.line(row) if 0 <= row < self.model.rowCount() else None

    def choose_line(self, key: str) -> None:
        """Put the line of this id in front, in the tab that has it."""
        self.filter.clear()
        if all(line.id != key for line in self.open_lines):
            self.tabs.setCurrentIndex(1)
        row = self.model.row_of(key)
        if row is not None:
            self.table.choose(row)

    def activate(self) -> None:
        self.table.setFocus()

    def _say(self, balance: Reciprocity, found: Relationship) -> None:
        told = [
            _counted(ngettext("{count} visit to us", "{count} visits to us", len(balance.to_us)),
                     balance.last_to_us),
            _counted(ngettext("{count} visit to them", "{count} visits to them",
                              len(balance.to_them)), balance.last_to_them),
        ]  # fmt: skip
        if balance.to_us or balance.to_them:
            told.append(_(DEBTS[balance.debt]).rstrip("."))
        if balance.planned is not None:
            told.append(_("planned: {text}").format(text=balance.planned.title))
        if found.people:
            told.append(ngettext("{count} person met", "{count} people met", found.people))
        self.balance.setText(" · ".join(told))
        levels = [
            (_TO_US if one.visit.direction is Direction.INBOUND else _TO_THEM, one)
            for one in balance.levels[:6]
        ]
        told = [_(text).format(title=one.title, date=_month(one.visit)) for text, one in levels]
        self.levels.setText(_("Last at each level: {levels}").format(levels=", ".join(told)))
        self.levels.setVisible(bool(levels))

    def _turn(self) -> None:
        """Put the lines of the tab in front into the table; the line in front stays if it is there."""
        now = self.table.current_key
        for place, (title, count) in enumerate(
            ((_("Open"), len(self.open_lines)), (_("Everything"), len(self.all_lines)))
        ):
            self.tabs.setTabText(place, f"{title} ({count})")
        self.table.setAccessibleName(_("What is open") if self.shows_open else _("Everything"))
        self.table.show_columns(OPEN if self.shows_open else ALL)
        self._following = True
        self.model.set_lines(self.shown)
        if self.model.rowCount():
            row = self.model.row_of(now) if now else None
            self.table.choose(0 if row is None else row)
        self._following = False
        self.table.set_empty(
            "check" if self.shows_open else "globe",
            _("Nothing here matches “{text}”.").format(text=self.filter.text().strip())
            if self.filter.text().strip()
            else _("Nothing is open.")
            if self.shows_open
            else _("Visits, agreements, promises and gifts will stand here."),
        )

    # building

    def _build(self) -> None:
        self.setFocusProxy(self.table)
        self.tabs.addTab(_("Open"))
        self.tabs.addTab(_("Everything"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(_("Which lines"))
        self.tabs.currentChanged.connect(lambda _index: self._turn())
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Filter this list"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumHeight(28)
        self.filter.setMaximumWidth(260)
        self.filter.textChanged.connect(lambda _text: self._turn())
        self.table.show_model(self.model)
        self.table.takes_copies = True
        self.table.copied.connect(self.copy)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self._open_line)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu)
        self.timeline.chosen.connect(self._marked)
        self.timeline.opened.connect(self._open_mark)
        self.invite_button = QPushButton(icon("mail"), _("Invitation…"), self)
        self.invite_button.clicked.connect(lambda: self.invite())
        self.invite_button.setEnabled(not self._context.planner.is_read_only)
        self.export_button = QPushButton(icon("file-spreadsheet"), _("Table…"), self)
        self.export_button.clicked.connect(lambda: self.export_table())
        self.picture_button = QPushButton(icon("upload"), _("Picture…"), self)
        self.picture_button.clicked.connect(lambda: self.export_picture())
        self._arrange()

    def _arrange(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(2)
        head.addWidget(self.balance)
        head.addWidget(self.levels)
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 4, 12, 4)
        bar.setSpacing(8)
        bar.addWidget(self.tabs)
        bar.addWidget(self.filter, 1)
        bar.addStretch(1)
        for button in (self.invite_button, self.export_button, self.picture_button):
            button.setMinimumHeight(28)
            bar.addWidget(button)
        below = QWidget(self)
        rows = QVBoxLayout(below)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(bar)
        rows.addWidget(self.table, 1)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.timeline)
        self.splitter.addWidget(below)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.splitter, 1)

    # table and picture follow each other

    def _chosen(self, key: str) -> None:
        if not self._following and key:
            self._following = True
            self.timeline.choose_id(key, key)
            self._following = False

    def _marked(self, row: str, mark: str) -> None:
        """The line of the mark in front, in whichever tab it stands."""
        if self._following:
            return
        for key in (mark, row):
            if key and (at := self.model.row_of(key)) is not None:
                self._following = True
                self.table.choose(at)
                self._following = False
                return

    # opening

    def _open_mark(self, row: str, mark: str) -> None:
        key = next((one.id for one in self.all_lines if one.id in (mark, row)), "")
        if key:
            self._open_line(key)

    def open_line(self) -> None:
        """Open the record of the line in front."""
        self._open_line(self.table.current_key)

    def _open_line(self, key: str) -> None:
        line = next((one for one in (*self.open_lines, *self.all_lines) if one.id == key), None)
        if line is None:
            return
        if line.strand is Strand.INVITATION:
            self.edit_invitation(RecordId(line.key))
        elif line.record and line.target:
            self._context.open_record(line.record, line.target)

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for command in self.commands():
            action = menu.addAction(command.shown.replace("&", "&&"))
            action.setEnabled(command.enabled())
            action.triggered.connect(command.run)
        menu.popup(self.table.viewport().mapToGlobal(at))

    # verbs

    def commands(self) -> list[Command]:
        writes = not self._context.planner.is_read_only
        return [
            Command(
                id="relationship.open",
                text=_("Open the record"),
                icon="chevron-right",
                scope="page",
                enabled=lambda: self.line is not None,
                run=self.open_line,
            ),
            Command(
                id="relationship.invite",
                text=_("Note an invitation…"),
                icon="mail",
                scope="page",
                enabled=lambda: writes,
                run=self.invite,
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

    def invite(self) -> None:
        """Note an invitation given to or received from this counterpart."""
        from planner.ui.dialogs.invitation import InvitationDialog

        if self.relationship is not None and not self._context.planner.is_read_only:
            whom = self.relationship.counterpart
            dialog = InvitationDialog(self._context, whom=whom, parent=self)
            dialog.exec()
            dialog.deleteLater()

    def edit_invitation(self, key: RecordId) -> None:
        from planner.ui.dialogs.invitation import InvitationDialog

        dialog = InvitationDialog(self._context, key, parent=self)
        dialog.exec()
        dialog.deleteLater()

    def copy(self) -> None:
        """The lines in front, as a table for a mail or a sheet."""
        columns = OPEN if self.shows_open else ALL
        rows = [[column.value(line) for column in columns] for line in self.shown]
        QGuiApplication.clipboard().setMimeData(table_data([_(one.title) for one in columns], rows))
        self._context.messages.toast(
            ngettext("{count} row copied", "{count} rows copied", len(rows))
        )

    def export_table(self) -> None:
        """Write the lines of the tab in front as an Excel sheet."""
        name, shown = self.title, tuple(self.shown)
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
        save_picture(self._context, self.timeline, self.title)

    def _ask(self, name: str, kinds: list[str]) -> Path | None:
        return self._context.files.save(self, _("Export"), name, kinds, "export")

    def _written(self, path: Path) -> Callable[[object], None]:
        return lambda _done: self._context.messages.toast(
            _("{name} was written").format(name=path.name)
        )


def _searched(line: Line) -> str:
    return fold(f"{_(STRANDS[line.strand])} {line.title_in()} {line.about()} {line.since}")


def _counted(text: str, last: VisitTie | None) -> str:
    return f"{text} ({_month(last)})" if last else text


def _month(visit: VisitTie) -> str:
    return date_text(PartialDate(str(visit.first_day)[:7])) if visit.first_day else "–"
