"""The saved views of a list: a button that names the one in front, and commands with shortcuts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QToolButton, QWidget

from planner.domain.ids import RecordId
from planner.domain.saved_views import SavedView
from planner.errors import UserError
from planner.i18n import _
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.dialogs.views import ViewsDialog

BY_KEYBOARD: Final = 9
"""Views that a shortcut reaches: Alt+1 to Alt+9."""


@dataclass(frozen=True)
class Look:
    """What a view keeps: keys of columns, filters as the list writes them, the sort."""

    columns: tuple[str, ...]
    filters: str
    sort: str


class ListViews(QObject):
    """``now`` gives what the list shows, ``show`` makes it show something else; None is the usual."""

    listed = Signal()
    """Views came, went or changed their names: the commands are others."""

    def __init__(
        self,
        context: Context,
        area: str,
        everything: str,
        now: Callable[[], Look],
        show: Callable[[Look | None], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context, self._area, self._everything = context, area, everything
        self._now, self._show, self._parent = now, show, parent
        self.views: list[SavedView] = []
        self.current: SavedView | None = None
        self.button = QToolButton(parent)
        self.button.setMinimumHeight(30)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setMaximumWidth(220)
        menu = QMenu(self.button)
        menu.aboutToShow.connect(lambda: self.fill(menu))
        self.button.setMenu(menu)

    def refresh(self) -> None:
        """Read the views; the one in front is forgotten when it is gone."""
        known = self._context.planner.views.of(self._area)
        if known != self.views:
            self.views = known
            if self.current is not None:
                key = self.current.id
                self.current = next((view for view in known if view.id == key), None)
            self.listed.emit()
        self.say()

    def say(self) -> None:
        """The name of the view in front; a dot where the list shows something else by now."""
        name = self.current.name if self.current else self._everything
        self.button.setText(f"{name} •" if self.is_changed else name)
        self.button.setAccessibleName(
            _("View: {name}, changed").format(name=name)
            if self.is_changed
            else _("View: {name}").format(name=name)
        )
        self.button.setToolTip(_("Saved views"))

    @property
    def is_changed(self) -> bool:
        return self.current is not None and _look_of(self.current) != self._now()

    def choose(self, view: SavedView | None) -> None:
        """Show this view; None shows everything in the usual columns."""
        self.current = view
        self._show(_look_of(view) if view else None)
        self.say()

    def save_as(self) -> None:
        """Ask for a name and keep what the list shows."""
        proposed = self.current.name if self.current else ""
        name, wanted = QInputDialog.getText(
            self._parent,
            _("Save view"),
            _("Name of the view"),
            QLineEdit.EchoMode.Normal,
            proposed,
        )
        if wanted:
            self.save(name)

    def save(self, name: str) -> None:
        """Keep what the list shows under this name; a view of the same name is replaced."""
        look = self._now()
        try:
            self.current = self._context.planner.views.save(
                self._area, name, columns=look.columns, filters=look.filters, sort=look.sort
            )
        except UserError as error:
            self._context.messages.error(error)
            return
        self.refresh()
        self._context.messages.toast(_("View “{name}” is saved").format(name=self.current.name))

    def arrange(self) -> None:
        """Rename, remove and order the views."""
        ViewsDialog(self._context, self._area, self._parent).exec()
        self.refresh()

    def fill(self, menu: QMenu) -> None:
        """All views, and what can be done with them."""
        menu.clear()
        self._entry(menu, self._everything, None)
        for view in self.views:
            self._entry(menu, view.name, view)
        menu.addSeparator()
        for command in self._own_commands():
            action = menu.addAction(command.text)
            action.setEnabled(command.enabled())
            action.triggered.connect(command.run)

    def commands(self) -> list[Command]:
        """Alt+0 for everything, Alt+1 to Alt+9 for the first views, and the verbs."""
        shown = [
            self._show_command(number, view)
            for number, view in enumerate(self.views[:BY_KEYBOARD], 1)
        ]
        return [self._show_command(0, None), *shown, *self._own_commands()]

    def _show_command(self, number: int, view: SavedView | None) -> Command:
        key = view.id if view else ""
        return Command(
            id=f"view.saved_{number}",
            text=_("Show “{name}”").format(name=view.name if view else self._everything),
            shortcuts=(f"Alt+{number}",),
            menu="view",
            scope="page",
            separator=number == 0,
            run=lambda: self.choose_by_id(RecordId(key)),
        )

    def choose_by_id(self, key: RecordId) -> None:
        self.choose(next((view for view in self.views if view.id == key), None))

    def _own_commands(self) -> list[Command]:
        read_only = self._context.planner.is_read_only
        reason = _("The library is open for reading only.")
        return [
            Command(
                id="view.save_view",
                text=_("Save this view…"),
                menu="view",
                scope="page",
                separator=True,
                enabled=lambda: not read_only,
                reason=reason,
                run=self.save_as,
            ),
            Command(
                id="view.arrange_views",
                text=_("Arrange views…"),
                menu="view",
                scope="page",
                enabled=lambda: not read_only and bool(self.views),
                reason=_("There is no saved view."),
                run=self.arrange,
            ),
        ]

    def _entry(self, menu: QMenu, text: str, view: SavedView | None) -> None:
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(
            (view.id if view else None) == (self.current.id if self.current else None)
        )
        action.triggered.connect(lambda _on=False: self.choose(view))


def _look_of(view: SavedView) -> Look:
    return Look(view.columns, view.filters, view.sort)
