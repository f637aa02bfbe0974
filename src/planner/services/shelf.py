"""What lies in the library beside a plan, and the one gate through which it reaches a paper."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from planner.domain import biographies as biography_order
from planner.domain import briefs as brief_order
from planner.domain.agreements import Agreement, Amendment
from planner.domain.biographies import Biography
from planner.domain.briefs import Brief
from planner.domain.checks.needs import wanted_by
from planner.domain.followups import FollowUp
from planner.domain.grants import bared, grants, may
from planner.domain.ids import (
    AgreementId,
    DelegateId,
    ItemId,
    OrganisationId,
    PersonId,
    SiteId,
    SourceId,
)
from planner.domain.itinerary import Item, ItemStatus
from planner.domain.organisations import Logo
from planner.domain.people import Photo
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.private_details import ASKED_AT_GATES, DOTS, DetailKind, PrivateDetail
from planner.domain.recipients import Recipient, RecipientKind, items_of
from planner.domain.redaction import asked_by
from planner.domain.sites import Country, CountryFact
from planner.domain.sources import Source
from planner.domain.visits import Need, NeedKind
from planner.services.access import states_of
from planner.services.aftermath import what_became
from planner.storage import reading
from planner.storage.queries import beside_plan
from planner.text import fold

if TYPE_CHECKING:
    from planner.documents.material import Aftermath, NeedCount, Wishes
    from planner.domain.access import AccessStatus
    from planner.storage.reading import Reader

_OFFICE: Final = frozenset({Profile.INTERNAL})

# Which profile may have which field of Material; whatever is not named here nobody gets.
MAY_HAVE: Final[Mapping[str, frozenset[Profile]]] = {
    **dict.fromkeys(("briefs", "agreements", "amendments", "parties", "follow_ups"), _OFFICE),
    **dict.fromkeys(("countries", "country_facts", "sources", "states", "needs"), _OFFICE),
    "aftermath": _OFFICE,
    "need_counts": frozenset({Profile.INTERNAL, Profile.HOSTS, Profile.SITES}),
    "photos": frozenset({Profile.INTERNAL, Profile.HOSTS, Profile.DELEGATES}),
    "biographies": frozenset({Profile.INTERNAL, Profile.HOSTS}),
    "logos": frozenset(Profile),
    "private": frozenset({Profile.INTERNAL, Profile.SITES}),
    "interpreting": frozenset({Profile.INTERNAL, Profile.HOSTS, Profile.DELEGATES}),
}
"""The audiences of each thing beside the plan, before it is narrowed to what the plan shows."""

_RUNS_NOTHING: Final = frozenset(
    {
        *(RecipientKind.DELEGATE, RecipientKind.DRIVER),
        *(RecipientKind.INTERPRETER, RecipientKind.PRESS),
    }
)
"""Whatever the profile: who runs no entry has no use for the needs of others."""


class Shelf:
    """Read when first asked for, then kept: one shelf serves all papers of one run.

    ``plan`` is the whole plan of the visit, draft or release. What stands on the shelf is that of
    now: a release freezes none of it. Needs whose day of erasure has passed are not on it.
    With ``veiled`` dots stand for needs beside names and for hidden details.
    """

    def __init__(self, reader: Reader, plan: Plan, today: dt.date, *, veiled: bool = False) -> None:
        self._reader = reader
        self.veiled = veiled
        self.plan = plan
        self._today = today

    @cached_property
    def photos(self) -> Mapping[PersonId, bytes]:
        """The one that is shown of each person in the plan: the latest."""
        found = reading.having(self._reader, Photo, "person_id", list(self.plan.person), "id")
        return {one.person_id: base64.b64decode(one.data) for one in found if one.data}

    @cached_property
    def logos(self) -> Mapping[OrganisationId, bytes]:
        keys = list(self.plan.organisation)
        found = reading.having(self._reader, Logo, "organisation_id", keys, "id")
        return {one.organisation_id: base64.b64decode(one.data) for one in found if one.data}

    @cached_property
    def briefs(self) -> tuple[Brief, ...]:
        """Those of the visit, then by entry in order of time."""
        own = {"id": self.plan.visit.id}
        found = reading.where(self._reader, Brief, "visit_id = :id", own)
        order = [item.id for item in (*self.plan.scheduled, *self.plan.unscheduled)]
        return brief_order.in_order(found, order)

    @cached_property
    def biographies(self) -> Mapping[PersonId, tuple[Biography, ...]]:
        found: dict[PersonId, list[Biography]] = {}
        for one in reading.having(self._reader, Biography, "person_id", list(self.plan.person)):
            found.setdefault(one.person_id, []).append(one)
        return {key: biography_order.in_order(told) for key, told in found.items()}

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        return tuple(beside_plan.agreements_of(self._reader, self.plan))

    @cached_property
    def amendments(self) -> Mapping[AgreementId, tuple[Amendment, ...]]:
        return beside_plan.amendments_of(self._reader, self._agreement_keys)

    @cached_property
    def parties(self) -> Mapping[AgreementId, tuple[str, ...]]:
        return beside_plan.parties_of(self._reader, self._agreement_keys)

    @cached_property
    def follow_ups(self) -> tuple[FollowUp, ...]:
        """What is open of the visit and its agreements, by the day it is due."""
        return tuple(beside_plan.open_follow_ups(self._reader, self.plan, self._agreement_keys))

    @cached_property
    def countries(self) -> Mapping[str, Country]:
        """Those that the visit goes to or comes from, by code."""
        found = reading.having(self._reader, Country, "id", _countries(self.plan))
        return {one.id: one for one in found}

    @cached_property
    def country_facts(self) -> Mapping[str, tuple[CountryFact, ...]]:
        """The latest first."""
        found: dict[str, list[CountryFact]] = {}
        codes = _countries(self.plan)
        for one in reading.having(
            self._reader, CountryFact, "country", codes, f"{reading.LATEST}, id"
        ):
            found.setdefault(one.country, []).append(one)
        return {code: tuple(facts) for code, facts in found.items()}

    @cached_property
    def sources(self) -> Mapping[SourceId, Source]:
        """Where the facts of the countries are from."""
        keys = [one.source_id for facts in self.country_facts.values() for one in facts]
        return {one.id: one for one in reading.having(self._reader, Source, "id", keys)}

    @cached_property
    def states(self) -> Mapping[tuple[str, str, str], AccessStatus]:
        return states_of(self._reader, self.plan)

    @cached_property
    def needs(self) -> Mapping[DelegateId, tuple[Need, ...]]:
        found: dict[DelegateId, list[Need]] = {}
        for one in beside_plan.needs_of(self._reader, self.plan):
            if one.purge_after is None or one.purge_after >= self._today:
                found.setdefault(one.delegate_id, []).append(one)
        return {key: tuple(sorted(told, key=_in_order)) for key, told in found.items()}

    @cached_property
    def private(self) -> Mapping[PersonId, Mapping[DetailKind, str]]:
        """Hidden details that gates ask for, of the people in the plan."""
        found: dict[PersonId, dict[DetailKind, str]] = {}
        for one in reading.having(self._reader, PrivateDetail, "person_id", list(self.plan.person)):
            if one.text and (one.purge_after is None or one.purge_after >= self._today):
                found.setdefault(one.person_id, {})[one.kind] = DOTS if self.veiled else one.text
        return found

    @cached_property
    def aftermath(self) -> Aftermath:
        """What became of the visit, with the names of all whom that tells of."""
        return what_became(self._reader, self.plan)

    @cached_property
    def _agreement_keys(self) -> list[AgreementId]:
        return [one.id for one in self.agreements]


def granted(
    shelf: Shelf,
    profile: Profile,
    recipient: Recipient | None,
    plan: Plan,
    wishes: Wishes,
) -> dict[str, Any]:
    """The fields of ``Material`` that this audience may have, and no others.

    ``plan`` is redacted for the same profile and recipient: whoever or whatever is not left in it
    is not spoken of here either.
    """
    fields = {
        name: _FIELDS[name](shelf, profile, recipient, plan)
        for name, audiences in MAY_HAVE.items()
        if profile in audiences
    }
    if not wishes.photos:
        fields.pop("photos", None)
    if not wishes.named_needs:
        fields.pop("needs", None)
    if not wishes.hidden_details:
        fields.pop("private", None)
    return fields


def _briefs(shelf: Shelf, _p: Profile, _r: Recipient | None, plan: Plan) -> tuple[Brief, ...]:
    return tuple(one for one in shelf.briefs if one.item_id is None or one.item_id in plan.item)


def _photos(shelf: Shelf, _p: Profile, _r: Recipient | None, plan: Plan) -> dict[PersonId, bytes]:
    return {key: data for key, data in shelf.photos.items() if key in plan.person}


def _logos(
    shelf: Shelf, profile: Profile, _r: Recipient | None, plan: Plan
) -> dict[OrganisationId, bytes]:
    if not (may(Logo, profile) and grants(Logo, profile, "data")):
        return {}
    return {key: data for key, data in shelf.logos.items() if key in plan.organisation}


def _biographies(
    shelf: Shelf, profile: Profile, _r: Recipient | None, plan: Plan
) -> dict[PersonId, tuple[Biography, ...]]:
    return {
        key: tuple(bared(one, profile) for one in told)
        for key, told in shelf.biographies.items()
        if key in plan.person
    }


def _states(
    shelf: Shelf, _p: Profile, _r: Recipient | None, plan: Plan
) -> dict[tuple[str, str, str], AccessStatus]:
    return {key: state for key, state in shelf.states.items() if key[0] in plan.delegate}


def _interpreting(
    shelf: Shelf, _p: Profile, _r: Recipient | None, plan: Plan
) -> frozenset[DelegateId]:
    return frozenset(one.id for one in shelf.plan.interpreting_delegates if one.id in plan.delegate)


def _needs(
    shelf: Shelf, _p: Profile, _r: Recipient | None, plan: Plan
) -> dict[DelegateId, tuple[Need, ...]]:
    if shelf.veiled:
        return {
            key: tuple(replace(one, text=DOTS) for one in told)
            for key, told in shelf.needs.items()
            if key in plan.delegate
        }
    return {key: told for key, told in shelf.needs.items() if key in plan.delegate}


def _private(
    shelf: Shelf, profile: Profile, recipient: Recipient | None, plan: Plan
) -> dict[PersonId, dict[DetailKind, str]]:
    """Only what the site asks for that gets the list; for the office what any site asks for."""
    if profile is Profile.INTERNAL:
        sites = [site.id for site in shelf.plan.sites]
    elif recipient is not None and recipient.kind is RecipientKind.SITE:
        sites = [SiteId(recipient.id)]
    else:
        return {}
    asked = {field for site in sites for field in asked_by(shelf.plan, site)}
    kinds = {kind for field, kind in ASKED_AT_GATES.items() if field in asked}
    heads = {one.person_id for one in plan.delegates}
    return {
        person: {kind: text for kind, text in told.items() if kind in kinds}
        for person, told in shelf.private.items()
        if person in heads
    }


def _need_counts(
    shelf: Shelf, profile: Profile, recipient: Recipient | None, plan: Plan
) -> dict[ItemId, tuple[NeedCount, ...]]:
    """Of the entries that the recipient runs; the office is told of all."""
    keys = set(plan.item)
    if profile is not Profile.INTERNAL and recipient is not None:
        if recipient.kind in _RUNS_NOTHING:
            return {}
        keys &= {item.id for item in items_of(plan, recipient)}
    found = {item.id: _counted(shelf, plan, item) for item in plan.items if item.id in keys}
    return {key: counts for key, counts in found.items() if counts}


def _counted(shelf: Shelf, plan: Plan, item: Item) -> tuple[NeedCount, ...]:
    """Heads on an entry by what they need, of the kinds that concern whoever runs it.

    Each head counts once, with all of its needs together: the counts and those who need nothing
    add up to all who are there.
    """
    from planner.documents.material import NeedCount  # late: only papers need the floor of papers

    if item.status is ItemStatus.CANCELLED or not (kinds := wanted_by(item)):
        return ()
    heads: dict[tuple[tuple[NeedKind, str], ...], int] = {}
    words: dict[tuple[tuple[NeedKind, str], ...], str] = {}
    for delegate in plan.on(item):
        told = [one for one in shelf.needs.get(delegate.id, ()) if one.kind in kinds]
        said = {
            (one.kind, fold(one.text).rstrip(" .")): one.text.strip().rstrip(".")
            for one in told
            if one.text.strip()
        }
        if key := tuple(sorted(said, key=lambda one: (list(NeedKind).index(one[0]), one[1]))):
            heads[key] = heads.get(key, 0) + 1
            words.setdefault(key, "; ".join(said[one] for one in key))
    return tuple(
        NeedCount(kind=key[0][0], text=words[key], count=count)
        for key, count in sorted(heads.items())
    )


def _whole(name: str) -> Any:
    """What is for the office alone and is not narrowed by who stands in the plan."""
    return lambda shelf, _profile, _recipient, _plan: getattr(shelf, name)


_FIELDS: Final[Mapping[str, Any]] = {
    **{
        name: _whole(name)
        for name in ("agreements", "amendments", "parties", "follow_ups", "countries")
    },
    "country_facts": _whole("country_facts"),
    "sources": _whole("sources"),
    "aftermath": _whole("aftermath"),
    "briefs": _briefs,
    "photos": _photos,
    "logos": _logos,
    "biographies": _biographies,
    "states": _states,
    "interpreting": _interpreting,
    "needs": _needs,
    "private": _private,
    "need_counts": _need_counts,
}


def _countries(plan: Plan) -> list[str]:
    """Codes of where the visit goes, whom it is with, and what it passes through."""
    houses = (plan.visit.host_organisation_id, plan.visit.initiator_organisation_id)
    codes: Iterable[str] = (
        plan.visit.country,
        *(plan.organisation[key].country for key in houses if key in plan.organisation),
        *(site.country for site in plan.sites),
        *(code for leg in plan.legs for code in (leg.from_country, leg.to_country)),
    )
    return list(dict.fromkeys(code.upper() for code in codes if code))


def _in_order(need: Need) -> tuple[int, str]:
    return list(NeedKind).index(need.kind), need.id
