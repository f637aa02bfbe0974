"""She copies the contact block of a page: pasted, looked through, the person is in the library."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeys.ground import Ground
from planner.domain.people import ContactKind
from planner.ui.dialogs.import_review import ImportReview
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded

BLOCK = """Kontakt

Mette Krogh-Lund
Chefkonsulent
Styrelsen for Ting
Tlf.: +45 72 31 00 01
Mobil: +45 20 30 40 50
Email: mkl@styrelsen.example
"""


def test_she_pastes_the_contact_block_of_a_page(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded
) -> None:
    window.go("contacts")
    before = ground.planner.contacts.count()
    QGuiApplication.clipboard().setText(BLOCK)
    QTimer.singleShot(0, lambda: go_through(qtbot))

    window.registry.run("file.paste")

    assert ground.planner.contacts.count() == before + 1
    (line,) = ground.planner.contacts.page(text="krogh")
    card = ground.planner.contacts.card(line.id)
    assert (card.person.given_name, card.person.family_name) == ("Mette", "Krogh-Lund")
    assert [(post.position.title, post.organisation) for post in card.posts] == [
        ("Chefkonsulent", "Styrelsen for Ting")
    ]
    assert [point.value for point in card.emails] == ["mkl@styrelsen.example"]
    assert {point.label for point in card.phones} == {"", "mobile"}
    assert all(point.kind is ContactKind.PHONE for point in card.phones)

    QTimer.singleShot(0, lambda: go_through(qtbot))
    window.registry.run("file.paste")

    assert ground.planner.contacts.count() == before + 1, "pasted twice is one person"
    assert not said.errors


def test_an_empty_clipboard_says_so(window: MainWindow) -> None:
    QGuiApplication.clipboard().clear()

    window.registry.run("file.paste")

    assert QApplication.activeModalWidget() is None


def go_through(qtbot: QtBot) -> None:
    """Next, import, done; the columns are passed over where the kind of text tells them."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ImportReview)
    try:
        shown = (dialog.columns_page, dialog.rows_page)
        qtbot.waitUntil(lambda: dialog.pages.currentWidget() in shown, timeout=30_000)
        if dialog.pages.currentWidget() is dialog.columns_page:
            dialog.go.click()
            qtbot.waitUntil(
                lambda: dialog.pages.currentWidget() is dialog.rows_page, timeout=30_000
            )
        if dialog.go.isEnabled():  # the second time nothing is new
            dialog.go.click()
            qtbot.waitUntil(
                lambda: dialog.pages.currentWidget() is dialog.done_page, timeout=30_000
            )
    finally:
        dialog.reject()
