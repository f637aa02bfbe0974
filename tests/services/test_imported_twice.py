"""No list adds anybody twice: every sample file of every kind, taken in, taken in again, and sent anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from interchange.test_address_books import SAMPLES
from interchange.test_people_in_texts import BLOCKS
from interchange.test_vcard import card
from journeys.ground import Ground, ground_in
from oddities import make_other_workbooks as other
from oddities import make_workbooks as make
from planner.domain.ids import PersonId, VisitId, new_id
from planner.domain.people import ExternalKey, Person
from planner.domain.sheets import Workbook
from planner.domain.staging import Decision
from planner.domain.visits import Delegate, Visit
from planner.services.handing_out import CardForm
from planner.services.importing import ImportReport
from planner.services.planner import Planner


def _mail() -> bytes:
    mail = EmailMessage()
    mail["From"] = "Mette Krogh-Lund <mkl@styrelsen.example>"
    mail["To"] = '"Ito, Ken" <ito@jst.example>, hanako.sato@jst.example'
    mail["Subject"] = "Visit"
    mail.set_content("See you\n\n-- \nMette Krogh-Lund\nChefkonsulent\nTlf.: +45 72 31 00 01\n")
    return mail.as_bytes()


CALENDAR = b"""BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Round table\r
ORGANIZER;CN=Mette Krogh-Lund:mailto:mkl@styrelsen.example\r
ATTENDEE;CN="Ito, Ken";ROLE=REQ-PARTICIPANT:mailto:ito@jst.example\r
END:VEVENT\r\nEND:VCALENDAR\r\n"""
CARDS = {
    "a card with a key": card("N:Ito;Ken;;;", "FN:Ken Ito", "UID:urn:uuid:"
                              "0b8f4e6e-7a0e-4f7c-9a3c-2f1e6d5c4b3a", "TEL:+81312345678"),
    "a card with a name alone": card("N:Ito;Ken;;;", "FN:Ken Ito"),
    "cards of three people": card("N:Ito;Ken;;;", "EMAIL:ito@jst.example")
    + card("N:Sato;Hanako;;;", "FN:Hanako Sato", "ORG:JST", version="4.0")
    + card("N;CHARSET=UTF-8:佐藤;花子", version="2.1"),
}  # fmt: skip
FILES: dict[str, bytes] = {
    **{f"workbook: {name}": build() for name, build in make.LISTS.items()},
    **{"ods": other.ods(), "xls": other.xls(), "xlsb": other.xlsb()},
    **{name: data for name, data, _people in SAMPLES},
    **{f"block: {name}": text.encode() for name, text, _people in BLOCKS},
    **CARDS,
    "mail": _mail(),
    "calendar": CALENDAR,
}


def take_in(
    planner: Planner, book: Workbook, visit: VisitId | None, *, undecided: bool = False
) -> ImportReport:
    table = planner.importing.likely_sheet(book)
    staging = planner.importing.stage(book, table.name, planner.importing.match(table), visit)
    if undecided:
        staging = planner.importing.decide_all(staging, Decision.NEW)
    return planner.importing.commit(staging)


@pytest.mark.parametrize("name", FILES)
def test_a_list_that_comes_again_adds_nobody(planner: Planner, tmp_path: Path, name: str) -> None:
    day = dt.date(2027, 5, 10)
    visit = planner.visits.new(
        Visit(id=VisitId(new_id()), title="Visit", first_day=day, last_day=day, zone="Asia/Tokyo")
    )
    path = tmp_path / "list.bin"
    path.write_bytes(FILES[name])
    book = planner.importing.read(path)
    first = take_in(planner, book, visit, undecided=True)
    people, heads = len(planner.keeper(Person).of()), len(planner.keeper(Delegate).of())
    assert first.added == heads > 0

    again = take_in(planner, book, visit)
    anew = take_in(planner, replace(book, sha256="the same list, saved again"), visit)
    elsewhere = take_in(planner, replace(book, sha256="the same list"), None)

    assert (again.added, again.updated, anew.added, elsewhere.added) == (0, 0, 0, 0)
    assert (len(planner.keeper(Person).of()), len(planner.keeper(Delegate).of())) == (people, heads)


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return ground_in(tmp_path)


def _cards(form: CardForm) -> Callable[[Ground, Path], Path]:
    def write(ground: Ground, folder: Path) -> Path:
        people = [line.id for line in ground.planner.contacts.page(0, 100)]
        path = folder / "contacts.out"
        ground.planner.handing_out.write(people, path, form)
        return path

    return write


def _sheet(ground: Ground, folder: Path) -> Path:
    ground.planner.exporting.write_people(folder / "contacts.xlsx")
    return folder / "contacts.xlsx"


@pytest.mark.parametrize(
    "write", [_sheet, *map(_cards, CardForm)], ids=["sheet", *(form.value for form in CardForm)]
)
def test_what_went_out_from_here_comes_back_as_nobody_new(
    ground: Ground, tmp_path: Path, write: Callable[[Ground, Path], Path]
) -> None:
    planner = ground.planner
    before = planner.contacts.count()

    report = take_in(planner, planner.importing.read(write(ground, tmp_path)), None)

    assert (report.added, report.updated, report.unchanged) == (0, 0, before)
    planner.close()


def test_rows_with_a_key_update_the_same_people_whatever_else_changed(
    planner: Planner, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Contact ID;Family name;Given name;E-mail\n17;Ito;Ken;ito@jst.example\n")
    take_in(planner, planner.importing.read(path), None)
    (ito,) = planner.keeper(Person).of()
    path.write_text("Contact ID;Family name;Given name;E-mail\n17;Mori;Ken;mori@riken.example\n")

    report = take_in(planner, planner.importing.read(path), None)

    assert (report.added, report.updated) == (0, 1)
    card_now = planner.contacts.card(PersonId(ito.id))
    assert card_now.person.family_name == "Mori"
    assert [point.value for point in card_now.emails] == ["ito@jst.example", "mori@riken.example"]
    assert [key.value for key in planner.keeper(ExternalKey).of()] == ["17"]


def test_a_card_with_a_key_updates_the_same_person(planner: Planner, tmp_path: Path) -> None:
    path = tmp_path / "ito.vcf"
    path.write_bytes(card("UID:abc-1", "N:Ito;Ken;;;", "EMAIL:ito@jst.example"))
    take_in(planner, planner.importing.read(path), None)
    path.write_bytes(card("UID:abc-1", "N:Ito;Ken;;;", "EMAIL:ken@riken.example", "ORG:RIKEN"))

    report = take_in(planner, planner.importing.read(path), None)

    assert (report.added, report.updated) == (0, 1)
    assert len(planner.keeper(Person).of()) == 1
