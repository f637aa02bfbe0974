"""What neither the engine's check nor the digests of rows see: columns, contents kept by hash, keys, places."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b, sha256
from typing import Final

from planner.domain.retention import GROUP_OF_WORD
from planner.storage.reading import Reader, any_of
from planner.storage.schema import ROWS
from planner.storage.sealing import (
    Erased,
    KeptNoLonger,
    Sealer,
    Unreadable,
    keys_needed,
    known_keys,
)

_TOGETHER: Final = 500
_HEX: Final = frozenset("0123456789abcdef")
_LATEST: Final = (
    'SELECT row_word, row_id, person_id, "before", "after", max(step_number) FROM change'
)
"""SQLite takes the other columns from the row that has the greatest number."""
_LONGEST: Final = 20
"""Contents of files that are read at once: they may be large."""


def unsound(reader: Reader) -> Iterator[str]:
    """What is not as it was written, by table and id, never by value; of a library of this format."""
    yield from _columns(reader)
    yield from _places(reader)
    yield from _texts(reader)
    yield from _files(reader)
    yield from _keys(reader)


def _columns(reader: Reader) -> Iterator[str]:
    """A table without rows has no digest that would tell that one of its columns has another name."""
    for word in sorted(ROWS):
        there = {str(row[1]) for row in reader.rows(f'PRAGMA table_info("{word}")')}
        if there != {column.name for column in ROWS[word].__table__.columns}:
            yield f"columns of {word}"


def _places(reader: Reader) -> Iterator[str]:
    """The order of changes within a step, and which step took which back: the chain says neither."""
    wrong = reader.rows(
        "SELECT step_number FROM change GROUP BY step_number"
        " HAVING min(place) != 0 OR max(place) != count(*) - 1 OR sum(place) != count(*) * (count(*) - 1) / 2"
    )
    wrong += reader.rows(
        "SELECT taken.number FROM step AS taken LEFT JOIN step AS back ON back.number = taken.undone_by"
        " WHERE taken.undone_by IS NOT NULL AND back.undoes IS NOT taken.number"
        " OR taken.lasting NOT IN (0, 1)"
    )
    for (number,) in wrong:
        yield f"order of step {number}"


def _texts(reader: Reader) -> Iterator[str]:
    """Texts to which the journal refers; where somebody was erased, a name was taken out of some."""
    if reader.rows("SELECT 1 FROM erasure LIMIT 1"):
        return
    last = ""
    while rows := reader.rows(
        f"SELECT id, content FROM kept_text WHERE id > :last ORDER BY id LIMIT {_TOGETHER}",
        {"last": last},
    ):
        for key, content in rows:
            if blake2b(str(content).encode(), digest_size=16).hexdigest() != key:
                yield f"kept_text {key}"
        last = str(rows[-1][0])


def _files(reader: Reader) -> Iterator[str]:
    last = ""
    while rows := reader.rows(
        "SELECT id, file_hash, size, data FROM stored_file WHERE id > :last"
        f" ORDER BY id LIMIT {_LONGEST}",
        {"last": last},
    ):
        for key, name, size, data in rows:
            content = bytes(data) if isinstance(data, bytes | memoryview) else str(data).encode()
            if sha256(content).hexdigest() != name or len(content) != size:
                yield f"stored_file {key}"
        last = str(rows[-1][0])


def _keys(reader: Reader) -> Iterator[str]:
    """Each key is tried at the latest change that it opens; one that opens nothing has nothing to lose."""
    last = ""
    while rows := reader.rows(
        f"SELECT id, secret FROM person_key WHERE id > :last ORDER BY id LIMIT {_TOGETHER}",
        {"last": last},
    ):
        good = {str(key): bytes.fromhex(secret) for key, secret in rows if _is_key(str(secret))}
        yield from (f"person_key {key}" for key, _secret in rows if str(key) not in good)
        if good:
            yield from _not_opened(reader, good)
        last = str(rows[-1][0])


def _is_key(secret: str) -> bool:
    return len(secret) == 64 and not set(secret) - _HEX


def _not_opened(reader: Reader, keys: dict[str, bytes]) -> Iterator[str]:
    """Keys of people are named in a column; those of records that are erased by themselves are not."""
    clause, values = any_of("person_id", list(keys))
    sealed = reader.rows(f"{_LATEST} WHERE {clause} GROUP BY person_id", values)
    of_records = set(keys) - {str(row[2]) for row in sealed}
    if of_records:
        words, known = any_of("row_word", sorted(GROUP_OF_WORD), "word")
        clause, values = any_of("row_id", sorted(of_records))
        sealed += reader.rows(
            f"{_LATEST} WHERE {words} AND {clause} GROUP BY row_id", {**known, **values}
        )
    changes = [row[:5] for row in sealed]
    others = [key for key in keys_needed(changes) if key not in keys]
    try:
        sealer = Sealer({**known_keys(reader, others), **keys})
    except ValueError:  # another key is none: it is told in its own turn
        return
    for word, key, person, before, after in changes:
        try:
            sealer.opened(person, word, key, after or before)
        except KeptNoLonger:
            if key in keys:
                yield f"person_key {key}"
        except Erased:
            continue  # the key of somebody else was destroyed
        except Unreadable:
            yield f"person_key {person or key}"
