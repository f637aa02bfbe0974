"""The sheets of a visit: what each audience gets, what Excel makes of it, and what is told of whom."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from planner.domain.access import AccessStatus
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient
from planner.i18n import language
from planner.interchange import excel_writer
from planner.services.papers import PAPERS
from planner.services.parcels import CautionKind
from planner.services.planner import Planner
from planner.services.sending import SendRequest
from planner.services.sheet_columns import View
from planner.services.visit_sheets import SHEETS, make_sheet
from sheet_visits import (
    COACH,
    DELEGATE,
    DRIVER,
    EVERYBODY,
    GATE,
    GOLDEN,
    HOST,
    LAB,
    NILSEN,
    OFFICE,
    PRESS,
    RECEPTION,
    SATO,
    SECRET,
    TALK,
    as_text,
    cells,
    paper,
    plan,
)

CHECK = Path(__file__).resolve().parents[3] / "shared" / "interop" / "xlsx_check.py"
LANGUAGES = {"en": (OFFICE, DRIVER, GATE, PRESS), "da": (DELEGATE, RECEPTION), "de": (HOST,)}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_says_for_each_audience_what_it_said_before(name: str) -> None:
    text = "".join(
        f"== {one.kind.value} {code}\n" + as_text(cells(paper(name, one, code)))
        for code, several in LANGUAGES.items()
        for one in several
    )
    assert text == (GOLDEN / f"sheet_{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("one", EVERYBODY, ids=lambda one: one.kind.value)
def test_nothing_secret_is_in_any_byte_of_a_sheet_that_leaves_the_house(
    name: str, one: Recipient
) -> None:
    made = paper(name, one)
    if made is None or one is OFFICE:
        return
    with zipfile.ZipFile(io.BytesIO(made.content)) as parts:
        whole = b"".join(parts.read(part) for part in parts.namelist())
    assert SECRET.encode() not in whole
    granted = {
        column.name
        for column in SHEETS[name].columns
        if one.profile in column.profiles
    }  # fmt: skip
    assert {*made.columns} - {"key"} <= granted


def test_a_gate_gets_what_its_rule_asks_for_and_the_office_how_far_everybody_is() -> None:
    (title, gate), *_ = cells(paper("access", GATE)).items()
    assert title == "ESS - Target- -hall-"
    assert gate[0][:4] == ["Family name", "Given name", "Country", "Passport number"]
    assert "E-mail" not in gate[0]
    assert [row[3] for row in gate[1:]] == [None, None]
    states = {
        (SATO, LAB, "passport"): AccessStatus.COLLECTED,
        (NILSEN, LAB, ""): AccessStatus.APPROVED,
    }
    office = cells(paper("access", OFFICE, states=states))[title]
    assert [row[3] for row in office[1:]] == ["Collected", "Missing"]
    assert [row[-1] for row in office[1:]] == [None, None]  # nothing is still missing


def test_who_comes_to_a_gate_is_there_before_the_way_through_it() -> None:
    rows = cells(paper("access", GATE))["ESS - Target- -hall-"]
    assert rows[1][4] == dt.datetime(2027, 5, 11, 9, 40)


def test_a_cancelled_entry_is_marked_for_the_office_and_nowhere_for_others() -> None:
    office = cells(paper("programme"))["Programme"]
    status = office[0].index("Status")
    assert [row[status] for row in office if "Dinner" in row] == ["Cancelled"]
    for one in (DELEGATE, HOST, GATE, DRIVER):
        for row in cells(paper("programme", one)).get("Programme", []):
            assert "Dinner" not in row
            assert "Status" not in row


def test_the_press_gets_only_what_is_open_to_it() -> None:
    assert paper("programme", PRESS) is None
    whole = plan()
    opened = tuple(
        replace(item, open_to_press=item.id == TALK) for item in whole.items
    )  # fmt: skip
    made = cells(paper("programme", PRESS, whole=replace(whole, items=opened)))
    assert [row[3] for row in made["Programme"][1:]] == ["+Talk 🚀"]


def test_a_driver_gets_the_own_vehicle_with_its_phone_and_a_guest_the_own_line() -> None:
    (driver,) = cells(paper("transport", DRIVER)).values()
    assert [row[driver[0].index("Name")] for row in driver[1:]] == ["Dr. Satō Hanako"]
    assert "+45 0123" in driver[1]
    assert "Booking reference" not in driver[0]
    (guest,) = cells(paper("transport", DELEGATE)).values()
    assert {row[guest[0].index("Name")] for row in guest[1:]} == {"Dr. Satō Hanako"}
    assert "Phone of the driver" not in guest[0]


def test_a_single_vehicle_takes_all_of_whom_nobody_said_otherwise() -> None:
    whole = plan()
    one = replace(whole, bookings=whole.bookings[:1], rides=())
    rows = cells(paper("transport", whole=one))["Transport"]
    vehicle = rows[0].index("Vehicle")
    assert [row[vehicle] for row in rows[1:4]] == ["Coach 1"] * 3


def test_a_hotel_sees_who_shares_and_a_guest_only_the_own_room() -> None:
    (hotel,) = cells(paper("rooming", RECEPTION)).values()
    assert hotel[0][6] == "Shares with"
    assert [row[6] for row in hotel[1:]] == ["Åse Ærø-Nilsen", "Dr. Satō Hanako", None]
    (guest,) = cells(paper("rooming", DELEGATE)).values()
    assert len(guest) == 2
    assert guest[1][5:7] == ["0204", None]


def test_chosen_columns_come_in_their_order_and_never_one_that_is_denied() -> None:
    chosen = {"participants": ("payer", "position", "family_name", "notes")}
    made = paper("participants", DELEGATE, columns=chosen)
    assert cells(made)["Participants"][0] == ["Position", "Family name"]
    assert made is not None
    assert made.columns == ("position", "family_name", "key")
    office = paper("participants", columns=chosen)
    assert cells(office)["Participants"][0] == ["Payer", "Position", "Family name", "Notes"]


def test_no_cell_is_a_formula_and_dates_are_dates() -> None:
    for name in SHEETS:
        made = paper(name)
        assert made is not None
        for sheet in load_workbook(io.BytesIO(made.content)):
            for row in sheet.iter_rows(min_row=2):
                for cell in row:
                    assert cell.data_type != "f"
                    if str(cell.value).startswith(("=", "+", "-", "@")):
                        assert cell.data_type == "s"
                        assert cell.quotePrefix
    start = load_workbook(io.BytesIO(paper("programme").content)).active["B4"]  # type: ignore[union-attr]
    assert start.value == dt.datetime(2027, 5, 11, 10)
    assert start.number_format == "yyyy-mm-dd hh:mm"


def test_a_sheet_prints_across_with_its_header_on_each_page_and_hides_its_key() -> None:
    for name in SHEETS:
        made = paper(name)
        assert made is not None
        sheet = load_workbook(io.BytesIO(made.content)).worksheets[0]
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        last = sheet.cell(1, sheet.max_column)
        assert last.value == "Planner key"
        assert sheet.column_dimensions[last.column_letter].hidden


def test_a_text_too_long_for_a_cell_is_cut_with_a_note_in_the_sheet_and_in_the_report() -> None:
    whole = plan()
    long = tuple(
        replace(item, public_text="𠮷" * 20_000) if item.id == TALK else item
        for item in whole.items
    )
    made = paper("programme", whole=replace(whole, items=long))
    assert made is not None
    (remark,) = made.remarks
    assert remark == ("Programme, J4: This text is longer than a cell may be; its end is missing.")
    book = load_workbook(io.BytesIO(made.content))
    text = book["Programme"]["J4"].value
    assert isinstance(text, str)
    assert text == "𠮷" * 16_383 + "…"
    assert [cell.value for cell in book["Notes"][2]][:2] == ["Programme", "J4"]


def test_more_rows_than_a_sheet_may_have_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_writer, "_MOST_ROWS", 3)
    made = paper("participants")
    sheets = cells(made)
    assert [len(rows) for rows in sheets.values()][:2] == [3, 2]
    assert list(sheets)[:2] == ["Participants", "Participants (2)"]
    assert made is not None
    assert "Participants: Rows 1 to 2 of 3: a sheet holds no more." in made.remarks


def test_the_register_learns_what_was_told_of_whom() -> None:
    made = paper("rooming", RECEPTION)
    assert made is not None
    sato = next(one for one in made.subjects if one.name == "Dr. Satō Hanako")
    assert sato.values["room"] == ("0204",)
    assert sato.values["reference"] == ("007",)
    assert "N.N. (secretary)" in {one.name for one in made.subjects}
    told = paper("participants", DELEGATE)
    assert told is not None
    assert all("payer" not in one.values for one in told.subjects)
    programme = paper("programme", HOST)
    assert programme is not None
    assert [one.name for one in programme.subjects] == ["Bo Lund"]


@pytest.mark.skipif(not CHECK.exists(), reason="the checker of workbooks is not here")
def test_other_readers_find_nothing_wrong(tmp_path: Path) -> None:
    for name in SHEETS:
        made = paper(name, code="da")
        assert made is not None
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(made.content)
        done = subprocess.run(
            [sys.executable, str(CHECK), str(path)], capture_output=True, text=True
        )
        assert "lint done" in done.stdout, done.stderr
        assert "ERROR" not in done.stdout, done.stdout


@pytest.mark.skipif(not CHECK.exists(), reason="the checker of workbooks is not here")
def test_other_readers_find_nothing_wrong_in_the_sheets_of_the_samples(
    sample: Planner, tmp_path: Path
) -> None:
    checked = 0
    for line in sample.visits.page(0, 10):
        view = View(
            plan=sample.visits.plan(line.id), profile=Profile.INTERNAL, speak=language("da")
        )
        for name in SHEETS:
            made = make_sheet(name, view, dt.datetime(2027, 4, 1, tzinfo=dt.UTC))
            if made is None:
                continue
            path = tmp_path / f"{line.code}_{name}.xlsx"
            path.write_bytes(made.content)
            done = subprocess.run(
                [sys.executable, str(CHECK), str(path)], capture_output=True, text=True
            )
            assert "lint done" in done.stdout, done.stderr
            assert not re.search("^(ERROR|WARN)", done.stdout, re.MULTILINE), done.stdout
            checked += 1
    assert checked >= len(SHEETS)


@settings(max_examples=25)
@given(st.text(min_size=1, max_size=40), st.sampled_from(["=", "+", "-", "@", "\t", ""]))
def test_whatever_a_text_is_it_stays_a_text(text: str, first: str) -> None:
    whole = plan()
    titled = tuple(replace(one, title=first + text) for one in whole.delegates)
    made = paper("participants", whole=replace(whole, delegates=titled))
    assert made is not None
    for row in load_workbook(io.BytesIO(made.content))["Participants"].iter_rows(min_row=2):
        assert row[5].data_type in ("s", "n")
        assert row[5].data_type == "s" or row[5].value is None


def test_every_sheet_is_a_paper_that_can_be_sent(sample: Planner) -> None:
    visit = sample.visits.page(0, 1)[0].id
    sample.releases.release(visit)
    known = sample.sending.recipients(visit)
    request = SendRequest(visit_id=visit, papers=tuple(SHEETS))
    package = sample.sending.look(request)
    sent = {paper.kind for parcel in package.parcels for paper in parcel.papers}
    assert {"participants", "programme"} <= sent <= {*PAPERS}
    office = {one.recipient.key: Profile.INTERNAL for one in known[:1]}
    request = replace(request, profiles=office, recipients=(known[0].recipient.key,))
    package = sample.sending.look(request)
    (parcel,) = package.parcels
    assert {paper.kind for paper in parcel.papers} >= {"participants", "programme", "transport"}
    assert CautionKind.LIMITS not in {one.kind for one in parcel.cautions}


def test_the_coach_stands_under_the_vehicle_it_is_booked_for() -> None:
    rows = cells(paper("transport"))["Transport"]
    assert COACH in {item.id for item in plan().items}
    vehicle = rows[0].index("Vehicle")
    assert [row[vehicle] for row in rows[1:4]] == ["Coach 1", None, None]
