"""Somebody receives the delegation, and has said so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, some, when
from planner.domain.findings import Finding, Severity
from planner.domain.itinerary import NEEDS_HOST, ItemStatus
from planner.domain.plan import Plan

CLOSE: Final = dt.timedelta(14)
"""So near to the day a host should have said yes: a planning figure of ours."""


def without_host(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """Meetings, tours, talks and ceremonies that name no person and no organisation."""
    for item in plan.active:
        if item.kind in NEEDS_HOST and not plan.hosts_of(item):
            yield Finding(
                "host.missing",
                Severity.WARNING,
                (item_subject(item),),
                {"item": item.title, "when": when(item)},
            )


def unconfirmed_host(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """Close to the day, a host who has not confirmed. A confirmed entry needs no name of who did so."""
    if around.today is None:
        return
    for item in plan.active:
        if item.kind not in NEEDS_HOST or item.status is ItemStatus.CONFIRMED:
            continue
        assert item.start_local is not None
        left = item.start_local.date() - around.today
        hosts = plan.hosts_of(item)
        if hosts and dt.timedelta(0) <= left <= CLOSE:
            yield Finding(
                "host.unconfirmed",
                Severity.WARNING,
                (item_subject(item),),
                {
                    "item": item.title,
                    "names": some([plan.host_name(host) for host in hosts]),
                    "days": left.days,
                    "when": when(item),
                },
            )
