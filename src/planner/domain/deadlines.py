"""What has to be done by when: one list of dated deadlines, whatever record asks for them."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from planner.domain.agreements import Agreement, AgreementStatus, notice_by
from planner.domain.checks.access_pack import AccessPack, access_packs
from planner.domain.checks.circumstances import Circumstances
from planner.domain.itinerary import ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.times import PartialDate, partial_end
from planner.i18n import N_, _

HORIZON: Final = 180
"""Days that Home looks ahead: the longest lead of an invitation that texts of the field name."""
_PROMISED: Final = frozenset({ItemStatus.CONFIRMED, ItemStatus.CANCELLED})
ALIVE: Final = (AgreementStatus.SIGNED, AgreementStatus.IN_FORCE, AgreementStatus.UNKNOWN)
"""Agreements that bind somebody, as far as is known."""


class DeadlineKind(enum.StrEnum):
    SITE_LIST = "site list"
    SITE_NOTICE = "site notice"
    NAME = "name"
    PROMISE = "promise"
    NOTICE = "notice"
    EXPIRY = "expiry"
    REVIEW = "review"
    CALL = "call"
    STEP = "step"


DEADLINE_KINDS: Final = {
    DeadlineKind.SITE_LIST: N_("List of visitors"),
    DeadlineKind.SITE_NOTICE: N_("Notice to a site"),
    DeadlineKind.NAME: N_("Name of a delegate"),
    DeadlineKind.PROMISE: N_("Promise of a host"),
    DeadlineKind.NOTICE: N_("Notice of an agreement"),
    DeadlineKind.EXPIRY: N_("End of an agreement"),
    DeadlineKind.REVIEW: N_("Review of an agreement"),
    DeadlineKind.CALL: N_("Call for applications"),
    DeadlineKind.STEP: N_("Step of a checklist"),
}
_SENTENCES: Final = {
    DeadlineKind.SITE_LIST: N_("List of visitors for {name}"),
    DeadlineKind.SITE_NOTICE: N_("Announce the visit to {name}"),
    DeadlineKind.NAME: N_("Name the delegate {name}"),
    DeadlineKind.PROMISE: N_("Confirm “{name}”"),
    DeadlineKind.NOTICE: N_("Last day to give notice: {name}"),
    DeadlineKind.EXPIRY: N_("Ends: {name}"),
    DeadlineKind.REVIEW: N_("Review: {name}"),
    DeadlineKind.CALL: N_("Call closes: {name}"),
    DeadlineKind.STEP: "{name}",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """``day`` is the last day. ``word`` and ``key`` are what to open: a record, or "visit_part" with
    visit, part and key between slashes. ``time`` is by the clock of the place where it falls due.
    Of a date known to the month ``exact`` is False and ``day`` its end.
    """

    day: dt.date
    kind: DeadlineKind
    name: str
    about: str
    word: str
    key: str
    time: dt.time | None = None
    exact: bool = True

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.key}:{self.day}"

    @property
    def sentence(self) -> str:
        return _(_SENTENCES[self.kind]).format(name=self.name)


def in_order(
    deadlines: Iterable[Deadline], today: dt.date, until: dt.date | None = None
) -> list[Deadline]:
    """From today to ``until``, the nearest first, each once. What is over is no deadline any more:
    where it still matters, a check says so."""
    last = until or today + dt.timedelta(HORIZON)
    known = {one.id: one for one in deadlines if today <= one.day <= last}
    return sorted(known.values(), key=lambda one: (one.day, one.time or dt.time.max, one.name))


def visit_deadlines(plan: Plan, around: Circumstances) -> Iterator[Deadline]:
    """What a visit owes others: lists and notices to sites, names of placeholders, promises of hosts."""
    for pack in access_packs(plan, around, all_sites=True):
        if pack.due is not None and (found := _to_site(plan, pack)) is not None:
            yield found
    for delegate in plan.delegates:
        if delegate.person_id is None and delegate.name_by is not None:
            yield Deadline(
                delegate.name_by, DeadlineKind.NAME, plan.name_of(delegate), plan.visit.title,
                "delegate", delegate.id,
            )  # fmt: skip
    for item in plan.active:
        open_ = item.status not in _PROMISED and item.kind is not ItemKind.BLOCKER
        if open_ and item.confirm_by is not None:
            yield Deadline(
                item.confirm_by, DeadlineKind.PROMISE, item.title, plan.visit.title, "item", item.id
            )


def _to_site(plan: Plan, pack: AccessPack) -> Deadline | None:
    """The list that is due at a site, unless all of it went there; without data only the notice."""
    assert pack.due is not None
    if pack.fields and not pack.not_sent:
        return None
    kind = DeadlineKind.SITE_LIST if pack.fields else DeadlineKind.SITE_NOTICE
    due = pack.due.local
    time = due.time() if (due.hour, due.minute) != (23, 59) else None
    return Deadline(
        due.date(), kind, pack.site.name, plan.visit.title,
        "visit_part", f"{plan.visit.id}/admission/{pack.site.id}", time,
    )  # fmt: skip


def agreement_deadlines(agreement: Agreement) -> Iterator[Deadline]:
    """Last day of notice, review and end of an agreement that binds. Dates known to the year say nothing."""
    if agreement.status not in ALIVE:
        return
    dated = [
        (notice_by(agreement), DeadlineKind.NOTICE),
        (agreement.review_on, DeadlineKind.REVIEW),
    ]
    if not agreement.renews_itself:
        dated.append((agreement.expires_on, DeadlineKind.EXPIRY))
    name = agreement.title or agreement.number
    for value, kind in dated:
        day = _day_of(value)
        if day is not None:
            yield Deadline(
                day, kind, name, agreement.number, "agreement", agreement.id,
                exact=len(value) == len("2030-06-01"),
            )  # fmt: skip


def _day_of(value: PartialDate) -> dt.date | None:
    return partial_end(value) if len(value) >= len("2030-06") else None
