"""The board of follow-ups on the real window: columns, cards, keys, and one given to another."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from factories import person
from planner.domain.followups import FollowUp, FollowUpStatus, Side
from planner.domain.ids import FollowUpId, new_id
from planner.services.planner import Planner
from planner.ui.dialogs.give_follow_up import GiveDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages import follow_up_board
from planner.ui.pages.follow_up_board import FollowUpBoard
from planner.ui.pages.follow_up_giving import give_to
from planner.ui.pages.follow_ups import FollowUpsPage

TODAY = dt.date(2027, 4, 1)


def add(planner: Planner, title: str, days: int | None = None, **fields: object) -> FollowUpId:
    due = TODAY + dt.timedelta(days) if days is not None else None
    values = {"id": FollowUpId(new_id()), "title": title, "due_on": due, **fields}
    return planner.follow_ups.add(FollowUp(**values))  # type: ignore[arg-type]


@pytest.fixture
def library(window: MainWindow) -> Planner:
    assert window.context is not None
    planner = window.context.planner
    add(planner, "late", -2, owner="Eva")
    add(planner, "soon", 3, owner="Eva")
    add(planner, "ours", 1)
    add(planner, "theirs", 5, side=Side.THEIRS, owner="MEXT")
    return planner


@pytest.fixture
def page(window: MainWindow, library: Planner) -> FollowUpsPage:
    window.go("follow_ups")
    found = window.page
    assert isinstance(found, FollowUpsPage)
    window.registry.run("follow_up.board")
    return found


@pytest.fixture
def board(page: FollowUpsPage) -> FollowUpBoard:
    assert page.front is not None
    return page.front


def columns(board: FollowUpBoard) -> dict[str, list[str]]:
    return {
        lane.owner.title: [lane.model.line(row).title for row in range(lane.model.rowCount())]
        for lane in board.lanes
    }


def press(qtbot: QtBot, board: FollowUpBoard, *keys: Qt.Key) -> str:
    """The title of the card that is in front then."""
    for key in keys:
        assert board._front is not None
        qtbot.keyClick(board._front.cards, key)
    return board.current.title if board.current is not None else ""


def test_each_owner_has_a_column_and_a_reader_hears_what_a_card_says(
    page: FollowUpsPage, board: FollowUpBoard
) -> None:
    assert columns(board) == {"Us": ["ours"], "Eva": ["late", "soon"], "MEXT": ["theirs"]}
    assert not page.tabs.isVisible()
    eva = board.lanes[1]
    assert eva.cards.accessibleName() == "Eva: 2 to do, 1 overdue"
    told = eva.model.data(eva.model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert told == "late, Tue 30 Mar 2027, overdue"
    node = QAccessible.queryAccessibleInterface(eva.cards)
    assert node is not None
    assert node.child(0).text(QAccessible.Text.Name) == told


def test_arrows_walk_space_ticks_off_and_enter_opens(
    qtbot: QtBot, window: MainWindow, page: FollowUpsPage, board: FollowUpBoard, said: Recorded
) -> None:
    board.take_focus()
    right, down, left = Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left
    assert press(qtbot, board) == "late"  # it was in front of the list
    assert press(qtbot, board, left) == "ours"
    assert press(qtbot, board, right) == "late"
    assert press(qtbot, board, down) == "soon"
    assert press(qtbot, board, right, right) == "theirs"
    assert sum(lane.cards.currentIndex().isValid() for lane in board.lanes) == 1
    assert press(qtbot, board, left) == "late"
    form = page.inspector()
    assert form is not None
    assert form.key == board.current_key  # type: ignore[attr-defined]
    qtbot.keyClick(board.lanes[1].cards, Qt.Key.Key_Space)
    assert said.toasts[-1][0] == "Done: late"
    assert columns(board)["Eva"] == ["soon"]
    assert board.current is not None
    assert board.current.title == "soon"
    window.registry.run("item.remove")
    assert list(columns(board)) == ["Us", "MEXT"]
    window.registry.run("edit.undo")
    assert columns(board)["Eva"] == ["soon"]


def test_a_card_is_given_to_another_and_stays_in_front(
    qtbot: QtBot, window: MainWindow, library: Planner, board: FollowUpBoard, said: Recorded
) -> None:
    board.choose(board.lanes[0].model.key_at(0))
    assert window.registry.get("follow_up.give").shortcuts == ("Ctrl+Shift+G",)
    window.registry.run("follow_up.give")
    (dialog,) = window.findChildren(GiveDialog)
    qtbot.keyClicks(dialog.owner.editor, "mext")
    dialog.owner.commit()
    assert dialog.side.value() == Side.THEIRS
    dialog.accept()
    assert columns(board) == {"Eva": ["late", "soon"], "MEXT": ["ours", "theirs"]}
    assert board.current is not None
    assert board.current.title == "ours"
    assert said.toasts[-1][0] == "ours is with MEXT now"
    board.lanes[0].cards.dropped.emit(board.current_key)
    assert columns(board) == {"Eva": ["late", "ours", "soon"], "MEXT": ["theirs"]}
    assert not said.errors


def test_long_columns_and_many_owners_are_read_a_page_at_a_time(
    page: FollowUpsPage,
    board: FollowUpBoard,
    library: Planner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(follow_up_board, "AT_ONCE", 2)
    board._shown = 2
    for number in range(130):
        add(library, f"letter {number}", number, owner="Eva", status=FollowUpStatus.OPEN)
    eva = board.lanes[1]
    assert [lane.owner.title for lane in board.lanes] == ["Us", "Eva"]
    assert board.more.text() == "1 more owner"
    assert board.count == 134
    assert (eva.model.rowCount(), len(eva.model._pages)) == (132, 1)
    board.more.click()
    assert [lane.owner.title for lane in board.lanes] == ["Us", "Eva", "MEXT"]
    assert not board.more.isVisible()
    page.filter.setText("theirs")
    page._read_again()
    assert columns(board) == {"MEXT": ["theirs"]}
    page.filter.setText("nothing like it")
    page._read_again()
    assert board.empty.isVisible()
    assert board.current is None


def test_quick_add_and_the_way_to_a_record_work_on_the_board(
    qtbot: QtBot, window: MainWindow, page: FollowUpsPage, board: FollowUpBoard, library: Planner
) -> None:
    qtbot.keyClicks(page.quick.editor, "slides T @Eva")
    page.quick.editor.setText("")
    qtbot.keyClicks(page.quick.editor, "slides 2027-04-09")
    qtbot.keyClick(page.quick.editor, Qt.Key.Key_Return)
    assert board.current is not None
    assert board.current.title == "slides"
    key = next(line.id for line in library.follow_ups.page() if line.title == "late")
    window.show_record("follow_up", key)
    assert board.current_key == key
    library.follow_ups.done(key)
    window.show_record("follow_up", key)
    assert page.front is None
    assert page.table.current_key == key


def test_giving_to_whoever_has_it_offers_no_undo_of_what_somebody_else_did(
    window: MainWindow, planner: Planner
) -> None:
    key = planner.follow_ups.add(FollowUp(id=FollowUpId(new_id()), title="Ask for the list"))
    someone = person("Sato")
    planner.contacts.people.add(someone)
    assert window.context is not None
    said: list[object] = []
    window.context.messages.toast = lambda *told: said.append(told)  # type: ignore[method-assign]

    assert give_to(window.context, key, planner.follow_up_owners.named(""), None)

    assert said == []
    assert planner.contacts.people.get(someone.id) == someone
