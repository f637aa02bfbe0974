"""Organisations as a tree, and what ties one to others: names over time, successors, members."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.ids import OrganisationId
from planner.domain.organisations import Membership, OrganisationKind


@dataclass(frozen=True, slots=True)
class Branch:
    """One organisation in the tree; ``below`` is how many are directly part of it."""

    id: OrganisationId
    name: str
    acronym: str
    kind: OrganisationKind
    below: int = 0
    ended: bool = False


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A membership in words: the organisation by name, or so many of a kind."""

    membership: Membership
    name: str

    @property
    def is_open(self) -> bool:
        return not self.membership.valid_to


@dataclass(frozen=True, slots=True)
class Ties:
    """Each pair is id and name. ``members`` counts heads of organisations, open memberships only."""

    successor: tuple[OrganisationId, str] | None
    predecessors: tuple[tuple[OrganisationId, str], ...]
    members: tuple[MemberLine, ...]
    member_of: tuple[tuple[OrganisationId, str], ...]

    @property
    def member_count(self) -> int:
        return sum(max(1, one.membership.count) for one in self.members if one.is_open)
