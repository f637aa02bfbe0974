"""Keeping the entries true: refreshed in the transaction that changes a record, rebuilt at will."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from planner.storage.reading import NONE, Parameters, Reader, any_of
from planner.storage.search.entries import READ, entries
from planner.storage.search.entry_parts import Entry
from planner.storage.search.grams import TABLE, grams

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

    from planner.storage.journal import RowChange
    from planner.storage.many import Added

_TOGETHER: Final = 500
"""Records that are read and written in one go."""

# Which record's entry a changed row belongs to: (its word, the column that names it).
_PARTS: Final = {
    "contact_point": (("person", "person_id"), ("organisation", "organisation_id")),
    "organisation_name": (("organisation", "organisation_id"),),
    "position": (("person", "person_id"),),
    "leg": (("item", "item_id"),),
    "agreement_party": (("agreement", "agreement_id"),),
    "organisation_seat": (("organisation", "organisation_id"),),
    "call": (("funding_programme", "funding_programme_id"),),
    "posting": (("organisation", "organisation_id"), ("person", "person_id")),
    "citation": (("source", "source_id"),),
    "programme_country": (("funding_programme", "funding_programme_id"),),
    "country_fact": (("source", "source_id"), ("country", "country")),
}

_FILES: Final = ("attachment", "SELECT id FROM attachment WHERE {clause}", "subject_id")

# Entries that show the name of another record: they follow when it is renamed.
_LEANING: Final = {
    "organisation": (
        ("person", "SELECT person_id FROM position WHERE {clause}", "organisation_id"),
        ("agreement", "SELECT agreement_id FROM agreement_party WHERE {clause}", "organisation_id"),
        ("delegate", "SELECT id FROM delegate WHERE {clause}", "organisation_id"),
        ("person", "SELECT person_id FROM posting WHERE {clause}", "organisation_id"),
        ("funding_programme", "SELECT id FROM funding_programme WHERE {clause}", "organisation_id"),
        _FILES,
    ),
    "visit": (
        ("item", "SELECT id FROM item WHERE {clause}", "visit_id"),
        ("delegate", "SELECT id FROM delegate WHERE {clause}", "visit_id"),
        _FILES,
    ),
    "person": (
        ("organisation", "SELECT organisation_id FROM posting WHERE {clause}", "person_id"),
        _FILES,
    ),
    "funding_programme": (
        ("call", 'SELECT id FROM "call" WHERE {clause}', "funding_programme_id"),
    ),
    "country": (
        ("agreement", "SELECT agreement_id FROM agreement_party WHERE {clause}", "country"),
        (
            "funding_programme",
            "SELECT funding_programme_id FROM programme_country WHERE {clause}",
            "country",
        ),
    ),
    "posting": (("organisation", "SELECT organisation_id FROM posting WHERE {clause}", "id"),),
    "site": (_FILES,),
    "agreement": (_FILES,),
}


class _Inside:
    """Reads and writes within a transaction; on SQLite past SQLAlchemy, for there are many records."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.has_trigrams = connection.dialect.name == "sqlite"
        self._driver: Any = connection.connection.driver_connection if self.has_trigrams else None

    def rows(self, sql: str, parameters: Parameters = NONE) -> list[tuple[Any, ...]]:
        if self._driver is not None:
            rows: list[tuple[Any, ...]] = self._driver.execute(sql, dict(parameters)).fetchall()
            return rows
        from sqlalchemy import text

        return [tuple(row) for row in self._connection.execute(text(sql), dict(parameters))]

    def write(self, sql: str, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        if self._driver is not None:
            self._driver.executemany(sql, rows)
            return
        from sqlalchemy import text

        self._connection.execute(text(sql), rows)


def refresh(session: Session, changes: Iterable[RowChange], many: Iterable[Added] = ()) -> None:
    """Bring the entries of all changed and new records up to date, within the same transaction."""
    inside = _Inside(session.connection())
    touched = _Touched()
    for change in changes:
        touched.change(change)
    for added in many:
        touched.add(added)
    for word, keys in touched.all(inside).items():
        _renew(inside, word, list(keys))


class _Touched:
    """The records whose entries may be other ones now, by word, each once and in order."""

    def __init__(self) -> None:
        self._records: dict[str, dict[str, None]] = {}
        self._renamed: dict[str, dict[str, None]] = {}

    def change(self, change: RowChange) -> None:
        self._touch(change.word, [change.id])
        for side in filter(None, (change.before, change.after)):
            for word, column in _PARTS.get(change.word, ()):
                self._touch(word, [side.get(column)])
            if change.word == "citation":
                self._cited(side.get("subject_kind", ""), side.get("subject_id", ""))
        renamed = change.before is not None and change.after is not None
        if change.word in _LEANING and (renamed or change.word == "country"):
            self._rename(change.word, change.id)

    def add(self, added: Added) -> None:
        self._touch(added.word, added.ids)
        if added.word == "country":
            for key in added.ids:
                self._rename("country", key)
        for word, column in _PARTS.get(added.word, ()):
            self._touch(word, added.columns[column])
        if added.word == "citation":
            kinds, keys = added.columns["subject_kind"], added.columns["subject_id"]
            for word, key in zip(kinds, keys, strict=True):
                self._cited(word, key)

    def all(self, reader: Reader) -> dict[str, dict[str, None]]:
        for owner, ids in self._renamed.items():
            for word, sql, column in _LEANING[owner]:
                for clause, values in _portions(column, list(ids)):
                    found = reader.rows(sql.format(clause=clause), values)
                    self._touch(word, [key for (key,) in found])
        return self._records

    def _touch(self, word: str, keys: Iterable[str | None]) -> None:
        if word in READ:
            self._records.setdefault(word, {}).update(dict.fromkeys(filter(None, keys)))

    def _cited(self, word: str, key: str) -> None:
        self._touch(word, [key])
        if word == "posting":
            self._rename(word, key)

    def _rename(self, word: str, key: str) -> None:
        self._renamed.setdefault(word, {})[key] = None


def rebuild(connection: Connection) -> None:
    """Forget all entries and make them anew: after a change of what is searched, or of how."""
    inside = _Inside(connection)
    inside.rows("SELECT 1")  # the transaction has begun before anything goes past SQLAlchemy
    if inside.has_trigrams:
        connection.exec_driver_sql("DROP TABLE IF EXISTS search_text")
        connection.exec_driver_sql(TABLE)
    connection.exec_driver_sql("DELETE FROM search_entry")
    for word in READ:
        keys = [row[0] for row in inside.rows(f'SELECT id FROM "{word}" ORDER BY id')]
        _renew(inside, word, keys)


def _portions(column: str, keys: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for start in range(0, len(keys), _TOGETHER):
        yield any_of(column, keys[start : start + _TOGETHER])


def _renew(inside: _Inside, word: str, keys: list[str]) -> None:
    following = (inside.rows("SELECT max(number) FROM search_entry")[0][0] or 0) + 1
    for start in range(0, len(keys), _TOGETHER):
        portion = keys[start : start + _TOGETHER]
        clause, values = any_of("id", portion)
        known = {
            row[0]: row[1:]
            for row in inside.rows(
                f"SELECT id, number, title, detail, folded, visit_id FROM search_entry WHERE {clause}",
                values,
            )
        }
        fresh = entries(inside, word, portion)
        changed = {
            key: entry for key, entry in fresh.items() if known.get(key, ())[1:] != _told(entry)
        }
        numbers = {key: row[0] for key, row in known.items()}
        for key in changed:
            if key not in numbers:
                numbers[key], following = following, following + 1
        gone = [key for key in known if key not in fresh]
        _write(inside, word, changed, gone, known, numbers)


def _told(entry: Entry) -> tuple[str | None, ...]:
    return (entry.title, entry.detail, entry.text, entry.visit_id)


def _write(
    inside: _Inside,
    word: str,
    changed: dict[str, Entry],
    gone: list[str],
    known: dict[str, tuple[Any, ...]],
    numbers: dict[str, int],
) -> None:
    rows = [
        {
            "id": key,
            "number": numbers[key],
            "word": word,
            "title": entry.title,
            "detail": entry.detail,
            "visit_id": entry.visit_id,
            "folded": entry.text,
        }
        for key, entry in changed.items()
    ]
    inside.write("DELETE FROM search_entry WHERE id = :id", [{"id": key} for key in gone])
    inside.write(
        "UPDATE search_entry SET title = :title, detail = :detail, visit_id = :visit_id,"
        " folded = :folded WHERE id = :id",
        [row for row in rows if row["id"] in known],
    )
    inside.write(
        "INSERT INTO search_entry(id, revision, number, word, title, detail, visit_id, folded)"
        " VALUES (:id, 1, :number, :word, :title, :detail, :visit_id, :folded)",
        [row for row in rows if row["id"] not in known],
    )
    if inside.has_trigrams:
        retold = [key for key in changed if key not in known or known[key][3] != changed[key].text]
        old = [key for key in (*gone, *retold) if key in known]
        inside.write(
            "DELETE FROM search_text WHERE rowid = :number",
            [{"number": numbers[key]} for key in old],
        )
        inside.write(
            "INSERT INTO search_text(rowid, grams) VALUES (:number, :grams)",
            [{"number": numbers[key], "grams": grams(changed[key].text, word)} for key in retold],
        )


def purge(connection: Connection) -> None:
    """Nothing of what was removed stays in the index, which otherwise keeps it until it is folded."""
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        driver.execute("INSERT INTO search_text(search_text) VALUES ('optimize')")
