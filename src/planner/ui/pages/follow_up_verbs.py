"""What every list of follow-ups does with its rows: tick off, wait, go to what it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.domain.due_dates import Span, is_overdue, span_of
from planner.domain.followups import FollowUpStatus
from planner.domain.ids import FollowUpId
from planner.errors import UserError
from planner.i18n import _, day_in_words
from planner.ui.commands import Command
from planner.ui.undoing import taking_back
from planner.ui.widgets.fields import day_text

if TYPE_CHECKING:
    import datetime as dt

    from planner.domain.lines import FollowUpLine
    from planner.ui.context import Context
    from planner.ui.widgets.follow_up_line import FollowUpLineEdit


def tick(context: Context, key: str, origin: object) -> None:
    """Done, or open again when it was done; a toast takes it back, and says when it comes again."""
    planner = context.planner
    if planner.is_read_only or not key:
        return
    follow_ups, now = planner.follow_ups, planner.follow_ups.get(FollowUpId(key))
    try:
        if now.status is FollowUpStatus.DONE:
            follow_ups.reopen(now.id, origin=origin)
            text = _("Open again: {name}").format(name=now.title)
        else:
            coming = follow_ups.done(now.id, origin=origin)
            again = follow_ups.get(coming).due_on if coming else None
            text = _("Done: {name}").format(name=now.title)
            if again is not None:
                text = _("Done: {name}. It comes again on {date}.").format(
                    name=now.title, date=day_in_words(again, year=True)
                )
    except UserError as error:
        context.messages.error(error)
        return
    step = planner.history.next_undo()
    if step is not None:
        context.messages.toast(text, taking_back(context, [step.number]))


def wait(context: Context, key: str, origin: object) -> None:
    """From now on others have to act."""
    planner = context.planner
    now = planner.follow_ups.get(FollowUpId(key))
    planner.follow_ups.wait(now.id, origin=origin)
    step = planner.history.next_undo()
    if step is not None:
        context.messages.toast(
            _("Waiting: {name}").format(name=now.title), taking_back(context, [step.number])
        )


def give(context: Context, key: str, origin: object) -> None:
    from planner.ui.dialogs.give_follow_up import GiveDialog

    parent = origin if isinstance(origin, QWidget) else None
    dialog = GiveDialog(context, FollowUpId(key), origin, parent and parent.window())
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def add_line(context: Context, line: FollowUpLineEdit, origin: object) -> str:
    """Add what the line says and empty it; what goes wrong leaves it as it is. Gives the key or ""."""
    try:
        key = context.planner.follow_up_lines.add(line.reading, origin=origin)
    except UserError as error:
        context.messages.error(error)
        return ""
    line.clear()
    return key


def row_commands(
    context: Context,
    current: Callable[[], FollowUpLine | None],
    origin: object,
    *,
    in_front: Callable[[], bool] = lambda: True,
) -> list[Command]:
    """Done, waiting and the way to what it is about, for the row in front."""

    def writable() -> bool:
        return in_front() and current() is not None and not context.planner.is_read_only

    def key() -> str:
        line = current()
        return line.id if line is not None else ""

    def is_over() -> bool:
        line = current()
        return line is None or line.status in (FollowUpStatus.DONE, FollowUpStatus.DROPPED)

    def target() -> tuple[str, str] | None:
        line = current() if in_front() else None
        return line.target if line is not None else None

    def jump() -> None:
        if (found := target()) is not None:
            context.open_record(*found)

    return [
        Command(
            id="follow_up.done",
            text=_("Mark as done, or open again"),
            icon="check",
            menu="item",
            scope="page",
            separator=True,
            enabled=writable,
            reason=_("Nothing is selected."),
            run=lambda: tick(context, key(), origin),
        ),
        Command(
            id="follow_up.wait",
            text=_("Wait for others"),
            icon="clock",
            menu="item",
            scope="page",
            enabled=writable,
            reason=_("Nothing is selected."),
            run=lambda: wait(context, key(), origin),
        ),
        Command(
            id="follow_up.give",
            text=_("Give to another…"),
            icon="users",
            shortcuts=("Ctrl+Shift+G",),
            menu="item",
            scope="page",
            enabled=lambda: writable() and not is_over(),
            reason=_("Only what is open is given to another."),
            run=lambda: give(context, key(), origin),
        ),
        Command(
            id="follow_up.jump",
            text=_("Go to what it is about"),
            icon="arrow-right",
            shortcuts=("Ctrl+Return",),
            menu="item",
            scope="page",
            enabled=lambda: target() is not None,
            reason=_("It is about nothing in the library."),
            run=jump,
        ),
    ]


def due_text(line: FollowUpLine, late: bool) -> str:
    """The due date; "overdue" is said, not only coloured."""
    day = day_text(line.due_on)
    return _("{date}, overdue").format(date=day) if late else day


def tone(line: FollowUpLine, today: dt.date) -> str | None:
    if is_overdue(line.status, line.due_on, today):
        return "danger"
    soon = line.status is FollowUpStatus.OPEN and span_of(line.due_on, today) is Span.TODAY
    return "warn" if soon else None


def drawing(line: FollowUpLine) -> str:
    if line.status is FollowUpStatus.DONE:
        return "check"
    return "refresh-cw" if line.repeats else "list-checks"
