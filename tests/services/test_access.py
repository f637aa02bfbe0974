"""What sites ask of visitors, noted for many at once."""

from __future__ import annotations

import pytest

from planner.domain.access import AccessEntry, AccessStatus
from planner.domain.ids import SiteId
from planner.domain.plan import Plan
from planner.errors import NotFound, UserError
from planner.phrases import label
from planner.services.planner import Planner


def trip(sample: Planner) -> Plan:
    return sample.visits.plan(sample.visits.find("JP-DK-2027").id)


def test_the_sample_lacks_the_data_of_one_seat(sample: Planner) -> None:
    (pack,) = sample.access.packs(trip(sample))

    assert pack.site.name == "European Spallation Source"
    assert [line.name for line in pack.lacking] == ["N.N., Programme Officer"]
    assert pack.due is not None
    assert (pack.due.local.isoformat(), pack.due.zone) == (
        "2027-04-27T16:00:00",
        "Europe/Stockholm",
    )


def test_a_status_for_many_is_one_step_that_can_be_undone(sample: Planner) -> None:
    plan = trip(sample)
    (pack,) = sample.access.packs(plan)
    heads = [line.delegate_id for line in pack.lines]

    sample.access.set_status(heads, pack.site.id, AccessStatus.SENT)
    sample.access.set_status(heads[:2], pack.site.id, AccessStatus.APPROVED)

    after = sample.access.pack(plan, pack.site.id)
    assert (after.not_sent, after.lacking) == ((), ())
    entries = sample.keeper(AccessEntry).of(site_id=pack.site.id)
    assert len(entries) == len(heads)
    assert {entry.since for entry in entries} == {sample.today()}
    (step, *_) = sample.history.page()
    assert label(step) == "Admission to European Spallation Source: approved, 2 people"
    sample.history.undo()
    sample.history.undo()
    assert sample.keeper(AccessEntry).of(site_id=pack.site.id) == []


def test_what_no_site_asks_for_is_refused(sample: Planner) -> None:
    plan = trip(sample)
    (pack,) = sample.access.packs(plan)

    with pytest.raises(UserError, match="shoe size"):
        sample.access.set_status(
            [plan.delegates[0].id], pack.site.id, AccessStatus.SENT, ["shoe size"]
        )
    with pytest.raises(NotFound):
        sample.access.pack(plan, SiteId("nowhere"))


def test_a_lacking_field_that_has_come_leaves_the_findings(sample: Planner) -> None:
    plan = trip(sample)
    (pack,) = sample.access.packs(plan)
    kinds = [one.kind for one in sample.checking.findings(plan)]
    assert "access.missing" in kinds

    seat = pack.lacking[0]
    sample.access.set_status([seat.delegate_id], pack.site.id, AccessStatus.COLLECTED, seat.missing)

    assert "access.missing" not in [one.kind for one in sample.checking.findings(plan)]


def test_only_what_somebody_lacks_is_noted_as_come(sample: Planner) -> None:
    plan = trip(sample)
    (pack,) = sample.access.packs(plan)
    seat = pack.lacking[0]
    sample.access.set_status([seat.delegate_id], pack.site.id, AccessStatus.SENT, ["country"])

    heads = [line.delegate_id for line in pack.lines]
    assert sample.access.note_missing(plan, heads, pack.site.id) == 2

    entries = sample.keeper(AccessEntry).of(site_id=pack.site.id)
    assert {one.field: one.status for one in entries} == {
        "country": AccessStatus.SENT,
        "name": AccessStatus.COLLECTED,
        "organisation": AccessStatus.COLLECTED,
    }
    assert sample.access.note_missing(plan, heads, pack.site.id) == 0
    (step, *_) = sample.history.page()
    assert label(step) == "Admission to European Spallation Source: collected, 1 people"


def test_sites_that_ask_for_nothing_are_there_when_all_are_wanted(sample: Planner) -> None:
    plan = trip(sample)
    silent = [pack for pack in sample.access.packs(plan, all_sites=True) if not pack.fields]
    assert "MAX IV Laboratory" in [pack.site.name for pack in silent]
    assert all(pack.lacking == () for pack in silent)
