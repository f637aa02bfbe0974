"""The register of agreements with 5,000 of them and 2,000 organisations."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from planner.domain.agreement_register import NO_FILTERS
from planner.domain.agreements import Agreement, AgreementParty, AgreementStatus
from planner.domain.ids import AgreementId, OrganisationId, RecordId, new_id
from planner.domain.organisations import Organisation
from planner.domain.times import PartialDate
from planner.services.agreement_list import AgreementQuery
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage.engine import create_library

from .test_lists_speed import best

NOW = dt.datetime(2027, 4, 1, 9, 30, tzinfo=dt.UTC)
PAGE_LIMIT = 2.5
"""A page of a register fifty times as long costs little more than one of a short register."""
ORDER_LIMIT = 8.0
"""The order that follows from today, against reading the records alone."""


def filled(path: Path, agreements: int, houses: int) -> Planner:
    planner = Planner(create_library(str(path)), Settings())
    organisations = [
        Organisation(id=OrganisationId(new_id()), name=f"Institute {number}")
        for number in range(houses)
    ]
    records = [
        Agreement(
            id=AgreementId(new_id()),
            title=f"MoU {number % 97} {number}",
            status=AgreementStatus.IN_FORCE,
            signed_on=PartialDate(f"{2015 + number % 12}-0{1 + number % 9}-15"),
            expires_on=PartialDate(f"{2024 + number % 12}-0{1 + number % 9}-28"),
            notice_months=number % 7,
            renews_itself=number % 2 == 0,
            renewal_months=12,
        )
        for number in range(agreements)
    ]
    with planner._core.work("Fill") as work:
        work.add_many(organisations)
        work.add_many(records)
        work.add_many(
            [
                AgreementParty(
                    id=RecordId(new_id()),
                    agreement_id=one.id,
                    organisation_id=organisations[(number * 7 + rank) % houses].id,
                    rank=rank,
                )
                for number, one in enumerate(records)
                for rank in (0, 1)
            ]
        )
    planner.close()
    return open_planner(str(path), Settings(), clock=lambda: NOW)


@pytest.mark.benchmark
def test_a_long_register_pages_like_a_short_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small = filled(tmp_path / "small.planner", 100, 40)
    large = filled(tmp_path / "large.planner", 5_000, 2_000)

    def page(planner: Planner, offset: int) -> float:
        reading = planner.agreements_list()
        reading.count()
        return best(lambda: reading.page(offset, 50), 7)

    floor, ours = page(small, 25), page(large, 4_000)
    reading = large.agreements_list()
    due = AgreementQuery(filters=NO_FILTERS.having("due", True), sort="next_step")
    plain = best(lambda: large.keeper(Agreement).of(), 3)
    order = best(lambda: reading.ordered(due), 3)
    by_title = best(lambda: reading.ordered(AgreementQuery()), 3)

    with capsys.disabled():
        print(
            f"\nagreements: page {ours * 1000:.1f} ms ({ours / floor:.1f} of a short register),"
            f" by title {by_title * 1000:.0f} ms, what is due {order * 1000:.0f} ms"
            f" ({order / plain:.1f} of reading the records)"
        )
    assert ours <= PAGE_LIMIT * floor
    assert order <= ORDER_LIMIT * plain
    assert by_title <= plain
    small.close()
    large.close()
