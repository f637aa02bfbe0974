"""Words across the language gap: somebody who interprets, enough of them, and enough time.

Consecutive interpreting at least doubles a meeting; over an hour and a half two interpreters take
turns (practice of the profession as the associations describe it).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, some, when
from planner.domain.findings import Finding, Severity
from planner.domain.itinerary import NEEDS_HOST, Interpreting, Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.travel import ResourceKind
from planner.domain.visits import Category

ALONE_MINUTES: Final = 90
SHORT_MINUTES: Final = 60


def interpreting(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    for item in plan.present:
        if item.kind not in NEEDS_HOST and item.kind is not ItemKind.MEAL:
            continue
        if not item.language and not item.interpreting:
            continue
        voices = interpreters_on(plan, item)
        yield from _missing(plan, item, voices)
        yield from _too_few(plan, item, len(voices))
        yield from _too_short(plan, item)


def interpreters_on(plan: Plan, item: Item) -> list[frozenset[str]]:
    """The languages of each interpreter at an item: those booked, and those in the delegation."""
    booked = [
        _spoken(one.languages)
        for one in plan.booked_for(item)
        if one.kind is ResourceKind.INTERPRETER
    ]
    own = [
        _spoken(plan.person[one.person_id].languages)
        for one in plan.on(item)
        if one.category is Category.INTERPRETER and one.person_id in plan.person
    ]
    return booked + own


def _missing(plan: Plan, item: Item, voices: list[frozenset[str]]) -> Iterator[Finding]:
    language = _primary(item.language)
    lost = []
    for delegate in plan.on(item) if language else ():
        person = plan.person.get(delegate.person_id) if delegate.person_id else None
        spoken = _spoken(person.languages) if person else frozenset()
        if (
            spoken
            and language not in spoken
            and not any(language in voice and spoken & voice for voice in voices)
        ):
            lost.append(plan.name_of(delegate))
    if lost:
        yield Finding(
            "interpreter.missing",
            Severity.WARNING,
            (item_subject(item),),
            {
                "item": item.title,
                "language": language,
                "names": some(lost),
                "count": len(lost),
                "when": when(item),
            },
        )
    elif item.interpreting and not voices:
        yield Finding(
            "interpreter.none",
            Severity.WARNING,
            (item_subject(item),),
            {"item": item.title, "when": when(item)},
        )


def _too_few(plan: Plan, item: Item, voices: int) -> Iterator[Finding]:
    start, end = plan.when(item)
    if item.interpreting and voices == 1 and end - start > ALONE_MINUTES:
        yield Finding(
            "interpreter.second",
            Severity.WARNING,
            (item_subject(item),),
            {"item": item.title, "minutes": end - start, "when": when(item)},
        )


def _too_short(plan: Plan, item: Item) -> Iterator[Finding]:
    start, end = plan.when(item)
    if (
        item.interpreting is Interpreting.CONSECUTIVE
        and item.kind in (ItemKind.TALK, ItemKind.MEETING)
        and end - start < SHORT_MINUTES
    ):
        yield Finding(
            "interpreter.double",
            Severity.NOTE,
            (item_subject(item),),
            {
                "item": item.title,
                "minutes": end - start,
                "needed": 2 * (end - start),
                "when": when(item),
            },
        )


def _spoken(tags: Iterable[str]) -> frozenset[str]:
    return frozenset(_primary(tag) for tag in tags if tag)


def _primary(tag: str) -> str:
    """ "en" of "en-GB": an accent needs no interpreter."""
    return tag.split("-")[0].strip().lower()
