"""Everything that has to do with one country or one organisation, its parts and predecessors included."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from planner.domain.agreements import Agreement
from planner.domain.funding import Call
from planner.domain.gifts import Gift
from planner.domain.ids import VisitId
from planner.domain.relationship import (
    AgreementTie,
    CallTie,
    Counterpart,
    FollowUpTie,
    GiftTie,
    Relationship,
    VisitTie,
    by_day,
)
from planner.domain.renewal import LEAD_WEEKS, UNTENDED
from planner.domain.times import UNKNOWN_DATE
from planner.domain.told_ties import not_on_record
from planner.domain.told_visits import ToldVisit
from planner.domain.visits import Visit
from planner.storage.queries.agreement_register import party_names, signing_days
from planner.storage.queries.agreement_tending import over_days, tended
from planner.storage.queries.concerns import follow_ups_with, prepared
from planner.storage.queries.organisations import names_of_organisations
from planner.storage.queries.relationship_invitations import invitations, invitations_of
from planner.storage.queries.relationship_scope import Named, Scope, column, titles
from planner.storage.queries.relationship_visits import people_met, visits_with
from planner.storage.reading import Reader, having, where

Told = Callable[[Sequence[str]], Sequence[tuple[ToldVisit, VisitTie]]]
"""Of the organisations of a side the told visits that have to do with it."""
_LED: Final = (
    "SELECT id FROM visit WHERE direction = 'inbound' AND initiator_organisation_id IN ({h})"
    " OR direction = 'outbound' AND host_organisation_id IN ({h})"
)
"""Visits at which what is given and said without a name is theirs."""


def relationship(
    reader: Reader,
    counterpart: Counterpart,
    today: dt.date,
    country: Named = str,
    lead_weeks: int = LEAD_WEEKS,
    told: Told | None = None,
) -> Relationship:
    """``told`` gives the visits of which sources tell, as they are with this side."""
    scope = Scope(counterpart)
    visits = _visits(reader, scope, told)
    ours = [one for one in visits if one.partner and not one.told_by]
    partners = [one.id for one in ours]
    led = partners if scope.is_country else column(reader, scope.sql(_LED), scope.values)
    held = [one.id for one in ours if one.was_held(today)]
    return Relationship(
        counterpart=counterpart,
        today=today,
        visits=visits,
        agreements=_agreements(reader, scope, country),
        follow_ups=_follow_ups(reader, scope),
        invitations=invitations(reader, invitations_of(reader, scope, led), country),
        calls=_calls(reader, scope),
        gifts=_gifts(reader, scope, led),
        people=people_met(reader, scope, held),
        lead_weeks=lead_weeks,
    )


def _visits(reader: Reader, scope: Scope, told: Told | None) -> tuple[VisitTie, ...]:
    """Those of the library and those that sources tell, none of them twice."""
    ties = told(column(reader, scope.houses, scope.values)) if told is not None else []
    kept = {VisitId(key): tie for one, tie in ties for key in one.kept}
    visits = visits_with(reader, scope.counterpart, kept)
    on_record = {one.id for one in visits}
    only_told = [tie for one, tie in ties if on_record.isdisjoint(one.kept)]
    return tuple(sorted([*visits, *not_on_record(only_told, visits)], key=by_day))


def _agreements(reader: Reader, scope: Scope, country: Named) -> tuple[AgreementTie, ...]:
    of_country = " OR p.country = :with" if scope.is_country else ""
    keys = column(
        reader,
        "SELECT DISTINCT p.agreement_id FROM agreement_party p"
        f" WHERE p.organisation_id IN ({scope.houses}){of_country}",
        scope.values,
    )
    found = having(reader, Agreement, "id", keys)
    parties = parties_of(reader, keys, country)
    signing = signing_days(reader)  # all: what waits for its signing is little
    taken, over = tended(reader, keys), over_days(reader, keys)
    ties = [
        AgreementTie(
            one,
            parties.get(one.id, ""),
            signing.get(one.id),
            over.get(one.id, UNKNOWN_DATE),
            taken.get(one.id, UNTENDED),
        )
        for one in found
    ]
    return tuple(sorted(ties, key=lambda one: (one.agreement.signed_on, one.agreement.title)))


def parties_of(reader: Reader, agreements: Sequence[str], country: Named = str) -> dict[str, str]:
    """ "UFM – MEXT" for each agreement; a party that is gone by the name it had."""
    keys, found = list(agreements), {}
    for start in range(0, len(keys), 5_000):
        for key, parties in party_names(reader, keys[start : start + 5_000]).items():
            found[key] = " – ".join(filter(None, (name or country(code) for name, code in parties)))
    return found


def _follow_ups(reader: Reader, scope: Scope) -> tuple[FollowUpTie, ...]:
    """Those that concern the other side, with what they are about."""
    every = follow_ups_with(reader, scope)
    names = {
        **titles(reader, "visit", [one.visit_id for one in every]),
        **titles(reader, "agreement", [one.agreement_id for one in every]),
        **names_of_organisations(reader, [one.organisation_id for one in every if one.organisation_id]),
    }  # fmt: skip
    visits = prepared(reader, every)
    ties = [
        FollowUpTie(
            one,
            names.get(one.visit_id or one.agreement_id or one.organisation_id or "", ""),
            visits.get(one.visit_id) if one.visit_id else None,
        )
        for one in every
    ]
    return tuple(sorted(ties, key=lambda tie: (str(tie.follow_up.due_on or "9"), tie.follow_up.id)))


def _calls(reader: Reader, scope: Scope) -> tuple[CallTie, ...]:
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


def _gifts(reader: Reader, scope: Scope, visits: Sequence[str]) -> tuple[GiftTie, ...]:
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


def countries_with_anything(reader: Reader) -> list[str]:
    """Codes of countries that organisations, parties, programmes or visits name."""
    return column(
        reader,
        "SELECT country FROM organisation WHERE country <> '' UNION SELECT country FROM agreement_party"
        " WHERE country <> '' UNION SELECT country FROM programme_country WHERE country <> ''"
        " UNION SELECT country FROM visit WHERE country <> '' UNION SELECT country FROM invitation"
        " WHERE country <> '' ORDER BY 1",
        {},
    )
