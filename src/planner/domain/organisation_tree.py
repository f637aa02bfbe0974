"""Organisations as a tree, and what ties one to others: names over time, successors, members."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.ids import OrganisationId
from planner.domain.organisations import Membership, OrganisationKind, Posting


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
    kind: OrganisationKind = OrganisationKind.OTHER
    """Of a member by name."""

    @property
    def is_open(self) -> bool:
        return not self.membership.valid_to


@dataclass(frozen=True, slots=True)
class PostingLine:
    """Who is posted, by whom; either name may be empty."""

    posting: Posting
    person: str
    posted_by: str


@dataclass(frozen=True, slots=True)
class Ties:
    """``above`` stands from the top down. Each pair is id and name. ``members`` counts heads of organisations, open memberships only."""

    successor: tuple[OrganisationId, str] | None
    predecessors: tuple[tuple[OrganisationId, str], ...]
    members: tuple[MemberLine, ...]
    member_of: tuple[tuple[OrganisationId, str], ...]
    above: tuple[tuple[OrganisationId, str], ...] = ()
    postings: tuple[PostingLine, ...] = ()

    @property
    def member_count(self) -> int:
        return sum(max(1, one.membership.count) for one in self.members if one.is_open)

    @property
    def members_by_kind(self) -> dict[OrganisationKind | str, int]:
        """How many are members now, by the kind of those by name or the words for those by number."""
        counts: dict[OrganisationKind | str, int] = {}
        for one in self.members:
            if one.is_open:
                kind = one.kind if one.membership.member_id else one.membership.member_kind
                counts[kind] = counts.get(kind, 0) + max(1, one.membership.count)
        return dict(sorted(counts.items(), key=lambda pair: -pair[1]))
