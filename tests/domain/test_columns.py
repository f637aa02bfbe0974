"""Finding the list in a sheet: headers in five languages, what columns mean, which rows are people."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.cell_values import (
    Moment,
    is_blank,
    is_placeholder,
    read_category,
    read_moment,
    slash_order,
)
from planner.domain.column_meanings import HEADERS, MEANINGS, WITHOUT_HEADER, Meaning, bare
from planner.domain.columns import Columns, match, remembered, with_meaning
from planner.domain.country_names import read_country
from planner.domain.headers import meaning_of
from planner.domain.hidden_columns import detail_of
from planner.domain.private_details import DetailKind
from planner.domain.row_reading import RowReader
from planner.domain.sheets import EMPTY, Area, Cell, CellKind, Table, column_letters
from planner.domain.visits import Category


def table(text: str, *merges: Area) -> Table:
    """A sheet from lines of cells between bars: `#` begins a number, `@d` a date, `@t` a time."""
    rows = [
        tuple(_cell(part.strip().replace("\\n", "\n")) for part in line.split("|"))
        for line in text.strip("\n").splitlines()
    ]
    return Table("Delegates", False, tuple(rows), merges)


def _cell(text: str) -> Cell:
    if not text:
        return EMPTY
    if text.startswith("@d"):
        return Cell(text[2:], CellKind.DATE, text[2:])
    if text.startswith("@t"):
        return Cell(text[2:], CellKind.TIME, text[2:])
    if text.startswith("#") and text[1:].replace(".", "").isdigit():
        return Cell(text[1:], CellKind.NUMBER, float(text[1:]))
    return Cell(text, CellKind.TEXT)


def meanings(columns: Columns) -> list[str]:
    return [column.meaning.value for column in columns.columns]


@pytest.mark.parametrize(
    ("header", "meaning", "sure"),
    [
        ("Name / 氏名", Meaning.FULL_NAME, 3),
        ("NAME\n氏名", Meaning.FULL_NAME, 3),
        ("Efternavn", Meaning.FAMILY_NAME, 3),
        ("Vorname *", Meaning.GIVEN_NAME, 3),
        ("Lärosäte", Meaning.ORGANISATION, 3),
        ("フリガナ", Meaning.READING, 3),
        ("Ｅ－ｍａｉｌ", Meaning.EMAIL, 3),
        ("Delegate's e-mail address", Meaning.EMAIL, 2),
        ("Name of your organisation", Meaning.ORGANISATION, 2),
        ("代表者の所属機関名", Meaning.ORGANISATION, 2),
        ("Organistaion", Meaning.ORGANISATION, 2),
        ("Reisepassdaten", Meaning.PASSPORT, 1),
        ("Arrival flight number", Meaning.IGNORE, 2),
        ("Lieblingsfarbe", Meaning.IGNORE, 0),
    ],
)
def test_a_header_is_understood_whole_in_parts_and_misspelt(
    header: str, meaning: Meaning, sure: int
) -> None:
    assert meaning_of(header) == (meaning, sure)


def test_no_header_is_listed_under_two_meanings() -> None:
    seen: dict[str, Meaning] = {}

    for meaning, words in HEADERS.items():
        for word in words.replace("\n", "|").split("|"):
            if key := bare(word):
                assert seen.setdefault(key, meaning) is meaning, word


def test_every_meaning_has_a_title_and_its_headers() -> None:
    assert set(MEANINGS) == set(Meaning) == {*HEADERS, *WITHOUT_HEADER}


def test_the_list_is_found_between_title_and_notes() -> None:
    found = match(
        table("""
Delegation of MEXT, May 2027
As of 3 May

No.|Name / 氏名|Organisation / 所属|Title|E-mail
#1|TANAKA Haruto (田中 陽斗)|MEXT|Director|tanaka@mext.example

#2|SATO Hanako|JST|Manager|sato@jst.example
#3|N.N.|JST|Interpreter|
|Total: 3||
* Subject to change
Contact: info@jst.example
""")
    )

    assert (found.header_row, found.header_height) == (3, 1)
    assert meanings(found) == ["number", "full_name", "organisation", "position", "email"]
    assert [column.confidence for column in found.columns] == [3, 3, 3, 3, 3]
    assert [row + 1 for row in found.rows] == [5, 7, 8]
    assert [(left.row + 1, left.kind) for left in found.left_out] == [
        (9, "total"),
        (10, "note"),
        (11, "note"),
    ]


def test_a_list_goes_on_after_a_blank_row_and_a_repeated_header() -> None:
    found = match(
        table("""
Name|Organisation|E-mail
SATO Hanako|JST|sato@jst.example

Name|Organisation|E-mail
ITO Ken|JST|ito@jst.example
""")
    )

    assert [row + 1 for row in found.rows] == [2, 5]
    assert [left.kind for left in found.left_out] == ["repeated"]


def test_another_table_below_is_not_taken_for_people() -> None:
    found = match(
        table("""
Name|Organisation|E-mail
SATO Hanako|JST|sato@jst.example

Hotel|Address|Phone|Country
Admiral|Toldbodgade 24|#33741414|Danmark
""")
    )

    assert [row + 1 for row in found.rows] == [2]
    assert [(left.row + 1, left.kind) for left in found.left_out] == [(4, "second_table")]


def test_headings_among_the_rows_are_left_out_and_lone_names_are_doubtful() -> None:
    found = match(
        table("""
Name|Organisation|Title|E-mail
Group A
SATO Hanako|JST|Manager|sato@jst.example
MORI Aiko
ITO Ken|JST|Manager|ito@jst.example
""")
    )

    assert [(left.row + 1, left.kind) for left in found.left_out] == [(2, "heading")]
    assert [row + 1 for row in found.rows] == [3, 4, 5]
    assert found.doubtful == {3}


def test_headers_in_two_rows_are_joined_by_column() -> None:
    text = """
Name||Organisation|Arrival||Departure|
Family|Given||Date|Time|Date|Time
Tanaka|Haruto|MEXT|@d2027-05-10|@t14:30|@d2027-05-12|@t09:00
Sato|Hanako|JST|@d2027-05-10|@t14:30|@d2027-05-12|@t09:00
"""
    expected = [
        "family_name",
        "given_name",
        "organisation",
        "arrival",
        "arrival_time",
        "departure",
        "departure_time",
    ]

    loose = match(table(text))
    merged = match(table(text, Area(0, 0, 0, 1), Area(0, 3, 0, 4), Area(0, 5, 0, 6)))

    assert (loose.header_height, meanings(loose)) == (2, expected)
    assert (merged.header_height, meanings(merged)) == (2, expected)


def test_the_second_language_in_a_row_of_its_own_is_part_of_the_header() -> None:
    found = match(
        table("""
Name|Organisation|Position
氏名|所属|役職
SATO Hanako|JST|Manager
ITO Ken|JST|Manager
""")
    )

    assert [row + 1 for row in found.rows] == [3, 4]
    assert meanings(found) == ["full_name", "organisation", "position"]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (
            "Nr.|Anrede|Name|Vorname|Institution|Funktion",
            "number salutation family_name given_name organisation position",
        ),
        (
            "Efternavn|Fornavn|Virksomhed|Stilling|Tlf.|Kost",
            "family_name given_name organisation position phone diet",
        ),
        (
            "Förnamn|Efternamn|Lärosäte|Befattning|E-post|Mobil",
            "given_name family_name organisation position email mobile",
        ),
        ("姓|名|所属|役職|メール|電話", "family_name given_name organisation position email phone"),
        (
            "Surname|First name|Affiliation|Job title|Mail|Mobile",
            "family_name given_name organisation position email mobile",
        ),
    ],
)
def test_headers_of_five_languages_are_known(headers: str, expected: str) -> None:
    assert meanings(match(table(headers))) == expected.split()


def test_values_decide_what_a_title_is() -> None:
    posts = match(table("Name|Title\nSATO Hanako|Director\nITO Ken|Professor"))
    degrees = match(table("Name|Titel\nAnna Schmidt|Dr.\nJörg Ek|Prof. Dr."))
    polite = match(table("Name|Title\nAnna Schmidt|Ms\nJörg Ek|Mr."))

    assert [found.columns[1].meaning for found in (posts, degrees, polite)] == [
        Meaning.POSITION,
        Meaning.PREFIX,
        Meaning.SALUTATION,
    ]


def test_values_outweigh_a_header_that_they_contradict() -> None:
    found = match(
        table("Name|Phone\n" + "\n".join(f"Person {'abc'[n]}|p{n}@jst.example" for n in range(3)))
    )

    assert [column.meaning for column in found.columns] == [Meaning.FULL_NAME, Meaning.EMAIL]


def test_a_list_without_headers_is_told_by_its_values() -> None:
    found = match(
        table("ase@ku.example|Åse Sørensen|Danmark\npeter@ku.example|Peter Hansen|Danmark")
    )

    assert meanings(found) == ["email", "full_name", "country"]
    assert found.rows == (0, 1)
    assert [finding.kind for finding in found.findings] == ["sheet.no_header"]


def test_a_list_of_other_things_holds_no_people() -> None:
    countries = match(table("Afghanistan\nAlbania\nAlgeria\nAndorra"))
    hotels = match(table("Hotel name|City\nAdmiral|Lund\nPlaza|Lund\nAlexandra|Lund"))

    assert Meaning.FULL_NAME not in [
        column.meaning for column in (*countries.columns, *hotels.columns)
    ]


def test_headers_in_an_unknown_language_are_no_person() -> None:
    found = match(
        table("Nom complet|Courriel\nJean Dupont|jean@lyon.example\nMarie Curie|marie@lyon.example")
    )

    assert found.rows == (1, 2)
    assert meanings(found) == ["full_name", "email"]


def test_a_second_name_column_in_native_script_is_the_native_name() -> None:
    found = match(
        table(
            "Name|氏名|フリガナ\nSATO Hanako|佐藤 花子|サトウ ハナコ\nITO Ken|伊藤 健|イトウ ケン"
        )
    )

    assert meanings(found) == ["full_name", "native_name", "reading"]


def test_sensitive_columns_stay_out_with_the_reason() -> None:
    found = match(
        table(
            "Name|Diet|Passport no.|Date of birth|Allergies\nSATO Hanako|halal|TK1234567|@d1970-01-02|nuts"
        )
    )

    assert [
        (column.meaning.value, column.imported, column.reason) for column in found.columns[1:]
    ] == [
        ("diet", False, "column.special"),
        ("passport", False, "column.special"),
        ("birth_date", False, "column.special"),
        ("diet", False, "column.special"),
    ]
    assert found.columns[2].samples == ("TK…",)


def test_diet_and_passports_may_be_allowed_for_a_purpose_that_fits() -> None:
    sheet = table("Name|Diet|Passport no.\nSATO Hanako|halal|TK1234567")
    found = match(sheet)

    diet = with_meaning(sheet, found, 1, Meaning.DIET, purpose="meals")
    aimless = with_meaning(sheet, found, 1, Meaning.DIET, imported=True)
    strange = with_meaning(sheet, found, 1, Meaning.DIET, purpose="access")
    passport = with_meaning(sheet, found, 2, Meaning.PASSPORT, imported=True)

    assert diet.columns[1].imported
    assert not aimless.columns[1].imported, "nobody said what for"
    assert not strange.columns[1].imported, "a diet says nothing about stairs"
    assert not passport.columns[2].imported
    named = with_meaning(sheet, found, 2, Meaning.PASSPORT, purpose="admission")
    assert named.columns[2].imported
    assert named.columns[2].samples == ("TK…",)


@pytest.mark.parametrize(
    ("header", "meaning", "kind"),
    [
        ("Passport no.", Meaning.PASSPORT, DetailKind.PASSPORT_NUMBER),
        ("旅券番号", Meaning.PASSPORT, DetailKind.PASSPORT_NUMBER),
        ("Passport valid until", Meaning.PASSPORT, DetailKind.PASSPORT_EXPIRY),
        ("Gültig bis", Meaning.PASSPORT, DetailKind.PASSPORT_EXPIRY),
        ("Personalausweisnummer", Meaning.PASSPORT, DetailKind.IDENTITY_NUMBER),
        ("Date of issue", Meaning.PASSPORT, None),
        ("Visa no.", Meaning.PASSPORT, None),
        ("CPR-nr.", Meaning.PASSPORT, None),
        ("Social security number", Meaning.PASSPORT, None),
        ("Date of birth", Meaning.BIRTH_DATE, DetailKind.BIRTH_DATE),
        ("Geburtsort", Meaning.BIRTH_DATE, DetailKind.BIRTH_PLACE),
        ("Fødested", Meaning.BIRTH_DATE, DetailKind.BIRTH_PLACE),
        ("Date/place of birth", Meaning.BIRTH_DATE, None),
        ("Age", Meaning.BIRTH_DATE, None),
        ("Year of birth", Meaning.BIRTH_DATE, None),
    ],
)
def test_what_a_column_of_identity_papers_holds_is_told_by_its_header(
    header: str, meaning: Meaning, kind: DetailKind | None
) -> None:
    assert detail_of(header, meaning) is kind


def test_numbers_of_identity_papers_are_recognised_without_a_header() -> None:
    cpr = match(table("Navn|Nr.\nÅse Ek|010170-1234\nIb Ek|020270-1234"))
    assert cpr.columns[1].meaning is Meaning.PASSPORT

    found = match(table("Name|Nr\nSATO Hanako|TK1234567\nITO Ken|TK1234568\nMORI Aiko|TK1234569"))

    assert found.columns[1].meaning is Meaning.PASSPORT
    assert not found.columns[1].imported


def test_saying_what_a_column_means_takes_the_meaning_from_another() -> None:
    sheet = table("Name|Company|Remarks\nSATO Hanako|JST|MEXT")

    found = with_meaning(sheet, match(sheet), 2, Meaning.ORGANISATION)

    assert meanings(found) == ["full_name", "ignore", "organisation"]


def test_remembered_meanings_fit_the_same_headers_only() -> None:
    sheet = table("Name|Company|Diet\nSATO Hanako|JST|halal")
    found = match(sheet)
    said = with_meaning(
        sheet, with_meaning(sheet, found, 1, Meaning.PAYER), 2, Meaning.DIET, imported=True
    )

    assert remembered(sheet, found, said.meanings).meanings == ("full_name", "payer", "diet")
    assert remembered(sheet, found, ("full_name",)) == found
    assert remembered(sheet, found, ("full_name", "nonsense", "diet")) == found


def test_a_header_row_can_be_pointed_out() -> None:
    sheet = table("Delegates|Hosts\nWho|Where from\nSATO Hanako|JST\nITO Ken|JST")

    found = match(sheet, header_row=1)

    assert (found.rows, [column.header for column in found.columns]) == (
        (2, 3),
        ["Who", "Where from"],
    )


def test_merged_organisations_count_for_each_row() -> None:
    sheet = table(
        "Organisation|Name\nJST|SATO Hanako\n|ITO Ken\nMEXT|TANAKA Haruto", Area(1, 0, 2, 0)
    )
    found = match(sheet)
    reader = RowReader(sheet, found)

    assert [reader.read(row).organisation for row in found.rows] == ["JST", "JST", "MEXT"]


def test_an_empty_sheet_holds_nobody() -> None:
    found = match(Table("Empty", False, ()))

    assert (found.rows, found.columns) == ((), ())


# dates, times and words


@pytest.mark.parametrize(
    "text",
    [
        "10.05.2027",
        "10/05/2027",
        "2027-05-10",
        "2027/5/10",
        "10 May 2027",
        "10th of May 2027".replace("of ", ""),
        "May 10, 2027",
        "10. maj 2027",
        "10. Mai 2027",
        "10 maj 2027",
        "Mon 10-May-27",
        "2027年5月10日",
        "2027年5月10日（月）",
        "令和9年5月10日",
        "10.5.",
        "10.05.27",
        "5月10日",
    ],
)
def test_a_date_is_read_in_every_spelling(text: str) -> None:
    assert read_moment(Cell(text, CellKind.TEXT), year=2027) == Moment(dt.date(2027, 5, 10), None)


@pytest.mark.parametrize(
    "text",
    [
        "14:30",
        "14.30",
        "2:30 pm",
        "2.30 p.m.",
        "kl. 14.30",
        "14:30 Uhr",
        "14時30分",
        "午後2時半",
        "14:30:00",
    ],
)
def test_a_time_is_read_in_every_spelling(text: str) -> None:
    assert read_moment(Cell(text, CellKind.TEXT)) == Moment(None, dt.time(14, 30))


@pytest.mark.parametrize(
    "text", ["10.05.2027 14:30", "10 May 2027, 2:30 pm", "2027年5月10日 14時30分"]
)
def test_a_date_with_its_time_is_both(text: str) -> None:
    assert read_moment(Cell(text, CellKind.TEXT)) == Moment(dt.date(2027, 5, 10), dt.time(14, 30))


@pytest.mark.parametrize(
    "text", ["soon", "SK 984", "31.02.2027", "May 2027", "10.5.", "", "32/13/2027"]
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert read_moment(Cell(text, CellKind.TEXT)) is None


def test_stored_dates_and_day_numbers_are_dates() -> None:
    assert read_moment(Cell("2027-05-10T14:30", CellKind.DATE, "2027-05-10T14:30")) == Moment(
        dt.date(2027, 5, 10), dt.time(14, 30)
    )
    assert read_moment(Cell("46517", CellKind.NUMBER, 46517.0)) == Moment(dt.date(2027, 5, 10))
    assert read_moment(Cell("20270510", CellKind.NUMBER, 20270510.0)) == Moment(
        dt.date(2027, 5, 10)
    )
    assert read_moment(Cell("7", CellKind.NUMBER, 7.0)) is None


def test_dates_with_slashes_are_read_as_the_column_writes_them() -> None:
    assert slash_order(["10/05/2027", "13/05/2027"]) == "day"
    assert slash_order(["05/10/2027", "05/13/2027"]) == "month"
    assert slash_order(["10/05/2027", "11/05/2027"]) == "unknown"
    assert slash_order(["13/05/2027", "05/13/2027"]) == "mixed"
    assert slash_order(["10.05.2027"]) == ""


def test_an_ambiguous_column_of_dates_says_so() -> None:
    day = match(table("Name|Arrival\nSATO Hanako|10/05/2027\nITO Ken|11/05/2027"))
    month = match(table("Name|Arrival\nSATO Hanako|5/10/2027\nITO Ken|5/13/2027"))

    assert [finding.kind for finding in day.findings] == ["column.dates_ambiguous"]
    assert (month.findings, month.columns[1].day_first) == ((), False)


@pytest.mark.parametrize(
    "text",
    [
        "N.N.",
        "NN",
        "n. n.",
        "TBC",
        "t.b.d.",
        "to be named",
        "未定",
        "N.N. (interpreter)",
        "N.N., head of section",
        "wird nachgereicht",
    ],
)
def test_a_name_to_come_is_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["Nn Li", "Anna Nilsson", "Tba Hansen", "田中", "N. Nielsen"])
def test_a_real_name_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)


def test_cells_that_say_nothing_are_blank() -> None:
    assert all(
        is_blank(text) for text in ("", " ", "-", "–", "N/A", "none", "keine", "ingen", "なし")
    )
    assert not is_blank("No pork")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Japan", "JP"),
        ("日本", "JP"),
        ("Dänemark", "DK"),
        ("Tyskland", "DE"),
        ("U.K.", "GB"),
        ("svensk", "SE"),
        ("KOR", "KR"),
        ("Japan / 日本", "JP"),
        ("Atlantis", ""),
    ],
)
def test_countries_are_read_in_five_languages(text: str, code: str) -> None:
    assert read_country(text) == code


def test_further_countries_come_from_the_library() -> None:
    assert read_country("Elfenbenskysten", {"elfenbenskysten": "CI"}) == "CI"


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Dolmetscherin", Category.INTERPRETER),
        ("Press", Category.PRESS),
        ("ledsager", Category.ACCOMPANYING),
        ("通訳", Category.INTERPRETER),
        ("Business delegation", Category.BUSINESS),
        ("xyz", None),
    ],
)
def test_categories_are_read_in_five_languages(text: str, category: Category | None) -> None:
    assert read_category(text) is category


def test_columns_have_the_letters_that_excel_shows() -> None:
    assert [column_letters(index) for index in (0, 25, 26, 255, 16383)] == [
        "A",
        "Z",
        "AA",
        "IV",
        "XFD",
    ]
