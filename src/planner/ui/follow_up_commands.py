"""The command that makes a follow-up about whatever is selected, on every page alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planner.i18n import _
from planner.ui.commands import Command

if TYPE_CHECKING:
    from planner.services.planner import Planner
    from planner.ui.window_face import WindowFace

_KINDS: Final = frozenset({"item", "visit", "delegate", "person", "agreement", "organisation"})
"""Of what a follow-up can be about."""


def follow_up_commands(window: WindowFace) -> list[Command]:
    return [
        Command(
            id="item.follow_up",
            text=_("Follow-up about this…"),
            icon="list-checks",
            shortcuts=("Ctrl+Shift+T",),
            enabled=lambda: window.can_write and _selected(window) is not None,
            reason=_("Select an entry, a visit, a person, an agreement or an organisation."),
            run=lambda: _ask(window),
        )
    ]


def _selected(window: WindowFace) -> tuple[str, str] | None:
    selection = window.context.selection if window.context is not None else None
    if selection is None or selection.word not in _KINDS or len(selection.ids) != 1:
        return None
    return selection.word, selection.ids[0]


def _ask(window: WindowFace) -> None:
    from planner.ui.dialogs.follow_up_about import FollowUpAboutDialog

    selected, context = _selected(window), window.context
    if selected is None or context is None:
        return
    about, name = about_of(context.planner, *selected)
    if about:
        parent = window.page
        FollowUpAboutDialog(context, about, name, parent).exec()


def about_of(planner: Planner, word: str, key: str) -> tuple[dict[str, str], str]:
    """The links that a follow-up about this record gets, and what the record is called."""
    from planner.domain.itinerary import Item  # late: the window stands before any record is known
    from planner.domain.library import WORDS
    from planner.domain.people import Person
    from planner.domain.visits import Delegate
    from planner.services.keeping import name_of

    kinds = {kind.WORD: kind for kind in WORDS if kind.WORD in _KINDS}
    record = planner.keeper(kinds[word]).find(key)
    match record:
        case Item():
            return {"item_id": record.id, "visit_id": record.visit_id}, record.title
        case Delegate():
            about = {"visit_id": str(record.visit_id)}
            if record.person_id is None:
                return about, record.placeholder
            person, name = about_of(planner, "person", record.person_id)
            return {**about, **person}, name
        case Person():
            parts = (record.given_name, record.family_name)
            return {"person_id": record.id}, " ".join(filter(None, parts)) or record.native_name
        case None:
            return {}, ""
    return {f"{word}_id": key}, name_of(record)
