"""From the open library to a restored one: everything closes, the files are exchanged, the window opens again.

The library may also be one that does not open any more; then there is nothing to close.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import KeyWanted, UserError
from planner.i18n import _
from planner.services.backups import Backups
from planner.ui.backup_keys import ask
from planner.ui.tasks import Tasks

if TYPE_CHECKING:
    from planner.services.planner import Planner
    from planner.ui.main_window import MainWindow


Act = tuple[str, Callable[[], object]]


class Restoring:
    """One exchange in the window. ``act`` puts the other file in place and runs beside the window."""

    def __init__(
        self, window: MainWindow, backups: Backups, act: Callable[[], int], said: str
    ) -> None:
        self._window, self._backups, self._said = window, backups, said
        self._act, self._was_open = act, window.context is not None
        self._messages = window.messages
        context = window.context
        self._planner: Planner | None = context.planner if context is not None else None
        self._files = context.files if context is not None else None
        window.close_library()
        window.status.say(_("Restoring…"))
        self._tasks = Tasks(self._messages, window)
        self._go()

    def _go(self) -> None:
        planner, act = self._planner, self._act

        def work(_progress: object) -> int:
            if planner is not None and planner.backing_up is not None:
                planner.backing_up.wait()
            return act()

        self._tasks.run(work, self._done, self._failed)

    def _done(self, number: int) -> None:
        window = self._window
        if not self._was_open:
            window.message_bar.clear()  # it said why the library did not open
        self._open()
        undo = (lambda: undo_restore(window, number)) if number else None
        window.messages.toast(self._said, undo)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, KeyWanted):
            refused = ask(error, self._messages, self._window)
            if refused is None:
                self._go()
                return
            error = refused
        if not isinstance(error, UserError):
            self._open()
            self._window.messages.unexpected(error)
        elif self._open(instead_of=error):
            self._window.messages.error(error)

    def _open(self, instead_of: UserError | None = None) -> bool:
        """Open the library again. Where it does not open, why nothing was restored is said, if so."""
        from planner.services.core import system_clock
        from planner.services.planner import open_planner
        from planner.ui.files import NativeFiles

        self._tasks.deleteLater()
        self._window.status.clearMessage()  # nothing is being restored any more
        window, own = self._window, self._messages is self._window.own_messages
        clock = self._planner.now if self._planner is not None else system_clock
        try:
            planner = open_planner(str(self._backups.library), window.settings, clock=clock)
            planner.keep_locked()
        except UserError as error:
            offer(window, str(self._backups.library), instead_of or error)
            return False
        window.open_library(planner, self._files or NativeFiles(), None if own else self._messages)
        window.reopened.emit(planner)
        return True


def restore(window: MainWindow, number: int, called: str) -> None:
    """Put a backup in place of the library in the window; ``called`` says which."""
    if window.context is not None:
        restore_lost(window, window.context.planner.backups, number, called)


def restore_lost(window: MainWindow, backups: Backups, number: int, called: str) -> None:
    """The same for a library that need not be open, or cannot be."""
    said = _("The backup of {when} is restored.").format(when=called)
    Restoring(window, backups, lambda: backups.restore(number), said)


def undo_restore(window: MainWindow, number: int) -> None:
    """Bring back what a restore replaced."""
    if window.context is not None:
        undo_lost(window, window.context.planner.backups, number)


def undo_lost(window: MainWindow, backups: Backups, number: int) -> None:
    said = _("The library is as it was before the restore.")
    Restoring(window, backups, lambda: backups.undo_restore(number), said)


def restore_file(window: MainWindow, backups: Backups, path: Path, called: str) -> None:
    """Put a backup of another folder in place of the library, which need not be there."""
    said = _("The backup of {when} is restored.").format(when=called)
    Restoring(window, backups, lambda: backups.restore_file(path), said)


def offer(
    window: MainWindow,
    address: str,
    error: UserError,
    again: Act | None = None,
    *,
    is_new: bool = False,
) -> None:
    """Say why a library does not open, with its backups at hand if there are any.

    ``again`` is another way to go on, such as to try once more; ``is_new``: there is no library yet,
    and what there is may be in a second place, such as on a disk of the computer before.
    """
    from planner.services.backups import restorable

    if is_new or restorable(address):
        show = (_("Restore a backup…"), lambda: show_backups(window, Path(address)))
        first, other = (again, show) if again is not None else (show, None)
        tone = "warn" if again is not None else "danger"
        window.messages.bar(str(error), first, tone=tone, other=other)
    elif again is not None:
        window.messages.bar(str(error), again, tone="warn")
    else:
        window.messages.error(error)


def show_backups(window: MainWindow, library: Path) -> bool:
    """The backups of a library that is not open; whether one was chosen, which is restored next."""
    from planner.ui.dialogs.backups import BackupsDialog, Doors
    from planner.ui.files import NativeFiles

    backups = Backups(library, window.settings)
    tasks = Tasks(window.messages, window)
    doors = Doors(
        backups=backups,
        tasks=tasks,
        messages=window.messages,
        files=NativeFiles(),
        settings=window.settings,
        can_write=True,
        restore=lambda number, called: restore_lost(window, backups, number, called),
        undo=lambda number: undo_lost(window, backups, number),
        restore_file=lambda path, called: restore_file(window, backups, path, called),
    )
    dialog = BackupsDialog(doors, window)
    chosen = dialog.exec() == BackupsDialog.DialogCode.Accepted
    dialog.deleteLater()
    tasks.close()
    tasks.deleteLater()
    return chosen
