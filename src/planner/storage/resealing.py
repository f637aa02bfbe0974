"""Digests, seals and the chain over a library that was brought up to date past the unit of work."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from planner.domain.retention import GROUP_OF_WORD
from planner.storage import chain, digests
from planner.storage.belonging import Belonging
from planner.storage.journal import Recorder, RowChange
from planner.storage.kept_texts import REFERRED, keep, set_aside
from planner.storage.reading import ConnectionReader
from planner.storage.sealing import Sealer, keys_for, keys_needed

if TYPE_CHECKING:
    from sqlalchemy import Connection

_GUARDS: Final = {
    "change_is_not_updated": "BEFORE UPDATE ON change",
    "change_is_not_deleted": "BEFORE DELETE ON change",
}
"""Triggers of ours in a SQLite library, with what they refuse: the journal only grows."""

TRIGGERS: Final = frozenset(_GUARDS)


def reseal(connection: Connection) -> None:
    """Bring everything that guards the rows in line with them; what is right already stays."""
    reader = ConnectionReader(connection)
    if reader.rows("SELECT 1 FROM step WHERE chain = '' LIMIT 1"):
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


_CHANGES: Final = 'SELECT id, row_word, row_id, "before", "after" FROM change ORDER BY id'


def _seal_journal(connection: Connection, reader: ConnectionReader) -> None:
    """A journal of before there were keys: says whose each change is, and seals it."""
    rows = reader.rows(_CHANGES)
    known = Recorder()
    for _id, word, key, before, after in rows:
        change = known.changes.setdefault((word, key), RowChange(word, key, None, {}))
        assert change.after is not None
        for state in (before, after):
            change.after.update(json.loads(state) if state else {})
    belonging = Belonging(reader, known)
    texts: dict[str, str] = {}
    owned = []
    for number, word, key, before, after in rows:
        values = known.changes[word, key].after or {}
        person, visit = belonging.of(word, key, values)
        states = (before, after)
        if word in REFERRED:
            states = (set_aside(word, before, texts), set_aside(word, after, texts))
        if person or visit or word in REFERRED or word in GROUP_OF_WORD:
            owned.append((number, word, key, person, visit, *states))
    keep(connection, texts)
    needed = keys_needed((row[1], row[2], row[3]) for row in owned)
    sealer = Sealer(keys_for(connection, reader, needed)) if needed else None
    for number, word, key, person, visit, before, after in owned:
        if sealer is not None:
            before = sealer.seal(person, word, key, before)
            after = sealer.seal(person, word, key, after)
        connection.execute(
            text(
                "UPDATE change SET person_id = :person, visit_id = :visit,"
                ' "before" = :before, "after" = :after WHERE id = :id'
            ),
            {
                "id": number,
                "person": person,
                "visit": visit,
                "before": before,
                "after": after,
            },
        )
