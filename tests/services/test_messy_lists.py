"""Lists as they come by mail: courtesy titles, degrees, numbers without a country, notes on notes."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.name_forms import opening
from planner.domain.organisations import Organisation, OrganisationKind
from planner.domain.people import ContactKind, ContactPoint, Person, Position
from planner.domain.sheets import Cell, CellKind, Table, Workbook
from planner.domain.staging import Decision, Staging
from planner.services.planner import Planner


def listed(*rows: Sequence[str]) -> Workbook:
    table = Table(
        "List",
        False,
        tuple(tuple(Cell(text, CellKind.TEXT) if text else Cell() for text in row) for row in rows),
    )
    return Workbook("list.csv", f"hash of {rows!r}", (table,))


def staged(planner: Planner, *rows: Sequence[str]) -> Staging:
    book = listed(*rows)
    return planner.importing.stage(book, "List", planner.importing.match(book.sheets[0]))


def take_in(planner: Planner, *rows: Sequence[str]) -> None:
    planner.importing.commit(staged(planner, *rows))


def people(planner: Planner) -> dict[str, Person]:
    return {one.family_name: one for one in planner.keeper(Person).of()}


def numbers(planner: Planner) -> dict[str, str]:
    """The numbers as typed, with their normal form."""
    points = planner.keeper(ContactPoint).of()
    return {one.value: one.normal for one in points if one.kind is ContactKind.PHONE}


def test_a_courtesy_title_of_a_list_greets_with_the_name(planner: Planner) -> None:
    take_in(
        planner,
        ("Anrede", "Nachname", "Vorname", "E-Mail"),
        ("Herr", "Müller", "Jörg", "jm@a.example"),
        ("Frau Prof. Dr.", "Groß", "Anna", "ag@a.example"),
        ("Prof.", "Weiß", "Karl", "kw@a.example"),
        ("Your Excellency", "Ono", "Yuko", "yo@a.example"),
    )
    found = people(planner)
    assert opening(found["Müller"], "de") == "Sehr geehrter Herr Müller,"
    assert opening(found["Müller"], "en") == "Dear Mr Müller,"
    assert opening(found["Groß"], "de") == "Sehr geehrte Frau Prof. Groß,"
    assert (found["Groß"].salutation, found["Groß"].prefix) == ("Frau", "Prof. Dr.")
    assert opening(found["Weiß"], "en") == "Dear Professor Weiß,"
    assert (found["Weiß"].salutation, found["Weiß"].prefix) == ("", "Prof.")
    assert opening(found["Ono"], "en") == "Your Excellency,"


def test_two_doctorates_stay_two(planner: Planner) -> None:
    take_in(
        planner,
        ("Salutation", "Academic title", "Family name", "Given name"),
        ("Herr Prof.", "Prof. Dr. Dr. h.c.", "Weiß", "Adalbert"),
    )
    assert people(planner)["Weiß"].prefix == "Prof. Dr. Dr. h.c."


def test_a_courtesy_title_says_nothing_against_the_form_that_was_agreed(planner: Planner) -> None:
    take_in(
        planner,
        ("Salutation", "Family name", "Given name", "E-mail"),
        ("Your Excellency", "Ono", "Yuko", "yo@a.example"),
    )
    again = staged(
        planner,
        ("Salutation", "Family name", "Given name", "E-mail"),
        ("Ms", "Ono", "Yuko", "yo@a.example"),
    )
    assert again.rows[0].decision is Decision.SAME


def test_degrees_behind_and_before_a_name_find_their_fields(planner: Planner) -> None:
    take_in(
        planner,
        ("Family name", "Given name", "E-mail"),
        ("Østergård, PhD", "Søren", "so@a.example"),
        ("Tanaka", "Prof. Kenji", "kt@a.example"),
    )
    found = people(planner)
    assert (found["Østergård"].given_name, found["Østergård"].suffix) == ("Søren", "PhD")
    assert (found["Tanaka"].given_name, found["Tanaka"].prefix) == ("Kenji", "Prof.")


def test_a_name_with_its_address_in_one_cell_is_both(planner: Planner) -> None:
    take_in(
        planner,
        ("Name", "Organisation"),
        ("Jan van den Berg <jan@tudelft.example>", "TU Delft"),
        ("Berg, Ida", "TU Delft"),
    )
    assert people(planner)["van den Berg"].given_name == "Jan"
    assert [one.value for one in planner.keeper(ContactPoint).of()] == ["jan@tudelft.example"]


def test_numbers_of_a_japanese_list_are_japanese(planner: Planner) -> None:
    take_in(
        planner,
        ("氏名", "フリガナ", "所属", "電話番号"),
        ("田中 健二", "タナカ ケンジ", "文部科学省", "03-5253-4111"),
        ("高橋 由美", "タカハシ ユミ", "理化学研究所", "048-462-1111"),
    )
    assert numbers(planner) == {"03-5253-4111": "+81352534111", "048-462-1111": "+81484621111"}


def test_a_number_is_read_by_the_house_and_the_address_of_its_person(planner: Planner) -> None:
    take_in(
        planner,
        ("Name", "Organisation", "E-mail", "Phone"),
        ("Jörg Müller", "DESY", "jm@desy.de", "040/8998-2304"),
        ("Ida Holm", "Styrelsen", "ida@a.example", "72 31 78 00"),
    )
    assert numbers(planner) == {"040/8998-2304": "+494089982304", "72 31 78 00": "+4572317800"}


def test_no_code_is_made_up_for_a_number_of_an_unknown_country(planner: Planner) -> None:
    book = (("Name", "E-mail", "Phone"), ("Jörg Müller", "jm@a.example", "0228/9957-0"))
    found = staged(planner, *book)
    assert [finding.kind for finding in found.rows[0].findings] == ["cell.phone_unlikely"]
    planner.importing.commit(found)
    assert numbers(planner) == {"0228/9957-0": "022899570"}


def test_a_note_of_a_list_comes_below_what_somebody_wrote(planner: Planner) -> None:
    header = ("Name", "E-mail", "Remarks")
    take_in(planner, header, ("Ida Holm", "ida@a.example", "Plays the cello"))
    take_in(planner, header, ("Ida Holm", "ida@a.example", "VIP"))
    assert people(planner)["Holm"].notes == "Plays the cello\nVIP"
    again = staged(planner, header, ("Ida Holm", "ida@a.example", "VIP"))
    assert again.rows[0].decision is Decision.SAME


def test_a_shorter_given_name_takes_nothing_away(planner: Planner) -> None:
    header = ("Family name", "Given name", "E-mail")
    take_in(planner, header, ("Sørensen", "Åse Ø.", "aase@a.example"))
    again = staged(planner, header, ("Sørensen", "Åse", "aase@a.example"))
    assert again.rows[0].decision is Decision.SAME


def test_a_title_in_japanese_stands_beside_the_latin_one(planner: Planner) -> None:
    header = ("Name", "Organisation", "Position", "E-mail")
    take_in(planner, header, ("Kenji Tanaka", "MEXT", "Director General", "kt@a.example"))
    take_in(planner, header, ("Kenji Tanaka", "MEXT", "局長", "kt@a.example"))
    posts = planner.keeper(Position).of()
    assert [(one.title, one.native_title) for one in posts] == [("Director General", "局長")]
    for said in ("局長", "Director General"):
        again = staged(planner, header, ("Kenji Tanaka", "MEXT", said, "kt@a.example"))
        assert again.rows[0].decision is Decision.SAME
    assert len(planner.keeper(Organisation).of()) == 1


def test_two_zeros_mean_abroad_whichever_country_is_tried(planner: Planner) -> None:
    take_in(
        planner,
        ("氏名", "電話番号"),
        ("田中 健二", "0049 228 9957-0"),
        ("佐藤 花子", "03-5253-4111"),
    )
    assert sorted(numbers(planner).values()) == ["+4922899570", "+81352534111"]


def test_one_japanese_guest_makes_no_list_japanese(planner: Planner) -> None:
    take_in(
        planner,
        ("Name", "Reading", "Phone"),
        ("田中 健二", "タナカ ケンジ", "03-5253-4111"),
        ("Ida Holm", "", "72 31 78 00"),
    )
    assert sorted(numbers(planner).values()) == ["+4572317800", "+81352534111"]


def test_a_department_behind_a_known_house_is_no_house_of_its_own(planner: Planner) -> None:
    header = ("氏名", "所属", "メール")
    take_in(planner, header, ("田中 健二", "文部科学省", "kt@a.example"))
    take_in(planner, header, ("佐藤 花子", "文部科学省 国際課", "hs@a.example"))
    (house,) = planner.keeper(Organisation).of()
    posts = planner.keeper(Position).of()
    assert {(post.organisation_id, post.department) for post in posts} == {
        (house.id, ""),
        (house.id, "国際課"),
    }


def test_a_house_is_of_the_kind_that_its_name_says(planner: Planner) -> None:
    named = {
        "Embassy of Japan in Denmark": OrganisationKind.EMBASSY,
        "Bundesministerium für Bildung und Forschung": OrganisationKind.MINISTRY,
        "Københavns Universitet": OrganisationKind.UNIVERSITY,
        "東京大学": OrganisationKind.UNIVERSITY,
        "Uddannelses- og Forskningsstyrelsen": OrganisationKind.AGENCY,
        "Topsoe A/S": OrganisationKind.OTHER,
    }
    guests = ("Ada Lund", "Bo Holm", "Eva Krogh", "Ida Berg", "Ole Dam", "Per Skov")
    take_in(planner, ("Name", "Organisation"), *zip(guests, named, strict=True))
    assert {one.name: one.kind for one in planner.keeper(Organisation).of()} == named


def test_a_row_that_brings_nothing_new_leaves_no_doubt_about_its_number(planner: Planner) -> None:
    book = (("Name", "E-mail", "Phone"), ("Jörg Müller", "jm@a.example", "0228/9957-0"))
    take_in(planner, *book)
    (row,) = staged(planner, *book).rows
    assert (row.decision, row.findings) == (Decision.SAME, ())
