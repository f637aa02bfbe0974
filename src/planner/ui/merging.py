"""Merging in the window: each verb is done at once and says so in a toast with Undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from planner.errors import UserError
from planner.i18n import _
from planner.ui.undoing import taking_back

if TYPE_CHECKING:
    from planner.domain.merging import Merge
    from planner.ui.context import Context

KINDS: Final = ("person", "organisation")


def take_apart(context: Context, one: Merge) -> None:
    _say(
        context,
        lambda: context.planner.merging.take_apart(one.id),
        _("{name} is a record of its own again").format(name=one.gone_name),
    )


def not_duplicate(context: Context, kind: str, one: str, other: str) -> None:
    _say(
        context,
        lambda: context.planner.merging.not_duplicate(kind, one, other),
        _("These two are not offered as duplicates any more"),
    )


def maybe_duplicate(context: Context, kind: str, one: str, other: str) -> None:
    _say(
        context,
        lambda: context.planner.merging.maybe_duplicate(kind, one, other),
        _("These two may be offered as duplicates again"),
    )


def _say(context: Context, act: Callable[[], object], text: str) -> None:
    history = context.planner.history
    before = history.next_undo()
    try:
        act()
    except UserError as error:
        context.messages.error(error)
        return
    step = history.next_undo()
    if step is not None and (before is None or step.number != before.number):
        context.messages.toast(text, taking_back(context, [step.number]))
