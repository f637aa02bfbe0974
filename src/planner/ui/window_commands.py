"""All commands of the window, in the order of its menus."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from planner.i18n import _
from planner.ui.areas import AREAS
from planner.ui.commands import Command
from planner.ui.file_commands import file_commands
from planner.ui.follow_up_commands import follow_up_commands
from planner.ui.merge_commands import merge_commands
from planner.ui.relationship_commands import relationship_commands

if TYPE_CHECKING:
    from planner.ui.window_face import WindowFace


def window_commands(window: WindowFace) -> list[Command]:
    """To add a command: one entry here; menus, palette and the list of shortcuts follow."""
    return [
        *_file(window),
        *_edit(window),
        *_view(window),
        *_go(window),
        *_item(window),
        *merge_commands(window),
        *relationship_commands(window),
        *file_commands(window),
        *follow_up_commands(window),
        *_tools(window),
        *_help(window),
    ]


def _can(window: WindowFace, verb: str) -> Callable[[], bool]:
    return lambda: window.page is not None and window.page.can(verb)


def _opens(window: WindowFace, dialog: str) -> Callable[[], None]:
    return lambda: window.show_dialog(dialog)


def _file(window: WindowFace) -> list[Command]:
    no_new, no_visit = _("Nothing can be added on this page."), _("Open a visit first.")
    locked = _("The library is open for reading only.")
    return [
        Command(
            id="file.new",
            text=_("New"),
            icon="plus",
            shortcuts=("Ctrl+N",),
            menu="file",
            enabled=lambda: window.can_write and _can(window, "new")(),
            reason=no_new,
            run=lambda: window.on_page("new"),
        ),
        Command(
            id="file.new_visit",
            text=_("New visit"),
            icon="calendar-plus",
            shortcuts=("Ctrl+Shift+N",),
            menu="file",
            enabled=lambda: window.can_write,
            reason=locked,
            run=window.new_visit,
        ),
        Command(
            id="file.import",
            text=_("Import…"),
            icon="download",
            shortcuts=("Ctrl+Shift+O",),
            menu="file",
            enabled=lambda: window.can_write,
            reason=locked,
            separator=True,
            run=lambda: window.import_files([]),
        ),
        Command(
            id="file.paste",
            text=_("Paste people…"),
            icon="user-plus",
            shortcuts=("Ctrl+Shift+V", "Ctrl+V"),
            menu="file",
            enabled=lambda: window.can_write,
            reason=locked,
            run=window.paste_people,
        ),
        Command(
            id="file.source",
            text=_("New source from text…"),
            icon="book-open",
            menu="file",
            enabled=lambda: window.can_write,
            reason=locked,
            run=_opens(window, "source"),
        ),
        Command(
            id="file.export",
            text=_("Send…"),
            icon="send",
            shortcuts=("Ctrl+E",),
            menu="file",
            enabled=lambda: bool(window.visit_id),
            reason=no_visit,
            run=window.export,
        ),
        Command(
            id="file.save",
            text=_("Save now"),
            shortcuts=("Ctrl+S",),
            menu="file",
            enabled=lambda: window.can_write,
            reason=locked,
            run=window.save,
        ),
        Command(
            id="file.templates",
            text=_("Templates of papers…"),
            icon="file-text",
            menu="file",
            separator=True,
            enabled=lambda: window.context is not None,
            run=_opens(window, "templates"),
        ),
        Command(
            id="file.backups",
            text=_("Backups…"),
            icon="folder-open",
            menu="file",
            enabled=lambda: window.context is not None and window.context.planner.can_back_up,
            reason=_("The backups of this library are made on its server."),
            run=_opens(window, "backups"),
        ),
        Command(
            id="file.encryption",
            text=_("Encryption…"),
            icon="lock",
            menu="file",
            enabled=lambda: window.can_write,
            reason=locked,
            run=_opens(window, "encryption"),
        ),
        Command(
            id="file.sheet",
            text=_("Recovery sheet…"),
            menu="file",
            enabled=lambda: window.is_encrypted,
            reason=_("The library is not encrypted."),
            run=_opens(window, "sheet"),
        ),
        Command(
            id="file.lock",
            text=_("Lock now"),
            icon="lock",
            shortcuts=("Ctrl+Alt+L",),
            menu="file",
            enabled=lambda: window.can_lock,
            reason=_("The library has no passphrase to open it with again."),
            run=window.lock,
        ),
        Command(
            id="file.new_library",
            text=_("New library…"),
            menu="file",
            separator=True,
            run=lambda: window.another_library(new=True),
        ),
        Command(
            id="file.open_library",
            text=_("Open a library…"),
            menu="file",
            run=lambda: window.another_library(new=False),
        ),
        Command(
            id="file.move_library",
            text=_("Move this library…"),
            menu="file",
            enabled=lambda: window.can_move,
            reason=_("Only a library in a file that can be written is moved."),
            run=window.move_library,
        ),
        Command(
            id="file.settings",
            text=_("Settings…"),
            icon="settings",
            shortcuts=("Ctrl+,",),
            menu="file",
            run=_opens(window, "settings"),
        ),
        Command(
            id="file.quit", text=_("Quit"), shortcuts=("Ctrl+Q",), menu="file", run=window.close
        ),
    ]


def _edit(window: WindowFace) -> list[Command]:
    return [
        Command(
            id="edit.undo",
            text=_("Undo"),
            icon="undo-2",
            shortcuts=("Ctrl+Z",),
            menu="edit",
            enabled=lambda: (
                window.can_write and window.undoing is not None and window.undoing.can_undo
            ),
            reason=_("There is nothing to undo."),
            label=lambda: (
                _("Undo {step}").format(step=window.undo_text) if window.undo_text else _("Undo")
            ),
            run=window.undo,
        ),
        Command(
            id="edit.redo",
            text=_("Redo"),
            icon="redo-2",
            shortcuts=("Ctrl+Shift+Z", "Ctrl+Y"),
            menu="edit",
            enabled=lambda: (
                window.can_write and window.undoing is not None and window.undoing.can_redo
            ),
            reason=_("There is nothing to redo."),
            label=lambda: (
                _("Redo {step}").format(step=window.redo_text) if window.redo_text else _("Redo")
            ),
            run=window.redo,
        ),
        Command(
            id="edit.find",
            text=_("Find in list"),
            icon="search",
            shortcuts=("Ctrl+F",),
            menu="edit",
            enabled=_can(window, "find"),
            reason=_("This page has no list."),
            separator=True,
            run=lambda: window.on_page("find_in_page"),
        ),
    ]


def _view(window: WindowFace) -> list[Command]:
    return [
        Command(
            id="view.inspector",
            text=_("Inspector"),
            icon="panel-right",
            shortcuts=("Ctrl+I",),
            menu="view",
            checked=lambda: window.inspector.is_open,
            run=window.toggle_inspector,
        ),
        Command(
            id="view.next_pane",
            text=_("Next pane"),
            shortcuts=("F6",),
            menu="view",
            separator=True,
            run=lambda: window.ring.step(),
        ),
        Command(
            id="view.previous_pane",
            text=_("Previous pane"),
            shortcuts=("Shift+F6",),
            menu="view",
            run=lambda: window.ring.step(forward=False),
        ),
        Command(
            id="view.message",
            text=_("Go to the message"),
            shortcuts=("F8",),
            menu="view",
            run=window.focus_message,
        ),
        Command(
            id="view.charts",
            text=_("Charts"),
            icon="chart-column",
            menu="view",
            separator=True,
            enabled=lambda: window.context is not None,
            run=lambda: window.go("charts"),
        ),
        Command(
            id="view.refresh",
            text=_("Read again"),
            icon="refresh-cw",
            shortcuts=("F5",),
            menu="view",
            separator=True,
            run=window.refresh,
        ),
        Command(
            id="view.full_screen",
            text=_("Full screen"),
            shortcuts=("F11",),
            menu="view",
            checked=window.isFullScreen,
            run=window.toggle_full_screen,
        ),
    ]


def _go(window: WindowFace) -> list[Command]:
    def goes(name: str) -> Callable[[], None]:
        return lambda: window.go(name)

    areas = [
        Command(
            id=f"go.{name}",
            text=_(title),
            icon=icon,
            shortcuts=(f"Ctrl+{number}",),
            menu="go",
            separator=number == 1,
            run=goes(name),
        )
        for number, (name, icon, title) in enumerate(AREAS, 1)
    ]
    return [
        Command(
            id="go.palette",
            text=_("Search or run a command"),
            icon="search",
            shortcuts=("Ctrl+K", "Ctrl+Shift+P"),
            menu="go",
            run=window.show_palette,
        ),
        Command(
            id="go.back",
            text=_("Back"),
            icon="chevron-left",
            shortcuts=("Alt+Left",),
            menu="go",
            separator=True,
            enabled=lambda: window.navigation is not None and window.navigation.can_go_back,
            run=window.go_back,
        ),
        Command(
            id="go.forward",
            text=_("Forward"),
            icon="chevron-right",
            shortcuts=("Alt+Right",),
            menu="go",
            enabled=lambda: window.navigation is not None and window.navigation.can_go_forward,
            run=window.go_forward,
        ),
        *areas,
    ]


def _item(window: WindowFace) -> list[Command]:
    return [
        Command(
            id="item.edit",
            text=_("Edit"),
            icon="pencil",
            shortcuts=("F2",),
            enabled=lambda: window.can_write and _can(window, "edit")(),
            reason=_("Nothing is selected."),
            run=lambda: window.on_page("edit"),
        ),
        Command(
            id="item.remove",
            text=_("Remove"),
            icon="trash-2",
            shortcuts=("Del",),
            enabled=lambda: window.can_write and _can(window, "remove")(),
            reason=_("Nothing is selected."),
            run=lambda: window.on_page("remove"),
        ),
    ]


def _has_one(window: WindowFace) -> bool:
    return window.context is not None and len(window.context.selection.ids) == 1


def _tools(window: WindowFace) -> list[Command]:
    return [
        Command(
            id="tools.history",
            text=_("History…"),
            icon="history",
            menu="tools",
            enabled=lambda: window.context is not None,
            run=_opens(window, "history"),
        ),
        Command(
            id="item.history",
            text=_("History of this record…"),
            icon="history",
            menu="tools",
            enabled=lambda: _has_one(window),
            reason=_("Select one record."),
            run=_opens(window, "record_history"),
        ),
        Command(
            id="tools.check",
            text=_("Check the library…"),
            icon="list-checks",
            menu="tools",
            enabled=lambda: window.context is not None,
            run=_opens(window, "check_up"),
        ),
        Command(
            id="tools.imports",
            text=_("Imports…"),
            icon="download",
            menu="tools",
            enabled=lambda: window.context is not None,
            run=_opens(window, "imports"),
        ),
        Command(
            id="library.retention",
            text=_("What is kept for too long…"),
            icon="clock",
            menu="tools",
            enabled=lambda: window.context is not None,
            run=_opens(window, "retention"),
        ),
        Command(
            id="library.register",
            text=_("What left the house…"),
            icon="send",
            menu="tools",
            enabled=lambda: window.context is not None,
            run=_opens(window, "register"),
        ),
        Command(
            id="library.requests",
            text=_("Requests about data…"),
            icon="file-text",
            menu="tools",
            enabled=lambda: window.context is not None,
            run=_opens(window, "requests"),
        ),
        Command(
            id="library.corrections",
            text=_("Corrections owed…"),
            icon="mail",
            menu="tools",
            enabled=lambda: window.context is not None,
            run=_opens(window, "corrections"),
        ),
        Command(
            id="tools.own_library",
            text=_("Start with my own library"),
            icon="house",
            menu="tools",
            enabled=lambda: window.is_sample,
            reason=_("This is your own library."),
            run=window.start_own,
        ),
        Command(
            id="tools.cancel",
            text=_("Cancel what is running"),
            icon="ban",
            menu="tools",
            enabled=lambda: window.context is not None and window.context.tasks.is_busy,
            reason=_("Nothing is running."),
            run=window.cancel_tasks,
        ),
    ]


def _help(window: WindowFace) -> list[Command]:
    return [
        Command(
            id="help.help",
            text=_("First steps"),
            icon="circle-help",
            shortcuts=("F1",),
            menu="help",
            run=_opens(window, "first_steps"),
        ),
        Command(
            id="help.shortcuts",
            text=_("Keyboard shortcuts"),
            shortcuts=("Ctrl+?",),
            menu="help",
            run=_opens(window, "shortcuts"),
        ),
        Command(
            id="help.report",
            text=_("Report for support…"),
            icon="file-text",
            menu="help",
            run=window.show_report,
        ),
        Command(
            id="help.about",
            text=_("About Planner"),
            icon="info",
            menu="help",
            separator=True,
            run=_opens(window, "about"),
        ),
    ]
