"""The quick-add line as it is typed into: what it says, what it asks, and what keys do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from planner import i18n
from planner.domain.ids import GroupId, SiteId
from planner.domain.quick_add import QuickContext, QuickGroup, QuickSite, Reading
from planner.ui import theme
from planner.ui.theme import Theme
from planner.ui.widgets.quick_add_line import QuickAddLine

from .test_audit import findings

MONDAY = dt.date(2026, 11, 16)
CONTEXT = QuickContext(
    first_day=MONDAY,
    last_day=MONDAY + dt.timedelta(3),
    front=MONDAY,
    groups=(
        QuickGroup(id=GroupId("a"), letter="A", name="Science"),
        QuickGroup(id=GroupId("b"), letter="B", name="Policy"),
    ),
    sites=(
        QuickSite(id=SiteId("ess"), name="ESS"),
        QuickSite(
            id=SiteId("1"), name="Institute of Very Long Names & Longer Corridors, North Wing"
        ),
        QuickSite(
            id=SiteId("2"), name="Institute of Very Long Names & Longer Corridors, South Wing"
        ),
    ),
)


@pytest.fixture
def line(qtbot: QtBot, qapp: QApplication) -> Iterator[QuickAddLine]:
    Theme("light", qapp).apply()
    frame = QWidget()
    rows = QVBoxLayout(frame)
    rows.setContentsMargins(0, 0, 0, 0)
    made = QuickAddLine(CONTEXT, frame)
    rows.addWidget(made)
    rows.addStretch(1)
    qtbot.addWidget(frame)
    frame.resize(900, 300)
    with qtbot.waitExposed(frame):
        frame.show()
    frame.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.editor.hasFocus)
    yield made
    frame.close()


@pytest.fixture
def told(line: QuickAddLine) -> list[Reading]:
    result: list[Reading] = []
    line.wanted.connect(result.append)
    return result


def test_it_says_what_it_reads_while_it_is_typed(qtbot: QtBot, line: QuickAddLine) -> None:
    assert "@place" in line.read_back.text()

    qtbot.keyClicks(line.editor, "14:30-16 tour of ESS #A @ESS")

    assert line.read_back.text() == (
        "Reads as: Mon 16 Nov · 14:30–16:00 · Group A · ESS · Tour “tour of ESS”"
    )
    assert line.editor.accessibleDescription() == line.read_back.text()
    assert not line.answers.isVisible()


def test_enter_tells_the_reading_and_keeps_the_words_until_they_are_added(
    qtbot: QtBot, line: QuickAddLine, told: list[Reading]
) -> None:
    qtbot.keyClicks(line.editor, "14:30 tour ?")
    qtbot.keyClick(line.editor, Qt.Key.Key_Return)

    (reading,) = told
    assert (reading.title, reading.tentative) == ("tour", True)
    assert line.text == "14:30 tour ?"
    line.clear()
    assert line.reading.is_empty


def test_enter_on_an_empty_line_tells_nothing(
    qtbot: QtBot, line: QuickAddLine, told: list[Reading]
) -> None:
    qtbot.keyClick(line.editor, Qt.Key.Key_Return)
    assert told == []


def test_a_question_is_answered_by_keys_alone(
    qtbot: QtBot, line: QuickAddLine, told: list[Reading]
) -> None:
    qtbot.keyClicks(line.editor, "4-5 tour")
    assert line.read_back.text() == "“4-5”: which hours are meant?"
    assert line._mark.isVisible()
    assert [button.text() for button in line.answers.buttons] == ["16:00–17:00", "04:00–05:00"]

    qtbot.keyClick(line.editor, Qt.Key.Key_Return)
    first, second = line.answers.buttons
    assert line.editor.hasFocus()
    assert told == []
    qtbot.keyClick(line.editor, Qt.Key.Key_Down)
    assert first.hasFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Return)

    assert line.text == "04:00-05:00 tour"
    assert line.editor.hasFocus()
    assert not line.answers.isVisible()
    assert not line._mark.isVisible()
    qtbot.keyClick(line.editor, Qt.Key.Key_Return)
    assert [reading.title for reading in told] == ["tour"]


def test_an_answer_is_clicked_and_taken_back_like_typing(qtbot: QtBot, line: QuickAddLine) -> None:
    qtbot.keyClicks(line.editor, "14:30 tour #C")
    button = line.answers.buttons[1]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert line.text == "14:30 tour #B"

    line.editor.undo()

    assert line.text == "14:30 tour #C"


def test_questions_come_one_after_the_other(qtbot: QtBot, line: QuickAddLine) -> None:
    qtbot.keyClicks(line.editor, "Fri 4-5 tour #C")

    asked = []
    while line.reading.blocks:
        asked.append(line.read_back.text())
        line.answers.buttons[0].click()

    assert asked == [
        "“4-5”: which hours are meant?",
        "“Fri” is not a day of the visit.",
        "There is no group #C.",
    ]
    assert line.text == "2026-11-20! 16:00-17:00 tour #A"


def test_typing_on_after_enter_answers_nothing(
    qtbot: QtBot, line: QuickAddLine, told: list[Reading]
) -> None:
    qtbot.keyClicks(line.editor, "4-5 tour")
    qtbot.keyClick(line.editor, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClicks(focused, " of the lab")
    assert line.text == "4-5 tour of the lab"
    assert told == []


def test_what_is_typed_on_an_answer_goes_on_in_the_line(qtbot: QtBot, line: QuickAddLine) -> None:
    qtbot.keyClicks(line.editor, "4-5 tour")
    qtbot.keyClick(line.editor, Qt.Key.Key_Down)
    button = line.answers.buttons[0]
    assert button.hasFocus()
    qtbot.keyClick(button, "s")
    assert line.editor.hasFocus()
    qtbot.keyClicks(line.editor, " #A")
    assert line.text == "4-5 tours #A"


def test_down_goes_to_the_answers_and_up_and_escape_back(qtbot: QtBot, line: QuickAddLine) -> None:
    qtbot.keyClicks(line.editor, "4-5 tour")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Escape):
        qtbot.keyClick(line.editor, Qt.Key.Key_Down)
        assert line.answers.buttons[0].hasFocus()
        qtbot.keyClick(line.answers.buttons[0], key)
        assert line.editor.hasFocus()
    assert line.text == "4-5 tour"


def test_tab_reaches_every_answer(qtbot: QtBot, line: QuickAddLine) -> None:
    qtbot.keyClicks(line.editor, "4-5 tour")
    reached = []
    for _step in line.answers.buttons:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())

    assert reached == line.answers.buttons


def test_escape_clears_the_line(qtbot: QtBot, line: QuickAddLine) -> None:
    qtbot.keyClicks(line.editor, "14:30 tour")
    qtbot.keyClick(line.editor, Qt.Key.Key_Escape)
    assert line.text == ""
    assert line.reading.is_empty


def compose(line: QuickAddLine, before: str, done: str = "") -> None:
    event = QInputMethodEvent(before, [])
    if done:
        event.setCommitString(done)
    QApplication.sendEvent(line.editor, event)


def test_keys_belong_to_the_input_method_while_it_composes(
    qtbot: QtBot, line: QuickAddLine, told: list[Reading]
) -> None:
    qtbot.keyClicks(line.editor, "14:30 ")
    compose(line, "けんがく")

    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Down):
        qtbot.keyClick(line.editor, key)
    assert told == []
    assert line.text == "14:30 "
    assert line.editor.hasFocus()

    compose(line, "", "見学")
    assert line.text == "14:30 見学"
    qtbot.keyClick(line.editor, Qt.Key.Key_Return)
    assert [reading.title for reading in told] == ["見学"]


def test_a_new_day_in_front_is_read_at_once(qtbot: QtBot, line: QuickAddLine) -> None:
    qtbot.keyClicks(line.editor, "14:30 tour")
    line.set_context(QuickContext(first_day=MONDAY, last_day=MONDAY, front=dt.date(2026, 11, 18)))
    assert "Wed 18 Nov" in line.read_back.text()


def test_an_end_on_the_next_day_is_said(qtbot: QtBot, line: QuickAddLine) -> None:
    qtbot.keyClicks(line.editor, "22:15-07:40 flight")
    assert line.read_back.text().endswith(
        "22:15–07:40 +1 · Travel “flight” · It ends on a later day."
    )
    assert not line._mark.isVisible()


def test_a_title_still_to_come_is_no_warning(qtbot: QtBot, line: QuickAddLine) -> None:
    qtbot.keyClicks(line.editor, "14:30-16")
    assert line.read_back.text() == "Type what it is."
    assert not line._mark.isVisible()


@pytest.mark.parametrize("width", [480, 900])
@pytest.mark.parametrize("code", ["en", "de", "da"])
def test_nothing_is_clipped_or_nameless(
    qtbot: QtBot, line: QuickAddLine, code: str, width: int
) -> None:
    i18n.use(code)
    window = line.window()
    window.resize(width, 300)
    line.set_text("Fri 14:30 talk @Institute #C")
    qtbot.wait(10)

    assert list(findings(window)) == []
    line.set_text("14:30 talk @Institute")
    qtbot.wait(10)

    assert list(findings(window)) == []
    assert len(line.answers.buttons) == 3
    for button in line.answers.buttons:
        assert line.answers.rect().contains(button.geometry())
        seen = QAccessible.queryAccessibleInterface(button)
        assert "Institute" in seen.text(QAccessible.Text.Name)


def test_the_warning_keeps_its_contrast_in_the_dark(
    qtbot: QtBot, line: QuickAddLine, qapp: QApplication
) -> None:
    line.set_text("4-5 tour")
    theme.current().choose("dark")
    qapp.processEvents()

    assert line.read_back.palette().windowText().color() == theme.color("warn")
    assert theme.color("warn").lightness() > 128
    line.set_text("16-17 tour")
    qapp.processEvents()
    assert line.read_back.palette().windowText().color() == theme.color("text")
    theme.current().choose("light")
    qapp.processEvents()
    assert line.read_back.palette().windowText().color() == theme.color("text")
