"""Who owes a return visit, what may answer an invitation, and which step of an agreement is near."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.agreements import Agreement, AgreementStatus
from planner.domain.ids import AgreementId, RecordId, VisitId
from planner.domain.invitations import Invitation, InvitationDirection
from planner.domain.relationship import (
    NOT_HELD,
    Counterpart,
    Debt,
    Relationship,
    VisitTie,
    may_answer,
    reciprocity,
)
from planner.domain.relationship_asking import asked_about
from planner.domain.relationship_line import Strand
from planner.domain.relationship_lines import lines, next_step, open_lines
from planner.domain.times import PartialDate
from planner.domain.visits import Direction, VisitStatus

TODAY = dt.date(2027, 4, 1)
IN, OUT = Direction.INBOUND, Direction.OUTBOUND


def tie(
    key: str, way: Direction, day: str = "", status: VisitStatus = VisitStatus.DONE, **more: object
) -> VisitTie:
    first = dt.date.fromisoformat(day) if day else None
    return VisitTie(
        id=VisitId(key),
        title=key,
        direction=way,
        status=status,
        first_day=first,
        last_day=first,
        **more,  # type: ignore[arg-type]
    )


def agreement(**fields: object) -> Agreement:
    values: dict[str, object] = {
        "id": AgreementId("a"),
        "title": "MoU",
        "status": AgreementStatus.IN_FORCE,
    }
    return Agreement(**{**values, **fields})  # type: ignore[arg-type]


def test_who_was_visited_more_often_owes_a_visit_and_a_planned_one_is_named() -> None:
    balance = reciprocity(
        [
            tie("A", IN, "2023-05-01", level="Minister"),
            tie("B", IN, "2026-05-01", level="Director"),
            tie("C", OUT, "2025-05-01", level="minister"),
            tie("D", OUT, "2027-10-01", VisitStatus.PLANNED),
            tie("E", OUT, "2024-01-01", VisitStatus.CANCELLED),
            tie("F", OUT, "2026-01-01", partner=False),
        ],
        TODAY,
    )
    assert (balance.debt, balance.planned and balance.planned.id) == (Debt.OURS, "D")
    assert [one.id for one in balance.to_us] == ["A", "B"]
    assert [one.id for one in balance.to_them] == ["C"]
    # The last at each level, each way of its own.
    assert [(one.title, one.visit.id) for one in balance.levels] == [
        ("Director", "B"),
        ("minister", "C"),
        ("Minister", "A"),
    ]


ties = st.builds(
    lambda number, way, status, days: tie(
        f"v{number}", way, str(TODAY + dt.timedelta(days)), status
    ),
    st.integers(0, 10_000),
    st.sampled_from(Direction),
    st.sampled_from(VisitStatus),
    st.integers(-4000, 4000),
)


@given(st.lists(ties, max_size=12))
def test_a_visit_in_the_other_direction_never_adds_to_the_debt(visits: list[VisitTie]) -> None:
    balance = reciprocity(visits, TODAY)
    assert all(one.status not in NOT_HELD for one in (*balance.to_us, *balance.to_them))
    if balance.debt is Debt.NOBODY:
        assert balance.planned is None
        assert len(balance.to_us) == len(balance.to_them)
        return
    back = OUT if balance.debt is Debt.OURS else IN
    after = reciprocity([*visits, tie("back", back, "2027-01-01")], TODAY)
    assert after.debt in (balance.debt, Debt.NOBODY)


def test_an_invitation_is_answered_by_a_later_visit_of_those_who_were_invited() -> None:
    visits = [
        tie("before", IN, "2024-01-01"),
        tie("late", IN, "2028-01-01", VisitStatus.PLANNED),
        tie("soon", IN, "2026-01-01"),
        tie("ours", OUT, "2026-02-01"),
        tie("off", IN, "2026-03-01", VisitStatus.CANCELLED),
        tie("taken", IN, "2026-04-01"),
    ]
    given_ = Invitation(id=RecordId("i"), given_on=dt.date(2025, 1, 1))
    assert [one.id for one in may_answer(given_, visits, [VisitId("taken")])] == ["soon", "late"]
    received = Invitation(id=RecordId("i"), direction=InvitationDirection.RECEIVED)
    assert [one.id for one in may_answer(received, visits)] == ["ours"]


@pytest.mark.parametrize(
    ("fields", "message", "on"),
    [
        ({"expires_on": "2028-01-31", "notice_months": 6}, "decide on renewal", "2027-05-01"),
        ({"expires_on": "2027-09-30", "notice_months": 4}, "decide on renewal", "2027-02-28"),
        (
            {"expires_on": "2027-09-30", "notice_months": 4, "lead_weeks": 0},
            "decide on renewal",
            "2027-05-30",
        ),
        ({"expires_on": "2027-05"}, "decide on renewal", "2027-01"),
        ({"expires_on": "2027-05", "signed_on": "2027-02"}, "ends", "2027-05"),
        (
            {"expires_on": "2027-05", "signed_on": "2027-02", "renews_itself": True},
            "renews itself",
            "2027-05",
        ),
        ({"expires_on": "2026-12-01"}, "ends", "2026-12-01"),
        ({"status": AgreementStatus.DRAFT}, "to be signed", ""),
    ],
)
def test_the_next_step_of_an_agreement(fields: dict[str, object], message: str, on: str) -> None:
    dates = {
        name: PartialDate(value) if name.endswith("_on") else value  # type: ignore[arg-type]
        for name, value in fields.items()
    }
    step = next_step(agreement(**dates), TODAY)
    assert step is not None
    assert (step.message, step.on) == (message, on)
    assert step.late is (on in ("2026-12-01", "2027-02-28", "2027-01"))


@pytest.mark.parametrize(
    "fields",
    [
        {"expires_on": PartialDate("2029-01-01")},
        {"expires_on": PartialDate("2027-05-01"), "status": AgreementStatus.ENDED},
        {"expires_on": PartialDate("2020-01-01"), "status": AgreementStatus.UNKNOWN},
        {"expires_on": PartialDate("2027-01-01"), "renews_itself": True},
        {},
    ],
)
def test_what_is_far_over_or_renewed_asks_for_nothing(fields: dict[str, object]) -> None:
    assert next_step(agreement(**fields), TODAY) is None


def test_a_revived_visit_names_the_one_that_was_called_off() -> None:
    off = tie(
        "Spring", OUT, "2026-04-01", VisitStatus.CANCELLED, revived_as=(VisitId("x"), "Autumn")
    )
    again = tie("Autumn", OUT, "2026-10-01", revives=(VisitId("y"), "Spring"))
    found = lines(Relationship(counterpart=Counterpart("JP"), today=TODAY, visits=(off, again)))
    assert [(line.title, line.off) for line in found] == [("Autumn", False), ("Spring", True)]
    assert "went on as “Autumn”" in found[1].about()
    assert "takes up “Spring”" in found[0].about()
    (owed,) = open_lines(
        Relationship(counterpart=Counterpart("JP"), today=TODAY, visits=(off, again))
    )
    assert (owed.strand, owed.title_in()) == (Strand.BALANCE, "They owe a return visit.")


@pytest.mark.parametrize(
    ("typed", "name", "asked"),
    [
        ("open with Japan", "Japan", True),
        ("What is open with Japan?", "Japan", True),
        ("offen mit Japan", "Japan", True),
        ("åbent med Japan", "Japan", True),
        ("Japan", "Japan", False),
        ("open with", "open with", False),
    ],
)
def test_what_is_open_is_asked_in_three_languages(typed: str, name: str, asked: bool) -> None:
    assert asked_about(typed) == (name, asked)
