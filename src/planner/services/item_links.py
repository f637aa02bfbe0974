"""Who is on an entry and who receives there, brought up to what is wanted inside a unit of work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.ids import (
    DelegateId,
    GroupId,
    ItemId,
    OrganisationId,
    PersonId,
    RecordId,
    new_id,
)
from planner.domain.itinerary import AudienceKind, Item, ItemAudience, ItemHost
from planner.errors import UserError
from planner.i18n import _
from planner.storage import reading

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work

Host = tuple[PersonId | None, OrganisationId | None]


def wanted_hosts(people: Iterable[PersonId], organisations: Iterable[OrganisationId]) -> list[Host]:
    """People first, then houses, each once, in this order."""
    return [
        *((person, None) for person in dict.fromkeys(people)),
        *((None, organisation) for organisation in dict.fromkeys(organisations)),
    ]


def require_somebody(
    kind: AudienceKind, groups: Iterable[GroupId], delegates: Iterable[DelegateId]
) -> None:
    """:raises UserError: a rule about groups or names that names nobody."""
    if kind in (AudienceKind.GROUPS, AudienceKind.NAMED) and not [*groups, *delegates]:
        raise UserError(
            _("Nobody would be on this entry."), _("Choose at least one group or person.")
        )


def put_audience(
    work: Work,
    item: ItemId,
    kind: AudienceKind,
    groups: Iterable[GroupId],
    delegates: Iterable[DelegateId],
) -> None:
    """Links that stay keep their records; the others come and go."""
    wanted_groups, wanted = set(groups), set(delegates)
    if kind is AudienceKind.ALL:
        wanted_groups, wanted = set(), set()
    work.change(Item, item, audience=kind)
    for entry in reading.where(work, ItemAudience, "item_id = :id", {"id": item}):
        if entry.group_id in wanted_groups:
            wanted_groups.discard(entry.group_id)
        elif entry.delegate_id in wanted:
            wanted.discard(entry.delegate_id)
        else:
            work.remove(ItemAudience, entry.id)
    for group in sorted(wanted_groups):
        work.add(ItemAudience(id=RecordId(new_id()), item_id=item, group_id=group))
    for delegate in sorted(wanted):
        work.add(ItemAudience(id=RecordId(new_id()), item_id=item, delegate_id=delegate))


def put_hosts(work: Work, item: ItemId, wanted: Sequence[Host]) -> None:
    """In this order; a host who stays keeps the record with the role."""
    known = {
        (host.person_id, host.organisation_id): host
        for host in reading.where(work, ItemHost, "item_id = :id", {"id": item})
    }
    for pair, gone in known.items():
        if pair not in wanted:
            work.remove(ItemHost, gone.id)
    for rank, (person, organisation) in enumerate(wanted):
        if host := known.get((person, organisation)):
            work.put(replace(host, rank=rank))
        else:
            work.add(
                ItemHost(
                    id=RecordId(new_id()),
                    item_id=item,
                    person_id=person,
                    organisation_id=organisation,
                    rank=rank,
                )
            )
