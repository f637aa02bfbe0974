"""The shell: commands, menus, panes, messages, undo, what fits at which width."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from factories import visit
from planner import i18n
from planner.domain.ids import PersonId, new_id
from planner.domain.people import Person
from planner.errors import UserError
from planner.services.planner import Planner
from planner.ui.areas import AREAS, MENUS
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.widgets.toast import Toast

from .conftest import Files, Opener


def add_person(planner: Planner, family: str) -> str:
    return planner.contacts.add(Person(id=PersonId(new_id()), family_name=family))


def menu_actions(window: MainWindow) -> list[QAction]:
    found: list[QAction] = []
    for top in window.menuBar().actions():
        menu = top.menu()
        assert isinstance(menu, QMenu)
        found += [action for action in menu.actions() if not action.isSeparator()]
    return found


def test_each_command_has_a_text_and_stands_in_a_menu_and_in_the_palette(
    sample_window: MainWindow,
) -> None:
    window = sample_window
    for name, _icon, _title in AREAS:
        window.go(name)
        texts = [action.text().replace("&&", "&") for action in menu_actions(window)]
        window.show_palette()
        assert window._palette is not None
        listed = {entry.id for entry in window._palette._commands("")}
        for command in window.registry.all():
            assert command.text
            assert command.shown in texts
            assert command.id in listed or command.id == "go.palette"
        window._palette.close_palette()


def test_no_shortcut_is_given_twice(sample_window: MainWindow) -> None:
    window = sample_window
    assert window.context is not None
    visit = window.context.planner.visits.coming()[0].id
    for place in [*(name for name, _icon, _title in AREAS), f"visit:{visit}"]:
        window.go(place)
        keys = [keys.toString() for action in window.actions() for keys in action.shortcuts()]
        assert len(keys) == len(set(keys)), place


def test_no_command_sits_on_keys_that_need_altgr(sample_window: MainWindow) -> None:
    for command in sample_window.registry.all():
        for keys in command.shortcuts:
            assert not set(keys) & set("[]{}\\@|"), command.id
            assert not (keys.startswith("Ctrl+Alt+") and keys[-1].isdigit()), command.id


@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_menus_have_mnemonics_of_their_own(code: str) -> None:
    speak = i18n.language(code)
    letters = [speak(title).partition("&")[2][:1].casefold() for _key, title in MENUS]
    assert all(letters)
    assert len(letters) == len(set(letters))


def test_f6_goes_round_all_panes(sample_window: MainWindow) -> None:
    window = sample_window
    window.activateWindow()
    window.go("contacts")
    page = window.page
    assert page is not None
    page.table.choose(0)  # type: ignore[attr-defined]
    page.activate()
    seen = []
    for _turn in range(5):
        seen.append(window.ring.current)
        window.registry.run("view.next_pane")
    assert seen == ["page", "inspector", "rail", "tool bar", "message"]
    assert window.ring.current == "page"
    window.registry.run("view.previous_pane")
    assert window.ring.current == "message"


def test_ctrl_and_a_digit_go_to_the_areas(qtbot: QtBot, window: MainWindow) -> None:
    for number, (name, _icon, _title) in enumerate(AREAS, 1):
        qtbot.keyClick(
            window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier
        )
        assert window.navigation is not None
        assert window.navigation.name == name


def test_undo_names_the_act(window: MainWindow, planner: Planner) -> None:
    add_person(planner, "Tanaka")

    assert window.undo_text == "Add Tanaka"
    window.actions_.sync()
    assert "Undo Add Tanaka" in [action.text() for action in menu_actions(window)]
    assert window.top.undo.isEnabled()

    window.registry.run("edit.undo")
    assert planner.contacts.count() == 0
    assert window.redo_text == "Add Tanaka"


def test_undo_of_a_record_changed_since_says_so(
    window: MainWindow, planner: Planner, said: Recorded
) -> None:
    key = PersonId(add_person(planner, "Tanaka"))
    step = planner.history.next_undo()
    assert step is not None
    planner.contacts.edit(key, given_name="Yuki")

    assert window.undoing is not None
    window.undoing.undo(step.number)
    assert said.errors


def test_back_and_forward_walk_over_the_pages(window: MainWindow) -> None:
    for name in ("visits", "contacts"):
        window.go(name)
    assert window.navigation is not None

    window.registry.run("go.back")
    assert window.navigation.name == "visits"
    window.registry.run("go.forward")
    assert window.navigation.name == "contacts"


def test_the_inspector_is_docked_where_there_is_room_and_a_drawer_where_not(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    window = sample_window
    window.go("contacts")
    page = window.page
    assert page is not None
    page.table.choose(0)  # type: ignore[attr-defined]
    assert window.inspector.isVisible()
    assert not window.inspector.is_drawer

    window.resize(960, 540)
    assert window.inspector.is_drawer
    assert not window.inspector.isVisible()
    window.registry.run("view.inspector")
    assert window.inspector.isVisible()
    assert window.inspector.geometry().right() == window.width() - 1

    window.inspector.take_focus()
    qtbot.keyClick(window.inspector, Qt.Key.Key_Escape)
    assert not window.inspector.isVisible()


def test_a_record_found_in_the_palette_opens_its_page(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    window = sample_window
    window.show_palette()
    palette = window._palette
    assert palette is not None
    palette.line.setText("tanaka haruto")
    palette.look()
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)

    assert palette.isHidden()
    assert window.navigation is not None
    assert window.navigation.name == "contacts"
    form = window.inspector.content
    assert form is not None
    assert form.fields["family_name"].value() == "Tanaka"  # type: ignore[attr-defined]


def test_the_palette_runs_commands_and_gives_the_focus_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.activateWindow()
    window.go("contacts")
    before = QApplication.focusWidget()
    window.show_palette()
    palette = window._palette
    assert palette is not None
    qtbot.keyClick(palette.line, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before

    window.show_palette()
    palette.line.setText(">agreements")
    palette.look()
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.navigation is not None
    assert window.navigation.name == "agreements"


def test_commands_that_mean_nothing_now_say_why(window: MainWindow) -> None:
    for command in window.registry.all():
        if not command.enabled() and command.id not in ("go.back", "go.forward"):
            assert command.reason, command.id


def test_the_sample_says_that_it_is_not_yours(qtbot: QtBot, sample_window: MainWindow) -> None:
    assert sample_window.message_bar.isVisible()
    assert "not yours" in sample_window.message_bar.text
    button = sample_window.message_bar.findChild(QPushButton)
    assert button is not None
    with qtbot.waitSignal(sample_window.own_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_toasts_are_three_at_most_and_never_take_the_focus(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.activateWindow()
    window.go("contacts")
    before = QApplication.focusWidget()
    undone: list[str] = []
    for number in range(5):
        window.own_messages.toast(
            f"Removed {number}", lambda number=number: undone.append(str(number))
        )

    toasts = [toast for toast in window.findChildren(Toast) if toast.isVisible()]
    toasts.sort(key=lambda toast: toast.y())
    assert [toast.text for toast in toasts] == ["Removed 2", "Removed 3", "Removed 4"]
    assert QApplication.focusWidget() is before

    window.registry.run("view.message")
    toasts[-1].button.click()
    assert undone == ["4"]


def test_an_error_stands_in_the_bar_with_what_to_do(window: MainWindow) -> None:
    window.own_messages.error(UserError("It is <b>still</b> used.", "Remove it there first."))

    assert window.message_bar.text == "It is <b>still</b> used. Remove it there first."
    assert window.message_bar.isVisible()
    window.message_bar.close_message()
    assert not window.message_bar.isVisible()


def test_an_error_goes_with_the_next_success_or_page_and_a_question_stays(
    qtbot: QtBot, window: MainWindow
) -> None:
    assert window.context is not None
    bar, said, planner = window.message_bar, window.own_messages, window.context.planner
    said.bar("Later or now?", ("Show", lambda: None), tone="info")
    for over in (
        lambda: planner.visits.new(visit()),
        lambda: said.toast("Written"),
        lambda: window.go("contacts"),
        lambda: said.error(UserError("That neither.")),
    ):
        said.error(UserError("It is still used."))
        said.toast("Half of it is done")  # by the same act: what failed is said all the same
        assert bar.text == "It is still used."
        QApplication.processEvents()
        over()
        assert "It is still used." not in bar.texts
    assert bar.texts == ["Later or now?", "That neither."]


def test_a_file_dropped_anywhere_opens_the_import(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "delegates.csv"
    path.write_text("Name\nTanaka\n", encoding="utf-8")
    asked: list[list[Path]] = []
    monkeypatch.setattr(window, "import_files", lambda paths, visit_id=None: asked.append(paths))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(500, 400),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(drop)
    assert asked == [[path]]


def test_import_and_export_open_their_dialogs(
    sample_window: MainWindow, files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.ui.dialogs.import_review import ImportReview
    from planner.ui.dialogs.send import SendDialog

    opened: list[str] = []
    for kind in (ImportReview, SendDialog):
        monkeypatch.setattr(kind, "exec", lambda self: opened.append(type(self).__name__))
    path = tmp_path / "people.csv"
    path.write_text("Family name,Given name\nTanaka,Haruto\n", encoding="utf-8")
    files.paths = [path]
    window = sample_window
    assert window.context is not None

    window.registry.run("file.import")
    window.show_record("visit", window.context.planner.visits.coming()[0].id)
    window.registry.run("file.export")
    assert opened == ["ImportReview", "SendDialog"]


def test_a_read_only_library_offers_no_changes(
    open_window: Opener, sample_file: Path, sample: Planner
) -> None:
    from planner.services.planner import open_planner
    from planner.settings import Settings

    reading = open_planner(sample.address, Settings(), read_only=True)
    window = open_window(reading)
    window.go("contacts")
    try:
        for key in ("file.new", "file.new_visit", "file.import", "item.remove"):
            assert not window.registry.get(key).enabled()
        assert "read only" in window.status._library.text()
    finally:
        window.release_library()
        reading.close()


def test_a_change_in_another_thread_arrives_in_the_window(
    qtbot: QtBot, window: MainWindow, planner: Planner
) -> None:
    assert window.context is not None
    window.go("contacts")
    found: list[int] = []
    window.context.tasks.run(
        lambda progress: add_person(planner, "Sato"), lambda key: found.append(1), text="Adding"
    )
    page = window.page
    assert page is not None
    qtbot.waitUntil(lambda: bool(found) and page.model.rowCount() == 1)  # type: ignore[attr-defined]
