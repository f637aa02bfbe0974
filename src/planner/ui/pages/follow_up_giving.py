"""Another has to see to a follow-up: done, said, and taken back by the toast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.ids import FollowUpId
from planner.errors import UserError
from planner.i18n import _
from planner.ui.undoing import latest_step, taking_back_latest

if TYPE_CHECKING:
    from planner.domain.owners import Owner
    from planner.ui.context import Context


def give_to(context: Context, key: str, owner: Owner, origin: object) -> bool:
    """False when it was refused. To whom it is already with, it is given without a word."""
    planner, before = context.planner, latest_step(context)
    try:
        now = planner.follow_up_owners.give(FollowUpId(key), owner, origin=origin)
    except UserError as error:
        context.messages.error(error)
        return False
    text = _("{name} is with {owner} now").format(name=now.title, owner=owner.title)
    if (undo := taking_back_latest(context, before)) is not None:
        context.messages.toast(text, undo)
    return True
