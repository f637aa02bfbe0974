"""A plan as records by word and id: what two states of a visit are compared and merged by."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from planner.domain.briefs import Brief
from planner.domain.followups import FollowUp
from planner.domain.gifts import Gift
from planner.domain.invitations import Invitation
from planner.domain.itinerary import Item, ItemAudience, ItemHost, ItemResource
from planner.domain.organisations import Organisation
from planner.domain.outcomes import Cost, MediaMention, Outcome
from planner.domain.people import ContactPoint, Person
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.redaction import redacted
from planner.domain.sites import OpeningHours, Room, Site, SiteRule
from planner.domain.travel import Leg, LegReference, Resource, Ride, Rooming
from planner.domain.visits import Delegate, Group, GroupMember, Visit
from planner.domain.words import Word, field_names

W = TypeVar("W", bound=Word)
Key = tuple[str, str]
"""Word and id."""
Records = Mapping[Key, Word]

LISTS: Final[Mapping[str, type[Word]]] = {
    "organisations": Organisation,
    "people": Person,
    "contact_points": ContactPoint,
    "sites": Site,
    "rooms": Room,
    "hours": OpeningHours,
    "rules": SiteRule,
    "resources": Resource,
    "delegates": Delegate,
    "groups": Group,
    "members": GroupMember,
    "items": Item,
    "legs": Leg,
    "hosts": ItemHost,
    "audience": ItemAudience,
    "bookings": ItemResource,
    "references": LegReference,
    "rides": Ride,
    "roomings": Rooming,
}
"""The lists of a plan, those first to which later ones point."""

BESIDE: Final[Mapping[str, type[Word]]] = {
    "follow_ups": FollowUp,
    "briefs": Brief,
    "gifts": Gift,
    "costs": Cost,
    "outcomes": Outcome,
    "mentions": MediaMention,
    "invitations": Invitation,
}
"""What belongs to a visit and stands in no plan: lists of :class:`VisitState`, for the office only."""

_OF_THE_LIBRARY: Final = frozenset({Person, Organisation, Site})

_HEADS: Final[Mapping[type[Word], tuple[type[Word], str]]] = {
    ContactPoint: (Person, "person_id"),
    Brief: (Item, "item_id"),
    Room: (Site, "site_id"),
    OpeningHours: (Site, "site_id"),
    SiteRule: (Site, "site_id"),
    GroupMember: (Group, "group_id"),
    Leg: (Item, "item_id"),
    ItemHost: (Item, "item_id"),
    ItemAudience: (Item, "item_id"),
    ItemResource: (Item, "item_id"),
    Ride: (Item, "item_id"),
    Rooming: (Item, "item_id"),
}


@dataclass(frozen=True, slots=True)
class VisitState:
    """What is handed to a colleague: the plan, what is to be done, and what came of the visit."""

    plan: Plan
    follow_ups: tuple[FollowUp, ...] = ()
    briefs: tuple[Brief, ...] = ()
    gifts: tuple[Gift, ...] = ()
    costs: tuple[Cost, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    mentions: tuple[MediaMention, ...] = ()
    invitations: tuple[Invitation, ...] = ()

    def shown(self, profile: Profile) -> VisitState:
        """The state as a file for ``profile`` holds it; only the office has what stands beside
        the plan."""
        plan = redacted(self.plan, profile)
        if profile is Profile.INTERNAL:
            return replace(self, plan=plan).closed()
        return VisitState(plan).closed()

    def closed(self) -> VisitState:
        """Without links that lead out of it: an agreement, a source, the visit that followed."""
        ids = {key[1] for key in self.records}

        def cut(word: W) -> W:
            out = [name for name, key in links(word) if key not in ids]
            empty: dict[str, Any] = {name: None for name in out if is_optional(type(word), name)}
            return replace(word, **empty) if empty else word

        return self._each(cut)

    @property
    def records(self) -> dict[Key, Word]:
        """All records; the visit first, then in the order of :data:`LISTS`."""
        found: dict[Key, Word] = {(Visit.WORD, self.plan.visit.id): self.plan.visit}
        lists = (*(getattr(self.plan, name) for name in LISTS),)
        for words in (*lists, *(getattr(self, name) for name in BESIDE)):
            found |= {(word.WORD, word.id): word for word in words}
        return found

    def called(self, ids: Mapping[str, str]) -> VisitState:
        """The same with the ids of this library; what is not in ``ids`` keeps its own."""
        if not ids:
            return self
        state = self._each(lambda word: _called(word, ids))
        plan = replace(
            state.plan,
            titles={ids.get(key, key): text for key, text in state.plan.titles.items()},
            employers={ids.get(key, key): text for key, text in state.plan.employers.items()},
        )
        return replace(state, plan=plan)

    def _each(self, do: Callable[[Any], Any]) -> VisitState:
        lists: dict[str, Any] = {
            name: tuple(do(one) for one in getattr(self.plan, name)) for name in LISTS
        }
        beside: dict[str, Any] = {
            name: tuple(do(one) for one in getattr(self, name)) for name in BESIDE
        }
        return VisitState(replace(self.plan, visit=do(self.plan.visit), **lists), **beside)


def lives_on(word: Word) -> bool:
    """Whether the record is there without the visit: its absence from a plan removes nothing."""
    return type(word) in _OF_THE_LIBRARY or (isinstance(word, Resource) and not word.visit_id)


def head(word: Word, among: Records) -> Key:
    """The record under which a person sees this one: a host under the entry, a number under its owner."""
    if isinstance(word, LegReference):
        leg = among.get((Leg.WORD, word.leg_id))
        return head(leg, among) if leg is not None else (word.WORD, word.id)
    owner = _HEADS.get(type(word))
    if owner is None:
        return word.WORD, word.id
    kind, field = owner
    key = getattr(word, field)
    return (kind.WORD, key) if key else (word.WORD, word.id)


def links(word: Word) -> Iterator[tuple[str, str]]:
    """The fields that name other records, with the ids that they name."""
    for name in field_names(type(word)):
        if name.endswith("_id") and (key := getattr(word, name)):
            yield name, str(key)


def is_optional(kind: type[Word], field: str) -> bool:
    """Whether a record can be without what the field names."""
    return any(one.name == field and one.default is None for one in dataclasses.fields(kind))


def _called(word: W, ids: Mapping[str, str]) -> W:
    changed: dict[str, Any] = {name: ids[key] for name, key in links(word) if key in ids}
    if word.id in ids:
        changed["id"] = ids[word.id]
    return replace(word, **changed) if changed else word
