"""Several organisations changed together: each verb is one step, whatever their number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.domain.ids import OrganisationId, RecordId, new_id
from planner.domain.organisation_change import (
    OF_ORGANISATION,
    Field,
    OrganisationChange,
    changed_organisation,
)
from planner.domain.organisations import ORGANISATION_KINDS, Membership, Organisation
from planner.domain.several_change import NEEDS_VALUE, Act, WouldChange
from planner.domain.times import UNKNOWN_DATE, PartialDate
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.storage import reading
from planner.storage.queries.organisation_tree import path_to
from planner.storage.queries.organisations import names_of_organisations
from planner.storage.reading import Reader


class SeveralOrganisations:
    def __init__(self, core: Core) -> None:
        self._core = core

    def preview(
        self, organisations: Sequence[OrganisationId], change: OrganisationChange
    ) -> list[WouldChange]:
        """Which would change, and how; nothing is written.

        :raises UserError: the change says too little, or something that cannot be.
        """
        change.require()
        reader = self._core.reader
        found = list(_changes(reader, organisations, change))
        parents = [one.one.parent_id for pair in found for one in pair if one.one.parent_id]
        names = names_of_organisations(reader, parents)
        return [
            WouldChange(
                before.one.id,
                before.one.name or before.one.native_name,
                before.told(change.field, names),
                after.told(change.field, names),
            )
            for before, after in found
        ]

    def edit(
        self,
        organisations: Sequence[OrganisationId],
        change: OrganisationChange,
        *,
        origin: object = None,
    ) -> int:
        """Change all of them; how many were not so already.

        :raises UserError: the change says too little, or something that cannot be.
        """
        change.require()
        with self._core.work(
            N_("Change {count} organisations"),
            {"count": 0, "word": "organisation"},
            origin=origin,
            before="several",
        ) as work:
            found = list(_changes(work, organisations, change))
            for before, after in found:
                if after.one != before.one:
                    work.put(after.one)
                known = {member.id: member for member in before.members}
                for member in after.members:
                    if member.id not in known:
                        work.add(member)
                    elif member != known[member.id]:
                        work.put(member)
            work.label_facts["count"] = len(found)
        return len(found)


@dataclass(frozen=True, slots=True)
class _State:
    """An organisation with its memberships in the cluster that the change is about."""

    one: Organisation
    members: tuple[Membership, ...] = ()
    cluster: str = ""

    def told(self, field: Field, names: dict[str, str]) -> str:
        match field:
            case Field.KIND:
                return _(ORGANISATION_KINDS[self.one.kind])
            case Field.PARENT:
                return names.get(self.one.parent_id or "", "")
            case Field.CLUSTER:
                return "; ".join(map(self._membership, self.members))
            case _:
                return str(getattr(self.one, field.value))

    def _membership(self, member: Membership) -> str:
        if not (member.valid_from or member.valid_to):
            return self.cluster
        return f"{self.cluster} ({member.valid_from}–{member.valid_to})"


def _changes(
    reader: Reader, organisations: Sequence[OrganisationId], change: OrganisationChange
) -> Iterator[tuple[_State, _State]]:
    """Each organisation that would change, before and after, in the order given; what is gone is left out.

    :raises UserError: one would be part or member of itself.
    """
    found = {one.id: one for one in reading.having(reader, Organisation, "id", organisations)}
    keys = [key for key in dict.fromkeys(organisations) if key in found]
    meant = change.field in OF_ORGANISATION and change.act in NEEDS_VALUE
    target = _meant(reader, OrganisationId(change.value)) if meant else None
    if target is not None:
        _refuse_itself(reader, keys, target, change)
    members = _memberships(reader, keys, target) if change.field is Field.CLUSTER else {}
    for key in keys:
        now = _State(found[key], tuple(members.get(key, ())), target.name if target else "")
        after = replace(
            now,
            one=changed_organisation(now.one, change),
            members=_changed_members(now, change, target),
        )
        if after != now:
            yield now, after


def _meant(reader: Reader, key: OrganisationId) -> Organisation:
    found = reading.one(reader, Organisation, key)
    if found is None:
        raise NotFound(
            _("This organisation is not in the library."), _("It may have been removed.")
        )
    return replace(found, name=found.name or found.native_name)


def _refuse_itself(
    reader: Reader,
    keys: Sequence[OrganisationId],
    target: Organisation,
    change: OrganisationChange,
) -> None:
    if change.field is Field.PARENT and set(path_to(reader, target.id)) & set(keys):
        raise UserError(
            _("An organisation cannot be part of itself."), _("Choose another organisation.")
        )
    if change.field is Field.CLUSTER and target.id in keys:
        raise UserError(
            _("An organisation is no member of itself."), _("Choose another organisation.")
        )


def _memberships(
    reader: Reader, keys: Sequence[OrganisationId], cluster: Organisation | None
) -> dict[OrganisationId, list[Membership]]:
    """Open memberships in the cluster, by member."""
    members: dict[OrganisationId, list[Membership]] = {}
    for one in reading.having(reader, Membership, "member_id", keys):
        if cluster and one.organisation_id == cluster.id and not one.valid_to and one.member_id:
            members.setdefault(one.member_id, []).append(one)
    return members


def _changed_members(
    now: _State, change: OrganisationChange, cluster: Organisation | None
) -> tuple[Membership, ...]:
    """The memberships after the change; who is a member already stays one as it is."""
    if change.field is not Field.CLUSTER or cluster is None:
        return now.members
    day = PartialDate(change.day.isoformat()) if change.day else UNKNOWN_DATE
    if change.act is Act.REMOVE:
        return tuple(replace(one, valid_to=day) for one in now.members)
    if now.members:
        return now.members
    new = Membership(
        id=RecordId(new_id()),
        organisation_id=cluster.id,
        member_id=now.one.id,
        valid_from=day,
    )
    return (new,)
