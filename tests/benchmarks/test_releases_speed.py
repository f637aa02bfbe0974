"""Comparing two releases of 200 items, for all and for every recipient."""

from __future__ import annotations

import dataclasses
import datetime as dt
import gc
import json
import time
from collections.abc import Callable
from typing import Final

from factories import MONDAY, PlanBuilder, person, site
from planner.domain.plan import Plan
from planner.domain.recipients import recipients
from planner.domain.release_changes import changes_for, compare
from planner.domain.words import from_plain, plain

MILLISECONDS: Final = 20.0
FLOORS: Final = 12.0
"""Or so many times reading the JSON of the two contents, on a slower machine."""
EACH: Final = 40.0
"""So many times that floor the changes of one recipient may take, redaction included."""
ROUNDS: Final = 9


def best(make: Callable[[], object], act: Callable[[object], object]) -> float:
    """The shortest of several runs in milliseconds of this thread: other programs do not count,
    nor does what is made for a run."""
    times = []
    for _round in range(ROUNDS):
        given = make()
        gc.collect()
        start = time.thread_time()
        act(given)
        times.append(time.thread_time() - start)
    return min(times) * 1000


def contents() -> tuple[str, str]:
    """Two releases: 50 delegates in four groups, 200 items on five days; in the second every fifth
    is five minutes later, three are gone and a host has changed."""
    names = [f"P{number:02}" for number in range(50)]
    build = PlanBuilder(*names)
    for place, letter in enumerate("ABCD"):
        build.group(letter, *names[place::4])
    sites = [site(f"Site {number}") for number in range(12)]
    hosts = [person(f"Host {number}", "Eva") for number in range(12)]
    for number in range(200):
        day, slot = divmod(number, 40)
        begins = dt.datetime.combine(MONDAY + dt.timedelta(day), dt.time(8))
        begins += dt.timedelta(minutes=15 * slot)
        build.item(
            f"Item {number}",
            begins.isoformat(),
            (begins + dt.timedelta(minutes=40)).isoformat(),
            groups=("", "AB", "CD", "ABCD")[number % 4],
            host=hosts[number % 12],
            at_site=sites[number % 12],
        )
    old = build.plan
    later = tuple(
        dataclasses.replace(
            one, start_local=one.start_local + dt.timedelta(minutes=5) if one.start_local else None
        )
        if number % 5 == 0
        else one
        for number, one in enumerate(old.items)
    )
    new = dataclasses.replace(old, items=later[3:], hosts=old.hosts[:-1])
    return json.dumps(plain(old)), json.dumps(plain(new))


def test_two_releases_of_200_items_are_compared_at_once() -> None:
    old, new = contents()

    def read() -> list[Plan]:
        return [from_plain(Plan, json.loads(text)) for text in (old, new)]

    floor = best(lambda: None, lambda _none: [json.loads(text) for text in (old, new)])
    compared = best(read, lambda plans: compare(*plans))  # type: ignore[misc]

    changes = compare(*read())
    print(
        f"compared in {compared:.1f} ms, {compared / floor:.1f} times the floor of {floor:.1f} ms"
    )
    assert len(changes.items) == 43
    assert compared < max(MILLISECONDS, FLOORS * floor)


def test_what_every_recipient_is_told_is_worked_out_in_a_moment() -> None:
    old, new = contents()
    plans = [from_plain(Plan, json.loads(text)) for text in (old, new)]
    everybody = recipients(plans[1])
    floor = best(lambda: None, lambda _none: [json.loads(text) for text in (old, new)])

    taken = (
        best(lambda: None, lambda _none: [changes_for(*plans, one) for one in everybody[:10]]) / 10
    )

    print(f"{taken:.1f} ms a recipient, {taken / floor:.1f} times the floor of {floor:.1f} ms")
    assert len(everybody) == 74
    assert taken < EACH * floor
