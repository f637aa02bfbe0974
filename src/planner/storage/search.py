"""Finding anything by its folded text: one entry per record, a trigram index on SQLite, LIKE elsewhere.

Needs and internal notes are never in here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from planner.domain.names import NameOrder, display_name
from planner.domain.words import field_names
from planner.storage.reading import NONE, Parameters, Reader, any_of
from planner.text import fold, spellings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from planner.storage.journal import RowChange


@dataclass(frozen=True)
class Hit:
    """One record found. ``detail`` says where it belongs; ``visit_id`` is set for parts of a visit."""

    word: str
    id: str
    title: str
    detail: str
    visit_id: str | None = None


@dataclass(frozen=True)
class _Entry:
    title: str
    detail: str
    texts: tuple[str, ...]
    visit_id: str | None = None


WORD_ORDER: Final = (
    "person",
    "organisation",
    "visit",
    "site",
    "item",
    "agreement",
    "follow_up",
    "funding_programme",
)

# Which record's entry a changed row belongs to: (its word, the column that names it).
_PARTS: Final = {
    "contact_point": (("person", "person_id"), ("organisation", "organisation_id")),
    "organisation_name": (("organisation", "organisation_id"),),
    "position": (("person", "person_id"),),
    "leg": (("item", "item_id"),),
    "agreement_party": (("agreement", "agreement_id"),),
}


# Entries that show the name of another record: they follow when it is renamed.
_LEANING: Final = {
    "organisation": (
        ("person", "SELECT person_id FROM position WHERE organisation_id = :id"),
        ("agreement", "SELECT agreement_id FROM agreement_party WHERE organisation_id = :id"),
    ),
    "visit": (("item", "SELECT id FROM item WHERE visit_id = :id"),),
}


def _person(reader: Reader, key: str) -> _Entry | None:
    rows = reader.rows(
        "SELECT family_name, given_name, prefix, native_name, reading, name_order, country FROM person WHERE id = :id",
        {"id": key},
    )
    if not rows:
        return None
    family, given, prefix, native, reading, order, country = rows[0]
    name = display_name(
        family, given, prefix=prefix, native_name=native, order=NameOrder(order), country=country
    )
    posts = reader.rows(
        "SELECT p.title, o.name, o.acronym, o.native_name FROM position p JOIN organisation o ON o.id = p.organisation_id"
        " WHERE p.person_id = :id ORDER BY p.rank, p.id",
        {"id": key},
    )
    ways = reader.rows("SELECT value, normal FROM contact_point WHERE person_id = :id", {"id": key})
    detail = ", ".join(part for part in posts[0][:2] if part) if posts else ""
    texts = [
        family,
        given,
        prefix,
        native,
        native.replace(" ", ""),
        reading,
        reading.replace(" ", ""),
    ]
    texts += [part for row in [*posts, *ways] for part in row]
    return _Entry(name, detail, (*texts, f"{given} {family}", f"{family} {given}"))


def _organisation(reader: Reader, key: str) -> _Entry | None:
    rows = reader.rows(
        "SELECT name, acronym, native_name, city, country FROM organisation WHERE id = :id",
        {"id": key},
    )
    if not rows:
        return None
    name, acronym, native, city, country = rows[0]
    names = reader.rows(
        "SELECT name FROM organisation_name WHERE organisation_id = :id", {"id": key}
    )
    ways = reader.rows(
        "SELECT value, normal FROM contact_point WHERE organisation_id = :id", {"id": key}
    )
    detail = ", ".join(part for part in (acronym, city, country) if part)
    return _Entry(
        name or native, detail, (*rows[0], *(part for row in [*names, *ways] for part in row))
    )


def _site(reader: Reader, key: str) -> _Entry | None:
    rows = reader.rows(
        "SELECT name, native_name, address, city, country FROM site WHERE id = :id", {"id": key}
    )
    return (
        _Entry(rows[0][0], ", ".join(p for p in rows[0][3:] if p), tuple(rows[0])) if rows else None
    )


def _visit(reader: Reader, key: str) -> _Entry | None:
    rows = reader.rows(
        "SELECT title, code, purpose, first_day FROM visit WHERE id = :id", {"id": key}
    )
    return (
        _Entry(rows[0][0], str(rows[0][3] or ""), tuple(str(p or "") for p in rows[0]), key)
        if rows
        else None
    )


def _item(reader: Reader, key: str) -> _Entry | None:
    rows = reader.rows(
        "SELECT i.title, i.place, i.public_text, i.start_local, v.title, i.visit_id, l.number, l.from_place, l.to_place"
        " FROM item i JOIN visit v ON v.id = i.visit_id LEFT JOIN leg l ON l.item_id = i.id WHERE i.id = :id",
        {"id": key},
    )
    if not rows:
        return None
    title, place, text, start, visit, visit_id, number, origin, goal = rows[0]
    when = str(start)[:16] if start else ""
    return _Entry(
        title,
        f"{visit} {when}".strip(),
        (title, place, text, number or "", origin or "", goal or ""),
        visit_id,
    )


def _agreement(reader: Reader, key: str) -> _Entry | None:
    rows = reader.rows(
        "SELECT title, number, text, signed_on, kind FROM agreement WHERE id = :id", {"id": key}
    )
    if not rows:
        return None
    parties = reader.rows(
        "SELECT o.name, o.acronym, p.country, p.signatory_name FROM agreement_party p"
        " LEFT JOIN organisation o ON o.id = p.organisation_id WHERE p.agreement_id = :id",
        {"id": key},
    )
    title, number, text, signed, kind = rows[0]
    detail = ", ".join(part for part in (number, signed) if part)
    return _Entry(
        title, detail, (title, number, text, kind, *(p or "" for row in parties for p in row))
    )


def _follow_up(reader: Reader, key: str) -> _Entry | None:
    rows = reader.rows(
        "SELECT title, owner, due_on, visit_id FROM follow_up WHERE id = :id", {"id": key}
    )
    return (
        _Entry(rows[0][0], str(rows[0][2] or ""), (rows[0][0], rows[0][1]), rows[0][3])
        if rows
        else None
    )


def _funding_programme(reader: Reader, key: str) -> _Entry | None:
    rows = reader.rows(
        "SELECT name, acronym, text FROM funding_programme WHERE id = :id", {"id": key}
    )
    return _Entry(rows[0][0], rows[0][1], tuple(rows[0])) if rows else None


_ENTRIES: Final[dict[str, Callable[[Reader, str], _Entry | None]]] = {
    "person": _person,
    "organisation": _organisation,
    "site": _site,
    "visit": _visit,
    "item": _item,
    "agreement": _agreement,
    "follow_up": _follow_up,
    "funding_programme": _funding_programme,
}


class _SessionReader:
    """Reads inside the transaction. On SQLite past SQLAlchemy: three reads a record, many records."""

    def __init__(self, session: Session) -> None:
        self._connection = session.connection()
        self.has_trigrams = self._connection.dialect.name == "sqlite"
        self._driver: Any = (
            self._connection.connection.driver_connection
            if self._connection.dialect.name == "sqlite"
            else None
        )

    def rows(self, sql: str, parameters: Parameters = NONE) -> list[tuple[Any, ...]]:
        if self._driver is not None:
            rows: list[tuple[Any, ...]] = self._driver.execute(sql, dict(parameters)).fetchall()
            return rows
        from sqlalchemy import text

        return [tuple(row) for row in self._connection.execute(text(sql), dict(parameters))]


def refresh(session: Session, changes: Iterable[RowChange]) -> None:
    """Bring the entries of all changed records up to date, within the same transaction."""
    reader = _SessionReader(session)
    touched: dict[tuple[str, str], None] = {}
    for change in changes:
        if change.word in _ENTRIES:
            touched[change.word, change.id] = None
        for word, column in _PARTS.get(change.word, ()):
            for side in (change.before, change.after):
                if side and side.get(column):
                    touched[word, side[column]] = None
        for word, sql in _LEANING.get(change.word, ()):
            if change.before is not None and change.after is not None:
                for (key,) in reader.rows(sql, {"id": change.id}):
                    touched[word, key] = None
    if not touched:
        return
    is_sqlite = session.connection().dialect.name == "sqlite"
    old: dict[str, tuple[int, str]] = {}
    keys = [key for _, key in touched]
    for start in range(0, len(keys), 500):
        clause, parameters = any_of("id", keys[start : start + 500])
        for key, number, folded in reader.rows(
            f"SELECT id, number, folded FROM search_entry WHERE {clause}", parameters
        ):
            old[key] = (number, folded)
    following = (reader.rows("SELECT max(number) FROM search_entry")[0][0] or 0) + 1
    inserts: list[dict[str, Any]] = []
    updates: list[dict[str, Any]] = []
    gone: list[dict[str, Any]] = []
    forget: list[dict[str, Any]] = []
    learn: list[dict[str, Any]] = []
    for word, key in touched:
        entry = _ENTRIES[word](reader, key)
        number, before = old.get(key, (0, ""))
        if number:
            forget.append({"number": number, "folded": before})
        if entry is None:
            if number:
                gone.append({"id": key})
            continue
        values = {
            "id": key,
            "word": word,
            "title": entry.title,
            "detail": entry.detail,
            "visit_id": entry.visit_id,
            "folded": folded_text(entry.texts),
        }
        if number:
            updates.append(values)
        else:
            number, following = following, following + 1
            inserts.append({**values, "number": number})
        learn.append({"number": number, "folded": values["folded"]})
    _write(session, inserts, updates, gone, forget if is_sqlite else [], learn if is_sqlite else [])


def _write(
    session: Session, inserts: Any, updates: Any, gone: Any, forget: Any, learn: Any
) -> None:
    from sqlalchemy import text

    connection = session.connection()
    for sql, rows in (
        (
            "INSERT INTO search_text(search_text, rowid, folded) VALUES ('delete', :number, :folded)",
            forget,
        ),
        ("DELETE FROM search_entry WHERE id = :id", gone),
        (
            "UPDATE search_entry SET title = :title, detail = :detail, visit_id = :visit_id, folded = :folded WHERE id = :id",
            [{name: value for name, value in row.items() if name != "word"} for row in updates],
        ),
        (
            "INSERT INTO search_entry(id, revision, number, word, title, detail, visit_id, folded)"
            " VALUES (:id, 1, :number, :word, :title, :detail, :visit_id, :folded)",
            inserts,
        ),
        ("INSERT INTO search_text(rowid, folded) VALUES (:number, :folded)", learn),
    ):
        if rows:
            connection.execute(text(sql), rows)


def folded_text(texts: Iterable[str]) -> str:
    """All spellings of all texts in one string, each once, separated by a bar."""
    seen: dict[str, None] = {}
    for part in texts:
        if part:
            for spelling in sorted(spellings(str(part))):
                seen[spelling] = None
    return "|".join(seen)


def find(
    reader: Reader, text: str, *, words: Iterable[str] = (), limit: int = 50, trigrams: bool = True
) -> list[Hit]:
    """Records that contain every term of ``text``, best first: title beginnings, then by kind and title.

    Case, marks, width and the spelling of å, ä, ø, ö and ü do not matter; native script and readings count.
    """
    terms = fold(text).split()
    if not terms:
        return []
    trigrams = reader.has_trigrams
    clauses: list[str] = []
    parameters: dict[str, Any] = {"limit": max(limit * 4, 200)}
    long = [term for term in terms if len(term) >= 3] if trigrams else []
    source = "search_entry e"
    if long:
        source = "search_text t JOIN search_entry e ON e.number = t.rowid"
        clauses.append("t.folded MATCH :match")
        parameters["match"] = " AND ".join('"' + term.replace('"', '""') + '"' for term in long)
    for place, term in enumerate(term for term in terms if term not in long):
        clauses.append(f"e.folded LIKE :term{place} ESCAPE '!'")
        escaped = term.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        parameters[f"term{place}"] = f"%{escaped}%"
    if chosen := list(words):
        clause, more = any_of("e.word", chosen, "word")
        clauses.append(clause)
        parameters |= more
    sql = (
        "SELECT e.word, e.id, e.title, e.detail, e.visit_id, e.folded"
        f" FROM {source} WHERE {' AND '.join(clauses)} LIMIT :limit"
    )
    rows = sorted(
        reader.rows(sql, parameters), key=lambda row: _rank(row[0], row[2], row[5], terms)
    )
    return [Hit(*row[:5]) for row in rows[:limit]]


def _rank(word: str, title: str, folded: str, terms: list[str]) -> tuple[int, int, str]:
    """A title that begins so, or a whole word; then the beginning of a word; then anything inside one."""
    name, term = fold(title), terms[0]
    words = re.split(r"[\s|,/()-]+", folded)
    nearness = (
        0
        if name.startswith(term) or term in words
        else 1
        if any(one.startswith(term) for one in words)
        else 2
    )
    order = WORD_ORDER.index(word) if word in WORD_ORDER else len(WORD_ORDER)
    return (nearness, order, name)


def name_of(reader: Reader, word: str, key: str) -> str:
    """A name to show for any record; parts are named by what they belong to."""
    if entry := _ENTRIES.get(word):
        found = entry(reader, key)
        return found.title if found else ""
    from planner.domain.library import BY_NAME  # late: all forty words, for a rare message

    fields = field_names(BY_NAME[word]) if word in BY_NAME else ()
    for column, owner in _OWNERS:
        if column in fields:
            rows = reader.rows(f'SELECT "{column}" FROM "{word}" WHERE id = :id', {"id": key})
            if rows and rows[0][0]:
                return name_of(reader, owner, rows[0][0])
    return word


_OWNERS: Final = (
    ("visit_id", "visit"),
    ("item_id", "item"),
    ("person_id", "person"),
    ("agreement_id", "agreement"),
    ("organisation_id", "organisation"),
)
