"""Double bookings over all visits of a year, from lean rows: no plan is loaded for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

Who = TypeVar("Who", bound=Hashable)


def clashes(bookings: Iterable[tuple[Who, int, int, int]]) -> Iterator[tuple[Who, int, int]]:
    """Pairs of items that hold the same person, room or resource at the same time.

    A booking is (who, start, end, item); start and end are comparable moments of one clock. Touching
    ends do not clash, nor do two bookings for one item. Each pair comes once, the earlier item first.
    """
    held: dict[Who, list[tuple[int, int, int]]] = defaultdict(list)
    for who, start, end, item in bookings:
        held[who].append((start, end, item))
    for who, own in held.items():
        if len(own) < 2:
            continue
        own.sort()
        until = own[0][0]
        for start, end, _item in own:
            if start < until:  # rare: only then is it swept
                yield from ((who, *pair) for pair in _pairs(own))
                break
            until = end


def _pairs(own: list[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """What still runs when the next one starts clashes with it; ``own`` is in order of start."""
    running: list[tuple[int, int, int]] = []
    seen: set[tuple[int, int]] = set()
    for entry in own:
        start, end, item = entry
        running = [other for other in running if other[1] > start]
        if end <= start:
            continue
        for _start, _end, other in running:
            if other != item and (other, item) not in seen and (item, other) not in seen:
                seen.add((other, item))
                yield other, item
        running.append(entry)
