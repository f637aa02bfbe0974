"""Erasing in the window says what it does not reach, and removes what a move left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from factories import person
from planner.services import whereabouts
from planner.services.planner import Planner, open_planner
from planner.ui.dialogs.erase_person import EraseDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded


def test_the_old_place_of_a_moved_library_is_named_and_cleared_after_an_erasure(
    open_window: Callable[[Planner], MainWindow],
    said: Recorded,
    planner: Planner,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    ann = person("Quistgaard", "Ann")
    with planner._core.work("Add") as work:
        work.add(ann)
    planner.close()
    new = whereabouts.move(planner.address, tmp_path / "new")
    window = open_window(open_planner(str(new), planner.settings))
    assert window.context is not None
    dialog = EraseDialog(window.context, ann.id, window)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.ready):
        pass
    assert "The library was moved" in dialog.remains.text()
    assert dialog.remove_old.isHidden()
    dialog.typed.setText("Ann Quistgaard")
    with qtbot.waitSignal(dialog.ready):
        dialog.erase_button.click()
    assert dialog.remove_old.isVisible()

    said.chosen = -1
    dialog.remove_old.click()
    assert whereabouts.stays(new)
    said.chosen = 0
    with qtbot.waitSignal(dialog.ready):
        dialog.remove_old.click()
    assert not whereabouts.stays(new)
    assert dialog.remove_old.isHidden()
    assert "The library was moved" not in dialog.remains.text()
    dialog.close()
    window.close_library()


def test_a_long_name_of_a_file_does_not_scroll_the_texts_sideways(
    open_window: Callable[[Planner], MainWindow], planner: Planner, qtbot: QtBot
) -> None:
    ann = person("Quistgaard", "Ann")
    other = person("Berg", "Bo", notes="scans/" + "x" * 300 + "_Ann Quistgaard.pdf")
    with planner._core.work("Add") as work:
        work.add_all([ann, other])
    window = open_window(planner)
    assert window.context is not None
    dialog = EraseDialog(window.context, ann.id, window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.texts.count() > 0)
    assert not dialog.texts.horizontalScrollBar().isVisible()
    assert "Ann Quistgaard" in dialog.texts.item(0).toolTip()
    dialog.close()
