"""Which follow-ups are meant on the command line, and the line that each of them gets."""

from __future__ import annotations

import argparse

from planner.domain.followups import FOLLOW_UP_STATUSES, FollowUp, FollowUpStatus
from planner.domain.ids import FollowUpId
from planner.domain.lines import FollowUpLine
from planner.errors import NotFound
from planner.i18n import _, day_in_words
from planner.services.planner import Planner


def of_visit(planner: Planner, options: argparse.Namespace) -> dict[str, str]:
    return {"visit_id": planner.visits.find(options.visit).id} if options.visit else {}


def row_of(line: FollowUpLine) -> tuple[str, ...]:
    due = day_in_words(line.due_on, year=True) if line.due_on else ""
    status = _(FOLLOW_UP_STATUSES[line.status])
    if line.waiting_for:
        status = _("{status}: {name}").format(status=status, name=line.waiting_for)
    return (due, line.title, line.owner, line.about, status)


def meant(planner: Planner, text: str) -> FollowUp:
    """By id, or the only open one whose title has these words.

    :raises NotFound: none, or several; the message names them.
    """
    known = planner.follow_ups.keeper.find(FollowUpId(text))
    if known is not None:
        return known
    statuses = (FollowUpStatus.OPEN, FollowUpStatus.WAITING)
    found = planner.follow_ups.page(0, 6, statuses, text)
    exact = [line for line in found if line.title.casefold() == text.casefold()] or found
    if len(exact) == 1:
        return planner.follow_ups.get(exact[0].id)
    names = ", ".join(f"{line.title} ({line.id})" for line in exact)
    raise NotFound(
        _("There is no one open follow-up “{text}”.").format(text=text),
        _("There are: {names}.").format(names=names)
        if names
        else _("See “planner follow-up list”."),
    )
