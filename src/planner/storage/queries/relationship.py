"""Everything that has to do with one country or one organisation, its parts and predecessors included."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from planner.domain.agreements import Agreement
from planner.domain.followups import FollowUp
from planner.domain.funding import Call
from planner.domain.gifts import Gift
from planner.domain.ids import VisitId
from planner.domain.invitations import Invitation
from planner.domain.relationship import (
    AgreementTie,
    CallTie,
    Counterpart,
    FollowUpTie,
    GiftTie,
    InvitationTie,
    Relationship,
    VisitTie,
    by_day,
)
from planner.domain.renewal import LEAD_WEEKS
from planner.domain.visits import Delegate, Visit
from planner.storage.queries.agreement_register import party_names, signing_days
from planner.storage.queries.organisations import names_of_organisations
from planner.storage.reading import Reader, any_of, having, where

Named = Callable[[str], str]
"""What a country is called, by its code."""
_OF_COUNTRY: Final = "SELECT id FROM organisation WHERE country = :with"
_OF_HOUSE: Final = (
    "WITH RECURSIVE tree(id) AS (SELECT id FROM organisation WHERE id = :with"
    " UNION SELECT o.id FROM organisation o JOIN tree t ON o.parent_id = t.id OR o.successor_id = t.id)"
    " SELECT id FROM tree"
)
_THEY_CAME: Final = (
    "SELECT v.id FROM visit v WHERE v.direction = 'inbound' AND v.initiator_organisation_id IN ({h})"
    " UNION SELECT d.visit_id FROM delegate d JOIN visit v ON v.id = d.visit_id"
    " WHERE v.direction = 'inbound' AND d.organisation_id IN ({h})"
)
_WE_WENT: Final = (
    "SELECT v.id FROM visit v WHERE v.direction = 'outbound' AND v.host_organisation_id IN ({h})"
    " UNION SELECT i.visit_id FROM item_host k JOIN item i ON i.id = k.item_id JOIN visit v"
    " ON v.id = i.visit_id WHERE v.direction = 'outbound' AND k.organisation_id IN ({h})"
    " UNION SELECT i.visit_id FROM item i JOIN site s ON s.id = i.site_id JOIN visit v"
    " ON v.id = i.visit_id WHERE v.direction = 'outbound' AND s.organisation_id IN ({h})"
)
_COUNTRY_ALONE: Final = (
    # People whose organisation names no country; a visit to the country; one of which nothing else is known yet.
    "SELECT d.visit_id FROM delegate d JOIN person p ON p.id = d.person_id JOIN visit v"
    " ON v.id = d.visit_id LEFT JOIN organisation o ON o.id = d.organisation_id"
    " WHERE v.direction = 'inbound' AND coalesce(o.country, '') = '' AND p.country = :with"
    " UNION SELECT v.id FROM visit v WHERE v.direction = 'outbound' AND v.country = :with"
    " UNION SELECT v.id FROM visit v WHERE v.direction = 'inbound' AND v.country = :with"
    " AND v.initiator_organisation_id IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM delegate d WHERE d.visit_id = v.id)"
)
_TOOK_PART: Final = (
    "SELECT v.id FROM visit v WHERE v.host_organisation_id IN ({h}) OR v.initiator_organisation_id IN ({h})"
    " UNION SELECT d.visit_id FROM delegate d WHERE d.organisation_id IN ({h})"
    " UNION SELECT i.visit_id FROM item_host k JOIN item i ON i.id = k.item_id WHERE k.organisation_id IN ({h})"
    " UNION SELECT i.visit_id FROM item i JOIN site s ON s.id = i.site_id WHERE s.organisation_id IN ({h})"
)
_THEIR_PEOPLE: Final = (
    "SELECT p.id FROM person p WHERE {country}"
    " p.id IN (SELECT q.person_id FROM position q WHERE q.organisation_id IN ({h}))"
)


class _Scope:
    """The other side in SQL: ``houses`` are its organisations, ``people`` those who work or belong there."""

    def __init__(self, counterpart: Counterpart) -> None:
        self.counterpart = counterpart
        self.is_country = counterpart.organisation_id is None
        self.houses = _OF_COUNTRY if self.is_country else _OF_HOUSE
        self.values = {"with": counterpart.organisation_id or counterpart.country}
        country = "p.country = :with OR" if self.is_country else ""
        self.people = _THEIR_PEOPLE.format(h=self.houses, country=country)

    def sql(self, text: str) -> str:
        return text.format(h=self.houses)


def relationship(
    reader: Reader,
    counterpart: Counterpart,
    today: dt.date,
    country: Named = str,
    lead_weeks: int = LEAD_WEEKS,
) -> Relationship:
    scope = _Scope(counterpart)
    visits = visits_with(reader, counterpart)
    agreements = _agreements(reader, scope, country)
    partners = [one.id for one in visits if one.partner]
    held = [one.id for one in visits if one.partner and one.was_held(today)]
    return Relationship(
        counterpart=counterpart,
        today=today,
        visits=visits,
        agreements=agreements,
        follow_ups=_follow_ups(reader, scope, partners, [one.agreement.id for one in agreements]),
        invitations=invitations(reader, _invitations_of(reader, scope, partners), country),
        calls=_calls(reader, scope),
        gifts=_gifts(reader, scope, partners),
        people=_people_met(reader, scope, held),
        lead_weeks=lead_weeks,
    )


# visits


def visits_with(reader: Reader, counterpart: Counterpart) -> tuple[VisitTie, ...]:
    """Visits both ways, by day; a visit that was called off brings the one that took it up, and back."""
    scope = _Scope(counterpart)
    alone = f" UNION {_COUNTRY_ALONE}" if scope.is_country else ""
    partners = _column(reader, scope.sql(f"{_THEY_CAME} UNION {_WE_WENT}{alone}"), scope.values)
    others: list[str] = []
    if not scope.is_country:
        others = _column(reader, scope.sql(_TOOK_PART), scope.values)
    chained = _chained(reader, partners)
    with_them = {*partners, *chained}
    visits = having(reader, Visit, "id", [*with_them, *(k for k in others if k not in with_them)])
    visits = [one for one in visits if one.status.value != "template"]
    titles = {one.id: one.title for one in visits}
    earlier = {one.successor_id: one for one in visits if one.successor_id}
    delegates = _delegates(reader, [one.id for one in visits])
    theirs = _their_heads(reader, scope, [one.id for one in visits])
    ties = []
    for one in visits:
        heads = delegates.get(one.id, [])
        if one.direction.value == "inbound":
            heads = [head for head in heads if head.id in theirs] or heads
        after, before = one.successor_id, earlier.get(one.id)
        ties.append(
            VisitTie(
                id=one.id,
                title=one.title or one.code,
                code=one.code,
                direction=one.direction,
                status=one.status,
                first_day=one.first_day,
                last_day=one.last_day,
                partner=one.id in with_them,
                level=_level(heads),
                people=len(heads),
                revived_as=(after, titles[after]) if after in titles else None,
                revives=(before.id, before.title) if before else None,
            )
        )
    return tuple(sorted(ties, key=by_day))


def _chained(reader: Reader, visits: Sequence[str]) -> list[str]:
    """The visits that took these up, and those that these took up."""
    found: list[str] = []
    for clause, values in _portions("id", visits):
        found += _column(
            reader, f"SELECT successor_id FROM visit WHERE successor_id IS NOT NULL AND {clause}", values
        )  # fmt: skip
    for clause, values in _portions("successor_id", visits):
        found += _column(reader, f"SELECT id FROM visit WHERE {clause}", values)
    return found


def _delegates(reader: Reader, visits: Sequence[str]) -> dict[str, list[Delegate]]:
    found: dict[str, list[Delegate]] = {}
    for one in having(reader, Delegate, "visit_id", visits):
        found.setdefault(one.visit_id, []).append(one)
    return found


def _their_heads(reader: Reader, scope: _Scope, visits: Sequence[str]) -> frozenset[str]:
    country = (
        " OR d.person_id IN (SELECT id FROM person WHERE country = :with) AND NOT EXISTS"
        " (SELECT 1 FROM organisation o WHERE o.id = d.organisation_id AND o.country <> '')"
    )
    found: list[str] = []
    for clause, values in _portions("d.visit_id", visits):
        sql = (
            f"SELECT d.id FROM delegate d WHERE {clause} AND (d.organisation_id IN ({scope.houses})"
            f"{country if scope.is_country else ''})"
        )
        found += _column(reader, sql, {**values, **scope.values})
    return frozenset(found)


def _level(heads: Iterable[Delegate]) -> str:
    """The title then of the first in the order of precedence; without one of whoever stands first."""
    titled = [one for one in heads if one.title or one.role]
    first = min(titled, key=lambda one: (one.rank or 1_000_000, one.id), default=None)
    return (first.title or first.role) if first else ""


def _people_met(reader: Reader, scope: _Scope, visits: Sequence[str]) -> int:
    met: set[str] = set()
    for clause, values in _portions("d.visit_id", visits):
        met.update(
            _column(
                reader,
                "SELECT d.person_id FROM delegate d JOIN visit v ON v.id = d.visit_id"
                f" WHERE {clause} AND v.direction = 'inbound' AND d.person_id IN ({scope.people})",
                {**values, **scope.values},
            )
        )
    for clause, values in _portions("i.visit_id", visits):
        met.update(
            _column(
                reader,
                "SELECT k.person_id FROM item_host k JOIN item i ON i.id = k.item_id"
                f" WHERE {clause} AND k.person_id IN ({scope.people})",
                {**values, **scope.values},
            )
        )
    return len(met)


# agreements, follow-ups, calls, gifts


def _agreements(reader: Reader, scope: _Scope, country: Named) -> tuple[AgreementTie, ...]:
    of_country = " OR p.country = :with" if scope.is_country else ""
    keys = _column(
        reader,
        "SELECT DISTINCT p.agreement_id FROM agreement_party p"
        f" WHERE p.organisation_id IN ({scope.houses}){of_country}",
        scope.values,
    )
    found = having(reader, Agreement, "id", keys)
    parties = parties_of(reader, keys, country)
    signing = signing_days(reader)  # all: what waits for its signing is little
    ties = [AgreementTie(one, parties.get(one.id, ""), signing.get(one.id)) for one in found]
    return tuple(sorted(ties, key=lambda one: (one.agreement.signed_on, one.agreement.title)))


def parties_of(reader: Reader, agreements: Sequence[str], country: Named = str) -> dict[str, str]:
    """ "UFM – MEXT" for each agreement; a party that is gone by the name it had."""
    keys, found = list(agreements), {}
    for start in range(0, len(keys), 5_000):
        for key, parties in party_names(reader, keys[start : start + 5_000]).items():
            found[key] = " – ".join(filter(None, (name or country(code) for name, code in parties)))
    return found


def _follow_ups(
    reader: Reader, scope: _Scope, visits: Sequence[str], agreements: Sequence[str]
) -> tuple[FollowUpTie, ...]:
    own = where(
        reader,
        FollowUp,
        f"organisation_id IN ({scope.houses}) OR person_id IN ({scope.people})",
        scope.values,
    )
    found = {one.id: one for one in own}
    for field, keys in (("visit_id", visits), ("agreement_id", agreements)):
        for one in having(reader, FollowUp, field, keys):
            found.setdefault(one.id, one)
    every = found.values()
    names = {
        **_titles(reader, "visit", [one.visit_id for one in every]),
        **_titles(reader, "agreement", [one.agreement_id for one in every]),
        **names_of_organisations(reader, [one.organisation_id for one in every if one.organisation_id]),
    }  # fmt: skip
    ties = [
        FollowUpTie(
            one, names.get(one.visit_id or one.agreement_id or one.organisation_id or "", "")
        )
        for one in every
    ]
    return tuple(sorted(ties, key=lambda tie: (str(tie.follow_up.due_on or "9"), tie.follow_up.id)))


def _calls(reader: Reader, scope: _Scope) -> tuple[CallTie, ...]:
    """Of programmes that name the country, or that the organisation runs."""
    if scope.is_country:
        programmes = "SELECT funding_programme_id FROM programme_country WHERE country = :with"
        own = " OR c.countries LIKE :quoted"
        values = {**scope.values, "quoted": f'%"{scope.counterpart.country}"%'}
    else:
        programmes = f"SELECT id FROM funding_programme WHERE organisation_id IN ({scope.houses})"
        own, values = "", dict(scope.values)
    rows = reader.rows(
        "SELECT c.id, coalesce(nullif(f.acronym, ''), f.name, '') FROM call c JOIN funding_programme f"
        f" ON f.id = c.funding_programme_id WHERE c.funding_programme_id IN ({programmes}){own}",
        values,
    )
    programme_of: dict[str, str] = dict(rows)
    country = scope.counterpart.country
    ties = [
        CallTie(one, programme_of[one.id])
        for one in having(reader, Call, "id", list(programme_of))
        if not scope.is_country or not one.countries or country in one.countries
    ]
    return tuple(sorted(ties, key=lambda tie: (str(tie.call.closes_on or "9"), tie.call.id)))


def _gifts(reader: Reader, scope: _Scope, visits: Sequence[str]) -> tuple[GiftTie, ...]:
    sides = ("giver_organisation_id", "receiver_organisation_id")
    houses = " OR ".join(f"{side} IN ({scope.houses})" for side in sides)
    people = " OR ".join(f"{side} IN ({scope.people})" for side in ("giver_id", "receiver_id"))
    found = {one.id: one for one in where(reader, Gift, f"{houses} OR {people}", scope.values)}
    for one in having(reader, Gift, "visit_id", visits):
        if not (one.giver_organisation_id and one.receiver_organisation_id):
            found.setdefault(one.id, one)
    visits_of = {
        one.id: one for one in having(reader, Visit, "id", [one.visit_id for one in found.values()])
    }
    ties = []
    for one in found.values():
        visit = visits_of.get(one.visit_id) if one.visit_id else None
        day = one.handed_on or (visit.first_day if visit else None)
        ties.append(GiftTie(one, day, visit.title if visit else ""))
    return tuple(sorted(ties, key=lambda tie: (str(tie.on or "9"), tie.gift.id)))


# invitations


def _invitations_of(reader: Reader, scope: _Scope, visits: Sequence[str]) -> list[Invitation]:
    country = " OR country = :with" if scope.is_country else ""
    own = where(reader, Invitation, f"organisation_id IN ({scope.houses}){country}", scope.values)
    found = {one.id: one for one in own}
    for one in having(reader, Invitation, "visit_id", visits):
        if one.organisation_id is None and not one.country:
            found.setdefault(one.id, one)
    return list(found.values())


def invitations(
    reader: Reader, found: Sequence[Invitation], country: Named = str
) -> tuple[InvitationTie, ...]:
    """With the names of what they point to; by the day on which they were given."""
    visits = _titles(
        reader, "visit", [key for one in found for key in (one.visit_id, one.answered_by_id)]
    )
    houses = names_of_organisations(
        reader, [one.organisation_id for one in found if one.organisation_id]
    )
    ties = [
        InvitationTie(
            one,
            houses.get(one.organisation_id or "", "") or country(one.country),
            visits.get(one.visit_id or "", ""),
            visits.get(one.answered_by_id or "", ""),
        )
        for one in found
    ]
    return tuple(
        sorted(ties, key=lambda tie: (str(tie.invitation.given_on or "9"), tie.invitation.id))
    )


def invited_by(reader: Reader, *, only_open: bool) -> list[Invitation]:
    condition = "answered_by_id IS NULL AND withdrawn_on IS NULL" if only_open else "1 = 1"
    return where(reader, Invitation, condition, order="given_on, id")


def answers_chosen(reader: Reader) -> list[VisitId]:
    """Visits that answer an invitation already."""
    sql = "SELECT answered_by_id FROM invitation WHERE answered_by_id IS NOT NULL"
    return [VisitId(key) for key in _column(reader, sql, {})]


# small things


def countries_with_anything(reader: Reader) -> list[str]:
    """Codes of countries that organisations, parties, programmes or visits name."""
    return _column(
        reader,
        "SELECT country FROM organisation WHERE country <> '' UNION SELECT country FROM agreement_party"
        " WHERE country <> '' UNION SELECT country FROM programme_country WHERE country <> ''"
        " UNION SELECT country FROM visit WHERE country <> '' UNION SELECT country FROM invitation"
        " WHERE country <> '' ORDER BY 1",
        {},
    )


def _titles(reader: Reader, word: str, keys: Iterable[str | None]) -> dict[str, str]:
    found: dict[str, str] = {}
    for clause, values in _portions("id", [key for key in keys if key]):
        found.update(reader.rows(f'SELECT id, title FROM "{word}" WHERE {clause}', values))
    return found


def _portions(column: str, keys: Sequence[str]) -> list[tuple[str, dict[str, Any]]]:
    wanted = list(dict.fromkeys(keys))
    return [any_of(column, wanted[at : at + 500]) for at in range(0, len(wanted), 500)]


def _column(reader: Reader, sql: str, values: dict[str, Any]) -> list[str]:
    return [str(row[0]) for row in reader.rows(sql, values) if row[0] is not None]
