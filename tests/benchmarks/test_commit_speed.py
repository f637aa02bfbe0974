"""One edit, with search entry, journal, seal, chain and digest, against a bare commit of the same row."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from statistics import median

import pytest
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Session

from factories import person
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage.schema import ROWS
from planner.storage.writing import make_engine

LIMIT = 2.5
"""Times a bare SQLAlchemy commit of the same row on the same disk."""
EDITS = 150
"""Of each, in turns, so that whatever else the disk does meets both alike; their medians are compared."""


@pytest.mark.benchmark
def test_an_edit_costs_little_more_than_the_bare_commit_of_its_row(
    empty_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, alone = tmp_path / "ours.planner", tmp_path / "alone.planner"
    someone = person("Sato", "Hana")
    for path in (ours, alone):
        shutil.copyfile(empty_file, path)
        planner = open_planner(str(path), Settings(chosen={"author": "Eva"}))
        planner.contacts.people.add(someone)
        planner.close()
    planner = open_planner(str(ours), Settings(chosen={"author": "Eva"}))
    planner.keep_locked()  # as the window does
    bare = Bare(alone, someone.id)
    rounds = [(_edit(planner, someone.id, turn), bare.commit(turn)) for turn in range(EDITS)]
    bare.close()
    planner.close()

    edit, commit = median(one for one, _ in rounds), median(one for _, one in rounds)
    ratio = edit / commit
    with capsys.disabled():
        print(
            f"\n  one edit {edit * 1000:.2f} ms, its row bare {commit * 1000:.2f} ms,"
            f" {ratio:.2f} times (limit {LIMIT})"
        )
    assert ratio < LIMIT


def _edit(planner: Planner, key: str, turn: int) -> float:
    """Seconds of one edit."""
    start = time.perf_counter()
    planner.contacts.people.edit(key, notes=f"Edit {turn}")
    return time.perf_counter() - start


class Bare:
    """The same row in the same kind of file, by SQLAlchemy alone: read, changed, committed."""

    def __init__(self, path: Path, key: str) -> None:
        class Base(DeclarativeBase):
            metadata = MetaData()

        class PersonAlone(Base):
            __table__ = ROWS["person"].__table__.to_metadata(Base.metadata)  # type: ignore[attr-defined]

        self._engine, self._kind, self._key = make_engine(str(path)), PersonAlone, key

    def commit(self, turn: int) -> float:
        """Seconds of one commit."""
        start = time.perf_counter()
        with Session(self._engine) as session:
            row = session.get_one(self._kind, self._key)
            row.notes = f"Edit {turn}"
            session.commit()
        return time.perf_counter() - start

    def close(self) -> None:
        self._engine.dispose()
