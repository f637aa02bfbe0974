"""A post is handed over: it ends for one person, begins for the next, and what was ticked follows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import item, organisation, person, visit
from planner.domain.followups import FollowUp, FollowUpStatus
from planner.domain.handover import TargetKind
from planner.domain.ids import DelegateId, FollowUpId, PersonId, RecordId, new_id
from planner.domain.itinerary import ItemHost
from planner.domain.library import WORDS
from planner.domain.organisations import Posting
from planner.domain.people import Position
from planner.domain.times import PartialDate
from planner.domain.visits import Delegate, Need, VisitStatus
from planner.domain.words import Word
from planner.errors import UserError
from planner.services.planner import Planner
from planner.storage import reading

ON = dt.date(2027, 5, 11)


@dataclass
class Ground:
    """Tanaka is director at MEXT: one follow-up each way, entries before and after, two delegations."""

    planner: Planner
    tanaka: PersonId
    sato: PersonId
    post: Position
    early: ItemHost
    late: ItemHost
    coming: Delegate
    past: Delegate
    owned: FollowUp


def put(planner: Planner, *values: Word) -> None:
    with planner._core.work("Fill", {}) as work:
        work.add_all(values)


def key() -> Any:
    return new_id()


@pytest.fixture
def ground(planner: Planner) -> Ground:
    mext = organisation("MEXT")
    tanaka, sato = person("Tanaka", "Haruto"), person("Sato", "Hanako")
    post = Position(
        id=RecordId(new_id()), person_id=tanaka.id, organisation_id=mext.id, title="Director",
        valid_from=PartialDate("2024"),
    )  # fmt: skip
    now = visit(first_day=dt.date(2027, 5, 10))
    soon = visit(code="NEXT", first_day=dt.date(2027, 9, 1), last_day=dt.date(2027, 9, 3))
    gone = visit(code="PAST", first_day=dt.date(2026, 9, 1), status=VisitStatus.DONE)
    before, after = (
        item(now.id, "Opening", "09:00", "10:00"),
        item(now.id, "Talk", "Tue 09:00", "10:00"),
    )
    early, late = (
        ItemHost(id=key(), item_id=one.id, person_id=tanaka.id) for one in (before, after)
    )
    coming, past = (
        Delegate(
            id=DelegateId(new_id()), visit_id=one.id, person_id=tanaka.id, title="Director",
            organisation_id=mext.id,
        )
        for one in (soon, gone)
    )  # fmt: skip
    owned = FollowUp(id=FollowUpId(new_id()), title="Send the draft", owner_id=tanaka.id)
    about = FollowUp(id=FollowUpId(new_id()), title="Thank", person_id=tanaka.id)
    done = FollowUp(
        id=FollowUpId(new_id()), title="Old", owner_id=tanaka.id, status=FollowUpStatus.DONE
    )
    posting = Posting(id=key(), organisation_id=mext.id, person_id=tanaka.id, title="Attaché")
    need = Need(id=key(), delegate_id=coming.id, text="No fish")
    put(
        planner, mext, tanaka, sato, post, now, soon, gone, before, after, early, late, coming, past,
        owned, about, done, posting, need,
    )  # fmt: skip
    return Ground(planner, tanaka.id, sato.id, post, early, late, coming, past, owned)


def state(planner: Planner) -> dict[tuple[str, str], Word]:
    return {
        (kind.WORD, value.id): value
        for kind in WORDS
        for value in reading.where(planner._core.reader, kind, "1 = 1")
    }


def test_the_preview_counts_what_hangs_on_the_holder(ground: Ground) -> None:
    seen = ground.planner.handing_over.preview(ground.post.id, ON)

    assert (seen.holder, seen.organisation) == ("Haruto Tanaka", "MEXT")
    assert seen.counts == dict.fromkeys(TargetKind, 1)
    hosted = next(one for one in seen.targets if one.kind is TargetKind.HOST)
    assert (hosted.text, hosted.day) == ("Talk", ON)
    assert len(seen.usual) == 5


def test_the_post_ends_the_day_before_and_begins_with_the_same_title(ground: Ground) -> None:
    planner = ground.planner

    new = planner.handing_over.hand_over(ground.post.id, ground.sato, ON)

    (old,) = planner.posts.of(ground.tanaka)
    assert (old.valid_from, old.valid_to) == ("2024", "2027-05-10")
    assert planner.posts.of(ground.sato) == [new]
    assert (new.title, new.organisation_id) == ("Director", ground.post.organisation_id)
    assert (new.valid_from, new.valid_to) == ("2027-05-11", "")


def test_only_what_lies_after_follows(ground: Ground) -> None:
    planner = ground.planner
    planner.handing_over.hand_over(ground.post.id, ground.sato, ON)

    assert planner.keeper(ItemHost).get(ground.early.id).person_id == ground.tanaka
    assert planner.keeper(ItemHost).get(ground.late.id).person_id == ground.sato
    assert planner.keeper(Delegate).get(ground.past.id).person_id == ground.tanaka
    coming = planner.keeper(Delegate).get(ground.coming.id)
    assert (coming.person_id, coming.title) == (ground.sato, "Director")
    assert planner.follow_ups.get(ground.owned.id).owner_id == ground.sato
    done = planner.keeper(FollowUp).of(status="done")
    assert [one.owner_id for one in done] == [ground.tanaka]


def test_needs_of_the_former_holder_do_not_go_to_the_successor(ground: Ground) -> None:
    ground.planner.handing_over.hand_over(ground.post.id, ground.sato, ON)
    assert ground.planner.needs.of(ground.coming.id) == []


def test_what_is_not_ticked_stays(ground: Ground) -> None:
    planner = ground.planner
    planner.handing_over.hand_over(ground.post.id, ground.sato, ON, ticked=())

    assert planner.follow_ups.get(ground.owned.id).owner_id == ground.tanaka
    assert planner.keeper(Delegate).get(ground.coming.id).person_id == ground.tanaka
    assert len(planner.needs.of(ground.coming.id)) == 1
    assert [post.title for post in planner.posts.of(ground.sato)] == ["Director"]


def test_a_posting_stays_on_record_with_its_end(ground: Ground) -> None:
    planner = ground.planner
    planner.handing_over.hand_over(ground.post.id, ground.sato, ON)

    postings = planner.keeper(Posting).of()
    assert [(one.person_id, one.valid_from, one.valid_to) for one in postings] == [
        (ground.tanaka, "", "2027-05-10"),
        (ground.sato, "2027-05-11", ""),
    ]


def test_nobody_gets_two_places_in_one_delegation(ground: Ground) -> None:
    planner = ground.planner
    planner.delegations.add_person(ground.coming.visit_id, ground.sato)

    seen = planner.handing_over.preview(ground.post.id, ON, ground.sato)
    planner.handing_over.hand_over(
        ground.post.id, ground.sato, ON, ticked=[one.id for one in seen.targets]
    )

    people = [one.person_id for one in planner.keeper(Delegate).of(visit_id=ground.coming.visit_id)]
    assert sorted(map(str, people)) == sorted([ground.tanaka, ground.sato])


def test_what_belongs_to_another_post_is_not_ticked(ground: Ground) -> None:
    other = organisation("JSPS")
    task = FollowUp(
        id=FollowUpId(new_id()), title="Elsewhere", owner_id=ground.tanaka, organisation_id=other.id
    )
    put(ground.planner, other, task)

    seen = ground.planner.handing_over.preview(ground.post.id, ON)

    assert f"owned:{task.id}" in {one.id for one in seen.targets}
    assert f"owned:{task.id}" not in seen.usual


def test_a_post_is_not_handed_to_its_holder_nor_before_it_began(ground: Ground) -> None:
    over = ground.planner.handing_over
    with pytest.raises(UserError, match="already"):
        over.hand_over(ground.post.id, ground.tanaka, ON)
    with pytest.raises(UserError, match="began"):
        over.hand_over(ground.post.id, ground.sato, dt.date(2024, 1, 1))


def test_an_earlier_end_is_kept(ground: Ground) -> None:
    ground.planner.posts.end(ground.post.id, PartialDate("2027-03"))
    ground.planner.handing_over.hand_over(ground.post.id, ground.sato, ON)
    assert ground.planner.posts.of(ground.tanaka)[0].valid_to == "2027-03"


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    days=st.integers(-400, 400),
    chosen=st.sets(st.sampled_from(list(TargetKind))),
)
def test_handing_over_and_undo_is_the_identity(
    ground: Ground, days: int, chosen: set[TargetKind]
) -> None:
    planner, on = ground.planner, ON + dt.timedelta(days)
    before = state(planner)
    seen = planner.handing_over.preview(ground.post.id, on, ground.sato)
    ticked = [one.id for one in seen.targets if one.kind in chosen]
    steps = planner.history.count()

    planner.handing_over.hand_over(ground.post.id, ground.sato, on, ticked=ticked)
    assert planner.history.count() == steps + 1
    assert state(planner) != before
    planner.history.undo()

    assert state(planner) == before
