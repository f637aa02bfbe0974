"""The map itself: what is painted, what the keys and the mouse do, what screen readers are told."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QAction, QColor, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.domain.geography import Position, great_circle, northing
from planner.domain.map_layout import Frame
from planner.services import maps
from planner.ui.theme import Theme, tokens
from planner.ui.widgets.map_sheet import sheet
from planner.ui.widgets.map_symbols import LOOKS, MapLine, MapStop, Type, heart
from planner.ui.widgets.map_view import MapView

COPENHAGEN, MALMO, LUND = Position(12.57, 55.68), Position(13.0, 55.6), Position(13.19, 55.7)
TOKYO, SAN_FRANCISCO = Position(139.77, 35.68), Position(-122.4, 37.6)


def stop(number: int, name: str, position: Position, **more: object) -> MapStop:
    return MapStop(key=name, number=number, name=name, position=position, **more)  # type: ignore[arg-type]


STOPS = [stop(1, "Copenhagen", COPENHAGEN), stop(2, "Malmö", MALMO), stop(3, "Lund", LUND)]


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    chosen = Theme("light", qapp)
    chosen.apply()
    yield chosen
    Theme("light", qapp).apply()


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> MapView:
    view = MapView(maps.land)
    qtbot.addWidget(view)
    view.resize(900, 600)
    with qtbot.waitExposed(view):
        view.show()
    view.show_stops(STOPS, [MapLine(look="coach", points=(COPENHAGEN, LUND))], [("coach", "Coach")])
    view.setFocus()
    return view


def colour_at(view: MapView, position: Position) -> str:
    x, y = view.frame.at(position)
    return view.grab().toImage().pixelColor(round(x), round(y)).name().upper()


def click(qtbot: QtBot, view: MapView, key: str) -> None:
    mark = view.sheet.mark_of(key)
    assert mark is not None
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=mark.centre.toPoint())


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_sound_lies_between_two_coasts_in_both_appearances(
    view: MapView, theme: Theme, mode: str
) -> None:
    theme.choose(mode)
    assert colour_at(view, Position(12.85, 55.62)) == tokens(mode)["visitSoft"]
    assert colour_at(view, Position(12.45, 55.70)) == tokens(mode)["surface"]
    assert colour_at(view, Position(13.3, 55.62)) == tokens(mode)["surface"]


def test_all_stops_are_in_sight_with_their_names(view: MapView) -> None:
    assert {text for caption in view.sheet.captions for text, _style in caption.lines} == {
        "Copenhagen", "Malmö", "Lund",
    }  # fmt: skip
    for mark in view.sheet.marks:
        assert QRectF(view.rect()).contains(mark.rect)


def test_a_click_chooses_a_stop(view: MapView, qtbot: QtBot) -> None:
    with qtbot.waitSignals([view.stop_entered, view.stop_chosen]):
        click(qtbot, view, "Malmö")
    assert view.current == "Malmö"


def test_arrows_go_from_stop_to_stop_and_enter_chooses(view: MapView, qtbot: QtBot) -> None:
    entered: list[str] = []
    view.stop_entered.connect(entered.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Home):
        qtbot.keyClick(view, key)
    assert entered == ["Copenhagen", "Malmö", "Lund", "Malmö", "Copenhagen"]
    with qtbot.waitSignal(view.stop_chosen) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == ["Copenhagen"]


def test_the_focus_can_be_seen_on_the_current_stop(view: MapView, qtbot: QtBot) -> None:
    view.set_current("Lund")
    mark = view.sheet.mark_of("Lund")
    assert mark is not None
    ring = QPoint(round(mark.centre.x()), round(mark.rect.top() - 3.5))
    assert view.grab().toImage().pixelColor(ring) == QColor(tokens("light")["focus"])


def test_a_stop_out_of_sight_is_brought_in(view: MapView, qtbot: QtBot) -> None:
    view.zoom(30.0, QPointF(450, 300))
    mark = view.sheet.mark_of("Lund")
    assert mark is not None
    assert not view.rect().contains(mark.centre.toPoint())
    qtbot.keyClick(view, Qt.Key.Key_End)
    mark = view.sheet.mark_of("Lund")
    assert mark is not None
    assert view.rect().contains(mark.centre.toPoint())


def test_walking_to_a_far_stop_and_back_shows_the_visit_again(view: MapView, qtbot: QtBot) -> None:
    view.show_stops([stop(1, "Haneda", TOKYO, is_passed_through=True), *STOPS], [])
    start = view.frame
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.frame != start
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.frame == start


def test_the_wheel_zooms_around_the_pointer(view: MapView, qtbot: QtBot) -> None:
    spot = QPointF(200, 150)
    before = view.frame.under(200, 150)
    scale = view.frame.scale
    event = QWheelEvent(
        spot, view.mapToGlobal(spot), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)
    assert view.frame.scale > scale
    assert view.frame.under(200, 150) == pytest.approx(before, abs=1e-6)


def test_keys_zoom_move_and_fit(view: MapView, qtbot: QtBot) -> None:
    start = view.frame
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.frame.scale == pytest.approx(start.scale * 1.5)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.frame.x > start.x
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.frame == start


def test_dragging_moves_the_paper_and_chooses_nothing(view: MapView, qtbot: QtBot) -> None:
    chosen: list[str] = []
    view.stop_chosen.connect(chosen.append)
    mark = view.sheet.mark_of("Malmö")
    assert mark is not None
    start = mark.centre.toPoint()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, start + QPoint(60, 40))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 40))
    moved = view.sheet.mark_of("Malmö")
    assert moved is not None
    assert (moved.centre - mark.centre).toPoint() == QPoint(60, 40)
    assert chosen == []


def test_all_that_lies_on_the_paper_is_drawn_along(view: MapView) -> None:
    laid = view.sheet
    view.drag(30, -20)
    assert view.sheet is laid
    assert laid.offset(view.frame).toPoint() == QPoint(30, -20)


def test_a_view_moved_by_hand_stays_when_the_same_stops_come_again(view: MapView) -> None:
    view.pan(100, 50)
    kept = view.frame
    view.show_stops(STOPS, [])
    assert view.frame == kept
    view.show_stops(STOPS[:2], [])
    assert view.frame != kept


def test_stops_at_one_place_are_one_mark_and_clicks_go_through_them(
    view: MapView, qtbot: QtBot
) -> None:
    here = [stop(n, f"Stop {n}", COPENHAGEN) for n in (3, 4, 5)]
    view.show_stops([*STOPS[1:2], *here], [])
    chosen: list[str] = []
    view.stop_chosen.connect(chosen.append)
    for _click in range(4):
        click(qtbot, view, "Stop 3")
    assert chosen == ["Stop 3", "Stop 4", "Stop 5", "Stop 3"]
    assert "3–5" in {mark.text for mark in view.sheet.marks}


def test_the_current_stop_says_more_than_the_others(view: MapView) -> None:
    view.show_stops([stop(1, "ホテル見本東京", TOKYO, detail="東京\nSun 24 Oct")], [])
    view.set_current("ホテル見本東京")
    (caption,) = view.sheet.captions
    assert [text for text, _style in caption.lines] == ["ホテル見本東京", "東京", "Sun 24 Oct"]


# what screen readers are told


def test_the_map_is_a_list_with_an_entry_for_each_stop(view: MapView) -> None:
    seen = QAccessible.queryAccessibleInterface(view)
    assert seen.role() is QAccessible.Role.List
    assert seen.text(QAccessible.Text.Name) == "Map of the visit, 3 stops"
    assert seen.childCount() == 3
    child = seen.child(1)
    assert child.role() is QAccessible.Role.ListItem
    assert child.text(QAccessible.Text.Name) == "2 Malmö"
    assert seen.indexOfChild(child) == 1
    mark = view.sheet.mark_of("Malmö")
    assert mark is not None
    middle = view.mapToGlobal(mark.centre.toPoint())
    assert child.rect().contains(middle)
    assert seen.childAt(middle.x(), middle.y()).text(QAccessible.Text.Name) == "2 Malmö"


def test_the_entry_of_the_current_stop_has_the_focus(view: MapView, qtbot: QtBot) -> None:
    seen = QAccessible.queryAccessibleInterface(view)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert seen.child(2).state().focused
    assert seen.child(2).state().selected
    assert not seen.child(0).state().focused
    assert seen.focusChild().text(QAccessible.Text.Name) == "3 Lund"


def test_a_stop_out_of_sight_says_so(view: MapView) -> None:
    seen = QAccessible.queryAccessibleInterface(view)
    view.zoom(50.0, QPointF(0, 0))
    assert seen.child(2).state().offscreen
    assert seen.child(2).rect().isEmpty()


def test_an_entry_of_a_stop_that_is_gone_is_not_valid(view: MapView) -> None:
    last = QAccessible.queryAccessibleInterface(view).child(2)
    view.show_stops(STOPS[:1], [])
    assert not last.isValid()


@pytest.mark.parametrize("keeps_the_list", [True, False])
def test_a_map_that_is_gone_leaves_nothing_behind_with_screen_readers(
    qtbot: QtBot, theme: Theme, qapp: QApplication, keeps_the_list: bool
) -> None:
    view = MapView(maps.land)
    view.show_stops(STOPS, [])
    seen = QAccessible.queryAccessibleInterface(view)
    entries = [seen.child(number) for number in range(3)]
    known = [QAccessible.uniqueId(entry) for entry in (*entries, seen)]
    assert QAccessible.accessibleInterface(known[1]) is entries[1]
    if not keeps_the_list:
        del seen
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not any(shiboken6.isValid(entry) for entry in entries)
    assert [QAccessible.accessibleInterface(number) for number in known] == [None] * 4


def test_a_map_that_is_asked_for_twice_gives_two_nodes(theme: Theme, qapp: QApplication) -> None:
    view = MapView(maps.land)
    view.show_stops(STOPS, [])
    first = QAccessible.queryAccessibleInterface(view)
    QAction(view).triggered.connect(view.fit_whole)  # a further method: for Qt it is another class
    second = QAccessible.queryAccessibleInterface(view)
    assert second is not first
    assert second.child(2).text(QAccessible.Text.Name) == "3 Lund"
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(first)
    assert not shiboken6.isValid(second)


# how it is laid out


def test_nothing_covers_anything_at_any_scale(qapp: QApplication) -> None:
    kind = Type.of(qapp.font())
    stops = [
        stop(n, f"A site with a rather long name {n}", Position(12 + n * 0.07, 55 + n % 4 * 0.1))
        for n in range(1, 15)
    ]
    for scale in (30.0, 100.0, 300.0, 900.0, 3000.0):
        laid = sheet(Frame(12.5, northing(55.2), scale, 900, 500), stops, [], kind)
        boxes = [mark.rect for mark in laid.marks] + [caption.rect for caption in laid.captions]
        assert laid.captions
        for one, other in itertools.combinations(boxes, 2):
            assert not one.adjusted(0.1, 0.1, -0.1, -0.1).intersects(other), scale


def test_a_flight_over_the_date_line_is_one_line_in_the_middle(qapp: QApplication) -> None:
    line = MapLine(look="flight", points=tuple(great_circle(TOKYO, SAN_FRANCISCO)))
    frame = Frame(-170.0, northing(40), 8.0, 1000, 600)
    laid = sheet(frame, [], [line], Type.of(qapp.font()))
    ((look, points),) = laid.ways
    assert look == "flight"
    assert (points[0].x(), points[0].y()) == pytest.approx(frame.at(TOKYO))
    assert (points[-1].x(), points[-1].y()) == pytest.approx(frame.at(SAN_FRANCISCO))
    assert [name for name, _box in laid.icons] == ["flight"]


def test_seen_from_europe_that_flight_leaves_at_one_edge_and_comes_in_at_the_other(
    qapp: QApplication,
) -> None:
    line = MapLine(look="flight", points=tuple(great_circle(TOKYO, SAN_FRANCISCO)))
    frame = Frame(0.0, 0.0, 1000 / 360, 1000, 600)
    laid = sheet(frame, [], [line], Type.of(qapp.font()))
    in_sight = [
        points
        for _look, points in laid.ways
        if any(0 <= point.x() <= 1000 and 0 <= point.y() <= 600 for point in points)
    ]
    assert len(in_sight) == 2


def test_every_way_of_travel_can_be_told_without_colour() -> None:
    told = {(look.icon, look.dashes) for look in LOOKS.values()}
    assert len(told) == len(LOOKS)


def test_airports_far_away_are_not_what_the_visit_is_about() -> None:
    tokyo = stop(1, "HND", TOKYO, is_passed_through=True)
    kastrup = stop(2, "CPH", Position(12.65, 55.62), is_passed_through=True)
    assert heart([tokyo, kastrup, *STOPS]) == [kastrup.position, COPENHAGEN, MALMO, LUND]
    assert heart([tokyo, kastrup]) == [TOKYO, kastrup.position]
