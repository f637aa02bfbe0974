"""Duplicates: who may be there twice, one pair after the other; what was merged; who is not the same."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.i18n import _, ngettext
from planner.services.duplicate_finding import DuplicatesFound
from planner.ui import merge_commands, merging
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.models.table_model import ListTable
from planner.ui.pages.duplicate_rows import (
    DISTINCT,
    MERGED,
    PAIRS,
    PairRow,
    Row,
    distinct_rows,
    merge_rows,
)
from planner.ui.pages.page import Page
from planner.ui.tasks import Progress
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

if TYPE_CHECKING:
    from planner.services.changes import Changed

WORDS: Final = frozenset(
    {"person", "organisation", "contact_point", "position", "external_key", "organisation_name"}
    | {"merge", "not_duplicate"}
)
AT_ONCE: Final = 0.5
"""Seconds: a search as short as this is done again after every change."""


class DuplicatesPage(Page):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.found: DuplicatesFound | None = None
        self._took = 0.0
        self._searching: Progress | None = None
        self._put_off: set[str] = set()
        self._gone: set[str] = set()
        self.kinds, self.lists = QComboBox(self), QComboBox(self)
        self.main_button, self.distinct_button = QPushButton(self), QPushButton(self)
        self.later_button, self.again_button = QPushButton(self), QPushButton(self)
        self._says = Label("", "text2", parent=self)
        self.table = Table(self.title, self)
        self.model = ListTable[Row](PAIRS, parent=self)
        self._build()

    @property
    def title(self) -> str:
        return _("Duplicates")

    @property
    def path(self) -> list[tuple[str, str]]:
        return [(_("Contacts"), "contacts")]

    @property
    def kind(self) -> str:
        return str(self.kinds.currentData())

    @property
    def listed(self) -> str:
        """ "pairs", "merged" or "distinct"."""
        return str(self.lists.currentData())

    @property
    def row(self) -> Row | None:
        at = self.table.currentIndex().row()
        return self.model.line(at) if 0 <= at < self.model.rowCount() else None

    # page

    def refresh(self, changed: Changed | None = None) -> None:
        if changed is None or self.found is None:
            self.search()
        elif changed.words & WORDS:
            self._look_who_is_gone(changed)
            if self._took < AT_ONCE:
                self.search()
        self._fill()

    def activate(self) -> None:
        self._selected()
        self.table.setFocus()

    def commands(self) -> list[Command]:
        return [
            Command(
                id="item.later",
                text=_("Later"),
                icon="clock",
                shortcuts=("Ctrl+L",),
                scope="page",
                enabled=lambda: self.listed == "pairs" and self.row is not None,
                reason=_("Nothing is selected."),
                run=self.put_off,
            )
        ]

    def show_kind(self, kind: str) -> None:
        """Look for duplicates of this word."""
        self.kinds.setCurrentIndex(self.kinds.findData(kind))

    # building

    def _build(self) -> None:
        for kind, text in (("person", _("People")), ("organisation", _("Organisations"))):
            self.kinds.addItem(text, kind)
        for name, text in (
            ("pairs", _("Possible duplicates")),
            ("merged", _("Merged")),
            ("distinct", _("Not the same")),
        ):
            self.lists.addItem(text, name)
        self.kinds.setAccessibleName(_("Whose duplicates"))
        self.lists.setAccessibleName(_("What is shown"))
        self.distinct_button.setText(_("Not the same"))
        self.later_button.setText(_("Later"))
        self.again_button.setText(_("Search again"))
        self.kinds.currentIndexChanged.connect(self._other_kind)
        self.lists.currentIndexChanged.connect(self._other_list)
        self.main_button.clicked.connect(self.act)
        self.distinct_button.clicked.connect(self.not_the_same)
        self.later_button.clicked.connect(self.put_off)
        self.again_button.clicked.connect(self.search)
        self.table.show_model(self.model)
        self.table.opened.connect(lambda _key: self.act())
        self.table.chosen.connect(lambda _key: self._selected())
        self._arrange()

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(16, 10, 16, 10)
        line.setSpacing(8)
        buttons = (self.main_button, self.distinct_button, self.later_button, self.again_button)
        for widget in (self.kinds, self.lists):
            widget.setMinimumHeight(30)
            line.addWidget(widget)
        line.addWidget(self._says)
        line.addStretch(1)
        for button in buttons:
            button.setMinimumHeight(30)
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.table, 1)

    # searching

    def search(self) -> None:
        """Compare the whole library in the background; the rows come when it is done."""
        if self._searching is not None:
            self._searching.cancel()
        kind, started = self.kind, time.monotonic()
        duplicates = self.context.planner.merging.duplicates

        def done(found: DuplicatesFound) -> None:
            if progress is self._searching:
                self._searching = None
                self._took = time.monotonic() - started
                self.found = found
                self._gone.clear()
                self._fill()

        progress = self.context.tasks.run(
            lambda told: duplicates(kind, told), done, text=_("Looking for duplicates …")
        )
        self._searching = progress
        self._say()

    def _look_who_is_gone(self, changed: Changed) -> None:
        """Pairs of somebody who is there no more are not shown, before the next search is done."""
        named = self.context.planner.merging.name
        for pair in self.found.pairs if self.found else ():
            for side in (pair.one, pair.other):
                if side.id in changed.ids:
                    here = named(self.kind, side.id) is not None
                    (self._gone.discard if here else self._gone.add)(side.id)

    # showing

    def _rows(self) -> Sequence[Row]:
        planner = self.context.planner
        if self.listed == "merged":
            return merge_rows(planner, self.kind)
        if self.listed == "distinct":
            return distinct_rows(planner, self.kind)
        if self.found is None or self.found.kind != self.kind:
            return []
        distinct = {f"{one.one_id} {one.other_id}" for one in planner.merging.distinct(self.kind)}
        hidden = self._put_off | distinct
        return [
            PairRow(pair)
            for pair in self.found.pairs
            if pair.id not in hidden and not self._gone.intersection((pair.one.id, pair.other.id))
        ]

    def _fill(self) -> None:
        at = max(0, self.table.currentIndex().row())
        key = self.table.current_key
        rows = self._rows()
        self.model.set_lines(rows)
        same = self.model.row_of(key) if key else None
        if rows:
            self.table.choose(same if same is not None else min(at, len(rows) - 1))
        self._say()
        self._selected()

    def _say(self) -> None:
        count = self.model.rowCount()
        waiting = self._searching is not None and self.listed == "pairs"
        if waiting:
            self._says.setText(_("Looking …"))
        elif self.listed == "pairs":
            self._says.setText(ngettext("{count} pair", "{count} pairs", count))
        else:
            self._says.setText(ngettext("{count} record", "{count} records", count))
        nothing = {
            "pairs": _("Being compared …") if waiting else _("Nobody is there twice."),
            "merged": _("Nothing was merged."),
            "distinct": _("Nobody said of two that they are not the same."),
        }[self.listed]
        self.table.set_empty("clock" if waiting else "check", nothing)
        self.main_button.setText(
            {"pairs": _("Merge…"), "merged": _("Take apart…"), "distinct": _("Offer again")}[
                self.listed
            ]
        )
        for button in (self.distinct_button, self.later_button, self.again_button):
            button.setVisible(self.listed == "pairs")

    def _other_kind(self) -> None:
        self.found = None
        self._put_off.clear()
        self.search()
        self._fill()

    def _other_list(self) -> None:
        columns = {"pairs": PAIRS, "merged": MERGED, "distinct": DISTINCT}[self.listed]
        self.model.set_lines([])
        self.table.show_columns(columns)
        self._fill()

    def _selected(self) -> None:
        row = self.row
        ids: tuple[str, ...] = (row.one, row.other) if row is not None and row.other else ()
        if row is not None and row.merge:
            ids = (row.one,)
        self.context.selection.choose(self.kind, ids)
        can = row is not None and not self.context.planner.is_read_only
        for button in (self.main_button, self.distinct_button):
            button.setEnabled(can)
        self.later_button.setEnabled(row is not None)

    # verbs

    def act(self) -> None:
        """What Enter does to the row in front: merge, take apart, or offer again."""
        row = self.row
        if row is None or self.context.planner.is_read_only:
            return
        if self.listed == "pairs":
            merge_commands.merge(self.context, self.kind, row.one, row.other, self.window())
        elif self.listed == "merged":
            merge_commands.show_merges(self.context, self.kind, row.one, self.window(), row.merge)
        else:
            merging.maybe_duplicate(self.context, self.kind, row.one, row.other)
        self.table.setFocus()

    def not_the_same(self) -> None:
        row = self.row
        if row is not None and self.listed == "pairs":
            merging.not_duplicate(self.context, self.kind, row.one, row.other)
            self.table.setFocus()

    def put_off(self) -> None:
        """Show this pair again the next time that the page is opened."""
        row = self.row
        if row is not None and self.listed == "pairs":
            self._put_off.add(row.id)
            self._fill()
            self.table.setFocus()
