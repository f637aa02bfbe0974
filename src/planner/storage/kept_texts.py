"""Long texts that the journal only refers to: released plans and copies of visits.

They name many people. Outside the journal a name can be taken out of them, and the chain still holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from planner.storage.reading import Reader, any_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

REFERRED: Final[Mapping[str, str]] = {"release": "content", "visit_copy": "content"}
"""The column of each table that the journal refers to by hash."""
_MARK: Final = "text:"
_TOGETHER: Final = 500


def set_aside(word: str, state: str, texts: dict[str, str]) -> str:
    """The state with its long text replaced by a reference; the text goes into ``texts`` by hash."""
    column = REFERRED.get(word)
    if column is None or not state:
        return state
    values: dict[str, Any] = json.loads(state)
    content = values.get(column)
    if not content:
        return state
    name = blake2b(content.encode(), digest_size=16).hexdigest()
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
        name for word, _key, *states in found for state in states if (name := _named(word, state))
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


def _named(word: str, state: str) -> str:
    column = REFERRED.get(word)
    if column is None or not state:
        return ""
    content = str(json.loads(state).get(column) or "")
    return content.removeprefix(_MARK) if content.startswith(_MARK) else ""


def _resolved(word: str, state: str, texts: Mapping[str, str]) -> str:
    name = _named(word, state)
    if not name:
        return state
    values = json.loads(state)
    values[REFERRED[word]] = texts.get(name, "")
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
