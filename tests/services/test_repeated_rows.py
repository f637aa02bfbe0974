"""Rows of one list that mean one person: nothing of any row is lost, and nobody is doubled."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.domain.choosing import carried_over
from planner.domain.ids import PersonId, VisitId, new_id
from planner.domain.people import ContactKind, ContactPoint, Person, Position
from planner.domain.sheets import Cell, CellKind, Table, Workbook
from planner.domain.staging import Decision, StagedRow, Staging
from planner.domain.visits import Delegate, GroupMember, Need, Visit
from planner.errors import OutOfDate
from planner.services.planner import Planner

HEADER = ["Name", "Organisation", "Title", "E-mail", "Phone"]
SATO = ["SATO Hanako", "JST", "", "sato@jst.example", ""]
AGAIN = ["SATO Hanako", "JST", "", "hanako@home.example", "+81 90 1234 5678"]
ITO = ["ITO Ken", "JST", "", "ito@jst.example", ""]


def book(*rows: list[str], header: list[str] | None = None) -> Workbook:
    table = tuple(
        tuple(Cell(text, CellKind.TEXT) if text else Cell() for text in row)
        for row in (header or HEADER, *rows)
    )
    return Workbook("list.xlsx", f"hash of {rows!r}", (Table("People", False, table),))


def staged(planner: Planner, *rows: list[str], visit: VisitId | None = None) -> Staging:
    read = book(*rows)
    columns = planner.importing.match(read.sheets[0])
    return planner.importing.stage(read, "People", columns, visit)


def decisions(staging: Staging) -> list[str]:
    return [row.decision.value for row in staging.rows]


def kinds(row: StagedRow) -> list[str]:
    return [finding.kind for finding in row.findings]


def people(planner: Planner) -> dict[str, set[str]]:
    """Everybody with what they are reached by; who stands twice has a number."""
    found: dict[str, set[str]] = {}
    for one in sorted(planner.keeper(Person).of(), key=lambda person: person.id):
        card = planner.contacts.card(one.id)
        name = one.name if one.name not in found else f"{one.name} ({len(found)})"
        found[name] = {point.value for point in (*card.emails, *card.phones)}
    return found


BOTH = {"sato@jst.example", "hanako@home.example", "+81 90 1234 5678"}


def test_what_a_second_row_has_more_comes_to_the_person_of_the_first(planner: Planner) -> None:
    staging = staged(planner, SATO, ITO, AGAIN)

    report = planner.importing.commit(staging)

    assert decisions(staging) == ["new", "new", "update"]
    assert kinds(staging.rows[2]) == ["row.repeated_more"]
    assert (report.added, report.updated) == (2, 0)  # people, not rows
    assert people(planner) == {"Hanako Sato": BOTH, "Ken Ito": {"ito@jst.example"}}
    assert decisions(staged(planner, SATO, ITO, AGAIN)) == ["same", "same", "skip"]

    planner.history.undo()
    assert people(planner) == {}


def test_rows_that_say_the_same_person_thrice_make_one_with_all(planner: Planner) -> None:
    third = ["Hanako Sato", "JST", "", "hanako@home.example", "+81 3 5555 0000"]
    staging = staged(planner, SATO, AGAIN, third)

    planner.importing.commit(staging)

    assert decisions(staging) == ["new", "update", "update"]
    assert people(planner) == {"Hanako Sato": BOTH | {"+81 3 5555 0000"}}
    assert len({point.rank for point in _ways(planner)}) == 4


def _ways(planner: Planner) -> list[ContactPoint]:
    (one,) = planner.keeper(Person).of()
    card = planner.contacts.card(one.id)
    return [*card.emails, *card.phones]


def test_two_rows_for_somebody_known_bring_what_both_have(planner: Planner) -> None:
    planner.importing.commit(staged(planner, ["SATO Hanako", "JST", "", "", ""]))
    staging = staged(planner, SATO, AGAIN)

    report = planner.importing.commit(staging)

    assert decisions(staging) == ["update", "update"]
    assert report.updated == 1
    assert people(planner) == {"Hanako Sato": BOTH}
    assert len(planner.keeper(Position).of()) == 1


def test_what_both_rows_bring_is_brought_once(planner: Planner) -> None:
    planner.importing.commit(staged(planner, ["SATO Hanako", "JST", "", "", ""]))
    one = ["SATO Hanako", "DFF", "Head", "sato@jst.example", "+81 3 5555 0000"]
    staging = staged(planner, ["SATO Hanako", "JST", "", "sato@jst.example", ""], one, one)

    planner.importing.commit(staging)

    assert decisions(staging) == ["update", "update", "skip"]
    assert people(planner) == {"Hanako Sato": {"sato@jst.example", "+81 3 5555 0000"}}
    assert sorted(post.title for post in planner.keeper(Position).of()) == ["", "Head"]


def test_a_value_that_contradicts_the_first_row_is_only_offered(planner: Planner) -> None:
    first = ["SATO Hanako", "JST", "Manager", "sato@jst.example", ""]
    staging = staged(planner, first, ["SATO Hanako", "JST", "Director", "sato@jst.example", ""])

    (offer,) = staging.rows[1].changes
    taken = planner.importing.choose(staging, 3, [0], take=True)

    assert decisions(staging) == ["new", "same"]
    assert (offer.field, offer.old, offer.new) == ("position", "Manager", "Director")
    planner.importing.commit(taken)
    assert [post.title for post in planner.keeper(Position).of()] == ["Director"]


def test_a_namesake_with_another_title_is_asked_about(planner: Planner) -> None:
    rows = (
        ["SATO Hanako", "JST", "Manager", "sato@jst.example", ""],
        ["SATO Hanako", "JST", "Driver", "", "+81 90 1234 5678"],
    )
    staging = staged(planner, *rows)
    first = staging.rows[0]

    assert decisions(staging) == ["new", "undecided"]
    (listed,) = staging.rows[1].candidates
    assert (listed.name, listed.detail) == (first.name, "row 2 of this list")
    two = planner.importing.decide_all(staging, Decision.NEW)
    one = planner.importing.decide(staging, 3, Decision.UPDATE, listed.person_id)
    assert (decisions(two), decisions(one)) == (["new", "new"], ["new", "update"])

    planner.importing.commit(two)
    assert sorted(map(sorted, people(planner).values())) == [
        ["+81 90 1234 5678"],
        ["sato@jst.example"],
    ]
    planner.history.undo()
    planner.importing.commit(one)
    assert people(planner) == {"Hanako Sato": {"sato@jst.example", "+81 90 1234 5678"}}
    (post,) = planner.keeper(Position).of()
    assert post.title == "Manager"  # another title is offered, not taken


def test_a_repeat_goes_by_what_becomes_of_the_first_row(planner: Planner) -> None:
    staging = staged(planner, SATO, AGAIN)

    skipped = planner.importing.decide(staging, 2, Decision.SKIP)
    back = planner.importing.decide(skipped, 2, Decision.NEW)

    assert decisions(skipped) == ["skip", "skip"]
    assert kinds(skipped.rows[1]) == ["row.repeated"]
    assert not skipped.changes_anything
    assert decisions(back) == ["new", "update"]
    assert back.rows[1].changes == staging.rows[1].changes


def test_a_repeat_that_is_somebody_new_takes_all_with_it(planner: Planner) -> None:
    staging = planner.importing.decide(staged(planner, SATO, AGAIN), 3, Decision.NEW)

    planner.importing.commit(staging)

    assert sorted(map(sorted, people(planner).values())) == [
        sorted({"hanako@home.example", "+81 90 1234 5678"}),
        ["sato@jst.example"],
    ]


def test_all_as_new_doubles_nobody_who_stands_twice(planner: Planner) -> None:
    planner.importing.commit(staged(planner, ["SATO Hanako", "RIKEN", "", "", ""]))
    staging = staged(planner, SATO, AGAIN)
    assert decisions(staging) == ["undecided", "skip"]

    new = planner.importing.decide_all(staging, Decision.NEW)
    rows = planner.importing.decide_rows(staging, {2, 3}, Decision.NEW)
    known = planner.importing.decide(staging, 2, Decision.UPDATE)

    assert decisions(new) == decisions(rows) == ["new", "update"]
    assert decisions(known) == ["update", "update"]
    planner.importing.commit(known)
    assert people(planner) == {"Hanako Sato": BOTH}


def test_a_change_left_in_a_repeat_stays_left(planner: Planner) -> None:
    staging = staged(planner, SATO, AGAIN)
    (phone,) = [p for p, one in enumerate(staging.rows[1].changes) if one.field == "phone"]

    left = planner.importing.choose(staging, 3, [phone], take=False)
    left = planner.importing.decide(left, 2, Decision.NEW)

    planner.importing.commit(left)
    assert people(planner) == {"Hanako Sato": BOTH - {"+81 90 1234 5678"}}


def test_a_row_that_is_crossed_out_takes_nobody_with_it(planner: Planner) -> None:
    read = book(SATO, AGAIN)
    sheet = read.sheets[0]
    crossed = tuple(Cell(cell.text, cell.kind, struck=True) for cell in sheet.rows[1])
    table = Table("People", False, (sheet.rows[0], crossed, sheet.rows[2]))
    read = Workbook("list.xlsx", "hash", (table,))

    staging = planner.importing.stage(read, "People", planner.importing.match(table), None)

    assert decisions(staging) == ["skip", "new"]


def test_at_a_visit_a_repeat_fills_the_same_delegate(planner: Planner) -> None:
    day = dt.date(2027, 5, 10)
    visit = planner.visits.new(
        Visit(id=VisitId(new_id()), title="V", first_day=day, last_day=day, zone="Asia/Tokyo")
    )
    header = ["Name", "Organisation", "Role", "Group", "Paid by"]
    read = book(
        ["SATO Hanako", "JST", "Head", "A", ""],
        ["SATO Hanako", "JST", "", "B", "JST"],
        ["SATO Hanako", "JST", "Interpreter", "A", ""],
        header=header,
    )
    columns = planner.importing.match(read.sheets[0])
    staging = planner.importing.stage(read, "People", columns, visit)

    planner.importing.commit(staging)

    (delegate,) = planner.keeper(Delegate).of()
    assert (delegate.role, delegate.payer) == ("Head", "JST")
    assert len(planner.keeper(GroupMember).of(delegate_id=delegate.id)) == 2
    assert planner.keeper(Need).of() == []
    assert [(one.field, one.old, one.new) for one in staging.rows[2].changes] == [
        ("role", "Head", "Interpreter")
    ]


def test_notes_of_both_rows_and_of_the_delegation_are_kept(planner: Planner) -> None:
    day = dt.date(2027, 5, 10)
    visit = planner.visits.new(
        Visit(id=VisitId(new_id()), title="V", first_day=day, last_day=day, zone="Asia/Tokyo")
    )

    def take_in(*notes: str, at: VisitId | None) -> None:
        rows = [["SATO Hanako", "JST", note] for note in notes]
        read = book(*rows, header=["Name", "Organisation", "Notes"])
        columns = planner.importing.match(read.sheets[0])
        planner.importing.commit(planner.importing.stage(read, "People", columns, at))

    take_in("Speaks Danish", "Left-handed", "Speaks Danish", at=None)
    take_in("Needs a lift", at=visit)
    take_in("Arrives by car", at=visit)

    (sato,) = planner.keeper(Person).of()
    (delegate,) = planner.keeper(Delegate).of()
    assert sato.notes == "Speaks Danish\nLeft-handed"
    assert delegate.notes == "Needs a lift\nArrives by car"


def test_what_was_decided_about_repeats_is_carried_over_to_a_new_comparison(
    planner: Planner,
) -> None:
    manager = ["SATO Hanako", "JST", "Manager", "sato@jst.example", ""]
    driver = ["SATO Hanako", "JST", "Driver", "", "+81 90 1234 5678"]
    rows = (manager, driver, ITO, [*ITO[:3], "ken@home.example", "+81 90 8765 4321"])
    first = planner.importing.decide(staged(planner, *rows), 3, Decision.UPDATE)
    first = planner.importing.choose(first, 5, [0], take=False)
    assert decisions(first) == ["new", "update", "new", "update"]

    again, lost = carried_over(first, staged(planner, *rows))

    assert (decisions(again), lost) == (decisions(first), 0)
    assert again.rows[3].declined == first.rows[3].declined == {0}
    planner.importing.commit(again)
    assert people(planner) == {
        "Hanako Sato": {"sato@jst.example", "+81 90 1234 5678"},
        "Ken Ito": {"ito@jst.example", "+81 90 8765 4321"},
    }


def test_an_address_that_somebody_was_given_meanwhile_is_not_added_twice(
    planner: Planner,
) -> None:
    planner.importing.commit(staged(planner, ["SATO Hanako", "JST", "", "", ""]))
    (sato,) = planner.keeper(Person).of()
    compared = staged(planner, SATO)
    planner.contacts.set_points(sato.id, ContactKind.EMAIL, ["sato@jst.example"])

    with pytest.raises(OutOfDate, match=r"sato@jst\.example"):
        planner.importing.commit(compared)

    assert [way.value for way in _ways(planner)] == ["sato@jst.example"]
    assert decisions(staged(planner, SATO)) == ["same"]


# who of several namesakes is meant


def test_of_namesakes_each_row_means_the_one_who_is_as_it_says(planner: Planner) -> None:
    plain = ["JENSEN Peter", "DTU", "", "", ""]
    titled = ["JENSEN Peter", "DTU", "Professor", "", ""]
    for row in (plain, titled):
        fresh = planner.importing.decide(staged(planner, row), 2, Decision.NEW)
        planner.importing.commit(fresh)
    assert len(planner.keeper(Person).of()) == 2

    for rows in ((plain, titled), (titled, plain)):
        assert decisions(staged(planner, *rows)) == ["same", "same"]


def test_a_row_that_would_change_one_of_two_likely_namesakes_is_asked_about(
    planner: Planner,
) -> None:
    for _time in range(2):
        fresh = staged(planner, ["JENSEN Peter", "DTU", "", "", ""])
        planner.importing.commit(planner.importing.decide(fresh, 2, Decision.NEW))
    assert len(planner.keeper(Person).of()) == 2

    staging = staged(planner, ["JENSEN Peter", "DTU", "Professor", "", "+45 45 25 25 25"])

    assert decisions(staging) == ["undecided"]
    assert len(staging.rows[0].candidates) == 2


MAILS = st.sampled_from(["", "a@x.example", "b@x.example", "c@y.example"])
PHONES = st.sampled_from(["", "+45 33 11 22 33", "+45 33 11 22 34"])
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["JENSEN Peter", "SATO Hanako", "P. Jensen"]),
        st.sampled_from(["DTU", "JST", ""]),
        st.sampled_from(["", "Head", "Driver"]),
        MAILS,
        PHONES,
    ).map(list),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_all_as_new_loses_no_way_to_reach_anybody(planner: Planner, rows: list[list[str]]) -> None:
    staging = planner.importing.decide_all(staged(planner, *rows), Decision.NEW)
    asked = {value for row in rows for value in row[3:] if value}

    planner.importing.commit(staging)
    reached = set().union(*people(planner).values())
    again = planner.importing.commit(staged(planner, *rows))
    while planner.history.next_undo() is not None:
        planner.history.undo()

    assert asked <= reached
    assert again.added == 0
    assert planner.keeper(Person).of() == []


@pytest.mark.parametrize("decision", [Decision.SKIP, Decision.UNDECIDED, Decision.UPDATE])
def test_no_decision_leaves_a_row_that_leans_on_nobody(
    planner: Planner, decision: Decision
) -> None:
    staging = staged(planner, SATO, AGAIN, ITO)
    for number in (3, 2, 3):
        staging = planner.importing.decide(staging, number, decision)

    planner.importing.commit(staging)

    known = {one.id for one in planner.keeper(Person).of()}
    chosen = {row.chosen for row in staging.rows if row.edits} - {""}
    assert {PersonId(key) for key in chosen} <= known


@pytest.mark.parametrize("shared", ["info@office.example", "one and the same person"])
def test_very_many_rows_that_share_something_cost_no_more_than_others(
    planner: Planner, shared: str
) -> None:
    def seconds(rows: list[list[str]]) -> float:
        start = time.process_time()
        staged(planner, *rows)
        return time.process_time() - start

    count = 3000
    apart = [[_name(n), "", "", f"{n}@x.example", ""] for n in range(count)]
    if shared.startswith("info"):
        alike = [[_name(n), "", "", shared, ""] for n in range(count)]
    else:
        alike = [["SATO Hanako", "JST", "", f"{n}@x.example", ""] for n in range(count)]

    assert seconds(alike) < 8 * max(seconds(apart), 0.1)


def _name(number: int) -> str:
    letters = "".join("bdfgklmnpr"[int(digit)] + "aeiou"[int(digit) % 5] for digit in str(number))
    return f"{letters.upper()} {letters[::-1].title()}o"
