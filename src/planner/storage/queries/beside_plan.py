"""What lies in the library beside one plan and stands on papers: never part of the plan itself."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.agreements import Agreement, AgreementParty, Amendment
from planner.domain.followups import FollowUp, FollowUpStatus
from planner.domain.ids import AgreementId
from planner.domain.plan import Plan
from planner.domain.visits import Need, VisitAgreement
from planner.storage.queries.organisations import names_of_organisations
from planner.storage.reading import Reader, having, where

_OF_VISIT = "delegate_id IN (SELECT d.id FROM delegate d WHERE d.visit_id = :id)"


def needs_of(reader: Reader, plan: Plan) -> list[Need]:
    """All needs of the delegates of the visit."""
    return where(reader, Need, _OF_VISIT, {"id": plan.visit.id})


def agreements_of(reader: Reader, plan: Plan) -> list[Agreement]:
    """Those under which the visit takes place, then those of its entries in order of time."""
    linked = where(reader, VisitAgreement, "visit_id = :id", {"id": plan.visit.id})
    keys = [one.agreement_id for one in linked]
    keys += [
        item.agreement_id for item in (*plan.scheduled, *plan.unscheduled) if item.agreement_id
    ]
    known = {one.id: one for one in having(reader, Agreement, "id", keys)}
    return [known[key] for key in dict.fromkeys(keys) if key in known]


def amendments_of(
    reader: Reader, agreements: Iterable[AgreementId]
) -> dict[AgreementId, tuple[Amendment, ...]]:
    """The earliest first."""
    found: dict[AgreementId, tuple[Amendment, ...]] = {}
    for one in having(reader, Amendment, "agreement_id", agreements, "signed_on, id"):
        found[one.agreement_id] = (*found.get(one.agreement_id, ()), one)
    return found


def parties_of(
    reader: Reader, agreements: Iterable[AgreementId]
) -> dict[AgreementId, tuple[str, ...]]:
    """Each side as its organisation is called, or was when that is gone, else the code of its country."""
    parties = having(reader, AgreementParty, "agreement_id", agreements, "rank, id")
    names = names_of_organisations(
        reader, [one.organisation_id for one in parties if one.organisation_id]
    )
    found: dict[AgreementId, tuple[str, ...]] = {}
    for one in parties:
        name = names.get(one.organisation_id or "", "") or one.name or one.country
        if name:
            found[one.agreement_id] = (*found.get(one.agreement_id, ()), name)
    return found


def open_follow_ups(
    reader: Reader, plan: Plan, agreements: Iterable[AgreementId]
) -> list[FollowUp]:
    """What is still to be done of the visit or of one of these agreements, by the day it is due."""
    condition = "{field} = :id AND status IN (:open, :waiting)"
    values = {"open": FollowUpStatus.OPEN.value, "waiting": FollowUpStatus.WAITING.value}
    found = where(
        reader, FollowUp, condition.format(field="visit_id"), {"id": plan.visit.id, **values}
    )
    for key in agreements:
        found += where(
            reader, FollowUp, condition.format(field="agreement_id"), {"id": key, **values}
        )
    once = {one.id: one for one in found}.values()
    return sorted(once, key=lambda one: (one.due_on is None, str(one.due_on or ""), one.id))
