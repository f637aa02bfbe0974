"""Who is to get something of a visit: everybody in the plan, and those added by hand."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from planner.domain.ids import PersonId
from planner.domain.itinerary import Item
from planner.domain.people import ContactKind
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.travel import ResourceKind
from planner.i18n import LANGUAGES, N_

if TYPE_CHECKING:
    from planner.domain.handouts import Addressing


class RecipientKind(enum.StrEnum):
    DELEGATE = "delegate"
    HOST = "host"
    ORGANISATION = "organisation"
    DRIVER = "driver"
    INTERPRETER = "interpreter"
    SITE = "site"
    EMBASSY = "embassy"
    PRESS = "press"
    COLLEAGUE = "colleague"
    OTHER = ""


RECIPIENT_KINDS = {
    RecipientKind.DELEGATE: N_("Delegate"),
    RecipientKind.HOST: N_("Host"),
    RecipientKind.ORGANISATION: N_("Host without a name"),
    RecipientKind.DRIVER: N_("Driver"),
    RecipientKind.INTERPRETER: N_("Interpreter"),
    RecipientKind.SITE: N_("Site"),
    RecipientKind.EMBASSY: N_("Embassy"),
    RecipientKind.PRESS: N_("Press"),
    RecipientKind.COLLEAGUE: N_("Colleague"),
    RecipientKind.OTHER: N_("Other"),
}

USUAL_PROFILE: Final = {
    RecipientKind.DELEGATE: Profile.DELEGATES,
    RecipientKind.HOST: Profile.HOSTS,
    RecipientKind.ORGANISATION: Profile.HOSTS,
    RecipientKind.DRIVER: Profile.DRIVERS,
    RecipientKind.INTERPRETER: Profile.HOSTS,
    RecipientKind.SITE: Profile.SITES,
    RecipientKind.EMBASSY: Profile.DELEGATES,
    RecipientKind.PRESS: Profile.PRESS,
    RecipientKind.COLLEAGUE: Profile.INTERNAL,
    RecipientKind.OTHER: Profile.PRESS,
}
"""What a recipient of this kind may see unless the office says otherwise."""

KEY_WORDS: Final = {
    "delegate": "delegate",
    "host": "person",
    "organisation": "organisation",
    "driver": "resource",
    "interpreter": "resource",
    "site": "site",
    "added": "addressing",
}
"""By what a key begins with: the word whose id stands behind the colon."""

_OF_THE_PLAN: Final = frozenset(
    {
        RecipientKind.DELEGATE,
        RecipientKind.HOST,
        RecipientKind.ORGANISATION,
        RecipientKind.DRIVER,
        RecipientKind.INTERPRETER,
        RecipientKind.SITE,
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipient:
    """One who gets something. ``key`` is the same in every version: "delegate:ID", "host:ID" (a
    person), "organisation:ID", "driver:ID" and "interpreter:ID" (what is booked), "site:ID",
    "added:ID" (said by hand).

    ``language`` is one that mails and calendars can be written in, ``chosen_language`` the same where
    the office chose it by hand; ``email`` may be empty.
    """

    key: str
    kind: RecipientKind
    name: str
    organisation: str = ""
    email: str = ""
    language: str = "en"
    chosen_language: str = ""
    profile: Profile = Profile.PRESS
    person_id: PersonId | None = None
    left_out: bool = False

    @property
    def id(self) -> str:
        """What follows the colon of the key."""
        return self.key.partition(":")[2]


def recipients(
    plan: Plan, said: Iterable[Addressing] = (), *, home: str = "en"
) -> tuple[Recipient, ...]:
    """Everybody: delegates in precedence, hosts in the order of the programme, drivers,
    interpreters, sites, then who was added by hand.

    Placeholders are no recipients: nobody is there to get anything. ``home`` is the language of
    those of whom nothing else is known.
    """
    by_key = {one.of_key: one for one in said if one.of_key}
    known = [
        *_delegates(plan, home),
        *_hosts(plan, home),
        *_booked(plan, home),
        *_sites(plan, home),
    ]
    return (
        *(_with(one, by_key.get(one.key)) for one in known),
        *(_added(plan, one, home) for one in said if not one.of_key),
    )


def items_of(plan: Plan, recipient: Recipient) -> list[Item]:
    """The entries that concern a recipient, earliest first, before a profile takes anything away.

    Cancelled ones are among them. Who was added by hand is concerned by all.
    """
    key = recipient.id
    match recipient.kind:
        case RecipientKind.DELEGATE:
            return [item for item in plan.scheduled if key in plan.heads_on(item)]
        case RecipientKind.HOST:
            return [
                item
                for item in plan.scheduled
                if any(host.person_id == key for host in plan.hosts_of(item))
            ]
        case RecipientKind.ORGANISATION:
            return [
                item
                for item in plan.scheduled
                if any(
                    host.organisation_id == key and host.person_id is None
                    for host in plan.hosts_of(item)
                )
            ]
        case RecipientKind.DRIVER | RecipientKind.INTERPRETER:
            return [
                item
                for item in plan.scheduled
                if any(one.id == key for one in plan.booked_for(item))
            ]
        case RecipientKind.SITE:
            return [item for item in plan.scheduled if item.site_id == key]
        case _:
            return plan.scheduled


def _delegates(plan: Plan, home: str) -> list[Recipient]:
    found = []
    for one in plan.delegates:
        if one.person_id is None or one.person_id not in plan.person:
            continue
        person = plan.person[one.person_id]
        found.append(
            Recipient(
                key=f"delegate:{one.id}",
                kind=RecipientKind.DELEGATE,
                name=plan.name_of(one),
                organisation=plan.organisation_name(one.organisation_id),
                email=_email(plan, one.person_id),
                language=_speaks((*person.languages, *plan.visit.languages), home),
                profile=USUAL_PROFILE[RecipientKind.DELEGATE],
                person_id=one.person_id,
            )
        )
    return found


def _hosts(plan: Plan, home: str) -> list[Recipient]:
    found: dict[str, Recipient] = {}
    for item in plan.scheduled:
        for host in plan.hosts_of(item):
            if host.person_id is not None and host.person_id in plan.person:
                person = plan.person[host.person_id]
                one = Recipient(
                    key=f"host:{host.person_id}",
                    kind=RecipientKind.HOST,
                    name=plan.host_name(host),
                    organisation=plan.employers.get(host.person_id, ""),
                    email=_email(plan, host.person_id),
                    language=_speaks(person.languages, home),
                    profile=USUAL_PROFILE[RecipientKind.HOST],
                    person_id=host.person_id,
                )
            elif host.organisation_id is not None:
                name = plan.organisation_name(host.organisation_id)
                one = Recipient(
                    key=f"organisation:{host.organisation_id}",
                    kind=RecipientKind.ORGANISATION,
                    name=name,
                    organisation=name,
                    language=home,
                    profile=USUAL_PROFILE[RecipientKind.ORGANISATION],
                )
            else:
                continue
            found.setdefault(one.key, one)
    return list(found.values())


def _booked(plan: Plan, home: str) -> list[Recipient]:
    used = {booking.resource_id for booking in plan.bookings}
    found = []
    for kind, resource_kind in (
        (RecipientKind.DRIVER, ResourceKind.VEHICLE),
        (RecipientKind.INTERPRETER, ResourceKind.INTERPRETER),
    ):
        for one in plan.resources:
            if one.kind is not resource_kind or one.id not in used:
                continue
            person = plan.person.get(one.person_id) if one.person_id else None
            found.append(
                Recipient(
                    key=f"{kind.value}:{one.id}",
                    kind=kind,
                    name=person.name if person else one.name,
                    organisation=plan.organisation_name(one.organisation_id)
                    or (one.name if person else ""),
                    email=_email(plan, one.person_id) if one.person_id else "",
                    language=_speaks(person.languages if person else (), home),
                    profile=USUAL_PROFILE[kind],
                    person_id=one.person_id,
                )
            )
    return found


def _sites(plan: Plan, home: str) -> list[Recipient]:
    visited = dict.fromkeys(item.site_id for item in plan.scheduled if item.site_id)
    return [
        Recipient(
            key=f"site:{key}",
            kind=RecipientKind.SITE,
            name=plan.site[key].name,
            organisation=plan.organisation_name(plan.site[key].organisation_id),
            language=home,
            profile=USUAL_PROFILE[RecipientKind.SITE],
        )
        for key in visited
        if key in plan.site
    ]


def _added(plan: Plan, said: Addressing, home: str) -> Recipient:
    person = plan.person.get(said.person_id) if said.person_id else None
    return Recipient(
        key=f"added:{said.id}",
        kind=said.kind,
        name=said.name or (person.name if person else plan.organisation_name(said.organisation_id)),
        organisation=plan.organisation_name(said.organisation_id),
        email=said.email or (_email(plan, said.person_id) if said.person_id else ""),
        language=said.language or _speaks(person.languages if person else (), home),
        chosen_language=said.language,
        profile=said.profile or USUAL_PROFILE[said.kind],
        person_id=said.person_id,
        left_out=said.left_out,
    )


def _with(one: Recipient, said: Addressing | None) -> Recipient:
    if said is None:
        return one
    return replace(
        one,
        name=said.name or one.name,
        email=said.email or one.email,
        language=said.language or one.language,
        chosen_language=said.language,
        profile=said.profile or one.profile,
        left_out=said.left_out,
    )


def is_of_the_plan(kind: RecipientKind) -> bool:
    """Whether recipients of this kind come and go with the plan; others are added by hand."""
    return kind in _OF_THE_PLAN


def _email(plan: Plan, person: PersonId) -> str:
    found = plan.reached_by(person, ContactKind.EMAIL)
    return found[0] if found else ""


def _speaks(tags: Sequence[str], home: str) -> str:
    """The first of these languages that papers can be written in."""
    return next((tag[:2] for tag in tags if tag[:2] in LANGUAGES), home)
