"""Several entries changed together: each verb is one step, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from planner.domain.ids import DelegateId, GroupId, ItemId, OrganisationId, PersonId
from planner.domain.itinerary import AudienceKind, Item
from planner.i18n import N_
from planner.services.core import Core
from planner.services.item_links import put_audience, put_hosts, require_somebody, wanted_hosts


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
                work.change(Item, item.id, item, **fields)

    def set_audience(
        self,
        items: Sequence[Item],
        kind: AudienceKind,
        *,
        groups: Iterable[GroupId] = (),
        delegates: Iterable[DelegateId] = (),
        origin: object = None,
    ) -> None:
        """Say for all of them who is on it.

        :raises UserError: a rule about groups or names that names nobody.
        """
        chosen, people = list(groups), list(delegates)
        require_somebody(kind, chosen, people)
        with self._work(N_("Change who is on {count} entries"), items, origin) as work:
            for item in items:
                put_audience(work, item.id, kind, chosen, people)

    def set_hosts(
        self,
        items: Sequence[Item],
        *,
        people: Iterable[PersonId] = (),
        organisations: Iterable[OrganisationId] = (),
        origin: object = None,
    ) -> None:
        """Say for all of them who receives, in this order."""
        wanted = wanted_hosts(people, organisations)
        with self._work(N_("Change hosts of {count} entries"), items, origin) as work:
            for item in items:
                put_hosts(work, item.id, wanted)

    def remove(self, items: Sequence[ItemId], *, origin: object = None) -> None:
        """Take all of them out of the visit."""
        facts: dict[str, str | int] = {"count": len(items), "word": "item"}
        with self._core.work(N_("Remove {count} entries"), facts, origin=origin) as work:
            for item in items:
                work.remove(Item, item)

    def _work(self, label: str, items: Sequence[Item], origin: object) -> Any:
        facts: dict[str, str | int] = {"count": len(items), "word": "item"}
        return self._core.work(label, facts, origin=origin)
