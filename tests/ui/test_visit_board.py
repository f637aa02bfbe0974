"""The board on a visit's page: what is dropped is written, as one step that undo takes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QDrag
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeys.ground import MONDAY, Files, Ground, ground_in
from planner.domain.itinerary import AudienceKind, Interpreting, Item, ItemStatus
from planner.domain.words import plain
from planner.ui.board.board import Board
from planner.ui.bridge import Bridge
from planner.ui.context import Context
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_copies import clone_to
from planner.ui.selection import Selection
from planner.ui.tasks import Tasks
from planner.ui.theme import Theme

LEFT = Qt.MouseButton.LeftButton
ALT, SHIFT, CTRL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = ground_in(tmp_path)
    yield ground
    ground.planner.close()


@pytest.fixture
def messages() -> Recorded:
    return Recorded()


@pytest.fixture
def page(qtbot: QtBot, ground: Ground, messages: Recorded, tmp_path: Path) -> Iterator[VisitPage]:
    bridge = Bridge(ground.planner)
    context = Context(
        ground.planner, bridge, messages, Tasks(messages), Selection(), Theme("light"),
        Files(folder=tmp_path),
    )  # fmt: skip
    page = VisitPage(context, ground.visit)
    qtbot.addWidget(page)
    qtbot.addWidget(page.inspectors)
    bridge.changed.connect(page.refresh)
    page.itinerary.board.board.zoom = 0.5
    page.refresh()
    page.resize(1300, 1500)
    page.show()
    page.itinerary.view.setFocus()
    yield page
    context.tasks.close()
    bridge.close()


def board(page: VisitPage) -> Board:
    return page.itinerary.board.board


def now(ground: Ground, name: str) -> Item:
    return ground.planner.itineraries.item(ground.item(name))


def clock(ground: Ground, name: str) -> str:
    one = now(ground, name)
    assert one.start_local is not None
    assert one.end_local is not None
    return f"{one.start_local:%a %H:%M}–{one.end_local:%H:%M}"


def drag(page: VisitPage, ground: Ground, name: str, day: int, minutes: int) -> None:
    """By the mouse, so many days and minutes on."""
    one = board(page)
    key = ground.item(name)
    start = one.item_box(key).center().toPoint()
    across = one.day_box(one.scene.day_numbers[key] + day).center().x()
    down = round(one.geometry_.y_of(minutes))
    end = QPoint(round(across) if day else start.x(), start.y() + down)
    QTest.mousePress(one.viewport(), LEFT, pos=start)
    QTest.mouseMove(one.viewport(), start + QPoint(0, 12))
    QTest.mouseMove(one.viewport(), end)
    QTest.mouseRelease(one.viewport(), LEFT, pos=end)


def carry(page: VisitPage, ground: Ground, name: str, day: int, minutes: int) -> None:
    """By keys, so many days and minutes on."""
    one = board(page)
    one.choose(ground.item(name))
    QTest.keyClick(one, Qt.Key.Key_M)
    for _step in range(abs(day)):
        QTest.keyClick(one, Qt.Key.Key_Right if day > 0 else Qt.Key.Key_Left)
    for _step in range(abs(minutes) // 15):
        QTest.keyClick(one, Qt.Key.Key_Down if minutes > 0 else Qt.Key.Key_Up)
    QTest.keyClick(one, Qt.Key.Key_Return)


def click(page: VisitPage, ground: Ground, name: str, day: int, minutes: int) -> None:
    """By "Move…" of the menu and a click on the place."""
    one = board(page)
    key = ground.item(name)
    one.choose(key)
    page.itinerary.carry(by_click=True)
    item = now(ground, name)
    assert item.start_local is not None
    start = item.start_local.hour * 60 + item.start_local.minute + minutes
    x = one.day_box(one.scene.day_numbers[key] + day).center().x()
    y = one.head - one.view.scroll_y + one.geometry_.y_of(start)
    QTest.mouseMove(one.viewport(), QPointF(x, y + 30).toPoint())
    QTest.mouseClick(one.viewport(), LEFT, pos=QPointF(x, y).toPoint())


@pytest.mark.parametrize("way", [drag, carry, click])
def test_every_way_writes_the_same_with_the_same_undo_text(
    page: VisitPage, ground: Ground, way: Callable[..., None]
) -> None:
    before = plain(ground.planner.visits.plan(ground.visit))
    way(page, ground, "lunch", 1, 45)

    assert clock(ground, "lunch") == "Tue 12:45–13:45"
    step = ground.planner.history.next_undo()
    assert step is not None
    assert (step.label, step.facts["name"]) == ("Move {name}", "Lunch")
    assert board(page).current == ground.item("lunch")
    ground.planner.history.undo()
    assert plain(ground.planner.visits.plan(ground.visit)) == before


def test_a_longer_end_takes_what_follows_along_in_one_step(page: VisitPage, ground: Ground) -> None:
    before = [clock(ground, name) for name in ("round", "lunch")]
    board(page).choose(ground.item("round"))
    QTest.keyClick(board(page), Qt.Key.Key_Down, ALT | SHIFT)

    after = [clock(ground, name) for name in ("round", "lunch")]
    assert after != before
    assert ground.planner.history.next_undo() is not None
    ground.planner.history.undo()
    assert [clock(ground, name) for name in ("round", "lunch")] == before


def test_what_is_selected_together_moves_together(page: VisitPage, ground: Ground) -> None:
    one = board(page)
    one.choose(ground.item("lunch"))
    point = one.item_box(ground.item("round")).center().toPoint()
    QTest.mouseClick(one.viewport(), LEFT, CTRL, point)
    before = {name: now(ground, name).start_local for name in ("lunch", "round")}
    QTest.keyClick(one, Qt.Key.Key_Right, CTRL | SHIFT)

    for name, start in before.items():
        assert start is not None
        assert now(ground, name).start_local == start + dt.timedelta(1)
    ground.planner.history.undo()
    assert {name: now(ground, name).start_local for name in before} == before


def test_empty_time_becomes_an_entry_that_waits_for_its_title(
    page: VisitPage, ground: Ground
) -> None:
    one = board(page)
    box = one.day_box(4)
    top = one.head - one.view.scroll_y
    start = QPointF(box.center().x(), top + one.geometry_.y_of(10 * 60)).toPoint()
    end = QPointF(box.center().x(), top + one.geometry_.y_of(11 * 60 + 30)).toPoint()
    QTest.mousePress(one.viewport(), LEFT, pos=start)
    QTest.mouseMove(one.viewport(), start + QPoint(0, 12))
    QTest.mouseMove(one.viewport(), end)
    QTest.mouseRelease(one.viewport(), LEFT, pos=end)

    made = page.itinerary.item
    assert made is not None
    assert (made.title, made.start_local, made.end_local) == (
        "New entry",
        dt.datetime.combine(MONDAY + dt.timedelta(3), dt.time(10)),
        dt.datetime.combine(MONDAY + dt.timedelta(3), dt.time(11, 30)),
    )
    assert page.item_inspector.item_id == made.id


def test_what_waits_in_the_tray_is_placed_by_keys(page: VisitPage, ground: Ground) -> None:
    tray = page.itinerary.board.tray
    assert tray.choose(ground.item("call"))
    tray.list.setFocus()
    QTest.keyClick(tray.list, Qt.Key.Key_M)
    QTest.keyClick(board(page), Qt.Key.Key_Return)

    assert clock(ground, "call").endswith("09:00–10:00")
    assert board(page).current == ground.item("call")
    assert tray.list.count() == 0


def test_dropped_on_the_tray_an_entry_loses_its_time(page: VisitPage, ground: Ground) -> None:
    one, tray = board(page), page.itinerary.board.tray
    start = one.item_box(ground.item("lunch")).center().toPoint()
    end = one.viewport().mapFromGlobal(tray.mapToGlobal(tray.rect().center()))
    QTest.mousePress(one.viewport(), LEFT, pos=start)
    QTest.mouseMove(one.viewport(), start + QPoint(0, 12))
    QTest.mouseMove(one.viewport(), end)
    QTest.mouseRelease(one.viewport(), LEFT, pos=end)

    assert now(ground, "lunch").start_local is None


def test_the_view_changes_and_the_entry_in_front_stays(page: VisitPage, ground: Ground) -> None:
    page.itinerary.choose(ground.item("lunch"))
    for name in page.itinerary.views:
        page.itinerary.show_view(name)
        assert page.itinerary.item is not None
        assert page.itinerary.item.id == ground.item("lunch"), name


def test_c_goes_from_conflict_to_conflict_and_says_what_it_is(
    page: VisitPage, ground: Ground
) -> None:
    QTest.keyClick(board(page), Qt.Key.Key_C)
    first = page.itinerary.item
    QTest.keyClick(board(page), Qt.Key.Key_C)

    assert first is not None
    assert page.itinerary.item != first
    assert page.itinerary._said.text().endswith(".")


def test_l_fixes_and_g_offers_the_groups(page: VisitPage, ground: Ground) -> None:
    page.itinerary.choose(ground.item("lunch"))
    QTest.keyClick(board(page), Qt.Key.Key_L)
    assert now(ground, "lunch").fixed
    menu = page.itinerary.groups_menu()
    menu.actions()[1].trigger()
    plan = ground.planner.visits.plan(ground.visit)
    assert [group.letter for group in plan.groups_on(now(ground, "lunch"))] == ["A"]


def test_swapping_exchanges_neighbours_in_one_step(page: VisitPage, ground: Ground) -> None:
    before = plain(ground.planner.visits.plan(ground.visit))
    page.itinerary.choose(ground.item("lunch"))
    page.itinerary.arrangements.swap()

    assert plain(ground.planner.visits.plan(ground.visit)) != before
    ground.planner.history.undo()
    assert plain(ground.planner.visits.plan(ground.visit)) == before


def two_selected(page: VisitPage, ground: Ground) -> None:
    one = board(page)
    one.choose(ground.item("lunch"))
    point = one.item_box(ground.item("round")).center().toPoint()
    QTest.mouseClick(one.viewport(), LEFT, CTRL, point)


def test_several_entries_are_edited_at_once_in_the_inspector(
    page: VisitPage, ground: Ground
) -> None:
    two_selected(page, ground)
    form = page.inspectors.items
    assert page.inspectors.currentWidget() is form
    assert form.heading == "2 entries"
    assert form.fields["status"].value() is None, "they differ"

    before = plain(ground.planner.visits.plan(ground.visit))
    form.fields["place"].editor.setText("Foyer")  # type: ignore[attr-defined]
    form.fields["place"].commit()
    assert [now(ground, name).place for name in ("lunch", "round")] == ["Foyer", "Foyer"]
    assert now(ground, "tour").place != "Foyer"
    ground.planner.history.undo()
    assert plain(ground.planner.visits.plan(ground.visit)) == before


def test_several_with_other_audiences_show_none_and_can_all_be_given_to_everybody(
    page: VisitPage, ground: Ground
) -> None:
    groups = ground.planner.visits.plan(ground.visit).groups
    itineraries = ground.planner.itineraries
    itineraries.set_audience(ground.item("lunch"), AudienceKind.GROUPS, groups=[groups[0].id])
    itineraries.set_audience(ground.item("round"), AudienceKind.GROUPS, groups=[groups[1].id])
    two_selected(page, ground)
    field = page.inspectors.items.fields["audience"]
    assert field.value() is None, "they differ"

    rule = field.rule  # type: ignore[attr-defined]
    rule.setCurrentIndex(rule.findData(AudienceKind.ALL))
    rule.activated.emit(rule.currentIndex())
    assert [now(ground, name).audience for name in ("lunch", "round")] == [AudienceKind.ALL] * 2


def test_several_at_one_site_can_be_given_one_room(page: VisitPage, ground: Ground) -> None:
    planner = ground.planner
    site = next(one.id for one in planner.sites.page(0, 20) if planner.sites.card(one.id).rooms)
    (room, *_others) = planner.sites.card(site).rooms
    items = [now(ground, name) for name in ("lunch", "round")]
    planner.several.edit(items, site_id=site, room_id=None)
    two_selected(page, ground)
    field = page.inspectors.items.fields["room_id"]
    assert not field.isHidden()
    assert field.value() == "", "none has a room"

    box = field.editor  # type: ignore[attr-defined]
    box.setCurrentIndex(box.findData(room.id))
    field.commit()
    assert [now(ground, name).room_id for name in ("lunch", "round")] == [room.id] * 2
    planner.history.undo()
    assert [now(ground, name).room_id for name in ("lunch", "round")] == [None] * 2


def test_letters_and_delete_mean_all_that_is_selected(page: VisitPage, ground: Ground) -> None:
    two_selected(page, ground)
    QTest.keyClick(board(page), Qt.Key.Key_L)
    assert now(ground, "lunch").fixed
    assert now(ground, "round").fixed
    QTest.keyClick(board(page), Qt.Key.Key_Delete)
    left = {item.id for item in ground.planner.visits.plan(ground.visit).items}
    assert not {ground.item("lunch"), ground.item("round")} & left
    ground.planner.history.undo()
    left = {item.id for item in ground.planner.visits.plan(ground.visit).items}
    assert {ground.item("lunch"), ground.item("round")} <= left


def test_the_audience_of_several_is_set_and_taken_back_in_one_step(ground: Ground) -> None:
    planner = ground.planner
    plan = planner.visits.plan(ground.visit)
    items = [now(ground, name) for name in ("lunch", "round", "talk")]
    planner.several.set_audience(items, AudienceKind.GROUPS, groups=[plan.groups[0].id])
    planner.several.set_hosts(items, organisations=[plan.organisations[0].id])

    after = planner.visits.plan(ground.visit)
    for item in items:
        assert [group.id for group in after.groups_on(after.item[item.id])] == [plan.groups[0].id]
        assert len(after.hosts_of(after.item[item.id])) == 1
    planner.history.undo()
    planner.history.undo()
    assert plain(planner.visits.plan(ground.visit)) == plain(plan)


def test_a_second_title_and_the_way_of_interpreting_are_kept(
    page: VisitPage, ground: Ground
) -> None:
    page.itinerary.choose(ground.item("talk"))
    form = page.item_inspector
    form.fields["second_title"].editor.setText("科学政策講演")  # type: ignore[attr-defined]
    form.fields["second_title"].commit()
    form.fields["interpreting"].set_value(Interpreting.NONE)
    form.fields["interpreting"]._show(Interpreting.CONSECUTIVE)
    form.fields["interpreting"].commit()

    talk = now(ground, "talk")
    assert (talk.second_title, talk.interpreting) == ("科学政策講演", Interpreting.CONSECUTIVE)


def test_a_visit_is_cloned_to_other_dates_and_a_template_has_nobody(
    page: VisitPage, ground: Ground, messages: Recorded
) -> None:
    assert page.state is not None
    now_visit = page.state.plan.visit
    clone_to(page.context, now_visit, dt.date(2028, 5, 15))
    commands = {command.id: command for command in page.commands()}
    commands["visit.template"].run()

    planner = ground.planner
    visits = [planner.visits.get(line.id) for line in planner.visits.page(0, 10)]
    made = [one for one in visits if one.id != now_visit.id]
    cloned = next(one for one in made if one.first_day == dt.date(2028, 5, 15))
    template = next(one for one in made if one.id != cloned.id)
    kept = [i for i in page.state.plan.items if i.status is not ItemStatus.CANCELLED]
    assert len(planner.visits.plan(cloned.id).items) == len(kept)
    assert all(one.person_id is None for one in planner.visits.plan(template.id).delegates)


def test_the_picture_of_a_drag_leaves_the_ghost_to_be_read(
    page: VisitPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[QRect] = []

    def dropped(drag: QDrag, _actions: Qt.DropAction) -> Qt.DropAction:
        seen.append(QRect(-drag.hotSpot(), drag.pixmap().size()))
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", dropped)
    tray = page.itinerary.board.tray.list
    tray.setCurrentRow(0)
    tray.startDrag(Qt.DropAction.MoveAction)

    (picture,) = seen
    assert picture.right() < 0, "the pointer is at 0, 0, and the ghost begins there"
    assert picture.bottom() < 0
