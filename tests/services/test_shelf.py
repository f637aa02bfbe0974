"""What lies beside a plan reaches only those who may have it; nothing is read that nobody asks for."""

from __future__ import annotations

import base64
import datetime as dt
from dataclasses import fields, replace
from typing import Any

import pytest

from planner.documents.material import Material, Wishes
from planner.domain.agreements import Amendment
from planner.domain.biographies import Biography
from planner.domain.followups import FollowUp, FollowUpStatus
from planner.domain.ids import FollowUpId, RecordId, VisitId, new_id
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.organisations import Logo
from planner.domain.people import Photo
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient, RecipientKind, recipients
from planner.domain.redaction import redacted
from planner.domain.times import PartialDate
from planner.domain.visits import Need, NeedKind
from planner.services.planner import Planner
from planner.services.shelf import MAY_HAVE, Shelf, granted
from planner.storage import reading
from planner.storage.reading import NONE, Parameters, Reader
from services.test_merging import put

DAY = dt.date(2027, 4, 1)
OUTSIDE = [profile for profile in Profile if profile is not Profile.INTERNAL]
ALL = Wishes(named_needs=True, hidden_details=True)


class Visit:
    """A sample visit with something of each kind beside its plan."""

    def __init__(self, planner: Planner, code: str = "JP-DK-2027") -> None:
        self.planner = planner
        found = planner.visits.find(code)
        assert found is not None
        self.id: VisitId = found.id
        self._dress()
        self.plan: Plan = planner.visits.plan(self.id)
        self.shelf = self.again()

    def _dress(self) -> None:
        plan = self.planner.visits.plan(self.id)
        picture = base64.b64encode(b"picture").decode()
        for key in plan.person:
            put(self.planner, Photo(id=RecordId(new_id()), person_id=key, data=picture))
        for house in plan.organisation:
            put(self.planner, Logo(id=RecordId(new_id()), organisation_id=house, data=picture))

    def again(self, today: dt.date = DAY, reader: Reader | None = None) -> Shelf:
        return Shelf(reader or self.planner._core.reader, self.plan, today)

    def given(
        self, profile: Profile, one: Recipient | None = None, *, own: bool = False, **wishes: bool
    ) -> dict[str, Any]:
        plan = redacted(self.plan, profile, one, own=own)
        return granted(self.shelf, profile, one, plan, replace(ALL, **wishes))  # type: ignore[arg-type]

    def meal(self, title: str = "Lunch") -> Item:
        return next(
            item
            for item in self.plan.scheduled
            if item.kind is ItemKind.MEAL and item.title == title
        )

    def need(self, place: int, text: str, **more: Any) -> Need:
        head = self.plan.on(self.meal())[place]
        values: dict[str, Any] = {"kind": NeedKind.DIET, **more}
        need = Need(id=RecordId(new_id()), delegate_id=head.id, text=text, **values)
        put(self.planner, need)
        self.shelf = self.again()
        return need

    def counts(self, profile: Profile = Profile.INTERNAL, **more: Any) -> dict[str, int]:
        told = self.given(profile, **more)["need_counts"].get(self.meal().id, ())
        return {one.text: one.count for one in told}


@pytest.fixture
def visit(sample: Planner) -> Visit:
    return Visit(sample)


def test_everything_that_is_granted_is_a_field_of_the_material(visit: Visit) -> None:
    names = {one.name for one in fields(Material)}

    assert set(MAY_HAVE) <= names
    assert set(visit.given(Profile.INTERNAL)) == set(MAY_HAVE)


@pytest.mark.parametrize("profile", OUTSIDE)
def test_what_is_ours_stays_with_us(visit: Visit, profile: Profile) -> None:
    given = visit.given(profile)

    office = {name for name, audiences in MAY_HAVE.items() if audiences == {Profile.INTERNAL}}
    assert {"briefs", "agreements", "states", "country_facts", "needs", "follow_ups"} <= office
    assert not office & set(given)
    for one in visit.shelf.briefs:
        assert one.not_disclosed not in repr(given) or not one.not_disclosed


@pytest.mark.parametrize(
    ("profile", "names"),
    [
        (Profile.HOSTS, {"need_counts", "photos", "biographies", "logos", "interpreting"}),
        (Profile.DELEGATES, {"photos", "logos", "interpreting"}),
        (Profile.SITES, {"need_counts", "logos", "private"}),
        (Profile.DRIVERS, {"logos"}),
        (Profile.PRESS, {"logos"}),
    ],
)
def test_each_audience_gets_these_and_no_others(
    visit: Visit, profile: Profile, names: set[str]
) -> None:
    assert set(visit.given(profile)) == names


def test_the_office_reads_its_briefs_in_the_order_of_the_day(visit: Visit) -> None:
    briefs = visit.given(Profile.INTERNAL)["briefs"]

    times = [visit.plan.when(visit.plan.item[one.item_id]) for one in briefs if one.item_id]
    assert times
    assert times == sorted(times)


def test_a_brief_of_an_entry_that_is_not_in_the_plan_is_left_out(visit: Visit) -> None:
    taken = next(one for one in visit.shelf.briefs if one.item_id)
    plan = replace(
        visit.plan, items=tuple(one for one in visit.plan.items if one.id != taken.item_id)
    )

    left = granted(visit.shelf, Profile.INTERNAL, None, plan, ALL)["briefs"]

    assert taken in visit.given(Profile.INTERNAL)["briefs"]
    assert taken not in left


def test_photos_are_only_of_people_whom_the_plan_shows(visit: Visit) -> None:
    gone = visit.plan.delegates[0].person_id
    plan = replace(redacted(visit.plan, Profile.DELEGATES), delegates=visit.plan.delegates[1:])
    plan = replace(plan, people=tuple(one for one in plan.people if one.id != gone))

    photos = granted(visit.shelf, Profile.DELEGATES, None, plan, ALL)["photos"]

    assert gone in visit.shelf.photos
    assert set(photos) == set(plan.person)
    assert set(photos.values()) == {b"picture"}


def test_whoever_prints_may_want_no_photos(visit: Visit) -> None:
    assert "photos" not in visit.given(Profile.INTERNAL, photos=False)


def test_hosts_read_biographies_but_not_where_they_are_from(visit: Visit) -> None:
    ours = visit.given(Profile.INTERNAL)["biographies"]
    theirs = visit.given(Profile.HOSTS)["biographies"]

    def sources(found: dict[str, tuple[Biography, ...]]) -> set[str]:
        return {one.source for told in found.values() for one in told}

    assert sources(ours) - {""}
    assert theirs
    assert sources(theirs) == {""}


def test_needs_are_named_only_when_asked_for(visit: Visit) -> None:
    visit.need(0, "No pork")

    assert "needs" not in visit.given(Profile.INTERNAL, named_needs=False)
    assert "No pork" in repr(visit.given(Profile.INTERNAL)["needs"])


def test_the_same_need_in_other_words_of_size_is_counted_together(visit: Visit) -> None:
    visit.need(0, "No pork")
    visit.need(1, "no pork.")
    visit.need(1, "No pork", kind=NeedKind.DIET)

    assert visit.counts()["No pork"] == 2


def test_who_needs_two_things_is_counted_once_with_both(visit: Visit) -> None:
    before = sum(visit.counts().values())
    visit.need(0, "No pork")
    visit.need(0, "Halal", kind=NeedKind.RELIGION)

    assert visit.counts()["No pork; Halal"] == 1
    assert sum(visit.counts().values()) == before + 1


def test_a_kitchen_counts_what_is_eaten_and_not_what_is_the_matter(visit: Visit) -> None:
    visit.need(0, "Diabetes", kind=NeedKind.MEDICAL)
    visit.need(0, "Halal", kind=NeedKind.RELIGION)

    assert "Halal" in visit.counts()
    assert "Diabetes" not in visit.counts()


def test_a_need_whose_day_of_erasure_has_passed_is_not_told(visit: Visit) -> None:
    visit.need(0, "No pork", purge_after=DAY)
    assert visit.counts()["No pork"] == 1

    visit.shelf = visit.again(DAY + dt.timedelta(1))
    assert "No pork" not in visit.counts()
    assert "No pork" not in repr(visit.given(Profile.INTERNAL)["needs"])


def test_hosts_are_told_the_needs_of_their_own_entries(visit: Visit) -> None:
    visit.need(0, "No pork")
    hosts = [
        one
        for one in recipients(visit.plan)
        if one.kind in (RecipientKind.HOST, RecipientKind.ORGANISATION)
    ]
    assert hosts
    for one in hosts:
        run = {
            item.id
            for item in visit.plan.items
            if any(one.id in (h.person_id, h.organisation_id) for h in visit.plan.hosts_of(item))
        }
        assert set(visit.given(Profile.HOSTS, one)["need_counts"]) <= run


@pytest.mark.parametrize("kind", [RecipientKind.DRIVER, RecipientKind.INTERPRETER])
def test_who_runs_no_entry_counts_no_needs(visit: Visit, kind: RecipientKind) -> None:
    visit.need(0, "No pork")
    found = [one for one in recipients(visit.plan) if one.kind is kind]
    assert found
    for one in found:
        for profile in (Profile.HOSTS, Profile.SITES):
            assert not visit.given(profile, one)["need_counts"]


def test_a_site_counts_only_what_happens_there(visit: Visit) -> None:
    visit.need(0, "Wheelchair", kind=NeedKind.ACCESS)
    counted = 0
    for one in recipients(visit.plan):
        if one.kind is RecipientKind.SITE:
            told = visit.given(Profile.SITES, one)["need_counts"]
            assert {visit.plan.item[key].site_id for key in told} <= {one.id}
            counted += len(told)
    assert counted


def test_nothing_is_counted_for_what_is_called_off(visit: Visit) -> None:
    visit.need(0, "No pork")
    gone = replace(visit.meal(), status=ItemStatus.CANCELLED)
    plan = visit.plan.with_items([gone])

    told = granted(visit.shelf, Profile.INTERNAL, None, plan, ALL)

    assert gone.id not in told["need_counts"]


def test_an_agreement_comes_with_its_sides_amendments_and_what_is_open(visit: Visit) -> None:
    first = visit.shelf.agreements[0]
    for day in ("2026-02", "2025"):
        put(
            visit.planner,
            Amendment(
                id=RecordId(new_id()), agreement_id=first.id, title=day, signed_on=PartialDate(day)
            ),
        )
    for title, status in (("Open", FollowUpStatus.OPEN), ("Done", FollowUpStatus.DONE)):
        put(
            visit.planner,
            FollowUp(id=FollowUpId(new_id()), title=title, status=status, agreement_id=first.id),
        )
    visit.shelf = visit.again()

    given = visit.given(Profile.INTERNAL)

    assert [one.title for one in given["amendments"][first.id]] == ["2025", "2026-02"]
    assert len(given["parties"][first.id]) >= 2
    titles = [one.title for one in given["follow_ups"]]
    assert "Open" in titles
    assert "Done" not in titles


def test_the_country_page_knows_where_its_facts_are_from(visit: Visit) -> None:
    given = visit.given(Profile.INTERNAL)

    assert {"DK", "JP"} <= set(given["countries"])
    facts = given["country_facts"]["JP"]
    assert facts
    assert all(one.source_id in given["sources"] for one in facts)


def test_nothing_is_read_before_it_is_asked_for(visit: Visit) -> None:
    asked: list[str] = []
    real = visit.planner._core.reader

    class Counting:
        has_trigrams = real.has_trigrams

        def rows(self, sql: str, parameters: Parameters = NONE) -> list[tuple[Any, ...]]:
            asked.append(sql)
            return real.rows(sql, parameters)

    shelf = visit.again(reader=Counting())
    assert not asked
    plan = redacted(visit.plan, Profile.PRESS)
    for _time in range(2):
        granted(shelf, Profile.PRESS, None, plan, Wishes())

    assert len(asked) == 1  # the logos, once
    assert not any(kind.WORD in asked[0] for kind in (Photo, Biography, Need))


def test_logos_are_only_of_houses_that_the_plan_names(visit: Visit) -> None:
    plan = redacted(visit.plan, Profile.PRESS)

    logos = visit.given(Profile.PRESS)["logos"]

    assert set(logos) == set(plan.organisation)
    assert len(reading.where(visit.planner._core.reader, Logo, "1 = 1")) >= len(logos)
