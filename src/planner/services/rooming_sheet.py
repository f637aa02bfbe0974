"""The rooming list of each stay: who sleeps in which room, with whom, from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.domain.grants import GRANTS
from planner.domain.privacy import Profile
from planner.domain.recipients import RecipientKind
from planner.domain.sleeping import Guest, guests, stays
from planner.domain.travel import ROOM_KINDS, Rooming, RoomKind
from planner.i18n import N_, Language
from planner.services.head_columns import FAMILY_NAME, GIVEN_NAME, PREFIX, RANK, named_head
from planner.services.sheet_columns import Page, SheetField, Value, View, VisitSheet

_ROOMING: Final = GRANTS[Rooming]
_SLEEPERS: Final = _ROOMING["id"]


def _arrives(row: Guest, _speak: Language) -> Value:
    return row.arrives


def _departs(row: Guest, _speak: Language) -> Value:
    return row.departs


def _of_rooming(row: Guest, name: str) -> str:
    return str(getattr(row.rooming, name)) if row.rooming else ""


def _kind(row: Guest, speak: Language) -> str:
    if row.rooming is None or row.rooming.kind is RoomKind.OTHER:
        return ""
    return speak(ROOM_KINDS[row.rooming.kind])


# To add a column: one line here.
COLUMNS: Final[tuple[SheetField[Guest], ...]] = (
    RANK,
    FAMILY_NAME,
    GIVEN_NAME,
    PREFIX,
    SheetField(
        name="room_kind",
        title=N_("Kind of room"),
        width=15,
        value=_kind,
        profiles=_ROOMING["kind"],
    ),
    SheetField(
        name="room",
        title=N_("Room no."),
        width=10,
        value=lambda row, speak: _of_rooming(row, "room"),
        profiles=_ROOMING["room"],
    ),
    SheetField(
        name="shares",
        title=N_("Shares with"),
        width=26,
        value=lambda row, speak: ", ".join(row.plan.name_of(one) for one in row.others),
        profiles=_ROOMING["room"],
    ),
    SheetField(
        name="arrives",
        title=N_("Arrives"),
        width=12,
        value=_arrives,
        profiles=_SLEEPERS,
        kind="date",
    ),
    SheetField(
        name="departs",
        title=N_("Departs"),
        width=12,
        value=_departs,
        profiles=_SLEEPERS,
        kind="date",
    ),
    SheetField(
        name="reference",
        title=N_("Booking reference"),
        width=18,
        value=lambda row, speak: _of_rooming(row, "reference"),
        profiles=_ROOMING["reference"],
    ),
    SheetField(
        name="room_notes",
        title=N_("Notes"),
        width=34,
        value=lambda row, speak: _of_rooming(row, "notes"),
        profiles=_ROOMING["notes"],
    ),
)


def _pages(view: View) -> Sequence[Page[Guest]]:
    """The office gets all, a hotel its own guests, a delegate the own line."""
    plan, one = view.plan, view.recipient
    pages = []
    for item in stays(plan):
        rows = guests(plan, item, view.speak.code)
        if view.profile is Profile.SITES:
            if one is None or one.kind is not RecipientKind.SITE or item.site_id != one.id:
                continue
        elif not view.is_office:
            rows = [row for row in rows if one is not None and row.delegate.id == one.id]
        if rows:
            pages.append(Page(title=item.title, rows=rows, note=plan.place_of(item)))
    return pages


ROOMING: Final = VisitSheet(
    name="rooming",
    file_name=N_("rooming list"),
    columns=COLUMNS,
    pages=_pages,
    key=lambda row: (row.item.id, row.delegate.id),
    names=named_head,
    profiles=_SLEEPERS,
)
