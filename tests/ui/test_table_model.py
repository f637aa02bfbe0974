"""The table models: pages are read when they are looked at, and the Qt contract holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.ui.models.table_model import Column, ListTable, PagedTable
from planner.ui.plain import escaped
from planner.ui.widgets.table import LEAST, Table


@dataclass(frozen=True)
class Line:
    id: str
    name: str


COLUMNS = [
    Column[Line]("Name", lambda line: line.name),
    Column[Line]("Id", lambda line: line.id, muted=True),
]


class Store:
    """Lines as a service would give them; remembers what was read."""

    def __init__(self, count: int) -> None:
        self.lines = [Line(str(number), f"name {number:04}") for number in range(count)]
        self.reads: list[tuple[int, int]] = []

    def count(self) -> int:
        return len(self.lines)

    def page(self, offset: int, limit: int) -> Sequence[Line]:
        self.reads.append((offset, limit))
        return self.lines[offset : offset + limit]


@pytest.fixture
def store() -> Store:
    return Store(250)


@pytest.fixture
def table(store: Store, qapp: object) -> PagedTable[Line]:
    model = PagedTable(COLUMNS, store.count, store.page, lambda line: line.id)
    model.refresh()
    return model


def test_nothing_is_read_before_it_is_looked_at(store: Store, table: PagedTable[Line]) -> None:
    assert table.rowCount() == 250
    assert store.reads == []


def test_a_page_is_read_once(store: Store, table: PagedTable[Line]) -> None:
    for row in (0, 5, 99):
        table.index(row, 0).data()
    table.index(120, 1).data()

    assert store.reads == [(0, 100), (100, 100)]


def test_rows_are_found_by_key_among_those_that_are_loaded(table: PagedTable[Line]) -> None:
    table.line(130)

    assert table.row_of("133") == 133
    assert table.row_of("7") is None
    assert table.seek("7") == 7


def test_refresh_follows_what_was_removed_and_added(store: Store, table: PagedTable[Line]) -> None:
    table.line(0)
    del store.lines[:10]
    table.refresh()
    assert table.rowCount() == 240
    assert table.line(0).id == "10"

    store.lines.append(Line("new", "zz"))
    table.refresh()
    assert table.rowCount() == 241


def test_the_paged_table_keeps_the_contract_of_qt(
    store: Store, table: PagedTable[Line], qtmodeltester
) -> None:
    qtmodeltester.check(table, force_py=True)
    del store.lines[200:]
    table.refresh()
    qtmodeltester.check(table, force_py=True)


def test_the_list_table_keeps_the_contract_of_qt(store: Store, qtmodeltester) -> None:
    model = ListTable(COLUMNS, store.lines[:7], lambda line: line.id)
    qtmodeltester.check(model, force_py=True)
    model.set_lines(store.lines[3:5])
    qtmodeltester.check(model, force_py=True)
    assert model.row_of("4") == 1


def test_a_tool_tip_shows_markup_as_text(qapp: object) -> None:
    model = ListTable(COLUMNS, [Line("1", "<img src=file:///etc/passwd>")], lambda line: line.id)

    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole).startswith("<span>&lt;img")
    assert escaped("plain") == "plain"


def narrow(qtbot: QtBot, width: int) -> Table:
    columns = [
        Column[str]("Name", lambda line: line, 200),
        Column[str]("Organisation", lambda line: line, 190),
        Column[str]("Remark", lambda line: line, 180, muted=True),
        Column[str]("Departs", lambda line: line, 116, muted=True, keeps=True),
        Column[str]("A title that is longer than its cells", lambda line: line, 40),
    ]
    table = Table("People")
    qtbot.addWidget(table)
    table.show_model(ListTable(columns, ["Tanaka"], key=str, parent=table))
    table.resize(width, 200)
    table.show()
    return table


def test_where_there_is_little_room_what_matters_keeps_its_width_and_the_rest_is_scrolled_to(
    qtbot: QtBot,
) -> None:
    def widths(table: Table) -> list[int]:
        return [table.columnWidth(column) for column in range(5)]

    roomy, little = widths(narrow(qtbot, 1400)), widths(narrow(qtbot, 480))
    scale = narrow(qtbot, 480).font().pointSizeF() / 10

    assert [little[0], little[1], little[3]] == [round(one * scale) for one in (200, 190, 116)]
    assert little[2] == LEAST < roomy[2]
    assert little[4] == roomy[4] > 150, "no title is cut"
    assert sum(little) > 480, "one scrolls"


def test_a_cell_of_text_alone_is_told_at_once_as_it_is_told_role_by_role(
    qapp: QApplication,
) -> None:
    columns = (
        Column[str]("Name", lambda line: line, 100, icon=lambda _line: "user"),
        Column[str]("Length", lambda line: str(len(line)), 60, right=True, muted=True),
    )
    table = ListTable(columns, ["Åse", "田中 陽斗"], str)
    for row in range(2):
        assert table.plain(table.index(row, 0)) is None, "it has a picture"
        index = table.index(row, 1)
        told = table.plain(index)
        assert told is not None
        text, colour, right = told
        assert text == table.data(index, Qt.ItemDataRole.DisplayRole)
        assert colour == table.data(index, Qt.ItemDataRole.ForegroundRole)
        side = table.data(index, Qt.ItemDataRole.TextAlignmentRole)
        assert right == bool(side & Qt.AlignmentFlag.AlignRight)
