"""A reading put into words: what it reads as, what it asks, and what each answer says."""

from __future__ import annotations

from typing import Final

from planner.domain.follow_up_line.reading import Option, Question, QuestionKind, Reading
from planner.domain.followups import (
    FOLLOW_UP_KINDS,
    FOLLOW_UP_STATUSES,
    SIDES,
    Anchor,
    FollowUpKind,
    FollowUpStatus,
    Side,
)
from planner.domain.recurrence import in_words
from planner.i18n import N_, Language, current, day_in_words, inside

QUESTIONS: Final = {
    QuestionKind.MANY_DATES: N_("There are several dates: {text}. Which one is meant?"),
    QuestionKind.DATE_OR_TITLE: N_("Is “{text}” when it is due, or part of the title?"),
    QuestionKind.WHICH_DATE: N_("“{text}”: which day is meant?"),
    QuestionKind.NO_SUCH_DATE: N_("There is no date “{text}”."),
    QuestionKind.MISMATCH: N_("In “{text}” the weekday and the date do not agree."),
    QuestionKind.NEEDS_VISIT: N_("From which visit does the date count? Type # and its code."),
    QuestionKind.MANY_RULES: N_("“{text}”: how often does it come again?"),
    QuestionKind.MANY_PEOPLE: N_("Several people fit {text}. Who is meant?"),
    QuestionKind.MANY_RECORDS: N_("Several records fit {text}. Which one is meant?"),
    QuestionKind.NO_RECORD: N_("Nothing in the library is called {text}."),
    QuestionKind.TWICE: N_("Only one of these can be meant: {text}."),
    QuestionKind.NO_TITLE: N_("Type what is to be done."),
}


def question(asked: Question, speak: Language | None = None) -> str:
    speak = speak or current()
    return speak(QUESTIONS[asked.kind]).format(text=asked.text)


def answer(option: Option, asked: Question, speak: Language | None = None) -> str:
    """The words of an option, short enough for a button."""
    speak = speak or current()
    if option.day is not None:
        return day_in_words(option.day, speak, year=asked.kind is QuestionKind.WHICH_DATE)
    if option.title:
        return speak(N_("“{words}” is title")).format(words=option.title)
    return option.name


def reads_as(reading: Reading, speak: Language | None = None) -> str:
    """ "Reads as: “thank-you ESS” · due Fri 27 Nov 2026 · Eva Lund · JP-DK-2027"."""
    speak = speak or current()
    parts = [
        speak(N_("“{title}”")).format(title=reading.title),
        due_words(reading, speak),
        # A name that is nobody's in the library stands in quotation marks.
        speak(N_("“{title}”")).format(title=reading.owner)
        if reading.owner and not reading.owner_id
        else reading.owner,
        *(link.name for link in reading.links),
        in_words(reading.repeats, speak) if reading.repeats else "",
        inside(speak(SIDES[Side.THEIRS]), speak) if reading.side is Side.THEIRS else "",
        _status(reading, speak),
        inside(speak(FOLLOW_UP_KINDS[reading.kind]), speak)
        if reading.kind is FollowUpKind.DECISION
        else "",
    ]
    text = " · ".join(part for part in parts if part)
    return speak(N_("Reads as: {reading}")).format(reading=text)


def _status(reading: Reading, speak: Language) -> str:
    if reading.status is not FollowUpStatus.WAITING:
        return ""
    if reading.waiting_for:
        return speak(N_("waiting for {name}")).format(name=reading.waiting_for)
    return inside(speak(FOLLOW_UP_STATUSES[FollowUpStatus.WAITING]), speak)


def due_words(reading: Reading, speak: Language) -> str:
    if reading.anchor is not Anchor.NONE:
        return counted(reading.anchor, reading.due_days or 0, speak)
    if reading.due_on is None:
        return ""
    return speak(N_("due {date}")).format(date=day_in_words(reading.due_on, speak, year=True))


def counted(anchor: Anchor, days: int, speak: Language | None = None) -> str:
    """ "14 days after the last day of the visit"."""
    speak = speak or current()
    number = abs(days)
    match anchor, (days > 0) - (days < 0):
        case Anchor.ITEM, 0:
            return speak(N_("on the day of the entry"))
        case Anchor.ITEM, -1:
            return speak.plural(
                "{count} day before the entry", "{count} days before the entry", number
            )
        case Anchor.ITEM, _:
            return speak.plural(
                "{count} day after the entry", "{count} days after the entry", number
            )
        case Anchor.DEPARTURE, 0:
            return speak(N_("on the last day of the visit"))
        case Anchor.DEPARTURE, -1:
            return speak.plural(
                "{count} day before the last day", "{count} days before the last day", number
            )
        case Anchor.DEPARTURE, _:
            return speak.plural(
                "{count} day after the last day", "{count} days after the last day", number
            )
        case _, 0:
            return speak(N_("on the first day of the visit"))
        case _, -1:
            return speak.plural(
                "{count} day before the first day", "{count} days before the first day", number
            )
        case _:
            return speak.plural(
                "{count} day after the first day", "{count} days after the first day", number
            )
