"""Invitations given and received, with the names of what they point to."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.ids import VisitId
from planner.domain.invitations import Invitation
from planner.domain.relationship import InvitationTie
from planner.storage.queries.organisations import names_of_organisations
from planner.storage.queries.relationship_scope import Named, Scope, column, titles
from planner.storage.reading import Reader, having, where


def invitations_of(reader: Reader, scope: Scope, visits: Sequence[str]) -> list[Invitation]:
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
    visits = titles(
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
    return [VisitId(key) for key in column(reader, sql, {})]
