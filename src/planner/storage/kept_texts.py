"""Long texts that the journal only refers to: released plans and copies of visits.

They name many people, and a hash of a text that names somebody is enough to guess who it was: a text
that lost a name gets another id, and the journal the hash of what is there now.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from planner.storage.reading import Reader, any_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

HASH: Final = "content_hash"
"""The column beside it in each of these tables: SHA-256 of the text, hex."""
REFERRED: Final[Mapping[str, str]] = {"release": "content", "visit_copy": "content"}
"""The column of each table that the journal refers to by hash."""
_MARK: Final = "text:"
_TOGETHER: Final = 500


def name_of(content: str) -> str:
    """The id of a text."""
    return blake2b(content.encode(), digest_size=16).hexdigest()


def set_aside(word: str, state: str, texts: dict[str, str]) -> str:
    """The state with its long text replaced by a reference; the text goes into ``texts`` by hash."""
    column = REFERRED.get(word)
    if column is None or not state:
        return state
    values: dict[str, Any] = json.loads(state)
    content = values.get(column)
    if not content:
        return state
    name = name_of(content)
    texts[name] = content
    values[column] = _MARK + name
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def keep(connection: Connection, texts: Mapping[str, str]) -> None:
    from sqlalchemy import text

    for name, content in texts.items():
        connection.execute(
            text(
                "INSERT INTO kept_text(id, revision, content) VALUES (:id, 1, :content)"
                " ON CONFLICT (id) DO NOTHING"
            ),
            {"id": name, "content": content},
        )


def put_back(
    reader: Reader, changes: Iterable[tuple[str, str, str, str]]
) -> list[tuple[str, str, str, str]]:
    """Word, id, before and after, with every reference replaced by what it names."""
    found = list(changes)
    names = {
        name for word, _key, *states in found for state in states if (name := named(word, state))
    }
    if not names:
        return found
    texts: dict[str, str] = {}
    wanted = sorted(names)
    for start in range(0, len(wanted), _TOGETHER):
        clause, values = any_of("id", wanted[start : start + _TOGETHER])
        texts.update(
            (str(name), str(content))
            for name, content in reader.rows(
                f"SELECT id, content FROM kept_text WHERE {clause}", values
            )
        )
    return [
        (word, key, _resolved(word, before, texts), _resolved(word, after, texts))
        for word, key, before, after in found
    ]


def named(word: str, state: str) -> str:
    """The id of the text that a state refers to; empty where it refers to none."""
    column = REFERRED.get(word)
    if column is None or not state:
        return ""
    content = str(json.loads(state).get(column) or "")
    return content.removeprefix(_MARK) if content.startswith(_MARK) else ""


def _resolved(word: str, state: str, texts: Mapping[str, str]) -> str:
    name = named(word, state)
    if not name:
        return state
    values = json.loads(state)
    values[REFERRED[word]] = texts.get(name, "")
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def referring(word: str, state: str, name: str, content_hash: str) -> str:
    """The state with a reference to another text, and with its hash if it told one."""
    values = json.loads(state)
    values[REFERRED[word]] = _MARK + name
    return with_hash(json.dumps(values, ensure_ascii=False, separators=(",", ":")), content_hash)


def with_hash(state: str, content_hash: str) -> str:
    """The state with another hash, if it told one."""
    values = json.loads(state)
    if values.get(HASH):
        values[HASH] = content_hash
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def told_hash(state: str) -> str:
    """The hash that a state tells of its text."""
    return str(json.loads(state).get(HASH) or "")
