"""Several entries changed together: each verb is one step, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from planner.domain.audience import Rule
from planner.domain.ids import DelegateId, GroupId, ItemId, OrganisationId, PersonId
from planner.domain.itinerary import AudienceKind, Item
from planner.i18n import N_
from planner.services.core import Core
from planner.services.item_links import (
    put_audience,
    put_hosts,
    put_leg,
    require_somebody,
    wanted_hosts,
)

if TYPE_CHECKING:
    from planner.domain.plan import Plan


class SeveralItems:
    def __init__(self, core: Core) -> None:
        self._core = core

    def edit(
        self,
        items: Sequence[Item],
        *,
        origin: object = None,
        **fields: Any,
    ) -> None:
        """Give all of them the same values; ``items`` are as they were seen.

        :raises OutOfDate: one of these fields was changed meanwhile; nothing is written.
        """
        with self._work(N_("Change {count} entries"), items, origin) as work:
            for item in items:
                changed = work.change(Item, item.id, item, **fields)
                if "kind" in fields:
                    put_leg(work, changed)

    def set_audience(
        self,
        items: Sequence[Item],
        kind: AudienceKind,
        *,
        groups: Iterable[GroupId] = (),
        delegates: Iterable[DelegateId] = (),
        seen: Plan | None = None,
        origin: object = None,
    ) -> None:
        """Say for all of them who is on it.

        :raises UserError: a rule about groups or names that names nobody.
        :raises OutOfDate: who is on one of them is no longer as in ``seen``; nothing is written.
        """
        chosen, people = list(groups), list(delegates)
        require_somebody(kind, chosen, people)
        with self._work(N_("Change who is on {count} entries"), items, origin) as work:
            for item in items:
                put_audience(work, item.id, kind, chosen, people, seen)

    def set_rules(
        self, rules: Sequence[tuple[Item, Rule]], *, seen: Plan | None = None, origin: object = None
    ) -> None:
        """Give each its own rule of who is on it, as one step.

        :raises UserError: a rule about groups or names that names nobody.
        :raises OutOfDate: who is on one of them is no longer as in ``seen``; nothing is written.
        """
        for _item, rule in rules:
            require_somebody(rule.kind, rule.groups, rule.delegates)
        items = [item for item, _rule in rules]
        with self._work(N_("Change who is on {count} entries"), items, origin) as work:
            for item, rule in rules:
                put_audience(work, item.id, rule.kind, rule.groups, rule.delegates, seen)

    def set_hosts(
        self,
        items: Sequence[Item],
        *,
        people: Iterable[PersonId] = (),
        organisations: Iterable[OrganisationId] = (),
        roles: Mapping[str, str] | None = None,
        seen: Plan | None = None,
        origin: object = None,
    ) -> None:
        """Say for all of them who receives, in this order; ``roles`` are by id, the others stay.

        :raises OutOfDate: the hosts of one of them are no longer as in ``seen``; nothing is written.
        """
        wanted = wanted_hosts(people, organisations)
        with self._work(N_("Change hosts of {count} entries"), items, origin) as work:
            for item in items:
                put_hosts(work, item.id, wanted, roles, seen)

    def remove(self, items: Sequence[ItemId], *, origin: object = None) -> None:
        """Take all of them out of the visit."""
        facts: dict[str, str | int] = {"count": len(items), "word": "item"}
        with self._core.work(
            N_("Remove {count} entries"), facts, origin=origin, before="several"
        ) as work:
            for item in items:
                work.remove(Item, item)

    def _work(self, label: str, items: Sequence[Item], origin: object) -> Any:
        facts: dict[str, str | int] = {"count": len(items), "word": "item"}
        return self._core.work(label, facts, origin=origin, before="several")
