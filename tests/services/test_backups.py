"""Restore with preview, undoable; single records; what is made by itself; erased people stay erased."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import NOW, Clock
from factories import organisation, person
from planner.domain.data_rights import Erasure
from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.organisations import Organisation
from planner.domain.people import ContactPoint, Person
from planner.errors import KeyWanted, Locked, NotFound, UserError
from planner.i18n import moment_in_words
from planner.phrases import label
from planner.services.backing_up import EVERY, BackingUp, Outcome
from planner.services.backups import Backups, NotMade, NotRestored, Why
from planner.services.lockbox import Lockbox, plain_backups_sentence
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage import chain, digests, encrypting, engine, key_record, keys
from planner.storage.backups import elsewhere, keyed, making
from planner.storage.backups import manifest as manifests
from planner.storage.writer_lock import WriterLock


@pytest.fixture
def reopen(clock: Clock) -> Iterator[Callable[[Planner], Planner]]:
    opened: list[Planner] = []

    def again(planner: Planner) -> Planner:
        opened.append(open_planner(planner.address, Settings(), clock=clock))
        return opened[-1]

    yield again
    for planner in opened:
        planner.close()


def closed(planner: Planner) -> Backups:
    """The backups of a library that is closed now, as after "Restore"."""
    planner.close()
    return Backups(Path(planner.address), Settings(), planner.now)


def names(planner: Planner) -> list[str]:
    return sorted(one.family_name for one in planner.keeper(Person).of())


Reopen = Callable[[Planner], Planner]


def test_c7_a_preview_says_what_it_holds_and_which_steps_would_be_lost(planner: Planner) -> None:
    planner.keeper(Person).add(person("Sato"))
    kept = planner.backups.make()
    assert planner.backups.preview(kept.number).lost_count == 0
    planner.keeper(Person).add(person("Tanaka"))
    planner.keeper(Person).add(person("Mori"))
    preview = planner.backups.preview(kept.number)
    assert preview.kept.manifest.people == 1
    assert preview.lost_count == 2
    assert [step.facts["name"] for step in preview.lost] == ["Hanako Mori", "Hanako Tanaka"]


def test_a_restored_library_is_as_its_manifest_says_and_what_was_there_comes_back(
    planner: Planner, reopen: Reopen
) -> None:
    """C7: the restore is itself undoable."""
    planner.keeper(Person).add(person("Sato"))
    kept = planner.backups.make()
    planner.keeper(Person).add(person("Tanaka"))
    backups = closed(planner)
    assert backups.restore(kept.number) == 1
    again = reopen(planner)
    assert names(again) == ["Sato"]
    assert '"backup": 1' in again.facts()["restored"]
    (aside,) = again.backups.moved_aside()
    assert (aside.restored, aside.counts["person"]) == (1, 2)
    # And the steps of the other library are known as such.
    again.contacts.add(person("Mori"))
    backups = closed(again)
    assert backups.undo_restore() == 2
    last = reopen(again)
    assert names(last) == ["Sato", "Tanaka"]
    assert [one.undone for one in last.backups.moved_aside()] == [False, True]
    assert not list(Path(planner.address).parent.glob(".*ready*"))  # its lock neither


def test_a_backup_from_before_another_restore_tells_where_the_two_part(
    planner: Planner, reopen: Reopen
) -> None:
    planner.keeper(Person).add(person("Sato"))
    first = planner.backups.make()
    planner.keeper(Person).add(person("Tanaka"))
    second = planner.backups.make()
    closed(planner).restore(first.number)
    again = reopen(planner)
    for family in ("Mori", "Abe", "Ito"):
        again.contacts.add(person(family))
    preview = again.backups.preview(second.number)
    assert preview.lost_count == 4  # and the restore itself


def test_c6_a_left_over_log_beside_the_library_changes_nothing(
    planner: Planner, reopen: Reopen, tmp_path: Path
) -> None:
    """Wrong rows with a clean bill of health: a log of the other state is never read with the backup."""
    library = Path(planner.address)
    planner.keeper(Person).add(person("Sato"))
    kept = planner.backups.make()
    planner.keeper(Person).add(person("Tanaka"))
    log = tmp_path / "log"
    shutil.copyfile(library.with_name(library.name + "-wal"), log)
    backups = closed(planner)
    shutil.copyfile(log, library.with_name(library.name + "-wal"))
    backups.restore(kept.number)
    again = reopen(planner)
    assert names(again) == ["Sato"]
    counts = {word: n for word, n in again.counts().items() if word != "library_fact"}
    assert {word: kept.manifest.counts[word] for word in counts} == counts
    closed(again).undo_restore()
    assert names(reopen(again)) == ["Sato", "Tanaka"]


def test_who_was_erased_since_does_not_come_back_with_a_backup(
    planner: Planner, reopen: Reopen
) -> None:
    gone = planner.keeper(Person).add(person("Sato"))
    planner.keeper(Person).add(person("Tanaka"))
    kept = planner.backups.make()
    key = PersonId(gone.id)

    planner.contacts.remove(key)
    erasure = Erasure(id=RecordId(new_id()), person_id=key, at=dt.datetime(2027, 4, 1, 9))
    with planner._core.work("Erase") as work:
        work.add(erasure)
    assert planner.backup_records.find(kept.number, "Sato") == []
    with pytest.raises(UserError, match="was erased"):
        planner.backup_records.bring_back(kept.number, "person", key)
    closed(planner).restore(kept.number)
    again = reopen(planner)
    assert names(again) == ["Tanaka"]
    assert {one.person_id for one in again.keeper(Erasure).of()} == {key}
    again.close()
    assert b"Sato" not in Path(planner.address).read_bytes()


def test_a_damaged_backup_or_an_open_library_is_refused_and_nothing_moves(
    planner: Planner, reopen: Reopen
) -> None:
    planner.keeper(Person).add(person("Sato"))
    kept = planner.backups.make()
    good = kept.path.read_bytes()
    backups = closed(planner)
    kept.path.write_bytes(good[:8192] + bytes([good[8192] ^ 1]) + good[8193:])
    with pytest.raises(NotRestored, match="damaged"):
        backups.restore(kept.number)
    kept.path.write_bytes(good)
    lock = WriterLock(backups.library)
    with pytest.raises(Locked):
        backups.restore(kept.number)
    lock.release()
    assert backups.moved_aside() == []
    assert names(reopen(planner)) == ["Sato"]
    with pytest.raises(NotFound):
        backups.restore(99)


def test_a_dead_disk_is_answered_from_the_second_place(
    planner: Planner, tmp_path: Path, clock: Clock, reopen: Reopen
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    planner.settings.choose("backup_folder", str(stick))
    planner.keeper(Person).add(person("Sato"))
    planner.backups.make()
    library = Path(planner.address)
    planner.close()
    library.unlink()
    shutil.rmtree(planner.backups.folder)
    (copy,) = stick.rglob("*.planner")
    assert Backups(library, Settings(), clock).restore_file(copy) == 0
    assert names(reopen(planner)) == ["Sato"]


def test_a_library_that_cannot_be_read_any_more_is_replaced_and_kept_aside(
    planner: Planner, reopen: Reopen
) -> None:
    planner.keeper(Person).add(person("Sato"))
    kept = planner.backups.make()
    backups = closed(planner)
    backups.library.write_bytes(b"rubbish" * 5000)
    assert not backups.preview(kept.number).lost_known
    backups.restore(kept.number)
    assert names(reopen(planner)) == ["Sato"]
    assert backups.moved_aside()[0].file(backups.library).read_bytes().startswith(b"rubbish")


def test_what_was_replaced_is_kept_for_thirty_days_of_any_honest_clock(
    planner: Planner, reopen: Reopen, clock: Clock
) -> None:
    kept = planner.backups.make()
    closed(planner).restore(kept.number)
    again = reopen(planner)
    clock.forward(days=365 * 72)
    again.backups.make()
    assert len(again.backups.moved_aside()) == 1
    for _day in range(5):
        clock.forward(days=1)
        again.backups.make()
    assert again.backups.moved_aside() == []


# single records


def test_one_person_comes_back_with_all_that_belonged_to_her_in_one_step(planner: Planner) -> None:
    house = planner.keeper(Organisation).add(organisation("Lund University"))
    sato = planner.keeper(Person).add(person("Sato"))
    planner.keeper(ContactPoint).add(
        ContactPoint(id=RecordId(new_id()), person_id=sato.id, value="sato@example.org")
    )
    other = planner.keeper(Person).add(person("Tanaka"))
    kept = planner.backups.make()
    planner.contacts.remove(sato.id)
    planner.keeper(Person).edit(other.id, given_name="Yuki")
    records = planner.backup_records
    (hit,) = records.find(kept.number, "sato")
    assert (hit.word, hit.id) == ("person", sato.id)
    found = records.differences(kept.number, "person", sato.id)
    assert {(one.word, one.is_gone) for one in found} == {("person", True), ("contact_point", True)}
    steps = planner.history.count()
    assert records.bring_back(kept.number, "person", sato.id) == 2
    assert planner.history.count() == steps + 1
    assert planner.keeper(Person).get(sato.id) == sato
    assert [one.value for one in planner.keeper(ContactPoint).of()] == ["sato@example.org"]
    assert planner.keeper(Person).get(other.id).given_name == "Yuki"
    planner.history.undo()
    assert names(planner) == ["Tanaka"]
    assert planner.keeper(Organisation).get(house.id) is not None


def test_only_the_chosen_fields_of_now_and_then_are_told_and_written(planner: Planner) -> None:
    sato = planner.keeper(Person).add(person("Sato", notes="Speaks Danish"))
    way = planner.keeper(ContactPoint).add(
        ContactPoint(id=RecordId(new_id()), person_id=sato.id, value="old@example.org")
    )
    kept = planner.backups.make()
    planner.keeper(Person).edit(sato.id, notes="")
    planner.keeper(ContactPoint).edit(way.id, value="new@example.org")
    records = planner.backup_records
    told = {one.word: one for one in records.differences(kept.number, "person", sato.id)}
    (notes,) = told["person"].fields
    assert (notes.title, notes.now, notes.then) == ("Notes", "–", "Speaks Danish")
    assert records.bring_back(kept.number, "person", sato.id, [("person", sato.id)]) == 1
    assert planner.keeper(Person).get(sato.id).notes == "Speaks Danish"
    assert planner.keeper(ContactPoint).get(way.id).value == "new@example.org"
    with pytest.raises(UserError, match="as it was then"):
        records.bring_back(kept.number, "person", sato.id, [("person", sato.id)])


def test_a_whole_visit_comes_back_with_the_people_it_cannot_do_without(sample: Planner) -> None:
    (line, *_rest) = sample.visits.page()
    kept = sample.backups.make()
    counts = sample.counts()
    sample.visits.remove(line.id)
    assert sample.counts()["item"] < counts["item"]
    sample.backup_records.bring_back(kept.number, "visit", line.id)
    now = sample.counts()
    assert {word: now[word] for word in ("visit", "item", "delegate", "leg", "person", "site")} == {
        word: counts[word] for word in ("visit", "item", "delegate", "leg", "person", "site")
    }
    assert sample.backup_records.differences(kept.number, "visit", line.id) == []


# by itself


@pytest.fixture
def by_itself(planner: Planner) -> Iterator[tuple[Planner, BackingUp, list[Outcome]]]:
    told: list[Outcome] = []
    backing = BackingUp(planner._core, planner.backups, told.append)
    backing.start()
    yield planner, backing, told
    backing.close()
    backing.wait()


ByItself = tuple[Planner, BackingUp, list[Outcome]]


def test_m6_at_most_ten_minutes_of_work_lie_between_two_backups(
    by_itself: ByItself, clock: Clock
) -> None:
    planner, backing, told = by_itself
    backing.look()
    backing.wait()
    assert [one.made.manifest.why for one in told if one.made] == [Why.WEEKLY]
    for _minute in range(60):
        planner.keeper(Person).add(person())
        clock.forward(minutes=1)
        backing.look()
        backing.wait()
    assert len([one for one in told if one.made]) == 1 + 6
    last = planner.backups.last_good()
    assert last is not None
    assert clock.now - last.manifest.at <= EVERY
    for _minute in range(60):
        clock.forward(minutes=1)
        backing.look()
        backing.wait()
    assert len(planner.backups.all()) <= 1 + 6 + 1


def test_the_first_of_a_day_and_of_a_week_are_kept_longer(
    by_itself: ByItself, clock: Clock
) -> None:
    planner, _backing, _told = by_itself
    whys = []
    for _day in range(8):
        for _turn in range(2):
            whys.append(planner.backups.make(planner.backups.automatic_kind()).manifest.why)
        clock.forward(days=1)
    change, daily, weekly = Why.CHANGE, Why.DAILY, Why.WEEKLY
    assert whys == [weekly, change, *[daily, change] * 6, weekly, change]


def test_what_was_changed_is_backed_up_at_closing_and_nothing_when_nothing_was(
    by_itself: ByItself,
) -> None:
    planner, backing, told = by_itself
    planner.keeper(Person).add(person("Sato"))
    backing.close()
    backing.wait()
    assert [one.made.manifest.people for one in told if one.made] == [1]


def test_before_a_merge_the_state_is_pinned_and_the_merge_does_not_wait(
    by_itself: ByItself,
) -> None:
    planner, backing, told = by_itself
    one, other = (
        planner.keeper(Person).add(person("Sato")),
        planner.keeper(Person).add(person("Satoh")),
    )
    planner.merging.merge("person", one.id, other.id)
    backing.wait()
    (made,) = [outcome.made for outcome in told]
    assert made is not None
    assert (made.manifest.why, made.manifest.people) == (Why.MERGE, 2)
    assert planner.counts()["person"] == 1


def test_a_disk_that_is_nearly_full_pauses_backups_and_says_how_much_is_left(
    by_itself: ByItself, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A12: "Only 120 MB left on the disk of your data: backups are paused"."""
    planner, backing, told = by_itself
    monkeypatch.setattr(making, "free_bytes", lambda _folder: 120_000_000)
    planner.keeper(Person).add(person("Sato"))
    backing.look()
    backing.wait()
    assert [one.paused for one in told] == [120_000_000]
    assert planner.backups.all() == []
    assert planner.backups.state().is_low


def test_a_rotten_backup_is_found_within_a_week_and_a_fresh_one_made(
    by_itself: ByItself, clock: Clock
) -> None:
    """C2: marked, and replaced."""
    planner, backing, told = by_itself
    backing.look()
    backing.wait()
    (kept,) = planner.backups.all()
    backing.look()
    backing.wait()
    kept.path.write_bytes(kept.path.read_bytes()[:-1])
    clock.forward(days=8)
    backing.look()
    backing.wait()
    assert [one.bad for one in told] == [0, 0, 1]
    assert [one.manifest.is_good for one in planner.backups.all()] == [True, False]


def test_c12_once_a_week_a_second_place_is_asked_for(
    planner: Planner, clock: Clock, tmp_path: Path
) -> None:
    assert planner.backups.nudge() == ""
    planner.backups.make()
    assert "same disk" in planner.backups.nudge()
    assert planner.backups.nudge() == ""
    clock.forward(days=7)
    assert planner.backups.nudge()
    planner.settings.choose("backup_folder", str(tmp_path))
    planner.backups.make()
    clock.forward(days=5)
    assert planner.backups.nudge() == ""
    clock.forward(days=7)
    assert planner.backups.nudge() == "The last copy of your data elsewhere is 12 days old."
    assert planner.backups.state().elsewhere_days == 12


def test_backups_of_an_encrypted_library_are_encrypted_with_its_key_and_can_be_restored(
    tmp_path: Path, clock: Clock
) -> None:
    path, stick = tmp_path / "sealed.planner", tmp_path / "stick"
    stick.mkdir()
    key = keys.new_key()
    engine.create_library(str(path), key).close()
    planner = open_planner(str(path), Settings(chosen={"backup_folder": str(stick)}), clock=clock)
    planner.keeper(Person).add(person("Sato"))
    kept = planner.backups.make()
    assert kept.manifest.encrypted
    assert b"Sato" not in kept.path.read_bytes()
    assert planner.backups.drill().restored == kept
    assert making.check(planner.backups.get(1)).manifest.is_good
    assert len(planner.backup_records.find(1, "Sato")) == 1
    planner.keeper(Person).add(person("Tanaka"))
    planner.close()
    backups = Backups(path, Settings(), clock)
    backups.restore(1)
    planner = open_planner(str(path), Settings(), clock=clock)
    assert names(planner) == ["Sato"]
    planner.close()
    assert not path.read_bytes().startswith(b"SQLite format 3")
    backups.undo_restore()
    planner = open_planner(str(path), Settings(), clock=clock)
    assert names(planner) == ["Sato", "Tanaka"]
    planner.close()
    keys.forget(path)
    (copy,) = stick.rglob("*.planner")
    keys.forget(copy)
    with pytest.raises(KeyWanted):
        backups.restore_file(copy)
    keys.hold(path, key)
    backups.restore_file(copy)
    keys.forget(path)


def test_backups_that_are_checked_without_their_key_are_not_called_damaged(
    clock: Clock, tmp_path: Path
) -> None:
    path, key = tmp_path / "sealed.planner", keys.new_key()
    keys.hold(path, key)
    engine.create_library(str(path), key).close()
    Backups(path, Settings(), clock).make()
    backups = Backups(path, Settings(), clock)
    for held in (None, keys.new_key(), key):  # none, one of before, its own
        for file in (path, backups.all()[0].path):
            keys.forget(file)
            if held is not None:
                keys.hold(file, held)
        assert backups.check(without_keys=True)[0].manifest.is_good

    backup = backups.get(1).path
    backup.write_bytes(backup.read_bytes()[:-1] + b"?")
    keys.forget(path)
    assert backups.check()[0].manifest.bad == "changed"


def test_the_last_backup_of_an_encrypted_library_is_sealed_though_it_is_locked_meanwhile(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLANNER_BACKUPS")
    path, key = tmp_path / "sealed.planner", keys.new_key()
    engine.create_library(str(path), key).close()
    planner = open_planner(str(path), Settings(), clock=clock)
    planner.back_up_by_itself()
    planner.keeper(Person).add(person("Urashima"))
    planner.close()
    keys.forget(path)
    assert planner.backing_up is not None
    planner.backing_up.wait()
    (file,) = planner.backups.folder.glob("*.planner")
    assert b"Urashima" not in file.read_bytes()
    keys.hold(path, key)
    (kept,) = planner.backups.check()
    assert kept.manifest.is_good
    assert (kept.manifest.encrypted, kept.manifest.people) == (True, 1)
    keys.forget(path)


@pytest.fixture
def encrypted_since(planner: Planner, clock: Clock) -> Iterator[Backups]:
    """A library that was encrypted after a plain backup of it and a restore were made; closed."""
    path, key = Path(planner.address), keys.new_key()
    planner.keeper(Person).add(person("Sato"))
    planner.backups.make()
    planner.keeper(Person).add(person("Tanaka"))
    backups = closed(planner)
    backups.restore(1)
    encrypting.encrypt(path, key, key_record.record_of(key))
    encrypting.remove_put_away(path)
    yield backups
    keys.forget(path)


def plain_files(backups: Backups) -> list[Path]:
    files = [path for path in backups.library.parent.rglob("*") if path.is_file()]
    return [path for path in files if path.read_bytes().startswith(keys.PLAIN)]


def test_k12_a_plain_backup_restored_into_an_encrypted_library_gives_an_encrypted_one(
    encrypted_since: Backups, clock: Clock
) -> None:
    """What was replaced before it was encrypted comes back encrypted, too."""
    backups = encrypted_since
    before = backups.get(1).path.read_bytes()
    backups.restore(1)
    assert not backups.library.read_bytes().startswith(keys.PLAIN)
    planner = open_planner(str(backups.library), Settings(), clock=clock)
    assert names(planner) == ["Sato"]
    assert not list(digests.damaged(planner._core.reader))
    assert not list(chain.broken(planner._core.reader))
    planner.close()
    assert backups.get(1).path.read_bytes() == before

    backups.undo_restore(1)
    assert not backups.library.read_bytes().startswith(keys.PLAIN)
    planner = open_planner(str(backups.library), Settings(), clock=clock)
    assert names(planner) == ["Sato", "Tanaka"]
    planner.close()
    assert len(plain_files(backups)) == 2  # the backup and the set of before, as they were


def test_a_plain_backup_is_not_restored_where_the_key_of_the_library_is_not_known(
    encrypted_since: Backups,
) -> None:
    backups = encrypted_since
    library = backups.library.read_bytes()
    kept = backups.get(1)
    key = keys.held(backups.library)
    keys.forget(backups.library)
    with pytest.raises(KeyWanted, match="is encrypted"):
        backups.restore_kept(kept)
    assert backups.library.read_bytes() == library
    assert key is not None
    keys.hold(backups.library, key)


def test_plain_copies_of_before_are_named_and_encrypted_in_their_place(
    encrypted_since: Backups, tmp_path: Path, clock: Clock
) -> None:
    backups, stick = encrypted_since, tmp_path / "stick"
    there = elsewhere.place_in(stick, backups.library)
    there.mkdir(parents=True)
    shutil.copy2(backups.get(1).path, there)
    shutil.copy2(manifests.manifest_path(backups.get(1).path), there)
    box = Lockbox(str(backups.library))
    plain = box.plain_backups(str(stick))
    assert len(plain) == 3
    assert plain_backups_sentence(plain) == f"3 plain backups lie in {backups.folder}, {there}."
    steps: list[tuple[int, int]] = []

    assert box.encrypt_backups(str(stick), lambda *how: steps.append(how)) == 3

    assert steps == [(0, 3), (1, 3), (2, 3)]
    assert box.plain_backups(str(stick)) == []
    assert not plain_files(backups)
    assert [one.manifest.bad for one in backups.check()] == [""]
    kept = backups.get(1)
    assert (kept.manifest.encrypted, kept.manifest.people) == (True, 1)
    backups.undo_restore(1)
    planner = open_planner(str(backups.library), Settings(), clock=clock)
    assert names(planner) == ["Sato", "Tanaka"]
    planner.close()
    left = [path.name for path in backups.folder.rglob(".*")]
    assert not [name for name in left if ".backup." in name]


def test_a_disk_that_refuses_leaves_a_plain_backup_as_it_was_and_good(
    encrypted_since: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = encrypted_since
    before = backups.get(1).path.read_bytes()

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keyed, "sealed_copy", full)
    with pytest.raises(NotMade, match="the disk is full"):
        Lockbox(str(backups.library)).encrypt_backups()
    with pytest.raises(NotRestored, match="the disk is full"):
        backups.restore(1)
    assert backups.get(1).path.read_bytes() == before
    assert backups.check(1)[0].manifest.is_good
    assert not backups.library.read_bytes().startswith(keys.PLAIN)


def test_plain_copies_of_before_are_removed_once_an_encrypted_one_is_made(
    encrypted_since: Backups,
) -> None:
    backups = encrypted_since
    Lockbox(str(backups.library)).remove_old()
    assert not plain_files(backups)
    (kept,) = backups.check()
    assert (kept.manifest.encrypted, kept.manifest.is_good) == (True, True)
    assert backups.moved_aside() == []


def test_c7_a_restore_is_a_step_of_the_history_and_tells_what_it_took_back(
    planner: Planner, clock: Clock, reopen: Reopen
) -> None:
    """It can be taken back for 30 days, which is a step itself; the chain and digests hold."""
    planner.keeper(Person).add(person("Sato"))
    planner.backups.make()
    clock.forward(hours=1)
    planner.keeper(Person).add(person("Tanaka"))
    planner.keeper(Person).add(person("Mori"))
    backups = closed(planner)
    backups.restore(1)
    again = reopen(planner)
    (step, *_older) = again.history.page()
    local = NOW.astimezone()
    assert label(step) == (
        f"Restore the backup of {moment_in_words(local.replace(tzinfo=None))} (steps taken back: 2)"
    )
    assert (step.lasting, step.author) == (True, again._core.author)
    assert [label(one) for one in again.backups.taken_back(step)] == [
        "Add Hanako Mori",
        "Add Hanako Tanaka",
    ]
    assert again.history_details.told(step.number) == []
    assert not list(chain.broken(again._core.reader))
    assert not list(digests.damaged(again._core.reader))
    aside = again.backups.aside_of(step)
    assert aside is not None
    again.keeper(Person).add(person("Ito"))
    again.close()

    backups.undo_restore(aside.number)
    third = reopen(planner)
    assert names(third) == ["Mori", "Sato", "Tanaka"]
    (step, *_older) = third.history.page()
    assert label(step).startswith("Bring back what the restore of ")
    assert not list(chain.broken(third._core.reader))
    back = third.backups.aside_of(step)
    assert back is not None
    third.close()
    backups.undo_restore(back.number)
    fourth = reopen(planner)
    assert names(fourth) == ["Ito", "Sato"]


def test_after_its_thirty_days_a_restore_still_stands_in_the_history(
    planner: Planner, reopen: Reopen
) -> None:
    planner.keeper(Person).add(person("Sato"))
    planner.backups.make()
    backups = closed(planner)
    backups.restore(1)
    for aside in backups.moved_aside():
        shutil.rmtree(aside.folder)
    again = reopen(planner)
    (step, *_older) = again.history.page()
    assert "(steps taken back: 0)" in label(step)
    assert again.backups.aside_of(step) is None
    assert again.backups.taken_back(step) == []
