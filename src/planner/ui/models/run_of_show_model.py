"""The run of show as a table: one row an item, its times, title and status to be typed into."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.domain.ids import ItemId
from planner.domain.itinerary import ITEM_STATUSES, Item
from planner.domain.plan import Plan
from planner.domain.run_of_show import Cell, Trouble, length_text, minutes_of, slot_for
from planner.domain.slots import Slot
from planner.domain.times import WallTime, is_zone
from planner.i18n import N_, _, clock, day_in_words
from planner.text import fold
from planner.ui import icons, theme
from planner.ui.delegates import itinerary_look as look
from planner.ui.models.itinerary_text import city, later, zones_differ

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
HEADS: Final = (
    N_("Day"),
    N_("Start"),
    N_("End"),
    N_("Duration"),
    N_("Entry"),
    N_("Place"),
    N_("Who"),
    N_("People"),
    N_("Hosts"),
    N_("Status"),
    N_("Text for the programme"),
)
DAY, START, END, DURATION, TITLE, PLACE, WHO, HEADCOUNT, HOSTS, STATUS, NOTES = range(len(HEADS))
TYPED: Final = {START: Cell.START, END: Cell.END, DURATION: Cell.DURATION}


class RunOfShowModel(QAbstractTableModel):
    """Writes nothing: ``moved`` and ``renamed`` are called with what was typed."""

    def __init__(
        self,
        moved: Callable[[Item, Slot, Cell], None],
        renamed: Callable[[Item, str], None],
        who: Callable[[Plan, Item], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._moved, self._renamed, self._who = moved, renamed, who
        self._plan: Plan | None = None
        self._items: list[Item] = []
        self._wanted = ""

    def show(self, plan: Plan, wanted: str = "") -> None:
        """The items that fit the words, in order of time, those without one at the end."""
        items = [
            item for item in (*plan.scheduled, *plan.unscheduled) if self._fits(plan, item, wanted)
        ]
        self.beginResetModel()
        self._plan, self._items, self._wanted = plan, items, wanted
        self.endResetModel()

    def _fits(self, plan: Plan, item: Item, wanted: str) -> bool:
        words = fold(wanted).split()
        if not words:
            return True
        people = " ".join(plan.name_of(one) for one in plan.on(item))
        hosts = " ".join(plan.host_name(host) for host in plan.hosts_of(item))
        text = fold(f"{item.title} {plan.place_of(item)} {hosts} {self._who(plan, item)} {people}")
        return all(word in text for word in words)

    def item(self, row: int) -> Item | None:
        return self._items[row] if 0 <= row < len(self._items) else None

    def row_of(self, item: ItemId | None) -> int:
        """The row of an item; −1 when it is not among them."""
        return next((row for row, one in enumerate(self._items) if one.id == item), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _(HEADS[section])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.column() in TYPED or index.column() == TITLE:
            item = self.item(index.row())
            if item is not None and not (item.all_day and index.column() in TYPED):
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.item(index.row())
        if item is None or self._plan is None:
            return None
        column = index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(self._plan, item, column)
        if role == Qt.ItemDataRole.EditRole:
            return self._typed(item, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (*TYPED, HEADCOUNT):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and column == DAY:
            return theme.color("text2") if self._same_day(index.row()) else None
        if role == Qt.ItemDataRole.DecorationRole and column == TITLE:
            name, token = look.KINDS[item.kind]
            leg = self._plan.leg_of.get(item.id)
            return icons.icon(look.MODES[leg.mode] if leg else name, token)
        return None

    def _same_day(self, row: int) -> bool:
        """Whether the row above is on the same day: the day stands out where it begins."""
        days = [
            item.start_local.date() if item is not None and item.start_local else None
            for item in (self.item(row - 1), self.item(row))
        ]
        return row > 0 and days[0] == days[1]

    def _text(self, plan: Plan, item: Item, column: int) -> str:
        if column in (DAY, START, END, DURATION):
            return self._times(plan, item, column)
        match column:
            case 4:
                return item.title
            case 5:
                return plan.place_of(item)
            case 6:
                return self._who(plan, item)
            case 7:
                return str(len(plan.on(item)))
            case 8:
                return ", ".join(plan.host_name(host) for host in plan.hosts_of(item))
            case 9:
                return _(ITEM_STATUSES[item.status])
            case _:
                return " ".join(item.public_text.split())

    def _times(self, plan: Plan, item: Item, column: int) -> str:
        if not item.is_scheduled:
            return _("No time") if column == DAY else ""
        span = item.span
        if column == DAY:
            return day_in_words(span.start.local.date())
        if item.all_day:
            return _("All day") if column == START else ""
        zones = zones_differ(item) or _other_clock(span.start, plan.visit.zone)
        if column == START:
            return clock(span.start.local) + (f" {city(item.start_zone)}" if zones else "")
        if column == END:
            zone = f" {city(item.end_zone)}" if zones else ""
            return clock(span.end.local) + later(span) + zone
        return length_text(minutes_of(item) or 0)

    def _typed(self, item: Item, column: int) -> str:
        """What stands in the editor: plain times, without zones."""
        if column == TITLE:
            return item.title
        if not item.is_scheduled or column not in TYPED:
            return ""
        if column == DURATION:
            return length_text(minutes_of(item) or 0)
        return clock(item.span.start.local if column == START else item.span.end.local)

    def trouble(self, index: Index, text: str) -> str:
        """Why what is being typed cannot be taken; empty when it can."""
        item = self.item(index.row())
        if item is None:
            return ""
        if index.column() == TITLE:
            return "" if text.strip() else _("An entry needs a title. Type what it is.")
        found = slot_for(item, TYPED[index.column()], text, self._day(item))
        return _(found.value).format(text=text) if isinstance(found, Trouble) else ""

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        item, text = self.item(index.row()), str(value)
        if item is None or self.trouble(index, text) or text == self._typed(item, index.column()):
            return False
        if index.column() == TITLE:
            self._renamed(item, text.strip())
            return True
        cell = TYPED[index.column()]
        slot = slot_for(item, cell, text, self._day(item))
        if isinstance(slot, Slot):
            self._moved(item, slot, cell)
        return True

    def _day(self, item: Item) -> dt.date:
        """Where an item without a time goes: the first day of the visit."""
        first = self._plan.visit.first_day if self._plan else None
        if item.start_local is not None:
            return item.start_local.date()
        return first or dt.date.today()

    def as_text(self, rows: Sequence[int]) -> str:
        """The rows with tabs between the cells, headed: to be pasted into a sheet or a mail."""
        lines = ["\t".join(_(head) for head in HEADS)]
        for row in rows:
            lines.append(
                "\t".join(
                    str(self.data(self.index(row, column)) or "").replace("\t", " ")
                    for column in range(len(HEADS))
                )
            )
        return "\n".join(lines)


def _other_clock(time: WallTime, zone: str) -> bool:
    """Whether clocks in ``zone`` show another time then; Lund and Copenhagen never differ."""
    return is_zone(zone) and time.in_zone(zone).local != time.local
