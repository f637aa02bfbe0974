"""Who would be on an item under another rule, before the rule is written."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from planner.domain.ids import DelegateId, GroupId, RecordId
from planner.domain.itinerary import AudienceKind, Item, ItemAudience
from planner.domain.plan import Plan


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """Who is meant: the kind of rule with the groups and delegates that it names or leaves out."""

    kind: AudienceKind
    groups: frozenset[GroupId] = frozenset()
    delegates: frozenset[DelegateId] = frozenset()

    @property
    def is_plain(self) -> bool:
        """Whether ticks at the delegation and its groups say all of it."""
        return self.kind is AudienceKind.ALL or (
            self.kind is AudienceKind.GROUPS and not self.delegates
        )

    def has(self, group: GroupId) -> bool:
        """Whether the rule speaks of this group as being on it."""
        if self.kind is AudienceKind.ALL_EXCEPT:
            return group not in self.groups
        return self.kind is AudienceKind.GROUPS and group in self.groups

    def with_group(self, group: GroupId, on: bool) -> Rule:
        """The rule that is nearest to this one with the group on it, or off it.

        Whoever is named, or left out by name, stays so; a rule that would mean nobody means all.
        """
        if self.kind is AudienceKind.ALL_EXCEPT:
            return _except(self.groups - {group} if on else self.groups | {group}, self.delegates)
        if on:
            groups = {group} if self.kind is not AudienceKind.GROUPS else self.groups | {group}
            return Rule(
                kind=AudienceKind.GROUPS, groups=frozenset(groups), delegates=self.delegates
            )
        if self.kind is AudienceKind.ALL:
            return _except(frozenset({group}), frozenset())
        left = self.groups - {group}
        if left or self.kind is AudienceKind.NAMED:
            return replace(self, groups=left)
        named = AudienceKind.NAMED if self.delegates else AudienceKind.ALL
        return Rule(kind=named, delegates=self.delegates)


WHOLE = Rule(kind=AudienceKind.ALL)


def _except(groups: frozenset[GroupId], delegates: frozenset[DelegateId]) -> Rule:
    if not groups and not delegates:
        return WHOLE
    return Rule(kind=AudienceKind.ALL_EXCEPT, groups=groups, delegates=delegates)


def rule_of(plan: Plan, item: Item) -> Rule:
    """The rule that an item has."""
    if item.audience is AudienceKind.ALL:
        return WHOLE
    return Rule(
        kind=item.audience,
        groups=frozenset(one.id for one in plan.groups_on(item)),
        delegates=frozenset(one.id for one in plan.named_on(item)),
    )


def heads_under(plan: Plan, item: Item, kind: AudienceKind, keys: Collection[str]) -> int:
    """How many people ``item`` would have; ``keys`` are ids of groups and delegates of the plan.

    Who has not arrived yet or has left counts as :meth:`Plan.on` counts them.
    """
    others = [one for one in plan.audience if one.item_id != item.id]
    groups = [
        ItemAudience(id=RecordId(f"group {one.id}"), item_id=item.id, group_id=one.id)
        for one in plan.groups
        if one.id in keys
    ]
    named = [
        ItemAudience(id=RecordId(f"delegate {one.id}"), item_id=item.id, delegate_id=one.id)
        for one in plan.delegates
        if one.id in keys
    ]
    meant = replace(plan, audience=(*others, *groups, *named))
    return len(meant.on(replace(item, audience=kind)))
