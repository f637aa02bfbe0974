"""The tab of releases on a real library: versions, who holds them, what changed for whom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from journeys.ground import Files, Ground, ground_in
from planner.services.exporting import Calendars, ExportRequest
from planner.storage.connecting import connect_sqlite
from planner.ui.bridge import Bridge
from planner.ui.context import Context
from planner.ui.delegates.changes import BELOW, KEY
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_changes import ALL
from planner.ui.selection import Selection
from planner.ui.tasks import Tasks
from planner.ui.theme import Theme


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = ground_in(tmp_path)
    yield ground
    ground.planner.close()


@pytest.fixture
def page(qtbot: QtBot, ground: Ground, tmp_path: Path) -> Iterator[VisitPage]:
    bridge, messages = Bridge(ground.planner), Recorded()
    context = Context(
        ground.planner,
        bridge,
        messages,
        Tasks(messages),
        Selection(),
        Theme("light"),
        Files(folder=tmp_path),
    )
    page = VisitPage(context, ground.visit)
    qtbot.addWidget(page)
    bridge.changed.connect(page.refresh)
    page.refresh()
    page.resize(960, 540)
    page.show()
    page.tabs.setCurrentWidget(page.releases)
    yield page
    context.tasks.close()
    bridge.close()


def settled(qtbot: QtBot, page: VisitPage) -> None:
    """Wait until what is worked out beside is there."""
    qtbot.waitUntil(lambda: not page.context.tasks.is_busy, timeout=10_000)


def cells(page: VisitPage) -> list[list[str]]:
    model = page.releases.model
    return [
        [str(model.index(row, column).data()) for column in (0, 1, 4, 5)]
        for row in range(model.rowCount())
    ]


def readers(page: VisitPage) -> dict[str, str]:
    model = page.releases.changes.readers
    return {
        str(model.index(row, 0).data()): str(model.index(row, 1).data())
        for row in range(model.rowCount())
    }


def listed(page: VisitPage) -> dict[str, list[tuple[str, str]]]:
    """The rows of each section of the list of changes."""
    model = page.releases.changes.model
    found = {}
    for row in range(model.rowCount()):
        section = model.index(row, 0)
        rows = [model.index(child, 0, section) for child in range(model.rowCount(section))]
        found[str(section.data()).split("  ")[0]] = [(one.data(), one.data(BELOW)) for one in rows]
    return found


def test_before_the_first_release_the_tab_offers_one(page: VisitPage) -> None:
    assert page.releases.table.empty.isVisible()
    assert not page.releases.can_compare
    page.compare()
    assert not page.releases.is_comparing


def test_versions_say_who_holds_them_and_how_many_copies_are_stale(
    qtbot: QtBot, page: VisitPage, ground: Ground, tmp_path: Path
) -> None:
    planner = ground.planner
    planner.releases.release(ground.visit, "first")
    planner.exporting.write(
        ExportRequest(
            visit_id=ground.visit,
            folder=tmp_path / "out",
            release=1,
            calendars=(Calendars.PEOPLE,),
        )
    )
    settled(qtbot, page)
    (first,) = cells(page)
    assert first[:2] == ["first", "1"]
    assert int(first[2]) > 1
    assert first[3] == "–"

    planner.itineraries.edit(ground.item("lunch"), title="Long lunch")
    planner.releases.release(ground.visit, "second")
    settled(qtbot, page)

    assert [row[0] for row in cells(page)] == ["second", "first"]
    assert 0 < int(cells(page)[1][3]) <= int(cells(page)[1][2])


def test_what_changed_is_listed_for_all_and_for_each_recipient(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    ground.planner.releases.release(ground.visit)
    ground.planner.itineraries.edit(ground.item("lunch"), title="Long lunch")
    settled(qtbot, page)

    qtbot.keyClick(page.releases.table, Qt.Key.Key_Return)
    settled(qtbot, page)

    assert page.releases.is_comparing
    assert readers(page)["Everything"] == "1 entry"
    assert [below for _row, below in listed(page)["Entries"]] == ["Title: Long lunch (was: Lunch)"]
    told = [key for key in readers(page) if "of" in readers(page)[key]]
    assert told
    changes = page.releases.changes
    changes.table.choose(1)
    assert changes.summary.text().startswith(f"{told[0]}: 1 of ")
    assert "Unchanged, not told of" in listed(page)


def test_the_list_follows_the_draft_and_the_chosen_recipient_stays_in_front(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    ground.planner.releases.release(ground.visit)
    page.compare()
    settled(qtbot, page)
    assert page.releases.changes.summary.text() == "Nothing changed."
    changes = page.releases.changes
    changes.table.choose(2)
    key = changes.table.current_key

    ground.planner.itineraries.edit(ground.item("lunch"), title="Long lunch")
    settled(qtbot, page)

    assert changes.table.current_key == key != ALL
    assert readers(page)["Everything"] == "1 entry"


def test_enter_on_a_change_leads_to_its_entry_and_escape_back_to_the_versions(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    ground.planner.releases.release(ground.visit)
    ground.planner.itineraries.edit(ground.item("lunch"), title="Long lunch")
    page.compare()
    settled(qtbot, page)
    changes = page.releases.changes
    assert changes.changes.currentIndex().data(KEY) == ground.item("lunch")

    qtbot.keyClick(changes.changes, Qt.Key.Key_Return)
    assert page.tabs.currentWidget() is page.itinerary
    assert page.itinerary.item is not None
    assert page.itinerary.item.title == "Long lunch"

    page.tabs.setCurrentWidget(page.releases)
    qtbot.keyClick(changes.table, Qt.Key.Key_Escape)
    assert not page.releases.is_comparing


def test_any_two_versions_can_be_chosen(qtbot: QtBot, page: VisitPage, ground: Ground) -> None:
    planner = ground.planner
    planner.releases.release(ground.visit)
    planner.itineraries.edit(ground.item("lunch"), title="Long lunch")
    planner.releases.release(ground.visit)
    planner.itineraries.edit(ground.item("lunch"), title="Longer lunch")
    page.compare()
    settled(qtbot, page)
    changes = page.releases.changes

    changes.choose(1, 2)
    settled(qtbot, page)

    assert [below for _row, below in listed(page)["Entries"]] == ["Title: Long lunch (was: Lunch)"]


def test_a_release_that_was_changed_is_marked_and_cannot_be_handed_out(
    page: VisitPage, ground: Ground
) -> None:
    planner = ground.planner
    planner.releases.release(ground.visit, "first")
    with closing(connect_sqlite(Path(planner.address))) as other:
        other.execute("UPDATE release SET content = replace(content, 'Lunch', 'Dinner')")
    planner.itineraries.edit(ground.item("lunch"), title="Long lunch")

    assert cells(page)[0][0] == "Changed after it was released"
    assert not page.releases._export.isEnabled()
    assert not page.releases.can_compare
    assert "not as it was released" in page.header.brief.text()


def test_rows_are_as_tall_as_what_they_say(qtbot: QtBot, page: VisitPage, ground: Ground) -> None:
    ground.planner.releases.release(ground.visit)
    ground.planner.itineraries.edit(
        ground.item("lunch"), public_text="Please bring closed shoes. " * 12
    )
    page.compare()
    settled(qtbot, page)
    view = page.releases.changes.changes
    index: QModelIndex = view.currentIndex()

    assert view.visualRect(index).height() > 4 * view.fontMetrics().height()


def test_a_holder_who_is_known_by_name_alone_is_listed_with_what_changed_since(
    qtbot: QtBot, page: VisitPage, ground: Ground, tmp_path: Path
) -> None:
    planner = ground.planner
    planner.releases.release(ground.visit)
    planner.exporting.write(
        ExportRequest(
            visit_id=ground.visit,
            folder=tmp_path / "out",
            release=1,
            contact_sheet=True,
            recipient="Embassy of Japan",
        )
    )
    planner.itineraries.edit(ground.item("lunch"), title="Long lunch")
    planner.releases.release(ground.visit)
    page.compare()
    settled(qtbot, page)
    changes = page.releases.changes
    row = changes.readers.row_of("name:Embassy of Japan")
    assert row is not None
    assert str(changes.readers.index(row, 2).data()) == "v1"

    changes.table.choose(row)

    assert changes.summary.text().startswith("Embassy of Japan: 1 of ")
    assert [below for _row, below in listed(page)["Entries"]] == ["Title: Long lunch (was: Lunch)"]
