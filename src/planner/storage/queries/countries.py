"""What the library holds about each country: counts for the list, everything for the page of one."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from planner.domain.agreements import Agreement, AgreementStatus
from planner.domain.country_lines import (
    CountryAgreement,
    CountryAttache,
    CountryHouse,
    CountryLine,
    CountryProgramme,
    CountryVisit,
    SourcedFact,
)
from planner.domain.followups import FollowUp
from planner.domain.ids import AgreementId, FundingProgrammeId, OrganisationId, VisitId
from planner.domain.organisation_tree import PostingLine
from planner.domain.organisations import Coverage, OrganisationKind, Posting
from planner.domain.people import Person
from planner.domain.preparation import Preparing, prepares, preparing
from planner.domain.relationship import Counterpart
from planner.domain.renewal import LEAD_WEEKS, ran_until, shown_state, told_state
from planner.domain.sites import CountryFact
from planner.domain.times import UNKNOWN_DATE, PartialDate, partial_end
from planner.domain.visits import Direction, VisitStatus
from planner.storage.queries.agreement_tending import over_days
from planner.storage.queries.concerns import IS_OPEN, follow_ups_with, open_by_country, prepared
from planner.storage.queries.narrowing import day_of
from planner.storage.queries.organisations import names_of_organisations
from planner.storage.queries.relationship_scope import Scope
from planner.storage.reading import LATEST, Reader, any_of, having, where

HOUSES: Final = 200
"""Organisations of one country that its page shows."""

# Pairs of a country ``c`` and what has to do with it ``k``, each once.
_VISITS: Final = (
    "SELECT v.country AS c, v.id AS k FROM visit v WHERE v.country <> '' AND v.status <> 'template'"
    " UNION SELECT o.country, v.id FROM visit v JOIN organisation o"
    " ON o.id = v.initiator_organisation_id WHERE o.country <> '' AND v.status <> 'template'"
    " UNION SELECT o.country, v.id FROM visit v JOIN organisation o"
    " ON o.id = v.host_organisation_id WHERE o.country <> '' AND v.status <> 'template'"
)
_AGREEMENTS: Final = (
    "SELECT p.country AS c, p.agreement_id AS k FROM agreement_party p WHERE p.country <> ''"
    " UNION SELECT o.country, p.agreement_id FROM agreement_party p"
    " JOIN organisation o ON o.id = p.organisation_id WHERE o.country <> ''"
)
_HOUSES: Final = "SELECT country AS c, id AS k FROM organisation WHERE country <> ''"
_FACTS: Final = "SELECT country AS c, id AS k FROM country_fact WHERE country <> ''"


def countries(reader: Reader, today: dt.date, home: str = "") -> list[CountryLine]:
    """Every country that is kept, or that something else names, in the order of codes; with ``home``,
    our own, there are no visits, agreements or promises."""
    named = {
        row[0]: row[1:]
        for row in reader.rows("SELECT id, name, name_da, name_de, name_native FROM country")
    }
    visits, agreements, houses, facts = (_counted(reader, pairs) for pairs in _PAIRS)
    follow_ups = open_by_country(reader, today)
    for count in (visits, agreements, follow_ups):
        count.pop(home, 0)
    counts = (visits, agreements, houses, follow_ups, facts)
    codes = sorted({*named, *(code for count in counts for code in count)})
    return [
        CountryLine(
            code,
            named.get(code, ()),
            visits.get(code, 0),
            agreements.get(code, 0),
            houses.get(code, 0),
            follow_ups.get(code, 0),
            facts.get(code, 0),
            is_home=code == home,
        )
        for code in codes
    ]


_PAIRS: Final = (_VISITS, _AGREEMENTS, _HOUSES, _FACTS)


def _counted(reader: Reader, pairs: str) -> dict[str, int]:
    rows = reader.rows(f"SELECT t.c, count(*) FROM ({pairs}) AS t GROUP BY t.c")
    return {str(code): int(count) for code, count in rows}


# one country


def facts(reader: Reader, code: str) -> tuple[SourcedFact, ...]:
    """The latest first; facts that disagree all stand."""
    found = where(reader, CountryFact, "country = :code", {"code": code}, f"{LATEST}, id")
    clause, values = any_of("id", sorted({one.source_id for one in found if one.source_id}))
    sources = {
        key: ", ".join(part for part in (title, publisher) if part)
        for key, title, publisher in reader.rows(
            f"SELECT id, title, publisher FROM source WHERE {clause}", values
        )
    }
    return tuple(SourcedFact(one, sources.get(one.source_id or "", "")) for one in found)


def houses(reader: Reader, code: str) -> tuple[tuple[CountryHouse, ...], int]:
    """Organisations there, those that are parties to something first, and how many there are."""
    rows = reader.rows(
        "SELECT x.id, coalesce(nullif(x.name, ''), x.native_name), x.kind, x.city, x.country"
        " FROM organisation x WHERE x.country = :code AND x.valid_to = ''"
        " ORDER BY CASE WHEN EXISTS (SELECT 1 FROM agreement_party p WHERE p.organisation_id = x.id)"
        " THEN 0 ELSE 1 END, x.sort_key, x.id LIMIT :most",
        {"code": code, "most": HOUSES},
    )
    count = reader.rows(
        "SELECT count(*) FROM organisation WHERE country = :code AND valid_to = ''", {"code": code}
    )[0][0]
    return tuple(_house(row) for row in rows), int(count)


def centres(reader: Reader, code: str) -> tuple[CountryHouse, ...]:
    """Centres, embassies and offices that cover the country, and innovation centres that are in it."""
    covers = {
        one.organisation_id: one
        for one in where(reader, Coverage, "country = :code", {"code": code}, "valid_from, id")
    }
    clause, values = any_of("x.id", list(covers))
    rows = reader.rows(
        "SELECT x.id, coalesce(nullif(x.name, ''), x.native_name), x.kind, x.city, x.country"
        f" FROM organisation x WHERE {clause} OR (x.country = :code AND x.kind = :kind"
        " AND x.parent_id IS NOT NULL) ORDER BY x.sort_key, x.id",
        {**values, "code": code, "kind": OrganisationKind.INNOVATION_CENTRE.value},
    )
    return tuple(_house(row, covers.get(row[0])) for row in rows)


def _house(row: tuple[Any, ...], coverage: Coverage | None = None) -> CountryHouse:
    key, name, kind, city, country = row
    return CountryHouse(OrganisationId(key), name, OrganisationKind(kind), city, country, coverage)


def attaches(reader: Reader, code: str, centre_keys: list[str]) -> tuple[CountryAttache, ...]:
    """Posts that name the country, and those at centres for it that name none; the open ones first."""
    clause, values = any_of("organisation_id", centre_keys)
    postings = where(
        reader,
        Posting,
        f"countries LIKE :quoted OR (countries IN ('', '[]') AND {clause})",
        {**values, "quoted": f'%"{code}"%'},
        "CASE WHEN valid_to = '' THEN 0 ELSE 1 END, valid_from DESC, id",
    )
    people = {
        one.id: one.name for one in having(reader, Person, "id", [p.person_id for p in postings])
    }
    keys = [key for p in postings for key in (p.organisation_id, p.posted_by_id) if key]
    names = names_of_organisations(reader, keys)
    return tuple(
        CountryAttache(
            PostingLine(
                one,
                people.get(one.person_id, "") if one.person_id else "",
                names.get(one.posted_by_id, "") if one.posted_by_id else "",
            ),
            one.organisation_id,
            names.get(one.organisation_id, ""),
        )
        for one in postings
    )


def programmes(reader: Reader, code: str, today: dt.date) -> tuple[CountryProgramme, ...]:
    rows = reader.rows(
        "SELECT x.id, x.name, coalesce(nullif(o.acronym, ''), o.name, ''), max(k.as_of), x.valid_to"
        " FROM programme_country k JOIN funding_programme x ON x.id = k.funding_programme_id"
        " LEFT JOIN organisation o ON o.id = x.organisation_id WHERE k.country = :code"
        " GROUP BY x.id, x.name, o.acronym, o.name, x.valid_to ORDER BY x.name, x.id",
        {"code": code},
    )
    return tuple(
        CountryProgramme(
            FundingProgrammeId(key),
            name,
            funder,
            day_of(as_of),
            bool((end := partial_end(PartialDate(ends))) and end < today),
        )
        for key, name, funder, as_of, ends in rows
    )


def agreements(
    reader: Reader, code: str, today: dt.date, lead_weeks: int = LEAD_WEEKS
) -> tuple[CountryAgreement, ...]:
    """The latest signed first, each as it stands today."""
    rows = reader.rows(
        "SELECT x.id, x.title, x.status, x.signed_on, x.expires_on, x.renews_itself,"
        " x.renewal_months, x.notice_months, x.lead_weeks FROM agreement x"
        f" WHERE x.id IN (SELECT t.k FROM ({_AGREEMENTS}) AS t WHERE t.c = :code)"
        " ORDER BY x.signed_on DESC, x.title, x.id LIMIT :most",
        {"code": code, "most": HOUSES},
    )
    found = [
        Agreement(
            id=AgreementId(key),
            title=title,
            status=AgreementStatus(status),
            signed_on=PartialDate(signed),
            expires_on=PartialDate(ends),
            renews_itself=bool(renews),
            renewal_months=months,
            notice_months=notice,
            lead_weeks=lead,
        )
        for key, title, status, signed, ends, renews, months, notice, lead in rows
    ]
    over = over_days(reader, [one.id for one in found])
    return tuple(
        CountryAgreement(
            one.id,
            one.title,
            one.status,
            one.signed_on,
            ran_until(one, today, over.get(one.id, UNKNOWN_DATE)),
            shown_state(one, today, lead_weeks),
            told_state(one, today),
        )
        for one in found
    )


def visits(reader: Reader, code: str) -> tuple[CountryVisit, ...]:
    """The latest first; those without a day last."""
    rows = reader.rows(
        "SELECT x.id, x.title, x.direction, x.status, x.first_day, x.last_day FROM visit x"
        f" WHERE x.id IN (SELECT t.k FROM ({_VISITS}) AS t WHERE t.c = :code)"
        " ORDER BY CASE WHEN x.first_day IS NULL THEN 1 ELSE 0 END, x.first_day DESC, x.id"
        " LIMIT :most",
        {"code": code, "most": HOUSES},
    )
    return tuple(
        CountryVisit(
            VisitId(key), title, Direction(way), VisitStatus(status), day_of(first), day_of(last)
        )
        for key, title, way, status, first, last in rows
    )


def follow_ups(
    reader: Reader, code: str, today: dt.date
) -> tuple[tuple[tuple[str, str, dt.date | None], ...], tuple[Preparing, ...]]:
    """Open ones that concern the country, the next due first; and the visits that are prepared."""
    found = follow_ups_with(reader, Scope(Counterpart(code)), IS_OPEN)
    found.sort(key=lambda one: (one.due_on is None, one.due_on or dt.date.max, one.id))
    visits, steps = prepared(reader, found), dict[VisitId, list[FollowUp]]()
    others = []
    for one in found:
        visit = visits.get(one.visit_id) if one.visit_id else None
        if one.visit_id and prepares(one, visit):
            steps.setdefault(one.visit_id, []).append(one)
        else:
            others.append((one.id, one.title, one.due_on))
    ahead = [preparing(all_of, visits[key], today) for key, all_of in steps.items()]
    return tuple(others[:HOUSES]), tuple(one for one in ahead if one is not None)


def site_zones(reader: Reader, code: str) -> list[str]:
    """The zones of our sites there, the most used first."""
    rows = reader.rows(
        "SELECT zone, count(*) AS n FROM site WHERE country = :code AND zone <> ''"
        " GROUP BY zone ORDER BY n DESC, zone",
        {"code": code},
    )
    return [row[0] for row in rows]
