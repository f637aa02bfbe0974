"""The order of precedence of a visit, in the delegation and in whatever lists its people."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from factories import person, visit
from planner.domain.ids import DelegateId, VisitId
from planner.domain.privacy import Profile
from planner.domain.staging import Decision
from planner.errors import NotFound
from planner.i18n import language
from planner.services.contact_sheet import contact_sheet
from planner.services.planner import Planner

LISTED = tuple("Yamada Endo Mori Baba Ueda Kato Noda Seki Hara Doi Oka Goto".split())
NAMES = ("Abe", "Ito", "Sato", "Tanaka")


@pytest.fixture
def trip(planner: Planner) -> VisitId:
    key = planner.visits.new(visit())
    for name in NAMES:
        planner.delegations.add_person(key, planner.contacts.add(person(name, prefix="Dr.")))
    return key


def names(planner: Planner, trip: VisitId) -> list[tuple[int, str]]:
    lines = planner.delegations.lines(planner.visits.plan(trip))
    return [(line.rank, line.name.split()[-1]) for line in lines]


def key_of(planner: Planner, trip: VisitId, name: str) -> DelegateId:
    plan = planner.visits.plan(trip)
    return next(one.id for one in plan.delegates if name in plan.name_of(one))


def test_who_is_put_at_a_number_stands_there_as_one_step(planner: Planner, trip: VisitId) -> None:
    planner.precedence.place([key_of(planner, trip, "Tanaka")], 1, reason="leads the delegation")
    assert names(planner, trip) == [(1, "Tanaka"), (0, "Abe"), (0, "Ito"), (0, "Sato")]
    planner.precedence.place([key_of(planner, trip, "Sato")], 2)
    planner.precedence.place([key_of(planner, trip, "Sato")], 1)
    assert names(planner, trip)[:2] == [(1, "Sato"), (2, "Tanaka")]
    assert (
        planner.delegations.lines(planner.visits.plan(trip))[1].rank_reason
        == "leads the delegation"
    )

    planner.history.undo()
    assert names(planner, trip)[:2] == [(1, "Tanaka"), (2, "Sato")]


def test_without_a_rank_the_family_name_decides_not_the_title(planner: Planner) -> None:
    trip = planner.visits.new(visit())
    for one in (person("Zander", prefix="Dr."), person("Abel", "Xaver"), person("Berg", "Anna")):
        planner.delegations.add_person(trip, planner.contacts.add(one))
    assert [name for _rank, name in names(planner, trip)] == ["Abel", "Berg", "Zander"]


def test_who_leaves_makes_no_gap(planner: Planner, trip: VisitId) -> None:
    plan = planner.visits.plan(trip)
    planner.precedence.arrange(trip, [one.id for one in reversed(plan.delegates)])
    planner.delegations.remove(key_of(planner, trip, "Sato"))
    assert names(planner, trip) == [(1, "Tanaka"), (2, "Ito"), (3, "Abe")]
    planner.history.undo()
    assert names(planner, trip) == [(1, "Tanaka"), (2, "Sato"), (3, "Ito"), (4, "Abe")]


def test_nobody_who_is_gone_is_placed(planner: Planner, trip: VisitId) -> None:
    with pytest.raises(NotFound):
        planner.precedence.place([DelegateId("nobody")], 1)


def test_the_order_of_a_list_is_proposed_with_its_name(
    planner: Planner, trip: VisitId, tmp_path: Path
) -> None:
    assert planner.precedence.as_listed(trip) is None
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Family name", "Given name", "E-mail"])
    for name in LISTED:
        sheet.append([name, "Jun", f"{name.lower()}@example.org"])
    book.save(tmp_path / "ministry.xlsx")
    workbook = planner.importing.read(tmp_path / "ministry.xlsx")
    table = planner.importing.likely_sheet(workbook)
    assert table is not None
    staging = planner.importing.stage(workbook, table.name, planner.importing.match(table), trip)
    planner.importing.commit(planner.importing.decide_all(staging, Decision.NEW))

    found = planner.precedence.as_listed(trip)
    assert found is not None
    assert "ministry.xlsx" in found.reason
    planner.precedence.arrange(trip, found.order, reason=found.reason)

    assert [name for _rank, name in names(planner, trip)][: len(LISTED)] == list(LISTED)
    assert [rank for rank, _name in names(planner, trip)] == list(range(1, 17))


def test_the_contact_sheet_follows_the_order(planner: Planner, trip: VisitId) -> None:
    planner.precedence.place([key_of(planner, trip, "Tanaka")], 1)
    plan = planner.visits.plan(trip)
    (delegation, _hosts) = contact_sheet(plan, Profile.INTERNAL, language("en"))
    assert [row[1] for row in delegation.rows] == ["Tanaka", "Abe", "Ito", "Sato"]
    assert [one.id for one in plan.in_precedence({one.id for one in plan.delegates})] == [
        one.id for one in plan.delegates
    ]


def test_a_danish_sheet_sorts_those_without_a_rank_as_danes_do(planner: Planner) -> None:
    trip = planner.visits.new(visit())
    for name in ("Østergaard", "Aagaard", "Zeuthen", "Ærø", "Andersen"):
        planner.delegations.add_person(trip, planner.contacts.add(person(name, "")))
    planner.precedence.place([key_of(planner, trip, "Zeuthen")], 1)
    plan = planner.visits.plan(trip)

    def column(code: str) -> list[object]:
        (delegation, _hosts) = contact_sheet(plan, Profile.INTERNAL, language(code))
        return [row[1] for row in delegation.rows]

    assert column("da") == ["Zeuthen", "Andersen", "Ærø", "Østergaard", "Aagaard"]
    assert column("de") == ["Zeuthen", "Aagaard", "Ærø", "Andersen", "Østergaard"]
