"""Pages and cards of agreements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.domain.agreements import (
    Agreement,
    AgreementParty,
    AgreementState,
    AgreementStatus,
    AgreementText,
    Amendment,
)
from planner.domain.followups import FollowUp
from planner.domain.ids import AgreementId
from planner.domain.lines import AgreementCard, AgreementLine, AgreementTies, Related
from planner.domain.people import Position
from planner.domain.times import PartialDate, partial_end, partial_start
from planner.storage.queries.narrowing import Narrowing
from planner.storage.queries.organisations import names_of_organisations, statements
from planner.storage.reading import BY_DUE, Reader, any_of, having, one, where


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
    for key, name, acronym, kept, country in reader.rows(
        "SELECT p.agreement_id, o.name, o.acronym, p.name, p.country FROM agreement_party p"
        f" LEFT JOIN organisation o ON o.id = p.organisation_id WHERE {clause} ORDER BY p.rank, p.id",
        values,
    ):
        parties.setdefault(key, []).append(acronym or name or kept or country)
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
    own = {"id": key}
    themes = reader.rows(
        "SELECT t.name FROM agreement_theme a JOIN theme t ON t.id = a.theme_id"
        " WHERE a.agreement_id = :id ORDER BY t.name",
        own,
    )
    visits = reader.rows(
        "SELECT v.id, v.title FROM visit_agreement a JOIN visit v ON v.id = a.visit_id"
        " WHERE a.agreement_id = :id ORDER BY v.first_day",
        own,
    )
    return AgreementCard(
        agreement,
        tuple(named_parties(reader, [agreement.id]).get(agreement.id, ())),
        tuple(row[0] for row in themes),
        tuple(where(reader, Amendment, _OWN, own, "signed_on, id")),
        tuple((row[0], row[1]) for row in visits),
        statements(reader, "agreement", key),
        tuple(where(reader, AgreementText, _OWN, own, "language, id")),
        tuple(where(reader, AgreementState, _OWN, own, "since DESC, id DESC")),
        tuple(where(reader, FollowUp, _OWN, own, f"{BY_DUE}, id")),
        _ties(reader, agreement),
    )


_OWN: Final = "agreement_id = :id"


def named_parties(
    reader: Reader, keys: Sequence[str]
) -> dict[AgreementId, list[tuple[AgreementParty, str]]]:
    """The parties of agreements with their names: of the house now, else as kept, else the country."""
    parties = having(reader, AgreementParty, "agreement_id", keys, "rank, id")
    names = names_of_organisations(
        reader, [party.organisation_id for party in parties if party.organisation_id]
    )
    found: dict[AgreementId, list[tuple[AgreementParty, str]]] = {}
    for party in parties:
        name = names.get(party.organisation_id or "") or party.name or party.country
        found.setdefault(party.agreement_id, []).append((party, name))
    return found


def _ties(reader: Reader, agreement: Agreement) -> AgreementTies:
    def others(condition: str, value: str | None) -> tuple[Related, ...]:
        if value is None:
            return ()
        rows = reader.rows(
            "SELECT a.id, a.number, a.title, a.signed_on FROM agreement a"
            f" WHERE {condition} AND a.id <> :self ORDER BY a.signed_on, a.title, a.id",
            {"value": value, "self": agreement.id},
        )
        return tuple(
            Related("agreement", key, f"{number} {title}".strip(), signed)
            for key, number, title, signed in rows
        )

    visits = reader.rows(
        "SELECT id, title, first_day FROM visit WHERE id = :id", {"id": agreement.visit_id}
    )
    signings = reader.rows(
        "SELECT i.id, i.title, v.title, s.done_on FROM signing s JOIN item i ON i.id = s.item_id"
        " JOIN visit v ON v.id = i.visit_id WHERE s.agreement_id = :id ORDER BY v.first_day, i.id",
        {"id": agreement.id},
    )
    programmes = reader.rows(
        "SELECT p.id, p.name, p.acronym FROM programme_agreement a"
        " JOIN funding_programme p ON p.id = a.funding_programme_id"
        " WHERE a.agreement_id = :id ORDER BY p.name, p.id",
        {"id": agreement.id},
    )
    return AgreementTies(
        parent=next(iter(others("a.id = :value", agreement.parent_id)), None),
        children=others("a.parent_id = :value", agreement.id),
        supersedes=next(iter(others("a.id = :value", agreement.supersedes_id)), None),
        superseded_by=others("a.supersedes_id = :value", agreement.id),
        beside=others("a.visit_id = :value", agreement.visit_id),
        signed_at=next(
            (Related("visit", row[0], row[1], str(row[2] or "")) for row in visits), None
        ),
        signings=tuple(
            Related("item", key, title, f"{visit} {done or ''}".strip())
            for key, title, visit, done in signings
        ),
        programmes=tuple(
            Related("funding_programme", key, name, acronym) for key, name, acronym in programmes
        ),
    )


def title_held(reader: Reader, person: str, party: AgreementParty) -> str:
    """The title under which somebody signs: held at the party's house, on the day of signing if known."""
    signed = reader.rows(
        "SELECT signed_on FROM agreement WHERE id = :id", {"id": party.agreement_id}
    )
    day = partial_end(PartialDate(signed[0][0])) if signed else None
    posts = where(reader, Position, "person_id = :id", {"id": person}, "rank, id")

    def fits(post: Position) -> tuple[bool, bool]:
        start, end = partial_start(post.valid_from), partial_end(post.valid_to)
        then = not post.valid_to if day is None else (start or day) <= day <= (end or day)
        return post.organisation_id != party.organisation_id, not then

    return min(posts, key=fits).title if posts else ""
