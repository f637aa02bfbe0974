"""The board by itself: three ways to move an item, what is refused, and that nothing is lost from view."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from factories import CPH, MONDAY, PlanBuilder, person, site
from planner import i18n
from planner.domain.checks import Circumstances, findings_of
from planner.domain.findings import Severity
from planner.domain.ids import ItemId
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.slots import Slot, put
from planner.domain.times import WallTime
from planner.ui import theme
from planner.ui.board import accessible
from planner.ui.board.board import Board
from planner.ui.board.carrying import Grip
from planner.ui.board.judging import Judge
from planner.ui.board.pointer import MIME
from planner.ui.board.scene import Scene
from planner.ui.board.words import times_text

Dropped = list[tuple[ItemId | None, Slot, Grip]]
LEFT = Qt.MouseButton.LeftButton
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def scene_of(plan: Plan) -> Scene:
    return Scene(plan, tuple(findings_of(plan)))


def show(board: Board, plan: Plan) -> None:
    board.judge_for = lambda item: Judge(plan, Circumstances(), findings_of(plan), item)
    board.show_scene(scene_of(plan))


@pytest.fixture
def build() -> PlanBuilder:
    build = PlanBuilder("Abe", "Sato", "Ito")
    build.group("A", "Abe")
    build.group("B", "Sato", "Ito")
    build.item("Talks", "09:00", "10:30")
    build.item("NanoMAX", "11:00", "12:00", groups="A")
    build.item("Drafting", "11:00", "12:30", groups="B")
    build.item("Lunch", "Tue 12:00", "Tue 13:00")
    build.item("Courtesy call")
    return build


@pytest.fixture
def board(qtbot: QtBot, build: PlanBuilder) -> Board:
    board = Board()
    qtbot.addWidget(board)
    board.resize(1200, 1400)
    board.zoom = 0.5  # the whole day is in view
    show(board, build.plan)
    board.show()
    board.setFocus()
    return board


def item(board: Board, title: str) -> Item:
    return next(one for one in board.scene.plan.items if one.title == title)


def heard(board: Board) -> Dropped:
    dropped: Dropped = []
    board.dropped.connect(lambda key, slot, grip: dropped.append((key, slot, grip)))
    return dropped


def said(board: Board) -> list[str]:
    texts: list[str] = []
    board.said.connect(texts.append)
    return texts


def middle(board: Board, title: str) -> QPoint:
    return board.item_box(item(board, title).id).center().toPoint()


def point_for(board: Board, day: int, minute: float) -> QPoint:
    box = board.day_box(day)
    y = board.head - board.view.scroll_y + board.geometry_.y_of(minute)
    return QPoint(round(box.center().x()), round(y))


def drag(board: Board, start: QPoint, end: QPoint) -> None:
    where = board.viewport()
    QTest.mousePress(where, LEFT, pos=start)
    QTest.mouseMove(where, start + QPoint(0, 12))
    QTest.mouseMove(where, end)
    QTest.mouseRelease(where, LEFT, pos=end)


def by_mouse(board: Board, title: str, day: int, minute: int) -> None:
    start = middle(board, title)
    into = board.geometry_.minute_at(board.to_content(QPointF(start)).y()) - _start(board, title)
    drag(board, start, point_for(board, day, minute + into))


def by_keys(board: Board, title: str, day: int, minute: int) -> None:
    one = item(board, title)
    board.choose(one.id)
    QTest.keyClick(board, Qt.Key.Key_M)
    assert board.carry is not None
    assert one.start_local is not None
    days = day - board.scene.day_numbers[one.id]
    for _step in range(abs(days)):
        QTest.keyClick(board, Qt.Key.Key_Right if days > 0 else Qt.Key.Key_Left)
    steps = (minute - _start(board, title)) // board.snap
    for _step in range(abs(steps)):
        QTest.keyClick(board, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
    QTest.keyClick(board, Qt.Key.Key_Return)


def by_click(board: Board, title: str, day: int, minute: int) -> None:
    board.choose(item(board, title).id)
    board.take_up(by="click")
    target = point_for(board, day, minute)
    QTest.mouseMove(board.viewport(), target + QPoint(0, 40))
    QTest.mouseMove(board.viewport(), target)
    QTest.mouseClick(board.viewport(), LEFT, pos=target)


def _start(board: Board, title: str) -> int:
    start = item(board, title).start_local
    assert start is not None
    return start.hour * 60 + start.minute


# three ways, one result


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=st.sampled_from(["Talks", "NanoMAX", "Drafting", "Lunch"]),
    day=st.integers(0, 2),
    step=st.integers(2, 88),
)
def test_mouse_keys_and_click_put_an_item_into_the_same_slot(
    board: Board, build: PlanBuilder, title: str, day: int, step: int
) -> None:
    show(board, build.plan)
    results: list[Dropped] = []
    for way in (by_mouse, by_keys, by_click):
        dropped = heard(board)
        way(board, title, day, step * 15)
        results.append(list(dropped))
        assert board.carry is None

    assert results[0] == results[1] == results[2]
    stays = (day, step * 15) == (
        board.scene.day_numbers[item(board, title).id],
        _start(board, title),
    )
    assert len(results[0]) == (0 if stays else 1)
    for key, slot, grip in results[0]:
        assert (key, grip) == (item(board, title).id, Grip.WHOLE)
        wanted = dt.datetime.combine(MONDAY + dt.timedelta(day), dt.time()) + dt.timedelta(
            minutes=step * 15
        )
        assert slot == Slot(WallTime(wanted, CPH))
        assert put(item(board, title), slot).span.duration == item(board, title).span.duration


def test_the_lower_edge_and_alt_shift_change_the_same_end(board: Board) -> None:
    dropped = heard(board)
    box = board.item_box(item(board, "Talks").id)
    drag(board, QPoint(round(box.center().x()), round(box.bottom()) - 2), point_for(board, 0, 645))
    board.choose(item(board, "Talks").id)
    QTest.keyClick(board, Qt.Key.Key_Down, ALT | SHIFT)

    assert dropped[0] == dropped[1]
    _key, slot, grip = dropped[0]
    assert grip is Grip.END
    assert slot.end is not None
    assert slot.end.local.time() == dt.time(10, 45)


def test_the_upper_edge_changes_the_start_and_leaves_the_end(board: Board) -> None:
    dropped = heard(board)
    box = board.item_box(item(board, "Talks").id)
    drag(board, QPoint(round(box.center().x()), round(box.top()) + 1), point_for(board, 0, 480))

    ((_key, slot, grip),) = dropped
    assert grip is Grip.START
    assert slot.start.local.time() == dt.time(8)
    assert slot.end is not None
    assert slot.end.local.time() == dt.time(10, 30)


def test_an_item_never_gets_shorter_than_a_step(board: Board) -> None:
    dropped = heard(board)
    box = board.item_box(item(board, "Talks").id)
    drag(board, QPoint(round(box.center().x()), round(box.bottom()) - 2), point_for(board, 0, 300))

    ((_key, slot, _grip),) = dropped
    assert slot.end is not None
    assert slot.end.local.time() == dt.time(9, 15)


def test_dragging_over_empty_time_makes_an_item_of_it(board: Board) -> None:
    dropped = heard(board)
    drag(board, point_for(board, 2, 14 * 60), point_for(board, 2, 15 * 60 + 30))

    ((key, slot, grip),) = dropped
    assert (key, grip) == (None, Grip.NEW)
    assert slot.end is not None
    assert (slot.start.local.time(), slot.end.local.time()) == (dt.time(14), dt.time(15, 30))


def test_what_waits_is_carried_from_the_tray_and_dropped_an_hour_long(board: Board) -> None:
    waiting = item(board, "Courtesy call")
    dropped = heard(board)
    data = QMimeData()
    data.setData(MIME, waiting.id.encode())
    target = point_for(board, 1, 9 * 60)
    action, none = Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    board.dragMoveEvent(QDragMoveEvent(target, action, data, LEFT, none))
    board.dropEvent(QDropEvent(QPointF(target), action, data, LEFT, none))

    ((key, slot, _grip),) = dropped
    assert key == waiting.id
    assert slot.start.local == dt.datetime.combine(MONDAY + dt.timedelta(1), dt.time(9))
    assert put(waiting, slot).span.duration == dt.timedelta(hours=1)


# what is refused


@pytest.mark.parametrize(
    "where", [QPoint(5, 700), QPoint(600, 4), QPoint(600, -30), QPoint(4000, 700)]
)
def test_a_drop_outside_moves_nothing_and_says_why(board: Board, where: QPoint) -> None:
    dropped, texts = heard(board), said(board)
    drag(board, middle(board, "Talks"), where)

    assert dropped == []
    assert texts[-1] == "Not moved: that is outside the days of the visit."


def test_escape_lets_go(board: Board) -> None:
    dropped, texts = heard(board), said(board)
    board.choose(item(board, "Talks").id)
    QTest.keyClick(board, Qt.Key.Key_M)
    QTest.keyClick(board, Qt.Key.Key_Down)
    QTest.keyClick(board, Qt.Key.Key_Escape)

    assert dropped == []
    assert board.carry is None
    assert texts[-1] == "Nothing was moved."


def test_a_carried_item_is_judged_before_it_is_dropped(board: Board) -> None:
    texts = said(board)
    board.choose(item(board, "Talks").id)
    QTest.keyClick(board, Qt.Key.Key_M)
    for _step in range(6):
        QTest.keyClick(board, Qt.Key.Key_Down)

    assert board.verdict is not None
    assert board.verdict.severity is Severity.CONFLICT
    assert texts[-1].startswith("Mon 10 May, 10:30–12:00, ")
    assert "at the same time" in texts[-1]


# keys


def test_arrows_reach_every_item_and_letters_ask_for_verbs(board: Board) -> None:
    wanted: list[str] = []
    board.wanted.connect(wanted.append)
    seen = set()
    QTest.keyClick(board, Qt.Key.Key_Home, CTRL)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right):
        seen.add(board.current)
        QTest.keyClick(board, key)
    seen.add(board.current)
    for letter in (Qt.Key.Key_T, Qt.Key.Key_L, Qt.Key.Key_G, Qt.Key.Key_C, Qt.Key.Key_F2):
        QTest.keyClick(board, letter)

    assert seen >= {one.id for one in board.scene.plan.scheduled}
    assert wanted == ["confirm", "lock", "groups", "next conflict", "open"]


def test_an_empty_day_can_be_stood_on(board: Board) -> None:
    texts = said(board)
    QTest.keyClick(board, Qt.Key.Key_End, CTRL)
    QTest.keyClick(board, Qt.Key.Key_PageDown)

    assert (board.current, board.day) == (None, 2)
    assert texts[-1] == "Wed 12 May, nothing planned"


def test_space_and_ctrl_click_select_several(board: Board) -> None:
    board.choose(item(board, "Talks").id)
    QTest.mouseClick(board.viewport(), LEFT, CTRL, middle(board, "Lunch"))
    assert board.selected == {item(board, "Talks").id, item(board, "Lunch").id}
    QTest.keyClick(board, Qt.Key.Key_Space)
    assert board.selected == {item(board, "Talks").id}


# for screen readers


def test_the_tree_is_list_day_item_with_names_states_and_actions(board: Board) -> None:
    board.choose(item(board, "NanoMAX").id)
    node = accessible.node_for(board)
    first = node.child(0)
    assert first is not None
    names = [
        [day.child(place).text(QAccessible.Text.Name) for place in range(day.childCount())]  # type: ignore[union-attr]
        for day in (node.child(number) for number in range(node.childCount()))
        if day is not None
    ]

    assert node.role() == QAccessible.Role.List
    assert node.text(QAccessible.Text.Name).startswith("Itinerary board, 3 days, 4 entries")
    assert first.role() == QAccessible.Role.Grouping
    assert first.text(QAccessible.Text.Name) == "Monday, 10 May 2027, 3 entries"
    assert [len(day) for day in names] == [3, 1, 0]
    assert names[0][1].startswith("NanoMAX, 11:00–12:00, ●A, Confirmed")
    front = node.focusChild()
    assert front is not None
    assert front.text(QAccessible.Text.Name) == names[0][1]
    assert front.state().focused
    assert front.state().selected
    assert first.indexOfChild(front) == 1
    assert front.rect().size() == board.item_box(item(board, "NanoMAX").id).toRect().size()


def test_nodes_outlive_what_they_stand_for(board: Board) -> None:
    key = item(board, "Lunch").id
    node = accessible.node_for(board).node_of(key)
    assert node is not None
    assert node.isValid()
    show(board, PlanBuilder("Abe").plan)

    assert not node.isValid()
    assert node.text(QAccessible.Text.Name) == ""
    assert node.rect().isEmpty()


def test_a_screen_reader_can_do_what_the_keys_do(board: Board, qtbot: QtBot) -> None:
    key = item(board, "Lunch").id
    node = accessible.node_for(board).node_of(key)
    assert node is not None
    wanted: list[str] = []
    board.wanted.connect(wanted.append)

    assert node.actionInterface() is not None
    assert node.actionNames() == [
        "Press", "SetFocus", "Toggle", "ShowMenu", "Move", "Confirm", "Remove",
    ]  # fmt: skip
    assert node.keyBindingsForAction("Move") == ["M"]
    node.doAction("SetFocus")
    qtbot.waitUntil(lambda: board.current == key)
    for name in ("Press", "Confirm", "Remove"):
        node.doAction(name)
    qtbot.waitUntil(lambda: wanted == ["open", "confirm", "remove"])
    node.doAction("Move")
    qtbot.waitUntil(lambda: board.carry is not None)


def test_an_action_on_what_is_gone_does_nothing(board: Board, qtbot: QtBot) -> None:
    node = accessible.node_for(board).node_of(item(board, "Lunch").id)
    assert node is not None
    wanted: list[str] = []
    board.wanted.connect(wanted.append)
    node.doAction("Remove")
    show(board, PlanBuilder("Abe").plan)
    qtbot.wait(20)

    assert node.actionNames() == []
    assert wanted == []


# nothing is lost from view


def everything_has_its_place(board: Board) -> None:
    cards = board.geometry_.cards
    parts = sum(len(day.parts) for day in board.scene.days)
    assert len(cards) == parts
    for number, card in enumerate(cards):
        assert card.box.width() > 20
        assert card.box.height() >= board.geometry_.metrics.line - 1
        assert board.geometry_.card_at(card.box.center().x(), card.box.center().y()) is card
        for other in cards[:number]:
            assert not card.box.adjusted(1, 1, -1, -1).intersects(other.box.adjusted(1, 1, -1, -1))
    assert board.geometry_.height >= max(card.box.bottom() for card in cards)


@pytest.mark.parametrize("size", [(1440, 900), (960, 540), (560, 400)])
def test_thirty_parallel_groups_do_not_hide_each_other(board: Board, size: tuple[int, int]) -> None:
    names = [f"P{number}" for number in range(30)]
    build = PlanBuilder(*names)
    for number, name in enumerate(names):
        build.group(chr(ord("A") + number % 26), name)
        build.item(f"Session {number}", "09:00", "12:00", named=(name,))
    build.item("Lunch", "12:00", "13:00")
    board.resize(*size)
    show(board, build.plan)

    everything_has_its_place(board)
    board.grab()


def test_five_hundred_items_in_a_day_are_all_there(board: Board) -> None:
    build = PlanBuilder("Abe")
    for number in range(500):
        start = dt.datetime.combine(MONDAY, dt.time()) + dt.timedelta(minutes=(number * 7) % 1400)
        end = start + dt.timedelta(minutes=5 + number % 40)
        end = min(end, start.replace(hour=23, minute=59))
        build.item(f"Item {number}", start.isoformat(), end.isoformat())
    board.judge_for = None
    board.show_scene(Scene(build.plan))

    everything_has_its_place(board)


@pytest.mark.parametrize(
    "title",
    [
        "x" * 500,
        "研究施設の視察と意見交換 " * 20,
        "زيارة المختبر الوطني",
        "",
        "\u202eabc",
        "Donau" * 80,
    ],
)
def test_any_title_is_painted(board: Board, title: str) -> None:
    build = PlanBuilder("Abe")
    for status in ItemStatus:
        build.item(title, "09:00", "09:10", status=status)
    build.item(title, "10:00", "12:00", kind=ItemKind.BLOCKER, host=person())
    show(board, build.plan)

    assert not board.grab().isNull()
    everything_has_its_place(board)


@pytest.mark.parametrize(
    ("start", "end"), [("09:00", "09:00"), ("11:00", "10:00"), ("22:00", "Wed 04:00")]
)
def test_awkward_lengths_have_a_card(board: Board, start: str, end: str) -> None:
    build = PlanBuilder("Abe")
    build.item("Odd", start, end)
    show(board, build.plan)

    everything_has_its_place(board)
    assert not board.grab().isNull()


# heads of days


def test_a_day_with_a_conflict_has_a_badge_in_its_colour(board: Board, build: PlanBuilder) -> None:
    build.item("Late talk", "11:30", "12:30", groups="A", status=ItemStatus.TENTATIVE)
    show(board, build.plan)

    found = board.scene.findings_on(0)
    assert found[0].severity is Severity.CONFLICT
    assert [one.severity for one in found] == sorted((one.severity for one in found), reverse=True)
    head = board.day_box(0).toRect()
    reds = _pixels(board, QPoint(head.right() - 14, 10), (theme.color("dangerSoft").name()))
    assert reds > 10


def _pixels(board: Board, near: QPoint, colour: str) -> int:
    image = board.viewport().grab().toImage()
    box = range(max(0, near.x() - 40), min(image.width(), near.x() + 14))
    return sum(
        image.pixelColor(x, y).name() == colour for x in box for y in range(min(30, image.height()))
    )


@pytest.mark.parametrize("code", ["en", "de", "da"])
def test_a_narrow_head_keeps_the_number_of_its_day(board: Board, code: str) -> None:
    i18n.use(code)
    try:
        day = dt.date(2027, 10, 26)
        whole = i18n.day_in_words(day)
        texts = [board._brush.day_title(day, width) for width in range(400, 8, -4)]
    finally:
        i18n.use("en")
    assert texts[0] == whole
    assert all("26" in text for text in texts)
    assert texts[-1] == "26"
    assert len(set(texts)) == 3


def test_clocks_that_differ_are_named_by_towns_not_by_zones(board: Board) -> None:
    build = PlanBuilder("Abe")
    hamburg = site("Hamburg Airport (HAM)", city="Hamburg", zone="Europe/Berlin")
    helsinki = site("Helsinki Airport (HEL)", city="Vantaa", zone="Europe/Helsinki")
    flight = build.leg(
        "Flight", "12:40", "15:35", origin=hamburg, goal=helsinki,
        start_zone="Europe/Berlin", end_zone="Europe/Helsinki",
    )  # fmt: skip
    call = build.item("Call", "09:00", "10:30", start_zone="Asia/Tokyo", end_zone="Europe/Berlin")

    assert times_text(flight, build.plan.towns_of(flight)) == "12:40 Hamburg – 15:35 Vantaa"
    assert times_text(call, build.plan.towns_of(call)) == "09:00 UTC+9 – 10:30 UTC+2"
