"""What an agreement asks for next, as of a day: notice, review, the end or the next automatic renewal.

Dates known to the month or year stay so: "2030-06" minus two months is "2030-04", and whatever has to
be decided about them takes the earliest day they may mean, so that nobody is told too late.
"""

from __future__ import annotations

import calendar
import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from planner.domain.agreements import Agreement, AgreementStatus
from planner.domain.times import UNKNOWN_DATE, PartialDate, partial_end, partial_start
from planner.i18n import N_

LEAD_WEEKS: Final = 13
"""Before the last day of notice, when nobody said otherwise: three months to ask everybody."""
QUIET_MONTHS: Final = 24
"""Without a visit, follow-up, amendment or signing for so long, an agreement is worth a question."""
AHEAD_MONTHS: Final = 12
"""How far the renewal radar looks."""

ALIVE: Final = frozenset({AgreementStatus.SIGNED, AgreementStatus.IN_FORCE})
OVER: Final = frozenset(
    {AgreementStatus.EXPIRED, AgreementStatus.ENDED, AgreementStatus.SUPERSEDED}
)

EXPIRING: Final = "expiring"
RAN_OUT: Final = "ran out"
DERIVED_STATES: Final = {EXPIRING: N_("Expiring"), RAN_OUT: N_("Ran out")}
"""What nobody sets: it follows from the dates and today. The other states are ``AgreementStatus``."""


class StepKind(enum.StrEnum):
    SIGN = "sign"
    START = "start"
    NOTICE = "notice"
    MISSED = "missed"
    REVIEW = "review"
    RENEWAL = "renewal"
    EXPIRY = "expiry"


STEPS: Final = {
    StepKind.SIGN: N_("to be signed"),
    StepKind.START: N_("decide on renewal"),
    StepKind.NOTICE: N_("last day of notice"),
    StepKind.MISSED: N_("notice missed on"),
    StepKind.REVIEW: N_("review"),
    StepKind.RENEWAL: N_("renews itself"),
    StepKind.EXPIRY: N_("ends"),
}

ASKED: Final = {
    StepKind.SIGN: N_("Prepare the signing: {name}"),
    StepKind.START: N_("Decide on the renewal: {name}"),
    StepKind.NOTICE: N_("Give notice, or let it run on: {name}"),
    StepKind.MISSED: N_("Notice was missed; tell the parties: {name}"),
    StepKind.REVIEW: N_("Review: {name}"),
    StepKind.RENEWAL: N_("It renews itself; tell the parties: {name}"),
    StepKind.EXPIRY: N_("Renew or close: {name}"),
}
"""What a follow-up made of a step is called."""


@dataclass(frozen=True, slots=True)
class Step:
    """``on`` is as exact as what it was reckoned from. Where notice was missed, ``months`` is how long
    the agreement then runs on by itself, 0 where that is not known, and None where it ends."""

    kind: StepKind
    on: PartialDate
    months: int | None = None

    @property
    def first(self) -> dt.date:
        """The earliest day it may mean."""
        day = partial_start(self.on)
        assert day is not None
        return day

    @property
    def last(self) -> dt.date:
        day = partial_end(self.on)
        assert day is not None
        return day

    def days_left(self, today: dt.date) -> int | None:
        """Until an exact day, negative when it is over; None where only month or year is known."""
        return (self.first - today).days if len(self.on) == len("2030-06-30") else None

    def is_late(self, today: dt.date) -> bool:
        """Whether even the latest day it may mean is over."""
        return self.last < today

    def days_late(self, today: dt.date) -> int:
        """Since the latest day it may mean; 0 while that is to come."""
        return max(0, (today - self.last).days)


@dataclass(frozen=True, slots=True)
class Tending:
    """That somebody took up what a step asks for: the latest days for which a follow-up asks for it,
    or on which its successor was drafted. ``taken`` counts what is open, too, ``settled`` only what
    was done, dropped or drafted."""

    taken: dt.date | None = None
    settled: dt.date | None = None

    def joined(self, day: dt.date, *, is_open: bool) -> Tending:
        taken = max(self.taken or day, day)
        return Tending(taken, self.settled if is_open else max(self.settled or day, day))


Tended = Mapping[StepKind, Tending]
UNTENDED: Final[Tended] = MappingProxyType({})
STAYING: Final = frozenset({StepKind.START, StepKind.REVIEW})
LATE: Final = STAYING | {StepKind.MISSED}
"""Steps that do not pass with their day: they are late until somebody takes them up."""


def shifted(value: PartialDate, months: int) -> PartialDate:
    """So many months later, as exact as before; at the month's last day where the day is missing.

    A year alone moves by whole years only; else, and outside the years 1 to 9999, the answer is empty.
    """
    if not value:
        return UNKNOWN_DATE
    if len(value) == len("2030"):
        year = int(value) + months // 12
        return PartialDate(f"{year:04d}") if not months % 12 and 0 < year < 10_000 else UNKNOWN_DATE
    year, month = divmod(int(value[:4]) * 12 + int(value[5:7]) - 1 + months, 12)
    if not 0 < year < 10_000:
        return UNKNOWN_DATE
    if len(value) == len("2030-06"):
        return PartialDate(f"{year:04d}-{month + 1:02d}")
    day = min(int(value[8:10]), calendar.monthrange(year, month + 1)[1])
    return PartialDate(f"{year:04d}-{month + 1:02d}-{day:02d}")


def earlier(value: PartialDate, weeks: int) -> PartialDate:
    """So many weeks before the earliest day it may mean, told as exactly as ``value`` is known."""
    start = partial_start(value)
    if start is None or (start - dt.date.min).days < weeks * 7:
        return UNKNOWN_DATE
    return PartialDate((start - dt.timedelta(weeks=weeks)).isoformat()[: len(value)])


def term_end(agreement: Agreement, today: dt.date) -> PartialDate:
    """The end of the term that runs today; of one that renews itself, the end of the renewed term.

    Each term is counted from the first end, so that the 31st comes back after February. Where the
    length of a renewal is not known it is the first end, over or not; so it is where the agreement
    is over, since no further term begins then.
    """
    first, months = agreement.expires_on, agreement.renewal_months
    if agreement.status in OVER:
        return first
    end = partial_end(first)
    if end is None or not agreement.renews_itself or not months or end >= today:
        return first
    gone = (today.year - end.year) * 12 + today.month - end.month
    for count in (gone // months, gone // months + 1, gone // months + 2):
        later = shifted(first, max(count, 1) * months)
        last = partial_end(later)
        if last is not None and last >= today:
            return later
    return first


def ran_until(
    agreement: Agreement, today: dt.date, over_on: PartialDate = UNKNOWN_DATE
) -> PartialDate:
    """The end of the term that runs today; of what is over the day on which it was: ``over_on``, or its
    own end where that came first. Where nobody knows when, its own end, and nothing while that is to come."""
    end = term_end(agreement, today)
    if agreement.status not in OVER:
        return end
    own, over = partial_end(end), partial_end(over_on)
    if over is None:
        return end if own is not None and own <= today else UNKNOWN_DATE
    first = own is not None and own <= over and not agreement.renews_itself
    return end if first else over_on


def last_notice(agreement: Agreement, today: dt.date) -> PartialDate:
    """The last day, or month, on which notice can be given before the term that runs today ends.

    As exact as the end is known; a year alone tells no month, so nothing is said. Empty without a
    period of notice, and where the agreement is over.
    """
    if agreement.status in OVER:
        return UNKNOWN_DATE
    return _notice(agreement, term_end(agreement, today))


def renews(agreement: Agreement) -> bool:
    """Whether another term follows by itself: what is over has none."""
    return agreement.renews_itself and agreement.status not in OVER


def _notice(agreement: Agreement, end: PartialDate) -> PartialDate:
    exact = len(end) >= len("2030-06") and bool(agreement.notice_months)
    return shifted(end, -(agreement.notice_months or 0)) if exact else UNKNOWN_DATE


def start_on(agreement: Agreement, today: dt.date, lead_weeks: int = LEAD_WEEKS) -> PartialDate:
    """When to begin: the agreement's own lead, else ``lead_weeks``, before notice or else the end."""
    end = term_end(agreement, today)
    return _start(agreement, end, lead_weeks)


def _start(agreement: Agreement, end: PartialDate, lead_weeks: int) -> PartialDate:
    weeks = agreement.lead_weeks if agreement.lead_weeks is not None else lead_weeks
    return earlier(_notice(agreement, end) or end, weeks)


def steps(
    agreement: Agreement,
    today: dt.date,
    lead_weeks: int = LEAD_WEEKS,
    *,
    signing_on: dt.date | None = None,
    tended: Tended = UNTENDED,
) -> tuple[Step, ...]:
    """What is to come, in the order of time, and of what is over what nobody took up: the day to
    start, a review, an end that came.

    :param signing_on: the day of the entry of a programme at which it is to be signed.
    :param tended: what was taken up already, by the kind of step.
    """
    found: list[Step] = []
    if signing_on is not None and agreement.status not in OVER | ALIVE:
        found.append(Step(StepKind.SIGN, PartialDate(signing_on.isoformat())))
    if agreement.status not in OVER:
        end = term_end(agreement, today)
        last = partial_end(end)
        to_come = [
            Step(StepKind.START, _start(agreement, end, lead_weeks)),
            _notice_step(agreement, end, today),
            Step(StepKind.REVIEW, agreement.review_on),
        ]
        found += [
            one for one in to_come if one.on and _is_asked(agreement, one, end, today, tended)
        ]
        if last is not None and (last >= today or not agreement.renews_itself):
            kind = StepKind.RENEWAL if agreement.renews_itself else StepKind.EXPIRY
            found.append(Step(kind, end))
    return tuple(sorted(found, key=lambda one: (one.first, one.last)))


def _notice_step(agreement: Agreement, end: PartialDate, today: dt.date) -> Step:
    """The last day of notice; once it is over, that it was missed, and what follows from that."""
    on = _notice(agreement, end)
    if not on or not Step(StepKind.NOTICE, on).is_late(today):
        return Step(StepKind.NOTICE, on)
    months = (agreement.renewal_months or 0) if agreement.renews_itself else None
    return Step(StepKind.MISSED, on, months)


def _is_asked(
    agreement: Agreement, step: Step, end: PartialDate, today: dt.date, tended: Tended
) -> bool:
    """Whether a step is to come, or is late and stays so: until it is taken up, or the term is over."""
    said = tended.get(StepKind.START if step.kind is StepKind.MISSED else step.kind, Tending())
    if not step.is_late(today):
        return not _since(agreement, step, end, said.settled)
    if step.kind not in LATE or agreement.status not in ALIVE:
        return False
    last, begun = partial_end(end), partial_start(agreement.signed_on or agreement.in_force_on)
    over = last is not None and last < today
    if begun is not None and step.last < begun:
        return False  # nobody could be late before there was an agreement
    known = said.settled if step.kind is StepKind.MISSED else said.taken
    return not over and not _since(agreement, step, end, known)


def _since(agreement: Agreement, step: Step, end: PartialDate, day: dt.date | None) -> bool:
    """Whether a day belongs to this step and not to that of an earlier term: in the year in which the
    radar shows it, and after the term before."""
    if day is None or day < months_before(step.first, AHEAD_MONTHS):
        return False
    before = partial_end(shifted(end, -(agreement.renewal_months or 0)))
    each_term = step.kind in (StepKind.START, StepKind.MISSED) and end != agreement.expires_on
    return not each_term or before is None or day > before


def next_step(
    agreement: Agreement,
    today: dt.date,
    lead_weeks: int = LEAD_WEEKS,
    *,
    signing_on: dt.date | None = None,
    tended: Tended = UNTENDED,
) -> Step | None:
    """The first of :func:`steps`."""
    found = steps(agreement, today, lead_weeks, signing_on=signing_on, tended=tended)
    return next(iter(found), None)


def terms_over(agreement: Agreement, today: dt.date) -> int:
    """How many automatic renewals there were: each moves the days of the term without a change."""
    first, now = partial_end(agreement.expires_on), partial_end(term_end(agreement, today))
    if first is None or now is None or not agreement.renewal_months:
        return 0
    months = (now.year - first.year) * 12 + now.month - first.month
    return months // agreement.renewal_months


def shown_state(agreement: Agreement, today: dt.date, lead_weeks: int = LEAD_WEEKS) -> str:
    """The status, or what follows from the dates: :data:`EXPIRING` or :data:`RAN_OUT`."""
    end = partial_end(agreement.expires_on)
    if agreement.status not in ALIVE or agreement.renews_itself or end is None:
        return agreement.status.value
    if end < today:
        return RAN_OUT
    begin = partial_start(start_on(agreement, today, lead_weeks))
    return EXPIRING if begin is not None and begin <= today else agreement.status.value


def told_state(agreement: Agreement, today: dt.date) -> str:
    """As :func:`shown_state`, for papers: that an end comes near is the office's own affair."""
    state = shown_state(agreement, today)
    return agreement.status.value if state == EXPIRING else state


def months_before(today: dt.date, months: int) -> dt.date:
    """The day so many months ago, the last of its month where the day is missing; the first there is
    where that is before all calendars."""
    day = shifted(PartialDate(today.isoformat()), -months)
    return dt.date.fromisoformat(day) if day else dt.date.min


def is_due(step: Step | None, today: dt.date, months: int = AHEAD_MONTHS) -> bool:
    """Whether a step belongs on the radar: it is over, or may come within so many months."""
    ahead = partial_end(shifted(PartialDate(today.isoformat()), months))
    return step is not None and ahead is not None and step.first <= ahead


def is_quiet(
    agreement: Agreement,
    activity: Iterable[dt.date | None],
    today: dt.date,
    months: int = QUIET_MONTHS,
) -> bool:
    """Whether it is alive and nothing happened under it for so long; what is planned counts."""
    since = months_before(today, months)
    return agreement.status in ALIVE and not any(day and day >= since for day in activity)
