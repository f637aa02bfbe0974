"""Pages and cards of agreements and follow-ups."""

from __future__ import annotations

from typing import Any

from planner.domain.agreements import (
    Agreement,
    AgreementParty,
    AgreementStatus,
    Amendment,
)
from planner.domain.followups import FollowUpStatus
from planner.domain.lines import AgreementCard, AgreementLine, FollowUpLine
from planner.domain.times import PartialDate
from planner.storage.queries.contacts import Narrowing, day_of, names_of_organisations, statements
from planner.storage.reading import Reader, any_of, one, where


def agreements_page(
    reader: Reader, narrowing: Narrowing, offset: int, limit: int
) -> list[AgreementLine]:
    """Agreements, the latest signed first; those without a date last."""
    rows = reader.rows(
        "SELECT x.id, x.number, x.title, x.kind, x.status, x.signed_on, x.expires_on FROM agreement x"
        f" WHERE {narrowing.sql} ORDER BY x.signed_on DESC, x.title, x.id LIMIT :limit OFFSET :offset",
        {**narrowing.values, "limit": limit, "offset": offset},
    )
    clause, values = any_of("p.agreement_id", [row[0] for row in rows])
    parties: dict[str, list[str]] = {}
    for key, name, acronym, country in reader.rows(
        "SELECT p.agreement_id, o.name, o.acronym, p.country FROM agreement_party p"
        f" LEFT JOIN organisation o ON o.id = p.organisation_id WHERE {clause} ORDER BY p.rank, p.id",
        values,
    ):
        parties.setdefault(key, []).append(acronym or name or country)
    return [
        AgreementLine(
            key,
            number,
            title,
            kind,
            " – ".join(parties.get(key, [])),
            AgreementStatus(status),
            PartialDate(signed),
            PartialDate(expires),
        )
        for key, number, title, kind, status, signed, expires in rows
    ]


def agreement_card(reader: Reader, key: str) -> AgreementCard | None:
    agreement = one(reader, Agreement, key)
    if agreement is None:
        return None
    parties = where(reader, AgreementParty, "agreement_id = :id", {"id": key}, "rank, id")
    names = names_of_organisations(
        reader, [party.organisation_id for party in parties if party.organisation_id]
    )
    themes = reader.rows(
        "SELECT t.name FROM agreement_theme a JOIN theme t ON t.id = a.theme_id WHERE a.agreement_id = :id ORDER BY t.name",
        {"id": key},
    )
    visits = reader.rows(
        "SELECT v.id, v.title FROM visit_agreement a JOIN visit v ON v.id = a.visit_id WHERE a.agreement_id = :id"
        " ORDER BY v.first_day",
        {"id": key},
    )
    return AgreementCard(
        agreement,
        tuple((party, names.get(party.organisation_id or "", party.country)) for party in parties),
        tuple(row[0] for row in themes),
        tuple(where(reader, Amendment, "agreement_id = :id", {"id": key}, "signed_on, id")),
        tuple((row[0], row[1]) for row in visits),
        statements(reader, "agreement", key),
    )


def follow_ups_page(
    reader: Reader, statuses: list[FollowUpStatus], narrowing: Narrowing, offset: int, limit: int
) -> list[FollowUpLine]:
    """Follow-ups by due date, those without one last."""
    clause, values = any_of("x.status", [status.value for status in statuses], "s")
    rows = reader.rows(
        "SELECT x.id, x.title, x.status, x.kind, x.owner, p.family_name, p.given_name, x.due_on, v.title, a.title, o.name, x.visit_id"
        " FROM follow_up x LEFT JOIN person p ON p.id = x.owner_id LEFT JOIN visit v ON v.id = x.visit_id"
        " LEFT JOIN agreement a ON a.id = x.agreement_id LEFT JOIN organisation o ON o.id = x.organisation_id"
        f" WHERE {clause} AND {narrowing.sql}"
        " ORDER BY CASE WHEN x.due_on IS NULL THEN 1 ELSE 0 END, x.due_on, x.id LIMIT :limit OFFSET :offset",
        {**values, **narrowing.values, "limit": limit, "offset": offset},
    )
    return [_follow_up(row) for row in rows]


def _follow_up(row: tuple[Any, ...]) -> FollowUpLine:
    (
        key,
        title,
        status,
        kind,
        owner,
        family,
        given,
        due,
        visit,
        agreement,
        organisation,
        visit_id,
    ) = row
    person = " ".join(part for part in (given, family) if part)
    return FollowUpLine(
        key,
        title,
        FollowUpStatus(status),
        kind,
        owner or person,
        day_of(due),
        visit or agreement or organisation or "",
        visit_id,
    )


def follow_ups_count(reader: Reader, statuses: list[FollowUpStatus], narrowing: Narrowing) -> int:
    clause, values = any_of("x.status", [status.value for status in statuses], "s")
    sql = f"SELECT count(*) FROM follow_up x WHERE {clause} AND {narrowing.sql}"
    return int(reader.rows(sql, {**values, **narrowing.values})[0][0])
