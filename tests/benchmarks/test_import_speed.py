"""Ten thousand contacts into a library of a hundred thousand, compared with bare inserts of the same rows."""

from __future__ import annotations

import csv
import random
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from crowd import Crowd
from planner.services.planner import open_planner
from planner.settings import Settings
from planner.storage.engine import connect_sqlite

CONTACTS = 10_000
KNOWN = 1_000
"""How many of them are in the library already, as they stand in the list."""
LIMIT = 32
"""Times the bare inserts into the same tables: what is measured is 17 to 25; the aim is 6.

Most of it is comparing: numbers and addresses in their normal form, names in all spellings, each
row with everybody alike. The rest is the journal and the search index, both of which double the rows.
"""
HEADERS = ("Family name", "Given name", "E-mail", "Phone", "Organisation", "Position")


@pytest.mark.benchmark
def test_ten_thousand_contacts_are_compared_and_stored_in_one_step(
    crowd_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "library.planner"
    shutil.copyfile(crowd_file, path)
    listed = _list(crowd_file, tmp_path / "contacts.csv")
    bare = min(_bare(crowd_file, tmp_path / "bare.planner", listed) for _ in range(3))
    planner = open_planner(str(path), Settings())
    before = planner.contacts.count()
    begun = time.perf_counter()

    importing = planner.importing
    book = importing.read(listed)
    table = importing.likely_sheet(book)
    staging = importing.stage(book, table.name, importing.match(table))
    compared = time.perf_counter()
    report = importing.commit(staging)

    stored = time.perf_counter()
    assert report.unchanged + report.updated + report.skipped >= KNOWN
    assert planner.contacts.count() == before + report.added >= before + 0.8 * CONTACTS
    planner.close()
    ratio = (stored - begun) / bare
    with capsys.disabled():
        print(
            f"\n  {CONTACTS} contacts: bare {bare:.2f} s, read and compared"
            f" {compared - begun:.2f} s, stored {stored - compared:.2f} s, together {ratio:.1f} times"
        )
    assert ratio < LIMIT


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
    """Seconds for reading the list and inserting its people, ways and posts, and nothing else."""
    shutil.copyfile(library, path)
    connection: Any = connect_sqlite(path, read_only=False)
    begun = time.perf_counter()
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
    seconds = time.perf_counter() - begun
    connection.close()
    return seconds
