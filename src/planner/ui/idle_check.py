"""Beside the window: once a day the library is checked, once a week its file is written anew."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from planner.errors import UserError
from planner.i18n import _
from planner.ui.at_rest import AtRest

if TYPE_CHECKING:
    from planner.domain.check_up import CheckUp
    from planner.services.planner import Planner
    from planner.ui.context import Context
    from planner.ui.main_window import MainWindow
    from planner.ui.tasks import Progress

REST: Final = 180_000
"""Milliseconds without keys and mouse before the file is written anew: it is locked meanwhile."""
AFTER: Final = 60_000
"""Milliseconds after the first page: whoever begins to work is not in the way of it."""


def check_when_idle(window: MainWindow, context: Context) -> None:
    """As long as this library is open; nothing is said unless there is something to say."""
    QTimer.singleShot(AFTER, window, lambda: _check(window, context))
    _compact_at_rest(window, context)


def _compact_at_rest(window: MainWindow, context: Context) -> None:
    """The first key or move of the mouse ends it, and the next rest begins it again."""
    compacting = context.planner.compacting

    def compact() -> None:
        if window.context is not context:
            rest.end()
        elif compacting.is_due():
            context.tasks.run(
                lambda progress: compacting.compact(lambda: progress.cancelled or rest.is_touched),
                lambda _none: rest.end(),
                failed=lambda _error: None,
            )

    rest = AtRest(window, REST, compact)


def _check(window: MainWindow, context: Context) -> None:
    planner = context.planner
    if window.context is not context or not planner.checking_up.is_due():
        return
    if context.tasks.is_busy:
        check_when_idle(window, context)
        return
    context.tasks.run(
        lambda progress: _looked_through(planner, progress),
        lambda found: tell(window, context, found),
        failed=lambda _error: None,
    )


def _looked_through(planner: Planner, progress: Progress) -> CheckUp:
    found = planner.checking_up.check(lambda: progress.cancelled)
    if found.is_whole:
        with contextlib.suppress(UserError):  # read-only, or another program writes: again tomorrow
            planner.checking_up.checked(planner.today())
    return found


def tell(window: MainWindow, context: Context, found: CheckUp) -> None:
    """A bar where something is damaged; it leads to what was found."""
    if window.context is not context or found.is_whole:
        return

    def look() -> None:
        from planner.ui.dialogs.check_up import CheckUpDialog

        dialog = CheckUpDialog(context, window, found=found)
        dialog.exec()
        dialog.deleteLater()

    context.messages.bar(
        " ".join(found.sentences()), (_("Look"), look), tone="danger", by_itself=True
    )
