"""A plan as calendar entries: for the visit, a group or a person, only what a profile may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from planner.domain.ids import DelegateId, GroupId
from planner.domain.itinerary import ITEM_KINDS, Item, ItemKind, ItemStatus
from planner.domain.plan import Mark, Plan
from planner.domain.privacy import Profile
from planner.i18n import N_, Language, moment_in_words
from planner.interchange.calendar import CalendarEvent

_STATUSES: dict[ItemStatus, Literal["CONFIRMED", "CANCELLED"]] = {
    ItemStatus.CONFIRMED: "CONFIRMED",
    ItemStatus.CANCELLED: "CANCELLED",
}


def items_for(plan: Plan, profile: Profile) -> list[Item]:
    """The entries that may go out: never blockers, never cancelled ones, ideas only inside the office."""
    return [
        item
        for item in plan.active
        if item.is_public
        and (profile is Profile.INTERNAL or item.status is not ItemStatus.IDEA)
        and item.span.duration > dt.timedelta(0)
    ]


def items_of_group(plan: Plan, profile: Profile, group: GroupId) -> list[Item]:
    """Entries that at least one member of the group is on."""
    members = plan.members_of[group]
    return [
        item
        for item in items_for(plan, profile)
        if any(delegate.id in members for delegate in plan.on(item))
    ]


def items_of_delegate(plan: Plan, profile: Profile, delegate: DelegateId) -> list[Item]:
    return [
        item
        for item in items_for(plan, profile)
        if any(one.id == delegate for one in plan.on(item))
    ]


def events(
    plan: Plan, items: Iterable[Item], speak: Language, alarm_minutes: int = 0
) -> list[CalendarEvent]:
    """Calendar entries with stable UIDs; SEQUENCE and DTSTAMP come from the plan's marks.

    With ``alarm_minutes`` readers are reminded so long before whatever has a time and keeps them busy.
    """
    found = [_event(plan, item, speak) for item in items]
    if alarm_minutes <= 0:
        return found
    return [one if one.transparent else replace(one, alarm_minutes=alarm_minutes) for one in found]


def _event(plan: Plan, item: Item, speak: Language) -> CalendarEvent:
    mark = plan.marks.get(item.id) or Mark(0, dt.datetime(2000, 1, 1))
    stamp = mark.stamped_at.replace(tzinfo=dt.UTC)
    site = plan.site_of(item)
    span = item.span
    assert item.start_local is not None
    assert item.end_local is not None
    address = ", ".join(
        part
        for part in (
            plan.place_of(item),
            site.address if site else "",
            " ".join(p for p in (site.postal_code, site.city) if p) if site else "",
        )
        if part
    )
    tentative = item.status not in _STATUSES
    unsure = speak(N_("to be confirmed"))
    return CalendarEvent(
        uid=f"{item.id}@planner",
        sequence=mark.sequence,
        stamped_at=stamp,
        last_modified=stamp,
        summary=f"{item.title} ({unsure})" if tentative else item.title,
        start=item.start_local.date() if item.all_day else span.start,
        end=item.end_local.date() if item.all_day else span.end,
        location=address,
        description=_description(plan, item, speak),
        status=_STATUSES.get(item.status, "TENTATIVE"),
        categories=(speak(ITEM_KINDS[item.kind]),),
        geo=(site.latitude, site.longitude)
        if site and site.latitude is not None and site.longitude is not None
        else None,
        transparent=item.kind in (ItemKind.STAY, ItemKind.FREE) or item.all_day,
    )


def _description(plan: Plan, item: Item, speak: Language) -> str:
    """Plain text: what goes out, who receives, and how a leg runs. Never notes.

    The version is not in it: the text would change with every release while SEQUENCE stands.
    """
    lines = [item.public_text] if item.public_text else []
    if leg := plan.leg_of.get(item.id):
        number = " ".join(part for part in (leg.carrier, leg.number) if part)
        start, end = plan.ends_of(leg)
        assert item.start_local is not None
        assert item.end_local is not None
        lines.append(
            speak(
                N_("{start}, {start_time} ({start_zone}) → {end}, {end_time} ({end_zone})")
            ).format(
                start=start,
                start_time=moment_in_words(item.start_local, speak),
                start_zone=item.start_zone,
                end=end,
                end_time=moment_in_words(item.end_local, speak),
                end_zone=item.end_zone,
            )
        )
        if number:
            lines.append(number)
    hosts = [
        ", ".join(
            part
            for part in (plan.host_name(host), plan.titles.get(host.person_id or "", ""))
            if part
        )
        for host in plan.hosts_of(item)
    ]
    hosts = list(dict.fromkeys(hosts))  # one person may receive in two roles
    if hosts:
        lines.append(
            speak.plural("Host: {hosts}", "Hosts: {hosts}", len(hosts), hosts="; ".join(hosts))
        )
    groups = [group.name or group.letter for group in plan.groups_on(item)]
    if groups:
        lines.append(speak(N_("Group: {groups}")).format(groups=", ".join(groups)))
    return "\n".join(lines)
