"""The map of the sample visits: filters, the way to the entries, paper."""

from __future__ import annotations

import datetime as dt
import gc
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import factories
from planner import i18n
from planner.domain.ids import ItemId
from planner.services import maps
from planner.services.planner import Planner
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages import visit_map_words as words
from planner.ui.pages.organisations import OrganisationsPage
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_map import VisitMap
from planner.ui.pages.visit_state import VisitState, read
from planner.ui.theme import tokens

from .conftest import Files
from .test_audit import Wordy, findings


def state_of(planner: Planner, code: str) -> VisitState:
    visit = next(visit for visit in planner.visits.coming() if visit.code.startswith(code))
    return read(planner, visit.id)


def shown(qtbot: QtBot, window: MainWindow, state: VisitState) -> VisitMap:
    assert window.context is not None
    page = VisitMap(window.context)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show_state(state)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def page(qtbot: QtBot, sample_window: MainWindow, sample: Planner) -> VisitMap:
    return shown(qtbot, sample_window, state_of(sample, "JP-DK"))


def item(page: VisitMap, title: str) -> ItemId:
    assert page._state is not None
    return next(item.id for item in page._state.plan.items if item.title == title)


def test_the_sample_visit_goes_over_the_sound(page: VisitMap) -> None:
    names = [stop.name for stop in page.map.stops]
    assert names[:2] == ["Tokyo Haneda Airport (HND)", "Tokyo Narita Airport (NRT)"]
    assert "European Spallation Source" in names
    assert [stop.number for stop in page.map.stops] == list(range(1, len(names) + 1))
    assert 12 < page.map.frame.x < 14  # the sites of the visit, not the flights
    page.map.fit_whole()
    assert page.map.frame.box.east > 139


def test_the_state_is_worked_out_when_the_map_is_seen(
    qtbot: QtBot, sample_window: MainWindow, sample: Planner
) -> None:
    assert sample_window.context is not None
    page = VisitMap(sample_window.context)
    qtbot.addWidget(page)
    page.show_state(state_of(sample, "JP-DK"))
    assert page.map.stops == ()
    page.show()
    assert len(page.map.stops) > 5


def test_one_day_can_be_looked_at(page: VisitMap) -> None:
    page.days.setCurrentIndex(page.days.findData("2027-05-12"))
    names = [stop.name for stop in page.map.stops]
    assert "Niels Bohr Institute, Blegdamsvej" in names
    assert "Tokyo Narita Airport (NRT)" not in names


def test_the_filters_stay_when_the_visit_changes(page: VisitMap, sample: Planner) -> None:
    page.days.setCurrentIndex(page.days.findData("2027-05-12"))
    page.people.setCurrentIndex(2)
    person = page.people.currentText()
    page.show_state(state_of(sample, "JP-DK"))
    assert page.days.currentData() == "2027-05-12"
    assert page.people.currentText() == person


def test_one_person_has_a_way_of_their_own(page: VisitMap) -> None:
    everybody = len(page.map.stops)
    ways = set()
    for number in range(1, page.people.count()):
        page.people.setCurrentIndex(number)
        ways.add(tuple(stop.number for stop in page.map.stops))
    assert len(ways) > 1
    assert min(len(way) for way in ways) < everybody


def test_a_chosen_stop_leads_to_its_first_entry(page: VisitMap, qtbot: QtBot) -> None:
    key = next(stop.key for stop in page.map.stops if stop.name == "European Spallation Source")
    page.map.setFocus()
    with qtbot.waitSignal(page.chosen) as told:
        mark = page.map.sheet.mark_of(key)
        assert mark is not None
        while page.map.current != key:
            qtbot.mouseClick(page.map, Qt.MouseButton.LeftButton, pos=mark.centre.toPoint())
    assert page._state is not None
    plan = page._state.plan
    leg = plan.leg_of[told.args[0]]
    assert plan.ends_of(leg)[1] == "European Spallation Source"


def test_an_entry_in_front_brings_its_stop_to_the_front_and_stays(
    page: VisitMap, qtbot: QtBot
) -> None:
    told: list[ItemId] = []
    page.chosen.connect(told.append)
    page.choose(item(page, "MAX IV Laboratory, group B"))
    assert next(s.name for s in page.map.stops if s.key == page.map.current) == "MAX IV Laboratory"
    qtbot.keyClick(page.map, Qt.Key.Key_Return)
    assert told == []


def test_a_journey_in_front_shows_where_it_ends(page: VisitMap) -> None:
    page.choose(item(page, "Coach over the Øresund to ESS"))
    current = next(stop for stop in page.map.stops if stop.key == page.map.current)
    assert current.name == "European Spallation Source"


def test_what_cannot_be_shown_is_said(page: VisitMap, sample: Planner) -> None:
    assert page._state is not None
    site = next(site for site in page._state.plan.sites if site.name == "Restaurant Prøven")
    sample.sites.edit(site.id, latitude=None, longitude=None)
    page.show_state(state_of(sample, "JP-DK"))
    assert "Restaurant Prøven" in page.missing.text()
    sample.sites.edit(site.id, latitude=55.68, longitude=12.58)
    page.show_state(state_of(sample, "JP-DK"))
    assert "Restaurant Prøven" not in page.missing.text()


def test_a_visit_without_positions_says_what_to_do(
    qtbot: QtBot, window: MainWindow, planner: Planner
) -> None:
    visit = planner.visits.new(factories.visit())
    page = shown(qtbot, window, read(planner, visit))
    assert page.empty.isVisible()
    assert not page.map.isVisible()
    assert not page.can_print
    page.take_focus()
    with qtbot.waitSignal(page.sites_wanted):
        focus = page.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_Space)


def test_screen_readers_hear_days_and_the_way_on(page: VisitMap) -> None:
    seen = QAccessible.queryAccessibleInterface(page.map)
    told = {
        seen.child(n).text(QAccessible.Text.Name): seen.child(n).text(QAccessible.Text.Description)
        for n in range(seen.childCount())
    }
    text = next(text for name, text in told.items() if "Haneda" in name)
    assert "東京国際空港" in text
    assert "Sun 9 May" in text
    assert "Flight to Copenhagen Airport (CPH)" in text


def test_days_in_a_row_are_written_as_a_span() -> None:
    days = [dt.date(2027, 5, day) for day in (9, 10, 11, 14)]
    assert words.days_in_words(days) == "Sun 9 May – Tue 11 May, Fri 14 May"
    assert words.days_in_words(days[:1]) == "Sun 9 May"


def test_flights_bend_and_other_ways_are_straight(page: VisitMap) -> None:
    lines = words.lines_of(page.route)
    assert all(len(line.points) == 2 for line in lines if line.look != "flight")
    assert any(max(p.latitude for p in line.points) > 65 for line in lines)
    assert {look for look, _text in words.legend_of(lines)} == {line.look for line in lines}


# on paper


def test_the_map_is_printed_on_one_page(page: VisitMap, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.print_map(printer)
    content = (tmp_path / "printed.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") == 1
    assert len(content) > 20_000


def test_the_preview_shows_the_page(page: VisitMap, qtbot: QtBot) -> None:
    page.preview()
    gc.collect()  # the printer is not in the dialog's keeping
    dialog = page.findChild(QPrintPreviewDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    assert not dialog.grab().isNull()
    assert dialog.printer().isValid() or dialog.printer().docName().startswith("Map of")
    dialog.reject()


@pytest.mark.parametrize(("name", "start"), [("a.pdf", b"%PDF"), ("a.png", b"\x89PNG")])
def test_the_map_is_saved_as_what_its_name_says(
    page: VisitMap, files: Files, said: Recorded, tmp_path: Path, name: str, start: bytes
) -> None:
    files.paths = [tmp_path / name]
    page.save()
    assert (tmp_path / name).read_bytes().startswith(start)
    assert [text for text, _undo in said.toasts] == [f"“{name}” was written"]


def test_a_picture_is_light_also_in_the_dark(page: VisitMap) -> None:
    assert page._context.theme is not None
    page._context.theme.choose("dark")
    image = QImage.fromData(page.paper().png())
    page._context.theme.choose("light")
    colours = {image.pixelColor(x, y).name().upper() for x in range(60, 900, 7) for y in (400, 800)}
    assert tokens("light")["visitSoft"] in colours
    assert tokens("dark")["visitSoft"] not in colours


def test_a_map_that_cannot_be_written_says_why(
    page: VisitMap, files: Files, said: Recorded, tmp_path: Path
) -> None:
    files.paths = [tmp_path / "no such folder" / "map.pdf"]
    page.save()
    assert len(said.errors) == 1
    assert said.toasts == []


def test_called_off_nothing_is_written(page: VisitMap, files: Files, said: Recorded) -> None:
    files.paths = []
    page.save()
    assert said.toasts == []
    assert said.errors == []


def test_paper_lists_many_stops_within_the_page(page: VisitMap) -> None:
    stop = page.map.stops[0]
    paper = replace(page.paper(), stops=tuple(replace(stop, number=n) for n in range(1, 90)))
    image = QImage(1000, 700, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    paper.paint(painter, QRectF(0, 0, 1000, 500))
    painter.end()

    def inked(y: int) -> bool:
        return any(image.pixelColor(x, y).lightness() < 200 for x in range(720, 1000))

    assert any(inked(y) for y in range(460, 500))  # the last stops of the list
    assert not any(inked(y) for y in range(500, 700))


def test_a_missing_map_is_said_once_and_the_stops_are_shown_all_the_same(
    qtbot: QtBot, sample_window: MainWindow, sample: Planner, said: Recorded,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("planner.paths.data", lambda: tmp_path)
    maps._level.cache_clear()
    page = shown(qtbot, sample_window, state_of(sample, "JP-DK"))
    page.grab()
    page.map.fit_whole()
    page.grab()
    qtbot.waitUntil(lambda: len(said.errors) > 0)
    assert [error.message for error in said.errors] == ["The shipped map cannot be read."]
    assert len(page.map.sheet.marks) > 1
    maps._level.cache_clear()


def on_the_visit(window: MainWindow, planner: Planner) -> VisitPage:
    window.show_record("visit", planner.visits.find("JP-DK-2027").id)
    assert isinstance(window.page, VisitPage)
    return window.page


def run(window: MainWindow, key: str) -> None:
    assert window.context is not None
    window.context.commands.run(key)


def enabled(window: MainWindow) -> dict[str, bool]:
    assert window.context is not None
    commands = window.context.commands.all()
    return {one.id: one.enabled() for one in commands if one.id.startswith("map.")}


def test_the_maps_commands_stand_in_the_window_and_wait_until_it_is_in_front(
    sample_window: MainWindow, sample: Planner
) -> None:
    visit = on_the_visit(sample_window, sample)
    assert set(enabled(sample_window)) == {
        "map.fit", "map.whole", "map.nearer", "map.farther", "map.save"
    }  # fmt: skip
    assert not any(enabled(sample_window).values())
    assert visit.itinerary.page is None, "asking for commands makes no map"
    run(sample_window, "itinerary.view_map")
    assert all(enabled(sample_window).values())
    visit.tabs.setCurrentWidget(visit.delegation)
    assert not any(enabled(sample_window).values())


def test_the_map_is_zoomed_and_saved_from_the_menus(
    sample_window: MainWindow, sample: Planner, files: Files, tmp_path: Path
) -> None:
    visit = on_the_visit(sample_window, sample)
    run(sample_window, "itinerary.view_map")
    page = visit.itinerary.page
    assert isinstance(page, VisitMap)
    before = page.map.frame
    run(sample_window, "map.nearer")
    assert page.map.frame != before
    run(sample_window, "map.farther")
    run(sample_window, "map.whole")
    assert page.map.frame.box.east > 139
    run(sample_window, "map.fit")
    assert page.map.frame.box.east < 139
    files.paths = [tmp_path / "map.png"]
    run(sample_window, "map.save")
    assert (tmp_path / "map.png").stat().st_size > 10_000


def test_from_a_map_without_positions_one_gets_to_the_site(
    sample_window: MainWindow, sample: Planner
) -> None:
    visit = on_the_visit(sample_window, sample)
    run(sample_window, "itinerary.view_map")
    page = visit.itinerary.page
    assert isinstance(page, VisitMap)
    page.sites_wanted.emit()

    assert isinstance(sample_window.page, OrganisationsPage)
    assert sample_window.page.list is sample_window.page.sites
    assert sample_window.page.sites.table.current_key


def test_every_control_has_a_name(page: VisitMap) -> None:
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            seen = QAccessible.queryAccessibleInterface(widget)
            assert seen.text(QAccessible.Text.Name).strip(), widget
            assert seen.role() is not QAccessible.Role.Client, widget


@pytest.mark.parametrize("code", ["en", "de", "da"])
def test_nothing_is_clipped_at_the_smallest_width(
    qtbot: QtBot, sample_window: MainWindow, sample: Planner, code: str
) -> None:
    i18n.use(code)
    page = shown(qtbot, sample_window, state_of(sample, "SH-JP"))
    page.resize(900, 300)
    assert list(findings(page)) == []
    i18n.use("en")
    assert page.map.height() > 140


def test_nor_when_texts_are_half_as_long_again(
    qtbot: QtBot, sample_window: MainWindow, sample: Planner
) -> None:
    i18n._current[:] = [Wordy()]
    page = shown(qtbot, sample_window, state_of(sample, "SH-JP"))
    page.resize(900, 400)
    assert list(findings(page)) == []
    i18n.use("en")


def test_it_opens_on_the_visit_although_a_far_airport_is_in_front(
    qtbot: QtBot, sample_window: MainWindow, sample: Planner
) -> None:
    window = sample_window
    plan = state_of(sample, "SH-JP").plan
    window.go(f"visit:{plan.visit.id}")
    visit = window.page
    assert isinstance(visit, VisitPage)
    flight = next(one for one in plan.items if one.title == "Flight Hamburg – Munich")
    visit.itinerary.choose(flight.id)
    visit.itinerary.show_view("map")
    QApplication.processEvents()

    (page,) = visit.itinerary.findChildren(VisitMap)
    assert page.map.current
    assert page.map.frame == page.map._fitted(page.map.width(), page.map.height())
    tokyo = next(one for one in page.map.stops if "Chamber" in one.name)
    mark = page.map.sheet.mark_of(tokyo.key)
    assert mark is not None
    assert page.map.rect().contains(mark.centre.toPoint())


def test_paper_shows_the_visit_while_a_far_stop_is_brought_in(page: VisitMap) -> None:
    before = _picture_of(page)
    page.choose(item(page, "Flight Tokyo Haneda – Copenhagen"))
    far = next(stop for stop in page.map.stops if "Haneda" in stop.name)
    page.map.set_current(far.key)
    assert page.map.frame != page.map._fitted(page.map.width(), page.map.height())
    assert _picture_of(page) == before

    page.map.zoom(2.0)
    assert _picture_of(page) != before, "what the user chose by hand is what is printed"


def _picture_of(page: VisitMap) -> bytes:
    return page.paper().png()
