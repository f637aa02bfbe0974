"""What has to be done by when: one list of dated deadlines, whatever record asks for them."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from planner.i18n import N_, _

HORIZON: Final = 180
"""Days that Home looks ahead: the longest lead of an invitation that texts of the field name."""


class DeadlineKind(enum.StrEnum):
    SITE_LIST = "site list"
    SITE_NOTICE = "site notice"
    NAME = "name"
    PROMISE = "promise"
    NOTICE = "notice"
    EXPIRY = "expiry"
    REVIEW = "review"
    START = "start"
    RENEWAL = "renewal"
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
    DeadlineKind.START: N_("Decision on a renewal"),
    DeadlineKind.RENEWAL: N_("Renewal of an agreement"),
    DeadlineKind.CALL: N_("Call for applications"),
    DeadlineKind.STEP: N_("Step of a checklist"),
}
SENTENCES: Final = {
    DeadlineKind.SITE_LIST: N_("List of visitors for {name}"),
    DeadlineKind.SITE_NOTICE: N_("Announce the visit to {name}"),
    DeadlineKind.NAME: N_("Name the delegate {name}"),
    DeadlineKind.PROMISE: N_("Confirm “{name}”"),
    DeadlineKind.NOTICE: N_("Last day to give notice: {name}"),
    DeadlineKind.EXPIRY: N_("Ends: {name}"),
    DeadlineKind.REVIEW: N_("Review: {name}"),
    DeadlineKind.START: N_("Decide on the renewal: {name}"),
    DeadlineKind.RENEWAL: N_("Renews itself: {name}"),
    DeadlineKind.CALL: N_("Call closes: {name}"),
    DeadlineKind.STEP: "{name}",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """``day`` is the last day. ``word`` and ``key`` are what to open: a record, or "visit_part" with
    visit, part and key between slashes. ``time`` is by the clock of the place where it falls due.
    Of a date known to the month only ``stated`` is that month ("2030-06") and ``day`` the first that
    it may still mean.
    """

    day: dt.date
    kind: DeadlineKind
    name: str
    about: str
    word: str
    key: str
    time: dt.time | None = None
    stated: str = ""

    @property
    def exact(self) -> bool:
        return not self.stated

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
    """From today to ``until``, the nearest first, each once. What is over is no deadline any more:
    where it still matters, a check says so."""
    last = until or today + dt.timedelta(HORIZON)
    known = {one.id: one for one in deadlines if today <= one.day <= last}
    return sorted(known.values(), key=lambda one: (one.day, one.time or dt.time.max, one.name))
