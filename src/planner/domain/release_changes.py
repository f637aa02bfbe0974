"""What changed between two versions of a visit: as a whole, and as one recipient may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from planner.domain.ids import ItemId
from planner.domain.item_changes import Change, ChangeKind, Entries, differences
from planner.domain.itinerary import Item, ItemStatus
from planner.domain.part_changes import PartChange, part_changes
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient, RecipientKind
from planner.domain.redaction import redacted

_WHO_ELSE: Final = frozenset({ChangeKind.JOINED, ChangeKind.PARTED, ChangeKind.GROUPS})
"""Who else is on an entry: hosts, sites and drivers want to know, a delegate is not told each time."""
_OURS: Final = frozenset(
    {"rank", "rank_reason", "fixed", "audience", "open_to_press", "internal_notes"}
)
"""Fields that put our house in order and change nothing for anybody outside."""
_TOLD: Final = frozenset({"visit", "delegate"})
"""Parts beside the entries of which a recipient is told; of people only the own record."""


@dataclass(frozen=True, kw_only=True)
class ItemChanges:
    """One entry that differs. ``before`` and ``after`` are the entry in either version, None where
    it is not there; ``place`` and ``was_at`` are where it is and was, in one line."""

    item_id: ItemId
    before: Item | None
    after: Item | None
    changes: tuple[Change, ...]
    place: str = ""
    was_at: str = ""

    @property
    def item(self) -> Item:
        """The entry as it is now, or as it was last."""
        known = self.after or self.before
        assert known is not None
        return known

    @property
    def kinds(self) -> frozenset[ChangeKind]:
        return frozenset(change.kind for change in self.changes)

    @property
    def is_gone(self) -> bool:
        return bool(self.kinds & {ChangeKind.REMOVED, ChangeKind.CANCELLED, ChangeKind.LEFT})


@dataclass(frozen=True, kw_only=True)
class Changes:
    """All differences of two versions: entries in the order of the programme, then the rest.

    ``unchanged`` are the entries that are in both versions and the same.
    """

    items: tuple[ItemChanges, ...] = ()
    parts: tuple[PartChange, ...] = ()
    unchanged: tuple[Item, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items or self.parts)

    @cached_property
    def of(self) -> dict[ItemId, ItemChanges]:
        return {one.item_id: one for one in self.items}


@dataclass(frozen=True, kw_only=True)
class RecipientChanges:
    """What changed for one recipient, in what that recipient may see.

    An entry that joins or leaves the recipient's programme is added or gone for him or her. Of
    ``unchanged`` the recipient is not told. ``parts`` are about the visit, the delegation and
    the recipient's own record.
    """

    recipient: Recipient
    profile: Profile
    items: tuple[ItemChanges, ...] = ()
    parts: tuple[PartChange, ...] = ()
    unchanged: tuple[Item, ...] = ()

    @property
    def total(self) -> int:
        """The entries that concern the recipient in either version."""
        return len(self.items) + len(self.unchanged)

    @property
    def concerned(self) -> bool:
        """Whether the copy that the recipient holds is out of date in what matters to him or her."""
        mine = (part.word != "delegate" or part.key == self.recipient.id for part in self.parts)
        return bool(self.items) or any(mine)


def compare(old: Plan, new: Plan) -> Changes:
    """Everything that differs. The marks of calendars and the number of the release do not count;
    rows count by what they say, whatever their id."""
    was, now = Entries(old), Entries(new)
    found: list[ItemChanges] = []
    same: list[Item] = []
    for key in dict.fromkeys((*new.item, *old.item)):
        before, after = old.item.get(key), new.item.get(key)
        if before is None:
            changes = [Change(kind=ChangeKind.ADDED)]
        elif after is None:
            changes = [Change(kind=ChangeKind.REMOVED)]
        else:
            changes = differences(was, now, key)
        if not changes:
            same.append(new.item[key])
            continue
        found.append(
            ItemChanges(
                item_id=key,
                before=before,
                after=after,
                changes=tuple(changes),
                place=new.place_of(after) if after else "",
                was_at=old.place_of(before) if before else "",
            )
        )
    found.sort(key=lambda one: _place_in_programme(one.item))
    same.sort(key=_place_in_programme)
    return Changes(items=tuple(found), parts=tuple(part_changes(old, new)), unchanged=tuple(same))


def changes_for(
    old: Plan, new: Plan, recipient: Recipient, profile: Profile | None = None
) -> RecipientChanges:
    """What changed for one recipient, from two whole plans; without a ``profile`` the recipient's own.

    Both are redacted first, so that nothing denied can show, not even that it changed.
    """
    profile = profile or recipient.profile
    before = redacted(old, profile, recipient, own=True)
    after = redacted(new, profile, recipient, own=True)
    changes = compare(before, after)
    items, quiet = [], []
    for one in changes.items:
        told = _told(one, new, recipient, profile)
        if told.changes:
            items.append(told)
        else:
            quiet.append(one.item)
    return RecipientChanges(
        recipient=recipient,
        profile=profile,
        items=tuple(items),
        parts=_own_parts(changes.parts, recipient, profile),
        unchanged=tuple(sorted((*changes.unchanged, *quiet), key=_place_in_programme)),
    )


def _told(one: ItemChanges, whole: Plan, recipient: Recipient, profile: Profile) -> ItemChanges:
    """The changes of an entry that this recipient is told of."""
    if one.after is None:
        now = whole.item.get(one.item_id)
        cancelled = now is None or now.status is ItemStatus.CANCELLED
        kind = ChangeKind.CANCELLED if cancelled else ChangeKind.LEFT
        return replace(one, changes=(Change(kind=kind),))
    if profile is Profile.INTERNAL:
        return one
    changes = one.changes
    if recipient.kind is RecipientKind.DELEGATE:
        changes = tuple(change for change in changes if change.kind not in _WHO_ELSE)
    return replace(
        one,
        changes=tuple(
            change
            for change in changes
            if change.kind is not ChangeKind.DETAILS or not _OURS.issuperset(change.after)
        ),
    )


def _own_parts(
    parts: Sequence[PartChange], recipient: Recipient, profile: Profile
) -> tuple[PartChange, ...]:
    if profile is Profile.INTERNAL:
        return tuple(parts)
    return tuple(
        part
        for part in parts
        if not (part.fields and _OURS.issuperset(part.fields))
        and (part.word in _TOLD or (part.word == "person" and part.key == recipient.person_id))
    )


def _place_in_programme(item: Item) -> tuple[bool, float, int, str]:
    """By start; without a time at the end."""
    if not item.is_scheduled:
        return (True, 0, item.rank, item.id)
    return (False, item.span.start.minute, item.rank, item.id)
