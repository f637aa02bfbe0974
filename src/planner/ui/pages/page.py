"""What every page is: a title, a way to read again, an inspector, commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from planner.ui.commands import Command
from planner.ui.context import Context

if TYPE_CHECKING:
    from planner.services.changes import Changed


class Page(QWidget):
    """One page of the main view. The window calls; the page tells by its signals.

    The plain verbs (New, Edit, Remove, Find) are commands of the window that end here; a page that
    has one overrides it and says so in ``can``.
    """

    retitled = Signal()
    inspector_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    @property
    def title(self) -> str:
        return ""

    @property
    def path(self) -> list[tuple[str, str]]:
        """What stands before the title in the tool bar: (text, name of the page)."""
        return []

    def refresh(self, changed: Changed | None = None) -> None:
        """Read again what ``changed`` touches; everything for None."""

    def activate(self) -> None:
        """The page came to the front: put the focus where work goes on."""
        self.setFocus()

    @property
    def foot(self) -> QWidget | None:
        """What stands at the foot of the page and has to stay in sight: messages keep above it."""
        return None

    def inspector(self) -> QWidget | None:
        """What stands at the right, or None for nothing."""
        return None

    def commands(self) -> list[Command]:
        """What only this page can do; it stands in the menus while the page is in front."""
        return []

    # verbs of the window

    def can(self, verb: str) -> bool:
        """Whether "new", "edit", "remove", "find" or "export" means something now."""
        return False

    def new(self) -> None: ...

    def edit(self) -> None: ...

    def remove(self) -> None: ...

    def find_in_page(self) -> None: ...

    def export(self) -> None: ...

    def show_record(self, word: str, key: str) -> None:
        """Select this record."""

    @property
    def zone(self) -> str:
        """The time zone that the page shows, for the status bar."""
        return ""
