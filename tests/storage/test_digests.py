"""Digests, the chain and the seals of the journal: what was changed from outside is found."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from factories import person
from planner.domain.followups import FollowUp
from planner.domain.gifts import Gift
from planner.domain.ids import FollowUpId, RecordId, SiteId, new_id
from planner.domain.people import Person
from planner.domain.sites import Site
from planner.errors import DamagedRecord
from planner.services.planner import Planner
from planner.storage import chain, digests, resealing
from planner.storage.connecting import connect_sqlite
from planner.storage.engine import Library
from planner.storage.remembering import kept_changes
from planner.storage.schema import ROWS
from planner.storage.schema.base import BOOKS
from planner.storage.sealing import Erased, Unreadable
from planner.storage.writing import make_engine


def changed_behind(path: Path, sql: str, *values: object) -> None:
    """Write past the unit of work, as a damaged disk or another program would."""
    connection = connect_sqlite(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    for name in ("change_is_not_updated", "change_is_not_deleted"):
        connection.execute(f"DROP TRIGGER IF EXISTS {name}")
    connection.execute(sql, values)
    connection.close()


def path_of(planner: Planner) -> Path:
    assert planner._core.library.path is not None
    return planner._core.library.path


def test_nothing_is_damaged_in_a_library_that_only_this_program_wrote(sample: Planner) -> None:
    assert list(digests.damaged(sample._core.library)) == []
    assert list(chain.broken(sample._core.library)) == []


def test_every_row_has_a_digest_however_it_was_written(
    sample: Planner, open_copy: Callable[[Path], Planner]
) -> None:
    planner = open_copy(path_of(sample))
    planner.contacts.people.add(person("Sato", "Hana"))
    with planner._core.work("Add many") as work:
        work.add_many([person("Berg", "Eva"), person("Holm", "Ole")])
    planner.history.undo()
    planner.history.redo()

    for word in digests.sealed_words():
        rows = planner._core.library.rows(f'SELECT count(*) FROM "{word}" WHERE digest IS NULL')
        assert rows == [(0,)], word
    assert list(digests.damaged(planner._core.library)) == []


@pytest.mark.parametrize("seed", range(6))
def test_a_single_bit_in_any_column_is_found(sample: Planner, tmp_path: Path, seed: int) -> None:
    """Of every table one value of one row, one bit of it: the digest of that row no longer holds."""
    path = tmp_path / "flipped.planner"
    shutil.copy(path_of(sample), path)
    chance = random.Random(seed)
    library = Library(str(path))
    flipped = set()
    for word in digests.sealed_words():
        rows = library.rows(f'SELECT id FROM "{word}"')
        columns = [one.name for one in ROWS[word].__table__.columns if one.name not in BOOKS]
        if not rows:
            continue
        key, column = chance.choice(rows)[0], chance.choice([one for one in columns if one != "id"])
        ((value,),) = library.rows(f'SELECT "{column}" FROM "{word}" WHERE id = :id', {"id": key})
        changed_behind(
            path, f'UPDATE "{word}" SET "{column}" = ? WHERE id = ?', flip(value, chance), key
        )
        flipped.add((word, key))
    library.close()

    again = Library(str(path))
    assert len(flipped) > 40
    assert {(one.word, one.id) for one in digests.damaged(again)} == flipped
    again.close()


def flip(value: object, chance: random.Random) -> object:
    if isinstance(value, str) and value:
        place = chance.randrange(len(value))
        return value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]
    if isinstance(value, int | float):
        return value + 1
    return "x"


def test_a_step_that_was_changed_breaks_the_chain_there(planner: Planner) -> None:
    for name in ("Sato", "Berg", "Holm"):
        planner.contacts.people.add(person(name))
    (*_rest, number, last) = [
        row[0] for row in planner._core.library.rows("SELECT number FROM step")
    ]
    assert list(chain.broken(planner._core.library)) == []

    changed_behind(
        path_of(planner), "UPDATE change SET row_word = 'site' WHERE step_number = ?", number
    )
    assert [one.number for one in chain.broken(planner._core.library)] == [number]
    changed_behind(path_of(planner), "UPDATE step SET facts = '{}' WHERE number = ?", last)
    assert [one.number for one in chain.broken(planner._core.library)] == [number, last]


def test_a_step_that_is_missing_breaks_the_chain(planner: Planner) -> None:
    for name in ("Sato", "Berg", "Holm"):
        planner.contacts.people.add(person(name))
    last, _head = chain.head(planner._core.library)

    for table, column in (("change", "step_number"), ("step", "number")):
        changed_behind(path_of(planner), f"DELETE FROM {table} WHERE {column} = ?", last - 1)

    assert [one.number for one in chain.broken(planner._core.library)] == [last]


def test_the_journal_only_grows(planner: Planner) -> None:
    planner.contacts.people.add(person("Sato"))
    connection = connect_sqlite(path_of(planner))

    for sql in ("DELETE FROM change", "UPDATE change SET row_id = 'x'"):
        with pytest.raises(Exception, match="the journal only grows"):
            connection.execute(sql)
    connection.close()


def test_what_the_journal_holds_of_a_person_is_sealed(planner: Planner) -> None:
    someone = person("Østergaard", "Signe", notes="Speaks 田中")
    planner.contacts.people.add(someone)
    planner.contacts.people.edit(someone.id, notes="Left in May")

    rows = planner._core.library.rows(
        'SELECT "before", "after", person_id FROM change WHERE row_id = :id', {"id": someone.id}
    )
    assert len(rows) == 2
    assert {row[2] for row in rows} == {someone.id}
    assert not any("stergaard" in text or "Left" in text for row in rows for text in row)
    planner.history.undo()
    assert planner.contacts.people.get(someone.id).notes == "Speaks 田中"


def test_a_destroyed_key_makes_the_values_unreadable_and_leaves_the_chain_whole(
    planner: Planner,
) -> None:
    someone = person("Sato", "Hana")
    planner.contacts.people.add(someone)
    step = planner.history.next_undo()
    assert step is not None

    changed_behind(path_of(planner), "DELETE FROM person_key WHERE id = ?", someone.id)

    assert list(chain.broken(planner._core.library)) == []
    with pytest.raises(Erased):
        kept_changes(planner._core.library, step.number)
    with pytest.raises(Erased):
        planner.history.undo()
    assert planner.contacts.people.get(someone.id) == someone


def test_facts_that_were_put_in_place_of_others_break_the_chain(planner: Planner) -> None:
    planner.contacts.people.add(person("Sato", "Hana"))
    last, _head = chain.head(planner._core.library)

    changed_behind(
        path_of(planner),
        "UPDATE step SET facts = '{\"name\":\"Berg\"}', facts_salt = '' WHERE number = ?",
        last,
    )

    assert [one.number for one in chain.broken(planner._core.library)] == [last]


def test_a_link_that_is_emptied_leaves_nothing_of_the_person_in_clear(planner: Planner) -> None:
    hana = person("Sato", "Hana")
    planner.contacts.people.add(hana)
    task = FollowUp(id=FollowUpId(new_id()), title="Call", person_id=hana.id, notes="She is ill")
    planner.keeper(FollowUp).add(task)
    planner.keeper(FollowUp).edit(task.id, person_id=None, notes="")

    rows = planner._core.library.rows('SELECT "before", "after" FROM change')
    assert not any("ill" in state and state.startswith("{") for row in rows for state in row)
    planner.history.undo()
    assert planner.keeper(FollowUp).get(task.id) == task


def test_what_belongs_to_two_people_goes_with_the_key_of_either(planner: Planner) -> None:
    hana, eva = person("Sato", "Hana"), person("Berg", "Eva")
    planner.contacts.people.add(hana)
    planner.contacts.people.add(eva)
    gift = Gift(id=RecordId(new_id()), description="A fan", giver_id=hana.id, receiver_id=eva.id)
    planner.keeper(Gift).add(gift)
    step = planner.history.next_undo()
    assert step is not None
    (kept,) = kept_changes(planner._core.library, step.number)
    assert kept.after is not None
    assert kept.after["description"] == "A fan"

    for gone in (hana, eva):
        copy = path_of(planner).with_name(f"{gone.family_name}.planner")
        shutil.copy(path_of(planner), copy)
        for side in ("-wal", "-shm"):
            if path_of(planner).with_name(path_of(planner).name + side).exists():
                shutil.copy(f"{path_of(planner)}{side}", f"{copy}{side}")
        changed_behind(copy, "DELETE FROM person_key WHERE id = ?", gone.id)
        library = Library(str(copy))
        with pytest.raises(Erased):
            kept_changes(library, step.number)
        library.close()


def test_a_sealed_state_that_was_changed_is_said_to_be_damaged(planner: Planner) -> None:
    planner.contacts.people.add(person("Sato", "Hana"))
    changed_behind(path_of(planner), "UPDATE change SET \"after\" = '*|QUJDREVGR0g=' || 'ø'")

    with pytest.raises(Unreadable, match="damaged"):
        planner.history.undo()


def test_nothing_is_written_of_a_person_who_was_erased(planner: Planner) -> None:
    hana = person("Sato", "Hana")
    changed_behind(
        path_of(planner),
        "INSERT INTO erasure(id, revision, person_id, at, author, reason, places)"
        " VALUES ('e', 1, ?, '2027-05-10 09:00:00.000000', '', '', 0)",
        hana.id,
    )

    with pytest.raises(Erased):
        planner.contacts.people.add(hana)
    assert planner.contacts.count() == 0


def test_a_damaged_record_is_not_made_whole_by_the_next_change(planner: Planner) -> None:
    hana = person("Sato", "Hana")
    planner.contacts.people.add(hana)
    changed_behind(path_of(planner), "UPDATE person SET family_name = 'Saxo'")

    with pytest.raises(DamagedRecord):
        planner.contacts.people.edit(hana.id, notes="New")
    assert [one.id for one in digests.damaged(planner._core.library)] == [hana.id]
    with planner._core.work("Mend") as work:
        work.mend(hana)
    assert list(digests.damaged(planner._core.library)) == []
    assert planner.contacts.people.get(hana.id) == hana


def test_a_migration_leaves_damage_in_tables_that_it_does_not_change(
    planner: Planner,
) -> None:
    hana = person("Sato", "Hana")
    planner.contacts.people.add(hana)
    changed_behind(path_of(planner), "UPDATE person SET family_name = 'Saxo'")

    with make_engine(str(path_of(planner))).begin() as connection:
        resealing.reseal(connection)

    assert [one.id for one in digests.damaged(planner._core.library)] == [hana.id]


def test_a_place_on_the_equator_is_no_damage(planner: Planner) -> None:
    planner.keeper(Site).add(Site(id=SiteId(new_id()), name="Null", latitude=-0.0, longitude=0.0))

    assert list(digests.damaged(planner._core.library)) == []


def test_the_facts_of_a_step_can_be_emptied_without_its_salt(planner: Planner) -> None:
    planner.contacts.people.add(person("Sato", "Hana"))
    last, _head = chain.head(planner._core.library)

    changed_behind(
        path_of(planner), "UPDATE step SET facts = '{}', facts_salt = '' WHERE number = ?", last
    )

    assert list(chain.broken(planner._core.library)) == []


def test_a_row_is_known_by_its_person_and_its_visit(sample: Planner) -> None:
    """Of every table that hangs on a person or a visit, the journal of the sample says on which."""
    rows = sample._core.library.rows(
        "SELECT row_word, max(person_id), max(visit_id) FROM change GROUP BY row_word"
    )
    known = {word: (bool(person), bool(visit)) for word, person, visit in rows}

    assert known["person"] == (True, False)
    assert known["position"] == (True, False)
    assert known["delegate"] == (True, True)
    assert known["need"] == (True, True)
    assert known["item"] == (False, True)
    assert known["leg"] == (False, True)
    assert known["visit"] == (False, True)
    assert known["organisation"] == (False, False)


def test_a_changed_record_is_sealed_anew(planner: Planner) -> None:
    someone = person("Sato", "Hana")
    planner.contacts.people.add(someone)
    ((before,),) = planner._core.library.rows("SELECT digest FROM person")

    planner.contacts.people.edit(someone.id, given_name="Hanako")

    ((after,),) = planner._core.library.rows("SELECT digest FROM person")
    assert before != after
    assert isinstance(planner.contacts.people.get(someone.id), Person)
    assert list(digests.damaged(planner._core.library)) == []
