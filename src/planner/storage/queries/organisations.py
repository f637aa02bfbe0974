"""Pages and cards of organisations and their sites, and what sources say of a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from planner.domain.former_names import named_on
from planner.domain.ids import OrganisationId
from planner.domain.names import NameOrder, display_name
from planner.domain.organisation_lines import OrganisationCard, SiteCard, SiteLine, Statement
from planner.domain.organisations import (
    Organisation,
    OrganisationName,
    Posting,
)
from planner.domain.people import ContactPoint
from planner.domain.sites import OpeningHours, Room, Site, SiteRule, SiteRuleKind
from planner.storage.queries.narrowing import Narrowing, day_of
from planner.storage.reading import Reader, any_of, having, one, where


def names_of_organisations(reader: Reader, keys: Sequence[str]) -> dict[str, str]:
    clause, values = any_of("id", list(dict.fromkeys(keys)))
    rows = reader.rows(f"SELECT id, name, native_name FROM organisation WHERE {clause}", values)
    return {key: name or native for key, name, native in rows}


def organisations_on(
    reader: Reader, keys: Sequence[str | None], day: dt.date | None
) -> list[Organisation]:
    """Organisations under the names that they bore on a day; without one as they are called now."""
    found = having(reader, Organisation, "id", keys)
    if day is None or not found:
        return found
    names: dict[str, list[OrganisationName]] = {}
    for name in having(reader, OrganisationName, "organisation_id", [house.id for house in found]):
        names.setdefault(name.organisation_id, []).append(name)
    return [named_on(house, names.get(house.id, ()), day) for house in found]


def names_then(
    reader: Reader, wanted: Iterable[tuple[str | None, dt.date | None]]
) -> dict[tuple[str, dt.date | None], str]:
    """What each organisation was called on its day; without a day what it is called now."""
    pairs = list(dict.fromkeys((key, day) for key, day in wanted if key))
    found = {one.id: one for one in having(reader, Organisation, "id", [key for key, _ in pairs])}
    former: dict[str, list[OrganisationName]] = {}
    for name in having(reader, OrganisationName, "organisation_id", list(found)):
        former.setdefault(name.organisation_id, []).append(name)
    named: dict[tuple[str, dt.date | None], str] = {}
    for key, day in pairs:
        if (house := found.get(OrganisationId(key))) is not None:
            then = named_on(house, former.get(key, ()), day) if day else house
            named[key, day] = then.name or then.native_name or then.acronym
    return named


def organisation_card(reader: Reader, key: str) -> OrganisationCard | None:
    organisation = one(reader, Organisation, key)
    if organisation is None:
        return None
    parent = one(reader, Organisation, organisation.parent_id) if organisation.parent_id else None
    people = reader.rows(
        "SELECT x.id, x.family_name, x.given_name, x.prefix, x.native_name, x.name_order, x.country, p.title"
        " FROM position p JOIN person x ON x.id = p.person_id WHERE p.organisation_id = :id AND p.valid_to = ''"
        " ORDER BY p.rank, x.sort_key LIMIT 200",
        {"id": key},
    )
    return OrganisationCard(
        organisation,
        parent.name if parent else "",
        tuple(where(reader, OrganisationName, "organisation_id = :id", {"id": key}, "language")),
        tuple(where(reader, Site, "organisation_id = :id", {"id": key}, "sort_key, id")),
        tuple(
            (
                row[0],
                display_name(
                    row[1],
                    row[2],
                    prefix=row[3],
                    native_name=row[4],
                    order=NameOrder(row[5]),
                    country=row[6],
                ),
                row[7],
            )
            for row in people
        ),
        tuple(where(reader, Posting, "organisation_id = :id", {"id": key}, "valid_from, id")),
        tuple(where(reader, ContactPoint, "organisation_id = :id", {"id": key}, "rank, id")),
        statements(reader, "organisation", key),
    )


def sites_page(reader: Reader, narrowing: Narrowing, offset: int, limit: int) -> list[SiteLine]:
    rows = reader.rows(
        "SELECT x.id, x.name, coalesce(o.name, ''), x.city, x.country, x.zone,"
        " (SELECT min(r.number) FROM site_rule r WHERE r.site_id = x.id AND r.kind = :rule)"
        f" FROM site x LEFT JOIN organisation o ON o.id = x.organisation_id WHERE {narrowing.sql}"
        " ORDER BY x.sort_key, x.id LIMIT :limit OFFSET :offset",
        {
            **narrowing.values,
            "limit": limit,
            "offset": offset,
            "rule": SiteRuleKind.MAX_GROUP.value,
        },
    )
    return [SiteLine(*row) for row in rows]


def site_card(reader: Reader, key: str) -> SiteCard | None:
    site = one(reader, Site, key)
    if site is None:
        return None
    organisation = one(reader, Organisation, site.organisation_id) if site.organisation_id else None
    visits = reader.rows(
        "SELECT count(DISTINCT visit_id) FROM item WHERE site_id = :id", {"id": key}
    )[0][0]
    return SiteCard(
        site,
        organisation.name if organisation else "",
        tuple(where(reader, Room, "site_id = :id", {"id": key}, "name, id")),
        tuple(where(reader, OpeningHours, "site_id = :id", {"id": key}, "weekday, opens")),
        tuple(where(reader, SiteRule, "site_id = :id", {"id": key}, "kind, id")),
        int(visits),
    )


def statements(reader: Reader, word: str, key: str) -> tuple[Statement, ...]:
    """What sources say of a record, the latest first; sources that differ all stand."""
    rows = reader.rows(
        "SELECT c.fact, c.value, c.as_of, s.title, s.publisher, s.url FROM citation c JOIN source s ON s.id = c.source_id"
        " WHERE c.subject_kind = :word AND c.subject_id = :id"
        " ORDER BY CASE WHEN c.as_of IS NULL THEN 1 ELSE 0 END, c.as_of DESC, c.id",
        {"word": word, "id": key},
    )
    return tuple(
        Statement(fact, value, day_of(as_of), f"{publisher}: {title}" if publisher else title, url)
        for fact, value, as_of, title, publisher, url in rows
    )
