"""What the journal remembers of a person is sealed with a key of that person's own.

Destroying the key erases the values from all of the journal; the chain of hashes, which covers the
sealed text, still holds. The scheme is AES-SIV (RFC 5297): it needs no number used once, which a
library restored from a backup could use twice.

Records that are erased by themselves when their time is over (needs, hidden details …) are sealed
with a key of the record first and then with that of the person: either key gone, nobody reads them.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from planner.domain.retention import GROUP_OF_WORD
from planner.errors import OutOfDate
from planner.i18n import _
from planner.storage.reading import Reader, any_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

KEY_LENGTH: Final = 32
_TOGETHER: Final = 500
_OWN: Final = "own:"
"""Before what is sealed with the key of the record; not a sign of base64."""


class Erased(OutOfDate):
    """Values of a person who was erased: nobody can read them any more."""

    def __init__(self) -> None:
        super().__init__(
            _("This step holds values of a person who was erased."),
            _("They cannot be read any more. Nothing was changed."),
        )


class KeptNoLonger(Erased):
    """Values whose time was over, erased with the review of what is kept."""

    def __init__(self) -> None:
        OutOfDate.__init__(
            self,
            _("This step holds values that were erased because their time was over."),
            _("They cannot be read any more. Nothing was changed."),
        )


def keys_needed(changes: Iterable[tuple[str, str, str | None]]) -> list[str]:
    """The ids of the keys with which changes of word, id and person are sealed."""
    found: dict[str, None] = {}
    for word, key, person in changes:
        if person:
            found[person] = None
        if word in GROUP_OF_WORD:
            found[key] = None
    return list(found)


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
    """The keys of these people and records; those that have none yet are given one."""
    from planner.storage.many import insert_columns, table_of

    wanted = list(dict.fromkeys(person for person in people if person))
    found = known_keys(reader, wanted)
    new = [person for person in wanted if person not in found]
    if new:
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


class Sealer:
    """Seals and opens states of rows with the keys it was given."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV  # late: only where needed

        self._ciphers = {person: AESSIV(key) for person, key in keys.items()}

    def seal(self, person: str | None, word: str, key: str, state: str) -> str:
        """The state of one row as it may stand in the journal; "" stays."""
        if not state:
            return ""
        if word in GROUP_OF_WORD:
            state = _OWN + self._sealed(key, word, key, state)
        return self._sealed(person, word, key, state) if person else state

    def opened(self, person: str | None, word: str, key: str, state: str) -> str:
        """The state as JSON.

        :raises Erased: the key was destroyed. :raises KeptNoLonger: it was that of the record.
        """
        if is_sealed(state) and not state.startswith(_OWN):
            state = self._opened(person or "", word, key, state, Erased)
        if state.startswith(_OWN):
            state = self._opened(key, word, key, state.removeprefix(_OWN), KeptNoLonger)
        return state

    def _sealed(self, owner: str, word: str, key: str, state: str) -> str:
        sealed = self._ciphers[owner].encrypt(state.encode(), [word.encode(), key.encode()])
        return base64.b64encode(sealed).decode()

    def _opened(self, owner: str, word: str, key: str, state: str, gone: type[Erased]) -> str:
        from cryptography.exceptions import InvalidTag  # late: only where needed

        cipher = self._ciphers.get(owner)
        if cipher is None:
            raise gone
        try:
            return cipher.decrypt(base64.b64decode(state), [word.encode(), key.encode()]).decode()
        except InvalidTag as error:  # sealed with a key that was destroyed; a new one came later
            raise gone from error


def opened_changes(
    reader: Reader, rows: Iterable[tuple[str, str, str | None, str, str]]
) -> list[tuple[str, str, str, str]]:
    """Word, id, before and after of changes as JSON, from word, id, person, before and after.

    :raises Erased: one of them belongs to a person whose key was destroyed.
    """
    found = list(rows)
    if not any(is_sealed(row[3]) or is_sealed(row[4]) for row in found):
        return [(word, key, before, after) for word, key, _person, before, after in found]
    sealer = Sealer(known_keys(reader, keys_needed((row[0], row[1], row[2]) for row in found)))
    return [
        (
            word,
            key,
            sealer.opened(person, word, key, before),
            sealer.opened(person, word, key, after),
        )
        for word, key, person, before, after in found
    ]
