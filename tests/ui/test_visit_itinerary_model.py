"""The tree of days and entries that the itinerary shows."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QLocale, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester

from planner import i18n
from planner.domain.ids import ItemId, RecordId, VisitId
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.lines import ItemLine, Itinerary, ItineraryDay
from planner.domain.travel import Leg, Mode
from planner.ui.models.itinerary_model import DAY, LINE, NOTE, ItineraryModel

VISIT = VisitId("v")
MONDAY = dt.date(2026, 11, 16)
TUESDAY = MONDAY + dt.timedelta(1)
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.use("en")


def entry(name: str, hour: int, day: dt.date = MONDAY, **fields: object) -> ItemLine:
    start = dt.datetime.combine(day, dt.time(hour))
    values: dict[str, object] = {
        "id": ItemId(name),
        "visit_id": VISIT,
        "title": name,
        "status": ItemStatus.CONFIRMED,
        "start_local": start,
        "start_zone": "Europe/Stockholm",
        "end_local": start + dt.timedelta(hours=1),
        "end_zone": "Europe/Stockholm",
    }
    item = Item(**{**values, **fields})  # type: ignore[arg-type]
    return ItemLine(item, None, day, False, "ESS", "Group B", "", 5, 0)


def itinerary(
    *days: tuple[dt.date, list[ItemLine]], unscheduled: tuple[ItemLine, ...] = ()
) -> Itinerary:
    return Itinerary(
        VISIT,
        tuple(ItineraryDay(date, ("Europe/Stockholm",), tuple(lines)) for date, lines in days),
        unscheduled,
    )


def shown(model: ItineraryModel) -> list[list[str]]:
    return [
        [
            (line.item.id if (line := model.line(model.index(row, 0, day))) else "-")
            for row in range(model.rowCount(day))
        ]
        for day in (model.index(number, 0) for number in range(model.rowCount()))
    ]


@pytest.fixture
def model() -> ItineraryModel:
    return ItineraryModel(QLocale("en_GB"))


def test_every_day_stands_with_its_entries_and_unscheduled_ones_last(
    model: ItineraryModel, qtmodeltester: ModelTester
) -> None:
    model.show(
        itinerary(
            (MONDAY, [entry("a", 9), entry("b", 11)]), (TUESDAY, []), unscheduled=(entry("c", 8),)
        )
    )
    assert shown(model) == [["a", "b"], ["-"], ["c"]]
    assert model.index(0, 0).data() == "Monday, 16 November 2026"
    assert "2 entries" in model.index(0, 0).data(NOTE)
    assert model.index(2, 0).data() == "Unscheduled"
    assert model.index(2, 0).data(DAY) is None
    qtmodeltester.check(model)


def test_an_entry_that_moves_within_its_day_keeps_what_points_to_it(
    model: ItineraryModel, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(model)
    model.show(itinerary((MONDAY, [entry("a", 9), entry("b", 11), entry("c", 13)]), (TUESDAY, [])))
    kept = QPersistentModelIndex(model.find(ItemId("a")))
    model.show(itinerary((MONDAY, [entry("b", 11), entry("c", 13), entry("a", 15)]), (TUESDAY, [])))
    assert shown(model) == [["b", "c", "a"], ["-"], []]
    assert kept.isValid()
    assert kept.row() == 2


def test_an_entry_that_moves_to_an_empty_day_takes_the_place_of_its_offer(
    model: ItineraryModel, qtmodeltester: ModelTester
) -> None:
    model.show(itinerary((MONDAY, [entry("a", 9)]), (TUESDAY, [])))
    model.show(itinerary((MONDAY, []), (TUESDAY, [entry("a", 9, TUESDAY)])))
    assert shown(model) == [["-"], ["a"], []]
    assert model.is_empty_day(model.index(0, 0, model.index(0, 0)))
    qtmodeltester.check(model)


def test_only_the_row_that_differs_is_told_to_the_view(model: ItineraryModel) -> None:
    model.show(itinerary((MONDAY, [entry("a", 9), entry("b", 11)])))
    told: list[tuple[int, bool]] = []
    model.dataChanged.connect(
        lambda first, last, roles: told.append((first.row(), first.parent().isValid()))
    )
    model.modelReset.connect(lambda: told.append((-1, False)))
    model.show(itinerary((MONDAY, [entry("a", 9), entry("b", 11, title="B")])))
    assert [row for row, is_entry in told if is_entry] == [1]
    assert (-1, False) not in told


def test_a_screen_reader_hears_the_entry_in_one_sentence(model: ItineraryModel) -> None:
    line = entry("Round table", 14)
    model.show(
        itinerary(
            (MONDAY, [ItemLine(line.item, None, MONDAY, False, "ESS", "B", "O'Connor", 5, 2)])
        )
    )
    spoken = model.index(0, 0, model.index(0, 0)).data(SPOKEN)
    assert (
        spoken
        == "Round table, Meeting, 14:00 to 15:00, ESS, B, hosts O'Connor, Confirmed, 2 findings"
    )


def test_a_night_flight_names_both_zones_and_the_next_day(model: ItineraryModel) -> None:
    flight = entry(
        "To Tokyo",
        11,
        kind=ItemKind.LEG,
        start_zone="Europe/Copenhagen",
        end_local=dt.datetime(2026, 11, 17, 7, 35),
        end_zone="Asia/Tokyo",
    ).item
    leg = Leg(id=RecordId("l"), item_id=flight.id, mode=Mode.FLIGHT, carrier="SK", number="983")
    first = ItemLine(flight, leg, MONDAY, False, "CPH → HND", "All", "", 7, 0)
    second = ItemLine(flight, leg, TUESDAY, True, "CPH → HND", "All", "", 7, 0)
    model.show(itinerary((MONDAY, [first]), (TUESDAY, [second])))
    departure = model.index(0, 0, model.index(0, 0))
    arrival = model.index(0, 0, model.index(1, 0))
    assert "11:00 Copenhagen" in departure.data()
    assert "07:35 +1 Tokyo" in departure.data()
    assert "until 07:35" in arrival.data()
    assert departure.data(NOTE) == "SK 983  ·  CPH → HND  ·  All"
    assert arrival.data(LINE).continues


def test_after_a_removal_the_next_entry_is_the_neighbour_else_the_one_before(
    model: ItineraryModel,
) -> None:
    model.show(
        itinerary((MONDAY, [entry("a", 9), entry("b", 11)]), (TUESDAY, [entry("c", 9, TUESDAY)]))
    )
    assert model.neighbour(ItemId("a")) == "b"
    assert model.neighbour(ItemId("c")) == "b"
    assert model.neighbour(ItemId("x")) is None
