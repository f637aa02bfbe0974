"""Two sources that do not say the same: what a list adds and no longer names, and values that differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.domain.source_reading.facts import EVENTS, LISTS, RETOLD
from planner.text import fold


@dataclass(frozen=True, slots=True)
class Stated:
    """One citation as it is compared. ``owner`` is whose list it stands in, ``item`` what is listed there.

    For a fact that is no list the owner is the record itself and ``item`` is "".
    """

    source: str
    as_of: dt.date | None
    fact: str
    owner: str
    item: str
    value: str


@dataclass(frozen=True, slots=True)
class ListDifference:
    """``added`` stand in the newer list alone, ``gone`` in the older one; as the sources write them."""

    fact: str
    owner: str
    older: str
    newer: str
    added: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ValueDifference:
    fact: str
    owner: str
    older: str
    newer: str
    was: str
    now: str


Difference = ListDifference | ValueDifference


Same = Callable[[str, str], bool]


def is_alike(one: str, other: str) -> bool:
    """Whether two values are written alike, but for case and marks."""
    return fold(one) == fold(other)


def differences(
    mine: Sequence[Stated], others: Iterable[Stated], is_same: Same = is_alike
) -> list[Difference]:
    """What one source states against each of the others that speaks of the same.

    A list is compared with a list only: a source that names a single agreement leaves none out.
    """
    if not mine:
        return []
    found: list[Difference] = []
    by_source: dict[str, list[Stated]] = {}
    for one in others:
        if one.source != mine[0].source:
            by_source.setdefault(one.source, []).append(one)
    for theirs in by_source.values():
        older, newer = sorted((list(mine), theirs), key=_day)
        lists = _of_lists(older, newer, is_same)
        listed = {one.fact for one in lists}
        found += lists
        found += (
            one for one in _of_values(older, newer, is_same) if RETOLD.get(one.fact) not in listed
        )
    return found


def _day(stated: Sequence[Stated]) -> dt.date:
    """A text without a date counts as the newest: it is what somebody reads today."""
    return max((one.as_of for one in stated if one.as_of), default=dt.date.max)


Listing = Mapping[tuple[str, str], Mapping[str, str]]


def _listing(stated: Sequence[Stated]) -> Listing:
    lists: dict[tuple[str, str], dict[str, str]] = {}
    for one in stated:
        if one.fact in LISTS and one.item:
            lists.setdefault((one.fact, one.owner), {}).setdefault(one.item, one.value)
    return lists


def _of_lists(older: Sequence[Stated], newer: Sequence[Stated], is_same: Same) -> list[Difference]:
    before, after = _listing(older), _listing(newer)
    found: list[Difference] = []
    for key in before:
        old, new = before[key], after.get(key, {})
        if len(old) < 2 or len(new) < 2:
            continue
        added = tuple(sorted((new[item] for item in new if item not in old), key=fold))
        gone = tuple(sorted((old[item] for item in old if item not in new), key=fold))
        if added or gone:
            found.append(
                ListDifference(key[0], key[1], older[0].source, newer[0].source, added, gone)
            )
        found += [
            ValueDifference(key[0], item, older[0].source, newer[0].source, old[item], new[item])
            for item in old
            if item in new and not is_same(old[item], new[item])
        ]
    return found


def _of_values(
    older: Sequence[Stated], newer: Sequence[Stated], is_same: Same
) -> list[ValueDifference]:
    before, after = _single(older), _single(newer)
    return [
        ValueDifference(fact, owner, older[0].source, newer[0].source, was, after[fact, owner])
        for (fact, owner), was in before.items()
        if (fact, owner) in after and not is_same(was, after[fact, owner])
    ]


def _single(stated: Sequence[Stated]) -> dict[tuple[str, str], str]:
    """Values of facts of which the source states exactly one."""
    values: dict[tuple[str, str], list[str]] = {}
    for one in stated:
        if one.fact not in LISTS and one.fact not in EVENTS and one.value:
            values.setdefault((one.fact, one.owner), []).append(one.value)
    return {key: several[0] for key, several in values.items() if len(set(several)) == 1}
