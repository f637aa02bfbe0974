"""Every way out of the house writes exactly one record, with the hash of what left and of whose fields."""

from __future__ import annotations

import ast
import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDrag, QGuiApplication, QKeySequence
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

import planner
from factories import at, organisation
from journeys.ground import MONDAY, Ground
from pdf_text import bare_text
from planner.domain.disclosed import PAPERS
from planner.domain.followups import FollowUp
from planner.domain.ids import DelegateId, FollowUpId, PersonId, RecordId, new_id
from planner.domain.organisations import Posting
from planner.domain.privacy import Disclosure, DisclosureSubject, Profile, Way
from planner.domain.private_details import DetailKind
from planner.domain.sites import Country
from planner.domain.told import Told
from planner.domain.visits import NeedKind
from planner.interchange.kept_files import FileRead, hash_of
from planner.services import papers
from planner.services.exporting import Calendars, ExportRequest
from planner.services.follow_ups_out import TaskForm
from planner.services.handing_out import CardForm
from planner.services.planner import Planner
from planner.services.special_fields import special_among
from planner.services.thanking import ThanksRequest
from planner.ui.dialogs.ask_recipient import AskRecipient
from planner.ui.main_window import MainWindow
from planner.ui.pages.contacts import ContactsPage
from planner.ui.pages.identity_papers import IdentityPapers
from planner.ui.pages.person_form import PersonForm
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_map import VisitMap
from planner.ui.pages.visit_person import PersonView
from planner.ui.pages.visit_run_of_show import RunOfShow
from planner.ui.pages.visit_travel import TravelView
from ui.conftest import Files

SOURCE = Path(planner.__file__).parent


class House:
    """The window on a visit, with the doors through which something can leave."""

    def __init__(self, window: MainWindow, ground: Ground, files: Files, folder: Path) -> None:
        self.window, self.ground, self.files, self.folder = window, ground, files, folder
        self.planner = ground.planner
        plan = self.planner.visits.plan(ground.visit)
        self.delegate = plan.delegates[0]
        assert self.delegate.person_id is not None
        self.person: PersonId = self.delegate.person_id

    def visit(self) -> VisitPage:
        self.window.show_record("visit", self.ground.visit)
        page = self.window.page
        assert isinstance(page, VisitPage)
        return page

    def contacts(self) -> ContactsPage:
        self.window.go("contacts")
        page = self.window.page
        assert isinstance(page, ContactsPage)
        page.table.choose(0)
        return page

    def view(self, name: str, kind: type[QWidget]) -> QWidget:
        page = self.visit()
        page.itinerary.show_view(name)
        found = page.itinerary.findChild(kind)
        assert found is not None
        return found

    def request(self, **fields: object) -> bytes:
        values = {"visit_id": self.ground.visit, "folder": self.folder, **fields}
        report = self.planner.exporting.write(ExportRequest(**values))  # type: ignore[arg-type]
        (path,) = report.files
        return path.read_bytes()


def calendar(house: House) -> bytes:
    return house.request(calendars=(Calendars.PEOPLE,), people=(DelegateId(house.delegate.id),))


def visit_calendar(house: House) -> bytes:
    return house.request(calendars=(Calendars.VISIT,))


def participants(house: House) -> bytes:
    return house.request(contact_sheet=True, profile=Profile.INTERNAL)


def people_sheet(house: House) -> bytes:
    path = house.folder / "people.xlsx"
    house.planner.exporting.write_people(path, people=[house.person], columns=("family_name",))
    return path.read_bytes()


def people_csv(house: House) -> bytes:
    (path,) = house.planner.handing_out.write(
        [house.person], house.folder / "people.csv", CardForm.CSV
    )
    return path.read_bytes()


def cards(house: House) -> bytes:
    (path,) = house.planner.handing_out.write([house.person], house.folder / "one.vcf")
    return path.read_bytes()


def dragged(house: House) -> bytes:
    taken: list[bytes] = []

    def dropped(drag: QDrag, _actions: Qt.DropAction) -> Qt.DropAction:
        (url,) = drag.mimeData().urls()
        taken.append(Path(url.toLocalFile()).read_bytes())
        return Qt.DropAction.CopyAction

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QDrag, "exec", dropped)
        house.contacts().table.dragged.emit(Qt.DropAction.CopyAction)
    return taken[0]


def dragged_as_text(house: House) -> bytes:
    taken: list[str] = []

    def dropped(drag: QDrag, _actions: Qt.DropAction) -> Qt.DropAction:
        taken.append(drag.mimeData().text())
        return Qt.DropAction.CopyAction

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QDrag, "exec", dropped)
        house.contacts().table.dragged.emit(Qt.DropAction.CopyAction)
    return taken[0].encode()


def copied_text(house: House) -> bytes:
    house.contacts().verbs.copy_text()
    return QGuiApplication.clipboard().text().encode()


def copied_table(house: House) -> bytes:
    house.contacts().verbs.copy_table()
    return QGuiApplication.clipboard().text().encode()


def copied_line(house: House) -> bytes:
    page = house.contacts()
    form = page.inspector()
    assert isinstance(form, PersonForm)
    form.address.lines.buttons[1].click()
    return QGuiApplication.clipboard().text().encode()


def printed(view: QWidget) -> None:
    dialog = view.findChild(QPrintPreviewDialog)
    assert dialog is not None
    dialog.accept()


def printed_map(house: House) -> bytes:
    view = house.view("map", VisitMap)
    assert isinstance(view, VisitMap)
    text = view.paper().text()
    view.preview()
    printed(view)
    return text.encode()


def saved_map(house: House) -> bytes:
    view = house.view("map", VisitMap)
    assert isinstance(view, VisitMap)
    house.files.paths = [house.folder / "map.png"]
    view.save()
    return house.files.paths[0].read_bytes()


def printed_days(house: House) -> bytes:
    view = house.view("person", PersonView)
    assert isinstance(view, PersonView)
    text = view.paper().text()
    view.preview()
    printed(view)
    return text.encode()


def copied_days(house: House) -> bytes:
    view = house.view("person", PersonView)
    assert isinstance(view, PersonView)
    QTest.keySequence(view.view, QKeySequence(QKeySequence.StandardKey.Copy))
    return QGuiApplication.clipboard().text().encode()


def printed_travel(house: House) -> bytes:
    view = house.view("travel", TravelView)
    assert isinstance(view, TravelView)
    text = view.paper().text()
    view.preview()
    printed(view)
    return text.encode()


def copied_rows(house: House) -> bytes:
    view = house.view("table", RunOfShow)
    assert isinstance(view, RunOfShow)
    view.view.selectAll()
    view.copy()
    return QGuiApplication.clipboard().text().encode()


def visit_file(house: House) -> bytes:
    path = house.folder / "a.visit"
    house.planner.visit_files.give(house.ground.visit, path, "Partner")
    return path.read_bytes()


def kept_file(house: House) -> bytes:
    data = b"%PDF visa"
    read = FileRead("visa.pdf", data, hash_of(data))
    (kept,) = house.planner.files.attach("person", house.person, [read]).added
    house.contacts()
    (path,) = house.planner.files.save([kept], house.folder, to="Embassy", purpose="Visa")
    house.planner.history.undo()
    return path.read_bytes()


def country_page(house: House) -> bytes:
    house.planner.keeper(Country).add(Country(id="JP", name="Japan"))
    embassy = house.planner.organisations.add(organisation("Embassy"))
    house.planner.keeper(Posting).add(
        Posting(
            id=RecordId(new_id()),
            organisation_id=embassy,
            person_id=house.person,
            countries=("JP",),
        )
    )
    path = house.folder / "japan.docx"
    house.planner.country_papers.write(path, "JP")
    for _step in range(3):
        house.planner.history.undo()
    return path.read_bytes()


def thanked(house: House) -> bytes:
    (path, *_more) = house.planner.thanking.save(
        ThanksRequest(visit_id=house.ground.visit, hosts=(_host(house),)), house.folder
    )
    return path.read_bytes()


def follow_ups(house: House) -> bytes:
    house.planner.follow_ups.add(
        FollowUp(id=FollowUpId(new_id()), title="Thank them", owner_id=house.person)
    )
    path = house.folder / "follow-ups.xlsx"
    house.planner.follow_ups_out.write(path, TaskForm.XLSX)
    house.planner.history.undo()
    return path.read_bytes()


def _host(house: House) -> str:
    letters = house.planner.thanking.look(ThanksRequest(visit_id=house.ground.visit))
    return next(one.key for one in letters if one.name)


def access_answer(house: House) -> bytes:
    path = house.folder / "answer.pdf"
    house.planner.access_answers.save(path, house.person)
    return path.read_bytes()


def access_answer_as_data(house: House) -> bytes:
    path = house.folder / "answer.json"
    house.planner.access_answers.save(path, house.person)
    return path.read_bytes()


def copied_detail(house: House) -> bytes:
    """A passport number that is shown; who gets it is asked first."""
    house.contacts()
    assert house.window.context is not None
    house.window.context.open_record("person", house.person)
    papers = next(one for one in house.window.findChildren(IdentityPapers) if one.lines.values)
    papers._show(house.person, "Visa")
    papers.lines.copy(DetailKind.PASSPORT_NUMBER)
    (dialog,) = house.window.findChildren(AskRecipient)
    assert not dialog.go.isEnabled()
    dialog.to.setEditText("Embassy")
    assert not dialog.go.isEnabled()
    dialog.purpose.setEditText("Visa")
    dialog.go.click()
    return QGuiApplication.clipboard().text().encode()


def register(house: House) -> bytes:
    path = house.folder / "register.xlsx"
    house.planner.register_out.write(path)
    return path.read_bytes()


WAYS: dict[tuple[str, Way, str], tuple[Callable[[House], bytes], set[str]]] = {
    ("calendar", Way.FILE, "person"): (calendar, {"name"}),
    ("visit", Way.FILE, "ics"): (visit_calendar, {"name"}),
    ("contacts", Way.FILE, "xlsx"): (participants, {"family_name", "email", "phone"}),
    ("list of people", Way.FILE, "xlsx"): (people_sheet, {"family_name"}),
    ("list of people", Way.FILE, "csv"): (people_csv, {"family_name"}),
    ("contact cards", Way.FILE, "vcf"): (cards, {"family_name"}),
    ("contact cards", Way.FILE, "drag"): (dragged, {"family_name"}),
    ("text", Way.COPY, "drag"): (dragged_as_text, {"name"}),
    ("text", Way.COPY, "keys"): (copied_text, {"name"}),
    ("text", Way.COPY, "line"): (copied_line, {"name"}),
    ("table", Way.COPY, "keys"): (copied_table, {"name"}),
    ("map", Way.PRINT, ""): (printed_map, set()),
    ("map", Way.FILE, "png"): (saved_map, set()),
    ("persons day", Way.PRINT, ""): (printed_days, {"name"}),
    ("persons day", Way.COPY, ""): (copied_days, {"name"}),
    ("travel", Way.PRINT, ""): (printed_travel, {"name", "arrives"}),
    ("run of show", Way.COPY, ""): (copied_rows, {"name"}),
    ("visit file", Way.VISIT_FILE, ""): (visit_file, {"name", "phone"}),
    ("kept file", Way.FILE, ""): (kept_file, {"name", "file"}),
    ("country-page", Way.FILE, ""): (country_page, {"name", "organisation"}),
    ("thank-you", Way.FILE, "docx"): (thanked, {"name"}),
    ("follow-ups", Way.FILE, "xlsx"): (follow_ups, {"name"}),
    ("access-answer", Way.FILE, "pdf"): (access_answer, {"name"}),
    ("access-answer", Way.FILE, "json"): (access_answer_as_data, {"name", "passport_number"}),
    ("hidden detail", Way.COPY, ""): (copied_detail, {"passport_number"}),
    ("register", Way.FILE, "xlsx"): (register, set()),
}


ASKS = {"access-answer", "kept file", "hidden detail"}
"""What may hold special fields by itself; each asks for recipient and reason, or knows them."""
MARKS = {kind: f"Xq{number}marked" for number, kind in enumerate(DetailKind)} | {
    DetailKind.BIRTH_DATE: "1970-05-31",
    DetailKind.PASSPORT_EXPIRY: "2031-07-29",
    DetailKind.NATIONALITY: "JP",
    DetailKind.PASSPORT_COUNTRY: "JP",
}
NEED = "Xqneedmarked"


def special_in(content: bytes) -> list[str]:
    """The hidden values that a file says, also within its packed parts."""
    whole = content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            whole = b"".join(map(packed.read, packed.namelist()))
    elif content.startswith(b"%PDF-"):
        whole = bare_text(content).encode() if b"visa" not in content else content
    values = [text for text in (*MARKS.values(), NEED) if len(text) > 2]
    return [text for text in values if text.encode() in whole]


@pytest.fixture
def house(window: MainWindow, planner: Planner, files: Files, tmp_path: Path) -> House:
    ground = Ground(planner)
    house = House(window, ground, files, tmp_path)
    planner.delegations.edit(
        DelegateId(house.delegate.id),
        arrives_local=at("Tue 08:00", MONDAY),
        arrives_zone="Europe/Copenhagen",
    )
    for kind, text in MARKS.items():
        planner.hidden_details.note(house.person, kind, text)
    for number, one in enumerate(NeedKind):
        planner.needs.note(DelegateId(house.delegate.id), kind=one, text=f"{NEED}{number}")
    return house


def test_every_paper_of_the_register_has_its_case_here_or_is_sent() -> None:
    here = {paper for paper, _way, _kind in WAYS}

    assert here | set(papers.PAPERS) | {"letter"} == set(PAPERS)


def test_a_paper_that_is_sent_has_the_same_name_in_the_register() -> None:
    assert {name: kind.title for name, kind in papers.PAPERS.items()}.items() <= PAPERS.items()


@pytest.mark.parametrize(("paper", "way", "kind"), WAYS)
def test_each_way_out_writes_one_record_with_hash_and_fields(
    house: House, paper: str, way: Way, kind: str
) -> None:
    take, fields = WAYS[paper, way, kind]
    before = house.planner.history.next_undo()
    content = take(house)

    (record,) = house.planner.keeper(Disclosure).of()
    assert (record.paper, record.way) == (paper, way)
    assert content
    # Of a text so short the hash would give it away.
    assert (record.file_hash == hashlib.sha256(content).hexdigest()) == (paper != "hidden detail")
    told = house.planner.keeper(DisclosureSubject).of(disclosure_id=record.id)
    assert fields <= {name for one in told for name in one.columns}
    if fields:
        assert any(one.prints for one in told)
    else:
        assert not told
    assert house.planner.history.next_undo() == before, "what left cannot be taken back"
    if special_in(content) or special_among(
        Told(name=one.name, values=dict.fromkeys(one.columns, ("x",))) for one in told
    ):
        assert record.recipient, "more than is usual left, and nobody said to whom"
        assert record.purpose
        assert paper in ASKS, "a way out that takes special fields along by itself"


def test_a_look_at_the_pages_is_no_hand_over(house: House) -> None:
    view = house.view("person", PersonView)
    assert isinstance(view, PersonView)
    view.preview()
    dialog = view.findChild(QPrintPreviewDialog)
    assert dialog is not None
    dialog.reject()

    assert house.planner.keeper(Disclosure).of() == []


# no door without a record


ELSEWHERE = {
    "interchange/calendar_folder.py": "put on record by who publishes",
    "services/disclosures.py": "what is saved with its record",
    "ui/dialogs/send.py": "copies what services/sending.py puts on record",
    "ui/dialogs/papers_printing.py": "prints what services/printing.py puts on record",
    "ui/people_out.py": "put on record by who started the drag",
    "ui/pages/list_verbs.py": "through put_on_record",
    "ui/pages/people_verbs.py": "copies and drags",
    "ui/pages/visit_map.py": "prints and files of the map",
    "ui/pages/visit_person.py": "prints of one person's days",
    "ui/pages/visit_travel.py": "prints of journeys",
    "ui/pages/visit_run_of_show.py": "copied rows",
    "ui/widgets/copy_lines.py": "tells who shows it",
    "ui/widgets/day_lines.py": "tells who shows it",
    "ui/widgets/day_lines_paper.py": "tells who printed it",
}
"""Modules whose ways out are put on record by others."""
NO_PEOPLE = {
    "app.py": "a picture of the demonstration, whose people are invented",
    "interchange/files.py": "writes what others made",
    "interchange/folders.py": "writes what others made",
    "interchange/kept_files.py": "a look in another program, which is no hand-over",
    "services/organisation_sheets.py": "organisations only",
    "services/starts.py": "how the program started, beside its settings",
    "services/support.py": "the report for support: of the program and its library, of nobody",
    "ui/dialogs/support_report.py": "the same as text",
    "ui/dialogs/kept_text.py": "what somebody typed and did not save, back to who typed it",
    "services/charts.py": "sums",
    "ui/pages/charts.py": "sums",
    "services/backups.py": "copies of the whole library that stay with the office",
    "services/recovery_sheet.py": "the code of the library; nobody by name",
    "services/erasing.py": "the certificate of an erasure, for the person",
    "services/deadlines.py": "dates of calls and agreements; nobody by name",
    "services/relationships.py": "visits, agreements and what is open; nobody by name",
    "ui/pages/relationship_verbs.py": "the same as text",
    "services/templates.py": "how papers look",
    "ui/clipboard.py": "puts there what others made",
    "ui/dialogs/crash.py": "words of the program",
    "ui/pages/organisation_verbs.py": "organisations only",
}
"""Modules that let nothing out of people, or only what others made and put on record."""


def _leaves(path: Path) -> bool:
    """Whether a module writes files for others, prints, or fills the clipboard."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        name = called.rpartition(".")[2]
        if name in ("save_bytes", "put_file", "PrintPreview", "print_"):
            return True
        if "clipboard" in called and name in ("setText", "put", "setMimeData"):
            return True
    return False


def _records(path: Path) -> bool:
    """Whether a module puts on record itself what it lets out."""
    text = path.read_text("utf-8")
    return "services.disclosures import Disclosures" in text and ".record(" in text


def test_no_module_lets_anything_out_past_the_register() -> None:
    doors = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if _leaves(path) and not _records(path)
    }

    assert doors - set(ELSEWHERE) - set(NO_PEOPLE) == set()
