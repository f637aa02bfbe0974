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

NEAR: Final = 7
"""Days; from here on what is lacking is a warning."""


def site_access(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """For each site that asks for data of each visitor: who still lacks what, and by when.

    A note early, a warning in the last week, a conflict once the deadline is past, to the hour and by
    the site's clock; so too a list that is complete and not sent, which early is not even noted. A site
    without a deadline is warned of in the week before the visit. What is over is not judged.
    """
    if around.today is None:
        return
    for pack in access_packs(plan, around):
        if _last_day(pack) < around.today:
            continue
        yield from _refused(pack)
        if lacking := pack.lacking:
            yield _missing(pack, lacking, around)
        elif pack.due is not None and pack.not_sent and around.days_until(pack.due) <= NEAR:
            yield _unsent(pack, pack.not_sent, around)


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


def _missing(pack: AccessPack, lacking: Sequence[AccessLine], around: Circumstances) -> Finding:
    missing = frozenset[str]().union(*(line.missing for line in lacking))
    return Finding(
        "access.missing" if pack.due else "access.undated",
        _severity(pack, around),
        (site_subject(pack.site), item_subject(pack.items[0])),
        {
            **_facts(pack, lacking),
            "fields": "|".join(name for name in pack.fields if name in missing),
            "variant": _variant(pack, around),
        },
        measure=len(lacking),
    )


def _unsent(pack: AccessPack, late: Sequence[AccessLine], around: Circumstances) -> Finding:
    return Finding(
        "access.unsent",
        _severity(pack, around),
        (site_subject(pack.site), item_subject(pack.items[0])),
        {**_facts(pack, late), "variant": _variant(pack, around)},
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


def _variant(pack: AccessPack, around: Circumstances) -> str:
    return "past" if pack.due is not None and around.is_past(pack.due) else ""


def _severity(pack: AccessPack, around: Circumstances) -> Severity:
    if pack.due is not None and around.is_past(pack.due):
        return Severity.CONFLICT
    by = pack.due or pack.items[0].span.start
    return Severity.WARNING if around.days_until(by) <= NEAR else Severity.NOTE
