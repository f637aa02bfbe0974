"""Hostile texts in every format that leaves the house: they arrive as texts and as nothing else.

``PLANNER_INJECTIONS=10000`` tries so many in each format.
"""

from __future__ import annotations

import csv
import datetime as dt
import email
import email.policy
import io
import os
import re
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl

from factories import visit
from injecting import injections
from interchange.calendar_lint import ALLOWED, MAYBE, ONCE, read
from planner.domain.cards import CardWay, ContactCard
from planner.domain.file_names import file_stem, safe_name
from planner.domain.people import ContactKind
from planner.domain.times import WallTime
from planner.i18n import language
from planner.interchange.calendar import CalendarEvent, write_calendar
from planner.interchange.excel_writer import Sheet, SheetColumn, write_workbook
from planner.interchange.invitations import Method, write_invitation
from planner.interchange.mail_writer import Attachment, Draft, attachment_name, write_draft
from planner.interchange.mailboxes import Mailbox, mailbox
from planner.interchange.vcard_writer import write_cards
from planner.services.handing_out import CardForm, _content, as_text
from planner.ui.table_out import cell_text, table_data

COUNT = int(os.environ.get("PLANNER_INJECTIONS", "400"))
TEXTS = injections(COUNT)
ENGLISH = language("en")
AT = dt.datetime(2027, 5, 10, 9, tzinfo=dt.UTC)
LIVE = ("=", "@", "+", "-", "\t", "\r")


def event(text: str, number: int = 0) -> CalendarEvent:
    start = WallTime(dt.datetime(2027, 5, 10, 9), "Europe/Copenhagen")
    return CalendarEvent(
        f"{number}@planner", 0, AT, text, start, start.plus(dt.timedelta(hours=1)),
        location=text, description=text, categories=(text,), geo=(55.0, 12.0), alarm_minutes=5,
    )  # fmt: skip


def box(text: str) -> Mailbox:
    made = mailbox(text, "somebody@example.org")
    assert made
    return made


def card(text: str) -> ContactCard:
    return ContactCard(
        key=text, family_name=text, given_name=text, prefix=text, suffix=text, native_name=text,
        reading=text, organisation=text, department=text, title=text, notes=text,
        ways=tuple(CardWay(kind, text, text) for kind in ContactKind), revised=AT,
    )  # fmt: skip


def test_a_calendar_has_its_events_and_its_lines_and_no_other() -> None:
    for text in TEXTS:
        calendar = read(write_calendar(text, [event(text)], language=ENGLISH))
        (found,) = calendar.all("VEVENT")
        assert found.value("UID") == "0@planner"
        assert {line.name for line in found.lines} <= ONCE | MAYBE
        assert {line.name for line in calendar.lines} <= ALLOWED["VCALENDAR"]
        assert max(Counter(line.name for line in found.lines).values()) == 1
        assert [block.name for block in found.blocks] == ["VALARM"]
        assert {line.name for line in found.blocks[0].lines} == ALLOWED["VALARM"]


def test_an_invitation_has_one_organiser_and_one_attendee() -> None:
    for text in TEXTS:
        content = write_invitation(
            event(text), Method.REQUEST, organizer=box(text), attendee=box(text), language=ENGLISH
        )
        (found,) = read(content).all("VEVENT")
        names = Counter(line.name for line in found.lines)
        assert names["ATTENDEE"] == names["ORGANIZER"] == 1
        assert set(names) <= ONCE | MAYBE | {"ATTENDEE", "ORGANIZER"}
        parties = [line for line in found.lines if line.name in ("ATTENDEE", "ORGANIZER")]
        assert {line.value for line in parties} == {"mailto:somebody@example.org"}
        assert set(parties[-1].parameters) | set(parties[0].parameters) <= {
            *("CN", "CUTYPE", "ROLE", "PARTSTAT", "RSVP")
        }


HEADERS = {"x-unsent", "subject", "from", "to", "mime-version", "content-type", "content-transfer-encoding"}  # fmt: skip


def test_a_mail_has_its_headers_and_its_two_parts_and_no_other() -> None:
    for text in TEXTS:
        content = write_draft(
            Draft(
                subject=text, text=text, to=box(text), sender=box(text),
                attachments=[Attachment(name=f"{text}.ics", content=b"x", media_type="text/calendar")],
            )
        )  # fmt: skip
        mail = email.message_from_bytes(content, policy=email.policy.default)
        assert {name.lower() for name in mail} <= HEADERS
        assert len(mail.items()) == len({name.lower() for name in mail})
        assert [one.get_content_type() for one in mail.walk()] == [
            *("multipart/mixed", "text/plain", "text/calendar")
        ]
        assert [one.addr_spec for one in mail["to"].addresses] == ["somebody@example.org"]
        assert not mail.defects
        name = next(iter(mail.iter_attachments())).get_filename()
        assert name
        assert_safe(name)


def test_cards_have_their_lines_and_no_other() -> None:
    names = {
        "BEGIN", "VERSION", "PRODID", "UID", "N", "FN", "X-PHONETIC-LAST-NAME", "SORT-STRING",
        "X-PHONETIC-FIRST-NAME", "X-PLANNER-NATIVE-NAME", "ORG", "TITLE", "TEL", "EMAIL", "URL",
        "X-ABLABEL", "NOTE", "REV", "END",
    }  # fmt: skip
    for text in TEXTS:
        for version in ("3.0", "4.0"):
            content = write_cards([card(text)], "4.0" if version == "4.0" else "3.0")
            assert not re.search(rb"(?<!\r)\n|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content)
            lines = content.decode().replace("\r\n ", "").split("\r\n")[:-1]
            found = [re.match(r"(?:planner\d+\.)?([A-Z-]+)", line, re.I) for line in lines]
            assert None not in found
            seen = Counter(one[1].upper() for one in found if one)
            assert set(seen) <= names
            assert seen["BEGIN"] == seen["END"] == seen["FN"] == seen["N"] == seen["UID"] == 1
            assert seen["TEL"] == seen["EMAIL"] == seen["URL"] == 1


def test_a_text_table_has_its_rows_and_no_cell_that_runs() -> None:
    content = _content([card(text) for text in TEXTS], CardForm.CSV).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline="")))

    assert len(rows) == len(TEXTS) + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    for row in rows[1:]:
        for cell in row:
            for piece in (cell, *re.split(r"[;\t\n]", cell)):
                assert not runs(piece), cell


def runs(cell: str) -> bool:
    """Whether a spreadsheet takes the cell for a formula; a number with its sign may stand."""
    bare = cell.lstrip('" ') if cell[:1] in '" ' else cell
    return bare.startswith(LIVE) and re.fullmatch(r"[+-][\d\s().\-/]*", bare) is None


def test_a_workbook_has_texts_alone() -> None:
    columns = [SheetColumn("Text", 20), SheetColumn("Again", 20)]
    content = write_workbook(
        [Sheet(text, columns, [(text, text)], note=text) for text in TEXTS[:50]]
        + [Sheet("All", columns, [(text, text) for text in TEXTS])],
        title=TEXTS[0], created=AT, language=ENGLISH,
    )  # fmt: skip

    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            part = parts.read(name)
            assert not re.search(rb"<f[ >/]|<!DOCTYPE|<!ENTITY|TargetMode=\"External\"", part), name
            assert not re.search(r"externalLink|vba|connections|drawing", name)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(book.sheetnames) >= min(len(TEXTS), 50) + 1
    table = book["All"]
    assert table.max_row == len(TEXTS) + 1
    for row in table.iter_rows(min_row=2):
        for cell in row:
            assert cell.data_type in "sn"
            assert cell.value is None or isinstance(cell.value, str)
            if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")):
                assert cell.quotePrefix


def test_copied_text_has_no_cell_that_runs_and_no_line_more() -> None:
    for text in TEXTS:
        cell = cell_text(text)
        assert not runs(cell)
        assert not set("\t\n\r") & set(cell)
    data = table_data(["Name", "Post"], [(text, text) for text in TEXTS])
    assert len(data.text().split("\n")) == len(TEXTS) + 1
    assert {line.count("\t") for line in data.text().split("\n")} == {1}
    assert data.html().count("<tr>") == len(TEXTS) + 1
    assert data.html().count("<td>") == 2 * len(TEXTS)
    assert not re.search(r"<td>[\s]*[=@]|<(img|script|a|x)\b", data.html())
    assert as_text([card(TEXTS[0])])


def test_a_file_name_stays_in_its_folder_on_every_system(tmp_path: Path) -> None:
    for text in TEXTS:
        stem = file_stem(visit(code=text, title=text), [text, text], 3, draft="")
        for name in (f"{stem}.ics", safe_name(text, fallback="x"), attachment_name(f"{text}.xlsx")):
            assert_safe(name)
            assert (tmp_path / name).resolve().parent == tmp_path.resolve()


def assert_safe(name: str) -> None:
    assert name
    assert not set('<>:"/\\|?*') & set(name)
    assert not re.search(
        "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\ud800-\udfff]", name
    )
    assert name not in (".", "..")
    assert not name.endswith((".", " "))
    assert re.split(r"\.", name)[0].casefold() not in {"con", "prn", "aux", "nul"}
    assert len(name.encode()) <= 255
