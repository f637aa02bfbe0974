"""The dialogs that the window opens, each imported when it is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QWidget

from planner.errors import UserError
from planner.i18n import _
from planner.ui.files import LISTS

if TYPE_CHECKING:
    from planner.domain.sheets import PastedText
    from planner.ui.context import Context
    from planner.ui.dialogs.history import HistoryDialog
    from planner.ui.window_face import WindowFace


def show(name: str, window: WindowFace, parent: QWidget) -> None:
    """Open the dialog of this name."""
    dialog = make(name, window, parent)
    if dialog is not None:
        dialog.exec()
        dialog.deleteLater()


def make(name: str, window: WindowFace, parent: QWidget) -> QDialog | None:
    """The dialog of this name; none where there is no such, or no library for it."""
    if name == "settings":
        from planner.ui.dialogs.settings import SettingsDialog

        return SettingsDialog(window.settings, window.theme, parent)
    if name == "shortcuts":
        from planner.ui.dialogs.shortcuts import ShortcutsDialog

        return ShortcutsDialog(window.registry, parent)
    if name == "about":
        from planner.ui.dialogs.about import AboutDialog

        return AboutDialog(parent)
    if name == "first_steps":
        from planner.ui.dialogs.first_steps import FirstStepsDialog

        return FirstStepsDialog(parent)
    if name == "history" and window.context is not None:
        from planner.ui.dialogs.history import HistoryDialog

        return _history(window, HistoryDialog(window.context, parent))
    if name == "record_history" and window.context is not None:
        from planner.ui.dialogs.history import HistoryDialog

        selection = window.context.selection
        if len(selection.ids) != 1:
            return None
        named = window.context.planner.history_details.name_of(selection.word, selection.ids[0])
        about = (selection.word, selection.ids[0], named)
        return _history(window, HistoryDialog(window.context, parent, about=about))
    if name == "imports" and window.context is not None:
        from planner.ui.dialogs.import_history import ImportHistoryDialog

        return ImportHistoryDialog(window.context, parent)
    if name == "check_up" and window.context is not None:
        from planner.ui.dialogs.check_up import CheckUpDialog

        return CheckUpDialog(window.context, parent)
    if name == "retention" and window.context is not None:
        from planner.ui.dialogs.retention import RetentionDialog

        return RetentionDialog(window.context, parent)
    if name == "register" and window.context is not None:
        from planner.ui.dialogs.register import RegisterDialog

        return RegisterDialog(window.context, parent)
    if name == "corrections" and window.context is not None:
        from planner.ui.dialogs.corrections import CorrectionsDialog

        return CorrectionsDialog(window.context, None, parent)
    if name == "requests" and window.context is not None:
        from planner.ui.dialogs.data_requests import DataRequestsDialog

        return DataRequestsDialog(window.context, None, parent)
    if name == "source" and window.context is not None:
        from planner.ui.dialogs.new_source import NewSourceDialog

        asked, context = NewSourceDialog(window.context, parent), window.context
        asked.taken_in.connect(lambda key: context.open_record("source", key))
        return asked
    if name == "backups" and window.context is not None:
        from planner.ui.dialogs.backups import BackupsDialog, doors_of

        doors = doors_of(
            window.context, window.restore_backup, window.undo_restore, window.restore_file
        )
        return BackupsDialog(doors, parent)
    if name == "templates" and window.context is not None:
        from planner.ui.dialogs.templates import TemplatesDialog

        return TemplatesDialog(window.context, parent)
    if name == "sheet" and window.context is not None:
        from planner.ui.dialogs.recovery_sheet import RecoverySheetDialog

        return RecoverySheetDialog(window.context, parent)
    if name == "encryption" and window.context is not None:
        return _encryption(window, parent)
    return None


def _history(window: WindowFace, dialog: HistoryDialog) -> QDialog:
    def undo(number: int) -> None:
        QTimer.singleShot(0, lambda: window.undo_restore(number))  # once it is gone

    dialog.restore_undone.connect(undo)
    return dialog


def _encryption(window: WindowFace, parent: QWidget) -> QDialog | None:
    from planner.ui.dialogs.encryption import EncryptionDialog

    assert window.context is not None
    try:
        dialog = EncryptionDialog(window.context, parent)
    except UserError as error:
        window.context.messages.error(error)
        return None
    dialog.wanted.connect(window.work_apart)
    return dialog


def move_library(window: WindowFace, parent: QWidget) -> None:
    """Into a folder that is chosen; the library is closed meanwhile and opened there again."""
    from planner.services import whereabouts

    context = window.context
    if context is None:
        return
    folder = context.files.folder(parent, _("Where the library is to lie"), "library")
    if folder is None:
        return
    address = context.planner.address
    try:
        target = whereabouts.target(address, folder)
    except UserError as error:
        context.messages.error(error)
        return
    text = _(
        "{name} is copied to {path}, checked and opened there; its backups go along. The old file stays,"
        " with “(moved)” in its name."
    ).format(name=Path(address).name, path=target)
    if context.messages.choice(_("Move this library?"), [_("Move")], detail=text) == 0:
        window.work_apart(
            lambda _progress: whereabouts.move(address, folder), _("Moving the library …")
        )


def review_import(
    context: Context, sources: Sequence[Path | PastedText], visit_id: str | None, parent: QWidget
) -> None:
    """Ask for files if nothing is given, then let the import be reviewed."""
    from planner.domain.ids import VisitId
    from planner.ui.dialogs.import_review import ImportReview

    kinds = [_(kind) for kind in LISTS]
    chosen = list(sources or context.files.open(parent, _("Import"), kinds, "import"))
    visits = context.planner.visit_files
    for path in [one for one in chosen if isinstance(one, Path) and visits.is_visit_file(one)]:
        chosen.remove(path)
        take_visit(context, path, parent)
    if chosen:
        dialog = ImportReview(context, chosen, VisitId(visit_id) if visit_id else None, parent)
        dialog.exec()
        dialog.deleteLater()


def export(context: Context, visit_id: str, parent: QWidget) -> None:
    """Choose what of a visit goes out, to whom and where."""
    from planner.domain.ids import VisitId
    from planner.ui.dialogs.send import SendDialog

    dialog = SendDialog(context, VisitId(visit_id), parent)
    dialog.exec()
    dialog.deleteLater()


def take_visit(context: Context, path: Path, parent: QWidget) -> None:
    """Let a visit file be looked through and taken in."""
    from planner.ui.dialogs.visit_take_in import TakeVisitDialog

    try:
        dialog = TakeVisitDialog(context, path, parent)
    except UserError as error:
        context.messages.error(error)
        return
    dialog.exec()
    dialog.deleteLater()


def hand_visit(context: Context, visit_id: str, parent: QWidget) -> None:
    """Write a visit as one file for a colleague."""
    from planner.domain.ids import VisitId
    from planner.ui.dialogs.visit_hand_over import HandVisitDialog

    dialog = HandVisitDialog(context, VisitId(visit_id), parent)
    dialog.exec()
    dialog.deleteLater()
