"""Everybody of a large library is searched for duplicates in a small multiple of the time of reading them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from measuring import shortest_is_sure

from doubled_people import people
from planner.domain.ids import new_id
from planner.services.duplicate_finding import known_people
from planner.services.planner import open_planner
from planner.settings import Settings
from planner.storage.engine import create_library

COUNT, HOUSES = 100_000, 8_000
LEAST, MOST = 3, 6
"""Rounds: as many as it takes until the two shortest of each are alike."""
LIMIT = 15.0
"""The whole search, reading included, by the time of reading people, addresses and posts as rows."""


def filled(path: Path) -> Path:
    """The people of the crowd; past the unit of work, which is not what is measured."""
    create_library(str(path)).close()
    crowd = people(COUNT, random.Random(7), organisations=HOUSES)
    ways = [
        (new_id(), one.id, kind, value, value)
        for one in crowd
        for kind, values in (("email", one.emails), ("phone", one.phones))
        for value in values
    ]
    connection = sqlite.connect(str(path))
    for sql, rows in (
        (
            "organisation (id, name, revision) VALUES (?, ?, 1)",
            [(f"o{number}", f"House {number}") for number in range(HOUSES)],
        ),
        (
            "person (id, family_name, given_name, native_name, country, revision)"
            " VALUES (?, ?, ?, ?, ?, 1)",
            [(o.id, o.family_name, o.given_name, o.native_name, o.country) for o in crowd],
        ),
        ("contact_point (id, person_id, kind, value, normal, revision) VALUES (?,?,?,?,?,1)", ways),
        (
            "position (id, person_id, organisation_id, revision) VALUES (?, ?, ?, 1)",
            [(new_id(), one.id, house) for one in crowd for house in one.organisations],
        ),
    ):
        connection.executemany(f"INSERT INTO {sql}", rows)
    connection.commit()
    connection.close()
    return path


def seconds(act: Callable[[], object]) -> float:
    """Of the processor's time: other programs do not count."""
    start = time.process_time()
    act()
    return time.process_time() - start


@pytest.mark.benchmark
def test_duplicates_of_a_hundred_thousand_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planner = open_planner(str(filled(tmp_path / "crowd.planner")), Settings())
    reader = planner._core.reader

    def rows() -> None:
        for table in ("person", "contact_point", "position"):
            reader.rows(f"SELECT * FROM {table}")

    found = planner.merging.duplicates("person")
    # By turns, so that whatever else the computer does meets all of them alike.
    rounds: list[tuple[float, float, float, float]] = []
    while len(rounds) < LEAST or (
        len(rounds) < MOST and not all(map(shortest_is_sure, zip(*rounds, strict=True)))
    ):
        rounds.append(
            (
                seconds(rows),
                seconds(lambda: known_people(reader)),
                seconds(lambda: planner.merging.duplicates("person")),
                seconds(rows),
            )
        )
    before, reading, whole, after = map(min, zip(*rounds, strict=True))
    floor = min(before, after)

    with capsys.disabled():
        print(
            f"\nduplicates among {found.compared:,} people: {len(found.pairs):,} pairs in {whole:.2f} s;"
            f" rows read in {floor:.2f} s, as compared in {reading:.2f} s:"
            f" {whole / floor:.1f} times the rows (limit {LIMIT}), {whole / reading:.1f} times reading"
        )
    assert found.compared == COUNT
    assert len(found.pairs) > COUNT * 0.05
    assert whole < LIMIT * floor
    planner.close()
