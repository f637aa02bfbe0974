"""Who and what is held when: by other visits at the same time, and by all of them over a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from planner.domain.checks.circumstances import Elsewhere, OtherVisit
from planner.domain.ids import ItemId, PersonId, VisitId
from planner.domain.itinerary import AudienceKind, Item, ItemStatus
from planner.domain.plan import BENEATH, Plan, is_there, moments
from planner.domain.visits import Delegate, VisitStatus
from planner.domain.words import field_names, from_row
from planner.storage.reading import Reader, any_of, columns_of, having

Row = tuple[Any, ...]

_NAMES: Final = "SELECT a.item_id FROM item_audience a WHERE a.delegate_id = d.id"
_GROUPS: Final = (
    "SELECT a.item_id FROM group_member m JOIN item_audience a ON a.group_id = m.group_id"
    " WHERE m.delegate_id = d.id"
)
_IS_ON: Final = (
    "(i.audience = 'all'"
    f" OR (i.audience IN ('named', 'groups') AND i.id IN ({_NAMES}))"
    f" OR (i.audience = 'groups' AND i.id IN ({_GROUPS}))"
    f" OR (i.audience = 'all except' AND i.id NOT IN ({_NAMES}) AND i.id NOT IN ({_GROUPS})))"
)
"""Whether delegate ``d`` is meant by the audience of item ``i``, which is of the same visit."""

_OFF: Final = ", ".join(
    f"'{status.value}'"
    for status in (VisitStatus.CANCELLED, VisitStatus.POSTPONED, VisitStatus.TEMPLATE)
)
_TAKES_PLACE: Final = f"i.status <> '{ItemStatus.CANCELLED.value}' AND v.status NOT IN ({_OFF})"
_TAKES_PRESENCE: Final = (
    "i.kind NOT IN ({}) AND NOT i.all_day AND i.end_instant > i.start_instant".format(
        ", ".join(sorted(f"'{kind.value}'" for kind in BENEATH))
    )
)


def elsewhere(reader: Reader, plan: Plan) -> list[Elsewhere]:
    """Items of other visits within a day of this one that need its people, rooms or resources."""
    scheduled = plan.active
    if not scheduled:
        return []
    margin = dt.timedelta(days=1)
    first = min(item.start_local for item in scheduled if item.start_local) - margin
    last = max(item.end_local for item in scheduled if item.end_local) + margin
    window = {
        "own": plan.visit.id,
        "first": first.isoformat(sep=" "),
        "last": last.isoformat(sep=" "),
    }
    people = {
        *(host.person_id for host in plan.hosts),
        *(one.person_id for one in plan.delegates),
        *(resource.person_id for resource in plan.resources),
    }
    at_work: list[tuple[str, str, str, set[Any]]] = [
        ("person", "JOIN item_host h ON h.item_id = i.id", "h.person_id", people),
        (
            "person",
            "JOIN item_resource b ON b.item_id = i.id JOIN resource r ON r.id = b.resource_id",
            "r.person_id",
            people,
        ),
        ("room", "", "i.room_id", {item.room_id for item in scheduled}),
        (
            "resource",
            "JOIN item_resource b ON b.item_id = i.id",
            "b.resource_id",
            {booking.resource_id for booking in plan.bookings},
        ),
    ]
    found = [
        entry
        for word, join, column, keys in at_work
        for entry in _held(reader, window, word, join, column, keys)
    ]
    return found + list(_delegated(reader, window, people))


def _held(
    reader: Reader, window: dict[str, Any], word: str, join: str, column: str, keys: set[Any]
) -> Iterator[Elsewhere]:
    clause, values = any_of(column, sorted(key for key in keys if key), "k")
    width = len(field_names(Item))
    for row in reader.rows(
        f"SELECT {columns_of(Item, 'i')}, v.title, {column} FROM item i"
        f" JOIN visit v ON v.id = i.visit_id {join}"
        " WHERE i.visit_id <> :own AND i.start_local < :last AND i.end_local > :first"
        f" AND {_TAKES_PLACE} AND {clause}",
        {**window, **values},
    ):
        yield Elsewhere(from_row(Item, row[:width]), row[width], word, row[width + 1])


def _delegated(
    reader: Reader, window: dict[str, Any], people: Iterable[str | None]
) -> Iterator[Elsewhere]:
    """Items of other visits on which these people are as delegates, the audience rule expanded."""
    clause, values = any_of("d.person_id", sorted(key for key in people if key), "k")
    width, end = len(field_names(Item)), len(field_names(Item)) + len(field_names(Delegate))
    for row in reader.rows(
        f"SELECT {columns_of(Item, 'i')}, {columns_of(Delegate, 'd')}, v.title, i.id IN ({_NAMES})"
        " FROM delegate d"
        " JOIN visit v ON v.id = d.visit_id JOIN item i ON i.visit_id = d.visit_id"
        " WHERE d.visit_id <> :own AND i.start_local < :last AND i.end_local > :first"
        f" AND {_TAKES_PLACE} AND {_TAKES_PRESENCE} AND {clause} AND {_IS_ON}",
        {**window, **values},
    ):
        item, delegate = from_row(Item, row[:width]), from_row(Delegate, row[width:end])
        named = bool(row[end + 1]) and item.audience is not AudienceKind.ALL_EXCEPT
        if delegate.person_id and (named or is_there(delegate, moments(item), item.kind)):
            yield Elsewhere(item, row[end], "person", delegate.person_id)


def double_visits(reader: Reader, plan: Plan) -> list[tuple[PersonId, OtherVisit]]:
    """Delegates of this visit who are delegates of another one on some of the same days."""
    first, last = plan.visit.first_day, plan.visit.last_day
    if first is None or last is None:
        return []
    people = sorted({one.person_id for one in plan.delegates if one.person_id})
    clause, values = any_of("d.person_id", people, "k")
    rows = reader.rows(
        "SELECT DISTINCT d.person_id, v.id, v.title FROM delegate d JOIN visit v ON v.id = d.visit_id"
        " WHERE v.id <> :own AND v.first_day <= :last AND v.last_day >= :first"
        f" AND v.status NOT IN ({_OFF}) AND {clause} ORDER BY v.id, d.person_id",
        {
            "own": plan.visit.id,
            "first": first.isoformat(),
            "last": last.isoformat(),
            **values,
        },
    )
    return [(PersonId(key), OtherVisit(VisitId(visit), title)) for key, visit, title in rows]


# a whole year


@dataclass(frozen=True, slots=True)
class YearItem:
    """One entry as lean as it can be: minutes since 1970 (UTC), as the library keeps them."""

    id: ItemId
    visit_id: VisitId
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Year:
    """All that takes presence in a range of days, and who and what is booked for it.

    A booking is (who, start, end, place in ``items``); ``who`` is "person:…", "room:…" or "resource:…".
    """

    items: list[YearItem]
    bookings: list[tuple[str, int, int, int]]


_IN_YEAR: Final = (
    f"i.start_instant < :last AND i.start_instant >= :early AND i.end_instant > :first"
    f" AND {_TAKES_PLACE} AND {_TAKES_PRESENCE}"
)
_FROM: Final = "FROM item i JOIN visit v ON v.id = i.visit_id"
_WITH_ALL: Final = "d.arrives_local IS NULL AND d.departs_local IS NULL"
_LONGEST: Final = dt.timedelta(60)
"""Nobody is on one entry for longer; an older one still running is not looked for."""

_BOOKED: Final = (
    f"SELECT 'person:' || h.person_id, i.id {_FROM} JOIN item_host h ON h.item_id = i.id"
    f" WHERE h.person_id IS NOT NULL AND {_IN_YEAR}",
    f"SELECT 'person:' || r.person_id, i.id {_FROM} JOIN item_resource b ON b.item_id = i.id"
    f" JOIN resource r ON r.id = b.resource_id WHERE r.person_id IS NOT NULL AND {_IN_YEAR}",
    f"SELECT 'resource:' || b.resource_id, i.id {_FROM} JOIN item_resource b ON b.item_id = i.id"
    f" WHERE {_IN_YEAR}",
    f"SELECT 'room:' || i.room_id, i.id {_FROM} WHERE i.room_id IS NOT NULL AND {_IN_YEAR}",
)
_BY_NAME: Final = (
    f"{_FROM} JOIN item_audience a ON a.item_id = i.id JOIN delegate d ON d.id = a.delegate_id"
    f" WHERE i.audience IN ('named', 'groups') AND {_IN_YEAR}"
)
_MEANT: Final = (
    _BY_NAME,
    f"{_FROM} JOIN delegate d ON d.visit_id = i.visit_id WHERE i.audience = 'all' AND {_IN_YEAR}",
    f"{_FROM} JOIN item_audience a ON a.item_id = i.id JOIN group_member m ON m.group_id = a.group_id"
    f" JOIN delegate d ON d.id = m.delegate_id WHERE i.audience = 'groups' AND {_IN_YEAR}",
    f"{_FROM} JOIN delegate d ON d.visit_id = i.visit_id WHERE i.audience = 'all except'"
    f" AND i.id NOT IN ({_NAMES}) AND i.id NOT IN ({_GROUPS}) AND {_IN_YEAR}",
)


def load_year(reader: Reader, first: dt.date, last: dt.date) -> Year:
    """Both days included, by UTC. Some ten reads, whatever the number of visits."""
    begins = dt.datetime.combine(first, dt.time())
    window = {
        "early": (begins - _LONGEST).isoformat(sep=" "),
        "first": begins.isoformat(sep=" "),
        "last": (dt.datetime.combine(last, dt.time()) + dt.timedelta(1)).isoformat(sep=" "),
    }
    items = [
        YearItem(ItemId(key), VisitId(visit), _minute(start), _minute(end))
        for key, visit, start, end in reader.rows(
            f"SELECT i.id, i.visit_id, i.start_instant, i.end_instant {_FROM} WHERE {_IN_YEAR}"
            " ORDER BY i.start_instant, i.id",
            window,
        )
    ]
    times = {item.id: (item.start, item.end, place) for place, item in enumerate(items)}
    rows = reader.rows(" UNION ALL ".join(_booked(_WITH_ALL)), window)
    bookings = [(who, *times[key]) for who, key in rows if key in times]
    return Year(items, bookings + list(_on_their_own(reader, window, times)))


def _booked(condition: str) -> Iterator[str]:
    yield from _BOOKED
    for meant in _MEANT:
        yield (
            f"SELECT 'person:' || d.person_id, i.id {meant} AND d.person_id IS NOT NULL"
            f" AND {condition}"
        )


def _on_their_own(
    reader: Reader, window: dict[str, Any], times: dict[ItemId, tuple[int, int, int]]
) -> Iterator[tuple[str, int, int, int]]:
    """Delegates who come or go apart from the others: only while they are there, unless named."""
    query = " UNION ALL ".join(
        f"SELECT d.id, i.id, i.kind, {int(meant is _BY_NAME)} {meant} AND d.person_id IS NOT NULL"
        f" AND NOT ({_WITH_ALL})"
        for meant in _MEANT
    )
    rows = reader.rows(query, window)
    known = {one.id: one for one in having(reader, Delegate, "id", {row[0] for row in rows})}
    for key, item, kind, named in rows:
        delegate, time = known.get(key), times.get(item)
        if delegate and time and (named or is_there(delegate, time[:2], kind)):
            yield f"person:{delegate.person_id}", *time


def _minute(value: object) -> int:
    """Minutes since 1970 of a moment in UTC: text from SQLite, a time from PostgreSQL."""
    moment = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
    return int((moment - _EPOCH).total_seconds()) // 60


_EPOCH: Final = dt.datetime(1970, 1, 1)
