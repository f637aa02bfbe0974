"""Whoever was erased comes back by no way in: single records of a backup, mending, an older merge."""

from __future__ import annotations

import hashlib
import re
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from conftest import Clock
from factories import item, organisation, person, visit
from marked_person import MARK
from planner.domain.check_up import From
from planner.domain.handouts import Publication, PublishedEntry
from planner.domain.ids import RecordId, new_id
from planner.domain.itinerary import ItemHost
from planner.domain.organisations import Organisation
from planner.domain.people import ContactKind, ContactPoint
from planner.domain.private_details import DetailKind
from planner.domain.releases import CalendarMark, Release
from planner.domain.visits import Visit
from planner.errors import UserError
from planner.services.backups import Backups
from planner.services.erasing import Erased
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage import chain, emptying, encrypting, key_record, keys, reading, soundness
from planner.storage.backups import manifest as manifests
from planner.storage.backups.making import Snapshot
from planner.storage.engine import Library, open_library
from planner.storage.reading import NONE, Parameters
from services.test_erasing import lived, whole


def marks_of(planner: Planner) -> set[str]:
    """Marks in every byte of the library and its log."""
    path = Path(planner.address)
    found = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*") if one.is_file())
    return set(re.findall(rf"{MARK}\d+q", found.decode("latin-1"), re.I))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_a_visit_that_is_brought_back_names_nobody_who_was_erased(
    planner: Planner, out: Path
) -> None:
    """Frozen versions, copies, labels, notes and kept texts come without the person."""
    marked = lived(planner, out)
    kept = planner.backups.make()
    planner.erasing.erase(marked.person.id, typed=marked.whole)
    planner.keeper(Visit).remove(marked.visit.id)
    assert marks_of(planner) == set()
    records = planner.backup_records

    told = records.differences(kept.number, "visit", marked.visit.id)
    assert {"release", "visit_copy", "visit", "delegate"} <= {one.word for one in told}
    assert MARK.lower() not in repr(told).lower()
    assert MARK.lower() not in repr(records.find(kept.number, "visit")).lower()
    assert records.bring_back(kept.number, "visit", marked.visit.id) == len(told)

    assert marks_of(planner) == set()
    now = reading.one(planner._core.library, Visit, marked.visit.id)
    assert now is not None
    assert "Call (erased) before the talk" in now.notes
    assert [one.placeholder for one in planner.releases.plan(now.id, 1).delegates] == ["(erased)"]
    whole(planner)
    planner.history.undo()
    planner.history.redo()
    assert marks_of(planner) == set()
    with pytest.raises(UserError, match="erased"):
        records.bring_back(kept.number, "person", marked.person.id)


def test_texts_of_an_organisation_come_back_without_the_name(planner: Planner) -> None:
    ann, house = person("Quistgaard", "Ann"), organisation(notes="Ask Ann Quistgaard")
    with planner._core.work("Add") as work:
        work.add_all([ann, house])
    kept = planner.backups.make()
    planner.erasing.erase(ann.id, typed="Ann Quistgaard")
    with planner._core.work("Edit") as work:
        work.change(Organisation, house.id, notes="Nobody")
    planner.backup_records.bring_back(kept.number, "organisation", house.id)
    now = reading.one(planner._core.library, Organisation, house.id)
    assert now is not None
    assert now.notes == "Ask (erased)"


def test_what_was_cleaned_of_a_backup_is_taken_away_again(planner: Planner) -> None:
    """The copy without the person lies beside the backups no longer than the library is open."""
    ann, held = person("Quistgaard", "Ann"), visit(notes="Ann Quistgaard")
    with planner._core.work("Add") as work:
        work.add_all([ann, held])
    kept = planner.backups.make()
    folder = manifests.folder_of(Path(planner.address))
    records = planner.backup_records
    records.differences(kept.number, "visit", held.id)
    assert not list(folder.glob(".read*"))  # nobody was erased: it is read as it lies
    planner.erasing.erase(ann.id, typed="Ann Quistgaard")
    records.differences(kept.number, "visit", held.id)
    (scratch,) = folder.glob(".read*")
    assert not any(b"uistgaard" in one.read_bytes() for one in scratch.iterdir())
    records.differences(kept.number, "visit", held.id)
    assert list(folder.glob(".read*")) == [scratch]  # made once
    planner.backups.make()  # sweeps what a program left that died
    planner.keeper(Visit).remove(held.id)
    assert records.bring_back(kept.number, "visit", held.id) == 1
    planner.close()
    assert not list(folder.glob(".read*"))


def test_a_damaged_record_is_mended_without_whoever_was_erased(planner: Planner) -> None:
    ann, held = person("Quistgaard", "Ann"), visit(notes="Ann Quistgaard decides")
    with planner._core.work("Add") as work:
        work.add_all([ann, held])
    planner.backups.make()
    planner.erasing.erase(ann.id, typed="Ann Quistgaard")
    connection = planner._core.library.engine().raw_connection()
    connection.cursor().execute("UPDATE visit SET notes = 'broken'")
    connection.cursor().execute("DROP TRIGGER change_is_not_deleted")
    connection.cursor().execute("DELETE FROM change WHERE row_word = 'visit'")
    connection.commit()
    connection.close()

    found = planner.checking_up.check()
    assert [one.source for one in found.damaged] == [From.BACKUP]
    planner.checking_up.mend(found)
    now = reading.one(planner._core.library, Visit, held.id)
    assert now is not None
    assert now.notes == "(erased) decides"


def test_whoever_was_merged_and_erased_stays_erased_in_a_backup_from_before(
    planner: Planner,
) -> None:
    """The backup has two people; the library knew them as one when it erased them."""
    ann, twin = person("Quistgaard", "Ann"), person("Kvistgaard", "Anna")
    with planner._core.work("Add") as work:
        work.add_all([ann, twin, visit(notes="Anna Kvistgaard calls")])
    kept = planner.backups.make()
    planner.merging.merge("person", ann.id, twin.id)
    planner.erasing.erase(ann.id, typed="Ann Quistgaard")
    with pytest.raises(UserError, match="erased"):
        planner.backup_records.bring_back(kept.number, "person", twin.id)
    planner.close()
    Backups(Path(planner.address), Settings(), planner.now).restore(kept.number)
    data = Path(planner.address).read_bytes()
    assert b"vistgaard" not in data
    assert b"uistgaard" not in data


def test_labels_and_sources_of_others_that_name_the_person_lose_the_name(
    planner: Planner,
) -> None:
    ann, bodil = person("Quistgaard", "Ann"), person("Holmberg", "Bodil")
    way = ContactPoint(
        id=RecordId(new_id()), person_id=bodil.id, kind=ContactKind.PHONE, value="+45 1",
        label="via Ann Quistgaard",
    )  # fmt: skip
    with planner._core.work("Add") as work:
        work.add_all([ann, bodil, way])
    with planner._core.work("Edit") as work:
        work.change(ContactPoint, way.id, label="via Ann Quistgaard, mornings")
    planner.hidden_details.note(
        bodil.id, DetailKind.PASSPORT_NUMBER, "ZX1", source="Ann Quistgaard told us ZX1"
    )

    standing = planner.erasing.look(ann.id)
    assert {(one.word, one.field) for one in standing.mentions} == {
        ("contact_point", "label"),
        ("private_detail", "source"),
    }
    assert "ZX1" not in repr(standing)  # what is hidden is not shown here either
    planner.erasing.erase(ann.id, typed="Ann Quistgaard")

    library = planner._core.library
    assert library.rows("SELECT label FROM contact_point") == [("via (erased), mornings",)]
    assert library.rows("SELECT source FROM private_detail") == [("(erased) told us ZX1",)]
    assert b"uistgaard" not in Path(planner.address).read_bytes()
    whole(planner)


def test_no_id_and_no_hash_lets_anybody_guess_an_erased_name(planner: Planner) -> None:
    """Whoever has the library can try names in the place of "(erased)": nothing tells the right one."""
    ann, held = person("Quistgaard", "Ann"), visit(notes="Call Ann Quistgaard")
    with planner._core.work("Add") as work:
        work.add_all([ann, held])
    planner.releases.release(held.id)
    changed = planner.releases.release(held.id)
    with planner._core.work("Damage") as work:
        work.change(Release, changed.id, content_hash="0" * 64)
    planner.erasing.erase(ann.id, typed="Ann Quistgaard")

    library = planner._core.library
    texts = [str(row[0]) for row in library.rows("SELECT content FROM kept_text")]
    texts += [str(row[0]) for row in library.rows("SELECT content FROM release")]
    assert all("(erased)" in one for one in texts)
    guesses = [one.replace("(erased)", "Ann Quistgaard").encode() for one in texts]
    data = b"".join(one.read_bytes() for one in Path(planner.address).parent.glob("*.planner*"))
    for guess in guesses:
        assert hashlib.sha256(guess).hexdigest().encode() not in data
        assert hashlib.blake2b(guess, digest_size=16).hexdigest().encode() not in data
    whole(planner)
    assert list(soundness._texts(Unerased(library))) == []  # the ids fit what is left
    planner.keeper(Visit).remove(held.id)
    planner.history.undo()
    assert planner.releases.frozen(held.id, 1).is_intact
    assert not planner.releases.frozen(held.id, 2).is_intact  # what was changed stays told
    assert "(erased)" in planner.releases.plan(held.id, 1).visit.notes


def test_ids_of_texts_that_an_older_version_left_are_made_anew(planner: Planner) -> None:
    """It took the name out of the text, and left the hash of the whole one as its id."""
    ann, bodil = person("Quistgaard", "Ann"), person("Holmberg", "Bodil")
    held = visit(notes="Call Ann Quistgaard")
    with planner._core.work("Add") as work:
        work.add_all([ann, bodil, held])
    planner.releases.release(held.id)
    library = planner._core.library
    ((old, content),) = library.rows("SELECT id, content FROM kept_text")
    connection = library.engine().raw_connection()
    cleaned = content.replace("Ann Quistgaard", "(erased)")
    connection.cursor().execute("UPDATE kept_text SET content = ?", (cleaned,))
    connection.cursor().execute(
        "UPDATE release SET content = ?, content_hash = ?",
        (cleaned, hashlib.sha256(cleaned.encode()).hexdigest()),
    )
    connection.commit()
    connection.close()

    planner.erasing.erase(bodil.id, typed="Bodil Holmberg")

    assert old.encode() not in Path(planner.address).read_bytes()
    assert hashlib.sha256(content.encode()).hexdigest() not in repr(
        library.rows('SELECT "before", "after" FROM change')
    )
    assert list(chain.broken(library)) == []


class Unerased:
    """A library as if nobody had been erased, so that the ids of all its texts are checked."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def rows(self, sql: str, parameters: Parameters = NONE) -> list[tuple[Any, ...]]:
        return [] if "FROM erasure" in sql else self._library.rows(sql, parameters)


def test_a_reader_that_keeps_the_log_is_waited_for_and_told_of(
    planner: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup pins the state of before: the certificate says so, and the log is emptied after it."""
    monkeypatch.setattr(emptying, "PATIENCE", 0.1)
    ann = person("Quistgaard", "Ann")
    with planner._core.work("Add") as work:
        work.add(ann)
    path = Path(planner.address)
    snapshot = Snapshot(path)
    done = planner.erasing.erase(ann.id, typed="Ann Quistgaard")
    assert b"uistgaard" in path.with_name(f"{path.name}-wal").read_bytes()
    assert planner.erasing.log_is_owed
    assert not planner.erasing.empty_log(0)
    assert "log beside the library" in told(planner, done, tmp_path)

    snapshot.close()
    assert planner.erasing.empty_log(0)
    assert not planner.erasing.log_is_owed
    assert "log beside the library" not in told(planner, done, tmp_path)
    for one in (path, path.with_name(f"{path.name}-wal")):
        assert b"uistgaard" not in one.read_bytes()


def told(planner: Planner, done: Erased, folder: Path) -> str:
    """The text of the certificate, in one line."""
    planner.erasing.save_certificate(folder / "certificate.pdf", done)
    pages = PdfReader(folder / "certificate.pdf").pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_backup_that_ends_in_time_keeps_no_log(planner: Planner) -> None:
    ann = person("Quistgaard", "Ann")
    with planner._core.work("Add") as work:
        work.add(ann)
    snapshot = Snapshot(Path(planner.address))
    timer = threading.Timer(0.3, snapshot.close)
    timer.start()
    planner.erasing.erase(ann.id, typed="Ann Quistgaard")
    timer.join()
    assert not planner.erasing.log_is_owed


def test_a_log_that_a_dead_program_left_is_owed_at_the_next_start(
    planner: Planner, tmp_path: Path
) -> None:
    with planner._core.work("Add") as work:
        work.add(person("Quistgaard", "Ann"))
    copy = tmp_path / "dead.planner"
    for end in ("", "-wal"):
        shutil.copyfile(f"{planner.address}{end}", f"{copy}{end}")
    library = open_library(str(copy))
    assert library.log_is_owed
    assert emptying.empty_log(library)
    assert not library.log_is_owed
    library.close()


def test_keys_that_a_review_destroyed_are_not_in_the_log(planner: Planner, clock: Clock) -> None:
    """A week after the review nobody can read what it erased, and its key is nowhere any more."""
    ann = person("Quistgaard", "Ann")
    with planner._core.work("Add") as work:
        work.add(ann)
    planner.hidden_details.note(ann.id, DetailKind.PASSPORT_NUMBER, "ZX4471902")
    clock.forward(days=30)
    planner.retention.erase([one for one in planner.retention.review() if one.key])
    clock.forward(days=8)
    library = planner._core.library
    secrets = [
        str(row[0]).encode()
        for row in library.rows(
            "SELECT secret FROM person_key WHERE id NOT IN (SELECT id FROM person)"
        )
    ]
    assert secrets
    assert planner.retention.settle() == 1
    for one in Path(planner.address).parent.glob("*.planner*"):
        assert not one.is_file() or not any(secret in one.read_bytes() for secret in secrets)


def test_hashes_of_calendar_entries_and_files_tell_no_erased_name(
    planner: Planner, tmp_path: Path
) -> None:
    """An entry is told anew with the next version; of files with others nobody guesses the content."""
    ann, bodil, held = person("Quistgaard", "Ann"), person("Holmberg", "Bodil"), visit()
    talk = item(held.id, "Talk", "10:00", "11:00")
    other = item(held.id, "Lunch", "12:00", "13:00")
    host = ItemHost(id=RecordId(new_id()), item_id=talk.id, person_id=ann.id)
    place = Publication(id=RecordId(new_id()), visit_id=held.id, target="folder")
    entry = PublishedEntry(id=RecordId(new_id()), publication_id=place.id, content_hash="a" * 64)
    with planner._core.work("Add") as work:
        work.add_all([ann, bodil, held, talk, other, host, place, entry])
    planner.releases.release(held.id)
    planner.handing_out.write([ann.id], tmp_path / "one.vcf")
    planner.handing_out.write([ann.id, bodil.id], tmp_path / "two.vcf")
    library = planner._core.library
    marks = {one.item_id: one for one in reading.where(library, CalendarMark, "1 = 1")}
    assert all(one.facts_hash for one in marks.values())

    planner.erasing.erase(ann.id, typed="Ann Quistgaard")

    now = {one.item_id: one.facts_hash for one in reading.where(library, CalendarMark, "1 = 1")}
    assert now == {talk.id: "", other.id: marks[other.id].facts_hash}
    assert library.rows("SELECT content_hash FROM published_entry") == [("",)]
    files = library.rows("SELECT file_name, file_hash <> '' FROM disclosure ORDER BY file_name")
    assert files == [("one.vcf", 0), ("two.vcf", 1)]
    planner.releases.release(held.id)
    risen = {one.item_id: one.sequence for one in reading.where(library, CalendarMark, "1 = 1")}
    assert risen == {talk.id: marks[talk.id].sequence + 1, other.id: marks[other.id].sequence}
    whole(planner)


def test_the_cleaned_copy_of_an_encrypted_backup_is_encrypted_too(planner: Planner) -> None:
    key = bytes(range(32))
    path = Path(planner.address)
    planner.close()
    encrypting.encrypt(path, key, key_record.KeyRecord(mark=keys.mark_of(key)))
    planner = open_planner(str(path), Settings())
    ann, held = person("Quistgaard", "Ann"), visit(notes="Ask Ann Quistgaard, please")
    with planner._core.work("Add") as work:
        work.add_all([ann, held])
    kept = planner.backups.make()
    planner.erasing.erase(ann.id, typed="Ann Quistgaard")
    with planner._core.work("Edit") as work:
        work.change(Visit, held.id, notes="Nobody")

    planner.backup_records.bring_back(kept.number, "visit", held.id)

    assert planner.visits.plan(held.id).visit.notes == "Ask (erased), please"
    (scratch,) = manifests.folder_of(path).glob(".read*")
    data = [one.read_bytes() for one in scratch.iterdir()]
    assert data
    assert not any(b"please" in one or keys.PLAIN in one for one in data)
    planner.close()
    keys.forget(path)
