"""The palette (Ctrl+K): every record and every command behind one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from planner.domain.searching import Asked, Nearness, ask, entry_text
from planner.domain.word_titles import TITLES
from planner.errors import UserError
from planner.i18n import N_, _, ngettext
from planner.ui.actions import keys_text
from planner.ui.areas import SHOWN
from planner.ui.commands import Command
from planner.ui.models.table_model import Column, ListTable
from planner.ui.widgets.panel import Panel
from planner.ui.widgets.table import Table

if TYPE_CHECKING:
    from planner.ui.context import Context

_T = TypeVar("_T")
_MOST: Final = 40
_COMMANDS_KEPT: Final = 8
"""Places that commands have however many records there are."""
_FAR_AWAY: Final = 120
"""Milliseconds of rest before a library on a server is asked; a file answers within the keystroke."""
ICONS: Final = {
    "person": "user",
    "organisation": "building-2",
    "site": "map-pin",
    "visit": "calendar",
    "item": "clock",
    "agreement": "file-signature",
    "follow_up": "list-checks",
    "delegate": "user",
    "attachment": "file-text",
    "source": "book-open",
    "country": "globe",
    "funding_programme": "landmark",
    "call": "landmark",
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
    nearness: Nearness = Nearness.CONTAINS


COLUMNS: Final = (
    Column[Entry](
        N_("Name"),
        lambda entry: entry.text,
        width=270,
        icon=lambda entry: entry.icon or "chevron-right",
        tone=lambda entry: None if entry.enabled else "text2",
    ),
    Column[Entry](
        N_("Where or how"), lambda entry: entry.detail, width=330, muted=True, right=True
    ),
)


class Palette(Panel):
    """A child of the window, not a popup: input methods work in it."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__("surface", "round", frame="borderStrong", parent=window)
        self._context, self._window = context, window
        self._recent: list[str] = []
        """Records used last, this window's own before what was changed last."""
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
        self._pause = QTimer(self, singleShot=True, interval=_FAR_AWAY)
        self._pause.timeout.connect(self.look)
        self.line.textChanged.connect(self._typed)
        self.line.returnPressed.connect(self._enter)
        self.list.opened.connect(lambda _key: self._run())
        self.line.installEventFilter(self)
        self.list.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()

    def open(self, text: str = "") -> None:
        """Show the palette with the line selected, or with what is to be typed on."""
        from PySide6.QtWidgets import QApplication

        if self.isHidden():
            self._before = QApplication.focusWidget()
        self.line.setText(text)
        used = self._context.recent.keys
        self._recent = [*used, *(self._asked(self._context.planner.history.lately_changed) or ())]
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
        """Find what fits the line, the nearest first; ">" asks for commands only."""
        self._pause.stop()
        text = self.line.text().strip()
        only_commands = text.startswith(">")
        text = text.lstrip("> ")
        wanted = bool(text) and not only_commands
        records = self._asked(lambda: self._found(text)) if wanted else []
        self.list.set_empty(
            "search",
            _("Nothing is called so.")
            if records is not None
            else _("The library cannot be searched now. Commands are still found."),
        )
        records = records or []
        commands = self._commands(text)
        kept = records[: _MOST - len(commands[:_COMMANDS_KEPT])] if text else []
        # Sorted by nearness alone: among equals records stay before commands, each in their order.
        found = sorted([*kept, *commands], key=lambda entry: entry.nearness)[:_MOST]
        self.model.set_lines(found)
        self.list.choose(0)
        self._say(len(found))

    @staticmethod
    def _asked(question: Callable[[], list[_T]]) -> list[_T] | None:
        """None where the library cannot be read: the window says so, and commands are found without it."""
        try:
            return question()
        except UserError:
            return None

    def _typed(self) -> None:
        """Answer within the keystroke, so that no answer can come too late for its question."""
        if self._context.planner.finds_at_once:
            self.look()
        else:
            self._pause.start()

    def _say(self, count: int = 0) -> None:
        """Tell a screen reader what is in front, for the focus stays in the line."""
        row = self.list.currentIndex().row()
        if not (self.isVisible() and QAccessible.isActive()):
            return
        text = _("Nothing is called so.")
        if 0 <= row < self.model.rowCount():
            entry = self.model.line(row)
            text = ", ".join(part for part in (entry.text, entry.detail) if part)
            if count:
                text += ". " + ngettext("{count} found", "{count} found", count)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.close_palette()
                return True
            if watched is self.line and event.key() in _PASSED_ON:
                self.list.keyPressEvent(event)
                self._say()
                return True
        return super().eventFilter(watched, event)

    def _found(self, text: str) -> list[Entry]:
        """Countries and, where they are asked for ("open with MEXT"), relationships; then records."""
        return [*self._relationships(text), *self._records(text)]

    def _relationships(self, text: str) -> list[Entry]:
        def opens(key: str) -> Callable[[], None]:
            return lambda: self._context.open_record("relationship", key)

        return [
            Entry(
                f"relationship:{one.counterpart.key}",
                one.counterpart.name,
                _("What is open, and everything so far"),
                "building-2" if one.counterpart.organisation_id else "globe",
                opens(one.counterpart.key),
                nearness=Nearness.NAME_IS if one.asked else one.nearness,
            )
            for one in self._context.planner.relationships.named(text)
        ]

    def _records(self, text: str) -> list[Entry]:
        hits = self._context.planner.search(text, _MOST, words=sorted(SHOWN), recent=self._recent)

        def opens(word: str, key: str) -> Callable[[], None]:
            return lambda: self._context.open_record(word, key)

        return [
            Entry(
                f"{hit.word}:{hit.id}",
                hit.title,
                " · ".join(part for part in (hit.detail, _(TITLES[hit.word])) if part),
                ICONS[hit.word],
                opens(hit.word, hit.id),
                nearness=hit.nearness,
            )
            for hit in hits
        ]

    def _commands(self, text: str) -> list[Entry]:
        """The commands that fit, the nearest first; all of them while nothing is asked."""
        asked, place = ask(text), self._context.recent.place
        found = [
            self._entry(command, nearness)
            for command in self._context.commands.all()
            if command.id != "go.palette"
            and (nearness := self._nearness(asked, command)) is not None
        ]
        return sorted(found, key=lambda entry: (entry.nearness, place(entry.id)))

    @staticmethod
    def _nearness(asked: Asked, command: Command) -> Nearness | None:
        return asked.nearness(entry_text([command.shown], [])) if asked else Nearness.CONTAINS

    def _entry(self, command: Command, nearness: Nearness) -> Entry:
        enabled = command.enabled()
        detail = keys_text(command) if enabled else command.reason or _("not possible now")
        run = self._context.commands.run
        return Entry(
            command.id,
            command.shown,
            detail,
            command.icon,
            lambda: run(command.id),
            enabled,
            nearness,
        )

    def _enter(self) -> None:
        if self._pause.isActive():
            self.look()
        self._run()

    def _run(self) -> None:
        row = self.list.currentIndex().row()
        if not 0 <= row < self.model.rowCount():
            return
        entry = self.model.line(row)
        if not entry.enabled:
            return
        self._context.recent.use(entry.id)
        self.close_palette()
        entry.run()

    def _place(self) -> None:
        width = min(640, self._window.width() - 48)
        height = min(460, self._window.height() - 120)
        self.setGeometry((self._window.width() - width) // 2, 64, width, height)
