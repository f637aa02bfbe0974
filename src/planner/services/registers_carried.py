"""Registers that a restore does not set back: what left the house, look-ups, corrections and requests.

They say what was done with data of people. Putting an older file in place undoes none of it, so that
it comes along, unlike everything else that was written since the backup.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from planner.domain.data_rights import Correction, DataRequest, LookUp
from planner.domain.privacy import Disclosure, DisclosureSubject
from planner.domain.words import Word
from planner.storage import reading
from planner.storage.reading import Reader

if TYPE_CHECKING:
    from planner.storage.ending import Written
    from planner.storage.engine import Library

REGISTERS: Final[tuple[type[Any], ...]] = (
    Disclosure,
    DisclosureSubject,
    LookUp,
    Correction,
    DataRequest,
)
"""A file before whom it was about."""
_CHANGING: Final = frozenset({Disclosure, DataRequest})
"""Of these a record may be otherwise by now: a recipient was named, a request answered."""


@dataclass(frozen=True, kw_only=True)
class Carried:
    """Records of the registers that a backup does not have, or has otherwise.

    ``secrets`` are the keys of prints among them; ``lone`` are requests of people whom the backup
    does not know: they stay in what is replaced.
    """

    new: tuple[Word, ...] = ()
    other: tuple[Word, ...] = ()
    lone: tuple[DataRequest, ...] = ()
    secrets: tuple[tuple[str, str], ...] = ()

    @property
    def count(self) -> int:
        """Without the lines of who stood in a file: that is one entry with it."""
        return sum(not isinstance(one, DisclosureSubject) for one in (*self.new, *self.other))


def to_carry(now: Reader, then: Reader) -> Carried:
    """What ``now`` has in its registers and ``then``, a backup of the same format, has not."""
    new: list[Word] = []
    other: list[Word] = []
    for kind in REGISTERS:
        held = _digests(now, kind)
        known = _digests(then, kind)
        new += reading.having(now, kind, "id", [key for key in held if key not in known])
        if kind in _CHANGING:
            changed = [key for key, mark in held.items() if known.get(key, mark) != mark]
            other += reading.having(now, kind, "id", changed)
    asked = [one.person_id for one in new if isinstance(one, DataRequest) and one.person_id]
    there = set(_there(then, asked))
    lone = tuple(
        one
        for one in new
        if isinstance(one, DataRequest) and one.person_id and one.person_id not in there
    )
    wanted = [one.id for one in new if isinstance(one, DisclosureSubject)]
    return Carried(
        new=tuple(one for one in new if one not in lone),
        other=tuple(other),
        lone=lone,
        secrets=tuple(_secrets(now, wanted)),
    )


def carry(library: Library, found: Carried, at: dt.datetime) -> None:
    """Write them into the restored library, past its journal: no undo reaches them there either.

    ``at`` is aware.
    """
    from planner.storage import unit_of_work
    from planner.storage.many import insert_columns, table_of

    if not found.new and not found.other:
        return
    written: list[Written] = []
    with unit_of_work.begin(
        library, "", {}, at=at, author="", result=written, journalled=False
    ) as work:
        for kind in REGISTERS:  # a file before its lines
            if several := [one for one in found.new if isinstance(one, kind)]:
                work.add_many(several)
        for one in found.other:
            here = work.get(type(one), one.id)
            if isinstance(one, DataRequest) and isinstance(here, DataRequest):
                one = replace(one, person_id=here.person_id)  # of before a merge, or after it
            work.put(one)
        known = {key for key, _secret in _secrets(work, [key for key, _ in found.secrets])}
        if fresh := [pair for pair in found.secrets if pair[0] not in known]:
            keys, secrets = zip(*fresh, strict=True)
            columns: dict[str, Sequence[Any]] = {
                "id": keys, "revision": [1] * len(keys), "secret": secrets,
            }  # fmt: skip
            insert_columns(work.connection, table_of("person_key"), columns)


def _digests(reader: Reader, kind: type[Any]) -> dict[str, bytes]:
    return {str(key): mark for key, mark in reader.rows(f'SELECT id, digest FROM "{kind.WORD}"')}


def _there(reader: Reader, people: Sequence[str]) -> list[str]:
    found: list[str] = []
    for start in range(0, len(people), 400):
        clause, values = reading.any_of("id", people[start : start + 400])
        found += [row[0] for row in reader.rows(f"SELECT id FROM person WHERE {clause}", values)]
    return found


def _secrets(reader: Reader, keys: Sequence[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for start in range(0, len(keys), 400):
        clause, values = reading.any_of("id", keys[start : start + 400])
        sql = f"SELECT id, secret FROM person_key WHERE {clause}"
        found += [(str(key), str(secret)) for key, secret in reader.rows(sql, values)]
    return found
