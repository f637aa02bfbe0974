"""Asking for the key of a backup wherever one is to be read, and going on afterwards."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from planner.errors import KeyWanted, UserError
from planner.services.copy_lock import CopyLock
from planner.ui.messages import Messages


def ask(wanted: KeyWanted, messages: Messages, parent: QWidget) -> UserError | None:
    """Ask for passphrase or recovery code; the key is held then. What to say where it is not."""
    from planner.ui.dialogs.unlock import UnlockDialog

    dialog = UnlockDialog(CopyLock(wanted), messages, parent)
    opened = dialog.exec() == QDialog.DialogCode.Accepted
    failed = dialog.failed
    dialog.deleteLater()
    return None if opened else failed or wanted
