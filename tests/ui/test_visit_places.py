"""Rooms of a stay and seats of a coach, chosen in the window."""

from __future__ import annotations

import os

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.domain.ids import ItemId, ResourceId, VisitId, new_id
from planner.domain.itinerary import ItemKind
from planner.domain.seats import vehicles_of
from planner.domain.travel import Resource, RoomKind
from planner.services.planner import Planner
from planner.ui.main_window import MainWindow
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_places import PlacesDialog, RoomsDialog, SeatsDialog
from planner.ui.widgets.fields import CheckField, ChoiceField, LineField


@pytest.fixture
def library(sample_window: MainWindow) -> Planner:
    return sample_window.context.planner


@pytest.fixture
def visit(library: Planner) -> VisitId:
    return library.visits.find("JP-DK-2027").id


@pytest.fixture
def page(sample_window: MainWindow, visit: VisitId) -> VisitPage:
    sample_window.context.open_record("visit", visit)
    page = sample_window.page
    assert isinstance(page, VisitPage)
    return page


def first(library: Planner, visit: VisitId, kind: ItemKind) -> ItemId:
    plan = library.visits.plan(visit)
    return next(one.id for one in plan.active if one.kind is kind and len(plan.on(one)) > 2)


def opened(page: VisitPage, item: ItemId) -> PlacesDialog:
    page.show_record("item", item)
    QApplication.processEvents()
    part = page.item_inspector._places
    assert not part.isHidden()
    dialog = part.open()
    assert dialog is not None
    return dialog


def pick(field: object, value: object) -> None:
    assert isinstance(field, ChoiceField)
    row = next(n for n in range(field.editor.count()) if field.editor.itemData(n) == value)
    field.editor.setCurrentIndex(row)
    field.editor.activated.emit(row)


def typed(field: object, text: str) -> None:
    assert isinstance(field, LineField)
    field.editor.setText(text)
    field.commit()


def shot(dialog: PlacesDialog, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        dialog.grab().save(f"{folder}/{name}.png")
        dialog.parentWidget().grab().save(f"{folder}/{name}_window.png")


def test_rooms_are_given_to_one_and_to_several(
    page: VisitPage, library: Planner, visit: VisitId
) -> None:
    stay = first(library, visit, ItemKind.STAY)
    dialog = opened(page, stay)
    assert isinstance(dialog, RoomsDialog)
    everybody = [
        line.delegate.id
        for line in (dialog.model.line(row) for row in range(dialog.model.rowCount()))
    ]
    dialog.table.select_rows([0, 1])
    assert dialog.form.heading == "2 people"
    dialog.attempt(dialog.together)
    rooms = library.lodging.of(stay)
    assert [rooms[key].kind for key in everybody[:2]] == [RoomKind.TWIN] * 2
    assert rooms[everybody[0]].room == rooms[everybody[1]].room == "1"

    dialog.table.choose(2)
    typed(dialog.form.fields["room"], "204")
    pick(dialog.form.fields["kind"], RoomKind.SINGLE)
    rooms = library.lodging.of(stay)
    assert (rooms[everybody[2]].room, rooms[everybody[2]].kind) == ("204", RoomKind.SINGLE)
    assert f"3 of {len(everybody)} people have a room. 2 rooms have a number." in dialog.said.text()
    assert dialog.said.text() == page.item_inspector._places.said.text()
    shot(dialog, "rooms")

    dialog.table.select_rows([0, 1, 2])
    typed(dialog.form.fields["reference"], "")  # several differ here, nothing typed
    assert dialog.form.fields["room"].value() == ""
    dialog.attempt(dialog.clear)
    assert library.lodging.of(stay) == {}
    library.history.undo()
    assert len(library.lodging.of(stay)) == 3
    dialog.reject()


def test_seats_are_given_in_the_vehicles_of_a_journey(
    page: VisitPage, library: Planner, visit: VisitId
) -> None:
    leg = first(library, visit, ItemKind.LEG)
    cars = [
        Resource(id=ResourceId(new_id()), visit_id=visit, name=name, capacity=seats)
        for name, seats in (("Coach 1", 2), ("Coach 2", 40))
    ]
    for one in cars:
        library.keeper(Resource).add(one)
    library.itineraries.set_bookings(leg, [one.id for one in cars])
    dialog = opened(page, leg)
    assert isinstance(dialog, SeatsDialog)
    everybody = [
        line.delegate.id
        for line in (dialog.model.line(row) for row in range(dialog.model.rowCount()))
    ]
    dialog.table.select_rows([0, 1, 2])
    pick(dialog.form.fields["vehicle"], cars[0].id)
    assert "Coach 1: 3 of 2" in dialog.said.text()
    kinds = {one.kind for one in library.checking.findings(library.visits.plan(visit))}
    assert {"ride.full", "ride.nobody"} <= kinds
    dialog.table.choose(2)
    pick(dialog.form.fields["vehicle"], cars[1].id)
    typed(dialog.form.fields["seat"], "12")
    assert library.seating.of(leg)[everybody[2]].seat == "12"
    dialog.buttons[0].click()
    assert set(library.seating.of(leg)) == {*everybody}
    assert "Coach 1: 2 of 2" in dialog.said.text()
    shot(dialog, "seats")
    dialog.reject()


def test_a_seat_without_a_vehicle_is_refused_where_it_was_typed(
    page: VisitPage, library: Planner, visit: VisitId
) -> None:
    leg = first(library, visit, ItemKind.LEG)
    car = Resource(id=ResourceId(new_id()), visit_id=visit, name="Coach", capacity=40)
    library.keeper(Resource).add(car)
    library.itineraries.set_bookings(leg, [car.id])
    dialog = opened(page, leg)
    typed(dialog.form.fields["seat"], "1")
    assert "in which vehicle" in dialog.form.fields["seat"].error
    assert library.seating.of(leg) == {}
    dialog.form.fields["seat"].set_value("")
    dialog.reject()


def test_the_dialog_is_a_command_too(
    sample_window: MainWindow, page: VisitPage, library: Planner, visit: VisitId
) -> None:
    stay = first(library, visit, ItemKind.STAY)
    page.show_record("item", stay)
    sample_window.registry.run("item.places")
    (dialog,) = page.findChildren(RoomsDialog)
    assert dialog.item_id == stay
    dialog.reject()


def test_an_entry_without_vehicles_has_nothing_to_place_and_can_be_opened_to_the_press(
    page: VisitPage, library: Planner, visit: VisitId, qtbot: QtBot
) -> None:
    plan = library.visits.plan(visit)
    with_vehicle = {one.item_id for one in plan.bookings}
    shown = (ItemKind.TALK, ItemKind.MEETING, ItemKind.TOUR, ItemKind.CEREMONY)
    talk = next(
        one
        for one in plan.active
        if one.kind in shown and (one.id not in with_vehicle or not vehicles_of(plan, one))
    )
    page.show_record("item", talk.id)
    inspector = page.item_inspector
    assert inspector._places.isHidden()
    field = inspector.fields["open_to_press"]
    assert isinstance(field, CheckField)
    assert not field.isHidden()
    field.editor.click()
    assert library.visits.plan(visit).item[talk.id].open_to_press
    stay = first(library, visit, ItemKind.STAY)
    page.show_record("item", stay)
    assert inspector.fields["open_to_press"].isHidden()
