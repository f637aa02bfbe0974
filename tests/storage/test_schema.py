"""Tables, migrations and the words agree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from planner.domain.library import BY_NAME, WORDS
from planner.domain.word_titles import TITLES
from planner.domain.words import field_names
from planner.services.planner import Planner
from planner.storage import chain, connecting, digests, engine, migrating
from planner.storage.journal import NOT_JOURNALLED
from planner.storage.schema import ROWS, Row
from planner.storage.schema.base import BOOKS
from planner.storage.writing import make_engine


@pytest.mark.parametrize("word", sorted(BY_NAME))
def test_the_columns_of_a_table_are_the_fields_of_its_word(word: str) -> None:
    columns = [
        column.name
        for column in ROWS[word].__table__.columns
        if column.name not in BOOKS and not column.info.get("derived")
    ]

    assert columns == list(field_names(BY_NAME[word]))


def test_every_table_is_a_word_or_belongs_to_the_journal() -> None:
    assert set(ROWS) - set(BY_NAME) == {
        "step",
        "change",
        "search_entry",
        "library_fact",
        "stored_file",
        "person_key",
        "kept_text",
        "draft",
    }
    assert set(TITLES) == {word.WORD for word in WORDS}


def test_upgrading_from_empty_gives_exactly_the_mapped_schema(tmp_path: Path) -> None:
    library = engine.create_library(str(tmp_path / "new.planner"))

    with make_engine(library.address).connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": _ours}
        )
        differences = compare_metadata(context, Row.metadata)

    assert differences == []


def _ours(_thing: object, name: str | None, kind: str, _reflected: bool, _compared: object) -> bool:
    return not (kind == "table" and str(name).startswith("search_text"))


def test_every_link_says_what_removal_does() -> None:
    silent = [
        f"{table.name}.{column.name}"
        for table in Row.metadata.tables.values()
        for column in table.columns
        if column.foreign_keys
        and "on_remove" not in column.info
        and table.name not in NOT_JOURNALLED
    ]

    assert silent == []


def test_a_new_library_says_whose_it_is_and_how_new(tmp_path: Path) -> None:
    library = engine.create_library(str(tmp_path / "new.planner"))

    assert library.rows("PRAGMA application_id") == [(connecting.APPLICATION_ID,)]
    assert library.rows("PRAGMA user_version") == [(connecting.SCHEMA_VERSION,)]
    assert library.rows("PRAGMA journal_mode") == [("wal",)]


def test_the_driver_is_past_the_fault_that_damages_wal_files(tmp_path: Path) -> None:
    library = engine.create_library(str(tmp_path / "new.planner"))

    ((version,),) = library.rows("SELECT sqlite_version()")

    assert tuple(int(part) for part in version.split(".")) >= connecting.OLDEST_SQLITE


def test_an_older_library_is_brought_up_to_date_and_keeps_what_it_had(tmp_path: Path) -> None:
    library = engine.Library(str(tmp_path / "old.planner"))
    with library.writer():
        migrating.upgrade(library.address, "0001")
        with make_engine(library.address).begin() as connection:
            connection.exec_driver_sql(
                "INSERT INTO visit (id, revision, title) VALUES ('v', 1, 'Old')"
            )
            connection.exec_driver_sql(
                "INSERT INTO item (id, revision, visit_id, title, fixed, all_day, start_local,"
                " start_zone, end_local, end_zone) VALUES ('i', 1, 'v', 'Tour', 0, 0,"
                " '2027-05-10 09:00:00.000000', 'Europe/Copenhagen', '2027-05-10 10:00:00.000000', '')"
            )
        migrating.upgrade(library.address)

    ((title, start, end),) = library.rows("SELECT title, start_instant, end_instant FROM item")
    assert title == "Tour"
    assert (start[:16], end[:16]) == ("2027-05-10 07:00", "2027-05-10 08:00")
    assert library.rows("PRAGMA user_version") == [(connecting.SCHEMA_VERSION,)]


def test_a_journal_of_before_there_were_keys_is_sealed_and_can_still_be_undone(
    tmp_path: Path, open_copy: Callable[[Path], Planner]
) -> None:
    path = tmp_path / "old.planner"
    migrating.upgrade(str(path), "0007")
    writing = make_engine(str(path))
    with writing.begin() as connection:
        for sql in _BEFORE_KEYS:
            connection.exec_driver_sql(sql)
    writing.dispose()

    planner = open_copy(path)

    reader = planner._core.library
    assert list(chain.broken(reader)) == []
    assert list(digests.damaged(reader)) == []
    ((after, person, visit),) = reader.rows(
        "SELECT \"after\", person_id, visit_id FROM change WHERE row_word = 'delegate'"
    )
    assert (person, visit) == ("p", "v")
    assert not after.startswith("{")
    planner.history.undo()
    assert reader.rows("SELECT count(*) FROM delegate") == [(0,)]


_STEP = (
    "INSERT INTO step (id, revision, number, label, facts, at, author, lasting) VALUES"
    " ('{0}', 1, {0}, 'Add person', '{{}}', '2026-05-10 09:00:00.000000', 'me', 0)"
)
_CHANGE = (
    'INSERT INTO change (id, revision, step_number, place, row_word, row_id, "after") VALUES'
    " ('{0}', 1, {0}, 0, '{1}', '{2}', '{3}')"
)
_PERSON = (
    '{"id":"p","family_name":"Sato","given_name":"","prefix":"","suffix":"","native_name":"",'
    '"reading":"","name_order":"","salutation":"","country":"","languages":"[]",'
    '"address_confirmed_by":"","address_confirmed_on":null,"notes":""}'
)
_DELEGATE = (
    '{"id":"d","visit_id":"v","person_id":"p","placeholder":"","organisation_id":null,"title":"",'
    '"role":"","category":"","rank":0,"payer":"","arrives_local":null,"arrives_zone":"",'
    '"departs_local":null,"departs_zone":"","notes":"","name_by":null,"rank_reason":""}'
)
_BEFORE_KEYS = (
    "PRAGMA user_version = 7",
    "INSERT INTO visit (id, revision, title) VALUES ('v', 1, 'Old')",
    "INSERT INTO person (id, revision, family_name) VALUES ('p', 1, 'Sato')",
    "INSERT INTO delegate (id, revision, visit_id, person_id) VALUES ('d', 1, 'v', 'p')",
    _STEP.format(1),
    _CHANGE.format(1, "person", "p", _PERSON),
    _STEP.format(2),
    _CHANGE.format(2, "delegate", "d", _DELEGATE),
)
