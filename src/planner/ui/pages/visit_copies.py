"""A visit once more: on other dates, or as a template without people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.domain.arranging.cloning import Clone
from planner.domain.visits import Visit
from planner.errors import UserError
from planner.i18n import _, day_in_words
from planner.ui.commands import Command
from planner.ui.pages.visit_ask import ask_text
from planner.ui.pages.visit_verbs import attempt
from planner.ui.widgets.fields.dates import parse_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.ui.context import Context


def copy_commands(
    context: Context, visit: Callable[[], Visit | None], window: QWidget
) -> list[Command]:
    """For the file menu of a visit's page."""

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

    return [
        Command(
            id="visit.clone", text=_("Clone visit…"), run=clone, icon="copy", menu="file",
            scope="page",
        ),
        Command(
            id="visit.template", text=_("Make a template of this visit"), run=template,
            icon="copy", menu="file", scope="page",
        ),
    ]  # fmt: skip


def clone_to(context: Context, now: Visit, typed: str) -> None:
    """The visit from another first day on; what is no date is said, and nothing is written."""
    day = parse_day(typed, now.first_day) if now.first_day else None
    if day is None:
        context.messages.error(
            UserError(
                _("“{text}” is not a date. Type it as day.month.year.").format(text=typed),
                _("Nothing was written."),
            )
        )
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
