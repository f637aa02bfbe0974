"""The JSON shapes: the domain's own field names; times as local time plus zone. Stable and versioned."""

from __future__ import annotations

import datetime as dt
from typing import Any

from planner.domain.findings import Finding
from planner.domain.history import Step
from planner.domain.itinerary import Item
from planner.domain.lines import AgreementCard, FollowUpLine, VisitLine
from planner.domain.people_lines import PersonCard, PersonLine
from planner.domain.plan import Plan
from planner.domain.quick_add import Reading
from planner.domain.quick_add.read_back import answer, question, reads_as
from planner.domain.readiness import Readiness
from planner.domain.visits import Delegate
from planner.domain.words import plain
from planner.phrases import label, sentence
from planner.storage.search import Hit


def local(moment: dt.datetime | None) -> str | None:
    return moment.isoformat(timespec="minutes") if moment else None


def person(card: PersonCard) -> dict[str, Any]:
    one = card.person
    post = card.posts[0] if card.posts else None
    return {
        "id": one.id,
        "family_name": one.family_name,
        "given_name": one.given_name,
        "prefix": one.prefix,
        "native_name": one.native_name,
        "reading": one.reading,
        "name": one.name,
        "country": one.country,
        "languages": list(one.languages),
        "salutation": one.salutation,
        "address_confirmed_by": one.address_confirmed_by,
        "address_confirmed_on": plain(one.address_confirmed_on),
        "organisation": post.organisation if post else "",
        "position": post.position.title if post else "",
        "emails": [point.value for point in card.emails],
        "phones": [point.value for point in card.phones],
        "notes": one.notes,
        "positions": [
            {
                "organisation": known.organisation,
                "title": known.position.title,
                "valid_from": known.position.valid_from,
                "valid_to": known.position.valid_to,
            }
            for known in card.posts
        ],
        "visits": [
            {
                "id": known.visit_id,
                "title": known.title,
                "first_day": plain(known.first_day),
                "role": known.role,
            }
            for known in card.visits
        ],
    }


def person_line(line: PersonLine) -> dict[str, Any]:
    shape: dict[str, Any] = plain(line)
    return shape


def visit_line(line: VisitLine) -> dict[str, Any]:
    shape: dict[str, Any] = plain(line)
    return shape


def delegate(plan: Plan, one: Delegate) -> dict[str, Any]:
    known = plan.person.get(one.person_id) if one.person_id else None
    points = [point for point in plan.contact_points if known and point.person_id == known.id]
    return {
        "id": one.id,
        "person_id": one.person_id,
        "name": plan.name_of(one),
        "family_name": known.family_name if known else "",
        "given_name": known.given_name if known else "",
        "native_name": known.native_name if known else "",
        "reading": known.reading if known else "",
        "country": known.country if known else "",
        "is_placeholder": known is None,
        "organisation": plan.organisation_name(one.organisation_id),
        "position": one.title,
        "emails": [point.value for point in points if point.kind == "email"],
        "phones": [point.value for point in points if point.kind == "phone"],
        "role": one.role,
        "category": one.category.value,
        "rank": one.rank,
        "rank_reason": one.rank_reason,
        "payer": one.payer,
        "groups": [group.letter or group.name for group in plan.groups_of.get(one.id, [])],
        "arrives_local": local(one.arrives_local),
        "arrives_zone": one.arrives_zone,
        "departs_local": local(one.departs_local),
        "departs_zone": one.departs_zone,
    }


def item(plan: Plan, one: Item) -> dict[str, Any]:
    leg = plan.leg_of.get(one.id)
    shape: dict[str, Any] = {
        "id": one.id,
        "kind": one.kind.value,
        "title": one.title,
        "status": one.status.value,
        "fixed": one.fixed,
        "all_day": one.all_day,
        "start_local": local(one.start_local),
        "start_zone": one.start_zone,
        "end_local": local(one.end_local),
        "end_zone": one.end_zone,
        "place": plan.place_of(one),
        "audience": one.audience.value,
        "groups": [group.letter or group.name for group in plan.groups_on(one)],
        "delegates": [known.id for known in plan.on(one)],
        "hosts": [plan.host_name(host) for host in plan.hosts_of(one)],
        "resources": [resource.name for resource in plan.booked_for(one)],
        "public_text": one.public_text,
        "internal_notes": one.internal_notes,
    }
    if leg:
        start, end = plan.ends_of(leg)
        shape["leg"] = {
            "mode": leg.mode.value,
            "carrier": leg.carrier,
            "number": leg.number,
            "from_place": start,
            "from_country": leg.from_country,
            "to_place": end,
            "to_country": leg.to_country,
            "buffer_minutes": leg.buffer_minutes,
        }
    return shape


def visit(plan: Plan) -> dict[str, Any]:
    known = plan.visit
    shape: dict[str, Any] = plain(known)
    for name in ("host_organisation_id", "initiator_organisation_id"):
        shape[name.removesuffix("_id")] = plan.organisation_name(shape.get(name))
    return shape | {
        "themes": list(plan.themes),
        "release_number": plan.release_number,
        "heads": plan.headcount,
        "groups": [
            {
                "letter": group.letter,
                "name": group.name,
                "delegates": sorted(plan.members_of[group.id]),
            }
            for group in plan.groups
        ],
        "delegates": [delegate(plan, one) for one in plan.delegates],
        "items": [item(plan, one) for one in [*plan.scheduled, *plan.unscheduled]],
    }


def finding(one: Finding) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "severity": one.severity.name.lower(),
        "sentence": sentence(one),
        "subjects": [
            {"word": subject.word, "id": subject.id, "name": subject.name}
            for subject in one.subjects
        ],
        "facts": dict(one.facts),
        "accepted": one.accepted,
    }


def readiness(one: Readiness) -> dict[str, Any]:
    return {
        "light": one.light.name.lower(),
        "sites": [
            {
                "site": site.name,
                "light": site.light.name.lower(),
                "reasons": [finding(reason) for reason in site.reasons],
            }
            for site in one.sites
        ],
        "blockers": [finding(reason) for reason in one.blockers],
    }


def step(one: Step) -> dict[str, Any]:
    return {
        "number": one.number,
        "label": label(one),
        "at": one.at.isoformat() + "Z",
        "author": one.author,
        "undone": one.undone_by is not None,
        "lasting": one.lasting,
    }


def hit(one: Hit) -> dict[str, Any]:
    return {
        "word": one.word,
        "id": one.id,
        "title": one.title,
        "detail": one.detail,
        "visit_id": one.visit_id,
    }


def agreement(card: AgreementCard) -> dict[str, Any]:
    shape: dict[str, Any] = plain(card.agreement)
    return shape | {
        "parties": [
            {
                "name": name,
                "country": party.country,
                "organisation_id": party.organisation_id,
                "seat": party.seat,
                "signatory_name": party.signatory_name,
                "signatory_title": party.signatory_title,
            }
            for party, name in card.parties
        ],
        "themes": list(card.themes),
        "texts": plain(card.texts),
        "amendments": plain(card.amendments),
        "states": plain(card.states),
        "ties": plain(card.ties),
        "visits": [{"id": key, "title": title} for key, title in card.visits],
        "statements": plain(card.statements),
    }


def follow_up(line: FollowUpLine) -> dict[str, Any]:
    shape: dict[str, Any] = plain(line)
    return shape


def reading(one: Reading) -> dict[str, Any]:
    """A quick-add line as it was read; ``questions`` are open, each with whole lines as answers."""
    return {
        "line": one.line,
        "reads_as": reads_as(one),
        "kind": one.kind.value,
        "title": one.title,
        "all_day": one.all_day,
        "start_local": local(one.start.local) if one.start else None,
        "start_zone": one.start.zone if one.start else "",
        "end_local": local(one.end.local) if one.end else None,
        "end_zone": one.end.zone if one.end else "",
        "site_id": one.site_id,
        "place": one.site_name or one.place,
        "groups": list(one.group_names),
        "tentative": one.tentative,
        "remarks": [question(doubt) for doubt in one.doubts if not doubt.blocks],
        "questions": [
            {
                "kind": doubt.kind.value,
                "sentence": question(doubt),
                "choices": [
                    {"text": answer(choice, doubt), "line": choice.line} for choice in doubt.choices
                ],
            }
            for doubt in one.doubts
            if doubt.blocks
        ],
    }
