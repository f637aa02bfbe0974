"""The run of show as a table: each day a heading, each item a row that can be typed into."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.domain.clock_asking import marked_clock
from planner.domain.ids import ItemId
from planner.domain.itinerary import ITEM_STATUSES, Item, ItemStatus
from planner.domain.plan import Plan
from planner.domain.run_of_show import Cell, Trouble, length_text, minutes_of, slot_for
from planner.domain.slots import Slot
from planner.domain.times import WallTime, days_shown, is_zone
from planner.i18n import N_, _, day_in_words, ngettext
from planner.text import fold
from planner.ui import icons, theme
from planner.ui.delegates import itinerary_look as look
from planner.ui.models.itinerary_text import clock_at, later, zones_differ
from planner.ui.plain import escaped
from planner.ui.table_out import cell_text

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
    N_("Findings"),
    N_("Text for the programme"),
)
(DAY, START, END, DURATION, TITLE, PLACE, WHO, HEADCOUNT, HOSTS, STATUS, FOUND, NOTES) = range(
    len(HEADS)
)
TYPED: Final = {START: Cell.START, END: Cell.END, DURATION: Cell.DURATION}
_NUMBERS: Final = (START, END, DURATION, HEADCOUNT)
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FIELDS: Final[dict[int, tuple[str, Callable[[str], Any]]]] = {
    TITLE: ("title", str),
    STATUS: ("status", ItemStatus),
    NOTES: ("public_text", str),
}
HEADING: Final = Qt.ItemDataRole.UserRole + 1
"""What stands across the row of a day; None for an item."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The row above the items of a day, or above those without a time (``day`` None)."""

    day: dt.date | None
    count: int

    @property
    def text(self) -> str:
        title = day_in_words(self.day, year=True) if self.day else _("Unscheduled")
        entries = ngettext("{count} entry", "{count} entries", self.count)
        return f"{title}  ·  {entries if self.count else _('nothing planned')}"


class RunOfShowModel(QAbstractTableModel):
    """Writes nothing: ``moved`` and ``edited`` are called with what was typed.

    Days are headings over the whole width, which can neither be chosen nor typed into.
    """

    def __init__(
        self,
        moved: Callable[[Item, Slot, Cell], None],
        edited: Callable[[Item, str, Any], None],
        who: Callable[[Plan, Item], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._moved, self._edited, self._who = moved, edited, who
        self._plan: Plan | None = None
        self._rows: list[Item | Heading] = []
        self._found: Mapping[ItemId, Sequence[str]] = {}

    def show(
        self,
        plan: Plan,
        wanted: str = "",
        found: Mapping[ItemId, Sequence[str]] | None = None,
    ) -> None:
        """The items that fit the words, in order of time, those without one at the end.

        Without words every day of the visit has its heading. ``found`` are sentences by item.
        """
        by_day: dict[dt.date | None, list[Item]] = {}
        first, last = plan.visit.first_day, plan.visit.last_day
        if not fold(wanted).split() and first and last:
            by_day = {day: [] for day in days_shown(first, last)}
        for item in (*plan.scheduled, *plan.unscheduled):
            if self._fits(plan, item, wanted):
                day = item.start_local.date() if item.start_local else None
                by_day.setdefault(day, []).append(item)
        rows: list[Item | Heading] = []
        for day in sorted(by_day, key=lambda day: day or dt.date.max):
            rows += [Heading(day, len(by_day[day])), *by_day[day]]
        self.beginResetModel()
        self._plan, self._rows, self._found = plan, rows, found or {}
        self.endResetModel()

    @property
    def count(self) -> int:
        """How many items there are; headings are none."""
        return sum(not isinstance(row, Heading) for row in self._rows)

    def headings(self) -> list[int]:
        """The rows of the days."""
        return [number for number, row in enumerate(self._rows) if isinstance(row, Heading)]

    def _fits(self, plan: Plan, item: Item, wanted: str) -> bool:
        words = fold(wanted).split()
        if not words:
            return True
        people = " ".join(plan.name_of(one) for one in plan.on(item))
        hosts = " ".join(plan.host_name(host) for host in plan.hosts_of(item))
        text = fold(f"{item.title} {plan.place_of(item)} {hosts} {self._who(plan, item)} {people}")
        return all(word in text for word in words)

    def item(self, row: int) -> Item | None:
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Item) else None

    def day_of(self, row: int) -> dt.date | None:
        """The day of a heading or an item; None where there is none."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        if isinstance(found, Heading):
            return found.day
        return found.start_local.date() if found and found.start_local else None

    def row_of(self, item: ItemId | None) -> int:
        """The row of an item; −1 when it is not among them."""
        rows = enumerate(self._rows)
        return next((row for row, one in rows if isinstance(one, Item) and one.id == item), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(HEADS[section])
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        item, column = self.item(index.row()), index.column()
        if item is None:
            return Qt.ItemFlag.NoItemFlags
        flags = super().flags(index)
        if column in _FIELDS or (column in TYPED and not item.all_day):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item, column = self.item(index.row()), index.column()
        if item is None or self._plan is None:
            return self._heading(index.row(), column, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(self._plan, item, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return escaped(self._whole_text(self._plan, item, column))
        if role == Qt.ItemDataRole.EditRole:
            return self._typed(item, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and column == FOUND:
            return theme.color("danger")
        if role == Qt.ItemDataRole.DecorationRole and column == TITLE:
            name, token = look.KINDS[item.kind]
            leg = self._plan.leg_of.get(item.id)
            return icons.icon(look.MODES[leg.mode] if leg else name, token)
        return None

    def _heading(self, row: int, column: int, role: int) -> str | None:
        """Its text in the first column that is shown; the view lays it across."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        if not isinstance(found, Heading):
            return None
        if role == HEADING or (role == Qt.ItemDataRole.DisplayRole and column == START):
            return found.text
        return None

    def _whole_text(self, plan: Plan, item: Item, column: int) -> str:
        """What a cell may have no room for."""
        if column == FOUND:
            return "\n".join(self._found.get(item.id, ()))
        if column == NOTES:
            return item.public_text
        if column == WHO:
            return ", ".join(plan.name_of(one) for one in plan.on(item))
        return self._text(plan, item, column)

    def _text(self, plan: Plan, item: Item, column: int) -> str:
        if column in (DAY, START, END, DURATION):
            return self._times(plan, item, column)
        if column == FOUND:
            count = len(self._found.get(item.id, ()))
            return ngettext("{count} finding", "{count} findings", count) if count else ""
        return {
            TITLE: lambda: item.title,
            PLACE: lambda: plan.place_of(item),
            WHO: lambda: self._who(plan, item),
            HEADCOUNT: lambda: str(len(plan.on(item))),
            HOSTS: lambda: ", ".join(plan.host_name(host) for host in plan.hosts_of(item)),
            STATUS: lambda: _(ITEM_STATUSES[item.status]),
            NOTES: lambda: " ".join(item.public_text.split()),
        }[column]()

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
            town = plan.towns_of(item)[0]
            return clock_at(span.start, town) if zones else marked_clock(span.start)
        if column == END:
            town = plan.towns_of(item)[1]
            days = later(span)
            return clock_at(span.end, town, days) if zones else marked_clock(span.end) + days
        return length_text(minutes_of(item) or 0)

    def _typed(self, item: Item, column: int) -> str:
        """What stands in the editor: plain times, without zones."""
        plain = {TITLE: item.title, STATUS: str(item.status), NOTES: item.public_text}
        if column in plain:
            return plain[column]
        if not item.is_scheduled or column not in TYPED:
            return ""
        if column == DURATION:
            return length_text(minutes_of(item) or 0)
        return marked_clock(item.span.start if column == START else item.span.end)

    def trouble(self, index: Index, text: str) -> str:
        """Why what is being typed cannot be taken; empty when it can."""
        item = self.item(index.row())
        if item is None:
            return ""
        if index.column() == TITLE:
            return "" if text.strip() else _("An entry needs a title. Type what it is.")
        if index.column() not in TYPED:
            return ""
        found = slot_for(item, TYPED[index.column()], text, self._day(item))
        return _(found.value).format(text=text) if isinstance(found, Trouble) else ""

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        item, text = self.item(index.row()), str(value)
        if item is None or self.trouble(index, text) or text == self._typed(item, index.column()):
            return False
        if (field := _FIELDS.get(index.column())) is not None:
            name, meaning = field
            self._edited(item, name, meaning(text.strip()))
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
        """The rows with tabs between the cells, headed: to be pasted into a sheet or a mail.

        What the checks found stays here.
        """
        columns = [column for column in range(len(HEADS)) if column != FOUND]
        lines = ["\t".join(_(HEADS[column]) for column in columns)]
        for row in rows:
            lines.append(
                "\t".join(
                    cell_text(str(self.data(self.index(row, column)) or "")) for column in columns
                )
            )
        return "\n".join(lines)


def _other_clock(time: WallTime, zone: str) -> bool:
    """Whether clocks in ``zone`` show another time then; Lund and Copenhagen never differ."""
    return is_zone(zone) and time.in_zone(zone).local != time.local
