"""A visit on other dates, once more, as a template, or revived after it was called off."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.domain.arranging.cloning import Clone
from planner.domain.visits import Visit
from planner.i18n import _, day_in_words
from planner.services.reviving import CALLED_OFF
from planner.ui.commands import Command
from planner.ui.dialogs.ask_day import ask_day
from planner.ui.pages.visit_verbs import attempt

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.ui.context import Context
    from planner.ui.dialogs.move_visit import MoveVisitDialog


def copy_commands(
    context: Context, visit: Callable[[], Visit | None], window: QWidget
) -> list[Command]:
    """For the file menu of a visit's page."""

    def move() -> None:
        now = visit()
        if now is not None:
            open_move(context, now, window)

    def clone() -> None:
        now = visit()
        if now is not None and (
            day := ask_day(
                window,
                now.first_day or context.planner.today(),
                title=_("Clone visit"),
                about=_("Days and entries are moved together, local times stay; nobody is told."),
                label=_("First day of the new visit"),
                verb=_("Clone"),
            )
        ):
            clone_to(context, now, day)

    def template() -> None:
        now = visit()
        if now is not None:
            arranging = context.planner.arranging
            made = attempt(context, lambda: arranging.make_template(now.id))
            if made is not None:
                context.open_record("visit", made)

    def revive() -> None:
        now = visit()
        if now is not None and (
            day := ask_day(
                window,
                now.first_day or context.planner.today(),
                title=_("Revive visit"),
                about=_(
                    "A new visit is made from this one, on other dates. Each says what became of "
                    "the other."
                ),
                label=_("First day of the new visit"),
                verb=_("Revive"),
            )
        ):
            revive_on(context, now, day)

    return [
        Command(
            id="visit.revive", text=_("Revive as…"), run=revive, icon="calendar-plus", menu="file",
            scope="page",
            enabled=lambda: (now := visit()) is not None and can_be_revived(now),
            reason=_("Only a visit that was cancelled or postponed is revived, and only once."),
        ),
        Command(
            id="visit.move", text=_("Move visit…"), run=move, icon="calendar", menu="file",
            scope="page", enabled=lambda: (now := visit()) is not None and bool(now.first_day),
            reason=_("This visit has no days yet."),
        ),
        Command(
            id="visit.clone", text=_("Clone visit…"), run=clone, icon="copy", menu="file",
            scope="page",
        ),
        Command(
            id="visit.template", text=_("Make a template of this visit"), run=template,
            icon="copy", menu="file", scope="page",
        ),
    ]  # fmt: skip


def can_be_revived(visit: Visit) -> bool:
    return visit.status in CALLED_OFF and visit.successor_id is None


def revive_on(context: Context, now: Visit, day: dt.date) -> None:
    """A new visit in the place of one that was called off; both then say so."""
    wish = Clone(first_day=day)
    made = attempt(context, lambda: context.planner.reviving.revive(now.id, wish))
    if made is not None:
        context.open_record("visit", made)
        context.messages.toast(
            _("“{title}” was revived from {day} on").format(
                title=now.title, day=day_in_words(day, year=True)
            )
        )


def open_move(context: Context, now: Visit, window: QWidget) -> MoveVisitDialog | None:
    """Where the visit is to go, and what goes along."""
    from planner.ui.dialogs.move_visit import MoveVisitDialog  # late: few visits are moved

    dialog = attempt(context, lambda: MoveVisitDialog(context, now.id, window.window()))
    if dialog is not None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
    return dialog


def clone_to(context: Context, now: Visit, day: dt.date) -> None:
    """The visit once more, from another first day on."""
    arranging = context.planner.arranging
    made = attempt(context, lambda: arranging.clone_visit(now.id, Clone(first_day=day)))
    if made is not None:
        context.open_record("visit", made)
        context.messages.toast(
            _("“{title}” was cloned from {day} on").format(
                title=now.title, day=day_in_words(day, year=True)
            )
        )
