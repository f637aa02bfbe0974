"""Backups: what there is, how things stand, making, checking, and restoring in three clicks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.times import on_this_clock
from planner.errors import KeyWanted, UserError
from planner.i18n import N_, _, clock, ngettext, plain_day
from planner.services.backups import WHY_WORDS, Kept, Manifest, Preview, holds, when_words
from planner.ui.backing_up import paused_words
from planner.ui.backup_keys import ask
from planner.ui.locale import megabytes
from planner.ui.models.table_model import Column, ListTable
from planner.ui.undoing import step_text
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

if TYPE_CHECKING:
    from planner.services.backups import Backups
    from planner.settings import Settings
    from planner.ui.context import Context
    from planner.ui.files import FileChooser
    from planner.ui.messages import Messages
    from planner.ui.tasks import Progress, Tasks

_STEPS_SHOWN: Final = 6
_ROLE: Final = QDialogButtonBox.ButtonRole


def _state(kept: Kept) -> str:
    if kept.manifest.is_good:
        return _("good")
    return _("not checked") if kept.manifest.bad == "unknown" else _("DAMAGED")


COLUMNS: Final = (
    Column[Kept](
        N_("When"),
        lambda kept: when_words(kept.manifest.at),
        200,
        icon=lambda kept: "check" if kept.manifest.is_good else "triangle-alert",
        tone=lambda kept: None if kept.manifest.is_good else "danger",
    ),
    Column[Kept](N_("Made"), lambda kept: _(WHY_WORDS[kept.manifest.why]), 150, muted=True),
    Column[Kept](N_("What is in it"), lambda kept: holds(kept.manifest), 230, takes_rest=True),
    Column[Kept](
        N_("Size"), lambda kept: megabytes(kept.manifest.size), 70, right=True, muted=True
    ),
    Column[Kept](N_("State"), _state, 120, muted=True, keeps=True),
)


@dataclass(frozen=True, kw_only=True)
class Doors:
    """What the dialog needs of its surroundings; ``context`` is None where the library did not open.

    ``restore`` is called with the number and the name of a backup once the dialog is gone,
    ``restore_file`` with the file of one in another folder, ``undo`` with the number of a restore.
    """

    backups: Backups
    tasks: Tasks
    messages: Messages
    files: FileChooser
    settings: Settings
    can_write: bool
    restore: Callable[[int, str], None]
    undo: Callable[[int], None]
    restore_file: Callable[[Path, str], None]
    context: Context | None = None


def doors_of(
    context: Context,
    restore: Callable[[int, str], None],
    undo: Callable[[int], None],
    restore_file: Callable[[Path, str], None],
) -> Doors:
    """Those of an open library."""
    return Doors(
        backups=context.planner.backups,
        tasks=context.tasks,
        messages=context.messages,
        files=context.files,
        settings=context.planner.settings,
        can_write=not context.planner.is_read_only,
        restore=restore,
        undo=undo,
        restore_file=restore_file,
        context=context,
    )


class BackupsDialog(QDialog):
    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self.backups = doors.backups
        self._other: Kept | None = None
        self.setWindowTitle(_("Backups"))
        self.resize(820, 500)
        self.stands = Label("", wrap=True, parent=self)
        self.elsewhere = Label("", "text2", wrap=True, parent=self)
        self.model = ListTable[Kept](COLUMNS, key=lambda kept: str(kept.number), parent=self)
        self.table = Table(_("Backups"), self)
        self.table.set_empty("history", _("There is no backup yet. Make one now."))
        self.table.show_model(self.model)
        self.says = Label("", wrap=True, parent=self)
        self.says.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._lay_out()
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _key: self.ask())
        self.refresh()
        self.table.choose(0)
        self._choose()

    def _lay_out(self) -> None:
        self.folder = QPushButton(_("Choose a second folder…"), self)
        self.folder.clicked.connect(self.choose_folder)
        self.other = QPushButton(_("From another folder…"), self)
        buttons = QDialogButtonBox(self)
        self.make = buttons.addButton(_("Make one now"), _ROLE.ActionRole)
        self.check = buttons.addButton(_("Check"), _ROLE.ActionRole)
        self.records = buttons.addButton(_("Single records…"), _ROLE.ActionRole)
        self.look = buttons.addButton(_("Restore…"), _ROLE.ActionRole)
        self.sure = buttons.addButton(_("Restore now"), _ROLE.ActionRole)
        self.undo = buttons.addButton(_("Undo the restore"), _ROLE.ActionRole)
        close = buttons.addButton(_("Close"), _ROLE.RejectRole)
        for button in (*buttons.buttons(), self.folder, self.other):
            assert isinstance(button, QPushButton)
            button.setAutoDefault(False)
        self.make.clicked.connect(self.make_now)
        self.check.clicked.connect(self.check_all)
        self.records.clicked.connect(self.show_records)
        self.look.clicked.connect(self.ask)
        self.sure.clicked.connect(self.restore_now)
        self.other.clicked.connect(self.look_elsewhere)
        self.undo.clicked.connect(self.undo_now)
        close.clicked.connect(self.accept)
        second = QHBoxLayout()
        second.addWidget(self.elsewhere, 1)
        second.addWidget(self.folder)
        second.addWidget(self.other)
        layout = QVBoxLayout(self)
        layout.addWidget(self.stands)
        layout.addLayout(second)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.says)
        layout.addWidget(buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus; no other one answers to it."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
            focused, QPushButton
        ):
            focused.click()
            return
        super().keyPressEvent(event)

    # how things stand

    def refresh(self) -> None:
        """Read the list again and say how things stand."""
        self.model.set_lines(self.backups.all())
        state = self.backups.state()
        if state.is_low:
            self._stand(paused_words(state.free), "warn")
        elif state.last_good is None:
            self._stand(_("There is no good backup yet."), "danger")
        else:
            when = when_words(state.last_good.manifest.at)
            self._stand(_("Last good backup: {when}").format(when=when), "text")
        self.elsewhere.setText(self._elsewhere())
        self.undo.setVisible(any(not one.undone for one in self.backups.moved_aside()))

    def _stand(self, text: str, token: str) -> None:
        self.stands.setText(text)
        self.stands.set_token(token)

    def _elsewhere(self) -> str:
        """Where the second copies go, and that a broken disk takes both where it is the same."""
        folder = self.backups.state().elsewhere_folder
        if folder and on_one_disk(Path(folder), self.backups.folder):
            same = _("It is on the same disk as your data: a stick or another disk is safer.")
            return f"{self._second()} {same}"
        return self._second()

    def _second(self) -> str:
        state = self.backups.state()
        if not state.elsewhere_folder:
            return _("No second folder: all backups lie on the disk of your data.")
        if state.elsewhere_days is None:
            return _("Second folder: {folder} – no copy there yet").format(
                folder=state.elsewhere_folder
            )
        return (
            ngettext(
                "Second folder: {folder} – last copy {count} day ago",
                "Second folder: {folder} – last copy {count} days ago",
                state.elsewhere_days,
                folder=state.elsewhere_folder,
            )
            if state.elsewhere_days
            else _("Second folder: {folder} – last copy today").format(
                folder=state.elsewhere_folder
            )
        )

    # verbs

    def make_now(self) -> None:
        self._run(
            lambda _progress: self.backups.make(),
            lambda kept: self._done(
                _("The backup is made and verified: {holds}.").format(holds=holds(kept.manifest))
            ),
            _("Making a backup"),
        )

    def check_all(self) -> None:
        self._check(without_keys=False)

    def _check(self, *, without_keys: bool) -> None:
        def check(progress: Progress) -> tuple[list[Kept], int]:
            found = self.backups.check(go_on=progress, without_keys=without_keys)
            return found, len(self.backups.locked(found)) if without_keys else 0

        self._run(
            check,
            self._checked,
            _("Checking backups"),
            without=lambda: self._check(without_keys=True),
        )

    def choose_folder(self) -> None:
        folder = self._doors.files.folder(self, _("Second folder for backups"), "backups")
        if folder is None:
            return
        self._doors.settings.choose("backup_folder", str(folder))
        self._run(
            lambda _progress: self.backups.copy_elsewhere(),
            lambda path: self._done(
                _("The newest backup was copied to {folder}.").format(folder=folder) if path else ""
            ),
            _("Copying a backup"),
        )

    def show_records(self) -> None:
        from planner.ui.dialogs.backup_records import BackupRecordsDialog

        kept, context = self._kept(), self._doors.context
        if kept is None or context is None:
            return

        def show(_none: object) -> None:
            self._choose()
            dialog = BackupRecordsDialog(context, kept, self)
            dialog.exec()
            dialog.deleteLater()

        self._run(
            lambda _progress: self.backups.demand_key(kept.number), show, _("Opening the backup")
        )

    def look_elsewhere(self) -> None:
        """Say what a backup in another folder holds, such as on the disk of the second place."""
        kinds = [_("Libraries (*.planner)")]
        chosen = self._doors.files.open(self, _("A backup in another folder"), kinds, "backups")
        if chosen:
            path = chosen[0]
            self._run(
                lambda _progress: self.backups.in_file(path),
                self._show_other,
                _("Looking at the backup"),
            )

    def _show_other(self, kept: Kept) -> None:
        self._choose()
        if not kept.manifest.is_good:
            self._say(_("This backup is damaged. Choose another one."), "danger")
            return
        self._other = kept
        parts = [
            _("Backup of {when} in {folder}.").format(
                when=when_words(kept.manifest.at), folder=kept.path.parent
            ),
            f"{holds(kept.manifest)}.",
        ]
        if self._doors.context is not None or self.backups.library.exists():
            parts.append(_("It takes the place of the library."))
            parts.append(_("What is there now is kept for 30 days and can come back."))
        self._say(" ".join(parts), "warn")
        self.sure.show()
        self.sure.setFocus()

    def ask(self) -> None:
        """Say what restoring the backup in front would bring and take."""
        kept = self._kept()
        if kept is not None and self.look.isEnabled():
            self._compare(kept.number)

    def _compare(self, number: int, *, without_key: bool = False) -> None:
        self._run(
            lambda _progress: self.backups.preview(number, without_key=without_key),
            self._show_preview,
            _("Comparing with the library"),
            without=None if without_key else lambda: self._compare(number, without_key=True),
        )

    def restore_now(self) -> None:
        other = self._other
        if other is not None:
            restore_file, called = self._doors.restore_file, when_words(other.manifest.at)
            self.accept()
            QTimer.singleShot(0, lambda: restore_file(other.path, called))
            return
        kept = self._kept()
        if kept is not None:
            restore, number, when = self._doors.restore, kept.number, when_words(kept.manifest.at)
            self.accept()
            QTimer.singleShot(0, lambda: restore(number, when))  # once this dialog is gone

    def undo_now(self) -> None:
        aside = next((one for one in self.backups.moved_aside() if not one.undone), None)
        if aside is not None:
            undo, number = self._doors.undo, aside.number
            self.accept()
            QTimer.singleShot(0, lambda: undo(number))

    # answers

    def _run(
        self,
        work: Callable[..., object],
        done: Callable[..., None],
        text: str,
        without: Callable[[], None] | None = None,
    ) -> None:
        """A key that is missing is asked for; ``without`` is done where nobody gives it."""

        def failed(error: Exception) -> None:
            if not isinstance(error, KeyWanted):
                self._refused(error)
                return
            refused = ask(error, self._doors.messages, self)
            if refused is None:
                self._run(work, done, text, without)
            elif without is not None:
                without()
            else:
                self._refused(refused)

        self._enable(False)
        self._doors.tasks.run(work, done, failed, text)

    def _show_preview(self, preview: Preview) -> None:
        self._choose()
        manifest = preview.kept.manifest
        parts = [f"{holds(manifest)}."]
        if changed := _changed_words(manifest):
            parts.append(_("Last change in it: {when}.").format(when=changed))
        if preview.is_damaged:
            parts.append(_("The library is damaged; parts of it cannot be read."))
        if not preview.lost_known:
            parts.append(preview.unknown_words)
        elif not preview.lost_count:
            parts.append(_("Nothing was done since."))
        else:
            names = [step_text(step) for step in preview.lost[:_STEPS_SHOWN]]
            more = preview.lost_count - len(names)
            told = "; ".join(names) + (f" … (+{more})" if more else "")
            parts.append(
                ngettext(
                    "{count} step made since would be gone: {steps}.",
                    "{count} steps made since would be gone: {steps}.",
                    preview.lost_count,
                    steps=told,
                )
            )
        parts += preview.registers_words
        parts.append(_("What is there now is kept for 30 days and can come back."))
        self._say(" ".join(parts), "warn" if preview.lost_count else "text")
        self.sure.show()
        self.sure.setFocus()

    def _checked(self, answer: tuple[list[Kept], int]) -> None:
        found, unread = answer
        bad = sum(not one.manifest.is_good for one in found)
        self.refresh()
        self._choose()
        if bad:
            text = ngettext(
                "{count} backup is damaged. The others are good.",
                "{count} backups are damaged. The others are good.",
                bad,
            )
            self._say(text, "danger")
        elif unread:
            text = ngettext(
                "{count} backup is as it was made, but could not be read: its passphrase was not given.",
                "{count} backups are as they were made, but could not be read: their passphrase was not"
                " given.",
                unread,
            )
            self._say(text, "warn")
        else:
            text = ngettext(
                "{count} backup was read to the last record: good.",
                "{count} backups were read to the last record: all good.",
                len(found),
            )
            self._say(text)

    def _done(self, text: str) -> None:
        self.refresh()
        self.table.choose(0)
        self._choose()
        self._say(text)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._doors.messages.unexpected(error)
        self.refresh()
        self._choose()
        self._say(str(error), "danger")

    def _choose(self, _key: str = "") -> None:
        self._enable(True)
        self._other = None
        self.sure.hide()
        self._say("")

    def _enable(self, free: bool) -> None:
        kept, can = self._kept(), self._doors.can_write
        usable = kept is not None and kept.manifest.bad not in ("changed", "unknown")
        self.make.setEnabled(free and can)
        self.folder.setEnabled(free and can)
        self.check.setEnabled(free and self.model.rowCount() > 0)
        self.look.setEnabled(free and can and usable)
        self.records.setEnabled(free and can and usable and self._doors.context is not None)
        self.undo.setEnabled(free and can)
        self.other.setEnabled(free and can)

    def _say(self, text: str, token: str = "text") -> None:
        self.says.setText(text)
        self.says.set_token(token)
        self.says.setVisible(bool(text))

    def _kept(self) -> Kept | None:
        row = self.table.currentIndex().row()
        return self.model.line(row) if 0 <= row < self.model.rowCount() else None


def _changed_words(manifest: Manifest) -> str:
    if not manifest.changed_at:
        return ""
    local = on_this_clock(dt.datetime.fromisoformat(manifest.changed_at))
    return f"{plain_day(local.date())} {clock(local)}"


def on_one_disk(folder: Path, other: Path) -> bool:
    """Whether both lie on one disk, as far as the system tells; of a folder that is away nothing is known."""
    try:
        if not folder.exists():
            return False
        while not other.exists() and other != other.parent:
            other = other.parent
        return folder.stat().st_dev == other.stat().st_dev
    except OSError:
        return False
