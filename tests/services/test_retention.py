"""The review of what is kept for too long: what it names, what it erases, and when that is for good."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from conftest import Clock
from factories import person
from planner.domain.ids import DelegateId, PersonId
from planner.domain.people import Photo
from planner.domain.private_details import DetailKind
from planner.domain.retention import GROUPS, FieldGroup, by_group_and_person
from planner.domain.visits import NeedKind, Visit
from planner.errors import OutOfDate, UserError
from planner.phrases import label
from planner.services.planner import Planner
from planner.storage import chain
from planner.storage.remembering import kept_changes
from planner.storage.sealing import KeptNoLonger

SECRET = "Nothing with shellfish"
NUMBER = "ZX4471902"


@pytest.fixture
def visit(sample: Planner) -> Visit:
    return sample.visits.find("JP-DK-2027")


@pytest.fixture
def head(sample: Planner, visit: Visit, clock: Clock) -> tuple[DelegateId, PersonId]:
    """A delegate with a need and a passport, and nobody else with either."""
    plan = sample.visits.plan(visit.id)
    for delegate in plan.delegates:
        for need in sample.needs.of(delegate.id):
            sample.needs.remove(need.id)
        for paper in sample.papers.of(delegate.id):
            sample.papers.remove(paper.id)
    clock.forward(days=31)
    sample.retention.settle()  # so that only what a test removes is settled later
    clock.forward(days=-31)
    one = next(one for one in plan.delegates if one.person_id)
    assert one.person_id is not None
    sample.needs.note(one.id, kind=NeedKind.DIET, text=SECRET)
    sample.hidden_details.note(one.person_id, DetailKind.PASSPORT_NUMBER, NUMBER)
    return one.id, one.person_id


def go_to(clock: Clock, day: dt.date) -> None:
    clock.now = dt.datetime.combine(day, dt.time(10), dt.UTC)


def after(visit: Visit, days: int) -> dt.date:
    assert visit.last_day is not None
    return visit.last_day + dt.timedelta(days)


def of(planner: Planner, *groups: FieldGroup) -> list[tuple[str, str]]:
    return [(one.group, one.name) for one in planner.retention.review() if one.group in groups]


HIDDEN = (FieldGroup.NEEDS, FieldGroup.HIDDEN)


def test_every_group_has_a_purpose_a_basis_and_a_period(planner: Planner) -> None:
    rules = planner.retention.rules()
    assert [rule.id for rule in rules] == list(GROUPS)
    assert set(GROUPS) == set(FieldGroup)
    assert all(rule.purpose and rule.basis and rule.days > 0 for rule in rules)
    days = {rule.id: rule.days for rule in rules}
    assert days[FieldGroup.NEEDS] == days[FieldGroup.HIDDEN] == 14


def test_needs_and_passports_are_named_from_the_fifteenth_day_after_the_visit(
    sample: Planner, visit: Visit, head: tuple[DelegateId, PersonId], clock: Clock
) -> None:
    go_to(clock, after(visit, 14))
    assert of(sample, *HIDDEN) == []
    go_to(clock, after(visit, 15))
    (need, passport) = [one for one in sample.retention.review() if one.group in HIDDEN]
    assert need.until == passport.until == after(visit, 14)
    assert need.person_id == passport.person_id == head[1]
    assert need.visit == visit.title
    lines = by_group_and_person(sample.retention.review())
    assert [line.count for line in lines if line.group in HIDDEN] == [1, 1]


def test_looking_at_the_review_changes_nothing(
    sample: Planner, visit: Visit, head: tuple[DelegateId, PersonId], clock: Clock
) -> None:
    go_to(clock, after(visit, 20))
    steps = sample.history.count()
    assert sample.retention.review()
    assert sample.history.count() == steps
    assert [one.text for one in sample.needs.of(head[0])] == [SECRET]


def test_a_passport_that_a_visit_to_come_needs_stays(
    sample: Planner, visit: Visit, head: tuple[DelegateId, PersonId], clock: Clock
) -> None:
    go_to(clock, after(visit, 20))
    sample.keeper(Visit).edit(visit.id, last_day=after(visit, 40))
    assert of(sample, *HIDDEN) == []


def test_what_is_erased_is_one_step_and_comes_back_within_the_week(
    sample: Planner, visit: Visit, head: tuple[DelegateId, PersonId], clock: Clock
) -> None:
    go_to(clock, after(visit, 20))
    before = sample.history.count()
    found = [one for one in sample.retention.review() if one.group in HIDDEN]
    assert sample.retention.erase(found) == 2
    assert sample.history.count() == before + 1
    step = sample.history.next_undo()
    assert step is not None
    assert label(step) == "Erase 2 records whose time is over"
    assert sample.needs.of(head[0]) == []

    go_to(clock, after(visit, 26))
    assert sample.retention.settle() == 0
    sample.history.undo()
    assert [one.text for one in sample.needs.of(head[0])] == [SECRET]
    go_to(clock, after(visit, 40))
    assert sample.retention.settle() == 0  # it was brought back: nothing is destroyed
    assert [one.text for one in sample.hidden_details.of(head[1])] == [NUMBER]


def test_after_a_week_nobody_can_read_it_in_the_history_and_the_chain_still_holds(
    sample: Planner, visit: Visit, head: tuple[DelegateId, PersonId], clock: Clock
) -> None:
    go_to(clock, after(visit, 20))
    sample.retention.erase([one for one in sample.retention.review() if one.group in HIDDEN])
    step = sample.history.next_undo()
    assert step is not None
    reader = sample._core.reader
    assert any(
        change.before and change.before.get("text") == SECRET
        for change in kept_changes(reader, step.number)
    )

    go_to(clock, after(visit, 28))
    assert sample.retention.settle() == 2
    with pytest.raises(KeptNoLonger):
        kept_changes(reader, step.number)
    with pytest.raises(UserError):
        sample.history.undo(step.number)
    # The step that once noted the need is as unreadable as the one that erased it.
    rows = reader.rows("SELECT step_number FROM change WHERE row_word = 'need' AND \"before\" = ''")
    with pytest.raises(OutOfDate, match="their time was over"):
        for (number,) in sorted(rows, reverse=True):
            kept_changes(reader, int(number))
    assert list(chain.broken(reader)) == []
    path = Path(sample.address)
    sample.close()
    for file in path.parent.glob(path.name + "*"):
        content = file.read_bytes()
        assert SECRET.encode() not in content
        assert NUMBER.encode() not in content


def test_another_person_is_readable_as_before_when_one_is_settled(
    sample: Planner, visit: Visit, head: tuple[DelegateId, PersonId], clock: Clock
) -> None:
    """Only the records whose time is over lose their key; the person's own stays."""
    sample.contacts.edit(head[1], notes="Met in Lund")
    number = sample.history.next_undo()
    go_to(clock, after(visit, 20))
    sample.retention.erase([one for one in sample.retention.review() if one.group in HIDDEN])
    go_to(clock, after(visit, 28))
    sample.retention.settle()
    assert number is not None
    (change,) = kept_changes(sample._core.reader, number.number)
    assert change.after is not None
    assert change.after["notes"] == "Met in Lund"


def test_a_shorter_period_of_the_office_holds_for_what_is_there_already(
    sample: Planner, visit: Visit, head: tuple[DelegateId, PersonId], clock: Clock
) -> None:
    sample.retention.set_rule(FieldGroup.NEEDS, days=3)
    go_to(clock, after(visit, 4))
    assert [group for group, _name in of(sample, *HIDDEN)] == [FieldGroup.NEEDS]
    sample.history.undo()
    assert of(sample, *HIDDEN) == []
    with pytest.raises(UserError, match="is no period"):
        sample.retention.set_rule(FieldGroup.NEEDS, days=-1)


def test_photos_go_and_contact_data_are_only_named_after_years_without_dealings(
    planner: Planner, clock: Clock
) -> None:
    key = PersonId(planner.contacts.add(person("Sato", "Hanako", notes="Likes jazz")))
    photo = Photo(id="1" * 32, person_id=key, media_type="image/png", data="aGk=")  # type: ignore[arg-type]
    planner.keeper(Photo).add(photo)
    today = planner.today()
    go_to(clock, today + dt.timedelta(5 * 365 + 1))
    found = {one.group: one for one in planner.retention.review()}
    assert set(found) == {FieldGroup.PHOTOS, FieldGroup.CONTACT, FieldGroup.NOTES}
    assert found[FieldGroup.CONTACT].last_used == today
    assert planner.retention.erase(list(found.values())) == 1
    assert planner.keeper(Photo).of() == []
    assert planner.contacts.card(key).person.notes == "Likes jazz"


def test_home_asks_once_a_month(
    sample: Planner, visit: Visit, head: tuple[DelegateId, PersonId], clock: Clock
) -> None:
    go_to(clock, after(visit, 20))
    assert sample.retention.asks_for_review() >= 1
    sample.retention.note_review()
    assert sample.retention.asks_for_review() == 0
    clock.forward(days=29)
    assert sample.retention.asks_for_review() == 0
    clock.forward(days=1)
    assert sample.retention.asks_for_review() >= 1
