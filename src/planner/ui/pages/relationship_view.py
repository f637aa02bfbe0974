"""The relationship with a country or an organisation: who owes what, the axis, and each mark as a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QLineEdit,
    QMenu,
    QPushButton,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from planner.domain.ids import RecordId
from planner.domain.relationship_line import Line, Strand
from planner.i18n import _
from planner.text import fold
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.models.table_model import ListTable
from planner.ui.pages.relationship_layout import arrange
from planner.ui.pages.relationship_telling import Telling, read
from planner.ui.pages.relationship_verbs import RelationshipVerbs
from planner.ui.pages.relationship_words import ALL, OPEN, searched
from planner.ui.timeline.scene import Scene
from planner.ui.timeline.timeline import Timeline
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

if TYPE_CHECKING:
    from planner.services.changes import Changed

WORDS: Final = frozenset(
    {"visit", "delegate", "item", "item_host", "agreement", "agreement_party", "follow_up", "gift"}
    | {"invitation", "call", "programme_country", "organisation", "country", "person", "position"}
    | {"citation", "source"}
)
YEARS: Final = (7.0, 2.0)
"""Before and after today that are seen at first; the key 0 shows all."""


class RelationshipView(QWidget):
    """Shows one counterpart; to be put into a page or a dialog."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.key = self.title = ""
        self.told = Telling()
        self.verbs = RelationshipVerbs(context, self)
        self.balance = Label("", "text", strong=True, wrap=True, parent=self)
        self.levels = Label("", "text2", wrap=True, parent=self)
        self.timeline = Timeline(self)
        self.tabs = QTabBar(self)
        self.filter = QLineEdit(self)
        self.table = Table(_("What is open"), self)
        self.model = ListTable[Line](OPEN, parent=self)
        self._following = False
        self._asked, self._wanted = 0, ""
        self._build()

    # what is shown

    def show_counterpart(self, key: str) -> None:
        """Show this one ("country:JP", "organisation:…"), with what is open in front.

        :raises NotFound: no such organisation.
        """
        self.key = key
        self.tabs.setCurrentIndex(0)
        self.refresh()

    def refresh(self, changed: Changed | None = None) -> None:
        """Read again what ``changed`` touches; everything for None.

        :raises NotFound: the organisation is gone.
        """
        if not self.key or (changed is not None and not changed.words & WORDS):
            return
        planner, key = self._context.planner, self.key
        whom = planner.relationships.counterpart(key)
        self.title = whom.name
        self._asked += 1
        asked = self._asked
        if planner.relationships.reads_at_once:
            self._show(read(planner, key))
            return
        shown = self.told.relationship
        if shown is None or shown.counterpart.key != whom.key:
            self._await()
        self._context.tasks.run(
            lambda _progress: read(planner, key),
            lambda told: self._show(told) if asked == self._asked and isValid(self) else None,
            text=_("Looking at the years"),
        )

    def _await(self) -> None:
        """Nothing of another one stands here while this one is read."""
        self._tell(Telling(scene=Scene(self.title, today=self._context.planner.today())))
        self.timeline.show_years(*YEARS)
        self.keep_button.setVisible(False)
        self.balance.setText(_("Looking at the years with {name} …").format(name=self.title))

    def _show(self, told: Telling) -> None:
        first = not self.timeline.scene.rows
        self._tell(told)
        if first:
            self.timeline.show_years(*YEARS)
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self._choose(wanted)

    def _tell(self, told: Telling) -> None:
        self.told = told
        self.balance.setText(told.head)
        self.levels.setText(told.levels)
        self.levels.setVisible(bool(told.levels))
        self.timeline.show_scene(told.scene)
        self._turn()

    @property
    def open_lines(self) -> tuple[Line, ...]:
        return self.told.open

    @property
    def all_lines(self) -> tuple[Line, ...]:
        return self.told.every

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
        return [line for line in found if all(word in searched(line) for word in wanted)]

    @property
    def line(self) -> Line | None:
        row = self.table.currentIndex().row()
        return self.model.line(row) if 0 <= row < self.model.rowCount() else None

    def choose_line(self, key: str) -> None:
        """Put the line of this id in front, in the tab that has it; as soon as it is read."""
        if all(line.id != key for line in (*self.open_lines, *self.all_lines)):
            self._wanted = key
            return
        self._choose(key)

    def _choose(self, key: str) -> None:
        self.filter.clear()
        if all(line.id != key for line in self.open_lines):
            self.tabs.setCurrentIndex(1)
        row = self.model.row_of(key)
        if row is not None:
            self.table.choose(row)

    def activate(self) -> None:
        self.table.setFocus()

    def _turn(self) -> None:
        """Put the lines of the tab in front into the table; the line in front stays if it is there."""
        now = self.table.current_key
        for place, (title, count) in enumerate(
            ((_("Open"), len(self.open_lines)), (_("Everything"), len(self.all_lines)))
        ):
            self.tabs.setTabText(place, f"{title} ({count})" if self.told.relationship else title)
        self.table.setAccessibleName(_("What is open") if self.shows_open else _("Everything"))
        self.table.show_columns(OPEN if self.shows_open else ALL)
        self._following = True
        self.model.set_lines(self.shown)
        if self.model.rowCount():
            row = self.model.row_of(now) if now else None
            self.table.choose(0 if row is None else row)
        self._following = False
        self.keep_button.setVisible(self.verbs.can_keep)
        self._say_empty()

    def _say_empty(self) -> None:
        if self.told.relationship is None:
            self.table.set_empty("clock", _("One moment …"))
            return
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
        self.table.copied.connect(self.verbs.copy)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self._open_line)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu)
        self.timeline.chosen.connect(self._marked)
        self.timeline.opened.connect(self._open_mark)
        self.invite_button = QPushButton(icon("mail"), _("Invitation…"), self)
        self.invite_button.clicked.connect(lambda: self.invite())
        self.invite_button.setEnabled(not self._context.planner.is_read_only)
        self.keep_button = QPushButton(icon("plus"), _("Keep as a visit"), self)
        self.keep_button.clicked.connect(lambda: self.verbs.keep_visit())
        self.export_button = QPushButton(icon("file-spreadsheet"), _("Table…"), self)
        self.export_button.clicked.connect(lambda: self.verbs.export_table())
        self.picture_button = QPushButton(icon("upload"), _("Picture…"), self)
        self.picture_button.clicked.connect(lambda: self.verbs.export_picture())
        arrange(self)

    # table and picture follow each other

    def _chosen(self, key: str) -> None:
        self.keep_button.setVisible(self.verbs.can_keep)
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
        return self.verbs.commands()

    def invite(self) -> None:
        """Note an invitation given to or received from this counterpart."""
        from planner.ui.dialogs.invitation import InvitationDialog

        if self.told.relationship is not None and not self._context.planner.is_read_only:
            whom = self.told.relationship.counterpart
            dialog = InvitationDialog(self._context, whom=whom, parent=self)
            dialog.exec()
            dialog.deleteLater()

    def edit_invitation(self, key: RecordId) -> None:
        from planner.ui.dialogs.invitation import InvitationDialog

        dialog = InvitationDialog(self._context, key, parent=self)
        dialog.exec()
        dialog.deleteLater()
