"""The disk or the file under the window fails: nothing typed is lost, and the way on is offered.

A full disk: what was refused stays in its field and is tried again. A lost file or a failing disk:
nothing more is written there, what is open is saved elsewhere, and the window goes on in the copy.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from planner.errors import CannotBeRead, Closed, DiskFull, UserError
from planner.i18n import _, moment_in_words, ngettext

if TYPE_CHECKING:
    from planner.domain.unsaved import Unsaved
    from planner.services.whereabouts import Whereabouts
    from planner.ui.context import Context
    from planner.ui.main_window import MainWindow
    from planner.ui.widgets.fields.field import Field

Act = tuple[str, Callable[[], object]]
AGAIN: Final = 10_000
"""Milliseconds after which what a full disk refused is tried again."""
LOOK: Final = 4.0
"""Seconds between two looks at the file."""


class Trouble(QObject):
    """What the window says and does while changes cannot be saved."""

    _heard = Signal(object)

    def __init__(self, window: MainWindow, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._whereabouts = context.planner.whereabouts
        self.reason: UserError | None = None
        self.copy: Path | None = None
        """Where what was open is saved; None while that has not succeeded."""
        self._said = ""
        self._timer = QTimer(self, interval=AGAIN)
        self._timer.timeout.connect(self.retry)
        self._heard.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self._end = self._whereabouts.hear(self._heard.emit)
        self._look = _Looking(self._whereabouts)

    def end(self) -> None:
        """The library is about to be closed."""
        self._timer.stop()
        self._end()
        self._look.end()

    # what is not saved

    @property
    def is_lost(self) -> bool:
        """Nothing is written to the library's file any more."""
        return self._whereabouts.trouble is not None

    @property
    def is_over(self) -> bool:
        """Everything on screen is in the library."""
        return self.reason is None and not self.is_lost

    def unsaved(self) -> list[Field]:
        """The fields with what was refused, in the window and its dialogs."""
        from planner.ui.widgets.fields.field import Field

        if self.reason is None and not self.is_lost:
            return []
        return [
            one for one in self._window.findChildren(Field) if one.is_refused and one.is_changed
        ]

    def out_of_sight(self) -> list[Unsaved]:
        """What was refused in records that are not in front any more."""
        kept = self._window.unsaved_text
        return [] if self.is_over or kept is None else kept.waiting()

    def retry(self) -> bool:
        """Try to keep what was refused; whether all is saved now."""
        if self.is_over:
            return True
        if self.is_lost:
            self._say_again()
            return False
        waiting = self.unsaved()
        for one in waiting:
            one.commit()
        behind = bool(self.out_of_sight())
        if behind and not self.unsaved():
            self._offer()
        if (waiting or behind) and not (self.unsaved() or self.out_of_sight()):
            self._over(len(waiting))
        self._show()
        return self.reason is None

    def _offer(self) -> None:
        """There is room again: what was typed elsewhere is offered, as after a crash."""
        kept = self._window.unsaved_text
        if kept is None:
            return
        try:
            found = kept.keep_waiting()
        except UserError:
            return  # not yet
        if found:
            from planner.ui.kept_text import KeptText

            KeptText(self._window).offer()

    def saved(self) -> None:
        """A commit succeeded: there is room again."""
        if isinstance(self.reason, DiskFull):
            if self.unsaved() or self.out_of_sight():
                QTimer.singleShot(0, self, self.retry)
            else:
                self._over(0)
                self._show()

    def may_close(self) -> bool:
        """Asks where something would be lost with the window."""
        count = len(self.unsaved()) + len(self.out_of_sight())
        if not count and (self.copy is not None or not self.is_lost):
            return True
        if count:
            text = ngettext(
                "What you typed in {count} field is NOT saved.",
                "What you typed in {count} fields is NOT saved.",
                count,
            )
        else:
            text = _("No copy of what is open was saved yet.")
        return self._context.messages.question(text, _("Close and lose it"))

    # what happens

    def tells(self, error: UserError) -> bool:
        """Whether the bar says this with the way on: it is not said a second time without."""
        if not (isinstance(error, CannotBeRead) and self.is_lost):
            return False
        if self.reason is not None and self._said not in self._window.message_bar.texts:
            self._say_again()  # it was closed
        return True

    @Slot(object)
    def _hear(self, error: UserError) -> None:
        if self._window.context is not self._context:
            return
        first, self.reason = self.reason, error
        if self.is_lost:
            self._timer.stop()
            if first is None or isinstance(first, DiskFull):
                self._save_elsewhere(self._folders())
        else:
            self._say_full(error)
        self._show()

    def _say_full(self, error: UserError) -> None:
        if self.unsaved():
            text = _(
                "{what} What you typed is still on screen and NOT saved. Free about 5 MB:"
                " it is then saved by itself."
            )
        elif self.out_of_sight():
            text = _(
                "{what} What you typed is kept here and NOT saved. Free about 5 MB:"
                " it is then offered to you again."
            )
        else:  # a verb was refused, and has said so: nothing waits
            self.reason = None
            return
        self._timer.start()
        self._say(text.format(what=error.message), (_("Save now"), self.retry))

    def _folders(self) -> list[Path]:
        from planner.services.whereabouts import folders_for_copies

        return folders_for_copies(self._context.planner.address)

    def _save_elsewhere(self, folders: list[Path]) -> None:
        reason = self._whereabouts.trouble
        assert reason is not None
        self._say(
            _("{what} What is open is being saved elsewhere.").format(what=reason.message),
            *self._ways(),
        )
        self._context.tasks.run(
            lambda progress: self._whereabouts.save_in_one_of(folders, progress),
            self._saved_elsewhere,
            self._not_saved_elsewhere,
            _("Saving elsewhere"),
        )

    def _say_again(self) -> None:
        """The message may have been closed."""
        if self.copy is not None:
            self._saved_elsewhere(self.copy)
        elif not self._context.tasks.is_busy:
            self._save_elsewhere(self._folders())

    def _saved_elsewhere(self, copy: Path) -> None:
        self.copy = copy
        reason = self._whereabouts.trouble
        if reason is None:
            return
        text = _("{what} A copy of what is open was saved to {path} and checked.")
        self._say(
            text.format(what=reason.message, path=copy),
            (_("Continue there"), self.go_on),
            (_("Save to…"), self._ask_folder),
        )
        self._show()

    def _not_saved_elsewhere(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._context.messages.unexpected(error)
            return
        reason = self._whereabouts.trouble
        said = str(error)
        if isinstance(reason, CannotBeRead):  # no folder takes a copy of what cannot be read
            said = f"{reason} " + _("No copy of what is open was saved yet.")
        self._say(f"{said} {self._newest_backup()}".strip(), *self._ways())

    def _ways(self) -> tuple[Act, ...]:
        """A library that cannot be read is left behind; another folder helps only where it can be."""
        elsewhere = (_("Save to…"), self._ask_folder)
        if not isinstance(self._whereabouts.trouble, CannotBeRead):
            return (elsewhere,)
        return ((_("Restore a backup…"), lambda: self._window.show_dialog("backups")), elsewhere)

    def _newest_backup(self) -> str:
        """What there is to go back to, when nothing can be read any more."""
        try:
            kept = self._context.planner.backups.last_good()
        except (UserError, OSError):
            kept = None
        if kept is None:
            return ""
        counts, at = kept.manifest.counts, kept.manifest.at.astimezone()
        people, visits = counts.get("person", 0), counts.get("visit", 0)
        return _("The newest good backup is of {moment}: {people}, {visits}.").format(
            moment=moment_in_words(at),
            people=ngettext("{count} person", "{count} people", people),
            visits=ngettext("{count} visit", "{count} visits", visits),
        )

    def _ask_folder(self) -> None:
        folder = self._context.files.folder(self._window, _("Save what is open to"), "rescue")
        if folder is not None and self.is_lost:
            self._save_elsewhere([folder])
        elif self.copy is not None:
            self._saved_elsewhere(self.copy)

    def go_on(self) -> None:
        """The copy is the library from now on; what was refused is kept in it."""
        if self.copy is None:
            return
        try:
            self._context.planner.continue_in(self.copy)
        except UserError as error:
            self._context.messages.error(error)
            return
        waiting = self.unsaved()
        self.reason = None
        for one in waiting:
            one.commit()
        self._offer()
        self._look.end()
        self._look = _Looking(self._whereabouts)
        self._over(len(waiting))
        path, self.copy = self.copy, None
        self._context.messages.bar(_("The library is now {path}.").format(path=path), tone="info")
        self._window.library_moved()
        self._show()

    def _say(self, text: str, action: Act, other: Act | None = None) -> None:
        """In place of what was said of this before."""
        self._window.message_bar.drop(self._said)
        self._said = text
        self._context.messages.bar(text, action, tone="danger", other=other)

    def _over(self, saved: int) -> None:
        self._timer.stop()
        self.reason = None
        self._window.message_bar.drop(self._said)
        if saved:
            self._window.status.set_saved()
            self._window.status.say(_("What waited is saved now."))

    def _show(self) -> None:
        waits = bool(self.unsaved() or self.out_of_sight())
        self._window.show_unsaved(waits or self.is_lost, self.reason is not None)


class _Looking:
    """Looks at the file every few seconds, in a thread of its own: a disk that hangs holds nobody up."""

    def __init__(self, whereabouts: Whereabouts) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=_look_on, args=(whereabouts, self._stop), name="planner-file", daemon=True
        )
        self._thread.start()

    def end(self) -> None:
        self._stop.set()
        self._thread.join(1.0)


def _look_on(whereabouts: Whereabouts, stop: threading.Event) -> None:
    while not stop.wait(LOOK):
        try:
            whereabouts.look()
        except (UserError, Closed):
            return  # who listens has been told
