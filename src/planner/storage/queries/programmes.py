"""Programmes and calls: pages, cards, what is due."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any, Final

from planner.domain.funding import Call, FundingProgramme, ProgrammeCountry
from planner.domain.funding_lines import CallLine, ProgrammeCard, ProgrammeLine
from planner.domain.ids import FundingProgrammeId, OrganisationId, RecordId
from planner.storage.queries.narrowing import Narrowing, day_of
from planner.storage.queries.organisations import names_of_organisations, statements
from planner.storage.reading import LATEST, Reader, any_of, one, where

_CALLS: Final = (
    'FROM "call" x JOIN funding_programme p ON p.id = x.funding_programme_id'
    " LEFT JOIN organisation o ON o.id = p.organisation_id"
)


def programmes_page(
    reader: Reader, narrowing: Narrowing, offset: int, limit: int, today: dt.date
) -> list[ProgrammeLine]:
    rows = reader.rows(
        "SELECT x.id, x.name, x.acronym, coalesce(nullif(o.acronym, ''), o.name, ''), x.country_count,"
        ' (SELECT count(*) FROM "call" c WHERE c.funding_programme_id = x.id),'
        ' (SELECT min(c.closes_on) FROM "call" c WHERE c.funding_programme_id = x.id'
        " AND c.closes_on >= :today), x.valid_to"
        " FROM funding_programme x LEFT JOIN organisation o ON o.id = x.organisation_id"
        f" WHERE {narrowing.sql} ORDER BY x.name, x.id LIMIT :limit OFFSET :offset",
        {**narrowing.values, "today": today.isoformat(), "limit": limit, "offset": offset},
    )
    countries = countries_of(reader, [row[0] for row in rows])
    return [
        ProgrammeLine(
            FundingProgrammeId(key), name, acronym, funder, countries.get(key, ()),
            count, int(calls), day_of(closing), ends,
        )
        for key, name, acronym, funder, count, calls, closing, ends in rows
    ]  # fmt: skip


def countries_of(reader: Reader, keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The codes that each programme names, each once, whatever the date."""
    clause, values = any_of("funding_programme_id", keys)
    rows = reader.rows(
        "SELECT DISTINCT funding_programme_id, country FROM programme_country"
        f" WHERE {clause} ORDER BY country",
        values,
    )
    found: dict[str, list[str]] = {}
    for key, code in rows:
        found.setdefault(key, []).append(code)
    return {key: tuple(codes) for key, codes in found.items()}


def programme_card(reader: Reader, key: str) -> ProgrammeCard | None:
    programme = one(reader, FundingProgramme, key)
    if programme is None:
        return None
    own = {"id": key}
    funder = programme.organisation_id
    names = names_of_organisations(reader, [funder] if funder else [])
    return ProgrammeCard(
        programme,
        (OrganisationId(funder), names.get(funder, "")) if funder else None,
        tuple(
            where(reader, ProgrammeCountry, "funding_programme_id = :id", own, f"{LATEST}, country")
        ),
        _linked(reader, "theme", "name", own),
        _linked(reader, "agreement", "title", own),
        _linked(reader, "visit", "title", own),
        tuple(
            where(reader, Call, "funding_programme_id = :id", own, "closes_on IS NULL, closes_on")
        ),
        statements(reader, "funding_programme", key),
    )


def _linked(
    reader: Reader, word: str, name: str, own: dict[str, str]
) -> tuple[tuple[Any, str], ...]:
    rows = reader.rows(
        f"SELECT t.id, t.{name} FROM programme_{word} l JOIN {word} t ON t.id = l.{word}_id"
        f" WHERE l.funding_programme_id = :id ORDER BY t.{name}, t.id",
        own,
    )
    return tuple((row[0], row[1]) for row in rows)


def funded_by(reader: Reader, house: str) -> list[tuple[FundingProgrammeId, str]]:
    """The programmes that an organisation pays for, by name."""
    rows = reader.rows(
        "SELECT id, name FROM funding_programme WHERE organisation_id = :id ORDER BY name, id",
        {"id": house},
    )
    return [(FundingProgrammeId(key), name) for key, name in rows]


# calls


def _condition(text: str, *, since: dt.date | None) -> tuple[str, dict[str, Any]]:
    """Calls whose title, programme or funder has the text, and that do not close before ``since``."""
    clauses, values = ["1 = 1"], {}
    if text:
        sign = "'\\'"
        clauses.append(
            f"(lower(x.title) LIKE :like ESCAPE {sign} OR lower(p.name) LIKE :like ESCAPE {sign}"
            f" OR lower(p.acronym) LIKE :like ESCAPE {sign} OR lower(coalesce(o.name, ''))"
            f" LIKE :like ESCAPE {sign})"
        )
        for special in ("\\", "%", "_"):
            text = text.replace(special, "\\" + special)
        values["like"] = f"%{text.lower()}%"
    if since is not None:
        clauses.append("(x.closes_on IS NULL OR x.closes_on >= :since)")
        values["since"] = since.isoformat()
    return " AND ".join(clauses), values


def count_calls(reader: Reader, text: str, *, since: dt.date | None) -> int:
    sql, values = _condition(text, since=since)
    return int(reader.rows(f"SELECT count(*) {_CALLS} WHERE {sql}", values)[0][0])


def calls_page(
    reader: Reader, text: str, offset: int, limit: int, *, since: dt.date | None
) -> list[CallLine]:
    """By closing day, those without one last."""
    sql, values = _condition(text, since=since)
    return _lines(
        reader,
        f"WHERE {sql} ORDER BY CASE WHEN x.closes_on IS NULL THEN 1 ELSE 0 END, x.closes_on,"
        " x.title, x.id LIMIT :limit OFFSET :offset",
        {**values, "limit": limit, "offset": offset},
    )


def calls_for_country(reader: Reader, code: str, since: dt.date) -> list[CallLine]:
    """Calls not closed on ``since`` that name the country, or whose programme does where they name none."""
    lines = _lines(
        reader,
        "WHERE (x.closes_on IS NULL OR x.closes_on >= :since) AND (x.countries LIKE :quoted"
        " OR EXISTS (SELECT 1 FROM programme_country k WHERE k.funding_programme_id = p.id"
        " AND k.country = :code))"
        " ORDER BY CASE WHEN x.closes_on IS NULL THEN 1 ELSE 0 END, x.closes_on, x.title, x.id",
        {"since": since.isoformat(), "code": code, "quoted": f'%"{code}"%'},
    )
    return [line for line in lines if code in line.countries]


def _lines(reader: Reader, rest: str, values: dict[str, Any]) -> list[CallLine]:
    rows = reader.rows(
        "SELECT x.id, x.title, p.id, p.name, coalesce(nullif(o.acronym, ''), o.name, ''),"
        f" x.opens_on, x.closes_on, x.countries, x.url {_CALLS} {rest}",
        values,
    )
    of_programme = countries_of(reader, [row[2] for row in rows])
    return [
        CallLine(
            RecordId(key),
            title,
            FundingProgrammeId(programme_key),
            programme,
            funder,
            day_of(opens),
            day_of(closes),
            _codes(codes) or of_programme.get(programme_key, ()),
            url,
        )
        for key, title, programme_key, programme, funder, opens, closes, codes, url in rows
    ]


def _codes(value: Any) -> tuple[str, ...]:
    """A list as the two engines hand it over: as text, or read already."""
    return tuple(json.loads(value) if isinstance(value, str) else value or ())
