"""Where a person stands in the library: every record, text and entry that leads there or names one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from sqlalchemy import Text

from planner.domain.erasing import LEADING, OF_A_PLACE, REMOVED, STAYING, Fate, Mention
from planner.domain.person_mentions import NameHeld, Naming
from planner.storage.links import links_of
from planner.storage.reading import Reader, any_of
from planner.storage.schema import ROWS
from planner.storage.sealing import Sealer, Unreadable, keys_needed, known_keys

_TOGETHER: Final = 400
_UNREAD: Final = frozenset(
    {
        *("step", "change", "search_entry", "person_key", "kept_text", "stored_file"),
        *("photo", "logo", "merge", "not_duplicate", "library_fact", "erasure"),
        *("external_key", "disclosure_subject"),
    }
)
"""Tables that are not searched for mentions: derived, handled apart, or other people's own data."""
_UNREAD_COLUMNS: Final = frozenset(
    {
        *(("release", "content"), ("visit_copy", "content")),
        *(("release", "content_hash"), ("visit_copy", "content_hash")),
        *(("disclosure", "columns"), ("disclosure", "file_hash"), ("column_memory", "headers")),
    }
)
_RECIPIENT: Final = frozenset({"recipient"})
_OF_OTHERS: Final[Mapping[str, frozenset[str]]] = {
    "person": frozenset({"notes", "address_confirmed_by"}),
    "contact_point": frozenset({"label"}),
    "private_detail": frozenset({"text", "source"}),
}
"""The texts of other people's records that are searched: never their own names, numbers, addresses."""
_HIDDEN: Final = frozenset({"private_detail", "need", "border_paper"})
"""Of these it is said that they name somebody, not what else stands there."""


@dataclass
class Trace:
    """Ids of the records that lead to a person, by table, and by what texts name one.

    ``family`` are the person and the records that were merged into it; ``visits`` the visits in
    which a place in the delegation was theirs.
    """

    person: str
    family: frozenset[str]
    name: str
    naming: Naming
    ids: dict[str, list[str]] = field(default_factory=dict)
    delegates: frozenset[str] = frozenset()
    hashes: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    """Recipients' keys that mean the person."""

    def of(self, word: str) -> list[str]:
        return self.ids.get(word, [])

    @property
    def gone(self) -> frozenset[str]:
        """The ids of records that are removed."""
        return frozenset(key for word in REMOVED for key in self.of(word)) | self.family

    @property
    def counts(self) -> dict[str, int]:
        return {word: len(ids) for word, ids in sorted(self.ids.items()) if ids}


def trace(reader: Reader, person: str) -> Trace | None:
    """All that leads to a person; None where there is none of that id and nothing kept of it."""
    family = _family(reader, person)
    found = Trace(person, frozenset(family), "", Naming(()))
    ids = found.ids
    ids["person"] = _ids(reader, "person", "id", family)
    for word in sorted(REMOVED - OF_A_PLACE - {"person", "need_passed", "citation", "attachment"}):
        for link in links_of(word):
            if link.target == "person":
                _add(ids, word, _ids(reader, word, link.column, family))
    for word, columns in LEADING.items():
        for column in columns:
            _add(ids, word, _ids(reader, word, column, family))
    for column in ("kept_id", "gone_id"):
        _add(ids, "merge", _of_people(reader, "merge", column, family))
    for column in ("one_id", "other_id"):
        _add(ids, "not_duplicate", _of_people(reader, "not_duplicate", column, family))
    found.delegates = frozenset(found.of("delegate"))
    for word in sorted(OF_A_PLACE):
        _add(ids, word, _ids(reader, word, "delegate_id", found.delegates))
    _add(ids, "need_passed", _ids(reader, "need_passed", "need_id", found.of("need")))
    found.keys = frozenset(f"{kind}:{key}" for kind in ("host", "person") for key in family) | {
        f"delegate:{key}" for key in found.delegates
    }
    _add(ids, "addressing", _ids(reader, "addressing", "of_key", found.keys))
    subjects = found.gone
    for word in ("citation", "attachment"):
        _add(ids, word, _ids(reader, word, "subject_id", subjects))
    found.hashes = _hashes(reader, found.of("attachment"))
    there = any(keys for word, keys in ids.items() if word != "disclosure_subject")
    if not there and not known_keys(reader, family):
        return None  # that somebody was given something stays on record
    found.naming, found.name = _naming(reader, found)
    return found


def _add(ids: dict[str, list[str]], word: str, more: Iterable[str]) -> None:
    ids[word] = list(dict.fromkeys((*ids.get(word, ()), *more)))


def _ids(reader: Reader, word: str, column: str, values: Iterable[str]) -> list[str]:
    wanted = sorted(values)
    found: list[str] = []
    for start in range(0, len(wanted), _TOGETHER):
        clause, parameters = any_of(f'"{column}"', wanted[start : start + _TOGETHER])
        sql = f'SELECT id FROM "{word}" WHERE {clause} ORDER BY id'
        found += [str(row[0]) for row in reader.rows(sql, parameters)]
    return found


def _of_people(reader: Reader, word: str, column: str, family: Iterable[str]) -> list[str]:
    people = set(_ids(reader, word, "subject_kind", ["person"]))
    return [key for key in _ids(reader, word, column, family) if key in people]


def _hashes(reader: Reader, attachments: list[str]) -> frozenset[str]:
    found: set[str] = set()
    for start in range(0, len(attachments), _TOGETHER):
        clause, values = any_of("id", attachments[start : start + _TOGETHER])
        rows = reader.rows(f"SELECT file_hash FROM attachment WHERE {clause}", values)
        found |= {str(row[0]) for row in rows}
    return frozenset(found)


def _family(reader: Reader, person: str) -> list[str]:
    """The person, and whoever was merged into it and is so today."""
    rows = reader.rows(
        "SELECT kept_id, gone_id FROM merge WHERE subject_kind = 'person' AND apart_at IS NULL"
    )
    family = [person]
    for key in family:
        family += [str(gone) for kept, gone in rows if kept == key and gone not in family]
    return family


# how the person is and was called


def _naming(reader: Reader, found: Trace) -> tuple[Naming, str]:
    names: list[NameHeld] = []
    ways: list[str] = []
    shown = ""
    for word, state in _states(reader, found):
        if word == "person":
            held = NameHeld(
                str(state.get("given_name") or ""),
                str(state.get("family_name") or ""),
                str(state.get("native_name") or ""),
                str(state.get("reading") or ""),
            )
            names.append(held)
            shown = shown or " ".join(filter(None, (held.given, held.family))) or held.native
        elif word == "contact_point":
            ways.append(str(state.get("value") or ""))
    return Naming(names, ways), shown


def _states(reader: Reader, found: Trace) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every state of the names and ways of the person: as they are, and as the journal has them."""
    names = ("given_name", "family_name", "native_name", "reading")
    for key in sorted(found.of("person"), key=lambda one: one not in found.family):
        sql = f"SELECT {', '.join(names)} FROM person WHERE id = :id"
        yield from (
            ("person", dict(zip(names, row, strict=True))) for row in reader.rows(sql, {"id": key})
        )
    for key in found.of("contact_point"):
        sql = "SELECT value FROM contact_point WHERE id = :id"
        yield from (("contact_point", {"value": row[0]}) for row in reader.rows(sql, {"id": key}))
    whole: dict[str, dict[str, Any]] = {}
    for word, key, state in opened_of(reader, found.family, ("person", "contact_point")):
        held = whole.setdefault(key, {})
        held.update(state)  # an update tells only what it changed
        yield word, dict(held)
    for key in found.of("merge"):
        ((record,),) = reader.rows("SELECT record FROM merge WHERE id = :id", {"id": key})
        told = json.loads(record or "{}")
        for row in told.get("rows", ()):
            if row[0] in ("person", "contact_point"):
                yield from ((row[0], part) for part in row[2:4] if part)


def opened_of(
    reader: Reader, people: Iterable[str], words: Iterable[str] = ()
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """What the journal holds of people, opened: word, id and each state; what is unreadable is left."""
    wanted = sorted(people)
    clause, values = any_of("person_id", wanted)
    listed, more = any_of("row_word", sorted(words), "word")
    if more:
        clause, values = f"{clause} AND {listed}", values | more
    rows = reader.rows(
        f'SELECT row_word, row_id, person_id, "before", "after" FROM change WHERE {clause}'
        " ORDER BY id",
        values,
    )
    sealer = Sealer(
        known_keys(reader, keys_needed((row[0], row[1], row[2], row[3], row[4]) for row in rows))
    )
    for word, key, person, before, after in rows:
        for sealed in (before, after):
            try:
                state = sealer.opened(person, word, key, sealed)
            except Unreadable:
                continue
            if state:
                yield str(word), str(key), json.loads(state)


# texts of the office


@cache
def text_columns(word: str) -> tuple[str, ...]:
    """The columns of a table in which a text of the office may name somebody."""
    if word in _UNREAD:
        return ()
    names = (
        column.name
        for column in ROWS[word].__table__.columns
        if isinstance(column.type, Text) and (word, column.name) not in _UNREAD_COLUMNS
    )
    wanted = _OF_OTHERS.get(word)
    return tuple(name for name in names if wanted is None or name in wanted)


def mentions(reader: Reader, found: Trace) -> list[Mention]:
    """Texts that name the person and stay: not what goes or is emptied anyway."""
    listed: list[Mention] = []
    for word in sorted(ROWS):
        columns = text_columns(word)
        if not columns:
            continue
        going = set(found.of(word)) if word in REMOVED else set()
        emptied = _emptied(word)
        own = set(found.of(word))
        if word == "disclosure":  # to whom a file went is emptied where that is the person
            own, emptied = set(_ids(reader, word, "recipient_key", found.keys)), _RECIPIENT
        names = ", ".join(f'"{name}"' for name in columns)
        for key, *texts in reader.rows(f'SELECT id, {names} FROM "{word}" ORDER BY id'):
            if key in going:
                continue
            for name, text in zip(columns, texts, strict=True):
                if text and not (key in own and name in emptied) and found.naming.is_in(text):
                    around = "" if word in _HIDDEN else found.naming.excerpt(text)
                    listed.append(Mention(word, str(key), name, around or found.name))
    return listed


@cache
def _emptied(word: str) -> frozenset[str]:
    fates = STAYING.get(word, {})
    return frozenset(
        name for name, fate in fates.items() if fate in (Fate.EMPTIED, Fate.ERASED, Fate.SIGNED)
    )


def count_of(reader: Reader, found: Trace) -> Counter[str]:
    """How many entries of the journal are the person's, and how many steps hold them."""
    clause, values = any_of("person_id", sorted(found.family))
    ((changes, steps),) = reader.rows(
        f"SELECT count(*), count(DISTINCT step_number) FROM change WHERE {clause}", values
    )
    return Counter(changes=int(changes), steps=int(steps))
