"""Whom a visit has to thank: each host once, for all that he or she hosted, in which language, where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from planner.domain.ids import OrganisationId
from planner.domain.itinerary import Item
from planner.domain.people import Position
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.sites import Site
from planner.domain.visits import Direction
from planner.i18n import PAPER_LANGUAGES, primary
from planner.services.core import Core
from planner.storage import reading

if TYPE_CHECKING:
    from planner.documents.letters.thank_you import Thanked
    from planner.documents.looks import Look
    from planner.documents.material import Material
    from planner.documents.people.head_writing import Head

_SPOKEN_IN: Final = {"DK": "da", "DE": "de", "AT": "de", "SE": "sv", "JP": "ja"}


def thanked(core: Core, plan: Plan, look: Look) -> list[tuple[Thanked, bool]]:
    """In the order of the programme; whether somebody is of the office itself stands beside."""
    from planner.documents.letters.thank_you import Thanked
    from planner.documents.people.heads import everybody

    hosts = everybody(letter_material(core, plan, look, "en")).hosts
    order = {item.id: place for place, item in enumerate(plan.scheduled)}
    found = []
    for key, items in _hosted(plan, hosts).items():
        head = hosts[key]
        person = plan.person.get(head.person_id) if head.person_id else None
        own = {item.id: item for item in sorted(items, key=lambda one: order[one.id])}
        to = Thanked(
            head=head,
            entries=tuple(own.values()),
            person=person,
            site=post_of(core, plan, head.organisation_id),
            native_post=_native_post(core, head) if person else "",
        )
        found.append((to, _is_own(plan, to)))
    return found


def _hosted(plan: Plan, hosts: Mapping[str, Head]) -> dict[str, list[Item]]:
    """The entries of each host by key; a house for which somebody is named is thanked with that person."""
    from planner.documents.people.head_writing import key_of

    entries: dict[str, list[Item]] = {}
    for item in plan.scheduled:
        if item not in plan.active:
            continue
        for host in plan.hosts_of(item):
            if (key := key_of(plan, host)) in hosts:
                entries.setdefault(key, []).append(item)
    named = {hosts[key].organisation_id: key for key in reversed(entries) if hosts[key].is_named}
    for key in [key for key in entries if not hosts[key].is_named]:
        somebody = named.get(hosts[key].organisation_id)
        if somebody is not None and hosts[key].organisation_id is not None:
            entries[somebody] += entries.pop(key)
    return entries


def _native_post(core: Core, head: Head) -> str:
    """The post on the head as its holder calls it."""
    held = reading.where(core.reader, Position, "person_id = :id", {"id": head.person_id})
    return next((one.native_title for one in held if one.title == head.post), "")


def post_of(core: Core, plan: Plan, house: OrganisationId | None) -> Site | None:
    """Where a house gets its letters: a place of it with an address, of this visit first."""
    if house is None:
        return None
    own = [one for one in plan.sites if one.organisation_id == house and one.address]
    if own:
        return own[0]
    known = reading.where(core.reader, Site, "organisation_id = :id", {"id": house})
    return next((one for one in known if one.address), None)


def _is_own(plan: Plan, to: Thanked) -> bool:
    """Of the office; of who goes abroad everybody and every house of the delegation, too."""
    house, office = to.head.organisation_id, office_of(plan)
    if office is not None and house == office:
        return True
    if plan.visit.direction is not Direction.OUTBOUND:
        return False
    if to.person is not None:
        return to.person.id in {one.person_id for one in plan.delegates}
    return house is not None and house in {one.organisation_id for one in plan.delegates}


def language_of(plan: Plan, to: Thanked) -> str:
    """The first that the person reads and papers speak, else that of the country."""
    spoken = [primary(tag) for tag in to.person.languages] if to.person else []
    if found := next((tag for tag in spoken if tag in PAPER_LANGUAGES), ""):
        return found
    house = plan.organisation.get(to.head.organisation_id or OrganisationId(""))
    country = (to.person.country if to.person else "") or (house.country if house else "")
    return _SPOKEN_IN.get(country.upper(), "en")


def office_of(plan: Plan) -> OrganisationId | None:
    """Whose visit it is: the host's of who comes to us, the sender's of who goes abroad."""
    visit = plan.visit
    if visit.direction is Direction.OUTBOUND:
        return visit.initiator_organisation_id
    return visit.host_organisation_id


def letter_material(core: Core, plan: Plan, look: Look, code: str) -> Material:
    from planner.documents.material import Material, Wishes
    from planner.documents.speaking.wording import speech

    return Material(
        plan=plan,
        profile=Profile.INTERNAL,
        speech=speech(code, wording=look.wording),
        look=look,
        at=core.now(),
        today=core.today(),
        wishes=Wishes(capitals=False),
    )
