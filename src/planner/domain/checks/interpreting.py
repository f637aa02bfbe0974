"""Whether everybody understands what is said, and whether interpreting has the time and people it needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, some_of, when
from planner.domain.findings import Finding, Severity
from planner.domain.itinerary import Interpreting, Item, ItemKind
from planner.domain.plan import BENEATH, Plan
from planner.domain.travel import ResourceKind
from planner.domain.visits import Category, Delegate

ALONE_MINUTES: Final = 90
"""Longer than this takes two interpreters, who change every 20 to 30 minutes.

Sources: rates of an interpreters' office (carladiaz, "over 1.5 hours"), the association AIIC Portugal.
"""
CONSECUTIVE_MINUTES: Final = 60
"""A talk or meeting shorter than this was hardly planned with twice its length in mind.

Consecutive interpreting at least doubles the time (startinforum.com; paolomarianoseda.it); where
the line is drawn is a planning figure of ours.
"""

_SPOKEN_AT_LENGTH = frozenset({ItemKind.TALK, ItemKind.MEETING})
_SILENT = BENEATH | {ItemKind.LEG}

Languages = frozenset[str]


def base(tag: str) -> str:
    """The language without region and script: "de" of "de-AT"."""
    return tag.replace("_", "-").partition("-")[0].lower()


def _bases(tags: Sequence[str]) -> Languages:
    return frozenset(base(tag) for tag in tags if tag)


def interpreters_on(plan: Plan, item: Item) -> list[Languages]:
    """The languages of each interpreter booked for an item or on it as a delegate; empty means not known."""
    found = [
        _bases(one.languages)
        for one in plan.booked_for(item)
        if one.kind is ResourceKind.INTERPRETER
    ]
    for one in plan.interpreting_delegates:
        if one.id in plan.heads_on(item):
            person = plan.person.get(one.person_id) if one.person_id else None
            found.append(_bases(person.languages) if person else frozenset())
    return found


def not_understood(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """People who do not speak the language of an item, and no interpreter between it and one of theirs.

    Nobody is judged whose languages are not recorded, and an interpreter without any covers all.
    """
    speaks: dict[str, Languages] = {}
    for one in plan.delegates:
        person = plan.person.get(one.person_id) if one.person_id else None
        if person and person.languages and one.category is not Category.INTERPRETER:
            speaks[one.id] = _bases(person.languages)
    without: dict[str, frozenset[str]] = {}
    for item in plan.active:
        if not speaks or not item.language or item.kind in _SILENT:
            continue
        spoken = base(item.language)
        if spoken not in without:
            without[spoken] = frozenset(key for key, own in speaks.items() if spoken not in own)
        strangers = without[spoken]
        if strangers.isdisjoint(plan.heads_on(item)):
            continue
        between = interpreters_on(plan, item)
        lost = [
            one
            for one in plan.on(item)
            if one.id in strangers and not _covered(spoken, speaks[one.id], between)
        ]
        if lost and not (item.interpreting and not between):  # then nobody is booked at all: below
            yield _uncovered(plan, item, lost)


def _covered(spoken: str, own: Languages, between: Sequence[Languages]) -> bool:
    return any(not known or (spoken in known and known & own) for known in between)


def _uncovered(plan: Plan, item: Item, lost: Sequence[Delegate]) -> Finding:
    return Finding(
        "language.uncovered",
        Severity.WARNING,
        (item_subject(item),),
        {
            "item": item.title,
            "language": item.language,
            "names": some_of(plan, lost),
            "count": len(lost),
            "when": when(item),
        },
        measure=len(lost),
    )


def interpreting_falls_short(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """An item that is interpreted: by somebody, not by one alone for long, and with the time it takes."""
    for item in plan.active:
        if item.interpreting is Interpreting.NONE or item.kind in _SILENT or item.all_day:
            continue
        start, end = plan.when(item)
        minutes = end - start
        facts: dict[str, str | int] = {
            "item": item.title,
            "minutes": minutes,
            "doubled": 2 * minutes,
            "when": when(item),
        }
        count = len(interpreters_on(plan, item))
        if not count:
            yield Finding("interpreting.nobody", Severity.WARNING, (item_subject(item),), facts)
        elif count == 1 and minutes > ALONE_MINUTES:
            yield Finding("interpreting.alone", Severity.WARNING, (item_subject(item),), facts)
        if (
            item.interpreting is Interpreting.CONSECUTIVE
            and item.kind in _SPOKEN_AT_LENGTH
            and 0 < minutes < CONSECUTIVE_MINUTES
        ):
            yield Finding("interpreting.short", Severity.NOTE, (item_subject(item),), facts)
