"""The right side of sending: who gets something, chosen by ticks, and what the one in front gets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from planner.domain.recipients import is_of_the_plan
from planner.i18n import _
from planner.text import fold
from planner.ui.context import Context
from planner.ui.dialogs.send_look import Looked, Row, rows_of
from planner.ui.dialogs.send_preview import Preview
from planner.ui.dialogs.send_table import RecipientRows, RecipientTable
from planner.ui.icons import icon
from planner.ui.plain import escaped

Rule = Callable[[Row], bool]


class People(QWidget):
    """Who is ticked follows a rule until somebody ticks by hand; that holds for other papers too."""

    ticks_changed = Signal()
    add_wanted = Signal()
    edit_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self._looked = False
        self.sentence = ""
        self._rule: Rule = lambda _row: False
        self._by_hand: dict[str, bool] = {}
        self._read_only = context.planner.is_read_only
        self.search = QLineEdit(self)
        self.model = RecipientRows(self)
        self.table = RecipientTable(self)
        self.preview = Preview(context, self)
        self.all = self._button("", _("All"), _("Tick all that are listed"))
        self.changed = self._button(
            "", _("With changes"), _("Tick those for whom something is new, and no others")
        )
        self.none = self._button("", _("None"), _("Tick nobody that is listed"))
        self.add = self._button("user-plus", _("Add…"), _("Add an embassy, the press, a colleague"))
        self.edit = self._button(
            "pencil", _("Edit…"), _("Address, language and what the recipient sees")
        )
        self.remove = self._button("trash-2", "", _("Remove the recipient"))
        self._arrange()
        self._connect()

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        if name:
            button.setIcon(icon(name, "text"))
        button.setToolTip(escaped(tip))
        button.setAccessibleName(tip)
        button.setMinimumHeight(28)
        button.setAutoDefault(False)
        return button

    def _arrange(self) -> None:
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search among the recipients"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(28)
        self.search.setMinimumWidth(72)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 10, 8, 6)
        bar.setSpacing(4)
        bar.addWidget(self.search, 1)
        for button in (self.all, self.changed, self.none):
            bar.addWidget(button)
        bar.addSpacing(4)
        for button in (self.add, self.edit, self.remove):
            bar.addWidget(button)
        above = QWidget(self)
        rows = QVBoxLayout(above)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(bar)
        rows.addWidget(self.table, 1)
        self.table.show_model(self.model)
        both = QSplitter(Qt.Orientation.Vertical, self)
        both.setChildrenCollapsible(False)
        both.addWidget(above)
        both.addWidget(self.preview)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        cover = QVBoxLayout(self)
        cover.setContentsMargins(0, 0, 0, 0)
        cover.addWidget(both)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._fill())
        self.table.chosen.connect(lambda _key: self._show())
        self.table.opened.connect(self._edit)
        self.table.tick_wanted.connect(self.tick)
        self.all.clicked.connect(lambda _on=False: self._tick_listed(lambda row: True))
        self.none.clicked.connect(lambda _on=False: self._tick_listed(lambda row: False))
        self.changed.clicked.connect(lambda _on=False: self._tick_listed(lambda row: row.concerned))
        self.add.clicked.connect(lambda _on=False: self.add_wanted.emit())
        self.edit.clicked.connect(lambda _on=False: self._edit(self.table.current_key))
        self.remove.clicked.connect(lambda _on=False: self._remove())
        self._key(QKeySequence(Qt.Key.Key_F2), lambda: self._edit(self.table.current_key))
        self._key(QKeySequence(Qt.Key.Key_Delete), self._remove)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.search.setFocus)

    def _key(self, keys: QKeySequence, act: Callable[[], object]) -> None:
        """Where the table has the focus; in the search line the key edits."""
        shortcut = QShortcut(keys, self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(act)

    # showing

    def follow(self, rule: Rule) -> None:
        """Tick by this rule; what was ticked by hand is forgotten."""
        self._rule = rule
        self._by_hand.clear()
        self._take(self.rows)

    def show_looked(self, looked: Looked) -> None:
        self._looked = True
        self._take(rows_of(looked))
        self.preview.show_version(looked)

    def _take(self, rows: Iterable[Row]) -> None:
        self.rows = [
            replace(row, ticked=self._by_hand.get(row.key, self._rule(row))) for row in rows
        ]
        self._fill()
        self.ticks_changed.emit()

    def _fill(self) -> None:
        terms = fold(self.search.text()).split()
        key = self.table.current_key
        listed = [row for row in self.rows if row.answers(terms)]
        if self.rows:
            sentence = _("Nobody is called so.")
        elif self._looked:
            sentence = _("Nobody is in this version yet. Add who is to get something.")
        else:
            sentence = _("Looking at what would go out…")
        self.sentence = sentence
        self.table.set_empty("users", sentence)
        self.model.set_lines(listed)
        again = self.model.row_of(key) if key else None
        if listed and (again is None or again != self.table.currentIndex().row()):
            self.table.choose(again or 0)
        self.table.tell_again()
        self._show()

    @property
    def current(self) -> Row | None:
        row = self.model.row_of(self.table.current_key) if self.table.current_key else None
        return self.model.line(row) if row is not None else None

    @property
    def chosen(self) -> set[str]:
        """The keys of all that are ticked, listed or not."""
        return {row.key for row in self.rows if row.ticked}

    def _show(self) -> None:
        row = self.current
        self.preview.show_row(row)
        self.edit.setEnabled(row is not None and not self._read_only)
        self.remove.setEnabled(row is not None and self._can_remove(row))
        self.add.setEnabled(not self._read_only)

    def choose(self, key: str) -> None:
        row = self.model.row_of(key)
        if row is not None:
            self.table.choose(row)

    # acting

    def tick(self, keys: Sequence[str]) -> None:
        """Tick these rows; when the first is ticked already, take the ticks away."""
        known = {row.key: row for row in self.rows}
        if keys and keys[0] in known:
            on = not known[keys[0]].ticked
            self._by_hand |= dict.fromkeys(keys, on)
            self._take(self.rows)

    def _tick_listed(self, wanted: Rule) -> None:
        count = self.model.rowCount()
        self._by_hand |= {
            row.key: wanted(row) for row in (self.model.line(place) for place in range(count))
        }
        self._take(self.rows)

    def _edit(self, key: str) -> None:
        if key and not self._read_only:
            self.edit_wanted.emit(key)

    def _can_remove(self, row: Row) -> bool:
        """Only who was added by hand, and is still there."""
        return not (self._read_only or is_of_the_plan(row.recipient.kind) or row.standing.gone)

    def _remove(self) -> None:
        row = self.current
        if row is not None and self._can_remove(row):
            self.remove_wanted.emit(row.key)
