"""Ten thousand contacts into a library of a hundred thousand, compared with bare inserts of the same rows."""

from __future__ import annotations

import csv
import os
import random
import shutil
import time
import tracemalloc
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from crowd import Crowd
from planner.services.planner import open_planner
from planner.settings import Settings
from planner.storage.engine import connect_sqlite

CONTACTS = 10_000
KNOWN = 1_000
"""How many of them are in the library already, as they stand in the list."""
LIMIT = 18.0
"""Times the processor's time of the bare inserts: what is measured is 12 to 16; the aim is 6.

The bare inserts compare nobody, keep no journal and no search index, and make no id. Of the import
about a quarter is the search index and a sixth the writing of rows and journal; the rest is reading
cells, comparing each row with everybody alike, and the values that are shown before anything is stored.
"""
ROUNDS = 3
MEMORY = 150_000_000
"""Bytes of all that is held while the list is compared and stored; measured is about half of it."""
HEADERS = ("Family name", "Given name", "E-mail", "Phone", "Organisation", "Position")


@pytest.mark.benchmark
def test_ten_thousand_contacts_are_compared_and_stored_in_one_step(
    crowd_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = _list(crowd_file, tmp_path / "contacts.csv")
    # By turns, so that whatever else the computer does meets both alike.
    rounds = [
        (
            _bare(crowd_file, tmp_path / "bare.planner", listed),
            _import(crowd_file, tmp_path, listed),
        )
        for _ in range(ROUNDS)
    ]
    bare = min(one for one, _ in rounds)
    compared = min(import_.compared for _, import_ in rounds)
    stored = min(import_.stored for _, import_ in rounds)

    ratio = (compared + stored) / bare
    with capsys.disabled():
        print(
            f"\n  {CONTACTS} contacts: bare {bare:.2f} s, read and compared {compared:.2f} s,"
            f" stored {stored:.2f} s, together {ratio:.1f} times (limit {LIMIT})"
        )
    assert ratio < LIMIT


@pytest.mark.benchmark
def test_ten_thousand_contacts_fit_into_little_memory(
    crowd_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = _list(crowd_file, tmp_path / "contacts.csv")
    tracemalloc.start()
    _import(crowd_file, tmp_path, listed)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    with capsys.disabled():
        print(f"\n  {CONTACTS} contacts: {most / 1e6:.0f} MB at most (limit {MEMORY / 1e6:.0f})")
    assert most < MEMORY


class _Import(NamedTuple):
    """Seconds of the processor, those of the reading child included."""

    compared: float
    stored: float


def _import(crowd_file: Path, folder: Path, listed: Path) -> _Import:
    path = folder / "library.planner"
    shutil.copyfile(crowd_file, path)
    planner = open_planner(str(path), Settings())
    before = planner.contacts.count()
    importing = planner.importing
    begun = _processor_time()

    book = importing.read(listed)
    table = importing.likely_sheet(book)
    staging = importing.stage(book, table.name, importing.match(table))
    compared = _processor_time()
    report = importing.commit(staging)

    stored = _processor_time()
    assert report.unchanged + report.updated + report.skipped >= KNOWN
    assert planner.contacts.count() == before + report.added >= before + 0.8 * CONTACTS
    planner.close()
    return _Import(compared - begun, stored - compared)


def _processor_time() -> float:
    """Of this process and the children that ended: other programs do not count."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def _list(library: Path, path: Path) -> Path:
    """The list as it arrives: people who are there and many more who are not."""
    crowd, pick = Crowd(100_000), random.Random(7)
    planner = open_planner(str(library), Settings())
    rows: list[Any] = planner._core.reader.rows(
        "SELECT p.family_name, p.given_name, e.value, t.value, o.name, q.title FROM person p"
        " JOIN contact_point e ON e.person_id = p.id AND e.kind = 'email'"
        " JOIN contact_point t ON t.person_id = p.id AND t.kind = 'phone'"
        " JOIN position q ON q.person_id = p.id JOIN organisation o ON o.id = q.organisation_id"
        f" ORDER BY p.id LIMIT {KNOWN}"
    )
    planner.close()
    for number in range(CONTACTS - KNOWN):
        family, given = pick.choice(crowd.families), pick.choice(crowd.given)
        mail = f"{given}.{family}{number}@{pick.choice(crowd.domains)}".lower()
        phone = f"+45{pick.randrange(10**7, 10**8)}"
        rows.append((family, given, mail, phone, pick.choice(crowd.bodies), "Professor"))
    pick.shuffle(rows)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([HEADERS, *rows])
    return path


def _bare(library: Path, path: Path, listed: Path) -> float:
    """Seconds of the processor for reading the list and inserting its people, ways and posts, and nothing else."""
    shutil.copyfile(library, path)
    connection: Any = connect_sqlite(path, read_only=False)
    begun = _processor_time()
    with listed.open(newline="") as file:
        _head, *people = csv.reader(file)
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT INTO person (id, revision, family_name, given_name, sort_key, languages)"
        " VALUES (?, 1, ?, ?, ?, '[]')",
        [(f"x{n:031}", one[0], one[1], one[0].lower()) for n, one in enumerate(people)],
    )
    connection.executemany(
        "INSERT INTO contact_point (id, revision, person_id, kind, value, normal, rank)"
        " VALUES (?, 1, ?, ?, ?, ?, ?)",
        [
            (f"{kind[0]}x{n:030}", f"x{n:031}", kind, one[2 + rank], one[2 + rank], rank)
            for n, one in enumerate(people)
            for rank, kind in enumerate(("email", "phone"))
        ],
    )
    connection.executemany(
        "INSERT INTO position (id, revision, person_id, organisation_id, title)"
        " VALUES (?, 1, ?, ?, ?)",
        [(f"qx{n:030}", f"x{n:031}", f"o{n % 2000:031}", one[5]) for n, one in enumerate(people)],
    )
    connection.execute("COMMIT")
    seconds = _processor_time() - begun
    connection.close()
    return seconds
