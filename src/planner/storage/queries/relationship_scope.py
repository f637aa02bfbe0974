"""The other side of a relationship in SQL: which organisations and people belong to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from planner.domain.relationship import Counterpart
from planner.storage.reading import Reader, any_of

Named = Callable[[str], str]
"""What a country is called, by its code."""
OF_COUNTRY: Final = "SELECT id FROM organisation WHERE country = :with"
OF_HOUSE: Final = (
    "WITH RECURSIVE tree(id) AS (SELECT id FROM organisation WHERE id = :with"
    " UNION SELECT o.id FROM organisation o JOIN tree t ON o.parent_id = t.id OR o.successor_id = t.id)"
    " SELECT id FROM tree"
)
_THEIR_PEOPLE: Final = (
    "SELECT p.id FROM person p WHERE {country}"
    " p.id IN (SELECT q.person_id FROM position q WHERE q.organisation_id IN ({h}))"
)


class Scope:
    """The other side in SQL: ``houses`` are its organisations, ``people`` those who work or belong there."""

    def __init__(self, counterpart: Counterpart) -> None:
        self.counterpart = counterpart
        self.is_country = counterpart.organisation_id is None
        self.houses = OF_COUNTRY if self.is_country else OF_HOUSE
        self.values = {"with": counterpart.organisation_id or counterpart.country}
        country = "p.country = :with OR" if self.is_country else ""
        self.people = _THEIR_PEOPLE.format(h=self.houses, country=country)

    def sql(self, text: str) -> str:
        return text.format(h=self.houses)


def titles(reader: Reader, word: str, keys: Iterable[str | None]) -> dict[str, str]:
    found: dict[str, str] = {}
    for clause, values in portions("id", [key for key in keys if key]):
        found.update(reader.rows(f'SELECT id, title FROM "{word}" WHERE {clause}', values))
    return found


def portions(column: str, keys: Sequence[str]) -> list[tuple[str, dict[str, Any]]]:
    wanted = list(dict.fromkeys(keys))
    return [any_of(column, wanted[at : at + 500]) for at in range(0, len(wanted), 500)]


def column(reader: Reader, sql: str, values: dict[str, Any]) -> list[str]:
    return [str(row[0]) for row in reader.rows(sql, values) if row[0] is not None]
