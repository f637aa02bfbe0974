"""Lists page from the database: a thousand times the people may cost little more."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crowd import journalled
from planner.domain.people_list import PEOPLE_COLUMNS
from planner.services.people_list import PeopleQuery
from planner.services.planner import Planner, open_planner
from planner.settings import Settings

LIMIT = 2.5
"""A page from an index ten times as deep, plus the count that the scroll bar needs."""


@pytest.fixture(scope="module")
def libraries(
    journalled_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Planner, Planner]]:
    small = journalled(tmp_path_factory.mktemp("sizes") / "small.planner", 100, 100)
    opened = [open_planner(str(path), Settings()) for path in (small, journalled_file)]
    yield opened[0], opened[1]
    for planner in opened:
        planner.close()


def best(act: Callable[[], object], rounds: int = 15) -> float:
    """The shortest of several runs, in seconds: the one that was least disturbed."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.benchmark
def test_a_first_page_costs_the_same_from_a_hundred_and_a_hundred_thousand(
    libraries: tuple[Planner, Planner], capsys: pytest.CaptureFixture[str]
) -> None:
    small, large = libraries
    rows = [
        (name, best(lambda read=read: read(small)), best(lambda read=read: read(large)))
        for name, read in (
            ("people", lambda planner: planner.contacts.page(0, 50)),
            ("visits", lambda planner: planner.visits.page(0, 50)),
        )
    ]
    search = best(lambda: large.search("tanaka1234"))
    short = best(lambda: large.search("ta"), 3)
    deep = best(lambda: large.contacts.page(90_000, 50))
    count = best(large.contacts.count)

    with capsys.disabled():
        for name, floor, ours in rows:
            print(
                f"\nfirst page of {name}: {floor * 1e3:.2f} ms of 100, {ours * 1e3:.2f} ms of 100,000 people and 5,000 visits: {ours / floor:.2f}"
            )
        print(
            f"count {count * 1e3:.2f} ms, page at row 90,000 {deep * 1e3:.2f} ms, search {search * 1e3:.2f} ms, two letters {short * 1e3:.2f} ms"
        )
    for name, floor, ours in rows:
        assert ours < floor * LIMIT, name


@pytest.mark.benchmark
def test_a_page_of_contacts_with_all_columns_fits_between_two_frames(
    libraries: tuple[Planner, Planner], capsys: pytest.CaptureFixture[str]
) -> None:
    """Scrolling reads one page after the other, in any order; photos are read only when shown."""
    small, large = libraries
    columns = tuple(column.key for column in PEOPLE_COLUMNS)
    for sort in ("name", "-last_visit"):
        times: list[list[float]] = []
        for planner in (small, large):
            shown = planner.people_list()
            shown.show(PeopleQuery(sort=sort, columns=columns))
            count = shown.count()
            shown.page(0, 100)  # any other order than the name's is read once
            times.append([])
            for step in range(200):
                start = time.perf_counter()
                shown.page(step * 457 % max(1, count - 99), 100)
                times[-1].append(time.perf_counter() - start)
        floor, ours = (sorted(one)[len(one) // 2] for one in times)
        worst = sorted(times[1])[int(len(times[1]) * 0.99)]
        with capsys.disabled():
            print(
                f"\na page of 100 by {sort}: {floor * 1e3:.2f} ms of 100, {ours * 1e3:.2f} ms of"
                f" 100,000 people: {ours / floor:.2f}; p99 {worst * 1e3:.2f} ms"
            )
        assert ours < floor * LIMIT
