"""The window: menus, tool bar, rail, page, inspector, status; empty first, filled when the library is open."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QEvent, QRect, QSettings, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.errors import UserError
from planner.i18n import _
from planner.ui.areas import AREAS, MENUS
from planner.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import (
        QCloseEvent,
        QDragEnterEvent,
        QDropEvent,
        QKeyEvent,
        QPaintEvent,
        QResizeEvent,
    )

    from planner.domain.sheets import PastedText
    from planner.services.changes import Changed
    from planner.services.lockbox import Lockbox
    from planner.services.planner import Planner
    from planner.settings import Settings
    from planner.ui.backing_up import BackingUp
    from planner.ui.clock_watch import ClockWatching
    from planner.ui.context import Context
    from planner.ui.files import FileChooser
    from planner.ui.loading import Loading
    from planner.ui.messages import Messages
    from planner.ui.navigation import Navigation
    from planner.ui.pages.page import Page
    from planner.ui.palette import Palette
    from planner.ui.reminders import Reminders
    from planner.ui.trouble import Trouble
    from planner.ui.undoing import Undoing
    from planner.ui.unsaved_text import UnsavedText

SMALLEST: Final = (900, 540)
WIDTH: Final = 344
"""Of the inspector."""
ROOMY: Final = 1200
FIRST_REMINDER: Final = 10_000
"""Milliseconds."""
FIRST_TYPED: Final = 300
"""Milliseconds until what is typed is followed: nobody types sooner, and the first page comes before."""
LOW: Final = 640
"""Below this height the page needs every line."""
_ROOM: Final = frozenset((QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide))
"""After these the message bar takes another height."""


class MainWindow(QMainWindow):
    """One window on one library. ``own_wanted`` asks for the user's own library in place of the sample."""

    own_wanted = Signal()
    reopened = Signal(object)
    """With the library that was opened again after a restore."""
    apart_wanted = Signal(object, str)
    """Work that is done while the library is closed, and what it is called meanwhile."""
    safe_mode_ended = Signal()
    library_is_at = Signal(str)
    """The library goes on in this file, because the one before was lost."""
    library_wanted = Signal(bool)
    """Another library in this window; with True a new one."""
    lock_wanted = Signal()

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__()
        self.theme, self.settings = theme, settings
        self.context: Context | None = None
        self.navigation: Navigation | None = None
        self.undoing: Undoing | None = None
        self.reminders: Reminders | None = None
        self.clock_watching: ClockWatching | None = None
        self.trouble: Trouble | None = None
        self.backing_up: BackingUp | None = None
        self.unsaved_text: UnsavedText | None = None
        self._loading: Loading | None = None
        self.is_sample = False
        self.is_careful = False
        """In safe mode nothing runs by itself in a library that is opened."""
        self._palette: Palette | None = None
        self._state: QSettings | None = None
        self.is_complete = False
        self.setWindowTitle(_("Planner"))
        self.setMinimumSize(*SMALLEST)
        self.resize(1440, 900)
        self.setAcceptDrops(True)
        self.menu_titles = [(key, self.menuBar().addMenu(_(title))) for key, title in MENUS]

    # construction

    def complete(self) -> None:
        """Put everything into the frame. The frame is on screen before, which is why it is so bare."""
        if self.is_complete:
            return
        self.theme.finish()
        self._build()
        self._arrange()
        self.is_complete = True
        if self._state is not None:
            self.inspector.wanted_docked = self._state.value("inspector", "true") != "false"
        self._show_nothing_open()
        self.centre.installEventFilter(self)
        self.message_bar.installEventFilter(self)
        self._connect()
        self._dock(self.width() >= ROOMY)
        self._fit()

    def _build(self) -> None:
        from planner.ui.actions import Actions
        from planner.ui.commands import Registry
        from planner.ui.widgets.inspector_panel import InspectorPanel
        from planner.ui.widgets.message_bar import MessageBar
        from planner.ui.widgets.rail import Rail
        from planner.ui.widgets.status import StatusLine
        from planner.ui.widgets.top_bar import TopBar
        from planner.ui.window_commands import window_commands
        from planner.ui.window_messages import WindowMessages

        areas = [
            (name, icon, _(title), f"Ctrl+{n}") for n, (name, icon, title) in enumerate(AREAS, 1)
        ]
        self.top = TopBar(self)
        self.rail = Rail(areas, self)
        self.stack = QStackedWidget(self)
        self.status = StatusLine(self)
        self.message_bar = MessageBar(self)
        self.inspector = InspectorPanel(self)
        self.inspector.hide()
        self.own_messages = WindowMessages(
            self,
            lambda: self.message_bar,
            self._room_for_toasts,
            self.show_report,
            lambda error: self.trouble is not None and self.trouble.tells(error),
        )
        self.messages: Messages = self.own_messages
        self.registry = Registry()
        self.registry.add(*window_commands(self))
        self.actions_ = Actions(self.registry, self, dict(self.menu_titles))
        self.actions_.rebuild()

    def _arrange(self) -> None:
        self.splitter = QSplitter(self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(self.inspector)
        self.splitter.setStretchFactor(0, 1)
        self.centre = QWidget(self)
        self._column = QVBoxLayout()
        below = QHBoxLayout()
        outer = QVBoxLayout(self.centre)
        for layout in (self._column, below, outer):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self._column.addWidget(self.message_bar)
        self._column.addWidget(self.splitter, 1)
        below.addWidget(self.rail)
        below.addLayout(self._column, 1)
        outer.addWidget(self.top)
        outer.addLayout(below, 1)
        self.setCentralWidget(self.centre)
        self.setStatusBar(self.status)

    def _connect(self) -> None:
        from planner.ui.panes import Pane, Ring

        self.rail.picked.connect(self.go)
        self.top.pressed.connect(self.registry.run)
        self.top.went.connect(self.go)
        self.inspector.dismissed.connect(self.toggle_inspector)
        self.message_bar.closed.connect(self._focus_page)
        self.status.cancelled.connect(self.cancel_tasks)
        self.ring = Ring(
            [
                Pane("rail", self.rail, self.rail.take_focus, lambda: True),
                Pane("tool bar", self.top, self.top.search.setFocus, lambda: True),
                Pane(
                    "message",
                    self.message_bar,
                    self.message_bar.take_focus,
                    self.message_bar.isVisible,
                ),
                Pane("page", self.stack, self._focus_page, lambda: self.page is not None),
                Pane(
                    "inspector",
                    self.inspector,
                    self.inspector.take_focus,
                    lambda: self.inspector.has_fields,
                ),
            ]
        )

    # filling

    def open_library(
        self, planner: Planner, files: FileChooser, messages: Messages | None = None
    ) -> None:
        """Show this library: from here on the window is of use."""
        from planner.ui import accessible_areas
        from planner.ui.bridge import Bridge
        from planner.ui.context import Context
        from planner.ui.log_emptying import LogEmptying
        from planner.ui.navigation import Navigation
        from planner.ui.selection import Selection
        from planner.ui.tasks import Tasks
        from planner.ui.trouble import Trouble
        from planner.ui.undoing import Undoing

        accessible_areas.install()
        self.complete()
        self.messages = messages or self.own_messages
        tasks = Tasks(self.messages, self)
        context = Context(
            planner,
            Bridge(planner, self),
            self.messages,
            tasks,
            Selection(self),
            self.theme,
            files,
            self.registry,
        )
        context.open_record = self.show_record
        context.import_files = self.import_files
        context.update_commands = self.actions_.update_soon
        context.recent.recall(planner.address)
        self.context = context
        self.undoing = Undoing(context, self.status.say)
        self._say_library(planner)
        self.status.follow(tasks)
        self.navigation = Navigation(context, self.stack)
        self.navigation.arrived.connect(self._arrived)
        context.bridge.changed.connect(self._changed)
        context.selection.changed.connect(self._selected)
        self.show_unsaved(False, False)
        self.trouble = Trouble(self, context)
        LogEmptying(self, context)
        self.go("home")
        self._look_for_sample(planner)
        QTimer.singleShot(FIRST_TYPED, self, lambda: self._load_beside(context))
        if self.is_careful:
            self._say_careful()
        else:
            self._begin_by_itself(context)

    def _say_library(self, planner: Planner) -> None:
        self.status.set_library(
            planner.title, read_only=planner.is_read_only, encrypted=planner.is_encrypted
        )

    def _begin_by_itself(self, context: Context) -> None:
        from planner.ui.backing_up import BackingUp

        self.backing_up = BackingUp(context, self, self)
        QTimer.singleShot(FIRST_REMINDER, self, lambda: self._remind(context))

    def _say_careful(self) -> None:
        self.own_messages.bar(
            _("Safe mode: no backups and no checks are made by themselves."),
            (_("Start as usual"), self.end_safe_mode),
            tone="info",
        )

    def end_safe_mode(self) -> None:
        """From now on as usual, also in a library that is open."""
        if self.is_careful:
            self.is_careful = False
            if self.context is not None:
                self._begin_by_itself(self.context)
            self.safe_mode_ended.emit()

    def _load_beside(self, context: Context) -> None:
        from planner.ui.loading import Loading

        if self.context is context:
            self._loading = Loading(self, lambda: self._follow_typing(context))

    def _follow_typing(self, context: Context) -> None:
        """Keep what is typed over a crash, and offer what one left."""
        from planner.ui.kept_text import KeptText
        from planner.ui.unsaved_text import UnsavedText

        if self.context is context and self.unsaved_text is None:
            self.unsaved_text = UnsavedText(self, context)
            KeptText(self).offer()

    def _remind(self, context: Context) -> None:
        """Reminders begin some seconds after the first page, as long as this library is open."""
        from planner.ui.clock_watch import ClockWatching
        from planner.ui.idle_check import check_when_idle
        from planner.ui.reminders import Reminders
        from planner.ui.settling import settle_daily

        if self.context is context and self.reminders is None:
            self.reminders = Reminders(context, self)
            check_when_idle(self, context)
            self.clock_watching = ClockWatching(self, context)
            settle_daily(self, context)
            with contextlib.suppress(UserError):  # another program writes: at the next start then
                context.planner.drafts.sweep()

    def close_library(self) -> None:
        """Close the library: the window is empty again."""
        if self.context is not None:
            planner = self.context.planner
            self.release_library()
            planner.close()

    def release_library(self) -> None:
        """Let go of the pages, but leave the library open: somebody else uses it."""
        if self.context is None:
            return
        self.inspector.commit()
        if self._loading is not None:
            self._loading.end()
            self._loading = None
        if self.unsaved_text is not None:
            self.unsaved_text.end()
            self.unsaved_text = None
        if self.trouble is not None:
            self.trouble.end()
            self.trouble = None
        if self.reminders is not None:
            self.reminders.end()
            self.reminders = None
        if self.clock_watching is not None:
            self.clock_watching.end()
            self.clock_watching = None
        if self.backing_up is not None:
            self.backing_up.end()
            self.backing_up = None
        self.context.recent.remember(self.context.planner.address)
        self.context.bridge.close()
        self.context.tasks.close()
        self._palette = None
        self.context = self.navigation = self.undoing = None
        while (page := self.stack.widget(0)) is not None:
            self.stack.removeWidget(page)
            _stop_waiting(page)
            page.deleteLater()
        for dialog in self.findChildren(QDialog):
            _stop_waiting(dialog)
        self.inspector.show_content(None)
        self.registry.set_page([])
        self.message_bar.clear()
        self._show_nothing_open()

    def _show_nothing_open(self) -> None:
        """There is nothing to go back to, and nothing to undo."""
        self.status.set_nothing_open()
        for button in (self.top.back, self.top.forward, self.top.undo, self.top.redo):
            button.setEnabled(False)
        self.top.inspector.setEnabled(False)
        self.actions_.update_soon()

    @property
    def page(self) -> Page | None:
        return self.navigation.page if self.navigation else None

    @property
    def can_write(self) -> bool:
        return self.context is not None and not self.context.planner.is_read_only

    @property
    def visit_id(self) -> str:
        """The visit in front, or the one selected in a list."""
        if self.navigation is None or self.context is None:
            return ""
        if self.navigation.name.startswith("visit:"):
            return self.navigation.name.partition(":")[2]
        selection = self.context.selection
        return selection.ids[0] if selection.word == "visit" and len(selection.ids) == 1 else ""

    # going places

    def go(self, name: str) -> None:
        if self.navigation is not None:
            self.inspector.commit()
            self.navigation.go(name)

    def go_back(self) -> None:
        if self.navigation is not None:
            self.navigation.back()

    def go_forward(self) -> None:
        if self.navigation is not None:
            self.navigation.forward()

    def show_record(self, word: str, key: str) -> None:
        if self.navigation is not None:
            self.inspector.commit()
            self.navigation.show_record(word, key)

    def on_page(self, verb: str) -> None:
        """Let the page in front do one of the plain verbs."""
        if self.page is not None:
            getattr(self.page, verb)()

    def refresh(self) -> None:
        if self.navigation is not None and self.undoing is not None:
            self.undoing.look()
            self.navigation.refresh()
            self.actions_.update_soon()

    def _arrived(self) -> None:
        page, navigation = self.page, self.navigation
        if page is None or navigation is None:
            return
        if not page.property("wired"):
            page.setProperty("wired", True)
            page.retitled.connect(self._show_title)
            page.inspector_changed.connect(self._show_inspector)
        if self.context is not None:
            self.context.selection.clear()
        self.registry.set_page(page.commands())
        self.actions_.rebuild()
        self.rail.choose(navigation.area)
        self.own_messages.keep_above(page.foot)
        self.own_messages.move_on()
        self.inspector.wanted_drawer = False
        self._show_title()
        self._show_inspector()

    def renew_page_commands(self, page: Page) -> None:
        """The page in front has other commands now; those of a page behind come with it."""
        if page is self.page:
            self.registry.set_page(page.commands())
            self.actions_.rebuild()

    def _show_title(self) -> None:
        if self.page is not None and self.navigation is not None:
            self.top.show_place(self.page.path, self.page.title)
            self.top.back.setEnabled(self.navigation.can_go_back)
            self.top.forward.setEnabled(self.navigation.can_go_forward)
            self.status.set_zone(self.page.zone)
            self._show_undo()

    # inspector

    def toggle_inspector(self) -> None:
        self.open_inspector(not self.inspector.is_open)

    def open_inspector(self, wanted: bool = True) -> None:
        """Show or hide the inspector; when it goes, the focus returns to the page."""
        self.inspector.set_open(wanted)
        had_focus = self.ring.current == "inspector"
        self._show_inspector()
        if had_focus and not wanted:
            self._focus_page()

    def _show_inspector(self) -> None:
        content = self.page.inspector() if self.page is not None else None
        self.inspector.show_content(content)
        here = content is not None and self.inspector.is_open
        self.inspector.setVisible(here)
        if here and self.inspector.is_drawer:
            self._place_drawer()
            self.inspector.raise_()
            self.own_messages.place()
        self.top.inspector.setEnabled(content is not None)
        self.top.inspector.setChecked(here)
        self.actions_.update_soon()

    def _focus_page(self) -> None:
        if self.page is not None:
            self.page.activate()

    # changes

    def undo(self) -> None:
        if self.undoing is not None:
            self.undoing.undo()

    def redo(self) -> None:
        if self.undoing is not None:
            self.undoing.redo()

    @property
    def undo_text(self) -> str:
        return self.undoing.undo_text if self.undoing else ""

    @property
    def redo_text(self) -> str:
        return self.undoing.redo_text if self.undoing else ""

    def _changed(self, changed: Changed) -> None:
        if self.undoing is not None:
            self.undoing.look()
        self.status.set_saved()
        if self.trouble is not None:
            self.trouble.saved()
        self.own_messages.look()
        self._show_undo()
        self.actions_.update_soon()

    def _show_undo(self) -> None:
        undo, redo = self.undo_text, self.redo_text
        self.top.undo.setEnabled(bool(undo) and self.can_write)
        self.top.redo.setEnabled(bool(redo) and self.can_write)
        self.top.undo.rename(_("Undo {step}").format(step=undo) if undo else _("Undo"), "Ctrl+Z")
        self.top.redo.rename(
            _("Redo {step}").format(step=redo) if redo else _("Redo"), "Ctrl+Shift+Z"
        )

    def _selected(self) -> None:
        if self.context is not None:
            self.status.set_selected(len(self.context.selection.ids))
            self.actions_.update_soon()

    # commands

    def new_visit(self) -> None:
        self.go("visits")
        self.on_page("new")

    def import_files(self, paths: Sequence[Path | PastedText], visit_id: str | None = None) -> None:
        """Review an import; without ``paths`` ask for them first."""
        from planner.ui.window_dialogs import review_import

        if self.context is not None and self.can_write:
            review_import(self.context, list(paths), visit_id or self.visit_id or None, self)

    def paste_people(self, text: str = "") -> None:
        """The people in a text, without one in the clipboard's; on the page of a visit they join it."""
        from PySide6.QtGui import QGuiApplication

        from planner.domain.sheets import PastedText

        text = text or QGuiApplication.clipboard().text()
        if text.strip():
            self.import_files([PastedText(text, _("Pasted text"))])
        else:
            self.status.say(_("There is no text in the clipboard."))

    def show_dialog(self, name: str) -> None:
        from planner.ui import window_dialogs

        window_dialogs.show(name, self, self)

    def show_report(self, fault: str = "") -> None:
        """The report for support, with the places of a fault if there was one."""
        from planner.ui.dialogs.support_report import SupportReportDialog

        dialog = SupportReportDialog(self.settings, self.context, self, fault=fault)
        dialog.exec()
        dialog.deleteLater()

    def export(self) -> None:
        from planner.ui.window_dialogs import export

        if self.context is not None and self.visit_id:
            export(self.context, self.visit_id, self)

    def show_palette(self, text: str = "") -> None:
        """``text`` stands in the line and is typed on."""
        if self.context is None:
            return
        if self._palette is None:
            from planner.ui.palette import Palette

            self._palette = Palette(self.context, self)
        self._palette.open(text)

    def work_apart(self, work: Callable[..., object], text: str) -> None:
        """Once the dialog that asked is gone, do this while the library is closed."""
        QTimer.singleShot(0, self, lambda: self.apart_wanted.emit(work, text))

    def start_own(self) -> None:
        self.own_wanted.emit()

    def another_library(self, *, new: bool) -> None:
        self.library_wanted.emit(new)

    @property
    def can_move(self) -> bool:
        """Whether the library is a file of its own that is not only read."""
        return self.can_write and self.context is not None and self.context.planner.can_back_up

    def move_library(self) -> None:
        from planner.ui.window_dialogs import move_library

        move_library(self, self)

    def lock(self) -> None:
        """Hide everything until the passphrase is given."""
        self.lock_wanted.emit()

    @property
    def _box(self) -> Lockbox | None:
        if self.context is None or "://" in self.context.planner.address:
            return None
        from planner.services.lockbox import Lockbox

        return Lockbox(self.context.planner.address)

    @property
    def is_encrypted(self) -> bool:
        return (box := self._box) is not None and box.is_encrypted_here

    @property
    def can_lock(self) -> bool:
        """Whether the library has a passphrase to open it with again."""
        return (box := self._box) is not None and box.can_lock

    def restore_backup(self, number: int, called: str) -> None:
        """Put a backup in place of the library, close everything before and open it after."""
        from planner.ui.restoring import restore

        restore(self, number, called)

    def restore_file(self, path: Path, called: str) -> None:
        """Put a backup of another folder in place of the library."""
        from planner.ui.restoring import restore_file

        if self.context is not None:
            restore_file(self, self.context.planner.backups, path, called)

    def undo_restore(self, number: int) -> None:
        """Bring back what a restore replaced."""
        from planner.ui.restoring import undo_restore

        undo_restore(self, number)

    def save(self) -> None:
        """Everything is kept as it is made; this keeps what is still being typed, and says so if it is."""
        self.inspector.commit()
        if self.trouble is None or self.trouble.retry():
            self.status.say(_("All changes are saved."))

    def show_unsaved(self, unsaved: bool, refused: bool) -> None:
        """Title and status: something on screen is not in the library, or the last act was refused."""
        if self.context is None:
            return
        title = self.context.planner.title
        if unsaved:
            title = _("{library} (not saved)").format(library=title)
        self.setWindowTitle(f"{title} – " + _("Planner"))
        if unsaved or refused:
            self.status.set_not_saved(_("NOT saved"))
        else:
            self.status.set_all_saved()

    def library_moved(self) -> None:
        """The library goes on in another file."""
        if self.context is not None:
            planner = self.context.planner
            self._say_library(planner)
            self.library_is_at.emit(planner.address)
            self.refresh()

    def cancel_tasks(self) -> None:
        if self.context is not None:
            self.context.tasks.cancel()

    def focus_message(self) -> None:
        if self.own_messages.toasts:
            self.own_messages.focus_toast()
        elif self.message_bar.isVisible():
            self.message_bar.take_focus()

    def toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _look_for_sample(self, planner: Planner) -> None:
        self.is_sample = planner.facts().get("sample", "") not in ("", "0", "False", "false")
        if self.is_sample:
            self.own_messages.bar(
                _("Sample data – not yours."), (_("Start with my own"), self.start_own), tone="info"
            )

    # window

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bare frame shows where tool bar and rail will be."""
        super().paintEvent(event)
        if not self.is_complete:
            painter = QPainter(self)
            painter.fillRect(
                0, self.menuBar().height(), self.width(), 48, self.theme.color("surface")
            )
            painter.fillRect(
                0, self.menuBar().height(), 200, self.height(), self.theme.color("surface")
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt  # late: its names cost a tenth of the start

        if (
            event.key() == Qt.Key.Key_Escape
            and self.is_complete
            and self.inspector.is_drawer
            and self.inspector.is_open
        ):
            self.open_inspector(False)
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        """Room decides: rail with or without text, inspector docked or as a drawer."""
        if not self.is_complete:
            return
        roomy = self.width() >= ROOMY
        self.rail.set_wide(roomy)
        self.message_bar.set_compact(self.height() < LOW)
        if roomy == self.inspector.is_drawer:
            self._dock(roomy)
        self._place_drawer()

    def _room_for_toasts(self) -> QRect:
        """The page, without what the drawer covers."""
        left = self.rail.width()
        covered = self.inspector.width() if self.inspector.isVisible() else 0
        return QRect(left, 0, self.width() - left - covered, self.height() - self.status.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The centre has its size only when its layout is done: the drawer follows it."""
        if watched is self.centre and event.type() == event.Type.Resize:
            self._place_drawer()
        elif watched is self.message_bar and event.type() in _ROOM:
            QTimer.singleShot(0, self, self._place_drawer)
        return False

    @property
    def _inspector_width(self) -> int:
        """More for larger type, half of the window at most."""
        return min(max(WIDTH, round(WIDTH * self.font().pointSizeF() / 10)), self.width() // 2)

    def _place_drawer(self) -> None:
        if self.inspector.is_drawer:
            # Below the message bar, whose buttons stand at its right end.
            said = self.message_bar.height() if self.message_bar.isVisible() else 0
            above, width = self.top.height() + said, self._inspector_width
            height = self.centre.height() - above
            self.inspector.setGeometry(self.width() - width, self.centre.y() + above, width, height)

    def _dock(self, docked: bool) -> None:
        self.inspector.set_drawer(not docked)
        if docked:
            self.splitter.addWidget(self.inspector)
            width = self._inspector_width
            self.splitter.setSizes([self.width() - self.rail.width() - width, width])
        else:
            self.inspector.setParent(self)
        self._show_inspector()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.can_write and event.source() is None and (_files(event) or _text(event)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := _files(event):
            event.acceptProposedAction()
            self.import_files(paths)
        elif text := _text(event):
            event.acceptProposedAction()
            self.paste_people(text)

    def restore(self, path: Path) -> None:
        """Stand where the window stood last, and remember at the end where it stands."""
        self._state = QSettings(str(path), QSettings.Format.IniFormat)
        geometry = self._state.value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.trouble is not None and not self.trouble.may_close():
            event.ignore()
            return
        if self._state is not None and self.is_complete:
            self._state.setValue("geometry", self.saveGeometry())
            self._state.setValue("inspector", "true" if self.inspector.wanted_docked else "false")
        self.close_library()
        super().closeEvent(event)


def _stop_waiting(widget: QWidget) -> None:
    """What it would look at in a moment is closed before the widget is gone."""
    for timer in widget.findChildren(QTimer):
        timer.stop()


def _text(event: QDropEvent) -> str:
    """Text that is dragged in from another program; a mere address of a page is none."""
    data = event.mimeData()
    return data.text().strip() if data.hasText() and not data.hasUrls() else ""


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
