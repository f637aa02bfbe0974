"""One edit, with search entry, journal, seal, chain and digest, against a bare commit of the same row."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from sqlalchemy import MetaData, Table
from sqlalchemy.orm import DeclarativeBase, Session

from factories import person
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage.schema import ROWS
from planner.storage.writing import make_engine

LIMIT = 2.5
"""Times a bare SQLAlchemy commit of the same row on the same disk."""
EDITS = 40
ROUNDS = 5


@pytest.mark.benchmark
def test_an_edit_costs_little_more_than_the_bare_commit_of_its_row(
    empty_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, bare = tmp_path / "ours.planner", tmp_path / "bare.planner"
    someone = person("Sato", "Hana")
    for path in (ours, bare):
        shutil.copyfile(empty_file, path)
        planner = open_planner(str(path), Settings(chosen={"author": "Eva"}))
        planner.contacts.people.add(someone)
        planner.close()
    planner = open_planner(str(ours), Settings(chosen={"author": "Eva"}))
    # By turns, so that whatever else the disk does meets both alike.
    rounds = [(_edits(planner, someone.id, turn), _bare(bare, turn)) for turn in range(ROUNDS)]
    planner.close()

    edit, commit = min(one for one, _ in rounds), min(one for _, one in rounds)
    ratio = edit / commit
    with capsys.disabled():
        print(
            f"\n  one edit {edit * 1000:.2f} ms, its row bare {commit * 1000:.2f} ms,"
            f" {ratio:.2f} times (limit {LIMIT})"
        )
    assert ratio < LIMIT


def _edits(planner: Planner, key: str, turn: int) -> float:
    """Seconds of one edit."""
    start = time.perf_counter()
    for number in range(EDITS):
        planner.contacts.people.edit(key, notes=f"Round {turn}, edit {number}")
    return (time.perf_counter() - start) / EDITS


def _bare(path: Path, turn: int) -> float:
    """Seconds of one commit of the same row by SQLAlchemy alone, with the same pragmas."""

    class Bare(DeclarativeBase):
        metadata = ROWS["person"].__table__.to_metadata(MetaData()).metadata

    class PersonAlone(Bare):
        __table__: Table = Bare.metadata.tables["person"]

    engine = make_engine(str(path))
    with Session(engine) as session:
        row = session.query(PersonAlone).one()
        start = time.perf_counter()
        for number in range(EDITS):
            row.notes = f"Round {turn}, edit {number}"
            session.commit()
        seconds = (time.perf_counter() - start) / EDITS
    engine.dispose()
    return seconds
