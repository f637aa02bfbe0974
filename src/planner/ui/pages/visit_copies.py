"""A visit on other dates, once more, as a template, or revived after it was called off."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.domain.arranging.cloning import Clone
from planner.domain.due_dates import OPEN
from planner.domain.followups import Anchor
from planner.domain.ids import VisitId
from planner.domain.visits import Visit
from planner.errors import UserError
from planner.i18n import _, day_in_words, ngettext
from planner.services.reviving import CALLED_OFF
from planner.ui.commands import Command
from planner.ui.pages.visit_ask import ask_text
from planner.ui.pages.visit_verbs import attempt
from planner.ui.undoing import taking_back
from planner.ui.widgets.fields.dates import parse_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.ui.context import Context


def copy_commands(
    context: Context, visit: Callable[[], Visit | None], window: QWidget
) -> list[Command]:
    """For the file menu of a visit's page."""

    def move() -> None:
        now = visit()
        if now is not None and (
            typed := ask_text(
                window,
                title=_("Move visit"),
                about=_("Days, entries and what hangs on them move together, local times stay."),
                label=_("New first day of the visit"),
                verb=_("Move"),
            )
        ):
            move_to(context, now, typed)

    def clone() -> None:
        now = visit()
        if now is not None and (
            typed := ask_text(
                window,
                title=_("Clone visit"),
                about=_("Days and entries are moved together, local times stay; nobody is told."),
                label=_("First day of the new visit"),
                verb=_("Clone"),
            )
        ):
            clone_to(context, now, typed)

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
            typed := ask_text(
                window,
                title=_("Revive visit"),
                about=_(
                    "A new visit is made from this one, on other dates. Each says what became of "
                    "the other."
                ),
                label=_("First day of the new visit"),
                verb=_("Revive"),
            )
        ):
            revive_on(context, now, typed)

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


def revive_on(context: Context, now: Visit, typed: str) -> None:
    """A new visit in the place of one that was called off; both then say so."""
    day = _day(context, now, typed)
    if day is None:
        return
    wish = Clone(first_day=day)
    made = attempt(context, lambda: context.planner.reviving.revive(now.id, wish))
    if made is not None:
        context.open_record("visit", made)
        context.messages.toast(
            _("“{title}” was revived from {day} on").format(
                title=now.title, day=day_in_words(day, year=True)
            )
        )


def move_to(context: Context, now: Visit, typed: str) -> None:
    """The visit on other days, as one step that the toast takes back."""
    day = _day(context, now, typed)
    if day is None:
        return
    days = attempt(context, lambda: context.planner.arranging.move_visit(now.id, day))
    step = context.planner.history.next_undo()
    if days and step is not None:
        text = _("“{title}” begins on {day} now").format(
            title=now.title, day=day_in_words(day, year=True)
        )
        if along := _moved_along(context, now.id):
            text += " · " + ngettext(
                "{count} follow-up moved along", "{count} follow-ups moved along", along
            )
        context.messages.toast(text, taking_back(context, [step.number]))


def _moved_along(context: Context, visit: VisitId) -> int:
    """How many open follow-ups hang on the days of the visit."""
    follow_ups = context.planner.follow_ups.of_visit(visit)
    return sum(
        one.anchor is not Anchor.NONE and one.status in OPEN and one.due_on is not None
        for one in follow_ups
    )


def _day(context: Context, now: Visit, typed: str) -> dt.date | None:
    """What was typed as a date; what is none is said."""
    day = parse_day(typed, now.first_day) if now.first_day else None
    if day is None:
        context.messages.error(
            UserError(
                _("“{text}” is not a date. Type it as day.month.year.").format(text=typed),
                _("Nothing was written."),
            )
        )
    return day


def clone_to(context: Context, now: Visit, typed: str) -> None:
    """The visit from another first day on; what is no date is said, and nothing is written."""
    day = _day(context, now, typed)
    if day is None:
        return
    arranging = context.planner.arranging
    made = attempt(context, lambda: arranging.clone_visit(now.id, Clone(first_day=day)))
    if made is not None:
        context.open_record("visit", made)
        context.messages.toast(
            _("“{title}” was cloned from {day} on").format(
                title=now.title, day=day_in_words(day, year=True)
            )
        )
