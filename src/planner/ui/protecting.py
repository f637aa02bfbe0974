"""What a session does about encryption: asks for the key, works on the closed library, locks it when idle."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from planner.errors import KeyWanted, UserError
from planner.i18n import _
from planner.services.lockbox import Lockbox, plain_backups_sentence
from planner.ui.at_rest import AtRest

if TYPE_CHECKING:
    from planner.services.planner import Planner
    from planner.ui.main_window import MainWindow
    from planner.ui.tasks import Progress

COMMAND: Final = "file.encryption"
SHEET: Final = "file.sheet"


class Protecting(QObject):
    """``refill`` opens the library of the session again, and shows it."""

    def __init__(self, window: MainWindow, refill: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._refill = window, refill
        self._by_code = False
        self._is_new = self._is_locked = False
        self._place: tuple[str, tuple[str, str] | None] = ("", None)
        self._failed: UserError | None = None
        self._idle: AtRest | None = None

    def make(self, path: Path) -> bool:
        """Make a library as somebody chooses; False when that was called off."""
        from planner.ui.dialogs.new_library import NewLibraryDialog

        window = self._window
        dialog = NewLibraryDialog(Lockbox(str(path)), window.settings, window.messages, window)
        made = dialog.exec() == QDialog.DialogCode.Accepted
        self._is_new = made and dialog.encrypted
        dialog.deleteLater()
        return made

    def ask_key(self, wanted: KeyWanted) -> None:
        """Get the key from the key store of this computer, which may take its time, else ask for it.

        After :meth:`lock` the passphrase is asked for also where the key store has the key.
        :raises UserError: called off, or not right three times.
        """
        from planner.ui.dialogs.working import WorkingDialog
        from planner.ui.key_store import show_if_slow

        box, found = Lockbox(str(wanted.path)), []
        if not self._is_locked:
            dialog = WorkingDialog(
                lambda _progress: found.append(box.fetch()),
                _("The key store of this computer is asked for the key"),
                self._window.messages,
                self._window,
            )
            show_if_slow(dialog)
            dialog.deleteLater()
        if not any(found):
            self.unlock(wanted)

    def unlock(self, wanted: KeyWanted) -> None:
        """Ask for the passphrase; afterwards the key is held.

        :raises UserError: called off, or not right three times.
        """
        from planner.ui.dialogs.unlock import UnlockDialog

        dialog = UnlockDialog(Lockbox(str(wanted.path)), self._window.messages, self._window)
        opened = dialog.exec() == QDialog.DialogCode.Accepted
        failed = dialog.failed
        self._by_code, self._failed = opened and dialog.by_code, failed if opened else None
        dialog.deleteLater()
        if not opened:
            raise failed or wanted

    def not_opened(self, error: UserError, address: str, *, is_new: bool = False) -> None:
        """Say why it is not open, with a way to try again and with its backups if there are any."""
        from planner.ui.restoring import offer

        again = (_("Make a library…") if is_new else _("Try again"), self._try_again)
        offer(self._window, address, error, again, is_new=is_new)

    def _try_again(self) -> None:
        self._window.message_bar.clear()
        self._refill()

    def look_after(self, planner: Planner) -> None:
        """A library was opened: say what is left to do about its encryption, and lock it when idle."""
        if "://" in planner.address:
            return
        box, messages = Lockbox(planner.address), self._window.messages
        if self._idle is not None:
            self._idle.end()
            self._idle = None
        if self._failed is not None:
            messages.error(self._failed)
        elif self._by_code:
            messages.bar(
                _("The recovery code opened the library. Choose a new passphrase now."),
                (_("Choose a passphrase…"), lambda: self._window.registry.run(COMMAND)),
            )
        elif box.sheet_is_due and not planner.is_read_only:
            self._ask_for_sheet()
        elif not planner.is_read_only:
            self._look_for_old(box)
        self._by_code, self._failed = False, None
        if self._is_locked:
            self._go_back()
        self._is_new = self._is_locked = False
        minutes = self._window.settings.whole("lock_minutes")
        if minutes and box.can_lock:
            self._idle = AtRest(self._window, minutes * 60_000, self.lock)

    def _ask_for_sheet(self) -> None:
        """At once for a new library, later by a bar: whoever puts it off is told again each time."""
        window, messages = self._window, self._window.messages
        messages.bar(
            _(
                "There is no recovery sheet yet. If the key is lost, nothing in this library can be"
                " recovered."
            ),
            (_("Recovery sheet…"), lambda: self._sheet()),
            tone="warn",
        )
        if self._is_new:
            QTimer.singleShot(0, window, lambda: self._sheet(is_new=True))

    def _sheet(self, *, is_new: bool = False) -> None:
        window = self._window
        if window.context is None:
            return
        box = Lockbox(window.context.planner.address)
        if is_new:
            from planner.ui.dialogs.recovery_sheet import RecoverySheetDialog

            dialog = RecoverySheetDialog(window.context, window, is_new=True)
            dialog.exec()
            dialog.deleteLater()
        else:
            window.registry.run(SHEET)
        if not box.sheet_is_due:
            window.message_bar.clear()

    def _look_for_old(self, box: Lockbox) -> None:
        """What can be read without the key, found beside the window: a second folder may be slow."""
        window = self._window
        second, context = window.settings.text("backup_folder"), window.context
        if context is None or not (box.is_encrypted_here or box.old_files()):
            return

        def found(plain: list[Path]) -> None:
            if window.context is context and (plain or box.old_files()):
                self._say_old(box, plain)

        context.tasks.run(
            lambda _progress: box.plain_backups(second), found, failed=lambda _error: None
        )

    def _say_old(self, box: Lockbox, plain: list[Path]) -> None:
        names, said = ", ".join(path.name for path in box.old_files()), []
        if names:
            text = (
                _("The old file is still beside the library, not encrypted: {names}.")
                if box.is_encrypted_here
                else _("The old file is still beside the library: {names}.")
            )
            said.append(text.format(names=names))
            if box.is_encrypted_here and not plain:
                said.append(_("Whoever has it can read it."))
        if plain:
            said.append(plain_backups_sentence(plain))
        messages = self._window.messages
        if not plain:
            said.append(_("Look whether all is there, then remove what is old."))
            act = (_("Remove what is old"), lambda: self._remove_old(box))
        else:
            said.append(_("Whoever has them can read them."))
            act = (_("Decide…"), lambda: self._decide(box, " ".join(said)))
        messages.bar(" ".join(said), act)

    def _decide(self, box: Lockbox, said: str) -> None:
        verbs = [_("Encrypt the backups"), _("Remove them")]
        detail = _("What is old is overwritten. The library stays as it is.")
        chosen = self._window.messages.choice(said, verbs, detail=detail, recommended=True)
        if chosen == 0:
            self._seal(box)
        elif chosen == 1:
            self._remove_old(box)

    def _seal(self, box: Lockbox) -> None:
        second = self._window.settings.text("backup_folder")

        def seal(progress: Progress) -> None:
            box.encrypt_backups(second, progress)
            box.remove_old_files()

        self._go(seal, _("The backups are being encrypted"), _("The plain backups are encrypted."))

    def _remove_old(self, box: Lockbox) -> None:
        second = self._window.settings.text("backup_folder")
        done = _("What was old is overwritten and removed.")
        self._go(lambda _progress: box.remove_old(second), _("Removing what is old"), done)

    def _go(self, work: Callable[[Progress], object], text: str, done: str) -> None:
        window = self._window
        if window.context is None:
            return

        def ended(_none: object) -> None:
            window.message_bar.clear()
            window.messages.toast(done)

        window.context.tasks.run(work, ended, text=text)

    def apart(self, work: Callable[[Progress], object], text: str) -> None:
        """Do this while the library is closed, then open it again."""
        from planner.ui.dialogs.working import WorkingDialog

        context = self._window.context
        backing = context.planner.backing_up if context is not None else None
        self._window.close_library()

        def alone(progress: Progress) -> object:
            if backing is not None:
                backing.wait()  # the last backup still reads in the file
            return work(progress)

        dialog = WorkingDialog(alone, text, self._window.messages, self._window)
        dialog.exec()
        failed = dialog.failed
        dialog.deleteLater()
        self._refill()
        if isinstance(failed, UserError):
            self._window.messages.error(failed)
        elif failed is not None:
            self._window.messages.unexpected(failed)

    def lock(self) -> None:
        """Close the library, forget its key, and ask for the passphrase; then go back to where it was.

        What is being typed is saved as on leaving its field, or kept and offered where it is refused.
        """
        window, trouble = self._window, self._window.trouble
        if window.context is None or (trouble is not None and not trouble.is_over):
            return  # what is not saved would go with the pages
        box = Lockbox(window.context.planner.address)
        if not box.can_lock:
            return
        focus = QApplication.focusWidget()
        if focus is not None:
            focus.clearFocus()  # a field is saved when it is left
        selection = window.context.selection
        chosen = (selection.word, selection.ids[0]) if len(selection.ids) == 1 else None
        self._place = (window.navigation.name if window.navigation else "", chosen)
        self._is_locked = True
        window.close_library()
        window.setWindowTitle(_("Planner"))  # it named the library
        box.shut()
        self._refill()

    def _go_back(self) -> None:
        """To what was in front when it was locked."""
        (name, chosen), self._place = self._place, ("", None)
        if name and name != "home":
            self._window.go(name)
        if chosen is not None:
            with contextlib.suppress(UserError):
                self._window.show_record(*chosen)
