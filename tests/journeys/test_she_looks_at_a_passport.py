"""She needs a passport number for a gate list: dots, a purpose, the number, and dots again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from journeys.ground import Ground
from planner.domain.private_details import DetailKind
from planner.ui import clipboard
from planner.ui.dialogs.ask_purpose import AskPurpose
from planner.ui.dialogs.ask_recipient import AskRecipient
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.contacts import ContactsPage
from planner.ui.pages.identity_papers import IdentityPapers, IdentityPapersDialog
from planner.ui.widgets import hidden_lines
from planner.ui.widgets.hidden_lines import DOTS
from planner.ui.widgets.label import Label

NUMBER = "ZX4471902"


def texts(window: MainWindow) -> list[str]:
    return [label.text() for label in window.findChildren(Label)]


@pytest.fixture
def papers(window: MainWindow, ground: Ground, qtbot: QtBot) -> IdentityPapers:
    """The person's page of the first delegate, who has a passport."""
    plan = ground.planner.visits.plan(ground.visit)
    key = next(one.person_id for one in plan.delegates if one.person_id)
    ground.planner.hidden_details.note(key, DetailKind.PASSPORT_NUMBER, NUMBER)
    ground.planner.hidden_details.note(key, DetailKind.BIRTH_DATE, "1970-05-31")
    assert window.context is not None
    window.context.open_record("person", key)
    page = window.page
    assert isinstance(page, ContactsPage)
    found = window.findChildren(IdentityPapers)
    qtbot.waitUntil(lambda: any(one.lines.values for one in found))
    return next(one for one in found if one.lines.values)


def answer(qtbot: QtBot, window: MainWindow, purpose: str) -> None:
    dialog = next(one for one in window.findChildren(AskPurpose) if one.isVisible())
    assert not dialog.show_button.isEnabled()  # no purpose, no number
    qtbot.keyClicks(dialog.purpose, purpose)
    qtbot.mouseClick(dialog.show_button, Qt.MouseButton.LeftButton)


def say_who_gets_it(qtbot: QtBot, window: MainWindow) -> None:
    """Before it is on the clipboard; called off it is not."""
    dialog = next(one for one in window.findChildren(AskRecipient) if one.isVisible())
    assert QGuiApplication.clipboard().text() != NUMBER
    qtbot.keyClicks(dialog.to, "Security desk")
    assert not dialog.go.isEnabled()
    dialog.purpose.setEditText("Gate list")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)


def test_a_number_is_shown_for_a_purpose_for_a_minute_and_leaves_the_clipboard(
    papers: IdentityPapers, window: MainWindow, ground: Ground, qtbot: QtBot, said: Recorded,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    assert NUMBER not in " ".join(texts(window))
    assert {label.text() for label in papers.lines.values.values()} == {DOTS}

    qtbot.mouseClick(papers.lines.show_button, Qt.MouseButton.LeftButton)
    answer(qtbot, window, "Gate list")
    assert papers.lines.values[DetailKind.PASSPORT_NUMBER].text() == NUMBER
    assert papers.lines.values[DetailKind.BIRTH_DATE].text() == "31 May 1970"
    person = papers._person
    looks = ground.planner.look_ups.of(person)
    assert {(one.field, one.purpose) for one in looks} == {
        ("passport number", "Gate list"), ("birth date", "Gate list"),
    }  # fmt: skip

    monkeypatch.setattr(clipboard, "KEPT_FOR", 30)
    papers.lines.copy(DetailKind.PASSPORT_NUMBER)
    say_who_gets_it(qtbot, window)
    board = QGuiApplication.clipboard()
    assert board.text() == NUMBER
    (line,) = ground.planner.disclosures.page()
    left = line.disclosure
    assert (left.recipient, left.purpose, left.columns) == (
        "Security desk", "Gate list", ("passport_number",),
    )  # fmt: skip
    qtbot.waitUntil(lambda: board.text() == "")

    papers.lines._until.start(20)
    qtbot.waitUntil(lambda: papers.lines.values[DetailKind.PASSPORT_NUMBER].text() == DOTS)
    assert not papers.lines.is_shown
    assert hidden_lines.SHOWN_FOR == 60_000


def test_what_somebody_copied_since_stays_on_the_clipboard(
    papers: IdentityPapers, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "KEPT_FOR", 20)
    papers._show(papers._person, "Visa")
    papers.lines.copy(DetailKind.PASSPORT_NUMBER)
    say_who_gets_it(qtbot, window)
    QGuiApplication.clipboard().setText("another thing")
    qtbot.wait(80)
    assert QGuiApplication.clipboard().text() == "another thing"


def test_who_leaves_the_page_leaves_nothing_open_on_it(
    papers: IdentityPapers, window: MainWindow
) -> None:
    papers._show(papers._person, "Visa")
    assert papers.lines.is_shown
    window.registry.run("go.home")
    assert not papers.lines.is_shown
    assert NUMBER not in " ".join(texts(window))


def test_who_edits_says_what_for_and_a_new_value_is_kept_in_one_form(
    papers: IdentityPapers, window: MainWindow, ground: Ground, qtbot: QtBot
) -> None:
    qtbot.mouseClick(papers.lines.edit_button, Qt.MouseButton.LeftButton)
    answer(qtbot, window, "A new passport")
    (dialog,) = window.findChildren(IdentityPapersDialog)
    row = next(r for r in range(dialog.model.rowCount()) if dialog.model.line(r).text == NUMBER)
    dialog.table.choose(row)
    field = dialog.form.fields["text"]
    field.editor.setText("AB 9911223")  # type: ignore[attr-defined]
    field.commit()
    dialog.reject()
    details = ground.planner.hidden_details.of(papers._person)
    assert "AB 9911223" in {one.text for one in details}
    assert NUMBER not in {one.text for one in details}
    assert DOTS in {label.text() for label in papers.lines.values.values()}
