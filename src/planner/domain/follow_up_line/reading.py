"""What a line is read against, and what comes out: fields, and questions with their ways out."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.domain.followups import (
    Anchor,
    FollowUp,
    FollowUpKind,
    FollowUpStatus,
    Side,
)
from planner.domain.ids import (
    AgreementId,
    FollowUpId,
    OrganisationId,
    PersonId,
    VisitId,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A record that a mark may mean. ``detail`` tells it from others of the same name."""

    word: str
    id: str
    name: str
    detail: str = ""


def _nobody(_text: str) -> Sequence[Named]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What is known while a line is typed.

    ``people`` and ``records`` answer what a mark may mean: exactly one when it is certain; an id is
    always certain. ``houses`` are the organisations that are called exactly so. ``visit`` is the one on whose page the line stands. ``visits`` are those to offer
    when a date has to count from one.
    """

    today: dt.date
    language: str = "en"
    me: str = ""
    visit: Named | None = None
    visits: Sequence[Named] = ()
    people: Callable[[str], Sequence[Named]] = _nobody
    records: Callable[[str], Sequence[Named]] = _nobody
    houses: Callable[[str], Sequence[Named]] = _nobody


class QuestionKind(enum.StrEnum):
    MANY_DATES = "many dates"
    DATE_OR_TITLE = "date or title"
    WHICH_DATE = "which date"
    NO_SUCH_DATE = "no such date"
    MISMATCH = "mismatch"
    NEEDS_VISIT = "needs visit"
    MANY_RULES = "many rules"
    MANY_PEOPLE = "many people"
    MANY_RECORDS = "many records"
    NO_RECORD = "no record"
    TWICE = "twice"
    NO_TITLE = "no title"


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One way out: ``line`` is the whole line, written so that it no longer asks.

    Either a ``day`` is chosen, a record ``name``, or ``title`` words are kept.
    """

    line: str
    day: dt.date | None = None
    name: str = ""
    title: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """Something that the line leaves open; ``text`` are the words it is about."""

    kind: QuestionKind
    text: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One line as it was read. What a question is about is empty rather than guessed.

    ``used`` are the places in ``line`` (from, to) that became a field; all other words are the title.
    """

    line: str = ""
    title: str = ""
    due_on: dt.date | None = None
    anchor: Anchor = Anchor.NONE
    due_days: int | None = None
    repeats: str = ""
    owner: str = ""
    owner_id: str | None = None
    side: Side = Side.OURS
    status: FollowUpStatus = FollowUpStatus.OPEN
    waiting_for: str = ""
    kind: FollowUpKind = FollowUpKind.ACTION
    links: tuple[Named, ...] = ()
    questions: tuple[Question, ...] = ()
    used: tuple[tuple[int, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.line.strip()

    @property
    def question(self) -> Question | None:
        """The first one: questions are asked one at a time."""
        return self.questions[0] if self.questions else None

    @property
    def blocks(self) -> bool:
        return bool(self.questions)

    def key_of(self, word: str) -> str | None:
        return next((link.id for link in self.links if link.word == word), None)

    def follow_up(self, key: FollowUpId) -> FollowUp:
        """What it makes; only of a reading that leaves nothing open."""
        assert not self.blocks
        visit, agreement = self.key_of("visit"), self.key_of("agreement")
        house, person = self.key_of("organisation"), self.key_of("person")
        return FollowUp(
            id=key,
            title=self.title,
            kind=self.kind,
            status=self.status,
            owner_id=PersonId(self.owner_id) if self.owner_id else None,
            owner="" if self.owner_id else self.owner,
            due_on=self.due_on,
            waiting_for=self.waiting_for,
            visit_id=VisitId(visit) if visit else None,
            agreement_id=AgreementId(agreement) if agreement else None,
            organisation_id=OrganisationId(house) if house else None,
            person_id=PersonId(person) if person else None,
            side=self.side,
            anchor=self.anchor,
            due_days=self.due_days,
            repeats=self.repeats,
        )
