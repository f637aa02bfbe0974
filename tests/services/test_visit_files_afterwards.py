"""What came of a visit goes to a colleague with it and comes back; a clone begins without it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from factories import organisation, person
from planner.domain.agreements import Agreement, Signing
from planner.domain.arranging.cloning import Clone
from planner.domain.attachments import Attachment
from planner.domain.gifts import Gift, GiftDirection
from planner.domain.ids import AgreementId, RecordId, VisitId, new_id
from planner.domain.invitations import Invitation
from planner.domain.outcomes import Cost, CostKind, MediaMention, Outcome
from planner.domain.people import Person
from planner.domain.privacy import Profile
from planner.domain.words import Word
from planner.interchange.kept_files import FileRead, hash_of
from planner.merging_phrases import heading, title, values
from planner.services.planner import Planner

AFTERWARDS = (Gift, Cost, Outcome, MediaMention, Invitation)


@pytest.fixture
def colleague(open_copy: Callable[[Path], Planner], empty_file: Path) -> Planner:
    return open_copy(empty_file)


def key() -> RecordId:
    return RecordId(new_id())


@pytest.fixture
def trip(sample: Planner) -> VisitId:
    """A visit with all that can come of one."""
    visit = sample.visits.find("JP-DK-2027").id
    plan = sample.visits.plan(visit)
    item, delegate = plan.scheduled[0].id, plan.delegates[0].id
    giver = sample.contacts.add(person("Ozawa", "Mika"))
    house = sample.organisations.add(organisation("Kyoto Gardens"))
    agreement = sample.agreements.add(Agreement(id=AgreementId(new_id()), title="Exchange"))
    records: list[Word] = [
        Gift(
            id=key(), visit_id=visit, item_id=item, direction=GiftDirection.RECEIVED,
            description="Lacquer bowl", giver_id=giver, minor_units=15000, currency="JPY",
        ),
        Cost(
            id=key(), visit_id=visit, delegate_id=delegate, kind=CostKind.MEALS,
            description="Dinner", payer_organisation_id=house, minor_units=123450, currency="DKK",
        ),
        Outcome(id=key(), visit_id=visit, agreement_id=agreement, text="Two stays a year"),
        MediaMention(id=key(), visit_id=visit, medium="Daily", title="Guests from Japan"),
        Invitation(id=key(), visit_id=visit, organisation_id=house, country="JP", text="In spring"),
        Signing(id=key(), item_id=item, agreement_id=agreement),
    ]  # fmt: skip
    with sample._core.work("x") as work:
        for one in all_of(sample, visit):  # the sample's own
            work.remove(type(one), one.id)
        work.add_all(records)
    sample.files.attach("visit", visit, [FileRead("a.pdf", b"a", hash_of(b"a"))])
    return visit


def all_of(planner: Planner, visit: VisitId) -> list[Word]:
    return [one for kind in AFTERWARDS for one in planner.keeper(kind).of(visit_id=visit)]


def handed(
    giver: Planner, visit: VisitId, folder: Path, profile: Profile = Profile.INTERNAL
) -> Path:
    path = folder / f"{len(list(folder.iterdir()))}.planner-visit"
    giver.visit_files.give(visit, path, "Colleague", profile=profile)
    return path


def taken(taker: Planner, path: Path) -> None:
    taker.visit_files.take(taker.visit_files.look(taker.visit_files.read(path)))


def test_it_goes_along_in_the_office_with_whom_it_names(
    sample: Planner, colleague: Planner, trip: VisitId, tmp_path: Path
) -> None:
    (folder := tmp_path / "files").mkdir()
    taken(colleague, handed(sample, trip, folder))

    outcome = next(one for one in all_of(sample, trip) if isinstance(one, Outcome))
    expected = [
        replace(outcome, agreement_id=None) if one == outcome else one
        for one in all_of(sample, trip)
    ]
    assert all_of(colleague, trip) == expected
    assert [one.name for one in colleague.keeper(Person).of(family_name="Ozawa")] == ["Mika Ozawa"]
    assert colleague.keeper(Agreement).of() == []
    assert colleague.keeper(Signing).of() == []
    assert colleague.keeper(Attachment).of() == []
    contents = sample.visit_files.contents(trip, Profile.INTERNAL)
    assert (contents.gifts, contents.costs, contents.outcomes) == (1, 1, 1)
    assert (contents.mentions, contents.invitations) == (1, 1)
    assert (contents.signings, contents.attachments) == (1, 1)


@pytest.mark.parametrize("profile", [one for one in Profile if one is not Profile.INTERNAL])
def test_nobody_outside_the_office_gets_it(
    sample: Planner, colleague: Planner, trip: VisitId, tmp_path: Path, profile: Profile
) -> None:
    (folder := tmp_path / "files").mkdir()
    path = handed(sample, trip, folder, profile)
    shown = sample.visit_files.contents(trip, profile)
    assert not any((shown.gifts, shown.costs, shown.outcomes, shown.mentions, shown.invitations))
    taken(colleague, path)
    assert all_of(colleague, trip) == []
    assert colleague.keeper(Person).of(family_name="Ozawa") == []


def test_what_the_colleague_changed_comes_back_and_nothing_else_is_touched(
    sample: Planner, colleague: Planner, trip: VisitId, tmp_path: Path
) -> None:
    (folder := tmp_path / "files").mkdir()
    taken(colleague, handed(sample, trip, folder))
    gift, cost, outcome, media, _invitation = all_of(colleague, trip)
    colleague.keeper(Gift).edit(gift.id, kept_by="Registry", minor_units=16000)
    colleague.keeper(MediaMention).remove(media.id)
    colleague.keeper(Cost).add(replace(cost, id=key(), description="Taxi"))  # type: ignore[call-arg]
    before = {one.id: one for one in all_of(sample, trip)}

    back = colleague.visit_files
    path = folder / "back.planner-visit"
    back.give(trip, path, "Office")
    arrival = sample.visit_files.look(sample.visit_files.read(path))
    among = {**arrival.ours, **arrival.state.records}
    said = {
        heading(each, among): [(title(one, among), *values(one, among)) for one in each.differences]
        for each in arrival.affected
    }
    assert said == {
        "Gift: Lacquer bowl": [
            ("Amount", "15000 JPY", "16000 JPY"),
            ("Kept by", "", "Registry"),
        ],
        "Cost: Taxi": [("Cost added", "", "Taxi")],
        "Media report: Guests from Japan": [("Media report removed", "Guests from Japan", "–")],
    }
    sample.visit_files.take(arrival)

    now = {one.id: one for one in all_of(sample, trip)}
    assert now[gift.id] == replace(before[gift.id], kept_by="Registry", minor_units=16000)  # type: ignore[call-arg]
    assert media.id not in now
    assert now[outcome.id] == before[outcome.id]  # with its agreement, which the file had not
    assert [one.description for one in now.values() if isinstance(one, Cost)] == ["Dinner", "Taxi"]
    assert len(sample.keeper(Signing).of()) == 1
    assert len(sample.files.of("visit", trip)) == 1
    sample.history.undo()
    assert {one.id: one for one in all_of(sample, trip)} == before


def test_a_clone_begins_without_what_came_of_the_visit(sample: Planner, trip: VisitId) -> None:
    again = sample.arranging.clone_visit(trip, Clone(code="AGAIN", first_day=dt.date(2028, 5, 14)))
    assert all_of(sample, again) == []
    assert len(sample.keeper(Signing).of()) == 1
    assert sample.files.of("visit", again) == []
    assert len(all_of(sample, trip)) == 5
