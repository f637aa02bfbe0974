"""Tables of lines: columns declared as data, rows read a page at a time and never all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPixmap

from planner.i18n import _
from planner.ui import theme
from planner.ui.icons import icon
from planner.ui.plain import escaped

L = TypeVar("L")
Index = QModelIndex | QPersistentModelIndex
PAGE: Final = 100
ROOT: Final = QModelIndex()
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

# Asked for thousands of times while scrolling: as plain numbers they are compared at once.
_ALIGNMENT: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_FOREGROUND: Final = int(Qt.ItemDataRole.ForegroundRole)
_DECORATION: Final = int(Qt.ItemDataRole.DecorationRole)
_OF_THE_LINE: Final = frozenset(
    map(
        int,
        (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ForegroundRole,
            Qt.ItemDataRole.DecorationRole,
        ),
    )
)


@dataclass(frozen=True)
class Column(Generic[L]):
    """One column. ``title`` is a message id; ``width`` is in pixels at a 10 point font.

    ``tone`` names a token of the theme for the text, ``icon`` a drawing before it.
    """

    title: str
    value: Callable[[L], str]
    width: int = 120
    muted: bool = False
    right: bool = False
    icon: Callable[[L], str | None] | None = None
    tone: Callable[[L], str | None] | None = None
    key: str = ""
    picture: Callable[[L], QPixmap | None] | None = None
    """Drawn instead of text."""
    keeps: bool = False
    """A muted column that does not give way where there is little room: a date cut short says nothing."""
    takes_rest: bool = False
    """Gets what is left of the window's width; without such a column the first one does."""


class _Table(QAbstractTableModel, Generic[L]):
    """What both tables share: how a line becomes cells."""

    def __init__(
        self, columns: Sequence[Column[L]], key: Callable[[L], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key

    def show_columns(self, columns: Sequence[Column[L]]) -> None:
        """Show these columns from now on; the rows stay."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def line(self, row: int) -> L:
        raise NotImplementedError

    def row_of(self, key: str) -> int | None:
        """The row of a record, among those that are loaded."""
        raise NotImplementedError

    def key_at(self, row: int) -> str:
        return self._key(self.line(row))

    def keys_at(self, rows: Sequence[int]) -> list[str]:
        return [self.key_at(row) for row in rows]

    def find_prefix(self, text: str, start: int) -> int | None:
        """The next loaded row from ``start`` on whose first column begins so."""
        raise NotImplementedError

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        column = self.columns[index.column()]
        if role == _ALIGNMENT:
            return _RIGHT if column.right else _LEFT
        if role in _OF_THE_LINE:
            return self._cell(column, self.line(index.row()), role)
        return None

    def plain(self, index: Index) -> tuple[str, QColor, bool] | None:
        """Text, colour and whether it stands at the right, of a cell that is text alone; else None.

        For painting: a view would ask seven times for what is here at once.
        """
        column = self.columns[index.column()]
        if column.icon is not None or column.picture is not None:
            return None
        try:
            line = self.line(index.row())
        except IndexError:
            return None
        return column.value(line), self._colour(column, line), column.right

    def _colour(self, column: Column[L], line: L) -> QColor:
        tone = (column.tone(line) if column.tone else None) or ("text2" if column.muted else "text")
        return theme.color(tone)

    def _cell(self, column: Column[L], line: L, role: int) -> Any:
        if role == _DECORATION and column.picture is not None:
            return column.picture(line)
        if role == _DECORATION:
            name = column.icon(line) if column.icon else None
            return icon(name, (column.tone and column.tone(line)) or "text2") if name else None
        if role == _FOREGROUND:
            return self._colour(column, line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return escaped(column.value(line))
        return column.value(line)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        return None


class PagedTable(_Table[L]):
    """Rows come from ``page(offset, limit)`` when they are looked at; ``count`` says how many there are."""

    def __init__(
        self,
        columns: Sequence[Column[L]],
        count: Callable[[], int],
        page: Callable[[int, int], Sequence[L]],
        key: Callable[[L], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, key, parent)
        self._count, self._page = count, page
        self.all_keys: Callable[[], Sequence[str]] | None = None
        """The keys of all rows, where they can be had without reading the rows."""
        self._pages: dict[int, Sequence[L]] = {}
        self._rows = 0

    def refresh(self) -> None:
        """Read again what is on screen; rows come and go at the end, so the view stays where it is."""
        wanted = self._count()
        # The pages go before the views are told, or each would be read twice.
        if wanted > self._rows:
            self.beginInsertRows(QModelIndex(), self._rows, wanted - 1)
            self._pages.clear()
            self._rows = wanted
            self.endInsertRows()
        elif wanted < self._rows:
            self.beginRemoveRows(QModelIndex(), wanted, self._rows - 1)
            self._pages.clear()
            self._rows = wanted
            self.endRemoveRows()
        else:
            self._pages.clear()
        if self._rows:
            last = self.index(self._rows - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self._rows

    def line(self, row: int) -> L:
        number, offset = divmod(row, PAGE)
        if number not in self._pages:
            self._pages[number] = self._page(number * PAGE, PAGE)
        page = self._pages[number]
        if offset >= len(page):
            raise IndexError(row)
        return page[offset]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        try:
            return super().data(index, role)
        except IndexError:
            return None  # rows went away since they were counted; the refresh is on its way

    def row_of(self, key: str) -> int | None:
        for number, page in self._pages.items():
            for offset, line in enumerate(page):
                if self._key(line) == key:
                    return int(number * PAGE + offset)
        return None

    def keys_at(self, rows: Sequence[int]) -> list[str]:
        """A choice of thousands is not read a page at a time."""
        if self.all_keys is None or len(rows) <= 2 * PAGE:
            return super().keys_at(rows)
        keys = self.all_keys()
        return [keys[row] for row in rows if row < len(keys)]

    def forget_pages(self) -> None:
        """What is shown of each row changed, but not which rows there are."""
        self._pages.clear()

    def seek(self, key: str, pages: int = 5) -> int | None:
        """Like :meth:`row_of`, but looks through the first ``pages`` pages too, one after the other."""
        row = self.row_of(key)
        for number in range(min(pages, -(-self._rows // PAGE))):
            if row is not None:
                return row
            self.line(number * PAGE)
            row = self.row_of(key)
        return row

    def find_prefix(self, text: str, start: int) -> int | None:
        wanted = text.casefold()
        rows = sorted(
            number * PAGE + offset
            for number, page in self._pages.items()
            for offset in range(len(page))
        )
        in_turn: list[int] = [
            *(row for row in rows if row >= start),
            *(row for row in rows if row < start),
        ]
        for row in in_turn:
            if self.columns[0].value(self.line(row)).casefold().startswith(wanted):
                return row
        return None


class ListTable(_Table[L]):
    """Rows of a sequence that is in hand already."""

    def __init__(
        self,
        columns: Sequence[Column[L]],
        lines: Sequence[L] = (),
        key: Callable[[L], str] = lambda line: getattr(line, "id", ""),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, key, parent)
        self._lines: list[L] = list(lines)

    def set_lines(self, lines: Sequence[L]) -> None:
        """Show these instead; the view stays where it is."""
        wanted, now = list(lines), len(self._lines)
        if len(wanted) > now:
            self.beginInsertRows(QModelIndex(), now, len(wanted) - 1)
            self._lines = self._lines + wanted[now:]
            self.endInsertRows()
        elif len(wanted) < now:
            self.beginRemoveRows(QModelIndex(), len(wanted), now - 1)
            self._lines = self._lines[: len(wanted)]
            self.endRemoveRows()
        self._lines = wanted
        if wanted:
            last = self.index(len(wanted) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def line(self, row: int) -> L:
        return self._lines[row]

    def row_of(self, key: str) -> int | None:
        for row, line in enumerate(self._lines):
            if self._key(line) == key:
                return row
        return None

    def find_prefix(self, text: str, start: int) -> int | None:
        wanted = text.casefold()
        in_turn: list[int] = [*range(start, len(self._lines)), *range(start)]
        for row in in_turn:
            if self.columns[0].value(self._lines[row]).casefold().startswith(wanted):
                return row
        return None
