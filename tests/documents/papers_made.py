"""Material for papers, of plans built by hand and of generated visits."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from factories import CPH, MONDAY, PlanBuilder, site
from planner.documents.content import Document, Entries, Entry, Heading, first
from planner.documents.looks import Look
from planner.documents.material import Material
from planner.documents.speaking.wording import speech
from planner.domain.itinerary import ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient, RecipientKind, recipients
from planner.domain.redaction import redacted

AT = dt.datetime(2027, 4, 1, 9, 30, tzinfo=dt.UTC)
PEOPLE = ("Sato", "Mori", "Abe", "Ito")
ZONES = (CPH, "Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati")


def material(
    plan: Plan,
    *codes: str,
    profile: Profile = Profile.DELEGATES,
    recipient: Recipient | None = None,
    own: bool = False,
    before: Plan | None = None,
    **more: object,
) -> Material:
    """As the services hand it over: both versions redacted for the same reader."""
    return Material(
        plan=redacted(plan, profile, recipient, own=own),
        before=redacted(before, profile, recipient, own=own) if before else None,
        profile=profile,
        speech=speech(*(codes or ("en",))),
        look=Look(name="plain"),
        at=AT,
        today=AT.date(),
        recipient=recipient,
        **more,  # type: ignore[arg-type]
    )


def recipient_of(plan: Plan, name: str) -> Recipient:
    return next(
        one for one in recipients(plan) if one.kind is RecipientKind.DELEGATE and name in one.name
    )


def entries_by_day(document: Document) -> dict[str, list[Entry]]:
    """The entries below each heading of a day, as they come."""
    found: dict[str, list[Entry]] = {}
    day = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            day = first(block.text)
        elif isinstance(block, Entries):
            found.setdefault(day, []).extend(block.entries)
    return found


@st.composite
def visits(draw: st.DrawFn) -> Plan:
    """Entries of all kinds and states at all times: over midnight, zones and the date line; whole
    days, hotel nights, some without a time; of all, of groups, of named people, of all but one."""
    build = PlanBuilder(*PEOPLE)
    build.group("A", "Sato", "Mori")
    build.group("B", "Abe")
    place = site("ESS", city="Lund")
    midnight = dt.datetime.combine(MONDAY, dt.time())
    for number in range(draw(st.integers(1, 9))):
        start = midnight + dt.timedelta(minutes=15 * draw(st.integers(0, 4 * 60)))
        length = dt.timedelta(minutes=15 * draw(st.sampled_from((1, 4, 6, 26, 96, 150))))
        kind = draw(st.sampled_from((*ItemKind, ItemKind.MEETING, ItemKind.TOUR)))
        zone = draw(st.sampled_from((CPH, CPH, CPH, *ZONES)))
        far = draw(st.sampled_from(ZONES)) if kind is ItemKind.LEG else zone
        one = build.item(
            f"Item {number}.",
            start.isoformat(),
            (start + length).isoformat(),
            kind=kind,
            status=draw(st.sampled_from((*ItemStatus, ItemStatus.CONFIRMED))),
            all_day=kind is not ItemKind.STAY and draw(st.integers(0, 7)) == 0,
            start_zone=zone,
            end_zone=far,
            at_site=place if number % 2 else None,
            **draw(
                st.sampled_from(
                    ({}, {}, {"groups": "A"}, {"groups": "AB"}, {"named": ("Sato", "Ito")},
                     {"without": ("Sato",)})
                )
            ),
        )  # fmt: skip
        if draw(st.integers(0, 9)) == 0:
            waiting = replace(one, start_local=None, end_local=None, start_zone="", end_zone="")
            build.plan = build.plan.with_items([waiting])
    return build.plan
