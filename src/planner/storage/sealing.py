"""What the journal remembers of a person is sealed with a key of that person's own.

Destroying the key erases the values from all of the journal; the chain of hashes, which covers the
sealed text, still holds. What belongs to several people is sealed with the key of each, one within
the other: it goes with the first of them. The scheme is AES-SIV (RFC 5297): it needs no number used once, which a
library restored from a backup could use twice.

Records that are erased by themselves when their time is over (needs, hidden details …) are sealed
with a key of the record first and then with that of the person: either key gone, nobody reads them.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from planner.domain.retention import GROUP_OF_WORD
from planner.errors import OutOfDate
from planner.i18n import _
from planner.storage.reading import Reader, any_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

KEY_LENGTH: Final = 32
_TOGETHER: Final = 500
_OWN: Final = "own"
"""Stands for the record itself among those whose keys seal a state."""
_FIRST: Final = "*"
"""Stands for the person whom the journal names in a column."""
_MARK: Final = "|"
"""Between those whose keys seal a state, but for the person in the column, and the sealed text."""


class Unreadable(OutOfDate):
    """A sealed state that its key does not open: it was changed from outside, or the key was."""

    def __init__(self) -> None:
        super().__init__(
            _("The history is damaged here: a value cannot be read any more."),
            _("Nothing was changed. Check the library; a backup may have the value."),
        )


class Erased(Unreadable):
    """Values of a person who was erased: nobody can read them any more."""

    def __init__(self) -> None:
        OutOfDate.__init__(
            self,
            _("This step holds values of a person who was erased."),
            _("They cannot be read any more. Nothing was changed."),
        )


class KeptNoLonger(Erased):
    """Values whose time was over or that somebody removed: the key of their record was destroyed."""

    def __init__(self) -> None:
        OutOfDate.__init__(
            self,
            _("This step holds values that are kept no longer: removed, or their time was over."),
            _("They cannot be read any more. Nothing was changed."),
        )


def keys_needed(changes: Iterable[tuple[str, str, str | None, str, str]]) -> list[str]:
    """The ids of the keys with which changes are sealed, from word, id, person, before and after."""
    found: dict[str, None] = {}
    for _word, key, person, *states in changes:
        for state in states:
            if is_sealed(state):
                for one in _owners(person, state):
                    found[key if one == _OWN else one] = None
    return list(found)


def sealed_by(word: str, people: Sequence[str]) -> tuple[str, ...]:
    """Who seals a record of this word that belongs to these people, the innermost first."""
    return (_OWN, *people) if word in GROUP_OF_WORD else tuple(people)


def keys_to_seal(rows: Iterable[tuple[str, str, Sequence[str]]]) -> list[str]:
    """The ids of the keys that seal records of word, id and people."""
    found: dict[str, None] = {}
    for word, key, people in rows:
        found.update(dict.fromkeys(key if one == _OWN else one for one in sealed_by(word, people)))
    return list(found)


def _owners(person: str | None, state: str) -> list[str]:
    """Those whose keys seal a state, the innermost first: its first person stands in the column."""
    named = state.rpartition(_MARK)[0].split(",")
    return [person or "" if one == _FIRST else one for one in named if one]


def owners_of(person: str | None, state: str) -> list[str]:
    """The people whose keys seal a state; ``person`` is the one whom the journal names in a column."""
    return [one for one in _owners(person, state) if one != _OWN] if is_sealed(state) else []


def is_sealed(state: str) -> bool:
    """Whether this is a sealed state and not JSON or "" (was not there)."""
    return bool(state) and not state.startswith("{")


def known_keys(reader: Reader, people: Iterable[str | None]) -> dict[str, bytes]:
    """The keys of those people, or records, that have one."""
    wanted = list(dict.fromkeys(person for person in people if person))
    found: dict[str, bytes] = {}
    for start in range(0, len(wanted), _TOGETHER):
        clause, values = any_of("id", wanted[start : start + _TOGETHER])
        for person, secret in reader.rows(
            f"SELECT id, secret FROM person_key WHERE {clause}", values
        ):
            found[str(person)] = bytes.fromhex(secret)
    return found


def keys_for(
    connection: Connection, reader: Reader, people: Iterable[str | None]
) -> dict[str, bytes]:
    """The keys of these people and records; those that have none yet are given one.

    :raises Erased: somebody would write of a person who was erased.
    """
    from planner.storage.many import insert_columns, table_of

    wanted = list(dict.fromkeys(person for person in people if person))
    found = known_keys(reader, wanted)
    new = [person for person in wanted if person not in found]
    if new:
        _refuse_erased(reader, new)
        random = os.urandom(KEY_LENGTH * len(new))
        for place, person in enumerate(new):
            found[person] = random[place * KEY_LENGTH : (place + 1) * KEY_LENGTH]
        insert_columns(
            connection,
            table_of("person_key"),
            {
                "id": new,
                "revision": [1] * len(new),
                "secret": [found[person].hex() for person in new],
            },
        )
    return found


def _refuse_erased(reader: Reader, people: list[str]) -> None:
    for start in range(0, len(people), _TOGETHER):
        clause, values = any_of("person_id", people[start : start + _TOGETHER])
        if reader.rows(f"SELECT 1 FROM erasure WHERE {clause}", values):
            raise Erased


class Sealer:
    """Seals and opens states of rows with the keys it was given."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        from cryptography.exceptions import InvalidTag  # late: only where needed
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV

        self._invalid = InvalidTag
        self._ciphers = {owner: AESSIV(key) for owner, key in keys.items()}

    def seal(self, people: Sequence[str], word: str, key: str, state: str) -> str:
        """The state of one row as it may stand in the journal; "" stays, and what is nobody's.

        In front of the sealed text stand those who sealed it; of the people the first is a star, for
        the journal names it in a column.
        """
        owners = sealed_by(word, people)
        if not state or not owners:
            return state
        sealed, about = state.encode(), [word.encode(), key.encode()]
        for owner in owners:
            sealed = self._ciphers[key if owner == _OWN else owner].encrypt(sealed, about)
        first = people[0] if people else ""
        named = ",".join(_FIRST if owner == first else owner for owner in owners)
        return named + _MARK + base64.b64encode(sealed).decode()

    def seal_again(self, person: str | None, key: str, word: str, state: str, former: str) -> str:
        """Another state, sealed by those who sealed the ``former`` one."""
        owners = _owners(person, former)
        return self.seal([one for one in owners if one != _OWN], word, key, state)

    def opened(self, person: str | None, word: str, key: str, state: str) -> str:
        """The state as JSON.

        :raises Erased: a key was destroyed. :raises KeptNoLonger: it was that of the record.
        :raises Unreadable: the state is not what was sealed.
        """
        if not is_sealed(state):
            return state
        about = [word.encode(), key.encode()]
        try:
            sealed = base64.b64decode(state.rpartition(_MARK)[2], validate=True)
            for owner in reversed(_owners(person, state)):
                sealed = self._opened(owner, key, sealed, about)
            return sealed.decode()
        except (self._invalid, ValueError) as error:
            raise Unreadable from error

    def _opened(self, owner: str, key: str, sealed: bytes, about: list[bytes]) -> bytes:
        cipher = self._ciphers.get(key if owner == _OWN else owner)
        if cipher is None:
            raise KeptNoLonger if owner == _OWN else Erased
        try:
            return cipher.decrypt(sealed, about)
        except self._invalid as error:
            if owner != _OWN:
                raise
            raise KeptNoLonger from error  # its key was destroyed; the record came again later


def opened_changes(
    reader: Reader, rows: Iterable[tuple[str, str, str | None, str, str]]
) -> list[tuple[str, str, str, str]]:
    """Word, id, before and after of changes as JSON, from word, id, person, before and after.

    :raises Erased: one of them belongs to a person whose key was destroyed.
    """
    found = list(rows)
    if not any(is_sealed(row[3]) or is_sealed(row[4]) for row in found):
        return [(word, key, before, after) for word, key, _person, before, after in found]
    sealer = Sealer(known_keys(reader, keys_needed(found)))
    return [
        (
            word,
            key,
            sealer.opened(person, word, key, before),
            sealer.opened(person, word, key, after),
        )
        for word, key, person, before, after in found
    ]
