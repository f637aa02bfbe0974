"""The palette: records and commands behind one line, answered within the keystroke."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from factories import organisation, person, visit
from planner.services.planner import Planner
from planner.ui.areas import SHOWN
from planner.ui.main_window import MainWindow
from planner.ui.palette import ICONS, Palette


def shown(palette: Palette) -> list[str]:
    return [palette.model.line(row).text for row in range(palette.model.rowCount())]


def opened(window: MainWindow) -> Palette:
    window.show_palette()
    assert window._palette is not None
    return window._palette


@pytest.fixture
def crowded(planner: Planner, open_window: Callable[[Planner], MainWindow]) -> MainWindow:
    for family, given in (("Tanaka", "Haruto"), ("Tanaka", "Aya"), ("Berg", "Tanja")):
        planner.contacts.add(person(family, given, country="JP"))
    planner.organisations.add(organisation("Ottana Works"))
    return open_window(planner)


def test_each_letter_is_answered_before_the_next(qtbot: QtBot, crowded: MainWindow) -> None:
    palette = opened(crowded)

    qtbot.keyClicks(palette.line, "tan")
    assert shown(palette)[:4] == ["Berg Tanja", "Tanaka Aya", "Tanaka Haruto", "Ottana Works"]

    qtbot.keyClicks(palette.line, "aka h")
    assert shown(palette)[0] == "Tanaka Haruto"
    assert "Tanaka Aya" not in shown(palette)

    palette.line.clear()
    assert "Tanaka Haruto" not in shown(palette)


def test_every_kind_of_record_that_can_be_opened_can_be_found(
    qtbot: QtBot, sample: Planner, open_window: Callable[[Planner], MainWindow]
) -> None:
    palette = opened(open_window(sample))

    for text in ("japan", "programme", "innovation", "danish", "mext", "tokyo", "ess", "o"):
        palette.line.clear()
        qtbot.keyClicks(palette.line, text)
        assert shown(palette)

    assert set(ICONS) == SHOWN


def test_a_command_that_is_called_so_comes_before_a_record_that_contains_it(
    qtbot: QtBot, crowded: MainWindow, planner: Planner
) -> None:
    planner.contacts.add(person("Overundoing", "Ada"))
    palette = opened(crowded)

    qtbot.keyClicks(palette.line, "undo")

    texts = shown(palette)
    assert texts[0].startswith("Undo")
    assert "Ada Overundoing" in texts


def test_commands_keep_a_place_however_many_records_there_are(
    qtbot: QtBot, crowded: MainWindow, planner: Planner
) -> None:
    with planner._core.work("Fill", {}) as work:
        work.add_all(person(f"Undoer{number}", "Ada") for number in range(300))
    palette = opened(crowded)

    qtbot.keyClicks(palette.line, "undo")

    kinds = {palette.model.line(row).id.partition(":")[0] for row in range(40)}
    assert "person" in kinds
    assert len(kinds) > 1
    assert palette.model.rowCount() == 40


def test_what_was_opened_last_stands_first_among_equals(qtbot: QtBot, crowded: MainWindow) -> None:
    palette = opened(crowded)
    qtbot.keyClicks(palette.line, "tanaka")
    assert shown(palette)[:2] == ["Tanaka Aya", "Tanaka Haruto"]
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.isHidden()

    qtbot.keyClicks(opened(crowded).line, "tanaka")

    assert shown(palette)[:2] == ["Tanaka Haruto", "Tanaka Aya"]


def test_the_keyboard_walks_the_answers_while_the_line_keeps_the_focus(
    qtbot: QtBot, crowded: MainWindow
) -> None:
    crowded.activateWindow()
    palette = opened(crowded)
    qtbot.keyClicks(palette.line, "tanaka")

    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    qtbot.keyClick(palette.line, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == 0
    assert palette.line.hasFocus()
    qtbot.keyClicks(palette.line, " a")
    assert shown(palette)[0] == "Tanaka Aya"


def test_a_head_without_a_name_opens_in_its_visit(
    qtbot: QtBot, window: MainWindow, planner: Planner
) -> None:
    trip = visit()
    planner.visits.new(trip)
    head = planner.delegations.add_placeholder(trip.id, "N.N., head of section")
    palette = opened(window)

    qtbot.keyClicks(palette.line, "head of sec")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)

    assert window.navigation is not None
    assert window.navigation.name == f"visit:{trip.id}"
    page = window.page
    assert page is not None
    assert page.delegation.current == head  # type: ignore[attr-defined]


def test_what_is_in_front_is_read_out(
    qtbot: QtBot, crowded: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: said.append(event.message())
    )
    palette = opened(crowded)

    qtbot.keyClicks(palette.line, "tanaka h")
    assert said[-1].startswith("Tanaka Haruto")
    assert said[-1].endswith("1 found")

    qtbot.keyClicks(palette.line, "zzz")
    assert said[-1] == "Nothing is called so."
