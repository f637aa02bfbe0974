"""What a calendar shows of an item, and the fingerprint that tells whether it changed."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.words import plain


def facts_hash(plan: Plan, item: Item) -> str:
    """A fingerprint of time, place, status and text: everything a calendar entry shows to all.

    Who else is on the item is not in it: that decides whose file has the entry, not what it says.
    """
    site = plan.site_of(item)
    leg = plan.leg_of.get(item.id)
    facts = {
        "title": item.title,
        "kind": item.kind,
        "start": item.start_local,
        "start_zone": item.start_zone,
        "start_fold": item.start_fold,
        "end": item.end_local,
        "end_zone": item.end_zone,
        "end_fold": item.end_fold,
        "all_day": item.all_day,
        "place": plan.place_of(item),
        "address": [site.address, site.postal_code, site.city] if site else [],
        "status": item.status,
        "text": item.public_text,
        "hosts": [
            [plan.host_name(host), plan.titles.get(host.person_id or "", "")]
            for host in plan.hosts_of(item)
        ],
        "groups": [group.name or group.letter for group in plan.groups_on(item)],
        "position": [site.latitude, site.longitude] if site else [],
        "leg": [leg.mode, leg.carrier, leg.number] if leg else [],
    }
    return _hashed(facts)


def circle_hash(plan: Plan, item: Item) -> str:
    """A fingerprint of whose calendars have the entry: delegates, hosts, drivers, the site, the press.

    Who leaves needs a cancellation with a higher number than the invitation, and who comes back
    another one above that.
    """
    return _hashed(
        {
            "heads": sorted(plan.heads_on(item)),
            "hosts": sorted(
                {host.person_id or host.organisation_id or "" for host in plan.hosts_of(item)}
            ),
            "booked": sorted({one.id for one in plan.booked_for(item)}),
            "site": item.site_id,
            "press": item.open_to_press,
        }
    )


def _hashed(facts: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(plain(facts), sort_keys=True).encode()).hexdigest()[:32]
