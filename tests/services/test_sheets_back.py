"""A sheet that went out and comes back: what was edited is seen cell by cell, the rest says nothing."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from factories import visit as another_visit
from planner import phrases
from planner.domain.access import ACCESS_STATUSES, AccessStatus
from planner.domain.column_meanings import bare
from planner.domain.ids import DelegateId
from planner.domain.itinerary import Item, ItemStatus
from planner.domain.plan import Plan
from planner.domain.sheet_keys import SheetKey, as_read, cell_print, read_sheet_key
from planner.domain.staging import Decision, Staging
from planner.domain.travel import Ride, Rooming, RoomKind
from planner.domain.visit_records import VisitState
from planner.domain.visits import Category, Delegate
from planner.errors import NotFound, OutOfDate, UserError
from planner.i18n import LANGUAGES, language
from planner.services.access import states_of
from planner.services.planner import Planner
from planner.services.visit_sheets import SHEETS
from planner.text import clean_line
from sheet_visits import (
    COACH,
    DRIVER,
    EVERYBODY,
    FIRST_COACH,
    FLIGHT,
    GATE,
    LAB,
    NILSEN,
    NOBODY,
    RECEPTION,
    SATO,
    SECOND_COACH,
    STAY,
    TALK,
    VISIT,
    paper,
    plan,
)


@pytest.fixture
def office(planner: Planner) -> Planner:
    """A library that holds the visit of the sheets."""
    with planner._core.work("Fill", {}) as work:
        work.add(plan().visit)
        for record in VisitState(plan()).records.values():
            if record.WORD != "visit":
                work.add(record)
    return planner


def now(planner: Planner) -> Plan:
    return planner.visits.plan(VISIT)


def sent(planner: Planner, path: Path, name: str, one: Any = None, code: str = "en") -> Path:
    """The sheet as the library would send it now, in a file."""
    whole = now(planner)
    states = states_of(planner._core.reader, whole)
    made = paper(name, one or EVERYBODY[0], code, whole, states=states)
    assert made is not None
    path.write_bytes(made.content)
    return path


def edited(path: Path, row: int, changes: dict[str, Any], *, sheet: int = 0) -> Path:
    """Somebody types into the cells of one row, named by their headers, and saves."""
    book = load_workbook(io.BytesIO(path.read_bytes()))
    page = book.worksheets[sheet]
    titles = {cell.value: cell.column for cell in page[1]}
    for title, value in changes.items():
        page.cell(row, titles[title]).value = value
    book.save(path)
    return path


def back(planner: Planner, path: Path) -> Staging:
    return planner.sheets_back.stage(planner.importing.read(path), VISIT)


def told(staging: Staging) -> list[str]:
    return [
        phrases.sentence(finding)
        for finding in (*staging.notices, *(one for row in staging.rows for one in row.findings))
    ]


def changed(staging: Staging) -> list[tuple[str, str, str]]:
    return [(one.field, one.old, one.new) for row in staging.rows for one in row.taken]


def delegate(planner: Planner, key: str) -> Delegate:
    return now(planner).delegate[key]  # type: ignore[index]


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_an_unchanged_sheet_changes_nothing(
    office: Planner, tmp_path: Path, name: str, code: str
) -> None:
    for number, one in enumerate(EVERYBODY):
        made = paper(name, one, code, now(office))
        if made is None:
            continue
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(made.content)
        staging = back(office, path)
        assert staging.rows
        assert {row.decision for row in staging.rows} == {Decision.SAME}
        assert told(staging) == []
        assert office.importing.commit(staging).step is None


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(max_size=60), min_size=5, max_size=5),
    st.sampled_from(sorted(SHEETS)),
    st.sampled_from(sorted(LANGUAGES)),
)
def test_whatever_texts_a_visit_has_its_sheets_come_back_unchanged(
    office: Planner, tmp_path: Path, texts: list[str], name: str, code: str
) -> None:
    whole = now(office)
    with office._core.work("Change", {}) as work:
        work.change(Delegate, SATO, None, title=texts[0], role=texts[1], payer=texts[2])
        work.change(Item, TALK, None, public_text=texts[3], place=texts[4])
        work.change(Rooming, whole.roomings[0].id, None, room=texts[0], notes=texts[3])
        work.change(Ride, whole.rides[0].id, None, seat=texts[2])
    staging = back(office, sent(office, tmp_path / "a.xlsx", name, code=code))
    assert not staging.changes_anything
    assert told(staging) == []


_COLUMNS = {"Position": "title", "Role": "role", "Payer": "payer"}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.tuples(st.integers(2, 4), st.sampled_from(sorted(_COLUMNS))),
        st.text("aåあ𠮷🛫 '-,.", min_size=1, max_size=20).filter(str.strip),
        max_size=6,
    )
)
def test_exactly_the_edited_cells_are_written_and_undone(
    office: Planner, tmp_path: Path, typed: dict[tuple[int, str], str]
) -> None:
    before = now(office).delegates
    order = [
        read_sheet_key(key) for key in _keys(sent(office, tmp_path / "p.xlsx", "participants"))
    ]
    for (row, title), text in typed.items():
        edited(tmp_path / "p.xlsx", row, {title: text})
    staging = back(office, tmp_path / "p.xlsx")
    report = office.importing.commit(staging)
    expected = {one.id: one for one in before}
    for (row, title), text in typed.items():
        key = order[row - 2]
        assert key is not None
        one = expected[DelegateId(key.ids[0])]
        expected[one.id] = replace(one, **{_COLUMNS[title]: clean_line(text)})
    assert set(now(office).delegates) == set(expected.values())
    if report.step is not None:
        office.history.undo(report.step)
    assert now(office).delegates == before


def _keys(path: Path) -> list[str]:
    page = load_workbook(path).worksheets[0]
    return [str(row[-1].value) for row in page.iter_rows(min_row=2)]


def test_participants_are_changed_cell_by_cell_and_taken_back_in_one_step(
    office: Planner, tmp_path: Path
) -> None:
    path = sent(office, tmp_path / "p.xlsx", "participants", code="da")
    edited(path, 2, {"Stilling": "Minister", "Gruppe": None})
    edited(path, 3, {"Nr.": 1, "Kategori": "Presse", "Gruppe": "a"})
    staging = back(office, path)
    assert changed(staging) == [
        ("visit_position", "副大臣, Vice-Minister", "Minister"),
        ("rank", "2", "1"),
        ("group", "", "A"),
        ("category", "Science", "Press"),
    ]
    before = now(office)
    report = office.importing.commit(staging)
    assert report.updated == 2
    assert delegate(office, SATO).title == "Minister"
    assert delegate(office, NILSEN).category is Category.PRESS
    assert {one.delegate_id for one in now(office).members} == {SATO, NILSEN}  # only offered
    assert report.step is not None
    office.history.undo(report.step)
    assert now(office).delegates == before.delegates
    assert now(office).members == before.members


def test_a_cell_that_came_back_empty_is_offered_and_not_taken(
    office: Planner, tmp_path: Path
) -> None:
    path = edited(sent(office, tmp_path / "p.xlsx", "participants"), 2, {"Role": None})
    staging = back(office, path)
    row = staging.rows[0]
    assert [one.field for one in row.changes] == ["role"]
    assert row.taken == ()
    taken = office.importing.choose(staging, row.number, [0], take=True)
    office.importing.commit(taken)
    assert delegate(office, SATO).role == ""


def test_what_cannot_be_read_is_said_with_its_cell_and_left_out(
    office: Planner, tmp_path: Path
) -> None:
    path = sent(office, tmp_path / "p.xlsx", "participants")
    edited(
        path, 3, {"No.": "first", "Category": "Wizard", "Group": "Z", "Organisation": "Elsewhere"}
    )
    staging = back(office, path)
    assert not staging.changes_anything
    sentences = told(staging)
    assert "Changed in the sheet, but not taken back in: “Organisation”." in sentences
    assert "A3 (No.): “first” is no place in an order; it was left out." in sentences
    assert any("“Wizard” is no category" in one for one in sentences)
    assert any("“Z” is nothing that is known here" in one for one in sentences)


def test_the_programme_comes_back_with_times_texts_and_places(
    office: Planner, tmp_path: Path
) -> None:
    path = sent(office, tmp_path / "t.xlsx", "programme", code="de")
    edited(
        path,
        4,
        {
            "Beginn": dt.datetime(2027, 5, 11, 10, 30),
            "Ende": dt.datetime(2027, 5, 11, 12, 45),
            "Titel": "Vortrag",
            "Ort": "Hotel Øresund, Lobby",
            "Status": "bestätigt",
            "Text": "New text",
        },
    )
    staging = back(office, path)
    assert told(staging) == []
    office.importing.commit(staging)
    talk = now(office).item[TALK]
    assert (talk.start_local, talk.end_local) == (
        dt.datetime(2027, 5, 11, 10, 30),
        dt.datetime(2027, 5, 11, 12, 45),
    )
    assert (talk.title, talk.public_text) == ("Vortrag", "New text")
    assert (now(office).place_of(talk), talk.place) == ("Hotel Øresund, Lobby", "Lobby")
    assert talk.start_zone == "Europe/Copenhagen"


def test_an_end_before_the_start_leaves_both_times(office: Planner, tmp_path: Path) -> None:
    path = edited(
        sent(office, tmp_path / "t.xlsx", "programme"),
        4,
        {"Start": dt.datetime(2027, 5, 11, 13, 0), "Title": "Later"},
    )
    staging = back(office, path)
    assert told(staging) == ["B4 (Start): the end would lie before the start; the times stay."]
    assert changed(staging) == [("title", "+Talk 🚀", "Later")]


def test_times_across_zones_stay_wall_times_of_their_own_zone(
    office: Planner, tmp_path: Path
) -> None:
    path = edited(sent(office, tmp_path / "t.xlsx", "programme"), 6, {"End": "2027-05-13 08:05"})
    office.importing.commit(back(office, path))
    flight = now(office).item[FLIGHT]
    assert (flight.end_local, flight.end_zone) == (dt.datetime(2027, 5, 13, 8, 5), "Asia/Tokyo")


def test_a_driver_cannot_move_where_a_journey_goes(office: Planner, tmp_path: Path) -> None:
    path = edited(sent(office, tmp_path / "t.xlsx", "programme", DRIVER), 2, {"Place": "Elsewhere"})
    staging = back(office, path)
    assert not staging.changes_anything
    assert told(staging) == [
        "E2 (Place): from where to where a journey goes is changed in the window."
    ]


def test_a_cell_that_also_changed_here_is_only_offered(office: Planner, tmp_path: Path) -> None:
    path = sent(office, tmp_path / "t.xlsx", "programme")
    office.itineraries.edit(TALK, title="Talk at ESS", public_text="Changed here alone")
    edited(path, 4, {"Title": "Lecture"})
    staging = back(office, path)
    row = next(one for one in staging.rows if one.number == 4)
    assert [(one.field, one.offered) for one in row.changes] == [("title", True)]
    assert not staging.changes_anything
    assert "was changed here, too" in told(staging)[0]
    assert "“Talk at ESS”" in told(staging)[0]


def test_a_hotel_fills_in_rooms(office: Planner, tmp_path: Path) -> None:
    path = sent(office, tmp_path / "r.xlsx", "rooming", RECEPTION)
    edited(path, 2, {"Room no.": "0301", "Booking reference": "000123"})
    edited(path, 4, {"Room no.": "0302", "Kind of room": "Single room", "Notes": "late"})
    staging = back(office, path)
    assert told(staging) == []
    report = office.importing.commit(staging)
    rooms = {one.delegate_id: one for one in now(office).roomings if one.item_id == STAY}
    assert (rooms[SATO].room, rooms[SATO].reference) == ("0301", "000123")
    made = rooms[NOBODY]
    assert (made.kind, made.room, made.notes) == (RoomKind.SINGLE, "0302", "late")
    assert report.step is not None
    office.history.undo(report.step)
    assert {one.delegate_id for one in now(office).roomings} == {SATO, NILSEN}


def test_seats_and_vehicles_come_back(office: Planner, tmp_path: Path) -> None:
    path = sent(office, tmp_path / "v.xlsx", "transport")
    edited(path, 2, {"Vehicle": "coach 2"})
    edited(path, 3, {"Vehicle": "Coach 2", "Seat": "4B"})
    edited(path, 4, {"Seat": "5"})
    edited(path, 6, {"Booking reference": "0077", "Seat": "9F"})
    staging = back(office, path)
    assert told(staging) == ["J4 (Seat): nobody said in which vehicle; the seat was left out."]
    office.importing.commit(staging)
    rides = {one.delegate_id: one for one in now(office).rides if one.item_id == COACH}
    assert rides[SATO].resource_id == SECOND_COACH
    assert (rides[NILSEN].resource_id, rides[NILSEN].seat) == (SECOND_COACH, "4B")
    assert NOBODY not in rides
    booked = {one.delegate_id: one for one in now(office).references}
    assert (booked[NILSEN].reference, booked[NILSEN].seat) == ("0077", "9F")


def test_a_vehicle_that_is_not_booked_is_refused(office: Planner, tmp_path: Path) -> None:
    path = edited(sent(office, tmp_path / "v.xlsx", "transport"), 2, {"Vehicle": "Taxi"})
    staging = back(office, path)
    assert not staging.changes_anything
    assert told(staging) == ["I2 (Vehicle): “Taxi” is not booked for this entry; it was left out."]
    assert now(office).rides[0].resource_id == FIRST_COACH


def test_admissions_come_back_and_no_datum_is_kept(office: Planner, tmp_path: Path) -> None:
    gate = edited(sent(office, tmp_path / "g.xlsx", "access", GATE), 3, {"Passport number": "P1"})
    refused = back(office, gate)
    assert not refused.changes_anything
    assert "such data are not kept here" in told(refused)[0]
    assert "P1" not in "".join(told(refused))
    path = sent(office, tmp_path / "a.xlsx", "access")
    german = {status: language("de")(title) for status, title in ACCESS_STATUSES.items()}
    words = {
        "Passport number": german[AccessStatus.COLLECTED],
        "Admission": german[AccessStatus.APPROVED],
    }
    edited(path, 2, words)
    staging = back(office, path)
    assert told(staging) == []
    office.importing.commit(staging)
    states = states_of(office._core.reader, now(office))
    assert states[SATO, LAB, "passport"] is AccessStatus.COLLECTED
    assert states[SATO, LAB, ""] is AccessStatus.APPROVED


def test_rows_may_be_sorted_removed_and_put_under_a_title(office: Planner, tmp_path: Path) -> None:
    path = edited(sent(office, tmp_path / "p.xlsx", "participants"), 3, {"Position": "Chair"})
    book = load_workbook(path)
    page = book.worksheets[0]
    page.delete_rows(2)
    page.insert_rows(1, 2)
    page["A1"] = "Our delegation"
    page.cell(page.max_row + 1, 3).value = "Somebody new"
    book.save(path)
    staging = back(office, path)
    assert changed(staging) == [("visit_position", "-Advisor", "Chair")]
    assert told(staging) == [
        "Rows without our key (1) were left out: new ones are added in the window."
    ]
    assert len(now(office).delegates) == 3


def test_a_row_that_stands_twice_is_taken_once(office: Planner, tmp_path: Path) -> None:
    path = sent(office, tmp_path / "p.xlsx", "participants")
    book = load_workbook(path)
    page = book.worksheets[0]
    page.append([cell.value for cell in page[2]])
    book.save(path)
    edited(path, 5, {"Position": "Twice"})
    staging = back(office, path)
    assert [row.decision for row in staging.rows][-1] is Decision.SKIP
    assert not staging.changes_anything


def test_a_row_about_what_is_gone_says_so(office: Planner, tmp_path: Path) -> None:
    path = sent(office, tmp_path / "p.xlsx", "participants")
    office.delegations.remove(NILSEN)
    staging = back(office, edited(path, 3, {"Position": "Chair"}))
    assert not staging.changes_anything
    assert "is no longer in the visit" in told(staging)[0]


def test_a_sheet_of_another_visit_is_refused(office: Planner, tmp_path: Path) -> None:
    other = office.visits.new(another_visit(code="OTHER"))
    workbook = office.importing.read(sent(office, tmp_path / "p.xlsx", "participants"))
    with pytest.raises(UserError, match="belongs to another visit: MEXT"):
        office.sheets_back.stage(workbook, other)
    office.visits.remove(VISIT)
    with pytest.raises(NotFound, match="is not in the library"):
        office.sheets_back.stage(workbook, other)


def test_a_sheet_that_was_looked_through_too_long_ago_writes_nothing(
    office: Planner, tmp_path: Path
) -> None:
    path = edited(sent(office, tmp_path / "p.xlsx", "participants"), 2, {"Position": "Minister"})
    staging = back(office, path)
    office.delegations.edit(SATO, title="Chair")
    with pytest.raises(OutOfDate):
        office.importing.commit(staging)
    assert delegate(office, SATO).title == "Chair"


def test_a_text_that_was_cut_for_excel_is_not_taken_back_cut(
    office: Planner, tmp_path: Path
) -> None:
    office.itineraries.edit(TALK, public_text="x" * 33_000)
    path = edited(sent(office, tmp_path / "t.xlsx", "programme"), 4, {"Text": "y"})
    staging = back(office, path)
    assert not staging.changes_anything
    assert "did not fit into the sheet" in told(staging)[0]


@given(
    st.lists(st.sampled_from(["0" * 32, "f" * 32]), min_size=1, max_size=2),
    st.dictionaries(st.sampled_from(["title", "state.passport"]), st.text("0123456789abcdef")),
)
def test_a_key_is_read_as_it_was_written(ids: list[str], prints: dict[str, str]) -> None:
    key = SheetKey("rooming", "a" * 32, tuple(ids), prints)
    assert read_sheet_key(key.text) == key


@pytest.mark.parametrize("name", SHEETS)
def test_no_header_means_two_columns_in_any_of_our_languages(name: str) -> None:
    meant: dict[str, set[str]] = {}
    for code in LANGUAGES:
        for column in SHEETS[name].columns:
            meant.setdefault(bare(language(code)(column.title)), set()).add(column.name)
    assert [title for title, names in meant.items() if len(names) > 1] == []


@given(st.text())
def test_no_other_text_is_a_key(text: str) -> None:
    assert read_sheet_key(text) is None


def test_a_print_tells_midnight_and_spaces_alike() -> None:
    assert cell_print(dt.datetime(2027, 5, 10)) == cell_print("2027-05-10")
    assert as_read(" a  b \n c ") == "a b\nc"
    assert cell_print("a") != cell_print("b")
    assert cell_print(None) == ""


def test_cancelling_in_the_sheet_cancels_the_entry(office: Planner, tmp_path: Path) -> None:
    path = edited(sent(office, tmp_path / "t.xlsx", "programme"), 4, {"Status": "cancelled"})
    office.importing.commit(back(office, path))
    assert now(office).item[TALK].status is ItemStatus.CANCELLED
