"""Where the calendars of a visit are kept up to date: places, what they hold, and publishing."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.domain.handouts import PlaceKind
from planner.domain.times import on_this_clock
from planner.i18n import N_, _, moment_in_words
from planner.services.publishing import PlaceLine
from planner.ui.context import Context
from planner.ui.dialogs.publication import PublicationDialog
from planner.ui.dialogs.publish import PublishDialog
from planner.ui.dialogs.question import ask
from planner.ui.icons import icon
from planner.ui.models.table_model import Column, ListTable
from planner.ui.pages.visit_state import VisitState
from planner.ui.pages.visit_verbs import attempt
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

PUBLISHED: Final = frozenset({"publication", "published_entry"})
"""Words whose change concerns this part alone."""
_KINDS: Final = {PlaceKind.FOLDER: N_("Folder"), PlaceKind.SERVER: N_("Server")}
_ROWS: Final = 4
"""Places that are seen without scrolling; a low window needs the room for the releases."""


def _at(line: PlaceLine) -> str:
    at = line.publication.at
    return moment_in_words(on_this_clock(at)) if at else "–"


def _state(line: PlaceLine) -> str:
    if line.publication.release_number is None:
        return _("Not yet")
    return _("Stale") if line.is_stale else _("Up to date")


COLUMNS: list[Column[PlaceLine]] = [
    Column(N_("Place"), lambda line: line.publication.target, 220),
    Column(N_("Kind"), lambda line: _(_KINDS[line.publication.kind]), 80, muted=True),
    Column(N_("Calendar of"), lambda line: line.who, 150),
    Column(
        N_("Version"),
        lambda line: str(line.publication.release_number or "–"),
        80,
        right=True,
    ),
    Column(N_("Published"), _at, 140, muted=True),
    Column(
        N_("State"),
        _state,
        130,
        tone=lambda line: "warn" if line.is_stale else None,
    ),
]


class PublishedCalendars(QWidget):
    """Below the releases: what is published is always one of them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: VisitState | None = None
        self._shown: VisitState | None = None
        self.model = ListTable(COLUMNS, key=lambda line: line.publication.id)
        self.table = Table(_("Published calendars"), self)
        self.add = self._button("plus", _("Add place…"), self.add_place)
        self.go = self._button("send", _("Publish…"), self.publish)
        self.change = self._button("pencil", _("Change…"), self.change_place)
        self.drop = self._button("trash-2", _("Remove…"), self.remove_place)
        self._arrange()
        self.table.show_model(self.model)
        self.table.chosen.connect(self._enable)
        self.table.opened.connect(lambda _key: self.publish())
        self._enable()

    def _button(self, name: str, text: str, act: object) -> QPushButton:
        button = QPushButton(icon(name, "text"), text, self)
        button.setMinimumHeight(28)
        button.clicked.connect(act)
        return button

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 8)
        bar.setSpacing(8)
        bar.addWidget(Label(_("Published calendars"), strong=True, parent=self), 1)
        for button in (self.go, self.add, self.change, self.drop):
            bar.addWidget(button)
        self.truth = Label(
            _(
                "Who subscribes to these gets changes and cancellations when the program looks again;"
                " how often it does is set there. Who imports or opens a file instead has a copy:"
                " Thunderbird and Outlook do not bring it up to date."
            ),
            "text2",
            size=0.9,
            wrap=True,
            parent=self,
        )
        self.truth.setContentsMargins(16, 4, 16, 8)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(bar)
        rows.addWidget(self.table)
        rows.addWidget(self.truth)

    # showing

    def show_state(self, state: VisitState) -> None:
        self._state = state
        if self.isVisible():
            self._read()

    def read_again(self) -> None:
        """A place was changed or published to."""
        self._shown = None
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    def _read(self) -> None:
        state = self._state
        if state is None or state is self._shown:
            return
        self._shown = state
        lines = self._context.planner.publishing.places(state.visit_id)
        self.model.set_lines(lines)
        self.table.setVisible(bool(lines))
        head = self.table.horizontalHeader().sizeHint().height()
        row = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(head + min(len(lines), _ROWS) * row + 2)
        if lines and not self.table.current_key:
            self.table.choose(0)
        self._enable()

    def _enable(self, *_key: object) -> None:
        for button in (self.go, self.change, self.drop):
            button.setVisible(self.model.rowCount() > 0)
            button.setEnabled(self._line is not None)
        released = bool(self._state and self._state.releases)
        self.go.setEnabled(self._line is not None and released)

    @property
    def _line(self) -> PlaceLine | None:
        row = self.model.row_of(self.table.current_key) if self.table.current_key else None
        return None if row is None else self.model.line(row)

    def take_focus(self) -> None:
        (self.table if self.model.rowCount() else self.add).setFocus()

    # verbs

    def add_place(self) -> None:
        """Where to, and whose; then it can be published to."""
        if self._state is not None:
            PublicationDialog(self._context, self._state.visit_id, parent=self.window()).exec()

    def change_place(self) -> None:
        if self._state is not None and (line := self._line) is not None:
            PublicationDialog(
                self._context, self._state.visit_id, line.publication, self.window()
            ).exec()

    def publish(self) -> None:
        if (line := self._line) is not None and self.go.isEnabled():
            PublishDialog(self._context, line.publication, self.window()).exec()

    def remove_place(self) -> None:
        """What is there is taken away first, or stays: that is asked where something is."""
        line = self._line
        if line is None:
            return
        if line.entries and ask(
            self.window(),
            _("Take the calendars away from {place}, too?").format(place=line.publication.target),
            _("Look what is there…"),
            _("Otherwise they stay there and are brought up to date no more."),
        ):
            PublishDialog(self._context, line.publication, self.window(), withdraw=True).exec()
            return
        if ask(
            self.window(),
            _("Keep nothing up to date at {place} any more?").format(place=line.publication.target),
            _("Remove place"),
        ):
            publishing = self._context.planner.publishing
            attempt(self._context, lambda: publishing.remove(line.publication.id))
