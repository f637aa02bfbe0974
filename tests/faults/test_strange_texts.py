"""Texts from anywhere on their way into the library: cleaned at one place, I1 to I6 at every entrance."""

from __future__ import annotations

import dataclasses
import enum
import types
import typing
from collections.abc import Callable
from pathlib import Path

import pytest

from faults.strange_calendars import calendar, event
from faults.strange_cards import card
from oddities import make_workbooks as make
from planner.domain.ids import PersonId, new_id
from planner.domain.library import WORDS
from planner.domain.organisations import Organisation
from planner.domain.people import Person
from planner.domain.sheets import PastedText
from planner.domain.words import Word, field_names
from planner.interchange import file_reader
from planner.services.planner import Planner
from planner.storage import filling
from planner.text import NAME_LIMIT, NOTE_LIMIT, fold

HEADERS = ["Family name", "Given name", "Organisation"]
HURTING = "Sa\0to\x01\x1b[31m\ud800\x7f\x9b Ha\u2028na\ufffeko"
FORBIDDEN = frozenset(
    map(chr, [*range(9), 11, 12, *range(14, 32), *range(127, 160), 0x2028, 0x2029, 0xFFFE, 0xFFFF])
)


def is_clean(text: str) -> bool:
    text.encode("utf-8")  # no half character
    return FORBIDDEN.isdisjoint(text) and "\r" not in text


def texts(kind: type[Word]) -> list[str]:
    """The fields of a word that hold text, or several texts."""
    hints = typing.get_type_hints(kind)
    return [name for name in field_names(kind) if _holds_text(hints[name])]


def _holds_text(hint: object) -> bool:
    if typing.get_origin(hint) in (typing.Union, types.UnionType, tuple):
        return any(map(_holds_text, typing.get_args(hint)))
    if typing.get_origin(hint) is typing.Annotated:
        return _holds_text(typing.get_args(hint)[0])
    supertype = getattr(hint, "__supertype__", hint)
    return (
        isinstance(supertype, type)
        and issubclass(supertype, str)
        and not issubclass(supertype, enum.Enum)
    )


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.WORD)
def test_every_column_of_the_library_takes_clean_text_only(kind: type[Word]) -> None:
    """I1, I2: NUL, controls and half characters never reach the file, whoever wrote them and wherever."""
    for name in texts(kind):
        if name in filling._KEPT_AS_GIVEN:
            continue
        for given in (HURTING, (HURTING, "x")):
            cleaned = filling._cleaned(name, given)
            assert is_clean(cleaned), name
            assert filling._column(name, [given]) == [cleaned], name


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.WORD)
def test_no_column_takes_a_text_without_end(kind: type[Word]) -> None:
    """I5: a name of 40,000 signs is cut where everybody sees it, with an ellipsis."""
    for name in texts(kind):
        if name not in filling._KEPT_AS_GIVEN:
            cut = filling._cleaned(name, "x" * 200_000)
            assert len(cut) in (NAME_LIMIT, NOTE_LIMIT), name
            assert cut.endswith("…")


def test_what_is_kept_as_given_is_what_we_wrote_ourselves() -> None:
    """Ids, JSON and base64: a stranger's text is not among them."""
    kept = {
        f"{kind.WORD}.{name}"
        for kind in WORDS
        for name in texts(kind)
        if name in filling._KEPT_AS_GIVEN
    }
    assert {one for one in kept if not one.endswith(".id")} == KEPT_AS_GIVEN


KEPT_AS_GIVEN = {
    "photo.data",
    "logo.data",
    "release.content",
    "visit_copy.content",
    "merge.record",
    "saved_view.filters",
}


ENTRANCES: dict[str, Callable[[Path], str]] = {}


def entrance(name: str) -> Callable[[Callable[[Path], str]], Callable[[Path], str]]:
    def keep(read: Callable[[Path], str]) -> Callable[[Path], str]:
        ENTRANCES[name] = read
        return read

    return keep


def cells(path: Path) -> str:
    return "|".join(
        cell.text
        for table in file_reader.read_file(path).sheets
        for row in table.rows
        for cell in row
    )


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


MORE_CARDS = card("N:Ito;Ken;;;").encode() * 40
"""A short file with many controls is none of text."""
MORE_EVENTS = event("DTSTART:20270512T090000Z", uid="more") * 40
RAW = HURTING.encode("utf-8", "surrogatepass")


@entrance("workbook")
def _workbook(folder: Path) -> str:
    escaped = "SA_x0000_TO_x0001_ Hana_xD800__x0007_ko"
    return cells(written(folder / "a", make.book([["Name", "E-mail"], [escaped, "a@a.example"]])))


@entrance("table")
def _table(folder: Path) -> str:
    return cells(
        written(folder / "a", b"Name;E-mail\n" + RAW + b";a@a.example\nITO Ken;b@b.example\n")
    )


@entrance("cards")
def _cards(folder: Path) -> str:
    data = card("N:NAME;Hana;;;", "NOTE:NAME").encode().replace(b"NAME", RAW)
    return cells(written(folder / "a", data + MORE_CARDS))


@entrance("people of a calendar")
def _calendar(folder: Path) -> str:
    data = calendar(
        event("DTSTART:20270511T090000Z", "ATTENDEE;CN=NAME:mailto:a@a.example"), MORE_EVENTS
    )
    return cells(written(folder / "a", data.replace(b"NAME", RAW)))


@entrance("mail")
def _mail(folder: Path) -> str:
    head = b"From: NAME <a@a.example>\nTo: Ken Ito <b@b.example>\nSubject: x\nDate: x\n\nDear all\n"
    return cells(written(folder / "a", head.replace(b"NAME", RAW)))


@entrance("pasted text")
def _pasted(_folder: Path) -> str:
    book = file_reader.read_text(
        f"Name\tE-mail\n{HURTING}\ta@a.example\nKen Ito\tb@b.example\n", "pasted"
    )
    return "|".join(cell.text for table in book.sheets for row in table.rows for cell in row)


@entrance("events of a calendar")
def _events(folder: Path) -> str:
    import datetime as dt

    lines = (
        "DTSTART:20270511T090000Z",
        "LOCATION:NAME",
        "DESCRIPTION:NAME",
        "ORGANIZER;CN=NAME:mailto:a@a.example",
    )
    data = calendar(event(*lines, title="NAME"), MORE_EVENTS).replace(b"NAME", RAW)
    found = file_reader.read_events(
        written(folder / "a", data), dt.date(2027, 5, 1), dt.date(2027, 5, 30)
    )
    return "|".join(
        str(value) for entry in found.entries for value in dataclasses.asdict(entry).values()
    )


@pytest.mark.parametrize("name", ENTRANCES)
def test_no_entrance_lets_signs_through_that_no_library_can_keep(tmp_path: Path, name: str) -> None:
    """I1, I2: what comes out of each reader is clean, and what can be seen of it is still there."""
    said = ENTRANCES[name](tmp_path)
    assert is_clean(said)
    assert "Ha" in said


def test_half_a_character_does_not_make_windows_text_of_a_file(tmp_path: Path) -> None:
    """I2: one broken sign costs itself, not the letters of everybody else."""
    data = "Name;E-mail\nSørensen Åse;a@a.example\nIto \ud800Ken;b@b.example\n".encode(
        "utf-8", "surrogatepass"
    )
    assert "Sørensen Åse" in cells(written(tmp_path / "a", data))


def test_signs_that_were_left_out_are_said(tmp_path: Path) -> None:
    """I1: the import report counts them."""
    path = written(tmp_path / "a", b"Name;E-mail\nSA\0TO Hanako;a@a.example\nITO Ken;b@b.example\n")
    said = {one.kind: one.facts for one in file_reader.read_file(path).notices}
    assert said["workbook.unseen"]["count"] == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("J\u00fcrgen", "Ju\u0308rgen"),  # I3: composed and decomposed
        ("Ann\u200b Lund", "Ann Lund"), ("\ufeffAnn Lund", "Ann Lund"), ("Ann\u00a0Lund", "Ann Lund"),  # I4
        ("Ann\u202e Lund", "Ann Lund"), ("Ann\u00ad Lund", "Ann Lund"), ("ｱﾝ", "アン"),
    ],
)  # fmt: skip
def test_twins_that_look_alike_are_compared_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("Anne_x000D_Berg", "Anne Berg"),
        ("Anne_x005F_x000D_Berg", "Anne_x000D_Berg"),
        ("Anne_x0062_erg", "Anneberg"),
        ("Anne_x0007_berg", "Anneberg"),
    ],
)
def test_escapes_of_excel_are_decoded_once_on_their_whole_way(
    planner: Planner, tmp_path: Path, cell: str, kept: str
) -> None:
    """I6: from the workbook to the library; a second decoding would make another name of it."""
    path = written(tmp_path / "a", make.book([HEADERS, ["Lund", "Ann", cell]]))
    importing = planner.importing
    book = importing.read(path)
    table = importing.likely_sheet(book)
    importing.commit(importing.stage(book, table.name, importing.match(table)))
    assert [house.name for house in planner.keeper(Organisation).of()] == [kept]


def test_what_somebody_types_is_no_escape_of_excel(planner: Planner) -> None:
    """I6: a name with underscores stays as it is typed, and can be pasted."""
    planner.contacts.add(Person(id=PersonId(new_id()), family_name="A_x0041_B", given_name="Ann"))
    assert [person.family_name for person in planner.keeper(Person).of()] == ["A_x0041_B"]
    source = PastedText("Name\tE-mail\nC_x0041_D Ann\ta@a.example\n", "pasted")
    assert "C_x0041_D" in str(planner.importing.read(source).sheets[0].rows)
