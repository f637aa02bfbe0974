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

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from planner.storage.reading import Reader

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


def broken(reader: Reader) -> Iterator[Broken]:
    """The steps at which the chain does not hold; it goes on from what the broken one says it is."""
    head, last = START, 0
    somebody = bool(reader.rows("SELECT 1 FROM erasure LIMIT 1"))
    while steps := reader.rows(f"{_STEPS} LIMIT {_TOGETHER}", {"last": last}):
        changes: dict[int, list[Change]] = {}
        window = {"first": steps[0][0], "last": steps[-1][0]}
        for number, *change in reader.rows(_CHANGES, window):
            changes.setdefault(number, []).append(change)
        for number, label, at, author, undoes, facts, salt, digest, chain in steps:
            expected = link(
                head,
                number=number,
                label=label,
                at=_moment(at),
                author=author,
                undoes=undoes,
                facts=digest,
                changes=changes.get(number, ()),
            )
            told = facts_digest(facts, salt) == digest if salt else somebody or facts == EMPTY
            if chain != expected or not told or number != last + 1:
                yield Broken(number)
            head, last = chain, number


def head(reader: Reader) -> tuple[int, str]:
    """Number and hash of the last step."""
    rows = reader.rows("SELECT number, chain FROM step ORDER BY number DESC LIMIT 1")
    return (int(rows[0][0]), str(rows[0][1])) if rows else (0, START)


def forge(connection: Connection) -> None:
    """Make the chain over a journal that has none yet, from its first step on."""
    before = START
    steps = connection.execute(text(_STEPS), {"last": 0}).all()
    for number, label, at, author, undoes, facts, _salt, _digest, _chain in steps:
        changes = connection.execute(text(_CHANGES), {"first": number, "last": number}).all()
        salt = new_salt()
        digest = facts_digest(facts, salt)
        before = link(
            before,
            number=number,
            label=label,
            at=_moment(at),
            author=author,
            undoes=undoes,
            facts=digest,
            changes=[change[1:] for change in changes],
        )
        connection.execute(
            text(
                "UPDATE step SET facts_salt = :salt, facts_digest = :digest, chain = :chain"
                " WHERE number = :number"
            ),
            {"salt": salt, "digest": digest, "chain": before, "number": number},
        )


def relink(connection: Connection, number: int) -> None:
    """Link the chain anew from this step on, over what stands in the journal now; facts keep their digests."""
    rows = connection.execute(
        text("SELECT chain FROM step WHERE number = :before"), {"before": number - 1}
    ).all()
    before, last = (rows[0][0] if rows else START), number - 1
    while steps := connection.execute(text(f"{_STEPS} LIMIT {_TOGETHER}"), {"last": last}).all():
        changes: dict[int, list[Change]] = {}
        window = {"first": steps[0][0], "last": steps[-1][0]}
        for step, *change in connection.execute(text(_CHANGES), window):
            changes.setdefault(step, []).append(change)
        linked = []
        for last, label, at, author, undoes, _facts, _salt, digest, _chain in steps:
            before = link(
                before,
                number=last,
                label=label,
                at=_moment(at),
                author=author,
                undoes=undoes,
                facts=digest,
                changes=changes.get(last, ()),
            )
            linked.append({"chain": before, "number": last})
        connection.execute(text("UPDATE step SET chain = :chain WHERE number = :number"), linked)
