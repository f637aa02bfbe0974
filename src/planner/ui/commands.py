"""Commands as data: menus, tool bar, palette and the list of shortcuts are views over one list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def always() -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Command:
    """One thing that can be done.

    ``text`` is in the reader's language. ``shortcuts`` are portable texts ("Ctrl+K"), the first one
    is shown. ``menu`` names the menu ("file", "edit", "view", "go", "item", "tools", "help").
    ``scope`` is "window", or "page" for what a page brings along. ``reason`` says why it is not
    enabled. ``label`` gives a text that changes ("Undo Move Press Photo").
    """

    id: str
    text: str
    run: Callable[[], object]
    icon: str = ""
    shortcuts: tuple[str, ...] = ()
    menu: str = "item"
    scope: str = "window"
    enabled: Callable[[], bool] = always
    reason: str = ""
    label: Callable[[], str] | None = None
    checked: Callable[[], bool] | None = None
    separator: bool = False
    """A line stands above it in its menu."""

    @property
    def shown(self) -> str:
        return self.label() if self.label else self.text


class Registry:
    """All commands there are now, in the order of the menus."""

    def __init__(self) -> None:
        self._commands: dict[str, Command] = {}
        self._page: list[str] = []

    def add(self, *commands: Command) -> None:
        for command in commands:
            if command.id in self._commands:
                raise ValueError(f"command {command.id} exists")
            self._commands[command.id] = command

    def set_page(self, commands: list[Command]) -> None:
        """Put the commands of the page in front in the place of those of the page before."""
        for key in self._page:
            self._commands.pop(key, None)
        self._page = [command.id for command in commands]
        self.add(*commands)

    def all(self) -> list[Command]:
        return list(self._commands.values())

    def get(self, key: str) -> Command:
        return self._commands[key]

    def run(self, key: str) -> None:
        """Do it, if it is enabled."""
        command = self._commands[key]
        if command.enabled():
            command.run()
