"""What has to be done by when: one list of dated deadlines, whatever record asks for them."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.times import PartialDate, partial_end
from planner.i18n import N_, _, ngettext, plain_day

HORIZON: Final = 180
"""Days that Home looks ahead: the longest lead of an invitation that texts of the field name."""
OVERDUE: Final = 5
"""Overdue deadlines of agreements that Home names."""


class DeadlineKind(enum.StrEnum):
    SITE_LIST = "site list"
    SITE_NOTICE = "site notice"
    NAME = "name"
    PROMISE = "promise"
    NOTICE = "notice"
    MISSED = "missed"
    EXPIRY = "expiry"
    REVIEW = "review"
    START = "start"
    RENEWAL = "renewal"
    CALL = "call"
    STEP = "step"
    REQUEST = "request"
    OTHERS = "others"


DEADLINE_KINDS: Final = {
    DeadlineKind.SITE_LIST: N_("List of visitors"),
    DeadlineKind.SITE_NOTICE: N_("Notice to a site"),
    DeadlineKind.NAME: N_("Name of a delegate"),
    DeadlineKind.PROMISE: N_("Promise of a host"),
    DeadlineKind.NOTICE: N_("Notice of an agreement"),
    DeadlineKind.MISSED: N_("Missed notice of an agreement"),
    DeadlineKind.EXPIRY: N_("End of an agreement"),
    DeadlineKind.REVIEW: N_("Review of an agreement"),
    DeadlineKind.START: N_("Decision on a renewal"),
    DeadlineKind.RENEWAL: N_("Renewal of an agreement"),
    DeadlineKind.CALL: N_("Call for applications"),
    DeadlineKind.STEP: N_("Step of a checklist"),
    DeadlineKind.REQUEST: N_("Request about data"),
    DeadlineKind.OTHERS: N_("More that is overdue"),
}
SENTENCES: Final = {
    DeadlineKind.SITE_LIST: N_("List of visitors for {name}"),
    DeadlineKind.SITE_NOTICE: N_("Announce the visit to {name}"),
    DeadlineKind.NAME: N_("Name the delegate {name}"),
    DeadlineKind.PROMISE: N_("Confirm “{name}”"),
    DeadlineKind.NOTICE: N_("Last day to give notice: {name}"),
    DeadlineKind.MISSED: N_("Notice missed: {name}"),
    DeadlineKind.EXPIRY: N_("Ends: {name}"),
    DeadlineKind.REVIEW: N_("Review: {name}"),
    DeadlineKind.START: N_("Decide on the renewal: {name}"),
    DeadlineKind.RENEWAL: N_("Renews itself: {name}"),
    DeadlineKind.CALL: N_("Call closes: {name}"),
    DeadlineKind.STEP: "{name}",
    DeadlineKind.REQUEST: N_("Answer the request of {name}"),
    DeadlineKind.OTHERS: "{name}",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """``day`` is the last day. ``word`` and ``key`` are what to open: a record, or "visit_part" with
    visit, part and key between slashes. ``time`` is by the clock of the place where it falls due.
    Of a date known to the month or year only ``stated`` is that ("2030-06") and ``day`` its first day.
    ``zone`` is that of the place, where it has one. What ``stays`` is owed until it is done, also after its day. ``terms`` is how many terms of an
    agreement are over, ``more`` are lines that say more of it.
    """

    day: dt.date
    kind: DeadlineKind
    name: str
    about: str
    word: str
    key: str
    time: dt.time | None = None
    stated: str = ""
    stays: bool = False
    terms: int = 0
    more: tuple[str, ...] = ()
    zone: str = ""

    @property
    def exact(self) -> bool:
        return not self.stated

    @property
    def last(self) -> dt.date:
        """The last day that it may mean."""
        return partial_end(PartialDate(self.stated)) or self.day

    def is_over(self, today: dt.date) -> bool:
        return self.last < today

    def days_left(self, today: dt.date) -> int:
        """Until the first day that it may still mean; negative when it is over."""
        return (max(self.day, min(today, self.last)) - today).days

    @property
    def told(self) -> str:
        """The day, or the month or year where no more is known."""
        return self.stated or plain_day(self.day)

    @property
    def id(self) -> str:
        """The same on every day of a month of which no day is known."""
        return f"{self.kind}:{self.key}:{self.stated or self.day}"

    @property
    def sentence(self) -> str:
        return _(SENTENCES[self.kind]).format(name=self.name)


def in_order(
    deadlines: Iterable[Deadline], today: dt.date, until: dt.date | None = None
) -> list[Deadline]:
    """From today to ``until``, the nearest first, each once; before them what is over and stays. Of what
    else is over a check says so, where it still matters."""
    last = until or today + dt.timedelta(HORIZON)
    known = {
        one.id: one
        for one in deadlines
        if one.day <= last and (one.stays or not one.is_over(today))
    }
    return sorted(known.values(), key=lambda one: (one.day, one.time or dt.time.max, one.name))


def named_few(deadlines: Sequence[Deadline], today: dt.date, beyond: int = 0) -> list[Deadline]:
    """The same, but of what is overdue only the latest by name, so that it does not hide what comes; how
    many more there are, with those ``beyond``, stands before them, and leads to the register."""
    over = [one for one in deadlines if one.is_over(today)]
    if not over or len(over) + beyond <= OVERDUE:
        return list(deadlines)
    rest, shown = over[:-OVERDUE], over[-OVERDUE:]
    count = ngettext("{count} more is overdue", "{count} more are overdue", len(rest) + beyond)
    others = Deadline(
        (rest or shown[:1])[-1].day, DeadlineKind.OTHERS, count, "", "agreements", "", stays=True
    )  # fmt: skip
    return [others, *shown, *(one for one in deadlines if not one.is_over(today))]


def left_words(one: Deadline, today: dt.date) -> str:
    """ "today", "tomorrow", "in 41 days"; where only the month or the year is known and has begun, that."""
    if not one.exact and one.day <= today <= one.last:
        return _("this year") if len(one.stated) == len("2030") else _("this month")
    days = one.days_left(today)
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return ngettext("in {count} day", "in {count} days", days)


def late_words(days: int) -> str:
    """ "12 days late"."""
    return ngettext("{count} day late", "{count} days late", days)
