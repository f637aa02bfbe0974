"""A sheet that went out comes back edited: known by its keys, compared cell by cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from journeys.ground import Ground, ground_in
from planner.domain.column_meanings import Meaning
from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.people import ContactKind, ContactPoint, Person, Position
from planner.domain.privacy import Profile
from planner.domain.staging import Decision, Staging
from planner.domain.times import PartialDate
from planner.domain.visits import Category, Delegate
from planner.services.exporting import ExportRequest
from planner.services.planner import Planner

Edit = Callable[[Any, dict[str, int]], None]


@pytest.fixture
def ground(tmp_path: Path) -> Any:
    ground = ground_in(tmp_path)
    yield ground
    ground.planner.close()


def people_sheet(ground: Ground, tmp_path: Path, language: str = "en") -> Path:
    path = tmp_path / "contacts.xlsx"
    ground.planner.exporting.write_people(path, language_code=language)
    return path


def delegates_sheet(
    ground: Ground, tmp_path: Path, language: str = "en", profile: Profile = Profile.INTERNAL
) -> Path:
    report = ground.planner.exporting.write(
        ExportRequest(
            folder=tmp_path,
            visit_id=ground.visit,
            profile=profile,
            contact_sheet=True,
            language=language,
        )
    )
    (path,) = report.files
    return path


def edited(path: Path, edit: Edit) -> Path:
    """The file as somebody saved it again; columns by their header."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    edit(sheet, {str(cell.value): cell.column for cell in sheet[1]})
    book.save(path)
    return path


def row_of(sheet: Any, column: int, text: str) -> int:
    return next(row for row in range(1, 99) if sheet.cell(row, column).value == text)


def back(planner: Planner, path: Path, visit: Any = None) -> Staging:
    book = planner.importing.read(path)
    table = planner.importing.likely_sheet(book)
    columns = planner.importing.match(table)
    assert planner.importing.is_known_kind(table, columns)
    return planner.importing.stage(book, table.name, columns, visit)


def changed(staging: Staging) -> list[tuple[str, str, str, str, bool]]:
    return [
        (row.name, one.field, one.old, one.new, one.offered)
        for row in staging.rows
        for one in row.changes
    ]


@pytest.mark.parametrize("language", ["en", "da", "de"])
def test_people_that_come_back_as_they_went_change_nothing(
    ground: Ground, tmp_path: Path, language: str
) -> None:
    staging = back(ground.planner, people_sheet(ground, tmp_path, language))

    assert changed(staging) == []
    assert {row.decision for row in staging.rows} == {Decision.SAME}
    assert not staging.changes_anything


@pytest.mark.parametrize("language", ["en", "da", "de"])
@pytest.mark.parametrize("profile", [Profile.INTERNAL, Profile.HOSTS])
def test_a_delegation_that_comes_back_as_it_went_changes_nothing(
    ground: Ground, tmp_path: Path, language: str, profile: Profile
) -> None:
    path = delegates_sheet(ground, tmp_path, language, profile)

    for visit in (ground.visit, None):
        staging = back(ground.planner, path, visit)
        named = [row for row in staging.rows if not row.placeholder]
        assert changed(staging) == []
        assert {row.decision for row in named} == {Decision.SAME}
        assert not staging.changes_anything


def test_each_edited_cell_is_one_change(ground: Ground, tmp_path: Path) -> None:
    def edit(sheet: Any, columns: dict[str, int]) -> None:
        row = row_of(sheet, columns["Family name"], "Tanaka")
        sheet.cell(row, columns["Given name"], "HARUTO")
        sheet.cell(row, columns["Position"], "Vice-Minister")
        sheet.cell(row, columns["E-mail"], "tanaka@mext.example.jp")
        sheet.cell(row, columns["Native name"]).value = None
        sheet.cell(row, columns["Phone"]).value = None

    staging = back(ground.planner, edited(people_sheet(ground, tmp_path), edit))

    (row,) = [row for row in staging.rows if row.decision is Decision.UPDATE]
    old = "haruto.tanaka@mext.example.jp"
    assert [(one.field, one.old, one.new, one.offered) for one in row.changes] == [
        ("given_name", "Haruto", "HARUTO", False),
        ("native_name", "田中 陽斗", "", True),
        ("email", old, "tanaka@mext.example.jp", False),
        ("email", old, "tanaka@mext.example.jp", False),
        ("phone", "+81 3 5253 4111", "", True),
        ("position", "Deputy Director-General", "Vice-Minister", False),
    ]
    ground.planner.importing.commit(staging)
    card = ground.planner.contacts.card(PersonId(ground.known["person Tanaka"]))
    assert (card.person.given_name, card.person.native_name) == ("HARUTO", "田中 陽斗")
    assert [point.value for point in card.emails] == ["tanaka@mext.example.jp"]
    assert [point.normal for point in card.emails] == ["tanaka@mext.example.jp"]
    assert [point.value for point in card.phones] == ["+81 3 5253 4111"], "emptied is not cleared"


@pytest.mark.parametrize("language", ["en", "da", "de"])
def test_a_post_to_come_says_from_when_and_comes_back_as_it_went(
    ground: Ground, tmp_path: Path, language: str
) -> None:
    planner = ground.planner
    key = PersonId(ground.known["person Tanaka"])
    for post in planner.posts.of(key):
        planner.posts.remove(post.id)
    planner.posts.begin(key, "MEXT", "Director", since=PartialDate("2199-12-01"))
    path = people_sheet(ground, tmp_path, language)

    sheet = openpyxl.load_workbook(path).worksheets[0]
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert "Director" not in cells
    assert any(text.endswith("2199: Director") for text in cells)
    assert changed(back(planner, path)) == []


@pytest.mark.parametrize(
    ("honorific", "after"),
    [("Form of address", "After the name"), ("Tiltale", "Efter navnet"),
     ("Akad. Titel", "Nach dem Namen")],
)  # fmt: skip
def test_a_sheet_with_the_headings_of_before_comes_back_too(
    ground: Ground, tmp_path: Path, honorific: str, after: str
) -> None:
    def as_it_was(sheet: Any, columns: dict[str, int]) -> None:
        head = row_of(sheet, columns["Family name"], "Family name")
        sheet.cell(head, columns["Honorific"], honorific)
        last = sheet.max_column + 1
        sheet.cell(head, last, after)
        row = row_of(sheet, columns["Family name"], "Tanaka")
        sheet.cell(row, columns["Honorific"], "Prof.")
        sheet.cell(row, last, "PhD")

    staging = back(ground.planner, edited(people_sheet(ground, tmp_path), as_it_was))

    (row,) = [row for row in staging.rows if row.decision is Decision.UPDATE]
    assert [(one.field, one.new) for one in row.changes] == [("prefix", "Prof."), ("suffix", "PhD")]


def test_emptied_cells_are_cleared_only_where_somebody_says_so(
    ground: Ground, tmp_path: Path
) -> None:
    planner = ground.planner

    def edit(sheet: Any, columns: dict[str, int]) -> None:
        for title in ("Native name", "Phone", "Position"):
            sheet.cell(row_of(sheet, 1, "Tanaka"), columns[title]).value = None

    staging = back(planner, edited(people_sheet(ground, tmp_path), edit))
    (row,) = [row for row in staging.rows if row.changes]
    assert row.decision is Decision.SAME
    planner.importing.commit(staging)
    assert back(planner, tmp_path / "contacts.xlsx").row(row.number).changes == row.changes

    staging = planner.importing.choose(staging, row.number, range(3), take=True)
    assert staging.row(row.number).decision is Decision.UPDATE
    planner.importing.commit(staging)

    card = planner.contacts.card(PersonId(ground.known["person Tanaka"]))
    assert (card.person.native_name, card.phones, card.posts[0].position.title) == ("", (), "")


def test_a_delegation_that_was_edited_changes_the_visit_and_what_it_repeated(
    ground: Ground, tmp_path: Path
) -> None:
    planner = ground.planner

    def edit(sheet: Any, columns: dict[str, int]) -> None:
        row = row_of(sheet, columns["Family name"], "Suzuki")
        sheet.cell(row, columns["Role"]).value = None
        sheet.cell(row, columns["Payer"], "MEXT")
        sheet.cell(row, columns["Arrives"], dt.datetime(2027, 5, 10, 14, 30))
        sheet.cell(row, columns["No."], 9)
        sheet.append(["", "Nakamura", "Jun"])

    path = edited(delegates_sheet(ground, tmp_path), edit)
    staging = back(planner, path, ground.visit)

    assert sorted(changed(staging)) == [
        ("Suzuki Aoi", "arrives", "", "2027-05-10 14:30", False),
        ("Suzuki Aoi", "arrives", "", "2027-05-10 14:30", False),
        ("Suzuki Aoi", "payer", "", "MEXT", False),
        ("Suzuki Aoi", "rank", "4", "9", False),
        ("Suzuki Aoi", "role", "Programme", "", True),
    ]
    assert [row.name for row in staging.rows if row.decision is Decision.NEW] == ["Jun Nakamura"]
    planner.importing.commit(staging)
    (delegate,) = planner.keeper(Delegate).of(person_id=ground.known["person Suzuki"])
    assert (delegate.payer, delegate.rank, delegate.role) == ("MEXT", 9, "Programme")
    assert delegate.arrives_local == dt.datetime(2027, 5, 10, 14, 30)
    assert delegate.arrives_zone == "Europe/Stockholm", "with its zone"


def test_somebody_renamed_is_still_the_same_person(ground: Ground, tmp_path: Path) -> None:
    planner = ground.planner
    before = planner.contacts.count()

    def edit(sheet: Any, columns: dict[str, int]) -> None:
        row = row_of(sheet, columns["Family name"], "Sato")
        sheet.cell(row, columns["Family name"], "Ishikawa")
        sheet.cell(row, columns["Native name"], "石川 結衣")

    staging = back(planner, edited(people_sheet(ground, tmp_path), edit))
    planner.importing.commit(staging)

    person = planner.keeper(Person).find(ground.known["person Sato"])
    assert person is not None
    assert (person.family_name, person.native_name) == ("Ishikawa", "石川 結衣")
    assert planner.contacts.count() == before


def test_the_key_column_is_hidden_and_is_never_shown_as_a_change(
    ground: Ground, tmp_path: Path
) -> None:
    path = people_sheet(ground, tmp_path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.column_dimensions["K"].hidden
    assert str(sheet["K2"].value).startswith("planner:")
    book = ground.planner.importing.read(path)
    columns = ground.planner.importing.match(book.sheets[0])
    assert columns.columns[-1].meaning is Meaning.KEY


def test_a_second_number_keeps_its_place_when_the_first_is_corrected(
    ground: Ground, tmp_path: Path
) -> None:
    planner = ground.planner
    person = PersonId(ground.known["person Yamamoto"])
    (first,) = planner.keeper(ContactPoint).of(person_id=person, kind="phone")
    second = ContactPoint(
        id=RecordId(new_id()),
        person_id=person,
        kind=ContactKind.PHONE,
        value="+81 90 1234 5678",
        normal="+819012345678",
        rank=9,
    )
    planner.keeper(ContactPoint).add(second)

    def edit(sheet: Any, columns: dict[str, int]) -> None:
        row = row_of(sheet, columns["Family name"], "Yamamoto")
        sheet.cell(row, columns["Phone"], "+81 3 5253 4222")

    staging = back(planner, edited(delegates_sheet(ground, tmp_path), edit), ground.visit)
    planner.importing.commit(staging)

    after = planner.keeper(ContactPoint).of(person_id=person, kind="phone")
    assert {(one.id, one.value) for one in after} == {
        (first.id, "+81 3 5253 4222"),
        (second.id, "+81 90 1234 5678"),
    }
    assert planner.keeper(Position).of(person_id=person)


def name_the_head(family: str, given: str, mail: str = "") -> Edit:
    def edit(sheet: Any, columns: dict[str, int]) -> None:
        row = row_of(sheet, columns["Family name"], "N.N., head of section")
        sheet.cell(row, columns["Family name"], family)
        sheet.cell(row, columns["Given name"], given)
        sheet.cell(row, columns["E-mail"], mail)
        sheet.cell(row, columns["Payer"], "MEXT")

    return edit


def test_a_head_that_comes_back_named_gets_its_person(ground: Ground, tmp_path: Path) -> None:
    planner = ground.planner
    heads = len(planner.keeper(Delegate).of(visit_id=ground.visit))
    path = edited(
        delegates_sheet(ground, tmp_path), name_the_head("Nakamura", "Jun", "n@x.example")
    )

    staging = back(planner, path, ground.visit)
    report = planner.importing.commit(staging)

    assert (report.added, report.updated) == (1, 0)
    (person,) = planner.keeper(Person).of(family_name="Nakamura")
    (head,) = planner.keeper(Delegate).of(person_id=person.id)
    assert head.id == ground.known["N.N."], "the head stays, with all that hangs on it"
    assert (head.placeholder, head.role, head.payer) == ("", "Head of section", "MEXT")
    assert len(planner.keeper(Delegate).of(visit_id=ground.visit)) == heads
    assert not back(planner, path, ground.visit).changes_anything


def test_a_head_that_comes_back_as_somebody_known_is_that_person(
    ground: Ground, tmp_path: Path
) -> None:
    planner = ground.planner
    before = planner.contacts.count()
    host = PersonId(ground.known["host"])
    planner.keeper(ContactPoint).add(
        ContactPoint(
            id=RecordId(new_id()),
            person_id=host,
            kind=ContactKind.EMAIL,
            value="s@ess.example",
            normal="s@ess.example",
        )
    )
    edit = name_the_head("O’Connor", "Siobhán", "s@ess.example")

    staging = back(planner, edited(delegates_sheet(ground, tmp_path), edit), ground.visit)
    planner.importing.commit(staging)

    (head,) = planner.keeper(Delegate).of(person_id=host)
    assert head.id == ground.known["N.N."]
    assert planner.contacts.count() == before


@pytest.mark.parametrize("language", ["en", "da", "de"])
def test_a_sheet_that_comes_back_as_it_went_raises_no_doubt(
    ground: Ground, tmp_path: Path, language: str
) -> None:
    for head in ground.planner.keeper(Delegate).of(visit_id=ground.visit):
        ground.planner.keeper(Delegate).edit(head.id, category=Category.OTHER)

    staging = back(ground.planner, delegates_sheet(ground, tmp_path, language), ground.visit)

    assert [found for row in staging.rows for found in row.findings] == []
