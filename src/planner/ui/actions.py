"""Commands become actions: the menu bar, and the shortcuts that work in the whole window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from planner.ui.commands import Command, Registry
from planner.ui.icons import icon
from planner.ui.keys import FieldKeys, keys_in_words

_ROLES: Final = {
    "file.settings": QAction.MenuRole.PreferencesRole,
    "file.quit": QAction.MenuRole.QuitRole,
    "help.about": QAction.MenuRole.AboutRole,
}


class Actions(QObject):
    """One action for each command of the registry, kept in step with what is enabled."""

    def __init__(self, registry: Registry, window: QMainWindow, menus: dict[str, QMenu]) -> None:
        super().__init__(window)
        self._registry, self._window = registry, window
        self._actions: dict[str, QAction] = {}
        self._menus = menus
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.sync)
        self._field_keys = FieldKeys(window)
        for menu in menus.values():
            menu.aboutToShow.connect(self.sync)

    def update_soon(self) -> None:
        """Look at what is enabled when the event loop is next free."""
        self._soon.start()

    def rebuild(self) -> None:
        """Commands came or went with the page in front."""
        wanted = {command.id for command in self._registry.all()}
        for key in [key for key in self._actions if key not in wanted]:
            action = self._actions.pop(key)
            self._window.removeAction(action)
            action.deleteLater()
        for command in self._registry.all():
            if command.id not in self._actions:
                self._add(command)
        self.sync()

    def sync(self) -> None:
        """Show each command as it is now: its text, whether it is enabled, whether it is on."""
        for command in self._registry.all():
            action = self._actions.get(command.id)
            if action is None:
                continue
            action.setText(command.shown.replace("&", "&&"))
            action.setEnabled(command.enabled())
            if command.checked is not None:
                action.setChecked(command.checked())

    def _add(self, command: Command) -> None:
        menu = self._menus[command.menu]
        if command.separator and menu.actions():
            self._separate(menu, command)
        action = QAction(command.shown.replace("&", "&&"), self._window)
        if command.icon:
            action.setIcon(icon(command.icon))
        action.setShortcuts([QKeySequence(keys) for keys in command.shortcuts])
        action.setMenuRole(_ROLES.get(command.id, QAction.MenuRole.NoRole))
        action.setCheckable(command.checked is not None)
        action.triggered.connect(self._runs(command.id))
        menu.addAction(action)
        self._window.addAction(action)
        self._actions[command.id] = action

    def _separate(self, menu: QMenu, command: Command) -> None:
        """A line that goes away with the command below it."""
        line = menu.addSeparator()
        if command.scope == "page":
            self._actions[f"{command.id} line"] = line

    def _runs(self, key: str) -> Callable[[], None]:
        return lambda: self._registry.run(key)


def keys_text(command: Command) -> str:
    """The first shortcut as this system writes it."""
    if not command.shortcuts:
        return ""
    return keys_in_words(command.shortcuts[0])
