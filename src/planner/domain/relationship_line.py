"""One row of a relationship: what kind of thing, when, whether it is open, and the words beside it."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import Final

from planner.domain.preparation import Preparing
from planner.domain.times import UNKNOWN_DATE, PartialDate
from planner.i18n import N_, Language, current, plain_day


class Strand(enum.StrEnum):
    VISIT = "visit"
    AGREEMENT = "agreement"
    INVITATION = "invitation"
    FOLLOW_UP = "follow_up"
    CALL = "call"
    GIFT = "gift"
    BALANCE = "balance"


STRANDS: Final = {
    Strand.VISIT: N_("Visit"),
    Strand.AGREEMENT: N_("Agreement"),
    Strand.INVITATION: N_("Invitation"),
    Strand.FOLLOW_UP: N_("Follow-up"),
    Strand.CALL: N_("Call"),
    Strand.GIFT: N_("Gift"),
    Strand.BALANCE: N_("Return visit"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a line: a message with facts, or, without ``message``, text from the library."""

    text: str
    message: str = ""
    many: str = ""
    count: int = 0
    day: dt.date | None = None

    def said(self, speak: Language) -> str:
        if self.many:
            return speak.plural(self.message, self.many, self.count)
        if self.message:
            day = plain_day(self.day, speak) if self.day else ""
            return speak(self.message).format(text=self.text, day=day)
        return self.text


def word(message: str) -> Part:
    return Part("", message)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One row of the table, one mark on the axis. ``since`` and ``until`` may be known to the year or
    month only; ``record`` and ``target`` name what it opens. ``late`` when its day has passed."""

    strand: Strand
    key: str
    title: str
    record: str = ""
    target: str = ""
    since: PartialDate = UNKNOWN_DATE
    until: PartialDate = UNKNOWN_DATE
    due: PartialDate = UNKNOWN_DATE
    """Of what is open: the day that counts."""
    is_open: bool = False
    late: bool = False
    off: bool = False
    """Called off, withdrawn, dropped, ended: shown as such."""
    told: bool = False
    """A visit of which sources tell, and which is no record; ``target`` is the source."""
    keepable: bool = False
    """Told, and one end is our country: it can become a visit of the library."""
    inbound: bool | None = None
    """Of visits, gifts and invitations: towards us."""
    parts: tuple[Part, ...] = ()
    steps: Preparing | None = None
    """Of the row of all steps that prepare a visit."""

    @property
    def id(self) -> str:
        return f"{self.strand.value}:{self.key}"

    def title_in(self, speak: Language | None = None) -> str:
        """The title; of a balance and of steps together it is a sentence of ours."""
        if self.steps is not None:
            return self.steps.said(speak or current())
        if self.strand is Strand.BALANCE:
            return (speak or current())(self.title)
        return self.title

    def what(self, speak: Language | None = None) -> str:
        """Its kind; a visit that is no record is told apart."""
        told = self.told and self.strand is Strand.VISIT
        return (speak or current())(N_("Visit, told") if told else STRANDS[self.strand])

    def about(self, speak: Language | None = None) -> str:
        """ "Inbound · Confirmed · Director-General · 12 people"."""
        said = (part.said(speak or current()) for part in self.parts)
        return " · ".join(text for text in said if text)
