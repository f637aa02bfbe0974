"""Papers of a visit that leave by printer, clipboard or map file: each goes on record as it leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.domain.ids import DelegateId, PersonId, ResourceId
from planner.domain.itinerary import Item
from planner.domain.persons_day import Role, Someone
from planner.domain.plan import Plan
from planner.domain.privacy import Profile, Way
from planner.domain.recipients import RecipientKind
from planner.domain.told import Told, told_of_plan
from planner.domain.travel_list import pickups
from planner.services.disclosures import Given
from planner.ui.pages.visit_verbs import attempt

if TYPE_CHECKING:
    from planner.ui.context import Context

_AS: Final = {
    Role.DELEGATE: (RecipientKind.DELEGATE, Profile.DELEGATES),
    Role.HOST: (RecipientKind.HOST, Profile.HOSTS),
}
"""As what somebody gets their own days."""


def days_left(context: Context, plan: Plan, who: Someone | None, way: Way, text: str) -> None:
    """One person's days: printed they are for that person, copied nobody said for whom."""
    if who is None:
        return
    kind, profile = _AS.get(who.role, (RecipientKind.OTHER, Profile.INTERNAL))
    given = _given(plan, "persons day", way, text, _whose(plan, who))
    if way is Way.PRINT:
        key = f"{kind.value}:{who.key}" if kind is not RecipientKind.OTHER else ""
        given = replace(given, recipient=who.name, recipient_key=key, profile=profile)
    _keep(context, given)


def travel_left(context: Context, plan: Plan, way: Way, text: str) -> None:
    """The list of journeys names who comes or goes on their own, and when."""
    alone = {one.person_id for pickup in pickups(plan) for one in pickup.delegates}
    _keep(context, _given(plan, "travel", way, text, told_of_plan(plan, _MOVES, alone)))


def rows_left(context: Context, plan: Plan, items: Sequence[Item], text: str) -> None:
    """Rows of the run of show name hosts, and who is on an entry by name."""
    named: list[PersonId | None] = []
    for item in items:
        named += [host.person_id for host in plan.hosts_of(item)]
        named += [one.person_id for one in plan.named_on(item)]
    subjects = told_of_plan(plan, ("name",), named)
    _keep(context, _given(plan, "run of show", Way.COPY, text, subjects))


def map_printed(context: Context, plan: Plan, delegate: DelegateId | None, text: str) -> None:
    _keep(context, _given(plan, "map", Way.PRINT, text, _named(plan, delegate)))


def save_map(
    context: Context, plan: Plan, delegate: DelegateId | None, path: Path, content: bytes
) -> None:
    """:raises NotWritten: the file could not be written; an old one is as it was."""
    given = Given(
        file_name=path.name,
        content=content,
        subjects=_named(plan, delegate),
        paper="map",
        visit_id=plan.visit.id,
    )
    context.planner.disclosures.save(path, given)


_MOVES: Final = ("name", "arrives", "arrives_zone", "departs", "departs_zone")


def _whose(plan: Plan, who: Someone) -> Iterable[Told]:
    if who.role is Role.DELEGATE:
        return _named(plan, DelegateId(who.key), _MOVES)
    if who.role is Role.HOST:
        return told_of_plan(plan, ("name",), [PersonId(who.key)])
    found = plan.resource.get(ResourceId(who.key))
    return told_of_plan(plan, ("name",), [found.person_id] if found else [])


def _named(
    plan: Plan, delegate: DelegateId | None, fields: Sequence[str] = ("name",)
) -> Sequence[Told]:
    one = plan.delegate.get(delegate) if delegate else None
    return told_of_plan(plan, fields, [one.person_id]) if one else ()


def _given(plan: Plan, paper: str, way: Way, text: str, subjects: Iterable[Told]) -> Given:
    return Given(
        file_name="",
        content=text.encode(),
        subjects=tuple(subjects),
        paper=paper,
        way=way,
        visit_id=plan.visit.id,
        release_number=plan.release_number,
    )


def _keep(context: Context, given: Given) -> None:
    attempt(context, lambda: context.planner.disclosures.record_alone(given))
