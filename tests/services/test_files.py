"""Files kept with records: byte for byte, once for each content, undone and cleared."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Clock
from factories import organisation, person, visit
from planner.domain.agreements import Agreement, AgreementText
from planner.domain.attachments import Attachment
from planner.domain.ids import AgreementId, PersonId, RecordId, new_id
from planner.domain.kept_files import Kept
from planner.errors import NotFound, NotReadable, NotWritten, OutOfDate, UserError
from planner.interchange import kept_files
from planner.interchange.kept_files import FileRead, OpenedCopies, hash_of, read_whole
from planner.services.planner import Planner, open_planner
from planner.services.special_fields import RecipientNeeded
from planner.settings import Settings

FOR: Final = {"to": "The embassy", "purpose": "Visa"}
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40


def read(name: str, data: bytes = PDF) -> FileRead:
    return FileRead(name, data, hash_of(data))


def contents(planner: Planner) -> set[str]:
    return {row[0] for row in planner._core.reader.rows("SELECT file_hash FROM stored_file")}


@pytest.fixture
def sato(planner: Planner) -> PersonId:
    return planner.contacts.add(person())


def one(planner: Planner, kind: str, key: str) -> Attachment:
    (found,) = planner.files.of(kind, key)
    return found


@pytest.mark.parametrize("data", [b"", b"\x00", PDF, os.urandom(1_200_000)])
def test_a_file_comes_back_byte_for_byte(
    planner: Planner, sato: PersonId, tmp_path: Path, data: bytes
) -> None:
    source = tmp_path / "協定 – scan (1).pdf"
    source.write_bytes(data)
    planner.files.attach("person", sato, planner.files.read([source]))

    kept = one(planner, "person", sato)

    assert (kept.file_name, kept.size) == (source.name, len(data))
    assert (kept.media_type, kept.added_on) == ("application/pdf", planner.today())
    assert kept.file_hash == hashlib.sha256(data).hexdigest()
    (copy,) = planner.files.save([kept], tmp_path / "out", **FOR)
    assert copy.name == source.name
    assert copy.read_bytes() == data


def test_the_same_content_is_stored_once_and_each_place_is_named(
    planner: Planner, sato: PersonId
) -> None:
    house = planner.organisations.add(organisation("Lund University"))
    planner.files.attach("person", sato, [read("a.pdf")])
    planner.files.attach("organisation", house, [read("b.pdf")])
    again = planner.files.attach("person", sato, [read("c.pdf"), read("d.txt", b"d")])

    assert again.there == ("c.pdf",)
    assert [kept.file_name for kept in planner.files.of("person", sato)] == ["a.pdf", "d.txt"]
    assert len(contents(planner)) == 2
    assert planner.files.taken().size == len(PDF) + 1
    assert planner.files.also_with(hash_of(PDF), "person", sato) == ("Lund University",)
    assert planner.files.also_with(hash_of(b"d"), "person", sato) == ()


def test_undo_and_redo_keep_the_content(planner: Planner, sato: PersonId) -> None:
    planner.files.attach("person", sato, [read("a.pdf")])
    planner.history.undo()
    assert planner.files.of("person", sato) == []
    planner.files.compact()
    planner.history.redo()
    assert planner.files.content(one(planner, "person", sato)) == PDF

    planner.files.remove(one(planner, "person", sato).id)
    planner.files.compact()
    planner.history.undo()
    assert planner.files.content(one(planner, "person", sato)) == PDF


def test_the_files_of_a_record_go_with_it_and_come_back(planner: Planner, sato: PersonId) -> None:
    planner.files.attach("person", sato, [read("a.pdf"), read("b.txt", b"b")])
    trip = planner.visits.new(visit())
    planner.files.attach("visit", trip, [read("a.pdf")])

    planner.contacts.remove(sato)
    assert [kept.subject_kind for kept in planner.keeper(Attachment).of()] == ["visit"]
    planner.visits.remove(trip)
    assert planner.keeper(Attachment).of() == []
    planner.history.undo()
    planner.history.undo()
    assert [kept.file_name for kept in planner.files.of("person", sato)] == ["a.pdf", "b.txt"]
    assert planner.files.content(one(planner, "visit", trip)) == PDF


def test_undoing_an_old_step_leaves_no_file_without_its_record(
    planner: Planner, sato: PersonId
) -> None:
    step = planner.history.page()[0].number
    planner.files.attach("person", sato, [read("a.pdf")])
    with pytest.raises(OutOfDate, match="Files were added"):
        planner.history.undo(step)
    assert planner.contacts.people.get(sato)


def test_files_follow_a_merge_and_go_back_when_it_is_taken_apart(
    planner: Planner, sato: PersonId
) -> None:
    other = planner.contacts.add(person("Satoh"))
    planner.files.attach("person", sato, [read("a.pdf")])
    planner.files.attach("person", other, [read("a too.pdf"), read("b.txt", b"b")])

    merge = planner.merging.merge("person", sato, other)
    names = [kept.file_name for kept in planner.files.of("person", sato)]
    assert sorted(names) == ["a too.pdf", "a.pdf", "b.txt"]
    assert planner.files.also_with(hash_of(PDF), "person", sato) == ()

    planner.contacts.remove(sato)
    planner.files.compact(planner.today() + dt.timedelta(1))
    planner.merging.take_apart(merge.id)
    assert [kept.file_name for kept in planner.files.of("person", other)] == ["a too.pdf", "b.txt"]
    for kept in planner.files.of("person", other):
        assert planner.files.content(kept)


def test_what_nothing_names_any_more_is_cleared_and_the_file_shrinks(
    planner: Planner, sato: PersonId
) -> None:
    large = os.urandom(2_000_000)
    planner.files.attach("person", sato, [read("large.bin", large), read("a.pdf")])
    planner.history.undo()
    planner.files.attach("person", sato, [read("a.pdf")])  # what was undone cannot be redone now
    path = Path(planner.address)
    assert planner.files.taken().idle_files == 1

    done = planner.files.compact()

    assert (done.idle_files, done.idle_size) == (1, len(large))
    assert contents(planner) == {hash_of(PDF)}
    assert path.stat().st_size < 1_900_000
    assert planner.files.content(one(planner, "person", sato)) == PDF
    assert planner.files.compact().idle_files == 0


def test_what_was_removed_long_ago_is_cleared_when_asked(
    planner: Planner, sato: PersonId, clock: Clock
) -> None:
    planner.files.attach("person", sato, [read("a.pdf")])
    planner.files.remove(one(planner, "person", sato).id)
    clock.forward(days=40)
    planner.files.attach("person", sato, [read("b.txt", b"b")])
    planner.files.remove(one(planner, "person", sato).id)

    assert planner.files.compact(planner.today() - dt.timedelta(30)).idle_files == 1
    assert contents(planner) == {hash_of(b"b")}
    planner.history.undo()
    planner.history.undo()
    planner.history.undo()
    kept = one(planner, "person", sato)
    with pytest.raises(NotFound, match=r"“a.pdf” is not in the library any more"):
        planner.files.content(kept)
    planner.files.attach("person", sato, [read("a again.pdf")])  # which mends it
    assert planner.files.content(kept) == PDF


def test_a_damaged_content_is_said_and_not_given_out(
    planner: Planner, sato: PersonId, tmp_path: Path
) -> None:
    planner.files.attach("person", sato, [read("a.pdf")])
    with planner._core.work("x") as work:
        from sqlalchemy import text

        work._session.connection().execute(text("UPDATE stored_file SET data = x'00'"))
    kept = one(planner, "person", sato)
    for give in (
        lambda: planner.files.content(kept),
        lambda: planner.files.save([kept], tmp_path / "out", **FOR),
        lambda: planner.files.copy_to_open(kept),
    ):
        with pytest.raises(NotFound, match="damaged"):
            give()
    assert list((tmp_path / "out").iterdir()) == []

    planner.files.attach("person", sato, [read("a.pdf")])
    assert planner.files.content(kept) == PDF


def test_names_and_notes_change_as_steps(planner: Planner, sato: PersonId) -> None:
    planner.files.attach("person", sato, [read("a.pdf")])
    key = one(planner, "person", sato).id
    planner.files.describe(key, name="Passport.pdf")
    planner.files.describe(key, notes="received by mail\nfrom the embassy")
    kept = one(planner, "person", sato)
    assert (kept.file_name, kept.notes) == ("Passport.pdf", "received by mail\nfrom the embassy")
    with pytest.raises(UserError):
        planner.files.describe(key, name="\u200b \n")
    planner.history.undo()
    planner.history.undo()
    assert one(planner, "person", sato).file_name == "a.pdf"


def test_what_cannot_be_kept_is_refused_and_nothing_is_written(
    planner: Planner, sato: PersonId, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="not kept with"):
        planner.files.attach("country", "JP", [read("a.pdf")])
    planner.contacts.remove(sato)
    with pytest.raises(NotFound):
        planner.files.attach("person", sato, [read("a.pdf")])
    assert contents(planner) == set()


def test_what_is_no_file_or_too_large_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    large = tmp_path / "large.bin"
    large.write_bytes(b"x" * 3_000_001)
    for path, said in (
        (tmp_path / "gone.pdf", "cannot be read"),
        (tmp_path / "folder", "folder or a device"),
        (tmp_path / "pipe", "folder or a device"),
    ):
        with pytest.raises(NotReadable, match=said):
            read_whole(path)
    with pytest.raises(NotReadable, match="is 4 MB; the limit is 3 MB"):
        read_whole(large, limit=3_000_000)
    told: list[tuple[int, int]] = []
    assert len(read_whole(large, lambda done, all_: told.append((done, all_))).data) == 3_000_001
    assert told[0] == (1_000_000, 3_000_001)
    assert told[-1] == (3_000_001, 3_000_001)


def test_a_full_disk_leaves_neither_file_nor_record(planner: Planner, sato: PersonId) -> None:
    planner.files.attach("person", sato, [read("a.pdf")])
    with planner._core.work("x") as work:
        connection = work._session.connection()
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    planner._core.library.engine().dispose()
    from sqlalchemy import event

    @event.listens_for(planner._core.library.engine(), "connect")
    def _small(driver: object, _record: object) -> None:
        driver.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

    with pytest.raises(UserError, match="is full"):
        planner.files.attach("person", sato, [read("b.bin", os.urandom(900_000))])
    assert [kept.file_name for kept in planner.files.of("person", sato)] == ["a.pdf"]
    assert contents(planner) == {hash_of(PDF)}


def test_the_scan_of_a_language_version_is_kept_and_given_way(
    planner: Planner, tmp_path: Path
) -> None:
    agreement = planner.agreements.add(Agreement(id=AgreementId(new_id()), title="Exchange"))
    text = AgreementText(id=RecordId(new_id()), agreement_id=agreement, language="ja")
    planner.keeper(AgreementText).add(text)

    planner.files.put_scan(text.id, read("協定.pdf"))
    (scan,) = planner.files.scans(agreement)
    assert planner.files.content(Kept(scan.file_name, scan.file_hash)) == PDF
    sato = planner.contacts.add(person())
    planner.files.attach("person", sato, [read("a.pdf")])
    assert planner.files.also_with(hash_of(PDF), "person", sato) == ("Exchange",)

    planner.files.put_scan(text.id, read("new.pdf", b"new"))
    planner.files.remove_scan(text.id)
    assert planner.files.scans(agreement) == []
    planner.history.undo()
    planner.history.undo()
    (scan,) = planner.files.scans(agreement)
    assert (scan.file_name, scan.file_hash) == ("協定.pdf", hash_of(PDF))


# copies


def test_copies_never_take_the_place_of_a_file(
    planner: Planner, sato: PersonId, tmp_path: Path
) -> None:
    planner.files.attach(
        "person", sato, [read("a.pdf"), read("A.PDF", b"2"), read("../x.pdf", b"3")]
    )
    (tmp_path / "a.pdf").write_bytes(b"mine")
    kept = planner.files.of("person", sato)

    names = sorted(path.name for path in planner.files.save(kept, tmp_path, **FOR))

    assert names == ["A (3).PDF", "a (2).pdf", "x.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == b"mine"


@pytest.mark.parametrize("missing", ["to", "purpose"])
def test_a_file_of_a_person_may_be_a_passport_and_leaves_with_recipient_and_reason(
    planner: Planner, sato: PersonId, tmp_path: Path, missing: str
) -> None:
    planner.files.attach("person", sato, [read("scan.pdf")])
    kept = planner.files.of("person", sato)
    with pytest.raises(RecipientNeeded, match="Nothing was written"):
        planner.files.save(kept, tmp_path / "out", **{**FOR, missing: ""})
    assert not (tmp_path / "out").exists()
    planner.files.save(kept, tmp_path / "out", **FOR)
    (line,) = planner.disclosures.page()
    assert (line.disclosure.recipient, line.disclosure.purpose) == ("The embassy", "Visa")


def test_a_copy_to_open_is_read_only_and_goes_with_the_planner(
    planner: Planner, sato: PersonId, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    planner.files.attach("person", sato, [read("plan\u202efdp.exe")])
    path = planner.files.copy_to_open(one(planner, "person", sato))

    assert path.name == "planfdp.exe"
    assert path.read_bytes() == PDF
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    planner.close()
    assert list((tmp_path / "temporary").iterdir()) == []


def test_what_a_killed_planner_left_is_swept_a_day_later(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    old, young = OpenedCopies().put("old.pdf", PDF), OpenedCopies().put("young.pdf", PDF)
    os.utime(old.parent, (0, 0))
    OpenedCopies().put("new.pdf", PDF)
    assert not old.exists()
    assert young.exists()


def test_windows_is_told_that_a_copy_comes_from_elsewhere(tmp_path: Path) -> None:
    kept_files.mark_as_foreign(tmp_path / "plan.xlsx")
    marked = tmp_path / "plan.xlsx:Zone.Identifier"
    assert "ZoneId=3" in marked.read_text()


def test_a_folder_that_refuses_says_so(planner: Planner, sato: PersonId, tmp_path: Path) -> None:
    planner.files.attach("person", sato, [read("a.pdf")])
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotWritten):
        planner.files.save(planner.files.of("person", sato), tmp_path / "file", **FOR)


# any sequence


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_done_what_a_record_names_is_there(
    open_copy: Callable[[Path], Planner], empty_file: Path, data: st.DataObject
) -> None:
    planner = open_copy(empty_file)
    people = [planner.contacts.add(person(name)) for name in ("Ahn", "Berg")]
    verbs = st.sampled_from(("attach", "attach", "remove", "undo", "redo", "compact", "gone"))
    for verb in data.draw(st.lists(verbs, min_size=4, max_size=12)):
        there = planner.keeper(Attachment).of()
        try:
            if verb == "attach":
                who = data.draw(st.sampled_from(people))
                byte = data.draw(st.sampled_from(b"xyz"))
                planner.files.attach("person", who, [read(f"{byte}.bin", bytes([byte]))])
            elif verb == "remove" and there:
                planner.files.remove(data.draw(st.sampled_from(there)).id)
            elif verb == "gone":
                planner.contacts.remove(data.draw(st.sampled_from(people)))
            elif verb == "compact":
                planner.files.compact()
            elif verb in ("undo", "redo"):
                getattr(planner.history, verb)()
        except NotFound:
            pass  # nobody is there, or nothing to undo
        for kept in planner.keeper(Attachment).of():
            assert hash_of(planner.files.content(kept)) == kept.file_hash
            assert planner.contacts.people.find(kept.subject_id) is not None
    while planner.history.next_undo() is not None:
        planner.history.undo()
        for kept in planner.keeper(Attachment).of():
            assert planner.files.content(kept)
    planner.close()


def test_copies_are_saved_from_a_library_that_is_only_read_but_none_of_a_person(
    planner: Planner, sato: PersonId, tmp_path: Path
) -> None:
    planner.files.attach("person", sato, [read("a.pdf")])
    held = planner.visits.new(visit())
    planner.files.attach("visit", held, [read("a.pdf")])
    reading = open_planner(planner.address, Settings(), read_only=True)
    with pytest.raises(UserError, match="cannot keep a record"):
        reading.files.save(reading.files.of("person", sato), tmp_path / "out", **FOR)
    (path,) = reading.files.save(reading.files.of("visit", held), tmp_path / "out")
    assert path.read_bytes() == PDF
    assert reading.disclosures.page() == []
    reading.close()


def test_nothing_is_attached_to_a_library_that_is_only_read(empty_file: Path) -> None:
    planner = open_planner(str(empty_file), Settings(), read_only=True)
    with pytest.raises(UserError, match="read-only"):
        planner.files.attach("visit", "x", [read("a.pdf")])
    planner.close()
