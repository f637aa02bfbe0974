"""Pages and cards of agreements."""

from __future__ import annotations

from planner.domain.agreements import Agreement, AgreementParty, AgreementStatus, Amendment
from planner.domain.lines import AgreementCard, AgreementLine
from planner.domain.times import PartialDate
from planner.storage.queries.narrowing import Narrowing
from planner.storage.queries.organisations import names_of_organisations, statements
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
