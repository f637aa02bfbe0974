"""What became of a visit, read for papers: the records and the names of all whom they tell of."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from planner.domain.agreements import Agreement
from planner.domain.followups import FollowUp, FollowUpStatus
from planner.domain.gifts import Gift
from planner.domain.organisations import Organisation
from planner.domain.outcomes import Cost, MediaMention, Outcome
from planner.domain.people import Person
from planner.domain.plan import Plan
from planner.domain.words import Word
from planner.storage import reading
from planner.storage.reading import Reader

if TYPE_CHECKING:
    from planner.documents.material import Aftermath

W = TypeVar("W", bound=Word)


def what_became(reader: Reader, plan: Plan) -> Aftermath:
    from planner.documents.material import Aftermath  # late: only papers need the floor of papers

    def of(kind: type[W], order: str) -> list[W]:
        return reading.where(reader, kind, "visit_id = :id", {"id": plan.visit.id}, order)

    outcomes = of(Outcome, "rank, id")
    gifts = of(Gift, "handed_on IS NULL, handed_on, id")
    costs = of(Cost, "dated IS NULL, dated, id")
    promised = [
        one
        for one in of(FollowUp, f"{reading.BY_DUE}, id")
        if one.status is not FollowUpStatus.DROPPED
    ]
    people = [key for one in gifts for key in (one.giver_id, one.receiver_id)]
    houses = [
        key for one in gifts for key in (one.giver_organisation_id, one.receiver_organisation_id)
    ]
    people += [one.owner_id for one in promised]
    houses += [one.payer_organisation_id for one in costs]
    agreements = [one.agreement_id for one in outcomes]
    return Aftermath(
        outcomes=tuple(outcomes),
        gifts=tuple(gifts),
        costs=tuple(costs),
        mentions=tuple(of(MediaMention, "published_on IS NULL, published_on, id")),
        follow_ups=tuple(promised),
        people={one.id: one for one in reading.having(reader, Person, "id", people)},
        organisations={one.id: one for one in reading.having(reader, Organisation, "id", houses)},
        agreements={
            one.id: one.title for one in reading.having(reader, Agreement, "id", agreements)
        },
    )
