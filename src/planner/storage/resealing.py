"""Digests, seals and the chain over a library that was brought up to date past the unit of work."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from planner.domain.retention import GROUP_OF_WORD
from planner.storage import chain, digests
from planner.storage.belonging import Belonging, link_columns
from planner.storage.journal import Recorder, RowChange
from planner.storage.kept_texts import REFERRED, keep, set_aside
from planner.storage.reading import ConnectionReader
from planner.storage.sealing import Sealer, keys_for, keys_to_seal

if TYPE_CHECKING:
    from sqlalchemy import Connection

_GUARDS: Final = {
    "change_is_not_updated": "BEFORE UPDATE ON change",
    "change_is_not_deleted": "BEFORE DELETE ON change",
}
"""Triggers of ours in a SQLite library, with what they refuse: the journal only grows."""

TRIGGERS: Final = frozenset(_GUARDS)


def reseal(connection: Connection) -> None:
    """Bring everything that guards the rows in line with them; what is right already stays.

    A journal that has a chain is left as it is, whole or broken: only one from before there were
    chains is given one.
    """
    reader = ConnectionReader(connection)
    ((unlinked, linked),) = reader.rows(
        "SELECT count(CASE WHEN chain = '' THEN 1 END), count(CASE WHEN chain <> '' THEN 1 END)"
        " FROM step"
    )
    if unlinked and not linked:
        unguard(connection)
        _seal_journal(connection, reader)
        chain.forge(connection)
    digests.seal_all(connection)
    guard(connection)


def guard(connection: Connection) -> None:
    """From now on the journal only grows."""
    if connection.dialect.name == "sqlite":
        for name, when in _GUARDS.items():
            connection.exec_driver_sql(
                f"CREATE TRIGGER IF NOT EXISTS {name} {when}"
                " BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END"
            )


def unguard(connection: Connection) -> None:
    """Until :func:`guard`, in one transaction, for what the law wants out of the journal."""
    if connection.dialect.name == "sqlite":
        for name in _GUARDS:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")


_CHANGES: Final = (
    'SELECT id, row_word, row_id, "before", "after" FROM change WHERE id > :last ORDER BY id'
    " LIMIT 2000"
)


def _portions(reader: ConnectionReader) -> Iterator[list[tuple[Any, ...]]]:
    last = ""
    while rows := reader.rows(_CHANGES, {"last": last}):
        yield rows
        last = rows[-1][0]


def _seal_journal(connection: Connection, reader: ConnectionReader) -> None:
    """A journal of before there were keys: says whose each change is, and seals it."""
    belonging = Belonging(reader, _links_then(reader))
    for rows in _portions(reader):
        texts: dict[str, str] = {}
        owned = []
        for number, word, key, before, after in rows:
            states = [json.loads(state) if state else None for state in (after, before)]
            owners = belonging.of(word, key, belonging.known(word, key), *states)
            if word in REFERRED:
                before, after = set_aside(word, before, texts), set_aside(word, after, texts)
            if owners.people or owners.visit or word in REFERRED or word in GROUP_OF_WORD:
                owned.append((number, word, key, owners, before, after))
        keep(connection, texts)
        needed = keys_to_seal((row[1], row[2], row[3].people) for row in owned)
        sealer = Sealer(keys_for(connection, reader, needed))
        for number, word, key, owners, before, after in owned:
            connection.execute(
                _SEALED,
                {
                    "id": number,
                    "person": owners.people[0] if owners.people else None,
                    "visit": owners.visit,
                    "before": sealer.seal(owners.people, word, key, before),
                    "after": sealer.seal(owners.people, word, key, after),
                },
            )


_SEALED: Final = text(
    "UPDATE change SET person_id = :person, visit_id = :visit,"
    ' "before" = :before, "after" = :after WHERE id = :id'
)


def _links_then(reader: ConnectionReader) -> Recorder:
    """What every row of the journal was linked to: some of them are gone by now."""
    known = Recorder()
    for rows in _portions(reader):
        for _id, word, key, before, after in rows:
            wanted = link_columns(word)
            change = known.changes.setdefault((word, key), RowChange(word, key, None, {}))
            assert change.after is not None
            for state in (before, after):
                for name, value in (json.loads(state) if state else {}).items():
                    if name in wanted:
                        change.after[name] = value
    return known
