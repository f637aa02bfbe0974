"""Who may not pass a site's gate yet: data that are lacking, lists not sent, people refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from planner.domain.checks.access_pack import AccessLine, AccessPack, access_packs
from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, site_subject, some, when
from planner.domain.findings import Finding, Severity
from planner.domain.plan import Plan

NEAR: Final = dt.timedelta(7)
"""From here on what is lacking is a warning."""


def site_access(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """For each site that asks for data of each visitor: who still lacks what, and by when.

    A note early, a warning in the last week, a conflict once the deadline is past. A site without a
    deadline is warned of in the week before the visit. What is over is not judged.
    """
    if around.today is None:
        return
    for pack in access_packs(plan, around):
        if _last_day(pack) < around.today:
            continue
        yield from _refused(pack)
        if lacking := pack.lacking:
            yield _missing(pack, lacking, around.today)
        elif pack.due is not None:
            late = [line for line in pack.not_sent if pack.due.local.date() - around.today <= NEAR]
            if late:
                yield _unsent(pack, late)


def _last_day(pack: AccessPack) -> dt.date:
    return max(item.end_local.date() for item in pack.items if item.end_local)


def _refused(pack: AccessPack) -> Iterator[Finding]:
    if refused := pack.refused:
        yield Finding(
            "access.refused",
            Severity.CONFLICT,
            (site_subject(pack.site), item_subject(pack.items[0])),
            {**_facts(pack, refused), "item": pack.items[0].title},
            measure=len(refused),
        )


def _missing(pack: AccessPack, lacking: Sequence[AccessLine], today: dt.date) -> Finding:
    missing = frozenset[str]().union(*(line.missing for line in lacking))
    past = pack.due is not None and pack.due.local.date() < today
    return Finding(
        "access.missing" if pack.due else "access.undated",
        _severity(pack, today),
        (site_subject(pack.site), item_subject(pack.items[0])),
        {
            **_facts(pack, lacking),
            "fields": "|".join(name for name in pack.fields if name in missing),
            "variant": "past" if past else "",
        },
        measure=len(lacking),
    )


def _unsent(pack: AccessPack, late: Sequence[AccessLine]) -> Finding:
    return Finding(
        "access.unsent",
        Severity.WARNING,
        (site_subject(pack.site), item_subject(pack.items[0])),
        _facts(pack, late),
        measure=len(late),
    )


def _facts(pack: AccessPack, lines: Sequence[AccessLine]) -> dict[str, str | int]:
    """``due`` is ISO local time at the site, put into words by ``phrases``."""
    return {
        "site": pack.site.name,
        "names": some([line.name for line in lines]),
        "count": len(lines),
        "due": pack.due.local.isoformat(sep=" ", timespec="minutes") if pack.due else "",
        "when": when(pack.items[0]),
    }


def _severity(pack: AccessPack, today: dt.date) -> Severity:
    if pack.due is None:
        first = pack.items[0].start_local
        near = first is not None and first.date() - today <= NEAR
        return Severity.WARNING if near else Severity.NOTE
    left = pack.due.local.date() - today
    if left < dt.timedelta(0):
        return Severity.CONFLICT
    return Severity.WARNING if left <= NEAR else Severity.NOTE
