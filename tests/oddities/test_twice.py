"""No file adds anybody twice: every odd one, and made-up ones of every format in four languages."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from oddities import make_other_workbooks as other
from oddities import make_workbooks as make
from oddities.odd_lists import ALL, calendar, cards
from planner.domain.people import Person
from planner.domain.sheets import Workbook
from planner.domain.staging import Decision
from planner.services.planner import Planner

Row = Sequence[str]
"""Family name, given name, organisation, title, e-mail and phone."""

HEADERS = {
    "en": ["Family name", "Given name", "Organisation", "Title", "E-mail", "Phone"],
    "da": ["Efternavn", "Fornavn", "Organisation", "Stilling", "E-mail", "Telefon"],
    "de": ["Nachname", "Vorname", "Organisation", "Funktion", "E-Mail", "Telefon"],
    "ja": ["姓", "名", "所属", "役職", "メールアドレス", "電話番号"],
}
NAMES: dict[str, tuple[Row, Row, Row, Row, str]] = {
    "en": (["Smith", "O'Brien", "van der Berg"], ["Anne", "John Paul", "J."],
           ["Royal Society", "UKRI"], ["Director", "Head of Office"], "+44 20 7946 0"),
    "da": (["Sørensen", "Krogh-Lund", "Ågård"], ["Åse", "Mette", "Jens Peter"],
           ["Niels Bohr Institutet", "Uddannelses- og Forskningsstyrelsen"],
           ["Chefkonsulent", "Direktør"], "+45 33 92 0"),
    "de": (["Groß", "Müller", "von der Leyen"], ["Jörg", "Anna", "Karl-Heinz"],
           ["DESY", "Bundesministerium für Forschung"], ["Referatsleiterin", "Leiter"],
           "+49 40 8998 1"),
    "ja": (["佐藤", "髙橋", "𠮷田"], ["花子", "太郎", "陽斗"],
           ["科学技術振興機構", "文部科学省"], ["課長", "理事"], "+81 3 1234 5"),
}  # fmt: skip
LIST = {"en": "cp1252", "da": "cp1252", "de": "utf-16", "ja": "utf-8-sig"}


def made_up(language: str, chance: random.Random) -> list[Row]:
    """Few names, so that several have the same one; some without an address, or with a shared one."""
    family, given, houses, titles, phone = NAMES[language]
    rows = []
    for number in range(chance.randrange(2, 12)):
        mail = chance.choice(("", f"person{number}@a.example", "office@a.example"))
        line = chance.choice(("", f"{phone}{chance.randrange(100, 1000)}", f"{phone}100"))
        rows.append(
            [
                chance.choice(family),
                chance.choice(given),
                chance.choice(["", *houses]),
                chance.choice(["", *titles]),
                mail,
                line,
            ]
        )
    return rows


def _table(encoding: str) -> Callable[[str, list[Row]], bytes]:
    def write(language: str, rows: list[Row]) -> bytes:
        text = "".join(";".join(row) + "\r\n" for row in [HEADERS[language], *rows])
        return text.encode(encoding or LIST[language])

    return write


def _cards(version: str) -> Callable[[str, list[Row]], bytes]:
    def write(_language: str, rows: list[Row]) -> bytes:
        mark = ";CHARSET=UTF-8" if version == "2.1" else ""
        lines = [
            [
                f"N{mark}:{family};{given};;;",
                f"FN{mark}:{given} {family}",
                f"ORG{mark}:{house}",
                f"TITLE{mark}:{title}",
                *([f"EMAIL:{mail}"] if mail else []),
                *([f"TEL;TYPE=WORK:{phone}"] if phone else []),
            ]
            for family, given, house, title, mail, phone in rows
        ]
        return "".join(cards(*one, version=version) for one in lines).encode()

    return write


def _calendar(_language: str, rows: list[Row]) -> bytes:
    guests = [f'ATTENDEE;CN="{row[1]} {row[0]}":mailto:{row[4] or "x@a.example"}' for row in rows]
    return calendar(*guests).encode()


def _blocks(_language: str, rows: list[Row]) -> bytes:
    lines = [
        f"{given} {family}\n{title}\n{house}\nTel.: {phone or '+45 33 92 00 00'}\n"
        f"E-mail: {mail or 'x@a.example'}\n"
        for family, given, house, title, mail, phone in rows
    ]
    return "\n".join(lines).encode()


WRITERS: dict[str, Callable[[str, list[Row]], bytes]] = {
    "csv": _table(""),
    "csv in utf-8": _table("utf-8"),
    "xlsx": lambda language, rows: make.book([HEADERS[language], *map(list, rows)]),
    "ods": lambda language, rows: other.ods([HEADERS[language], *rows]),
    "xls": lambda language, rows: other.xls([HEADERS[language], *rows]),
    "xlsb": lambda language, rows: other.xlsb([HEADERS[language], *rows]),
    "vcard 2.1": _cards("2.1"),
    "vcard 3.0": _cards("3.0"),
    "vcard 4.0": _cards("4.0"),
    "calendar": _calendar,
    "blocks": _blocks,
}


def added(planner: Planner, book: Workbook, *, all_new: bool = False) -> int:
    table = planner.importing.likely_sheet(book)
    staging = planner.importing.stage(book, table.name, planner.importing.match(table))
    if all_new:
        staging = planner.importing.decide_all(staging, Decision.NEW)
    return planner.importing.commit(staging).added


def comes_again(planner: Planner, path: Path, data: bytes, *, all_new: bool) -> None:
    path.write_bytes(data)
    book = planner.importing.read(path)
    assert added(planner, book, all_new=all_new) > 0
    people = {person.id for person in planner.keeper(Person).of()}

    for again in (book, replace(book, sha256="the same list, saved again", file_name="other")):
        assert added(planner, again) == 0
        assert {person.id for person in planner.keeper(Person).of()} == people


@pytest.mark.parametrize("all_new", [False, True], ids=["as proposed", "all as new"])
@pytest.mark.parametrize("name", ALL)
def test_an_odd_list_that_comes_again_adds_nobody(
    planner: Planner, tmp_path: Path, name: str, all_new: bool
) -> None:
    comes_again(planner, tmp_path / "list", ALL[name][0], all_new=all_new)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("form", WRITERS)
def test_a_made_up_list_that_comes_again_adds_nobody(
    planner: Planner, tmp_path: Path, form: str, language: str, seed: int
) -> None:
    chance = random.Random(f"{form}{language}{seed}")
    data = WRITERS[form](language, made_up(language, chance))

    comes_again(planner, tmp_path / "list", data, all_new=bool(seed))


def test_a_namesake_whose_row_was_left_out_changes_nobody_when_the_list_comes_again(
    planner: Planner, tmp_path: Path
) -> None:
    """The second row was left out as the first again; it is not the third one, either."""
    path = tmp_path / "list.csv"
    path.write_text(
        "Family name;Given name;Organisation;Title;E-mail;Phone\n"
        "Berg;Jan;;Director;berg@a.example;+44 20 7946 0886\n"
        "Berg;Jan;;Director;berg@a.example;+44 20 7946 0256\n"
        "Berg;Jan;Royal Society;Head of Office;;+44 20 7946 0416\n"
    )
    book = planner.importing.read(path)
    assert added(planner, book, all_new=True) == 2
    before = [planner.contacts.card(one.id) for one in planner.keeper(Person).of()]

    assert added(planner, book) == 0

    assert [planner.contacts.card(one.id) for one in planner.keeper(Person).of()] == before
