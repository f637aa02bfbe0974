"""A delegate list arrives: dropped on the window, looked through, taken in, taken back, done again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeys.ground import Ground
from journeys.lists import delegate_list
from planner.ui.dialogs.import_review import ImportReview
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage


def test_a_delegate_list_arrives(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded, tmp_path: Path
) -> None:
    window.show_record("visit", ground.visit)
    page = window.page
    assert isinstance(page, VisitPage)
    before = ground.planner.contacts.count()

    def look_through() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ImportReview)
        try:
            wait(qtbot, dialog, dialog.columns_page)
            dialog.go.click()
            wait(qtbot, dialog, dialog.rows_page)
            dialog.go.click()
            wait(qtbot, dialog, dialog.done_page)
        finally:
            dialog.done_page.open_wanted.emit()

    QTimer.singleShot(0, look_through)
    drop(window, delegate_list(tmp_path / "delegates.xlsx"))

    assert ground.planner.contacts.count() == before + 2
    assert names(page) >= {"Kimura Sora", "Inoue Mei"}
    assert page.delegation.counts.text().startswith("8 heads = 7 persons + 1 N.N.")
    assert said.toasts[-1][0] == "3 people were imported"
    assert window.undo_text.endswith("Import 3 delegates")

    window.registry.run("edit.undo")
    assert ground.planner.contacts.count() == before
    assert not names(page) & {"Kimura Sora", "Inoue Mei"}

    window.registry.run("edit.redo")
    assert ground.planner.contacts.count() == before + 2
    assert names(page) >= {"Kimura Sora", "Inoue Mei"}

    _text, take_back = said.toasts[-1]
    assert take_back is not None
    take_back()
    assert ground.planner.contacts.count() == before, "the toast outlives the dialog"
    assert not said.errors


def wait(qtbot: QtBot, dialog: ImportReview, page: object) -> None:
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is page, timeout=30_000)


def names(page: VisitPage) -> set[str]:
    assert page.state is not None
    return {line.name for line in page.state.delegates}


def drop(window: MainWindow, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(700, 400),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


def test_a_file_with_nothing_new_does_not_end_the_row_of_files(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded, tmp_path: Path
) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("Name,E-mail\nKimura Sora,kimura@a.example\n")
    other.write_text("Name,E-mail\nInoue Mei,inoue@a.example\n")
    before = ground.planner.contacts.count()
    window.go("contacts")

    def take_in_all() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ImportReview)
        try:
            wait(qtbot, dialog, dialog.columns_page)
            assert dialog.skip.isVisibleTo(dialog)
            dialog.skip.click()
            wait(qtbot, dialog, dialog.columns_page)
            assert not dialog.skip.isVisibleTo(dialog), "it is the last one"
            dialog.go.click()
            wait(qtbot, dialog, dialog.rows_page)
            dialog.go.click()
            wait(qtbot, dialog, dialog.done_page)
        finally:
            dialog.reject()

    QTimer.singleShot(0, take_in_all)
    window.import_files([one, other])

    assert ground.planner.contacts.count() == before + 1
    assert not said.errors
