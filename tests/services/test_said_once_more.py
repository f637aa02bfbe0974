"""What a second look at the memory of a relationship found: each said and done right now."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from conftest import Clock
from factories import person
from planner.domain.agreements import Agreement, AgreementParty, AgreementStatus
from planner.domain.followups import FollowUp
from planner.domain.funding import FundingProgramme, ProgrammeCountry
from planner.domain.ids import (
    AgreementId,
    FollowUpId,
    FundingProgrammeId,
    RecordId,
    VisitId,
    new_id,
)
from planner.domain.sites import Country
from planner.domain.times import PartialDate
from planner.domain.visits import Visit
from planner.errors import UserError
from planner.services.planner import Planner
from planner.storage import search
from planner.storage.writing import make_engine


def in_force(planner: Planner, title: str, expires: str) -> AgreementId:
    key = AgreementId(new_id())
    planner.agreements.add(
        Agreement(
            id=key,
            title=title,
            status=AgreementStatus.IN_FORCE,
            signed_on=PartialDate("2015-01-01"),
            expires_on=PartialDate(expires),
        )
    )
    return key


def test_the_note_is_kept_where_an_open_follow_up_is_ticked_off(planner: Planner) -> None:
    agreement = in_force(planner, "MoU", "2027-06-01")
    asked = planner.agreements.follow_up(agreement)

    settled = planner.agreements.settle(agreement, "Ms Sato said they do not want it")

    assert settled == asked
    assert planner.follow_ups.get(asked).notes == "Ms Sato said they do not want it"


@pytest.mark.parametrize("day", [dt.date(9999, 12, 31), dt.date(1200, 1, 1)])
def test_a_year_that_cannot_be_meant_is_refused_before_anything_is_told(
    planner: Planner, day: dt.date
) -> None:
    visit = VisitId(new_id())
    planner.visits.new(
        Visit(id=visit, title="V", first_day=dt.date(2027, 5, 1), last_day=dt.date(2027, 5, 4))
    )

    with pytest.raises(UserError, match="cannot be meant"):
        planner.visit_moving.ground(visit).to(day)


def test_the_day_of_a_version_is_that_of_this_computer(
    planner: Planner, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        visit = VisitId(new_id())
        planner.visits.new(
            Visit(id=visit, title="V", first_day=dt.date(2027, 5, 1), last_day=dt.date(2027, 5, 2))
        )
        clock.forward(hours=8)
        planner.releases.release(visit)

        assert planner.visit_moving.ground(visit).released_on == planner.today()
    finally:
        monkeypatch.undo()
        time.tzset()


def test_an_end_that_is_put_right_is_a_newer_entry_of_the_calendar(planner: Planner) -> None:
    agreement = in_force(planner, "MoU", "2027-03-01")
    before = sequences(planner)

    planner.agreements.edit(agreement, expires_on=PartialDate("2028-03-01"))

    after = sequences(planner)
    shared = before.keys() & after.keys()
    assert shared
    assert all(after[uid] > before[uid] for uid in shared)


def sequences(planner: Planner) -> dict[str, int]:
    lines = planner.deadlines.calendar().decode().replace("\r\n ", "").splitlines()
    uids = [line.partition(":")[2] for line in lines if line.startswith("UID:")]
    numbers = [int(line.partition(":")[2]) for line in lines if line.startswith("SEQUENCE:")]
    return dict(zip(uids, numbers, strict=True))


def test_reminders_count_all_that_was_missed(planner: Planner) -> None:
    for number in range(25):
        in_force(planner, f"MoU {number}", f"2026-{1 + number % 12:02d}-01")

    (said,) = [one for one in planner.reminding.of_the_day() if "have passed" in one.text]
    assert said.text.startswith("25 ")
    planner.reminding.heard(said)
    assert not [one for one in planner.reminding.of_the_day() if "passed" in one.text]


@pytest.mark.parametrize("late", [True, False])
def test_the_search_follows_a_country_that_comes_or_is_renamed(
    planner: Planner, late: bool
) -> None:
    zedland = Country(id="ZZ", name="Zedland")
    agreement = in_force(planner, "MoU", "2027-06-01")
    programme = FundingProgrammeId(new_id())
    if not late:
        planner.keeper(Country).add(zedland)
    with planner._core.work("Link") as work:
        work.add(AgreementParty(id=RecordId(new_id()), agreement_id=agreement, country="ZZ"))
        work.add(FundingProgramme(id=programme, name="Prog"))
        work.add(
            ProgrammeCountry(id=RecordId(new_id()), funding_programme_id=programme, country="ZZ")
        )
    if late:
        planner.keeper(Country).add(zedland)
    planner.keeper(Country).edit("ZZ", name="Yedland")

    kept = entries(planner)
    assert planner._core.library.path is not None
    writing = make_engine(str(planner._core.library.path))
    with writing.begin() as connection:
        search.rebuild(connection)
    writing.dispose()
    assert kept == entries(planner)


def entries(planner: Planner) -> list[tuple[object, ...]]:
    return planner._core.library.rows("SELECT id, word, folded FROM search_entry ORDER BY id")


def test_what_is_done_with_a_note_keeps_the_notes_it_had(planner: Planner) -> None:
    key = planner.follow_ups.add(
        FollowUp(id=FollowUpId(new_id()), title="Call", notes="Ask for Hana")
    )
    planner.contacts.people.add(person("Sato"))

    planner.follow_ups.done(key, note="She called")

    assert planner.follow_ups.get(key).notes == "Ask for Hana\nShe called"


def test_what_is_given_to_a_name_that_two_people_have_goes_to_neither_by_chance(
    planner: Planner,
) -> None:
    for _turn in range(2):
        eva = person("Lund", "Eva")
        planner.contacts.people.add(eva)
        planner.follow_ups.add(FollowUp(id=FollowUpId(new_id()), title="Call", owner_id=eva.id))
    loose = planner.follow_ups.add(FollowUp(id=FollowUpId(new_id()), title="Write"))
    (column,) = [one for one in planner.follow_up_owners.list() if one.name == "Eva Lund"]

    given = planner.follow_up_owners.give(loose, column)

    assert (column.count, column.person_id) == (2, None)
    assert (given.owner, given.owner_id) == ("Eva Lund", None)
