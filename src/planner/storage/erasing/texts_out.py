"""The person out of the texts that the journal refers to, and out of their ids and hashes.

From the hash of a text and the text without a name the name can be guessed: a text that changes is
kept under the id that is made of what is left, and each reference is written anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from planner.storage import kept_texts
from planner.storage.erasing.contents import Cleaning
from planner.storage.erasing.tracing import Trace
from planner.storage.reading import Reader, any_of
from planner.storage.sealing import is_sealed

if TYPE_CHECKING:
    from sqlalchemy import Connection

OTHER: Final = "-"
"""For the hash of another text: a version that had been changed stays a changed one."""


@dataclass(frozen=True, slots=True)
class _Renamed:
    """``was`` is the SHA-256 of the text before, as far as it is known; ``now`` of what is left."""

    name: str
    was: str
    now: str


def take_out(
    connection: Connection, reader: Reader, found: Trace, cleaning: Cleaning
) -> tuple[int, int | None]:
    """How many texts lost the person, and the first step whose entries were written anew for it.

    The journal has to be open for writing. Texts that an older version cleaned get their ids, too.
    """
    marks = (*found.family, *found.delegates)

    def without(_key: str, content: str) -> str:
        if any(mark in content for mark in marks) or found.naming.may_be_in(content):
            return cleaning.content(content)
        return content

    return write_anew(connection, reader, without)


def write_anew(
    connection: Connection, reader: Reader, without: Callable[[str, str], str]
) -> tuple[int, int | None]:
    """The same for any reason: ``without`` gives what is left of a text, from its id and the text."""
    renamed: dict[str, _Renamed] = {}
    count = 0
    for (key,) in reader.rows("SELECT id FROM kept_text ORDER BY id"):
        ((content,),) = reader.rows("SELECT content FROM kept_text WHERE id = :id", {"id": key})
        now = without(key, content)
        name = kept_texts.name_of(now)
        count += now != content
        if name != key:
            is_first = kept_texts.name_of(content) == key
            renamed[key] = _Renamed(name, _sha256(content) if is_first else "", _sha256(now))
            _keep_as(connection, reader, key, name, now)
    return count, _tell_again(connection, reader, renamed)


def _keep_as(connection: Connection, reader: Reader, key: str, name: str, content: str) -> None:
    if reader.rows("SELECT 1 FROM kept_text WHERE id = :id", {"id": name}):
        connection.execute(text("DELETE FROM kept_text WHERE id = :id"), {"id": key})
        return
    connection.execute(
        text("UPDATE kept_text SET id = :name, content = :content WHERE id = :id"),
        {"name": name, "content": content, "id": key},
    )


def _tell_again(connection: Connection, reader: Reader, renamed: dict[str, _Renamed]) -> int | None:
    if not renamed:
        return None
    hashes = {one.was: one.now for one in renamed.values() if one.was}
    clause, values = any_of("row_word", sorted(kept_texts.REFERRED))
    first: int | None = None
    for number, step, word, *states in reader.rows(
        f'SELECT id, step_number, row_word, "before", "after" FROM change WHERE {clause}', values
    ):
        before, after = (_said(word, state, renamed, hashes) for state in states)
        if [before, after] == states:
            continue
        first = int(step) if first is None else min(first, int(step))
        connection.execute(
            text('UPDATE change SET "before" = :before, "after" = :after WHERE id = :id'),
            {"id": number, "before": before, "after": after},
        )
    return first


def _said(word: str, state: str, renamed: dict[str, _Renamed], hashes: dict[str, str]) -> str:
    if not state or is_sealed(state):
        return state
    told = kept_texts.told_hash(state)
    now = renamed.get(kept_texts.named(word, state))
    if now is None:  # of an entry that changed nothing else
        return kept_texts.with_hash(state, hashes[told]) if told in hashes else state
    is_intact = told == now.was or not now.was
    return kept_texts.referring(word, state, now.name, now.now if is_intact else OTHER)


def _sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
