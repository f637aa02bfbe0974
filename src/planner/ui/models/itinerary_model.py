"""The itinerary as a tree: days, and under each its entries; unscheduled ones come last."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from planner.domain.ids import ItemId
from planner.domain.lines import ItemLine, Itinerary, ItineraryDay
from planner.i18n import _, ngettext
from planner.ui.models import itinerary_text as words

Index = QModelIndex | QPersistentModelIndex

LINE = Qt.ItemDataRole.UserRole + 1
"""The :class:`ItemLine` of a row, None for a day and for the row of an empty day."""
DAY = Qt.ItemDataRole.UserRole + 2
"""The :class:`ItineraryDay` of a row and of its section, None for unscheduled ones."""
NOTE = Qt.ItemDataRole.UserRole + 3
"""What stands beside a date, or in the second line of an entry."""


@dataclass
class Section:
    """One day, or what waits for a time (``day`` None)."""

    day: ItineraryDay | None
    lines: list[ItemLine | None] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.day.date.isoformat() if self.day else ""


def _key(line: ItemLine | None) -> str:
    return line.item.id if line else ""


def _note(section: Section) -> str:
    if section.day:
        return words.day_note(section.day)
    count = len(section.lines)
    if not count:
        return _("nothing waits for a time")
    return ngettext("{count} entry", "{count} entries", count)


def _sections(itinerary: Itinerary) -> list[Section]:
    days = [Section(day, list(day.lines) or [None]) for day in itinerary.days]
    return [*days, Section(None, list(itinerary.unscheduled))]


class ItineraryModel(QAbstractItemModel):
    """What the services say stands in the itinerary. It never moves an entry by itself.

    An empty day has one row without a line: there the view offers to add an entry.
    """

    def __init__(self, locale: QLocale | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._locale = locale or QLocale()
        self._sections: list[Section] = []

    # what the page tells

    def show(self, itinerary: Itinerary) -> None:
        """Bring the rows up to what is in ``itinerary``, touching only what differs."""
        wanted = _sections(itinerary)
        if [section.key for section in wanted] != [section.key for section in self._sections]:
            self.beginResetModel()
            self._sections = wanted
            self.endResetModel()
            return
        for number, section in enumerate(wanted):
            self._bring_up(number, section)

    def _bring_up(self, number: int, wanted: Section) -> None:
        section, parent = self._sections[number], self.index(number, 0)
        if section.day != wanted.day or len(section.lines) != len(wanted.lines):
            section.day = wanted.day
            self.dataChanged.emit(parent, parent)
        keys = {_key(line) for line in wanted.lines}
        for row in reversed(range(len(section.lines))):
            if _key(section.lines[row]) not in keys:
                self.beginRemoveRows(parent, row, row)
                del section.lines[row]
                self.endRemoveRows()
        for row, line in enumerate(wanted.lines):
            self._put(section, parent, row, line)
        self.dataChanged.emit(parent, parent)

    def _put(self, section: Section, parent: QModelIndex, row: int, line: ItemLine | None) -> None:
        keys = [_key(known) for known in section.lines]
        if row < len(keys) and keys[row] == _key(line):
            if section.lines[row] != line:
                section.lines[row] = line
                here = self.index(row, 0, parent)
                self.dataChanged.emit(here, here)
        elif _key(line) in keys[row:]:
            old = keys.index(_key(line), row)
            self.beginMoveRows(parent, old, old, parent, row)
            section.lines.pop(old)
            section.lines.insert(row, line)
            self.endMoveRows()
            here = self.index(row, 0, parent)
            self.dataChanged.emit(here, here)
        else:
            self.beginInsertRows(parent, row, row)
            section.lines.insert(row, line)
            self.endInsertRows()

    # what the page asks

    def line(self, index: Index) -> ItemLine | None:
        section = self._section(index)
        return section.lines[index.row()] if section and self._is_entry(index) else None

    def day(self, index: Index) -> ItineraryDay | None:
        section = self._section(index)
        return section.day if section else None

    def is_section(self, index: Index) -> bool:
        return index.isValid() and not self._is_entry(index)

    def is_empty_day(self, index: Index) -> bool:
        return self._is_entry(index) and self.line(index) is None

    def find(self, item: ItemId) -> QModelIndex:
        """The first row of an entry; an invalid index when it is not here."""
        for number, section in enumerate(self._sections):
            for row, line in enumerate(section.lines):
                if line is not None and line.item.id == item:
                    return self.index(row, 0, self.index(number, 0))
        return QModelIndex()

    def neighbour(self, item: ItemId) -> ItemId | None:
        """Where the selection goes when an entry leaves: the next one, else the one before."""
        ids = [line.item.id for section in self._sections for line in section.lines if line]
        if item not in ids:
            return None
        here = ids.index(item)
        others = [one for one in [*ids[here:], *reversed(ids[:here])] if one != item]
        return others[0] if others else None

    # Qt asks

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if column != 0 or row < 0 or row >= self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._sections)
        return 0 if self._is_entry(parent) else len(self._sections[parent.row()].lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usable | Qt.ItemFlag.ItemNeverHasChildren if self._is_entry(index) else usable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        section = self._section(index)
        if section is None:
            return None
        if role == DAY:
            return section.day
        if not self._is_entry(index):
            return self._section_data(section, role)
        line = section.lines[index.row()]
        return self._entry_data(line, role) if line else self._empty_data(role)

    def _section_data(self, section: Section, role: int) -> Any:
        title = words.day_title(section.day, self._locale) if section.day else _("Unscheduled")
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == NOTE:
            return _note(section)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title}, {_note(section)}"
        return None

    def _entry_data(self, line: ItemLine, role: int) -> Any:
        if role == LINE:
            return line
        if role == NOTE:
            return words.detail_text(line)
        if role == Qt.ItemDataRole.DisplayRole:
            times = "–".join(part for part in words.time_lines(line) if part)
            return f"{times} {words.title_text(line)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words.spoken(line)
        return None

    def _empty_data(self, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _("Nothing planned on this day yet. Press Enter to add an entry.")
        return None

    @staticmethod
    def _is_entry(index: Index) -> bool:
        return index.isValid() and bool(index.internalId())

    def _section(self, index: Index) -> Section | None:
        if not index.isValid():
            return None
        number = int(index.internalId()) - 1 if self._is_entry(index) else index.row()
        return self._sections[number] if 0 <= number < len(self._sections) else None
