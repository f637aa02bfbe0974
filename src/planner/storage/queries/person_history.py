"""What the library knows of one person over the years: each kind of event is one query."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Final

from planner.domain.kept_files import plain_name
from planner.domain.person_history import Happening, PersonEvent
from planner.domain.times import PartialDate, on_this_clock, partial_end
from planner.storage.queries.narrowing import day_of
from planner.storage.queries.organisations import names_then
from planner.storage.reading import LATEST, Reader

MOST: Final = 200
"""Events of one kind; the latest are kept."""


def person_events(reader: Reader, person: str) -> list[PersonEvent]:
    """All events, kind by kind."""
    return [
        event
        for events in (
            _posts,
            _visits,
            _hosted,
            _disclosures,
            _imports,
            _merges,
            _biographies,
            _files,
        )
        for event in events(reader, {"id": person, "most": MOST})
    ]


def _posts(reader: Reader, values: dict[str, Any]) -> list[PersonEvent]:
    """With the name that the organisation had at the end of the post."""
    rows = reader.rows(
        "SELECT p.title, p.valid_from, p.valid_to, p.organisation_id FROM position p"
        " WHERE p.person_id = :id ORDER BY p.rank, p.id LIMIT :most",
        values,
    )
    named = names_then(reader, [(house, _end(until)) for _, _, until, house in rows])
    return [
        PersonEvent(
            Happening.POST,
            since,
            until,
            title=title,
            organisation=named.get((house, _end(until)), ""),
            word="organisation",
            key=house,
        )
        for title, since, until, house in rows
    ]


def _visits(reader: Reader, values: dict[str, Any]) -> list[PersonEvent]:
    """With title and organisation as they were in the visit, which later ones do not change."""
    rows = reader.rows(
        "SELECT v.title, v.first_day, v.last_day, d.role, d.title, d.organisation_id, v.id"
        " FROM delegate d JOIN visit v ON v.id = d.visit_id WHERE d.person_id = :id"
        " ORDER BY v.first_day DESC, d.id LIMIT :most",
        values,
    )
    named = names_then(reader, [(row[5], day_of(row[1])) for row in rows])
    return [
        PersonEvent(
            Happening.VISIT,
            _day(first),
            _day(last),
            what,
            title,
            named.get((house, day_of(first)), ""),
            role,
            word="visit",
            key=key,
        )
        for what, first, last, role, title, house, key in rows
    ]


def _hosted(reader: Reader, values: dict[str, Any]) -> list[PersonEvent]:
    rows = reader.rows(
        "SELECT v.title, v.first_day, v.last_day, v.id, count(DISTINCT i.id) FROM item_host h"
        " JOIN item i ON i.id = h.item_id JOIN visit v ON v.id = i.visit_id"
        " WHERE h.person_id = :id GROUP BY v.id, v.title, v.first_day, v.last_day"
        " ORDER BY v.first_day DESC LIMIT :most",
        values,
    )
    return [
        PersonEvent(
            Happening.HOST,
            _day(first),
            _day(last),
            what,
            count=int(count),
            word="visit",
            key=key,
        )
        for what, first, last, key, count in rows
    ]


def _disclosures(reader: Reader, values: dict[str, Any]) -> list[PersonEvent]:
    rows = reader.rows(
        'SELECT d."at", d.file_name, d.recipient, d.purpose, s.columns FROM disclosure_subject s'
        " JOIN disclosure d ON d.id = s.disclosure_id WHERE s.person_id = :id"
        ' ORDER BY d."at" DESC, d.id LIMIT :most',
        values,
    )
    return [
        PersonEvent(
            Happening.DISCLOSURE,
            _local_day(at),
            what=name,
            about=" · ".join(part for part in (recipient, purpose) if part),
            fields=tuple(json.loads(columns or "[]")),
        )
        for at, name, recipient, purpose, columns in rows
    ]


def _imports(reader: Reader, values: dict[str, Any]) -> list[PersonEvent]:
    """Those whose step wrote the person, an address, a number or a post: the journal tells."""
    rows = reader.rows(
        'SELECT b."at", b.file_name, b.undone_at FROM import_batch b WHERE b.id IN ('
        "SELECT c.row_id FROM change c WHERE c.row_word = 'import_batch' AND c.step_number IN ("
        "SELECT step_number FROM change WHERE row_word = 'person' AND row_id = :id"
        " UNION SELECT step_number FROM change WHERE row_word = 'contact_point'"
        " AND row_id IN (SELECT id FROM contact_point WHERE person_id = :id)"
        " UNION SELECT step_number FROM change WHERE row_word = 'position'"
        " AND row_id IN (SELECT id FROM position WHERE person_id = :id)))"
        ' ORDER BY b."at" DESC, b.id LIMIT :most',
        values,
    )
    return [
        PersonEvent(Happening.IMPORT, _local_day(at), _local_day(undone), name)
        for at, name, undone in rows
    ]


def _merges(reader: Reader, values: dict[str, Any]) -> list[PersonEvent]:
    rows = reader.rows(
        'SELECT "at", apart_at, gone_name, author FROM "merge" WHERE subject_kind = \'person\''
        ' AND (kept_id = :id OR gone_id = :id) ORDER BY "at" DESC, id LIMIT :most',
        values,
    )
    return [
        PersonEvent(Happening.MERGE, _local_day(at), _local_day(apart), name, about=author)
        for at, apart, name, author in rows
    ]


def _biographies(reader: Reader, values: dict[str, Any]) -> list[PersonEvent]:
    """That they are kept, in which language and from where; not what they say."""
    rows = reader.rows(
        "SELECT language, as_of, source FROM biography WHERE person_id = :id"
        f" ORDER BY {LATEST}, id LIMIT :most",
        values,
    )
    return [
        PersonEvent(Happening.BIOGRAPHY, _day(as_of), what=language, about=source)
        for language, as_of, source in rows
    ]


def _files(reader: Reader, values: dict[str, Any]) -> list[PersonEvent]:
    """What is kept about the person as files, by their names."""
    rows = reader.rows(
        "SELECT added_on, file_name FROM attachment WHERE subject_kind = 'person'"
        " AND subject_id = :id ORDER BY added_on DESC, id DESC LIMIT :most",
        values,
    )
    return [PersonEvent(Happening.FILE, _day(added), what=plain_name(name)) for added, name in rows]


def _day(value: Any) -> str:
    day = day_of(value)
    return day.isoformat() if day else ""


def _end(until: str) -> dt.date | None:
    """The last day of a post; None while it lasts, and for what is no date."""
    try:
        return partial_end(PartialDate(until))
    except ValueError:
        return None


def _local_day(value: Any) -> str:
    """The day on this computer's calendar of a moment in UTC without offset."""
    if value is None:
        return ""
    moment = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    return str(on_this_clock(moment).date())
