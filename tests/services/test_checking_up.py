"""The check of the library: what is damaged is named, and mended from history or a backup."""

from __future__ import annotations

from pathlib import Path

import pytest

from factories import person
from planner.domain.check_up import From
from planner.domain.people import Person
from planner.errors import Closed
from planner.services.planner import Planner
from planner.storage import chain, digests
from planner.storage.connecting import connect_sqlite


def changed_behind(planner: Planner, sql: str, *values: object) -> None:
    path = planner._core.library.path
    assert path is not None
    connection = connect_sqlite(path)
    for name in ("change_is_not_updated", "change_is_not_deleted"):
        connection.execute(f"DROP TRIGGER IF EXISTS {name}")
    connection.execute(sql, values)
    connection.close()


@pytest.fixture
def hana(planner: Planner) -> Person:
    someone = person("Sato", "Hana", notes="Speaks German")
    planner.contacts.people.add(someone)
    planner.contacts.people.edit(someone.id, notes="Speaks German and Danish")
    return planner.contacts.people.get(someone.id)


def test_a_library_that_is_whole_is_said_to_be(planner: Planner, hana: Person) -> None:
    found = planner.checking_up.check()

    assert found.is_whole
    assert found.rows >= 2  # the person and a fact of the library
    assert found.sentences()[0].startswith("Everything is as it was written")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE person SET family_name = 'Saxo' WHERE id = ?",
        "UPDATE person SET address_confirmed_on = '2027-0x-10' WHERE id = ?",
        "UPDATE person SET notes = CAST(x'53FF61' AS TEXT) WHERE id = ?",
        "UPDATE person SET digest = x'00' WHERE id = ?",
        "UPDATE person SET digest = NULL WHERE id = ?",
    ],
)
def test_a_damaged_record_is_named_and_mended_from_the_history(
    planner: Planner, hana: Person, damage: str
) -> None:
    planner.contacts.people.add(person("Berg", "Eva"))
    changed_behind(planner, damage, hana.id)

    found = planner.checking_up.check()
    (one,) = found.damaged
    assert (one.word, one.id, one.source) == ("person", hana.id, From.HISTORY)
    assert found.sentences()[0] == f"Damage was found in 1 record: {one.name}."

    assert planner.checking_up.mend(found) == 1
    assert planner.contacts.people.get(hana.id) == hana
    assert planner.checking_up.check().is_whole


def test_what_the_history_does_not_follow_is_mended_from_the_newest_good_backup(
    planner: Planner, hana: Person
) -> None:
    kept = planner.backups.make()
    changed_behind(planner, "DELETE FROM person_key")  # no step can be read any more
    changed_behind(planner, "UPDATE person SET family_name = 'Saxo' WHERE id = ?", hana.id)

    found = planner.checking_up.check()
    (one,) = found.damaged
    assert (one.source, one.backup) == (From.BACKUP, kept.number)
    kept.path.unlink()  # the right values were read with the check: no backup is opened again
    assert planner.checking_up.mend(found) == 1
    assert planner.contacts.people.get(hana.id) == hana


def test_what_nobody_knows_any_more_is_said_and_left(planner: Planner, hana: Person) -> None:
    changed_behind(planner, "DELETE FROM person_key")
    changed_behind(planner, "UPDATE person SET family_name = 'Saxo' WHERE id = ?", hana.id)

    found = planner.checking_up.check()
    assert found.damaged[0].source is From.NOWHERE
    assert "neither history nor backup" in found.sentences()[1]
    assert planner.checking_up.mend(found) == 0
    assert len(list(digests.damaged(planner._core.library))) == 1


def test_a_history_that_was_changed_is_told_with_its_first_step(
    planner: Planner, hana: Person
) -> None:
    last, _head = chain.head(planner._core.library)
    changed_behind(planner, "UPDATE step SET label = 'Other' WHERE number = ?", last - 1)

    found = planner.checking_up.check()
    assert found.steps[0] == last - 1
    assert f"at step {last - 1}" in found.sentences()[0]


def test_a_cut_file_says_that_the_file_is_damaged(planner: Planner, tmp_path: Path) -> None:
    changed_behind(planner, "PRAGMA foreign_keys = OFF")
    path = planner._core.library.path
    assert path is not None
    connection = connect_sqlite(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(
        "INSERT INTO position (id, revision, person_id, organisation_id) VALUES ('x', 1, 'no', 'no')"
    )
    connection.close()

    found = planner.checking_up.check()
    assert found.structure
    assert "restore the newest good backup" in found.sentences()[-1]


def test_a_check_between_changes_does_not_take_them_for_damage(planner: Planner) -> None:
    """The full-text index is checked on a connection that remembers nothing of it."""
    for number in range(8):
        planner.contacts.add(person(f"Guest{number}"), emails=[f"g{number}@x.example"])
    for number in range(12):
        assert planner.checking_up.check().is_whole
        people = planner.keeper(Person).of()
        if number % 3 == 0 and len(people) > 1:
            planner.merging.merge("person", people[0].id, people[1].id)
        elif number % 3 == 1:
            planner.history.undo()
        else:
            planner.contacts.add(person(f"Guest{number}"), emails=[f"g{number}@x.example"])


def test_a_check_can_be_stopped(planner: Planner, hana: Person) -> None:
    with pytest.raises(Closed):
        planner.checking_up.check(lambda: True)


def test_it_is_due_once_a_day(planner: Planner) -> None:
    assert planner.checking_up.is_due()
    planner.checking_up.checked(planner.today())
    assert not planner.checking_up.is_due()
    assert planner.history.next_undo() is None
