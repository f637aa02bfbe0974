"""What the library says of people today, against which what left the house is compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from planner.domain.ids import PersonId, VisitId
from planner.domain.plan import Plan
from planner.domain.privacy import Disclosure, DisclosureSubject
from planner.domain.told import Marks, Values, old_fields, settled, told_of_plan
from planner.services.core import Core
from planner.storage.queries import disclosures as queries
from planner.storage.queries.beside_plan import needs_of
from planner.storage.queries.plans import load_plan
from planner.storage.reading import Reader
from planner.storage.sealing import known_keys

_OF_THE_VISIT: Final = frozenset(
    {
        *("organisation", "position", "role", "category", "groups", "payer", "notes"),
        *("arrives", "arrives_zone", "departs", "departs_zone", "reference", "seat", "room"),
    }
)
"""Fields that a paper of a visit says of the visit, not of the person."""


class Today:
    """The values of today, each visit and each person read once."""

    def __init__(
        self,
        core: Core,
        people: Sequence[PersonId],
        subjects: Sequence[str] = (),
        *,
        photos: bool = False,
        reader: Reader | None = None,
    ) -> None:
        """``subjects`` are the lines of the register that are compared."""
        self._reader, self._today = reader or core.reader, core.today()
        keys = list(dict.fromkeys(people))
        self._people = queries.values_today(self._reader, keys, core.today(), photos=photos)
        self._states = queries.states_today(self._reader, keys)
        self._secrets = known_keys(self._reader, subjects)
        self._visits: dict[VisitId, dict[PersonId | None, Values] | None] = {}
        self._needs: dict[VisitId, dict[PersonId | None, dict[str, str]]] = {}

    def old(self, given: Disclosure, line: DisclosureSubject) -> frozenset[str]:
        """The fields of which the file holds a value that is not so any more."""
        if line.person_id is None:
            return frozenset()
        return old_fields(
            line.prints,
            self.values(line.person_id, given.visit_id),
            secret=self._secrets.get(line.id),
            marks=self.marks(line.person_id, given.visit_id),
            given=given.id,
        )

    def marks(self, person: PersonId, visit: VisitId | None) -> Marks:
        """The states of the special fields, where a paper of that visit, or of none, could say them."""
        if person not in self._people:
            return {}
        found: dict[str, Mapping[str, str]] = dict(self._states.get(person, {}))
        if visit is not None and self._visit(visit) is not None:
            needs = self._needs.get(visit, {})
            if person in needs:
                found["needs"] = needs[person]
        return found

    def values(self, person: PersonId, visit: VisitId | None) -> Values:
        """As a paper of that visit would say them; of who is not in it any more, nothing of the visit.

        Who is not in the library any more cannot be compared.
        """
        own = self._people.get(person)
        if own is None:
            return {}
        there = self._visit(visit) if visit is not None else None
        if there is None:
            if visit is None:
                return own
            return {name: held for name, held in own.items() if name not in _OF_THE_VISIT}
        inside = there.get(person) or dict.fromkeys(_OF_THE_VISIT, ())
        return {**own, **inside}

    def _visit(self, visit: VisitId) -> dict[PersonId | None, Values] | None:
        if visit not in self._visits:
            plan = load_plan(self._reader, visit)
            self._visits[visit] = self._of_plan(plan) if plan else None
        return self._visits[visit]

    def _of_plan(self, plan: Plan) -> dict[PersonId | None, Values]:
        """Needs are compared until the visit is over: then they are erased, which is nothing new to tell."""
        found = {one.person_id: one.values for one in told_of_plan(plan)}
        if plan.visit.last_day is None or plan.visit.last_day < self._today:
            return found
        needs: dict[str, list[str]] = {one.id: [] for one in plan.delegates}
        states: dict[str, dict[str, str]] = {one.id: {} for one in plan.delegates}
        revisions = queries.revisions_of_needs(self._reader, plan.visit.id)
        for need in needs_of(self._reader, plan):
            if need.delegate_id in needs:
                needs[need.delegate_id].append(need.text)
                states[need.delegate_id][settled("needs", need.text)] = (
                    f"{need.id}.{revisions.get(need.id, 0)}"
                )
        self._needs[plan.visit.id] = {one.person_id: states[one.id] for one in plan.delegates}
        for one in plan.delegates:
            if one.person_id in found:
                found[one.person_id] = {**found[one.person_id], "needs": tuple(needs[one.id])}
        return found
