"""Findings, steps and changes put into words, in the reader's language.

To add a finding: its kind and sentence in ``SENTENCES``; the facts fill the sentence. A fact
``variant`` selects the sentence "kind|variant" where there is one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from planner.domain.findings import Finding
from planner.domain.history import Step
from planner.domain.library import TITLES
from planner.i18n import N_, Language, current, day_in_words, inside, moment_in_words

SENTENCES: Final = {
    "time.order": N_("“{item}” ends before it starts ({when})."),
    "time.skipped": N_(
        "“{item}”: {when} does not exist in {zone}; the clock skips that hour. Is {choice} or"
        " {other_choice} meant?"
    ),
    "time.twice": N_(
        "“{item}”: {when} comes twice in {zone} that night; the first ({choice}) is meant, not the"
        " second ({other_choice})."
    ),
    "time.twice|second": N_(
        "“{item}”: {when} comes twice in {zone} that night; the second ({other_choice}) is meant, not"
        " the first ({choice})."
    ),
    "time.outside": N_("“{item}” ({when}) is not on a day of the visit."),
    "overlap.people": N_("{names} would be at “{first}” and “{second}” at the same time ({when})."),
    "overlap.host": N_("{name} would host “{first}” and “{second}” at the same time ({when})."),
    "overlap.room": N_(
        "The room {name} is used by “{first}” and “{second}” at the same time ({when})."
    ),
    "overlap.resource": N_(
        "{name} is booked for “{first}” and “{second}” at the same time ({when})."
    ),
    "overlap.elsewhere": N_(
        "{name} is needed for “{first}” ({when}) and for “{second}” of the visit {visit}."
    ),
    "transfer.short": N_(
        "From “{first}” to “{second}” there are {gap} minutes; {needed} are needed ({when})."
    ),
    "transfer.estimated": N_(
        "From “{first}” to “{second}” there are {gap} minutes; about {needed} are needed, estimated"
        " from the distance ({when})."
    ),
    "site.closed": N_("{site} is closed on that day (“{item}”, {when})."),
    "site.hours": N_("“{item}” ({when}) is outside the opening hours of {site}: {hours}."),
    "site.holiday": N_("“{item}” ({when}) is on a public holiday in {country}: {holiday}."),
    "site.group": N_("{heads} people are on “{item}”; {site} takes {limit} at a time ({when})."),
    "room.small": N_("{heads} people are on “{item}”; the room {room} takes {limit} ({when})."),
    "vehicle.seats": N_(
        "{heads} people are on “{item}”; the vehicles have {limit} seats ({when})."
    ),
    "host.missing": N_("“{item}” ({when}) has no host."),
    "flow.over": N_("{minutes} min over before “{item}” ({when})."),
    "flow.early": N_("{minutes} min too early after “{item}” ({when})."),
    "split.late": N_("{names} join later and are in the last group."),
    "split.beside": N_(
        "“{item}” cannot take turns with “{other}”: other people or the same hosts."
    ),
    "split.other_day": N_("The day is too short for all: “{item}” of {groups} would be on {when}."),
    "split.waiting": N_("No time was found for “{item}” of {groups}; it would wait unscheduled."),
    "late.transfer": N_("“{item}” ({when}) leaves without {names}: {minutes} min too late."),
    "late.missed": N_("{names} miss “{item}” ({when})."),
    "late.joins": N_("{names} join “{item}” {minutes} min late ({when})."),
    "late.others": N_(
        "“{item}” ({when}) would begin {minutes} min later for others, too: {names}."
    ),
    "late.shorter": N_("“{item}” ({when}) would be {minutes} min shorter."),
    "late.noted": N_("The delegation list still has the old arrival of {names}."),
    "late.dropped": N_("“{item}” ({when}) finds no time and would wait unscheduled."),
    "propose.people": N_("“{item}” found no place: its people are always elsewhere."),
    "propose.away": N_("“{item}” found no place: its people are not there long enough."),
    "propose.transfer": N_("“{item}” found no place: nobody could get there and back in time."),
    "propose.host": N_("“{item}” found no place: a host is always taken."),
    "propose.room": N_("“{item}” found no place: the room is always taken."),
    "propose.resource": N_("“{item}” found no place: a vehicle or an interpreter is always taken."),
    "propose.hours": N_("“{item}” found no place: the site is closed when there is time."),
    "propose.holiday": N_("“{item}” found no place: there are public holidays."),
    "propose.meal": N_("“{item}” found no place that leaves time for a meal."),
    "propose.others": N_("“{item}” found no place beside the other entries."),
    "propose.days": N_("“{item}” found no place: the visit has no days, or none is long enough."),
    "swap.fixed": N_("“{item}” has a fixed time ({when})."),
    "transfer.short|source": N_(
        "From “{first}” to “{second}” there are {gap} minutes; {needed} are needed by {source} ({when})."
    ),
    "leg.quick": N_("“{item}” ({when}) is planned with {minutes} minutes; the way takes {needed}."),
    "leg.quick|source": N_(
        "“{item}” ({when}) is planned with {minutes} minutes; the way takes {needed} by {source}."
    ),
    "site.bridge": N_(
        "“{item}” ({when}) is on a day between the holiday {holiday} and the weekend in {country};"
        " many are away."
    ),
    "guests.holiday": N_("{day} is a public holiday at home, in {country}: {holiday}."),
    "site.crowd": N_(
        "{heads} people are at {site} at the same time, on {items}; it takes {limit} ({when})."
    ),
    "site.escorts": N_(
        "{heads} people are on “{item}” with named hosts: {escorts}; {site} asks for one escort for"
        " each {limit}, that is {needed} ({when})."
    ),
    "host.unconfirmed": N_("“{item}” ({when}) is not confirmed by {names}; days left: {days}."),
    "time.moved": N_(
        "“{item}”: {when} in {zone} was {then} when it was planned and is {now} now: the rules of the"
        " zone were changed."
    ),
    "time.long": N_("“{item}” ({when}) goes on for {hours} hours."),
    "language.uncovered": N_(
        "“{item}” ({when}) is in “{language}”; without an interpreter for them: {names}."
    ),
    "interpreting.nobody": N_(
        "“{item}” ({when}) is to be interpreted, and no interpreter is booked."
    ),
    "interpreting.alone": N_("“{item}” ({when}): one interpreter alone for {minutes} minutes."),
    "interpreting.short": N_(
        "“{item}” ({when}) has {minutes} minutes; interpreted consecutively, what is said takes"
        " {doubled}."
    ),
}

REMEDIES: Final = {
    "time.order": N_("Correct one of the two times."),
    "time.skipped": N_("Choose a time an hour later."),
    "overlap.people": N_("Move one of them, or change who is on it."),
    "overlap.host": N_("Move one of them, or name another host."),
    "overlap.room": N_("Move one of them, or choose another room."),
    "overlap.resource": N_("Move one of them, or book another one."),
    "transfer.short": N_("Start the second one later, or end the first one earlier."),
    "transfer.estimated": N_("Start the second one later, or enter how long the way really takes."),
    "site.closed": N_("Move it to another day, or ask the site to open."),
    "site.hours": N_("Move it, or ask the site whether it opens for you."),
    "site.holiday": N_("Ask the site, or move it to another day."),
    "site.group": N_("Split the delegation into groups that take turns."),
    "room.small": N_("Choose a larger room."),
    "vehicle.seats": N_("Book a further vehicle."),
    "host.missing": N_("Name a host."),
    "leg.quick": N_("Let it end later, or correct the table of travel times."),
    "site.crowd": N_("Let the groups come one after the other."),
    "site.escorts": N_("Name further hosts, or ask the site whether it sends escorts."),
    "site.bridge": N_("Ask whether the hosts are there."),
    "host.unconfirmed": N_("Ask the host, and set it to confirmed."),
    "time.twice": N_("Choose which of the two is meant."),
    "time.moved": N_("Keep the local time or keep the moment; ask the site which."),
    "time.long": N_("Look at the date of its end."),
    "language.uncovered": N_("Book an interpreter for the language, or correct who speaks what."),
    "interpreting.nobody": N_("Book an interpreter."),
    "interpreting.alone": N_("Book a second interpreter; they take turns."),
    "interpreting.short": N_("Give it more time, or fewer words."),
}


FIXES: Final = {
    "move": N_("Move “{item}” to {when}"),
    "later": N_("Start “{item}” {minutes} minutes later, and what follows"),
    "longer": N_("Give “{item}” {minutes} minutes, and move what follows"),
    "hour_on": N_("Move “{item}” to {when}"),
    "first_time": N_("Mean the first of the two times"),
    "second_time": N_("Mean the second of the two times"),
    "confirm": N_("Confirm “{item}”"),
    "split": N_("Split “{item}” into {count} groups of at most {limit}…"),
    "open": N_("Fill it in at “{item}”"),
}


def fix(kind: str, facts: Mapping[str, str | int], speak: Language | None = None) -> str:
    """What taking a way out would do: "Move “Tour” to Mon 10 May 16:30"."""
    speak = speak or current()
    return _filled(speak(FIXES.get(kind, kind)), facts, speak)


def sentence(finding: Finding, speak: Language | None = None) -> str:
    """The finding as one sentence. A kind without a sentence is shown by its name, never hidden."""
    speak = speak or current()
    variant = f"{finding.kind}|{finding.facts.get('variant', '')}"
    pattern = SENTENCES.get(variant) or SENTENCES.get(finding.kind)
    if pattern is None:
        from planner.domain.staging import (
            FINDING_SENTENCES,
        )  # late: only lists that are read in need it

        pattern = FINDING_SENTENCES.get(finding.kind, finding.kind)
    return _filled(speak(pattern), finding.facts, speak)


def remedy(finding: Finding, speak: Language | None = None) -> str:
    """What can be done about it, or empty text."""
    speak = speak or current()
    return speak(REMEDIES.get(finding.kind, ""))


def label(step: Step, speak: Language | None = None) -> str:
    """What a step of the history did: "Move Round table"."""
    return named(step.label, step.facts, speak)


def named(message: str, facts: Mapping[str, str | int], speak: Language | None = None) -> str:
    """A message id of a verb, filled in; without a name the word of the record stands in for it."""
    speak = speak or current()
    filled = dict(facts)
    if not filled.get("name") and "word" in filled:
        title = speak(TITLES.get(str(filled["word"]), str(filled["word"])))
        filled["name"] = inside(title, speak)
    return _filled(speak(message), filled, speak)


def _filled(pattern: str, facts: Mapping[str, str | int], speak: Language) -> str:
    values = dict(facts)
    when = values.get("when")
    if isinstance(when, str) and when:
        values["when"] = moment_in_words(dt.datetime.fromisoformat(when), speak)
    for name in ("day", "other_day"):
        if day := values.get(name):
            values[name] = day_in_words(dt.date.fromisoformat(str(day)), speak)
    return pattern.format_map(_Gaps(values))


class _Gaps(dict[str, str | int]):
    """A fact that is missing leaves an ellipsis: better a hole than no sentence."""

    def __missing__(self, key: str) -> str:
        return "…"
