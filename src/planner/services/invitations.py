"""Invitations to a visit in return: given, received, answered by a visit, withdrawn; each verb is one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from planner.domain.ids import ItemId, OrganisationId, RecordId, VisitId, new_id
from planner.domain.invitations import Invitation, InvitationDirection
from planner.domain.relationship import Counterpart, InvitationTie, VisitTie, may_answer
from planner.domain.times import require_year
from planner.domain.visits import Direction, Visit
from planner.errors import UserError
from planner.i18n import N_, _, current
from planner.services.core import Core
from planner.services.country_naming import country_namer
from planner.services.keeping import Keeper
from planner.storage import reading
from planner.storage.queries import relationship_invitations as queries
from planner.storage.queries.relationship_visits import visits_with


class Invitations:
    """Open until a visit answers them, or until they are withdrawn."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.keeper = Keeper(core, Invitation)

    def get(self, invitation: RecordId) -> Invitation:
        """:raises NotFound: no such invitation."""
        return self.keeper.get(invitation)

    def all(self, *, only_open: bool = False) -> tuple[InvitationTie, ...]:
        """With names, by the day on which they were given."""
        return self._named(queries.invited_by(self._core.reader, only_open=only_open))

    def of_visit(self, visit: VisitId) -> tuple[InvitationTie, ...]:
        """Those that were said at a visit, or are answered by it."""
        found = reading.where(
            self._core.reader, Invitation, "visit_id = :id OR answered_by_id = :id", {"id": visit}
        )
        return self._named(found)

    def _named(self, found: Sequence[Invitation]) -> tuple[InvitationTie, ...]:
        reader = self._core.reader
        return queries.invitations(reader, found, country_namer(reader, current()))

    def note(
        self,
        direction: InvitationDirection,
        *,
        organisation_id: OrganisationId | None = None,
        country: str = "",
        visit_id: VisitId | None = None,
        item_id: ItemId | None = None,
        given_on: dt.date | None = None,
        text: str = "",
        notes: str = "",
        origin: object = None,
    ) -> RecordId:
        """We invited them (given), or they us (received). Without a day it was today.

        :raises UserError: nobody is named: no organisation, no country and no visit.
        """
        return self.add(
            Invitation(
                id=RecordId(new_id()),
                direction=direction,
                organisation_id=organisation_id,
                country=country,
                visit_id=visit_id,
                item_id=item_id,
                given_on=given_on or self._core.today(),
                text=text,
                notes=notes,
            ),
            origin=origin,
        )

    def add(self, invitation: Invitation, *, origin: object = None) -> RecordId:
        _check(invitation)
        label = (
            N_("Note invitation given: {name}")
            if invitation.direction is InvitationDirection.GIVEN
            else N_("Note invitation received: {name}")
        )
        with self._core.work(label, self._facts(invitation), origin=origin) as work:
            work.add(invitation)
        return invitation.id

    def edit(
        self,
        invitation: RecordId,
        *,
        seen: Invitation | None = None,
        origin: object = None,
        **fields: Any,
    ) -> Invitation:
        now = self.get(invitation)
        _check(replace(now, **fields))
        with self._core.work(
            N_("Change invitation: {name}"), self._facts(now), origin=origin
        ) as work:
            return work.change(Invitation, invitation, seen, **fields)

    def answers(self, invitation: RecordId) -> list[VisitTie]:
        """Visits that may be the answer, the earliest first: with the same organisation, or where
        none is named the same country, in the right direction, later, and not the answer to another."""
        now, reader = self.get(invitation), self._core.reader
        whom = self._whom(now)
        visits = visits_with(reader, whom) if whom else ()
        return may_answer(now, visits, queries.answers_chosen(reader))

    def answer(
        self, invitation: RecordId, visit: VisitId | None, *, origin: object = None
    ) -> Invitation:
        """This visit is the answer; ``None`` opens the invitation again.

        :raises UserError: the visit goes the other way, or is the one at which it was said.
        """
        now = self.get(invitation)
        if visit is not None:
            self._check_answer(now, visit)
        label = N_("Answer invitation: {name}") if visit else N_("Reopen invitation: {name}")
        with self._core.work(label, self._facts(now), origin=origin) as work:
            return work.change(Invitation, invitation, answered_by_id=visit, withdrawn_on=None)

    def withdraw(
        self, invitation: RecordId, on: dt.date | None = None, *, origin: object = None
    ) -> Invitation:
        """It stands no more, as of today or ``on``; the record stays."""
        now = self.get(invitation)
        require_year(on)
        with self._core.work(
            N_("Withdraw invitation: {name}"), self._facts(now), origin=origin
        ) as work:
            return work.change(Invitation, invitation, withdrawn_on=on or self._core.today())

    def remove(self, invitation: RecordId, *, origin: object = None) -> None:
        now = self.get(invitation)
        with self._core.work(
            N_("Remove invitation: {name}"), self._facts(now), origin=origin
        ) as work:
            work.remove(Invitation, invitation)

    def counterpart(self, invitation: str) -> Counterpart | None:
        """Who is invited or invites: the organisation, else the country; None where only a visit is named.

        :raises NotFound: no such invitation.
        """
        return self._whom(self.get(RecordId(invitation)))

    def _whom(self, invitation: Invitation) -> Counterpart | None:
        if invitation.organisation_id:
            return Counterpart(organisation_id=invitation.organisation_id)
        return Counterpart(country=invitation.country) if invitation.country else None

    def _check_answer(self, invitation: Invitation, visit: VisitId) -> None:
        answer = Keeper(self._core, Visit).get(visit)
        given = invitation.direction is InvitationDirection.GIVEN
        wanted = Direction.INBOUND if given else Direction.OUTBOUND
        if answer.direction is not wanted or visit == invitation.visit_id:
            raise UserError(
                _("“{visit}” cannot answer this invitation.").format(visit=answer.title),
                _("Choose an inbound visit, for they were invited.")
                if given
                else _("Choose an outbound visit, for we were invited."),
            )

    def _facts(self, invitation: Invitation) -> dict[str, str | int]:
        (tie,) = self._named([invitation])
        return {"name": tie.whom or tie.said_at or invitation.text[:80], "word": "invitation"}


def _check(invitation: Invitation) -> None:
    require_year(invitation.given_on, invitation.withdrawn_on)
    if not (invitation.organisation_id or invitation.country or invitation.visit_id):
        raise UserError(
            _("An invitation needs somebody."), _("Name an organisation, a country or a visit.")
        )
