"""Who is on an entry and who receives there, brought up to what is wanted inside a unit of work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
from planner.domain.itinerary import AudienceKind, Item, ItemAudience, ItemHost, ItemKind
from planner.domain.travel import Leg
from planner.errors import OutOfDate, UserError
from planner.i18n import _
from planner.storage import reading

if TYPE_CHECKING:
    from planner.domain.plan import Plan
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


def put_leg(work: Work, item: Item) -> None:
    """A journey has a movement, and nothing else has one."""
    known = reading.where(work, Leg, "item_id = :id", {"id": item.id})
    if item.kind is not ItemKind.LEG:
        for leg in known:
            work.remove(Leg, leg.id)
    elif not known:
        work.add(Leg(id=RecordId(new_id()), item_id=item.id))


def put_audience(
    work: Work,
    item: ItemId,
    kind: AudienceKind,
    groups: Iterable[GroupId],
    delegates: Iterable[DelegateId],
    seen: Plan | None = None,
) -> None:
    """Links that stay keep their records; the others come and go.

    :raises OutOfDate: who is on it is neither as in ``seen`` nor as wanted.
    """
    wanted_groups, wanted = set(groups), set(delegates)
    if kind is AudienceKind.ALL:
        wanted_groups, wanted = set(), set()
    known = reading.where(work, ItemAudience, "item_id = :id", {"id": item})
    if seen is not None:
        before = seen.item[item]
        then: set[str] = {one.id for one in seen.groups_on(before)}
        then |= {one.id for one in seen.named_on(before)}
        now = {str(one.group_id or one.delegate_id) for one in known}
        if now not in (then, {*wanted_groups, *wanted}):
            raise _changed(_("Who is on “{item}” was changed in the meantime."), before)
    work.change(Item, item, seen.item[item] if seen is not None else None, audience=kind)
    for entry in known:
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


def put_hosts(
    work: Work,
    item: ItemId,
    wanted: Sequence[Host],
    roles: Mapping[str, str] | None = None,
    seen: Plan | None = None,
) -> None:
    """In this order; a host who stays keeps the record, and the role unless ``roles`` has another.

    ``roles`` are by id of the person or organisation.

    :raises OutOfDate: the hosts are neither as in ``seen`` nor as wanted.
    """
    stored = reading.where(work, ItemHost, "item_id = :id", {"id": item}, "rank, id")
    known = {_pair(host): host for host in stored}
    roles = roles or {}

    def role(pair: Host) -> str:
        """As typed, else as it stands."""
        host = known.get(pair)
        return roles.get(pair[0] or pair[1] or "", host.role if host else "")

    if seen is not None:
        before = seen.item[item]
        then = [(_pair(host), host.role) for host in seen.hosts_of(before)]
        now = [(_pair(host), host.role) for host in stored]
        if now not in (then, [(pair, role(pair)) for pair in wanted]):
            raise _changed(_("The hosts of “{item}” were changed in the meantime."), before)
    for pair, gone in known.items():
        if pair not in wanted:
            work.remove(ItemHost, gone.id)
    for rank, host_pair in enumerate(wanted):
        if host := known.get(host_pair):
            work.put(replace(host, rank=rank, role=role(host_pair)))
        else:
            work.add(
                ItemHost(
                    id=RecordId(new_id()),
                    item_id=item,
                    person_id=host_pair[0],
                    organisation_id=host_pair[1],
                    role=role(host_pair),
                    rank=rank,
                )
            )


def _pair(host: ItemHost) -> Host:
    return (host.person_id, host.organisation_id)


def _changed(sentence: str, item: Item) -> OutOfDate:
    return OutOfDate(
        sentence.format(item=item.title),
        _("Your change was not written. Look at the new value and decide again."),
    )
