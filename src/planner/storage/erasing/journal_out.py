"""The person out of the journal: keys destroyed, facts of steps emptied, texts of others retold.

What is sealed with the person's key stays as it is and nobody can read it: the chain still holds. A
text in entries of others can only go by being written anew; the chain is linked again from there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from planner.storage import chain, resealing
from planner.storage.erasing import texts_out
from planner.storage.erasing.contents import Cleaning
from planner.storage.erasing.tracing import Trace, opened_of
from planner.storage.reading import ConnectionReader, Reader, any_of
from planner.storage.sealing import Sealer, Unreadable, is_sealed, keys_needed, known_keys

if TYPE_CHECKING:
    from sqlalchemy import Connection

_TOGETHER: Final = 5_000
_ROWS: Final = (
    'SELECT id, step_number, row_word, row_id, person_id, "before", "after" FROM change'
    " WHERE id > :last ORDER BY id"
)
_NOT_SAID: Final = frozenset({"word", "merge", "step", "number", "count"})
"""Facts of a step that are ids, kinds or numbers."""


@dataclass(frozen=True)
class Retold:
    """An entry of the journal as it is written anew."""

    id: str
    step: int
    before: str
    after: str


@dataclass(frozen=True)
class Seen:
    """What a look found in the journal, good as long as nothing was written or erased since."""

    mark: tuple[str, int]
    entries: tuple[Retold, ...]


def mark_of(reader: Reader) -> tuple[str, int]:
    """Other than before once an entry was added to the journal, or somebody was erased."""
    (last,) = reader.rows("SELECT coalesce(max(id), '') FROM change")[0]
    (count,) = reader.rows("SELECT count(*) FROM erasure")[0]
    return str(last), int(count)


def retold(
    reader: Reader, found: Trace, cleaning: Cleaning, left: Mapping[tuple[str, str], frozenset[str]]
) -> Iterator[Retold]:
    """Entries that are not sealed with the person's key and name the person."""
    last = ""
    while rows := reader.rows(f"{_ROWS} LIMIT {_TOGETHER}", {"last": last}):
        last = rows[-1][0]
        others = [row for row in rows if row[4] not in found.family]
        needed = keys_needed((row[2], row[3], row[4], row[5], row[6]) for row in others)
        sealer = Sealer(known_keys(reader, needed))
        for number, step, word, key, person, *states in others:
            try:
                opened = [sealer.opened(person, word, key, state) for state in states]
            except Unreadable:
                continue
            if not any(_may_name(found, word, state) for state in opened):
                continue
            spared = left.get((word, key), frozenset())
            now = [cleaning.state(word, state, spared) for state in opened]
            if now == opened:
                continue
            if any(is_sealed(state) for state in states):
                now = [
                    sealer.seal_again(person, key, word, state, former)
                    for state, former in zip(now, states, strict=True)
                ]
            yield Retold(str(number), int(step), now[0], now[1])


def _may_name(found: Trace, word: str, state: str) -> bool:
    return bool(state) and (word == "merge" or found.naming.may_be_in(state))


def forget(
    connection: Connection,
    found: Trace,
    cleaning: Cleaning,
    left: Mapping[tuple[str, str], frozenset[str]],
    erased: str,
    seen: Seen | None = None,
) -> int:
    """All of it, in the transaction of ``connection``; ``seen`` is what a look just found.

    How many texts beside the journal had the person.
    """
    reader = ConnectionReader(connection)
    _empty_facts(connection, reader, found, erased, texts=cleaning.texts)
    if seen is not None and not left and seen.mark == mark_of(reader):
        changed = list(seen.entries)
    else:
        changed = list(retold(reader, found, cleaning, left))
    resealing.unguard(connection)
    steps = []
    for one in changed:
        connection.execute(
            text('UPDATE change SET "before" = :before, "after" = :after WHERE id = :id'),
            {"id": one.id, "before": one.before, "after": one.after},
        )
        steps.append(one.step)
    texts, first = texts_out.take_out(connection, reader, found, cleaning)
    if first is not None:
        steps.append(first)
    if steps:
        chain.relink(connection, min(steps))
    resealing.guard(connection)
    going = [*sorted(found.family), *found.of("disclosure_subject")]  # and the keys of prints
    for start in range(0, len(going), _TOGETHER):
        clause, values = any_of("id", going[start : start + _TOGETHER])
        connection.execute(text(f"DELETE FROM person_key WHERE {clause}"), values)
    return texts


def _empty_facts(
    connection: Connection, reader: Reader, found: Trace, erased: str, *, texts: bool
) -> None:
    """What labels of steps say of the person; such steps can no longer be undone."""
    clause, values = any_of("person_id", sorted(found.family))
    own = {
        int(row[0])
        for row in reader.rows(f"SELECT DISTINCT step_number FROM change WHERE {clause}", values)
    }
    said = _strings(reader, found)
    for number, facts in reader.rows("SELECT number, facts FROM step ORDER BY number"):
        known: dict[str, Any] = json.loads(facts or "{}")
        now = {
            name: _fact(found, value, said if number in own else None, erased)
            if name not in _NOT_SAID and (number in own or texts)
            else value
            for name, value in known.items()
        }
        if now != known:
            connection.execute(
                text("UPDATE step SET facts = :facts, facts_salt = '' WHERE number = :number"),
                {"facts": json.dumps(now, ensure_ascii=False), "number": number},
            )
    for number in sorted(own):
        connection.execute(
            text("UPDATE step SET lasting = 1 WHERE number = :number"), {"number": number}
        )


def _strings(reader: Reader, found: Trace) -> frozenset[str]:
    """All texts that the journal holds of the person: a label may have told one."""
    return frozenset(
        value
        for _word, _key, state in opened_of(reader, found.family)
        for value in state.values()
        if isinstance(value, str) and value
    )


def _fact(found: Trace, value: Any, said: frozenset[str] | None, erased: str) -> Any:
    if not isinstance(value, str):
        return value
    if said is not None:
        low = value.casefold()
        if value in said or any(part in low for part in found.naming.parts):
            return erased
    return found.naming.taken_out(value, erased)
