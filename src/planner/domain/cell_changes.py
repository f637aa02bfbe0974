"""A sheet of ours that came back: cell by cell what differs from the library, emptied cells only offered.

Other lists are compared forgivingly (:mod:`planner.domain.row_changes`); here every difference is
meant, since the sheet went out with what the library held.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from planner.domain.column_meanings import Meaning
from planner.domain.drafts import Draft, When
from planner.domain.people import ContactKind, ContactPoint, Position
from planner.domain.posts import shown_on
from planner.domain.row_changes import (
    Held,
    Row,
    Target,
    Way,
    arrival_of,
    contact_point,
    delegate_changes,
    departure_of,
    group_changes,
    need_changes,
    position_of,
    set_field,
)
from planner.domain.staging import Add, Change, Remove
from planner.domain.visits import CATEGORIES, Delegate, GroupMember
from planner.domain.words import Word
from planner.i18n import _
from planner.text import fold

_PERSON: Final = {
    "family_name": Meaning.FAMILY_NAME,
    "given_name": Meaning.GIVEN_NAME,
    "native_name": Meaning.NATIVE_NAME,
    "reading": Meaning.READING,
    "prefix": Meaning.PREFIX,
    "suffix": Meaning.SUFFIX,
    "salutation": Meaning.SALUTATION,
    "country": Meaning.COUNTRY,
}
_WAYS: Final = {
    ContactKind.EMAIL: frozenset({Meaning.EMAIL}),
    ContactKind.PHONE: frozenset({Meaning.PHONE, Meaning.MOBILE}),
}


def cell_changes(row: Row, held: Held, target: Target) -> tuple[Change, ...]:
    """What an own row changes about the person and the head that it was written for."""
    assert row.own is not None
    of_visit = row.own.delegate_id
    found: list[Change] = []
    if held.person:
        found += _person_cells(row.draft, held, with_notes=not of_visit)
        for kind in _WAYS:
            found += _way_cells(row, held, kind, only_first=bool(of_visit))
        if not of_visit:
            found += _post_cells(row, held, target.today)
    if target.visit and held.delegate and held.delegate.id == of_visit:
        found += delegate_cells(row, held, held.delegate, target)
    elif target.visit:
        found += delegate_changes(row, held, target)
    return tuple(found)


def _cell(
    record: Word, name: str, new: Any, meaning: Meaning, draft: Draft, shown: str = ""
) -> list[Change]:
    """The change of one text cell; an emptied one is offered."""
    old = getattr(record, name)
    if new == old or (not new and (not old or meaning not in draft.empty)):
        return []
    change = set_field(record, name, new, shown or name)
    return [change if new else _offered(change)]


def _offered(change: Change) -> Change:
    return Change(change.field, change.old, "", change.edit, offered=True)


# the person


def _person_cells(draft: Draft, held: Held, *, with_notes: bool) -> list[Change]:
    assert held.person is not None
    said = {
        "family_name": draft.name.family_name,
        "given_name": draft.name.given_name,
        "native_name": draft.name.native_name,
        "reading": draft.name.reading,
        "prefix": draft.name.prefix,
        "suffix": draft.suffix,
        "salutation": draft.salutation,
        "country": draft.country,
    }
    found = [
        change
        for name, new in said.items()
        for change in _cell(held.person, name, new, _PERSON[name], draft)
    ]
    if with_notes:
        found += _cell(held.person, "notes", draft.notes, Meaning.NOTES, draft)
    return found


def _way_cells(row: Row, held: Held, kind: ContactKind, *, only_first: bool) -> list[Change]:
    """Addresses or numbers: a new one takes the place of one that is gone, the first of the first."""
    assert held.person is not None
    draft = row.draft
    cells = draft.emails if kind is ContactKind.EMAIL else draft.phones
    known = [point for point in held.ways if point.kind is kind]
    written = known[:1] if only_first else known
    said = [way for way in row.ways if way.kind is kind]
    texts = " ".join(cell.text for cell in cells)
    normals = {way.normal for way in said}
    gone = [one for one in written if one.normal not in normals and one.value not in texts]
    new = [way for way in said if way.normal not in {one.normal for one in known}]
    found: list[Change] = []
    rank = 1 + max((point.rank for point in held.ways), default=-1)
    for place, way in enumerate(new):
        if place < len(gone):
            found += _another(gone[place], way)
        else:
            point = contact_point(held.person.id, way, rank + place)
            found.append(Change(kind.value, "", way.value, Add(point)))
    if cells or _WAYS[kind] & draft.empty:
        found += [
            Change(kind.value, one.value, "", Remove(ContactPoint.WORD, one.id), offered=True)
            for one in gone[len(new) :]
        ]
    return found


def _another(point: ContactPoint, way: Way) -> list[Change]:
    """Two fields of one record; they are taken together."""
    shown = point.kind.value
    return [
        set_field(point, "value", way.value, shown),
        set_field(point, "normal", way.normal, shown, point.value, way.value),
    ]


def _post_cells(row: Row, held: Held, today: dt.date | None) -> list[Change]:
    draft = row.draft
    assert held.person is not None
    current = [post for post in held.posts if not post.valid_to] or list(held.posts)
    post = shown_on(held.posts, today) if today else next(iter(current), None)
    old = held.organisations.get(post.organisation_id, "") if post else ""
    if post is None or not _same_house(row, post.organisation_id, old):
        if row.organisation_id:
            rank = min((one.rank for one in current), default=1) - 1
            added = Add(position_of(held.person.id, row, rank))
            return [Change("organisation", old, draft.organisation, added)]
        if post is not None and Meaning.ORGANISATION in draft.empty:
            return [Change("organisation", old, "", Remove(Position.WORD, post.id), offered=True)]
    if post is None:
        return []
    title = draft.position
    if post.valid_from and title.endswith(f": {post.title}"):
        title = post.title  # the sheet also said from when
    return [
        *_cell(post, "title", title, Meaning.POSITION, draft, "position"),
        *_cell(post, "department", draft.department, Meaning.DEPARTMENT, draft),
    ]


def _same_house(row: Row, organisation_id: str | None, name: str) -> bool:
    """By id or by name: two organisations may have one name."""
    if not row.organisation_id:
        return not organisation_id
    return row.organisation_id == organisation_id or fold(name) == fold(row.draft.organisation)


# the head of the delegation


def delegate_cells(row: Row, held: Held, known: Delegate, target: Target) -> list[Change]:
    """What the row changes about a head of the visit."""
    assert target.visit is not None
    draft, visit = row.draft, target.visit
    found = [
        *_cell(known, "title", draft.position, Meaning.POSITION, draft, "visit_position"),
        *_title_of_post(draft, held.posts, known),
        *_cell(known, "role", draft.role, Meaning.ROLE, draft),
        *_cell(known, "payer", draft.payer, Meaning.PAYER, draft),
        *_cell(known, "notes", draft.notes, Meaning.NOTES, draft),
        *_cell(known, "rank", draft.rank, Meaning.RANK, draft),
        *_house_of_delegate(row, held, known),
    ]
    if draft.category and draft.category != known.category:
        old_words, words = _(CATEGORIES[known.category]), _(CATEGORIES[draft.category])
        found.append(set_field(known, "category", draft.category, "category", old_words, words))
    found += _time_cell(
        known,
        "arrives",
        draft.arrives,
        arrival_of(draft.arrives, visit),
        visit.zone,
        is_empty=Meaning.ARRIVAL in draft.empty,
    )
    found += _time_cell(
        known,
        "departs",
        draft.departs,
        departure_of(draft.departs, visit),
        visit.zone,
        is_empty=Meaning.DEPARTURE in draft.empty,
    )
    found += group_changes(row, held, known, target)
    if Meaning.GROUP in draft.empty:
        found += [
            Change("group", target.groups.get(one.group_id, ""), "", edit, offered=True)
            for one in held.members
            for edit in [Remove(GroupMember.WORD, one.id)]
        ]
    return [*found, *need_changes(draft, held, known, visit)]


def _title_of_post(draft: Draft, posts: Sequence[Position], known: Delegate) -> list[Change]:
    """The post itself, where the visit repeated its title."""
    if not draft.position or draft.position == known.title:
        return []
    current = [one for one in posts if not one.valid_to and one.title == known.title]
    if known.title and len(current) == 1:
        return [set_field(current[0], "title", draft.position, "position")]
    return []


def _house_of_delegate(row: Row, held: Held, known: Delegate) -> list[Change]:
    old = held.organisations.get(known.organisation_id or "", "")
    if _same_house(row, known.organisation_id, old):
        return []
    if row.organisation_id:
        new = row.draft.organisation
        return [
            set_field(known, "organisation_id", row.organisation_id, "visit_organisation", old, new)
        ]
    if Meaning.ORGANISATION not in row.draft.empty:
        return []
    return [_offered(set_field(known, "organisation_id", None, "visit_organisation", old, ""))]


def _time_cell(
    known: Delegate,
    end: str,
    when: When | None,
    value: dt.datetime | None,
    zone: str,
    *,
    is_empty: bool,
) -> list[Change]:
    """``zone`` is that of the visit. The zone of the head stays as it is where there is one: the sheet shows it, and does not set it."""
    now: dt.datetime | None = getattr(known, f"{end}_local")
    old = now.isoformat(sep=" ", timespec="minutes") if now else ""
    if when is None:
        if now is None or not is_empty:
            return []
        return [_offered(set_field(known, f"{end}_local", None, end, old, ""))]
    if value is None or now == value or (when.time is None and now and now.date() == when.date):
        return []
    shown = value.isoformat(sep=" ", timespec="minutes")
    found = [set_field(known, f"{end}_local", value, end, old, shown)]
    if not getattr(known, f"{end}_zone"):
        found.append(set_field(known, f"{end}_zone", zone, end, old, shown))
    return found
