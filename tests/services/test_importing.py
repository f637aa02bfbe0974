"""Lists taken in: compared before anything is stored, stored as one step, and never twice."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import person
from oddities import make_workbooks as make
from planner import phrases
from planner.domain.column_meanings import Meaning
from planner.domain.findings import Finding
from planner.domain.ids import OrganisationId, PersonId, RecordId, VisitId, new_id
from planner.domain.imports import ColumnMemory, ImportBatch
from planner.domain.organisations import Organisation, OrganisationName
from planner.domain.people import ContactKind, ContactPoint, Person, Position
from planner.domain.private_details import PrivateDetail
from planner.domain.sheets import Cell, CellKind, Table, Workbook
from planner.domain.staging import Decision, StagedRow, Staging
from planner.domain.staging_sentences import FINDING_SENTENCES
from planner.domain.visits import Category, Delegate, Group, GroupMember, Need, Visit
from planner.errors import NotFound, OutOfDate
from planner.services.importing import ImportReport
from planner.services.planner import Planner
from planner.storage.engine import create_library

MAY = dt.date(2027, 5, 10)


@pytest.fixture
def visit(planner: Planner) -> VisitId:
    return planner.visits.new(
        Visit(
            id=VisitId(new_id()),
            title="MEXT to Denmark",
            first_day=MAY,
            last_day=dt.date(2027, 5, 12),
            zone="Europe/Copenhagen",
        )
    )


def workbook(rows: Sequence[Sequence[object]], name: str = "list.xlsx", mark: str = "") -> Workbook:
    """A workbook as if it had been read: texts and numbers only."""
    made = tuple(tuple(_cell(value) for value in row) for row in rows)
    return Workbook(name, f"hash of {mark or repr(rows)}", (Table("Delegates", False, made),))


def _cell(value: object) -> Cell:
    if value is None or value == "":
        return Cell()
    if isinstance(value, int | float):
        return Cell(str(value), CellKind.NUMBER, float(value))
    return Cell(str(value), CellKind.TEXT)


def staged(planner: Planner, book: Workbook, visit: VisitId | None = None) -> Staging:
    table = planner.importing.likely_sheet(book)
    return planner.importing.stage(book, table.name, planner.importing.match(table), visit)


def take_in(planner: Planner, book: Workbook, visit: VisitId | None = None) -> ImportReport:
    return planner.importing.commit(staged(planner, book, visit))


def decisions(staging: Staging) -> list[str]:
    return [row.decision.value for row in staging.rows]


def kinds(row: StagedRow | Staging) -> list[str]:
    found: Sequence[Finding] = row.findings if isinstance(row, StagedRow) else row.notices
    return [finding.kind for finding in found]


def names(planner: Planner) -> list[str]:
    return sorted(person.name for person in planner.keeper(Person).of())


HEADER = ["Name", "Organisation", "Title", "E-mail", "Phone"]
SATO = ["SATO Hanako", "JST", "Manager", "sato@jst.example", "+81 3 1234 5678"]
ITO = ["ITO Ken", "JST", "Director", "ito@jst.example", ""]


# what a list becomes


def test_a_list_becomes_people_with_posts_and_ways_to_reach_them(planner: Planner) -> None:
    report = take_in(planner, workbook([HEADER, SATO, ITO]))

    (organisation,) = planner.keeper(Organisation).of()
    people = {person.family_name: person for person in planner.keeper(Person).of()}
    assert report == ImportReport(2, 0, 0, 0, step=1, kind="excel")
    assert (people["Sato"].given_name, organisation.name) == ("Hanako", "JST")
    assert [
        (post.title, post.organisation_id)
        for post in planner.keeper(Position).of(person_id=people["Sato"].id)
    ] == [("Manager", organisation.id)]
    assert {
        (point.kind, point.normal)
        for point in planner.keeper(ContactPoint).of(person_id=people["Sato"].id)
    } == {
        (ContactKind.EMAIL, "sato@jst.example"),
        (ContactKind.PHONE, "+81312345678"),
    }


def test_a_list_for_a_visit_becomes_its_delegation(planner: Planner, visit: VisitId) -> None:
    book = workbook(
        [
            [
                "Name",
                "Organisation",
                "Title",
                "Role",
                "Category",
                "Rank",
                "Group",
                "Arrival",
                "Departure",
                "Paid by",
            ],
            [
                "SATO Hanako",
                "JST",
                "Manager",
                "Head",
                "Official",
                1,
                "A",
                "10.05.2027 14:30",
                "12.05.2027",
                "JST",
            ],
            ["ITO Ken", "JST", "Aide", "", "Interpreter", 2, "B", "11.05.2027", "", ""],
        ]
    )

    take_in(planner, book, visit)

    first, second = sorted(planner.keeper(Delegate).of(visit_id=visit), key=lambda one: one.rank)
    letters = {group.id: group.letter for group in planner.keeper(Group).of(visit_id=visit)}
    members = {one.delegate_id: letters[one.group_id] for one in planner.keeper(GroupMember).of()}
    assert (first.title, first.role, first.category, first.payer) == (
        "Manager",
        "Head",
        Category.OFFICIAL,
        "JST",
    )
    assert (first.arrives_local, first.arrives_zone) == (
        dt.datetime(2027, 5, 10, 14, 30),
        "Europe/Copenhagen",
    )
    assert first.departs_local is None, "leaving on the last day is leaving with the visit"
    assert second.arrives_local == dt.datetime(2027, 5, 11)
    assert (members[first.id], members[second.id]) == ("A", "B")


@pytest.mark.parametrize("name", sorted(make.LISTS))
def test_any_list_goes_in_and_the_same_file_changes_nothing(
    planner: Planner, visit: VisitId, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(make.LISTS[name]())
    book = planner.importing.read(path)

    first = take_in(planner, book, visit)
    steps = planner.history.count()
    again = staged(planner, planner.importing.read(path), visit)
    second = planner.importing.commit(again)

    assert first.added
    assert not first.updated
    assert (second.added, second.updated, second.step) == (0, 0, None)
    assert second.unchanged == first.added
    assert not any(row.changes for row in again.rows)
    assert planner.history.count() == steps
    assert "workbook.read_before" in kinds(again)


def test_the_same_file_for_the_contacts_alone_changes_nothing_either(planner: Planner) -> None:
    book = workbook([["Name"], ["SATO Hanako"], ["ITO Ken"]])

    first, second = take_in(planner, book), take_in(planner, book)

    assert (first.added, second) == (2, ImportReport(0, 0, 0, 2, kind="excel"))


def test_an_import_is_undone_as_one_step(planner: Planner, visit: VisitId) -> None:
    before = planner.counts()

    report = take_in(planner, workbook([HEADER, SATO, ITO]), visit)
    planner.history.undo()

    assert report.step is not None
    assert planner.counts() == before


def test_the_step_says_how_many(planner: Planner, visit: VisitId) -> None:
    take_in(planner, workbook([HEADER, SATO, ITO]), visit)

    assert phrases.label(planner.history.page()[0]) == "Import 2 delegates"


def test_the_batch_is_recorded(planner: Planner, visit: VisitId) -> None:
    take_in(planner, workbook([HEADER, SATO, ITO], "Liste.xlsx", "x"), visit)

    (batch,) = planner.keeper(ImportBatch).of()
    assert (batch.file_name, batch.file_hash, batch.sheet, batch.visit_id) == (
        "Liste.xlsx",
        "hash of x",
        "Delegates",
        visit,
    )
    assert (batch.added, batch.updated, batch.skipped) == (2, 0, 0)


def test_nothing_is_stored_before_the_list_is_committed(planner: Planner) -> None:
    before = planner.counts()

    staged(planner, workbook([HEADER, SATO]))

    assert planner.counts() == before


def test_one_staging_is_taken_in_once(planner: Planner) -> None:
    staging = staged(planner, workbook([HEADER, SATO]))
    planner.importing.commit(staging)

    with pytest.raises(OutOfDate, match="taken in already"):
        planner.importing.commit(staging)
    assert names(planner) == ["Hanako Sato"]


def test_a_change_in_between_keeps_the_whole_list_out(planner: Planner) -> None:
    take_in(planner, workbook([HEADER, SATO]))
    (post,) = planner.keeper(Position).of()
    staging = staged(planner, workbook([HEADER, [*SATO[:2], "Director", *SATO[3:]], ITO]))
    planner.keeper(Position).edit(post.id, title="Vice President")

    with pytest.raises(OutOfDate):
        planner.importing.commit(staging)
    assert names(planner) == ["Hanako Sato"]


def test_somebody_added_in_between_is_not_added_twice(planner: Planner) -> None:
    staging = staged(planner, workbook([HEADER, SATO]))
    planner.contacts.add(
        Person(id=PersonId(new_id()), family_name="Sato"), emails=["Sato@JST.example"]
    )

    with pytest.raises(OutOfDate, match="sato@jst"):
        planner.importing.commit(staging)
    assert staged(planner, workbook([HEADER, SATO])).rows[0].decision is Decision.UPDATE


def test_an_organisation_added_in_between_is_not_made_twice(planner: Planner) -> None:
    staging = staged(planner, workbook([HEADER, SATO]))
    planner.organisations.keeper.add(Organisation(id=OrganisationId(new_id()), name="JST"))

    with pytest.raises(OutOfDate, match="jst"):
        planner.importing.commit(staging)


def test_a_visit_that_is_gone_takes_no_list(planner: Planner, visit: VisitId) -> None:
    staging = staged(planner, workbook([HEADER, SATO]), visit)
    planner.visits.remove(visit)

    with pytest.raises(NotFound):
        planner.importing.commit(staging)
    assert names(planner) == []


# who is known


def test_a_known_address_updates_what_differs_and_empties_nothing(planner: Planner) -> None:
    take_in(planner, workbook([HEADER, SATO]))

    staging = staged(
        planner,
        workbook(
            [
                ["Name", "E-mail", "Title", "Phone"],
                ["SATO Hanako", "SATO@jst.example", "Director", "+81 3 9999 0000"],
            ]
        ),
    )
    report = planner.importing.commit(staging)

    (row,) = staging.rows
    assert [(change.field, change.old, change.new) for change in row.changes] == [
        ("phone", "", "+81 3 9999 0000"),
        ("position", "Manager", "Director"),
    ]
    assert kinds(row) == []
    assert (report.updated, names(planner)) == (1, ["Hanako Sato"])
    assert {point.normal for point in planner.keeper(ContactPoint).of()} == {
        "sato@jst.example",
        "+81312345678",
        "+81399990000",
    }


def test_a_name_alone_is_only_possibly_the_same_and_waits(planner: Planner) -> None:
    take_in(planner, workbook([HEADER, SATO]))

    staging = staged(planner, workbook([["Name", "Country"], ["Hanako SATO", "Japan"]]))
    report = planner.importing.commit(staging)

    (row,) = staging.rows
    assert (row.decision, kinds(row)) == (Decision.UNDECIDED, ["row.undecided"])
    assert row.candidates[0].reasons == ("same_name",)
    assert row.candidates[0].detail == "Manager, JST"
    assert (report, names(planner)) == (ImportReport(0, 0, 1, 0, kind="excel"), ["Hanako Sato"])


def test_somebody_decides_who_is_meant(planner: Planner) -> None:
    take_in(planner, workbook([HEADER, SATO]))
    staging = staged(planner, workbook([["Name", "Country"], ["Hanako SATO", "Japan"]]))
    (number,) = [row.number for row in staging.rows]

    same = planner.importing.decide(staging, number, Decision.UPDATE)
    new = planner.importing.decide(staging, number, Decision.NEW)
    skipped = planner.importing.decide(same, number, Decision.SKIP)
    back = planner.importing.decide(skipped, number, Decision.UNDECIDED)

    assert [(change.field, change.new) for change in same.row(number).changes] == [
        ("country", "JP")
    ]
    assert [decisions(one) for one in (same, new, skipped, back)] == [
        ["update"],
        ["new"],
        ["skip"],
        ["undecided"],
    ]
    assert kinds(same.row(number)) == []
    planner.importing.commit(new)
    assert names(planner) == ["Hanako Sato", "Sato Hanako"]


def test_all_undecided_rows_can_be_taken_as_new(planner: Planner) -> None:
    take_in(planner, workbook([HEADER, SATO, ITO]))
    staging = staged(planner, workbook([["Name"], ["SATO Hanako"], ["ITO Ken"]], mark="other"))

    assert decisions(planner.importing.decide_all(staging, Decision.NEW)) == ["new", "new"]


def test_one_address_for_two_names_never_makes_a_second_person_silently(planner: Planner) -> None:
    take_in(planner, workbook([HEADER, SATO]))

    staging = staged(planner, workbook([["Name", "E-mail"], ["MORI Aiko", "sato@jst.example"]]))

    (row,) = staging.rows
    assert (row.decision, row.candidates[0].reasons) == (
        Decision.UNDECIDED,
        ("same_email", "other_name"),
    )


def test_a_similar_name_at_the_same_organisation_waits(planner: Planner) -> None:
    take_in(planner, workbook([["Name", "Organisation"], ["Peter Jensen", "DTU"]]))

    staging = staged(
        planner,
        workbook([["Name", "Organisation"], ["P. Jensen", "DTU"], ["Peter Ib Jensen", "DTU"]]),
    )

    assert decisions(staging) == ["undecided", "undecided"]


def test_native_names_and_readings_find_their_people(planner: Planner) -> None:
    take_in(planner, workbook([["Name", "Organisation"], ["TANAKA Haruto (田中 陽斗)", "MEXT"]]))

    staging = staged(
        planner, workbook([["氏名", "フリガナ", "所属"], ["田中陽斗", "タナカ ハルト", "MEXT"]])
    )

    (row,) = staging.rows
    assert [(change.field, change.new) for change in row.changes] == [("reading", "タナカ ハルト")]


def test_a_position_without_organisation_is_kept_in_the_notes(planner: Planner) -> None:
    book = workbook([["Name", "E-mail", "Title"], ["SATO Hanako", "h@jst.example", "Director"]])

    staging = staged(planner, book)

    assert kinds(staging.rows[0]) == ["row.title_without_organisation"]
    assert planner.importing.commit(staging).added == 1
    (sato,) = planner.keeper(Person).of()
    assert sato.notes == "Position: Director"
    assert decisions(staged(planner, book)) == ["same"], "and it is not noted twice"

    promoted = workbook(
        [["Name", "E-mail", "Title"], ["SATO Hanako", "h@jst.example", "President"]]
    )
    planner.importing.commit(staged(planner, promoted))
    assert planner.keeper(Person).of()[0].notes == "Position: Director\nPosition: President"


HOUSES = [
    ("European Spallation Source ERIC", "ESS", "ESS ERIC", "acronym"),
    ("European Spallation Source ERIC", "ESS", "European Spallation Source", "same name"),
    ("European Spallation Source", "", "ESS", "acronym"),
    ("Novo Nordisk A/S", "", "Novo Nordisk", "same name"),
    ("Haldor Topsoe A/S", "", "Haldor Topsoe AB", "same name"),
    ("Siemens Energy GmbH", "", "Siemens Energy Ltd.", "same name"),
]


@pytest.mark.parametrize(("name", "acronym", "listed", "reason"), HOUSES)
def test_another_form_of_a_house_is_possibly_the_same_and_never_taken_unasked(
    planner: Planner, name: str, acronym: str, listed: str, reason: str
) -> None:
    house = Organisation(id=OrganisationId(new_id()), name=name, acronym=acronym, country="SE")
    planner.organisations.keeper.add(house)
    staging = staged(planner, workbook([["Name", "Organisation"], ["SATO Hanako", listed]]))

    (found,) = [one for one in staging.rows[0].findings if one.kind == "row.organisation_maybe"]
    assert (found.facts["name"], found.facts["other"]) == (listed, name)
    assert reason in phrases.sentence(found)

    planner.importing.commit(staging)
    assert sorted(one.name for one in planner.keeper(Organisation).of()) == sorted([name, listed])
    assert {post.organisation_id for post in planner.keeper(Position).of()} != {house.id}


def test_other_houses_are_not_taken_for_alike(planner: Planner) -> None:
    for name in ("Novo Nordisk A/S", "University of Lund", "European Space Agency"):
        planner.organisations.keeper.add(Organisation(id=OrganisationId(new_id()), name=name))
    rows = [["SATO Hanako", "Novozymes A/S"], ["ITO Ken", "University of Oslo"], ["MORI Ai", "KEK"]]

    staging = staged(planner, workbook([["Name", "Organisation"], *rows]))

    assert staging.houses == {}


def test_a_house_is_taken_for_all_its_rows_at_once_and_given_back(planner: Planner) -> None:
    house = Organisation(id=OrganisationId(new_id()), name="Novo Nordisk A/S")
    planner.organisations.keeper.add(house)
    known = planner.contacts.add(
        person("Mori", "Aiko"), organisation="Novo Nordisk A/S", emails=["mori@novo.example"]
    )
    book = workbook(
        [
            ["Name", "E-mail", "Organisation"],
            ["SATO Hanako", "", "Novo Nordisk"],
            ["ITO Ken", "", "Novo Nordisk"],
            ["MORI Aiko", "mori@novo.example", "Novo Nordisk"],
        ]
    )
    before = staged(planner, book)
    (made,) = before.houses

    staging = planner.importing.take_house(before, made, take=True)
    assert decisions(staging) == ["new", "new", "same"], "no second post at the same house"
    assert kinds(staging.rows[0]) == ["row.organisation_taken"], (
        "decided, nothing is asked any more"
    )
    given_back = planner.importing.take_house(staging, made, take=False)
    assert given_back == before

    planner.importing.commit(staging)
    assert [one.id for one in planner.keeper(Organisation).of()] == [house.id]
    assert {post.organisation_id for post in planner.keeper(Position).of()} == {house.id}
    assert len(planner.posts.of(known)) == 1


def test_a_number_read_by_the_country_of_the_program_says_so(planner: Planner) -> None:
    header = ["Name", "Country", "Phone"]
    rows = [["SATO Hanako", "", "33 92 00 00"], ["ITO Ken", "", "+81 3 1234 5678"],
            ["HANSEN Ida", "DK", "33 92 00 01"], ["MORI Ai", "", "+45 33 92 00 02"]]  # fmt: skip

    staging = staged(planner, workbook([header, *rows]))

    assert [kinds(row) for row in staging.rows] == [["cell.phone_assumed"], [], [], []]
    said = phrases.sentence(staging.rows[0].findings[0])
    assert said == "C2 (Phone): “33 92 00 00” was read as a number of Denmark."


def test_a_possible_match_shows_what_the_library_has_of_it(planner: Planner) -> None:
    planner.contacts.add(
        person("Sato", "Hanako", country="JP"), organisation="JST", title="Manager",
        emails=["sato@jst.example"], phones=["+81 3 1234 5678"],
    )  # fmt: skip
    staging = staged(planner, workbook([["Name", "Organisation"], ["Hanako SATO", "KEK"]]))

    (row,) = staging.rows
    assert row.decision is Decision.UNDECIDED
    assert row.candidates[0].holds == {
        "family_name": "Sato", "given_name": "Hanako", "organisation": "JST",
        "position": "Manager", "email": "sato@jst.example", "phone": "+81 3 1234 5678",
        "country": "JP",
    }  # fmt: skip


def test_what_of_a_file_is_not_read_is_said_by_name(planner: Planner) -> None:
    def table(name: str, rows: Sequence[Sequence[object]]) -> Table:
        return Table(name, False, tuple(tuple(_cell(value) for value in row) for row in rows))

    second = [["", "", ""], ["Full name", "Phone", "Country"], ["ITO Ken", "+81 3 1234 5678", "JP"]]
    book = Workbook(
        "list.xlsx",
        "hash",
        (
            table("Delegates", [HEADER, SATO, *second]),
            table("Hosts", [["Name", "E-mail"], ["HANSEN Ida", "ida@ku.example"]]),
            table("Hotels", [["Price", "Stars"], [120, 4]]),
            table("Empty", []),
            table("Rates", [["EUR", "DKK"], [1, 7]]),
        ),
    )
    columns = planner.importing.match(book.sheets[0])
    people = planner.importing.people_in_sheets(book)

    said = [phrases.sentence(one) for one in planner.importing.unread(book, columns, people)]

    assert said[0] == ("Not read: the sheet “Hosts” (people: 1). To read it, choose it at “Sheet”.")
    assert said[1] == "Not read, because no people were found there: Hotels, Rates."
    assert said[2].startswith(
        "Not read: another table that begins in row 4 (“Full name · Phone · Country”)"
    )
    staging = planner.importing.stage(book, "Delegates", columns)
    assert {"sheet.people_unread", "sheet.unread"} <= set(kinds(staging))
    other = planner.importing.match(book.sheets[0], 3)
    assert [row.name for row in planner.importing.stage(book, "Delegates", other).rows] == [
        "Ito Ken"
    ]


def test_marks_that_were_lost_are_put_back_and_never_taken_away(planner: Planner) -> None:
    take_in(planner, workbook([["Name", "E-mail"], ["Soren Moller", "soren@ku.example"]]))

    better = staged(planner, workbook([["Name", "E-mail"], ["Søren Møller", "soren@ku.example"]]))
    planner.importing.commit(better)
    worse = staged(planner, workbook([["Name", "E-mail"], ["Soeren Moeller", "soren@ku.example"]]))

    assert [(change.old, change.new) for change in better.rows[0].changes] == [
        ("Moller", "Møller"),
        ("Soren", "Søren"),
    ]
    assert decisions(worse) == ["same"]


def test_a_new_organisation_becomes_the_first_post(planner: Planner) -> None:
    take_in(planner, workbook([HEADER, SATO]))

    take_in(
        planner, workbook([HEADER, ["SATO Hanako", "MEXT", "Director", "sato@jst.example", ""]])
    )

    (person,) = planner.keeper(Person).of()
    card = planner.contacts.card(person.id)
    assert [(post.organisation, post.position.title) for post in card.posts] == [
        ("MEXT", "Director"),
        ("JST", "Manager"),
    ]


def test_a_person_who_stands_twice_in_a_list_is_taken_once(planner: Planner) -> None:
    staging = staged(planner, workbook([HEADER, SATO, ITO, SATO]))
    planner.importing.commit(staging)

    assert decisions(staging) == ["new", "new", "skip"]
    assert kinds(staging.rows[2]) == ["row.repeated"]
    assert decisions(staged(planner, workbook([HEADER, SATO, ITO, SATO]))) == [
        "same",
        "same",
        "skip",
    ]


def test_two_rows_are_never_one_known_person(planner: Planner) -> None:
    take_in(planner, workbook([HEADER, SATO]))
    staging = staged(
        planner,
        workbook(
            [
                ["Name", "E-mail"],
                ["SATO Hanako", "sato@jst.example"],
                ["Hanako Sato", "hanako@home.example"],
            ]
        ),
    )

    decided = planner.importing.decide(
        staging, 3, Decision.UPDATE, PersonId(staging.rows[0].chosen)
    )

    assert decisions(staging)[0] == "same"
    assert decisions(decided)[1] in ("skip", "new")


def test_two_delegates_may_share_an_office_address(planner: Planner, visit: VisitId) -> None:
    book = workbook(
        [
            ["Name", "E-mail"],
            ["SATO Hanako", "office@jst.example"],
            ["ITO Ken", "office@jst.example"],
        ]
    )

    staging = staged(planner, book, visit)
    planner.importing.commit(staging)

    assert (decisions(staging), kinds(staging.rows[1])) == (["new", "new"], ["row.shared_email"])
    assert decisions(staged(planner, book, visit)) == ["same", "same"]


# organisations, groups and heads without a name


def test_organisations_are_found_by_any_of_their_names(planner: Planner) -> None:
    ministry = Organisation(
        id=OrganisationId(new_id()),
        name="Ministry of Education",
        acronym="MEXT",
        native_name="文部科学省",
    )
    planner.organisations.keeper.add(ministry)
    planner.keeper(OrganisationName).add(
        OrganisationName(
            id=RecordId(new_id()),
            organisation_id=ministry.id,
            language="da",
            name="Uddannelsesministeriet",
        )
    )
    spellings = [
        "ministry of  education",
        "Mext",
        "文部科学省",
        "UDDANNELSESMINISTERIET",
        "Ministry of Education (MEXT)",
        "文部科学省 / MEXT",
    ]

    take_in(
        planner,
        workbook(
            [
                ["Name", "Organisation"],
                *([f"Person {'abcdef'[n]}", name] for n, name in enumerate(spellings)),
            ]
        ),
    )

    assert [one.id for one in planner.keeper(Organisation).of()] == [ministry.id]
    assert {post.organisation_id for post in planner.keeper(Position).of()} == {ministry.id}


def test_an_unknown_organisation_is_made_once_with_its_acronym(planner: Planner) -> None:
    book = workbook(
        [
            ["Name", "Organisation"],
            ["SATO Hanako", "Japan Science Agency (JSTX)"],
            ["ITO Ken", "JSTX"],
            ["MORI Aiko", "japan science agency"],
        ]
    )

    take_in(planner, book)

    (made,) = planner.keeper(Organisation).of()
    assert (made.name, made.acronym) == ("Japan Science Agency", "JSTX")


def test_organisations_of_skipped_rows_are_not_made(planner: Planner) -> None:
    staging = staged(planner, workbook([HEADER, SATO, ["ITO Ken", "KEK", "", "", ""]]))

    planner.importing.commit(planner.importing.decide(staging, 3, Decision.SKIP))

    assert [one.name for one in planner.keeper(Organisation).of()] == ["JST"]


def test_moving_somebody_to_another_group_of_the_list_moves_them(
    planner: Planner, visit: VisitId
) -> None:
    take_in(planner, workbook([["Name", "Group"], ["SATO Hanako", "A"], ["ITO Ken", "B"]]), visit)

    staging = staged(
        planner,
        workbook([["Name", "Group"], ["SATO Hanako", "B"], ["ITO Ken", "B"], ["MORI Aiko", "A"]]),
        visit,
    )
    planner.importing.commit(staging)

    assert [(change.old, change.new) for change in staging.rows[0].changes] == [
        ("A", "B"),
        ("A", ""),
    ]
    assert len(planner.keeper(GroupMember).of()) == 3


def test_heads_without_a_name_are_counted_and_found_again(planner: Planner, visit: VisitId) -> None:
    book = workbook(
        [
            ["Name", "Organisation", "Title"],
            ["SATO Hanako", "JST", "Manager"],
            ["N.N.", "JST", "Interpreter"],
            ["N.N.", "JST", "Interpreter"],
            ["TBC", "JST", "Driver"],
        ]
    )

    first = take_in(planner, book, visit)
    later = workbook(
        [
            ["Name", "Organisation", "Title", "Role"],
            ["SATO Hanako", "JST", "Manager", ""],
            ["N.N.", "JST", "Interpreter", "Simultaneous"],
            ["N.N.", "JST", "Interpreter", ""],
            ["TBC", "JST", "Driver", ""],
            ["N.N.", "JST", "Guard", ""],
        ]
    )
    staging = staged(planner, later, visit)

    assert first.added == 4
    assert sorted(one.placeholder for one in planner.keeper(Delegate).of(visit_id=visit)) == [
        "",
        "N.N.",
        "N.N.",
        "TBC",
    ]
    assert decisions(staging) == ["same", "update", "same", "same", "new"]


def test_a_head_without_a_name_needs_a_visit(planner: Planner) -> None:
    staging = staged(planner, workbook([HEADER, SATO, ["N.N.", "JST", "Interpreter", "", ""]]))

    assert (decisions(staging), kinds(staging.rows[1])) == (
        ["new", "skip"],
        ["row.placeholder_needs_visit"],
    )


# what is odd in a row


def test_bad_cells_are_findings_of_their_rows_and_the_rest_goes_in(
    planner: Planner, visit: VisitId, tmp_path: Path
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(make.bad_cells())

    staging = staged(planner, planner.importing.read(path), visit)

    assert [kinds(row) for row in staging.rows] == [
        ["cell.error", "cell.error"],
        ["cell.error", "cell.date_unread", "cell.email_none", "cell.phone_none"],
        ["cell.formula_empty", "cell.error", "cell.error"],
    ]
    assert decisions(staging) == ["new", "new", "new"]


def test_strange_names_go_in_clean_and_are_never_run(planner: Planner, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(make.strange_names())

    staging = staged(planner, planner.importing.read(path))
    planner.importing.commit(staging)

    assert decisions(staging) == ["new", "new", "new", "skip", "skip", "new", "new"]
    assert [kinds(row) for row in staging.rows][1:5] == [
        ["cell.broken_signs"],
        ["cell.too_long"],
        ["cell.odd_name"],
        ["cell.odd_name"],
    ]
    assert max(len(person.family_name) for person in planner.keeper(Person).of()) == 500


def test_somebody_crossed_out_is_skipped_until_decided(planner: Planner, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(make.LISTS["somebody crossed out"]())

    staging = staged(planner, planner.importing.read(path))

    assert (decisions(staging), kinds(staging.rows[1])) == (["new", "skip"], ["row.struck"])
    assert decisions(planner.importing.decide(staging, 3, Decision.NEW)) == ["new", "new"]


def test_identity_papers_and_diets_stay_out_of_the_library(
    planner: Planner, visit: VisitId
) -> None:
    book = workbook(
        [
            ["Name", "Diet", "Passport no.", "Date of birth"],
            ["SATO Hanako", "halal", "TK1234567", "1970-01-02"],
        ],
        mark="papers",
    )

    staging = staged(planner, book, visit)
    planner.importing.commit(staging)

    assert planner.keeper(Need).of() == []
    assert "TK1234567" not in repr(staging)
    assert kinds(staging) == ["column.special"] * 3


def test_a_diet_that_somebody_allows_is_kept_with_its_day_of_erasure(
    planner: Planner, visit: VisitId
) -> None:
    book = workbook([["Name", "Diet"], ["SATO Hanako", "halal"]])
    table = book.sheets[0]
    columns = planner.importing.set_meaning(
        table, planner.importing.match(table), 1, Meaning.DIET, purpose="meals"
    )

    planner.importing.commit(planner.importing.stage(book, "Delegates", columns, visit))

    (need,) = planner.keeper(Need).of()
    assert (need.text, need.purge_after) == ("halal", dt.date(2027, 5, 26))
    (step,) = planner.history.page()[:1]
    assert step.facts["purpose"] == "meals"
    assert not planner.importing.match(table).columns[1].imported, "each list is asked for anew"


def test_passports_that_somebody_allows_become_hidden_details(
    planner: Planner, visit: VisitId
) -> None:
    def staging_of(number: str) -> Staging:
        book = workbook(
            [
                ["Name", "Passport no.", "Expiry date", "Date of birth", "CPR-nr."],
                ["SATO Hanako", number, "2031-03-04", "1970-01-02", "020170-1234"],
            ],
            mark=number,
        )
        table = book.sheets[0]
        columns = planner.importing.match(table)
        for index, column in enumerate(columns.columns):
            if column.meaning in (Meaning.PASSPORT, Meaning.BIRTH_DATE):
                columns = planner.importing.set_meaning(
                    table, columns, index, column.meaning, purpose="admission"
                )
        return planner.importing.stage(book, "Delegates", columns, visit)

    planner.importing.commit(staging_of("TK1234567"))
    found = {one.kind: one for one in planner.keeper(PrivateDetail).of()}
    assert {kind.value: one.text for kind, one in found.items()} == {
        "passport number": "TK1234567",
        "passport expiry": "2031-03-04",
        "birth date": "1970-01-02",
    }
    assert {one.purge_after for one in found.values()} == {dt.date(2027, 5, 26)}
    assert planner.search("TK1234567") == []
    (step,) = planner.history.page()[:1]
    assert step.facts["purpose"] == "admission"

    again = staging_of("TK7654321")  # the same list with a new number: one change, told by no value
    (change,) = again.rows[0].changes
    assert (change.field, change.new) == ("private_detail", "Passport number: •••")
    planner.importing.commit(again)
    assert {one.text for one in planner.keeper(PrivateDetail).of()} >= {"TK7654321", "1970-01-02"}
    planner.history.undo()
    assert "TK1234567" in {one.text for one in planner.keeper(PrivateDetail).of()}


def test_a_mapping_is_remembered_for_the_same_headers(planner: Planner) -> None:
    book = workbook([["Wer", "Woher"], ["SATO Hanako", "JST"], ["ITO Ken", "JST"]])
    table = book.sheets[0]
    columns = planner.importing.match(table, header_row=0)
    for index, meaning in enumerate((Meaning.FULL_NAME, Meaning.ORGANISATION)):
        columns = planner.importing.set_meaning(table, columns, index, meaning)
    planner.importing.commit(planner.importing.stage(book, "Delegates", columns))

    again = planner.importing.match(table, header_row=0)

    assert [column.meaning for column in again.columns] == [Meaning.FULL_NAME, Meaning.ORGANISATION]
    assert len(planner.keeper(ColumnMemory).of()) == 1


def test_dates_that_may_be_read_both_ways_can_be_turned_round(
    planner: Planner, visit: VisitId
) -> None:
    book = workbook([["Name", "Arrival"], ["SATO Hanako", "05/06/2027"]])
    columns = planner.importing.match(book.sheets[0])

    first = planner.importing.stage(book, "Delegates", columns, visit)
    turned = planner.importing.set_day_first(columns, 1, False)
    second = planner.importing.stage(book, "Delegates", turned, visit)

    assert first.rows[0].delegate["arrives"] == "2027-06-05"
    assert second.rows[0].delegate["arrives"] == "2027-05-06"
    assert "column.dates_ambiguous" in kinds(first)


def test_names_taken_apart_by_custom_alone_are_to_be_looked_through(planner: Planner) -> None:
    guessed = staged(planner, workbook([["Name", "Country"], ["Sato Hanako", "Japan"]]))
    certain = staged(planner, workbook([["Name", "Country"], ["SATO Hanako", "Japan"]]))

    assert guessed.rows[0].person["family_name"] == "Sato"
    assert ("column.name_order" in kinds(guessed), "column.name_order" in kinds(certain)) == (
        True,
        False,
    )


def test_a_doubt_names_its_own_cell(planner: Planner) -> None:
    book = workbook([["Name", "Phone", "Mobile"], ["SATO Hanako", "+81 3 1234 5678", "ring me"]])

    (finding,) = staged(planner, book).rows[0].findings

    assert phrases.sentence(finding) == (
        "C2 (Mobile): “ring me” is no phone number and was left out."
    )


def test_somebody_known_joins_the_delegation(planner: Planner, visit: VisitId) -> None:
    take_in(planner, workbook([HEADER, SATO]))

    staging = staged(
        planner,
        workbook([["Name", "E-mail", "Group"], ["SATO Hanako", "sato@jst.example", "A"]]),
        visit,
    )
    planner.importing.commit(staging)

    assert [(change.field, change.new) for change in staging.rows[0].changes] == [
        ("delegate", "MEXT to Denmark"),
        ("group", "A"),
    ]
    assert [one.person_id for one in planner.keeper(Delegate).of(visit_id=visit)] == [
        staging.rows[0].chosen
    ]


def test_an_earlier_day_than_the_visit_is_questioned(planner: Planner, visit: VisitId) -> None:
    staging = staged(planner, workbook([["Name", "Arrival"], ["SATO Hanako", "10.05.2026"]]), visit)

    assert kinds(staging.rows[0]) == ["cell.date_far"]


def test_numbers_are_read_as_of_the_country_that_the_list_is_of(planner: Planner) -> None:
    book = workbook(
        [
            ["Name", "Phone"],
            ["SATO Hanako", "+81 3 1234 5678"],
            ["ITO Ken", "+81 90 1234 5678"],
            ["MORI Aiko", 312345679],
        ]
    )

    take_in(planner, book)

    assert sorted(point.normal for point in planner.keeper(ContactPoint).of()) == [
        "+81312345678",
        "+81312345679",
        "+819012345678",
    ]


def test_a_sheet_or_visit_that_is_not_there_is_named(planner: Planner) -> None:
    book = workbook([HEADER, SATO])
    columns = planner.importing.match(book.sheets[0])

    with pytest.raises(NotFound, match="no sheet “Guests”"):
        planner.importing.stage(book, "Guests", columns)
    with pytest.raises(NotFound, match="visit"):
        planner.importing.stage(book, "Delegates", columns, VisitId("nowhere"))


def test_a_hidden_sheet_is_the_last_choice_and_said(planner: Planner, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(make.LISTS["second sheet is the list"]())
    book = planner.importing.read(path)

    old = planner.importing.stage(book, "Old", planner.importing.match(book.sheets[2]))

    assert planner.importing.likely_sheet(book).name == "Delegates"
    assert "sheet.hidden" in kinds(old)


def test_every_finding_has_its_sentence(planner: Planner, visit: VisitId, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    books = []
    for build in (make.bad_cells, make.strange_names, *make.LISTS.values()):
        path.write_bytes(build())
        books.append(planner.importing.read(path))

    for book in books:
        for target in (None, visit):
            staging = staged(planner, book, target)
            for finding in [
                *staging.notices,
                *(one for row in staging.rows for one in row.findings),
            ]:
                assert finding.kind in FINDING_SENTENCES
                assert "…" not in phrases.sentence(finding).replace(
                    str(finding.facts.get("rows", "")), ""
                )
        take_in(planner, book)


cells = st.text(
    st.characters() | st.sampled_from(string.printable + "@.:/年月日"), max_size=40
) | st.sampled_from(
    [
        "N.N.",
        "Name",
        "10.05.2027",
        "a@b.example",
        "+45 33920000",
        "Total",
        "-",
        "=1+1",
        "Group A",
        "x" * 40_000,
    ]
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Planner:
    from planner.settings import Settings

    return Planner(create_library(str(tmp_path_factory.mktemp("any") / "x.planner")), Settings())


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=st.lists(st.lists(cells, max_size=5), max_size=6))
def test_any_text_in_any_cell_is_staged_and_stored_without_a_fault(
    shared: Planner, rows: list[list[str]]
) -> None:
    from planner.text import clean_text

    head = ["Name", "Organisation", "E-mail", "Phone", "Arrival"]
    book = workbook([head, *([clean_text(text) for text in row] for row in rows)])

    staging = staged(shared, book)
    shared.importing.commit(staging)

    again = staged(shared, book)
    assert not any(row.changes for row in again.rows if row.decision is not Decision.UNDECIDED)


def test_decisions_are_values_and_the_first_staging_stays(planner: Planner) -> None:
    staging = staged(planner, workbook([HEADER, SATO]))

    decided = planner.importing.decide(staging, 2, Decision.SKIP)

    assert (decisions(staging), decisions(decided)) == (["new"], ["skip"])
    assert replace(decided, rows=staging.rows) == staging


def test_every_country_has_a_ministry_of_its_own(planner: Planner, tmp_path: Path) -> None:
    first = tmp_path / "first.csv"
    first.write_text(
        "Name,Organisation,Country,Email\nSato Hanako,Ministry of Education,Japan,sato@a.example\n"
    )
    second = tmp_path / "second.csv"
    second.write_text(
        "Name,Organisation,Country,Email\n"
        "Anna Svensson,Ministry of Education,Sweden,anna@b.example\n"
        "Marco Bellandi,European Spallation Source,Italy,marco@c.example\n"
    )
    for path in (first, second):
        book = planner.importing.read(path)
        columns = planner.importing.match(book.sheets[0])
        staging = planner.importing.stage(book, book.sheets[0].name, columns)
        planner.importing.commit(staging)

    found = planner.organisations.page(text="Ministry of Education")
    countries = {planner.organisations.card(line.id).organisation.country for line in found}
    assert {"JP", "SE"} <= countries


def test_a_calendar_that_invites_nobody_has_no_sheet_and_says_so(
    planner: Planner, tmp_path: Path
) -> None:
    path = tmp_path / "events.ics"
    path.write_bytes(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Talk\r\n"
        b"DTSTART:20270510T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    book = planner.importing.read(path)

    with pytest.raises(NotFound, match=r"events\.ics. names nobody") as refused:
        planner.importing.likely_sheet(book)
    with pytest.raises(NotFound, match="names nobody") as empty:
        planner.importing.likely_sheet(replace(book, events=0))

    assert "open a visit" in refused.value.hint
    assert "visit" not in empty.value.hint


def test_a_title_that_holds_a_word_twice_stays_as_it_is(planner: Planner) -> None:
    header = ["Prefix", "Family name", "Given name", "Salutation"]
    staging = staged(planner, workbook([header, ["Prof. Dr. Dr. h.c.", "Weiß", "Adalbert", "Dr."]]))

    assert staging.rows[0].person["prefix"] == "Prof. Dr. Dr. h.c."
