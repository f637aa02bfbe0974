"""What is kept longer than its rule says, asked of the tables group by group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from planner.domain.ids import PersonId
from planner.domain.people import Person
from planner.domain.retention import EMPTIED, GROUP_OF_WORD, FieldGroup, Overdue
from planner.storage.reading import Reader, any_of, day_of, one

_OF_VISITS: Final = (
    (FieldGroup.NEEDS, "need", "r.purge_after"),
    (FieldGroup.PAPERS, "border_paper", "r.purge_after"),
    (FieldGroup.ADMISSION, "access_entry", "NULL"),
    (FieldGroup.TRAVEL, "leg_reference", "NULL"),
    *((FieldGroup.TRAVEL, word, "NULL") for word in EMPTIED),
)
_SPECIAL: Final = ("need", "private_detail", "border_paper")
_OPEN: Final = ("open", "waiting")
"""Follow-ups that somebody still has to see to."""


def overdue(reader: Reader, days: Mapping[FieldGroup, int], today: dt.date) -> list[Overdue]:
    """All records and people over their time. ``days`` of 0 keep without end.

    The earlier of the day that a record has of its own and the period of its group holds; what a
    visit to come needs stays.
    """
    names = _Names(reader)
    found = list(_of_visits(reader, days, today, names))
    found += _hidden(reader, days, today, names)
    found += _unused(reader, days, today, names)
    found += _follow_ups(reader, days, today, names)
    found += _registers(reader, days, today, names)
    return found


class _Names:
    """Names of people, read when asked for."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[str, str] = {}

    def of(self, person: str) -> str:
        if person not in self._known:
            found = one(self._reader, Person, person)
            self._known[person] = found.name if found else ""
        return self._known[person]


def _bound(own: dt.date | None, since: dt.date | None, days: int) -> dt.date | None:
    limits = [own] if own else []
    if since is not None and days:
        limits.append(since + dt.timedelta(days))
    return min(limits, default=None)


def _of_visits(
    reader: Reader, days: Mapping[FieldGroup, int], today: dt.date, names: _Names
) -> Iterator[Overdue]:
    for group, word, own in _OF_VISITS:
        filled = f" AND r.\"{EMPTIED[word]}\" <> ''" if word in EMPTIED else ""
        rows = reader.rows(
            f"SELECT r.id, {own}, d.person_id, d.placeholder, v.last_day, v.title"
            f' FROM "{word}" r JOIN delegate d ON d.id = r.delegate_id'
            f" JOIN visit v ON v.id = d.visit_id WHERE v.status <> 'template'{filled} ORDER BY r.id"
        )
        for key, own_day, person, placeholder, last_day, title in rows:
            last = day_of(last_day)
            until = _bound(day_of(own_day), last, days[group])
            if until is not None and until < today and (last is None or last < today):
                yield Overdue(
                    group=group,
                    person_id=PersonId(person) if person else None,
                    name=names.of(person) if person else placeholder or "N.N.",
                    until=until,
                    last_used=last,
                    visit=title,
                    word=word,
                    key=key,
                )


def _hidden(
    reader: Reader, days: Mapping[FieldGroup, int], today: dt.date, names: _Names
) -> Iterator[Overdue]:
    period = days[FieldGroup.HIDDEN]
    last_visits = _last_visits(reader)
    rows = reader.rows("SELECT id, person_id, purge_after FROM private_detail ORDER BY id")
    for key, person, own_day in rows:
        last, title = last_visits.get(person, (None, ""))
        if last is not None and last >= today:
            continue  # needed for a visit to come
        until = _bound(day_of(own_day), last, period)
        if until is not None and until < today:
            yield Overdue(
                group=FieldGroup.HIDDEN,
                person_id=PersonId(person),
                name=names.of(person),
                until=until,
                last_used=last,
                visit=title,
                word="private_detail",
                key=key,
            )


def _unused(
    reader: Reader, days: Mapping[FieldGroup, int], today: dt.date, names: _Names
) -> Iterator[Overdue]:
    """Photos, contact data and notes of people with whom there was nothing to do for long."""
    groups = (FieldGroup.PHOTOS, FieldGroup.CONTACT, FieldGroup.NOTES)
    shortest = min((days[group] for group in groups if days[group]), default=0)
    if not shortest:
        return
    used = _last_used(reader)
    old = today - dt.timedelta(shortest)
    people = [person for person, day in used.items() if day < old]
    photos = _photos(reader)
    notes = {str(row[0]) for row in reader.rows("SELECT id FROM person WHERE notes <> ''")}
    for person in sorted(people):
        last = used[person]

        def over(group: FieldGroup, last: dt.date = last) -> dt.date | None:
            until = _bound(None, last, days[group])
            return until if until is not None and until < today else None

        if until := over(FieldGroup.PHOTOS):
            for key in photos.get(person, ()):
                yield _of_person(FieldGroup.PHOTOS, person, names, until, last, "photo", key)
        if until := over(FieldGroup.CONTACT):
            yield _of_person(FieldGroup.CONTACT, person, names, until, last)
        if person in notes and (until := over(FieldGroup.NOTES)):
            yield _of_person(FieldGroup.NOTES, person, names, until, last)


def _follow_ups(
    reader: Reader, days: Mapping[FieldGroup, int], today: dt.date, names: _Names
) -> Iterator[Overdue]:
    """Done or dropped that long ago; a dropped one has no day but that of its last edit."""
    period = days[FieldGroup.FOLLOW_UPS]
    if not period:
        return
    rows = reader.rows(
        "SELECT f.id, f.status, f.done_on, f.owner_id, f.owner, f.person_id, v.title,"
        ' (SELECT max(s."at") FROM change c JOIN step s ON s.number = c.step_number'
        " WHERE c.row_word = 'follow_up' AND c.row_id = f.id AND s.undoes IS NULL"
        " AND c.\"after\" <> '')"
        " FROM follow_up f LEFT JOIN visit v ON v.id = f.visit_id ORDER BY f.id"
    )
    for key, status, done_on, owner, owner_name, person, visit, edited in rows:
        done = day_of(done_on) or _day_of_moment(edited)
        if status in _OPEN or done is None or done + dt.timedelta(period) >= today:
            continue
        whom = person or owner
        yield Overdue(
            group=FieldGroup.FOLLOW_UPS,
            person_id=PersonId(whom) if whom else None,
            name=names.of(whom) if whom else owner_name,
            until=done + dt.timedelta(period),
            last_used=done,
            visit=visit or "",
            word="follow_up",
            key=key,
        )


def _registers(
    reader: Reader, days: Mapping[FieldGroup, int], today: dt.date, names: _Names
) -> Iterator[Overdue]:
    found = (
        (FieldGroup.REGISTER, "disclosure", "NULL", "recipient"),
        (FieldGroup.LOOK_UPS, "look_up", "person_id", "''"),
    )
    for group, word, person_column, name_column in found:
        period = days[group]
        rows = (
            reader.rows(
                f'SELECT id, "at", {person_column}, {name_column} FROM "{word}" ORDER BY id'
            )
            if period
            else []
        )
        for key, at, person, name in rows:
            made = _day_of_moment(at)
            if made is not None and made + dt.timedelta(period) < today:
                yield Overdue(
                    group=group,
                    person_id=PersonId(person) if person else None,
                    name=names.of(person) if person else name,
                    until=made + dt.timedelta(period),
                    last_used=made,
                    word=word,
                    key=key,
                )


def _of_person(
    group: FieldGroup,
    person: str,
    names: _Names,
    until: dt.date,
    last: dt.date,
    word: str = "",
    key: str = "",
) -> Overdue:
    return Overdue(
        group=group,
        person_id=PersonId(person),
        name=names.of(person),
        until=until,
        last_used=last,
        word=word,
        key=key,
    )


def _photos(reader: Reader) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, person in reader.rows("SELECT id, person_id FROM photo ORDER BY id"):
        found.setdefault(str(person), []).append(str(key))
    return found


_AT_VISITS: Final = (
    "(SELECT person_id, visit_id FROM delegate UNION ALL SELECT h.person_id, i.visit_id"
    " FROM item_host h JOIN item i ON i.id = h.item_id)"
)
"""Who has to do with which visit, as guest or as host."""


def _last_visits(reader: Reader) -> dict[str, tuple[dt.date, str]]:
    rows = reader.rows(
        f"SELECT d.person_id, v.last_day, v.title FROM {_AT_VISITS} d"
        " JOIN visit v ON v.id = d.visit_id"
        " WHERE d.person_id IS NOT NULL AND v.last_day IS NOT NULL AND v.status <> 'template'"
        " ORDER BY v.last_day"
    )
    return {str(person): (day, title) for person, last, title in rows if (day := day_of(last))}


def _last_used(reader: Reader) -> dict[str, dt.date]:
    """When there was last something to do with each person of the library: a visit, or an edit."""
    found: dict[str, dt.date] = {}

    def seen(person: str, day: dt.date | None) -> None:
        if day is not None and (person not in found or found[person] < day):
            found[person] = day

    for person, (day, _title) in _last_visits(reader).items():
        seen(person, day)
    edited = reader.rows(
        'SELECT c.person_id, max(s."at") FROM change c JOIN step s ON s.number = c.step_number'
        " JOIN person p ON p.id = c.person_id GROUP BY c.person_id"
    )
    for person, at in edited:
        seen(str(person), _day_of_moment(at))
    return found


def last_days(reader: Reader, people: Collection[str]) -> tuple[dt.date | None, dt.date | None]:
    """The last day of the last visit of one person, as guest or as host, and when there was last
    something to do with the person at all: a visit, or an edit."""
    clause, values = any_of("person_id", sorted(people))
    visit = reader.rows(
        f"SELECT max(v.last_day) FROM {_AT_VISITS} d JOIN visit v ON v.id = d.visit_id"
        f" WHERE d.{clause} AND v.status <> 'template'",
        values,
    )[0][0]
    edited = reader.rows(
        'SELECT max(s."at") FROM change c JOIN step s ON s.number = c.step_number'
        f" WHERE c.{clause}",
        values,
    )[0][0]
    last = day_of(visit)
    days = [day for day in (last, _day_of_moment(edited)) if day is not None]
    return last, max(days, default=None)


def _day_of_moment(at: Any) -> dt.date | None:
    if at is None:
        return None
    return (dt.datetime.fromisoformat(at) if isinstance(at, str) else at).date()


def steps(reader: Reader, numbers: Collection[int]) -> list[tuple[int, dt.datetime, bool]]:
    """Number, moment (UTC without offset) and whether it is undone, of these steps."""
    clause, values = any_of("number", sorted(numbers))
    rows = reader.rows(f'SELECT number, "at", undone_by FROM step WHERE {clause}', values)
    return [
        (
            int(number),
            dt.datetime.fromisoformat(at) if isinstance(at, str) else at,
            undone is not None,
        )
        for number, at, undone in rows
    ]


def removed(reader: Reader, until: dt.datetime) -> dict[str, str]:
    """Records with a key of their own that are gone, and were last heard of by then: id and word.

    However they went: by hand, with what they were part of, or with an undo. ``until`` is UTC.
    """
    last: dict[tuple[str, str], int] = {}
    for word in sorted(GROUP_OF_WORD):
        rows = reader.rows(
            "SELECT c.row_id, max(c.step_number) FROM change c JOIN person_key k ON k.id = c.row_id"
            " WHERE c.row_word = :word"
            f' AND NOT EXISTS (SELECT 1 FROM "{word}" r WHERE r.id = c.row_id) GROUP BY c.row_id',
            {"word": word},
        )
        last.update(((str(key), word), int(number)) for key, number in rows)
    old = _long_ago(reader, last.values(), until)
    return {key: word for (key, word), number in sorted(last.items()) if number in old}


def replaced(reader: Reader, until: dt.datetime) -> list[str]:
    """The ids of special records of which the history still tells an older value, replaced by then.

    ``until`` is UTC. The record itself is there, and says what holds now.
    """
    last: dict[str, int] = {}
    for word in _SPECIAL:
        rows = reader.rows(
            "SELECT c.row_id, max(c.step_number) FROM change c JOIN person_key k ON k.id = c.row_id"
            f' JOIN "{word}" r ON r.id = c.row_id WHERE c.row_word = :word GROUP BY c.row_id'
            " HAVING max(CASE WHEN c.\"before\" <> '' AND c.\"after\" <> '' THEN 1 ELSE 0 END) = 1",
            {"word": word},
        )
        last.update((str(key), int(number)) for key, number in rows)
    old = _long_ago(reader, last.values(), until)
    return sorted(key for key, number in last.items() if number in old)


def _long_ago(reader: Reader, numbers: Collection[int], until: dt.datetime) -> set[int]:
    """Those of these steps that were done by then."""
    wanted = sorted(set(numbers))
    return {
        number
        for start in range(0, len(wanted), 500)
        for number, at, _undone in steps(reader, wanted[start : start + 500])
        if at <= until
    }


def gone(reader: Reader, numbers: Collection[int]) -> dict[str, str]:
    """Records with a key of their own that these steps removed or emptied, and that are as they left
    them: id and word."""
    clause, values = any_of("step_number", sorted(numbers))
    rows = reader.rows(f'SELECT row_word, row_id, "after" FROM change WHERE {clause}', values)
    found = {}
    for word, key, after in rows:
        if word not in GROUP_OF_WORD or (after and word not in EMPTIED):
            continue
        filled = f" AND \"{EMPTIED[word]}\" <> ''" if word in EMPTIED else ""
        if not reader.rows(f'SELECT 1 FROM "{word}" WHERE id = :id{filled}', {"id": key}):
            found[str(key)] = str(word)
    return found


def visits_of(reader: Reader, numbers: Collection[int]) -> frozenset[str]:
    """The ids of the visits in which these steps changed anything."""
    clause, values = any_of("step_number", sorted(numbers))
    rows = reader.rows(f"SELECT DISTINCT visit_id FROM change WHERE {clause}", values)
    return frozenset(str(row[0]) for row in rows if row[0])
