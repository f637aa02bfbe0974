"""Programmes with what they are tied to, and their calls by closing day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from factories import visit
from planner.domain.agreements import Agreement
from planner.domain.funding import Call, FundingProgramme, ProgrammeCountry
from planner.domain.funding_lines import CallState, call_state
from planner.domain.ids import AgreementId, FundingProgrammeId, RecordId, new_id
from planner.domain.times import PartialDate
from planner.domain.visits import Visit
from planner.errors import UserError
from planner.services.planner import Planner

TODAY = dt.date(2027, 4, 1)


def make(planner: Planner, name: str = "Network Programme", **fields: Any) -> FundingProgrammeId:
    programme = FundingProgramme(id=FundingProgrammeId(new_id()), name=name, **fields)
    return planner.programmes.add(programme, funder="Agency for Science")


def call(programme: FundingProgrammeId, title: str, closes: str = "", **fields: Any) -> Call:
    return Call(
        id=RecordId(new_id()),
        funding_programme_id=programme,
        title=title,
        closes_on=dt.date.fromisoformat(closes) if closes else None,
        **fields,
    )


def names(planner: Planner, programme: FundingProgrammeId, code: str, year: int | None) -> None:
    planner.programme_countries.add(
        ProgrammeCountry(
            id=RecordId(new_id()),
            funding_programme_id=programme,
            country=code,
            as_of=dt.date(year, 1, 1) if year else None,
        )
    )


def test_a_programme_has_a_funder_countries_themes_agreements_and_visits(planner: Planner) -> None:
    key = make(planner, acronym="INP", valid_from=PartialDate("2012"))
    agreement = planner.agreements.add(Agreement(id=AgreementId(new_id()), title="DK–JP"))
    trip = planner.keeper(Visit).add(visit(title="Tokyo"))
    names(planner, key, "JP", 2020)
    names(planner, key, "JP", 2022)
    planner.programmes.set_themes(key, ["Health", "quantum"])
    planner.programmes.set_agreements(key, [agreement])
    planner.programmes.set_visits(key, [trip.id])
    planner.programmes.set_themes(key, ["Quantum"])

    card = planner.programmes.card(key)
    assert card.funder is not None
    assert card.funder[1] == "Agency for Science"
    assert [one.as_of for one in card.countries] == [dt.date(2022, 1, 1), dt.date(2020, 1, 1)]
    assert [name for _key, name in card.themes] == ["quantum"]
    assert (card.agreements, card.visits) == (((agreement, "DK–JP"),), ((trip.id, "Tokyo"),))
    (line,) = planner.programmes.page(text="inp")
    assert (line.countries, line.funder, line.calls) == (("JP",), "Agency for Science", 0)


def test_what_cannot_be_is_refused(planner: Planner) -> None:
    key = make(planner)
    for wrong, why in (
        (call(key, ""), "needs a title"),
        (call(key, "Spring", "2027-05-01", opens_on=dt.date(2027, 6, 1)), "close before it opens"),
        (call(key, "Spring", url="javascript:alert(1)"), "no address of a page"),
        (call(key, "Spring", countries=("Japan",)), "no code of a country"),
        (call(key, "Spring", "0027-05-01"), "cannot be meant"),
    ):
        with pytest.raises(UserError, match=why):
            planner.calls.add(wrong)
    names(planner, key, "JP", 2022)
    with pytest.raises(UserError, match="names this country already"):
        names(planner, key, "JP", 2022)
    with pytest.raises(UserError, match="needs a name"):
        planner.programmes.edit(key, name=" ")
    assert planner.programmes.count_calls() == 0


def test_calls_stand_by_closing_day_and_closed_ones_can_be_left_out(planner: Planner) -> None:
    first, second = make(planner), make(planner, "Pacific Fund")
    names(planner, first, "JP", None)
    planner.calls.add(call(first, "Whenever"))
    planner.calls.add(call(second, "Autumn", "2027-10-01", countries=("KR",)))
    planner.calls.add(call(first, "Spring", "2027-04-01"))
    planner.calls.add(call(second, "Last year", "2026-10-01"))

    assert [one.title for one in planner.programmes.calls()] == [
        "Last year", "Spring", "Autumn", "Whenever",
    ]  # fmt: skip
    left = planner.programmes.calls(closed=False)
    assert [(one.title, one.countries) for one in left] == [
        ("Spring", ("JP",)),
        ("Autumn", ("KR",)),
        ("Whenever", ("JP",)),
    ]
    assert planner.programmes.count_calls(closed=False) == 3
    assert [one.title for one in planner.programmes.calls(text="PACIFIC")] == [
        "Last year", "Autumn",
    ]  # fmt: skip
    assert planner.programmes.count_calls("100%") == 0
    assert {line.name: line.next_closing for line in planner.programmes.page()} == {
        "Network Programme": TODAY,
        "Pacific Fund": dt.date(2027, 10, 1),
    }


def test_a_removed_programme_takes_its_calls_and_undo_brings_them_back(planner: Planner) -> None:
    key = make(planner)
    planner.calls.add(call(key, "Spring", "2027-05-01"))
    planner.programmes.remove(key)
    assert planner.programmes.count_calls() == 0
    planner.history.undo()
    assert [one.title for one in planner.programmes.card(key).calls] == ["Spring"]


@pytest.mark.parametrize(
    ("opens", "closes", "state"),
    [
        ("", "2027-03-31", CallState.CLOSED),
        ("", "2027-04-01", CallState.CLOSING),
        ("", "2027-04-15", CallState.CLOSING),
        ("", "2027-04-16", CallState.OPEN),
        ("2027-04-02", "2027-04-10", CallState.COMING),
        ("2027-04-02", "", CallState.COMING),
        ("", "", CallState.UNDATED),
    ],
)
def test_how_a_call_stands(opens: str, closes: str, state: CallState) -> None:
    opens_on = dt.date.fromisoformat(opens) if opens else None
    closes_on = dt.date.fromisoformat(closes) if closes else None
    assert call_state(opens_on, closes_on, TODAY) is state


def test_a_programme_is_found_by_its_calls(planner: Planner) -> None:
    key = make(planner)
    spring = planner.calls.add(call(key, "Quantum networks", "2027-05-01"))
    assert [hit.id for hit in planner.search("quantum networks")] == [spring.id, key]
    planner.calls.edit(spring.id, title="Hydrogen")
    assert planner.search("quantum networks") == []
    assert [hit.id for hit in planner.search("hydrogen")] == [spring.id, key]
