"""The journal as a chain: each step holds a hash over itself and over the one before it.

The hash covers the changes as they are stored, sealed, so it holds when a key is destroyed. Of the
facts of a step it covers a salted digest: without the salt they can be emptied and nothing guessed.

What it cannot tell: that the last steps are missing, for nothing follows them – the head in each
backup's manifest does; and what changes later, whether a step was taken back or is lasting.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from json import JSONEncoder
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from planner.storage.reading import ConnectionReader, Reader

if TYPE_CHECKING:
    from sqlalchemy import Connection

START: Final = "0" * 64
"""What the first step follows."""
EMPTY: Final = "{}"
"""Facts of which nothing is left. Only where somebody was erased may facts without a salt say more."""
_TOGETHER: Final = 500

_encode: Final = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Change = Sequence[str | None]
"""Word and id of the row, person and visit that it belongs to, before and after as stored."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A step that is not as it was written, or does not follow the one before it."""

    number: int


def new_salt() -> str:
    return secrets.token_hex(16)


def facts_digest(facts: str, salt: str) -> str:
    """What the chain holds of the facts of a step, hex."""
    return blake2b(facts.encode(), key=bytes.fromhex(salt), digest_size=16).hexdigest()


def link(
    before: str,
    *,
    number: int,
    label: str,
    at: dt.datetime,
    author: str,
    undoes: int | None,
    facts: str,
    changes: Iterable[Change],
) -> str:
    """The hash of a step, hex. ``facts`` is their salted digest; ``at`` is UTC without offset."""
    head = [before, number, label, at.isoformat(timespec="seconds"), author, undoes, facts]
    found = blake2b(_encode(head).encode(), digest_size=32)
    for change in changes:
        found.update(_encode(list(change)).encode())
    return found.hexdigest()


_STEPS: Final = (
    'SELECT number, label, "at", author, undoes, facts, facts_salt, facts_digest, chain FROM step'
    " WHERE number > :last ORDER BY number"
)
_CHANGES: Final = (
    'SELECT step_number, row_word, row_id, person_id, visit_id, "before", "after" FROM change'
    " WHERE step_number BETWEEN :first AND :last ORDER BY step_number, place"
)


def _moment(at: Any) -> dt.datetime:
    return dt.datetime.fromisoformat(at) if isinstance(at, str) else at


def _walk(reader: Reader, last: int) -> Iterator[tuple[tuple[Any, ...], list[Change]]]:
    """The steps after ``last``, in portions, each with its changes; a step as :data:`_STEPS` reads it."""
    while steps := reader.rows(f"{_STEPS} LIMIT {_TOGETHER}", {"last": last}):
        changes: dict[int, list[Change]] = {}
        window = {"first": steps[0][0], "last": steps[-1][0]}
        for number, *change in reader.rows(_CHANGES, window):
            changes.setdefault(number, []).append(change)
        for step in steps:
            yield step, changes.get(step[0], [])
        last = steps[-1][0]


def _link(before: str, step: tuple[Any, ...], digest: str, changes: Iterable[Change]) -> str:
    number, label, at, author, undoes, *_rest = step
    return link(
        before,
        number=number,
        label=label,
        at=_moment(at),
        author=author,
        undoes=undoes,
        facts=digest,
        changes=changes,
    )


def broken(reader: Reader) -> Iterator[Broken]:
    """The steps at which the chain does not hold; it goes on from what the broken one says it is."""
    head, last = START, 0
    # Who was erased, and what is gone for good, was taken out of labels.
    somebody = bool(
        reader.rows(
            "SELECT 1 FROM erasure UNION ALL"
            " SELECT 1 FROM library_fact WHERE id LIKE 'settled %' LIMIT 1"
        )
    )
    for step, changes in _walk(reader, 0):
        number, *_told, facts, salt, digest, chain = step
        told = facts_digest(facts, salt) == digest if salt else somebody or facts == EMPTY
        if chain != _link(head, step, digest, changes) or not told or number != last + 1:
            yield Broken(number)
        head, last = chain, number


def head(reader: Reader) -> tuple[int, str]:
    """Number and hash of the last step."""
    rows = reader.rows("SELECT number, chain FROM step ORDER BY number DESC LIMIT 1")
    return (int(rows[0][0]), str(rows[0][1])) if rows else (0, START)


def forge(connection: Connection) -> None:
    """Make the chain over a journal that has none yet, from its first step on."""
    reader = ConnectionReader(connection)
    salted = []
    for number, facts in reader.rows("SELECT number, facts FROM step ORDER BY number"):
        salt = new_salt()
        salted.append({"salt": salt, "digest": facts_digest(facts, salt), "number": number})
    if salted:
        connection.execute(
            text(
                "UPDATE step SET facts_salt = :salt, facts_digest = :digest WHERE number = :number"
            ),
            salted,
        )
        relink(connection, salted[0]["number"])


def relink(connection: Connection, number: int) -> None:
    """Link the chain anew from this step on, over what stands in the journal now; facts keep their digests."""
    reader = ConnectionReader(connection)
    rows = reader.rows("SELECT chain FROM step WHERE number = :before", {"before": number - 1})
    before = str(rows[0][0]) if rows else START
    linked = []
    for step, changes in _walk(reader, number - 1):
        before = _link(before, step, step[7], changes)
        linked.append({"chain": before, "number": step[0]})
    if linked:
        connection.execute(text("UPDATE step SET chain = :chain WHERE number = :number"), linked)
