"""The list of files in the forms of records: added, opened after a warning, saved, removed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.domain.agreements import Agreement, AgreementText
from planner.domain.ids import AgreementId, PersonId, RecordId, new_id
from planner.interchange.kept_files import FileRead, hash_of
from planner.services.planner import Planner
from planner.ui.dialogs.ask_recipient import AskRecipient
from planner.ui.dialogs.file_details import FileDetailsDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.agreement_form import AgreementForm
from planner.ui.pages.agreement_parts import TextsDialog
from planner.ui.pages.files_of import FilesOf
from planner.ui.pages.organisation_form import OrganisationForm
from planner.ui.pages.person_form import PersonForm
from planner.ui.pages.site_form import SiteForm
from planner.ui.pages.visit_details import DetailsTab
from planner.ui.widgets.label import Label

PDF = b"%PDF-1.7 x"


@pytest.fixture
def library(sample_window: MainWindow) -> Planner:
    return sample_window.context.planner


@pytest.fixture
def takahashi(library: Planner) -> PersonId:
    return PersonId(library.contacts.page(0, 1, "Takahashi Masahiro")[0].id)


@pytest.fixture
def of_takahashi(sample_window: MainWindow, takahashi: PersonId) -> FilesOf:
    sample_window.context.open_record("person", takahashi)
    QApplication.processEvents()
    return sample_window.findChildren(PersonForm)[0].files


def put(library: Planner, key: str, name: str, data: bytes = PDF) -> str:
    files = library.files.attach("person", key, [FileRead(name, data, hash_of(data))])
    QApplication.processEvents()
    return files.added[0].id


def drop(target: FilesOf, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    target.dropEvent(event)


def test_files_are_chosen_dropped_shown_and_removed_with_undo(
    library: Planner,
    takahashi: PersonId,
    of_takahashi: FilesOf,
    files: Any,
    said: Recorded,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    paths = [tmp_path / "Passport.pdf", tmp_path / "旅券.jpg"]
    for place, path in enumerate(paths):
        path.write_bytes(PDF * (place + 1) * 1000)
    assert of_takahashi.nothing.isVisibleTo(of_takahashi)
    files.paths = paths[:1]
    of_takahashi.add.click()
    qtbot.waitUntil(lambda: of_takahashi.list.names() == ["Passport.pdf"], timeout=5000)
    drop(of_takahashi, *paths)
    qtbot.waitUntil(lambda: of_takahashi.list.names() == ["Passport.pdf", "旅券.jpg"], timeout=5000)

    assert not of_takahashi.nothing.isVisibleTo(of_takahashi)
    assert said.toasts[-1][0] == "Kept here already: Passport.pdf"
    told = of_takahashi.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Passport.pdf, 10.0 kB · 1 Apr 2027"

    of_takahashi.list.selectAll()
    QTest.keyClick(of_takahashi.list, Qt.Key.Key_Delete)
    assert of_takahashi.list.names() == []
    text, undo = said.toasts[-1]
    assert text == "2 files were removed"
    assert undo is not None
    undo()
    QApplication.processEvents()
    assert of_takahashi.list.names() == ["Passport.pdf", "旅券.jpg"]
    assert library.contacts.people.find(takahashi) is not None


def test_a_file_is_opened_only_after_a_yes_and_as_a_copy(
    sample_window: MainWindow,
    library: Planner,
    takahashi: PersonId,
    of_takahashi: FilesOf,
    said: Recorded,
    qtbot: QtBot,
) -> None:
    shown: list[Path] = []
    sample_window.context.open_file = lambda path: not shown.append(path)
    put(library, takahashi, "Passport.pdf")
    of_takahashi.list.choose(of_takahashi.list.item(0).data(Qt.ItemDataRole.UserRole + 1))

    said.answer = False
    QTest.keyClick(of_takahashi.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(said.questions) == 1, timeout=5000)
    assert shown == []
    said.answer = True
    of_takahashi.open.click()
    qtbot.waitUntil(lambda: len(shown) == 1, timeout=5000)
    assert shown[0].name == "Passport.pdf"
    assert shown[0].read_bytes() == PDF
    assert said.questions == ["Open “Passport.pdf” in another program?"] * 2

    sample_window.context.open_file = lambda _path: False
    of_takahashi.open.click()
    qtbot.waitUntil(lambda: bool(said.errors), timeout=5000)
    assert "No program here" in str(said.errors[-1])


def test_a_program_is_named_as_one_and_tricks_in_its_name_are_shown(
    sample_window: MainWindow,
    library: Planner,
    takahashi: PersonId,
    of_takahashi: FilesOf,
    said: Recorded,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, str, str]] = []

    def question(text: str, verb: str, *, detail: str = "") -> bool:
        asked.append((text, verb, detail))
        return False

    monkeypatch.setattr(said, "question", question)
    put(library, takahashi, "scan\u202efdp.exe", b"MZ")
    assert of_takahashi.list.names() == ["scan[U+202E]fdp.exe"]
    of_takahashi.list.selectAll()
    of_takahashi.open.click()
    qtbot.waitUntil(lambda: len(asked) == 1, timeout=5000)
    text, verb, detail = asked[0]
    assert "[U+202E]" in text
    assert verb == "Open anyway"
    assert "opening it runs it" in detail
    assert "hides what it is" in detail


def say_who(of_person: FilesOf) -> None:
    """A file of a person may be a passport."""
    dialog = next(one for one in of_person.window().findChildren(AskRecipient) if one.isVisible())
    assert not dialog.go.isEnabled()
    dialog.to.setEditText("The embassy")
    dialog.purpose.setEditText("Visa")
    dialog.go.click()


def test_copies_are_saved_one_by_name_several_into_a_folder(
    library: Planner,
    takahashi: PersonId,
    of_takahashi: FilesOf,
    files: Any,
    said: Recorded,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    put(library, takahashi, "a.pdf")
    put(library, takahashi, "b.pdf", b"b")
    of_takahashi.list.setCurrentRow(0)
    files.paths = [tmp_path / "mine.pdf"]
    of_takahashi.save.click()
    say_who(of_takahashi)
    qtbot.waitUntil(lambda: (tmp_path / "mine.pdf").exists(), timeout=5000)
    assert (tmp_path / "mine.pdf").read_bytes() == PDF
    of_takahashi.list.selectAll()
    files.paths = [tmp_path / "out"]
    of_takahashi.save.click()
    say_who(of_takahashi)
    qtbot.waitUntil(lambda: len(said.toasts) == 2, timeout=5000)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.pdf", "b.pdf"]


def test_name_and_notes_are_changed_in_a_dialog(
    library: Planner, takahashi: PersonId, of_takahashi: FilesOf
) -> None:
    put(library, takahashi, "a.pdf")
    of_takahashi.list.selectAll()
    QTest.keyClick(of_takahashi.list, Qt.Key.Key_F2)
    dialog = of_takahashi.findChildren(FileDetailsDialog)[0]
    dialog.name.setText(" ")
    dialog.accept()
    assert "needs a name" in dialog.refusal.text()
    dialog.name.setText("Passport.pdf")
    dialog.notes.setPlainText("valid until 2031")
    dialog.accept()
    QApplication.processEvents()
    assert of_takahashi.list.names() == ["Passport.pdf"]
    assert library.files.of("person", takahashi)[0].notes == "valid until 2031"


def test_a_folder_that_is_dropped_is_refused_with_a_sentence(
    of_takahashi: FilesOf, said: Recorded, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(of_takahashi, tmp_path)
    qtbot.waitUntil(lambda: bool(said.errors), timeout=5000)
    assert "folder or a device" in str(said.errors[0])


def test_organisations_sites_and_visits_have_their_files_too(
    sample_window: MainWindow, library: Planner
) -> None:
    house = library.organisations.page(0, 1, "ESS ERIC")[0].id
    place = library.sites.page(0, 1, "ESS")[0].id
    trip = library.visits.find("JP-DK-2027").id
    read = FileRead("Hall plan.pdf", PDF, hash_of(PDF))
    for word, key, kind in (
        ("organisation", house, OrganisationForm),
        ("site", place, SiteForm),
        ("visit", trip, DetailsTab),
    ):
        library.files.attach(word, key, [read])
        sample_window.context.open_record(word, key)
        QApplication.processEvents()
        (form,) = sample_window.findChildren(kind)
        assert form.files.list.names() == ["Hall plan.pdf"], word
        # Of the first nothing else has the same content yet.
        said = "also with" in form.files.list.item(0).toolTip()
        assert said is (word != "organisation"), word


def test_search_finds_a_file_by_name_and_opens_its_record(
    sample_window: MainWindow, library: Planner, takahashi: PersonId
) -> None:
    put(library, takahashi, "2031_visa-letter.pdf")
    (hit,) = library.search("visa letter")
    assert (hit.word, hit.title) == ("attachment", "2031_visa-letter.pdf")
    assert "Takahashi" in hit.detail
    library.contacts.edit(takahashi, family_name="Takagi")
    assert "Takagi" in library.search("visa letter")[0].detail

    sample_window.context.open_record("attachment", hit.id)
    QApplication.processEvents()
    assert sample_window.findChildren(PersonForm)[0].key == takahashi
    library.files.remove(hit.id)
    assert library.search("visa letter") == []


def test_a_file_of_a_visit_is_found_on_its_tab_of_details(
    sample_window: MainWindow, library: Planner
) -> None:
    trip = library.visits.find("JP-DK-2027").id
    read = FileRead("Seating of the buses.pdf", PDF, hash_of(PDF))
    (kept,) = library.files.attach("visit", trip, [read]).added
    (hit,) = library.search("seating of the buses")
    sample_window.context.open_record(hit.word, hit.id)
    QApplication.processEvents()
    (details,) = sample_window.findChildren(DetailsTab)
    assert details.isVisible()
    assert details.files.list.chosen() == [kept.id]


def test_a_language_version_has_its_scan_and_the_agreement_its_files(
    sample_window: MainWindow,
    library: Planner,
    files: Any,
    said: Recorded,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    shown: list[Path] = []
    sample_window.context.open_file = lambda path: not shown.append(path)
    agreement = library.agreements.add(Agreement(id=AgreementId(new_id()), title="Exchange"))
    text = AgreementText(id=RecordId(new_id()), agreement_id=agreement, language="ja")
    library.agreement_texts.add(text)
    library.files.attach("agreement", agreement, [FileRead("Draft.docx", PDF, hash_of(PDF))])
    sample_window.context.open_record("agreement", agreement)
    QApplication.processEvents()
    form = sample_window.findChildren(AgreementForm)[0]
    assert form.files.list.names() == ["Draft.docx"]
    form.open_part("texts")
    scan = form.findChildren(TextsDialog)[0].scan
    assert scan.name.text() == "No scan."
    assert not scan.open.isEnabled()

    files.paths = [tmp_path / "協定書.pdf"]
    files.paths[0].write_bytes(PDF)
    scan.choose.click()
    qtbot.waitUntil(lambda: scan.name.text() == "協定書.pdf", timeout=5000)
    scan.open.click()
    qtbot.waitUntil(lambda: len(shown) == 1, timeout=5000)
    assert shown[0].read_bytes() == PDF
    told = [label.text() for label in form.findChildren(Label) if not label.isHidden()]
    assert "Not there yet, 協定書.pdf" in told
    scan.remove.click()
    assert scan.name.text() == "No scan."
    library.history.undo()
    assert library.files.scans(agreement)[0].file_name == "協定書.pdf"


def test_the_command_adds_to_what_is_in_front(
    sample_window: MainWindow,
    library: Planner,
    takahashi: PersonId,
    files: Any,
    said: Recorded,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    command = sample_window.registry.get("item.add_files")
    sample_window.go("home")
    assert not command.enabled()
    files.paths = [tmp_path / "a.pdf"]
    files.paths[0].write_bytes(PDF)
    sample_window.context.open_record("person", takahashi)
    assert command.enabled()
    command.run()
    form = sample_window.findChildren(PersonForm)[0]
    qtbot.waitUntil(lambda: form.files.list.names() == ["a.pdf"], timeout=5000)
    qtbot.waitUntil(lambda: not sample_window.context.tasks.is_busy, timeout=5000)
    assert said.toasts == []  # it is seen where it is

    trip = library.visits.find("JP-DK-2027").id
    sample_window.context.open_record("visit", trip)
    QApplication.processEvents()
    assert command.enabled()
    command.run()
    qtbot.waitUntil(lambda: bool(said.toasts), timeout=5000)
    assert said.toasts[-1][0] == "1 file was added"
    assert [kept.file_name for kept in library.files.of("visit", trip)] == ["a.pdf"]


def test_files_can_be_dropped_on_the_rows_too(
    library: Planner, takahashi: PersonId, of_takahashi: FilesOf, tmp_path: Path, qtbot: QtBot
) -> None:
    put(library, takahashi, "a.pdf")
    path = tmp_path / "b.pdf"
    path.write_bytes(b"b")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    rows = of_takahashi.list.viewport()
    assert rows.acceptDrops()
    for kind in (QDragEnterEvent, QDragMoveEvent):
        entering = kind(
            QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(rows, entering)
        assert entering.isAccepted()
    dropping = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(rows, dropping)
    qtbot.waitUntil(lambda: of_takahashi.list.names() == ["a.pdf", "b.pdf"], timeout=5000)


def test_nothing_is_offered_before_a_record_is_kept(
    sample_window: MainWindow, of_takahashi: FilesOf, tmp_path: Path
) -> None:
    sample_window.findChildren(PersonForm)[0].show_new()
    assert not of_takahashi.add.isEnabled()
    (tmp_path / "a.pdf").write_bytes(PDF)
    of_takahashi.take([tmp_path / "a.pdf"])
    assert not sample_window.context.tasks.is_busy
