"""What changed between two versions: for all, and as each recipient is told of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from planner.domain.holders import Holder
from planner.domain.ids import VisitId
from planner.domain.release_changes import Changes, RecipientChanges
from planner.domain.visit_lines import ReleaseLine
from planner.i18n import N_, _, ngettext
from planner.release_phrases import stands
from planner.ui.context import Context
from planner.ui.delegates.changes import KEY, ChangesDelegate
from planner.ui.icons import icon
from planner.ui.models.change_rows import fill, sections
from planner.ui.models.table_model import Column, ListTable
from planner.ui.tasks import Progress
from planner.ui.widgets.label import Label
from planner.ui.widgets.sentence_list import SentenceList
from planner.ui.widgets.table import Table

ALL: Final = "all"
"""The key of the row that shows everything."""
DRAFT: Final = 0
"""Stands for the draft where versions are chosen."""
_OPEN_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class _Reader:
    """A row of the left list: everything, or one recipient."""

    key: str
    name: str
    changed: str
    holds: str = ""
    concerned: bool = False


@dataclass(frozen=True)
class _Found:
    """All of a comparison, worked out."""

    changes: Changes
    told: Sequence[RecipientChanges]


COLUMNS: list[Column[_Reader]] = [
    Column(N_("For"), lambda row: row.name, 150),
    Column(
        N_("Changed"),
        lambda row: row.changed,
        100,
        tone=lambda row: None if row.concerned else "text2",
    ),
    Column(N_("Holds"), lambda row: row.holds, 70),
]


class ChangeList(SentenceList):
    """Rows as tall as what they say; Enter leads to the entry."""

    opened = Signal(str)

    def __init__(self, model: QStandardItemModel, parent: QWidget | None = None) -> None:
        super().__init__(model, _("Changes"), parent)
        self.setItemDelegate(ChangesDelegate(self))
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPEN_KEYS:
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self, *_index: object) -> None:
        if key := self.currentIndex().data(KEY):
            self.opened.emit(key)


class ChangesView(QWidget):
    """Compares in the background: fifty recipients take a moment."""

    back_wanted = Signal()
    item_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._visit: VisitId | None = None
        self._working: Progress | None = None
        self._found: _Found | None = None
        self._holders: Mapping[str, Holder] = {}
        self.old, self.new = QComboBox(self), QComboBox(self)
        self.readers: ListTable[_Reader] = ListTable(COLUMNS, key=lambda row: row.key)
        self.table = Table(_("For whom"), self)
        self.model = QStandardItemModel(self)
        self.changes = ChangeList(self.model, self)
        self.summary = Label("", wrap=True, parent=self)
        self._arrange()
        self.table.show_model(self.readers)
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.chosen.connect(self._show)
        self.changes.opened.connect(self.item_wanted)
        for box in (self.old, self.new):
            box.activated.connect(self.read)

    def _arrange(self) -> None:
        back = QPushButton(icon("chevron-left", "text"), _("Releases"), self)
        back.setMinimumHeight(28)
        back.clicked.connect(self.back_wanted)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 8)
        bar.setSpacing(8)
        bar.addWidget(back)
        for box, title in ((self.old, _("From")), (self.new, _("To"))):
            label = Label(title, parent=self)
            label.setBuddy(box)
            box.setAccessibleName(title)
            box.setMinimumHeight(28)
            bar.addWidget(label)
            bar.addWidget(box)
        bar.addStretch(1)
        right = QWidget(self)
        below = QVBoxLayout(right)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        self.summary.setContentsMargins(12, 6, 12, 6)
        below.addWidget(self.summary)
        below.addWidget(self.changes, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([320, 620])
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(bar)
        rows.addWidget(self.splitter, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    # what is compared

    def offer(self, visit: VisitId, lines: Sequence[ReleaseLine]) -> None:
        """The versions that can be chosen; those in front stay where they still are there."""
        self._visit = visit
        for box, draft in ((self.old, False), (self.new, True)):
            chosen = box.currentData()
            box.clear()
            if draft:
                box.addItem(_("Draft"), DRAFT)
            for line in lines:
                if line.is_intact:
                    box.addItem(_("Version {number}").format(number=line.number), line.number)
            place = box.findData(chosen)
            box.setCurrentIndex(max(place, 0))

    def hold(self, holders: Sequence[Holder]) -> None:
        """Who holds what, to be shown beside the names."""
        self._holders = {one.key: one for one in holders}
        self._list()

    def choose(self, old: int, new: int = DRAFT) -> None:
        """Compare these two."""
        for box, number in ((self.old, old), (self.new, new)):
            box.setCurrentIndex(max(box.findData(number), 0))
        self.read()

    def read(self) -> None:
        """Work out what changed, and show it when it is there."""
        visit, old = self._visit, self.old.currentData()
        if visit is None or old is None:
            return
        new = self.new.currentData() or None
        releases = self._context.planner.releases

        def work(progress: Progress) -> _Found:
            comparison = releases.compare(visit, old, new)
            told = []
            for place, one in enumerate(comparison.told()):
                progress(place, len(comparison.recipients))
                told.append(one)
            return _Found(comparison.changes, told)

        def done(found: _Found) -> None:
            if progress is self._working and shiboken6.isValid(self):
                self._working, self._found = None, found
                self._list()

        if self._working is not None:
            self._working.cancel()
        progress = self._context.tasks.run(work, done)
        self._working = progress

    # showing

    def _list(self) -> None:
        found = self._found
        if found is None:
            return
        key = self.table.current_key or ALL
        changed = found.changes
        count = len(changed.items)
        rows = [
            _Reader(
                ALL,
                _("Everything"),
                ngettext("{count} entry", "{count} entries", count),
                concerned=bool(changed),
            )
        ]
        told = sorted(found.told, key=lambda one: not one.concerned)
        rows += [
            _Reader(
                one.recipient.key,
                one.recipient.name,
                stands(one) if one.concerned else _("nothing new"),
                self._held(one.recipient.key),
                one.concerned,
            )
            for one in told
        ]
        known = {row.key for row in rows}
        rows += [
            _Reader(
                one.key,
                one.name or _("not said to whom"),
                stands(one.changes),
                self._held(one.key),
                one.is_stale,
            )
            for one in self._holders.values()
            if one.key not in known and one.changes is not None
        ]
        self.readers.set_lines(rows)
        self.table.choose(self.readers.row_of(key) or 0)
        self._show(self.table.current_key)

    def _held(self, key: str) -> str:
        holder = self._holders.get(key)
        if holder is None:
            return "–"
        return f"v{holder.number}" if holder.number else _("draft")

    def _show(self, key: str) -> None:
        found = self._found
        if found is None:
            return
        told = next((one for one in found.told if one.recipient.key == key), None)
        if told is None and key in self._holders:  # known by name alone: since what is held
            told = self._holders[key].changes
        shown = told if told is not None else found.changes
        if told is None:
            text = "" if found.changes else _("Nothing changed.")
        elif not told.concerned:
            text = _("Nothing changed for {name}.").format(name=told.recipient.name)
        else:
            text = _("{name}: {count} of {total} entries changed.").format(
                name=told.recipient.name, count=len(told.items), total=told.total
            )
        self.summary.setText(text)
        self.summary.setVisible(bool(text))
        fill(self.model, sections(shown))
        self.changes.expandAll()
        first = self.model.index(0, 0, self.model.index(0, 0))
        if first.isValid():
            self.changes.setCurrentIndex(first)
        self.changes.scrollToTop()
