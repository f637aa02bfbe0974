"""Answers from the index: the best of everything for the palette, all of one word for a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from planner.domain.searching import Asked, Condition, Nearness, ask
from planner.storage.reading import Reader, any_of
from planner.storage.search import grams
from planner.storage.search.entries import WORD_ORDER

_LOOKED_AT: Final = 200
"""Answers of one nearness that are compared with each other; where there are more, the first made win."""

_BROAD: Final = 4_000
"""From so many answers on, a list is walked in its order instead of being put in order."""

_OF_EACH_WORD: Final = 4
"""Places that every kind of record has among equals before the first kind takes the rest."""

_COLUMNS: Final = "e.word, e.id, e.title, e.detail, e.visit_id, e.folded"
_Row = tuple[Any, ...]
_Near = dict[str, tuple[_Row, Nearness]]


@dataclass(frozen=True, order=True)
class Hit:
    """One record found. ``detail`` says where it belongs; ``visit_id`` is set for parts of a visit."""

    word: str
    id: str
    title: str
    detail: str
    visit_id: str | None = None
    nearness: Nearness = Nearness.CONTAINS


def find(
    reader: Reader,
    text: str,
    *,
    words: Sequence[str] = (),
    limit: int = 50,
    recent: Sequence[str] = (),
) -> list[Hit]:
    """The best ``limit`` records that contain every word of ``text``, the nearest first.

    Among equals those in ``recent`` come first, in that order, then by kind and name. Case, marks,
    width, script of kana and the spelling of å, ä, ø, ö, ü and long vowels do not matter.
    """
    asked = ask(text)
    if not asked or limit <= 0:
        return []
    enough = max(_LOOKED_AT, limit)
    rows = _read(reader, asked.contained, words, enough + 1)
    if len(rows) > enough:
        near = _nearest(reader, asked, words, enough, limit)
        near |= _near(asked, _chosen(reader, words, recent))
    else:
        near = _near(asked, rows)
    place = {key: number for number, key in reversed(list(enumerate(recent)))}
    ranked = sorted(_ranked(asked, row, nearness, place) for row, nearness in near.values())
    return _shared(ranked, limit)


def _near(asked: Asked, rows: list[_Row]) -> _Near:
    return {
        row[1]: (row, nearness) for row in rows if (nearness := asked.nearness(row[5])) is not None
    }


def _nearest(reader: Reader, asked: Asked, words: Sequence[str], enough: int, limit: int) -> _Near:
    """Of very many answers the nearest, looked up nearness by nearness until there are enough."""
    near: _Near = {}
    before: object = None
    for nearness in Nearness:
        condition = asked.conditions[nearness]
        this = [set(group) for group in condition]
        if this == before:
            continue  # of one word the third and the fourth are the same
        before = this
        rows = _read(reader, condition, words, enough)
        if len(rows) == enough and len(words) != 1:
            rows += _read(reader, condition, words, enough, without=WORD_ORDER[0])
        for row in rows:
            near.setdefault(row[1], (row, nearness))
        if len(near) >= limit:
            break
    return near


def _read(
    reader: Reader, condition: Condition, words: Sequence[str], most: int, without: str = ""
) -> list[_Row]:
    """At most so many entries that meet the condition, the first made first."""
    clauses, values = _clauses(reader, condition, words, without)
    source, order = "search_entry e", " ORDER BY e.number"
    if reader.has_trigrams:  # the index answers in this order of itself
        source, order = "search_text t JOIN search_entry e ON e.number = t.rowid", ""
    sql = f"SELECT {_COLUMNS} FROM {source} WHERE {clauses}{order} LIMIT {most}"
    return reader.rows(sql, values)


def _clauses(
    reader: Reader, condition: Condition, words: Sequence[str], without: str = ""
) -> tuple[str, dict[str, Any]]:
    if reader.has_trigrams:
        text, values = grams.compared(grams.unsure(condition), "e.folded", "instr")
        return f"search_text MATCH :asked AND {text}", {
            **values,
            "asked": grams.asked(condition, words, without),
        }
    text, values = grams.compared(condition, "e.folded", "strpos")
    if words:
        clause, more = any_of("e.word", words, "word")
        text, values = f"{text} AND {clause}", values | more
    if without:
        text, values = f"{text} AND e.word <> :without", {**values, "without": without}
    return text, values


def _chosen(reader: Reader, words: Sequence[str], keys: Sequence[str]) -> list[_Row]:
    clause, values = any_of("e.id", keys)
    rows = reader.rows(f"SELECT {_COLUMNS} FROM search_entry e WHERE {clause}", values)
    return [row for row in rows if not words or row[0] in words]


def _ranked(
    asked: Asked, row: _Row, nearness: Nearness, recent: Mapping[str, int]
) -> tuple[Nearness, int, int, str, Hit]:
    """What is compared, the first first; of a person's names the one that begins so decides."""
    word, key, title, detail, visit_id, text = row
    hit = Hit(word, key, title, detail, visit_id, nearness)
    name = asked.name_in(text) if nearness <= Nearness.NAME_BEGINS else text
    return nearness, recent.get(key, len(recent)), WORD_ORDER.index(word), name, hit


def _shared(ranked: list[tuple[Nearness, int, int, str, Hit]], limit: int) -> list[Hit]:
    """The first ``limit``; where equals overflow, each kind of record keeps a few places."""
    hits: list[Hit] = []
    for nearness in Nearness:
        equals = [one[-1] for one in ranked if one[0] is nearness]
        room = limit - len(hits)
        if len(equals) > room:
            kept: dict[str, list[Hit]] = {}
            for hit in equals:
                kept.setdefault(hit.word, []).append(hit)
            first = [hit for several in kept.values() for hit in several[:_OF_EACH_WORD]][:room]
            taken = {hit.id for hit in first}
            rest = [hit for hit in equals if hit.id not in taken][: room - len(first)]
            taken |= {hit.id for hit in rest}
            equals = [hit for hit in equals if hit.id in taken]
        hits += equals
    return hits


@dataclass(frozen=True)
class Meeting:
    """What a text means for a list: a condition on the id of its records, and how many meet it."""

    sql: str
    values: dict[str, Any]
    count_sql: str


def meeting(reader: Reader, text: str, word: str, column: str) -> Meeting | None:
    """The condition in SQL for ALL records of a word that contain every word of ``text``.

    ``column`` holds their id. None when nothing is asked.
    """
    asked = ask(text)
    if not asked:
        return None
    clauses, values = _clauses(reader, asked.contained, [word])
    if not reader.has_trigrams:
        inside = f"SELECT e.id FROM search_entry e WHERE {clauses}"
        return Meeting(f"{column} IN ({inside})", values, f"SELECT count(*) FROM ({inside}) AS f")
    joined = f"FROM search_text t JOIN search_entry e ON e.number = t.rowid WHERE {clauses}"
    sure = not grams.unsure(asked.contained)
    counted = "FROM search_text WHERE search_text MATCH :asked"
    count_sql = f"SELECT count(*) {counted if sure else joined}"
    ((many,),) = reader.rows(
        f"SELECT count(*) FROM (SELECT 1 {counted} LIMIT {_BROAD})", {"asked": values["asked"]}
    )
    sql = f"{column} IN (SELECT e.id {joined})"
    if many >= _BROAD:
        text_sql, more = grams.compared(asked.contained, "e.folded", "instr", "walked")
        values |= more
        sql = f"EXISTS (SELECT 1 FROM search_entry e WHERE e.id = {column} AND {text_sql})"
    return Meeting(sql, values, count_sql)
