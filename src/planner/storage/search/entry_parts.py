"""What entries are made of: rows by their record, ways to reach somebody, and what sources say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from planner.domain.people import ContactKind
from planner.domain.searching import searchable
from planner.storage.reading import Reader, any_of


@dataclass(frozen=True)
class Entry:
    """One line of an answer, and the text by which it is found."""

    title: str
    detail: str
    text: str
    visit_id: str | None = None


_LONGEST: Final = 12_000
"""Signs of a pasted text by which its source is found."""
Rows = dict[str, list[tuple[Any, ...]]]
FACTS: Final = 300
"""Statements of sources by which one record is found."""
_PHONE: Final = ContactKind.PHONE.value


def by_key(reader: Reader, sql: str, column: str, keys: Sequence[str], more: str = "") -> Rows:
    """All rows of ``sql`` by their first column."""
    found: Rows = {}
    clause, values = any_of(column, keys)
    for row in reader.rows(f"{sql} WHERE {clause}{more}", values):
        found.setdefault(row[0], []).append(row[1:])
    return found


def ways_of(reader: Reader, owner: str, keys: Sequence[str]) -> tuple[Rows, Rows]:
    """Phone numbers and other addresses, by whose they are."""
    phones: Rows = {}
    others: Rows = {}
    rows = by_key(
        reader, f"SELECT {owner}, kind, value, normal FROM contact_point", owner, keys, ""
    )
    for key, points in rows.items():
        for kind, value, normal in points:
            side = phones if kind == _PHONE else others
            side.setdefault(key, []).append((value, normal))
    return phones, others


def cited_of(reader: Reader, word: str, keys: Sequence[str]) -> dict[str, list[str]]:
    """What sources say of these records: a fact is found by its words."""
    rows = by_key(
        reader,
        "SELECT subject_id, fact, value FROM citation",
        "subject_id",
        keys,
        f" AND subject_kind = '{word}'",
    )
    return {key: flat(said)[: 2 * FACTS] for key, said in rows.items()}


def flat(rows: Iterable[Iterable[Any]]) -> list[str]:
    return [str(part) for row in rows for part in row if part]


def called(reader: Reader, rows: Rows) -> dict[str, list[str]]:
    """What the countries are called whose codes stand in these rows, in every language that is kept."""
    codes = sorted({str(code) for found in rows.values() for (code,) in found if code})
    names = by_key(
        reader, "SELECT id, name, name_da, name_de, name_native FROM country", "id", codes
    )
    return {
        key: flat([names.get(code, [()])[0] for (code,) in found]) for key, found in rows.items()
    }


def words_once(text: str) -> str:
    """The words of a long text, each once; of a very long one the first."""
    found = " ".join(dict.fromkeys(searchable(text).split()))
    return found[:_LONGEST].rsplit(" ", 1)[0] if len(found) > _LONGEST else found
