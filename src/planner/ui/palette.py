"""The palette (Ctrl+K): every record and every command behind one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from planner.i18n import N_, _
from planner.text import fold
from planner.ui.actions import keys_text
from planner.ui.areas import SHOWN
from planner.ui.commands import Command
from planner.ui.models.table_model import Column, ListTable
from planner.ui.widgets.panel import Panel
from planner.ui.widgets.table import Table

if TYPE_CHECKING:
    from planner.ui.context import Context

_MOST: Final = 40
_ICONS: Final = {
    "person": "user",
    "organisation": "building-2",
    "site": "map-pin",
    "visit": "calendar",
    "item": "clock",
    "agreement": "file-signature",
    "follow_up": "list-checks",
}
_PASSED_ON: Final = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


@dataclass(frozen=True)
class Entry:
    """One line of the palette."""

    id: str
    text: str
    detail: str
    icon: str
    run: Callable[[], object]
    enabled: bool = True


COLUMNS: Final = (
    Column[Entry](
        N_("Name"),
        lambda entry: entry.text,
        width=300,
        icon=lambda entry: entry.icon or "chevron-right",
        tone=lambda entry: None if entry.enabled else "text2",
    ),
    Column[Entry](
        N_("Where or how"), lambda entry: entry.detail, width=220, muted=True, right=True
    ),
)


class Palette(Panel):
    """A child of the window, not a popup: input methods work in it."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__("surface", "round", frame="borderStrong", parent=window)
        self._context, self._window = context, window
        self._recent: list[str] = []
        self._before: QWidget | None = None
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(_("Search everything, or type a command"))
        self.line.setAccessibleName(_("Search or run a command"))
        self.line.setMinimumHeight(36)
        self.line.setClearButtonEnabled(True)
        self.model = ListTable[Entry](COLUMNS, parent=self)
        self.list = Table(_("Found"), self)
        self.list.horizontalHeader().hide()
        self.list.show_model(self.model)
        self.list.set_empty("search", _("Nothing is called so."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self._pause = QTimer(self, singleShot=True, interval=60)
        self._pause.timeout.connect(self.look)
        self.line.textEdited.connect(lambda _text: self._pause.start())
        self.line.returnPressed.connect(self._enter)
        self.list.opened.connect(lambda _key: self._run())
        self.line.installEventFilter(self)
        self.list.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show the palette with the line selected."""
        from PySide6.QtWidgets import QApplication

        if self.isHidden():
            self._before = QApplication.focusWidget()
        self.line.clear()
        self.look()
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_palette(self) -> None:
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None

    def look(self) -> None:
        """Find what fits the line: records first, then commands; ">" asks for commands only."""
        text = self.line.text().strip()
        only_commands = text.startswith(">")
        text = text.lstrip("> ")
        found = [] if only_commands or not text else self._records(text)
        self.model.set_lines([*found, *self._commands(text)][:_MOST])
        self.list.choose(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.close_palette()
                return True
            if watched is self.line and event.key() in _PASSED_ON:
                self.list.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def _records(self, text: str) -> list[Entry]:
        planner = self._context.planner
        hits = [hit for hit in planner.search(text, _MOST) if hit.word in SHOWN]

        def opens(word: str, key: str) -> Callable[[], None]:
            return lambda: self._context.open_record(word, key)

        from planner.domain.library import TITLES

        return [
            Entry(
                f"{hit.word}:{hit.id}",
                hit.title,
                " · ".join(part for part in (hit.detail, _(TITLES[hit.word])) if part),
                _ICONS[hit.word],
                opens(hit.word, hit.id),
            )
            for hit in hits
        ]

    def _commands(self, text: str) -> list[Entry]:
        wanted = fold(text).split()
        found = [
            command
            for command in self._context.commands.all()
            if command.id != "go.palette" and all(word in fold(command.shown) for word in wanted)
        ]
        if not wanted:
            found.sort(
                key=lambda command: (
                    self._recent.index(command.id) if command.id in self._recent else 99
                )
            )
        return [self._entry(command) for command in found]

    def _entry(self, command: Command) -> Entry:
        enabled = command.enabled()
        detail = keys_text(command) if enabled else command.reason or _("not possible now")
        run = self._context.commands.run
        return Entry(
            command.id, command.shown, detail, command.icon, lambda: run(command.id), enabled
        )

    def _enter(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self.look()
        self._run()

    def _run(self) -> None:
        row = self.list.currentIndex().row()
        if not 0 <= row < self.model.rowCount():
            return
        entry = self.model.line(row)
        if not entry.enabled:
            return
        self._recent = [entry.id, *(key for key in self._recent if key != entry.id)][:5]
        self.close_palette()
        entry.run()

    def _place(self) -> None:
        width = min(640, self._window.width() - 48)
        height = min(460, self._window.height() - 120)
        self.setGeometry((self._window.width() - width) // 2, 64, width, height)
