"""What stands in the mails that go with papers, in the language of the recipient."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.name_forms import opening
from planner.domain.people import Person
from planner.domain.plan import Plan
from planner.domain.visits import Visit
from planner.i18n import N_, Language, day_in_words, plain_day

if TYPE_CHECKING:
    from planner.services.occasions import Paper


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """The text of a mail before anybody has sent it; plain text, no links."""

    subject: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Writing:
    """What all letters to one recipient have in common.

    ``plan`` is redacted for the recipient; ``person`` is whom the greeting is for, None where the
    recipient is a house; ``on`` is the day of the release; ``since`` the version that the recipient
    holds; ``note`` the office's own words.
    """

    plan: Plan
    person: Person | None
    speak: Language
    on: dt.date
    since: int | None
    author: str
    note: str = ""


def letter(writing: Writing, papers: Sequence[Paper], notice: Sequence[str]) -> Letter:
    """The mail with the papers: greeting, what is attached, what changed, how to go on."""
    from planner.interchange.mail_writer import one_line, without_links

    plan, speak = writing.plan, writing.speak
    visit, number = plan.visit, plan.release_number
    subject = speak(N_("{title}: version {number}")).format(title=visit.title, number=number)
    attached = [paper for paper in papers if paper.method is None]
    parts = [
        greeting(writing.person, speak),
        _what_comes(writing, attached),
        without_links("\n".join(notice)),
        writing.note.strip(),
        *_how_to_go_on(writing, papers),
    ]
    if visit.emergency_contact:
        reach = speak(N_("During the visit you reach us at: {contact}"))
        parts.append(without_links(reach.format(contact=visit.emergency_contact)))
    return Letter(subject=without_links(one_line(subject)), text=_joined(parts, writing))


def update_letter(writing: Writing, paper: Paper) -> Letter:
    """The mail around one update of a calendar."""
    from planner.interchange.invitations import Method
    from planner.interchange.mail_writer import one_line, without_links

    speak = writing.speak
    if paper.method is Method.CANCEL:
        head = N_("No longer in your programme: {title}")
        ask = N_("Accept this message in your calendar program, and the entry is removed there.")
    else:
        head = N_("New in your programme: {title}") if paper.is_new else N_("Changed: {title}")
        ask = N_(
            "Accept this message in your calendar program, and the entry is there as it is now."
        )
    subject = speak(head).format(title=one_line(paper.title))
    source = speak(N_("This is from “{title}”, version {number} of {day}.")).format(
        title=one_line(writing.plan.visit.title),
        number=writing.plan.release_number,
        day=plain_day(writing.on, speak),
    )
    parts = [greeting(writing.person, speak), f"{subject}\n{source}", speak(ask)]
    return Letter(subject=without_links(subject), text=_joined(map(without_links, parts), writing))


def greeting(person: Person | None, speak: Language) -> str:
    """By the form of address that was confirmed with the person; a house is greeted as one."""
    return opening(person, speak.code) if person else speak(N_("Dear Sir or Madam,"))


def _what_comes(writing: Writing, attached: Sequence[Paper]) -> str:
    from planner.interchange.mail_writer import one_line, without_links

    speak, visit = writing.speak, writing.plan.visit
    text = (
        N_("Attached you find your papers for “{title}” ({days}), version {number} of {day}.")
        if attached
        else N_("There is a new version of “{title}” ({days}): version {number} of {day}.")
    )
    said = speak(text).format(
        title=one_line(visit.title),
        days=_days(visit, speak),
        number=writing.plan.release_number,
        day=plain_day(writing.on, speak),
    )
    return without_links(said)


def _days(visit: Visit, speak: Language) -> str:
    days = dict.fromkeys(day for day in (visit.first_day, visit.last_day) if day)
    return " – ".join(day_in_words(day, speak, year=True) for day in days) or "–"


def _how_to_go_on(writing: Writing, papers: Sequence[Paper]) -> list[str]:
    """What is true of calendar programs: few of them update entries from a file."""
    speak = writing.speak
    kinds = {paper.kind for paper in papers}
    if "updates" in kinds:
        return [
            speak(
                N_(
                    "Each change of your calendar comes in a mail of its own: accept it there, and"
                    " your calendar has it."
                )
            )
        ]
    if "calendar" in kinds and writing.since is not None:
        return [
            speak(
                N_(
                    "Many calendar programs do not update entries from a file: if you took in the"
                    " calendar of version {number}, remove its entries before you open this one."
                )
            ).format(number=writing.since)
        ]
    return []


def _joined(parts: Sequence[str] | map[str], writing: Writing) -> str:
    closing = "\n".join(
        part for part in (writing.speak(N_("Kind regards")), writing.author) if part
    )
    return "\n\n".join(part for part in (*parts, closing) if part) + "\n"
