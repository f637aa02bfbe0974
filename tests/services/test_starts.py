"""A15: three starts in two minutes that did not end properly are a crash loop; nothing odd makes one."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from conftest import Clock
from planner.services.starts import Starts

LIBRARY = "/data/library.planner"


@pytest.fixture
def begin(tmp_path: Path, clock: Clock) -> Begin:
    return Begin(tmp_path, clock)


class Begin:
    """One start after the other, in a state folder; each is what a new process does."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder, self.clock = folder, clock
        self.last = Starts(folder, LIBRARY, clock)

    def __call__(self, *, after: float = 0, library: str = LIBRARY) -> bool:
        self.clock.forward(seconds=after)
        self.last = Starts(self.folder, library, self.clock)
        is_loop = self.last.is_loop
        self.last.begin()
        assert self.last.is_loop == is_loop, "a start does not count itself"
        return is_loop


def test_the_fourth_start_after_three_crashes_in_two_minutes_is_careful(begin: Begin) -> None:
    assert [begin(after=30) for _start in range(4)] == [False, False, False, True]
    assert begin.last.unfinished == 3
    assert begin(after=3600), "it stays careful until one start ends properly"


def test_crashes_that_are_further_apart_are_no_loop(begin: Begin) -> None:
    assert [begin(after=61) for _start in range(6)] == [False] * 6


def test_a_start_that_ends_properly_or_runs_longer_clears_all(begin: Begin) -> None:
    for _crash in range(3):
        begin(after=10)
    assert begin(after=10)
    begin.last.end()
    assert [begin(after=10) for _start in range(3)] == [False] * 3


def test_after_a_day_nothing_of_it_counts(begin: Begin) -> None:
    for _crash in range(3):
        begin(after=10)
    assert not begin(after=25 * 3600)


def test_each_library_has_starts_of_its_own(begin: Begin) -> None:
    for _crash in range(3):
        begin(after=10)
    assert not begin(after=10, library="/data/other.planner")
    assert begin(after=10)


def test_a_start_that_only_rang_at_the_first_window_leaves_that_one_alone(begin: Begin) -> None:
    for _crash in range(2):
        begin(after=10)
    begin(after=1)
    begin.last.withdraw()
    begin.last.end()
    assert begin.last.unfinished == 2


@pytest.mark.parametrize("jump", [-3600.0, -1.0, 3600.0, 400 * 86400.0, -400 * 86400.0])
def test_a_clock_that_jumps_makes_no_loop_and_breaks_nothing(begin: Begin, jump: float) -> None:
    """Two crashes before the jump and one after it are not three in two minutes; three after it are."""
    begin(after=10)
    begin(after=10)
    assert not begin(after=jump)
    begin(after=10)
    begin(after=10)
    assert begin(after=10)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"starts": [{"at": "2027-04-01T09:3',
        b"[]",
        b'{"starts": 3}',
        b'{"starts": [null, 1, {}, {"at": 5, "id": 1}, {"at": "soon", "id": ""}]}',
        b'{"starts": [{"at": "2027-04-01T09:30:00", "id": "a"}]}',
        b"\xff\xfe\x00",
        b"[" * 19_000,
        b'{"starts": [' + b"1," * 50_000,
    ],
)
def test_a_cut_or_odd_file_counts_as_nothing(begin: Begin, content: bytes) -> None:
    begin()
    begin.last.path.write_bytes(content)
    assert [begin(after=5) for _start in range(4)] == [False, False, False, True]


def test_where_nothing_can_be_written_the_program_starts_all_the_same(
    tmp_path: Path, clock: Clock
) -> None:
    blocked = tmp_path / "state"
    blocked.write_text("a file in place of the folder")
    for _start in range(5):
        one = Starts(blocked, LIBRARY, clock)
        one.begin()
        assert not one.is_loop
        one.end()


def test_the_file_stays_small_and_names_nobody(begin: Begin) -> None:
    for _start in range(40):
        begin(after=1)
    text = begin.last.path.read_text(encoding="utf-8")
    assert len(json.loads(text)["starts"]) == 10
    assert "library" not in text + begin.last.path.name
    assert dt.datetime.fromisoformat(json.loads(text)["starts"][-1]["at"]) == begin.clock.now
